//! `maillage demo`: the whole job on an invented département, with no file and no network.

use std::{fs, path::PathBuf, process::ExitCode};

use anyhow::Context;
use maillage::{
    coverage::{CoverageInputs, CoverageOptions},
    intake::Supply,
};
use maillage_synth::{SynthOptions, territory};

use crate::{Common, coverage::map};

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
        },
        population: Some(list("population.csv")),
        illectronism: Some(list("illectronisme.csv")),
        membership: Some(list("membership.csv")),
        ..CoverageInputs::default()
    };
    let out = folder.join("coverage.geojson");
    map(&inputs, &CoverageOptions::default(), &out, common)?;
    if !common.quiet {
        eprintln!("\n{}", closing(common, &out, &lists));
    }
    Ok(ExitCode::SUCCESS)
}

fn closing(common: &Common, out: &std::path::Path, lists: &std::path::Path) -> String {
    let (out, lists) = (out.display(), lists.display());
    match common.lang {
        maillage::ledger::Lang::Fr => format!(
            "Territoire imaginaire. Ouvrir {out} dans QGIS (glisser-déposer) : le style se charge seul.\n\
             Les listes inventées, avec leurs défauts, sont dans {lists}."
        ),
        maillage::ledger::Lang::En => format!(
            "An imaginary territory. Open {out} in QGIS (drag and drop): its style loads by itself.\n\
             The invented lists, with their defects, are in {lists}."
        ),
    }
}
