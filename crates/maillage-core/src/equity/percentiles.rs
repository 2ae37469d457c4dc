//! Percentiles over people, and their ratios.
//!
//! A percentile is the first value, from the lowest, at which the people so far reach its share of
//! all people: always the value of somebody, never one between two. p90 / p10 says how many times
//! as much the person at the start of the richest tenth has as the person at the end of the poorest
//! tenth; p90 / p50 and p50 / p10 split it at the median. A ratio is 1 when the two percentiles are
//! equal. It ignores how values vary between them and beyond.
//!
//! Out of reach is farther than any value: where more than a tenth of people are out of reach, p50
//! may be defined and p90 is not. A ratio to a percentile of zero is undefined, and so is one with a
//! negative percentile.
//!
//! Hyndman and Fan (1996), The American Statistician 50(4), definition 1.
//! O(observations log observations).

use super::{
    Observation, Undefined,
    distribution::{Counted, finite},
};
use crate::access::quantile_of;

/// Percentiles over people, in the unit of the value, and their ratios.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Percentiles {
    /// The value that a tenth of people do not exceed.
    pub p10: Result<f64, Undefined>,
    /// The median.
    pub p50: Result<f64, Undefined>,
    /// The value that nine tenths of people do not exceed.
    pub p90: Result<f64, Undefined>,
    /// p90 / p10, without unit.
    pub p90_to_p10: Result<f64, Undefined>,
    /// p90 / p50, without unit.
    pub p90_to_p50: Result<f64, Undefined>,
    /// p50 / p10, without unit.
    pub p50_to_p10: Result<f64, Undefined>,
}

/// The percentiles of the value over people, each with the reason where it is undefined:
/// [`Undefined::OutOfReach`] for a percentile, [`Undefined::ZeroPercentile`] and
/// [`Undefined::NegativeValue`] for a ratio.
///
/// # Examples
///
/// ```
/// use maillage_core::equity::{Observation, percentiles};
///
/// let of = percentiles(&[Observation::new(50.0, 1.0), Observation::new(50.0, 4.0)]);
/// assert_eq!((of.p10, of.p90, of.p90_to_p10), (Ok(1.0), Ok(4.0), Ok(4.0)));
/// ```
pub fn percentiles(observations: &[Observation]) -> Percentiles {
    of_counted(Counted::of(observations).as_ref())
}

/// [`percentiles`] of people in the order of their values.
pub(super) fn of_counted(counted: Result<&Counted, &Undefined>) -> Percentiles {
    let values = counted.map_err(|reason| *reason).and_then(|counted| counted.values());
    let at = |share: f64| match &values {
        Ok(values) => quantile_of(values.clone(), share).flatten().ok_or(Undefined::OutOfReach),
        Err(reason) => Err(*reason),
    };
    let [p10, p50, p90] = [0.1, 0.5, 0.9].map(at);
    Percentiles {
        p10,
        p50,
        p90,
        p90_to_p10: ratio(p90, p10),
        p90_to_p50: ratio(p90, p50),
        p50_to_p10: ratio(p50, p10),
    }
}

fn ratio(higher: Result<f64, Undefined>, lower: Result<f64, Undefined>) -> Result<f64, Undefined> {
    let (higher, lower) = (higher?, lower?);
    if lower < 0.0 {
        return Err(Undefined::NegativeValue);
    }
    if lower == 0.0 {
        return Err(Undefined::ZeroPercentile);
    }
    finite(higher / lower)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::equity::tests::{each, one_by_one, whole_people};

    #[test]
    fn ten_people_with_one_to_ten_are_their_own_percentiles() {
        let values: Vec<f64> = (1..=10).rev().map(f64::from).collect();
        let of = percentiles(&each(&values));
        assert_eq!((of.p10, of.p50, of.p90), (Ok(1.0), Ok(5.0), Ok(9.0)));
        assert_eq!((of.p90_to_p10, of.p90_to_p50, of.p50_to_p10), (Ok(9.0), Ok(1.8), Ok(5.0)));
    }

    #[test]
    fn people_out_of_reach_are_beyond_every_value() {
        // 60 people at 2 km, 25 at 6 km and 15 out of reach: the median is known, p90 is not.
        let far = Observation { value: None, ..Observation::new(15.0, 0.0) };
        let of = percentiles(&[far, Observation::new(25.0, 6.0), Observation::new(60.0, 2.0)]);
        assert_eq!((of.p10, of.p50, of.p90), (Ok(2.0), Ok(2.0), Err(Undefined::OutOfReach)));
        assert_eq!((of.p50_to_p10, of.p90_to_p50), (Ok(1.0), Err(Undefined::OutOfReach)));
    }

    #[test]
    fn nothing_divides_by_a_percentile_of_zero_or_below() {
        let of = percentiles(&each(&[0.0, 3.0, 6.0]));
        assert_eq!((of.p90_to_p10, of.p90_to_p50), (Err(Undefined::ZeroPercentile), Ok(2.0)));
        let of = percentiles(&each(&[-1.0, 3.0, 6.0]));
        assert_eq!((of.p10, of.p90_to_p10), (Ok(-1.0), Err(Undefined::NegativeValue)));
    }

    proptest! {
        #[test]
        fn are_those_of_the_sorted_people_one_by_one(people in whole_people()) {
            let persons = one_by_one(&people);
            let mut values: Vec<f64> = persons.iter().filter_map(|one| one.value).collect();
            values.sort_by(f64::total_cmp);
            let at = |tenths: usize| Ok(values[(values.len() * tenths).div_ceil(10) - 1]);
            let of = percentiles(&people);
            prop_assert_eq!((of.p10, of.p50, of.p90), (at(1), at(5), at(9)));
        }
    }
}
