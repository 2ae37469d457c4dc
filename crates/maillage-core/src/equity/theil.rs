//! Theil index T, within and between groups.
//!
//! ```text
//! T = Σ p_i (A_i / μ) ln(A_i / μ)
//! ```
//!
//! with p the share of people, A the value and μ its mean. T is in nats: 0 when all have the same,
//! and ln N when one person of N has everything, so that it has no upper bound common to all
//! populations. T is the sum of a part within groups and a part between them. With s the share of
//! the whole that group g has, μ_g its mean and T_g its own index:
//!
//! ```text
//! T = within + between = Σ s_g T_g + Σ p_g (μ_g / μ) ln(μ_g / μ)
//! ```
//!
//! The part between groups is the inequality that would remain if all in a group had its mean. The
//! part within is the mean of the inequalities inside groups, weighted by what they have.
//!
//! People who have nothing count: 0 · ln 0 is taken as its limit, 0, and they stay in p and μ. Undefined when
//! a value is negative or out of reach, and when the mean is zero. A group in which
//! nobody has anything has no inequality within.
//!
//! Theil (1967), Economics and Information Theory. O(observations log observations).

use super::{
    Observation, Undefined,
    distribution::{Counted, Relative, Shares, finite},
};

/// The two parts of the Theil index, in nats; their sum is the index.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TheilByGroup {
    /// Inequality among the people of each group.
    pub within: f64,
    /// Inequality between the means of groups.
    pub between: f64,
}

/// Theil index T of the value over people, in nats; 0 or more.
///
/// # Errors
///
/// [`Undefined`] without people, without a positive mean, and with a value that is negative, out of
/// reach or not a number.
///
/// # Examples
///
/// ```
/// use maillage_core::equity::{Observation, Undefined, theil};
///
/// // One person of two has everything.
/// let index = theil(&[Observation::new(1.0, 0.0), Observation::new(1.0, 10.0)])?;
/// assert!((index - 2.0_f64.ln()).abs() < 1e-12);
/// # Ok::<(), Undefined>(())
/// ```
pub fn theil(observations: &[Observation]) -> Result<f64, Undefined> {
    of_shares(Counted::of(observations)?.shares()?)
}

/// [`theil`] of people in the order of their values.
pub(super) fn of_shares(people: Shares) -> Result<f64, Undefined> {
    let terms = people.iter().map(|one| one.people * times_log(one.value, 1.0));
    Ok(finite(terms.sum())?.max(0.0))
}

/// The parts of the Theil index within and between the groups of [`Observation::group`].
///
/// # Errors
///
/// Those of [`theil`]; [`Undefined::UnknownGroup`] when people have no group.
///
/// # Examples
///
/// ```
/// use maillage_core::equity::{Observation, Undefined, theil_by_group};
///
/// let commune =
///     |value, group| Observation { group: Some(group), ..Observation::new(300.0, value) };
/// // Values are equal within each group.
/// let parts = theil_by_group(&[commune(5.0, 1), commune(10.0, 2)])?;
/// assert_eq!(parts.within, 0.0);
/// assert!(parts.between > 0.0);
/// # Ok::<(), Undefined>(())
/// ```
pub fn theil_by_group(observations: &[Observation]) -> Result<TheilByGroup, Undefined> {
    by_group_of_shares(Counted::of(observations)?.shares()?)
}

/// [`theil_by_group`] of people in the order of their values.
pub(super) fn by_group_of_shares(people: Shares) -> Result<TheilByGroup, Undefined> {
    let groups = people.by_key(|one| one.group, Ord::cmp, PartialEq::eq);
    let groups = groups.ok_or(Undefined::UnknownGroup)?;
    let (mut within, mut between) = (0.0, 0.0);
    for group in groups.iter() {
        let group = group.iter().map(|rank| people.at(*rank as usize));
        let share: f64 = group.clone().map(|one| one.people).sum();
        let mean = mean(group.clone(), share);
        between += share * times_log(mean, 1.0);
        within += group.map(|one| one.people * times_log(one.value, mean)).sum::<f64>();
    }
    Ok(TheilByGroup { within: finite(within)?.max(0.0), between: finite(between)?.max(0.0) })
}

/// value · ln(value / mean), and its limit 0 for a value of 0.
fn times_log(value: f64, mean: f64) -> f64 {
    if value > 0.0 { value * (value / mean).ln() } else { 0.0 }
}

/// Mean of a group, in the order of its values, that has this `share` of all people. Exact where its
/// values are equal.
fn mean(group: impl DoubleEndedIterator<Item = Relative> + Clone, share: f64) -> f64 {
    let held: f64 = group.clone().map(|one| one.people * one.value).sum();
    let mean = held / share;
    match (group.clone().next(), group.clone().next_back()) {
        (Some(lowest), Some(highest)) => mean.clamp(lowest.value, highest.value),
        _ => mean,
    }
}

#[cfg(test)]
mod tests {
    use std::f64::consts::LN_2;

    use proptest::prelude::*;

    use super::*;
    use crate::equity::tests::{each, is_near, one_by_one, whole_people};

    fn grouped(values: &[(f64, u32)]) -> Vec<Observation> {
        let one = |(value, group): &(f64, u32)| Observation {
            group: Some(*group),
            ..Observation::new(1.0, *value)
        };
        values.iter().map(one).collect()
    }

    #[test]
    fn zeros_are_never_dropped() {
        // Half of the people have twice the mean: ½ · 2 · ln 2. Without the zeros it would be 0.
        let halves = [(0.0, 0), (0.0, 0), (0.0, 0), (10.0, 1), (10.0, 1), (10.0, 1)];
        assert!(is_near(theil(&grouped(&halves)), Ok(LN_2)));
        let parts = theil_by_group(&grouped(&halves)).expect("two groups");
        assert!(is_near(Ok(parts.between), Ok(LN_2)));
        assert_eq!(parts.within, 0.0);
    }

    #[test]
    fn one_of_four_who_has_everything_makes_the_logarithm_of_four() {
        assert_eq!(theil(&each(&[0.0, 7.0, 0.0, 0.0])), Ok(4.0_f64.ln()));
    }

    #[test]
    fn groups_of_one_mean_differ_within_only() {
        let alike = grouped(&[(0.0, 4), (2.0, 4), (1.0, 9)]);
        let parts = theil_by_group(&alike).expect("two groups");
        // Two thirds of the people have the inequality ln 2 among them.
        assert!(is_near(Ok(parts.within), Ok(2.0 / 3.0 * LN_2)));
        assert!(is_near(Ok(parts.between), Ok(0.0)));
    }

    #[test]
    fn a_person_without_a_group_leaves_the_index_but_not_its_parts() {
        let mut people = grouped(&[(1.0, 0), (3.0, 1)]);
        people[0].group = None;
        assert_eq!(theil_by_group(&people), Err(Undefined::UnknownGroup));
        assert!(theil(&people).is_ok());
        people[0].people = 0.0;
        assert_eq!(theil_by_group(&people), Ok(TheilByGroup { within: 0.0, between: 0.0 }));
    }

    proptest! {
        #[test]
        fn within_and_between_sum_to_the_index(
            people in whole_people(),
            groups in prop::collection::vec(0_u32..4, 12),
        ) {
            let people: Vec<Observation> = people
                .iter()
                .zip(groups)
                .map(|(one, group)| Observation { group: Some(group), ..*one })
                .collect();
            let sum = theil_by_group(&people).map(|parts| parts.within + parts.between);
            prop_assert!(is_near(sum, theil(&people)));
        }

        #[test]
        fn one_group_is_all_within_and_a_group_for_each_person_all_between(people in whole_people()) {
            let with_group = |group: fn(usize) -> u32| -> Vec<Observation> {
                let people = people.iter().enumerate();
                people.map(|(at, one)| Observation { group: Some(group(at)), ..*one }).collect()
            };
            let together = theil_by_group(&with_group(|_| 7));
            prop_assert!(is_near(together.map(|parts| parts.within), theil(&people)));
            let apart = theil_by_group(&with_group(|at| at as u32));
            prop_assert!(is_near(apart.map(|parts| parts.between), theil(&people)));
            prop_assert!(apart.is_err() || apart.map(|parts| parts.within) == Ok(0.0));
        }

        #[test]
        fn is_zero_for_equals_and_counts_two_people_as_one_person_twice(people in whole_people()) {
            prop_assert!(is_near(theil(&one_by_one(&people)), theil(&people)));
            let equals: Vec<Observation> =
                people.iter().map(|one| Observation::new(one.people, 0.7)).collect();
            prop_assert_eq!(theil(&equals), Ok(0.0));
        }
    }
}
