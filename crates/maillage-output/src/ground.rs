//! The parts of France far apart from each other, each with the system that it is mapped in.

use geo::Coord;

use crate::{Words, extent::Extent, sentences::qgis as words};

/// A part of France that a map shows by itself.
pub struct Ground {
    /// Its name for programs.
    pub id: &'static str,
    /// The code of its département; `None` for the mainland.
    pub departement: Option<&'static str>,
    /// Its name.
    pub name: fn() -> Words,
    /// The EPSG number of the system that it is mapped in.
    pub system: u32,
    /// Its southern, northern, western and eastern limits, in degrees.
    pub sides: [f64; 4],
}

/// The mainland, and the system of a map of several parts.
pub const MAINLAND: Ground = Ground {
    id: "metropole",
    departement: None,
    name: words::mainland,
    system: 2154,
    sides: [41.3, 51.2, -5.2, 9.6],
};

/// The parts overseas.
pub const OVERSEAS: [Ground; 6] = [
    Ground {
        id: "guadeloupe",
        departement: Some("971"),
        name: || Words::same("Guadeloupe"),
        system: 5490,
        sides: [15.8, 18.2, -63.2, -60.8],
    },
    Ground {
        id: "martinique",
        departement: Some("972"),
        name: || Words::same("Martinique"),
        system: 5490,
        sides: [14.3, 15.0, -61.3, -60.7],
    },
    Ground {
        id: "guyane",
        departement: Some("973"),
        name: || Words::same("Guyane"),
        system: 2972,
        sides: [2.0, 6.0, -54.7, -51.5],
    },
    Ground {
        id: "la_reunion",
        departement: Some("974"),
        name: || Words::same("La Réunion"),
        system: 2975,
        sides: [-21.5, -20.7, 55.1, 55.9],
    },
    Ground {
        id: "mayotte",
        departement: Some("976"),
        name: || Words::same("Mayotte"),
        system: 4471,
        sides: [-13.1, -12.6, 45.0, 45.4],
    },
    Ground {
        id: "saint_pierre_et_miquelon",
        departement: Some("975"),
        name: || Words::same("Saint-Pierre-et-Miquelon"),
        system: 4467,
        sides: [46.7, 47.2, -56.5, -56.1],
    },
];

impl Ground {
    /// Whether a position in degrees is in it.
    pub fn holds(&self, Coord { x, y }: Coord<f64>) -> bool {
        let [south, north, west, east] = self.sides;
        (west..=east).contains(&x) && (south..=north).contains(&y)
    }

    /// The box around it.
    pub(crate) fn extent(&self) -> Extent {
        let [south, north, west, east] = self.sides;
        Extent { least: Coord { x: west, y: south }, most: Coord { x: east, y: north } }
    }
}
