//! Options of the estimate of need, with their defaults.

use super::{SplitBands, Target};

/// How need is estimated.
#[derive(Debug, Clone, PartialEq)]
pub struct NeedOptions {
    /// Whether the one rate that a table lacks is taken for what closes the table to its total.
    pub close_to_total: bool,
    /// How a band of ages that lies across two rates is split.
    pub split_bands: SplitBands,
    /// The reference population of [`SplitBands::Pyramid`]: the name of a pyramid of ages that
    /// comes with the program, or the path of a file of the same form.
    pub pyramid: String,
    /// Totals that are known, to which estimates are scaled, such as `reg:11=12%`,
    /// `dep:16=52000` or `fr=15.4%`; no scaling if empty.
    pub calibrate: Vec<Target>,
    /// How often intervals hold the true value.
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
pub enum Confidence {
    /// 80 times in 100.
    Eighty,
    /// 90 times in 100.
    #[default]
    Ninety,
    /// 95 times in 100.
    NinetyFive,
    /// 99 times in 100.
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
