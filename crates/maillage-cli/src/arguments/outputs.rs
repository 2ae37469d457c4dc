//! Arguments: the files that a command writes, and how its maps are drawn.

use std::path::PathBuf;

use maillage::output::{Classing, DatasetOptions, StyleName, StyleOptions};

use super::choice::choice;
use crate::layer::Targets;

#[derive(clap::Args)]
pub(crate) struct MapArguments {
    /// A finished map as a picture, by its extension: .svg, .png or .pdf. Repeat it for several
    #[arg(long, value_name = "FILE.png")]
    pub(crate) map: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) drawn: StyleArguments,
}

#[derive(clap::Args)]
pub(crate) struct StyleArguments {
    /// The style of the map, and the one with which the layer opens in QGIS
    #[arg(long, value_name = "NAME", value_parser = choice::<StyleName>())]
    style: Option<StyleName>,
    /// How numbers are cut into classes on maps: `fixed` at round limits, so that two maps compare;
    /// `thirds`; `quantiles:5`; `jenks:5` (natural breaks); or limits, such as 2,5,10,15,20
    #[arg(long, value_name = "CLASSES", default_value = "fixed")]
    breaks: Classing,
    /// The title of maps and projects; made of the territory and the style otherwise
    #[arg(long, value_name = "TEXT")]
    pub(crate) title: Option<String>,
}

impl MapArguments {
    /// The files of `outs` and of these maps.
    pub(crate) fn targets(&self, outs: &[PathBuf]) -> anyhow::Result<Targets> {
        Targets::new(outs, &self.map, (&self.drawn).into())
    }
}

impl From<&StyleArguments> for DatasetOptions {
    fn from(StyleArguments { style, breaks, title }: &StyleArguments) -> Self {
        let styles = StyleOptions { classes: breaks.clone() };
        Self { first: *style, styles, title: title.clone(), ..Self::default() }
    }
}
