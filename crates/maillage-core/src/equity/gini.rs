//! Gini index and the Lorenz curve.
//!
//! People are ordered by value, poorest first. The Lorenz curve L(F) is the share of the whole that
//! the poorest share F of people have. With equal values it is the diagonal L = F. The Gini index
//! is twice the area between the diagonal and the curve, by trapezes:
//!
//! ```text
//! G = Σ p_i ((F_{i−1} − L_{i−1}) + (F_i − L_i))
//! ```
//!
//! with p the share of people of an observation. G is 0 when all have the same, and approaches 1
//! when one person of many has everything. It is also the mean difference between two people drawn
//! at random, divided by twice the mean: with a G of 0.3, two people differ by 60 per cent of the
//! mean on average. G does not change when all values are multiplied by a number, nor when each
//! person is replaced by two.
//!
//! Undefined when a value is negative or out of reach, and when the mean is zero. The people inside
//! an observation have one value: inequality inside a commune is not seen.
//!
//! Lorenz (1905), Publications of the American Statistical Association 9(70); Gini (1912),
//! Variabilità e mutabilità. O(observations log observations).

use super::{
    Observation, Undefined,
    distribution::{Counted, Shares, finite},
};

/// Share of people below which a rest is the rounding error of a sum of shares.
const ROUNDING: f64 = 1e-12;

/// Gini index of the value over people, 0 to 1.
///
/// # Errors
///
/// [`Undefined`] without people, without a positive mean, and with a value that is negative, out of
/// reach or not a number.
///
/// # Examples
///
/// ```
/// use maillage_core::equity::{Observation, Undefined, gini};
///
/// // Half of the people have nothing.
/// let communes = [Observation::new(300.0, 0.0), Observation::new(300.0, 10.0)];
/// assert_eq!(gini(&communes), Ok(0.5));
/// assert_eq!(gini(&[]), Err(Undefined::Nobody));
/// ```
pub fn gini(observations: &[Observation]) -> Result<f64, Undefined> {
    of_shares(Counted::of(observations)?.shares()?)
}

/// [`gini`] of people in the order of their values.
pub(super) fn of_shares(people: Shares) -> Result<f64, Undefined> {
    // The distance from the diagonal down to the curve, F − L, and twice the area covered so far.
    let (mut below, mut area) = (0.0, 0.0);
    for one in people.iter() {
        let next = below + one.people * (1.0 - one.value);
        area += one.people * (below + next);
        below = next;
    }
    Ok(finite(area)?.clamp(0.0, 1.0))
}

/// The Lorenz curve at the deciles of people 0, 1, … 10: the share of the whole, 0 to 1, that the
/// poorest 0, 10, … 100 per cent of people have.
///
/// Where a decile falls inside an observation, its people are split: the curve is linear between
/// observations.
///
/// # Errors
///
/// Those of [`gini`].
///
/// # Examples
///
/// ```
/// use maillage_core::equity::{Observation, Undefined, lorenz};
///
/// // Half of the people have nothing.
/// let curve = lorenz(&[Observation::new(300.0, 0.0), Observation::new(300.0, 10.0)])?;
/// assert_eq!((curve[0], curve[5], curve[10]), (0.0, 0.0, 1.0));
/// # Ok::<(), Undefined>(())
/// ```
pub fn lorenz(observations: &[Observation]) -> Result<[f64; 11], Undefined> {
    lorenz_of_shares(Counted::of(observations)?.shares()?)
}

/// [`lorenz`] of people in the order of their values.
pub(super) fn lorenz_of_shares(people: Shares) -> Result<[f64; 11], Undefined> {
    let mut points = [1.0; 11];
    for (decile, point) in points.iter_mut().enumerate().take(10) {
        *point = finite(held_by_poorest(people, decile as f64 / 10.0))?.min(1.0);
    }
    Ok(points)
}

/// Share of the whole that the poorest `share` of people have, both 0 to 1. `people` are sorted by
/// value.
pub(super) fn held_by_poorest(people: Shares, share: f64) -> f64 {
    let (mut left, mut held) = (share, 0.0);
    for one in people.iter() {
        // A rest by rounding must not take a part of the next, richer people.
        if left <= ROUNDING {
            break;
        }
        let taken = one.people.min(left);
        held += taken * one.value;
        left -= taken;
    }
    held
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::equity::tests::{each, is_near, one_by_one, whole_people};

    #[test]
    fn four_people_with_one_to_four_have_a_quarter() {
        // Mean 2.5. Of the 16 ordered pairs 6 differ by 1, 4 by 2 and 2 by 3: the mean difference
        // is 20/16, and 1.25 / (2 × 2.5) = 0.25.
        assert!(is_near(gini(&each(&[3.0, 1.0, 4.0, 2.0])), Ok(0.25)));
    }

    #[test]
    fn one_of_four_who_has_everything_makes_three_quarters() {
        assert_eq!(gini(&each(&[0.0, 0.0, 8.0, 0.0])), Ok(0.75));
        assert_eq!(gini(&each(&[0.0, 0.0])), Err(Undefined::ZeroMean));
    }

    #[test]
    fn a_decile_inside_an_observation_splits_its_people() {
        // Half of the people have 1 of 4, the others 3 of 4.
        let of = lorenz(&each(&[3.0, 1.0])).expect("a curve");
        let held = [0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.4, 0.55, 0.7, 0.85, 1.0];
        assert!(of.iter().zip(held).all(|(found, held)| (found - held).abs() < 1e-15), "{of:?}");
    }

    /// Mean difference over all pairs of people, divided by twice the mean.
    fn over_all_pairs(observations: &[Observation]) -> f64 {
        let value = |one: &Observation| one.value.expect("a value");
        let (mut differences, mut people, mut sum) = (0.0, 0.0, 0.0);
        for one in observations {
            people += one.people;
            sum += one.people * value(one);
            for other in observations {
                differences += one.people * other.people * (value(one) - value(other)).abs();
            }
        }
        differences / (2.0 * people * sum)
    }

    proptest! {
        #[test]
        fn agrees_with_the_mean_difference_of_all_pairs(people in whole_people()) {
            match gini(&people) {
                Ok(gini) => {
                    prop_assert!((0.0..1.0).contains(&gini));
                    prop_assert!((gini - over_all_pairs(&people)).abs() < 1e-12);
                }
                Err(reason) => {
                    prop_assert_eq!(reason, Undefined::ZeroMean);
                    prop_assert!(people.iter().all(|one| one.value == Some(0.0)));
                }
            }
        }

        #[test]
        fn is_zero_for_equals(people in prop::collection::vec(0.1..9.0, 1..9), value in 0.1..9.0) {
            let equals: Vec<Observation> =
                people.iter().map(|people| Observation::new(*people, value)).collect();
            prop_assert_eq!(gini(&equals), Ok(0.0));
        }

        #[test]
        fn does_not_change_with_the_unit_or_with_twice_the_people(
            people in whole_people(),
            factor in 0.001..1_000.0,
        ) {
            let times = |values: f64, people: f64| {
                move |one: &Observation| Observation {
                    people: one.people * people,
                    value: one.value.map(|value| value * values),
                    ..*one
                }
            };
            let scaled: Vec<Observation> = people.iter().map(times(factor, 1.0)).collect();
            prop_assert!(is_near(gini(&scaled), gini(&people)));
            let more: Vec<Observation> = people.iter().map(times(1.0, factor)).collect();
            prop_assert!(is_near(gini(&more), gini(&people)));
        }

        #[test]
        fn two_people_are_one_person_twice(people in whole_people()) {
            let persons = one_by_one(&people);
            prop_assert!(is_near(gini(&persons), gini(&people)));
            for decile in 0..11 {
                let of = |people: &[Observation]| lorenz(people).map(|points| points[decile]);
                prop_assert!(is_near(of(&persons), of(&people)));
            }
        }

        #[test]
        fn the_curve_is_convex_from_nothing_to_everything(people in whole_people()) {
            if let Ok(points) = lorenz(&people) {
                prop_assert_eq!((points[0], points[10]), (0.0, 1.0));
                for three in points.windows(3) {
                    let [before, after] = [three[1] - three[0], three[2] - three[1]];
                    prop_assert!(before <= after + 1e-12);
                }
            }
        }
    }
}
