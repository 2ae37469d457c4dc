//! Tests on the real files of `MAILLAGE_DATA`, none of which is kept here. They are ignored
//! unless asked for: `MAILLAGE_DATA=… cargo test -p maillage --test library -- --ignored`.

mod ages;
mod bus;
mod cases;
mod charente;
mod competition;
mod diagnosis;
mod equity;
mod france;
mod grid;
mod hot_spots;
mod hours;
mod identity;
mod lists;
mod official;
mod one_list;
mod order;
mod timetable;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use maillage::{
    Coverage, Kind, Place, Position,
    core::{geodesy::geodesic_metres, model::SourceRow},
};
use serde_json::Value;

/// The folder of real data.
///
/// # Panics
///
/// When `MAILLAGE_DATA` is not set: a test that is asked for by name never passes for want of
/// its files.
pub(crate) fn folder() -> PathBuf {
    let folder = std::env::var_os("MAILLAGE_DATA");
    folder.expect("MAILLAGE_DATA names the folder of the real files").into()
}

/// The fixed France Services of August 2024, read without the library: whatever does not
/// say that it is a bus or a tour.
fn fixed_france_services(data: &Path) -> Vec<Position> {
    fixed_france_services_by_id(data).into_iter().map(|(_, position)| position).collect()
}

/// The same, each with its identifier.
fn fixed_france_services_by_id(data: &Path) -> Vec<(String, Position)> {
    let text = fs::read_to_string(data.join("places/liste-fs-20240801.csv"));
    let text = text.expect("the folder of real data holds the list");
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let header = reader.headers().expect("a table").clone();
    let rank = |name: &str| header.iter().position(|column| column == name).expect("a column");
    let [id, format] = ["id_fs", "format_fs"].map(rank);
    let (latitude, longitude) = (rank("latitude"), rank("longitude"));
    let rows = reader.records().map(|row| row.expect("a row"));
    let fixed = rows.filter(|row| !["Bus_équivalent", "Itinérante"].contains(&&row[format]));
    let degrees = |text: &str| text.parse().expect("degrees");
    fixed
        .map(|row| {
            let position = Position::new(degrees(&row[latitude]), degrees(&row[longitude]));
            (row[id].to_owned(), position.expect("on the globe"))
        })
        .collect()
}

/// The identifiers of the rows of a list in JSON whose labels or type say France Services,
/// read without the library.
fn labelled_france_services(list: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(list).expect("the folder of real data holds the list");
    let rows: Vec<Value> = serde_json::from_str(&text).expect("an array of records");
    let says_so = |row: &&Value| {
        let texts = ["labels_nationaux", "typologie"].map(|name| row[name].as_str().unwrap_or(""));
        let mut values = texts.iter().flat_map(|text| text.split([';', ',']));
        values.any(|value| ["RFS", "France Services"].contains(&value.trim()))
    };
    let id = |row: &Value| row["id"].as_str().map_or(row["id"].to_string(), str::to_owned);
    rows.iter().filter(says_so).map(id).collect()
}

/// The places of médiation that hold one of these rows of the list `file`: the number of those that
/// are no France Services, since the national list does not name them, and the positions of the
/// others, each beside the office of an itinerant service that it names.
fn unconfirmed_labels(
    coverage: &Coverage,
    file: &str,
    labelled: &BTreeSet<String>,
) -> (usize, Vec<Position>) {
    let is_labelled = |id: &String, row: SourceRow| {
        coverage.ledger.account(row.file).file == file && labelled.contains(id)
    };
    let holds_one = |place: &&Place| {
        is_labelled(&place.id, place.source)
            || place.twins.iter().any(|twin| is_labelled(&twin.id, twin.source))
    };
    let places = coverage.territory.places().iter();
    let offices = places.clone().filter(|place| place.is_tour_without_stops());
    let offices: Vec<Position> = offices.map(|place| place.position).collect();
    let places = places.filter(|place| place.kind == Kind::Mediation).filter(holds_one);
    let (kept, lost): (Vec<&Place>, Vec<&Place>) =
        places.partition(|place| place.is(Kind::FranceServices));
    assert!(kept.iter().all(|place| nearest_km(place.position, &offices) <= 0.3));
    (lost.len(), kept.into_iter().map(|place| place.position).collect())
}

/// The exhaustive answer, in kilometres.
fn nearest_km(from: Position, places: &[Position]) -> f64 {
    let lengths = places.iter().map(|place| geodesic_metres(from, *place));
    lengths.fold(f64::INFINITY, f64::min) / 1_000.0
}
