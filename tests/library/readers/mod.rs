//! Files as they come: schemas, encodings, separators, reference systems.

mod ages;
pub(crate) mod bound;
mod contours;
mod encodings;
mod feeds;
mod french;
mod headers;
mod hours;
mod json;
mod large;
mod lines;
mod places;
mod portals;
mod refusals;
mod school;
mod shapefiles;
mod tables;
mod told_in_passing;
mod workbooks;
mod zipped;

use std::path::{Path, PathBuf};

use maillage::{
    Error, Place, Supply,
    intake::{
        catalogue::{CatalogueInputs, catalogue},
        check::{CheckOptions, Checked, check},
        ledger::{Account, Ledger},
    },
    tables::{DefectKind, Sheet},
};

/// A synthetic file of `tests/fixtures/library`.
fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/library").join(name)
}

/// The account of one file on its own.
fn checked(path: &Path) -> Account {
    let checked = one_checked(path);
    let account = checked.outcome.expect("the file was made to be read");
    assert!(account.balances(), "{account:?}");
    account
}

/// A file decoded, before anyone asks what it means.
fn sheet(path: &Path) -> Sheet {
    maillage::tables::read(path).expect("the file was made to be read")
}

/// The texts of the rows, cut to the columns.
fn texts(sheet: &Sheet) -> Vec<Vec<&str>> {
    let width = sheet.columns.names().len();
    sheet.rows.iter().map(|row| (0..width).map(|rank| row.cell(rank)).collect()).collect()
}

/// The lines of the rows.
fn lines(sheet: &Sheet) -> Vec<usize> {
    sheet.rows.iter().map(|row| row.line.number).collect()
}

/// The troubles that decoding tells, with their lines and values.
fn defects(sheet: &Sheet) -> Vec<(Option<usize>, DefectKind, &str)> {
    let line = |of: &maillage::tables::Defect| of.line.map(|line| line.number);
    sheet.defects.iter().map(|of| (line(of), of.kind, of.value.as_str())).collect()
}

/// Why a file is refused.
fn refusal(path: &Path) -> Error {
    let checked = one_checked(path);
    checked.outcome.expect_err("the file was made to be refused")
}

fn mediation(path: PathBuf) -> (Vec<Place>, Account) {
    listed(Supply { mediation: vec![path], ..Supply::default() })
}

fn france_services(path: PathBuf) -> (Vec<Place>, Account) {
    listed(Supply { france_services: vec![path], ..Supply::default() })
}

fn one_checked(path: &Path) -> Checked {
    let checked = check(&[path.to_owned()], &CheckOptions::default(), |_| {});
    checked.expect("no mapping was given").pop().expect("one file")
}

fn itinerant(path: PathBuf) -> (Vec<Place>, Account) {
    listed(Supply { itinerant: vec![path], ..Supply::default() })
}

/// The places of one list, without contours to hold them against.
fn listed(supply: Supply) -> (Vec<Place>, Account) {
    let inputs = CatalogueInputs { supply, ..CatalogueInputs::default() };
    let listed = catalogue(&inputs, |_| {}).expect("the list was made to be read");
    let Ledger { accounts, .. } = listed.ledger;
    let [account] = <[Account; 1]>::try_from(accounts).expect("one list");
    assert!(account.balances(), "{account:?}");
    (listed.places, account)
}
