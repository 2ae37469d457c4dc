//! How unequally the people of a union are served.
//!
//! Two variables over its homes, weighted by people: the cost of the way to the nearest place, and
//! what each person gets of the places that are shared. Groups of the Theil index are EPCI; a
//! commune that is in none is a group of its own. The concentration index ranks people by the level
//! of need of their commune.

use std::collections::BTreeMap;

use crate::{
    access::Pool,
    equity::{Equity, Observation, PovertyLine, equity},
    measure::{Competition, Measured},
    model::{CommuneId, StudyRow},
    territory::Territory,
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
pub(crate) struct Ranked {
    /// By study row.
    communes: Vec<(u32, Option<f64>)>,
}

impl Ranked {
    pub(crate) fn of(territory: &Territory) -> Self {
        let commune = |id: &CommuneId| territory.commune(*id);
        let mut groups: BTreeMap<&str, u32> = BTreeMap::new();
        for id in territory.study() {
            let next = u32::try_from(groups.len()).unwrap_or(u32::MAX);
            groups.entry(group(commune(id))).or_insert(next);
        }
        let ranked = territory.study().iter().map(|id| {
            let commune = commune(id);
            (groups[group(commune)], commune.need.and_then(|need| need.level))
        });
        Self { communes: ranked.collect() }
    }

    /// The equity of what people get of the places that they share, over these communes.
    pub(crate) fn shared(&self, competition: &Competition, rows: &[StudyRow]) -> Equity {
        let given = competition.minutes.as_ref().unwrap_or(&competition.places);
        let observations = rows.iter().flat_map(|row| {
            let (group, rank_by) = self.communes[row.index()];
            let homes = competition.homes(given, *row);
            homes.map(move |(access, people)| Observation {
                rank_by,
                group: Some(group),
                ..Observation::new(people, access)
            })
        });
        equity(&observations.collect::<Vec<_>>(), None)
    }
}

fn group(commune: &crate::model::Commune) -> &str {
    commune.epci.as_deref().unwrap_or(commune.code.as_str())
}

/// The inequality of a union of these communes, whose homes are `pool`.
pub(super) fn inequality(
    measured: &Measured,
    ranked: &Ranked,
    rows: &[StudyRow],
    pool: &Pool,
) -> Inequality {
    let unit = measured.results.unit;
    let observations = pool.costs().map(|(people, cost)| Observation {
        people: people.weight,
        value: cost.map(|cost| cost.shown(unit)),
        rank_by: (people.residents > 0.0).then(|| people.need / people.residents),
        group: None,
    });
    let line = PovertyLine::Maximum(measured.results.main_threshold().shown);
    let competition = measured.results.competition.as_ref().filter(|_| !rows.is_empty());
    Inequality {
        cost: equity(&observations.collect::<Vec<_>>(), Some(line)),
        shared: competition.map(|competition| ranked.shared(competition, rows)),
    }
}

impl Competition {
    /// How unequally people get of the places that they share, over the whole study area: minutes
    /// or, without hours, places. Groups are EPCI.
    pub fn inequality(&self, territory: &Territory) -> Equity {
        let all: Vec<StudyRow> = (0..territory.study().len()).map(StudyRow::new).collect();
        Ranked::of(territory).shared(self, &all)
    }
}
