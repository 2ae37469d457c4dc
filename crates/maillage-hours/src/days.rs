//! The days of a period, prepared for the evaluation of many recurrences.
//!
//! Most hours depend on weekdays and holidays only. They are evaluated once for each [`DayKind`]
//! that comes in the period, and laid out day by day from there, or once for each distinct week
//! (`weeks`). Most of them also stay within their day, which [`day_plan`](super::day_plan) evaluates
//! by itself; the crate `opening_hours` evaluates all others. O(days × rules) for a recurrence.

mod weeks;

use std::{collections::HashMap, ops::Range};

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};
use opening_hours::{Context, OpeningHours, RuleKind};
use opening_hours_syntax::{ExtendedTime, rules::day::HolidayKind};

use super::{
    DAY, DaysOff, Hours, Period, Recurrence, Rule, Slot, WEEK, Weeks,
    day_plan::{self, Spans},
    union,
};

/// Days in a week.
const WEEK_DAYS: usize = (WEEK / DAY) as usize;

/// The days of a period where certain holidays apply.
///
/// # Examples
///
/// ```
/// use maillage_hours::{Days, Holidays, HolidaysOff, Recurrence, Slot};
///
/// let holidays = Holidays::new(HolidaysOff::Local);
/// // One week, from a Monday.
/// let days = Days::new("2026-01-05..2026-01-11".parse()?, holidays.of(Some("16")));
/// let found = days.slots(&Recurrence::weekly("Tu 09:00-12:00; We unknown".parse()?));
/// assert_eq!(found.open, [Slot { start: 1_440 + 540, end: 1_440 + 720 }]);
/// assert_eq!(found.unknown, [Slot { start: 2 * 1_440, end: 3 * 1_440 }]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Days<'run> {
    period: Period,
    off: &'run DaysOff,
    kinds: Vec<DayKind>,
    /// For each week of the period, the rank of the first week of days of the same kinds.
    weeks: Vec<usize>,
}

/// The slots of a recurrence over a period, or of several together, in order. No two of one kind
/// touch. They are `Held` one by one, or as a [`SlotSeries`](super::SlotSeries).
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Slots<Held = Vec<Slot>> {
    /// The place is open.
    pub open: Held,
    /// The recurrence says that it is not known whether the place is open: `Sa unknown`. Empty for
    /// most recurrences, and for the dates of a timetable.
    pub unknown: Held,
}

/// The weekday of a day, and whether it and the day before are public and school holidays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct DayKind(u8);

impl<'run> Days<'run> {
    /// The days of `period` with the holidays `off`. O(days).
    pub fn new(period: Period, off: &'run DaysOff) -> Self {
        let (public, school) = (off.calendars().get_public(), off.calendars().get_school());
        let holidays = |day: NaiveDate| [public.contains(day), school.contains(day)];
        let mut before = holidays(period.first() - TimeDelta::days(1));
        let mut weekday = period.first().weekday().pred();
        let kind = |day: NaiveDate| {
            let today = holidays(day);
            weekday = weekday.succ();
            DayKind::new(weekday, today, std::mem::replace(&mut before, today))
        };
        let kinds: Vec<DayKind> = period.dates().map(kind).collect();
        let mut first = HashMap::new();
        let weeks = kinds.chunks(WEEK_DAYS).enumerate();
        let weeks = weeks.map(|(rank, kinds)| *first.entry(kinds).or_insert(rank)).collect();
        Self { period, off, weeks, kinds }
    }

    /// The slots of `recurrence` within the period.
    ///
    /// A rule that does not mention public holidays opens nothing on the holidays on which places
    /// close.
    pub fn slots(&self, recurrence: &Recurrence) -> Slots {
        let mut slots = Slots::default();
        for rule in &recurrence.rules {
            match rule {
                Rule::Hours { hours, weeks } => {
                    let anchor = recurrence.from.unwrap_or(self.period.first());
                    let mut plan = Plan::new(rule, hours, self.off);
                    for rank in self.valid(recurrence) {
                        let kind = self.kinds[rank];
                        let day = || self.period.first() + TimeDelta::days(rank as i64);
                        let holds = *weeks == Weeks::Every || weeks.hold(day(), anchor);
                        if holds && !(plan.closes && kind.is_public_holiday()) {
                            self.add(&mut slots, rank, plan.on(kind, day));
                        }
                    }
                }
                Rule::Dates { dates, spans } => {
                    let valid = self.valid(recurrence);
                    let ranks = dates.iter().map(|day| (*day - self.period.first()).num_days());
                    let ranks = ranks.filter_map(|rank| usize::try_from(rank).ok());
                    for rank in ranks.filter(|rank| valid.contains(rank)) {
                        slots.open.extend(spans.iter().map(|span| self.slot(rank, *span)));
                    }
                }
            }
        }
        Slots { open: union(slots.open), unknown: union(slots.unknown) }
    }

    /// The ranks of the days within the validity of `recurrence`.
    fn valid(&self, recurrence: &Recurrence) -> Range<usize> {
        let days = self.kinds.len();
        let rank = |since: i64| usize::try_from(since.max(0)).map_or(days, |rank| rank.min(days));
        let since = |day: NaiveDate| (day - self.period.first()).num_days();
        let start = recurrence.from.map_or(0, |from| rank(since(from)));
        start..recurrence.to.map_or(days, |to| rank(since(to) + 1))
    }

    /// Adds the spans of the day of this rank.
    fn add(&self, slots: &mut Slots, rank: usize, spans: &Spans) {
        slots.open.extend(spans.open.iter().map(|span| self.slot(rank, *span)));
        slots.unknown.extend(spans.unknown.iter().map(|span| self.slot(rank, *span)));
    }

    /// The slot of a span on the day of this rank, cut at the end of the period.
    fn slot(&self, rank: usize, (start, end): (u32, u32)) -> Slot {
        let minute = |minute: u32| (rank as u32 * DAY + minute).min(self.period.minutes());
        Slot { start: minute(start), end: minute(end) }
    }
}

impl DayKind {
    /// Number of kinds.
    const COUNT: usize = 7 << 4;
    /// The bits of the weekday.
    const WEEKDAY: u8 = 0x70;
    /// The bit of a public holiday.
    const PUBLIC: u8 = 1;
    /// The bit of a school holiday.
    const SCHOOL: u8 = 2;

    fn new(
        weekday: Weekday,
        [public, school]: [bool; 2],
        [before, school_before]: [bool; 2],
    ) -> Self {
        let holidays = [public, school, before, school_before];
        let bits = holidays.iter().rev().fold(0, |bits, is| bits << 1 | u8::from(*is));
        Self((weekday.num_days_from_monday() as u8) << 4 | bits)
    }

    fn weekday(self) -> Weekday {
        Weekday::try_from(self.0 >> 4).expect("made of a weekday")
    }

    fn is_public_holiday(self) -> bool {
        self.0 & Self::PUBLIC > 0
    }

    fn is_school_holiday(self) -> bool {
        self.0 & Self::SCHOOL > 0
    }
}

/// Hours of a rule, with the spans of the kinds of days that were asked for.
struct Plan<'run> {
    hours: &'run Hours,
    /// Whether nothing opens on public holidays, which the rule does not mention.
    closes: bool,
    /// The same with the holidays, for hours that do not follow from the kind of a day alone.
    by_crate: Option<OpeningHours>,
    /// The bits of the kind of a day that the hours depend on.
    relevant: u8,
    /// By kind of day; empty when the hours depend on more than kinds of days.
    known: Vec<Option<Spans>>,
    /// The spans of the day that was asked for last, of such hours.
    of_day: Spans,
}

impl<'run> Plan<'run> {
    fn new(rule: &Rule, hours: &'run Hours, off: &DaysOff) -> Self {
        let with_holidays = |hours: &OpeningHours| {
            let context = Context::default().with_holidays(off.calendars().clone());
            hours.clone().with_context(context)
        };
        let is_weekly = day_plan::is_weekly(hours.expression());
        let by_crate = hours.by_crate().map(with_holidays);
        let bit = |holiday, bit: u8| if rule.mentions(holiday) { bit } else { 0 };
        let relevant = DayKind::WEEKDAY
            | bit(HolidayKind::Public, DayKind::PUBLIC)
            | bit(HolidayKind::School, DayKind::SCHOOL);
        Self {
            hours,
            closes: off.closes() && !rule.mentions(HolidayKind::Public),
            relevant: if by_crate.is_none() { relevant } else { u8::MAX },
            by_crate,
            known: if is_weekly { vec![None; DayKind::COUNT] } else { Vec::new() },
            of_day: Spans::default(),
        }
    }

    /// The spans of a day of this kind.
    fn on(&mut self, kind: DayKind, day: impl Fn() -> NaiveDate) -> &Spans {
        let spans = || match &self.by_crate {
            Some(hours) => evaluated(hours, day()),
            None => {
                let (public, school) = (kind.is_public_holiday(), kind.is_school_holiday());
                day_plan::spans(self.hours.expression(), kind.weekday(), public, school)
            }
        };
        match self.known.get_mut(usize::from(kind.0 & self.relevant)) {
            Some(known) => known.get_or_insert_with(spans),
            None => {
                self.of_day = spans();
                &self.of_day
            }
        }
    }
}

/// The spans that `hours` have on `day`.
fn evaluated(hours: &OpeningHours, day: NaiveDate) -> Spans {
    let minute = |time: ExtendedTime| u32::from(time.mins_from_midnight());
    let mut spans = Spans::default();
    for found in hours.schedule_at(day) {
        let span = (minute(found.range.start), minute(found.range.end));
        match found.kind {
            RuleKind::Open => spans.open.push(span),
            RuleKind::Unknown => spans.unknown.push(span),
            RuleKind::Closed => {}
        }
    }
    spans
}

#[cfg(test)]
mod tests;
