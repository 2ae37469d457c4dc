//! A territory chosen out of more: what lies near still serves, the rest is set aside.

use maillage::{
    Coverage, CoverageOptions, Error, LoadOptions, Sources,
    core::Error as CoreError,
    coverage,
    intake::{
        area::{Area, parse_areas},
        ledger::{Fate, Trouble},
    },
};

use crate::{
    handmade::{Folder, account, loading, mediation, run_with, squares, told},
    layer::Layer,
};

/// One commune out of three squares, with a place 2.4 km to the east of it (lines 2) and
/// another 23.7 km to the east (line 3).
fn western_square(buffer_km: f64) -> Coverage {
    let folder = Folder::new();
    let mut inputs = Sources {
        communes: Some(folder.write("c.geojson", squares(&["99001", "98002", "98003"]))),
        within: areas(&["99001"]),
        ..Default::default()
    };
    let places = [("near", 45.05, 0.13), ("far", 45.05, 0.4)];
    inputs.supply.mediation = vec![folder.write("m.csv", mediation(&places))];
    run_with(&inputs, &loading(LoadOptions { buffer_km, ..LoadOptions::default() }))
}

fn areas(codes: &[&str]) -> Vec<Area> {
    let codes: Vec<String> = codes.iter().map(|code| (*code).to_owned()).collect();
    parse_areas(&codes).expect("codes of areas")
}

#[test]
fn a_place_beyond_the_buffer_is_set_aside_and_one_inside_serves() {
    let coverage = western_square(5.0);
    let account = account(&coverage, "m.csv");
    assert_eq!(told(account, 2), []);
    assert_eq!(told(account, 3), [(Fate::SetAside, Trouble::OutsidePerimeter)]);
    assert_eq!((account.read, account.kept), (2, 1));
    let layer = Layer::of(&coverage);
    assert_eq!(layer.text("99001", "lieu_id"), Some("near"));
    assert_eq!(layer.number("99001", "lieux_20km"), Some(1.0));
}

/// 0.03° of longitude at 45.05° is 2.36 km; the buffer starts at the border, not at the
/// centroid.
#[test]
fn the_buffer_is_measured_from_the_border() {
    assert_eq!(account(&western_square(2.4), "m.csv").kept, 1);
    assert_eq!(account(&western_square(23.6), "m.csv").kept, 1);
    assert_eq!(account(&western_square(23.8), "m.csv").kept, 2);
}

#[test]
fn a_buffer_too_small_leaves_nothing_and_says_so() {
    let folder = Folder::new();
    let mut inputs = Sources {
        communes: Some(folder.write("c.geojson", squares(&["99001", "98002"]))),
        within: areas(&["99001"]),
        ..Default::default()
    };
    inputs.supply.mediation = vec![folder.write("m.csv", mediation(&[("a", 45.05, 0.13)]))];
    let options = loading(LoadOptions { buffer_km: 2.3, ..LoadOptions::default() });
    assert!(matches!(
        coverage(&inputs, &options, &|_| {}),
        Err(Error::Core(CoreError::NoPlacesNear))
    ));
}

#[test]
fn communes_beyond_the_territory_are_accounted_for() {
    let coverage = western_square(5.0);
    let account = account(&coverage, "c.geojson");
    assert_eq!((account.read, account.kept), (3, 1));
    for line in [3, 4] {
        assert_eq!(told(account, line), [(Fate::SetAside, Trouble::OutsidePerimeter)]);
    }
    assert_eq!(Layer::of(&coverage).features.len(), 1);
}

#[test]
fn a_nearest_place_further_than_the_buffer_is_counted_as_a_warning() {
    // From the centroid the place is 6.3 km away: further than a buffer of 5 km.
    let layer = Layer::of(&western_square(5.0));
    assert_eq!(layer.metadata["lieu_le_plus_proche_au_dela_de_la_marge"], 1);
    let layer = Layer::of(&western_square(7.0));
    assert_eq!(layer.metadata["lieu_le_plus_proche_au_dela_de_la_marge"], 0);
}

#[test]
fn areas_are_departements_regions_epci_and_communes_and_may_overlap() {
    let folder = Folder::new();
    let membership =
        "code_insee,reg,epci_siren\n99001,52,200000001\n98002,53,200000002\n98003,53,ZZZZZZZZZ\n";
    let mut inputs = Sources {
        communes: Some(folder.write("c.geojson", squares(&["99001", "98002", "98003"]))),
        membership: Some(folder.write("e.csv", membership)),
        ..Default::default()
    };
    inputs.supply.mediation = vec![folder.write("m.csv", mediation(&[("a", 45.05, 0.05)]))];
    let mut chosen = |codes: &[&str]| {
        inputs.within = areas(codes);
        let layer = Layer::of(&run_with(&inputs, &CoverageOptions::default()));
        let codes = layer.rows().map(|row| row["code_insee"].as_str().expect("a code").to_owned());
        codes.collect::<Vec<_>>()
    };
    assert_eq!(chosen(&["99"]), ["99001"]);
    assert_eq!(chosen(&["reg:53"]), ["98002", "98003"]);
    assert_eq!(chosen(&["200000002"]), ["98002"]);
    assert_eq!(chosen(&["98003", "reg:53", "200000001"]), ["98002", "98003", "99001"]);
}

#[test]
fn a_territory_that_selects_nothing_is_an_error() {
    let folder = Folder::new();
    let mut inputs = Sources {
        communes: Some(folder.write("c.geojson", squares(&["99001"]))),
        within: areas(&["16"]),
        ..Default::default()
    };
    inputs.supply.mediation = vec![folder.write("m.csv", mediation(&[("a", 45.05, 0.05)]))];
    let outcome = coverage(&inputs, &CoverageOptions::default(), &|_| {});
    assert!(matches!(outcome, Err(Error::UnknownTerritory { .. })), "{outcome:?}");
    inputs.within = areas(&["200000001"]);
    let outcome = coverage(&inputs, &CoverageOptions::default(), &|_| {});
    assert!(matches!(outcome, Err(Error::NoMembership { .. })), "{outcome:?}");
}

/// Contours are told by all the files of the run, not only by the territory: a place in
/// the next commune has a code that is known.
#[test]
fn a_place_of_the_next_commune_is_checked_against_its_own_contour() {
    let folder = Folder::new();
    let list = "id,nom,adresse,latitude,longitude,code_insee,services\n\
                a,Lieu,Rue,45.05,0.15,98002,Aide\n\
                b,Lieu perdu,Rue,45.05,0.65,98002,Aide\n";
    let mut inputs = Sources {
        communes: Some(folder.write("c.geojson", squares(&["99001", "98002"]))),
        within: areas(&["99001"]),
        ..Default::default()
    };
    inputs.supply.mediation = vec![folder.write("m.csv", list)];
    let coverage = run_with(&inputs, &CoverageOptions::default());
    let account = account(&coverage, "m.csv");
    assert_eq!(told(account, 2), []);
    assert_eq!(told(account, 3), [(Fate::SetAside, Trouble::ContradictsCommune)]);
}

/// A minified file has all its rows on line 1: none may be taken for another.
#[test]
fn rows_that_share_a_line_are_each_told_and_counted() {
    let folder = Folder::new();
    let place = |id: &str, latitude: f64, longitude: f64| {
        format!(
            "{{\"id\":\"{id}\",\"nom\":\"Lieu {id}\",\"adresse\":\"Rue\",\"services\":\"Aide\",\
             \"latitude\":{latitude},\"longitude\":{longitude}}}"
        )
    };
    let places = [place("zero", 0.0, 0.0), place("near", 45.05, 0.13), place("far", 45.05, 1.5)];
    let mut inputs = Sources {
        communes: Some(
            folder.write("c.geojson", squares(&["99001", "98002", "98003"]).replace('\n', "")),
        ),
        within: areas(&["99001"]),
        ..Default::default()
    };
    inputs.supply.mediation = vec![folder.write("m.json", format!("[{}]", places.join(",")))];
    let coverage = run_with(&inputs, &CoverageOptions::default());
    assert!(coverage.ledger.accounts.iter().all(|account| account.balances()));
    let beyond = (Fate::SetAside, Trouble::OutsidePerimeter);
    let contours = account(&coverage, "c.geojson");
    assert_eq!((contours.read, contours.kept), (3, 1));
    assert_eq!(told(contours, 1), [beyond, beyond]);
    let list = account(&coverage, "m.json");
    assert_eq!((list.read, list.kept), (3, 1));
    assert_eq!(told(list, 1), [(Fate::SetAside, Trouble::PositionZero), beyond]);
}
