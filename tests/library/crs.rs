//! Projected coordinates come out where other software puts them.

use std::path::Path;

use maillage::{
    Position,
    core::geodesy::geodesic_metres,
    tables::crs::{Crs, Reprojection},
};

use crate::real_data;

/// Origins of projections, by their definition at EPSG: code, x, y, latitude, longitude.
const BY_DEFINITION: [(u32, [f64; 4]); 5] = [
    (2154, [700_000.0, 6_600_000.0, 46.5, 3.0]),
    (3945, [1_700_000.0, 4_200_000.0, 45.0, 3.0]),
    (3035, [4_321_000.0, 3_210_000.0, 52.0, 10.0]),
    (2975, [500_000.0, 10_000_000.0, 0.0, 57.0]),
    (2972, [500_000.0, 0.0, 0.0, -51.0]),
];

/// IGN's point ID5863 in Lambert-93 and in CC44 (used by the tests of orbisgis/cts).
const BY_IGN: [(u32, [f64; 4]); 2] = [
    (2154, [977_362.95, 6_218_045.569, 43.008, 6.4]),
    (3944, [1_977_142.451, 3_095_503.314, 43.008, 6.4]),
];

#[test]
fn the_origin_of_a_projection_is_where_its_definition_puts_it() {
    for (code, [x, y, latitude, longitude]) in BY_DEFINITION {
        let off = geodesic_metres(position(code, x, y), at(latitude, longitude));
        assert!(off < 0.001, "EPSG:{code}: {off} m");
    }
}

#[test]
fn a_point_of_ign_is_found_within_a_millimetre() {
    for (code, [x, y, latitude, longitude]) in BY_IGN {
        let off = geodesic_metres(position(code, x, y), at(latitude, longitude));
        assert!(off < 0.001, "EPSG:{code}: {off} m");
    }
}

#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn control_points_agree_within_the_tolerance_of_their_source() {
    let data = real_data::folder();
    let points = control_points(&data.join("peers/lambert93/points.csv"));
    assert_eq!(points.len(), 15);
    for point in points {
        let off = geodesic_metres(point.source, point.target);
        assert!(off <= point.metres, "{}: {off} m of {}", point.name, point.metres);
    }
}

/// EPSG has latitude first for these; files, and this library, have longitude first.
#[test]
fn geographic_systems_of_france_are_taken_for_wgs84() {
    for code in [4326, 4171, 4258, 4624, 4627] {
        let found = position(code, 2.35, 48.85);
        assert_eq!((found.latitude(), found.longitude()), (48.85, 2.35), "EPSG:{code}");
    }
}

#[cfg(not(feature = "proj"))]
#[test]
fn without_proj_a_foreign_system_has_no_way() {
    assert!(Reprojection::new(Crs::from_epsg(25830)).is_none());
    assert!(Reprojection::new(Crs::from_epsg(2056)).is_none());
}

fn at(latitude: f64, longitude: f64) -> Position {
    Position::new(latitude, longitude).expect("the test's degrees are on the globe")
}

fn position(code: u32, x: f64, y: f64) -> Position {
    let way = Reprojection::new(Crs::from_epsg(code)).expect("a French system");
    way.position(x, y).expect("within the system")
}

/// Two coordinates of one point, both brought to degrees.
struct ControlPoint {
    name: String,
    source: Position,
    target: Position,
    metres: f64,
}

fn control_points(path: &Path) -> Vec<ControlPoint> {
    let mut reader = csv::Reader::from_path(path).expect("the folder of real data holds it");
    let mut points = Vec::new();
    for row in reader.records() {
        let row = row.expect("a table");
        let number = |rank: usize| row[rank].parse::<f64>().expect("a number");
        let code = |rank: usize| row[rank].parse::<u32>().expect("a code");
        let tolerance = number(8);
        // Where the target is in degrees, so is the tolerance.
        let degrees = code(3) == 4326;
        points.push(ControlPoint {
            name: row[1].to_owned(),
            source: position(code(2), number(4), number(5)),
            target: position(code(3), number(6), number(7)),
            metres: if degrees { tolerance * 111_320.0 } else { tolerance },
        });
    }
    points
}

/// With PROJ itself as the judge.
#[cfg(feature = "proj")]
mod by_proj {
    use super::*;

    /// South, north, west, east.
    const METROPOLE: [f64; 4] = [41.4, 51.1, -5.1, 9.5];
    const ANTILLES: [f64; 4] = [14.4, 18.1, -63.1, -60.8];
    const GUYANE: [f64; 4] = [2.1, 5.9, -54.6, -51.6];
    const REUNION: [f64; 4] = [-21.4, -20.8, 55.2, 55.8];
    const MAYOTTE: [f64; 4] = [-13.0, -12.6, 45.0, 45.3];
    const SAINT_PIERRE: [f64; 4] = [46.7, 47.1, -56.4, -56.1];

    const SYSTEMS: [(u32, [f64; 4]); 23] = [
        (2154, METROPOLE),
        (3942, METROPOLE),
        (3943, METROPOLE),
        (3944, METROPOLE),
        (3945, METROPOLE),
        (3946, METROPOLE),
        (3947, METROPOLE),
        (3948, METROPOLE),
        (3949, METROPOLE),
        (3950, METROPOLE),
        (5490, ANTILLES),
        (4559, ANTILLES),
        (32620, ANTILLES),
        (2972, GUYANE),
        (2975, REUNION),
        (4471, MAYOTTE),
        (4467, SAINT_PIERRE),
        (3035, METROPOLE),
        (3857, METROPOLE),
        (32630, METROPOLE),
        (32631, METROPOLE),
        (32632, METROPOLE),
        (32740, REUNION),
    ];

    /// Points on a grid of 5 × 5 over the territory, in the system itself.
    fn grid(code: u32, [south, north, west, east]: [f64; 4]) -> Vec<(f64, f64)> {
        let epsg = format!("EPSG:{code}");
        let way = proj::Proj::new_known_crs("OGC:CRS84", &epsg, None).expect("PROJ knows it");
        let steps = (0..5).flat_map(|row| (0..5).map(move |column| (row, column)));
        let along = |from: f64, to: f64, step: i32| from + (to - from) * f64::from(step) / 4.0;
        let point = |(row, column)| (along(west, east, column), along(south, north, row));
        steps.map(|step| way.convert(point(step)).expect("inside its territory")).collect()
    }

    /// The furthest that both ways come apart over the territory, in metres.
    fn furthest(code: u32, territory: [f64; 4]) -> f64 {
        let ours = Reprojection::new(Crs::from_epsg(code)).expect("a French system");
        let judge = Reprojection::by_proj(Crs::from_epsg(code)).expect("PROJ knows it");
        let off = |(x, y)| {
            let (ours, judge) = (ours.position(x, y), judge.position(x, y));
            geodesic_metres(ours.expect("in range"), judge.expect("in range"))
        };
        grid(code, territory).into_iter().map(off).fold(0.0, f64::max)
    }

    #[test]
    fn every_french_system_agrees_with_proj_within_a_millimetre() {
        for (code, territory) in SYSTEMS {
            let off = furthest(code, territory);
            assert!(off < 0.001, "EPSG:{code}: {off} m");
        }
    }

    /// Neither has the grid of NTF: what is stated is a few metres.
    #[test]
    fn lambert_ii_agrees_with_proj_within_the_few_metres_that_are_stated() {
        assert!(Crs::from_epsg(27572).is_approximate());
        let off = furthest(27572, METROPOLE);
        assert!(off < 5.0, "{off} m");
    }

    #[test]
    fn with_proj_a_foreign_system_is_reprojected() {
        // The origins of UTM zone 30 and of the Swiss grid (EPSG).
        let utm = position(25830, 500_000.0, 0.0);
        assert!(geodesic_metres(utm, at(0.0, -3.0)) < 0.01);
        let bern = position(2056, 2_600_000.0, 1_200_000.0);
        assert!(geodesic_metres(bern, at(46.951_08, 7.438_64)) < 5.0);
    }
}
