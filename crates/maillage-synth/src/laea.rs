//! Projection from degrees to EPSG:3035, the reference system of grids of residents.
//!
//! Lambert azimuthal equal-area projection on GRS80 around 52° N, 10° E, after Snyder (1987), « Map
//! projections: a working manual », pages 187–189. Sine, cosine and the logarithm in the authalic
//! latitude are computed by series, from operations that IEEE 754 rounds exactly. All machines
//! therefore get the same bits. The result is accurate to a millimetre within one radian of the
//! equator and of 10° E.

use crate::lattice::LatLon;

/// East, then north, in metres.
pub(crate) type Metres = [f64; 2];

const SEMI_MAJOR: f64 = 6_378_137.0;
const FLATTENING: f64 = 1.0 / 298.257_222_101;
const ECCENTRICITY_SQUARED: f64 = FLATTENING * (2.0 - FLATTENING);
const ORIGIN: LatLon = LatLon { latitude: 52.0, longitude: 10.0 };
const FALSE_EASTING: f64 = 4_321_000.0;
const FALSE_NORTHING: f64 = 3_210_000.0;
/// Number of terms of each series. The next term is below the precision of the result.
const TERMS: u32 = 14;

/// Projects a point of Western Europe.
pub(crate) fn project(at: LatLon) -> Metres {
    let at_pole = authalic(1.0);
    let sphere = SEMI_MAJOR * (0.5 * at_pole).sqrt();
    let authalic_angle = |latitude: f64| {
        let sine = authalic(sine(latitude.to_radians())) / at_pole;
        [sine, (1.0 - sine * sine).sqrt()]
    };
    let [sine_origin, cosine_origin] = authalic_angle(ORIGIN.latitude);
    let [sine_here, cosine_here] = authalic_angle(at.latitude);
    let along = (at.longitude - ORIGIN.longitude).to_radians();

    let parallel = sine(ORIGIN.latitude.to_radians());
    let scale = cosine(ORIGIN.latitude.to_radians())
        / (1.0 - ECCENTRICITY_SQUARED * parallel * parallel).sqrt();
    let stretch = SEMI_MAJOR * scale / (sphere * cosine_origin);
    let facing = sine_origin * sine_here + cosine_origin * cosine_here * cosine(along);
    let reach = sphere * (2.0 / (1.0 + facing)).sqrt();
    let up = cosine_origin * sine_here - sine_origin * cosine_here * cosine(along);
    [
        FALSE_EASTING + reach * stretch * cosine_here * sine(along),
        FALSE_NORTHING + reach / stretch * up,
    ]
}

/// Snyder's q for the sine of a latitude: proportional to the area south of it.
fn authalic(sine: f64) -> f64 {
    let squared = ECCENTRICITY_SQUARED * sine * sine;
    // ln((1 + x) / (1 − x)) / 2x = 1 + x²/3 + x⁴/5 + …
    let series =
        (0..TERMS).rev().fold(0.0, |series, term| series * squared + 1.0 / f64::from(2 * term + 1));
    (1.0 - ECCENTRICITY_SQUARED) * sine * (1.0 / (1.0 - squared) + series)
}

/// x − x³/3! + x⁵/5! − …
fn sine(angle: f64) -> f64 {
    angle * alternating(angle, 1)
}

/// 1 − x²/2! + x⁴/4! − …
fn cosine(angle: f64) -> f64 {
    alternating(angle, 0)
}

/// 1 − x²/(n+1)(n+2) · (1 − x²/(n+3)(n+4) · (…)), from the inside outwards.
fn alternating(angle: f64, below: u32) -> f64 {
    (0..TERMS).rev().fold(1.0, |inner, term| {
        let next = f64::from(below + 2 * term);
        1.0 - angle * angle / ((next + 1.0) * (next + 2.0)) * inner
    })
}

#[cfg(test)]
mod tests {
    use proj4rs::{Proj, transform::transform};

    use super::*;

    #[test]
    fn the_origin_has_the_coordinates_of_the_standard() {
        assert_eq!(project(ORIGIN), [FALSE_EASTING, FALSE_NORTHING]);
    }

    #[test]
    fn positions_in_france_agree_with_another_implementation_to_a_centimetre() {
        let [degrees, metres] =
            [4326, 3035].map(|code| Proj::from_epsg_code(code).expect("in its tables"));
        for latitude in 41..=51 {
            for longitude in -5..=9 {
                let at = LatLon {
                    latitude: f64::from(latitude) + 0.3,
                    longitude: f64::from(longitude) + 0.7,
                };
                let mut point = (at.longitude.to_radians(), at.latitude.to_radians(), 0.0);
                transform(&degrees, &metres, &mut point).expect("in the range of both");
                let [east, north] = project(at);
                assert!((east - point.0).abs() < 0.01, "{at:?}: {east} {}", point.0);
                assert!((north - point.1).abs() < 0.01, "{at:?}: {north} {}", point.1);
            }
        }
    }
}
