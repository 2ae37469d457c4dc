//! Stops of itinerant rounds: our own table, and the standard with one row a stop.

use super::{PlaceRecord, RECURRENCE, mednum, record};
use crate::{
    model::{Kind, Stop},
    source::{Row, Sheet},
};

const ROUND: [&str; 5] = ["tournee", "route", "circuit", "ligne", "structure_parente"];

/// A row of our own table: `tournee, ordre, arret, latitude, longitude, code_insee,
/// recurrence, valide_du, valide_au`, or the same in English.
pub(super) fn stop(sheet: &Sheet, row: &Row) -> PlaceRecord {
    let mut place = record(sheet, row, Kind::Itinerant, &mednum::DETAILS);
    let text = |aliases: &[&str]| sheet.text(row, aliases).to_owned();
    place.name = text(&["arret", "stop", "stop_name", "nom"]);
    let stop = Stop {
        round: text(&ROUND),
        order: text(&["ordre", "order", "stop_sequence"]).parse().ok(),
        recurrence: text(&RECURRENCE),
        valid_from: text(&["valide_du", "valid_from"]),
        valid_to: text(&["valide_au", "valid_to"]),
    };
    place.id = text(&["id", "identifiant", "stop_id"]);
    if let (true, Some(order)) = (place.id.is_empty(), stop.order) {
        place.id = format!("{}/{order}", stop.round);
    }
    place.stop = Some(stop);
    place
}

/// A row of the standard that is one stop: the hours in `horaires`, the weeks in
/// `ouverture`.
pub(super) fn stop_as_place(sheet: &Sheet, row: &Row) -> PlaceRecord {
    let mut place = record(sheet, row, Kind::Itinerant, &mednum::DETAILS);
    place.id = sheet.text(row, &["id", "identifiant"]).to_owned();
    let parts = [sheet.text(row, &["horaires"]), sheet.text(row, &["ouverture"])];
    let recurrence: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    place.stop = Some(Stop {
        round: sheet.text(row, &ROUND).to_owned(),
        order: None,
        recurrence: recurrence.join(", "),
        ..Stop::default()
    });
    place
}
