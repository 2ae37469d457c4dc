//! The language of texts for users, and the spelling of the library's fields in them.

use maillage_words::{Lang, Words, spoken::with_separators};

/// The language of texts for users, and the names of options in them.
///
/// Sentences name the fields of the library, such as `options.buffer_km`, and its jobs, such
/// as `jobs.check`. A program with names of its own for them, such as the flags and commands
/// of a command line, gives a `spell` that replaces one by the other.
///
/// # Examples
///
/// ```
/// use maillage_output::Voice;
/// use maillage_words::Lang;
///
/// let [french, english] = [Lang::Fr, Lang::En].map(Voice::of);
/// assert_eq!(french.decimal(1.5, 2), "1,50");
/// assert_eq!(english.people(34_816_012.0), "34,816,012");
/// assert_eq!(french.day("2026-01-05"), "05/01/2026");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Voice {
    /// The language of sentences, titles and legends.
    pub lang: Lang,
    /// Replaces the paths of fields and the names of jobs in a text; values from files are never
    /// passed through it.
    pub spell: fn(&str) -> String,
}

impl Voice {
    /// The voice of the library itself: fields keep their paths.
    pub fn of(lang: Lang) -> Self {
        Self { lang, spell: str::to_owned }
    }

    /// A number with so many decimals, with the separators of the language: a comma before decimals
    /// in French.
    pub fn decimal(self, number: f64, decimals: usize) -> String {
        with_separators(&format!("{number:.decimals$}"), self.lang)
    }

    /// A number with its own decimals and the separators of the language.
    pub fn number(self, number: f64) -> String {
        with_separators(&number.to_string(), self.lang)
    }

    /// A number of people, whole, with a narrow space (in English a comma) between thousands.
    pub fn people(self, people: f64) -> String {
        with_separators(&format!("{:.0}", people.round() + 0.0), self.lang)
    }

    /// A day such as `2026-01-05` as the language writes it; any other text as it is.
    pub fn day(self, text: &str) -> String {
        let parts: Vec<&str> = text.split('-').collect();
        match (self.lang, &parts[..]) {
            (Lang::Fr, [year, month, day]) => format!("{day}/{month}/{year}"),
            _ => text.to_owned(),
        }
    }

    /// `words` in the language of this voice, as they stand.
    pub fn say(self, words: Words) -> String {
        words.into_lang(self.lang)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        let english = Voice::of(Lang::En);
        let all = [999.0, 1_000.0, 34_816_012.0].map(|number| english.people(number));
        assert_eq!(all, ["999", "1,000", "34,816,012"]);
    }

    #[test]
    fn a_day_is_written_as_its_language_does() {
        let [french, english] = [Lang::Fr, Lang::En].map(Voice::of);
        assert_eq!(french.day("2026-01-05"), "05/01/2026");
        assert_eq!(english.day("2026-01-05"), "2026-01-05");
        assert_eq!(french.day("2026"), "2026");
    }
}
