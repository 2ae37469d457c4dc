//! Addresses: a number in a street.
//!
//! The likeness of two addresses is that of their street words, with equal weights, times
//! ½ (1 + the likeness of their numbers). The likeness of numbers is 1 when they overlap, ½
//! when one is missing, 0 when they differ. So `3 rue X` against `15 rue X` is 0.5, against
//! `rue X` 0.75, against `3 avenue X` 1.

use super::{
    concepts::plain_words,
    likeness::{WeightedWord, likeness},
};
use maillage_spelling::fold;

/// Types of street and their abbreviations. Lists use them interchangeably, so they are
/// ignored.
const WAYS: [&str; 44] = [
    "rue",
    "r",
    "avenue",
    "av",
    "ave",
    "boulevard",
    "bd",
    "bld",
    "boul",
    "bvd",
    "place",
    "pl",
    "plc",
    "route",
    "rte",
    "impasse",
    "imp",
    "chemin",
    "chem",
    "che",
    "ch",
    "chm",
    "allee",
    "allees",
    "all",
    "quai",
    "cours",
    "crs",
    "square",
    "sq",
    "esplanade",
    "esp",
    "passage",
    "pass",
    "faubourg",
    "fbg",
    "fg",
    "sentier",
    "rond",
    "ruelle",
    "mail",
    "promenade",
    "voie",
    "residence",
];
/// Words after which the text is not a street: post-office boxes and sorting offices.
const POSTAL: [&str; 4] = ["bp", "cedex", "cs", "tsa"];
/// Suffixes of a house number.
const SUFFIXES: [&str; 7] = ["bis", "ter", "quater", "a", "b", "c", "d"];
/// Maximum width of a range of numbers for one building.
const WIDEST: u32 = 40;

/// Maximum number of words compared in an address.
const MOST_WORDS: usize = 40;

/// A number in a street.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Address {
    /// First and last number; `None` without a number.
    numbers: Option<(u32, u32)>,
    street: Vec<WeightedWord>,
}

impl Address {
    /// Parses `text`; `None` when it contains no street.
    pub(super) fn read(text: &str) -> Option<Self> {
        let folded = fold(text);
        let words: Vec<&str> = folded.split(' ').take(MOST_WORDS).collect();
        let end = words.iter().enumerate().position(|(rank, word)| ends_street(rank, word, &words));
        let words = &words[..end.unwrap_or(words.len())];
        let start = street_start(words);
        let (numbers, rest) = leading_numbers(&words[start..]);
        let named = plain_words(&rest.join(" "));
        let named = named.into_iter().filter(|word| !WAYS.contains(&word.as_str()));
        let street: Vec<WeightedWord> =
            named.map(|text| WeightedWord { text, weight: 1.0 }).collect();
        (!street.is_empty()).then_some(Self { numbers, street })
    }

    /// A key shared by equal addresses.
    pub(super) fn key(&self) -> String {
        let mut words: Vec<&str> = self.street.iter().map(|word| word.text.as_str()).collect();
        words.sort_unstable();
        let number = self.numbers.map(|(first, _)| first.to_string()).unwrap_or_default();
        format!("{number} {}", words.join(" "))
    }

    /// Likeness of two addresses, 0 to 1.
    pub(super) fn likeness(&self, other: &Self) -> f64 {
        let one: Vec<&WeightedWord> = self.street.iter().collect();
        let street = likeness(&one, &other.street.iter().collect::<Vec<_>>()).unwrap_or(0.0);
        let number = match (self.numbers, other.numbers) {
            (Some((first, last)), Some((from, to))) if first <= to && from <= last => 1.0,
            (Some(_), Some(_)) => 0.0,
            _ => 0.5,
        };
        street * (0.5 + 0.5 * number)
    }
}

/// Whether the street ends at this word: a box, a sorting office or a postal code.
fn ends_street(rank: usize, word: &str, words: &[&str]) -> bool {
    let digits = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let postal_code = rank > 0 && word.len() == 5 && digits(word);
    let before_number = words.get(rank + 1).is_some_and(|next| digits(next));
    postal_code || (POSTAL.contains(&word) && (word == "cedex" || before_number))
}

/// Index of the house number, or else of the street. The name of a building may come first.
fn street_start(words: &[&str]) -> usize {
    let way = words.iter().enumerate().skip(1).position(|(rank, word)| {
        WAYS.contains(word) && words[..rank].iter().any(|before| number(before).is_some())
    });
    let Some(way) = way.map(|rank| rank + 1) else { return 0 };
    let before =
        words[..way].iter().rposition(|word| number(word).is_none() && !SUFFIXES.contains(word));
    let start = before.map_or(0, |rank| rank + 1);
    if start < way { start } else { 0 }
}

/// The numbers at the beginning of `words`, and the remaining words.
fn leading_numbers<'words>(words: &'words [&str]) -> (Option<(u32, u32)>, &'words [&'words str]) {
    let count =
        words.iter().take_while(|word| number(word).is_some() || SUFFIXES.contains(word)).count();
    let numbers: Vec<u32> = words[..count].iter().filter_map(|word| number(word)).collect();
    let (Some(first), Some(last)) = (numbers.first().copied(), numbers.last().copied()) else {
        return (None, words);
    };
    let range =
        if last >= first && last - first <= WIDEST { (first, last) } else { (first, first) };
    (Some(range), &words[count..])
}

/// The number of `12`, `12bis`, `37a`.
fn number(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(|letter: char| letter.is_ascii_lowercase());
    let suffix = &word[digits.len()..];
    let is_number = suffix.is_empty() || SUFFIXES.contains(&suffix);
    if is_number { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(one: &str, other: &str) -> f64 {
        let read = |text| Address::read(text).expect("a street");
        read(one).likeness(&read(other))
    }

    #[test]
    fn the_number_halves_the_likeness_of_a_street() {
        assert_eq!(of("3 rue Gambetta", "3 RUE GAMBETTA"), 1.0);
        assert_eq!(of("3 rue Gambetta", "rue Gambetta"), 0.75);
        assert_eq!(of("3 rue Gambetta", "15 rue Gambetta"), 0.5);
        assert_eq!(of("3 rue Gambetta", "3 rue Voltaire"), 0.0);
    }

    #[test]
    fn ways_are_abbreviated_and_exchanged() {
        for (one, other) in [
            ("5 av. de la Gare", "5 avenue de la gare"),
            ("2 bd St Michel BP 12", "2 boulevard Saint-Michel"),
            ("32 Rue des Acacias", "32 avenue des Acacias"),
            ("1 PL DE LA REPUBLIQUE 16000 ANGOULEME CEDEX", "1 place de la République"),
            ("Espace Mailiso, 4 rue Ste Foy", "4 r Sainte-Foy"),
        ] {
            assert_eq!(of(one, other), 1.0, "{one} | {other}");
        }
    }

    #[test]
    fn a_range_of_numbers_holds_each_of_them() {
        assert_eq!(of("5-9 rue des Papetiers", "7 rue des Papetiers"), 1.0);
        assert_eq!(of("37a rue du 8 Mai 1945", "37 bis rue du 8 mai 1945"), 1.0);
        assert_eq!(of("11 - 15 mail Lorca", "17 mail Lorca"), 0.5);
    }

    #[test]
    fn an_address_that_names_no_street_says_nothing() {
        for text in ["", "12", "12 rue", "BP 12", "CEDEX"] {
            assert_eq!(Address::read(text), None, "{text}");
        }
    }
}
