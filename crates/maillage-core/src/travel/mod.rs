//! The second waist: what it costs to get from where people live to where help is.
//!
//! Beyond this point nothing knows whether a cost came from a straight line, a road or a
//! timetable.

mod crow_fly;
mod landmass;

pub use crow_fly::{Limits, Reach, reach, reach_from};
pub use landmass::Landmasses;
