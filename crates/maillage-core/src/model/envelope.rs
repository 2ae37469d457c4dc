//! Bounding boxes of the French territories, in degrees.

use crate::{geodesy::Position, model::CommuneCode};

/// A bounding box, in degrees. All bounds are inclusive.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Envelope {
    south: f64,
    north: f64,
    west: f64,
    east: f64,
}

impl Envelope {
    /// Metropolitan France with Corsica.
    pub const METROPOLE: Self = Self::new(41.3, 51.2, -5.2, 9.6);
    /// Guadeloupe, Martinique, Saint-Martin and Saint-Barthélemy.
    pub const ANTILLES: Self = Self::new(14.3, 18.2, -63.2, -60.7);
    /// Guyane.
    pub const GUYANE: Self = Self::new(2.0, 6.0, -54.7, -51.5);
    /// La Réunion.
    pub const REUNION: Self = Self::new(-21.5, -20.7, 55.1, 55.9);
    /// Mayotte.
    pub const MAYOTTE: Self = Self::new(-13.1, -12.6, 45.0, 45.4);
    /// Saint-Pierre-et-Miquelon.
    pub const SAINT_PIERRE_ET_MIQUELON: Self = Self::new(46.7, 47.2, -56.5, -56.1);
    /// Nouvelle-Calédonie.
    pub const NOUVELLE_CALEDONIE: Self = Self::new(-22.8, -19.5, 163.5, 168.2);
    /// Polynésie française.
    pub const POLYNESIE: Self = Self::new(-28.0, -7.8, -154.8, -134.4);
    /// Wallis-et-Futuna.
    pub const WALLIS_ET_FUTUNA: Self = Self::new(-14.4, -13.2, -178.3, -176.1);

    const ALL: [Self; 9] = [
        Self::METROPOLE,
        Self::ANTILLES,
        Self::GUYANE,
        Self::REUNION,
        Self::MAYOTTE,
        Self::SAINT_PIERRE_ET_MIQUELON,
        Self::NOUVELLE_CALEDONIE,
        Self::POLYNESIE,
        Self::WALLIS_ET_FUTUNA,
    ];

    pub(super) const fn new(south: f64, north: f64, west: f64, east: f64) -> Self {
        Self { south, north, west, east }
    }

    /// The box of the French territory that contains `position`; `None` outside all of
    /// them.
    pub fn of(position: Position) -> Option<Self> {
        Self::ALL.into_iter().find(|envelope| envelope.contains(position))
    }

    /// The box of the territory of a commune, found by the first characters of its code.
    pub fn of_commune(code: CommuneCode) -> Self {
        match code.departement() {
            "971" | "972" | "977" | "978" => Self::ANTILLES,
            "973" => Self::GUYANE,
            "974" => Self::REUNION,
            "976" => Self::MAYOTTE,
            "975" => Self::SAINT_PIERRE_ET_MIQUELON,
            "988" => Self::NOUVELLE_CALEDONIE,
            "987" => Self::POLYNESIE,
            "986" => Self::WALLIS_ET_FUTUNA,
            _ => Self::METROPOLE,
        }
    }

    /// The box with `degrees` more on every side.
    pub fn widened(self, degrees: f64) -> Self {
        Self {
            south: self.south - degrees,
            north: self.north + degrees,
            west: self.west - degrees,
            east: self.east + degrees,
        }
    }

    /// Whether `position` lies in the box. The border is included.
    pub fn contains(&self, position: Position) -> bool {
        (self.south..=self.north).contains(&position.latitude())
            && (self.west..=self.east).contains(&position.longitude())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exchanged_axes_leave_every_envelope() {
        let of = |latitude, longitude| Position::new(latitude, longitude).and_then(Envelope::of);
        assert_eq!(of(45.65, 0.16), Some(Envelope::METROPOLE));
        assert_eq!(of(0.16, 45.65), None);
        assert_eq!(of(-21.1, 55.5), Some(Envelope::REUNION));
        assert_eq!(of(55.5, -21.1), None);
    }
}
