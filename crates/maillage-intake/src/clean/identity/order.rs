//! An order of rows by content, independent of their position in the input.
//!
//! The merged places must not depend on the order of the files on the command line or of
//! the rows in a file, so all later steps use ranks in this order. The first row of a group
//! represents it.

use std::cmp::{Ordering, Reverse};

use chrono::NaiveDate;

use crate::{
    clean::made_id::is_made,
    ledger::Account,
    source::{Field, day_of_update},
};
use maillage_core::model::{Kind, Place};

/// Sorts `places`: those of France Services lists first, then the latest `date_maj`, then by content.
/// `accounts` are those of their files, by [`FileId`](maillage_core::model::FileId).
pub(super) fn sorted(mut places: Vec<Place>, accounts: &[Account]) -> Vec<Place> {
    places.sort_by(|one, other| {
        let first = |place: &Place| (place.kind != Kind::FranceServices, Reverse(date_of(place)));
        first(one).cmp(&first(other)).then_with(|| by_content(one, other, accounts))
    });
    places
}

/// Compares by content: by identifier, unless generated, then by all other fields.
pub(super) fn by_content(one: &Place, other: &Place, accounts: &[Account]) -> Ordering {
    let who = |place: &Place| (place.kind, place.also, place.precision, place.commune);
    let stop = |place: &Place| {
        let stop = place.stop.clone()?;
        Some((stop.tour, stop.vehicle, stop.order, stop.recurrence, stop.valid_from, stop.valid_to))
    };
    let degrees = |place: &Place| [place.position.latitude(), place.position.longitude()];
    let by_position = |one: &Place, other: &Place| {
        let pairs = degrees(one).into_iter().zip(degrees(other));
        pairs.map(|(one, other)| one.total_cmp(&other)).find(|order| order.is_ne())
    };
    // Rows with equal content are ordered by the name of their file, not by the rank of the
    // file on the command line.
    let row = |place: &Place| {
        let account = &accounts[place.source.file.index()];
        (account.file.clone(), account.sha256.clone(), place.source.line, place.source.file)
    };
    // A generated identifier carries no content.
    let id = |place: &Place| if is_made(&place.id) { String::new() } else { place.id.clone() };
    (id(one).cmp(&id(other)))
        .then_with(|| one.name.cmp(&other.name))
        .then_with(|| who(one).cmp(&who(other)))
        .then_with(|| by_position(one, other).unwrap_or(Ordering::Equal))
        .then_with(|| stop(one).cmp(&stop(other)))
        .then_with(|| one.details.cmp(&other.details))
        .then_with(|| one.id.cmp(&other.id))
        .then_with(|| row(one).cmp(&row(other)))
}

/// Whether an identifier may identify the same thing in two lists. Row numbers and
/// generated identifiers do not.
pub(super) fn is_meaningful(id: &str) -> bool {
    id.chars().count() >= 8 && !is_made(id)
}

/// The date of the last update of the row; `None` sorts before any date.
pub(super) fn date_of(place: &Place) -> Option<NaiveDate> {
    day_of_update(place.details.get(Field::Updated.name())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn row_numbers_and_made_identifiers_tell_nothing() {
        for id in ["12", "lieux:12", "liste-2024:1047", "ABC"] {
            assert!(!is_meaningful(id), "{id}");
        }
        assert!(is_meaningful("62b469e8dd51e705b1809003"));
    }
}
