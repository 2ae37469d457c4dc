//! Communes: the demand side.

use std::{ops::Range, sync::Arc};

use geo::MultiPolygon;

use crate::{
    geodesy::Position,
    model::{CommuneCode, CommuneId, Line, Need},
};

/// A commune, its residents and the points they travel from.
#[derive(Debug, Clone)]
pub struct Commune {
    /// INSEE code.
    pub code: CommuneCode,
    /// Name, as the contours spell it.
    pub name: String,
    /// SIREN of its EPCI, nine digits. `None` when unknown, and on islands that belong to
    /// no EPCI.
    pub epci: Option<String>,
    /// Code of its région; `None` when unknown.
    pub region: Option<String>,
    /// Code of its canton, or of the pseudo-canton that it is with others; `None` when unknown.
    pub canton: Option<String>,
    /// Code of its bassin de vie, that of the commune in its middle; `None` when unknown.
    pub living_area: Option<String>,
    /// Residents (municipal population). `None` when unknown, which differs from zero.
    pub population: Option<u64>,
    /// Estimated illectronism; `None` when unknown.
    pub need: Option<Need>,
    /// Contour in WGS84 degrees, x = longitude, outer rings counter-clockwise. Copies of a commune
    /// share it.
    pub contour: Arc<MultiPolygon<f64>>,
    /// The point that distances are measured from when the commune has no homes.
    pub home: Position,
    /// How [`home`](Self::home) was chosen.
    pub origin: Origin,
    /// Range of this commune's homes in its territory. Empty when no population grid was
    /// given: all distances then start from [`home`](Self::home).
    pub homes: Range<u32>,
    /// Lines of the contour file that this commune was read from, one for each part.
    pub lines: Vec<Line>,
}

/// How the point of departure of a commune was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// Centroid of the contour.
    Centroid,
    /// A point inside the contour, because the centroid falls outside.
    InteriorPoint,
    /// The town hall, from a table.
    ChefLieu,
    /// The inhabited cells of a population grid.
    Cells,
}

impl Origin {
    /// The name in the output's metadata.
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
    /// A commune with this code and name whose distances are measured from `home`, its
    /// centroid. Everything else is empty or unknown.
    pub fn new(code: CommuneCode, name: impl Into<String>, home: Position) -> Self {
        Self {
            code,
            name: name.into(),
            epci: None,
            region: None,
            canton: None,
            living_area: None,
            population: None,
            need: None,
            contour: Arc::new(MultiPolygon::new(Vec::new())),
            home,
            origin: Origin::Centroid,
            homes: 0..0,
            lines: Vec::new(),
        }
    }

    /// The commune with this code among `communes`, sorted by code; for an arrondissement that is
    /// none of them, its commune. `None` when no commune has the code. O(log communes).
    pub fn find(communes: &[Self], code: CommuneCode) -> Option<CommuneId> {
        let rank = |code| communes.binary_search_by_key(&code, |commune| commune.code);
        rank(code).or_else(|_| rank(code.whole())).ok().map(CommuneId::new)
    }

    /// Whether the population is known to be zero.
    pub fn is_empty(&self) -> bool {
        self.population == Some(0)
    }
}
