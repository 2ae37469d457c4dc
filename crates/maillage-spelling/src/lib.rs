//! Folding of spellings: case, accents and punctuation.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// `text` in lower case, without accents, its words separated by single spaces.
///
/// Every character that is neither a letter nor a digit separates words. `Étapes numériques(La
/// Poste)` and `étapes numériques (la Poste)` therefore fold to the same text. Empty for a text of
/// punctuation only.
///
/// # Examples
///
/// ```
/// use maillage_spelling::fold;
///
/// assert_eq!(fold("Étapes numériques(La Poste)"), "etapes numeriques la poste");
/// assert_eq!(fold(" – "), "");
/// ```
pub fn fold(text: &str) -> String {
    join_words(text, ' ')
}

/// [`fold`] for the name of a column, with words separated by underscores: `Code INSEE` and
/// `CODE.INSEE` both give `code_insee`.
///
/// # Examples
///
/// ```
/// use maillage_spelling::fold_column;
///
/// assert_eq!(fold_column("CODE.INSEE"), "code_insee");
/// ```
pub fn fold_column(name: &str) -> String {
    join_words(name, '_')
}

fn join_words(text: &str, separator: char) -> String {
    let mut words = Words { folded: String::with_capacity(text.len()), separator, gap: false };
    for letter in text.chars() {
        match plain(letter) {
            Some(plain) => words.push_plain(plain),
            // Marks may be in another order than in the normal form, but they are left out.
            None => decompose_canonical(letter, |part| words.push(part)),
        }
    }
    words.folded
}

/// Words with single separators between them.
struct Words {
    folded: String,
    separator: char,
    /// Whether a separator comes before the next letter, unless it is the first.
    gap: bool,
}

impl Words {
    /// Adds an ASCII character.
    fn push_plain(&mut self, letter: u8) {
        if letter.is_ascii_alphanumeric() {
            self.close_gap();
            self.folded.push(char::from(letter.to_ascii_lowercase()));
        } else {
            self.gap = true;
        }
    }

    /// Adds a character of a canonical decomposition.
    fn push(&mut self, letter: char) {
        if is_combining_mark(letter) {
            return;
        }
        if !letter.is_alphanumeric() {
            self.gap = true;
            return;
        }
        self.close_gap();
        match letter {
            'œ' | 'Œ' => self.folded.push_str("oe"),
            'æ' | 'Æ' => self.folded.push_str("ae"),
            _ => self.folded.extend(letter.to_lowercase()),
        }
    }

    fn close_gap(&mut self) {
        if self.gap && !self.folded.is_empty() {
            self.folded.push(self.separator);
        }
        self.gap = false;
    }
}

/// The ASCII character that a frequent character folds like; `None` for others.
fn plain(letter: char) -> Option<u8> {
    if letter.is_ascii() {
        return Some(letter as u8);
    }
    Some(match letter {
        'à' | 'â' | 'ä' | 'À' | 'Â' | 'Ä' => b'a',
        'ç' | 'Ç' => b'c',
        'è' | 'é' | 'ê' | 'ë' | 'È' | 'É' | 'Ê' | 'Ë' => b'e',
        'î' | 'ï' | 'Î' | 'Ï' => b'i',
        'ô' | 'ö' | 'Ô' | 'Ö' => b'o',
        'ù' | 'û' | 'ü' | 'Ù' | 'Û' | 'Ü' => b'u',
        '’' | '«' | '»' | '–' | '\u{a0}' | '\u{202f}' => b' ',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    /// Every character by way of the normal form.
    fn folded_slowly(text: &str) -> String {
        let letters = text.nfd().filter(|letter| !is_combining_mark(*letter));
        let spaced = letters.map(|letter| match letter {
            'œ' | 'Œ' => "oe".to_owned(),
            'æ' | 'Æ' => "ae".to_owned(),
            letter if letter.is_alphanumeric() => letter.to_lowercase().collect(),
            _ => " ".to_owned(),
        });
        let spaced: String = spaced.collect();
        spaced.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }

    proptest! {
        #[test]
        fn texts_fold_as_by_way_of_the_normal_form(
            text in "([a-zA-Z0-9 '.-]|[À-ÿ]|[Ā-ſ]|[’«»–\u{a0}\u{202f}œŒ]|[\u{300}-\u{330}]|\\PC){0,12}",
        ) {
            prop_assert_eq!(fold(&text), folded_slowly(&text));
        }
    }

    #[test]
    fn spellings_that_differ_in_spaces_case_or_accents_fold_alike() {
        let one = fold("Étapes numériques(La Poste)");
        assert_eq!(one, fold("etapes  NUMÉRIQUES (la poste)"));
        assert_eq!(one, "etapes numeriques la poste");
    }

    #[test]
    fn columns_fold_to_snake_case() {
        assert_eq!(fold_column("COMPLEMENT.D.ADRESSE"), "complement_d_adresse");
        assert_eq!(fold_column(" Code  INSEE "), "code_insee");
        assert_eq!(fold_column("X._groupe"), "x_groupe");
        assert_eq!(fold("Œuvre à Cœur"), "oeuvre a coeur");
    }
}
