//! Control of the false discovery rate over many tests.
//!
//! Among a thousand units where nothing happens, fifty have p ≤ 0.05. The q-value of a test is the
//! lowest rate of false discoveries at which it is significant: if all units with q ≤ 0.05 are called
//! spots, at most one in twenty of them is expected to be a false one. For the m tests in ascending
//! order of p,
//!
//! > q_(k) = min over l ≥ k of min(1, m·p_(l) / l)
//!
//! so q is never below p, and it rises with p; equal p have equal q. The bound is proven for
//! independent tests. Those of neighbouring units share values, and it then holds approximately.
//!
//! Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57(1); for local
//! statistics, Caldas de Castro and Singer (2006), Geographical Analysis 38(2). O(m log m).

/// The q-values of tests with these p-values, 0 to 1. A test without p is no test: it has no q and
/// does not count.
pub(super) fn q_values(ps: &[Option<f64>]) -> Vec<Option<f64>> {
    let known = ps.iter().enumerate().filter_map(|(test, p)| Some(((*p)?, test)));
    let mut ascending: Vec<(f64, usize)> = known.collect();
    ascending.sort_unstable_by(|(one, of), (other, at)| one.total_cmp(other).then(of.cmp(at)));
    let tests = ascending.len() as f64;
    let mut lowest: f64 = 1.0;
    let mut qs = vec![None; ps.len()];
    for (rank, (p, test)) in ascending.into_iter().enumerate().rev() {
        // p × (tests ÷ rank) is p itself at the last rank, and never below p.
        lowest = lowest.min(p * (tests / (rank + 1) as f64));
        qs[test] = Some(lowest);
    }
    qs
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn five_tests_are_redone_by_hand() {
        // Times 5 / rank, in ascending order: 0.05, 0.1, 0.075, 0.5, 0.5; then the least of each
        // and those after it.
        let ps = [Some(0.4), Some(0.01), None, Some(0.045), Some(0.04), Some(0.5)];
        let expected = [Some(0.5), Some(0.05), None, Some(0.075), Some(0.075), Some(0.5)];
        for (found, expected) in q_values(&ps).into_iter().zip(expected) {
            assert_eq!(found.is_some(), expected.is_some());
            assert!((found.unwrap_or(0.0) - expected.unwrap_or(0.0)).abs() < 1e-12, "{found:?}");
        }
    }

    #[test]
    fn without_any_p_there_is_no_q() {
        assert_eq!(q_values(&[None, None]), [None, None]);
        assert_eq!(q_values(&[]), []);
    }

    /// The definition: for each threshold that calls a test significant, the tests expected there by
    /// chance as a share of those found; the least of the shares.
    fn by_definition(p: f64, known: &[f64]) -> f64 {
        let share = |threshold: f64| {
            let found = known.iter().filter(|other| **other <= threshold).count();
            known.len() as f64 * threshold / found as f64
        };
        known.iter().filter(|other| **other >= p).map(|other| share(*other)).fold(1.0, f64::min)
    }

    proptest! {
        #[test]
        fn q_values_are_those_of_the_definition_and_equal_for_equal_p(
            ps in prop::collection::vec(prop::option::weighted(0.8, 0_u32..=20), 0..30),
        ) {
            let ps: Vec<Option<f64>> =
                ps.into_iter().map(|p| p.map(|twentieths| f64::from(twentieths) / 20.0)).collect();
            let known: Vec<f64> = ps.iter().copied().flatten().collect();
            let qs = q_values(&ps);
            for (p, q) in ps.iter().zip(&qs) {
                let expected = p.map(|p| by_definition(p, &known));
                prop_assert_eq!(q.is_some(), expected.is_some());
                let (Some(p), Some(q), Some(expected)) = (p, q, expected) else { continue };
                prop_assert!((q - expected).abs() < 1e-12 && q >= p);
                for (other, its_q) in ps.iter().zip(&qs).filter(|(other, _)| *other == &Some(*p)) {
                    prop_assert_eq!(Some(*q), *its_q, "{:?}", other);
                }
            }
        }
    }
}
