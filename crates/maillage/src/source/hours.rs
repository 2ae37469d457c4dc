//! Days and hours as lists publish them.

use crate::schedule::Recurrence;

/// What a text says of days and hours.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The days and hours.
    pub recurrence: Recurrence,
    /// How sure the reading is, 0 to 1.
    pub confidence: f64,
}
