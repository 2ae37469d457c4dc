//! Decisions across all files of a run: duplicates, places within the study area, commune
//! codes.
//!
//! The rows of a single file are judged in the module of their [kind](crate::kinds). A row
//! is repaired only when the repair is certain, and gets an issue. A doubtful row is kept
//! and flagged. A row that cannot count is set aside with its reason.

pub(crate) mod codes;
pub mod identity;
mod perimeter;

pub use crate::kinds::{
    ages::{ResidentsBy, join_people},
    chefs_lieux::join_chefs_lieux,
    grid::{GridPeople, cells_alone, residents},
    join::{Joined, codes_of},
    membership::join_membership,
    need::join_need,
    passage::Passage,
    population::join_population,
};
pub use identity::IdentityOptions;
pub use perimeter::{Area, count_kept, keep_near, parse_areas, restrict};
