//! The ledger: what became of every row of every file.
//!
//! For each file, read = kept + merged + set aside. A row that is repaired or merely
//! doubtful is kept, with an issue that says so.

mod account;
mod builder;
mod convert;
mod issue;
mod role;

pub use account::{Account, Ledger};
pub use builder::LedgerBuilder;
pub use issue::{Fate, Issue, Trouble};
pub use role::Role;
