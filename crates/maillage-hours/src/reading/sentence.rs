//! Reads the French sentences that [`words`](crate::words) writes, back to the same openings.
//!
//! A text is read here only when it consists of such sentences from the first letter to the last:
//! `le mardi de 9h à 12h, une semaine sur deux (semaines impaires), sauf jours fériés`. Every other
//! text is left to the other readers. So is a sentence of which two clauses name one weekday,
//! because the second clause might replace the first. Case, typographic apostrophes and no-break
//! spaces do not matter, since spreadsheets change them.

mod cursor;
mod days;
mod notes;

use self::{cursor::Cursor, days::Dated, notes::Notes};
use super::{Assumption, HoursReading, clock, french, osm, sanity};
use crate::{
    Hours, Recurrence, Rule, Weeks,
    words::{
        BETWEEN_RULES,
        clauses::{Clause, Clauses, Week},
    },
};

/// The opening times that `text` says, one reading a rule. `None` when the text is not made of
/// sentences of this form.
pub(super) fn read(text: &str) -> Option<Vec<HoursReading>> {
    let plain = text.replace('\u{2019}', "'").replace(['\u{a0}', '\u{202f}'], " ");
    let sentences: Vec<&str> = plain.trim().split(BETWEEN_RULES).map(str::trim).collect();
    let is_alone = sentences.len() == 1;
    let sentence =
        |text: &str| dated(text).or_else(|| weekly(text)).or_else(|| expression(text, is_alone));
    sentences.into_iter().map(sentence).collect()
}

/// Reads dates with their hours: `les 6 et 13 octobre 2026 de 9h à 12h`.
fn dated(text: &str) -> Option<HoursReading> {
    let mut cursor = Cursor::new(text);
    let Dated(dates) = days::dates(&mut cursor)?;
    cursor.eat(" ").then_some(())?;
    let spans = days::spans(&mut cursor)?;
    let notes = if cursor.eat(", ") { notes::read(&mut cursor)? } else { Notes::default() };
    // Dates of a timetable take no account of weeks or holidays.
    let is_whole = cursor.is_at_end() && notes.weeks.is_none() && notes.except.is_empty();
    let recurrence =
        Recurrence { rules: vec![Rule::Dates { dates, spans }], from: notes.from, to: notes.to };
    is_whole.then(|| HoursReading::new(recurrence, Vec::new(), 0.0))
}

/// Reads clauses of weekdays with their notes: `le lundi de 9h à 12h ; le mardi de 14h à 17h ; le
/// tout sauf jours fériés`.
fn weekly(text: &str) -> Option<HoursReading> {
    let mut cursor = Cursor::new(text);
    let mut clauses = vec![clause(&mut cursor)?];
    let mut of_all = false;
    while !of_all && cursor.eat(" ; ") {
        of_all = clauses.len() > 1 && cursor.eat("le tout ");
        if !of_all {
            clauses.push(clause(&mut cursor)?);
        }
    }
    let has_notes = of_all || (clauses.len() == 1 && cursor.eat(", "));
    let notes = if has_notes { notes::read(&mut cursor)? } else { Notes::default() };
    if !cursor.is_at_end() {
        return None;
    }
    let nights = clauses.iter().flat_map(|clause| &clause.spans);
    let nights = nights.filter(|span| sanity::is_unlikely(**span)).count();
    // « du lundi au vendredi de 9h à 17h (sauf 12h-14h) »
    if clauses.iter().any(|clause| french::limits(&clause.comment)) {
        return None;
    }
    let clauses = Clauses { clauses, exceptions: Vec::new() };
    if clauses.are_ambiguous() {
        return None;
    }
    let rules: Vec<String> = clauses.clauses.iter().map(rule).collect();
    let closings = notes.except.iter().map(|days| format!("; {days} off"));
    let expression = rules.join(", ") + &closings.collect::<String>();
    let assumed = if nights > 0 { vec![Assumption::Night] } else { Vec::new() };
    Some(noted(super::hours(&expression).ok()?, &notes, assumed))
}

/// Reads an expression in OpenStreetMap syntax with notes in French after it. An expression that is
/// the whole text is left to the reader of that syntax.
fn expression(text: &str, is_alone: bool) -> Option<HoursReading> {
    let is_note = |at: &usize| notes::read(&mut Cursor::new(&text[at + 2..])).is_some();
    let end = text.match_indices(", ").map(|(at, _)| at).find(is_note);
    let (expression, notes) = match end {
        Some(end) => (&text[..end], notes::read_whole(&text[end + 2..])?),
        None if is_alone => return None,
        None => (text, Notes::default()),
    };
    let reading = osm::read(expression)?.ok()?;
    let hours: Hours = expression.parse().ok()?;
    let is_as_written = reading.recurrence == Recurrence::weekly(hours.clone());
    (is_as_written && notes.except.is_empty()).then(|| noted(hours, &notes, reading.assumptions))
}

/// The reading of weekly hours with their notes.
fn noted(hours: Hours, notes: &Notes, mut assumed: Vec<Assumption>) -> HoursReading {
    let weeks = notes.weeks.unwrap_or(Weeks::Every);
    if weeks == Weeks::Second && notes.from.is_none() {
        assumed.push(Assumption::WhichWeeks);
    }
    let rules = vec![Rule::Hours { hours, weeks }];
    let recurrence = Recurrence { rules, from: notes.from, to: notes.to };
    HoursReading::new(recurrence, assumed, 0.0)
}

/// Reads one clause: `en août, le mardi et les jours fériés de 9h à 12h (sur rendez-vous)`.
fn clause(cursor: &mut Cursor) -> Option<Clause> {
    let days = days::week(cursor)?;
    cursor.eat(" ").then_some(())?;
    let spans = days::spans(cursor)?;
    let comment = if cursor.eat(" (") { cursor.until(')')? } else { "" };
    Some(Clause { days, spans, comment: comment.to_owned() })
}

/// A clause in OpenStreetMap syntax.
fn rule(clause: &Clause) -> String {
    let Clause { days, spans, comment } = clause;
    let Week { months, .. } = days;
    let spans: Vec<String> = spans.iter().copied().map(clock).collect();
    let comment = if comment.is_empty() {
        String::new()
    } else {
        format!(" \"{}\"", comment.replace('"', "'"))
    };
    let rule = format!(
        "{} {} {}{comment}",
        notes::months_written(months),
        days::written(days),
        spans.join(",")
    );
    rule.trim().to_owned()
}

#[cfg(test)]
mod tests;
