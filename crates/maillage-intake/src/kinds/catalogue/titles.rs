//! The titles that a workbook of `maillage` gives the columns of a catalogue in place of their names.
//!
//! The writers say them with all other sentences; a test of theirs holds both lists equal.

use maillage_spelling::fold_column;
use maillage_tables::Columns;

/// Titles of the worksheet of places, in French and in English.
pub const SHEETS: [&str; 2] = ["Lieux d'aide", "Places of help"];

/// Name of each column, with its titles in French and in English. A column that is not here has its
/// name for a title.
pub const TITLES: [(&str, [&str; 2]); 23] = [
    ("id", ["Identifiant dans la liste", "Identifier in the list"]),
    ("nom", ["Nom", "Name"]),
    ("type", ["Type", "Kind"]),
    ("code_insee", ["Code Insee de la commune", "INSEE code of the commune"]),
    ("source_fichier", ["Fichier d'origine", "File it was read from"]),
    ("source_ligne", ["Ligne dans ce fichier", "Line in that file"]),
    ("types", ["Types du lieu", "Kinds of the place"]),
    ("precision", ["Précision de la position", "Precision of the position"]),
    ("identifiants", ["Identifiants dans les listes", "Identifiers in the lists"]),
    ("sources", ["Fichiers et lignes d'origine", "Files and lines read"]),
    ("latitude", ["Latitude", "Latitude"]),
    ("longitude", ["Longitude", "Longitude"]),
    ("est_arret", ["Arrêt d'une tournée", "Stop of a round"]),
    ("tournee", ["Tournée", "Round"]),
    ("vehicule", ["Véhicule", "Vehicle"]),
    ("ordre", ["Ordre dans la tournée", "Order in the round"]),
    ("recurrence", ["Jours et heures de passage", "Days and hours"]),
    ("valide_du", ["Valable du", "Valid from"]),
    ("valide_au", ["Valable au", "Valid to"]),
    ("horaires_texte", ["Jours et heures, en clair", "Days and hours, in French"]),
    (
        "horaires_confiance",
        [
            "Confiance dans la lecture des horaires (0 à 1)",
            "Confidence in the reading of the hours (0 to 1)",
        ],
    ),
    ("minutes_semaine", ["Minutes de présence par semaine", "Minutes of presence a week"]),
    ("prochaine_date", ["Première date de la période", "First date of the period"]),
];

/// The columns by which a catalogue is known: see [`KIND`](super::KIND).
const KNOWN_BY: [&str; 3] = ["id", "types", "identifiants"];

/// Gives the columns of a catalogue their names where they have their titles. Nothing for a table
/// without the titles by which a catalogue is known.
pub(crate) fn name_columns(columns: &mut Columns) {
    let rank = |titles: &[&str]| titles.iter().find_map(|title| columns.rank(&fold_column(title)));
    let titled: Vec<(&str, usize)> =
        TITLES.iter().filter_map(|(name, titles)| Some((*name, rank(titles)?))).collect();
    if !KNOWN_BY.iter().all(|known| titled.iter().any(|(name, _)| name == known)) {
        return;
    }
    let mut names = columns.names().to_vec();
    for (name, rank) in titled {
        names[rank] = name.to_owned();
    }
    *columns = Columns::new(names);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(titles: &[&str]) -> Vec<String> {
        let mut columns = Columns::new(titles.iter().map(|title| (*title).to_owned()).collect());
        name_columns(&mut columns);
        columns.names().to_vec()
    }

    #[test]
    fn titles_in_either_language_and_any_spelling_become_names() {
        for language in 0..2 {
            let titles: Vec<&str> = TITLES.iter().map(|(_, titles)| titles[language]).collect();
            let names: Vec<&str> = TITLES.iter().map(|(name, _)| *name).collect();
            assert_eq!(named(&titles), names);
        }
        let saved = [
            "IDENTIFIANT DANS LA LISTE",
            "types du LIEU",
            "identifiants dans les listes",
            "adresse",
        ];
        assert_eq!(named(&saved), ["id", "types", "identifiants", "adresse"]);
    }

    #[test]
    fn a_list_of_a_stranger_keeps_its_columns() {
        let list = ["Identifiant dans la liste", "Nom", "Type", "Tournée"];
        assert_eq!(named(&list), list);
    }

    #[test]
    fn no_two_columns_share_a_title() {
        let all = TITLES.iter().flat_map(|(_, titles)| titles).map(|title| fold_column(title));
        let mut all: Vec<String> = all.collect();
        let count = all.len();
        all.sort();
        all.dedup();
        let shared = TITLES.iter().filter(|(_, [fr, en])| fold_column(fr) == fold_column(en));
        assert_eq!(all.len() + shared.count(), count);
    }
}
