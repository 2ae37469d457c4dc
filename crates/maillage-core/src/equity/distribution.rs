//! Distribution of a value over people: which observations count, in which order, with which
//! shares.
//!
//! Sums of `f64` depend on the order of their terms. Observations are therefore sorted by value and
//! people before anything is added up. Those with the same value and people are equal terms, whose
//! order does not matter. O(observations log observations).

use std::cmp::Ordering;

use rayon::prelude::*;

use super::{Observation, Undefined};

/// Some people with a value, and the observation that tells their rank and group.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counts {
    /// Number of people; zero or more.
    pub(crate) people: f64,
    /// The value of each of them; of no meaning when out of reach.
    pub(crate) value: f64,
    /// Whether they have a value.
    pub(crate) is_reached: bool,
    /// Rank of the observation that tells their rank and group.
    pub(crate) of: u32,
}

/// The observations with people.
pub(super) struct Counted<'of> {
    /// By value, lowest first and out of reach last, then by people.
    counts: Vec<Counts>,
    /// The observations that tell ranks and groups.
    told: &'of [Observation],
    /// People of all of them.
    pub(super) people: f64,
}

/// An observation with a value, as shares: those of all people sum to 1, and their mean is 1.
#[derive(Clone, Copy)]
pub(super) struct Relative {
    /// Share of all people, 0 to 1.
    pub(super) people: f64,
    /// The value divided by the mean.
    pub(super) value: f64,
}

/// The observations of a [`Counted`] as shares, in the same order.
#[derive(Clone, Copy)]
pub(super) struct Shares<'counted> {
    counted: &'counted Counted<'counted>,
    /// Mean value over people; positive.
    mean: f64,
}

/// The ranks of observations that belong together.
pub(super) struct Together {
    /// The ranks in the order of their values, one set after the other.
    ranks: Vec<u32>,
    /// End of each set.
    ends: Vec<usize>,
}

impl Together {
    /// The sets that are not empty, in the order of their keys.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[u32]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let sets = starts.zip(&self.ends).map(|(start, end)| &self.ranks[start..*end]);
        sets.filter(|set| !set.is_empty())
    }
}

impl Counts {
    /// The people and the value of the observation of this rank.
    fn of((rank, one): (usize, &Observation)) -> Self {
        Self {
            people: one.people,
            value: one.value.unwrap_or_default(),
            is_reached: one.value.is_some(),
            of: u32::try_from(rank).expect("observations are fewer than 2³²"),
        }
    }

    fn value(&self) -> Option<f64> {
        self.is_reached.then_some(self.value)
    }
}

impl<'of> Counted<'of> {
    /// The observations that have people.
    ///
    /// # Errors
    ///
    /// [`Undefined::BadPeople`], [`Undefined::Nobody`], and [`Undefined::OutOfRange`] when the
    /// people of one observation vanish beside those of all.
    pub(super) fn of(observations: &'of [Observation]) -> Result<Self, Undefined> {
        let counts = observations.iter().enumerate().map(Counts::of);
        Self::of_all(counts.collect(), observations)
    }

    /// [`Self::of`] where several people may have the rank and the group of one observation of
    /// `told`.
    pub(super) fn of_all(
        mut counts: Vec<Counts>,
        told: &'of [Observation],
    ) -> Result<Self, Undefined> {
        if counts.iter().any(|one| !(0.0..f64::INFINITY).contains(&one.people)) {
            return Err(Undefined::BadPeople);
        }
        counts.retain(|one| one.people > 0.0);
        if counts.is_empty() {
            return Err(Undefined::Nobody);
        }
        counts.par_sort_unstable_by(in_order);
        let people: f64 = counts.iter().map(|one| one.people).sum();
        if !counts.iter().all(|one| (one.people / people).is_normal()) {
            return Err(Undefined::OutOfRange);
        }
        Ok(Self { counts, told, people })
    }

    /// Value and people of each observation; a value out of reach is `None` and last.
    ///
    /// # Errors
    ///
    /// [`Undefined::BadValue`].
    pub(super) fn values(
        &self,
    ) -> Result<impl Iterator<Item = (Option<f64>, f64)> + Clone, Undefined> {
        if self.counts.iter().any(|one| one.is_reached && !one.value.is_finite()) {
            return Err(Undefined::BadValue);
        }
        Ok(self.counts.iter().map(|one| (one.value(), one.people)))
    }

    /// Mean value over people.
    ///
    /// # Errors
    ///
    /// [`Undefined::BadValue`], [`Undefined::OutOfReach`] and [`Undefined::OutOfRange`].
    pub(super) fn mean(&self) -> Result<f64, Undefined> {
        let (mut sum, mut lowest, mut highest) = (0.0, f64::INFINITY, f64::NEG_INFINITY);
        for (value, people) in self.values()? {
            let value = value.ok_or(Undefined::OutOfReach)?;
            sum += people * value;
            lowest = f64::min(lowest, value);
            highest = f64::max(highest, value);
        }
        // The rounding error of the sum must not make equal values differ from their mean.
        Ok(finite(sum / self.people)?.clamp(lowest, highest))
    }

    /// The observations as shares.
    ///
    /// # Errors
    ///
    /// Those of [`Self::mean`]; [`Undefined::NegativeValue`] and [`Undefined::ZeroMean`].
    pub(super) fn shares(&self) -> Result<Shares<'_>, Undefined> {
        let mean = self.mean()?;
        if self.counts.iter().any(|one| one.is_reached && one.value < 0.0) {
            return Err(Undefined::NegativeValue);
        }
        if mean == 0.0 {
            return Err(Undefined::ZeroMean);
        }
        Ok(Shares { counted: self, mean })
    }
}

impl<'counted> Shares<'counted> {
    /// Each observation, in order. All have a value.
    pub(super) fn iter(self) -> impl Iterator<Item = Relative> + use<'counted> {
        (0..self.counted.counts.len()).map(move |at| self.at(at))
    }

    /// The observations by the key of what tells them; `None` when one has no key. `key` is asked of
    /// each that tells; only keys that `are_one` are put together. O(observations + told log told).
    pub(super) fn by_key<Key: Copy>(
        self,
        key: impl Fn(&Observation) -> Option<Key>,
        order: impl Fn(&Key, &Key) -> Ordering,
        are_one: impl Fn(&Key, &Key) -> bool,
    ) -> Option<Together> {
        let Counted { counts, told, .. } = self.counted;
        let mut keyed: Vec<(Key, usize)> =
            told.iter().enumerate().filter_map(|(of, told)| Some((key(told)?, of))).collect();
        keyed.sort_by(|(one, _), (other, _)| order(one, other));
        let mut sets = vec![None; told.len()];
        let mut count = 0;
        for set in keyed.chunk_by(|(one, _), (other, _)| are_one(one, other)) {
            set.iter().for_each(|(_, of)| sets[*of] = Some(count));
            count += 1;
        }
        // Counted, then put in their places: many observations are told by few.
        let mut ends = vec![0; count];
        for one in counts {
            ends[sets[one.of as usize]?] += 1;
        }
        let mut before = 0;
        for end in &mut ends {
            before += std::mem::replace(end, before);
        }
        let mut ranks = vec![0; counts.len()];
        for (rank, set) in counts.iter().map(|one| sets[one.of as usize]).enumerate() {
            let end = &mut ends[set?];
            ranks[*end] = rank as u32;
            *end += 1;
        }
        Some(Together { ranks, ends })
    }

    /// The observation of this rank in the order.
    pub(super) fn at(self, at: usize) -> Relative {
        let one = &self.counted.counts[at];
        Relative { people: one.people / self.counted.people, value: one.value / self.mean }
    }
}

/// `number` when it is finite.
///
/// # Errors
///
/// [`Undefined::OutOfRange`] when its computation has overflowed.
pub(super) fn finite(number: f64) -> Result<f64, Undefined> {
    if number.is_finite() { Ok(number) } else { Err(Undefined::OutOfRange) }
}

/// The order in which observations are added up.
fn in_order(one: &Counts, other: &Counts) -> Ordering {
    let by_value = match (one.value(), other.value()) {
        (Some(one), Some(other)) => one.total_cmp(&other),
        (one, other) => one.is_none().cmp(&other.is_none()),
    };
    by_value.then(one.people.total_cmp(&other.people))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_are_exactly_their_mean() {
        // 0.1 + 0.1 + 0.1 is not 0.3 in f64.
        let equal = [Observation::new(1.0, 0.1); 3];
        assert_eq!(Counted::of(&equal).and_then(|counted| counted.mean()), Ok(0.1));
    }

    #[test]
    fn people_who_vanish_beside_the_others_are_not_dropped_in_silence() {
        let far_apart = [Observation::new(1e300, 1.0), Observation::new(1e-300, 1.0)];
        assert_eq!(Counted::of(&far_apart).err(), Some(Undefined::OutOfRange));
        let too_many = [Observation::new(f64::MAX, 1.0); 2];
        assert_eq!(Counted::of(&too_many).err(), Some(Undefined::OutOfRange));
    }
}
