//! Contradictions in the schedules of tours: one vehicle in two places, or a trip too long for its
//! time.
//!
//! Contradictions are reported and nothing is set aside: the stops count as their list states them.
//! Unknown hours contradict nothing. O(slots log slots + contradictory pairs).

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, NaiveDateTime, Weekday};

use crate::{
    geodesy::Length,
    model::{FileId, Line, Place, PlaceId, Tour},
    presence::Timetable,
    tours::Vehicles,
};
use maillage_hours::{Period, Recurrence, Rule, Slot, Weeks};

/// Maximum speed of a vehicle between two stops, in kilometres per hour in a straight line. A
/// vehicle that drives at 90 km/h on roads covers 60 to 70 km in a straight line.
const FASTEST_KMH: f64 = 90.0;

/// Maximum number of pairs reported for one vehicle. It bounds the work on a list that is wrong
/// throughout.
const MOST_PAIRS: usize = 100;

/// A contradiction among the stops of tours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The file that contains the contradiction.
    pub file: FileId,
    /// The row, or `None` when the contradiction concerns the whole file.
    pub line: Option<Line>,
    /// Kind of contradiction.
    pub kind: ConflictKind,
    /// The stops and moments concerned, in the form that the ledger prints.
    pub value: String,
}

/// Kinds of contradictions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConflictKind {
    /// One vehicle serves two stops at the same time.
    InTwoPlaces,
    /// The known hours never fall within the period.
    NeverServed,
    /// A trip between two consecutive stops is faster than 90 km/h in a straight line.
    ImpossibleWay,
    /// A fortnightly schedule continues across a year of 53 weeks.
    FortnightAcrossWeek53,
}

/// Contradictory pairs of stops, the lower id first, with details.
type Pairs<Detail> = BTreeMap<(PlaceId, PlaceId), Detail>;

/// Contradictions in the tours and hours, sorted by file and row.
///
/// Each pair of stops is reported once, with the first moment and the number of times. Distances
/// are reduced by the position uncertainty of both stops.
pub fn validate(tours: &[Tour], places: &[Place], timetable: &Timetable) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    for slots in Vehicles::new(tours, places).slots(timetable) {
        conflicts.extend(in_two_places(&slots, places, timetable.period));
        conflicts.extend(impossible_trips(&slots, places, timetable.period));
    }
    conflicts.extend(never_open(places, timetable));
    conflicts.extend(fortnights_across_week_53(places, timetable.period));
    conflicts.sort_by_key(|of| (of.file, of.line.map(|line| line.rank), of.kind));
    conflicts
}

/// Pairs of stops that one vehicle serves at the same time.
fn in_two_places(
    slots: &[(Slot, PlaceId)],
    places: &[Place],
    period: Period,
) -> impl Iterator<Item = Conflict> {
    let mut pairs: Pairs<(NaiveDateTime, u32)> = BTreeMap::new();
    let mut still_open: Vec<(Slot, PlaceId)> = Vec::new();
    for (slot, place) in slots {
        if pairs.len() >= MOST_PAIRS {
            break;
        }
        still_open.retain(|(other, _)| other.end > slot.start);
        for (_, other) in &still_open {
            // Two rows at the same position are one place to the vehicle.
            if places[other.index()].position != places[place.index()].position {
                let pair = ((*place).min(*other), (*place).max(*other));
                pairs.entry(pair).or_insert((period.moment(slot.start), 0)).1 += 1;
            }
        }
        still_open.push((*slot, *place));
    }
    pairs.into_iter().map(|((one, other), (first, times))| {
        let (one, other) = (&places[one.index()], &places[other.index()]);
        let at = first.format("%Y-%m-%d %H:%M");
        let value = format!("{} / {}, {at}, {times} ×", named(one), named(other));
        conflict_at(other, ConflictKind::InTwoPlaces, value)
    })
}

/// Trips between consecutive stops of one day that are too fast for any vehicle.
fn impossible_trips(
    slots: &[(Slot, PlaceId)],
    places: &[Place],
    period: Period,
) -> impl Iterator<Item = Conflict> {
    let mut pairs: Pairs<(String, PlaceId, u32)> = BTreeMap::new();
    for trip in slots.windows(2) {
        if pairs.len() >= MOST_PAIRS {
            break;
        }
        let [(before, from), (after, to)] = [trip[0], trip[1]];
        let (left, arrived) = (period.moment(before.end), period.moment(after.start));
        if from == to || left > arrived || left.date() != arrived.date() {
            continue;
        }
        let minutes = after.start - before.end;
        let metres = metres_at_least(&places[from.index()], &places[to.index()]);
        if metres <= FASTEST_KMH * 1_000.0 / 60.0 * f64::from(minutes) {
            continue;
        }
        let value = || {
            let (km, at) = (metres / 1_000.0, left.format("%Y-%m-%d %H:%M"));
            let (from, to) = (named(&places[from.index()]), named(&places[to.index()]));
            format!("{from} → {to}, {km:.1} km, {minutes} min, {at}")
        };
        pairs.entry((from.min(to), from.max(to))).or_insert_with(|| (value(), to, 0)).2 += 1;
    }
    pairs.into_values().map(|(value, to, times)| {
        conflict_at(&places[to.index()], ConflictKind::ImpossibleWay, format!("{value}, {times} ×"))
    })
}

/// Places whose hours are known and never fall within the period. They do not serve.
fn never_open(places: &[Place], timetable: &Timetable) -> impl Iterator<Item = Conflict> {
    let never = places.iter().zip(&timetable.places).filter(|(_, presence)| {
        presence.as_ref().is_some_and(|presence| presence.slots.is_empty())
    });
    never.map(|(place, _)| {
        conflict_at(place, ConflictKind::NeverServed, timetable.period.to_string())
    })
}

/// One conflict for each file with a fortnightly schedule that continues across a year of 53 weeks.
fn fortnights_across_week_53(places: &[Place], period: Period) -> impl Iterator<Item = Conflict> {
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

/// The first ISO year of 53 weeks that ends after the first week of a fortnightly schedule and
/// before its last day in the period. `None` without such a year.
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

/// Lower bound on the distance between two places, in metres: their distance less both position
/// uncertainties.
fn metres_at_least(one: &Place, other: &Place) -> f64 {
    let apart = Length::between(one.position, other.position).metres();
    (apart - one.position_uncertainty.metres() - other.position_uncertainty.metres()).max(0.0)
}

fn named(place: &Place) -> String {
    let Place { name, id, .. } = place;
    if name.is_empty() { id.clone() } else { format!("{name} ({id})") }
}

fn conflict_at(place: &Place, kind: ConflictKind, value: String) -> Conflict {
    Conflict { file: place.source.file, line: Some(place.source.line), kind, value }
}
