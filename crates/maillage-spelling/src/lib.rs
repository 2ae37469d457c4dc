//! Folding of spellings: case, accents and punctuation.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

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
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    for letter in text.nfd().filter(|letter| !is_combining_mark(*letter)) {
        if !letter.is_alphanumeric() {
            gap = true;
            continue;
        }
        if gap && !folded.is_empty() {
            folded.push(separator);
        }
        gap = false;
        match letter {
            'œ' | 'Œ' => folded.push_str("oe"),
            'æ' | 'Æ' => folded.push_str("ae"),
            _ => folded.extend(letter.to_lowercase()),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

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
