//! `maillage map`.

use std::{io::Write, path::PathBuf, process::ExitCode};

use maillage::{intake::saved::SavedTable, output};

use crate::{
    Common,
    arguments::StyleArguments,
    layer::{Outputs, Targets},
    paths::Paths,
    terminal,
};

/// Draw a finished map of layers that were written before
///
/// A page to hand over: title, legend, scale bar, names of towns, borders, insets for Paris and the
/// overseas territories, sources. The layers are those that `coverage`, `diagnose` or `compare`
/// wrote, as GeoJSON, GeoPackage or FlatGeobuf; the places of a `diagnose` or a `catalogue` are
/// drawn on communes that are given too.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Layers: the one that the style draws, places to draw on it, communes for the names of towns
    #[arg(value_name = "LAYER_FILE", required = true)]
    pub(crate) layers: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) drawn: StyleArguments,
    /// The picture to write, by its extension: .svg, .png or .pdf. Repeat it for several
    #[arg(long, value_name = "FILE.png", required = true)]
    pub(crate) out: Vec<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  maillage map charente.geojson --out carte.pdf
  maillage map charente.geojson charente.lieux.geojson --style need --out besoin.png
  maillage map charente.territoires.geojson charente.geojson --style territories --out epci.svg
  maillage map charente.geojson --style distance --breaks quantiles:5 --out quantiles.png";

impl Arguments {
    /// The files to write.
    pub(crate) fn targets(&self) -> anyhow::Result<Targets> {
        Targets::new(&[], &self.out, (&self.drawn).into())
    }
}

pub(crate) fn run(
    arguments: &Arguments,
    paths: &Paths,
    common: &Common,
) -> anyhow::Result<ExitCode> {
    let mut outputs = Outputs::reserve(paths, common)?;
    let mut tables = Vec::new();
    for path in &arguments.layers {
        tables.extend(SavedTable::read_all(path)?);
    }
    let targets = arguments.targets()?;
    let dataset = output::saved_dataset(&tables, targets.options(), common.voice())?;
    outputs.write_dataset(&targets, dataset, None, None, &[], common)?;
    let written = outputs.publish(common)?;
    if !common.quiet {
        let stderr = &mut terminal::stderr();
        written.iter().try_for_each(|path| writeln!(stderr, "→ {}", path.display()))?;
    }
    Ok(ExitCode::SUCCESS)
}
