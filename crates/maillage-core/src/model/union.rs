//! Unions of communes: the territories that results are given for.

use std::sync::Arc;

use geo::MultiPolygon;

use crate::model::CommuneCode;

/// A territory made of communes: an EPCI, a département, a hub.
#[derive(Debug, Clone, PartialEq)]
pub struct Union {
    /// What kind of territory it is.
    pub level: Level,
    /// Its code: that of the Code officiel géographique, a SIREN, the name of a hub or of a scheme,
    /// or the name of a scheme with the code of a quarter.
    pub code: String,
    /// Its name; empty when it is unknown.
    pub name: String,
    /// Its communes in the study area, by code, each once.
    pub communes: Vec<CommuneCode>,
    /// Number of its communes outside the study area, of which nothing is measured.
    pub outside: usize,
    /// Its contour, where it is not that of its communes: a quarter, such as a QPV. It has no
    /// communes then.
    pub contour: Option<Arc<MultiPolygon<f64>>>,
}

/// Kinds of territories, in the order of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The whole study area.
    StudyArea,
    /// A hub territorial: a union that its user defines. Hubs may overlap.
    Hub,
    /// A région.
    Region,
    /// A département.
    Departement,
    /// An arrondissement of a département.
    Arrondissement,
    /// An EPCI.
    Epci,
    /// A canton.
    Canton,
    /// A bassin de vie.
    LivingArea,
    /// Communes or quarters that a scheme names, such as Action cœur de ville or QPV.
    Zone,
}

impl Level {
    /// All levels, in the order of the output.
    pub const ALL: [Self; 9] = [
        Self::StudyArea,
        Self::Hub,
        Self::Region,
        Self::Departement,
        Self::Arrondissement,
        Self::Epci,
        Self::Canton,
        Self::LivingArea,
        Self::Zone,
    ];

    /// The value in the output.
    pub fn name(self) -> &'static str {
        match self {
            Self::StudyArea => "ensemble",
            Self::Hub => "hub",
            Self::Region => "region",
            Self::Departement => "departement",
            Self::Arrondissement => "arrondissement",
            Self::Epci => "epci",
            Self::Canton => "canton",
            Self::LivingArea => "bassin_de_vie",
            Self::Zone => "zone",
        }
    }

    /// The levels whose territories may hold one of this level, the smallest first.
    pub fn parents(self) -> &'static [Self] {
        match self {
            Self::StudyArea => &[],
            Self::Hub | Self::Region | Self::Zone => &[Self::StudyArea],
            Self::Departement => &[Self::Region, Self::StudyArea],
            Self::Arrondissement | Self::Epci | Self::Canton | Self::LivingArea => {
                &[Self::Departement, Self::Region, Self::StudyArea]
            }
        }
    }
}

impl Union {
    /// Whether the study area holds all its communes.
    pub fn is_whole(&self) -> bool {
        self.outside == 0
    }
}
