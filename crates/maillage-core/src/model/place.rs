//! Places: the supply side.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::{
    geodesy::{Length, Position},
    model::{CommuneCode, Details, FileId, Line},
};
use maillage_hours::Recurrence;

/// A place that gives help with digital services.
///
/// # Examples
///
/// ```
/// use maillage_core::{
///     geodesy::Position,
///     model::{Kind, Place},
/// };
///
/// let position = Position::new(45.65, 0.16).expect("a position on the globe");
/// let place = Place { name: "Mairie".into(), ..Place::new("lieu-1", Kind::Mediation, position) };
/// assert!(place.is(Kind::Mediation));
/// // Hours are unknown, which is not the same as closed.
/// assert!(place.schedule.is_none());
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Identifier in the list. Made of what its row says when the list has none.
    pub id: String,
    /// Name; empty when the list gives none.
    pub name: String,
    /// Main kind.
    pub kind: Kind,
    /// Second kind, if any. A place of médiation that is a France Services point too has both
    /// kinds and counts once: another list names it, or its own list gives it that label or
    /// type. An itinerant service has no second kind.
    pub also: Option<Kind>,
    /// Position. For an itinerant service whose stops are unknown, the position of its
    /// office.
    pub position: Position,
    /// Precision of the position.
    pub precision: Precision,
    /// Lower bound on any distance to this place. Zero where the list states the position.
    /// Where only the commune is known, the mean distance of the commune's points from its
    /// centre.
    pub position_uncertainty: Length,
    /// The commune named in the list.
    pub commune: Option<CommuneCode>,
    /// The stop of a tour that this place is; `None` for a fixed place.
    pub stop: Option<Box<Stop>>,
    /// Opening hours, as understood from the list; `None` when unknown.
    pub schedule: Option<Schedule>,
    /// The day on which its row was last brought up to date; `None` when the list gives none that
    /// can be believed.
    pub updated: Option<NaiveDate>,
    /// Other fields of the list, under the names of the national standard.
    pub details: Details,
    /// The row that the place was read from.
    pub source: SourceRow,
    /// The other rows that describe the same place, by identifier.
    pub twins: Vec<Twin>,
}

/// Opening hours of a place, as understood from its list.
#[derive(Debug, Clone, PartialEq)]
pub struct Schedule {
    /// Days and hours, at least one recurrence. The recurrences add up, each within its own
    /// dates of validity. Places with equal recurrences share them in memory.
    pub recurrences: Vec<Arc<Recurrence>>,
    /// Confidence in the interpretation, 0 to 1; see [`reading`](maillage_hours::reading).
    pub confidence: f64,
}

/// Another row that describes the same place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Twin {
    /// Identifier in its own list.
    pub id: String,
    /// The row of the list.
    pub source: SourceRow,
}

/// Precision of a place's position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// Stated in the list.
    Position,
    /// Only the commune is known: the place is put at the commune's point of departure.
    Commune,
}

/// The kinds of supply distinguished in the output.
///
/// # Examples
///
/// ```
/// use maillage_core::model::Kind;
///
/// assert_eq!(Kind::ALL.map(Kind::name), ["mediation", "france_services", "itinerant"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A fixed place of médiation numérique.
    Mediation,
    /// A fixed France Services point.
    FranceServices,
    /// An itinerant service, for instance a bus.
    Itinerant,
}

/// One stop of a tour, as given in a list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Stop {
    /// The tour that serves the stop; empty when the list does not name one.
    pub tour: String,
    /// The vehicle that serves the stop. When empty, the tour is assumed to have a vehicle
    /// of its own.
    pub vehicle: String,
    /// Rank of the stop in the tour, from 1.
    pub order: Option<u32>,
    /// Days and hours of the vehicle at the stop, as published; empty when unknown.
    pub recurrence: String,
    /// First day of validity, as published.
    pub valid_from: String,
    /// Last day of validity, as published.
    pub valid_to: String,
}

/// The row of an input file that a record was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceRow {
    /// The file.
    pub file: FileId,
    /// The row in the file.
    pub line: Line,
}

impl SourceRow {
    /// The source of a place that no list holds, such as one that is only planned.
    pub const NONE: Self = Self { file: FileId(u32::MAX), line: Line { number: 0, rank: 0 } };
}

impl Kind {
    /// All kinds, in the order of the output's columns.
    pub const ALL: [Self; 3] = [Self::Mediation, Self::FranceServices, Self::Itinerant];

    /// The value in the output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mediation => "mediation",
            Self::FranceServices => "france_services",
            Self::Itinerant => "itinerant",
        }
    }
}

impl Precision {
    /// The value in the output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Position => "position",
            Self::Commune => "commune",
        }
    }
}

impl Place {
    /// A place with this identifier, kind and position. The position counts as stated, hours are
    /// unknown, and every other field is empty.
    pub fn new(id: impl Into<String>, kind: Kind, position: Position) -> Self {
        Self {
            id: id.into(),
            name: String::new(),
            kind,
            also: None,
            position,
            precision: Precision::Position,
            position_uncertainty: Length::ZERO,
            commune: None,
            stop: None,
            schedule: None,
            updated: None,
            details: Details::default(),
            source: SourceRow::NONE,
            twins: Vec::new(),
        }
    }

    /// The rows that describe this place, its own first.
    pub fn sources(&self) -> impl Iterator<Item = SourceRow> {
        std::iter::once(self.source).chain(self.twins.iter().map(|twin| twin.source))
    }

    /// Whether `kind` is the main or the second kind of this place.
    pub fn is(&self, kind: Kind) -> bool {
        self.kind == kind || self.also == Some(kind)
    }

    /// Whether this is an itinerant service whose stops are unknown.
    pub fn is_tour_without_stops(&self) -> bool {
        self.kind == Kind::Itinerant && self.stop.is_none()
    }
}
