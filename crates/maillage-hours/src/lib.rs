//! Opening hours: their recurrence rules, and the time slots that the rules give over a period.
//!
//! A [`Recurrence`] contains `opening_hours` of OpenStreetMap, which the crate of that name
//! evaluates. Two additions serve itinerant services: fortnights that continue across a year of 53
//! weeks, and the dates of a timetable. No function reads a clock: the caller gives the [`Period`].

mod day_plan;
mod days;
mod expression;
mod holidays;
mod hours;
mod period;
mod plain;
pub mod reading;
mod recurrence;
mod school;
mod sentences;
mod slot_series;
mod slots;
mod window;
pub mod words;
mod zones;

pub use maillage_words::Lang;

pub use days::{Days, Slots};
pub use holidays::{DaysOff, Holidays, HolidaysOff};
pub use hours::Hours;
pub use period::{DAY, Period};
pub use recurrence::{Recurrence, Rule, Weeks};
pub use school::{SchoolHoliday, Whose};
pub use slot_series::{AlikeWeeks, SlotSeries, WEEK};
pub use slots::{Slot, intersection, merged, slots, union, unknown_slots};
pub use window::{Moment, Window};
pub use zones::{SchoolZone, departements_by_zone};
