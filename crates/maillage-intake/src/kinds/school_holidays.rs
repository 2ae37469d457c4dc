//! Calendars of school holidays: the national open data, or a local table.
//!
//! The national calendar (`Description;Population;Date de début;Date de
//! fin;Académies;Zones; annee_scolaire`) gives timestamps, and its end is the day on which
//! classes resume. In a local table (`zone;debut;fin`, `departement;debut;fin`, or
//! `debut;fin` for all of France) the end is the last day of the holidays. Only the
//! national calendar has columns of the school year or the population, which tell the two
//! formats apart.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta};
use maillage_core::model::Line;
use maillage_hours::{Period, SchoolHoliday, SchoolZone, Whose, departements_by_zone};
use maillage_spelling::fold;
use maillage_tables::Sheet;

use super::{Content, Recognition, TableKind};
use crate::{
    Error, Result,
    gazetteer::Gazetteer,
    input::Input,
    ledger::{Account, Fate, Issue, Role, Trouble},
    sentences,
    source::{Loaded, Mapping},
};

const START: [&str; 5] = ["date_de_debut", "date_debut", "debut", "start_date", "start"];
const END: [&str; 5] = ["date_de_fin", "date_fin", "fin", "end_date", "end"];
const ZONE: [&str; 2] = ["zones", "zone"];
const DEPARTEMENT: [&str; 4] = ["departement", "code_departement", "dep", "department"];
/// Columns that only the national calendar has.
const NATIONAL: [&str; 2] = ["annee_scolaire", "population"];
/// Names of the column of holiday names in a local table.
const NAME: [&str; 5] = ["description", "nom", "libelle", "vacances", "name"];

impl Role {
    /// A calendar of school holidays.
    pub const SCHOOL_HOLIDAYS: Self = Self::named("vacances_scolaires");
}

/// School holidays by zone.
pub static KIND: TableKind = TableKind {
    name: "vacances-scolaires",
    description: sentences::a_calendar_of_holidays,
    field: "sources.school_holidays",
    role: Role::SCHOOL_HOLIDAYS,
    content: Content::Table(check),
    recognise: |sheet, _| Recognition::sure(is_school(sheet)),
    stream: None,
};

/// The school holidays of the calendar `file`, and its account.
///
/// # Errors
///
/// When the file cannot be read or is of another kind; [`Error::MissingColumn`] without a
/// start or an end.
pub fn read(file: impl Into<Input>) -> Result<(Vec<SchoolHoliday>, Account)> {
    Ok(holidays(records(super::sheet(file.into(), &KIND)?)?))
}

fn check(sheet: Sheet, _: &Mapping, _: &Gazetteer) -> Result<Account> {
    Ok(holidays(records(sheet)?).1)
}

/// A row of either calendar, as published.
#[derive(Debug, Clone, PartialEq, Eq)]
struct SchoolRecord {
    /// Position of the row in the file.
    line: Line,
    /// The zone or the département as written; `None` when the table has no such column.
    whose: Option<String>,
    /// The group concerned: `Élèves`, `Enseignants`, `-`; may be empty.
    population: String,
    /// The first day as written.
    start: String,
    /// The end as written.
    end: String,
    /// Meaning of the end.
    ends: Ends,
}

/// Meaning of the end of the holidays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ends {
    /// The last day of the holidays.
    OnLastDay,
    /// The day after, when classes resume.
    OnResumption,
}

/// Whether `sheet` is a calendar of school holidays, by its columns.
fn is_school(sheet: &Sheet) -> bool {
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
fn records(sheet: Sheet) -> Result<Loaded<SchoolRecord>> {
    for (names, wanted) in
        [(START, sentences::first_holiday()), (END, sentences::end_of_holidays())]
    {
        if !sheet.columns.has(&names) {
            let (path, found) = (sheet.path.clone(), sheet.columns.listed());
            return Err(Error::MissingColumn { path, wanted, found });
        }
    }
    let ends = if sheet.columns.has(&NATIONAL) { Ends::OnResumption } else { Ends::OnLastDay };
    let places = [&ZONE[..], &DEPARTEMENT].concat();
    let is_placed = sheet.columns.has(&places);
    Loaded::from_rows(sheet, |sheet, row| {
        let text = |names: &[&str]| sheet.text(&row, names).to_owned();
        SchoolRecord {
            line: row.line,
            whose: is_placed.then(|| text(&places)),
            population: text(&["population"]),
            start: text(&START),
            end: text(&END),
            ends,
        }
    })
}

/// Parses a date: `2026-02-07`, `07/02/2026`, or a timestamp.
///
/// A timestamp with an offset is a local midnight somewhere in France, converted to another
/// time zone: `2026-02-06T23:00:00Z` is the 7th in Paris, `2026-02-07T04:00:00Z` is the 7th
/// in Guadeloupe. The date is that of the nearest midnight in UTC.
fn day(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    if let Ok(moment) = DateTime::parse_from_rfc3339(&text.replacen(' ', "T", 1)) {
        return Some((moment.naive_utc() + TimeDelta::hours(12)).date());
    }
    let forms = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"];
    let moment = || forms.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    let day = ["%Y-%m-%d", "%d/%m/%Y"].iter().find_map(|form| {
        // `%Y` would also accept a two-digit year.
        (text.len() == 10).then(|| NaiveDate::parse_from_str(text, form).ok()).flatten()
    });
    day.or_else(|| moment().map(|moment| moment.date()))
}

/// The holidays of a calendar, and its account.
fn holidays(loaded: Loaded<SchoolRecord>) -> (Vec<SchoolHoliday>, Account) {
    let (records, mut account) = loaded.into_account(&KIND, KIND.role);
    let mut holidays = Vec::new();
    for record in records {
        match holiday(&record) {
            Ok(of_row) => {
                account.kept += 1;
                holidays.extend(of_row);
            }
            Err((trouble, value)) => {
                account.issues.push(Issue::row(record.line, Fate::SetAside, trouble, value));
            }
        }
    }
    (holidays, account)
}

/// The holidays of one row, one for each zone; the trouble when there are none.
fn holiday(record: &SchoolRecord) -> std::result::Result<Vec<SchoolHoliday>, (Trouble, String)> {
    if fold(&record.population) == "enseignants" {
        return Err((Trouble::NotForPupils, record.population.clone()));
    }
    let written = format!("{}..{}", record.start, record.end);
    let unreadable = || (Trouble::DateUnreadable, written.clone());
    let first = day(&record.start).ok_or_else(unreadable)?;
    let end = day(&record.end).ok_or_else(unreadable)?;
    let last = match record.ends {
        Ends::OnLastDay => end,
        Ends::OnResumption => end - TimeDelta::days(1),
    };
    if last < first {
        return Err((Trouble::DatesReversed, written));
    }
    let days = Period::new(first, last).ok_or_else(unreadable)?;
    let whose = match &record.whose {
        None => BTreeSet::from([Whose::Everyone]),
        Some(text) => whose(text).ok_or_else(|| (Trouble::ZoneUnknown, text.clone()))?,
    };
    Ok(whose.into_iter().map(|whose| SchoolHoliday { whose, days }).collect())
}

/// The zones or départements in `text`: `Zone A`, `A, C`, `16`. `None` unless all are
/// known.
fn whose(text: &str) -> Option<BTreeSet<Whose>> {
    let one = |name: &str| {
        let code = format!("{:0>2}", name.trim().to_uppercase());
        let departement = departements_by_zone().find(|(known, _)| *known == code);
        let departement = departement.map(|(code, _)| Whose::Departement(code));
        departement.or_else(|| SchoolZone::of_name(name).map(Whose::Zone))
    };
    text.split([',', ';', '|', '/', '+']).map(one).collect()
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
