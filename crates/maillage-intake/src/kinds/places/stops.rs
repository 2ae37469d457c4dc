//! Stops of tours: the table format of maillage, and the national standard with one row
//! for each stop.

use std::collections::BTreeSet;

use chrono::Days;
use maillage_core::{
    model::{Kind, Stop},
    presence::DEFAULT_FIRST_DAY,
};
use maillage_hours::{DAY, Holidays, HolidaysOff, Period, reading, slots};
use maillage_spelling::fold;
use maillage_tables::Sheet;

use super::{Itinerance, ListFormat, PlaceRecord, Text, mednum};
use crate::{
    kinds::{Recognition, TableKind},
    sentences,
    source::{Field, Mapping, mapping::USED},
};

/// Stops in the table format of maillage.
pub(crate) static STOPS: TableKind = TableKind::of_places(
    "arrets",
    sentences::a_list_of_stops,
    Kind::Itinerant,
    ListFormat { finish: stop, has_national_typologies: false, columns: &[], tells_buses: &[] },
    |sheet, mapping| super::recognise(sheet, mapping, has_recurrences),
);

/// The national standard with one row for each stop, and the weeks in a column of their
/// own.
pub(crate) static STOPS_AS_PLACES: TableKind = TableKind::of_places(
    "arrets-mediation-numerique",
    sentences::a_list_of_stops,
    Kind::Itinerant,
    ListFormat {
        finish: stop_as_place,
        has_national_typologies: false,
        columns: &[],
        tells_buses: &[],
    },
    |sheet, mapping| super::recognise(sheet, mapping, names_stops_or_weeks),
);

/// Places of any columns that the caller gives as stops, though no column says so. Rows that are
/// open as only fixed places are stay fixed.
pub(crate) static STOPS_BY_OPTION: TableKind = TableKind::of_places(
    "arrets-sur-indication",
    sentences::a_list_of_stops,
    Kind::Itinerant,
    ListFormat {
        finish: stop_unless_fixed,
        has_national_typologies: false,
        columns: &[],
        tells_buses: &[],
    },
    |_, _| Recognition::No,
);

/// Names of columns of frequencies.
const FREQUENCIES: [&str; 4] = ["frequence", "periodicite", "rythme", "semaine"];

/// Whether a column contains the days of a tour, by its name. That of frequencies is one only
/// beside a tour, a vehicle or an order: a library is open with a frequency too.
pub(super) fn has_recurrences(sheet: &Sheet, mapping: &Mapping) -> bool {
    let found = mapping.fields.get(&Field::Recurrence).filter(|found| found.confidence > USED);
    found.is_some_and(|found| {
        let name = fold(&sheet.columns.names()[found.columns[0]]);
        !FREQUENCIES.contains(&name.as_str()) || is_of_tours(sheet, mapping)
    })
}

/// Whether columns are of tours: a tour, a vehicle, an order, or rows that are called stops.
pub(super) fn is_of_tours(sheet: &Sheet, mapping: &Mapping) -> bool {
    let of_tours = [Field::Tour, Field::Vehicle, Field::Order];
    names_stops(sheet, mapping) || of_tours.iter().any(|of| mapping.fields.contains_key(of))
}

/// Whether a column name says that rows are stops, or a column of even and odd weeks accompanies
/// the hours.
pub(super) fn names_stops_or_weeks(sheet: &Sheet, mapping: &Mapping) -> bool {
    let by_weeks = |row| {
        let weeks = fold(mapping.text(row, Field::Weeks));
        weeks.contains("semaine") && weeks.contains("paire")
    };
    names_stops(sheet, mapping) || sheet.rows.iter().any(by_weeks)
}

fn names_stops(sheet: &Sheet, mapping: &Mapping) -> bool {
    let Some(found) = mapping.fields.get(&Field::Name) else { return false };
    let name = fold(&sheet.columns.names()[found.columns[0]]);
    ["arret", "nom arret", "nom de l arret", "stop", "stop name"].contains(&name.as_str())
}

/// A row of the table format of maillage: `tournee, vehicule, ordre, arret, latitude,
/// longitude, code_insee, recurrence, valide_du, valide_au`, or the same in English.
fn stop(place: &mut PlaceRecord, text: &Text) {
    let stop = Stop {
        tour: tour(text),
        vehicle: text(Field::Vehicle).to_owned(),
        order: text(Field::Order).parse().ok(),
        recurrence: text(Field::Recurrence).to_owned(),
        valid_from: text(Field::ValidFrom).to_owned(),
        valid_to: text(Field::ValidTo).to_owned(),
    };
    if let (true, Some(order)) = (place.id.is_empty(), stop.order) {
        place.id = format!("{}/{order}", stop.tour);
    }
    place.stop = Some(Box::new(stop));
}

/// A row of the national standard that is one stop: hours in `horaires`, weeks in
/// `ouverture`.
fn stop_as_place(place: &mut PlaceRecord, text: &Text) {
    let hours = place.details.text(Field::Hours.name());
    let parts = [hours, text(Field::Weeks), text(Field::Recurrence)];
    let recurrence: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let recurrence = recurrence.join(", ");
    let vehicle = text(Field::Vehicle).to_owned();
    let [valid_from, valid_to] = [Field::ValidFrom, Field::ValidTo].map(|it| text(it).to_owned());
    let order = text(Field::Order).parse().ok();
    let stop = Stop { tour: tour(text), vehicle, order, recurrence, valid_from, valid_to };
    place.stop = Some(Box::new(stop));
}

fn stop_unless_fixed(place: &mut PlaceRecord, text: &Text) {
    place.itinerance = mednum::itinerance(place);
    let is_told = place.itinerance != Itinerance::Fixed;
    if !is_told && (mednum::states_fixed(place) || opens_on_most_days(place)) {
        place.kind = Kind::Mediation;
        place.itinerance = Itinerance::FixedAmongStops;
    } else {
        stop_as_place(place, text);
    }
}

/// Whether a place is open four days a week or more, as no stop of a tour is.
fn opens_on_most_days(place: &PlaceRecord) -> bool {
    /// Days of four weeks.
    const MOST: usize = 4 * 4;
    let hours = place.details.text(Field::Hours.name());
    let four_weeks = Period::new(DEFAULT_FIRST_DAY, DEFAULT_FIRST_DAY + Days::new(27));
    let (Some(period), Ok(reading)) = (four_weeks, reading::read(hours)) else { return false };
    // Of hours that are doubtful themselves nothing follows.
    if reading.confidence < reading::SURE {
        return false;
    }
    let holidays = Holidays::new(HolidaysOff::None);
    let slots = slots(&reading.recurrence, period, holidays.of(None));
    let days: BTreeSet<u32> = slots.iter().map(|slot| slot.start / DAY).collect();
    days.len() >= MOST
}

fn tour(text: &Text) -> String {
    let stated = text(Field::Tour);
    if stated.is_empty() { text(Field::ParentStructure) } else { stated }.to_owned()
}
