//! Days of service: weekdays between two dates, and exceptions by date.

use std::collections::{BTreeSet, HashMap};

use chrono::{Datelike, NaiveDate, TimeDelta};
use maillage_hours::Period;
use maillage_words::spoken::Rank;

use super::{RowDefects, Tables};
use crate::{
    Error, Result,
    ledger::{Issue, Trouble},
    sentences,
};

/// The columns of the weekdays, from Monday.
const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// Maximum number of days of all services of a feed; each is kept in memory.
const MOST_DAYS: usize = 20_000_000;

/// The days of all services.
pub(super) struct Services {
    /// The days of each service, in order.
    pub(super) days: Vec<Vec<NaiveDate>>,
    /// Ranks of the services, by identifier.
    pub(super) ranks: HashMap<String, usize>,
}

/// The services named in either calendar.
pub(super) fn services(tables: &Tables, notes: &mut Vec<Issue>) -> Result<Services> {
    let names = ["calendar.txt", "calendar_dates.txt"];
    if names.iter().all(|name| !tables.tables.contains_key(name)) {
        return Err(Error::from(maillage_tables::Error::Feed {
            path: tables.path.clone(),
            reason: sentences::no_calendar(),
        }));
    }
    let mut known = Known::default();
    known.read_weeks(tables, notes)?;
    known.read_dates(tables, notes)?;
    let days = known.days.into_iter().map(|days| days.into_iter().collect());
    Ok(Services { days: days.collect(), ranks: known.ranks })
}

/// The services under construction.
#[derive(Default)]
struct Known {
    ranks: HashMap<String, usize>,
    days: Vec<BTreeSet<NaiveDate>>,
    count: usize,
}

impl Known {
    /// Reads `calendar.txt`, if there is one.
    fn read_weeks(&mut self, tables: &Tables, notes: &mut Vec<Issue>) -> Result<()> {
        let name = "calendar.txt";
        let wanted = ["service_id", "start_date", "end_date"];
        let Some((table, [id, start, end])) = tables.columns(name, wanted)? else {
            return Ok(());
        };
        let mut defects = RowDefects::of_decoding(name, table);
        for row in &table.rows {
            // A service without any day is still a known service.
            let days = self.of(row.cell(id));
            let (Some(first), Some(last)) = (day(row.cell(start)), day(row.cell(end))) else {
                defects.add(Trouble::DateUnreadable, row.line);
                continue;
            };
            if last < first {
                defects.add(Trouble::DatesReversed, row.line);
                continue;
            }
            let longest = first + TimeDelta::days(Period::LONGEST - 1);
            if last > longest {
                defects.add(Trouble::DatesCut, row.line);
            }
            let runs = WEEKDAYS.map(|weekday| table.text(row, weekday) == "1");
            let on = |day: &NaiveDate| runs[day.weekday().num_days_from_monday() as usize];
            let before = days.len();
            days.extend(first.iter_days().take_while(|day| *day <= last.min(longest)).filter(on));
            self.count += days.len() - before;
            self.refuse_too_many_days(tables)?;
        }
        notes.extend(defects.notes());
        Ok(())
    }

    /// Reads `calendar_dates.txt`, if there is one.
    fn read_dates(&mut self, tables: &Tables, notes: &mut Vec<Issue>) -> Result<()> {
        let name = "calendar_dates.txt";
        let wanted = ["service_id", "date", "exception_type"];
        let Some((table, [id, date, exception])) = tables.columns(name, wanted)? else {
            return Ok(());
        };
        let mut defects = RowDefects::of_decoding(name, table);
        for row in &table.rows {
            let days = self.of(row.cell(id));
            match (day(row.cell(date)), row.cell(exception)) {
                (Some(day), "1") => {
                    days.insert(day);
                }
                (Some(day), "2") => {
                    days.remove(&day);
                }
                (Some(_), _) => defects.add(Trouble::ValueUnreadable, row.line),
                (None, _) => defects.add(Trouble::DateUnreadable, row.line),
            }
        }
        notes.extend(defects.notes());
        Ok(())
    }

    /// The days of the service `id`, added if new.
    fn of(&mut self, id: &str) -> &mut BTreeSet<NaiveDate> {
        let rank = match self.ranks.get(id) {
            Some(rank) => *rank,
            None => {
                self.ranks.insert(id.to_owned(), self.days.len());
                self.days.push(BTreeSet::new());
                self.days.len() - 1
            }
        };
        &mut self.days[rank]
    }

    fn refuse_too_many_days(&self, tables: &Tables) -> Result<()> {
        if self.count <= MOST_DAYS {
            return Ok(());
        }
        let millions = MOST_DAYS / 1_000_000;
        let found = sentences::many_days(Rank(millions));
        Err(Error::from(maillage_tables::Error::TooLarge { path: tables.path.clone(), found }))
    }
}

/// Parses a date, `20260105` or `2026-01-05`.
fn day(text: &str) -> Option<NaiveDate> {
    let digits = text.replace('-', "");
    let plain = digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| NaiveDate::parse_from_str(&digits, "%Y%m%d").ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_eight_digits() {
        assert_eq!(day("20260105"), NaiveDate::from_ymd_opt(2026, 1, 5));
        assert_eq!(day("2026-01-05"), day("20260105"));
        for wrong in ["", "2026", "20261301", "+2026010", "05/01/2026"] {
            assert_eq!(day(wrong), None, "{wrong}");
        }
    }
}
