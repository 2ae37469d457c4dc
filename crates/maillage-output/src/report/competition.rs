//! What people get of the places that they share, as facts.

use super::{Fact, Shared};
use crate::{
    Coverage,
    competition::{PEOPLE, left_out},
    rows,
};
use maillage_core::{
    competition::Method,
    measure::{Competition, Given, NoCompetition},
    model::{PlaceId, StudyRow},
    travel::{CostUnit, Limit},
};

/// People of whom the report gives minutes.
const THOUSAND: f64 = 1_000.0;
/// Communes that are named, and places.
const NAMED: usize = 5;
/// Share of the mean access below which a covered commune is hardly served.
const HARDLY: f64 = 1.0 / 3.0;

/// Nothing when no competition was computed.
pub(super) fn facts(run: &Coverage) -> Vec<Fact> {
    let competition = match &run.results.competition {
        Ok(competition) => competition,
        Err(NoCompetition::NotWanted) => return Vec::new(),
        Err(reason) => return vec![Fact::NotShared(*reason)],
    };
    let given = competition.main();
    let is_in_minutes = competition.minutes.is_some();
    let factor = match (competition.method.competes(), is_in_minutes) {
        (false, _) => 1.0,
        (true, true) => THOUSAND,
        (true, false) => PEOPLE,
    };
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
        unknown_hours: competition.unknown_hours,
        left_out: left_out(run, competition),
        is_conserved: competition.method.conserves(),
        is_weighted: !competition.catchment.decay.is_binary(),
        missing_beyond: beyond_buffer(run, competition),
        alone: names.collect(),
        hardly_served: hardly.len(),
        hardly_for_sure: hardly
            .iter()
            .filter(|row| !competition.may_be_more(StudyRow::new(**row)))
            .count(),
        main: run.results.main_threshold(),
    };
    let inequality = Fact::Inequality {
        of_residents: shared.of_residents,
        equity: Box::new(competition.equity.clone()),
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
            residents: rows::commune(run, row).population,
            access: factor * given.communes[row]?,
            mean: Limit { shown: mean.in_column(unit), unit },
            places: competition.places_around(StudyRow::new(row)),
            minutes,
            sharing,
        })
    });
    std::iter::once(Fact::Shared(Box::new(shared))).chain(named).chain([inequality]).collect()
}

/// How far places and people are missing that share the places of the territory, in kilometres, if the
/// buffer does not hold them: those who use a place on the border of the catchment live a catchment
/// further, and the places that divide them, by 3SFCA and BFCA, another.
fn beyond_buffer(run: &Coverage, competition: &Competition) -> Option<f64> {
    let catchments = match competition.method {
        Method::Cumulative | Method::Gravity => 1.0,
        Method::ThreeStep | Method::Balanced => 3.0,
        _ => 2.0,
    };
    let end = competition.catchment.end()?;
    let is_in_km = competition.unit == CostUnit::Length;
    let needed = catchments * end / run.results.options.detour;
    (is_in_km && !run.within.is_empty() && needed > run.load.buffer_km).then_some(needed)
}

/// The covered communes whose people get less than a third of the mean, those with most people
/// first. Near an open border, lists may lack the places that they have.
fn hardly_served(run: &Coverage, competition: &Competition, mean: Option<f64>) -> Vec<usize> {
    let Some(mean) = mean.filter(|_| competition.method.competes()) else { return Vec::new() };
    let given = competition.main();
    let is_covered =
        |row: &usize| rows::access(run, *row).covered_main.is_some_and(|share| share >= 0.5);
    let is_hardly = |row: &usize| given.communes[*row].is_some_and(|one| one < HARDLY * mean);
    let mut hardly: Vec<usize> =
        (0..rows::count(run)).filter(is_covered).filter(is_hardly).collect();
    hardly.retain(|row| !rows::is_border_uncertain(run, *row));
    let people = |row: usize| competition.demand.of(StudyRow::new(row));
    hardly.sort_by(|one, other| people(*other).total_cmp(&people(*one)).then(one.cmp(other)));
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
