//! Tours: the itineraries of itinerant services.

use geo::MultiLineString;

use crate::{
    geodesy::Position,
    model::{FileId, Line, PlaceId},
};

/// The tour of an itinerant service.
#[derive(Debug, Clone, PartialEq)]
pub struct Tour {
    /// Name of the tour; the name of its list when the tour has none.
    pub name: String,
    /// The vehicle. `None` when several vehicles serve the tour at once, as a timetable
    /// may state.
    pub vehicle: Option<String>,
    /// Its stops, as ids of places, in the order of service.
    pub stops: Vec<PlaceId>,
    /// Positions of its stops beyond the territory, which its line passes all the same.
    pub beyond: Vec<Position>,
    /// Itinerary, x = longitude. Straight lines from stop to stop when the source gives no
    /// line. Without any vertex when the tour has fewer than two stops.
    pub line: MultiLineString<f64>,
    /// Whether the source gives the line; otherwise the line was drawn from stop to stop.
    pub is_given: bool,
}

/// A tour as given in a source without its stops: a line of a map, a route of a timetable.
#[derive(Debug, Clone, PartialEq)]
pub struct GivenTour {
    /// Name of the tour.
    pub name: String,
    /// The vehicle. `None` when the source does not name it, and when several serve at
    /// once.
    pub vehicle: Option<String>,
    /// Identifiers of its stops in the same file, in the order of service. Empty when the
    /// source gives only the line.
    ///
    /// A stop merged into a place of another list keeps its identifier among the twins of
    /// that place. A stop that was set aside is absent from the places.
    pub stops: Vec<String>,
    /// Itinerary, x = longitude.
    pub line: Option<MultiLineString<f64>>,
    /// The file that the tour was read from.
    pub file: FileId,
    /// Row in that file. `None` for a route of a timetable: only the stops of a timetable
    /// are counted in the ledger.
    pub row: Option<Line>,
}
