//! The ledger: what became of every row of every file.
//!
//! For each file, read = kept + merged + set aside. A row that is repaired or merely
//! doubtful is kept, with an issue that says so.

mod account;
mod convert;
mod issue;

pub use account::{Account, Ledger};
pub use issue::{Fate, Issue, Trouble};
