//! Options of the estimate of need, with their defaults.

use super::{SplitBands, Target};

/// How need is estimated.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "clap", derive(clap::Args))]
pub struct NeedOptions {
    /// Accept that the one rate a table lacks is what closes it to its total
    #[cfg_attr(feature = "clap", arg(long))]
    pub close_to_total: bool,
    /// How a band of ages that lies across two rates is split
    #[cfg_attr(feature = "clap", arg(long, value_enum, default_value_t = Self::default().split_bands))]
    pub split_bands: SplitBands,
    /// The reference population of --split-bands pyramid: a file as `maillage rates france-2021`
    /// prints it, or the name of one that comes with maillage
    #[cfg_attr(feature = "clap", arg(
        long, value_name = "NAME|FILE", default_value_t = Self::default().pyramid,
    ))]
    pub pyramid: String,
    /// Totals that are known, to which estimates are scaled: reg:11=12% dep:16=52000 fr=15.4%
    #[cfg_attr(feature = "clap", arg(long, value_name = "AREA=TOTAL", num_args = 1..))]
    pub calibrate: Vec<Target>,
    /// How often intervals hold what is true
    #[cfg_attr(feature = "clap", arg(long, value_enum, default_value_t = Self::default().confidence))]
    pub confidence: Confidence,
}

impl Default for NeedOptions {
    fn default() -> Self {
        Self {
            close_to_total: false,
            split_bands: SplitBands::Refuse,
            pyramid: "france-2021".to_owned(),
            calibrate: Vec::new(),
            confidence: Confidence::default(),
        }
    }
}

/// Level of confidence of the intervals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum Confidence {
    /// 80 times in 100
    #[cfg_attr(feature = "clap", value(name = "80"))]
    Eighty,
    /// 90 times in 100
    #[default]
    #[cfg_attr(feature = "clap", value(name = "90"))]
    Ninety,
    /// 95 times in 100
    #[cfg_attr(feature = "clap", value(name = "95"))]
    NinetyFive,
    /// 99 times in 100
    #[cfg_attr(feature = "clap", value(name = "99"))]
    NinetyNine,
}

impl Confidence {
    /// The level of confidence in per cent.
    pub fn per_cent(self) -> u8 {
        match self {
            Self::Eighty => 80,
            Self::Ninety => 90,
            Self::NinetyFive => 95,
            Self::NinetyNine => 99,
        }
    }

    /// Half width of the interval, in standard deviations of a normal law.
    pub fn reach(self) -> f64 {
        match self {
            Self::Eighty => 1.281_551_565_545,
            Self::Ninety => 1.644_853_626_951,
            Self::NinetyFive => 1.959_963_984_540,
            Self::NinetyNine => 2.575_829_303_549,
        }
    }
}
