//! Where things are, and how far apart.
//!
//! Positions are WGS84 degrees. For searching they become earth-centred points, because
//! the straight chord through the earth orders places as the geodesic does, with no
//! projection, no zone and no antimeridian. What is *reported* is always the geodesic
//! on the WGS84 ellipsoid: Karney (2013), Journal of Geodesy 87, by `geographiclib-rs`, or
//! the same millimetre by a closed correction of the chord ([`EarthPoint`]).

mod earth_point;

use std::sync::LazyLock;

use geographiclib_rs::{Geodesic, InverseGeodesic};

pub use earth_point::{EarthPoint, arc_over, chord2, longest_over, surely_under};

/// Semi-major axis of the WGS84 ellipsoid, in metres.
const SEMI_MAJOR: f64 = 6_378_137.0;
/// Flattening of the WGS84 ellipsoid.
const FLATTENING: f64 = 1.0 / 298.257_223_563;

static WGS84: LazyLock<Geodesic> = LazyLock::new(Geodesic::wgs84);

/// A point on the WGS84 ellipsoid, in degrees. Always finite and within the globe.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    latitude: f64,
    longitude: f64,
}

impl Position {
    /// The position at these degrees; `None` unless both are finite, the latitude within
    /// ±90 and the longitude within ±180.
    pub fn new(latitude: f64, longitude: f64) -> Option<Self> {
        // A NaN is in no range, so it is refused here as well.
        let on_the_globe =
            (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
        on_the_globe.then_some(Self { latitude, longitude })
    }

    /// Degrees north of the equator.
    pub fn latitude(self) -> f64 {
        self.latitude
    }

    /// Degrees east of Greenwich.
    pub fn longitude(self) -> f64 {
        self.longitude
    }

    /// The same point from the centre of the earth: x, y, z in metres, at height zero.
    pub fn earth_centred(self) -> [f64; 3] {
        let (latitude, longitude) = (self.latitude.to_radians(), self.longitude.to_radians());
        let eccentricity2 = FLATTENING * (2.0 - FLATTENING);
        let normal = SEMI_MAJOR / (1.0 - eccentricity2 * latitude.sin().powi(2)).sqrt();
        [
            normal * latitude.cos() * longitude.cos(),
            normal * latitude.cos() * longitude.sin(),
            normal * (1.0 - eccentricity2) * latitude.sin(),
        ]
    }
}

/// Length of the geodesic between two positions, in metres on WGS84.
pub fn geodesic_metres(from: Position, to: Position) -> f64 {
    WGS84.inverse(from.latitude, from.longitude, to.latitude, to.longitude)
}

/// A length as it is compared and reported: whole millimetres.
///
/// Being whole, lengths order totally, two places at the same spot are an exact tie, and
/// a limit includes what lies on it (≤) without a floating-point quarrel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length(u64);

impl Length {
    /// No length.
    pub const ZERO: Self = Self(0);

    /// The geodesic between two positions.
    pub fn between(from: Position, to: Position) -> Self {
        Self::from_metres(geodesic_metres(from, to))
    }

    /// `metres` to the nearest millimetre; zero for a negative or a NaN.
    pub fn from_metres(metres: f64) -> Self {
        // The cast saturates, and takes NaN to zero.
        Self((metres * 1_000.0).round() as u64)
    }

    /// In metres.
    pub fn metres(self) -> f64 {
        self.0 as f64 / 1_000.0
    }

    /// In kilometres.
    pub fn km(self) -> f64 {
        self.0 as f64 / 1_000_000.0
    }

    /// The longest length that, times `factor`, is not longer than this one.
    pub fn before(self, factor: f64) -> Self {
        let mut straight = Self((self.0 as f64 / factor).ceil() as u64);
        while straight.0 > 0 && straight.times(factor) > self {
            straight.0 -= 1;
        }
        straight
    }

    /// This length times a detour factor.
    pub fn times(self, factor: f64) -> Self {
        Self::from_metres(self.metres() * factor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(latitude: f64, longitude: f64) -> Position {
        Position::new(latitude, longitude).expect("the test's degrees are on the globe")
    }

    #[test]
    fn a_position_is_finite_and_on_the_globe() {
        assert!(Position::new(f64::NAN, 2.0).is_none());
        assert!(Position::new(48.0, f64::INFINITY).is_none());
        assert!(Position::new(90.1, 2.0).is_none());
        assert!(Position::new(-21.1, 55.5).is_some());
    }

    #[test]
    fn earth_centred_points_are_on_the_ellipsoid() {
        assert_eq!(at(0.0, 0.0).earth_centred(), [SEMI_MAJOR, 0.0, 0.0]);
        let pole = at(90.0, 0.0).earth_centred();
        let semi_minor = SEMI_MAJOR * (1.0 - FLATTENING);
        assert!((pole[2] - semi_minor).abs() < 1e-6);
    }

    #[test]
    fn a_degree_of_the_equator_is_a_360th_of_it() {
        let degree = geodesic_metres(at(0.0, 0.0), at(0.0, 1.0));
        let expected = SEMI_MAJOR * std::f64::consts::TAU / 360.0;
        assert!((degree - expected).abs() < 1e-6);
    }

    #[test]
    fn lengths_are_whole_millimetres() {
        assert_eq!(Length::from_metres(1_234.567_8), Length(1_234_568));
        assert_eq!(Length::from_metres(f64::NAN), Length(0));
        assert_eq!(Length::from_metres(10_000.0).times(1.3).km(), 13.0);
        let limit = Length::from_metres(2_000.0);
        assert_eq!(limit.before(1.3), Length::from_metres(1_538.461));
        assert_eq!(limit.before(1.0), limit);
    }
}
