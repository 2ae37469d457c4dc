//! Gini and Theil indices of the product per head of the states of Mexico, against the numbers of
//! another library; `peers/inequality-mexico/SOURCES.md` names it.

use std::{fs, path::Path};

use maillage::core::equity::{Observation, gini, theil, theil_by_group};
use serde_json::Value;

use super::folder;

/// The column of regions that the expected parts between groups are of.
const REGIONS: &str = "hanson98";

/// Each state counts as one person with the value of the column `value`, in its region.
fn states(peer: &Path, value: &str) -> Vec<Observation> {
    let mut reader = csv::Reader::from_path(peer.join("mexico.csv"));
    let reader = reader.as_mut().expect("the folder of real data holds the states");
    let header = reader.headers().expect("a table").clone();
    let rank = |name: &str| header.iter().position(|column| column == name).expect("a column");
    let [value, region] = [value, REGIONS].map(rank);
    let state = |row: csv::Result<csv::StringRecord>| {
        let row = row.expect("a row");
        let number = |rank: usize| row[rank].parse::<f64>().expect("a number");
        Observation { group: Some(number(region) as u32), ..Observation::new(1.0, number(value)) }
    };
    reader.records().map(state).collect()
}

fn expected(peer: &Path) -> Value {
    let text = fs::read_to_string(peer.join("expected.json"));
    let text = text.expect("the folder of real data holds the expected numbers");
    serde_json::from_str(&text).expect("an object")
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn the_gini_index_of_the_states_of_mexico_is_that_of_another_library() {
    let peer = folder().join("peers/inequality-mexico");
    let states = states(&peer, "pcgdp1940");
    assert_eq!(states.len(), 32);
    let found = gini(&states).expect("positive values");
    assert!((found - number(&expected(&peer)["gini_1940_unweighted"])).abs() < 1e-14, "{found}");
}

#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn theil_indices_of_the_states_of_mexico_and_between_regions_are_those_of_another_library() {
    let peer = folder().join("peers/inequality-mexico");
    let expected = expected(&peer);
    let years = expected["years"].as_array().expect("years");
    assert_eq!(years.len(), 7);
    for (rank, year) in years.iter().enumerate() {
        let states = states(&peer, &format!("pcgdp{year}"));
        let found = theil(&states).expect("positive values");
        let parts = theil_by_group(&states).expect("each state has a region");
        // The expected numbers have eight decimals.
        let is_near = |found: f64, of: &str| {
            let expected = number(&expected[of][rank]);
            assert!((found - expected).abs() < 5.1e-9, "{year}: {found} {expected}");
        };
        is_near(found, "theil_T");
        is_near(parts.between, "theil_between_hanson98");
        assert!((parts.within + parts.between - found).abs() < 1e-14, "{year}: {parts:?}");
    }
}

#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn values_of_zero_count_in_theil_as_in_another_library() {
    let expected = &expected(&folder().join("peers/inequality-mexico"))["zeros_case"];
    let numbers = |of: &str| expected[of].as_array().expect("numbers").iter().map(number);
    let people = numbers("y").zip(numbers("regions")).map(|(value, region)| Observation {
        group: Some(region as u32),
        ..Observation::new(1.0, value)
    });
    let people: Vec<Observation> = people.collect();
    let parts = theil_by_group(&people).expect("each has a region");
    let pairs = [
        (theil(&people).expect("a positive mean"), "T"),
        (parts.between, "between"),
        (parts.within, "within"),
    ];
    for (found, of) in pairs {
        assert!((found - number(&expected[of])).abs() < 1e-15, "{of}: {found}");
    }
}
