//! What the columns of a list mean, told by their names and their values: lists of many
//! shapes, all invented, and what a careful reader would have understood.
//!
//! The communes are squares of a tenth of a degree, with invented names and the numbers of
//! real départements.

mod cog;
mod columns;
mod conflict;
mod contacts;
mod files;
mod kinds;
mod mapping_columns;
mod mapping_file;
mod position;

use std::path::Path;

use maillage::{
    Place, Supply,
    core::model::Precision,
    intake::{
        catalogue::{CatalogueInputs, catalogue},
        check::{CheckOptions, Checked, Understood, check},
        ledger::{Account, Trouble},
        source::{Field, mapping::PositionSource},
    },
};

use crate::handmade::{Folder, contours, square};

/// Code, name and south-west corner of each commune.
const COMMUNES: [(&str, &str, f64, f64); 6] = [
    ("01004", "Fontclaire", 46.0, 5.0),
    ("16001", "Saint-Ulric-sur-Fable", 45.5, 0.1),
    ("16002", "Le Bourg-Neuf", 45.5, 0.3),
    ("16003", "Vallonbrune", 45.7, 0.5),
    ("33001", "Vallonbrune", 44.7, -0.5),
    ("75056", "Grandville", 48.8, 2.3),
];

fn communes() -> String {
    let named = |(code, name, south, west): &(&str, &str, f64, f64)| {
        square(code, *south, *west).replace(&format!("Carré {code}"), name)
    };
    contours(&COMMUNES.iter().map(named).collect::<Vec<_>>())
}

/// How a file was checked on its own, without contours.
fn checked(path: &Path) -> Checked {
    let checked = check(&[path.to_owned()], &CheckOptions::default(), |_| {});
    checked.expect("no mapping was given").pop().expect("one file")
}

/// How a list was understood on its own.
fn understood(name: &str, contents: impl AsRef<[u8]>) -> Understood {
    checked(&Folder::new().write(name, contents)).understood.expect("a list of places, or none")
}

/// Why a file is refused.
fn refusal(name: &str, contents: &str) -> String {
    let checked = checked(&Folder::new().write(name, contents));
    checked.outcome.expect_err("the file was made to be refused").to_string()
}

/// The columns that a field was found in, by name.
fn columns(list: &Understood, field: Field) -> Vec<&str> {
    let ranks = list.mapping.fields.get(&field).map_or(&[][..], |found| &found.columns);
    ranks.iter().map(|rank| list.columns[*rank].as_str()).collect()
}

/// The columns of the position, latitude first; of a point, its one.
fn position_columns(list: &Understood) -> Vec<&str> {
    let name = |rank: usize| list.columns[rank].as_str();
    match list.mapping.position.as_ref().map(|found| found.source) {
        Some(PositionSource::Columns { latitude, longitude }) => {
            vec![name(latitude), name(longitude)]
        }
        Some(PositionSource::Point { column, .. }) => vec![name(column)],
        Some(PositionSource::Geometry) | None => Vec::new(),
    }
}

/// The places of a list of médiation held against [`COMMUNES`], and its account.
fn placed(contents: &str) -> (Vec<Place>, Account) {
    let folder = Folder::new();
    let mediation = vec![folder.write("liste.csv", contents)];
    let inputs = CatalogueInputs {
        supply: Supply { mediation, ..Supply::default() },
        communes: Some(folder.write("c.geojson", communes())),
        ..CatalogueInputs::default()
    };
    listed(&inputs)
}

fn listed(inputs: &CatalogueInputs) -> (Vec<Place>, Account) {
    let mut listed = catalogue(inputs, |_| {}).expect("the list was made to be read");
    let account = listed.ledger.accounts.remove(0);
    assert!(account.balances(), "{account:?}");
    (listed.places, account)
}

/// Name, commune and precision of a place.
fn whereabouts(place: &Place) -> (&str, String, Precision) {
    let commune = place.commune.map(|code| code.to_string()).unwrap_or_default();
    (&place.name, commune, place.precision)
}

fn detail<'place>(place: &'place Place, name: &str) -> &'place str {
    place.details.text(name)
}

/// The troubles that an account tells of the whole file.
fn of_file(account: &Account) -> Vec<Trouble> {
    let told = account.issues.iter().filter(|issue| issue.line.is_none());
    told.map(|issue| issue.trouble).collect()
}
