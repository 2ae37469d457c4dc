//! Places: where supply is.

use std::{collections::BTreeMap, sync::Arc};

use crate::{
    geodesy::{Length, Position},
    model::{CommuneCode, FileId, Line},
};
use maillage_hours::Recurrence;

/// A place where help with digital life is given.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Identifier in the list it comes from; made of the file and line where the list
    /// has none.
    pub id: String,
    /// Name; empty when the list gives none.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// What it is as well: a France Services point that another list names as a place of
    /// médiation is both, and counts once.
    pub also: Option<Kind>,
    /// Where it is. For an itinerant service whose stops are unknown, its office.
    pub position: Position,
    /// How well that is known.
    pub precision: Precision,
    /// No way to it is taken for shorter than this: zero where the list states the position;
    /// where only the commune is known, how far its points are from its middle on average.
    pub position_uncertainty: Length,
    /// The commune that the list states.
    pub commune: Option<CommuneCode>,
    /// Set on the stop of a round.
    pub stop: Option<Stop>,
    /// When it is open, as far as its list tells; `None` where that is unknown.
    pub schedule: Option<Schedule>,
    /// What else the list tells, under the names of the national standard.
    pub details: BTreeMap<&'static str, String>,
    /// Where it was read.
    pub source: SourceRow,
    /// The other rows that are the same place, in order of identifier.
    pub twins: Vec<Twin>,
}

/// When a place is open, as its list was understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Schedule {
    /// Its days and hours, at least one; several, each within its own validity, add up. Shared
    /// by the places that have the same.
    pub recurrences: Vec<Arc<Recurrence>>,
    /// How sure the reading is, 0 to 1; see [`source::hours`](maillage_hours::reading).
    pub confidence: f64,
}

/// Another row that is the same place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Twin {
    /// Its identifier in its own list.
    pub id: String,
    /// Where it was read.
    pub source: SourceRow,
}

/// How well a place's position is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// As its list states it.
    Position,
    /// Its commune only: it stands where the commune's distances start from.
    Commune,
}

/// The kinds of supply that the output tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A fixed place of médiation numérique.
    Mediation,
    /// A fixed France Services point.
    FranceServices,
    /// A bus or another service that comes and goes.
    Itinerant,
}

/// What a list tells of one stop of a round.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Stop {
    /// The round it belongs to; empty when not told.
    pub round: String,
    /// The vehicle that serves it; empty when not told: then a round has one of its own.
    pub vehicle: String,
    /// Its place in the round, from 1.
    pub order: Option<u32>,
    /// When the vehicle is there, as published; empty when unknown.
    pub recurrence: String,
    /// First day of validity, as published.
    pub valid_from: String,
    /// Last day of validity, as published.
    pub valid_to: String,
}

/// The row of the file that a record was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceRow {
    /// The file, by the account that the run opened for it.
    pub file: FileId,
    /// Where the row stands in it.
    pub line: Line,
}

impl SourceRow {
    /// The source of a place that no list holds, such as one that is only planned.
    pub const NONE: Self = Self { file: FileId(u32::MAX), line: Line { number: 0, rank: 0 } };
}

impl Kind {
    /// All of them, in the order of the output's columns.
    pub const ALL: [Self; 3] = [Self::Mediation, Self::FranceServices, Self::Itinerant];

    /// Its value in the output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mediation => "mediation",
            Self::FranceServices => "france_services",
            Self::Itinerant => "itinerant",
        }
    }
}

impl Precision {
    /// Its value in the output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Position => "position",
            Self::Commune => "commune",
        }
    }
}

impl Place {
    /// A place of this identifier, kind and position of which no list says anything more.
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
            details: BTreeMap::new(),
            source: SourceRow::NONE,
            twins: Vec::new(),
        }
    }

    /// Whether it is supply of this kind, first or as well.
    pub fn is(&self, kind: Kind) -> bool {
        self.kind == kind || self.also == Some(kind)
    }

    /// Whether it is an itinerant service of which only the office is known: nobody can
    /// tell where it may be met.
    pub fn is_round_without_stops(&self) -> bool {
        self.kind == Kind::Itinerant && self.stop.is_none()
    }
}
