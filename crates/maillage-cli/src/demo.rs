//! `maillage demo`: the complete workflow on an invented département, without input files
//! or network.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use maillage::{
    CoverageOptions, LoadOptions, Sources, Supply,
    core::need::{NeedOptions, SplitBands},
    intake::catalogue::CatalogueInputs,
    output::{DatasetOptions, sentences::commands as words},
};
use maillage_synth::{SynthOptions, territory};

use crate::{
    Common,
    catalogue::{Also, inventory},
    coverage::{LAYERS, map, report},
    faults::Fault,
    layer::{Outputs, Targets},
    paths::Paths,
    record::{Asked, Hubs},
    sentences, terminal,
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
    pub(crate) out: PathBuf,
}

impl Arguments {
    /// The files of the map.
    pub(crate) fn map_targets(&self) -> anyhow::Result<Targets> {
        let [maps, outs] = [&PICTURES[..], &MAPS[..]]
            .map(|names| names.iter().map(|name| self.out.join(name)).collect::<Vec<_>>());
        Targets::new(&outs, &maps, DatasetOptions::default())
    }

    /// The files of the inventory.
    pub(crate) fn places_targets(&self) -> anyhow::Result<Targets> {
        Targets::new(&[self.out.join(PLACES)], &[], DatasetOptions::default())
    }
}

/// The directory of the invented lists, inside that of the demo.
pub(crate) const LISTS: &str = "lists";
/// The layer of communes.
pub(crate) const MAP: &str = "coverage.geojson";
/// The map: a layer, a QGIS project with its GeoPackage, a page, a workbook.
const MAPS: [&str; 4] = [MAP, "carte.qgz", "carte.html", "carte.xlsx"];
/// The map as pictures.
const PICTURES: [&str; 2] = ["carte.svg", "carte.png"];
/// The layer of places.
pub(crate) const PLACES: &str = "places.geojson";
/// The layer of tours.
pub(crate) const TOURS: &str = "tournees.geojson";
/// The calendar of the tours.
pub(crate) const CALENDAR: &str = "tournees.ics";

pub(crate) fn run(
    arguments: &Arguments,
    paths: &Paths,
    common: &Common,
) -> anyhow::Result<ExitCode> {
    let folder = &arguments.out;
    let lists = folder.join(LISTS);
    fs::create_dir_all(&lists)
        .map_err(|cause| Fault(sentences::folder_not_made(&lists, &cause)))?;
    // First: what a demo that was killed had begun is finished then.
    let mut outputs = Outputs::reserve(paths, common)?;
    let ours = lists.join("LISEZMOI.txt").exists();
    let is_hidden = |entry: io::Result<fs::DirEntry>| {
        entry.is_ok_and(|entry| entry.file_name().to_string_lossy().starts_with(".maillage-"))
    };
    let empty = fs::read_dir(&lists).is_ok_and(|mut entries| entries.all(is_hidden));
    anyhow::ensure!(ours || empty, Fault(sentences::not_the_demos(&lists)));
    let files = territory(&SynthOptions::default()).files;
    for file in &files {
        refuse_if_changed(&lists.join(file.name), &file.contents)?;
    }
    for file in files {
        outputs.write(&lists.join(file.name), |to| to.write_all(&file.contents))?;
    }
    // The lists are read where they are written: they appear with all else.
    let list = |name: &str| outputs.staged(&lists.join(name));
    let inputs = Sources {
        communes: Some(list("communes.geojson")),
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
        ..Sources::default()
    };
    // The one unpublished rate, and the bands of INSEE's table that span two rates.
    let need = NeedOptions {
        close_to_total: true,
        split_bands: SplitBands::Pyramid,
        ..NeedOptions::default()
    };
    let options = CoverageOptions {
        load: LoadOptions { need, ..LoadOptions::default() },
        ..CoverageOptions::default()
    };
    // The record of its command is that of the same run by hand.
    let asked = Asked::of_coverage(&[
        ("rates", "insee-2021"),
        ("close-to-total", "true"),
        ("split-bands", "pyramid"),
    ]);
    let recorded = (&asked, Vec::new(), Hubs::new());
    let targets = arguments.map_targets()?;
    let coverage = map(&inputs, &options, &targets, recorded, &mut outputs, common)?;
    let communes = inputs.communes.clone();
    let places = CatalogueInputs { supply: inputs.supply, communes, ..CatalogueInputs::default() };
    let (tours, calendar) = (folder.join(TOURS), folder.join(CALENDAR));
    let also = Also { evidence: None, tours: Some(&tours), calendar: Some(&calendar) };
    inventory(&places, &arguments.places_targets()?, also, &mut outputs, common)?;
    outputs.publish(common)?;
    report(&coverage, &targets.all_with_ledgers(&LAYERS), common)?;
    if !common.quiet {
        writeln!(
            terminal::stderr(),
            "\n{}",
            words::demo_closing(common.voice(), &folder.display())
        )?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Refuses to replace a list of the demo that somebody filled in. A file of another length or
/// content is one.
fn refuse_if_changed(path: &Path, contents: &[u8]) -> anyhow::Result<()> {
    let is_changed = fs::read(path).is_ok_and(|found| found != contents);
    anyhow::ensure!(!is_changed, Fault(sentences::changed(path)));
    Ok(())
}
