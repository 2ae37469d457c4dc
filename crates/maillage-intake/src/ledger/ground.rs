//! What a run stands on: where its communes come from, and its study area.

use std::collections::BTreeMap;

use maillage_core::model::CommuneCode;

use crate::area::Area;

/// Where the communes of a run come from, and how its study area was chosen.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ground {
    /// What the program brought along.
    pub brought: Brought,
    /// The study area; all communes if empty.
    pub within: Vec<Area>,
    /// Whether the communes are those of the whole country.
    pub is_country: bool,
    /// Whether the lists chose the study area, because no other was asked for.
    pub is_chosen_by_lists: bool,
    /// Départements outside the study area that a few places lie in, with their number.
    pub strays: Vec<(String, usize)>,
    /// Lists of another territory than the study area.
    pub lists_elsewhere: Vec<ListElsewhere>,
    /// The EPCI, smaller than the study area, that nearly all places of the lists lie in; `None`
    /// unless the lists chose the study area.
    pub epci_of_lists: Option<Area>,
    /// Communes restored since the contours were drawn, with code and name, by the commune that
    /// they left and are drawn with.
    pub drawn_together: BTreeMap<CommuneCode, Vec<(CommuneCode, &'static str)>>,
}

/// A list whose places mostly stand outside the study area, where they are not as rare as inside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListElsewhere {
    /// The file's name.
    pub file: String,
    /// Its places of which the commune is known.
    pub places: usize,
    /// How many of them are in the study area.
    pub inside: usize,
    /// The départements that the list covers, with their number of places, most first.
    pub departements: Vec<(String, usize)>,
}

/// The official geography that a run used for lack of a file of the user.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Brought {
    /// The contours and names of communes.
    pub contours: bool,
    /// Their residents.
    pub population: bool,
    /// Their EPCI.
    pub membership: bool,
    /// Their chefs-lieux.
    pub chefs_lieux: bool,
    /// The history of their codes, for lists and tables of another year.
    pub history: bool,
    /// Which of these complete a table given, where it says nothing.
    pub completes: Completes,
    /// Number of communes of the contours given that were merged since, whose residents are those
    /// of 2016, the last that are known of each apart.
    pub merged_since: usize,
}

/// What completes a table given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Completes {
    /// The residents of départements of which the table says nothing.
    pub population: bool,
    /// The EPCI of communes of which the table says nothing.
    pub membership: bool,
    /// Their chefs-lieux.
    pub chefs_lieux: bool,
}

impl Brought {
    /// Enters what completes the tables given.
    pub(crate) fn complete(&mut self, completes: Completes) {
        self.completes = completes;
        self.population |= completes.population;
        self.membership |= completes.membership;
        self.chefs_lieux |= completes.chefs_lieux;
    }

    /// Whether anything was brought along.
    pub fn any(self) -> bool {
        self != Self::default()
    }
}
