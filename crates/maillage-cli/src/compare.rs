//! `maillage compare`.

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
};

use maillage::{
    CompareOptions, compare_layers,
    core::compare::Side,
    output::{self, LayerFile, RunId},
};

use crate::{
    Common,
    arguments::MapArguments,
    layer::{Outputs, Targets, territories_table},
    paths::Paths,
    terminal,
};

/// Compare two layers of communes: who gained help within reach, who lost it
///
/// The layers are those that `coverage` or `diagnose` wrote, on the same terms: the same threshold,
/// origins, travel, hours and need. People are counted with one population for both. Communes that
/// were merged or divided in between are compared together.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The layer of the earlier run
    #[arg(value_name = "BEFORE_FILE")]
    pub(crate) before: PathBuf,
    /// The layer of the later run
    #[arg(value_name = "AFTER_FILE")]
    pub(crate) after: PathBuf,
    /// Where the two count other people: the layer whose people count for both
    #[arg(long, value_parser = ["before", "after"])]
    population: Option<String>,
    /// The catalogue of the earlier places, as `maillage catalogue` wrote it: which places appeared,
    /// vanished or moved goes to x.lieux.geojson
    #[arg(long, value_name = "FILE", requires = "places_after")]
    places_before: Option<PathBuf>,
    /// The catalogue of the later places
    #[arg(long, value_name = "FILE", requires = "places_before")]
    places_after: Option<PathBuf>,
    /// The file to write, in the format of its extension: .geojson, .gpkg, .qgz, .html, .xlsx, .fgb,
    /// .geojsonl, .shp, .csv, .svg, .png or .pdf, with its style and a table of territories (x.csv,
    /// or x.territoires.csv beside layers as CSV) beside it. Repeat it for several; without it, only
    /// the report is shown
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) maps: MapArguments,
}

const EXAMPLES: &str = "\
Examples:
  maillage compare 2022.geojson 2024.geojson
  maillage compare 2022.geojson 2024.geojson --population after --out change.geojson

  With the places themselves, from the catalogues of both years:
  maillage compare 2022.geojson 2024.geojson --places-before lieux-2022.geojson \\
      --places-after lieux-2024.geojson --out change.geojson

  A layer is comparable when both runs had the same options: run the older list again with the
  options of the newer one.";

impl Arguments {
    /// The catalogues of both, if they are given.
    pub(crate) fn places(&self) -> Option<[PathBuf; 2]> {
        Some([self.places_before.clone()?, self.places_after.clone()?])
    }

    /// The files to write.
    pub(crate) fn targets(&self) -> anyhow::Result<Targets> {
        self.maps.targets(&self.out)
    }

    /// The layers that have a file of their own in formats of one layer.
    pub(crate) fn layers(&self) -> Vec<LayerFile> {
        let places = self.places().map(|_| LayerFile::Beside("lieux"));
        [LayerFile::Main].into_iter().chain(places).collect()
    }

    /// The table of territories, beside the first file.
    pub(crate) fn table(&self) -> Option<PathBuf> {
        territories_table(&self.out, None)
    }
}

pub(crate) fn run(
    arguments: &Arguments,
    paths: &Paths,
    common: &Common,
) -> anyhow::Result<ExitCode> {
    let population = arguments.population.as_deref().map(|side| match side {
        "before" => Side::Before,
        _ => Side::After,
    });
    let mut outputs = Outputs::reserve(paths, common)?;
    let options = CompareOptions { population, places: arguments.places() };
    let comparison = compare_layers(&arguments.before, &arguments.after, &options)?;
    let asked = (&options.population, options.places.is_some());
    let run = RunId::of_inputs(&comparison.provenance, &asked, common.lang);
    let table = arguments.table();
    if let Some(table) = &table {
        outputs.write(table, |to| output::write_change_table(to, &comparison))?;
    }
    let more: Vec<&Path> = table.as_deref().into_iter().collect();
    let targets = arguments.targets()?;
    let dataset = output::comparison_dataset(&comparison, targets.options(), common.voice());
    outputs.write_dataset(&targets, dataset, Some(&run.into()), None, &more, common)?;
    let written = outputs.publish(common)?;
    if !common.quiet {
        let stderr = &mut terminal::stderr();
        output::write_comparison_report(stderr, &comparison, common.voice())?;
        written.iter().try_for_each(|path| writeln!(stderr, "→ {}", path.display()))?;
    }
    Ok(ExitCode::SUCCESS)
}
