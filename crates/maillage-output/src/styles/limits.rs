//! Where the classes of a number end: fixed, so that two maps compare, or drawn from the layer.

use std::str::FromStr;

/// How a column of numbers is cut into classes.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Classing {
    /// At the round limits of each style: the same on every map.
    #[default]
    Fixed,
    /// As many features in each class, as nearly as equal values allow.
    Quantiles(usize),
    /// The classes of the least variance within (natural breaks of Jenks, computed exactly).
    Jenks(usize),
    /// At these limits, by rising value; each belongs to the class below it.
    Limits(Vec<f64>),
}

/// The most classes that colours tell apart.
const MOST: usize = 6;

impl Classing {
    /// The upper limits of the classes but the last, by rising value, for these numbers in any
    /// order; `fixed` are those of the style. Quantiles and natural breaks of equal numbers may be
    /// fewer than asked for; none without numbers.
    ///
    /// Limits of the layer have three digits, and are used as they are shown. O(n log n).
    pub fn limits(&self, numbers: &[f64], fixed: &[f64]) -> Vec<f64> {
        let of_numbers = |ends: fn(&[f64], usize) -> Vec<f64>, classes: usize| {
            let mut sorted: Vec<f64> = numbers.to_vec();
            sorted.sort_by(f64::total_cmp);
            let mut limits = ends(&sorted, classes);
            // A limit at the largest number would leave its class above it empty.
            limits.retain(|limit| sorted.last().is_some_and(|last| limit < last));
            // What is shown decides: a limit is as round as it is written.
            limits.iter_mut().for_each(|limit| *limit = three_digits(*limit));
            limits.dedup();
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

/// The last number of each quantile but the last.
fn quantiles(sorted: &[f64], classes: usize) -> Vec<f64> {
    let ends = (1..classes).map(|class| sorted.len() * class / classes).filter(|end| *end > 0);
    ends.map(|end| sorted[end - 1]).collect()
}

/// The largest number of each class but the last.
fn natural(sorted: &[f64], classes: usize) -> Vec<f64> {
    let mut different = sorted.to_vec();
    different.dedup();
    let classes = classes.min(different.len()).min(usize::from(u8::MAX));
    let Ok(classes) = u8::try_from(classes) else { return Vec::new() };
    if classes < 2 {
        return Vec::new();
    }
    let clusters = ckmeans::ckmeans(sorted, classes).unwrap_or_default();
    let ends = clusters.iter().filter_map(|cluster| cluster.last().copied());
    let ends: Vec<f64> = ends.collect();
    ends.split_last().map_or_else(Vec::new, |(_, ends)| ends.to_vec())
}

/// A number rounded to three digits.
fn three_digits(number: f64) -> f64 {
    let magnitude = number.abs().log10().floor();
    if !magnitude.is_finite() {
        return number;
    }
    let scale = 10_f64.powf(2.0 - magnitude);
    (number * scale).round() / scale
}

impl FromStr for Classing {
    type Err = &'static str;

    /// `fixed`, `thirds`, `quantiles`, `quantiles:5`, `jenks`, `jenks:4`, or limits: `2,5,10`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (method, classes) = text.split_once(':').unzip();
        let classes = match classes {
            None => 5,
            Some(number) => number
                .parse()
                .ok()
                .filter(|classes| (2..=MOST).contains(classes))
                .ok_or("asks for no number of classes from 2 to 6, as in quantiles:5")?,
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
fn limits_of(text: &str) -> Result<Vec<f64>, &'static str> {
    let expected = "is no way to cut classes; give fixed, thirds, quantiles:5, jenks:5, or limits \
                    such as 2,5,10,15,20";
    let numbers = text.split([',', ';']).map(|number| number.trim().parse::<f64>());
    let limits: Vec<f64> = numbers.collect::<Result<_, _>>().map_err(|_| expected)?;
    if limits.iter().any(|limit| !limit.is_finite()) {
        return Err(expected);
    }
    if limits.len() >= MOST {
        return Err("has more than five limits: six classes are the most that colours tell apart");
    }
    if !limits.is_sorted_by(|one, next| one < next) {
        return Err("does not rise: give limits from the smallest to the largest, each once");
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
        assert_eq!([7.4637, 1234.5, 0.06489, 0.0].map(three_digits), [7.46, 1230.0, 0.0649, 0.0]);
    }
}
