//! An order of rows by content, independent of their position in the input.
//!
//! The merged places must not depend on the order of the files on the command line or of
//! the rows in a file, so all later steps use ranks in this order. The first row of a group
//! represents it.

use std::cmp::{Ordering, Reverse};

use chrono::NaiveDate;
use rayon::slice::ParallelSliceMut;

use crate::{
    clean::made_id::{is_made, without_digest},
    ledger::Account,
    source::{Field, day_of_update},
};
use maillage_core::model::{Kind, Place};

/// Sorts `places`: those of France Services lists first, then the latest `date_maj`, then by content.
/// `accounts` are those of their files, by [`FileId`](maillage_core::model::FileId).
pub(super) fn sort(places: &mut [Place], accounts: &[Account]) {
    let first = |place: &Place| (place.kind != Kind::FranceServices, Reverse(date_of(place)));
    let ranks = ranks_by(places, accounts, first);
    put_in_order(places, ranks);
}

/// Sorts `places` by identifier, of one that was made by the name of its list alone, then by
/// content.
pub(super) fn sort_by_id(places: &mut [Place], accounts: &[Account]) {
    let ranks = ranks_by(places, accounts, |place| without_digest(&place.id));
    put_in_order(places, ranks);
}

/// The ranks of `places` in the order of `key`, then of content. Each key is computed once.
fn ranks_by<'places, Key: Ord + Send>(
    places: &'places [Place],
    accounts: &[Account],
    key: impl Fn(&'places Place) -> Key,
) -> Vec<u32> {
    let keyed = |(place, rank): (&'places Place, u32)| {
        // A generated identifier carries no content.
        let is_made = is_made(&place.id);
        (key(place), is_made, rank)
    };
    let mut ranks: Vec<(Key, bool, u32)> = places.iter().zip(0..).map(keyed).collect();
    ranks.par_sort_by(|(one_key, one_made, one), (other_key, other_made, other)| {
        let [one, other] = [(*one, one_made), (*other, other_made)].map(|(rank, is_made)| {
            let place = &places[rank as usize];
            (if *is_made { "" } else { &place.id }, place)
        });
        one_key.cmp(other_key).then_with(|| by_content(one, other, accounts))
    });
    ranks.into_iter().map(|(_, _, rank)| rank).collect()
}

/// Moves to each place of a slice the item whose rank stands there in `ranks`.
fn put_in_order<T>(items: &mut [T], mut ranks: Vec<u32>) {
    for start in 0..items.len() {
        let mut at = start;
        loop {
            let from = std::mem::replace(&mut ranks[at], at as u32) as usize;
            if from == start {
                break;
            }
            items.swap(at, from);
            at = from;
        }
    }
}

/// Compares by content: by identifier, unless generated, then by all other fields. Each place comes
/// with its identifier, which is empty where it was generated.
fn by_content(
    (one_id, one): (&str, &Place),
    (other_id, other): (&str, &Place),
    accounts: &[Account],
) -> Ordering {
    let who = |place: &Place| (place.kind, place.also, place.precision, place.commune);
    let degrees = |place: &Place| [place.position.latitude(), place.position.longitude()];
    let by_position = |one: &Place, other: &Place| {
        let pairs = degrees(one).into_iter().zip(degrees(other));
        pairs.map(|(one, other)| one.total_cmp(&other)).find(|order| order.is_ne())
    };
    one_id
        .cmp(other_id)
        .then_with(|| one.name.cmp(&other.name))
        .then_with(|| who(one).cmp(&who(other)))
        .then_with(|| by_position(one, other).unwrap_or(Ordering::Equal))
        .then_with(|| stop(one).cmp(&stop(other)))
        .then_with(|| one.details.cmp(&other.details))
        .then_with(|| one.id.cmp(&other.id))
        .then_with(|| row(one, accounts).cmp(&row(other, accounts)))
}

/// What a row says of a stop, in the order in which it is compared.
fn stop(place: &Place) -> Option<impl Ord> {
    let stop = place.stop.as_ref()?;
    Some((
        &stop.tour,
        &stop.vehicle,
        stop.order,
        [&stop.recurrence, &stop.valid_from, &stop.valid_to],
    ))
}

/// Rows with equal content are ordered by the name of their file, not by the rank of the file on the
/// command line.
fn row<'run>(place: &Place, accounts: &'run [Account]) -> impl Ord + use<'run> {
    let account = &accounts[place.source.file.index()];
    (&account.file, &account.sha256, place.source.line, place.source.file)
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
    fn items_are_moved_to_the_places_of_their_ranks() {
        let mut items = ["a", "b", "c", "d", "e"];
        put_in_order(&mut items, vec![2, 0, 1, 3, 4]);
        assert_eq!(items, ["c", "a", "b", "d", "e"]);
        put_in_order(&mut items, vec![4, 3, 2, 0, 1]);
        assert_eq!(items, ["e", "d", "b", "c", "a"]);
    }

    #[test]
    fn row_numbers_and_made_identifiers_tell_nothing() {
        for id in ["12", "lieux:12", "liste-2024:1047", "ABC"] {
            assert!(!is_meaningful(id), "{id}");
        }
        assert!(is_meaningful("62b469e8dd51e705b1809003"));
    }
}
