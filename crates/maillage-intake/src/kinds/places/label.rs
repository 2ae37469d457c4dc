//! The label France Services of a row.
//!
//! A row of a list of médiation places whose labels or type say France Services is both
//! kinds: the place does médiation numérique and is a France Services point. It counts once, and
//! serves as either kind. Beside the national list, see [`labels`](crate::clean::labels).
//!
//! - Labels and types are `labels_nationaux`, `dispositif_programmes_nationaux`,
//!   `typologie`, and the columns that a list has in their place; and [`MORE_LABELS`].
//! - A value says so when it is `RFS`, or France Services with words that add nothing
//!   (`Réseau France services`, `Espace France Services`). Any other word may change the
//!   meaning: `Conseiller numérique France Services` is another scheme, and `labellisation
//!   France Services en cours` is not yet one.
//! - An itinerant service stays itinerant, whatever its labels.
//! - The label does not help to recognise the same place in two lists: the points of a list
//!   may inherit it from their employer. See [`identity`](crate::clean::identity).

use crate::source::{Field, Mapping};
use maillage_core::model::Kind;
use maillage_spelling::fold;
use maillage_tables::{Columns, Row};

/// Columns of the national standard that hold further labels.
const MORE_LABELS: [&str; 3] = ["formations_labels", "autres_formations_labels", "labels_autres"];

/// Words that may stand beside France Services without a change of meaning.
const ADD_NOTHING: [&str; 18] = [
    "rfs",
    "reseau",
    "espace",
    "espaces",
    "maison",
    "maisons",
    "structure",
    "point",
    "lieu",
    "label",
    "labels",
    "labellise",
    "labellisee",
    "des",
    "du",
    "de",
    "la",
    "le",
];

/// The second kind of a row of `kind`: France Services for a place of médiation with that
/// label.
pub(super) fn second_kind(kind: Kind, has_label: bool) -> Option<Kind> {
    (kind == Kind::Mediation && has_label).then_some(Kind::FranceServices)
}

/// The ranks of the columns [`MORE_LABELS`].
pub(super) fn more_labels(columns: &Columns) -> Vec<usize> {
    MORE_LABELS.iter().filter_map(|name| columns.find(&[*name])).collect()
}

/// Whether a label or the type of `row` says France Services. `more` are the ranks of
/// further columns of labels.
pub(super) fn has_label(row: &Row, mapping: &Mapping, more: &[usize]) -> bool {
    let fields = [Field::Labels, Field::Typologie];
    let texts = fields.into_iter().flat_map(|field| mapping.texts(row, field));
    texts.chain(more.iter().map(|rank| row.cell(*rank))).any(names_france_services)
}

/// Whether one of the values of `text` is the label.
fn names_france_services(text: &str) -> bool {
    text.split([';', '|', ',', '\n']).any(|value| {
        let folded = fold(value);
        let words: Vec<&str> = folded.split(' ').collect();
        let of_label =
            |pair: &[&str]| pair[0] == "france" && matches!(pair[1], "service" | "services");
        let Some(at) = words.windows(2).position(of_label) else {
            return folded == "rfs";
        };
        let beside = words[..at].iter().chain(&words[at + 2..]);
        beside.into_iter().all(|word| ADD_NOTHING.contains(word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_label_is_known_alone_and_among_others() {
        for text in [
            "RFS",
            "France Services",
            "CNFS;France Services",
            "Aidants Connect|France services",
            "CNFS, France Services",
            "Réseau France services",
            "RFS - Réseau France services",
            "Espace labellisé France Services",
            "france-services",
        ] {
            assert!(names_france_services(text), "{text}");
        }
    }

    #[test]
    fn another_scheme_or_a_label_to_come_is_not_the_label() {
        for text in [
            "",
            "CNFS",
            "Conseiller numérique France Services",
            "Conseillers numériques;Aidants Connect",
            "labellisation France Services en cours",
            "non France Services",
            "Services de France",
            "France",
        ] {
            assert!(!names_france_services(text), "{text}");
        }
    }
}
