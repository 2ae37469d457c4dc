//! Calendars of school holidays: the national one as open data, or a table of one's own.
//!
//! The national calendar (`Description;Population;Date de début;Date de fin;Académies;Zones;
//! annee_scolaire`) states moments, and ends on the day on which classes resume. In a table
//! of one's own (`zone;debut;fin`, `departement;debut;fin`, or the two dates alone, for all
//! of France) the end is the last day of the holidays. Which of the two it is, the columns
//! tell: only the national one has a school year or a population.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta};

use crate::{Error, Result, source::Loaded};
use maillage_core::model::Line;
use maillage_tables::Sheet;

const START: [&str; 5] = ["date_de_debut", "date_debut", "debut", "start_date", "start"];
const END: [&str; 5] = ["date_de_fin", "date_fin", "fin", "end_date", "end"];
const ZONE: [&str; 2] = ["zones", "zone"];
const DEPARTEMENT: [&str; 4] = ["departement", "code_departement", "dep", "department"];
/// Columns that only the national calendar has.
const NATIONAL: [&str; 2] = ["annee_scolaire", "population"];
/// What a table of one's own may call its holidays.
const NAME: [&str; 5] = ["description", "nom", "libelle", "vacances", "name"];

/// A row of either calendar, as published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchoolRecord {
    /// Where the row stands in the file.
    pub line: Line,
    /// The zone or the département as written; `None` when the table has no such column.
    pub whose: Option<String>,
    /// Whose holidays they are: `Élèves`, `Enseignants`, `-`; may be empty.
    pub population: String,
    /// The first day as written.
    pub start: String,
    /// The end as written.
    pub end: String,
    /// What the end is.
    pub ends: Ends,
}

/// What the end of holidays is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ends {
    /// Their last day.
    OnLastDay,
    /// The day after, on which classes resume.
    OnResumption,
}

/// Whether `sheet` is a calendar of school holidays, by its columns.
pub(super) fn is_school(sheet: &Sheet) -> bool {
    let columns = &sheet.columns;
    let dated = columns.has(&START) && columns.has(&END);
    let known = |(_, name): (usize, String)| {
        [&START[..], &END, &ZONE, &DEPARTEMENT, &NAME].concat().contains(&name.as_str())
    };
    dated && (columns.has(&["annee_scolaire"]) || columns.folded().all(known))
}

/// The records of a calendar of school holidays.
///
/// # Errors
///
/// [`Error::MissingColumn`] without a start or an end.
pub fn school(sheet: Sheet) -> Result<Loaded<SchoolRecord>> {
    for (names, wanted) in [(START, "the first day (`debut`)"), (END, "the end (`fin`)")] {
        if !sheet.columns.has(&names) {
            let wanted = format!("school holidays: {wanted}");
            let (path, found) = (sheet.path.clone(), sheet.columns.listing());
            return Err(Error::MissingColumn { path, wanted, found });
        }
    }
    let ends = if sheet.columns.has(&NATIONAL) { Ends::OnResumption } else { Ends::OnLastDay };
    let places = [&ZONE[..], &DEPARTEMENT].concat();
    let is_placed = sheet.columns.has(&places);
    Ok(Loaded::from_rows(sheet, |sheet, row| {
        let text = |names: &[&str]| sheet.text(&row, names).to_owned();
        SchoolRecord {
            line: row.line,
            whose: is_placed.then(|| text(&places)),
            population: text(&["population"]),
            start: text(&START),
            end: text(&END),
            ends,
        }
    }))
}

/// The day that `text` writes: `2026-02-07`, `07/02/2026`, or a moment.
///
/// A moment with its offset is a midnight somewhere in France, told in the hours of
/// somewhere else: `2026-02-06T23:00:00Z` is the 7th in Paris, `2026-02-07T04:00:00Z` in
/// Guadeloupe. It is the day that begins at the midnight of UTC next to it.
pub fn day(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    if let Ok(moment) = DateTime::parse_from_rfc3339(&text.replacen(' ', "T", 1)) {
        return Some((moment.naive_utc() + TimeDelta::hours(12)).date());
    }
    let forms = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"];
    let moment = || forms.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    let day = ["%Y-%m-%d", "%d/%m/%Y"].iter().find_map(|form| {
        // `%Y` would also take a year of two digits.
        (text.len() == 10).then(|| NaiveDate::parse_from_str(text, form).ok()).flatten()
    });
    day.or_else(|| moment().map(|moment| moment.date()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_midnight_told_elsewhere_is_the_day_that_it_begins() {
        let seventh = NaiveDate::from_ymd_opt(2026, 2, 7);
        for text in [
            "2026-02-07",
            "07/02/2026",
            "2026-02-07T00:00:00",
            "2026-02-07 00:00",
            "2026-02-06T23:00:00+00:00",
            "2026-02-06T23:00:00Z",
            "2026-02-07T00:00:00+01:00",
            // Guadeloupe, La Réunion, Polynésie and Nouvelle-Calédonie.
            "2026-02-07T04:00:00+00:00",
            "2026-02-06T20:00:00+00:00",
            "2026-02-07T10:00:00+00:00",
            "2026-02-06T13:00:00+00:00",
        ] {
            assert_eq!(day(text), seventh, "{text}");
        }
        for wrong in ["", "2026-02-30", "07/02/26", "demain", "2026"] {
            assert_eq!(day(wrong), None, "{wrong}");
        }
    }
}
