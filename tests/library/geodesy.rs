//! Distances are geodesics on WGS84, as others compute them.

use std::fs;

use maillage::{
    Position,
    core::geodesy::{
        EarthPoint, Length, arc_over, chord2, geodesic_metres, longest_arc_over, longest_safe_chord,
    },
};
use proptest::prelude::*;

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
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn lengths_are_those_of_geodtest_within_15_nanometres() {
    let known = geodtest(&real_data::folder());
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
}

/// The negative control of `geodtest`.
#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn a_sphere_does_not_pass_for_the_earth_of_geodtest() {
    let known = geodtest(&real_data::folder());
    let passing = known.iter().filter(|(ends, metres)| (haversine(*ends) - metres).abs() <= 0.001);
    assert_eq!(passing.count(), 0);
}

/// Boxes of degrees: south, north, west, east. Metropole, Guyane, La Réunion; the equator,
/// a pole, the antimeridian; the globe.
const REGIONS: [[f64; 4]; 7] = [
    [41.3, 51.2, -5.2, 9.6],
    [2.0, 6.0, -54.7, -51.5],
    [-21.5, -20.7, 55.1, 55.9],
    [-0.5, 0.5, -10.0, 10.0],
    [89.0, 90.0, -180.0, 180.0],
    [-18.0, -13.0, 179.0, 180.0],
    [-90.0, 90.0, -180.0, 180.0],
];

/// A position, and another so many metres or a little less from it, in any direction.
fn pair(longest: f64) -> impl Strategy<Value = (EarthPoint, EarthPoint)> {
    let parts = (0..REGIONS.len(), 0.0..=1.0, 0.0..=1.0, 0.0..360.0_f64, 0.0..=longest);
    parts.prop_map(|(region, northing, easting, azimuth, metres): (usize, f64, f64, f64, f64)| {
        let [south, north, west, east] = REGIONS[region];
        let latitude = south + (north - south) * northing;
        let longitude = west + (east - west) * easting;
        // On a sphere: where the other end is matters to nobody, so long as it is near.
        let (turn, azimuth, phi) =
            (metres / 6_400_000.0, azimuth.to_radians(), latitude.to_radians());
        let there = phi.sin() * turn.cos() + phi.cos() * turn.sin() * azimuth.cos();
        let aside = (azimuth.sin() * turn.sin() * phi.cos()).atan2(turn.cos() - phi.sin() * there);
        let round = (longitude + aside.to_degrees() + 180.0).rem_euclid(360.0) - 180.0;
        let spot = |latitude: f64, longitude| {
            EarthPoint::new(Position::new(latitude, longitude).expect("folded onto the globe"))
        };
        (spot(latitude, longitude), spot(there.clamp(-1.0, 1.0).asin().to_degrees(), round))
    })
}

fn off((from, to): &(EarthPoint, EarthPoint)) -> f64 {
    let exact = geodesic_metres(from.position(), to.position());
    (arc_over(from.coordinates(), to.coordinates()) - exact).abs()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn the_closed_correction_is_right_to_a_third_of_a_micrometre_up_to_100_km(ends in pair(100_000.0)) {
        prop_assert!(off(&ends) < 3e-7, "{} m", off(&ends));
    }

    #[test]
    fn the_closed_correction_is_right_to_nine_micrometres_up_to_200_km(ends in pair(200_000.0)) {
        prop_assert!(off(&ends) < 9e-6, "{} m", off(&ends));
    }

    #[test]
    fn the_closed_correction_is_right_to_a_millimetre_up_to_400_km(ends in pair(400_000.0)) {
        prop_assert!(off(&ends) < 1e-3, "{} m", off(&ends));
    }

    /// At any distance: where the correction does not decide, the exact solver does.
    #[test]
    fn a_spot_measures_the_same_millimetres_as_the_exact_geodesic(
        near in pair(30_000.0),
        edge in pair(210_000.0),
        far in pair(20_000_000.0),
    ) {
        for (from, to) in [near, edge, far] {
            let exact = Length::between(from.position(), to.position());
            prop_assert_eq!(from.length_to(&to), exact);
            prop_assert!(from.is_within(&to, exact));
            let short = Length::from_metres(exact.metres() - 0.001);
            prop_assert_eq!(from.is_within(&to, short), exact <= short);
        }
    }

    #[test]
    fn a_geodesic_is_between_its_chord_and_the_longest_arc_over_it(
        near in pair(200_000.0),
        far in pair(20_000_000.0),
    ) {
        for (from, to) in [near, far] {
            let chord = chord2(from.coordinates(), to.coordinates()).sqrt();
            let metres = geodesic_metres(from.position(), to.position());
            prop_assert!(chord <= metres + 1e-7 && metres <= longest_arc_over(chord) + 1e-7);
            let back = longest_safe_chord(Length::from_metres(longest_arc_over(chord)));
            prop_assert!((back - chord).abs() < 0.01 + chord * 5e-5 || back > 12_000_000.0);
        }
    }
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
