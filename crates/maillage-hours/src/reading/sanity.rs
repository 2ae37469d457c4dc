//! Contradictions in hours whose syntax is valid.

use std::fmt;

use chrono::{Days, NaiveDate, Weekday};
use opening_hours::RuleKind;
use opening_hours_syntax::rules::{
    OpeningHoursExpression, RuleSequence,
    day::{Date, MonthdayRange},
    time::{Time, TimeSelector, TimeSpan},
};

use super::{clock, french::Token};
use crate::{DAY, Hours, day_plan};

/// Why hours contradict themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Incoherence {
    /// A span ends before it starts, or runs past midnight: `17:00-09:00`.
    EndBeforeStart(String),
    /// A span has no length: `12:00-12:00`. OpenStreetMap takes it for a whole day.
    NoLength(String),
    /// The time or the day does not exist: `25:30`, a start at 24:00, `Feb 30`.
    NoSuchTime(String),
    /// A time without an end: `18:00`, `10:00+`.
    NoEnd(String),
    /// Days without hours. OpenStreetMap takes them for the whole day.
    NoHours(String),
    /// The date is not on the stated weekday: « mardi 7 octobre 2026 ».
    DayNotOfDate(String),
    /// Even and odd weeks at the same time.
    WeeksExclude,
    /// Nothing is open: there is no opening, or a closure covers each one.
    NeverOpen,
}

/// French text of the contradiction, as the ledger prints it.
impl fmt::Display for Incoherence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EndBeforeStart(text) => write!(f, "fin avant le début ou après minuit, {text}"),
            Self::NoLength(text) => write!(f, "durée nulle, {text}"),
            Self::NoSuchTime(text) => write!(f, "heure ou jour inexistant, {text}"),
            Self::NoEnd(text) => write!(f, "heure de début sans heure de fin, {text}"),
            Self::NoHours(text) => write!(f, "jour sans heures, {text}"),
            Self::DayNotOfDate(text) => write!(f, "le jour n'est pas celui de la date, {text}"),
            Self::WeeksExclude => f.write_str("semaines paires et impaires incompatibles"),
            Self::NeverOpen => f.write_str("jamais ouvert"),
        }
    }
}

/// Checks that a span, in minutes after midnight, lies within one day.
pub(super) fn span((start, end): (u32, u32)) -> Result<(u32, u32), Incoherence> {
    let written = || clock((start, end));
    if start >= DAY || end > DAY + 60 * 24 {
        Err(Incoherence::NoSuchTime(written()))
    } else if start == end {
        Err(Incoherence::NoLength(written()))
    } else if end < start || end > DAY {
        Err(Incoherence::EndBeforeStart(written()))
    } else {
        Ok((start, end))
    }
}

/// Whether a place of help is hardly open in a span: at night, but not all day.
pub(super) fn is_unlikely((start, end): (u32, u32)) -> bool {
    (start < 6 * 60 || (23 * 60 + 1..DAY).contains(&end)) && (start, end) != (0, DAY)
}

/// Contradictions of the spans among `tokens`.
pub(super) fn faults(tokens: &[Token]) -> Vec<Incoherence> {
    let spans = tokens.windows(3).filter_map(|window| match window {
        [Token::Time(start), Token::Dash, Token::Time(end)] => Some((*start, *end)),
        _ => None,
    });
    spans.filter_map(|written| span(written).err()).collect()
}

/// The expression without its contradictory spans, and the contradictions.
///
/// The expression is `None` when a rule has no span left.
pub(super) fn trimmed(
    mut expression: OpeningHoursExpression,
    written: &str,
) -> (Option<OpeningHoursExpression>, Vec<Incoherence>) {
    let mut faults = Vec::new();
    let mut whole = true;
    for rule in expression.rules.iter_mut().filter(|rule| rule.kind == RuleKind::Open) {
        let before = faults.len();
        if rule.time_selector == TimeSelector::default() && !tells_day_and_night(written) {
            faults.push(Incoherence::NoHours(written.to_owned()));
            whole = false;
            continue;
        }
        let midnight = |span: &TimeSpan| span.to_string() == "00:00-00:00";
        let spans = &mut rule.time_selector.spans;
        // The France Services lists write 00:00-00:00 for hours that a day does not have.
        if spans.iter().all(midnight) {
            rule.kind = RuleKind::Closed;
            rule.time_selector = TimeSelector::default();
            continue;
        }
        spans.retain(|span| match fault(span) {
            _ if midnight(span) => false,
            Some(fault) => {
                faults.push(fault);
                false
            }
            None => true,
        });
        whole &= faults.len() == before || !rule.time_selector.spans.is_empty();
    }
    (whole.then_some(expression), faults)
}

/// A day that no month has, such as `Feb 30`. The crate `opening_hours` would read it as another
/// day.
pub(super) fn no_such_day(expression: &OpeningHoursExpression) -> Option<Incoherence> {
    let exists = |date: &Date| match *date {
        Date::Fixed { month, day, .. } => {
            // 2024 has a 29 February.
            NaiveDate::from_ymd_opt(2024, month as u32, u32::from(day)).is_some()
        }
        Date::Weekday { .. } | Date::Easter { .. } => true,
    };
    let ranges = expression.rules.iter().flat_map(|rule| &rule.day_selector.monthday);
    let mut dates = ranges.flat_map(|range| match range {
        MonthdayRange::Date { start, end } => vec![start.0, end.0],
        MonthdayRange::Month { .. } => Vec::new(),
    });
    dates.find(|date| !exists(date)).map(|date| Incoherence::NoSuchTime(date.to_string()))
}

fn tells_day_and_night(written: &str) -> bool {
    written.contains("24:00") || written.contains("24/7")
}

fn fault(span: &TimeSpan) -> Option<Incoherence> {
    if span.open_end {
        return Some(Incoherence::NoEnd(span.to_string()));
    }
    self::span(fixed(span)?).err()
}

/// The start and the end of a span, in minutes after midnight. `None` for sunrise and sunset, which
/// are accepted with the times that the crate gives them.
pub(super) fn fixed(span: &TimeSpan) -> Option<(u32, u32)> {
    let (Time::Fixed(start), Time::Fixed(end)) = (span.range.start, span.range.end) else {
        return None;
    };
    Some((u32::from(start.mins_from_midnight()), u32::from(end.mins_from_midnight())))
}

/// Whether the hours open on any day of 2026, which has 53 weeks. Assumed to be true for hours
/// limited to given years.
pub(super) fn ever_opens(hours: &Hours) -> bool {
    let rules = &hours.expression().rules;
    let opening = |rule: &RuleSequence| rule.kind == RuleKind::Open;
    if !rules.iter().any(opening) {
        return false;
    }
    let Some(hours) = hours.by_crate() else {
        // Every weekday comes in 2026, and no day of holidays is known.
        let weekdays = (0..7).filter_map(|day| Weekday::try_from(day).ok());
        let mut spans = weekdays.map(|day| day_plan::spans(hours.expression(), day, false, false));
        return spans.any(|spans| !spans.open.is_empty());
    };
    let first = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day of the calendar");
    let mut days = (0..366).filter_map(|days| first.checked_add_days(Days::new(days)));
    rules.iter().any(names_a_year)
        || days
            .any(|day| hours.schedule_at(day).into_iter().any(|span| span.kind == RuleKind::Open))
}

fn names_a_year(rule: &RuleSequence) -> bool {
    let dated = |date: &Date| match date {
        Date::Fixed { year, .. } | Date::Weekday { year, .. } => year.is_some(),
        Date::Easter { year } => year.is_some(),
    };
    let selector = &rule.day_selector;
    !selector.year.is_empty()
        || selector.monthday.iter().any(|range| match range {
            MonthdayRange::Month { year, .. } => year.is_some(),
            MonthdayRange::Date { start, end } => dated(&start.0) || dated(&end.0),
        })
}
