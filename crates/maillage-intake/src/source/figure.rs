//! Numbers of people as written in statistical tables.

use crate::source::parse_number;

/// People of one row, at most. What is more is a date, an identifier or a slip, and would hide all others
/// in a sum.
const MOST: f64 = 1e9;

/// A number of people, as published.
#[derive(Debug, Clone, PartialEq)]
pub enum PeopleCount {
    /// A valid number: not negative, and no more than could live anywhere.
    People(f64),
    /// Withheld for confidentiality, with its text.
    Secret(String),
    /// Blank, negative, absurd or not a number, with its text.
    Unreadable(String),
}

impl PeopleCount {
    pub(crate) fn read(text: &str) -> Self {
        let is_secret = || {
            let word = text.to_ascii_lowercase();
            // Some tables code a confidential value as the lowest number of the column.
            let nines = word.strip_prefix('-').map(|digits| digits.trim_end_matches(".0"));
            let lowest = nines.is_some_and(|n| n.len() > 1 && n.bytes().all(|byte| byte == b'9'));
            lowest || ["s", "ns", "secret", "c"].contains(&word.as_str())
        };
        match parse_number(text) {
            Some(people) if (0.0..=MOST).contains(&people) => Self::People(people),
            _ if is_secret() => Self::Secret(text.to_owned()),
            _ => Self::Unreadable(text.to_owned()),
        }
    }

    /// Whether the cell states nothing, not even that its value is kept secret.
    pub(crate) fn is_blank(&self) -> bool {
        matches!(self, Self::Unreadable(text) if is_blank(text))
    }

    /// The number, if valid.
    pub fn people(&self) -> Option<f64> {
        match self {
            Self::People(people) => Some(*people),
            Self::Secret(_) | Self::Unreadable(_) => None,
        }
    }
}

/// Whether a cell states nothing: it is empty, or holds a word that programs write for no value.
pub(crate) fn is_blank(text: &str) -> bool {
    let word = text.trim().to_ascii_lowercase();
    ["", "-", "na", "n/a", "nan", "none", "null"].contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_secret_is_told_from_what_is_no_number_of_people() {
        for (text, people) in [("63.5", 63.5), ("0", 0.0), ("12,5", 12.5)] {
            assert_eq!(PeopleCount::read(text), PeopleCount::People(people));
        }
        for secret in ["s", "NS", "-9999", "-99.0", "secret"] {
            assert_eq!(PeopleCount::read(secret), PeopleCount::Secret(secret.to_owned()));
        }
        for bad in ["", "-1", "-9", "NaN", "inf", "douze", "nd", "1e999"] {
            assert_eq!(PeopleCount::read(bad), PeopleCount::Unreadable(bad.to_owned()));
        }
    }

    #[test]
    fn what_is_kept_secret_is_stated_and_no_value_is_not() {
        assert!(["", " ", "NA", "NaN", "-"].into_iter().all(is_blank));
        // « Non diffusé » is kept secret.
        assert!(!["0", "s", "-9999", "nd", "n.d.", "douze"].into_iter().any(is_blank));
    }
}
