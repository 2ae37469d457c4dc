//! The hours of a place in a catalogue.
//!
//! `horaires_texte` says what the program understood, in words that are read back exactly. What a
//! list published, `horaires` or `recurrence`, is read where there are no words.

use std::sync::Arc;

use super::row::CatalogueRow;
use crate::source::Validity;
use maillage_core::model::{Schedule, Stop};
use maillage_hours::{
    Lang, Recurrence,
    reading::{USED, read, read_back},
    words::hours_text,
};

/// The hours of `place` as the catalogue says them; empty when unknown.
pub(super) fn in_words(schedule: Option<&Schedule>) -> String {
    schedule.map(|schedule| hours_text(&schedule.recurrences, Lang::Fr)).unwrap_or_default()
}

/// The schedule that words say. `None` when they are not understood well enough to be used.
pub(super) fn of_words(text: &str) -> Option<Schedule> {
    let readings = read_back(text).ok()?;
    let confidence = readings.iter().map(|reading| reading.confidence).fold(1.0, f64::min);
    let recurrences = readings.into_iter().map(|reading| Arc::new(reading.recurrence)).collect();
    (confidence >= USED).then_some(Schedule { recurrences, confidence })
}

/// The schedule that a published text says, within the dates of a stop.
pub(super) fn of_published(text: &str, stop: Option<&Stop>) -> Option<Schedule> {
    let Validity { from, to } = stop.map(|stop| Validity::of(stop).0).unwrap_or_default();
    let reading = read(text).ok()?;
    // Fortnights are counted from the first day of validity.
    let reading = if from.is_some() { reading.anchored() } else { reading };
    let Recurrence { rules, from: first, to: last } = reading.recurrence;
    let recurrence = Recurrence { rules, from: from.or(first), to: to.or(last) };
    let recurrences = vec![Arc::new(recurrence)];
    let confidence = reading.confidence;
    (confidence >= USED).then_some(Schedule { recurrences, confidence })
}

/// The same schedule within the dates of `stop`; without a date of its own, without bound.
pub(super) fn within(schedule: &Schedule, stop: &Stop) -> Schedule {
    let (Validity { from, to }, _) = Validity::of(stop);
    let within = |of: &Arc<Recurrence>| Arc::new(Recurrence { rules: of.rules.clone(), from, to });
    Schedule { recurrences: schedule.recurrences.iter().map(within).collect(), ..*schedule }
}

/// The published text of a row: that of its stop, or of the place.
pub(super) fn published<'row>(row: &'row CatalogueRow, stop: Option<&'row Stop>) -> &'row str {
    match stop {
        Some(stop) => &stop.recurrence,
        None => row.text("horaires"),
    }
}
