//! What applies to all clauses of a sentence: weeks, exceptions, validity.

use chrono::NaiveDate;

use super::{cursor::Cursor, days::date};
use crate::{Weeks, words::MONTHS};

/// The notes of a sentence.
#[derive(Debug, Default)]
pub(super) struct Notes {
    pub(super) weeks: Option<Weeks>,
    /// Days on which no clause applies, in OpenStreetMap syntax.
    pub(super) except: Vec<String>,
    pub(super) from: Option<NaiveDate>,
    pub(super) to: Option<NaiveDate>,
}

/// Reads `une semaine sur deux (semaines paires), sauf jours fériés, à partir du 5 janvier 2026`:
/// at least one note, each kind once, in this order.
pub(super) fn read(cursor: &mut Cursor) -> Option<Notes> {
    let mut notes = Notes::default();
    let weeks = [
        "une semaine sur deux (semaines impaires)",
        "une semaine sur deux (semaines paires)",
        "une semaine sur deux",
    ];
    let mut goes_on = true;
    if let Some(rank) = cursor.one_of(weeks) {
        notes.weeks = Some([Weeks::Odd, Weeks::Even, Weeks::Second][rank]);
        goes_on = cursor.eat(", ");
    }
    if goes_on && cursor.eat("sauf ") {
        notes.except = cursor.list(exception)?;
        goes_on = cursor.eat(", ");
    }
    if goes_on {
        (notes.from, notes.to) = validity(cursor)?;
    }
    Some(notes)
}

/// The notes of which `text` consists.
pub(super) fn read_whole(text: &str) -> Option<Notes> {
    let mut cursor = Cursor::new(text);
    read(&mut cursor).filter(|_| cursor.is_at_end())
}

/// Reads an exception, in OpenStreetMap syntax.
fn exception(cursor: &mut Cursor) -> Option<String> {
    if let Some(rank) = cursor.one_of(["jours fériés", "vacances scolaires"]) {
        return Some(["PH", "SH"][rank].to_owned());
    }
    Some(months_written(&[months(cursor)?]))
}

/// Reads `du 5 janvier 2026 au 1er mai 2026`, `à partir du …` or `jusqu'au …`.
fn validity(cursor: &mut Cursor) -> Option<(Option<NaiveDate>, Option<NaiveDate>)> {
    match cursor.one_of(["du ", "à partir du ", "jusqu'au "])? {
        0 => {
            let from = date(cursor)?;
            cursor.eat(" au ").then_some(())?;
            let to = date(cursor).filter(|to| from <= *to)?;
            Some((Some(from), Some(to)))
        }
        1 => Some((Some(date(cursor)?), None)),
        _ => Some((None, Some(date(cursor)?))),
    }
}

/// Reads a row of months, first and last, from 1: `en août`, `d'avril à juin`.
pub(super) fn months(cursor: &mut Cursor) -> Option<(u32, u32)> {
    if cursor.eat("en ") {
        let month = month_name(cursor)?;
        return Some((month, month));
    }
    cursor.one_of(["de ", "d'"])?;
    let first = month_name(cursor)?;
    cursor.eat(" à ").then_some(())?;
    Some((first, month_name(cursor)?))
}

/// Reads the name of a month. Returns its number, from 1.
pub(super) fn month_name(cursor: &mut Cursor) -> Option<u32> {
    let rank = cursor.one_of(MONTHS.iter().map(|[french, _]| *french))?;
    u32::try_from(rank + 1).ok()
}

/// Rows of months in OpenStreetMap syntax: `Jul-Aug,Oct`.
pub(super) fn months_written(rows: &[(u32, u32)]) -> String {
    let name = |month: u32| &MONTHS[month as usize - 1][1][..3];
    let row = |(first, last): &(u32, u32)| match first == last {
        true => name(*first).to_owned(),
        false => format!("{}-{}", name(*first), name(*last)),
    };
    rows.iter().map(row).collect::<Vec<_>>().join(",")
}
