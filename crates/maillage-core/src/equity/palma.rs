//! Palma ratio.
//!
//! The mean of the richest 10 per cent of people divided by the mean of the poorest 40 per cent. An
//! observation that lies across a boundary is split in proportion to its people. With L the Lorenz
//! curve:
//!
//! ```text
//! Palma = ((1 − L(0.9)) / 0.1) / (L(0.4) / 0.4)
//! ```
//!
//! The ratio is 1 when all have the same, and 3 when a person of the richest tenth has three times
//! as much as a person of the poorest four tenths. The people between them do not count. Palma's own
//! figure compares the sums of incomes of the two, and is a quarter of this one.
//!
//! Undefined when the poorest 40 per cent have nothing, when a value is negative or out of reach,
//! and when the mean is zero. Of a cost, the richest are those with the highest cost.
//!
//! Palma (2011), Development and Change 42(1). O(observations log observations).

use super::{
    Observation, Undefined,
    distribution::{Counted, Shares, finite},
    gini::held_by_poorest,
};

/// Share of the people who are the richest.
const RICHEST: f64 = 0.1;
/// Share of the people who are the poorest.
const POOREST: f64 = 0.4;

/// Palma ratio of the value over people, without unit; 1 or more.
///
/// # Errors
///
/// [`Undefined::PoorestHaveNothing`]; [`Undefined`] without people, without a positive mean, and
/// with a value that is negative, out of reach or not a number.
///
/// # Examples
///
/// ```
/// use maillage_core::equity::{Observation, Undefined, palma};
///
/// // The richest tenth has three times as much a person as the poorest four tenths.
/// let ratio = palma(&[Observation::new(500.0, 1.0), Observation::new(500.0, 3.0)])?;
/// assert!((ratio - 3.0).abs() < 1e-9);
/// # Ok::<(), Undefined>(())
/// ```
pub fn palma(observations: &[Observation]) -> Result<f64, Undefined> {
    of_shares(Counted::of(observations)?.shares()?)
}

/// [`palma`] of people in the order of their values.
pub(super) fn of_shares(people: Shares) -> Result<f64, Undefined> {
    // The richest tenth have at least a tenth of the whole: the difference is far from zero.
    let richest = (1.0 - held_by_poorest(people, 1.0 - RICHEST)) / RICHEST;
    let poorest = held_by_poorest(people, POOREST) / POOREST;
    if poorest == 0.0 {
        return Err(Undefined::PoorestHaveNothing);
    }
    Ok(finite(richest / poorest)?.max(1.0))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::equity::tests::{each, is_near, one_by_one, whole_people};

    #[test]
    fn ten_people_with_one_to_ten_have_a_ratio_of_four() {
        // The richest has 10; the poorest four have 1 + 2 + 3 + 4, 2.5 each.
        let values: Vec<f64> = (1..=10).map(f64::from).collect();
        assert!(is_near(palma(&each(&values)), Ok(4.0)));
    }

    #[test]
    fn observations_across_a_boundary_are_split_by_their_people() {
        // The poorest 40 of 100 are the 30 with 1 and 10 of the 65 with 2: (30 + 20) / 40 = 1.25.
        // The richest 10 are the 5 with 8 and 5 of those with 2: (40 + 10) / 10 = 5.
        let of = [(65.0, 2.0), (5.0, 8.0), (30.0, 1.0)];
        let of = of.map(|(people, value)| Observation::new(people, value));
        assert!(is_near(palma(&of), Ok(4.0)));
    }

    #[test]
    fn poorest_with_nothing_make_no_ratio_whatever_the_rounding() {
        // Four shares of a tenth are less than 0.4 in f64, and the fifth person has much.
        let people = |value| Observation::new(0.1, value);
        let mut of: Vec<Observation> = [0.0; 4].map(people).into();
        of.extend([1e6; 6].map(people));
        assert_eq!(palma(&of), Err(Undefined::PoorestHaveNothing));
        assert_eq!(palma(&each(&[0.0; 10])), Err(Undefined::ZeroMean));
        of[3].value = Some(1.0);
        assert!(is_near(palma(&of), Ok(4e6)));
    }

    /// The ratio over single people, of whom ten stand for each: both boundaries are then between
    /// two of them. `None` when the poorest have nothing.
    fn one_person_at_a_time(observations: &[Observation]) -> Option<f64> {
        let tenfold: Vec<Observation> = observations
            .iter()
            .map(|one| Observation { people: 10.0 * one.people, ..*one })
            .collect();
        let persons = one_by_one(&tenfold);
        let mut values: Vec<f64> = persons.iter().filter_map(|one| one.value).collect();
        values.sort_by(f64::total_cmp);
        let tenth = values.len() / 10;
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
        let poorest = mean(&values[..4 * tenth]);
        (poorest > 0.0).then(|| mean(&values[9 * tenth..]) / poorest)
    }

    proptest! {
        #[test]
        fn agrees_with_the_ratio_of_single_people(people in whole_people()) {
            match (palma(&people), one_person_at_a_time(&people)) {
                (Ok(palma), Some(expected)) => {
                    prop_assert!((palma / expected - 1.0).abs() < 1e-9, "{palma} {expected}");
                }
                (palma, expected) => prop_assert!(palma.is_err() && expected.is_none()),
            }
        }

        #[test]
        fn two_people_are_one_person_twice(people in whole_people()) {
            let ratio = |people: &[Observation]| palma(people).map(f64::ln);
            prop_assert!(is_near(ratio(&one_by_one(&people)), ratio(&people)));
        }
    }
}
