//! Projections: that of each part of France, and one of its own for any other place.

use geo::Coord;
use proj4rs::Proj;

/// A part of the world that is drawn together, in a projection that fits it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Part {
    /// The mainland and Corsica, in Lambert-93.
    Mainland,
    /// An overseas territory, by the code of its département.
    Overseas(&'static str),
    /// Anywhere else.
    Elsewhere,
}

/// Code, EPSG code of the projection, and box in degrees: west, south, east, north.
const OVERSEAS: [(&str, u16, [f64; 4]); 6] = [
    ("971", 5490, [-63.3, 15.6, -60.8, 18.3]),
    ("972", 5490, [-61.4, 14.2, -60.6, 15.1]),
    ("973", 2972, [-54.8, 1.9, -51.3, 6.0]),
    ("974", 2975, [55.0, -21.6, 56.0, -20.7]),
    ("976", 4471, [44.9, -13.2, 45.4, -12.5]),
    ("975", 4467, [-56.6, 46.6, -56.0, 47.3]),
];
/// Lambert-93, and its box in degrees.
const MAINLAND: (u16, [f64; 4]) = (2154, [-6.0, 41.0, 10.5, 51.8]);

impl Part {
    /// The part that a position in degrees lies in.
    pub(super) fn of(at: Coord<f64>) -> Self {
        let holds = |[west, south, east, north]: [f64; 4]| {
            (west..=east).contains(&at.x) && (south..=north).contains(&at.y)
        };
        if holds(MAINLAND.1) {
            return Self::Mainland;
        }
        let overseas = OVERSEAS.into_iter().find(|(.., corners)| holds(*corners));
        overseas.map_or(Self::Elsewhere, |(code, ..)| Self::Overseas(code))
    }

    /// The code of the département of an overseas territory.
    pub(super) fn departement(self) -> Option<&'static str> {
        match self {
            Self::Overseas(code) => Some(code),
            Self::Mainland | Self::Elsewhere => None,
        }
    }

    /// Its projection; for a place that is in none, one around `middle`.
    pub(super) fn projection(self, middle: Coord<f64>) -> Projection {
        let code = match self {
            Self::Mainland => Some(MAINLAND.0),
            Self::Overseas(code) => {
                OVERSEAS.into_iter().find(|(of, ..)| *of == code).map(|(_, epsg, _)| epsg)
            }
            Self::Elsewhere => None,
        };
        let known = code.and_then(|code| Proj::from_epsg_code(code).ok());
        let around = || {
            Proj::from_proj_string(&format!(
                "+proj=tmerc +lat_0={} +lon_0={} +k=1 +x_0=0 +y_0=0 +datum=WGS84 +units=m +no_defs",
                middle.y, middle.x
            ))
        };
        let to = known.unwrap_or_else(|| around().expect("a projection of our own is sound"));
        let from = Proj::from_epsg_code(4326).expect("WGS84 is known");
        Projection { from, to }
    }
}

/// A projection from degrees to metres.
pub(super) struct Projection {
    from: Proj,
    to: Proj,
}

impl Projection {
    /// The metres of a position; `None` where it has none.
    pub(super) fn metres(&self, at: Coord<f64>) -> Option<Coord<f64>> {
        let mut point = (at.x.to_radians(), at.y.to_radians(), 0.0);
        proj4rs::transform::transform(&self.from, &self.to, &mut point).ok()?;
        let metres = Coord { x: point.0, y: point.1 };
        (metres.x.is_finite() && metres.y.is_finite()).then_some(metres)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_has_the_projection_of_its_official_maps() {
        let paris = Coord { x: 2.3522, y: 48.8566 };
        assert_eq!(Part::of(paris), Part::Mainland);
        let metres = Part::Mainland.projection(paris).metres(paris).expect("it is there");
        assert!(
            (metres.x - 652_469.0).abs() < 2.0 && (metres.y - 6_862_035.0).abs() < 2.0,
            "{metres:?}"
        );
        assert_eq!(Part::of(Coord { x: 55.5, y: -21.1 }), Part::Overseas("974"));
        assert_eq!(Part::of(Coord { x: 10.7, y: 59.9 }), Part::Elsewhere);
    }

    #[test]
    fn a_place_elsewhere_is_the_origin_of_its_own_projection() {
        let oslo = Coord { x: 10.7, y: 59.9 };
        let metres = Part::Elsewhere.projection(oslo).metres(oslo).expect("it is there");
        assert!(metres.x.abs() < 1e-6 && metres.y.abs() < 1e-6, "{metres:?}");
    }
}
