//! Selection of contiguous bands that count everybody once.

use std::path::Path;

use maillage_core::model::{AgeBand, listing};

use super::AgeBasis;
use crate::{Error, sentences};

/// The contiguous bands that cover all ages of `rates`, by rank. Among the candidates,
/// those that the limits of `rates` split least are taken, then the most numerous. They
/// start at age 0 where possible.
pub(super) fn chain(bands: &[AgeBand], rates: &[AgeBand]) -> Option<Vec<usize>> {
    let first = rates.first()?.from();
    let cuts = |band: AgeBand| {
        let inside = |limit: u8| limit > band.from() && band.below().is_none_or(|end| limit < end);
        rates.iter().filter(|rate| inside(rate.from())).count()
    };
    // Dynamic programming: the best chain from each age on, the oldest age first.
    let mut best: Vec<Option<Chain>> = vec![None; 122];
    for from in (0..=120_u8).rev() {
        for (rank, band) in bands.iter().enumerate().filter(|(_, band)| band.from() == from) {
            let rest = match band.below() {
                None => Some(Chain::default()),
                Some(below) => best[usize::from(below)].clone(),
            };
            let Some(Chain { splits, mut ranks }) = rest else { continue };
            ranks.push(rank);
            let way = Chain { splits: splits + cuts(*band), ranks };
            let known = &mut best[usize::from(from)];
            if known.as_ref().is_none_or(|known| way.is_better_than(known)) {
                *known = Some(way);
            }
        }
    }
    let starts = (0..=first).filter_map(|from| best[usize::from(from)].take());
    let way = starts.min_by_key(|way| way.splits)?;
    Some(way.ranks.into_iter().rev().collect())
}

/// Contiguous bands up to the last age, by rank, oldest first.
#[derive(Debug, Clone, Default)]
struct Chain {
    /// Number of limits of the rates inside the bands.
    splits: usize,
    ranks: Vec<usize>,
}

impl Chain {
    fn is_better_than(&self, other: &Self) -> bool {
        (self.splits, other.ranks.len()) < (other.splits, self.ranks.len())
    }
}

/// Adds to the bands of shares the one band that has no column, if any. `None` when several
/// bands are missing, or when bands overlap.
pub(super) fn with_rest(
    bands: &[AgeBand],
    basis: AgeBasis,
) -> Option<(Vec<AgeBand>, Vec<Option<usize>>)> {
    let mut next = if basis == AgeBasis::SharesOfAdults { 15 } else { 0 };
    let (mut all, mut ranks) = (Vec::new(), Vec::new());
    let mut is_open = false;
    for (rank, band) in bands.iter().enumerate() {
        if band.from() > next {
            all.push(AgeBand::new(next, Some(band.from() - 1))?);
            ranks.push(None);
        } else if band.from() < next {
            return None;
        }
        all.push(*band);
        ranks.push(Some(rank));
        match band.below() {
            Some(below) => next = below,
            None => is_open = true,
        }
    }
    if !is_open {
        all.push(AgeBand::new(next, None)?);
        ranks.push(None);
    }
    (ranks.iter().filter(|rank| rank.is_none()).count() <= 1).then_some((all, ranks))
}

/// The error of a table without contiguous bands over the ages of the rates.
pub(super) fn no_contiguous_bands(table: &Path, bands: &[AgeBand], rates: &[AgeBand]) -> Error {
    Error::from(maillage_core::Error::Bands {
        table: table.display().to_string(),
        people: listing(bands),
        rates: listing(rates),
        remedy: sentences::bands_do_not_follow(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bands(text: &str) -> Vec<AgeBand> {
        text.split(' ').map(|band| band.parse().expect("a band")).collect()
    }

    fn chosen(people: &str, rates: &str) -> Option<String> {
        let people = bands(people);
        let chain = chain(&people, &bands(rates))?;
        Some(listing(&chain.into_iter().map(|rank| people[rank]).collect::<Vec<_>>()))
    }

    #[test]
    fn of_two_ways_to_count_the_one_that_is_split_least_is_taken() {
        let both = "0-2 0-14 3-10 11-17 15-29 18-24 25-39 30-44 40-54 45-59 55-64 60-74 65+ 75+";
        // The second chain splits 15-29; the first splits 11-17 and 55-64.
        assert_eq!(
            chosen(both, "15-24 25-44 45-59 60-74 75+").as_deref(),
            Some("0-14, 15-29, 30-44, 45-59, 60-74, 75+")
        );
        assert_eq!(
            chosen(both, "18-24 25-39 40-54 55-64 65+").as_deref(),
            Some("0-2, 3-10, 11-17, 18-24, 25-39, 40-54, 55-64, 65+")
        );
        assert_eq!(chosen("15-24 30-44 45+", "15+"), None);
    }

    #[test]
    fn shares_leave_the_rest_to_the_ages_between_them() {
        let (all, ranks) =
            with_rest(&bands("15-24 65+"), AgeBasis::SharesOfAdults).expect("one hole");
        assert_eq!(listing(&all), "15-24, 25-64, 65+");
        assert_eq!(ranks, [Some(0), None, Some(1)]);
        assert!(with_rest(&bands("20-24 65+"), AgeBasis::SharesOfAdults).is_none());
        assert!(with_rest(&bands("15-74 65+"), AgeBasis::SharesOfAdults).is_none());
    }
}
