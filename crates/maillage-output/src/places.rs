//! The catalogue layer: the cleaned places themselves, one feature each.

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use crate::{
    Column, GeoJson, Layer, LayerFormat, Unit, Voice, Words,
    layer::{Geometry, GeometryType, told_once},
    metadata,
    sentences::{columns as titles, layers},
};
use maillage_core::{
    geodesy::Position,
    model::{Kind, Place, PlaceId, Stop, Twin},
    presence::Presence,
};
use maillage_hours::{Lang, words::hours_text};
use maillage_intake::catalogue::Catalogue;

/// Writes the places as GeoJSON.
///
/// # Errors
///
/// Those of `to`.
pub fn write_places(to: &mut dyn Write, catalogue: &Catalogue, voice: Voice) -> io::Result<()> {
    GeoJson.write(&places_layer(catalogue, voice), to)
}

/// The cleaned places, one row each.
pub fn places_layer<'run>(catalogue: &'run Catalogue, voice: Voice) -> Layer<'run> {
    Layer {
        name: "lieux",
        title: layers::places(),
        about: layers::places_about(),
        geometry_type: GeometryType::Point,
        columns: columns(catalogue),
        rows: catalogue.places.len(),
        geometry: Box::new(|row| Geometry::Point(catalogue.places[row].position)),
        metadata: told_once(move || metadata::of_catalogue(catalogue, voice)),
        execution: None,
    }
}

type Columns<'run> = Vec<Column<'run>>;

/// Who and where, then where it was read, then the tours, then hours, then whatever else any
/// of the lists holds, by name.
fn columns(catalogue: &Catalogue) -> Columns<'_> {
    let mut columns = who(catalogue);
    columns.extend(sources(catalogue));
    columns.extend(stops(catalogue));
    columns.extend(in_time(catalogue));
    let names: BTreeSet<&'static str> =
        catalogue.places.iter().flat_map(|place| place.details.names()).collect();
    columns.extend(names.into_iter().map(|name| {
        Column::text(name, Words::same(name), move |row| catalogue.places[row].details.get(name))
    }));
    columns
}

fn who(catalogue: &Catalogue) -> Columns<'_> {
    let place = |row: usize| &catalogue.places[row];
    vec![
        Column::text("id", titles::id_in_list(), move |row| Some(&place(row).id)),
        Column::text("nom", titles::name(), move |row| Some(&place(row).name)),
        Column::text("type", titles::kind(), move |row| Some(place(row).kind.name())),
        Column::text("code_insee", titles::insee_code_of_commune(), move |row| {
            place(row).commune.as_ref().map(|code| code.as_str())
        }),
    ]
}

fn sources(catalogue: &Catalogue) -> Columns<'_> {
    let place = |row: usize| &catalogue.places[row];
    // As exact as it is known, for tables without geometry: a catalogue that is read back gives
    // the same distances.
    let degrees = |name: &'static str, title: Words, of: fn(Position) -> f64| {
        let value = move |row| Some(of(place(row).position));
        Column::decimal(name, Unit::Degrees, 12, title, value)
    };
    vec![
        Column::text("source_fichier", titles::source_file(), move |row| {
            Some(&catalogue.ledger.account(place(row).source.file).file)
        }),
        Column::integer("source_ligne", Unit::None, titles::source_line(), move |row| {
            Some(place(row).source.line.number)
        }),
        Column::text("types", titles::kinds(), move |row| Some(of_kinds(place(row)))),
        Column::text("precision", titles::precision(), move |row| {
            Some(place(row).precision.name())
        }),
        Column::text("identifiants", titles::ids_in_lists(), move |row| {
            Some(of_rows(catalogue, place(row), |of| of.id.clone()))
        }),
        Column::text("sources", titles::sources(), move |row| {
            Some(of_rows(catalogue, place(row), |of| of.source.line.number.to_string()))
        }),
        degrees("latitude", titles::latitude(), Position::latitude),
        degrees("longitude", titles::longitude(), Position::longitude),
    ]
}

/// What a list of stops states of each; null for the places of other lists.
fn stops(catalogue: &Catalogue) -> Columns<'_> {
    let stop = |row: usize| catalogue.places[row].stop.as_deref();
    let text = |name: &'static str, title: Words, value: fn(&Stop) -> &String| {
        Column::text(name, title, move |row| stop(row).map(value))
    };
    let itinerant = |row: usize| catalogue.places[row].is(Kind::Itinerant);
    vec![
        Column::text("est_arret", titles::is_stop(), move |row| {
            itinerant(row).then(|| if stop(row).is_some() { "oui" } else { "non" })
        }),
        text("tournee", titles::tour(), |stop| &stop.tour),
        text("vehicule", titles::vehicle(), |stop| &stop.vehicle),
        Column::integer("ordre", Unit::None, titles::order_in_tour(), move |row| stop(row)?.order),
        text("recurrence", titles::recurrence(), |stop| &stop.recurrence),
        text("valide_du", titles::valid_from(), |stop| &stop.valid_from),
        text("valide_au", titles::valid_to(), |stop| &stop.valid_to),
    ]
}

/// When places are open.
fn in_time(catalogue: &Catalogue) -> Columns<'_> {
    let schedule = |row: usize| catalogue.places[row].schedule.as_ref();
    let presence = |row: usize| -> Option<&Presence> { catalogue.timetable.of(PlaceId::new(row)) };
    vec![
        Column::text("horaires_texte", titles::hours_in_words(), move |row| {
            schedule(row).map(|read| hours_text(&read.recurrences, Lang::Fr))
        }),
        Column::decimal(
            "horaires_confiance",
            Unit::None,
            2,
            titles::hours_confidence(),
            move |row| schedule(row).map(|read| read.confidence),
        ),
        Column::decimal(
            "minutes_semaine",
            Unit::MinutesPerWeek,
            1,
            titles::presence_minutes(),
            move |row| presence(row).map(|presence| presence.minutes_per_week),
        ),
        Column::text("prochaine_date", titles::first_date(), move |row| {
            let first = presence(row)?.slots.first_start()?;
            Some(catalogue.timetable.period.moment(first).date().to_string())
        }),
    ]
}

/// The kinds of a place, joined with `|`.
fn of_kinds(place: &Place) -> String {
    let kinds = Kind::ALL.into_iter().filter(|kind| place.is(*kind));
    kinds.map(Kind::name).collect::<Vec<_>>().join("|")
}

/// A value of every row that was merged into the place, each after the name of its file,
/// joined with `|`; first the row that represents the place.
fn of_rows(catalogue: &Catalogue, place: &Place, value: fn(&Twin) -> String) -> String {
    let first = Twin { id: place.id.clone(), source: place.source };
    let rows = std::iter::once(&first).chain(&place.twins);
    let values = rows
        .map(|row| format!("{}:{}", catalogue.ledger.account(row.source.file).file, value(row)));
    values.collect::<Vec<_>>().join("|")
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use maillage_core::presence::{PeriodOptions, Timetable};
    use maillage_hours::Period;
    use maillage_intake::{
        clean::IdentityOptions,
        kinds::catalogue::titles::{SHEETS, TITLES},
        ledger::Ledger,
    };

    use super::*;

    /// Titles stand in a workbook in the place of names: the intake reads both.
    #[test]
    fn the_intake_knows_the_titles_of_a_catalogue() {
        let day = NaiveDate::from_ymd_opt(2026, 9, 1).expect("a day");
        let catalogue = Catalogue {
            places: Vec::new(),
            timetable: Timetable {
                period: Period::new(day, day).expect("a period"),
                places: Vec::new(),
            },
            tours: Vec::new(),
            courses: Vec::new(),
            evidence: Vec::new(),
            ledger: Ledger::default(),
            identity: IdentityOptions::default(),
            period: PeriodOptions::default(),
            offer: None,
        };
        let columns = columns(&catalogue);
        let written: Vec<_> = columns
            .iter()
            .map(|Column { name, titles, .. }| (&**name, [&*titles.fr, &*titles.en]))
            .collect();
        assert_eq!(written, TITLES);
        let Words { fr, en } = layers::places();
        assert_eq!([&*fr, &*en], SHEETS);
    }
}
