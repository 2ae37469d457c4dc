//! `maillage compare`.

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
};

use maillage::{
    CompareOptions, compare_layers,
    core::{BadOption, compare::Side},
    output::{self, RunId},
};

use crate::{Common, layer::Outputs, paths::Paths, terminal};

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
    /// The GeoJSON to write, with its style and a table of territories (x.csv) beside it; without
    /// it, only the report is shown
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
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
}

/// The layer of change, its style and its table; then the layer of places and its style.
pub(crate) fn files(out: &Path, has_places: bool) -> anyhow::Result<Vec<PathBuf>> {
    let extension = out.extension().unwrap_or_default().to_ascii_lowercase();
    if !out.is_dir() && extension != "geojson" && extension != "json" {
        let expected = "is no name for a GeoJSON; end it in .geojson";
        return Err(BadOption { field: "--out", value: out.display().to_string(), expected }.into());
    }
    let places = [out.with_extension("lieux.geojson"), out.with_extension("lieux.qml")];
    let change = [out.to_owned(), out.with_extension("qml"), out.with_extension("csv")];
    Ok(change.into_iter().chain(places.into_iter().filter(|_| has_places)).collect())
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
    if let Some(out) = &arguments.out {
        let asked = (&options.population, options.places.is_some());
        let run = RunId::of_inputs(&comparison.provenance, &asked, common.lang);
        let mut places = output::changed_places_layer(&comparison);
        let mut layer = output::change_layer(&comparison);
        for layer in places.iter_mut().chain([&mut layer]) {
            layer.execution = Some(run.clone().into());
        }
        let table = out.with_extension("csv");
        outputs.write(&table, |to| output::write_change_table(to, &comparison))?;
        if let Some((layer, changed)) = places.zip(comparison.places.as_deref()) {
            let style = output::changed_places_style(changed, common.voice());
            outputs.write_styled(&out.with_extension("lieux.geojson"), layer, &style, &[])?;
        }
        let style = output::change_style(&comparison, common.voice());
        outputs.write_styled(out, layer, &style, &[&table])?;
    }
    let written = outputs.publish(common)?;
    if !common.quiet {
        let stderr = &mut terminal::stderr();
        output::write_comparison_report(stderr, &comparison, common.voice())?;
        written.iter().try_for_each(|path| writeln!(stderr, "→ {}", path.display()))?;
    }
    Ok(ExitCode::SUCCESS)
}
