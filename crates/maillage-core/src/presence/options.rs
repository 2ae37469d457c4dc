//! Options about time: the period of the count, and the opening hours that a map asks for.

use std::{collections::BTreeMap, sync::Arc};

use chrono::{Datelike, NaiveDate, TimeDelta};
use maillage_hours::{HolidaysOff, Moment, Period, Rule, Window};

use super::{PlausibleDays, Presence, Timetable};
use crate::{
    BadOption, Result,
    model::{FileId, Place, Schedule},
    sentences,
};

/// Length of the default period: whole weeks that make a year, so that each weekday and each public
/// holiday has its yearly weight.
const WEEKS: i64 = 52;
/// A schedule with at most this many dates is a handful of visits. With more it is a timetable, and
/// its first and last dates are its validity.
const MAX_VISITS: usize = 12;
/// Minimum common validity that is used as the period.
const SHORTEST_COMMON_VALIDITY: TimeDelta = TimeDelta::weeks(4);
/// First day of the default period when the lists state no date.
pub const DEFAULT_FIRST_DAY: NaiveDate =
    NaiveDate::from_ymd_opt(2026, 1, 5).expect("a day of the calendar");

/// The period over which supply is counted.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PeriodOptions {
    /// The days over which supply is counted, such as 2026-09-01..2026-12-31. `None` for the
    /// time when all tours are valid together, or else 52 weeks from the latest date that
    /// the lists state.
    pub period: Option<Period>,
    /// On which public holidays a place is closed whose hours say nothing of them.
    pub public_holidays: HolidaysOff,
}

/// The opening hours that a map asks for. By default every place serves unless it is known never to
/// open.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HoursOptions {
    /// The minutes a week, averaged over the period, that a place must be open to serve; 0
    /// asks for none.
    pub min_minutes_per_week: f64,
    /// The moment at which a place must be open to serve, such as 2026-10-06T10:00.
    pub at: Option<Moment>,
    /// The part of the week in which a place must be open to serve, such as `Sa` or
    /// `Mo-Fr 18:00-20:00`: only its minutes in that part count.
    pub window: Option<Window>,
    /// What a place whose hours are unknown is taken for, when one of these three is asked for.
    pub unknown_hours: UnknownHours,
}

/// How a place of unknown hours is treated when the options ask for hours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum UnknownHours {
    /// It does not serve: nobody can be told that it is open.
    #[default]
    Closed,
    /// It serves, as if it were always open; its minutes stay unknown.
    Open,
}

impl PeriodOptions {
    /// The period over which supply is counted.
    ///
    /// The first of these rules that applies gives the period:
    ///
    /// 1. The period of the options.
    /// 2. The common validity of all stops that state one, cut to 52 weeks. When that is under four
    ///    weeks, the time from the first day of any stop's validity to the last.
    /// 3. 52 weeks from the first Monday that is not before `latest`, the latest date in the lists.
    ///    Without any date, from 5 January 2026.
    ///
    /// When rule 2 or 3 gives a period that does not contain the day of `at`, the period is 52
    /// weeks from the Monday of that day instead.
    ///
    /// Days of rule 2 count if they are plausible among the others ([`PlausibleDays`]), and `latest`
    /// is to be such a day. A period ends with [`Period::YEARS`] at the latest.
    ///
    /// The result depends on the arguments alone: no clock is read.
    pub fn period(
        &self,
        places: &[Place],
        at: Option<Moment>,
        latest: Option<NaiveDate>,
    ) -> Period {
        let monday =
            |day: NaiveDate| day - TimeDelta::days(day.weekday().num_days_from_monday().into());
        if let Some(period) = self.period {
            return period;
        }
        let next = |day: NaiveDate| monday(day + TimeDelta::days(6));
        let period = match validity(places) {
            Some((first, last)) => at_most_a_year(first, last),
            None => {
                let latest = latest.filter(|day| Period::YEARS.contains(&day.year()));
                at_most_a_year(latest.map_or(DEFAULT_FIRST_DAY, next), None)
            }
        };
        match at.map(|at| at.day()).filter(|day| !period.contains(*day)) {
            Some(day) => at_most_a_year(monday(day), None),
            None => period,
        }
    }
}

/// The days from `first` to `last`, 52 weeks at most, cut to the years that a period may contain.
fn at_most_a_year(first: NaiveDate, last: Option<NaiveDate>) -> Period {
    let first = first.clamp(Period::FIRST_DAY, Period::LAST_DAY);
    let year = first + TimeDelta::weeks(WEEKS) - TimeDelta::days(1);
    let last = last.map_or(year, |last| last.min(year)).clamp(first, Period::LAST_DAY);
    Period::new(first, last).expect("within the years of periods, in order and a year at most")
}

/// The common validity of all stops that state one, if it is at least [`SHORTEST_COMMON_VALIDITY`]. Otherwise, from
/// the first day of any validity to the last. `None` when no stop states a validity.
///
/// Days that are not plausible among the others count as not stated.
fn validity(places: &[Place]) -> Option<(NaiveDate, Option<NaiveDate>)> {
    let plausible = plausible(places);
    let mut feeds: BTreeMap<FileId, Bounds> = BTreeMap::new();
    let mut bounds: Vec<Bounds> = Vec::new();
    for (file, schedule) in scheduled(places) {
        bounds.push(stated(schedule));
        if let Some([first, last]) = dated(schedule).filter(|days| is_any(*days, plausible)) {
            let feed = feeds.entry(file).or_default();
            feed.0 = Some(feed.0.map_or(first, |known| known.min(first)));
            feed.1 = feed.1.max(Some(last));
        }
    }
    bounds.extend(feeds.into_values());
    for (from, to) in &mut bounds {
        *from = from.filter(|day| plausible.contains(*day));
        *to = to.filter(|day| plausible.contains(*day));
    }
    bounds.retain(|(from, to)| from.is_some() || to.is_some());
    let firsts = bounds.iter().filter_map(|(from, _)| *from);
    let lasts = bounds.iter().filter_map(|(_, to)| *to);
    // A validity that only states its end is taken to begin a year before.
    let year_to = |last: NaiveDate| last - TimeDelta::weeks(WEEKS) + TimeDelta::days(1);
    let latest = firsts.clone().max().or(lasts.clone().min().map(year_to))?;
    match lasts.clone().min() {
        Some(last) if last - latest < SHORTEST_COMMON_VALIDITY => {
            let first = firsts.min().unwrap_or(latest);
            let last = lasts.max().filter(|last| *last - first >= SHORTEST_COMMON_VALIDITY);
            Some((first, last))
        }
        last => Some((latest, last)),
    }
}

/// The stops whose validity states a day that cannot be believed, with that day: what an empty
/// cell becomes, or a beginning later than the others by more than two years. A late
/// end, such as 2099-12-31, says that the stop goes on.
pub fn unlikely_validities(places: &[Place]) -> Vec<(&Place, NaiveDate)> {
    let plausible = plausible(places);
    let stops = places.iter().filter(|place| place.stop.is_some());
    let unlikely = stops.filter_map(|place| {
        let (from, to) = stated(place.schedule.as_ref()?);
        let is_unlikely = |day: &NaiveDate| PlausibleDays::is_before_any(*day);
        let late = from.filter(|day| plausible.end_before(*day));
        Some((place, late.or(from.into_iter().chain(to).find(is_unlikely))?))
    });
    unlikely.collect()
}

/// The days that are plausible among those that the stops state.
fn plausible(places: &[Place]) -> PlausibleDays {
    let days = scheduled(places).flat_map(|(_, schedule)| {
        let (from, to) = stated(schedule);
        from.into_iter().chain(to).chain(dated(schedule).into_iter().flatten())
    });
    PlausibleDays::of_validities(days)
}

fn is_any(days: [NaiveDate; 2], plausible: PlausibleDays) -> bool {
    days.iter().any(|day| plausible.contains(*day))
}

/// The stops with known hours, by file.
fn scheduled(places: &[Place]) -> impl Iterator<Item = (FileId, &Schedule)> {
    let stops = places.iter().filter(|place| place.stop.is_some());
    stops.filter_map(|place| Some((place.source.file, place.schedule.as_ref()?)))
}

/// First and last day of a validity, each `None` where it is not stated.
type Bounds = (Option<NaiveDate>, Option<NaiveDate>);

/// The validity that the recurrences of a schedule state.
fn stated(schedule: &Schedule) -> Bounds {
    let recurrences = || schedule.recurrences.iter();
    let from = recurrences().filter_map(|recurrence| recurrence.from).min();
    (from, recurrences().filter_map(|recurrence| recurrence.to).max())
}

/// First and last date of a schedule made of dates. `None` for at most [`MAX_VISITS`] dates: those are no
/// timetable.
fn dated(schedule: &Schedule) -> Option<[NaiveDate; 2]> {
    let dates = |rule: &Rule| match rule {
        Rule::Dates { dates, .. } => dates.clone(),
        Rule::Hours { .. } => Vec::new(),
    };
    let rules = schedule.recurrences.iter().flat_map(|recurrence| &recurrence.rules);
    let dates: Vec<NaiveDate> = rules.flat_map(dates).collect();
    if dates.len() <= MAX_VISITS {
        return None;
    }
    Some([*dates.iter().min()?, *dates.iter().max()?])
}

impl HoursOptions {
    /// Whether any of the options asks for hours.
    pub fn is_asked(&self) -> bool {
        self.min_minutes_per_week > 0.0 || self.at.is_some() || self.window.is_some()
    }

    /// Checks that the options are in range and that the moment or window falls within `period`.
    ///
    /// # Errors
    ///
    /// [`BadOption`] for the first option that is not.
    pub fn check(&self, period: Period) -> Result<()> {
        let minutes = self.min_minutes_per_week;
        let refused = |field, value, expected| Err(BadOption { field, value, expected }.into());
        if !(0.0..=10_080.0).contains(&minutes) {
            let expected = sentences::no_time_a_week();
            return refused("options.min_minutes_per_week", minutes.to_string(), expected);
        }
        if let Some(at) = self.at.filter(|at| period.minute_of(at.moment()).is_none()) {
            let expected = sentences::moment_outside_period();
            return refused("options.at", at.to_string(), expected);
        }
        if let Some(window) = self.window.as_ref().filter(|window| window.slots(period).is_empty())
        {
            let expected = sentences::window_never_comes();
            return refused("options.window", window.to_string(), expected);
        }
        Ok(())
    }

    /// Clips `timetable` to the window of the options. Without a window, the same timetable,
    /// shared.
    pub fn cut(&self, timetable: &Arc<Timetable>) -> Arc<Timetable> {
        match &self.window {
            Some(window) => Arc::new(timetable.within(&window.slots(timetable.period))),
            None => Arc::clone(timetable),
        }
    }

    /// Whether a place with this presence serves over `period`. `None` stands for unknown hours.
    pub fn serves(&self, presence: Option<&Presence>, period: Period) -> bool {
        match self.is_open(presence, period) {
            Some(is_open) => is_open,
            None => !self.is_asked() || self.unknown_hours == UnknownHours::Open,
        }
    }

    /// Whether a place with this presence is open as these options ask; `None` where that is not
    /// known: its hours are not told, or those of the days that decide.
    pub fn is_open(&self, presence: Option<&Presence>, period: Period) -> Option<bool> {
        let presence = presence?;
        let at = self.at.and_then(|at| period.minute_of(at.moment()));
        let open_then = self.at.is_none() || at.is_some_and(|at| presence.is_open_at(at));
        let minutes = presence.minutes_per_week;
        if open_then && minutes > 0.0 && minutes >= self.min_minutes_per_week {
            return Some(true);
        }
        let could_be_then =
            self.at.is_none() || at.is_some_and(|at| open_then || presence.is_unknown_at(at));
        let could_open = self.is_asked() && could_be_then && !presence.unknown.is_empty();
        (!could_open).then_some(false)
    }
}
