//! The times that a stop is served, as rules of recurrence (RFC 5545, RRULE).
//!
//! A bus that comes every Tuesday is one event with a rule, not fifty-two: agendas show it as
//! the series that it is, and a national calendar stays small. A rule is weekly (every so many
//! weeks) or monthly (the second Tuesday, the last Friday), whichever needs fewer
//! exceptions. O(slots).

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime};

/// Occurrences at one time of the day, of one length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Series {
    /// The first occurrence.
    pub(super) start: NaiveDateTime,
    /// The end of the first occurrence.
    pub(super) end: NaiveDateTime,
    /// The rule that gives them all; `None` for a single one.
    pub(super) rule: Option<String>,
    /// The occurrences of the rule that do not take place.
    pub(super) exceptions: Vec<NaiveDateTime>,
}

/// The series that hold exactly `slots`, which are beginnings and ends, by first occurrence: one
/// for each weekday, time of the day and length.
pub(super) fn series(slots: impl Iterator<Item = (NaiveDateTime, NaiveDateTime)>) -> Vec<Series> {
    let mut alike: BTreeMap<_, BTreeSet<NaiveDate>> = BTreeMap::new();
    for (start, end) in slots {
        let weekday = start.weekday().num_days_from_monday();
        alike.entry((weekday, start.time(), end - start)).or_default().insert(start.date());
    }
    let mut series: Vec<Series> = Vec::with_capacity(alike.len());
    for ((_, time, length), days) in alike {
        let DayRule { rule, exceptions } = DayRule::of(&days);
        let first = days.first().expect("a weekday has a day").and_time(time);
        series.push(Series {
            start: first,
            end: first + length,
            rule,
            exceptions: exceptions.iter().map(|day| day.and_time(time)).collect(),
        });
    }
    series.sort_by_key(|series| (series.start, series.end));
    series
}

impl Series {
    /// What tells it from the other series of its stop, whatever the period: the weekday, the
    /// time and the length, `TU-0900-180`.
    pub(super) fn name(&self) -> String {
        let minutes = (self.end - self.start).num_minutes();
        format!("{}-{}-{minutes}", weekday(self.start.date()), self.start.format("%H%M"))
    }
}

/// The weekday of `day`, as a rule names it.
fn weekday(day: NaiveDate) -> &'static str {
    const NAMES: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    NAMES[day.weekday().num_days_from_monday() as usize]
}

/// The number of the week of `day`, from Monday.
fn week_of(day: NaiveDate) -> i64 {
    i64::from(day.num_days_from_ce() - 1).div_euclid(7)
}

/// A rule and the days of it that do not take place.
struct DayRule {
    rule: Option<String>,
    exceptions: Vec<NaiveDate>,
}

impl DayRule {
    /// The rule that gives `days`, all of one weekday, with the fewest exceptions; the weekly one
    /// of two as good.
    fn of(days: &BTreeSet<NaiveDate>) -> Self {
        if days.len() == 1 {
            return Self { rule: None, exceptions: Vec::new() };
        }
        let rules = [Self::weekly(days)].into_iter().chain(Self::monthly(days));
        let best = rules.min_by_key(|rule| rule.exceptions.len());
        best.expect("there is always a weekly rule")
    }

    fn weekly(days: &BTreeSet<NaiveDate>) -> Self {
        let weeks: Vec<i64> = days.iter().map(|day| week_of(*day)).collect();
        let gaps = weeks.windows(2).map(|pair| pair[1] - pair[0]);
        let interval = gaps.fold(0, greatest_common_divisor);
        let given = of_weekday(days).filter(|day| (week_of(*day) - weeks[0]) % interval == 0);
        Self::with(days, given, |name| format!("FREQ=WEEKLY;INTERVAL={interval};BYDAY={name}"))
    }

    /// On the days of those numbers in the month; and on the last one, if all are.
    fn monthly(days: &BTreeSet<NaiveDate>) -> Vec<Self> {
        let ordinals: BTreeSet<i64> = days.iter().map(|day| ordinal(*day)).collect();
        let given = of_weekday(days).filter(|day| ordinals.contains(&ordinal(*day)));
        let mut rules = vec![Self::with(days, given, |name| {
            let listed: Vec<String> =
                ordinals.iter().map(|number| format!("{number}{name}")).collect();
            format!("FREQ=MONTHLY;BYDAY={}", listed.join(","))
        })];
        if days.iter().all(|day| is_last(*day)) {
            let given = of_weekday(days).filter(|day| is_last(*day));
            rules.push(Self::with(days, given, |name| format!("FREQ=MONTHLY;BYDAY=-1{name}")));
        }
        rules
    }

    /// The rule for as many occurrences as `given` has, without those that are not of `days`.
    fn with(
        days: &BTreeSet<NaiveDate>,
        given: impl Iterator<Item = NaiveDate>,
        rule: impl FnOnce(&str) -> String,
    ) -> Self {
        let mut count = 0;
        let exceptions = given.inspect(|_| count += 1).filter(|day| !days.contains(day)).collect();
        let name = days.first().map_or("", |day| weekday(*day));
        Self { rule: Some(format!("{};COUNT={count}", rule(name))), exceptions }
    }
}

/// Every day of their weekday from the first of `days` to the last.
fn of_weekday(days: &BTreeSet<NaiveDate>) -> impl Iterator<Item = NaiveDate> {
    let last = days.last().copied();
    let first = days.first().copied().into_iter();
    first.flat_map(|day| day.iter_weeks()).take_while(move |day| Some(*day) <= last)
}

/// Which of its weekday in its month a day is, from 1.
fn ordinal(day: NaiveDate) -> i64 {
    i64::from(day.day0() / 7 + 1)
}

/// Whether a day is the last of its weekday in its month.
fn is_last(day: NaiveDate) -> bool {
    day.checked_add_days(Days::new(7)).is_none_or(|next| next.month() != day.month())
}

fn greatest_common_divisor(one: i64, other: i64) -> i64 {
    if other == 0 { one } else { greatest_common_divisor(other, one % other) }
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveTime, TimeDelta, Weekday};
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn at_nine(days: impl Iterator<Item = NaiveDate>) -> Vec<Series> {
        let nine = NaiveTime::from_hms_opt(9, 0, 0).expect("a time");
        series(days.map(|day| (day.and_time(nine), day.and_time(nine) + TimeDelta::hours(3))))
    }

    fn rules(days: impl Iterator<Item = NaiveDate>) -> Vec<(Option<String>, usize)> {
        let series = at_nine(days);
        series.into_iter().map(|series| (series.rule, series.exceptions.len())).collect()
    }

    /// The days that a rule gives, by trying every day after the first: independent of how it
    /// was found.
    fn expanded(series: &Series) -> Vec<NaiveDate> {
        let first = series.start.date();
        let Some(rule) = &series.rule else { return vec![first] };
        let parts: BTreeMap<&str, &str> =
            rule.split(';').filter_map(|part| part.split_once('=')).collect();
        let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
        let monday = first - Days::new(first.weekday().num_days_from_monday().into());
        let is_given = |day: &NaiveDate| {
            let name = names[day.weekday().num_days_from_monday() as usize];
            match parts["FREQ"] {
                "WEEKLY" => {
                    let weeks = (*day - monday).num_days() / 7;
                    weeks % parts["INTERVAL"].parse::<i64>().expect("a number") == 0
                        && parts["BYDAY"].split(',').any(|listed| listed == name)
                }
                _ => parts["BYDAY"].split(',').any(|listed| {
                    let number: i64 = listed[..listed.len() - 2].parse().expect("a number");
                    let from_the_end = *day + Days::new(7);
                    let is_there = match number {
                        -1 => from_the_end.month() != day.month(),
                        _ => (i64::from(day.day()) + 6) / 7 == number,
                    };
                    listed.ends_with(name) && is_there
                }),
            }
        };
        let count = parts["COUNT"].parse().expect("a number");
        let given = first.iter_days().filter(is_given).take(count);
        let exceptions: Vec<NaiveDate> =
            series.exceptions.iter().map(|moment| moment.date()).collect();
        given.filter(|day| !exceptions.contains(day)).collect()
    }

    #[test]
    fn what_comes_every_so_many_weeks_is_one_rule() {
        let tuesday = day("2026-09-01");
        let every = |days: usize| tuesday.iter_days().step_by(days).take(26);
        let rule = |interval| format!("FREQ=WEEKLY;INTERVAL={interval};BYDAY=TU;COUNT=26");
        assert_eq!(rules(every(7)), [(Some(rule(1)), 0)]);
        assert_eq!(rules(every(14)), [(Some(rule(2)), 0)]);
        assert_eq!(rules(every(7).take(1)), [(None, 0)]);
        assert_eq!(rules(every(7).filter(|day| day.month() != 12)).len(), 1);
    }

    #[test]
    fn a_series_has_the_same_name_in_every_period() {
        let tuesdays = |first: &str| at_nine(day(first).iter_weeks().take(9));
        let names = ["2026-09-01", "2026-10-06"].map(|first| tuesdays(first)[0].name());
        assert_eq!(names, ["TU-0900-180", "TU-0900-180"]);
        let days = day("2026-09-01").iter_days().take(28);
        let served = days.filter(|day| day.weekday().num_days_from_monday() % 2 == 1);
        let names: Vec<String> = at_nine(served).iter().map(Series::name).collect();
        assert_eq!(names, ["TU-0900-180", "TH-0900-180", "SA-0900-180"]);
    }

    #[test]
    fn days_of_the_month_are_a_monthly_rule() {
        let of_year = |is_served: fn(&NaiveDate) -> bool| {
            rules(day("2026-01-01").iter_days().take(365).filter(is_served))
        };
        let second = |day: &NaiveDate| day.weekday() == Weekday::Tue && ordinal(*day) == 2;
        let rule = "FREQ=MONTHLY;BYDAY=2TU;COUNT=12";
        assert_eq!(of_year(second), [(Some(rule.to_owned()), 0)]);
        let last = |day: &NaiveDate| day.weekday() == Weekday::Fri && is_last(*day);
        let rule = "FREQ=MONTHLY;BYDAY=-1FR;COUNT=12";
        assert_eq!(of_year(last), [(Some(rule.to_owned()), 0)]);
    }

    proptest! {
        #[test]
        fn series_hold_exactly_the_days_they_are_made_of(
            days in prop::collection::btree_set(0_u64..500, 1..60),
            every in 1_u64..15,
        ) {
            let first = day("2026-01-01");
            let days: BTreeSet<NaiveDate> =
                days.into_iter().map(|day| first + Days::new(day * every)).collect();
            let series = at_nine(days.iter().copied());
            let mut given: Vec<NaiveDate> = series.iter().flat_map(expanded).collect();
            given.sort_unstable();
            prop_assert_eq!(given, days.into_iter().collect::<Vec<_>>());
        }
    }
}
