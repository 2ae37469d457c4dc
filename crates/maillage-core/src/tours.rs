//! Tours of vehicles: their lines, the communes they cross, and contradictions in their schedules.
//!
//! [`assemble`] builds tours from stops that lists give one by one. [`courses`] measures them.
//! [`validate`] reports contradictions and changes nothing. [`Vehicles`] counts each vehicle in one
//! place at a time.

mod assembly;
mod conflicts;
mod course;
mod vehicles;

pub use assembly::assemble;
pub use conflicts::{Conflict, ConflictKind, validate};
pub use course::{Course, Crossing, courses};
pub use vehicles::Vehicles;
