//! Places: the part common to all formats of lists. Each format has a module below. The
//! module `judge` decides which rows count and where they are.

mod conflict;
pub(crate) mod expected;
pub(crate) mod france_services;
mod judge;
mod label;
pub(super) mod location;
pub(crate) mod mednum;
mod rows;
mod schedule;
pub(crate) mod stops;
mod weeks;

use std::{borrow::Cow, collections::BTreeMap};

use chrono::NaiveDate;
use geo::Geometry;
use maillage_core::{
    geodesy::Position,
    model::{Commune, CommuneCode, Details, Kind, Line, SharedNames, Stop},
};
use maillage_hours::{Recurrence, reading::read_date};
use maillage_spelling::fold;
use maillage_tables::{Row, Sheet, crs::Crs};
use maillage_words::Words;

use super::{Content, Recognition, SupplyRows, TableKind, table};
use crate::{
    Result,
    gazetteer::same_name,
    ledger::{Issue, Role},
    privacy::Contacts,
    source::{
        Field, Loaded, Mapping, PositionSource, Whereabouts, mapping::ColumnEvidence, parse_number,
        post_and_commune, split_values, status,
    },
};

use self::label::LabelColumns;
pub(super) use judge::places;

/// Conversion of the rows of one format into records.
#[derive(Clone, Copy)]
pub struct ListFormat {
    /// Fills the fields of a record that are particular to this format.
    pub(crate) finish: fn(&mut PlaceRecord, &Text),
    /// Whether its typologies are those of the national standard.
    pub(crate) has_national_typologies: bool,
    /// The columns of the format that are read; empty for lists in columns of their own.
    pub(crate) columns: &'static [&'static str],
    /// The columns any of which tells buses from fixed places, in a list that has both.
    pub(crate) tells_buses: &'static [&'static str],
}

/// Whether a sheet with these columns is of a format.
type Recogniser = fn(&Sheet, &Mapping) -> bool;

impl TableKind {
    /// A format of lists of places. `kind` is the supply that such a list holds.
    const fn of_places(
        name: &'static str,
        description: fn() -> Words,
        kind: Kind,
        format: ListFormat,
        recognise: fn(&Sheet, &Mapping) -> Recognition,
    ) -> Self {
        Self {
            name,
            description,
            field: field_of(kind),
            role: Role::of_list(kind),
            content: Content::Supply(kind, SupplyRows::Places(format)),
            recognise,
            stream: None,
        }
    }
}

/// The field of a run's inputs that takes lists of this kind of supply.
pub(crate) const fn field_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Mediation => "sources.mediation",
        Kind::FranceServices => "sources.france_services",
        Kind::Itinerant => "sources.itinerant",
    }
}

/// The formats of lists of places with inferred columns, in order of precedence, each with
/// its test.
static FORMATS: [(&TableKind, Recogniser); 5] = [
    (&stops::STOPS, stops::has_recurrences),
    (&stops::STOPS_AS_PLACES, stops::names_stops_or_weeks),
    (&mednum::V1, mednum::is_v1),
    (&mednum::V0, mednum::is_v0),
    (&mednum::OWN_COLUMNS, |_, _| true),
];

/// The format of a sheet already known to be a list of places.
pub(crate) fn format_of(sheet: &Sheet, mapping: &Mapping) -> &'static TableKind {
    let found = FORMATS.iter().find(|(_, is_in)| is_in(sheet, mapping));
    found.map_or(&mednum::OWN_COLUMNS, |(kind, _)| kind)
}

/// The format of a list given as one of `kind`: the option decides. A list of stops may also
/// follow the standard without its extensions, and a list of fixed places has no stops.
pub(crate) fn given_as(
    format: &'static TableKind,
    kind: Kind,
    sheet: &Sheet,
    mapping: &Mapping,
) -> &'static TableKind {
    match (kind, &format.content) {
        (
            Kind::Mediation | Kind::FranceServices,
            Content::Supply(Kind::Itinerant, SupplyRows::Places(_)),
        ) if !stops::is_of_tours(sheet, mapping) => {
            let fixed = FORMATS.iter().filter(|(of, _)| of.supply() != Some(Kind::Itinerant));
            let found = fixed.into_iter().find(|(_, is_in)| is_in(sheet, mapping));
            found.map_or(&mednum::OWN_COLUMNS, |(of, _)| of)
        }
        (Kind::Itinerant, Content::Supply(Kind::Mediation, SupplyRows::Places(_))) => {
            match stops::is_of_tours(sheet, mapping) {
                true => &stops::STOPS_AS_PLACES,
                false => &stops::STOPS_BY_OPTION,
            }
        }
        _ => format,
    }
}

/// Whether a sheet in a format, by `is_in_format`, is a list of places. Sure with columns
/// that only lists of places have; perhaps with names in its rows.
fn recognise(
    sheet: &Sheet,
    mapping: &Mapping,
    is_in_format: fn(&Sheet, &Mapping) -> bool,
) -> Recognition {
    if !mapping.reads_as_places() {
        return Recognition::No;
    }
    let found = if mapping.describes_places() || stops::has_recurrences(sheet, mapping) {
        Recognition::Sure
    } else if sheet.columns.has(&table::CODE)
        && mapping.is_positioned()
        && names_more_than_communes(sheet, mapping)
    {
        Recognition::Perhaps
    } else {
        return Recognition::No;
    };
    if is_in_format(sheet, mapping) { found } else { Recognition::No }
}

/// Whether the rows have names other than their commune's, unlike a table of town halls.
/// Without a column of communes, the test counts names of institutions.
pub(super) fn names_more_than_communes(sheet: &Sheet, mapping: &Mapping) -> bool {
    const INSTITUTIONS: f64 = 0.8;
    let (mut compared, mut others, mut named) = (0, 0, 0);
    for row in sheet.sample(200) {
        let (name, commune) = (mapping.text(row, Field::Name), mapping.text(row, Field::Commune));
        let folded = fold(name);
        let of_town = ["mairie", "hotel de ville", "commune"].map(|word| folded.starts_with(word));
        let is_other = !name.is_empty() && !of_town.contains(&true);
        named += usize::from(is_other);
        if !name.is_empty() && !commune.is_empty() {
            compared += 1;
            others += usize::from(is_other && !same_name(name, commune));
        }
    }
    if compared > 0 {
        return 2 * others > compared;
    }
    let evidence = mapping.fields.get(&Field::Name).map(|found| found.evidence);
    let titles = matches!(evidence, Some(ColumnEvidence::Found { values: Some(share), .. }) if share > INSTITUTIONS);
    named > 0 && titles
}

/// A row of a list of places as published, unchecked.
#[derive(Debug, Clone)]
pub struct PlaceRecord {
    /// Position of the row in the file.
    pub line: Line,
    /// Identifier in the list; may be empty.
    pub id: String,
    /// Name; may be empty.
    pub name: String,
    /// The kind of supply that the caller gives the list as.
    pub kind: Kind,
    /// Whether its labels or its type say France Services.
    pub has_label: bool,
    /// Whether the place is itinerant, by its list.
    pub itinerance: Itinerance,
    /// The stop, when each row of the list is a stop.
    pub stop: Option<Box<Stop>>,
    /// The dates and times of service, when the list is a timetable.
    pub timetable: Option<Recurrence>,
    /// Latitude or northing as written; may be empty.
    pub latitude: String,
    /// Longitude or easting as written; may be empty.
    pub longitude: String,
    /// The reference system of both.
    pub crs: Crs,
    /// Position from the geometry of the file.
    pub point: Option<Position>,
    /// The commune as stated in the row.
    pub whereabouts: Whereabouts,
    /// The result of a geocoder for the position.
    pub geocoding: Geocoding,
    /// Why the public cannot use the place; `None` when it can.
    pub closed: Option<Closed>,
    /// An unknown France Services format.
    pub unknown_format: Option<String>,
    /// Other fields, under the names of the national standard.
    pub details: Details,
    /// Other rows of the file for the same place, such as the platforms of a station.
    pub others: Vec<OtherRow>,
}

/// Another row of the file for the same place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherRow {
    /// Position of the row in the file.
    pub line: Line,
    /// Its own identifier.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// Quality of a position geocoded from an address.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Geocoding {
    /// Score of the geocoder, 0 to 1.
    pub score: Option<f64>,
    /// Type of the match: `housenumber`, `street`, `locality`, `municipality`; may be
    /// empty.
    pub found: String,
    /// Code of the commune of the match; may be empty.
    pub code: String,
}

impl Geocoding {
    /// The type of the match of a commune.
    const OF_A_COMMUNE: &'static str = "municipality";

    /// Whether the geocoder only matched a commune: the position is then its centre.
    pub fn is_of_a_commune(&self) -> bool {
        self.found == Self::OF_A_COMMUNE
    }

    /// Whether the geocoder matched a commune other than `stated`.
    pub fn is_of_another(&self, stated: &Commune) -> bool {
        let found = self.code.parse::<CommuneCode>().ok();
        found.is_some_and(|code| {
            code != stated.code && code.commune_of_arrondissement() != Some(stated.code)
        })
    }
}

/// Why the public cannot use a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Closed {
    /// The place does not receive the public.
    ToPublic,
    /// The place is out of service; the text of the list.
    OutOfService(String),
    /// The place closes or is suspended on this day.
    Since(NaiveDate),
    /// Help at a distance only, or of another theme; the text of the list.
    NoPlaceOfHelp(String),
}

/// Whether a place is itinerant, by its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Itinerance {
    /// Fixed, or both fixed and itinerant.
    Fixed,
    /// The list declares it itinerant.
    Stated,
    /// The name is that of a bus, and the list declares nothing.
    ByName,
    /// The list declares the place fixed, but its name is that of a bus.
    FixedButNamed,
    /// The caller gives the list as stops, but the row is of a fixed place.
    FixedAmongStops,
}

/// The records of a list of places, in one of the formats of places.
///
/// # Errors
///
/// When they take more memory than the file may.
pub fn records(
    mut sheet: Sheet,
    format: ListFormat,
    kind: Kind,
    mapping: &Mapping,
    contacts: Contacts,
) -> Result<Loaded<Box<PlaceRecord>>> {
    // Of each record a place is made, which is compared with the others; or an issue tells why not.
    sheet.budget.take_values::<(PlaceRecord, Issue)>(sheet.rows.len())?;
    let labels = LabelColumns::of(&sheet.columns);
    let mut names = SharedNames::default();
    let loaded = Loaded::from_rows(sheet, |_, row| {
        let mut place = record(&row, mapping, kind, contacts);
        place.has_label = labels.tell(&row, mapping);
        (format.finish)(&mut place, &|field| mapping.text(&row, field));
        if place.stop.is_none() {
            hours_elsewhere(&mut place, mapping, &row, contacts);
        }
        let carry = |text: &str| carried(text, mapping, &row, contacts);
        if let Some(stop) = &mut place.stop {
            let texts = [
                &mut stop.tour,
                &mut stop.vehicle,
                &mut stop.recurrence,
                &mut stop.valid_from,
                &mut stop.valid_to,
            ];
            texts.into_iter().for_each(|text| *text = carry(text));
        }
        // Contact data is not an identifier: one is generated.
        if carry(&place.id) != place.id {
            place.id.clear();
        }
        names.share(&mut place.details);
        // Apart, so that each is freed when a place is made of it.
        Box::new(place)
    })?;
    let mut records = rows::joined(loaded.records);
    if kind == Kind::Mediation {
        rows::as_stops(&mut records);
    }
    records.iter_mut().for_each(|record| weeks::take_from_remark(record));
    Ok(Loaded { records, ..loaded })
}

/// Takes the hours of a fixed place from the columns in which a list of stops has them, where no
/// other tells them: `Ouverture`, `Fréquence`. Beside hours these columns say in which weeks they are:
/// « semaines paires », « 1er et 3e du mois ».
fn hours_elsewhere(place: &mut PlaceRecord, mapping: &Mapping, row: &Row, contacts: Contacts) {
    let texts = [Field::Weeks, Field::Recurrence].map(|field| mapping.text(row, field));
    // Hours have figures, and an address of the web is none.
    let may_be_hours =
        |text: &&str| text.contains(|it: char| it.is_ascii_digit()) && !text.contains("://");
    if let Some(hours) = place.details.get(Field::Hours.name()) {
        let narrow = texts.into_iter().filter(|text| narrows(text));
        let narrowed = narrow.fold(hours.to_owned(), |hours, text| format!("{hours}, {text}"));
        if narrowed != *hours {
            place.details.insert(Field::Hours.name(), &carried(&narrowed, mapping, row, contacts));
        }
        return;
    }
    let found = texts.into_iter().find(may_be_hours);
    if let Some(text) = found {
        place.details.insert(Field::Hours.name(), &carried(text, mapping, row, contacts));
    }
}

/// Whether a frequency says that hours are not of every week: « semaines paires », « mensuelle ». Other
/// words say nothing of it: « toute l'année », « oui ».
fn narrows(text: &str) -> bool {
    const WORDS: [&str; 15] = [
        "mois",
        "mensuel",
        "quinzaine",
        "15 jours",
        "14 jours",
        "paire",
        "sur deux",
        "sur 2",
        "trimestr",
        "ponctuel",
        "occasionnel",
        "irregulier",
        "variable",
        "vacances",
        "sauf",
    ];
    let folded = fold(text);
    WORDS.iter().any(|word| folded.contains(word))
}

/// Reads the text of a field in a row.
pub(crate) type Text<'row> = dyn Fn(Field) -> &'row str + 'row;

fn point_of(row: &Row) -> Option<Position> {
    match row.geometry.as_deref()? {
        Geometry::Point(point) => Position::new(point.y(), point.x()),
        _ => None,
    }
}

/// The record of a row, without the fields particular to a format.
fn record(row: &Row, mapping: &Mapping, kind: Kind, contacts: Contacts) -> PlaceRecord {
    let text = |field| mapping.text(row, field).to_owned();
    let position = mapping.position.as_ref().filter(|_| mapping.is_positioned());
    let (latitude, longitude) =
        position.map_or_else(Default::default, |position| position.source.written(row));
    // The geometry of the file is used unless the columns were chosen instead.
    let by_geometry = position.is_none_or(|found| found.source == PositionSource::Geometry);
    PlaceRecord {
        line: row.line,
        id: text(Field::Id),
        name: carried(mapping.text(row, Field::Name), mapping, row, contacts),
        kind,
        has_label: false,
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
            found: match position.is_some_and(|position| position.is_of_communes) {
                true => Geocoding::OF_A_COMMUNE.to_owned(),
                false => text(Field::GeocodingType),
            },
            code: text(Field::GeocodedCode),
        },
        closed: closed(mapping, row, kind),
        unknown_format: None,
        details: details(mapping, row, contacts),
        others: Vec::new(),
    }
}

fn details(mapping: &Mapping, row: &Row, contacts: Contacts) -> Details {
    let carry = |text: &str| Cow::Owned(carried(text, mapping, row, contacts));
    let mut details: BTreeMap<&'static str, Cow<str>> = BTreeMap::new();
    for field in mapping.fields.keys().filter(|field| field.is_detail()) {
        let text = mapping.text(row, *field);
        if text.is_empty() || !contacts.carries(*field) {
            continue;
        }
        let text = match field {
            Field::Person => Cow::Owned(mapping.texts(row, *field).collect::<Vec<_>>().join(" ")),
            field if field.is_list() => Cow::Owned(split_values(text)),
            _ => Cow::Borrowed(text),
        };
        let text = if field.is_free_text() { carry(&text) } else { text };
        details.insert(field.name(), text);
    }
    let number = mapping.text(row, Field::AddressNumber);
    let has_none = |street: &&mut Cow<str>| {
        !number.is_empty() && !street.starts_with(|letter: char| letter.is_ascii_digit())
    };
    if let Some(street) = details.get_mut(Field::Address.name()).filter(has_none) {
        *street = Cow::Owned(format!("{number} {street}"));
    }
    let town = post_and_commune(mapping.text(row, Field::PostalTown));
    if let Some((postal, commune)) = town {
        details.entry(Field::PostalCode.name()).or_insert(Cow::Owned(postal));
        details.entry(Field::Commune.name()).or_insert(Cow::Owned(commune));
    }
    if let Some(hours) = mapping.hours_in_parts(row) {
        details.insert(Field::Hours.name(), carry(&hours));
    }
    let by_day = mapping.hours_by_day(row);
    if !by_day.is_empty() {
        let hours = carry(&by_day);
        let general = details.entry(Field::Hours.name()).or_insert_with(|| hours.clone());
        if mapping.days_overrule() {
            *general = hours;
        }
    }
    details.into_iter().collect()
}

/// `text` without contacts: see [`Contacts::carry_beside`].
fn carried(text: &str, mapping: &Mapping, row: &Row, contacts: Contacts) -> String {
    let people = mapping.fields.get(&Field::Person).map_or(&[][..], |found| &found.columns);
    contacts.carry_beside(text, people.iter().map(|rank| row.cell(*rank)))
}

fn closed(mapping: &Mapping, row: &Row, kind: Kind) -> Option<Closed> {
    let access = fold(mapping.text(row, Field::AccessModes));
    if access.contains("n accueille pas de public") {
        return Some(Closed::ToPublic);
    }
    if let Some(text) = of_no_help(mapping, row).filter(|_| kind == Kind::Mediation) {
        return Some(Closed::NoPlaceOfHelp(text));
    }
    let word = mapping.text(row, Field::Status);
    if status(word) == Some(false) {
        return Some(Closed::OutOfService(word.to_owned()));
    }
    read_date(mapping.text(row, Field::Closing)).map(Closed::Since)
}

/// The words by which a row says that there is no place to go to for digital help: at a distance
/// only, or of other themes in the vocabulary of data·inclusion.
fn of_no_help(mapping: &Mapping, row: &Row) -> Option<String> {
    let values = |field: Field| -> Vec<String> {
        // What stands in brackets explains: « À distance uniquement (téléphone, visio) ».
        let parts = mapping.text(row, field).split(['(', ')']);
        let text: String = parts.step_by(2).collect();
        let values = text.split(['|', ';', ',']).map(fold);
        values.filter(|value| !value.is_empty()).collect()
    };
    let access = values(Field::AccessModes);
    const ELSEWHERE: [&str; 2] = ["a distance", "a domicile"];
    const BY_WIRE: [&str; 4] = ["telephoner", "telephone", "contacter par mail", "envoyer un mail"];
    let is_elsewhere = |value: &&String| ELSEWHERE.iter().any(|known| value.starts_with(known));
    let is_by_wire = |value: &str| BY_WIRE.iter().any(|known| value.starts_with(known));
    // « À distance et en présentiel »
    let is_there = |value: &str| value.contains("presentiel") || value.contains("sur place");
    let is_remote =
        |value: &String| (is_elsewhere(&value) || is_by_wire(value)) && !is_there(value);
    let is_only_by_wire = |value: &&String| {
        is_by_wire(value) && (value.ends_with("uniquement") || value.ends_with("seulement"))
    };
    let accompaniment = values(Field::Accompaniment);
    let mut all = access.iter().chain(&accompaniment);
    let says_remote = all.any(|value| is_elsewhere(&value) || is_only_by_wire(&value));
    let all_remote = access.iter().all(is_remote) && accompaniment.iter().all(is_remote);
    if says_remote && all_remote {
        return Some(access.into_iter().chain(accompaniment).collect::<Vec<_>>().join(", "));
    }
    // Themes of data·inclusion: `numerique`, `numerique--s-equiper-en-materiel-informatique`.
    const THEMES: [&str; 16] = [
        "acces aux droits",
        "accompagnement social",
        "apprendre francais",
        "choisir un metier",
        "creation activite",
        "famille",
        "gestion financiere",
        "handicap",
        "illettrisme",
        "logement hebergement",
        "mobilite",
        "preparer sa candidature",
        "remobilisation",
        "sante",
        "souvrir a linternational",
        "trouver un emploi",
    ];
    let themes = values(Field::Services);
    let is_other = |theme: &String| THEMES.iter().any(|other| theme.starts_with(other));
    let is_digital = |theme: &String| theme.contains("numerique") || theme.contains("informatique");
    let all_other = !themes.is_empty() && themes.iter().all(is_other);
    (all_other && !themes.iter().any(is_digital)).then(|| themes.join(", "))
}

/// The typologies of a record that the national list does not contain; `None` if there are
/// none.
pub fn unknown_typologies(record: &PlaceRecord) -> Option<String> {
    let typologies = record.details.get("typologie")?.split('|');
    let unknown: Vec<&str> = typologies.filter(|code| !mednum::TYPOLOGIES.contains(code)).collect();
    (!unknown.is_empty()).then(|| unknown.join("|"))
}

/// Whether a name is that of a bus or another vehicle.
fn is_named_as_a_bus(name: &str) -> bool {
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
        assert!(is_named_as_a_bus("Bus France Services (Léo Lagrange)"));
        assert!(is_named_as_a_bus("Maison du Département Itinérante"));
        assert!(!is_named_as_a_bus("Médiathèque Columbus"));
        assert!(!is_named_as_a_bus("Mairie d'Arbus"));
    }
}
