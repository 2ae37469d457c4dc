//! Time slots of a recurrence over a period, and series of slots.

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};

use super::{Days, DaysOff, Period, Recurrence, Weeks};

/// An interval of opening, in minutes after the first midnight of a period. Includes `start`,
/// excludes `end`.
///
/// # Examples
///
/// ```
/// use maillage_hours::Slot;
///
/// // From 9:00 to 12:00 on the first day of the period.
/// assert_eq!(Slot { start: 540, end: 720 }.minutes(), 180);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot {
    /// First minute.
    pub start: u32,
    /// Minute after the last.
    pub end: u32,
}

impl Slot {
    /// Length in minutes.
    pub fn minutes(self) -> u32 {
        self.end - self.start
    }
}

/// The slots of `recurrence` within `period`, in order. No two of them touch. Empty when nothing is
/// open.
///
/// A rule that does not mention public holidays opens nothing on the holidays that `off` holds.
/// O(days × rules).
///
/// # Examples
///
/// ```
/// use maillage_hours::{Holidays, HolidaysOff, Period, Recurrence, Slot, slots};
///
/// let hours = Recurrence::weekly("Tu 09:00-12:00".parse()?);
/// // One week, from a Monday.
/// let week: Period = "2026-01-05..2026-01-11".parse()?;
/// let holidays = Holidays::new(HolidaysOff::Local);
/// let open = slots(&hours, week, holidays.of(Some("16")));
/// assert_eq!(open, [Slot { start: 1_440 + 540, end: 1_440 + 720 }]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn slots(recurrence: &Recurrence, period: Period, off: &DaysOff) -> Vec<Slot> {
    Days::new(period, off).slots(recurrence).open
}

/// The slots within `period` of which `recurrence` says that they are not known, in order: see
/// [`Slots::unknown`](super::Slots::unknown). O(days × rules).
pub fn unknown_slots(recurrence: &Recurrence, period: Period, off: &DaysOff) -> Vec<Slot> {
    Days::new(period, off).slots(recurrence).unknown
}

/// The union of `slots`, in order. Slots that touch or overlap are merged, and empty ones are
/// dropped. O(slots log slots).
///
/// # Examples
///
/// ```
/// use maillage_hours::{Slot, union};
///
/// let slot = |start, end| Slot { start, end };
/// assert_eq!(union(vec![slot(60, 120), slot(0, 60), slot(200, 200)]), [slot(0, 120)]);
/// ```
pub fn union(mut slots: Vec<Slot>) -> Vec<Slot> {
    slots.retain(|slot| slot.start < slot.end);
    // The slots consist of a few sorted series, which a stable sort merges quickly.
    slots.sort();
    let mut joined: Vec<Slot> = Vec::with_capacity(slots.len());
    for slot in slots {
        match joined.last_mut() {
            Some(last) if slot.start <= last.end => last.end = last.end.max(slot.end),
            _ => joined.push(slot),
        }
    }
    joined
}

/// The union of several series of slots, each sorted and without overlap.
///
/// Equal to [`union`] of all slots, without sorting. O(slots + series × slots returned).
///
/// # Examples
///
/// ```
/// use maillage_hours::{Slot, merged};
///
/// let slot = |start, end| Slot { start, end };
/// let series: [&[Slot]; 2] = [&[slot(0, 60), slot(300, 360)], &[slot(30, 90)]];
/// assert_eq!(merged(&series), [slot(0, 90), slot(300, 360)]);
/// ```
pub fn merged(series: &[&[Slot]]) -> Vec<Slot> {
    let mut remaining: Vec<&[Slot]> = series.to_vec();
    let mut joined = Vec::new();
    while let Some(first) = remaining.iter().filter_map(|slots| slots.first()).min() {
        let mut whole = *first;
        let mut grows = true;
        while grows {
            grows = false;
            for slots in &mut remaining {
                while let Some((slot, rest)) = slots.split_first() {
                    if slot.start > whole.end {
                        break;
                    }
                    whole.end = whole.end.max(slot.end);
                    (*slots, grows) = (rest, true);
                }
            }
        }
        joined.push(whole);
    }
    joined
}

/// The intersection of two series of slots, each sorted and without overlap. So is the result.
/// O(slots of both).
///
/// # Examples
///
/// ```
/// use maillage_hours::{Slot, intersection};
///
/// let slot = |start, end| Slot { start, end };
/// assert_eq!(intersection(&[slot(0, 60)], &[slot(30, 90)]), [slot(30, 60)]);
/// ```
pub fn intersection(one: &[Slot], other: &[Slot]) -> Vec<Slot> {
    let (mut at, mut of_other) = (0, 0);
    let mut shared = Vec::new();
    while let (Some(a), Some(b)) = (one.get(at), other.get(of_other)) {
        let both = Slot { start: a.start.max(b.start), end: a.end.min(b.end) };
        if both.start < both.end {
            shared.push(both);
        }
        if a.end <= b.end { at += 1 } else { of_other += 1 }
    }
    shared
}

impl Weeks {
    /// Monday of the first week that begins on or after `first`. Numbered fortnights are counted
    /// from it.
    pub fn anchor(first: NaiveDate) -> NaiveDate {
        (first + TimeDelta::days(6)).week(Weekday::Mon).first_day()
    }

    /// Whether hours of these weeks apply on `day`, for a first day of validity `first`.
    ///
    /// Odd and even weeks are counted from [`anchor`](Self::anchor): a first day in the last week
    /// of a year does not decide the numbering of the next year. Every second week is counted from
    /// the week of `first` itself.
    pub fn hold(self, day: NaiveDate, first: NaiveDate) -> bool {
        let monday = |day: NaiveDate| day.week(Weekday::Mon).first_day();
        let since = |anchor: NaiveDate| (monday(day) - anchor).num_weeks();
        let is_odd = || {
            let anchor = Self::anchor(first);
            (i64::from(anchor.iso_week().week()) + since(anchor)).rem_euclid(2) == 1
        };
        match self {
            Self::Every => true,
            Self::Odd => is_odd(),
            Self::Even => !is_odd(),
            Self::Second => since(monday(first)).rem_euclid(2) == 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Holidays, HolidaysOff, Rule};

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
        // Week 53 of 2026 is odd, and so is week 1 of 2027 after it.
        let odd = on_days("Mo 09:30-12:30", Weeks::Odd, "2026-12-07..2027-01-31");
        let days = ["2026-12-14", "2026-12-28", "2027-01-11", "2027-01-25"];
        assert_eq!(odd, days.map(|day| format!("{day} 09:30")));
        let even = on_days("Mo 09:30-12:30", Weeks::Even, "2026-12-07..2027-01-31");
        let days = ["2026-12-07", "2026-12-21", "2027-01-04", "2027-01-18"];
        assert_eq!(even, days.map(|day| format!("{day} 09:30")));
    }

    #[test]
    fn every_second_week_is_counted_from_the_week_of_the_first_day() {
        let found = on_days("Th 14:00-17:00", Weeks::Second, "2026-12-16..2027-01-31");
        let days = ["2026-12-17", "2026-12-31", "2027-01-14", "2027-01-28"];
        assert_eq!(found, days.map(|day| format!("{day} 14:00")));
    }

    #[test]
    fn a_first_day_in_the_last_week_of_a_year_does_not_decide_the_parity_of_the_next() {
        // 1 January 2027 is in week 53 of 2026. The weeks of 2027 are numbered from the 4th.
        let odd = on_days("Fr 09:00-12:00", Weeks::Odd, "2027-01-01..2027-01-31");
        assert_eq!(odd, ["2027-01-08 09:00", "2027-01-22 09:00"]);
    }

    #[test]
    fn public_holidays_are_closed_unless_the_hours_mention_them() {
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
    fn slots_that_touch_or_overlap_are_merged() {
        let slot = |start, end| Slot { start, end };
        let joined = union(vec![slot(60, 90), slot(0, 30), slot(30, 40), slot(80, 95), slot(7, 7)]);
        assert_eq!(joined, [slot(0, 40), slot(60, 95)]);
    }

    proptest! {
        #[test]
        fn merging_series_gives_the_union_of_their_slots(
            series in prop::collection::vec(
                prop::collection::vec((0_u32..200, 1_u32..40), 0..12), 0..5,
            ),
        ) {
            let slot = |(start, long): &(u32, u32)| Slot { start: *start, end: start + long };
            let series: Vec<Vec<Slot>> =
                series.iter().map(|slots| union(slots.iter().map(slot).collect())).collect();
            let parts: Vec<&[Slot]> = series.iter().map(Vec::as_slice).collect();
            prop_assert_eq!(merged(&parts), union(series.concat()));
        }
    }

    #[test]
    fn an_intersection_holds_the_times_that_both_series_share() {
        let slot = |start, end| Slot { start, end };
        let (one, other) = ([slot(0, 10), slot(20, 40)], [slot(5, 25), slot(30, 35), slot(40, 50)]);
        assert_eq!(intersection(&one, &other), [slot(5, 10), slot(20, 25), slot(30, 35)]);
        assert_eq!(intersection(&other, &one), intersection(&one, &other));
        assert!(intersection(&one, &[]).is_empty());
    }

    #[test]
    fn a_timetable_applies_on_its_dates_and_may_run_past_midnight() {
        let day = |text: &str| text.parse().expect("a day");
        let dates = vec![day("2026-11-10"), day("2026-11-11"), day("2027-01-01")];
        let rules = vec![Rule::Dates { dates, spans: vec![(1_430, 1_450)] }];
        let recurrence = Recurrence { rules, from: None, to: Some(day("2026-11-10")) };
        let holidays = Holidays::new(HolidaysOff::Local);
        let found = slots(&recurrence, period("2026-11-10..2026-11-12"), holidays.of(None));
        assert_eq!(found, [Slot { start: 1_430, end: 1_450 }]);
    }
}
