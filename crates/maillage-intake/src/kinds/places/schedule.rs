//! Opening hours of places: which parsed hours are used, and which issues they raise.
//!
//! Parsed hours with a confidence below [`USED`] become unknown hours. Below [`SURE`] they
//! are used, and their assumptions are reported. The hours of a bus whose stops are unknown
//! are those of its office, and are not used.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use chrono::NaiveDate;
use rayon::prelude::*;

use super::{PlaceRecord, judge::Note};
use crate::{
    ledger::{Trouble, beginning},
    source::Validity,
};
use maillage_core::model::{Kind, Schedule, Stop};
use maillage_hours::{
    Recurrence,
    reading::{Assumption, HoursReading, SURE, USED, Unread, read},
};

/// Maximum length of a text quoted in an issue, in characters.
const QUOTED: usize = 200;

/// The hours of a list. Each distinct text is parsed once.
#[derive(Debug)]
pub(super) struct Hours {
    by_text: HashMap<String, Result<ParsedHours, Unread>>,
    /// Fixed places without hours in the list.
    silent: usize,
}

/// Parsed hours, shared by the places with the same text.
#[derive(Debug, Clone)]
struct ParsedHours {
    schedule: Schedule,
    reading: HoursReading,
}

impl Hours {
    /// Parses the hours of these records, on all cores.
    pub(super) fn new(records: &[Box<PlaceRecord>]) -> Self {
        let texts: BTreeSet<&str> = records.iter().map(|record| written(record)).collect();
        let read = |text: &str| (text.to_owned(), understood(text));
        Self { by_text: texts.into_par_iter().map(read).collect(), silent: 0 }
    }

    /// The schedule of the place of `record`; `None` when unknown.
    pub(super) fn of(
        &mut self,
        record: &PlaceRecord,
        kind: Kind,
        notes: &mut Vec<Note>,
    ) -> Option<Schedule> {
        if kind == Kind::Itinerant && record.stop.is_none() {
            return None;
        }
        let bounds = record.stop.as_ref().and_then(|stop| bounds(record, stop, notes));
        let schedule = match &record.timetable {
            // Many feeds give one time for arrival and departure, so the length of the stop
            // is unknown.
            Some(timetable) if timetable.only_passes() => {
                notes.push((Trouble::PassesOnly, record.name.clone()));
                return None;
            }
            // The dates of a timetable already give its validity.
            Some(timetable) => {
                return Some(Schedule {
                    recurrences: vec![Arc::new(timetable.clone())],
                    confidence: 1.0,
                });
            }
            None => {
                let starts = bounds.and_then(|bounds| bounds.from);
                self.read(record, starts, notes)?
            }
        };
        Some(bounds.map_or(schedule.clone(), |bounds| within(schedule, bounds)))
    }

    /// The number of fixed places without hours, in a list where other places have hours.
    /// `None` when it is zero, or when no place of the list has hours.
    pub(super) fn silent(&self) -> Option<usize> {
        let has_hours = self.by_text.keys().any(|text| !text.is_empty());
        Some(self.silent).filter(|silent| has_hours && *silent > 0)
    }

    /// The usable hours of a record. `starts` is the first day of their validity.
    fn read(
        &mut self,
        record: &PlaceRecord,
        starts: Option<NaiveDate>,
        notes: &mut Vec<Note>,
    ) -> Option<Schedule> {
        let text = written(record);
        let value = |more: &str| {
            let parts = [record.name.as_str(), &beginning(text, QUOTED), more];
            let parts = parts.into_iter().filter(|part| !part.is_empty());
            parts.collect::<Vec<_>>().join(", ")
        };
        match &self.by_text[text] {
            Ok(ParsedHours { schedule, reading }) => {
                // Fortnights are counted from the first day of validity.
                let anchored = starts.map(|_| reading.anchored());
                let reading = anchored.as_ref().unwrap_or(reading);
                notes.extend(doubt(reading).map(|trouble| {
                    let read = format!("→ {}", reading.in_words());
                    (trouble, value(&beginning(&read, QUOTED)))
                }));
                (reading.confidence >= USED)
                    .then(|| Schedule { confidence: reading.confidence, ..schedule.clone() })
            }
            Err(Unread::Nothing) if record.stop.is_none() => {
                self.silent += 1;
                None
            }
            Err(unread) => {
                let (trouble, why) = match unread {
                    Unread::Incoherent(fault) => (Trouble::HoursIncoherent, fault.to_string()),
                    Unread::Restricted(text) => (
                        Trouble::RecurrenceUnknown,
                        Assumption::Restriction(text.clone()).to_string(),
                    ),
                    Unread::NoDay(_) => (Trouble::RecurrenceUnknown, "jour non indiqué".to_owned()),
                    Unread::NotUnderstood(_) | Unread::Nothing => {
                        (Trouble::RecurrenceUnknown, String::new())
                    }
                };
                notes.push((trouble, value(&why)));
                None
            }
        }
    }
}

/// The text of the hours of a record; may be empty.
fn written(record: &PlaceRecord) -> &str {
    match &record.stop {
        Some(stop) => &stop.recurrence,
        None => record.details.text("horaires"),
    }
}

fn understood(text: &str) -> Result<ParsedHours, Unread> {
    let reading = read(text)?;
    let recurrences = vec![Arc::new(reading.recurrence.clone())];
    let confidence = reading.confidence;
    Ok(ParsedHours { schedule: Schedule { recurrences, confidence }, reading })
}

/// The issue of doubtful or incomplete hours, if any.
fn doubt(reading: &HoursReading) -> Option<Trouble> {
    let left_out = |assumption: &Assumption| matches!(assumption, Assumption::NotRead(_));
    if reading.confidence < USED {
        Some(Trouble::RecurrenceUnknown)
    } else if reading.confidence < SURE || !reading.assumptions.iter().all(left_out) {
        Some(Trouble::HoursDoubtful)
    } else {
        (!reading.assumptions.is_empty()).then_some(Trouble::HoursInPart)
    }
}

/// The first and the last day of service of a stop. `None` where neither can be used.
fn bounds(record: &PlaceRecord, stop: &Stop, notes: &mut Vec<Note>) -> Option<Validity> {
    let (validity, unread) = Validity::of(stop);
    let told = |text: String| (Trouble::ValidityUnreadable, format!("{}, {text}", record.name));
    notes.extend(unread.into_iter().map(told));
    (validity != Validity::default()).then_some(validity)
}

/// The schedule limited to these dates. Where the columns give no date, the dates in the
/// text of the hours apply.
fn within(schedule: Schedule, Validity { from, to }: Validity) -> Schedule {
    let within = |recurrence: &Arc<Recurrence>| {
        Arc::new(Recurrence {
            rules: recurrence.rules.clone(),
            from: from.or(recurrence.from),
            to: to.or(recurrence.to),
        })
    };
    Schedule { recurrences: schedule.recurrences.iter().map(within).collect(), ..schedule }
}
