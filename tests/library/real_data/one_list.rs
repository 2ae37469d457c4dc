//! Real lists without any other file: the geography of France is brought along.

use std::path::{Path, PathBuf};

use maillage::{
    Coverage, CoverageOptions, Error, Sources,
    core::model::CommuneCode,
    coverage,
    intake::{
        area::named_area,
        catalogue::{CatalogueInputs, catalogue},
        input::FileStep,
        ledger::{Fate, Trouble},
    },
};

use super::folder;
use crate::handmade::{account, run};

const CHARENTE: &str =
    "places/20230711-charente-lieux-de-mediation-numeriques-nouvelle-aquitaine.json";

/// Files of the data, without options, within the territories of these names.
fn of(data: &Path, files: &[&str], within: &[&str]) -> Sources {
    let areas = within.iter().map(|name| named_area(name).expect("a territory").areas);
    Sources {
        files: files.iter().map(|file| data.join(file)).collect::<Vec<PathBuf>>(),
        within: areas.flatten().collect(),
        ..Sources::default()
    }
}

fn set_aside(coverage: &Coverage, list: &str, trouble: Trouble) -> usize {
    let issues = account(coverage, list).issues.iter();
    issues.filter(|one| one.trouble == trouble && one.fate == Fate::SetAside).count()
}

#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn one_list_maps_its_departement() {
    let data = folder();
    for within in [&["Charente"][..], &[]] {
        let map = run(&of(&data, &[CHARENTE], within));
        assert_eq!(map.len(), 359);
        assert!(map.communes().all(|commune| commune.population.is_some()));
        assert!(map.ledger.accounts.iter().all(|account| account.balances()));
        let beyond: Vec<&str> =
            map.results.borders.iter().map(|border| border.departement.as_str()).collect();
        assert_eq!(beyond, ["17", "24", "33", "79", "86", "87"]);
        assert!(map.results.unlisted.is_empty());
        let uncertain = map.results.communes.iter();
        assert_eq!(uncertain.filter(|row| row.border_uncertain == Some(true)).count(), 86);
    }
}

#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn a_list_of_a_neighbour_makes_no_desert() {
    let map = run(&of(&folder(), &[CHARENTE], &["Nouvelle-Aquitaine"]));
    let unlisted = map.results.unlisted.iter().map(|one| one.departement.as_str());
    assert_eq!(
        unlisted.collect::<Vec<_>>(),
        ["17", "19", "23", "24", "33", "40", "47", "64", "79", "86", "87"]
    );
}

#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn two_national_lists_map_france_and_leave_no_departement_out() {
    let data = folder();
    let lists = ["places/cnfs-2022-12.json", "places/liste-fs-20240801.csv"];
    let map = run(&of(&data, &lists, &[]));
    assert_eq!(map.len(), 34_868);
    assert!(map.results.unlisted.is_empty(), "{:?}", map.results.unlisted);
    assert!(map.results.borders.is_empty());
    let residents: u64 = map.communes().filter_map(|commune| commune.population).sum();
    // The collectivités that are not drawn are not counted.
    assert_eq!(residents, 68_350_798);
    let abroad = lists.map(|list| {
        let name = Path::new(list).file_name().and_then(|name| name.to_str()).expect("a name");
        set_aside(&map, name, Trouble::Abroad)
    });
    assert_eq!(abroad, [0, 0]);
}

#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn paris_twice_in_contours_counts_once() {
    let data = folder().join("cases/01-paris-twice-in-contours");
    let files = ["communes.geojson", "lieux.csv", "population.csv", "illectronisme.csv"];
    let map = run(&of(&data, &files, &[]));
    let people: f64 = map.communes().filter_map(|commune| commune.need?.people).sum();
    assert!((people - 200_000.0).abs() < 1.0, "{people}");
    let residents: u64 = map.communes().filter_map(|commune| commune.population).sum();
    assert_eq!(residents, 2_000_000);
}

#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn contours_drawn_elsewhere_are_refused() {
    let data = folder().join("cases/04-overseas-drawn-beside-mainland");
    let sources = of(&data, &["communes.geojson", "lieux.csv"], &[]);
    let outcome = coverage(&sources, &CoverageOptions::default(), &|_| {});
    assert!(matches!(outcome, Err(Error::ContoursElsewhere { .. })), "{outcome:?}");
}

#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn places_abroad_do_not_count() {
    let data = folder().join("cases/10-places-abroad");
    let map = run(&of(&data, &["lieux.csv"], &["Nord"]));
    let list = account(&map, "lieux.csv");
    assert_eq!(set_aside(&map, "lieux.csv", Trouble::Abroad), 5, "{:?}", list.issues);
    assert_eq!(list.kept, 1);
}

#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn saint_martin_and_saint_barthelemy_are_found_by_name_and_postal_code() {
    let data = folder().join("cases/26-saint-martin-by-name");
    let map = catalogue(
        &CatalogueInputs {
            files: vec![data.join("lieux.csv")],
            communes: Some(data.join("communes.geojson")),
            ..CatalogueInputs::default()
        },
        |_: FileStep| {},
    )
    .expect("a catalogue");
    let codes: Vec<String> =
        map.places.iter().filter_map(|place| place.commune).map(|code| code.to_string()).collect();
    for wanted in ["97801", "97701"] {
        let wanted: CommuneCode = wanted.parse().expect("a code");
        assert!(codes.contains(&wanted.to_string()), "{codes:?}");
    }
}
