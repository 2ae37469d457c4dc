//! Names of sheets: at most 31 letters, without those that formulas use, unique whatever the case.

use std::collections::BTreeSet;

/// Longest name of a sheet, in units of UTF-16, as Excel counts.
const LONGEST: usize = 31;
/// A name that Excel keeps for itself.
const RESERVED: &str = "history";

/// The names that a workbook has given.
pub(super) struct SheetNames {
    taken: BTreeSet<String>,
}

impl SheetNames {
    /// Of a workbook with a sheet named `first`.
    pub(super) fn new(first: &str) -> Self {
        Self { taken: [first.to_lowercase(), RESERVED.to_owned()].into() }
    }

    /// The name of a sheet with this title; with a number if another has it.
    pub(super) fn of(&mut self, title: &str) -> String {
        let plain = plain(title);
        let numbered = (2..).map(|number: usize| {
            let number = format!(" ({number})");
            beginning(&plain, LONGEST - number.len()) + &number
        });
        let mut names = std::iter::once(beginning(&plain, LONGEST)).chain(numbered);
        let name = names.find(|name| self.taken.insert(name.to_lowercase()));
        name.expect("numbers do not end")
    }
}

/// `title` without the letters that no name may have; a colon is a dash.
fn plain(title: &str) -> String {
    let letter = |it: char| match it {
        '[' | ']' | '*' | '?' | '/' | '\\' => ' ',
        it if it.is_control() => ' ',
        it => it,
    };
    let letters: String = title.replace(':', " – ").chars().map(letter).collect();
    let words: Vec<&str> = letters.split_whitespace().collect();
    let plain = words.join(" ");
    let plain = plain.trim_matches(['\'', ' ']);
    if plain.is_empty() { "–".to_owned() } else { plain.to_owned() }
}

/// The words of `name` that fit in `longest`, or the letters of its first word that do.
fn beginning(name: &str, longest: usize) -> String {
    let length = |text: &str| text.encode_utf16().count();
    if length(name) <= longest {
        return name.to_owned();
    }
    let mut units = 0;
    let fits = |it: &char| {
        units += it.len_utf16();
        units <= longest
    };
    let letters: String = name.chars().take_while(fits).collect();
    let is_whole = name[letters.len()..].starts_with(' ');
    let words = match letters.rsplit_once(' ') {
        Some((words, _)) if !is_whole => words,
        _ => &letters,
    };
    let ends = [' ', '–', '\'', ','];
    // A dash before one long word is no name.
    match words.trim_end_matches(ends) {
        "" => letters.trim_matches(ends).to_owned(),
        words => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_title_is_cut_between_words_and_a_second_of_its_name_has_a_number() {
        let mut names = SheetNames::new("Lisez-moi");
        for (title, name) in [
            ("Communes : accès à l'aide numérique", "Communes – accès à l'aide"),
            ("Communes : accès à l'aide numérique", "Communes – accès à l'aide (2)"),
            ("COMMUNES : ACCÈS À L'AIDE", "COMMUNES – ACCÈS À L'AIDE (3)"),
            ("Tournées : tracés", "Tournées – tracés"),
            ("Tournées : arrêts", "Tournées – arrêts"),
            ("lisez-moi", "lisez-moi (2)"),
            ("a[b]*c?/\\d", "a b c d"),
            ("'history'", "history (2)"),
            ("", "–"),
            (
                ":anticonstitutionnellementanticonstitutionnellement",
                "anticonstitutionnellementanti",
            ),
        ] {
            assert_eq!(names.of(title), name);
        }
    }

    proptest! {
        #[test]
        fn excel_takes_every_name(titles in proptest::collection::vec(".{0,40}|'?[a-b :]{0,40}'?", 1..8)) {
            let mut names = SheetNames::new("x");
            let mut given = BTreeSet::from(["x".to_owned()]);
            for title in titles {
                let name = names.of(&title);
                prop_assert!(rust_xlsxwriter::Worksheet::new().set_name(&*name).is_ok(), "{}", name);
                prop_assert!(given.insert(name.to_lowercase()), "{} twice", name);
            }
        }
    }
}
