//! What is decided over all files of a run: which rows are one place, which places are within
//! the territory, which commune a code means.
//!
//! The rows of one file are judged in the module of its [kind](crate::kinds). A row is repaired
//! only when the repair is certain, and the ledger says so; a row that is doubtful is kept and
//! flagged; a row that cannot count is set aside with its reason.

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
