//! Converts an OpenStreetMap expression into clauses that can be said one after the other.
//!
//! In an expression, a rule after `;` replaces earlier rules for its days, and a rule after `,`
//! adds to them. Clauses of a sentence only add. The conversion therefore removes replaced days
//! first. It fails when the replaced days cannot be separated from the others.

use chrono::Weekday;
use opening_hours::RuleKind;
use opening_hours_syntax::rules::{
    OpeningHoursExpression, RuleOperator, RuleSequence,
    day::{DaySelector, HolidayKind, MonthdayRange, WeekDayRange},
    time::{Time, TimeSelector, TimeSpan},
};

use crate::DAY;

/// The clauses of an expression, and their exceptions.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Clauses {
    /// Clauses, which add up.
    pub(crate) clauses: Vec<Clause>,
    /// Days on which no clause applies.
    pub(crate) exceptions: Vec<Exception>,
}

/// A set of days with their hours.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Clause {
    pub(crate) days: Week,
    /// Start and end in minutes after midnight. Minutes above 1,440 are on the next day.
    pub(crate) spans: Vec<(u32, u32)>,
    pub(crate) comment: String,
}

/// Days that recur every week or month.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Week {
    /// First and last month of each row, from 1. Every month when empty.
    pub(crate) months: Vec<(u32, u32)>,
    /// Weekdays that apply in every week, from Monday.
    pub(crate) plain: [bool; 7],
    /// Weekdays that apply on given ordinals within the month. Negative ordinals count from its
    /// end.
    pub(crate) nth: Vec<(Weekday, Vec<i8>)>,
    /// Whether public holidays are included.
    pub(crate) holidays: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Exception {
    PublicHolidays,
    SchoolHolidays,
    /// A row of months, first and last, from 1.
    Months((u32, u32)),
}

impl Clauses {
    /// The clauses of `expression`. `None` when clauses cannot express it.
    pub(crate) fn of(expression: &OpeningHoursExpression) -> Option<Self> {
        let mut result = Self { clauses: Vec::new(), exceptions: Vec::new() };
        for rule in &expression.rules {
            if rule.operator == RuleOperator::Fallback {
                return None;
            }
            match rule.kind {
                RuleKind::Open => result.open(rule)?,
                RuleKind::Closed => result.close(rule)?,
                RuleKind::Unknown => return None,
            }
        }
        result.clauses.retain(|clause| !clause.days.is_empty());
        result.join_days();
        (!result.clauses.is_empty()).then_some(result)
    }

    fn open(&mut self, rule: &RuleSequence) -> Option<()> {
        // The rule would open again on days that are excepted.
        if !self.exceptions.is_empty() {
            return None;
        }
        let days = Week::of(&rule.day_selector)?;
        let clause =
            Clause { days, spans: spans(&rule.time_selector)?, comment: rule.comment.to_string() };
        if rule.operator == RuleOperator::Normal {
            for before in &mut self.clauses {
                before.remove_days_of(&clause)?;
            }
        }
        self.clauses.push(clause);
        Some(())
    }

    fn close(&mut self, rule: &RuleSequence) -> Option<()> {
        let all_day = spans(&rule.time_selector)? == [(0, DAY)];
        let DaySelector { year, monthday, week, weekday } = &rule.day_selector;
        if !all_day || !rule.comment.is_empty() || !year.is_empty() || !week.is_empty() {
            return None;
        }
        if !monthday.is_empty() {
            let months = months(monthday).filter(|_| weekday.is_empty())?;
            self.exceptions.extend(months.into_iter().map(Exception::Months));
            return Some(());
        }
        let (holidays, days): (Vec<_>, Vec<_>) =
            weekday.iter().cloned().partition(|day| matches!(day, WeekDayRange::Holiday { .. }));
        for holiday in holidays {
            self.exceptions.push(match holiday {
                WeekDayRange::Holiday { kind: HolidayKind::Public, offset: 0 } => {
                    Exception::PublicHolidays
                }
                WeekDayRange::Holiday { kind: HolidayKind::School, offset: 0 } => {
                    Exception::SchoolHolidays
                }
                _ => return None,
            });
        }
        let closes_holidays = self.exceptions.contains(&Exception::PublicHolidays);
        if closes_holidays && self.clauses.iter().any(|clause| clause.days.holidays) {
            return None;
        }
        if !days.is_empty() || weekday.is_empty() {
            let selector = DaySelector { weekday: days, ..DaySelector::default() };
            let closed = Clause {
                days: Week::of(&selector)?,
                spans: vec![(0, DAY)],
                comment: String::new(),
            };
            for before in &mut self.clauses {
                before.remove_days_of(&closed)?;
            }
        }
        Some(())
    }

    /// Merges days of the same hours, when all clauses consist of plain weekdays.
    fn join_days(&mut self) {
        let simple = |clause: &Clause| {
            let Week { months, nth, holidays, .. } = &clause.days;
            months.is_empty() && nth.is_empty() && !holidays && clause.comment.is_empty()
        };
        if !self.clauses.iter().all(simple) {
            return;
        }
        let mut table: [Vec<(u32, u32)>; 7] = Default::default();
        for clause in &self.clauses {
            for (day, spans) in table.iter_mut().enumerate() {
                if clause.days.holds(day) {
                    spans.extend(&clause.spans);
                }
            }
        }
        let mut joined: Vec<Clause> = Vec::new();
        for (day, mut spans) in table.into_iter().enumerate() {
            spans.sort_unstable();
            spans.dedup();
            let same = joined.iter_mut().find(|clause| clause.spans == spans);
            match same.map(|clause| &mut clause.days) {
                _ if spans.is_empty() => {}
                Some(week) => week.plain[day] = true,
                None => {
                    let mut days = Week::default();
                    days.plain[day] = true;
                    joined.push(Clause { days, spans, comment: String::new() });
                }
            }
        }
        self.clauses = joined;
    }

    /// Whether two clauses name one weekday: a reader may take the second for a replacement.
    pub(crate) fn are_ambiguous(&self) -> bool {
        let shares = |one: &Week, other: &Week| {
            let weekday = (0..7).any(|day| one.plain[day] && other.plain[day]);
            weekday && (1..=12).any(|month| one.may_be_in(month) && other.may_be_in(month))
        };
        let mut rest = self.clauses.as_slice();
        while let Some((first, others)) = rest.split_first() {
            if others.iter().any(|other| shares(&first.days, &other.days)) {
                return true;
            }
            rest = others;
        }
        false
    }
}

impl Clause {
    /// Removes the days that `later` replaces. `None` when they cannot be separated.
    fn remove_days_of(&mut self, later: &Self) -> Option<()> {
        // A rule of the next day cuts a span that runs past midnight.
        if self.runs_past_midnight() || later.runs_past_midnight() {
            return None;
        }
        if self.days.is_disjoint_from(&later.days) {
            return Some(());
        }
        let (week, by) = (&mut self.days, &later.days);
        let is_plain = by.months.is_empty() && by.nth.is_empty();
        if !is_plain || week.holidays || by.holidays {
            return None;
        }
        for (day, replaced) in week.plain.iter_mut().zip(by.plain) {
            *day &= !replaced;
        }
        week.nth.retain(|(day, _)| !by.plain[day.num_days_from_monday() as usize]);
        Some(())
    }

    fn runs_past_midnight(&self) -> bool {
        self.spans.iter().any(|span| span.1 > DAY)
    }
}

impl Week {
    /// The days of `selector`. `None` for dates, years, numbered weeks and offsets.
    fn of(selector: &DaySelector) -> Option<Self> {
        let DaySelector { year, monthday, week, weekday } = selector;
        if !year.is_empty() || !week.is_empty() {
            return None;
        }
        let mut days = Self { months: months(monthday)?, ..Week::default() };
        if weekday.is_empty() {
            days.plain = [true; 7];
        }
        for range in weekday {
            match range {
                WeekDayRange::Holiday { kind: HolidayKind::Public, offset: 0 } => {
                    days.holidays = true;
                }
                WeekDayRange::Fixed { range, offset: 0, nth_from_start, nth_from_end } => {
                    let (first, last) = (*range.start(), *range.end());
                    if [nth_from_start, nth_from_end].into_iter().flatten().all(|nth| *nth) {
                        let mut day = first;
                        days.plain[day.num_days_from_monday() as usize] = true;
                        while day != last {
                            day = day.succ();
                            days.plain[day.num_days_from_monday() as usize] = true;
                        }
                    } else if first == last {
                        let ranks = |nth: &[bool; 5], sign: i8| {
                            let named = (1..=5_i8).zip(*nth).filter(|(_, is_named)| *is_named);
                            named.map(move |(rank, _)| rank * sign).collect::<Vec<_>>()
                        };
                        let ranks = [ranks(nth_from_start, 1), ranks(nth_from_end, -1)].concat();
                        days.nth.push((first, ranks));
                    } else {
                        return None;
                    }
                }
                _ => return None,
            }
        }
        Some(days)
    }

    /// Whether no day is left.
    fn is_empty(&self) -> bool {
        self.plain == [false; 7] && self.nth.is_empty() && !self.holidays
    }

    /// Whether any of the days can be this weekday, 0 for Monday.
    fn holds(&self, day: usize) -> bool {
        let nth = |(other, _): &(Weekday, _)| other.num_days_from_monday() as usize == day;
        self.plain[day] || self.nth.iter().any(nth)
    }

    /// Whether any of the days can be in this month, from 1.
    fn may_be_in(&self, month: u32) -> bool {
        let within = |(first, last): &(u32, u32)| {
            if first <= last {
                (*first..=*last).contains(&month)
            } else {
                month >= *first || month <= *last
            }
        };
        self.months.is_empty() || self.months.iter().any(within)
    }

    /// Whether the two sets certainly have no day in common.
    fn is_disjoint_from(&self, other: &Self) -> bool {
        let no_weekday = (0..7).all(|day| !(self.holds(day) && other.holds(day)));
        let no_month = (1..=12).all(|month| !(self.may_be_in(month) && other.may_be_in(month)));
        no_month || (no_weekday && !self.holidays && !other.holidays)
    }
}

/// Rows of months in every year. `None` for any other kind of range.
fn months(ranges: &[MonthdayRange]) -> Option<Vec<(u32, u32)>> {
    let months = ranges.iter().map(|range| match range {
        MonthdayRange::Month { range, year: None } => {
            Some((*range.start() as u32, *range.end() as u32))
        }
        _ => None,
    });
    months.collect()
}

/// Spans that are the same every day. `None` when they follow the sun or have no end.
fn spans(selector: &TimeSelector) -> Option<Vec<(u32, u32)>> {
    let span = |span: &TimeSpan| {
        let (Time::Fixed(from), Time::Fixed(to)) = (span.range.start, span.range.end) else {
            return None;
        };
        if span.open_end || span.repeats.is_some() {
            return None;
        }
        let [from, to] = [from, to].map(|time| u32::from(time.mins_from_midnight()));
        // An end that is not after the start is on the next day.
        Some((from, if to > from { to } else { to + DAY }))
    };
    selector.spans.iter().map(span).collect()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use opening_hours::OpeningHours;
    use opening_hours_syntax::ExtendedTime;
    use proptest::{collection::vec, prelude::*, sample::select};

    use super::*;
    use crate::{Slot, union, words::OSM_WEEKDAYS};

    /// Expressions of rules on weekdays that replace, add or close.
    fn expression() -> impl Strategy<Value = String> {
        let hours = select(vec!["09:00-12:00", "11:00-17:00", "14:00-18:00,20:00-24:00", "off"]);
        let rule = (vec(0..7_usize, 1..4), hours, any::<bool>());
        vec(rule, 1..5).prop_map(|rules| {
            let mut text = String::new();
            for (rank, (days, hours, adds)) in rules.into_iter().enumerate() {
                let days: Vec<&str> = days.into_iter().map(|day| OSM_WEEKDAYS[day]).collect();
                let between = if adds { ", " } else { "; " };
                text.push_str(if rank == 0 { "" } else { between });
                text.push_str(&format!("{} {hours}", days.join(",")));
            }
            text
        })
    }

    fn slots(spans: impl IntoIterator<Item = (u32, u32)>) -> Vec<Slot> {
        union(spans.into_iter().map(|(start, end)| Slot { start, end }).collect())
    }

    proptest! {
        /// Oracle: the evaluation of the expression itself, day by day.
        #[test]
        fn clauses_open_at_the_same_times_as_the_expression(text in expression()) {
            let hours: OpeningHours = text.parse().expect("an expression");
            let clauses = Clauses::of(&hours.get_expression());
            let result = clauses.map(|result| result.clauses).unwrap_or_default();
            let monday = NaiveDate::from_ymd_opt(2026, 9, 7).expect("a day");
            for (day, (name, date)) in OSM_WEEKDAYS.iter().zip(monday.iter_days()).enumerate() {
                let open = hours.schedule_at(date).into_iter();
                let open = open.filter(|it| it.kind == RuleKind::Open);
                let minute = |time: ExtendedTime| u32::from(time.mins_from_midnight());
                let open = open.map(|it| (minute(it.range.start), minute(it.range.end)));
                let evaluated = slots(open);
                let worded = result.iter().filter(|clause| clause.days.holds(day));
                let worded = slots(worded.flat_map(|clause| clause.spans.clone()));
                prop_assert_eq!(worded, evaluated, "{} on {}", text, name);
            }
        }
    }
}
