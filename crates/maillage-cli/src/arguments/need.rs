//! Arguments: the estimate of need.

use maillage::core::need::{Confidence, NeedOptions, SplitBands, Target};

use super::choice::{choice, name};

#[derive(clap::Args)]
pub(crate) struct NeedArguments {
    /// Accept that the one rate a table lacks is what closes it to its total
    #[arg(long)]
    close_to_total: bool,
    /// How a band of ages that lies across two rates is split
    #[arg(
        long, value_parser = choice::<SplitBands>(),
        default_value = name(NeedOptions::default().split_bands),
    )]
    split_bands: SplitBands,
    /// The reference population of --split-bands pyramid: a file as `maillage rates france-2021`
    /// prints it, or the name of one that comes with maillage
    #[arg(long, value_name = "NAME|FILE", default_value_t = NeedOptions::default().pyramid)]
    pub(crate) pyramid: String,
    /// Totals that are known, to which estimates are scaled: reg:11=12% dep:16=52000 fr=15.4%
    #[arg(long, value_name = "AREA=TOTAL", num_args = 1..)]
    calibrate: Vec<Target>,
    /// How often intervals hold what is true
    #[arg(
        long, value_parser = choice::<Confidence>(),
        default_value = name(NeedOptions::default().confidence),
    )]
    confidence: Confidence,
}

impl From<&NeedArguments> for NeedOptions {
    fn from(arguments: &NeedArguments) -> Self {
        Self {
            close_to_total: arguments.close_to_total,
            split_bands: arguments.split_bands,
            pyramid: arguments.pyramid.clone(),
            calibrate: arguments.calibrate.clone(),
            confidence: arguments.confidence,
        }
    }
}
