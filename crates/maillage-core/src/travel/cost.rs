//! What travelling costs: a length or a duration.

use std::fmt;

use maillage_words::{
    Lang,
    spoken::{Speak, with_separators},
};

use crate::geodesy::Length;

/// Unit of the costs of a way of travelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CostUnit {
    /// Lengths in millimetres, shown in kilometres.
    Length,
    /// Durations in milliseconds, shown in minutes.
    Duration,
}

/// The cost of a journey, in whole millimetres or milliseconds by the [`CostUnit`] of its
/// travel.
///
/// Integers give costs a total order and exact ties. Limits are inclusive.
///
/// # Examples
///
/// ```
/// use maillage_core::travel::{Cost, CostUnit};
///
/// let cost = Cost::from_km(9.9996);
/// assert_eq!((cost.base(), cost.in_column(CostUnit::Length)), (9_999.6, 10.0));
/// assert!(cost <= Cost::from_km(10.0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cost(u64);

impl CostUnit {
    /// The symbol: `km` or `min`.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Length => "km",
            Self::Duration => "min",
        }
    }

    /// The name in the output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Length => "km",
            Self::Duration => "minutes",
        }
    }
}

/// A cost as users give and read it: kilometres or minutes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limit {
    /// Kilometres or minutes.
    pub shown: f64,
    /// Which of them.
    pub unit: CostUnit,
}

impl Limit {
    /// The limit in a column's name: `10km`, `2_5km`, `20min`.
    pub fn in_name(self) -> String {
        let Self { shown, unit } = self;
        format!("{shown}{}", unit.symbol()).replace('.', "_")
    }
}

/// `10 km`, `20 min`.
impl fmt::Display for Limit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.shown, self.unit.symbol())
    }
}

/// With the separators of the language.
impl Speak for Limit {
    fn speak(&self, lang: Lang, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = with_separators(&self.shown.to_string(), lang);
        write!(to, "{shown} {}", self.unit.symbol())
    }
}

impl Cost {
    /// Zero.
    pub const ZERO: Self = Self(0);

    /// `amount` metres or seconds, rounded to the nearest thousandth. Negative values and
    /// NaN become zero.
    pub fn from_base(amount: f64) -> Self {
        // The cast saturates, and turns NaN into zero.
        Self((amount * 1_000.0).round() as u64)
    }

    /// `minutes` minutes, as [`from_base`](Self::from_base) rounds them.
    pub fn from_minutes(minutes: f64) -> Self {
        Self::from_base(minutes * 60.0)
    }

    /// `km` kilometres, as [`from_base`](Self::from_base) rounds them.
    pub fn from_km(km: f64) -> Self {
        Self::from_base(km * 1_000.0)
    }

    /// `amount` kilometres or minutes, by `unit`.
    pub fn from_shown(amount: f64, unit: CostUnit) -> Self {
        match unit {
            CostUnit::Length => Self::from_km(amount),
            CostUnit::Duration => Self::from_minutes(amount),
        }
    }

    /// In metres or in seconds.
    pub fn base(self) -> f64 {
        self.0 as f64 / 1_000.0
    }

    /// In kilometres or in minutes, by `unit`.
    pub fn shown(self, unit: CostUnit) -> f64 {
        match unit {
            CostUnit::Length => self.0 as f64 / 1_000_000.0,
            CostUnit::Duration => self.0 as f64 / 60_000.0,
        }
    }

    /// The number that columns have, rounded up: kilometres to the metre, minutes to the hundredth.
    /// Classes and limits are of these numbers, so that a layer never contradicts itself.
    pub fn in_column(self, unit: CostUnit) -> f64 {
        match unit {
            CostUnit::Length => self.base().ceil() / 1_000.0,
            // A hundredth of a minute is 0.6 s; durations are whole milliseconds.
            CostUnit::Duration => (self.0 as f64 / 600.0).ceil() / 100.0,
        }
    }

    /// This cost as a length. Meaningful only when the cost is a length.
    pub fn length(self) -> Length {
        Length::from_metres(self.base())
    }
}

impl From<Length> for Cost {
    fn from(length: Length) -> Self {
        Self::from_base(length.metres())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_has_a_decimal_comma_in_french() {
        let limit = Limit { shown: 2.5, unit: CostUnit::Length };
        let said = |lang| maillage_words::spoken::Spoken(lang, &limit).to_string();
        assert_eq!([Lang::Fr, Lang::En].map(said), ["2,5 km", "2.5 km"]);
    }

    #[test]
    fn a_length_and_its_cost_are_the_same_millimetres() {
        for metres in [0.0, 0.001, 9_999.999, 12_345_678.901] {
            let length = Length::from_metres(metres);
            assert_eq!(Cost::from(length).length(), length);
            assert_eq!(Cost::from(length).shown(CostUnit::Length), length.km());
        }
    }

    #[test]
    fn minutes_are_shown_as_they_were_given() {
        assert_eq!(Cost::from_minutes(20.0).shown(CostUnit::Duration), 20.0);
        assert_eq!(Cost::from_minutes(7.25).base(), 435.0);
    }

    #[test]
    fn a_threshold_makes_a_plain_column_name() {
        let name = |shown, unit| Limit { shown, unit }.in_name();
        assert_eq!(name(10.0, CostUnit::Length), "10km");
        assert_eq!(name(2.5, CostUnit::Length), "2_5km");
        assert_eq!(name(20.0, CostUnit::Duration), "20min");
    }
}
