//! Decisions across all files of a run: duplicates, places within the study area, commune
//! codes.
//!
//! The rows of a single file are judged in the module of their [kind](crate::kinds). A row
//! is repaired only when the repair is certain, and gets an issue. A doubtful row is kept
//! and flagged. A row that cannot count is set aside with its reason.

pub(crate) mod alike;
pub(crate) mod codes;
pub mod identity;
pub(crate) mod labels;
pub(crate) mod made_id;
mod perimeter;

pub use identity::IdentityOptions;
pub use perimeter::{count_kept, keep_near, restrict};
