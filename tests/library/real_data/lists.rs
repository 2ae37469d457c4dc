//! Every real list, read with no configuration.

use std::path::Path;

use maillage::intake::{
    check::{CheckOptions, Checked, check},
    ledger::{Account, Trouble},
    source::PositionSource,
};

use super::folder;

/// List; rows; rows that stand at their position, in their commune, merged, set aside. With
/// the contours of 2018 and the tables of the Code officiel géographique of 2024.
const LISTS: [(&str, [usize; 5]); 9] = [
    ("places/gironde.json", [347, 345, 0, 2, 0]),
    ("places/maine-et-loire.json", [243, 224, 0, 1, 18]),
    ("places/epernay.json", [39, 39, 0, 0, 0]),
    ("places/etapes-numerique.json", [95, 95, 0, 0, 0]),
    ("places/ultra-num.geocoded.csv", [156, 151, 3, 1, 1]),
    ("places/wfs-grandlyon.json", [61, 61, 0, 0, 0]),
    ("places/aix-en-provence.json", [38, 38, 0, 0, 0]),
    ("places/liste-fs-20240801.csv", [2_845, 2_837, 0, 8, 0]),
    ("rounds/bus-france-services-charente.json", [12, 11, 1, 0, 0]),
];
const TERRITORY: [&str; 4] = [
    "communes/communes-france-2018.geojson",
    "territory/passage_2018_2024.csv",
    "territory/v_commune_2024.csv",
    "territory/mouvements_2018_2024.csv",
];

fn checked(data: &Path) -> Vec<Checked> {
    let lists = LISTS.iter().map(|(list, _)| *list);
    let files: Vec<_> = lists.chain(TERRITORY).map(|file| data.join(file)).collect();
    check(&files, &CheckOptions::default(), |_| ()).expect("no mapping was given")
}

/// Rows that stand in their commune for want of a position, or of a credible one.
fn in_commune(account: &Account) -> usize {
    let of_commune = [Trouble::LocatedByCommune, Trouble::PositionDistrusted];
    account.issues.iter().filter(|issue| of_commune.contains(&issue.trouble)).count()
}

#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn every_list_is_read_without_a_word_of_configuration() {
    let data = folder();
    for ((list, expected), checked) in LISTS.iter().zip(checked(&data)) {
        let account = checked.outcome.expect(list);
        let in_commune = in_commune(&account);
        let counts = [
            account.read,
            account.kept - in_commune,
            in_commune,
            account.merged(),
            account.set_aside(),
        ];
        assert!(account.balances(), "{list}");
        assert_eq!(counts, *expected, "{list}");
    }
}

/// Exchanged axes, Lambert-93 in text, degrees under the same names.
#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn coordinates_are_understood_by_where_they_lead() {
    let data = folder();
    let understood = |list: &str| {
        let checked = check(&[data.join(list)], &CheckOptions::default(), |_| ());
        let list = checked.expect("no mapping").pop().expect("one file").understood;
        let list = list.expect("a list of places");
        let found = list.mapping.position.expect("a position");
        let PositionSource::Columns { latitude, longitude } = found.source else {
            panic!("{:?}", found.source)
        };
        let name = |rank: usize| list.columns[rank].clone();
        (name(latitude), name(longitude), found.crs.epsg(), found.against_names)
    };
    let columns = |latitude: &str, longitude: &str, epsg, against| {
        (latitude.to_owned(), longitude.to_owned(), epsg, against)
    };
    assert_eq!(understood("places/gironde.json"), columns("Coord. X", "Coord. Y", 4326, true));
    assert_eq!(understood("places/maine-et-loire.json"), columns("y", "x", 2154, false));
    assert_eq!(understood("places/epernay.json"), columns("y", "x", 4326, false));
    // Two columns of telephone numbers are called Latitude and Longitude beside them.
    let overseas = understood("places/ultra-num.geocoded.csv");
    assert_eq!(overseas, columns("latitude", "longitude", 4326, false));
}
