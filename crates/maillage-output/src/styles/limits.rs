//! Where the classes of a number end: fixed, so that two maps compare, or drawn from the layer.

use std::str::FromStr;

use maillage_words::Refusal;

use crate::sentences::errors;

/// How a column of numbers is cut into classes.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Classing {
    /// At the round limits of each style: the same on every map.
    #[default]
    Fixed,
    /// This many classes with as many features in each, as nearly as equal values allow.
    Quantiles(usize),
    /// This many classes of the least variance within (natural breaks of Jenks, computed exactly).
    Jenks(usize),
    /// At these limits, by rising value; each belongs to the class below it.
    Limits(Vec<f64>),
}

/// The most classes that colours tell apart.
const MOST: usize = 6;
/// The most digits that every number keeps.
const MOST_DIGITS: i32 = 15;

impl Classing {
    /// The upper limits of the classes but the last, by rising value, for these numbers in any
    /// order; `fixed` are those of the style. Quantiles and natural breaks of equal numbers may be
    /// fewer than asked for; none without numbers.
    ///
    /// Limits of the layer have three digits, or as many more as leave no class empty, and are used
    /// as they are shown. O(n log n).
    pub fn limits(&self, numbers: &[f64], fixed: &[f64]) -> Vec<f64> {
        let of_numbers = |ends: fn(&[f64], usize) -> Vec<f64>, classes: usize| {
            let mut sorted: Vec<f64> =
                numbers.iter().copied().filter(|number| number.is_finite()).collect();
            sorted.sort_by(f64::total_cmp);
            // What is shown decides: a limit is as round as it is written.
            let mut limits = Vec::new();
            for end in ends(&sorted, classes) {
                limits.extend(rounded(end, limits.last().copied(), &sorted));
            }
            limits
        };
        match self {
            Self::Fixed => fixed.to_vec(),
            Self::Limits(limits) => limits.clone(),
            Self::Quantiles(classes) => of_numbers(quantiles, *classes),
            Self::Jenks(classes) => of_numbers(natural, *classes),
        }
    }
}

/// The last number of each quantile but the last, of finite numbers by rising value.
fn quantiles(sorted: &[f64], classes: usize) -> Vec<f64> {
    let ends = (1..classes).map(|class| sorted.len() * class / classes).filter(|end| *end > 0);
    ends.map(|end| sorted[end - 1]).collect()
}

/// The largest number of each class but the last, of finite numbers by rising value.
fn natural(sorted: &[f64], classes: usize) -> Vec<f64> {
    let mut different = sorted.to_vec();
    different.dedup();
    let classes = classes.min(different.len()).min(usize::from(u8::MAX));
    let Ok(classes) = u8::try_from(classes) else { return Vec::new() };
    if classes < 2 {
        return Vec::new();
    }
    let clusters = ckmeans::ckmeans(sorted, classes);
    let clusters = clusters.expect("there are as many different finite numbers as classes");
    let ends = clusters.iter().filter_map(|cluster| cluster.last().copied());
    let ends: Vec<f64> = ends.collect();
    ends.split_last().map_or_else(Vec::new, |(_, ends)| ends.to_vec())
}

/// `end` with three digits, or with as few more as leave a number of `sorted` above `below` and up
/// to it, and another above it. `None` where no limit near `end` parts the numbers so.
fn rounded(end: f64, below: Option<f64>, sorted: &[f64]) -> Option<f64> {
    let up_to = |limit: f64| sorted.partition_point(|number| *number <= limit);
    let first = below.map_or(0, up_to);
    let candidates = (3..=MOST_DIGITS).map(|digits| to_digits(end, digits)).chain([end]);
    candidates.into_iter().find(|limit| (first + 1..sorted.len()).contains(&up_to(*limit)))
}

/// A number rounded to so many digits.
fn to_digits(number: f64, digits: i32) -> f64 {
    let magnitude = number.abs().log10().floor();
    if !magnitude.is_finite() {
        return number;
    }
    // Powers of ten above one are exact, and so is what they give.
    let decimals = digits - 1 - magnitude as i32;
    let scale = 10_f64.powi(decimals.abs());
    if decimals < 0 { (number / scale).round() * scale } else { (number * scale).round() / scale }
}

impl FromStr for Classing {
    type Err = Refusal;

    /// `fixed`, `thirds`, `quantiles`, `quantiles:5`, `jenks`, `jenks:4`, or limits: `2,5,10`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (method, classes) = text.split_once(':').unzip();
        let classes = match classes {
            None => 5,
            Some(number) => number
                .parse()
                .ok()
                .filter(|classes| (2..=MOST).contains(classes))
                .ok_or_else(|| Refusal(errors::bad_number_of_classes()))?,
        };
        match method.unwrap_or(text) {
            "fixed" => Ok(Self::Fixed),
            "thirds" => Ok(Self::Quantiles(3)),
            "quantiles" => Ok(Self::Quantiles(classes)),
            "jenks" => Ok(Self::Jenks(classes)),
            _ => limits_of(text).map(Self::Limits),
        }
    }
}

/// Limits with commas or semicolons between them.
fn limits_of(text: &str) -> Result<Vec<f64>, Refusal> {
    let refused = || Refusal(errors::bad_classing());
    let numbers = text.split([',', ';']).map(|number| number.trim().parse::<f64>());
    let limits: Vec<f64> = numbers.collect::<Result<_, _>>().map_err(|_| refused())?;
    if limits.iter().any(|limit| !limit.is_finite()) {
        return Err(refused());
    }
    if limits.len() >= MOST {
        return Err(Refusal(errors::many_limits()));
    }
    if !limits.is_sorted_by(|one, next| one < next) {
        return Err(Refusal(errors::falling_limits()));
    }
    Ok(limits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_ends_with_the_last_number_of_its_share() {
        let numbers: Vec<f64> = (1..=10).rev().map(f64::from).collect();
        assert_eq!(Classing::Quantiles(5).limits(&numbers, &[]), [2.0, 4.0, 6.0, 8.0]);
        assert_eq!(Classing::Quantiles(3).limits(&numbers, &[]), [3.0, 6.0]);
    }

    #[test]
    fn equal_numbers_are_one_class() {
        for classing in [Classing::Quantiles(5), Classing::Jenks(5)] {
            assert_eq!(classing.limits(&[3.0; 8], &[]), [0.0; 0]);
            assert_eq!(classing.limits(&[], &[]), [0.0; 0]);
        }
    }

    #[test]
    fn natural_breaks_part_what_lies_apart() {
        let numbers = [1.0, 1.2, 10.0, 10.4, 10.2, 99.0, 98.0];
        assert_eq!(Classing::Jenks(3).limits(&numbers, &[]), [1.2, 10.4]);
    }

    #[test]
    fn fixed_limits_do_not_depend_on_the_numbers() {
        assert_eq!(Classing::Fixed.limits(&[1.0], &[2.0, 5.0]), [2.0, 5.0]);
    }

    #[test]
    fn a_classing_is_read_as_it_is_written() {
        assert_eq!("thirds".parse(), Ok(Classing::Quantiles(3)));
        assert_eq!("jenks".parse(), Ok(Classing::Jenks(5)));
        assert_eq!("quantiles:4".parse(), Ok(Classing::Quantiles(4)));
        assert_eq!("2, 5;10".parse(), Ok(Classing::Limits(vec![2.0, 5.0, 10.0])));
        for refused in ["quantiles:1", "jenks:9", "5,2", "2,2", "1,2,3,4,5,6", "near", "1,NaN", ""]
        {
            assert!(refused.parse::<Classing>().is_err(), "{refused}");
        }
    }

    #[test]
    fn a_limit_has_three_digits() {
        let rounded = [7.4637, 1234.5, 0.06489, 0.0].map(|number| to_digits(number, 3));
        assert_eq!(rounded, [7.46, 1230.0, 0.0649, 0.0]);
    }

    #[test]
    fn a_limit_has_more_digits_where_three_would_leave_a_class_empty() {
        // With 100 nothing would be above it.
        let shares = [50.0, 80.0, 99.97, 100.0];
        assert_eq!(Classing::Jenks(4).limits(&shares, &[]), [50.0, 80.0, 99.97]);
        // With 1230 nothing would be up to it.
        let equal = [1234.0, 1234.0, 1234.0, 1236.0];
        assert_eq!(Classing::Quantiles(2).limits(&equal, &[]), [1234.0]);
    }

    #[test]
    fn numbers_that_are_not_finite_are_of_no_class() {
        let numbers = [1.0, 2.0, f64::NAN, 8.0, 9.0, f64::INFINITY];
        assert_eq!(Classing::Jenks(2).limits(&numbers, &[]), [2.0]);
        assert_eq!(Classing::Quantiles(2).limits(&numbers, &[]), [2.0]);
    }

    proptest::proptest! {
        #[test]
        fn no_class_of_the_layer_is_empty(
            numbers in proptest::collection::vec(0_u32..200_000, 1..60),
            tenths in 1_u32..100_000,
            classes in 2_usize..=MOST,
        ) {
            let numbers: Vec<f64> =
                numbers.into_iter().map(|of| f64::from(of) / f64::from(tenths)).collect();
            for classing in [Classing::Quantiles(classes), Classing::Jenks(classes)] {
                let limits = classing.limits(&numbers, &[]);
                let below = std::iter::once(f64::NEG_INFINITY).chain(limits.iter().copied());
                let above = limits.iter().copied().chain([f64::INFINITY]);
                for (from, to) in below.zip(above) {
                    let is_in = |number: &f64| from < *number && *number <= to;
                    proptest::prop_assert!(numbers.iter().any(is_in), "{} – {}", from, to);
                }
            }
        }
    }
}
