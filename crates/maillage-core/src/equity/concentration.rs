//! Concentration index against another variable, such as need.
//!
//! The people are ordered by the other variable, lowest first. With p the share of people, A the
//! value, μ its mean and r the fractional rank, the share of people before plus half of one's own:
//!
//! ```text
//! C = 2 Σ p_i (r_i − ½) (A_i − μ) / μ
//! ```
//!
//! C is above 0 when those who are higher in the other variable have more, below 0 when they have
//! less, and 0 when all have the same or when the two are unrelated. Ranked by need, a C below 0
//! says that access is better where need is lower. C lies between minus and plus the Gini index,
//! which it equals when people are ranked by the value itself.
//!
//! People with the same value of the other variable share their mean rank. Undefined when the other
//! variable is unknown for some, when a value is negative or out of reach, and when the mean is
//! zero.
//!
//! van Doorslaer and Koolman (2004), Health Economics 13(7). O(observations log observations).

use super::{
    Observation, Undefined,
    distribution::{Counted, Shares, finite},
};

/// Concentration index of the value over people ranked by [`Observation::rank_by`], −1 to 1.
///
/// # Errors
///
/// [`Undefined::UnknownRank`] when the ranking variable of people is unknown or not a finite
/// number; [`Undefined`] without people, without a positive mean, and with a value that is
/// negative, out of reach or not a number.
///
/// # Examples
///
/// ```
/// use maillage_core::equity::{Observation, concentration};
///
/// let commune =
///     |need, access| Observation { rank_by: Some(need), ..Observation::new(1.0, access) };
/// // Access is better where need is lower.
/// let index = concentration(&[commune(0.1, 3.0), commune(0.3, 1.0)]);
/// assert_eq!(index, Ok(-0.25));
/// ```
pub fn concentration(observations: &[Observation]) -> Result<f64, Undefined> {
    of_shares(Counted::of(observations)?.shares()?)
}

/// [`concentration`] of people in the order of their values.
pub(super) fn of_shares(people: Shares) -> Result<f64, Undefined> {
    let by = |one: &Observation| one.rank_by.filter(|by| by.is_finite());
    let ranked = people.by_key(by, f64::total_cmp, PartialEq::eq).ok_or(Undefined::UnknownRank)?;
    let (mut before, mut sum) = (0.0, 0.0);
    for tied in ranked.iter() {
        let tied = tied.iter().map(|rank| people.at(*rank as usize));
        let share: f64 = tied.clone().map(|one| one.people).sum();
        let rank = before + share / 2.0;
        let above_mean: f64 = tied.map(|one| one.people * (one.value - 1.0)).sum();
        sum += 2.0 * (rank - 0.5) * above_mean;
        before += share;
    }
    Ok(finite(sum)?.clamp(-1.0, 1.0))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::equity::{
        gini,
        tests::{is_near, one_by_one, whole_people},
    };

    /// One person for each value and ranking variable.
    fn ranked(values: &[(f64, f64)]) -> Vec<Observation> {
        let one = |(value, by): &(f64, f64)| Observation {
            rank_by: Some(*by),
            ..Observation::new(1.0, *value)
        };
        values.iter().map(one).collect()
    }

    #[test]
    fn access_that_falls_with_need_is_below_zero() {
        // Ranks 1/6, 3/6 and 5/6, mean 2: 2 · ⅓ · (−⅓ · ½ + ⅓ · −½) = −2/9.
        assert!(is_near(
            concentration(&ranked(&[(1.0, 9.0), (3.0, 1.0), (2.0, 5.0)])),
            Ok(-2.0 / 9.0)
        ));
    }

    #[test]
    fn ties_in_need_share_their_mean_rank() {
        // The first two share the rank (1/6 + 3/6) / 2 = ⅓, and the third has 5/6. Mean 2:
        // 2 · ⅓ · (−⅙ · (−½ + ½) + ⅓ · 0) = 0. In the order of the input it would not be 0.
        assert!(is_near(concentration(&ranked(&[(3.0, 1.0), (1.0, 1.0), (2.0, 5.0)])), Ok(0.0)));
        // Both zeros are one value.
        let signed = ranked(&[(1.0, 0.0), (3.0, -0.0)]);
        assert!(is_near(concentration(&signed), Ok(0.0)));
    }

    #[test]
    fn need_unknown_for_some_ranks_nobody() {
        for by in [None, Some(f64::NAN), Some(f64::INFINITY)] {
            let mut people = ranked(&[(1.0, 1.0), (2.0, 2.0)]);
            people[0].rank_by = by;
            assert_eq!(concentration(&people), Err(Undefined::UnknownRank));
            people[0].people = 0.0;
            assert_eq!(concentration(&people), Ok(0.0));
        }
    }

    proptest! {
        #[test]
        fn is_the_gini_index_when_ranked_by_the_value_and_its_opposite_in_reverse(
            people in whole_people(),
        ) {
            let by = |sign: f64| -> Vec<Observation> {
                let rank_by = |one: &Observation| one.value.map(|value| sign * value);
                people.iter().map(|one| Observation { rank_by: rank_by(one), ..*one }).collect()
            };
            prop_assert!(is_near(concentration(&by(1.0)), gini(&people)));
            prop_assert!(is_near(concentration(&by(-1.0)), gini(&people).map(|gini| -gini)));
        }

        #[test]
        fn is_at_most_the_gini_index_and_zero_for_equals(
            people in whole_people(),
            ranks in prop::collection::vec(0_u32..5, 12),
        ) {
            let ranked: Vec<Observation> = people
                .iter()
                .zip(ranks)
                .map(|(one, rank)| Observation { rank_by: Some(f64::from(rank)), ..*one })
                .collect();
            let of = concentration(&ranked);
            prop_assert_eq!(of.err(), gini(&ranked).err());
            if let (Ok(of), Ok(gini)) = (of, gini(&ranked)) {
                prop_assert!(of.abs() <= gini + 1e-12);
            }
            prop_assert!(is_near(concentration(&one_by_one(&ranked)), of));
            let equals: Vec<Observation> =
                ranked.iter().map(|one| Observation { value: Some(0.7), ..*one }).collect();
            prop_assert_eq!(concentration(&equals), Ok(0.0));
        }
    }
}
