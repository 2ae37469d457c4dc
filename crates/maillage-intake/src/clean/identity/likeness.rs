//! Likeness of two weighted bags of words, with tolerance for typing errors.
//!
//! Words are matched in pairs, each pair counting by its own likeness. The matched weight
//! is divided by the weight of both bags (Dice) and by that of the lighter bag
//! (containment); the likeness is the mean of both. Thus `Médiathèque` is contained in
//! `Médiathèque Louise Michel` without being equal to it.

use super::vocabulary::{Vocabulary, WordId};

/// Number of letters for each typing error that is tolerated.
const LETTERS_AN_ERROR: usize = 5;
/// Maximum number of typing errors in a word.
const MOST_ERRORS: usize = 2;

/// The likeness of two bags of words, 0 to 1; `None` when one is empty.
///
/// Each word is matched once, greedily in the order of the first bag. Both bags must be
/// sorted by descending weight.
pub(super) fn likeness(
    one: &[WordId],
    other: &[WordId],
    vocabulary: &Vocabulary,
    weight: impl Fn(WordId) -> f64,
) -> Option<f64> {
    if one.is_empty() || other.is_empty() {
        return None;
    }
    let total = |words: &[WordId]| words.iter().map(|word| weight(*word)).sum::<f64>();
    let (mut shared_one, mut shared_other) = (0.0, 0.0);
    let mut taken = vec![false; other.len()];
    for word in one {
        let free = (0..other.len()).filter(|rank| !taken[*rank]);
        let alike = free.map(|rank| (alike_by_id(*word, other[rank], vocabulary), rank));
        // On a tie the first wins, which is the heavier.
        let best = alike.reduce(|best, next| if next.0 > best.0 { next } else { best });
        if let Some((share, rank)) = best.filter(|(share, _)| *share > 0.0) {
            taken[rank] = true;
            shared_one += share * weight(*word);
            shared_other += share * weight(other[rank]);
        }
    }
    if shared_one == 0.0 {
        return Some(0.0);
    }
    let (of_one, of_other) = (total(one), total(other));
    let dice = (shared_one + shared_other) / (of_one + of_other);
    let contained = (shared_one / of_one).max(shared_other / of_other);
    Some((dice + contained) / 2.0)
}

fn alike_by_id(one: WordId, other: WordId, vocabulary: &Vocabulary) -> f64 {
    if one == other { 1.0 } else { alike(vocabulary.text(one), vocabulary.text(other)) }
}

/// Likeness of two words: 1 when equal, the share of correct letters when one may be a
/// misspelling of the other, otherwise 0. An error is a letter missing, added, changed or
/// swapped with the next. One error is tolerated for every five letters, at most two.
/// Numbers, sorts of place and first letters must be equal.
pub(super) fn alike(one: &str, other: &str) -> f64 {
    if one == other {
        return 1.0;
    }
    let forgiven = (one.len().min(other.len()) / LETTERS_AN_ERROR).min(MOST_ERRORS);
    let letters = |word: &str| word.bytes().all(|byte| byte.is_ascii_lowercase());
    let near = one.len().abs_diff(other.len()) <= forgiven;
    let may_be = forgiven > 0 && near && one.as_bytes()[0] == other.as_bytes()[0];
    if !(may_be && letters(one) && letters(other)) {
        return 0.0;
    }
    let errors = strsim::osa_distance(one, other);
    if errors > forgiven {
        return 0.0;
    }
    1.0 - errors as f64 / one.len().max(other.len()) as f64
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::{super::vocabulary::VocabularyBuilder, *};

    fn of(one: &[(&str, f64)], other: &[(&str, f64)]) -> Option<f64> {
        let mut builder = VocabularyBuilder::default();
        let [one, other] = [one, other].map(|bag| {
            let words = bag.iter().map(|(word, weight)| (builder.add(word), *weight));
            words.collect::<Vec<_>>()
        });
        let (vocabulary, numbers) = builder.sorted();
        let weights: HashMap<WordId, f64> = one
            .iter()
            .chain(&other)
            .map(|(word, weight)| (numbers[word.index()], *weight))
            .collect();
        let [one, other] = [one, other].map(|bag| -> Vec<WordId> {
            bag.into_iter().map(|(word, _)| numbers[word.index()]).collect()
        });
        likeness(&one, &other, &vocabulary, |word| weights[&word])
    }

    #[test]
    fn likeness_is_the_mean_of_dice_and_containment() {
        // Common weight 1, of 1 and of 4: Dice 2/5, containment 1.
        let likeness = of(&[("poste", 1.0)], &[("guise", 3.0), ("poste", 1.0)]);
        assert_eq!(likeness, Some(0.7));
        assert_eq!(of(&[("poste", 1.0)], &[("poste", 1.0)]), Some(1.0));
        assert_eq!(of(&[("poste", 1.0)], &[("guise", 3.0)]), Some(0.0));
        assert_eq!(of(&[], &[("guise", 3.0)]), None);
    }

    #[test]
    fn a_word_pairs_off_once() {
        // Common weight 1, of 2 and of 1: Dice 2/3, containment 1.
        let likeness = of(&[("rue", 1.0), ("rue", 1.0)], &[("rue", 1.0)]);
        assert!((likeness.expect("words") - 5.0 / 6.0).abs() < 1e-12);
    }

    #[test]
    fn mistyped_words_are_alike_by_the_letters_that_are_right() {
        assert_eq!(alike("batlle", "battle"), 1.0 - 1.0 / 6.0);
        assert_eq!(alike("femme", "femmes"), 1.0 - 1.0 / 6.0);
        assert_eq!(alike("mediatheque", "mediahteqeu"), 1.0 - 2.0 / 11.0);
        for (one, other) in
            [("12345", "12346"), ("pole", "poles"), ("martin", "marine"), ("gare", "mare")]
        {
            assert_eq!(alike(one, other), 0.0, "{one} {other}");
        }
    }
}
