//! Rounds of vehicles: their lines, what they pass, whether they can be as they are told.
//!
//! A round is put together from stops that lists tell one by one ([`assemble`]). It is then
//! measured ([`courses`]) and doubted ([`validate`]); nothing is changed by that. Of vehicles
//! ([`Vehicles`]) one thing is sure: each is in one place at a time.

mod assembly;
mod conflicts;
mod course;
mod vehicles;

pub use assembly::assemble;
pub use conflicts::{Conflict, ConflictKind, validate};
pub use course::{Course, Crossing, courses};
pub use vehicles::Vehicles;
