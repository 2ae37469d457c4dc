//! Places of help: what all lists share. The lists themselves are in the modules below.

mod france_services;
mod mednum;
mod stops;

use std::collections::BTreeMap;

use geo::Geometry;

use crate::source::{
    Field, Loaded, Mapping, PositionSource, Schema, Whereabouts, contacts::without_name,
    parse_number, profile::status, split_values, whereabouts, without_contacts,
};
use maillage_core::{
    geodesy::Position,
    model::{Commune, CommuneCode, Kind, Line, Stop},
};
use maillage_hours::Recurrence;
use maillage_spelling::fold;
use maillage_tables::{Row, Sheet, crs::Crs};

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
    /// The dates of a timetable, where the list is one.
    pub timetable: Option<Recurrence>,
    /// Latitude or northing as written; may be empty.
    pub latitude: String,
    /// Longitude or easting as written; may be empty.
    pub longitude: String,
    /// The system that both are in.
    pub crs: Crs,
    /// Position by the file's own geometry.
    pub point: Option<Position>,
    /// What the row says of its commune.
    pub whereabouts: Whereabouts,
    /// What a geocoder said of the position.
    pub geocoding: Geocoding,
    /// Why the row says that it is no place to go to: the public is not received there, or
    /// it is out of service.
    pub closed: Option<Closed>,
    /// A France Services format that is not known.
    pub unknown_format: Option<String>,
    /// The rest, under the names of the national standard.
    pub details: BTreeMap<&'static str, String>,
    /// The other rows of the file that are this place, such as the platforms of a station.
    pub others: Vec<OtherRow>,
}

/// A further row that is the place of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherRow {
    /// Where the row stands in the file.
    pub line: Line,
    /// Its own identifier.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// How far to trust a position that was made from an address.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Geocoding {
    /// The geocoder's own score, 0 to 1.
    pub score: Option<f64>,
    /// What it found: `housenumber`, `street`, `locality`, `municipality`; may be empty.
    pub found: String,
    /// The code of the commune that it found; may be empty.
    pub code: String,
}

impl Geocoding {
    /// Whether it found no more than a commune: the position is that of its middle.
    pub fn is_of_a_commune(&self) -> bool {
        self.found == "municipality"
    }

    /// Whether it says that what it found is in another commune than `stated`.
    pub fn is_of_another(&self, stated: &Commune) -> bool {
        let found = self.code.parse::<CommuneCode>().ok();
        found.is_some_and(|code| {
            code != stated.code && code.commune_of_arrondissement() != Some(stated.code)
        })
    }
}

/// Why a place is none to go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Closed {
    /// The public is not received there.
    ToPublic,
    /// It is out of service, in the words of the list.
    OutOfService(String),
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

/// Whether contacts are carried: e-mail addresses, telephone numbers, names of people.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Contacts {
    /// They are not, nor in free text.
    #[default]
    Dropped,
    /// They are.
    Kept,
}

/// The records of a list of places of this kind.
///
/// # Panics
///
/// When `schema` is no list of places: see [`Schema::is_supply`].
pub fn places(
    sheet: Sheet,
    schema: Schema,
    kind: Kind,
    mapping: &Mapping,
    contacts: Contacts,
) -> Loaded<PlaceRecord> {
    let finish = match schema {
        Schema::MednumV0 | Schema::MednumV1 | Schema::Places => mednum::place,
        Schema::FranceServices2021 | Schema::FranceServices2022 | Schema::FranceServices2024 => {
            france_services::place
        }
        Schema::Stops => stops::stop,
        Schema::StopsAsPlaces => stops::stop_as_place,
        other => panic!("{} is no list of places", other.name()),
    };
    Loaded::from_rows(sheet, |_, row| {
        let mut place = record(&row, mapping, kind, contacts);
        finish(&mut place, &|field| mapping.text(&row, field));
        let carry = |text: &str| carried(text, mapping, &row, contacts);
        if let Some(stop) = &mut place.stop {
            (stop.round, stop.recurrence) = (carry(&stop.round), carry(&stop.recurrence));
        }
        // An identifier that is somebody's address is none: another will be made.
        if carry(&place.id) != place.id {
            place.id.clear();
        }
        place
    })
}

/// What the row says in a field: the schemas ask for it by meaning.
type Text<'row> = dyn Fn(Field) -> &'row str + 'row;

fn point_of(row: &Row) -> Option<Position> {
    match row.geometry.as_ref()? {
        Geometry::Point(point) => Position::new(point.y(), point.x()),
        _ => None,
    }
}

/// A record with all that lists share.
fn record(row: &Row, mapping: &Mapping, kind: Kind, contacts: Contacts) -> PlaceRecord {
    let text = |field| mapping.text(row, field).to_owned();
    let position = mapping.position.as_ref().filter(|_| mapping.is_positioned());
    let (latitude, longitude) =
        position.map_or_else(Default::default, |position| position.source.written(row));
    // Where columns are the better reading the file's geometries are not asked.
    let by_geometry = position.is_none_or(|found| found.source == PositionSource::Geometry);
    PlaceRecord {
        line: row.line,
        id: text(Field::Id),
        name: carried(mapping.text(row, Field::Name), mapping, row, contacts),
        kind,
        itinerance: Itinerance::Fixed,
        stop: None,
        timetable: None,
        latitude,
        longitude,
        crs: position.map_or(Crs::WGS84, |position| position.crs),
        point: point_of(row).filter(|_| by_geometry),
        whereabouts: Whereabouts::of(mapping, row),
        geocoding: Geocoding {
            score: parse_number(mapping.text(row, Field::GeocodingScore)),
            found: text(Field::GeocodingType),
            code: text(Field::GeocodedCode),
        },
        closed: closed(mapping, row),
        unknown_format: None,
        details: details(mapping, row, contacts),
        others: Vec::new(),
    }
}

fn details(mapping: &Mapping, row: &Row, contacts: Contacts) -> BTreeMap<&'static str, String> {
    let carry = |text: &str| carried(text, mapping, row, contacts);
    let mut details = BTreeMap::new();
    for field in mapping.fields.keys().filter(|field| field.is_detail()) {
        let text = mapping.text(row, *field);
        if text.is_empty() || (field.is_personal() && contacts == Contacts::Dropped) {
            continue;
        }
        let text = match field {
            Field::Person => mapping.texts(row, *field).collect::<Vec<_>>().join(" "),
            field if field.is_list() => split_values(text),
            _ => text.to_owned(),
        };
        let text = if field.is_free_text() { carry(&text) } else { text };
        details.insert(field.name(), text);
    }
    let number = mapping.text(row, Field::AddressNumber);
    if let Some(street) = details.get_mut(Field::Address.name()).filter(|_| !number.is_empty()) {
        *street = format!("{number} {street}");
    }
    let town = whereabouts::post_and_commune(mapping.text(row, Field::PostalTown));
    if let Some((postal, commune)) = town {
        details.entry(Field::PostalCode.name()).or_insert(postal);
        details.entry(Field::Commune.name()).or_insert(commune);
    }
    let by_day = mapping.hours_by_day(row);
    if !by_day.is_empty() {
        details.entry(Field::Hours.name()).or_insert_with(|| carry(&by_day));
    }
    details
}

/// `text` as it may be carried into outputs: without contacts unless they are wanted, nor
/// the name of a person whom the row tells of in a column of its own.
fn carried(text: &str, mapping: &Mapping, row: &Row, contacts: Contacts) -> String {
    if contacts == Contacts::Kept {
        return text.to_owned();
    }
    let people = mapping.fields.get(&Field::Person).map_or(&[][..], |found| &found.columns);
    let people = people.iter().map(|rank| row.cell(*rank));
    people.fold(without_contacts(text), |text, name| without_name(&text, name))
}

fn closed(mapping: &Mapping, row: &Row) -> Option<Closed> {
    let access = fold(mapping.text(row, Field::AccessModes));
    if access.contains("n accueille pas de public") {
        return Some(Closed::ToPublic);
    }
    let word = mapping.text(row, Field::Status);
    (status(word) == Some(false)).then(|| Closed::OutOfService(word.to_owned()))
}

/// The typologies of a record that the national list does not know; `None` if there are
/// none.
pub fn unknown_typologies(record: &PlaceRecord) -> Option<String> {
    let typologies = record.details.get("typologie")?.split('|');
    let unknown: Vec<&str> = typologies.filter(|code| !mednum::TYPOLOGIES.contains(code)).collect();
    (!unknown.is_empty()).then(|| unknown.join("|"))
}

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
