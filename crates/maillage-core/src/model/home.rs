//! Homes: where in each commune its people live.

use crate::geodesy::Position;

/// A point where people of one commune live and from which they travel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Home {
    /// The middle of the cell.
    pub position: Position,
    /// Residents; of a survey, so not always whole. More than zero.
    pub people: f64,
    /// Estimated illectronic people among them, before any calibration; without an estimate,
    /// as many as there are residents, so that all count alike.
    pub need: f64,
}
