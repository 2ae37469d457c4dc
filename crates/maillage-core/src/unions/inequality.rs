//! How unequally the people of a union are served.
//!
//! Two variables over its homes, weighted by people: the cost of the way to the nearest place, and
//! what each person gets of the places that are shared. Groups of the Theil index are EPCI; a
//! commune that is in none is a group of its own, unless no commune is in one. The concentration
//! index ranks people by the level of need of their commune.

use crate::{
    access::{People, Pool},
    equity::{Equity, Observation, PovertyLine, equity},
    measure::{Measured, Ranked},
    model::StudyRow,
    territory::Territory,
    travel::Cost,
};

/// Inequality within a union.
#[derive(Debug, Clone, PartialEq)]
pub struct Inequality {
    /// Of the cost of the way to the nearest place, with poverty beyond the main threshold.
    pub cost: Equity,
    /// Of minutes of help a week for each person or, without hours, of places; `None` where people
    /// do not share places: see [`Competition`](crate::measure::Competition).
    pub shared: Option<Equity>,
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
        observed(measured, &pool, ranked.need(*row))
    });
    let competition = measured.results.competition.as_ref().ok();
    Inequality {
        cost: of_costs(measured, &observations.collect::<Vec<_>>()),
        shared: competition.map(|competition| competition.inequality(ranked, rows)),
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
