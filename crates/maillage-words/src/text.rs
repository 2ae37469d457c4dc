//! A text in both languages.

use crate::Lang;

/// A text in both languages.
///
/// # Examples
///
/// ```
/// use maillage_words::{Lang, Words};
///
/// let place = Words { fr: "lieu ".into(), en: "place ".into() };
/// let named = place.and(&Words::same("16015"));
/// assert_eq!((named.get(Lang::Fr), named.get(Lang::En)), ("lieu 16015", "place 16015"));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// In French.
    pub fr: String,
    /// In English.
    pub en: String,
}

/// Why a text is no value of a type: the error of its `FromStr`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal(pub Words);

crate::errors_in_words!(Refusal);

impl Words {
    /// The same text in both languages, such as a name.
    pub fn same(text: &str) -> Self {
        Self { fr: text.to_owned(), en: text.to_owned() }
    }

    /// This text and then `more`, in each language.
    pub fn and(self, more: &Self) -> Self {
        Self { fr: self.fr + &more.fr, en: self.en + &more.en }
    }

    /// The texts of `parts` with `between` between them, in each language; empty without parts.
    pub fn joined(parts: &[Self], between: &Self) -> Self {
        let texts = |lang| parts.iter().map(|part| part.get(lang)).collect::<Vec<_>>();
        Self { fr: texts(Lang::Fr).join(&between.fr), en: texts(Lang::En).join(&between.en) }
    }

    /// The text in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fr => &self.fr,
            Lang::En => &self.en,
        }
    }

    /// The text in `lang`, owned.
    pub fn into_lang(self, lang: Lang) -> String {
        match lang {
            Lang::Fr => self.fr,
            Lang::En => self.en,
        }
    }
}

impl Refusal {
    /// What is wrong with the text, and what would be right.
    pub fn words(&self) -> Words {
        self.0.clone()
    }
}

/// `text` as it goes on after other words: with a small letter, but for a word in capitals. Empty
/// for no text.
///
/// # Examples
///
/// ```
/// use maillage_words::uncapitalised;
///
/// assert_eq!(uncapitalised("Une commune"), "une commune");
/// assert_eq!(uncapitalised("EPCI"), "EPCI");
/// ```
pub fn uncapitalised(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() || !second.is_alphabetic() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}

/// The first names, `most` of them, parted by commas, with « … » where there are more. Empty
/// without any.
///
/// # Examples
///
/// ```
/// use maillage_words::first_few;
///
/// assert_eq!(first_few(["Ars", "Bons"].iter(), 2), "Ars, Bons");
/// assert_eq!(first_few(["Ars", "Bons", "Cuq"].iter(), 2), "Ars, Bons, …");
/// ```
pub fn first_few<Name: ToString>(
    names: impl ExactSizeIterator<Item = Name>,
    most: usize,
) -> String {
    let more = if names.len() > most { ", …" } else { "" };
    let shown: Vec<String> = names.take(most).map(|name| name.to_string()).collect();
    shown.join(", ") + more
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_joined_in_each_language() {
        let parts = [("un", "one"), ("deux", "two")];
        let parts = parts.map(|(fr, en)| Words { fr: fr.to_owned(), en: en.to_owned() });
        let between = Words { fr: " ou ".to_owned(), en: " or ".to_owned() };
        let joined = Words::joined(&parts, &between);
        assert_eq!((joined.fr.as_str(), joined.en.as_str()), ("un ou deux", "one or two"));
    }
}
