//! The first waist: everything checked, in WGS84, ready for arithmetic.

use crate::model::{Commune, Place, Round};

/// A territory with its demand and its supply.
#[derive(Debug, Clone, Default)]
pub struct Territory {
    /// By code, each code once.
    pub communes: Vec<Commune>,
    /// By identifier, then by file and line.
    pub places: Vec<Place>,
    /// The rounds that the stops among them belong to, by name.
    pub rounds: Vec<Round>,
}
