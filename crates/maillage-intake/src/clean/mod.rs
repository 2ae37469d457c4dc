//! From records to checked data: the one place where a record may be set aside.
//!
//! A row is repaired only when the repair is certain, and the ledger says so; a row that
//! is doubtful is kept and flagged; a row that cannot count is set aside with its reason.

mod codes;
mod communes;
mod conflict;
mod former;
mod grid;
pub mod identity;
mod lines;
mod location;
mod perimeter;
mod places;
mod schedule;
mod school;
mod tables;
mod timetable;
mod vintage;

pub use communes::communes;
pub use former::former;
pub use grid::{GridPeople, cells_alone, residents};
pub use identity::IdentityOptions;
pub use lines::lines;
pub use perimeter::{Area, count_kept, keep_near, parse_areas, restrict};
pub use places::places;
pub use school::school;
pub use tables::{
    Joined, ResidentsBy, codes_of, join_chefs_lieux, join_membership, join_need, join_people,
    join_population,
};
pub use timetable::timetable;
pub use vintage::Passage;
