//! Addresses: a number in a street.
//!
//! The likeness of two addresses is that of their street words, with equal weights, times
//! ½ (1 + the likeness of their numbers). The likeness of numbers is 1 when they overlap, 0.8
//! when both are missing, ½ when one is, 0 when they differ. So `3 rue X` against `15 rue X` is
//! 0.5, against `rue X` 0.75, against `3 avenue X` 1; `place X` against `place X` is 0.9.

use super::{
    concepts::plain_words,
    likeness::likeness,
    vocabulary::{Vocabulary, VocabularyBuilder, WordId},
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
/// Words that name a street only together with its type.
const SIZES: [&str; 4] = ["grand", "grande", "petit", "petite"];
/// Words after which the text is not a street: post-office boxes and sorting offices.
const POSTAL: [&str; 4] = ["bp", "cedex", "cs", "tsa"];
/// Suffixes of a house number.
const SUFFIXES: [&str; 7] = ["bis", "ter", "quater", "a", "b", "c", "d"];
/// Maximum width of a range of numbers for one building.
const WIDEST: u32 = 40;

/// Likeness of the numbers of two addresses without any: they are written alike, and a street may
/// be long.
const NO_NUMBERS: f64 = 0.8;

/// Largest difference between the numbers of two doors of one building, two on one side.
const NEXT_DOOR: u32 = 4;

/// Maximum number of words compared in an address.
const MOST_WORDS: usize = 40;

/// A number in a street.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Address {
    /// First and last number; `None` without a number.
    numbers: Option<(u32, u32)>,
    /// The letter by which types of street are told apart; `None` without a type.
    way: Option<char>,
    street: Box<[WordId]>,
}

impl Address {
    /// Parses `text`; `None` when it contains no street. Its words are added to `words`.
    pub(super) fn read(text: &str, words: &mut VocabularyBuilder) -> Option<Self> {
        let vocabulary = words;
        let folded = fold(text);
        let words: Vec<&str> = folded.split(' ').take(MOST_WORDS).collect();
        let end = words.iter().enumerate().position(|(rank, word)| ends_street(rank, word, &words));
        let words = &words[..end.unwrap_or(words.len())];
        let start = street_start(words);
        let (numbers, rest) = leading_numbers(&words[start..]);
        let named = plain_words(&rest.join(" "));
        let is_way = |word: &String| WAYS.contains(&word.as_str());
        // `Grand Rue` and `Grand Place` differ by nothing but their way.
        let is_size = |word: &String| SIZES.contains(&word.as_str());
        let is_of_its_size =
            named.iter().all(|word| is_way(word) || is_size(word)) && named.iter().any(is_size);
        let named = named.into_iter().filter(|word| is_of_its_size || !is_way(word));
        let street: Box<[WordId]> = named.map(|word| vocabulary.add(&word)).collect();
        let way = rest.iter().find(|word| WAYS.contains(word));
        let way = way.and_then(|word| word.chars().next());
        (!street.is_empty()).then_some(Self { numbers, way, street })
    }

    /// Gives each word its number among `numbers`, by its number so far.
    pub(super) fn renumber(&mut self, numbers: &[WordId]) {
        self.street.iter_mut().for_each(|word| *word = numbers[word.index()]);
    }

    /// A key shared by addresses of one street.
    pub(super) fn key(&self) -> Vec<WordId> {
        let mut words = self.street.to_vec();
        words.sort_unstable();
        words
    }

    /// Both addresses compared.
    pub(super) fn beside(&self, other: &Self, vocabulary: &Vocabulary) -> Beside {
        let street = likeness(&self.street, &other.street, vocabulary, |_| 1.0).unwrap_or(0.0);
        Beside {
            street,
            same_number: self.same_number(other),
            are_without_numbers: self.numbers.is_none() && other.numbers.is_none(),
            may_be_next_door: self.may_be_next_door(other),
            is_another_way: self.is_another_way(other),
        }
    }

    /// The likeness of two addresses in words; `None` unless both contain a street.
    pub(super) fn likeness_of(one: &str, other: &str) -> Option<f64> {
        let mut builder = VocabularyBuilder::default();
        let (mut one, mut other) =
            (Self::read(one, &mut builder)?, Self::read(other, &mut builder)?);
        let (vocabulary, numbers) = builder.sorted();
        one.renumber(&numbers);
        other.renumber(&numbers);
        Some(one.beside(&other, &vocabulary).likeness())
    }

    /// Whether both name a type of street, and not the same: the square of the church is not its
    /// street. Types of one initial are one: abbreviations are many.
    fn is_another_way(&self, other: &Self) -> bool {
        self.way.zip(other.way).is_some_and(|(one, other)| one != other)
    }

    /// Whether the numbers overlap; `None` when one is missing.
    fn same_number(&self, other: &Self) -> Option<bool> {
        let ((first, last), (from, to)) = self.numbers.zip(other.numbers)?;
        Some(first <= to && from <= last)
    }

    /// Whether the numbers may be those of one building: they are near, or one is missing.
    fn may_be_next_door(&self, other: &Self) -> bool {
        self.numbers.zip(other.numbers).is_none_or(|((first, last), (from, to))| {
            first <= to + NEXT_DOOR && from <= last + NEXT_DOOR
        })
    }
}

/// Two addresses compared.
#[derive(Debug, Clone, Copy)]
pub(super) struct Beside {
    /// Likeness of the streets alone, 0 to 1.
    pub(super) street: f64,
    /// Whether the numbers overlap; `None` when one is missing.
    pub(super) same_number: Option<bool>,
    are_without_numbers: bool,
    /// Whether the numbers may be those of one building.
    pub(super) may_be_next_door: bool,
    /// Whether both name a type of street, and not the same.
    pub(super) is_another_way: bool,
}

impl Beside {
    /// Likeness of the addresses, 0 to 1.
    pub(super) fn likeness(self) -> f64 {
        let number = match self.same_number {
            Some(true) => 1.0,
            Some(false) => 0.0,
            None if self.are_without_numbers => NO_NUMBERS,
            None => 0.5,
        };
        self.street * (0.5 + 0.5 * number)
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
    // `0` and `00` fill a mandatory column.
    let numbers = words[..count].iter().filter_map(|word| number(word)).filter(|it| *it > 0);
    let numbers: Vec<u32> = numbers.collect();
    let (Some(first), Some(last)) = (numbers.first().copied(), numbers.last().copied()) else {
        return (None, &words[count..]);
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
        Address::likeness_of(one, other).expect("two streets")
    }

    #[test]
    fn the_number_halves_the_likeness_of_a_street() {
        assert_eq!(of("3 rue Gambetta", "3 RUE GAMBETTA"), 1.0);
        assert_eq!(of("3 rue Gambetta", "rue Gambetta"), 0.75);
        assert_eq!(of("00 rue Gambetta", "rue Gambetta"), 0.9);
        assert_eq!(of("Place Gambetta", "PL GAMBETTA"), 0.9);
        assert_eq!(of("3 rue Gambetta", "15 rue Gambetta"), 0.5);
        assert_eq!(of("3 rue Gambetta", "3 rue Voltaire"), 0.0);
    }

    #[test]
    fn a_street_named_by_its_size_keeps_its_type() {
        assert!(of("19 Grand Rue", "Grand Place") < 0.5);
        assert_eq!(of("19 Grand Rue", "19 GRAND RUE"), 1.0);
        assert!(of("19 Grand Rue", "19 Grande Rue") > 0.9);
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
            assert_eq!(Address::read(text, &mut VocabularyBuilder::default()), None, "{text}");
        }
    }
}
