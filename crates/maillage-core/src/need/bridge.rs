//! From the ages that people are counted by to the ages that rates are given for.
//!
//! A band of people that lies within a band of rates needs nothing. One that lies across two
//! is split by a rule that the user declares, or not at all.

use crate::{
    Error, Result,
    model::{AgeBand, Pyramid, listing},
};

/// How a band of people that lies across two bands of rates is split.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SplitBands {
    /// Not at all: the run stops and shows both lists of bands.
    #[default]
    Refuse,
    /// Evenly: as many people of each year of age.
    Uniform,
    /// As the people of a reference pyramid are ([`NeedOptions::pyramid`](super::NeedOptions::pyramid)).
    Pyramid,
}

/// Which share of each band of people has which rate.
#[derive(Debug, Clone, PartialEq)]
pub struct Bridge {
    /// By band of people, the share of it in each band of rates. They sum to less than 1 in a
    /// band of whom some are too young for the rates.
    shares: Vec<Vec<f64>>,
    /// The bands that were split.
    pub split: Vec<AgeBand>,
}

impl Bridge {
    /// The bridge from `people` to `rates`, both from the youngest; `table` is what errors call
    /// the people's.
    ///
    /// # Errors
    ///
    /// [`Error::Bands`] when the people leave out ages that have rates, or when a band would
    /// have to be split and `rule` does not say how.
    pub fn new(
        table: &str,
        people: &[AgeBand],
        rates: &[AgeBand],
        rule: SplitBands,
        pyramid: &Pyramid,
    ) -> Result<Self> {
        let refused = |remedy: String| Error::Bands {
            table: table.to_owned(),
            people: listing(people),
            rates: listing(rates),
            remedy,
        };
        hold_all(people, rates).map_err(refused)?;
        let mut split = Vec::new();
        let mut shares = Vec::with_capacity(people.len());
        for band in people {
            // Who is too young for any rate needs no rule to have none.
            let young = rates.first().and_then(|first| younger(first.from()));
            let parts: Vec<AgeBand> =
                rates.iter().copied().chain(young).filter_map(|rate| band.and(rate)).collect();
            if parts.len() > 1 {
                split.push(*band);
            }
            let share = |part: AgeBand| match rule {
                _ if part == *band => Some(1.0),
                SplitBands::Refuse => None,
                SplitBands::Uniform => Some(f64::from(part.years()?) / f64::from(band.years()?)),
                SplitBands::Pyramid => {
                    Some(pyramid.people_aged(part)? / pyramid.people_aged(*band)?)
                }
            };
            let of_rate = |rate: &AgeBand| band.and(*rate).map_or(Some(0.0), share);
            let of_band: Option<Vec<f64>> = rates.iter().map(of_rate).collect();
            let sound = of_band.filter(|shares| shares.iter().all(|share| share.is_finite()));
            shares.push(sound.ok_or_else(|| refused(remedy(*band, rule, pyramid)))?);
        }
        Ok(Self { shares, split })
    }

    /// People by band of rates, out of `people` by band of people.
    pub fn across(&self, people: &[f64]) -> Vec<f64> {
        let rates = self.shares.first().map_or(0, Vec::len);
        let of_rate = |rate: usize| {
            self.shares.iter().zip(people).map(|(shares, people)| shares[rate] * people).sum()
        };
        (0..rates).map(of_rate).collect()
    }

    /// The rate of each band of people, out of those of the bands of rates.
    pub fn back(&self, rates: &[f64]) -> Vec<f64> {
        let mean = |shares: &Vec<f64>| -> f64 {
            shares.iter().zip(rates).map(|(share, rate)| share * rate).sum()
        };
        self.shares.iter().map(mean).collect()
    }
}

fn younger(than: u8) -> Option<AgeBand> {
    AgeBand::new(0, Some(than.checked_sub(1)?))
}

/// Whether every age that has a rate is in exactly one band of people.
fn hold_all(people: &[AgeBand], rates: &[AgeBand]) -> std::result::Result<(), String> {
    for pair in people.windows(2) {
        if pair[0].and(pair[1]).is_some() {
            return Err(format!("{} and {} overlap; give ages once", pair[0], pair[1]));
        }
    }
    let Some(first) = rates.first() else { return Ok(()) };
    let mut next = first.from();
    for band in people {
        if band.from() > next {
            break;
        }
        match band.below() {
            None => return Ok(()),
            Some(below) => next = next.max(below),
        }
    }
    Err(format!(
        "nobody is counted at the age of {next}; give a table of all ages from {}",
        first.from()
    ))
}

fn remedy(band: AgeBand, rule: SplitBands, pyramid: &Pyramid) -> String {
    match rule {
        SplitBands::Refuse => format!(
            "say how {band} is to be split: `--split-bands pyramid`, as the people of a reference pyramid are, or `--split-bands uniform`, evenly by year of age"
        ),
        SplitBands::Uniform => {
            format!("{band} is open and cannot be split evenly; use `--split-bands pyramid`")
        }
        SplitBands::Pyramid => format!(
            "the pyramid `{}` does not tell how {band} is split; give one that does with `--pyramid`",
            pyramid.id
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bands(text: &str) -> Vec<AgeBand> {
        text.split(' ').map(|band| band.parse().expect("a band")).collect()
    }

    fn pyramid() -> Pyramid {
        let people = [("0-14", 15.0), ("15-19", 6.0), ("20-29", 10.0), ("30+", 60.0)];
        let people = people.map(|(band, people)| (band.parse().expect("a band"), people));
        Pyramid {
            id: "p".into(),
            year: 2021,
            covers: String::new(),
            source: String::new(),
            verified: false,
            people: people.into(),
        }
    }

    fn bridge(people: &str, rates: &str, rule: SplitBands) -> Result<Bridge> {
        Bridge::new("ages.csv", &bands(people), &bands(rates), rule, &pyramid())
    }

    #[test]
    fn bands_within_those_of_the_rates_need_no_rule() {
        let bridge = bridge("0-14 15-19 20-24 25+", "15-24 25+", SplitBands::Refuse);
        let bridge = bridge.expect("exact");
        assert_eq!(bridge.across(&[9.0, 1.0, 2.0, 4.0]), [3.0, 4.0]);
        assert_eq!(bridge.back(&[0.1, 0.5]), [0.0, 0.1, 0.1, 0.5]);
        assert!(bridge.split.is_empty());
    }

    #[test]
    fn a_band_across_two_is_refused_with_both_lists_or_split_as_declared() {
        let (people, rates) = ("0-14 15-29 30+", "15-24 25+");
        let error = bridge(people, rates, SplitBands::Refuse).expect_err("no rule").to_string();
        assert!(error.contains("0-14, 15-29, 30+") && error.contains("15-24, 25+"), "{error}");
        let even = bridge(people, rates, SplitBands::Uniform).expect("ten years and five");
        assert_eq!(even.across(&[0.0, 15.0, 0.0]), [10.0, 5.0]);
        assert_eq!(even.split, bands("15-29"));
        // Of 16 people of the pyramid 6 are 15 to 19, and half of the 10 others 20 to 24.
        let like = bridge(people, rates, SplitBands::Pyramid).expect("by the pyramid");
        assert_eq!(like.across(&[0.0, 16.0, 0.0]), [11.0, 5.0]);
    }

    #[test]
    fn those_too_young_for_any_rate_are_left_out() {
        let bridge = bridge("0-10 11-17 18+", "15+", SplitBands::Uniform).expect("3 years of 7");
        assert_eq!(bridge.across(&[5.0, 7.0, 2.0]), [5.0]);
    }

    #[test]
    fn an_open_band_is_not_split_evenly() {
        let error = bridge("15-24 25+", "15-24 25-59 60+", SplitBands::Uniform);
        assert!(error.expect_err("open").to_string().contains("--split-bands pyramid"));
        let error = bridge("15-24 25+", "15-24 25-59 60+", SplitBands::Pyramid);
        assert!(error.expect_err("too coarse").to_string().contains("--pyramid"));
    }

    #[test]
    fn ages_that_nobody_is_counted_at_or_twice_are_refused() {
        for people in ["20-29 30+", "15-19 30+", "15-19 20-29"] {
            let error = bridge(people, "15+", SplitBands::Uniform).expect_err("a hole").to_string();
            assert!(error.contains("nobody is counted"), "{error}");
        }
        let error = bridge("15-29 20+", "15+", SplitBands::Uniform).expect_err("an overlap");
        assert!(error.to_string().contains("overlap"));
    }
}
