//! Files as they come: schemas, encodings, separators, reference systems.

mod contours;
mod encodings;
mod places;
mod refusals;
mod shapefiles;
mod tables;

use std::path::{Path, PathBuf};

use maillage::{
    catalogue::{CatalogueInputs, catalogue},
    check::{CheckOptions, Checked, check},
    error::Error,
    intake::Supply,
    ledger::{Account, Ledger},
    model::Place,
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
    let Ledger { accounts } = listed.ledger;
    let [account] = <[Account; 1]>::try_from(accounts).expect("one list");
    assert!(account.balances(), "{account:?}");
    (listed.places, account)
}
