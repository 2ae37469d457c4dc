//! Stops of itinerant rounds: our own table, and the standard with one row a stop.

use super::{PlaceRecord, Text};
use crate::source::Field;
use maillage_core::model::Stop;

/// A row of our own table: `tournee, vehicule, ordre, arret, latitude, longitude,
/// code_insee, recurrence, valide_du, valide_au`, or the same in English.
pub(super) fn stop(place: &mut PlaceRecord, text: &Text) {
    let stop = Stop {
        round: round(text),
        vehicle: text(Field::Vehicle).to_owned(),
        order: text(Field::Order).parse().ok(),
        recurrence: text(Field::Recurrence).to_owned(),
        valid_from: text(Field::ValidFrom).to_owned(),
        valid_to: text(Field::ValidTo).to_owned(),
    };
    if let (true, Some(order)) = (place.id.is_empty(), stop.order) {
        place.id = format!("{}/{order}", stop.round);
    }
    place.stop = Some(stop);
}

/// A row of the standard that is one stop: the hours in `horaires`, the weeks in
/// `ouverture`.
pub(super) fn stop_as_place(place: &mut PlaceRecord, text: &Text) {
    let hours = place.details.get(Field::Hours.name()).map_or("", String::as_str);
    let parts = [hours, text(Field::Weeks), text(Field::Recurrence)];
    let recurrence: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let recurrence = recurrence.join(", ");
    let vehicle = text(Field::Vehicle).to_owned();
    let [valid_from, valid_to] = [Field::ValidFrom, Field::ValidTo].map(|it| text(it).to_owned());
    let order = text(Field::Order).parse().ok();
    place.stop =
        Some(Stop { round: round(text), vehicle, order, recurrence, valid_from, valid_to });
}

fn round(text: &Text) -> String {
    let stated = text(Field::Round);
    if stated.is_empty() { text(Field::ParentStructure) } else { stated }.to_owned()
}
