//! Sums that do not depend on the order of what is added.
//!
//! A sum is kept as a few numbers that do not overlap and together are exactly the sum (Shewchuk
//! 1997, Discrete & Computational Geometry 18). It is rounded once, when it is read, so that
//! threads may add in any order. O(parts) for each figure: two or three in practice.

use smallvec::SmallVec;

/// An exact sum of finite figures.
///
/// # Examples
///
/// ```
/// use maillage_core::exact_sum::ExactSum;
///
/// let sum: ExactSum = [1e16, 1.0, -1e16].into_iter().collect();
/// assert_eq!(sum.value(), 1.0);
/// ```
#[derive(Debug, Clone, Default)]
pub struct ExactSum {
    /// Parts that do not overlap, the smallest first; none is zero.
    parts: SmallVec<[f64; 3]>,
}

impl ExactSum {
    /// The sum of nothing.
    pub const ZERO: Self = Self { parts: SmallVec::new_const() };

    /// Adds `figure`, which is finite.
    pub fn add(&mut self, figure: f64) {
        let mut carried = figure;
        let mut kept = 0;
        for rank in 0..self.parts.len() {
            let (sum, lost) = two_sum(carried, self.parts[rank]);
            if lost != 0.0 {
                self.parts[kept] = lost;
                kept += 1;
            }
            carried = sum;
        }
        self.parts.truncate(kept);
        if carried != 0.0 {
            self.parts.push(carried);
        }
    }

    /// Adds another sum.
    pub fn add_sum(&mut self, other: &Self) {
        other.parts.iter().for_each(|part| self.add(*part));
    }

    /// The sum, rounded to the nearest number; ties to even. Zero for the sum of nothing.
    pub fn value(&self) -> f64 {
        let mut parts = self.parts.iter().rev().copied();
        let Some(mut sum) = parts.next() else { return 0.0 };
        while let Some(part) = parts.next() {
            let (rounded, lost) = two_sum(sum, part);
            sum = rounded;
            if lost == 0.0 {
                continue;
            }
            // Half-way cases are decided by the sign of what is smaller still.
            let is_same_way = parts.next().is_some_and(|next| (next < 0.0) == (lost < 0.0));
            let (further, doubled) = (sum + 2.0 * lost, 2.0 * lost);
            if is_same_way && further - sum == doubled {
                sum = further;
            }
            break;
        }
        sum
    }
}

impl FromIterator<f64> for ExactSum {
    fn from_iter<Figures: IntoIterator<Item = f64>>(figures: Figures) -> Self {
        let mut sum = Self::default();
        figures.into_iter().for_each(|figure| sum.add(figure));
        sum
    }
}

/// The rounded sum of two figures, and what rounding lost of it, exactly.
fn two_sum(one: f64, other: f64) -> (f64, f64) {
    let sum = one + other;
    let of_other = sum - one;
    let of_one = sum - of_other;
    (sum, (one - of_one) + (other - of_other))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sum(figures: &[f64]) -> f64 {
        figures.iter().copied().collect::<ExactSum>().value()
    }

    #[test]
    fn nothing_is_lost_where_the_usual_sum_loses_it() {
        assert_eq!(sum(&[]), 0.0);
        assert_eq!(sum(&[0.1; 10]), 1.0);
        assert_eq!(sum(&[1e100, 1.0, -1e100]), 1.0);
        // Half of the last place of 1, and a little more or less.
        let half = f64::EPSILON / 2.0;
        assert_eq!(sum(&[1.0, half]), 1.0);
        assert_eq!(sum(&[1.0, half, 1e-60]), 1.0 + f64::EPSILON);
        assert_eq!(sum(&[1.0, half, -1e-60]), 1.0);
    }

    /// Whole numbers of 2⁻⁴⁰: their sum fits an integer, which is the judge.
    fn figures() -> impl Strategy<Value = Vec<i64>> {
        prop::collection::vec(-(1_i64 << 52)..(1 << 52), 0..40)
    }

    proptest! {
        #[test]
        fn a_sum_is_exact_in_any_order(
            whole in figures(), shuffled in any::<prop::sample::Index>(), cut in 0_usize..40,
        ) {
            let unit = (-40_f64).exp2();
            let figures: Vec<f64> = whole.iter().map(|whole| *whole as f64 * unit).collect();
            let expected = whole.iter().map(|whole| i128::from(*whole)).sum::<i128>() as f64 * unit;
            prop_assert_eq!(sum(&figures), expected);
            let mut turned = figures.clone();
            if !turned.is_empty() {
                turned.rotate_left(shuffled.index(figures.len()));
                turned.reverse();
            }
            prop_assert_eq!(sum(&turned), expected);
            let (one, other) = figures.split_at(cut.min(figures.len()));
            let mut parts: ExactSum = one.iter().copied().collect();
            parts.add_sum(&other.iter().copied().collect());
            prop_assert_eq!(parts.value(), expected);
        }
    }
}
