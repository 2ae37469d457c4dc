//! Parts of the world that are drawn together, each on a plane that fits it.

use geo::Coord;
use maillage_output::{
    ground::{Ground, MAINLAND, OVERSEAS},
    plane::Plane,
};

/// A part of the world that is drawn together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Part {
    /// The mainland and Corsica.
    Mainland,
    /// An overseas territory, by the code of its département.
    Overseas(&'static str),
    /// Anywhere else.
    Elsewhere,
}

impl Part {
    /// The part that a position in degrees lies in.
    pub(super) fn of(at: Coord<f64>) -> Self {
        if MAINLAND.holds(at) {
            return Self::Mainland;
        }
        let overseas = OVERSEAS.into_iter().find(|ground| ground.holds(at));
        overseas.and_then(|ground| ground.departement).map_or(Self::Elsewhere, Self::Overseas)
    }

    /// The part of France that it is; `None` elsewhere.
    pub(super) fn ground(self) -> Option<Ground> {
        match self {
            Self::Mainland => Some(MAINLAND),
            Self::Overseas(_) => OVERSEAS
                .into_iter()
                .find(|of| self == Self::Overseas(of.departement.unwrap_or_default())),
            Self::Elsewhere => None,
        }
    }

    /// The plane that it is mapped on; for a place that is in none, one around `middle`.
    pub(super) fn plane(self, middle: Coord<f64>) -> Plane {
        let ground = self.ground();
        ground.map_or_else(|| Plane::around(middle), |ground| Plane::of_system(ground.system))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_has_the_projection_of_its_official_maps() {
        let paris = Coord { x: 2.3522, y: 48.8566 };
        assert_eq!(Part::of(paris), Part::Mainland);
        let metres = Part::Mainland.plane(paris).metres(paris).expect("it is there");
        assert!(
            (metres.x - 652_469.0).abs() < 2.0 && (metres.y - 6_862_035.0).abs() < 2.0,
            "{metres:?}"
        );
        assert_eq!(Part::of(Coord { x: 55.5, y: -21.1 }), Part::Overseas("974"));
        assert_eq!(Part::of(Coord { x: 10.7, y: 59.9 }), Part::Elsewhere);
    }
}
