//! `maillage demo`: the whole job on an invented département, with no file and no network.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::Context;
use maillage::{
    catalogue::CatalogueInputs,
    coverage::{CoverageInputs, CoverageOptions},
    intake::Supply,
    need::{NeedOptions, SplitBands},
    output::sentences::commands as words,
};
use maillage_synth::{SynthOptions, territory};

use crate::{
    Common,
    catalogue::{Also, inventory},
    coverage::map,
};

/// Run the whole job on an invented département, with no file and no network
///
/// Writes the invented lists too, with defects like those of real ones, so that every
/// other command can be tried on them.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  maillage demo --out my-demo")]
pub(crate) struct Arguments {
    /// The folder to write to
    #[arg(long, value_name = "DIR", default_value = "maillage-demo")]
    out: PathBuf,
}

pub(crate) fn run(arguments: &Arguments, common: &Common) -> anyhow::Result<ExitCode> {
    let folder = &arguments.out;
    let lists = folder.join("lists");
    fs::create_dir_all(&lists)
        .with_context(|| format!("{}: the folder cannot be made", lists.display()))?;
    let ours = lists.join("LISEZMOI.txt").exists();
    let empty = fs::read_dir(&lists).is_ok_and(|mut entries| entries.next().is_none());
    anyhow::ensure!(
        ours || empty,
        "{}: holds files that are not the demo's; choose another --out",
        lists.display()
    );
    for file in territory(&SynthOptions::default()).files {
        let path = lists.join(file.name);
        fs::write(&path, &file.contents)
            .with_context(|| format!("{}: cannot be written", path.display()))?;
    }
    let list = |name: &str| lists.join(name);
    let inputs = CoverageInputs {
        communes: list("communes.geojson"),
        supply: Supply {
            mediation: vec![list("mediation.csv")],
            france_services: vec![list("france-services.csv")],
            itinerant: vec![list("rounds.csv")],
            ..Supply::default()
        },
        population: Some(list("population.csv")),
        ages: Some(list("ages.csv")),
        rates: Some("insee-2021".to_owned()),
        residents: vec![list("carreaux.csv")],
        membership: Some(list("membership.csv")),
        ..CoverageInputs::default()
    };
    let (map_file, places_file) = (folder.join("coverage.geojson"), folder.join("places.geojson"));
    // The one rate that was not published, and the bands of INSEE's table that lie across two.
    let need = NeedOptions {
        close_to_total: true,
        split_bands: SplitBands::Pyramid,
        ..NeedOptions::default()
    };
    let options = CoverageOptions { need, ..CoverageOptions::default() };
    map(&inputs, None, &options, &map_file, common)?;
    let communes = Some(inputs.communes.clone());
    let places = CatalogueInputs { supply: inputs.supply, communes, ..CatalogueInputs::default() };
    let (rounds, calendar) = (folder.join("tournees.geojson"), folder.join("tournees.ics"));
    let also = Also { evidence: None, rounds: Some(&rounds), calendar: Some(&calendar) };
    inventory(&places, &places_file, also, common)?;
    if !common.quiet {
        eprintln!("\n{}", words::demo_closing(common.voice(), &folder.display()));
    }
    Ok(ExitCode::SUCCESS)
}
