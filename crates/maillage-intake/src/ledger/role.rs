//! What a file is in a run.

use maillage_core::model::Kind;

/// What a file is in a run: contours, residents, a list of médiation places.
///
/// Each kind of file declares its own, in its module under [`kinds`](crate::kinds).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Role(&'static str);

impl Role {
    /// The role of this name.
    pub(crate) const fn named(name: &'static str) -> Self {
        Self(name)
    }

    /// The role of a list that is given as one of this kind of supply.
    pub fn of_list(kind: Kind) -> Self {
        Self(kind.name())
    }

    /// Whether it is that of a list of supply.
    pub fn is_list(self) -> bool {
        Kind::ALL.iter().any(|kind| kind.name() == self.0)
    }

    /// Its name in the output.
    pub fn name(self) -> &'static str {
        self.0
    }
}
