//! The hours of a place that several rows describe.
//!
//! The rows of one list complete each other. Of several lists, the one with the latest date gives
//! all days: an older one may still tell hours that are no longer kept. Nobody knows which of two
//! undated lists is older, so that their hours add up; where they contradict each other it is said.

use std::{
    borrow::Cow,
    cmp::Reverse,
    sync::{Arc, LazyLock},
};

use chrono::NaiveDate;
use maillage_core::model::{FileId, Place, Schedule, SourceRow};
use maillage_hours::{DAY, Days, Holidays, HolidaysOff, Period, Recurrence, Slot};

use super::order::date_of;
use crate::{ledger::Trouble, source::Field};

/// The days over which hours are compared, where none has a date of its own: one year from a Monday.
static USUAL: LazyLock<Days<'static>> = LazyLock::new(|| {
    let monday = NaiveDate::from_ymd_opt(2024, 1, 1).expect("a day of the calendar");
    year_from(monday).expect("a year of the calendars")
});

/// The hours of a place, and what there is to say of the hours of single rows.
pub(super) struct Hours {
    /// `None` when no row tells hours.
    pub(super) schedule: Option<Schedule>,
    /// Rows whose hours were replaced, or are contradicted.
    pub(super) said: Vec<(SourceRow, Trouble)>,
}

/// The rows of one list that say anything of hours.
struct OfList<'rows> {
    file: FileId,
    date: Option<NaiveDate>,
    rows: Vec<&'rows Place>,
}

/// The hours of the place of `rows`, which are in an order of content. The confidence is the lowest
/// of the rows that are used.
pub(super) fn hours(rows: &[Place]) -> Hours {
    let mut lists: Vec<OfList> = Vec::new();
    for row in rows.iter().filter(|row| says_hours(row)) {
        let (file, date) = (row.source.file, date_of(row));
        match lists.iter_mut().find(|list| list.file == file) {
            Some(list) => {
                list.date = list.date.max(date);
                list.rows.push(row);
            }
            None => lists.push(OfList { file, date, rows: vec![row] }),
        }
    }
    let latest = lists.iter().filter_map(|list| list.date).max();
    let (mut used, older): (Vec<OfList>, Vec<OfList>) =
        lists.into_iter().partition(|list| list.date.is_none() || list.date == latest);
    // A stable sort: the order of content decides among those of one date.
    used.sort_by_key(|list| Reverse(list.date));
    let schedule = united(used.iter().flat_map(|list| &list.rows));
    let mut said = Vec::new();
    for (rank, list) in used.iter().enumerate() {
        if used[..rank].iter().any(|other| contradict(&other.rows, &list.rows)) {
            said.extend(list.rows.iter().map(|row| (row.source, Trouble::HoursContradict)));
        }
    }
    let is_told =
        |list: &&OfList| used.first().is_some_and(|first| differ(&first.rows, &list.rows));
    for list in older.iter().filter(is_told) {
        said.extend(list.rows.iter().map(|row| (row.source, Trouble::HoursReplaced)));
    }
    Hours { schedule, said }
}

/// Whether a row tells hours, or has words for them that were not understood: the latest list says
/// in them that older hours are no longer kept.
fn says_hours(row: &Place) -> bool {
    row.schedule.is_some() || !row.details.text(Field::Hours.name()).is_empty()
}

/// The union of the schedules of these rows, each within its own validity.
fn united<'rows>(rows: impl Iterator<Item = &'rows &'rows Place>) -> Option<Schedule> {
    let mut known = rows.filter_map(|row| row.schedule.as_ref());
    let mut schedule = known.next()?.clone();
    for other in known {
        schedule.confidence = schedule.confidence.min(other.confidence);
        for recurrence in &other.recurrences {
            if !schedule.recurrences.contains(recurrence) {
                schedule.recurrences.push(recurrence.clone());
            }
        }
    }
    Some(schedule)
}

/// Whether two lists open a place on the same day at different hours, or one of them never opens
/// it. Hours that are not understood contradict none.
fn contradict(one: &[&Place], other: &[&Place]) -> bool {
    let Some((one, other)) = slots_of(one, other) else { return false };
    if one.is_empty() != other.is_empty() {
        return true;
    }
    let mut other = by_day(&other).peekable();
    by_day(&one).any(|open| {
        let today = day(&open[0]);
        while other.next_if(|other| day(&other[0]) < today).is_some() {}
        other.peek().is_some_and(|other| day(&other[0]) == today && *other != open)
    })
}

/// Whether two lists do not tell the same hours.
fn differ(one: &[&Place], other: &[&Place]) -> bool {
    slots_of(one, other).is_none_or(|(one, other)| one != other)
}

/// The hours that two lists tell over the same year, as slots in order; `None` where one tells none.
fn slots_of(one: &[&Place], other: &[&Place]) -> Option<(Vec<Slot>, Vec<Slot>)> {
    let tells = |rows: &[&Place]| rows.iter().any(|row| row.schedule.is_some());
    if !tells(one) || !tells(other) {
        return None;
    }
    let starts = [one, other].into_iter().flatten().flat_map(|row| recurrences(row));
    let days = match starts.filter_map(|recurrence| recurrence.from).max() {
        None => Cow::Borrowed(&*USUAL),
        Some(first) => Cow::Owned(year_from(first)?),
    };
    let open = |rows: &[&Place]| {
        let recurrences: Vec<_> = rows.iter().flat_map(|row| recurrences(row)).collect();
        days.series(&recurrences).open.iter().collect()
    };
    Some((open(one), open(other)))
}

/// The slots of each day on which a place is open.
fn by_day(open: &[Slot]) -> impl Iterator<Item = &[Slot]> {
    open.chunk_by(|one, next| day(one) == day(next))
}

/// Number of the day on which a slot begins, from the first day of the year that is compared.
fn day(slot: &Slot) -> u32 {
    slot.start / DAY
}

/// The year of 52 weeks from `first`, without holidays. `None` when it is in no calendar.
fn year_from(first: NaiveDate) -> Option<Days<'static>> {
    static HOLIDAYS: LazyLock<Holidays> = LazyLock::new(|| Holidays::new(HolidaysOff::None));
    let period = Period::new(first, first + chrono::TimeDelta::days(363))?;
    Some(Days::new(period, HOLIDAYS.of(None)))
}

fn recurrences(row: &Place) -> impl Iterator<Item = &Arc<Recurrence>> {
    row.schedule.iter().flat_map(|schedule| &schedule.recurrences)
}
