//! Degrees to metres on the planes that France is mapped on: what a map shows is stated in them.
//!
//! Lambert-93 is the conformal conic of IGN, NTG 71; the systems overseas are UTM, after Krüger, to
//! the third order. All on GRS 80. Exact to the millimetre where they are used. O(1).

use geo::Coord;

/// Semi-major axis of GRS 80, in metres.
const AXIS: f64 = 6_378_137.0;
/// Flattening of GRS 80.
const FLATTENING: f64 = 1.0 / 298.257_222_101;

/// Lambert-93: exponent, constant in metres, ordinate of the pole in metres.
const CONE: (f64, f64, f64) = (0.725_607_765_053_267, 11_754_255.426_096, 12_655_612.049_876);

/// A plane of metres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Projection {
    system: u32,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Lambert93,
    /// The zone, and the northing of the equator in metres.
    Utm(u8, f64),
}

impl Projection {
    /// The projection of a system by its EPSG number; Lambert-93 for any but those overseas.
    pub(super) fn of(system: u32) -> Self {
        let kind = match system {
            5490 => Kind::Utm(20, 0.0),
            2972 => Kind::Utm(22, 0.0),
            4467 => Kind::Utm(21, 0.0),
            2975 => Kind::Utm(40, 1e7),
            4471 => Kind::Utm(38, 1e7),
            _ => return Self { system: 2154, kind: Kind::Lambert93 },
        };
        Self { system, kind }
    }

    /// The EPSG number.
    pub(super) fn system(self) -> u32 {
        self.system
    }

    /// The name, as maps state it.
    pub(super) fn name(self) -> String {
        let name = match self.kind {
            Kind::Lambert93 => "Lambert-93".to_owned(),
            Kind::Utm(zone, equator) => {
                let side = if equator > 0.0 { "S" } else { "N" };
                format!("UTM {zone}{side}")
            }
        };
        format!("{name} (EPSG:{})", self.system)
    }

    /// A position in degrees, on the plane.
    pub(super) fn plane(self, at: Coord<f64>) -> Coord<f64> {
        match self.kind {
            Kind::Lambert93 => lambert_93(at),
            Kind::Utm(zone, equator) => utm(at, f64::from(zone) * 6.0 - 183.0, equator),
        }
    }
}

fn lambert_93(at: Coord<f64>) -> Coord<f64> {
    let (exponent, constant, pole) = CONE;
    let radius = constant * (-exponent * isometric(at.y.to_radians())).exp();
    let angle = exponent * (at.x - 3.0).to_radians();
    Coord { x: 700_000.0 + radius * angle.sin(), y: pole - radius * angle.cos() }
}

fn utm(at: Coord<f64>, meridian: f64, equator: f64) -> Coord<f64> {
    const SCALE: f64 = 0.9996;
    let third = FLATTENING / (2.0 - FLATTENING);
    let (second, cube) = (third * third, third.powi(3));
    let radius = AXIS / (1.0 + third) * (1.0 + second / 4.0 + second * second / 64.0);
    let series = [
        third / 2.0 - 2.0 * second / 3.0 + 5.0 * cube / 16.0,
        13.0 * second / 48.0 - 3.0 * cube / 5.0,
        61.0 * cube / 240.0,
    ];
    let conformal = isometric(at.y.to_radians()).sinh();
    let longitude = (at.x - meridian).to_radians();
    let north = conformal.atan2(longitude.cos());
    let east = (longitude.sin() / conformal.hypot(longitude.cos())).asinh();
    let mut plane = Coord { x: east, y: north };
    for (factor, term) in (1_u8..).map(|rank| 2.0 * f64::from(rank)).zip(series) {
        plane.x += term * (factor * north).cos() * (factor * east).sinh();
        plane.y += term * (factor * north).sin() * (factor * east).cosh();
    }
    Coord { x: 500_000.0 + SCALE * radius * plane.x, y: equator + SCALE * radius * plane.y }
}

/// The isometric latitude of a latitude in radians.
fn isometric(latitude: f64) -> f64 {
    let eccentricity = (FLATTENING * (2.0 - FLATTENING)).sqrt();
    let sine = latitude.sin();
    sine.atanh() - eccentricity * (eccentricity * sine).atanh()
}

#[cfg(test)]
mod tests {
    use maillage_tables::crs::{Crs, Reprojection};

    use super::*;

    #[test]
    fn the_crate_that_reads_these_systems_finds_each_position_again() {
        let positions = [
            (2154, 2.35, 48.85),
            (2154, -4.5, 48.4),
            (2154, 9.4, 42.0),
            (5490, -61.5, 16.2),
            (2972, -52.3, 4.9),
            (2975, 55.5, -21.1),
            (4471, 45.2, -12.8),
            (4467, -56.2, 46.8),
        ];
        for (system, x, y) in positions {
            let plane = Projection::of(system).plane(Coord { x, y });
            let reader = Reprojection::new(Crs::from_epsg(system)).expect("it reads this system");
            let back = reader.position(plane.x, plane.y).expect("it is on earth");
            // A ten-millionth of a degree is a centimetre.
            assert!((back.longitude() - x).abs() < 1e-7, "{system}: {back:?}");
            assert!((back.latitude() - y).abs() < 1e-7, "{system}: {back:?}");
        }
    }

    #[test]
    fn the_origin_of_lambert_93_is_where_ign_puts_it() {
        let origin = Projection::of(2154).plane(Coord { x: 3.0, y: 46.5 });
        assert!((origin.x - 700_000.0).abs() < 1e-3 && (origin.y - 6_600_000.0).abs() < 1e-2);
    }
}
