//! Communes: where demand is.

use std::ops::Range;

use geo::MultiPolygon;

use crate::{
    geodesy::Position,
    model::{CommuneCode, Line, Need},
};

/// A commune, its people and where they are reached from.
#[derive(Debug, Clone)]
pub struct Commune {
    /// INSEE code.
    pub code: CommuneCode,
    /// Name, as the contours spell it.
    pub name: String,
    /// SIREN of its EPCI, nine digits; `None` when unknown and on islands without one.
    pub epci: Option<String>,
    /// Code of its région; `None` when unknown.
    pub region: Option<String>,
    /// Residents (municipal population); `None` when unknown, which is not zero.
    pub population: Option<u64>,
    /// Estimated illectronism; `None` when unknown.
    pub need: Option<Need>,
    /// Contour in WGS84 degrees, x = longitude, outer rings counter-clockwise.
    pub contour: MultiPolygon<f64>,
    /// The point that distances start from.
    pub home: Position,
    /// How [`home`](Self::home) was chosen.
    pub origin: Origin,
    /// Which homes of its territory are its own; none when no grid tells where its people
    /// live, and everybody starts from [`home`](Self::home).
    pub homes: Range<u32>,
    /// The lines of the contours it was read from, one a part.
    pub lines: Vec<Line>,
}

/// How the point that stands for a commune was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// Centroid of the contour.
    Centroid,
    /// A point inside, because the centroid falls outside the contour.
    InteriorPoint,
    /// The town hall, from a table.
    ChefLieu,
    /// The cells of a population grid where people live.
    Cells,
}

impl Origin {
    /// Its name in the output's metadata.
    pub fn name(self) -> &'static str {
        match self {
            Self::Centroid => "centroide",
            Self::InteriorPoint => "point_interieur",
            Self::ChefLieu => "chef_lieu",
            Self::Cells => "carreaux",
        }
    }
}

impl Commune {
    /// Whether it is known that nobody lives there.
    pub fn is_empty(&self) -> bool {
        self.population == Some(0)
    }
}
