//! `maillage rates`.

use std::{fs, path::Path};

use crate::folder::Folder;

#[test]
fn the_tables_are_listed_with_what_is_known_of_each_age() {
    let list = Folder::empty().done("rates --lang en").stdout;
    for line in [
        "insee-2021  ",
        "    15-24     2 %  (as quoted, not verified in the publication)",
        "    40-59  not known; --close-to-total deduces it from the total",
        "    total  15.4 %",
        "france-2021  ",
    ] {
        assert!(list.lines().any(|of| of.starts_with(line)), "{line}: {list}");
    }
    assert!(Folder::empty().done("rates").stdout.contains("inconnu"));
}

#[test]
fn a_table_is_printed_as_it_stands_and_can_be_given_back() {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../maillage-intake/rates/insee-2019.toml");
    let folder = Folder::empty();
    let printed = folder.done("rates insee-2019").stdout;
    assert_eq!(printed, fs::read_to_string(file).expect("it is there"));
    folder.put("mine.toml", &printed);
    for name in ["communes.geojson", "mediation.csv", "ages.csv"] {
        folder.put(name, Folder::demo().0.text(&format!("maillage-demo/lists/{name}")));
    }
    folder.done(
        "coverage --communes communes.geojson --mediation mediation.csv --rates mine.toml \
         --ages ages.csv --out mine.geojson -q",
    );
    let estimated = folder.layer("mine.geojson").column("illectronisme");
    assert!(estimated.iter().filter(|people| !people.is_null()).count() > 290);
}

#[test]
fn a_table_that_does_not_come_with_maillage_is_told_with_those_that_do() {
    Folder::empty().refused("rates insee-2030", &["insee-2030", "insee-2019, insee-2021"]);
}
