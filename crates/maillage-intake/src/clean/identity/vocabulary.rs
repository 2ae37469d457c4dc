//! The words of all rows, each kept once: a row holds their numbers.

use std::collections::HashMap;

/// A word, by its number in a [`Vocabulary`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct WordId(u32);

/// Words by number.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    /// The words, one after the other.
    text: String,
    /// The end of each word in `text`.
    ends: Vec<usize>,
}

/// Collects words, which get their final numbers when all are known.
#[derive(Debug, Default)]
pub(super) struct VocabularyBuilder(HashMap<Box<str>, WordId>);

impl WordId {
    /// The number, for tables by word.
    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

impl Vocabulary {
    /// The text of a word.
    pub(super) fn text(&self, word: WordId) -> &str {
        let start = word.index().checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[word.index()]]
    }

    /// Number of words.
    pub(super) fn count(&self) -> usize {
        self.ends.len()
    }
}

impl VocabularyBuilder {
    /// The number of a word until [`VocabularyBuilder::sorted`].
    pub(super) fn add(&mut self, word: &str) -> WordId {
        if let Some(known) = self.0.get(word) {
            return *known;
        }
        let added = WordId(u32::try_from(self.0.len()).expect("fewer words than 2^32"));
        self.0.insert(word.into(), added);
        added
    }

    /// The words in alphabetical order, and the final number of each by its number so far. Rows of
    /// final numbers compare as the rows of their texts do.
    pub(super) fn sorted(self) -> (Vocabulary, Vec<WordId>) {
        let mut words: Vec<(Box<str>, WordId)> = self.0.into_iter().collect();
        words.sort_unstable();
        let mut vocabulary = Vocabulary::default();
        let mut numbers = vec![WordId(0); words.len()];
        for ((text, before), number) in words.into_iter().zip(0..) {
            vocabulary.text.push_str(&text);
            vocabulary.ends.push(vocabulary.text.len());
            numbers[before.index()] = WordId(number);
        }
        (vocabulary, numbers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_numbered_in_alphabetical_order_and_once() {
        let mut builder = VocabularyBuilder::default();
        let before = ["poste", "MAIRIE", "guise", "poste"].map(|word| builder.add(word));
        let (vocabulary, numbers) = builder.sorted();
        let after = before.map(|word| numbers[word.index()]);
        assert_eq!(after.map(|word| vocabulary.text(word)), ["poste", "MAIRIE", "guise", "poste"]);
        assert!(after[1] < after[2] && after[2] < after[0]);
        assert_eq!(vocabulary.count(), 3);
    }
}
