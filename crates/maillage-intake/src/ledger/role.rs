//! The role of a file in a run.

use maillage_core::model::Kind;

/// The role of a file in a run: contours, residents, a list of médiation places.
///
/// Each kind of table declares its own role in its module under [`kinds`](crate::kinds).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Role(&'static str);

impl Role {
    /// The role with this name.
    pub(crate) const fn named(name: &'static str) -> Self {
        Self(name)
    }

    /// The role of a list given as one of this kind of supply.
    pub fn of_list(kind: Kind) -> Self {
        Self(kind.name())
    }

    /// Whether the role is that of a list of supply.
    pub fn is_list(self) -> bool {
        Kind::ALL.iter().any(|kind| kind.name() == self.0)
    }

    /// The name in the output.
    pub fn name(self) -> &'static str {
        self.0
    }
}
