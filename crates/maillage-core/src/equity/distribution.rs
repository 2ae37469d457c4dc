//! Distribution of a value over people: which observations count, in which order, with which
//! shares.
//!
//! Sums of `f64` depend on the order of their terms. Observations are therefore sorted by value and
//! people before anything is added up. Those with the same value and people are equal terms, whose
//! order does not matter. O(observations log observations).

use std::cmp::Ordering;

use super::{Observation, Undefined};

/// The observations with people.
pub(super) struct Counted {
    /// By value, lowest first and out of reach last, then by people.
    pub(super) observations: Vec<Observation>,
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
    pub(super) rank_by: Option<f64>,
    pub(super) group: Option<u32>,
}

impl Counted {
    /// The observations that have people.
    ///
    /// # Errors
    ///
    /// [`Undefined::BadPeople`], [`Undefined::Nobody`], and [`Undefined::OutOfRange`] when the
    /// people of one observation vanish beside those of all.
    pub(super) fn of(observations: &[Observation]) -> Result<Self, Undefined> {
        if observations.iter().any(|one| !(0.0..f64::INFINITY).contains(&one.people)) {
            return Err(Undefined::BadPeople);
        }
        let counts = observations.iter().filter(|one| one.people > 0.0);
        let mut observations: Vec<Observation> = counts.copied().collect();
        if observations.is_empty() {
            return Err(Undefined::Nobody);
        }
        observations.sort_unstable_by(in_order);
        let people: f64 = observations.iter().map(|one| one.people).sum();
        if !observations.iter().all(|one| (one.people / people).is_normal()) {
            return Err(Undefined::OutOfRange);
        }
        Ok(Self { observations, people })
    }

    /// Value and people of each observation; a value out of reach is `None` and last.
    ///
    /// # Errors
    ///
    /// [`Undefined::BadValue`].
    pub(super) fn values(&self) -> Result<Vec<(Option<f64>, f64)>, Undefined> {
        let values = self.observations.iter().map(|one| match one.value {
            Some(value) if !value.is_finite() => Err(Undefined::BadValue),
            value => Ok((value, one.people)),
        });
        values.collect()
    }

    /// Mean value over people.
    ///
    /// # Errors
    ///
    /// [`Undefined::BadValue`], [`Undefined::OutOfReach`] and [`Undefined::OutOfRange`].
    pub(super) fn mean(&self) -> Result<f64, Undefined> {
        let values = self.values()?;
        let (mut sum, mut lowest, mut highest) = (0.0, f64::INFINITY, f64::NEG_INFINITY);
        for (value, people) in values {
            let value = value.ok_or(Undefined::OutOfReach)?;
            sum += people * value;
            lowest = f64::min(lowest, value);
            highest = f64::max(highest, value);
        }
        // The rounding error of the sum must not make equal values differ from their mean.
        Ok(finite(sum / self.people)?.clamp(lowest, highest))
    }
}

/// The observations that have people, as shares, in the order of [`Counted::observations`].
///
/// # Errors
///
/// Those of [`Counted::of`] and [`Counted::mean`]; [`Undefined::NegativeValue`] and
/// [`Undefined::ZeroMean`].
pub(super) fn relative(observations: &[Observation]) -> Result<Vec<Relative>, Undefined> {
    let counted = Counted::of(observations)?;
    let mean = counted.mean()?;
    let values = counted.observations.iter().filter_map(|one| Some((one, one.value?)));
    if values.clone().any(|(_, value)| value < 0.0) {
        return Err(Undefined::NegativeValue);
    }
    if mean == 0.0 {
        return Err(Undefined::ZeroMean);
    }
    let relative = values.map(|(one, value)| Relative {
        people: one.people / counted.people,
        value: value / mean,
        rank_by: one.rank_by,
        group: one.group,
    });
    Ok(relative.collect())
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
fn in_order(one: &Observation, other: &Observation) -> Ordering {
    let by_value = match (one.value, other.value) {
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
