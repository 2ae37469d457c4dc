//! A catalogue is known by its columns.

use maillage::{
    Error, Supply,
    intake::{
        catalogue::{CatalogueInputs, catalogue},
        check::{CheckOptions, check},
    },
};

use super::{Lists, geojson};

#[test]
fn a_catalogue_without_an_option_is_recognised_and_alone_is_the_list() {
    let lists = Lists::new();
    let path = lists.folder.write("lieux.geojson", geojson(&lists.features()));
    let inputs = CatalogueInputs { files: vec![path.clone()], ..CatalogueInputs::default() };
    let read = catalogue(&inputs, |_| {}).expect("a catalogue");
    assert_eq!(read.places.len(), 6);
    assert_eq!(read.ledger.accounts[0].schema, "catalogue-maillage");
    let checked = check(&[path], &CheckOptions::default(), |_| {}).expect("no mapping was given");
    let account = checked[0].outcome.as_ref().expect("a catalogue");
    assert_eq!((account.schema, account.read, account.kept), ("catalogue-maillage", 6, 6));
    assert!(account.balances());
}

#[test]
fn a_catalogue_is_no_list_of_one_kind_and_a_list_is_no_catalogue() {
    let lists = Lists::new();
    let path = lists.folder.write("lieux.geojson", geojson(&lists.features()));
    let refused = |supply: Supply| -> String {
        let inputs = CatalogueInputs { supply, ..CatalogueInputs::default() };
        let error = catalogue(&inputs, |_| {}).expect_err("of another kind");
        assert!(matches!(error, Error::WrongSchema { .. }), "{error}");
        error.to_string()
    };
    let message = refused(Supply { mediation: vec![path], ..Supply::default() });
    assert!(message.ends_with("give it with `sources.catalogue`"), "{message}");
    let list = vec![lists.path("mediation.csv")];
    let message = refused(Supply { catalogue: list, ..Supply::default() });
    assert!(message.ends_with("give it with `sources.mediation`"), "{message}");
}
