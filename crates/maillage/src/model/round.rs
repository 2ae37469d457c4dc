//! Rounds: the way of a vehicle that brings help.

use geo::MultiLineString;

/// The round of a vehicle.
#[derive(Debug, Clone, PartialEq)]
pub struct Round {
    /// Its name; that of its list where the list names none.
    pub name: String,
    /// The vehicle; `None` when several serve the round at once, as a timetable may say.
    pub vehicle: Option<String>,
    /// Its stops in the order in which they are served, as ranks among the places.
    pub stops: Vec<usize>,
    /// The way it takes, x = longitude; through its stops in order where none is given. Of
    /// no vertex when it has fewer than two stops.
    pub line: MultiLineString<f64>,
    /// Whether the line was given, rather than drawn from stop to stop.
    pub is_given: bool,
}
