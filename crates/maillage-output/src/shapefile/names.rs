//! Names of fields: those of the columns, shortened to what dBASE takes.
//!
//! A name of 10 letters or fewer stays. Of a longer one the longest word loses its last letter,
//! again and again: down to three letters a word first, then without the underscores, then down
//! to one letter. Words with digits stay whole, since they often are all that tells two columns
//! apart: `couverture_10km_pct` becomes `cou10kmPct`. Of two names that come out the same the
//! later ends in a number. O(columns).

use std::collections::BTreeSet;

use crate::Column;

/// Longest name of a field.
const LONGEST: usize = 10;

/// The name of the field of each column.
pub(super) fn of_columns(columns: &[Column]) -> Vec<String> {
    // Names that need no change are theirs, whatever comes before.
    let stays = |column: &&Column| plain(&column.name) == *column.name && fits(&column.name);
    let mut taken: BTreeSet<String> =
        columns.iter().filter(stays).map(|column| column.name.to_ascii_lowercase()).collect();
    let mut kept = BTreeSet::new();
    let name = |column: &Column| {
        if stays(&column) && kept.insert(column.name.to_ascii_lowercase()) {
            return column.name.clone().into_owned();
        }
        let name = unique(shortened(&plain(&column.name)), &taken);
        taken.insert(name.to_ascii_lowercase());
        name
    };
    columns.iter().map(name).collect()
}

fn fits(name: &str) -> bool {
    name.len() <= LONGEST
}

/// `name` in letters, digits and underscores of ASCII, a letter first.
fn plain(name: &str) -> String {
    let letter = |it: char| if it.is_ascii_alphanumeric() { it } else { '_' };
    let plain: String = name.chars().map(letter).collect();
    let plain = plain.trim_matches('_');
    if plain.starts_with(|it: char| it.is_ascii_alphabetic()) {
        plain.to_owned()
    } else {
        format!("c{plain}")
    }
}

/// `name` in at most [`LONGEST`] letters.
fn shortened(name: &str) -> String {
    let words: Vec<&str> = name.split('_').filter(|word| !word.is_empty()).collect();
    let tries = [("_", 3), ("", 2), ("", 1)];
    let found = tries.into_iter().find_map(|(between, least)| {
        let lengths = lengths(&words, between.len(), least)?;
        let cut = words.iter().zip(lengths).map(|(word, length)| &word[..length]);
        Some(if between.is_empty() {
            joined_by_case(cut)
        } else {
            cut.collect::<Vec<_>>().join(between)
        })
    });
    found.unwrap_or_else(|| words.concat().chars().take(LONGEST).collect())
}

/// How many letters each of `words` keeps, at least `least`, so that they fit with `between` bytes
/// between any two; `None` when they do not.
fn lengths(words: &[&str], between: usize, least: usize) -> Option<Vec<usize>> {
    let mut lengths: Vec<usize> = words.iter().map(|word| word.len()).collect();
    let gaps = between * words.len().saturating_sub(1);
    while lengths.iter().sum::<usize>() + gaps > LONGEST {
        let may_lose = |rank: &usize| {
            lengths[*rank] > least && !words[*rank].contains(|it: char| it.is_ascii_digit())
        };
        let longest = (0..words.len()).filter(may_lose).max_by_key(|rank| lengths[*rank])?;
        lengths[longest] -= 1;
    }
    Some(lengths)
}

/// `words` in one, each but the first with a capital.
fn joined_by_case<'name>(words: impl Iterator<Item = &'name str>) -> String {
    let mut name = String::new();
    for word in words {
        let (first, rest) = word.split_at(word.len().min(1));
        name.push_str(&if name.is_empty() { first.to_owned() } else { first.to_ascii_uppercase() });
        name.push_str(rest);
    }
    name
}

/// `name`, or the first of its beginnings with a number from 2 that is not `taken`.
fn unique(name: String, taken: &BTreeSet<String>) -> String {
    let is_free = |name: &str| !taken.contains(&name.to_ascii_lowercase());
    if is_free(&name) {
        return name;
    }
    let numbered = |number: usize| {
        let number = number.to_string();
        format!("{}{number}", &name[..name.len().min(LONGEST - number.len())])
    };
    (2..).map(numbered).find(|name| is_free(name)).expect("numbers do not end")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Words;

    fn names(of: &[&str]) -> Vec<String> {
        let column =
            |name: &&str| Column::text(name.to_string(), Words::same(name), |_| None::<&str>);
        of_columns(&of.iter().map(column).collect::<Vec<_>>())
    }

    #[test]
    fn a_reader_guesses_the_column_from_its_field() {
        for (column, field) in [
            ("code_insee", "code_insee"),
            ("distance_km", "distanc_km"),
            ("distance_p90_km", "dis_p90_km"),
            ("couverture_2km_pct", "couv2kmPct"),
            ("couverture_10km_pct", "cou10kmPct"),
            ("personnes_non_couvertes", "persNonCou"),
            ("personnes_non_couvertes_haut", "perNonCoHa"),
            ("code_departement", "code_depar"),
            ("illectronisme", "illectroni"),
            ("minutes_semaine_10km", "minSem10km"),
            ("2e_lieu", "c2e_lieu"),
            ("précision", "pr_cision"),
        ] {
            assert_eq!(names(&[column]), [field]);
        }
    }

    #[test]
    fn of_two_columns_that_come_out_the_same_the_later_has_a_number() {
        assert_eq!(
            names(&["distance_mediane_km", "distance_mediation_km", "dis_med_k2", "DIS_MED_K2"]),
            ["dis_med_km", "dis_med_k3", "dis_med_k2", "DIS_MED_K4"]
        );
    }

    proptest! {
        #[test]
        fn fields_are_short_plain_and_each_is_one_column(
            of in proptest::collection::vec("[a-cA-Cé0-9_]{0,24}", 0..40)
        ) {
            let of: Vec<&str> = of.iter().map(String::as_str).collect();
            let fields = names(&of);
            for field in &fields {
                prop_assert!((1..=LONGEST).contains(&field.len()), "{}", field);
                prop_assert!(field.starts_with(|it: char| it.is_ascii_alphabetic()), "{}", field);
                prop_assert!(field.chars().all(|it| it.is_ascii_alphanumeric() || it == '_'));
            }
            let different: BTreeSet<String> =
                fields.iter().map(|field| field.to_ascii_lowercase()).collect();
            prop_assert_eq!(different.len(), of.len());
        }
    }
}
