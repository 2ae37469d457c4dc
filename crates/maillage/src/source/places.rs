//! Places of help: what all lists share. The lists themselves are in the modules below.

mod france_services;
mod mednum;
mod stops;

use std::collections::BTreeMap;

use geo::Geometry;

use crate::{
    geodesy::Position,
    ledger::Line,
    model::{Kind, Stop},
    source::{Loaded, Row, Schema, Sheet, split_values},
    spelling::fold,
};

/// Names of the column that holds the recurrence of a stop.
pub(super) const RECURRENCE: [&str; 3] = ["recurrence", "passage", "frequence"];
/// Names of the column that holds a place's name.
pub(super) const NAME: [&str; 3] = ["nom", "name", "nom_lieu"];
/// Columns that a list of places has and a table of town halls has not.
pub(super) const TELLS_A_PLACE: [&str; 8] = [
    "adresse",
    "services",
    "typologie",
    "source",
    "horaires",
    "labels_nationaux",
    "pivot",
    "structure_parente",
];
const LATITUDE: [&str; 3] = ["latitude", "lat", "y_wgs84"];
const LONGITUDE: [&str; 5] = ["longitude", "lon", "lng", "long", "x_wgs84"];
const CODE: [&str; 6] =
    ["code_insee", "insee_com", "code_commune_insee", "codgeo", "insee", "code_commune"];

/// A row of a list of places, as published: nothing is checked yet.
#[derive(Debug, Clone)]
pub struct PlaceRecord {
    /// Where the row stands in the file.
    pub line: Line,
    /// Identifier in the list; may be empty.
    pub id: String,
    /// Name; may be empty.
    pub name: String,
    /// What the list is a list of.
    pub kind: Kind,
    /// How it says the place moves.
    pub itinerance: Itinerance,
    /// Set when each row of the list is a stop.
    pub stop: Option<Stop>,
    /// Latitude as written; may be empty.
    pub latitude: String,
    /// Longitude as written; may be empty.
    pub longitude: String,
    /// Position by the file's own geometry.
    pub point: Option<Position>,
    /// Commune code as written; may be empty.
    pub code: String,
    /// Whether the row says that the public is not received there.
    pub closed_to_public: bool,
    /// A France Services format that is not known.
    pub unknown_format: Option<String>,
    /// The rest, under the names of the national standard.
    pub details: BTreeMap<&'static str, String>,
}

/// How a list says that a place moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Itinerance {
    /// It stays, or stays as well.
    Fixed,
    /// It moves, in so many words.
    Stated,
    /// Its name tells of a bus, and nothing else is said.
    ByName,
    /// The list says that it stays, and its name tells of a bus.
    FixedButNamed,
}

/// The records of a list of places.
///
/// # Panics
///
/// When `schema` is no list of places: see [`Schema::is_supply`].
pub fn places(sheet: Sheet, schema: Schema) -> Loaded<PlaceRecord> {
    let parse = match schema {
        Schema::MednumV0 | Schema::MednumV1 => mednum::place,
        Schema::FranceServices2021 | Schema::FranceServices2022 | Schema::FranceServices2024 => {
            france_services::place
        }
        Schema::Stops => stops::stop,
        Schema::StopsAsPlaces => stops::stop_as_place,
        other => panic!("{} is no list of places", other.name()),
    };
    Loaded::from_rows(sheet, |sheet, row| parse(sheet, &row))
}

/// Whether the rows say where they are.
pub(super) fn has_position(sheet: &Sheet) -> bool {
    let columns = sheet.columns.has(&LATITUDE) && sheet.columns.has(&LONGITUDE);
    columns || sheet.rows.iter().take(50).any(|row| point_of(row).is_some())
}

/// What the row says of its position: latitude, longitude, and the file's geometry.
pub(super) fn coordinates(sheet: &Sheet, row: &Row) -> (String, String, Option<Position>) {
    let text = |aliases: &[&str]| sheet.text(row, aliases).to_owned();
    (text(&LATITUDE), text(&LONGITUDE), point_of(row))
}

fn point_of(row: &Row) -> Option<Position> {
    match row.geometry.as_ref()? {
        Geometry::Point(point) => Position::new(point.y(), point.x()),
        _ => None,
    }
}

/// A record with all that lists share: name, position, code, address and details.
fn record(
    sheet: &Sheet,
    row: &Row,
    kind: Kind,
    details: &[(&'static str, &[&str])],
) -> PlaceRecord {
    let (latitude, longitude, point) = coordinates(sheet, row);
    let details = details.iter().filter_map(|&(name, aliases)| {
        let text = sheet.text(row, aliases);
        let text = if LISTS.contains(&name) { split_values(text) } else { text.to_owned() };
        (!text.is_empty()).then_some((name, text))
    });
    PlaceRecord {
        line: row.line,
        id: String::new(),
        name: sheet.text(row, &NAME).to_owned(),
        kind,
        itinerance: Itinerance::Fixed,
        stop: None,
        latitude,
        longitude,
        point,
        code: sheet.text(row, &CODE).to_owned(),
        closed_to_public: false,
        unknown_format: None,
        details: details.collect(),
    }
}

/// The typologies of a record that the national list does not know; `None` if there are
/// none.
pub fn unknown_typologies(record: &PlaceRecord) -> Option<String> {
    let typologies = record.details.get("typologie")?.split('|');
    let unknown: Vec<&str> = typologies.filter(|code| !mednum::TYPOLOGIES.contains(code)).collect();
    (!unknown.is_empty()).then(|| unknown.join("|"))
}

/// Details that hold several values, joined with `|`.
const LISTS: [&str; 5] = ["typologie", "services", "labels", "itinerance", "modalites_acces"];

/// Whether a name tells of something on wheels.
fn tells_of_a_bus(name: &str) -> bool {
    const WHEELS: [&str; 8] = [
        "bus",
        "itinerant",
        "itinerante",
        "itinerants",
        "itinerance",
        "camion",
        "minibus",
        "bibliobus",
    ];
    fold(name).split(' ').any(|word| WHEELS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bus_is_known_by_a_whole_word() {
        assert!(tells_of_a_bus("Bus France Services (Léo Lagrange)"));
        assert!(tells_of_a_bus("Maison du Département Itinérante"));
        assert!(!tells_of_a_bus("Médiathèque Columbus"));
        assert!(!tells_of_a_bus("Mairie d'Arbus"));
    }
}
