//! What the codes of columns mean, in the cells of a workbook: « trop loin » for `trop_loin`.
//!
//! A workbook of places that is corrected by hand is read again as a catalogue, which understands
//! the words for the kinds of places too; its other codes stay.

use maillage_core::{
    compare::Outcome,
    gap_area::Lack,
    model::{Kind, Level},
};
use maillage_intake::clean::identity::PlaceOutcome;

use crate::{
    Column, Layer, Words,
    sentences::{change, columns as titles, report, styles, territories},
};

/// The words for the code of a column.
pub(super) type InWords = Box<dyn Fn(&str) -> Option<Words>>;

/// The words for the codes of `column` in the sheet of `layer`; `None` for a column of other texts.
pub(super) fn of_column(layer: &Layer, column: &Column) -> Option<InWords> {
    match (layer.name, &*column.name) {
        ("couverture" | "territoires", "motif") => {
            Some(Box::new(|code| Some(report::reason(code))))
        }
        (_, "type" | "lieu_type" | "duree_lieu_type") => Some(Box::new(kind)),
        ("lieux_compares", "evolution") => Some(Box::new(place_outcome)),
        ("territoires", "niveau" | "parent_niveau" | "reference_niveau") => Some(Box::new(level)),
        ("lacunes", "manque") => Some(Box::new(lack)),
        ("changement", "evolution") => {
            let facts = layer.provenance().unwrap_or_default();
            let limit = facts["seuil_principal"].as_str().unwrap_or_default().to_owned();
            Some(Box::new(move |code| outcome(code, &limit)))
        }
        _ => None,
    }
}

/// The names of the EPCI of a column of their SIREN, as a column to stand beside; `None` where no
/// SIREN is known.
pub(super) fn names_of_epcis<'run>(layer: &Layer, sirens: &Column) -> Option<Column<'run>> {
    let france = maillage_france::france()?;
    let named = |row: usize| Some(france.epci(&sirens.value(row).to_text()?)?.name);
    let names: Vec<Option<&str>> = (0..layer.rows).map(named).collect();
    let is_any_known = names.iter().any(Option::is_some);
    is_any_known.then(|| Column::text("nom_epci", titles::epci_name(), move |row| names[row]))
}

fn kind(code: &str) -> Option<Words> {
    let known = Kind::ALL.into_iter().find(|kind| kind.name() == code);
    known.map(titles::kind_of_place)
}

fn place_outcome(code: &str) -> Option<Words> {
    let known = PlaceOutcome::ALL.into_iter().find(|outcome| outcome.name() == code);
    known.map(change::place_outcome)
}

fn level(code: &str) -> Option<Words> {
    Level::ALL.into_iter().find(|level| level.name() == code).map(territories::level_name)
}

fn lack(code: &str) -> Option<Words> {
    let all = [
        (Lack::TooFar, styles::too_far_gap()),
        (Lack::ItinerantOnly, styles::itinerant_gap()),
        (Lack::TooFewHours, styles::hours_gap()),
    ];
    all.into_iter().find(|(lack, _)| lack.name() == code).map(|(_, words)| words)
}

fn outcome(code: &str, limit: &str) -> Option<Words> {
    let known = Outcome::ALL.into_iter().find(|outcome| outcome.name() == code);
    known.map(|outcome| change::outcome(outcome, limit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_words_and_what_is_no_code_stays() {
        assert_eq!(report::reason("trop_loin").fr, "trop loin");
        assert_eq!(
            kind("france_services").map(|words| words.fr).as_deref(),
            Some("France Services")
        );
        assert_eq!(lack("inconnu"), None);
        assert!(Level::ALL.into_iter().all(|of| level(of.name()).is_some()));
        assert!(Outcome::ALL.into_iter().all(|of| outcome(of.name(), "10 km").is_some()));
    }
}
