//! Homes: the points where the residents of each commune live.

use crate::geodesy::Position;

/// A point where residents of one commune live and from which they travel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Home {
    /// Centre of the grid cell.
    pub position: Position,
    /// Residents. More than zero; not always whole, because the grid comes from a survey.
    pub people: f64,
    /// Estimated illectronic residents, before any calibration. Without an estimate this
    /// equals `people`, so that all residents have the same weight.
    pub need: f64,
}
