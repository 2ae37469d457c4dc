//! Sums that do not depend on the order of what is added.

use std::ops::AddAssign;

/// Parts of one that are counted: every figure of at least a two-thousandth is a whole number of
/// them, exactly.
const PARTS: f64 = 18_446_744_073_709_551_616.0;

/// A sum of non-negative figures below a billion, rounded once: when it is read.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct FixedPointSum(i128);

impl FixedPointSum {
    pub(super) fn value(self) -> f64 {
        self.0 as f64 / PARTS
    }
}

impl AddAssign<f64> for FixedPointSum {
    fn add_assign(&mut self, figure: f64) {
        self.0 = self.0.saturating_add(parts_of(figure));
    }
}

fn parts_of(figure: f64) -> i128 {
    (figure * PARTS) as i128
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_the_same_in_any_order_and_exact() {
        let sum = |figures: &[f64]| {
            let mut sum = FixedPointSum::default();
            figures.iter().for_each(|figure| sum += *figure);
            sum.value()
        };
        let figures = [0.1, 0.2, 0.3, 1e8, 0.7, 2.5];
        let mut reversed = figures;
        reversed.reverse();
        // The usual sums differ: 0.1 + 0.2 + 0.3 and 0.3 + 0.2 + 0.1.
        assert_ne!(0.1 + 0.2 + 0.3, 0.3 + 0.2 + 0.1);
        assert_eq!(sum(&figures), sum(&reversed));
        assert_eq!(sum(&[0.1; 10]), 1.0);
        assert_eq!(sum(&[1.5, 2.25]), 3.75);
    }
}
