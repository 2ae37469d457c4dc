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

/// Number of words that may name a place that is closed for good: « Service fermé ».
const OF_A_NAME: usize = 2;

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
    /// Whether the months are those of a heading that clauses before this one already used.
    pub(super) of_heading: bool,
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
    /// Whether the hours after these closed days are those of the clause before.
    pub(super) gives_hours: bool,
    /// Whether the hours are an exception to those of the days before.
    pub(super) excepted: bool,
    /// Whether months, weeks or ordinals were read after hours. Hours after them may be theirs
    /// alone: « mardi 14h-17h (juillet-août : 9h-12h) ».
    pub(super) limited: bool,
}

impl Clause {
    pub(super) fn has_days(&self) -> bool {
        !self.picks.is_empty() || !self.dates.is_empty()
    }

    pub(super) fn has_hours(&self) -> bool {
        !self.spans.is_empty() || self.morning || self.afternoon || self.all_day
    }

    /// The hours of a clause that starts with them, without its days.
    pub(super) fn hours_only(&self) -> Self {
        Self {
            spans: self.spans.clone(),
            morning: self.morning,
            afternoon: self.afternoon,
            all_day: self.all_day,
            hours_first: true,
            ..Self::default()
        }
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
        // « vendredi matin 9h-12h et 14h-17h »
        let is_of_half = self.morning != self.afternoon && !self.all_day;
        let is_other = |(start, end): &(u32, u32)| match self.morning {
            true => *start > NOON + 60,
            false => *end < NOON,
        };
        if is_of_half && spans.iter().any(is_other) {
            assumed = Some(Assumption::OtherHours);
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

    /// The OpenStreetMap rule that closes the days of its months, or half of each day.
    fn closing(&self) -> String {
        let days = format!("{} {}", months(&self.months), self.days());
        let days = days.trim();
        if !self.spans.is_empty() {
            let spans: Vec<String> = self.spans.iter().copied().map(clock).collect();
            return format!("{days} {} off", spans.join(","));
        }
        match (self.morning, self.afternoon) {
            (true, false) => format!("{days} 00:00-13:00 off"),
            (false, true) => format!("{days} 13:00-24:00 off"),
            _ => format!("{days} off"),
        }
    }
}

/// A clause that opens the place.
struct Opening {
    weeks: Weeks,
    clause: Clause,
    spans: Spans,
}

/// Combines the clauses of a text into one reading.
pub(super) fn assembled(mut reader: Reader, text: &str) -> Result<HoursReading, Unread> {
    let closed = reader.clauses.iter().filter(|clause| clause.closed);
    let dates = closed.flat_map(|clause| clause.dates.iter().map(|date| (*date, *date)));
    reader.off.extend(dates.collect::<Vec<_>>());
    open_exceptions(&mut reader);
    let mut openings = Vec::new();
    let mut lost = reader.clauses.iter().filter(|clause| clause.irrelevant).count();
    for clause in reader.clauses.iter().filter(|clause| clause.opens()) {
        let Some((spans, assumed)) = clause.hours(&reader.hours) else {
            lost += 1;
            continue;
        };
        reader.assumptions.extend(assumed);
        let (weeks, clause) = (clause.weeks.unwrap_or(Weeks::Every), clause.clone());
        openings.push(Opening { weeks, clause, spans });
    }
    let weekly_closures = close_by_weeks(&reader, &mut openings);
    reader.assumptions.extend(weekly_closures);
    let refused = |fault: &Incoherence| {
        matches!(fault, Incoherence::WeeksExclude | Incoherence::DayNotOfDate(_))
    };
    let is_closed_for_good = reader.closes
        && reader.clauses.is_empty()
        && reader.fault.is_none()
        && reader.off.is_empty()
        && reader.months_off.is_empty()
        && !(reader.holidays_off || reader.school_off);
    let is_sure =
        |assumption: &Assumption| *assumption == Assumption::Restriction("fermé".to_owned());
    if is_closed_for_good
        && reader.unread.len() <= OF_A_NAME
        && reader.assumptions.iter().all(is_sure)
    {
        return Ok(HoursReading::never());
    }
    if openings.is_empty() || reader.fault.as_ref().is_some_and(refused) {
        return Err(refusal(&reader, text));
    }
    let (from, to) = reader.bounds;
    // « Jusqu'au 31 décembre : … À compter du 4 janvier : … »
    if from.zip(to).is_some_and(|(from, to)| from > to) {
        reader.assumptions.push(Assumption::Restriction("plusieurs périodes".to_owned()));
    }
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

/// Opens the days that are excepted with hours of their own: « du lundi au vendredi 9h-17h sauf le
/// mercredi 9h-12h ». Hours inside those of the day are a pause: « sauf le jeudi 12h-14h ».
fn open_exceptions(reader: &mut Reader) {
    let (openings, excepted): (Vec<usize>, Vec<usize>) =
        (0..reader.clauses.len()).partition(|rank| reader.clauses[*rank].opens());
    for rank in excepted {
        let clause = &reader.clauses[rank];
        if !clause.closed || clause.irrelevant || clause.spans.is_empty() {
            continue;
        }
        let of_days = |other: &&Clause| {
            other.picks.iter().any(|pick| clause.picks.iter().any(|one| one.day == pick.day))
        };
        let before = openings.iter().map(|rank| &reader.clauses[*rank]).filter(of_days);
        let hours: Spans = before.flat_map(|opening| opening.spans.clone()).collect();
        let is_pause = |(start, end): &(u32, u32)| {
            hours.iter().any(|(opens, closes)| opens < start && end < closes)
        };
        if hours.is_empty() || clause.spans.iter().all(is_pause) {
            continue;
        }
        let clause = &mut reader.clauses[rank];
        (clause.closed, clause.excepted) = (false, true);
        // The usual hours would stand beside those of these weeks or months.
        if clause.weeks.is_some() || !clause.months.is_empty() {
            reader.assumptions.push(Assumption::Restriction("sauf".to_owned()));
        }
        reader.assumptions.push(Assumption::OtherHours);
    }
}

/// Splits the openings of every week whose days are closed in the even or the odd weeks: « lundi et
/// mercredi 9h-12h, sauf mercredi semaine impaire ». Returns the closures that are not understood.
fn close_by_weeks(reader: &Reader, openings: &mut Vec<Opening>) -> Vec<Assumption> {
    let mut lost = Vec::new();
    let closures = reader.clauses.iter().filter(|clause| {
        clause.closed && !clause.irrelevant && clause.weeks.is_some_and(|of| of != Weeks::Every)
    });
    for closure in closures {
        let other = match closure.weeks {
            Some(Weeks::Odd) => Some(Weeks::Even),
            Some(Weeks::Even) => Some(Weeks::Odd),
            _ => None,
        };
        let is_whole = !closure.counts_in_month() && closure.months.is_empty();
        let is_doubtful = !is_whole || openings.iter().any(|one| one.weeks == Weeks::Second);
        let Some(other) = other.filter(|_| !is_doubtful) else {
            lost.push(Assumption::Restriction("sauf certaines semaines".to_owned()));
            continue;
        };
        let closed = |pick: &Pick| closure.picks.iter().any(|one| one.day == pick.day);
        let mut split = Vec::new();
        for mut opening in std::mem::take(openings) {
            let picks = opening.clause.picks.clone();
            let (off, kept): (Vec<Pick>, Vec<Pick>) = picks.into_iter().partition(closed);
            if opening.weeks != Weeks::Every || off.is_empty() {
                split.push(opening);
                continue;
            }
            // Half of the day, or some hours, stay open in the weeks of the closure.
            let weeks = match closure.has_hours() {
                true => vec![Weeks::Odd, Weeks::Even],
                false => vec![other],
            };
            split.extend(weeks.into_iter().map(|weeks| {
                let clause =
                    Clause { picks: off.clone(), dates: Vec::new(), ..opening.clause.clone() };
                Opening { weeks, clause, spans: opening.spans.clone() }
            }));
            opening.clause.picks = kept;
            if opening.clause.has_days() {
                split.push(opening);
            }
        }
        *openings = split;
    }
    lost
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
    let closures = || reader.clauses.iter().filter(|clause| clause.closed && !clause.irrelevant);
    // « fermé le lundi, le mercredi en août »: Monday may be closed all the year.
    let are_several = |clause: &Clause| clause.picks.len() > clause.last_range;
    if closures().any(|one| !one.of_heading && !one.months.is_empty() && are_several(one)) {
        restricts("fermé");
    }
    let is_of_other = |one: &Clause| some(&|opening| opening.clause.months != one.months);
    if closures().any(|one| one.of_heading && is_of_other(one)) {
        restricts("fermé");
    }
    if (0..reader.clauses.len()).any(|rank| is_opened_again(&reader.clauses, rank)) {
        restricts("sauf");
    }
    let of_closures = closures().any(|clause| !clause.months.is_empty());
    if reader.monthly && !some(&months) && !counted && !of_closures {
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
    let more = (1..openings.len()).any(|rank| {
        let (before, opening) = (&openings[..rank], &openings[rank]);
        matches!(
            relation(opening, before),
            Some(Relation::Adds { is_doubtful: true } | Relation::Replaces { is_doubtful: true })
        )
    });
    assumed.extend(more.then_some(Assumption::OtherHours));
    assumed
}

/// Whether clauses before and after the closure at `rank` open its days: « du lundi au vendredi
/// 9h-17h sauf le mercredi ; le mercredi : 9h-12h ».
fn is_opened_again(clauses: &[Clause], rank: usize) -> bool {
    let closure = &clauses[rank];
    let is_closed = |pick: &Pick| closure.picks.iter().any(|one| one.day == pick.day);
    let opens = |clause: &Clause| clause.opens() && clause.picks.iter().any(is_closed);
    closure.closed
        && !closure.irrelevant
        && !closure.has_hours()
        && clauses[..rank].iter().any(opens)
        && clauses[rank + 1..].iter().any(opens)
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

/// What a later clause does to the hours of the same days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Relation {
    /// They are added: « lundi 9h-12h. Lundi 14h-17h ».
    Adds {
        /// Whether they might replace the hours before: « du lundi au vendredi 9h-12h, mercredi
        /// 14h-17h ».
        is_doubtful: bool,
    },
    /// They replace the hours before: « du lundi au vendredi 9h-17h. Mercredi : 9h-12h ».
    Replaces {
        /// Whether they might replace one of several spans only: « 9h-12h et 14h-17h, mercredi
        /// 14h-18h ».
        is_doubtful: bool,
    },
}

/// What an opening does to the hours `before`; `None` when none of them is of its days and weeks.
fn relation(opening: &Opening, before: &[Opening]) -> Option<Relation> {
    let of_days = |other: &&Opening| {
        let days = &opening.clause.picks;
        let is_one = |pick: &Pick| days.iter().any(|one| one.day == pick.day);
        other.weeks == opening.weeks && other.clause.picks.iter().any(is_one)
    };
    let before: Vec<&Opening> = before.iter().filter(of_days).collect();
    let is_counted = |opening: &Opening| opening.clause.counts_in_month();
    if before.is_empty() {
        return None;
    }
    if is_counted(opening) && opening.clause.excepted {
        return Some(Relation::Replaces { is_doubtful: false });
    }
    // The first Tuesday of the month has more than the hours of every Tuesday.
    let is_of_months = |other: &&Opening| other.clause.months != opening.clause.months;
    if is_counted(opening) || before.iter().any(|other| is_counted(other) || is_of_months(other)) {
        return Some(Relation::Adds { is_doubtful: false });
    }
    let overlaps = |other: &&Opening| {
        let mut pairs =
            opening.spans.iter().flat_map(|one| other.spans.iter().map(move |of| (one, of)));
        pairs.any(|(one, of)| one.0 < of.1 && of.0 < one.1)
    };
    if opening.clause.excepted || before.iter().any(overlaps) {
        let is_known = |span: &(u32, u32)| before.iter().any(|other| other.spans.contains(span));
        let are_fewer = before.iter().all(|other| other.spans.len() > opening.spans.len());
        let is_doubtful = are_fewer && !opening.spans.iter().all(is_known);
        return Some(Relation::Replaces { is_doubtful });
    }
    // « du mardi au vendredi, 9h-12h et l'après-midi du mercredi 14h-17h »
    let is_other_half = |(start, end): &(u32, u32)| match opening.clause.afternoon {
        true => *end <= NOON + 60,
        false => *start >= NOON,
    };
    let is_half = opening.clause.morning != opening.clause.afternoon;
    let is_second_half = is_half && before.iter().flat_map(|other| &other.spans).all(is_other_half);
    let is_doubtful = !is_second_half
        && before.iter().all(|of| of.clause.picks.len() > opening.clause.picks.len());
    Some(Relation::Adds { is_doubtful })
}

/// The clauses of these weeks in OpenStreetMap syntax. `None` when there are none.
fn weekly(reader: &Reader, openings: &[Opening], weeks: Weeks) -> Option<String> {
    let held = |opening: &&Opening| opening.weeks == weeks && !opening.clause.picks.is_empty();
    let mut expression = String::new();
    for (rank, opening) in openings.iter().enumerate().filter(|(_, opening)| held(opening)) {
        let Opening { clause, spans, .. } = opening;
        let spans: Vec<String> = spans.iter().copied().map(clock).collect();
        let months = months(&clause.months);
        let days = format!("{months} {} {}", clause.days(), spans.join(","));
        // Of two rules for one day, the second replaces the first, unless a comma joins them.
        let adds = matches!(relation(opening, &openings[..rank]), Some(Relation::Adds { .. }));
        if !expression.is_empty() {
            expression.push_str(if adds { ", " } else { "; " });
        }
        expression.push_str(days.trim());
    }
    if expression.is_empty() {
        return None;
    }
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
