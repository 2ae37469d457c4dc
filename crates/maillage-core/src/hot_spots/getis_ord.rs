//! Gi*: whether the values of a unit and its neighbours are high or low together.
//!
//! Binary weights w_ij: 1 for the neighbours j of the unit i and for i itself, 0 elsewhere.
//! With W_i = Σ_j w_ij and S_i = Σ_j w_ij², both the number of units in the sum,
//!
//! > Gi* = (Σ_j w_ij x_j − x̄·W_i) / (s·√((n·S_i − W_i²) / (n − 1)))
//!
//! over the n units with a value, of mean x̄ and variance s² (divided by n). It is the sum around the
//! unit in standard deviations from the sum of as many units taken at random without replacement.
//! Above 1.96 or below −1.96, chance alone would put a sum there once in twenty times if it followed
//! the normal law. With few neighbours and skewed values it does so only approximately; local
//! Moran's I needs no such law.
//!
//! An island has no Gi*, nor has a unit whose neighbours are all others: their sum is always the
//! same.
//!
//! Ord and Getis (1995), Geographical Analysis 27(4). O(units + neighbours).

use super::{Neighbours, standardised::Standardised};

/// Gi* of each unit, in standard deviations. `None` without a value, without a neighbour with one,
/// and where all other units are neighbours.
pub(super) fn gi_star(values: &Standardised, neighbours: &Neighbours) -> Vec<Option<f64>> {
    let units = values.known().len() as f64;
    let one = |unit: usize| {
        let own = values.known()[values.rank(unit)?];
        let (sum, count) = values.around(unit, neighbours)?;
        let summed = (count + 1) as f64;
        let variance = summed * (units - summed) / (units - 1.0);
        (variance > 0.0).then(|| (own + sum) / variance.sqrt())
    };
    (0..neighbours.units()).map(one).collect()
}

/// The probability of a score at least as far from zero as `z`, on either side, under the normal
/// law of mean 0 and variance 1.
pub(super) fn two_sided_p(z: f64) -> f64 {
    libm::erfc(z.abs() / std::f64::consts::SQRT_2)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn scores(values: &[Option<f64>], neighbours: &Neighbours) -> Vec<Option<f64>> {
        gi_star(&Standardised::of(values).expect("values that vary"), neighbours)
    }

    #[test]
    fn a_path_of_four_units_is_redone_by_hand() {
        // The mean of 10, 6, 6 and 6 is 7 and the variance is (9 + 1 + 1 + 1) / 4 = 3. Sums of two
        // have the variance 3 · 2 · 2 / 3 = 4, sums of three 3 · 3 · 1 / 3 = 3.
        let path = Neighbours::of_pairs(4, [(0, 1), (1, 2), (2, 3)]);
        let found = scores(&[Some(10.0), Some(6.0), Some(6.0), Some(6.0)], &path);
        let root = 3.0_f64.sqrt();
        let expected = [(3.0 - 1.0) / 2.0, (3.0 - 2.0) / root, -3.0 / root, -2.0 / 2.0];
        for (found, expected) in found.into_iter().zip(expected) {
            let found = found.expect("a score");
            assert!((found - expected).abs() < 1e-12, "{found} {expected}");
        }
    }

    #[test]
    fn probabilities_are_those_of_tables_of_the_normal_law() {
        for (z, p) in [(0.0, 1.0), (1.0, 0.317_311), (1.96, 0.049_996), (-2.576, 0.009_995)] {
            assert!((two_sided_p(z) - p).abs() < 5e-7, "{z}: {}", two_sided_p(z));
        }
    }

    /// The definition, with a dense matrix of weights.
    fn by_definition(values: &[f64], weights: &[Vec<f64>]) -> Vec<f64> {
        let count = values.len() as f64;
        let mean = values.iter().sum::<f64>() / count;
        let variance = values.iter().map(|value| value * value).sum::<f64>() / count - mean * mean;
        let score = |row: &Vec<f64>| {
            let sum: f64 = row.iter().zip(values).map(|(weight, value)| weight * value).sum();
            let total: f64 = row.iter().sum();
            let squares: f64 = row.iter().map(|weight| weight * weight).sum();
            let spread = (count * squares - total * total) / (count - 1.0);
            (sum - mean * total) / (variance.sqrt() * spread.sqrt())
        };
        weights.iter().map(score).collect()
    }

    proptest! {
        #[test]
        fn scores_are_those_of_the_definition(
            values in prop::collection::vec((-90_i32..90).prop_map(f64::from), 3..15),
            pairs in prop::collection::vec((0_usize..15, 0_usize..15), 0..40),
        ) {
            let units = values.len();
            let pairs = pairs.into_iter().map(|(one, other)| (one % units, other % units));
            let pairs: Vec<(usize, usize)> = pairs.collect();
            let mut weights = vec![vec![0.0; units]; units];
            for (one, other) in (0..units).map(|unit| (unit, unit)).chain(pairs.iter().copied()) {
                weights[one][other] = 1.0;
                weights[other][one] = 1.0;
            }
            let known: Vec<Option<f64>> = values.iter().copied().map(Some).collect();
            prop_assume!(values.iter().any(|value| *value != values[0]));
            let found = scores(&known, &Neighbours::of_pairs(units, pairs));
            for (unit, expected) in by_definition(&values, &weights).into_iter().enumerate() {
                let summed: f64 = weights[unit].iter().sum();
                match found[unit] {
                    Some(found) => prop_assert!((found - expected).abs() < 1e-9),
                    None => prop_assert!(summed == 1.0 || summed == units as f64),
                }
            }
        }
    }
}
