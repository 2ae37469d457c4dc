//! Gi* and local Moran's I, against the numbers of PySAL.

use std::fs;

use maillage::core::hot_spots::{HotSpotOptions, HotSpots, Neighbours, hot_spots};
use serde_json::Value;

use super::folder;

/// Of the ten units of `desmith`, local Moran's I by its definition in plain Python. Those of PySAL
/// are 9/10 of these: it divides by the variance of a sample.
const LOCAL_MORAN: [f64; 10] = [
    -0.126_769_745_605,
    -0.221_561_584_086,
    -0.148_348_983_166,
    -0.575_226_480_050,
    0.534_388_989_438,
    0.135_645_701_267,
    1.323_869_979_310,
    -0.646_047_828_307,
    0.078_904_253_423,
    0.381_270_008_882,
];

fn spots(values: &[f64], neighbours: &Neighbours) -> HotSpots {
    let values: Vec<Option<f64>> = values.iter().copied().map(Some).collect();
    hot_spots(&values, neighbours, &HotSpotOptions::default()).expect("the values vary")
}

#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn gi_star_of_six_points_is_that_of_pysal() {
    let path = folder().join("peers/getis-ord-points/points.json");
    let text = fs::read_to_string(path).expect("the folder of real data holds the points");
    let points: Value = serde_json::from_str(&text).expect("a JSON");
    let numbers = |name: &str| -> Vec<f64> {
        let array = points[name].as_array().expect("an array").iter();
        array.map(|number| number.as_f64().expect("a number")).collect()
    };
    let lists = points["neighbours"].as_array().expect("a list for each point").iter().enumerate();
    let pairs = lists.flat_map(|(unit, list)| {
        let others = list.as_array().expect("a list").iter();
        others.map(move |other| (unit, other.as_u64().expect("a number of a point") as usize))
    });
    let (values, expected) = (numbers("y"), numbers("Gi_star_binary_z"));
    assert_eq!((values.len(), expected.len()), (6, 6));
    let found = spots(&values, &Neighbours::of_pairs(6, pairs));
    for (unit, expected) in found.units.iter().zip(expected) {
        let z = unit.getis_ord.expect("no point is an island").z;
        assert!((z - expected).abs() < 1e-12, "{z} {expected}");
    }
}

#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn local_moran_of_desmith_is_that_of_pysal() {
    let data = folder().join("peers/inequality-mexico");
    let read = |name: &str| {
        fs::read_to_string(data.join(name)).expect("the folder of real data holds desmith")
    };
    // Two lines of counts and names, then the number of a unit and its value.
    let table = read("desmith.txt");
    let rows = table.lines().skip(2).filter_map(|row| row.split_once(','));
    let values: Vec<f64> = rows.map(|(_, value)| value.trim().parse().expect("a value")).collect();
    // A line of a count, then for each unit its number with a count, and its neighbours. Numbers
    // begin at 1.
    let list = read("desmith.gal");
    let numbers = |line: &str| -> Vec<usize> {
        line.split_whitespace().map(|number| number.parse().expect("a number")).collect()
    };
    let lines: Vec<Vec<usize>> =
        list.lines().skip(1).map(numbers).filter(|line| !line.is_empty()).collect();
    let pairs = lines.chunks_exact(2).flat_map(|lines| {
        let unit = lines[0][0] - 1;
        lines[1].iter().map(move |other| (unit, other - 1))
    });
    let found = spots(&values, &Neighbours::of_pairs(values.len(), pairs));
    assert_eq!(found.units.len(), LOCAL_MORAN.len());
    for (unit, expected) in found.units.iter().zip(LOCAL_MORAN) {
        let i = unit.local_moran.expect("no unit is an island").i;
        assert!((i - expected).abs() < 1e-11, "{i} {expected}");
    }
    let mean = LOCAL_MORAN.iter().sum::<f64>() / 10.0;
    assert!((found.global_moran - mean).abs() < 1e-11, "{} {mean}", found.global_moran);
}
