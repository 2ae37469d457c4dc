//! Clauses of a French sentence, and the rules made from them.

use chrono::{NaiveDate, Weekday};

use super::Reader;
use crate::{
    Recurrence, Rule, Weeks,
    reading::{
        AFTERNOON, Assumption, HoursReading, Incoherence, MORNING, Unread, clock, hours, osm,
    },
};

/// Noon, in minutes after midnight.
const NOON: u32 = 720;

/// Start and end of spans, in minutes after midnight.
type Spans = Vec<(u32, u32)>;

/// A weekday, with its ordinals within the month. Every such day without ordinals.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pick {
    pub(super) day: Weekday,
    pub(super) nth: Vec<i8>,
}

impl Pick {
    fn is_before(&self, next: &Self) -> bool {
        self.nth.is_empty() && self.day.succ() == next.day
    }

    fn written(&self) -> String {
        let nth: Vec<String> = self.nth.iter().map(ToString::to_string).collect();
        let nth = if nth.is_empty() { String::new() } else { format!("[{}]", nth.join(",")) };
        format!("{}{nth}", osm::letters(self.day))
    }
}

/// A set of days and their hours.
#[derive(Debug, Clone, Default)]
pub(super) struct Clause {
    pub(super) picks: Vec<Pick>,
    /// Number of picks that the last range of days added.
    pub(super) last_range: usize,
    pub(super) dates: Vec<NaiveDate>,
    pub(super) spans: Vec<(u32, u32)>,
    pub(super) morning: bool,
    pub(super) afternoon: bool,
    pub(super) all_day: bool,
    pub(super) weeks: Option<Weeks>,
    /// Months of the clause, as first and last of each row. Every month when empty.
    pub(super) months: Vec<(u32, u32)>,
    /// Whether the days are closed.
    pub(super) closed: bool,
    /// Whether a closure has already been applied to what follows it.
    pub(super) closure_applied: bool,
    /// Whether the clause does not concern the opening of the place: telephone hours, holidays with
    /// unknown hours.
    pub(super) irrelevant: bool,
    /// Whether the hours come before the days.
    pub(super) hours_first: bool,
    /// Whether some of the hours are contradictory.
    pub(super) contradictory: bool,
    /// Whether a break was read since the last day.
    pub(super) broken: bool,
    /// Number of words not understood since the last day.
    pub(super) words: usize,
}

impl Clause {
    pub(super) fn has_days(&self) -> bool {
        !self.picks.is_empty() || !self.dates.is_empty()
    }

    pub(super) fn has_hours(&self) -> bool {
        !self.spans.is_empty() || self.morning || self.afternoon || self.all_day
    }

    pub(super) fn is_empty(&self) -> bool {
        !self.has_days() && !self.has_hours()
    }

    /// Whether any day has ordinals within the month.
    pub(super) fn counts_in_month(&self) -> bool {
        self.picks.iter().any(|pick| !pick.nth.is_empty())
    }

    /// Gives the ordinals `nth` to the days that have none.
    pub(super) fn count(&mut self, nth: &[i8]) {
        for pick in self.picks.iter_mut().filter(|pick| pick.nth.is_empty()) {
            pick.nth = nth.to_vec();
        }
    }

    pub(super) fn opens(&self) -> bool {
        self.has_days() && !self.closed && !self.irrelevant
    }

    /// The hours of the clause, with the assumption that fills a gap.
    ///
    /// A clause without hours takes those of the text, `of_text`. `None` when its only hours are
    /// contradictory.
    fn hours(&self, of_text: &[(u32, u32)]) -> Option<(Spans, Option<Assumption>)> {
        let mut spans = self.spans.clone();
        let mut assumed = None;
        if spans.is_empty() && self.contradictory {
            return None;
        }
        if spans.is_empty() && !self.morning && !self.afternoon {
            if !of_text.is_empty() {
                return Some((of_text.to_vec(), None));
            }
            return Some((vec![MORNING, AFTERNOON], Some(Assumption::WholeDay)));
        }
        if self.morning && !spans.iter().any(|(start, _)| *start < NOON) {
            spans.insert(0, MORNING);
            assumed = Some(Assumption::HalfDay);
        }
        if self.afternoon && !spans.iter().any(|(_, end)| *end > NOON + 60) {
            spans.push(AFTERNOON);
            assumed = Some(Assumption::HalfDay);
        }
        spans.sort_unstable();
        Some((spans, assumed))
    }

    /// The days in OpenStreetMap syntax: `Mo-Fr`, `Tu[1,3],Th`.
    fn days(&self) -> String {
        let mut runs: Vec<(&Pick, &Pick)> = Vec::new();
        for pick in &self.picks {
            match runs.last_mut() {
                Some((_, last)) if pick.nth.is_empty() && last.is_before(pick) => *last = pick,
                _ => runs.push((pick, pick)),
            }
        }
        let written = |(first, last): &(&Pick, &Pick)| match first.day == last.day {
            true => first.written(),
            false => format!("{}-{}", first.written(), last.written()),
        };
        runs.iter().map(written).collect::<Vec<_>>().join(",")
    }

    /// The OpenStreetMap rule that closes the days, or half of each day.
    fn closing(&self) -> String {
        if !self.spans.is_empty() {
            let spans: Vec<String> = self.spans.iter().copied().map(clock).collect();
            return format!("{} {} off", self.days(), spans.join(","));
        }
        match (self.morning, self.afternoon) {
            (true, false) => format!("{} 00:00-13:00 off", self.days()),
            (false, true) => format!("{} 13:00-24:00 off", self.days()),
            _ => format!("{} off", self.days()),
        }
    }
}

/// A clause that opens the place.
struct Opening<'clause> {
    weeks: Weeks,
    clause: &'clause Clause,
    spans: Spans,
}

/// Combines the clauses of a text into one reading.
pub(super) fn assembled(mut reader: Reader, text: &str) -> Result<HoursReading, Unread> {
    let closed = reader.clauses.iter().filter(|clause| clause.closed);
    let dates = closed.flat_map(|clause| clause.dates.iter().map(|date| (*date, *date)));
    reader.off.extend(dates.collect::<Vec<_>>());
    let mut openings = Vec::new();
    let mut lost = reader.clauses.iter().filter(|clause| clause.irrelevant).count();
    for clause in reader.clauses.iter().filter(|clause| clause.opens()) {
        let Some((spans, assumed)) = clause.hours(&reader.hours) else {
            lost += 1;
            continue;
        };
        reader.assumptions.extend(assumed);
        openings.push(Opening { weeks: clause.weeks.unwrap_or(Weeks::Every), clause, spans });
    }
    let refused = |fault: &Incoherence| {
        matches!(fault, Incoherence::WeeksExclude | Incoherence::DayNotOfDate(_))
    };
    if openings.is_empty() || reader.fault.as_ref().is_some_and(refused) {
        return Err(refusal(&reader, text));
    }
    let (from, to) = reader.bounds;
    let assumed = assumed(&reader, &openings);
    reader.assumptions.extend(assumed);
    let mut recurrence = Recurrence { rules: dated(&openings, &reader.off), from, to };
    for weeks in [Weeks::Every, Weeks::Odd, Weeks::Even, Weeks::Second] {
        if let Some(expression) = weekly(&reader, &openings, weeks) {
            recurrence.rules.push(Rule::Hours { hours: hours(&expression)?, weeks });
        }
    }
    let words = reader.unread.iter().map(String::as_str).filter(|word| !word.is_empty());
    let words = words.collect::<Vec<_>>().join(" ");
    let all = reader.understood + reader.unread.len() + lost;
    let unread = (reader.unread.len() + lost) as f64 / all.max(1) as f64;
    let mut assumptions = reader.assumptions;
    assumptions.extend((!words.is_empty()).then_some(Assumption::NotRead(words)));
    Ok(HoursReading::new(recurrence, assumptions, unread))
}

/// Assumptions that concern several clauses: a restriction of one clause may apply to the others
/// too.
fn assumed(reader: &Reader, openings: &[Opening]) -> Vec<Assumption> {
    let mut assumed = Vec::new();
    let mut restricts = |text: &str| assumed.push(Assumption::Restriction(text.to_owned()));
    let some = |holds: &dyn Fn(&Opening) -> bool| openings.iter().any(holds);
    let (second, months) = (
        |opening: &Opening| opening.weeks == Weeks::Second,
        |opening: &Opening| !opening.clause.months.is_empty(),
    );
    if some(&second) && some(&|opening| !second(opening)) {
        restricts("une semaine sur deux");
    }
    if some(&months) && some(&|opening| !months(opening)) {
        restricts("mois");
    }
    let counted = reader.clauses.iter().any(Clause::counts_in_month);
    if reader.monthly && !some(&months) && !counted {
        restricts("par mois");
    }
    let dated = |opening: &Opening| !opening.clause.dates.is_empty();
    let plain = |opening: &Opening| !opening.clause.picks.is_empty();
    let of_text = |opening: &Opening| !opening.clause.has_hours();
    if some(&dated) && some(&plain) && some(&of_text) || some(&|it| dated(it) && plain(it)) {
        restricts("dates");
    }
    if some(&second) && reader.bounds.0.is_none() {
        assumed.push(Assumption::WhichWeeks);
    }
    assumed
}

/// Why a text without an opening clause cannot be used.
fn refusal(reader: &Reader, text: &str) -> Unread {
    if let Some(fault) = &reader.fault {
        return Unread::Incoherent(fault.clone());
    }
    let restriction = |assumption: &Assumption| match assumption {
        Assumption::Restriction(text) => Some(text.clone()),
        _ => None,
    };
    let has_hours = |clause: &Clause| !clause.irrelevant && clause.has_hours();
    if let Some(restriction) = reader.assumptions.iter().find_map(restriction)
        && reader.clauses.iter().any(has_hours)
    {
        return Unread::Restricted(restriction);
    }
    if reader.closes {
        return Unread::Incoherent(Incoherence::NeverOpen);
    }
    let text = text.to_owned();
    let hours = reader.clauses.iter().any(|clause| !clause.irrelevant && !clause.spans.is_empty());
    if hours || reader.heading.is_some() {
        Unread::NoDay(text)
    } else {
        Unread::NotUnderstood(text)
    }
}

/// Rules of the clauses that name dates, without the closed days `off`.
fn dated(openings: &[Opening], off: &[(NaiveDate, NaiveDate)]) -> Vec<Rule> {
    let of_dates = openings.iter().filter(|opening| !opening.clause.dates.is_empty());
    let rules = of_dates.map(|opening| {
        let mut dates = opening.clause.dates.clone();
        dates.sort_unstable();
        dates.dedup();
        dates.retain(|date| !off.iter().any(|(from, to)| (from..=to).contains(&date)));
        Rule::Dates { dates, spans: opening.spans.clone() }
    });
    rules.collect()
}

/// The clauses of these weeks in OpenStreetMap syntax. `None` when there are none.
fn weekly(reader: &Reader, openings: &[Opening], weeks: Weeks) -> Option<String> {
    let mut named: Vec<Weekday> = Vec::new();
    let mut rules: Vec<String> = Vec::new();
    let mut adds = false;
    let held = |opening: &&Opening| opening.weeks == weeks && !opening.clause.picks.is_empty();
    for Opening { clause, spans, .. } in openings.iter().filter(held) {
        let spans: Vec<String> = spans.iter().copied().map(clock).collect();
        let months = months(&clause.months);
        let days = format!("{months} {} {}", clause.days(), spans.join(","));
        rules.push(days.trim().to_owned());
        adds |= clause.picks.iter().any(|pick| named.contains(&pick.day));
        named.extend(clause.picks.iter().map(|pick| pick.day));
    }
    if rules.is_empty() {
        return None;
    }
    // Of two rules for one day, the second replaces the first, unless a comma joins them.
    let mut expression = rules.join(if adds { ", " } else { "; " });
    let closed = |clause: &&Clause| {
        clause.closed && clause.dates.is_empty() && !clause.is_empty() && !clause.irrelevant
    };
    for clause in reader.clauses.iter().filter(closed) {
        if clause.weeks.is_none_or(|of| of == weeks) {
            expression.push_str(&format!("; {}", clause.closing().trim()));
        }
    }
    for (off, holiday) in [(reader.holidays_off, "PH"), (reader.school_off, "SH")] {
        if off {
            expression.push_str(&format!("; {holiday} off"));
        }
    }
    if !reader.months_off.is_empty() {
        expression.push_str(&format!("; {} off", months(&reader.months_off)));
    }
    for (from, to) in &reader.off {
        let [first, last] = [from, to].map(|day| day.format("%Y %b %-d").to_string());
        let days = if from == to { first } else { format!("{first}-{last}") };
        expression.push_str(&format!("; {days} off"));
    }
    Some(expression)
}

/// Rows of months in OpenStreetMap syntax: `Jul-Aug,Oct`.
fn months(rows: &[(u32, u32)]) -> String {
    const NAMES: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let name = |month: u32| NAMES[month as usize - 1];
    let row = |(first, last): &(u32, u32)| match first == last {
        true => name(*first).to_owned(),
        false => format!("{}-{}", name(*first), name(*last)),
    };
    rows.iter().map(row).collect::<Vec<_>>().join(",")
}
