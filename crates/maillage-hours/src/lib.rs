//! When something is open: recurrences, and the slots that they make over a period.
//!
//! A [`Recurrence`] is the `opening_hours` of OpenStreetMap, evaluated by the crate of that
//! name, with what it lacks for a bus: fortnights that go on across the turn of a year of 53
//! weeks, and the dates of a timetable. Nothing here reads a clock: the [`Period`] is given.

mod holidays;
mod lang;
mod period;
pub mod reading;
mod recurrence;
mod school;
mod slots;
mod window;
pub mod words;
mod zones;

pub use holidays::{DaysOff, Holidays, HolidaysOff};
pub use lang::Lang;
pub use period::{DAY, Period};
pub use recurrence::{Recurrence, Rule, Weeks};
pub use school::{SchoolHoliday, Whose};
pub use slots::{Slot, intersection, merged, slots, union};
pub use window::{Moment, Window};
pub use zones::{SchoolZone, departements_by_zone};
