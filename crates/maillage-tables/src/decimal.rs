//! Plain decimal numbers, as the cells of statistical tables and the coordinates of contours are:
//! digits, and at most one point.
//!
//! A national grid has thirty million of them. The digits as a whole number and the power of ten
//! are exact where the number has at most fifteen digits, so that one division rounds as
//! `str::parse` does (Clinger 1990, How to read floating point numbers accurately).

/// Digits up to which a whole number is exact in `f64`, whatever they are.
pub(crate) const DIGITS: usize = 15;
/// The powers of ten up to that of [`DIGITS`].
const POWERS: [f64; DIGITS + 1] =
    [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/// The number of which `whole` are the digits, at most [`DIGITS`], and so many of them `decimals`.
pub(crate) fn with_decimals(whole: u64, decimals: usize) -> f64 {
    whole as f64 / POWERS[decimals]
}

/// The number that `text` is, if it is one to fifteen digits, of which some may follow a point, and
/// the first does not. `None` for everything else, which may be a number as well.
pub fn plain_decimal(text: &str) -> Option<f64> {
    let bytes = text.as_bytes();
    if bytes.len() > DIGITS + 1 || !bytes.first()?.is_ascii_digit() {
        return None;
    }
    let (mut whole, mut point) = (0_u64, None);
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'0'..=b'9' => whole = 10 * whole + u64::from(byte - b'0'),
            b'.' if point.is_none() => point = Some(at),
            _ => return None,
        }
    }
    let digits = bytes.len() - usize::from(point.is_some());
    let decimals = point.map_or(0, |point| digits - point);
    (digits <= DIGITS).then(|| with_decimals(whole, decimals))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_more_than_digits_and_a_point_is_for_others() {
        for text in ["", ".", ".5", "-1", "1,5", "1e3", "1.2.3", " 1", "1234567890123456", "nan"] {
            assert_eq!(plain_decimal(text), None, "{text}");
        }
        assert_eq!(plain_decimal("123456789.123456"), Some(123_456_789.123_456));
        assert_eq!(plain_decimal("12."), Some(12.0));
    }

    proptest! {
        #[test]
        fn agrees_with_the_parser_of_the_standard_library_in_every_bit(
            text in "[0-9]{1,9}(\\.[0-9]{0,6})?|0\\.[0-9]{1,14}|[0-9]{10,17}|[0-9.,e-]{0,5}",
        ) {
            if let Some(number) = plain_decimal(&text) {
                let judge = text.parse::<f64>().map(f64::to_bits);
                prop_assert_eq!(Ok(number.to_bits()), judge);
            } else {
                let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
                prop_assert!(!is_plain || text.is_empty() || text.len() > DIGITS);
            }
        }
    }
}
