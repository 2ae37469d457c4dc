//! Bands of age, in whole years.

use std::{fmt, str::FromStr};

use maillage_words::Words;
use serde::Deserialize;

use crate::sentences;

/// A band of age, in whole years: from `from`, inclusive, to `below`, exclusive. Without `below`
/// the band is open: it has no upper limit.
///
/// # Examples
///
/// ```
/// use maillage_core::model::AgeBand;
///
/// let band: AgeBand = "15-24".parse()?;
/// assert_eq!((band.from(), band.below(), band.years()), (15, Some(25), Some(10)));
/// let open: AgeBand = "75+".parse()?;
/// assert_eq!((open.from(), open.below(), open.years()), (75, None, None));
/// # Ok::<(), maillage_core::model::NotAnAgeBand>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct AgeBand {
    from: u8,
    below: Option<u8>,
}

/// The text is not a band of age.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnAgeBand;

maillage_words::errors_in_words!(NotAnAgeBand);

impl NotAnAgeBand {
    /// How a band is written.
    pub fn words(self) -> Words {
        sentences::not_an_age_band()
    }
}

impl AgeBand {
    /// The band from age `from` to age `last`, both inclusive, in whole years. Without
    /// `last` the band has no upper limit. `None` when `last` is below `from`, or when
    /// either is above 120.
    pub fn new(from: u8, last: Option<u8>) -> Option<Self> {
        let sound = from <= 120 && last.is_none_or(|last| (from..=120).contains(&last));
        sound.then(|| Self { from, below: last.map(|last| last + 1) })
    }

    /// The youngest age of the band, in years.
    pub fn from(self) -> u8 {
        self.from
    }

    /// The first age above the band, in years. `None` when the band has no upper limit.
    pub fn below(self) -> Option<u8> {
        self.below
    }

    /// The intersection of two bands; `None` when they have no age in common.
    pub fn and(self, other: Self) -> Option<Self> {
        let from = self.from.max(other.from);
        let below = match (self.below, other.below) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        below.is_none_or(|below| from < below).then_some(Self { from, below })
    }

    /// Whether `other` contains every age of this band.
    pub fn is_in(self, other: Self) -> bool {
        self.and(other) == Some(self)
    }

    /// The number of years in the band; `None` when the band has no upper limit.
    pub fn years(self) -> Option<u8> {
        self.below.map(|below| below - self.from)
    }
}

/// `15-24`, or `75+` for a band without an upper limit.
impl fmt::Display for AgeBand {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.below {
            Some(below) => write!(formatter, "{}-{}", self.from, below - 1),
            None => write!(formatter, "{}+", self.from),
        }
    }
}

/// Parses the format of [`Display`](fmt::Display).
impl FromStr for AgeBand {
    type Err = NotAnAgeBand;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let year = |text: &str| text.trim().parse().map_err(|_| NotAnAgeBand);
        let band = match (text.trim().strip_suffix('+'), text.split_once('-')) {
            (Some(from), _) => Self::new(year(from)?, None),
            (None, Some((from, last))) => Self::new(year(from)?, Some(year(last)?)),
            (None, None) => None,
        };
        band.ok_or(NotAnAgeBand)
    }
}

impl TryFrom<String> for AgeBand {
    type Error = NotAnAgeBand;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

/// Several bands on one line, for a message: `15-24, 25-39, 75+`.
pub fn listing(bands: &[AgeBand]) -> String {
    bands.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_is_read_as_it_is_written() {
        for text in ["15-24", "75+", "0-2", "40-40"] {
            assert_eq!(text.parse::<AgeBand>().expect("a band").to_string(), text);
        }
        for text in ["", "24-15", "15", "-", "15-240", "+", "a-b"] {
            assert!(text.parse::<AgeBand>().is_err(), "{text}");
        }
    }

    #[test]
    fn bands_share_the_years_that_are_in_both() {
        let band = |text: &str| text.parse::<AgeBand>().expect("a band");
        assert_eq!(band("55-64").and(band("60-74")), Some(band("60-64")));
        assert_eq!(band("65+").and(band("75+")), Some(band("75+")));
        assert_eq!(band("15-24").and(band("25-39")), None);
        assert!(band("25-39").is_in(band("25-39")) && !band("15-29").is_in(band("15-24")));
    }
}
