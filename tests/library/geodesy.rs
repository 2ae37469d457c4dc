//! Distances are geodesics on WGS84, as others compute them.

use std::fs;

use maillage::geodesy::{Position, geodesic_metres};

use crate::real_data;

/// An inverse problem and its answer: latitudes, longitudes, metres.
type Known = ([f64; 4], f64);

/// GeographicLib's own documentation: JFK to Heathrow (GeodSolve), Wellington to Salamanca
/// (the Python and JavaScript guides); and the quarter meridian of WGS84.
const PUBLISHED: [Known; 3] = [
    ([40.6, -73.8, 51.6, -0.5], 5_551_759.400),
    ([-41.32, 174.81, 40.96, -5.50], 19_959_679.267),
    ([0.0, 0.0, 90.0, 0.0], 10_001_965.729),
];

#[test]
fn lengths_are_those_that_geographiclib_publishes() {
    for (ends, metres) in PUBLISHED {
        assert!((geodesic(ends) - metres).abs() < 0.000_6, "{ends:?}: {}", geodesic(ends));
    }
}

#[test]
fn lengths_are_those_of_geodtest_within_15_nanometres() {
    let Some(data) = real_data::folder() else { return };
    let known = geodtest(&data);
    assert_eq!(known.len(), 100);
    for (ends, metres) in known {
        let off = (geodesic(ends) - metres).abs();
        assert!(off <= 15e-9, "{ends:?}: {off} m");
    }
}

/// The negative control: were these tolerances met by a sphere, they would prove nothing.
#[test]
fn a_sphere_does_not_pass_for_the_earth() {
    for (ends, metres) in PUBLISHED {
        assert!((haversine(ends) - metres).abs() > 1_000.0, "{ends:?}: {}", haversine(ends));
    }
    let Some(data) = real_data::folder() else { return };
    let known = geodtest(&data);
    let passing = known.iter().filter(|(ends, metres)| (haversine(*ends) - metres).abs() <= 0.001);
    assert_eq!(passing.count(), 0);
}

fn geodesic([latitude, longitude, to_latitude, to_longitude]: [f64; 4]) -> f64 {
    let at = |latitude, longitude| Position::new(latitude, longitude).expect("on the globe");
    geodesic_metres(at(latitude, longitude), at(to_latitude, to_longitude))
}

fn haversine(ends: [f64; 4]) -> f64 {
    let [latitude, longitude, to_latitude, to_longitude] = ends.map(f64::to_radians);
    let square = |angle: f64| (angle / 2.0).sin().powi(2);
    let chord = square(to_latitude - latitude)
        + latitude.cos() * to_latitude.cos() * square(to_longitude - longitude);
    2.0 * 6_371_009.0 * chord.sqrt().asin()
}

/// The rows of GeodTest: lat1 lon1 azi1 lat2 lon2 azi2 s12 …
fn geodtest(data: &std::path::Path) -> Vec<Known> {
    let path = data.join("peers/geodtest/GeodTest-100.dat");
    let text = fs::read_to_string(path).expect("the folder of real data holds GeodTest");
    let row = |line: &str| {
        let numbers: Vec<f64> =
            line.split_whitespace().map(|number| number.parse().expect("a number")).collect();
        ([numbers[0], numbers[1], numbers[3], numbers[4]], numbers[6])
    };
    text.lines().map(row).collect()
}
