//! When places are open: how their hours were read, and which readings are used.
//!
//! A reading below the confidence [`USED`] is reported as unknown hours; below [`SURE`] it is
//! used, and its assumptions are reported. The hours of a bus of which only the office is
//! known are those of the office, and are not used.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use chrono::{Datelike, NaiveDate};
use rayon::prelude::*;

use super::{PlaceRecord, judge::Note};
use crate::ledger::Trouble;
use maillage_core::model::{Kind, Schedule, Stop};
use maillage_hours::{
    Period, Recurrence,
    reading::{Assumption, HoursReading, SURE, USED, Unread, read, read_date},
};

/// Most characters of a text that an issue quotes.
const QUOTED: usize = 200;

/// The hours of a list, each text read once.
#[derive(Debug)]
pub(super) struct Hours {
    by_text: HashMap<String, Result<Understood, Unread>>,
    /// Fixed places without hours in the list.
    silent: usize,
}

/// A reading that many places may share.
#[derive(Debug, Clone)]
struct Understood {
    schedule: Schedule,
    reading: HoursReading,
}

impl Hours {
    /// The hours of these records, read on all cores.
    pub(super) fn new(records: &[PlaceRecord]) -> Self {
        let texts: BTreeSet<&str> = records.iter().map(written).collect();
        let read = |text: &str| (text.to_owned(), understood(text));
        Self { by_text: texts.into_par_iter().map(read).collect(), silent: 0 }
    }

    /// When the place of `record`, of this `kind`, is open; `None` where that is unknown.
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
            // Many feeds give one time a call: that the vehicle stays is known, not how long.
            Some(timetable) if timetable.only_passes() => {
                notes.push((Trouble::PassesOnly, record.name.clone()));
                return None;
            }
            // Its dates say themselves from when until when.
            Some(timetable) => {
                return Some(Schedule {
                    recurrences: vec![Arc::new(timetable.clone())],
                    confidence: 1.0,
                });
            }
            None => {
                let starts = bounds.and_then(|(from, _)| from);
                self.read(record, starts, notes)?
            }
        };
        Some(bounds.map_or(schedule.clone(), |bounds| within(schedule, bounds)))
    }

    /// The number of fixed places without hours in a list that has hours of others; `None`
    /// when there are none, or when the list has no hours at all.
    pub(super) fn silent(&self) -> Option<usize> {
        let has_hours = self.by_text.keys().any(|text| !text.is_empty());
        Some(self.silent).filter(|silent| has_hours && *silent > 0)
    }

    /// What the text of a record says, as far as it may be used; it `starts` to hold then.
    fn read(
        &mut self,
        record: &PlaceRecord,
        starts: Option<NaiveDate>,
        notes: &mut Vec<Note>,
    ) -> Option<Schedule> {
        let text = written(record);
        let value = |more: &str| {
            let parts = [record.name.as_str(), &beginning(text), more];
            let parts = parts.into_iter().filter(|part| !part.is_empty());
            parts.collect::<Vec<_>>().join(", ")
        };
        match &self.by_text[text] {
            Ok(Understood { schedule, reading }) => {
                // A fortnight is counted from the first day of validity.
                let anchored = starts.map(|_| reading.anchored());
                let reading = anchored.as_ref().unwrap_or(reading);
                notes.extend(doubt(reading).map(|trouble| {
                    let read = format!("→ {}", reading.summary());
                    (trouble, value(&beginning(&read)))
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
                    Unread::NoDay(_) => (Trouble::RecurrenceUnknown, "jour non dit".to_owned()),
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
        None => record.details.get("horaires").map_or("", String::as_str),
    }
}

fn understood(text: &str) -> Result<Understood, Unread> {
    let reading = read(text)?;
    let recurrences = vec![Arc::new(reading.recurrence.clone())];
    let confidence = reading.confidence;
    Ok(Understood { schedule: Schedule { recurrences, confidence }, reading })
}

/// The issue of a reading, if it is doubtful or incomplete.
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

/// The first and the last day on which a stop is served; `None` where none is stated, or
/// the last is before the first.
fn bounds(
    record: &PlaceRecord,
    stop: &Stop,
    notes: &mut Vec<Note>,
) -> Option<(Option<NaiveDate>, Option<NaiveDate>)> {
    let mut day = |text: &str| {
        let day = read_date(text).filter(|day| Period::YEARS.contains(&day.year()));
        if day.is_none() && !text.trim().is_empty() {
            notes.push((Trouble::ValidityUnreadable, format!("{}, {text}", record.name)));
        }
        day
    };
    let (from, to) = (day(&stop.valid_from), day(&stop.valid_to));
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        let value = format!("{}, {} → {}", record.name, stop.valid_from, stop.valid_to);
        notes.push((Trouble::ValidityUnreadable, value));
        return None;
    }
    (from.is_some() || to.is_some()).then_some((from, to))
}

/// The same hours within these days; where the columns state no day, within those that the
/// text itself states.
fn within(schedule: Schedule, (from, to): (Option<NaiveDate>, Option<NaiveDate>)) -> Schedule {
    let within = |recurrence: &Arc<Recurrence>| {
        Arc::new(Recurrence {
            rules: recurrence.rules.clone(),
            from: from.or(recurrence.from),
            to: to.or(recurrence.to),
        })
    };
    Schedule { recurrences: schedule.recurrences.iter().map(within).collect(), ..schedule }
}

fn beginning(text: &str) -> String {
    let mut letters = text.chars();
    let mut beginning: String = letters.by_ref().take(QUOTED).collect();
    if letters.next().is_some() {
        beginning.push('…');
    }
    beginning
}
