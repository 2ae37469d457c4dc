//! Communes by uncovered people, highest first.
//!
//! Draws of need rank all communes hundreds of times. Communes are put in buckets by the highest bits of
//! their people before the few communes of each bucket are sorted. O(communes) where people are spread,
//! O(communes log communes) where they are alike.

use std::cmp::Ordering;

use crate::model::StudyRow;

/// Number of low bits that do not count for the bucket of a number. Its exponent and eight bits of
/// its fraction do.
const LOW_BITS: u32 = 44;

/// The communes with known uncovered people, highest first. Equal values are
/// ranked by code, the order of the communes.
///
/// # Examples
///
/// ```
/// use maillage_core::{gap::worst_first, model::StudyRow};
///
/// let order = worst_first(&[Some(10.0), None, Some(30.0)]);
/// assert_eq!(order, [StudyRow(2), StudyRow(0)]);
/// ```
pub fn worst_first(uncovered: &[Option<f64>]) -> Vec<StudyRow> {
    WorstFirst::default().order(uncovered.iter().copied()).collect()
}

/// [`worst_first`] for many draws, in memory that the next one uses again.
#[derive(Default)]
pub(crate) struct WorstFirst {
    /// Communes with uncovered people, in their order.
    with: Vec<(f64, usize)>,
    /// The same, highest first.
    highest_first: Vec<(f64, usize)>,
    /// Communes without. They are in their order already, so that their sort is quick.
    without: Vec<(f64, usize)>,
    /// By bucket from the highest: how many communes are in those before it, and later in it as well.
    ends: Vec<usize>,
}

impl WorstFirst {
    /// [`worst_first`] of these uncovered people.
    pub(crate) fn order(
        &mut self,
        uncovered: impl Iterator<Item = Option<f64>>,
    ) -> impl Iterator<Item = StudyRow> + Clone {
        self.with.clear();
        self.without.clear();
        for (at, people) in uncovered.enumerate() {
            if let Some(people) = people {
                let is_some = people.total_cmp(&0.0).is_gt();
                let part = if is_some { &mut self.with } else { &mut self.without };
                part.push((people, at));
            }
        }
        self.without.sort_unstable_by(compare);
        self.sort();
        self.highest_first.iter().chain(&self.without).map(|(_, at)| StudyRow::new(*at))
    }

    /// Puts the communes with uncovered people in order.
    fn sort(&mut self) {
        let Self { with, highest_first, ends, .. } = self;
        let buckets = with.iter().map(|(people, _)| bucket(*people));
        let (lowest, highest) = buckets
            .fold((usize::MAX, 0), |(low, high), bucket| (low.min(bucket), high.max(bucket)));
        ends.clear();
        ends.resize(highest.saturating_sub(lowest) + 1, 0);
        with.iter().for_each(|(people, _)| ends[highest - bucket(*people)] += 1);
        let mut before = 0;
        for end in &mut *ends {
            before += std::mem::replace(end, before);
        }
        highest_first.clear();
        highest_first.resize(with.len(), (0.0, 0));
        for commune in with {
            let end = &mut ends[highest - bucket(commune.0)];
            highest_first[*end] = *commune;
            *end += 1;
        }
        let mut start = 0;
        for end in ends {
            let bucket = &mut highest_first[start..*end];
            if bucket.len() > 1 {
                bucket.sort_unstable_by(compare);
            }
            start = *end;
        }
    }
}

/// The rank of the bucket of a positive number: numbers of a higher bucket are higher.
fn bucket(people: f64) -> usize {
    (people.to_bits() >> LOW_BITS) as usize
}

fn compare((one, at): &(f64, usize), (other, of): &(f64, usize)) -> Ordering {
    other.total_cmp(one).then(at.cmp(of))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_worst_come_first_and_equals_in_their_order(
            uncovered in prop::collection::vec(
                prop::option::of(prop_oneof![
                    Just(0.0),
                    Just(-0.0),
                    Just(2.0),
                    -1.0..9.0,
                    2.0..2.001,
                    prop::num::f64::NORMAL,
                ]),
                0..90,
            ),
        ) {
            let known = (0..uncovered.len()).filter(|at| uncovered[*at].is_some());
            let mut judge: Vec<usize> = known.collect();
            let people = |at: &usize| -> f64 { uncovered[*at].expect("known") };
            judge.sort_by(|one, other| people(other).total_cmp(&people(one)));
            let judge: Vec<StudyRow> = judge.into_iter().map(StudyRow::new).collect();
            let mut order = WorstFirst::default();
            // The second time in memory that was used before.
            for _ in 0..2 {
                let found: Vec<StudyRow> = order.order(uncovered.iter().copied()).collect();
                prop_assert_eq!(&found, &judge);
            }
        }
    }
}
