//! Singular and plural of the words around a number.
//!
//! In French, 0 and 1 are singular; in English, only 1 is. An entry of the catalogue lists the
//! words that agree with its numbers: see [`words!`](crate::words).

use std::fmt;

use crate::Lang;

/// Whether words are singular or plural. Its text is the ending of most words: nothing, or `s`.
///
/// # Examples
///
/// ```
/// use maillage_words::{Lang, plural::Plural};
///
/// assert_eq!(Plural::of(Lang::Fr, &0_usize), Plural::No);
/// assert_eq!(Plural::of(Lang::En, &0_usize), Plural::Yes);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plural {
    /// Of one thing; in French also of none.
    No,
    /// Of several things.
    Yes,
}

/// A number that words agree with.
pub trait Count {
    /// Whether `lang` uses the singular with this number, as it is shown.
    fn is_singular(&self, lang: Lang) -> bool;
}

impl Plural {
    /// The form of words about `count` things.
    pub fn of(lang: Lang, count: &impl Count) -> Self {
        if count.is_singular(lang) { Self::No } else { Self::Yes }
    }

    /// One of two forms of a word.
    pub fn choose(self, singular: &'static str, plural: &'static str) -> &'static str {
        match self {
            Self::No => singular,
            Self::Yes => plural,
        }
    }
}

impl fmt::Display for Plural {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(self.choose("", "s"))
    }
}

impl Count for usize {
    fn is_singular(&self, lang: Lang) -> bool {
        *self == 1 || (*self == 0 && lang == Lang::Fr)
    }
}

impl Count for u32 {
    fn is_singular(&self, lang: Lang) -> bool {
        *self == 1 || (*self == 0 && lang == Lang::Fr)
    }
}

/// People, who are shown without decimals.
impl Count for f64 {
    fn is_singular(&self, lang: Lang) -> bool {
        let shown = self.round().abs();
        shown == 1.0 || (shown == 0.0 && lang == Lang::Fr)
    }
}

/// A number that is written already. An interval, or a sign for an unknown number, is plural.
impl Count for &str {
    fn is_singular(&self, lang: Lang) -> bool {
        let whole = match lang {
            // « 1,5 lieu » is singular; a space, not a comma, stands between thousands.
            Lang::Fr => self.split_once(',').map_or(*self, |(whole, _)| whole),
            Lang::En => *self,
        };
        whole == "1" || (whole == "0" && lang == Lang::Fr)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(count: impl Count, lang: Lang) -> String {
        format!("row{}", Plural::of(lang, &count))
    }

    #[test]
    fn none_is_singular_in_french_and_plural_in_english() {
        assert_eq!([0, 1, 2].map(|count: usize| rows(count, Lang::Fr)), ["row", "row", "rows"]);
        assert_eq!([0, 1, 2].map(|count: usize| rows(count, Lang::En)), ["rows", "row", "rows"]);
        assert_eq!([0, 1, 2].map(|count: u32| rows(count, Lang::Fr)), ["row", "row", "rows"]);
    }

    #[test]
    fn people_agree_with_the_number_that_is_shown() {
        assert_eq!(
            [0.4, 1.4, 1.6].map(|people: f64| rows(people, Lang::Fr)),
            ["row", "row", "rows"]
        );
        assert_eq!(
            [0.4, 1.4, 1.6].map(|people: f64| rows(people, Lang::En)),
            ["rows", "row", "rows"]
        );
    }

    #[test]
    fn a_written_number_agrees_as_the_number_does() {
        let written = ["0", "1", "1,5", "2", "1\u{202f}234", "1 [0 – 2]", "–"];
        let french = written.map(|count| rows(count, Lang::Fr));
        assert_eq!(french, ["row", "row", "row", "rows", "rows", "rows", "rows"]);
        let english = ["0", "1", "1.5", "1,234"].map(|count| rows(count, Lang::En));
        assert_eq!(english, ["rows", "row", "rows", "rows"]);
    }

    #[test]
    fn words_of_two_forms_are_chosen() {
        assert_eq!(Plural::of(Lang::Fr, &1_usize).choose("a", "ont"), "a");
        assert_eq!(Plural::of(Lang::Fr, &2_usize).choose("a", "ont"), "ont");
    }
}
