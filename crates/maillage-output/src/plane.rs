//! Planes of metres: that on which each part of France is mapped, and one of its own for any other
//! place.

use geo::Coord;
use proj4rs::{Proj, transform::transform};

/// A plane of metres.
pub struct Plane {
    /// Its EPSG number; `None` for one around a place.
    system: Option<u32>,
    from: Proj,
    to: Proj,
}

impl Plane {
    /// The plane of a system by its EPSG number; Lambert-93 for one that is not known.
    pub fn of_system(system: u32) -> Self {
        let known = u16::try_from(system).ok().and_then(|code| Proj::from_epsg_code(code).ok());
        match known {
            Some(to) => Self { system: Some(system), from: degrees(), to },
            None => Self::of_system(2154),
        }
    }

    /// A plane around a place, in degrees.
    pub fn around(middle: Coord<f64>) -> Self {
        let to = Proj::from_proj_string(&format!(
            "+proj=tmerc +lat_0={} +lon_0={} +k=1 +x_0=0 +y_0=0 +datum=WGS84 +units=m +no_defs",
            middle.y, middle.x
        ));
        Self { system: None, from: degrees(), to: to.expect("a projection of our own is sound") }
    }

    /// Its EPSG number; `None` for a plane around a place.
    pub fn system(&self) -> Option<u32> {
        self.system
    }

    /// The metres of a position in degrees; `None` where it has none.
    pub fn metres(&self, at: Coord<f64>) -> Option<Coord<f64>> {
        let mut point = (at.x.to_radians(), at.y.to_radians(), 0.0);
        transform(&self.from, &self.to, &mut point).ok()?;
        let metres = Coord { x: point.0, y: point.1 };
        (metres.x.is_finite() && metres.y.is_finite()).then_some(metres)
    }
}

fn degrees() -> Proj {
    Proj::from_epsg_code(4326).expect("WGS84 is known")
}

/// The largest of 1, 2, 5, 10, 20… that is at most `number`, which is positive: for scale bars and
/// legends.
pub fn round_below(number: f64) -> f64 {
    let power = 10_f64.powf(number.log10().floor());
    let times = [5.0, 2.0, 1.0].into_iter().find(|times| times * power <= number);
    times.unwrap_or(1.0) * power
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
            let plane = Plane::of_system(system).metres(Coord { x, y }).expect("it is there");
            let reader = Reprojection::new(Crs::from_epsg(system)).expect("it reads this system");
            let back = reader.position(plane.x, plane.y).expect("it is on earth");
            // A ten-millionth of a degree is a centimetre.
            assert!((back.longitude() - x).abs() < 1e-7, "{system}: {back:?}");
            assert!((back.latitude() - y).abs() < 1e-7, "{system}: {back:?}");
        }
    }

    #[test]
    fn the_origin_of_lambert_93_is_where_ign_puts_it() {
        let origin = Plane::of_system(2154).metres(Coord { x: 3.0, y: 46.5 });
        let origin = origin.expect("it is there");
        assert!((origin.x - 700_000.0).abs() < 1e-3 && (origin.y - 6_600_000.0).abs() < 1e-2);
    }

    #[test]
    fn a_place_elsewhere_is_the_origin_of_its_own_projection() {
        let oslo = Coord { x: 10.7, y: 59.9 };
        let metres = Plane::around(oslo).metres(oslo).expect("it is there");
        assert!(metres.x.abs() < 1e-6 && metres.y.abs() < 1e-6, "{metres:?}");
    }

    #[test]
    fn divisions_of_a_scale_bar_are_round() {
        let rounded = [0.7, 1.0, 4.9, 5.0, 99.0].map(round_below);
        assert_eq!(rounded, [0.5, 1.0, 2.0, 5.0, 50.0]);
    }
}
