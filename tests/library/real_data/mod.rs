//! Tests on the real files of `MAILLAGE_DATA`, none of which is kept here. They are ignored
//! unless asked for: `MAILLAGE_DATA=… cargo test -p maillage --test library -- --ignored`.

mod ages;
mod bus;
mod charente;
mod france;
mod grid;
mod hours;
mod identity;
mod lists;
mod timetable;

use std::{fs, path::Path, path::PathBuf};

use maillage::{Position, core::geodesy::geodesic_metres};

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
    let text = fs::read_to_string(data.join("places/liste-fs-20240801.csv"));
    let text = text.expect("the folder of real data holds the list");
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let header = reader.headers().expect("a table").clone();
    let rank = |name: &str| header.iter().position(|column| column == name).expect("a column");
    let (format, latitude, longitude) = (rank("format_fs"), rank("latitude"), rank("longitude"));
    let rows = reader.records().map(|row| row.expect("a row"));
    let fixed = rows.filter(|row| !["Bus_équivalent", "Itinérante"].contains(&&row[format]));
    let degrees = |text: &str| text.parse().expect("degrees");
    fixed
        .map(|row| Position::new(degrees(&row[latitude]), degrees(&row[longitude])))
        .map(|position| position.expect("on the globe"))
        .collect()
}

/// The exhaustive answer, in kilometres.
fn nearest_km(from: Position, places: &[Position]) -> f64 {
    let lengths = places.iter().map(|place| geodesic_metres(from, *place));
    lengths.fold(f64::INFINITY, f64::min) / 1_000.0
}
