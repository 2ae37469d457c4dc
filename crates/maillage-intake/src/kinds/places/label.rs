//! The label France Services of a row.
//!
//! A row of a list of médiation places whose labels or type say France Services is both
//! kinds: the place does médiation numérique and is a France Services point. It counts once, and
//! serves as either kind. Beside the national list, see [`labels`](crate::clean::labels).
//!
//! - Labels and types are `labels_nationaux`, `dispositif_programmes_nationaux`,
//!   `typologie`, and the columns that a list has in their place; and [`MORE_LABELS`].
//! - So does a yes in a column that is named after the label: `France Services`, `Labellisé FS (O/N)`.
//! - A value says so when it is `RFS`, `EFS` or `MFS`, or France Services with words that add nothing
//!   (`Réseau France services`, `Espace France Services`). Any other word may change the
//!   meaning: `Conseiller numérique France Services` is another scheme, and `labellisation
//!   France Services en cours` is not yet one.
//! - An itinerant service stays itinerant, whatever its labels.
//! - The label does not help to recognise the same place in two lists: the points of a list
//!   may inherit it from their employer. See [`identity`](crate::clean::identity).

use crate::source::{Field, Mapping, YES};
use maillage_core::model::Kind;
use maillage_spelling::fold;
use maillage_tables::{Columns, Row};

/// Columns of the national standard that hold further labels.
const MORE_LABELS: [&str; 3] = ["formations_labels", "autres_formations_labels", "labels_autres"];

/// Words that may stand beside France Services in the name of a column that answers yes or no.
const ASK: [&str; 6] = ["est", "o", "n", "oui", "non", "label"];
/// Abbreviations of Réseau, Espace and Maison France Services.
const SHORT: [&str; 3] = ["rfs", "efs", "mfs"];

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

/// Columns that tell the label, beside those of the mapping.
pub(super) struct LabelColumns {
    /// Ranks of further columns of labels.
    more: Vec<usize>,
    /// Ranks of columns that are named after the label, and say yes or no.
    asked: Vec<usize>,
}

impl LabelColumns {
    pub(super) fn of(columns: &Columns) -> Self {
        let asks = |name: &str| {
            let folded = fold(name);
            let mut words = folded.split(' ').filter(|word| !ASK.contains(word)).peekable();
            let of_label = words.peek().is_some()
                && words.clone().all(|word| word == "fs" || ADD_NOTHING.contains(&word))
                && folded.split(' ').any(|word| word == "fs" || SHORT.contains(&word));
            of_label || is_label(&words.collect::<Vec<_>>())
        };
        let names = columns.names().iter().enumerate();
        Self {
            more: MORE_LABELS.iter().filter_map(|name| columns.find(&[*name])).collect(),
            asked: names.filter(|(_, name)| asks(name)).map(|(rank, _)| rank).collect(),
        }
    }

    /// Whether a label or the type of `row` says France Services.
    pub(super) fn tell(&self, row: &Row, mapping: &Mapping) -> bool {
        let fields = [Field::Labels, Field::Typologie];
        let texts = fields.into_iter().flat_map(|field| mapping.texts(row, field));
        texts.chain(self.more.iter().map(|rank| row.cell(*rank))).any(names_france_services)
            || self.asked.iter().any(|rank| says_yes(row.cell(*rank)))
    }
}

/// Whether one of the values of `text` is the label.
fn names_france_services(text: &str) -> bool {
    text.split([';', '|', ',', '\n']).any(|value| {
        let folded = fold(value);
        let words: Vec<&str> = folded.split(' ').collect();
        SHORT.contains(&folded.as_str()) || is_label(&words)
    })
}

/// Whether folded words are France Services, with words that add nothing.
fn is_label(words: &[&str]) -> bool {
    let of_label = |pair: &[&str]| pair[0] == "france" && matches!(pair[1], "service" | "services");
    words.windows(2).position(of_label).is_some_and(|at| {
        let beside = words[..at].iter().chain(&words[at + 2..]);
        beside.into_iter().all(|word| ADD_NOTHING.contains(word))
    })
}

fn says_yes(text: &str) -> bool {
    YES.contains(&fold(text).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_named_after_the_label_says_yes_or_no() {
        let asked =
            |name: &str| !LabelColumns::of(&Columns::new(vec![name.into()])).asked.is_empty();
        for name in
            ["France Services", "FS", "Labellisé France services (O/N)", "est_france_services"]
        {
            assert!(asked(name), "{name}");
        }
        for name in ["Conseiller France Services", "Label", "Horaires FS", "France", "du lieu"] {
            assert!(!asked(name), "{name}");
        }
        assert!(says_yes("Oui") && says_yes("X") && !says_yes("en cours") && !says_yes("non"));
    }

    #[test]
    fn the_label_is_known_alone_and_among_others() {
        for text in [
            "RFS",
            "EFS",
            "CNFS|MFS",
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
