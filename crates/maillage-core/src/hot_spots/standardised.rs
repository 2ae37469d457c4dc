//! Standardised values: (x − x̄) / s, the deviations from the mean in standard deviations.
//!
//! The mean x̄ and the standard deviation s are those of the units with a value, and the variance s²
//! divides by their number n (a population, not a sample). Standardised values have the mean 0 and
//! the variance 1; a value at the mean is exactly 0. Neither a constant added to all values nor a positive factor changes them.
//! O(units).

use super::{FEWEST_UNITS, Neighbours, NoHotSpots};

/// Range of values, as a share of the largest magnitude, up to which they count as equal:
/// rounding, and no variation.
const ROUNDING: f64 = 1e-12;
/// Deviation, as a share of the largest magnitude, up to which a value is at the mean: the rounding
/// of the value and of the mean.
const AT_MEAN: f64 = 4.0 * f64::EPSILON;

/// The standardised values of the units.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Standardised {
    /// Those of the units with a value, in the order of the units.
    known: Vec<f64>,
    /// For each unit, the rank of its value among `known`.
    ranks: Vec<Option<usize>>,
}

impl Standardised {
    /// The standardised `values`. A number that is not finite counts as unknown.
    ///
    /// # Errors
    ///
    /// [`NoHotSpots`] for fewer than [`FEWEST_UNITS`] values, and for values without variation.
    pub(super) fn of(values: &[Option<f64>]) -> Result<Self, NoHotSpots> {
        let mut known = Vec::with_capacity(values.len());
        let rank = |value: &Option<f64>| {
            known.push(value.filter(|value| value.is_finite())?);
            Some(known.len() - 1)
        };
        let ranks = values.iter().map(rank).collect();
        if known.len() < FEWEST_UNITS {
            return Err(NoHotSpots::TooFewValues);
        }
        standardise(&mut known)?;
        Ok(Self { known, ranks })
    }

    /// Those of the units with a value, in the order of the units.
    pub(super) fn known(&self) -> &[f64] {
        &self.known
    }

    /// The rank of the value of `unit` among the [`known`](Self::known). `None` without a value.
    pub(super) fn rank(&self, unit: usize) -> Option<usize> {
        self.ranks[unit]
    }

    /// The standardised values around `unit`: their sum and their number. `None` for an island.
    pub(super) fn around(&self, unit: usize, neighbours: &Neighbours) -> Option<(f64, usize)> {
        let ranks = neighbours.of(unit).filter_map(|neighbour| self.rank(neighbour));
        let (sum, count) =
            ranks.fold((0.0, 0), |(sum, count), rank| (sum + self.known[rank], count + 1));
        (count > 0).then_some((sum, count))
    }
}

fn standardise(values: &mut [f64]) -> Result<(), NoHotSpots> {
    // As shares of the largest, no number is too great to be summed or squared.
    let largest = values.iter().fold(0.0, |largest: f64, value| largest.max(value.abs()));
    if largest > 0.0 {
        values.iter_mut().for_each(|value| *value /= largest);
    }
    let lowest = values.iter().copied().fold(f64::INFINITY, f64::min);
    let highest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if highest - lowest <= ROUNDING {
        return Err(NoHotSpots::NoVariation);
    }
    // The second pass removes the rounding of the first mean.
    for _ in 0..2 {
        let mean = mean(values, |value| value);
        values.iter_mut().for_each(|value| *value -= mean);
    }
    let is_at_mean = |value: &&mut f64| value.abs() <= AT_MEAN;
    values.iter_mut().filter(is_at_mean).for_each(|value| *value = 0.0);
    let deviation = mean(values, |value| value * value).sqrt();
    values.iter_mut().for_each(|value| *value /= deviation);
    Ok(())
}

fn mean(values: &[f64], of: impl Fn(f64) -> f64) -> f64 {
    values.iter().map(|value| of(*value)).sum::<f64>() / values.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deviations_are_from_the_mean_of_known_values_in_their_standard_deviations() {
        // The mean of 1, 5, 3 and 3 is 3; their variance is (4 + 4) / 4 = 2.
        let values = [Some(1.0), None, Some(5.0), Some(3.0), Some(3.0)];
        let standardised = Standardised::of(&values).expect("four values that vary");
        let expected = [-2.0_f64.sqrt(), 2.0_f64.sqrt(), 0.0, 0.0];
        for (found, expected) in standardised.known().iter().zip(expected) {
            assert!((found - expected).abs() < 1e-12, "{found} {expected}");
        }
        let ranks: Vec<Option<usize>> = (0..5).map(|unit| standardised.rank(unit)).collect();
        assert_eq!(ranks, [Some(0), None, Some(1), Some(2), Some(3)]);
    }

    #[test]
    fn a_value_at_the_mean_is_zero_whatever_the_rounding() {
        // The mean is 0.3, and 0.1 + 0.2 is a little more than 0.3.
        let values = [0.1 + 0.2, 0.3, 0.1, 0.5].map(Some);
        let standardised = Standardised::of(&values).expect("four values that vary");
        assert_eq!(standardised.known()[..2], [0.0, 0.0]);
    }
}
