//! Crosswalk between the age bands of a table of people and those of a table of rates.
//!
//! A band of people within one band of rates is used as it is. A band that overlaps two bands of
//! rates is split by a rule that the user declares; without a rule the run stops.

use maillage_words::Words;

use crate::{
    Error, Result,
    model::{AgeBand, Pyramid, listing},
    sentences,
};

/// How a band of people that overlaps two bands of rates is split.
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

/// Shares that distribute bands of people over bands of rates.
#[derive(Debug, Clone, PartialEq)]
pub struct Crosswalk {
    /// For each band of people, its share in each band of rates. The shares of a band add up to
    /// less than 1 when part of it is too young for the rates.
    shares: Vec<Vec<f64>>,
    /// Bands of people that were split.
    pub split: Vec<AgeBand>,
}

impl Crosswalk {
    /// The crosswalk from the bands `people` to the bands `rates`, both in ascending order. Errors
    /// call the table of people `table`.
    ///
    /// # Errors
    ///
    /// [`Error::Bands`] when a band is counted twice, when an age that has a rate is in no band of
    /// people, or when `rule` cannot split a band that must be split.
    pub fn new(
        table: &str,
        people: &[AgeBand],
        rates: &[AgeBand],
        rule: SplitBands,
        pyramid: &Pyramid,
    ) -> Result<Self> {
        let refused = |remedy: Words| Error::Bands {
            table: table.to_owned(),
            people: listing(people),
            rates: listing(rates),
            remedy,
        };
        check_ages_covered(people, rates).map_err(refused)?;
        let mut split = Vec::new();
        let mut shares = Vec::with_capacity(people.len());
        for band in people {
            // The part of a band that is too young for any rate counts as one part more.
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

    /// People by band of rates, from `people` by band of people.
    pub fn people_by_rate_band(&self, people: &[f64]) -> Vec<f64> {
        let rates = self.shares.first().map_or(0, Vec::len);
        let of_rate = |rate: usize| {
            self.shares.iter().zip(people).map(|(shares, people)| shares[rate] * people).sum()
        };
        (0..rates).map(of_rate).collect()
    }

    /// The mean rate of each band of people, from `rates` by band of rates.
    pub fn rate_by_people_band(&self, rates: &[f64]) -> Vec<f64> {
        let mean = |shares: &Vec<f64>| -> f64 {
            shares.iter().zip(rates).map(|(share, rate)| share * rate).sum()
        };
        self.shares.iter().map(mean).collect()
    }
}

fn younger(than: u8) -> Option<AgeBand> {
    AgeBand::new(0, Some(than.checked_sub(1)?))
}

/// Checks that every age with a rate is in exactly one band of people. The error says which age is
/// not.
fn check_ages_covered(people: &[AgeBand], rates: &[AgeBand]) -> std::result::Result<(), Words> {
    for pair in people.windows(2) {
        if pair[0].and(pair[1]).is_some() {
            return Err(sentences::bands_overlap(&pair[0].to_string(), &pair[1].to_string()));
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
    Err(sentences::age_uncounted(next, first.from()))
}

fn remedy(band: AgeBand, rule: SplitBands, pyramid: &Pyramid) -> Words {
    let band = &band.to_string();
    match rule {
        SplitBands::Refuse => sentences::say_how_to_split(band),
        SplitBands::Uniform => sentences::open_band(band),
        SplitBands::Pyramid => sentences::pyramid_silent(&pyramid.id, band),
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

    fn crosswalk(people: &str, rates: &str, rule: SplitBands) -> Result<Crosswalk> {
        Crosswalk::new("ages.csv", &bands(people), &bands(rates), rule, &pyramid())
    }

    #[test]
    fn bands_within_one_band_of_rates_need_no_rule() {
        let crosswalk = crosswalk("0-14 15-19 20-24 25+", "15-24 25+", SplitBands::Refuse);
        let crosswalk = crosswalk.expect("exact");
        assert_eq!(crosswalk.people_by_rate_band(&[9.0, 1.0, 2.0, 4.0]), [3.0, 4.0]);
        assert_eq!(crosswalk.rate_by_people_band(&[0.1, 0.5]), [0.0, 0.1, 0.1, 0.5]);
        assert!(crosswalk.split.is_empty());
    }

    #[test]
    fn a_band_that_overlaps_two_bands_of_rates_is_refused_or_split_as_declared() {
        let (people, rates) = ("0-14 15-29 30+", "15-24 25+");
        let error = crosswalk(people, rates, SplitBands::Refuse).expect_err("no rule").to_string();
        assert!(error.contains("0-14, 15-29, 30+") && error.contains("15-24, 25+"), "{error}");
        let even = crosswalk(people, rates, SplitBands::Uniform).expect("ten years and five");
        assert_eq!(even.people_by_rate_band(&[0.0, 15.0, 0.0]), [10.0, 5.0]);
        assert_eq!(even.split, bands("15-29"));
        // Of 16 people of the pyramid, 6 are aged 15 to 19. Half of the other 10 are aged 20 to 24.
        let like = crosswalk(people, rates, SplitBands::Pyramid).expect("by the pyramid");
        assert_eq!(like.people_by_rate_band(&[0.0, 16.0, 0.0]), [11.0, 5.0]);
    }

    #[test]
    fn people_too_young_for_any_rate_are_left_out() {
        let crosswalk =
            crosswalk("0-10 11-17 18+", "15+", SplitBands::Uniform).expect("3 years of 7");
        assert_eq!(crosswalk.people_by_rate_band(&[5.0, 7.0, 2.0]), [5.0]);
    }

    #[test]
    fn an_open_band_is_not_split_evenly() {
        let error = crosswalk("15-24 25+", "15-24 25-59 60+", SplitBands::Uniform);
        assert!(error.expect_err("open").to_string().contains("options.split_bands pyramid"));
        let error = crosswalk("15-24 25+", "15-24 25-59 60+", SplitBands::Pyramid);
        assert!(error.expect_err("too coarse").to_string().contains("options.pyramid"));
    }

    #[test]
    fn ages_in_no_band_of_people_or_in_two_are_refused() {
        for people in ["20-29 30+", "15-19 30+", "15-19 20-29"] {
            let error =
                crosswalk(people, "15+", SplitBands::Uniform).expect_err("a hole").to_string();
            assert!(error.contains("nobody is counted"), "{error}");
        }
        let error = crosswalk("15-29 20+", "15+", SplitBands::Uniform).expect_err("an overlap");
        assert!(error.to_string().contains("overlap"));
    }
}
