//! The ledger: the fate of every row of every file.
//!
//! For each file, read = kept + merged + set aside. A repaired or doubtful row is kept,
//! with an issue.

mod account;
mod builder;
mod convert;
mod ground;
mod issue;
mod role;

pub use account::{Account, Ledger};
pub use builder::LedgerBuilder;
pub use ground::{Brought, Completes, Ground, ListElsewhere};
pub(crate) use issue::beginning;
pub use issue::{Fate, Issue, Trouble};
pub use role::Role;
