//! Positions, and the distances between them.
//!
//! Positions are WGS84 degrees. A search uses earth-centred points instead: the straight chord
//! through the earth needs no projection and no zone, and works across the antimeridian. Reported
//! distances are always geodesics on the WGS84 ellipsoid (Karney 2013, Journal of Geodesy 87).
//! `geographiclib-rs` computes them, or a closed correction of the chord that gives the same
//! millimetre ([`EarthPoint`]).

mod earth_point;

use std::sync::LazyLock;

use geographiclib_rs::{Geodesic, InverseGeodesic};

pub use earth_point::{EarthPoint, arc_over, chord2, longest_arc_over, longest_safe_chord};
pub(crate) use earth_point::{LARGEST_STRETCH, LONGEST_CORRECTED, millimetres_over};

/// Semi-major axis of the WGS84 ellipsoid, in metres.
const SEMI_MAJOR: f64 = 6_378_137.0;
/// Flattening of the WGS84 ellipsoid.
const FLATTENING: f64 = 1.0 / 298.257_223_563;

static WGS84: LazyLock<Geodesic> = LazyLock::new(Geodesic::wgs84);

/// A point on the WGS84 ellipsoid, in degrees. Latitude and longitude are finite and in range.
///
/// # Examples
///
/// ```
/// use maillage_core::geodesy::Position;
///
/// let angouleme = Position::new(45.65, 0.16).expect("a position on the globe");
/// assert_eq!((angouleme.latitude(), angouleme.longitude()), (45.65, 0.16));
/// assert_eq!(Position::new(91.0, 0.0), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    latitude: f64,
    longitude: f64,
}

impl Position {
    /// The position at `latitude` and `longitude`, in degrees.
    ///
    /// `None` unless the latitude is within ±90 and the longitude within ±180.
    pub fn new(latitude: f64, longitude: f64) -> Option<Self> {
        // No range contains NaN, so this test refuses it too.
        let on_the_globe =
            (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
        on_the_globe.then_some(Self { latitude, longitude })
    }

    /// Latitude, in degrees north of the equator.
    pub fn latitude(self) -> f64 {
        self.latitude
    }

    /// Longitude, in degrees east of Greenwich.
    pub fn longitude(self) -> f64 {
        self.longitude
    }

    /// Earth-centred coordinates x, y, z of this position at height zero, in metres.
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
///
/// Karney (2013), Journal of Geodesy 87. The error is at most 15 nanometres. O(1).
///
/// # Examples
///
/// ```
/// use maillage_core::geodesy::{Position, geodesic_metres};
///
/// let at = |longitude| Position::new(0.0, longitude).expect("a position on the globe");
/// // One degree of the equator.
/// assert!((geodesic_metres(at(0.0), at(1.0)) - 111_319.491).abs() < 0.001);
/// ```
pub fn geodesic_metres(from: Position, to: Position) -> f64 {
    WGS84.inverse(from.latitude, from.longitude, to.latitude, to.longitude)
}

/// A length in whole millimetres, the unit in which lengths are compared and reported.
///
/// Whole numbers have a total order. Two places at the same position are an exact tie, and a limit
/// includes a length that is equal to it.
///
/// # Examples
///
/// ```
/// use maillage_core::geodesy::Length;
///
/// let length = Length::from_metres(1_234.5678);
/// assert_eq!((length.metres(), length.km()), (1_234.568, 1.234568));
/// assert_eq!(Length::from_metres(f64::NAN), Length::ZERO);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length(u64);

impl Length {
    /// Zero.
    pub const ZERO: Self = Self(0);

    /// Length of the geodesic between two positions.
    pub fn between(from: Position, to: Position) -> Self {
        Self::from_metres(geodesic_metres(from, to))
    }

    /// `metres` rounded to the nearest millimetre. Zero for a negative number or NaN.
    pub fn from_metres(metres: f64) -> Self {
        // The cast saturates and turns NaN into zero.
        Self((metres * 1_000.0).round() as u64)
    }

    /// `count` millimetres.
    pub(crate) fn from_millimetres(count: u64) -> Self {
        Self(count)
    }

    /// This length in millimetres.
    pub fn millimetres(self) -> u64 {
        self.0
    }

    /// This length in metres.
    pub fn metres(self) -> f64 {
        self.0 as f64 / 1_000.0
    }

    /// This length in kilometres.
    pub fn km(self) -> f64 {
        self.0 as f64 / 1_000_000.0
    }

    /// The longest length that is not above this one after multiplication by `factor`, which is
    /// above zero.
    pub fn before(self, factor: f64) -> Self {
        let mut straight = Self((self.0 as f64 / factor).ceil() as u64);
        while straight.0 > 0 && straight.times(factor) > self {
            straight.0 -= 1;
        }
        straight
    }

    /// This length multiplied by a detour factor.
    pub fn times(self, factor: f64) -> Self {
        // Usually there is no detour.
        if factor == 1.0 { self } else { Self::from_metres(self.metres() * factor) }
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
        let halves = Length(5_000_000_000_001);
        assert_eq!(halves.times(1.0), Length::from_metres(halves.metres()));
    }
}
