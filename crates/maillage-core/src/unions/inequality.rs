//! How unequally the people of a union are served.
//!
//! Two variables over its homes, weighted by people: the cost of the way to the nearest place, and
//! what each person gets of the places that are shared. Groups of the Theil index are EPCI; a
//! commune that is in none is a group of its own, unless no commune is in one. The concentration
//! index ranks people by the level of need of their commune.

use std::collections::BTreeMap;

use crate::{
    access::{People, Pool},
    equity::{Equity, Observation, PovertyLine, equity},
    measure::{Competition, Measured},
    model::{CommuneId, StudyRow},
    territory::Territory,
    travel::Cost,
};

/// Inequality within a union.
#[derive(Debug, Clone, PartialEq)]
pub struct Inequality {
    /// Of the cost of the way to the nearest place, with poverty beyond the main threshold.
    pub cost: Equity,
    /// Of minutes of help a week for each person or, without hours, of places; `None` where people
    /// do not share places: see [`Competition`].
    pub shared: Option<Equity>,
}

/// Group and level of need of each commune of the study area.
pub(super) struct Ranked {
    /// By study row.
    communes: Vec<(Option<u32>, Option<f64>)>,
}

impl Ranked {
    pub(super) fn of(territory: &Territory) -> Self {
        let commune = |id: &CommuneId| territory.commune(*id);
        let mut groups: BTreeMap<&str, u32> = BTreeMap::new();
        for id in territory.study() {
            let next = u32::try_from(groups.len()).unwrap_or(u32::MAX);
            groups.entry(group(commune(id))).or_insert(next);
        }
        let has_epci = territory.studied().any(|commune| commune.epci.is_some());
        let ranked = territory.study().iter().map(|id| {
            let commune = commune(id);
            let group = has_epci.then(|| groups[group(commune)]);
            (group, commune.need.and_then(|need| need.level))
        });
        Self { communes: ranked.collect() }
    }

    /// The equity of what people get of the places that they share, over these communes.
    pub(super) fn shared(&self, competition: &Competition, rows: &[StudyRow]) -> Equity {
        let given = competition.minutes.as_ref().unwrap_or(&competition.places);
        let observations = rows.iter().flat_map(|row| {
            let (group, rank_by) = self.communes[row.index()];
            let homes = competition.homes(given, *row);
            homes.map(move |(access, people)| Observation {
                rank_by,
                group,
                ..Observation::new(people, access)
            })
        });
        equity(&observations.collect::<Vec<_>>(), None)
    }
}

fn group(commune: &crate::model::Commune) -> &str {
    commune.epci.as_deref().unwrap_or(commune.code.as_str())
}

/// The inequality of a union of these communes.
pub(super) fn inequality(
    territory: &Territory,
    measured: &Measured,
    ranked: &Ranked,
    rows: &[StudyRow],
) -> Inequality {
    let is_inhabited =
        |row: &&StudyRow| !territory.commune(territory.study()[row.index()]).is_empty();
    let observations = rows.iter().filter(is_inhabited).flat_map(|row| {
        let pool = measured.deciding().pool(territory, std::slice::from_ref(row));
        observed(measured, &pool, ranked.communes[row.index()].1)
    });
    let competition = measured.results.competition.as_ref().ok();
    Inequality {
        cost: of_costs(measured, &observations.collect::<Vec<_>>()),
        shared: competition.map(|competition| ranked.shared(competition, rows)),
    }
}

/// The inequality of a zone with a contour of its own, whose homes are `pool`. What is shared is
/// known of whole communes.
pub(super) fn inequality_of_zone(measured: &Measured, pool: &Pool) -> Inequality {
    Inequality { cost: of_costs(measured, &observed(measured, pool, None)), shared: None }
}

/// The cost from each home, with its people.
fn observed(measured: &Measured, pool: &Pool, rank_by: Option<f64>) -> Vec<Observation> {
    let unit = measured.results.unit;
    let observation = |(people, cost): (People, Option<Cost>)| Observation {
        people: people.weight,
        value: cost.map(|cost| cost.shown(unit)),
        rank_by,
        group: None,
    };
    pool.costs().map(observation).collect()
}

fn of_costs(measured: &Measured, observations: &[Observation]) -> Equity {
    let line = PovertyLine::Maximum(measured.results.main_threshold().shown);
    equity(observations, Some(line))
}

impl Competition {
    /// How unequally people get of the places that they share, over the whole study area: minutes
    /// or, without hours, places. Groups are EPCI.
    pub fn inequality(&self, territory: &Territory) -> Equity {
        let all: Vec<StudyRow> = (0..territory.study().len()).map(StudyRow::new).collect();
        Ranked::of(territory).shared(self, &all)
    }
}
