//! Merges several rows into one place.
//!
//! The first row represents the others: its identifier, name, kind and position are kept,
//! so that the output is consistent with one row. Of each detail the latest value is kept,
//! or all values for details with several; of the hours see [`hours`](super::hours).

use std::{
    borrow::Cow,
    cmp::Reverse,
    collections::{BTreeMap, HashSet},
};

use super::{
    hours::{self, Hours},
    order::date_of,
};
use crate::{ledger::Trouble, source::Field};
use maillage_core::model::{Details, Kind, Place, Precision, SourceRow, Stop, Twin};
use maillage_spelling::fold;

/// Details of the location, which are taken from the same row as the position.
const WHERE: [&str; 4] = ["adresse", "code_postal", "commune", "complement_adresse"];

/// The place of `rows`, which are sorted and not empty, and what there is to say of its hours.
pub(super) fn merged(mut rows: Vec<Place>) -> (Place, Vec<(SourceRow, Trouble)>) {
    if rows.len() == 1 {
        return (rows.remove(0), Vec::new());
    }
    let details = details(&rows);
    let Hours { schedule, said } = hours::hours(&rows);
    let stop = stop(&rows);
    let located = located(&rows);
    let (position, precision, position_uncertainty) =
        (located.position, located.precision, located.position_uncertainty);
    let stated = located.commune.or(rows.iter().find_map(|row| row.commune));
    // One row may say the arrondissement, and another only the commune.
    let part = |row: &Place| row.commune.filter(|code| Some(code.whole()) == stated);
    let commune = rows.iter().filter_map(part).find(|code| Some(*code) != stated).or(stated);
    let also = [Kind::FranceServices, Kind::Mediation]
        .into_iter()
        .find(|kind| *kind != rows[0].kind && rows.iter().any(|row| row.is(*kind)));
    let mut rows = rows.into_iter();
    let first = rows.next().expect("rows that are one place are several");
    let mut twins = first.twins.clone();
    for row in rows {
        twins.push(Twin { id: row.id, source: row.source });
        twins.extend(row.twins);
    }
    // Rows are sorted by content; a stable sort keeps that order among equal identifiers.
    twins.sort_by(|one, other| one.id.cmp(&other.id));
    let place = Place {
        also,
        position,
        precision,
        position_uncertainty,
        commune,
        stop,
        schedule,
        details,
        twins,
        ..first
    };
    (place, said)
}

/// The stop of the rows: the first, with the days and validities of all.
fn stop(rows: &[Place]) -> Option<Box<Stop>> {
    let mut stops = rows.iter().filter_map(|row| row.stop.as_ref());
    let mut stop = stops.next()?.clone();
    for other in stops {
        stop.order = stop.order.min(other.order).or(stop.order).or(other.order);
        add(&mut stop.recurrence, &other.recurrence);
        add(&mut stop.valid_from, &other.valid_from);
        add(&mut stop.valid_to, &other.valid_to);
    }
    Some(stop)
}

/// Appends a text to those already joined with `
/// `, unless present.
fn add(known: &mut String, more: &str) {
    if more.is_empty() || known.split(" | ").any(|known| known == more) {
        return;
    }
    if !known.is_empty() {
        known.push_str(" | ");
    }
    known.push_str(more);
}

/// The row with the most precise location; the first on a tie.
fn located(rows: &[Place]) -> &Place {
    let best = rows.iter().min_by_key(|row| row.precision != Precision::Position);
    best.expect("rows that are one place are several")
}

fn freshest_first(rows: &[Place]) -> Vec<&Place> {
    let mut fresh: Vec<&Place> = rows.iter().collect();
    fresh.sort_by_key(|row| Reverse(date_of(row)));
    fresh
}

fn details(rows: &[Place]) -> Details {
    let fresh = freshest_first(rows);
    let mut details: BTreeMap<&'static str, Cow<str>> = BTreeMap::new();
    for row in &fresh {
        for (name, value) in row.details.iter().filter(|(_, value)| !value.is_empty()) {
            let known = details.entry(name).or_default();
            if known.is_empty() {
                *known = Cow::Borrowed(value);
            } else if holds_several(name) {
                *known = Cow::Owned(united(known, value));
            }
        }
    }
    // The street of one row and the town of another would give a false address.
    let located = located(rows);
    if located.details.contains("adresse") {
        for name in WHERE {
            match located.details.get(name) {
                Some(value) => details.insert(name, Cow::Borrowed(value)),
                None => details.remove(name),
            };
        }
    }
    details.into_iter().collect()
}

/// Whether a detail holds several values, joined with `|`: all rows may be right.
fn holds_several(name: &str) -> bool {
    Field::of_name(name).is_some_and(|field| field.is_list() || field == Field::Source)
}

/// The union of two lists of values. Spelling variants of a value count once.
fn united(known: &str, more: &str) -> String {
    let mut values: Vec<&str> = known.split('|').collect();
    let mut folded: HashSet<String> = values.iter().map(|value| fold(value)).collect();
    values.extend(more.split('|').filter(|value| folded.insert(fold(value))));
    values.join("|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_united_in_the_order_in_which_they_are_first_seen() {
        assert_eq!(united("Aide|Prêt", "PRET|Cours|aide"), "Aide|Prêt|Cours");
        assert_eq!(united("CNFS", "France Services"), "CNFS|France Services");
    }
}
