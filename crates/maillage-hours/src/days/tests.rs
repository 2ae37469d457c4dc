use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::{Holidays, HolidaysOff, SchoolHoliday, SlotSeries, Whose};

/// A recurrence, with the hours of its rules as the crate reads them; `None` for dates.
type Told = (Recurrence, Vec<Option<OpeningHours>>);

/// Oracle: the crate evaluates each day by itself.
fn day_by_day(
    wanted: RuleKind,
    (recurrence, by_crate): &Told,
    period: Period,
    off: &DaysOff,
) -> Vec<Slot> {
    let context = Context::default().with_holidays(off.calendars().clone());
    let is_valid = |day: &NaiveDate| {
        recurrence.from.is_none_or(|from| *day >= from) && recurrence.to.is_none_or(|to| *day <= to)
    };
    let mut slots = Vec::new();
    for (rule, hours) in recurrence.rules.iter().zip(by_crate) {
        let hours = hours.as_ref().map(|hours| hours.clone().with_context(context.clone()));
        for (rank, day) in period.dates().enumerate().filter(|(_, day)| is_valid(day)) {
            let minute = |minute: u32| (rank as u32 * DAY + minute).min(period.minutes());
            let mut add = |start, end| slots.push(Slot { start: minute(start), end: minute(end) });
            match (rule, &hours) {
                (Rule::Hours { weeks, .. }, Some(hours)) => {
                    let is_closed = off.is_off(day) && !rule.mentions(HolidayKind::Public);
                    let anchor = recurrence.from.unwrap_or(period.first());
                    if !weeks.hold(day, anchor) || is_closed {
                        continue;
                    }
                    let schedule = hours.schedule_at(day).into_iter();
                    for found in schedule.filter(|found| found.kind == wanted) {
                        let minute = |time: ExtendedTime| u32::from(time.mins_from_midnight());
                        add(minute(found.range.start), minute(found.range.end));
                    }
                }
                (Rule::Dates { dates, spans }, _)
                    if wanted == RuleKind::Open && dates.contains(&day) =>
                {
                    spans.iter().for_each(|(start, end)| add(*start, *end));
                }
                _ => {}
            }
        }
    }
    union(slots)
}

/// Texts of selectors of days: mostly weekdays, some holidays, ranks, offsets, months and weeks.
fn days() -> impl Strategy<Value = String> {
    let one = || prop::sample::select(vec!["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]);
    let range = prop_oneof![
        one().prop_map(str::to_owned),
        (one(), one()).prop_map(|(a, b)| format!("{a}-{b}"))
    ];
    let weekdays = prop::collection::vec(range, 1..4).prop_map(|ranges| ranges.join(","));
    let holidays = prop::sample::select(vec!["PH", "SH", "PH,SH", "SH,PH"]);
    prop_oneof![
        8 => weekdays.clone(),
        1 => Just(String::new()),
        1 => holidays.clone().prop_map(str::to_owned),
        1 => (weekdays.clone(), holidays.clone()).prop_map(|(days, off)| format!("{days},{off}")),
        1 => (holidays, weekdays).prop_map(|(off, days)| format!("{off},{days}")),
        1 => prop::sample::select(vec![
            "Tu[1,3]", "Fr[-1]", "Mo[2] +1 day", "PH +1 day", "PH -2 days", "Jul-Aug", "Jan 05-Feb 10",
            "Dec 20-Jan 04 Mo-Fr", "2026 Oct 6", "week 02-53/2 Th", "easter", "2026", "Feb Mo",
        ]).prop_map(str::to_owned),
    ]
}

/// Texts of times: none for the whole day, else one span or several, some of them past midnight.
fn times() -> impl Strategy<Value = String> {
    let clock = |minutes: u32| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    let quarter = |quarters: std::ops::Range<u32>| quarters.prop_map(|quarters| 15 * quarters);
    let within = (quarter(0..95), quarter(1..40)).prop_map(move |(start, long)| {
        format!("{}-{}", clock(start), clock((start + long).min(DAY)))
    });
    let past = (quarter(0..96), quarter(0..161))
        .prop_map(move |(start, end)| format!("{}-{}", clock(start), clock(end)));
    let span = prop_oneof![12 => within, 1 => past];
    prop_oneof![
        8 => prop::collection::vec(span, 1..4).prop_map(|spans| spans.join(",")),
        1 => Just(String::new()),
        1 => prop::sample::select(vec!["24/7", "10:00+", "10:00-12:00/30", "sunrise-sunset"])
            .prop_map(str::to_owned),
    ]
}

/// Hours of one rule to four; texts that are no expression are left out.
fn hours() -> impl Strategy<Value = (Hours, OpeningHours)> {
    let kinds = prop_oneof![
        8 => Just(""),
        2 => prop::sample::select(vec!["off", "closed", "unknown", "open"]),
        1 => prop::sample::select(vec!["\"on call\"", "closed \"works\"", "unknown \"ask\""]),
    ];
    let rule = (days(), times(), kinds).prop_map(|(days, times, kind)| {
        let parts = [days.as_str(), times.as_str(), kind];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    });
    let joint = prop_oneof![6 => Just("; "), 3 => Just(", "), 1 => Just(" || ")];
    let rules = prop::collection::vec((joint, rule), 1..5);
    rules.prop_filter_map("no expression", |rules| {
        let text: String = rules.iter().flat_map(|(joint, rule)| [*joint, rule]).collect();
        let text = text.trim_start_matches([';', ',', '|', ' ']);
        Some((text.parse().ok()?, text.parse().ok()?))
    })
}

fn rule() -> impl Strategy<Value = (Rule, Option<OpeningHours>)> {
    let weeks = prop_oneof![
        3 => Just(Weeks::Every), 1 => Just(Weeks::Odd), 1 => Just(Weeks::Even),
        1 => Just(Weeks::Second),
    ];
    let dates = prop::collection::btree_set(-20_i64..140, 0..8).prop_map(|days| {
        days.into_iter().map(|days| first_day() + TimeDelta::days(days)).collect()
    });
    let spans = prop::collection::vec((0_u32..1_500, 0_u32..300), 1..3)
        .prop_map(|spans| spans.into_iter().map(|(start, long)| (start, start + long)).collect());
    prop_oneof![
        6 => (hours(), weeks)
            .prop_map(|((hours, by_crate), weeks)| (Rule::Hours { hours, weeks }, Some(by_crate))),
        1 => (dates, spans).prop_map(|(dates, spans)| (Rule::Dates { dates, spans }, None)),
    ]
}

fn told() -> impl Strategy<Value = Told> {
    let day = || prop::option::weighted(0.2, -30_i64..150);
    (prop::collection::vec(rule(), 1..3), day(), day()).prop_map(|(rules, from, to)| {
        let day = |days: i64| first_day() + TimeDelta::days(days);
        let (rules, by_crate) = rules.into_iter().unzip();
        (Recurrence { rules, from: from.map(day), to: to.map(day) }, by_crate)
    })
}

/// A day shortly before the holidays of winter.
fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day of the calendar")
}

proptest! {
    #[test]
    fn slots_are_those_of_each_day_evaluated_by_itself(
        told in told(),
        other in prop::option::of(told()),
        (from, long) in (0_i64..20, 0_i64..120),
        school in prop::option::of((0_i64..100, 0_i64..20)),
        off in prop::sample::select(vec![HolidaysOff::None, HolidaysOff::National, HolidaysOff::Local]),
        departement in prop::sample::select(vec![None, Some("67"), Some("974")]),
    ) {
        let period = |from: i64, long: i64| {
            let first = first_day() + TimeDelta::days(from);
            Period::new(first, first + TimeDelta::days(long)).expect("not long")
        };
        let school = school.map(|(from, long)| SchoolHoliday {
            whose: Whose::Everyone,
            days: period(from, long),
        });
        let holidays = Holidays::new(off).with_school(&Vec::from_iter(school));
        let (period, off) = (period(from, long), holidays.of(departement));
        let days = Days::new(period, off);
        let found = days.slots(&told.0);
        prop_assert_eq!(&found.open, &day_by_day(RuleKind::Open, &told, period, off));
        prop_assert_eq!(&found.unknown, &day_by_day(RuleKind::Unknown, &told, period, off));
        // The same week by week, of one recurrence and of two together.
        let mut all = found;
        let mut recurrences = vec![Arc::new(told.0)];
        for other in [None, other] {
            if let Some((other, _)) = other {
                let Slots { open, unknown } = days.slots(&other);
                all.open.extend(open);
                all.unknown.extend(unknown);
                recurrences.push(Arc::new(other));
            }
            let series = days.series(&recurrences);
            prop_assert_eq!(series.open, SlotSeries::new(all.open.clone()));
            prop_assert_eq!(series.unknown, SlotSeries::new(all.unknown.clone()));
        }
    }
}

/// The property above holds of hours that this crate evaluates by itself, not only of the others.
#[test]
fn plain_hours_are_within_days_and_the_others_are_not() {
    let is_within = |text: &str| {
        let hours: Hours = text.parse().expect("an expression");
        hours.by_crate().is_none()
    };
    for text in [
        "Mo-Fr 09:00-12:00,14:00-18:00; We 10:00-12:00; PH off",
        "Mo 09:00-12:00, Mo-Su 17:00-24:00; Su unknown; SH off",
        "24/7",
    ] {
        assert!(is_within(text), "{text}");
    }
    for text in [
        "Fr 22:00-26:00",
        "Fr 22:00-02:00",
        "Tu[1,3] 09:00-12:00",
        "PH +1 day 09:00-12:00",
        "Jul-Aug Mo 09:00-12:00",
        "week 02-52/2 Mo 09:00-12:00",
        "Mo 09:00-12:00 \"on call\"",
        "Mo 09:00-12:00 || 10:00-11:00",
        "Mo sunrise-12:00",
        "Mo 09:00+",
    ] {
        assert!(!is_within(text), "{text}");
    }
}
