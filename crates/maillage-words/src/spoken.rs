//! Numbers in sentences, with the separators of the language.
//!
//! In French a narrow no-break space stands between thousands and a comma before decimals; in
//! English a comma and a point.

use std::{fmt, path::Path};

use crate::{Lang, Words};

/// A value of a sentence as a language writes it.
pub struct Spoken<'of, T: ?Sized>(pub Lang, pub &'of T);

/// A number that says which one, not how many: that of a line or of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rank(pub usize);

/// A type of the values in sentences.
pub trait Speak {
    /// Writes the value as `lang` does.
    fn speak(&self, lang: Lang, to: &mut fmt::Formatter<'_>) -> fmt::Result;
}

impl<T: Speak + ?Sized> fmt::Display for Spoken<'_, T> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.1.speak(self.0, to)
    }
}

/// A number in plain digits, such as `-1234.5`, with the separators of `lang`. A text
/// that does not begin as a number, such as `inf`, is returned as it is.
///
/// # Examples
///
/// ```
/// use maillage_words::{Lang, spoken::with_separators};
///
/// assert_eq!(with_separators("-1234.5", Lang::En), "-1,234.5");
/// assert_eq!(with_separators("12.5", Lang::Fr), "12,5");
/// ```
pub fn with_separators(plain: &str, lang: Lang) -> String {
    let (thousands, point) = match lang {
        Lang::Fr => ("\u{202f}", ","),
        Lang::En => (",", "."),
    };
    let (whole, decimals) = plain.split_once('.').unwrap_or((plain, ""));
    let (minus, digits) = match whole.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", whole),
    };
    // Infinity has no digits.
    if !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        return plain.to_owned();
    }
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|group| std::str::from_utf8(group).expect("digits are ASCII"))
        .collect();
    let point = if decimals.is_empty() { "" } else { point };
    format!("{minus}{}{point}{decimals}", groups.join(thousands))
}

impl Speak for usize {
    fn speak(&self, lang: Lang, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(&with_separators(&self.to_string(), lang))
    }
}

impl Speak for u32 {
    fn speak(&self, lang: Lang, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(&with_separators(&self.to_string(), lang))
    }
}

/// A year, which has no separators.
impl Speak for u16 {
    fn speak(&self, _: Lang, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, to)
    }
}

impl Speak for u8 {
    fn speak(&self, _: Lang, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, to)
    }
}

/// With as many decimals as the sentence asks for, or with its own.
impl Speak for f64 {
    fn speak(&self, lang: Lang, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plain = match to.precision() {
            // Adding zero turns -0 into 0.
            Some(0) => format!("{:.0}", self.round() + 0.0),
            Some(decimals) => format!("{self:.decimals$}"),
            None => self.to_string(),
        };
        to.write_str(&with_separators(&plain, lang))
    }
}

impl Speak for &f64 {
    fn speak(&self, lang: Lang, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).speak(lang, to)
    }
}

impl Speak for &str {
    fn speak(&self, _: Lang, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(self)
    }
}

impl Speak for &(dyn fmt::Display + '_) {
    fn speak(&self, _: Lang, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{self}")
    }
}

/// Numbers of a rank, such as those of lines, which have no separators.
impl Speak for Rank {
    fn speak(&self, _: Lang, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}", self.0)
    }
}

impl Speak for &Words {
    fn speak(&self, lang: Lang, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(self.get(lang))
    }
}

/// As the system shows it.
impl Speak for &Path {
    fn speak(&self, _: Lang, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}", self.display())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_separators_of_their_language() {
        let people = 1_234_567_usize;
        assert_eq!(Spoken(Lang::Fr, &people).to_string(), "1\u{202f}234\u{202f}567");
        assert_eq!(Spoken(Lang::En, &people).to_string(), "1,234,567");
        assert_eq!(format!("{:.1}", Spoken(Lang::Fr, &1_234.56)), "1\u{202f}234,6");
        assert_eq!(format!("{:.0}", Spoken(Lang::En, &-123.0)), "-123");
        assert_eq!(format!("{:.0}", Spoken(Lang::En, &-0.2)), "0");
        assert_eq!(Spoken(Lang::Fr, &2.5).to_string(), "2,5");
        assert_eq!(Spoken(Lang::Fr, &f64::INFINITY).to_string(), "inf");
    }

    #[test]
    fn a_year_and_a_rank_have_no_separator() {
        assert_eq!(Spoken(Lang::Fr, &2026_u16).to_string(), "2026");
        assert_eq!(Spoken(Lang::En, &Rank(12_345)).to_string(), "12345");
    }
}
