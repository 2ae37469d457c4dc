//! Slots of a period, laid out week by week.
//!
//! The hours of most places follow from the kinds of days alone: weekday and holidays. Weeks of days
//! of the same kinds are then alike, and a year has some twenty distinct ones. Other hours are laid
//! out day by day. Weeks begin with the first day of the period, whatever its weekday.

use std::{ops::Range, sync::Arc};

use chrono::TimeDelta;

use super::{DAY, Days, Plan, Recurrence, Rule, Slot, Slots, WEEK_DAYS, Weeks, union};
use crate::{
    SlotSeries,
    day_plan::{self, Spans},
    slot_series::WeekByWeek,
};

/// Hours that follow from the kinds of days, and the days of the period on which they are valid.
struct WeeklyHours<'run> {
    plans: Vec<Plan<'run>>,
    valid: Range<usize>,
}

/// The slots of a distinct week.
struct DistinctWeek {
    /// Rank of the first week of days of the same kinds.
    alike: usize,
    /// Days of the week on which each recurrence is valid.
    valid: Vec<Range<usize>>,
    slots: Slots<Arc<[Slot]>>,
}

impl Days<'_> {
    /// The slots of a place whose hours are the union of `recurrences`, held week by week: those of
    /// [`slots`](Self::slots), together. O(weeks × distinct weeks + distinct weeks × rules) for hours
    /// that follow from the kinds of days, O(days × rules) for others.
    pub fn series(&self, recurrences: &[impl AsRef<Recurrence>]) -> Slots<SlotSeries> {
        let recurrences = || recurrences.iter().map(AsRef::as_ref);
        if let Some(hours) = recurrences().map(|of| self.weekly_hours(of)).collect() {
            return self.week_by_week(hours);
        }
        let mut all: Slots = Slots::default();
        for Slots { open, unknown } in recurrences().map(|of| self.slots(of)) {
            all.open.extend(open);
            all.unknown.extend(unknown);
        }
        Slots { open: SlotSeries::new(all.open), unknown: SlotSeries::new(all.unknown) }
    }

    /// `None` where a rule does not follow from the kinds of days.
    fn weekly_hours<'run>(&self, recurrence: &'run Recurrence) -> Option<WeeklyHours<'run>> {
        let weekly = |rule: &'run Rule| match rule {
            Rule::Hours { hours, weeks: Weeks::Every } => {
                day_plan::is_weekly(hours.expression()).then_some((rule, hours))
            }
            _ => None,
        };
        let weekly = recurrence.rules.iter().map(weekly).collect::<Option<Vec<_>>>()?;
        let plans = weekly.into_iter().map(|(rule, hours)| Plan::new(rule, hours, self.off));
        Some(WeeklyHours { plans: plans.collect(), valid: self.valid(recurrence) })
    }

    fn week_by_week(&self, mut hours: Vec<WeeklyHours>) -> Slots<SlotSeries> {
        let validities: Vec<Range<usize>> = hours.iter().map(|hours| hours.valid.clone()).collect();
        let mut known: Vec<DistinctWeek> = Vec::new();
        let mut series: Slots<WeekByWeek> = Slots::default();
        for (rank, alike) in self.weeks.iter().enumerate() {
            let days = WEEK_DAYS * rank..self.kinds.len().min(WEEK_DAYS * (rank + 1));
            let valid = validities.iter().map(|valid| within(valid, &days));
            let is_same = |week: &DistinctWeek| {
                week.alike == *alike && valid.clone().eq(week.valid.iter().cloned())
            };
            let at = known.iter().position(is_same).unwrap_or_else(|| {
                let valid: Vec<Range<usize>> = valid.collect();
                let Slots { open, unknown } = self.of_week(days.start, &mut hours, &valid);
                let slots = Slots { open: open.into(), unknown: unknown.into() };
                known.push(DistinctWeek { alike: *alike, valid, slots });
                known.len() - 1
            });
            let rank = u32::try_from(rank).expect("a period has some hundreds of weeks");
            series.open.add(rank, &known[at].slots.open);
            series.unknown.add(rank, &known[at].slots.unknown);
        }
        Slots { open: series.open.series(), unknown: series.unknown.series() }
    }

    /// The slots of the week that begins on the day of rank `first`, in minutes after its start, of
    /// `hours` on their `valid` days of the week.
    fn of_week(&self, first: usize, hours: &mut [WeeklyHours], valid: &[Range<usize>]) -> Slots {
        let mut slots: Slots = Slots::default();
        for (hours, valid) in hours.iter_mut().zip(valid) {
            for plan in &mut hours.plans {
                for rank in valid.clone() {
                    let kind = self.kinds[first + rank];
                    if plan.closes && kind.is_public_holiday() {
                        continue;
                    }
                    let day = || self.period.first() + TimeDelta::days((first + rank) as i64);
                    let Spans { open, unknown } = plan.on(kind, day);
                    let midnight = rank as u32 * DAY;
                    let slot = |(start, end): &(u32, u32)| Slot {
                        start: midnight + start,
                        end: midnight + end,
                    };
                    slots.open.extend(open.iter().map(slot));
                    slots.unknown.extend(unknown.iter().map(slot));
                }
            }
        }
        Slots { open: union(slots.open), unknown: union(slots.unknown) }
    }
}

/// The part of `valid` that is among these days, counted from the first of them.
fn within(valid: &Range<usize>, days: &Range<usize>) -> Range<usize> {
    let rank = |day: usize| day.clamp(days.start, days.end) - days.start;
    rank(valid.start)..rank(valid.end)
}
