//! The spans of a day, of hours that stay within their day.
//!
//! Such hours have weekdays and holidays, times between one midnight and the next, and no comment:
//! nearly all that lists say. Their spans are those that the crate `opening_hours` finds, which the
//! tests hold this module to. O(rules × spans) for a day.

use chrono::Weekday;
use opening_hours::RuleKind;
use opening_hours_syntax::rules::{
    OpeningHoursExpression, RuleOperator, RuleSequence,
    day::{DaySelector, HolidayKind, WeekDayRange},
    time::{Time, TimeSpan},
};

use crate::DAY;

/// Start and end, in minutes after midnight.
pub(crate) type Span = (u32, u32);

/// The spans of a day, in order. Those of one kind may touch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Spans {
    /// The place is open.
    pub(crate) open: Vec<Span>,
    /// It is not known whether the place is open.
    pub(crate) unknown: Vec<Span>,
}

/// Whether the hours of a day follow from the weekdays and the holidays of that day and of the day
/// before.
pub(crate) fn is_weekly(expression: &OpeningHoursExpression) -> bool {
    expression.rules.iter().all(|rule| {
        let DaySelector { year, monthday, week, weekday } = &rule.day_selector;
        let is_of_every_week = year.is_empty() && monthday.is_empty() && week.is_empty();
        is_of_every_week && weekday.iter().all(is_plain_day)
    })
}

/// Whether hours are [weekly](is_weekly) and lie within their day, so that [`spans`] tells them.
pub(crate) fn is_within_days(expression: &OpeningHoursExpression) -> bool {
    let is_within = |rule: &RuleSequence| {
        rule.operator != RuleOperator::Fallback
            && rule.comment.is_empty()
            && rule.time_selector.spans.iter().all(|span| within_day(span).is_some())
    };
    is_weekly(expression) && expression.rules.iter().all(is_within)
}

/// The spans of a day, of hours that are [within days](is_within_days). `public` and `school` say
/// which holidays are on the day.
pub(crate) fn spans(
    expression: &OpeningHoursExpression,
    weekday: Weekday,
    public: bool,
    school: bool,
) -> Spans {
    let mut painted: Vec<(Span, RuleKind)> = Vec::new();
    let is_of_day = |day: &WeekDayRange| match day {
        WeekDayRange::Fixed { range, .. } => {
            let [start, end, day] =
                [*range.start(), *range.end(), weekday].map(|day| day.num_days_from_monday());
            // `Fr-Mo` runs over Sunday.
            if start <= end { (start..=end).contains(&day) } else { day >= start || day <= end }
        }
        WeekDayRange::Holiday { kind: HolidayKind::Public, .. } => public,
        WeekDayRange::Holiday { kind: HolidayKind::School, .. } => school,
    };
    let applies = |rule: &&RuleSequence| {
        let days = &rule.day_selector.weekday;
        days.is_empty() || days.iter().any(is_of_day)
    };
    for rule in expression.rules.iter().filter(applies) {
        // A rule that opens replaces the rules before it. One that closes is cut out of them.
        if rule.operator == RuleOperator::Normal && rule.kind != RuleKind::Closed {
            painted.clear();
        }
        for span in rule.time_selector.spans.iter().filter_map(within_day) {
            paint(&mut painted, span, rule.kind);
        }
    }
    painted.sort_unstable_by_key(|(span, _)| *span);
    let of = |wanted: RuleKind| {
        let spans = painted.iter().filter(|(_, kind)| *kind == wanted);
        spans.map(|(span, _)| *span).collect()
    };
    Spans { open: of(RuleKind::Open), unknown: of(RuleKind::Unknown) }
}

/// Whether a day selector has neither a rank in the month nor an offset.
fn is_plain_day(day: &WeekDayRange) -> bool {
    match day {
        WeekDayRange::Fixed { offset, nth_from_start, nth_from_end, .. } => {
            *offset == 0 && !nth_from_start.contains(&false) && !nth_from_end.contains(&false)
        }
        WeekDayRange::Holiday { offset, .. } => *offset == 0,
    }
}

/// The start and the end of a span of fixed times that ends after it starts, by the next midnight.
/// `None` for other spans.
fn within_day(span: &TimeSpan) -> Option<Span> {
    let (Time::Fixed(start), Time::Fixed(end)) = (span.range.start, span.range.end) else {
        return None;
    };
    let (start, end) = (u32::from(start.mins_from_midnight()), u32::from(end.mins_from_midnight()));
    let is_plain = !span.open_end && span.repeats.is_none();
    (is_plain && start < end && end <= DAY).then_some((start, end))
}

/// Gives the time of `span` this kind, whatever it had before.
fn paint(painted: &mut Vec<(Span, RuleKind)>, (start, end): Span, kind: RuleKind) {
    for rank in 0..painted.len() {
        let ((from, to), other) = painted[rank];
        if to <= start || from >= end {
            continue;
        }
        painted[rank].0 = (from, from.max(start));
        if to > end {
            painted.push(((end, to), other));
        }
    }
    painted.retain(|((from, to), _)| from < to);
    if kind != RuleKind::Closed {
        painted.push(((start, end), kind));
    }
}
