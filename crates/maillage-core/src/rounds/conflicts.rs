//! What cannot be as it is told: a vehicle in two places, a way too long for its time.
//!
//! Nothing is set aside for it: the stops count as they are told, and who keeps the list
//! reads what to mend. Hours that are unknown contradict nothing. O(slots log slots), and the
//! pairs that clash.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, NaiveDateTime, Weekday};

use crate::{
    geodesy::Length,
    model::{FileId, Line, Place, Round},
    presence::Timetable,
    rounds::Vehicles,
};
use maillage_hours::{Period, Recurrence, Rule, Slot, Weeks};

/// No vehicle is faster than this in a straight line between two stops, in kilometres an
/// hour: 90 on roads is 60 to 70 from place to place.
const FASTEST_KMH: f64 = 90.0;

/// Of one vehicle so many pairs of stops are told at most: a list that is wrong throughout is
/// wrong as a whole, and takes no longer for it.
const MOST_PAIRS: usize = 100;

/// What contradicts itself among the stops of rounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The file that it is about.
    pub file: FileId,
    /// The row; `None` for the whole file.
    pub line: Option<Line>,
    /// What it is.
    pub kind: ConflictKind,
    /// The stops and moments concerned.
    pub value: String,
}

/// The ways in which stops contradict themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConflictKind {
    /// One vehicle at two stops at the same time.
    InTwoPlaces,
    /// Hours that never fall within the period.
    NeverServed,
    /// More than 90 km/h in a straight line between two stops in a row.
    ImpossibleWay,
    /// A fortnight that continues across a year of 53 weeks.
    FortnightAcrossWeek53,
}

/// Pairs of stops, the lower rank first, with what is the matter between them.
type Pairs<Matter> = BTreeMap<(usize, usize), Matter>;

/// What is the matter with the rounds and hours, with the file that each issue is about.
///
/// A pair of stops is told once, with the first moment and how often it comes back. A place
/// that is known by its commune only may be nearer than it seems, by its leeway.
pub fn validate(rounds: &[Round], places: &[Place], timetable: &Timetable) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    for slots in Vehicles::new(rounds, places).slots(timetable) {
        conflicts.extend(in_two_places(&slots, places, timetable.period));
        conflicts.extend(impossible_ways(&slots, places, timetable.period));
    }
    conflicts.extend(never_open(places, timetable));
    conflicts.extend(odd_weeks_in_a_row(places, timetable.period));
    conflicts.sort_by_key(|of| (of.file, of.line.map(|line| line.rank), of.kind));
    conflicts
}

/// Stops of one vehicle that it serves at one time.
fn in_two_places(
    slots: &[(Slot, usize)],
    places: &[Place],
    period: Period,
) -> impl Iterator<Item = Conflict> {
    let mut pairs: Pairs<(NaiveDateTime, u32)> = BTreeMap::new();
    let mut there: Vec<(Slot, usize)> = Vec::new();
    for (slot, place) in slots {
        if pairs.len() >= MOST_PAIRS {
            break;
        }
        there.retain(|(other, _)| other.end > slot.start);
        for (_, other) in &there {
            // Two rows at one spot are one place to a vehicle.
            if places[*other].position != places[*place].position {
                let pair = (*place.min(other), *place.max(other));
                pairs.entry(pair).or_insert((period.moment(slot.start), 0)).1 += 1;
            }
        }
        there.push((*slot, *place));
    }
    pairs.into_iter().map(|((one, other), (first, times))| {
        let (one, other) = (&places[one], &places[other]);
        let at = first.format("%Y-%m-%d %H:%M");
        let value = format!("{} / {}, {at}, {times} ×", named(one), named(other));
        told(other, ConflictKind::InTwoPlaces, value)
    })
}

/// Ways from one stop to the next of a day that no vehicle can do in the time between.
fn impossible_ways(
    slots: &[(Slot, usize)],
    places: &[Place],
    period: Period,
) -> impl Iterator<Item = Conflict> {
    let mut pairs: Pairs<(String, usize, u32)> = BTreeMap::new();
    for way in slots.windows(2) {
        if pairs.len() >= MOST_PAIRS {
            break;
        }
        let [(before, from), (after, to)] = [way[0], way[1]];
        let (left, arrived) = (period.moment(before.end), period.moment(after.start));
        if from == to || left > arrived || left.date() != arrived.date() {
            continue;
        }
        let minutes = after.start - before.end;
        let metres = metres_at_least(&places[from], &places[to]);
        if metres <= FASTEST_KMH * 1_000.0 / 60.0 * f64::from(minutes) {
            continue;
        }
        let value = || {
            let (km, at) = (metres / 1_000.0, left.format("%Y-%m-%d %H:%M"));
            let (from, to) = (named(&places[from]), named(&places[to]));
            format!("{from} → {to}, {km:.1} km, {minutes} min, {at}")
        };
        pairs.entry((from.min(to), from.max(to))).or_insert_with(|| (value(), to, 0)).2 += 1;
    }
    pairs.into_values().map(|(value, to, times)| {
        told(&places[to], ConflictKind::ImpossibleWay, format!("{value}, {times} ×"))
    })
}

/// Stops whose hours are known and never come in the period.
/// Places that are never open in the period, though their hours are known: they do not serve.
fn never_open(places: &[Place], timetable: &Timetable) -> impl Iterator<Item = Conflict> {
    let never = places.iter().zip(&timetable.places).filter(|(_, presence)| {
        presence.as_ref().is_some_and(|presence| presence.slots.is_empty())
    });
    never.map(|(place, _)| told(place, ConflictKind::NeverServed, timetable.period.to_string()))
}

/// Files with fortnights that go on across a year of 53 weeks: once a file.
fn odd_weeks_in_a_row(places: &[Place], period: Period) -> impl Iterator<Item = Conflict> {
    let mut files: BTreeMap<FileId, i32> = BTreeMap::new();
    for place in places {
        let recurrences = place.schedule.iter().flat_map(|schedule| &schedule.recurrences);
        let year = recurrences.filter_map(|recurrence| long_year(recurrence, period)).min();
        if let Some(year) = year {
            let first = files.entry(place.source.file).or_insert(year);
            *first = year.min(*first);
        }
    }
    files.into_iter().map(|(file, year)| {
        let (kind, value) = (ConflictKind::FortnightAcrossWeek53, format!("{year}-W53"));
        Conflict { file, line: None, kind, value }
    })
}

/// The first ISO year of 53 weeks that ends between the week that a fortnight is counted from
/// and its last day in the period.
fn long_year(recurrence: &Recurrence, period: Period) -> Option<i32> {
    let is_fortnight =
        |rule: &Rule| matches!(rule, Rule::Hours { weeks: Weeks::Odd | Weeks::Even, .. });
    if !recurrence.rules.iter().any(is_fortnight) {
        return None;
    }
    let anchor = Weeks::anchor(recurrence.from.unwrap_or(period.first()));
    let last = recurrence.to.map_or(period.last(), |to| to.min(period.last()));
    let turns = |year: &i32| {
        let is_long = NaiveDate::from_isoywd_opt(*year, 53, Weekday::Mon).is_some();
        let after = NaiveDate::from_isoywd_opt(*year + 1, 1, Weekday::Mon);
        is_long && after.is_some_and(|after| anchor < after && after <= last)
    };
    (anchor.year() - 1..=last.year()).find(turns)
}

/// Metres between two places, less what their positions may be off.
fn metres_at_least(one: &Place, other: &Place) -> f64 {
    let apart = Length::between(one.position, other.position).metres();
    (apart - one.leeway.metres() - other.leeway.metres()).max(0.0)
}

fn named(place: &Place) -> String {
    let Place { name, id, .. } = place;
    if name.is_empty() { id.clone() } else { format!("{name} ({id})") }
}

fn told(place: &Place, kind: ConflictKind, value: String) -> Conflict {
    Conflict { file: place.source.file, line: Some(place.source.line), kind, value }
}
