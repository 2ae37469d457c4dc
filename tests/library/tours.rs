//! Tours put together from stops, measured and doubted.
//!
//! Stops stand along the 45th parallel, where 0.1° east is about 7.88 km, and their weeks
//! begin on Monday 7 September 2026.

mod assembly;
mod calendar;
mod conflicts;
mod course;
mod layer;
mod together;

use std::sync::Arc;

use maillage::{
    Kind, Place, Position,
    core::{
        geodesy::Length,
        model::{Details, FileId, Line, Precision, Schedule, SourceRow, Stop},
        presence::Timetable,
    },
    hours::{Holidays, HolidaysOff, Period, Recurrence},
};

/// A stop of the tour « Bus » of the first list, `east` degrees along the parallel; its row
/// is that of its number. `hours` as OpenStreetMap writes them, none if empty.
pub(crate) fn stop(number: usize, east: f64, hours: &str) -> Place {
    let recurrence =
        (!hours.is_empty()).then(|| Recurrence::weekly(hours.parse().expect("an expression")));
    Place {
        id: format!("S{number}"),
        name: format!("Arrêt {number}"),
        kind: Kind::Itinerant,
        also: None,
        position: Position::new(45.0, east).expect("degrees"),
        precision: Precision::Position,
        position_uncertainty: Length::ZERO,
        commune: None,
        stop: Some(Box::new(Stop { tour: "Bus".to_owned(), ..Stop::default() })),
        schedule: recurrence.map(scheduled),
        updated: None,
        details: Details::default(),
        source: SourceRow { file: FileId(0), line: Line { number: number + 1, rank: number } },
        twins: Vec::new(),
    }
}

pub(crate) fn scheduled(recurrence: Recurrence) -> Schedule {
    Schedule { recurrences: vec![Arc::new(recurrence)], confidence: 1.0 }
}

/// The same stop of another tour.
pub(crate) fn of_tour(mut place: Place, tour: &str) -> Place {
    place.stop = Some(Box::new(Stop { tour: tour.to_owned(), ..Stop::default() }));
    place
}

pub(crate) fn period(text: &str) -> Period {
    text.parse().expect("a period")
}

/// When they are served in the first fortnight of September 2026.
pub(crate) fn fortnight(places: &[Place]) -> Timetable {
    over(places, "2026-09-07..2026-09-20")
}

pub(crate) fn over(places: &[Place], days: &str) -> Timetable {
    Timetable::new(places, period(days), &Holidays::new(HolidaysOff::Local))
}

/// Two lists.
pub(crate) fn lists() -> [String; 2] {
    ["bus-de-charente".to_owned(), "autre".to_owned()]
}
