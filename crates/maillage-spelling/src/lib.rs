//! One spelling for the many that lists use: case, accents and punctuation folded.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// `text` in lower case, without accents, its words parted by single spaces.
///
/// Everything that is neither a letter nor a digit parts words, so that
/// `Étapes numériques(La Poste)` and `étapes numériques (la Poste)` are one. Empty for
/// a text of punctuation only.
pub fn fold(text: &str) -> String {
    join_words(text, ' ')
}

/// The [`fold`] of a column's name, its words parted by underscores: `Code INSEE` and
/// `CODE.INSEE` both give `code_insee`.
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
    fn spacing_case_and_accents_do_not_part_two_spellings() {
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
