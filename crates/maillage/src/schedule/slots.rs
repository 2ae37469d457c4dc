//! The slots that a recurrence makes over a period.

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};
use opening_hours::{Context, RuleKind};
use opening_hours_syntax::{ExtendedTime, rules::day::HolidayKind};

use super::{DaysOff, Period, Recurrence, Rule, Weeks, period::DAY};

/// A time without break during which something is open, in minutes after the first midnight
/// of a period: `start` included, `end` not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot {
    /// Its first minute.
    pub start: u32,
    /// The minute after its last.
    pub end: u32,
}

impl Slot {
    /// How long it is.
    pub fn minutes(self) -> u32 {
        self.end - self.start
    }
}

/// The slots of `recurrence` within `period`: in order, none touching the next.
///
/// On public holidays nothing is open that does not say so, unless `off` says otherwise.
/// O(days × rules).
pub fn slots(recurrence: &Recurrence, period: Period, off: &DaysOff) -> Vec<Slot> {
    let mut slots = Vec::new();
    for rule in &recurrence.rules {
        match rule {
            Rule::Hours { hours, weeks } => {
                let ignores_holidays = !rule.tells_of(HolidayKind::Public);
                let context = Context::default().with_holidays(off.calendars().clone());
                let hours = hours.clone().with_context(context);
                let anchor = recurrence.from.unwrap_or(period.first());
                let days = held(recurrence, period);
                let days = days.filter(|day| weeks.hold(*day, anchor));
                for day in days.filter(|day| !(ignores_holidays && off.is_off(*day))) {
                    let open = hours.schedule_at(day).into_iter();
                    let open = open.filter(|range| range.kind == RuleKind::Open);
                    let minutes = open.map(|range| {
                        let minute = |time: ExtendedTime| u32::from(time.mins_from_midnight());
                        (minute(range.range.start), minute(range.range.end))
                    });
                    slots.extend(minutes.map(|span| on(day, span, period)));
                }
            }
            Rule::Dates { dates, spans } => {
                let held = |day: &&NaiveDate| is_held(recurrence, **day) && period.contains(**day);
                for day in dates.iter().filter(held) {
                    slots.extend(spans.iter().map(|span| on(*day, *span, period)));
                }
            }
        }
    }
    union(slots)
}

/// The same slots in order, those that touch or overlap made one; empty ones are dropped.
pub fn union(mut slots: Vec<Slot>) -> Vec<Slot> {
    slots.retain(|slot| slot.start < slot.end);
    slots.sort_unstable();
    let mut joined: Vec<Slot> = Vec::with_capacity(slots.len());
    for slot in slots {
        match joined.last_mut() {
            Some(last) if slot.start <= last.end => last.end = last.end.max(slot.end),
            _ => joined.push(slot),
        }
    }
    joined
}

/// The days of `period` on which the recurrence holds.
fn held(recurrence: &Recurrence, period: Period) -> impl Iterator<Item = NaiveDate> {
    period.dates().filter(|day| is_held(recurrence, *day))
}

fn is_held(recurrence: &Recurrence, day: NaiveDate) -> bool {
    recurrence.from.is_none_or(|from| day >= from) && recurrence.to.is_none_or(|to| day <= to)
}

/// A span of a day as a slot of the period that holds the day; what runs past its end is
/// cut off.
fn on(day: NaiveDate, (start, end): (u32, u32), period: Period) -> Slot {
    let midnight = u32::try_from((day - period.first()).num_days()).expect("a day of the period");
    let minute = |minute: u32| (midnight * DAY + minute).min(period.minutes());
    Slot { start: minute(start), end: minute(end) }
}

impl Weeks {
    /// Whether they hold on `day`, counted from the ISO week of `anchor`.
    pub fn hold(self, day: NaiveDate, anchor: NaiveDate) -> bool {
        let monday = |day: NaiveDate| day.week(Weekday::Mon).first_day();
        let passed = (monday(day) - monday(anchor)).num_days() / TimeDelta::weeks(1).num_days();
        let number = i64::from(anchor.iso_week().week()) + passed;
        match self {
            Self::Every => true,
            Self::Odd => number.rem_euclid(2) == 1,
            Self::Even => number.rem_euclid(2) == 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::{Holidays, HolidaysOff};

    fn period(text: &str) -> Period {
        text.parse().expect("a period")
    }

    fn on_days(hours: &str, weeks: Weeks, over: &str) -> Vec<String> {
        let hours = hours.parse().expect("an expression");
        let recurrence =
            Recurrence { rules: vec![Rule::Hours { hours, weeks }], ..Recurrence::default() };
        let holidays = Holidays::new(HolidaysOff::Local);
        let over = period(over);
        let of = slots(&recurrence, over, holidays.of(Some("16")));
        of.iter().map(|slot| over.moment(slot.start).format("%Y-%m-%d %H:%M").to_string()).collect()
    }

    #[test]
    fn a_fortnight_goes_on_across_a_year_of_53_weeks() {
        // 2026 has a week 53, and it is odd, as is week 1 of 2027 after it.
        let odd = on_days("Mo 09:30-12:30", Weeks::Odd, "2026-12-07..2027-01-31");
        let days = ["2026-12-14", "2026-12-28", "2027-01-11", "2027-01-25"];
        assert_eq!(odd, days.map(|day| format!("{day} 09:30")));
        let even = on_days("Mo 09:30-12:30", Weeks::Even, "2026-12-07..2027-01-31");
        let days = ["2026-12-07", "2026-12-21", "2027-01-04", "2027-01-18"];
        assert_eq!(even, days.map(|day| format!("{day} 09:30")));
    }

    #[test]
    fn holidays_are_off_unless_the_hours_tell_of_them() {
        // 11 November 2026 is a Wednesday.
        let of = |hours| on_days(hours, Weeks::Every, "2026-11-09..2026-11-15");
        assert!(of("We 09:00-12:00").is_empty());
        assert_eq!(of("We,PH 09:00-12:00"), ["2026-11-11 09:00"]);
        assert!(of("We 09:00-12:00; PH off").is_empty());
    }

    #[test]
    fn the_first_and_third_of_a_month_are_counted_in_the_month() {
        let of = on_days("Tu[1,3] 14:00-17:00", Weeks::Every, "2026-09-01..2026-10-31");
        let days = ["2026-09-01", "2026-09-15", "2026-10-06", "2026-10-20"];
        assert_eq!(of, days.map(|day| format!("{day} 14:00")));
    }

    #[test]
    fn slots_that_touch_or_overlap_are_one() {
        let slot = |start, end| Slot { start, end };
        let joined = union(vec![slot(60, 90), slot(0, 30), slot(30, 40), slot(80, 95), slot(7, 7)]);
        assert_eq!(joined, [slot(0, 40), slot(60, 95)]);
    }

    #[test]
    fn a_timetable_holds_on_its_dates_and_may_run_past_midnight() {
        let day = |text: &str| text.parse().expect("a day");
        let dates = vec![day("2026-11-10"), day("2026-11-11"), day("2027-01-01")];
        let rules = vec![Rule::Dates { dates, spans: vec![(1_430, 1_450)] }];
        let recurrence = Recurrence { rules, from: None, to: Some(day("2026-11-10")) };
        let holidays = Holidays::new(HolidaysOff::Local);
        let found = slots(&recurrence, period("2026-11-10..2026-11-12"), holidays.of(None));
        assert_eq!(found, [Slot { start: 1_430, end: 1_450 }]);
    }
}
