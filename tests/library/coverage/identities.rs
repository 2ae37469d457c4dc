//! What must hold of every map, whatever the places: laws that follow from the definitions.

use std::path::PathBuf;

use maillage::{Coverage, Sources, Supply};
use proptest::{prelude::*, sample::subsequence};
use serde_json::{Map, Value};

use crate::{
    handmade::{Folder, mediation, run_with},
    island::{Island, estimated},
    layer::Layer,
};

/// A grid of points over the small island, a kilometre apart at least: no two are one place.
fn points() -> Vec<(String, f64, f64)> {
    let north = |rank: usize| 45.35 + 0.06 * rank as f64;
    let east = |rank: usize| -4.1 + 0.08 * rank as f64;
    let all = (0..90).map(|rank| (rank / 9, rank % 9));
    all.map(|(row, column)| (format!("p{row}{column}"), north(row), east(column))).collect()
}

/// Some of these points, in any order.
fn places() -> impl Strategy<Value = Vec<(String, f64, f64)>> {
    subsequence(points(), 2..14).prop_shuffle()
}

/// The small island with these places alone, from where people live.
fn measured(folder: &Folder, places: &[(String, f64, f64)]) -> Coverage {
    let rows: Vec<(&str, f64, f64)> =
        places.iter().map(|(id, north, east)| (id.as_str(), *north, *east)).collect();
    let list: PathBuf = folder.write("lieux.csv", mediation(&rows));
    let supply = Supply { mediation: vec![list], ..Supply::default() };
    let sources = Sources { supply, ..Island::small().estimated_inputs() };
    run_with(&sources, &estimated())
}

/// The values of the columns whose names begin so, in their order.
fn of_columns(row: &Map<String, Value>, start: &str) -> Vec<f64> {
    let columns = row.iter().filter(|(column, _)| column.starts_with(start));
    columns.filter_map(|(_, value)| value.as_f64()).collect()
}

/// Beginnings of the names of the columns that each threshold has, nearest threshold first.
const BY_THRESHOLD: [&str; 2] = ["lieux_", "couverture_"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn coverage_never_falls_with_a_longer_threshold(places in places()) {
        let layer = Layer::of(&measured(&Folder::new(), &places));
        for row in layer.rows() {
            for start in BY_THRESHOLD {
                let values = of_columns(row, start);
                prop_assert!(values.is_sorted(), "{start} {values:?}");
            }
        }
    }

    #[test]
    fn one_place_more_never_makes_anybody_worse_off(places in places()) {
        let folder = Folder::new();
        let before = Layer::of(&measured(&folder, &places[1..]));
        let after = Layer::of(&measured(&folder, &places));
        for (before, after) in before.rows().zip(after.rows()) {
            for start in BY_THRESHOLD {
                let (before, after) = (of_columns(before, start), of_columns(after, start));
                prop_assert!(before.iter().zip(&after).all(|(before, after)| before <= after));
            }
            for column in ["distance_km", "distance_mediane_km", "distance_p90_km", "distance_max_km"] {
                let km = |row: &Map<String, Value>| row[column].as_f64().unwrap_or(f64::INFINITY);
                prop_assert!(km(after) <= km(before), "{column}");
            }
            let people = |row: &Map<String, Value>| row["personnes_non_couvertes"].as_u64();
            prop_assert!(people(after) <= people(before));
        }
    }

    #[test]
    fn a_row_that_stands_twice_changes_no_commune(places in places(), twice in any::<prop::sample::Index>()) {
        let folder = Folder::new();
        let before = Layer::of(&measured(&folder, &places));
        let more: Vec<_> = places.iter().chain([twice.get(&places)]).cloned().collect();
        let after = Layer::of(&measured(&folder, &more));
        prop_assert!(before.features == after.features);
    }

    #[test]
    fn the_order_of_a_list_changes_no_commune(places in places(), at in any::<prop::sample::Index>()) {
        let folder = Folder::new();
        let mut turned = places.clone();
        turned.rotate_left(at.index(places.len()));
        let before = Layer::of(&measured(&folder, &places));
        let after = Layer::of(&measured(&folder, &turned));
        prop_assert!(before.features == after.features);
    }
}
