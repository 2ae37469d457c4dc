//! Rounds: the way of a vehicle that brings help.

use geo::MultiLineString;

use crate::model::{FileId, Line, PlaceId};

/// The round of a vehicle.
#[derive(Debug, Clone, PartialEq)]
pub struct Round {
    /// Its name; that of its list where the list names none.
    pub name: String,
    /// The vehicle; `None` when several serve the round at once, as a timetable may say.
    pub vehicle: Option<String>,
    /// Its stops in the order in which they are served, as ids of places.
    pub stops: Vec<PlaceId>,
    /// The way it takes, x = longitude; through its stops in order where none is given. Of
    /// no vertex when it has fewer than two stops.
    pub line: MultiLineString<f64>,
    /// Whether the line was given, rather than drawn from stop to stop.
    pub is_given: bool,
}

/// What a source tells of a round beside its stops: a line of a map, a route of a timetable.
#[derive(Debug, Clone, PartialEq)]
pub struct GivenRound {
    /// Its name.
    pub name: String,
    /// The vehicle; `None` where the source does not tell, or where several serve at once.
    pub vehicle: Option<String>,
    /// The identifiers of its stops in the same file, in the order in which they are served;
    /// empty when the source tells of the line only. A stop that was found to be the place of
    /// another list bears its own among that place's twins, one set aside is nowhere.
    pub stops: Vec<String>,
    /// The way it takes, x = longitude.
    pub line: Option<MultiLineString<f64>>,
    /// The file that it was read from.
    pub file: FileId,
    /// Where its row stands there; `None` for a route, whose file is counted by its stops.
    pub row: Option<Line>,
}
