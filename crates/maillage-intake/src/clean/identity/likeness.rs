//! How alike two bags of words are, typing errors forgiven.
//!
//! Each word weighs something. Words that pair off count as far as they are alike; what
//! pairs off is set against the weight of both bags (Dice) and against that of the lighter
//! one (containment), and the likeness is the mean of the two: `Médiathèque` lies wholly
//! within `Médiathèque Louise Michel`, and yet is not quite the same name.

/// Letters that a word has for each typing error that is forgiven, one at least.
const LETTERS_AN_ERROR: usize = 5;
/// A word has no more typing errors than this.
const MOST_ERRORS: usize = 2;

/// A word and its weight.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) weight: f64,
}

/// The likeness of two bags, from 0 to 1; `None` when one is empty, which says nothing.
///
/// Each word pairs off once, the heaviest of the first bag choosing first: bags are given
/// in order of weight.
pub(super) fn likeness(one: &[&Word], other: &[&Word]) -> Option<f64> {
    if one.is_empty() || other.is_empty() {
        return None;
    }
    let total = |words: &[&Word]| words.iter().map(|word| word.weight).sum::<f64>();
    let (of_one, of_other) = (total(one), total(other));
    let (mut shared_one, mut shared_other) = (0.0, 0.0);
    let mut taken = vec![false; other.len()];
    for word in one {
        let free = (0..other.len()).filter(|rank| !taken[*rank]);
        let alike = free.map(|rank| (alike(&word.text, &other[rank].text), rank));
        // Of equals the first, so that the heavier is taken.
        let best = alike.reduce(|best, next| if next.0 > best.0 { next } else { best });
        if let Some((share, rank)) = best.filter(|(share, _)| *share > 0.0) {
            taken[rank] = true;
            shared_one += share * word.weight;
            shared_other += share * other[rank].weight;
        }
    }
    let dice = (shared_one + shared_other) / (of_one + of_other);
    let contained = (shared_one / of_one).max(shared_other / of_other);
    Some((dice + contained) / 2.0)
}

/// How alike two words are: 1 for equals; where one may be the other mistyped, the share of
/// letters that are right; else 0. A letter missing, added, changed or exchanged with the
/// next is an error, and a word has one for every five letters, two at most. Numbers, sorts
/// of place and first letters are never mistyped.
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
    use super::*;

    fn bag(words: &[(&str, f64)]) -> Vec<Word> {
        words.iter().map(|(text, weight)| Word { text: (*text).into(), weight: *weight }).collect()
    }

    fn of(one: &[(&str, f64)], other: &[(&str, f64)]) -> Option<f64> {
        let (one, other) = (bag(one), bag(other));
        likeness(&one.iter().collect::<Vec<_>>(), &other.iter().collect::<Vec<_>>())
    }

    #[test]
    fn likeness_is_the_mean_of_dice_and_containment() {
        // Shared 1 of 1 and of 4: Dice 2/5, containment 1.
        let likeness = of(&[("poste", 1.0)], &[("guise", 3.0), ("poste", 1.0)]);
        assert_eq!(likeness, Some(0.7));
        assert_eq!(of(&[("poste", 1.0)], &[("poste", 1.0)]), Some(1.0));
        assert_eq!(of(&[("poste", 1.0)], &[("guise", 3.0)]), Some(0.0));
        assert_eq!(of(&[], &[("guise", 3.0)]), None);
    }

    #[test]
    fn a_word_pairs_off_once() {
        // Shared 1 of 2 and 1 of 1: Dice 2/3, containment 1.
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
