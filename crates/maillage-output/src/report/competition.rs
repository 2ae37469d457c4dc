//! What people get of the places that they share, as facts.

use super::{Fact, Shared};
use crate::{
    Coverage,
    competition::{PEOPLE, main_capacity},
    rows,
};
use maillage_core::{
    measure::{Competition, Given},
    model::{PlaceId, StudyRow},
    travel::Limit,
};

/// Communes that are named, and places.
const NAMED: usize = 5;
/// Share of the mean access below which a covered commune is hardly served.
const HARDLY: f64 = 1.0 / 3.0;

/// Nothing when no competition was computed.
pub(super) fn facts(run: &Coverage) -> Vec<Fact> {
    let Some(competition) = &run.results.competition else { return Vec::new() };
    let given = main_capacity(competition);
    let is_in_minutes = competition.minutes.is_some();
    let factor = if is_in_minutes || !competition.method.competes() { 1.0 } else { PEOPLE };
    let all: Vec<StudyRow> = (0..rows::count(run)).map(StudyRow::new).collect();
    let mean = competition.mean(given, &all);
    let hardly = hardly_served(run, competition, mean);
    let names = given.unallocated().map(|(place, _)| run.territory.place(place).name.clone());
    let unit = competition.unit;
    let shared = Shared {
        method: competition.method,
        of_residents: competition.demand.of_residents,
        limit: Limit { shown: competition.catchment.end().unwrap_or(f64::INFINITY), unit },
        is_in_minutes,
        mean: mean.map(|mean| factor * mean),
        received: given.received,
        allocated: given.allocated,
        unknown_hours: competition.unknown_hours.len(),
        alone: names.collect(),
        hardly_served: hardly.len(),
        hardly_for_sure: hardly
            .iter()
            .filter(|row| !competition.may_be_more(StudyRow::new(**row)))
            .count(),
        main: run.results.main_threshold(),
        equity: competition.inequality(&run.territory),
    };
    // Where hours are unknown, the people may get more.
    let sure = hardly.into_iter().filter(|row| !competition.may_be_more(StudyRow::new(*row)));
    let named = sure.take(NAMED).filter_map(|row| {
        let nearest = rows::access(run, row).nearest?.place;
        let mean = rows::access(run, row).distances.mean?;
        let (minutes, sharing) = shared_by(competition, nearest)?;
        Some(Fact::HardlyServed {
            name: rows::commune(run, row).name.clone(),
            code: rows::commune(run, row).code.to_string(),
            access: factor * given.communes[row]?,
            mean: Limit { shown: mean.in_column(unit), unit },
            places: competition.places_around(StudyRow::new(row)),
            minutes,
            sharing,
        })
    });
    std::iter::once(Fact::Shared(Box::new(shared))).chain(named).collect()
}

/// The covered communes whose people get less than a third of the mean, those with least first;
/// of equals, those with most people.
fn hardly_served(run: &Coverage, competition: &Competition, mean: Option<f64>) -> Vec<usize> {
    let Some(mean) = mean.filter(|_| competition.method.competes()) else { return Vec::new() };
    let given = main_capacity(competition);
    let is_covered =
        |row: &usize| rows::access(run, *row).covered_main.is_some_and(|share| share >= 0.5);
    let is_hardly = |row: &usize| given.communes[*row].is_some_and(|one| one < HARDLY * mean);
    let mut hardly: Vec<usize> =
        (0..rows::count(run)).filter(is_covered).filter(is_hardly).collect();
    let people = |row: usize| competition.demand.of(StudyRow::new(row));
    hardly.sort_by(|one, other| {
        let access = |row: usize| given.communes[row].unwrap_or_default();
        let by_access = access(*one).total_cmp(&access(*other));
        by_access.then(people(*other).total_cmp(&people(*one)))
    });
    hardly
}

/// The minutes of a place, where they are known, and the people who share it.
fn shared_by(competition: &Competition, place: PlaceId) -> Option<(Option<f64>, f64)> {
    let of = |given: &Given| {
        let found = given.places.binary_search_by_key(&place, |(place, _, _)| *place).ok()?;
        let (_, capacity, share) = given.places[found];
        Some((capacity, share?.demand))
    };
    let minutes = competition.minutes.as_ref().and_then(of);
    let sharing = minutes.or_else(|| of(&competition.places))?.1;
    Some((minutes.map(|(minutes, _)| minutes), sharing))
}
