//! The hours of a place that several rows describe.
//!
//! The rows of one list complete each other. Of several lists, the one with the latest date gives
//! all days: an older one may still tell hours that are no longer kept. Nobody knows which of two
//! undated lists is older, so that their hours add up; where they contradict each other it is said.

use std::{cmp::Reverse, collections::BTreeMap};

use chrono::NaiveDate;
use maillage_core::model::{FileId, Place, Schedule, SourceRow};
use maillage_hours::{DAY, Holidays, HolidaysOff, Period, Slot, slots, union};

use super::order::{Date, date_of};
use crate::ledger::Trouble;

/// The first of the days over which hours are compared, where none has a date of its own: one
/// year from a Monday.
const FIRST: (i32, u32, u32) = (2024, 1, 1);

/// The hours of a place, and what there is to say of the hours of single rows.
pub(super) struct Hours {
    /// `None` when no row tells hours.
    pub(super) schedule: Option<Schedule>,
    /// Rows whose hours were replaced, or are contradicted.
    pub(super) said: Vec<(SourceRow, Trouble)>,
}

/// The rows of one list that tell hours.
struct OfList<'rows> {
    date: Option<Date>,
    rows: Vec<&'rows Place>,
}

/// The hours of the place of `rows`. The confidence is the lowest of the rows that are used.
pub(super) fn hours(rows: &[Place]) -> Hours {
    let mut by_list: BTreeMap<FileId, OfList> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.schedule.is_some()) {
        let list =
            by_list.entry(row.source.file).or_insert(OfList { date: None, rows: Vec::new() });
        list.date = list.date.max(date_of(row));
        list.rows.push(row);
    }
    let latest = by_list.values().filter_map(|list| list.date).max();
    let (mut used, older): (Vec<OfList>, Vec<OfList>) =
        by_list.into_values().partition(|list| list.date.is_none() || list.date == latest);
    used.sort_by_key(|list| Reverse(list.date));
    let mut said = Vec::new();
    if let [first, others @ ..] = &used[..] {
        for list in others.iter().filter(|list| contradict(&first.rows, &list.rows)) {
            said.extend(list.rows.iter().map(|row| (row.source, Trouble::HoursContradict)));
        }
        for list in older.iter().filter(|list| contradict(&first.rows, &list.rows)) {
            said.extend(list.rows.iter().map(|row| (row.source, Trouble::HoursReplaced)));
        }
    }
    Hours { schedule: united(used.iter().flat_map(|list| &list.rows)), said }
}

/// The union of the schedules of these rows, each within its own validity.
fn united<'rows>(rows: impl Iterator<Item = &'rows &'rows Place>) -> Option<Schedule> {
    let mut known = rows.filter_map(|row| row.schedule.as_ref());
    let mut schedule = known.next()?.clone();
    for other in known {
        for recurrence in &other.recurrences {
            if !schedule.recurrences.contains(recurrence) {
                schedule.recurrences.push(recurrence.clone());
                schedule.confidence = schedule.confidence.min(other.confidence);
            }
        }
    }
    Some(schedule)
}

/// Whether two lists open a place on the same day at different hours, or one of them never opens
/// it.
fn contradict(one: &[&Place], other: &[&Place]) -> bool {
    let starts = [one, other].into_iter().flatten().flat_map(|row| recurrences(row));
    let fixed = NaiveDate::from_ymd_opt(FIRST.0, FIRST.1, FIRST.2).expect("a day");
    let first = starts.filter_map(|recurrence| recurrence.from).max().unwrap_or(fixed);
    let Some(period) = Period::new(first, first + chrono::TimeDelta::days(363)) else {
        return false;
    };
    let (one, other) = (by_day(one, period), by_day(other, period));
    if one.is_empty() != other.is_empty() {
        return true;
    }
    one.iter().any(|(day, open)| other.get(day).is_some_and(|other| other != open))
}

fn recurrences(row: &Place) -> impl Iterator<Item = &maillage_hours::Recurrence> {
    row.schedule.iter().flat_map(|schedule| schedule.recurrences.iter().map(AsRef::as_ref))
}

/// The hours of each day of `period` on which a row opens the place.
fn by_day(rows: &[&Place], period: Period) -> BTreeMap<u32, Vec<Slot>> {
    let holidays = Holidays::new(HolidaysOff::None);
    let off = holidays.of(None);
    let open = rows.iter().flat_map(|row| recurrences(row));
    let open = open.flat_map(|recurrence| slots(recurrence, period, off)).collect();
    let mut days: BTreeMap<u32, Vec<Slot>> = BTreeMap::new();
    for slot in union(open) {
        days.entry(slot.start / DAY).or_default().push(slot);
    }
    days
}
