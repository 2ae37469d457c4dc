//! The role of a file in a run.

use maillage_core::model::Kind;

/// The role of a file in a run: contours, residents, a list of médiation places.
///
/// Each kind of table declares its own role in its module under [`kinds`](crate::kinds).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Role {
    name: &'static str,
    is_list: bool,
}

impl Role {
    /// The zones of a scheme.
    pub const ZONES: Self = Self::named("zones");
    /// A list of places of other networks, which could join.
    pub const CANDIDATES: Self = Self::of_supply("candidats");
    /// A list of places that are planned.
    pub const PLANNED: Self = Self::of_supply("projet");

    /// The role of a table with this name.
    pub(crate) const fn named(name: &'static str) -> Self {
        Self { name, is_list: false }
    }

    /// The role of a list given as one of this kind of supply.
    pub const fn of_list(kind: Kind) -> Self {
        Self { name: kind.name(), is_list: true }
    }

    /// The role of a list of several kinds of supply, with this name.
    pub(crate) const fn of_supply(name: &'static str) -> Self {
        Self { name, is_list: true }
    }

    /// Whether the role is that of a list of supply.
    pub fn is_list(self) -> bool {
        self.is_list
    }

    /// The name in the output.
    pub fn name(self) -> &'static str {
        self.name
    }
}
