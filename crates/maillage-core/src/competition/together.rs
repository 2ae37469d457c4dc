//! Several capacities of the same places at once: minutes, staff, and each place as one.
//!
//! With [`e2sfca`](super::e2sfca) the demand that reaches a place does not depend on its capacity:
//! one pass gives it for all capacities, and a second one shares them out and counts the places
//! whose capacity is unknown. Other methods take their passes for each capacity, and one more to
//! count; that way is the judge of the two passes.

use super::{Catchment, Method, Pair, Pairs, PlaceShare, TravelledPairs, place_shares};
use crate::{
    exact_sum::ExactSum,
    model::PlaceId,
    territory::Territory,
    travel::{Cost, Travel},
};

/// One capacity of the places of a run, by rank of the place.
pub(crate) struct Capacity {
    /// Capacity of each place that takes part.
    pub(crate) supply: Vec<f64>,
    /// Whether each place takes part.
    pub(crate) counts: Vec<bool>,
    /// Whether each place might take part, if its capacity were known.
    pub(crate) might: Vec<bool>,
}

/// What the origins get of one capacity, and what the places give out.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Handout {
    /// Access of each origin.
    pub(crate) access: Vec<f64>,
    /// Places that take part in the catchment of each origin.
    pub(crate) around: Vec<u32>,
    /// Places there that might take part.
    pub(crate) unknown: Vec<u32>,
    /// By place; empty for methods without competition.
    pub(crate) places: Vec<PlaceShare>,
}

/// A way of travelling over a territory, up to a cost.
#[derive(Clone, Copy)]
pub(crate) struct Travelled<'run> {
    pub(crate) territory: &'run Territory,
    pub(crate) travel: &'run dyn Travel,
    /// The cost beyond which no pair is visited.
    pub(crate) end: Cost,
}

impl<'run> Travelled<'run> {
    /// The pairs with the places for which `counts` is true.
    pub(crate) fn pairs(self, counts: impl Fn(PlaceId) -> bool) -> TravelledPairs<'run> {
        TravelledPairs::new(self.territory, self.travel, counts, self.end)
    }
}

/// The access of each origin by `method`, of each of `capacities`. `demand` has a figure for each
/// origin.
pub(crate) fn hand_out(
    method: Method,
    travelled: Travelled,
    demand: &[f64],
    capacities: &[Capacity],
    catchment: &Catchment,
) -> Vec<Handout> {
    match method {
        Method::TwoStep | Method::Enhanced => e2sfca(travelled, demand, capacities, catchment),
        method => {
            let one = |of| hand_out_one(method, travelled, demand, of, catchment);
            capacities.iter().map(one).collect()
        }
    }
}

fn hand_out_one(
    method: Method,
    travelled: Travelled,
    demand: &[f64],
    capacity: &Capacity,
    catchment: &Catchment,
) -> Handout {
    let Capacity { supply, counts, might } = capacity;
    let Ok(shared) = {
        let pairs = travelled.pairs(|place| counts[place.index()]);
        method.access(&pairs, demand, supply, catchment)
    };
    let unknown = if might.contains(&true) {
        travelled.pairs(|place| might[place.index()]).places_around(catchment)
    } else {
        vec![0; shared.origins.len()]
    };
    Handout {
        access: shared.origins.iter().map(|origin| origin.access).collect(),
        around: shared.origins.iter().map(|origin| origin.places as u32).collect(),
        unknown,
        places: shared.places,
    }
}

/// E2SFCA of all capacities in two passes.
fn e2sfca(
    travelled: Travelled,
    demand: &[f64],
    capacities: &[Capacity],
    catchment: &Catchment,
) -> Vec<Handout> {
    let weight = |pair: Pair| catchment.weight(pair.cost);
    let takes_part = |place: PlaceId| capacities.iter().any(|of| of.counts[place.index()]);
    let might = |place: PlaceId| capacities.iter().any(|of| of.might[place.index()]);
    let pairs = travelled.pairs(takes_part);
    let Ok(reaching) = pairs.by_place(|pair| [demand[pair.origin] * weight(pair)]);
    let shares: Vec<Vec<PlaceShare>> = capacities.iter().map(|of| shares(of, &reaching)).collect();

    let pairs = travelled.pairs(|place| takes_part(place) || might(place));
    let of_commune = |id| {
        let origins = pairs.of(id);
        let mut gets = vec![vec![Gets::default(); origins.len()]; capacities.len()];
        pairs.visit(id, |pair| {
            let weight = weight(pair);
            for ((gets, of), shares) in gets.iter_mut().zip(capacities).zip(&shares) {
                gets[pair.origin - origins.start].add(of, shares[pair.place], pair.place, weight);
            }
        });
        // A sum is reduced where it was made, before the next communes.
        let reduced = |of: Vec<Gets>| -> Vec<(f64, u32, u32)> {
            of.iter().map(|one| (one.access.value(), one.around, one.unknown)).collect()
        };
        gets.into_iter().map(reduced).collect::<Vec<_>>()
    };
    let origins = pairs.origins();
    let empty = || Handout {
        access: Vec::with_capacity(origins),
        around: Vec::with_capacity(origins),
        unknown: Vec::with_capacity(origins),
        places: Vec::new(),
    };
    let mut handouts: Vec<Handout> = capacities.iter().map(|_| empty()).collect();
    pairs.in_order(of_commune, |gets| {
        for (handout, gets) in handouts.iter_mut().zip(gets) {
            for (access, around, unknown) in gets {
                handout.access.push(access);
                handout.around.push(around);
                handout.unknown.push(unknown);
            }
        }
    });
    handouts.iter_mut().zip(shares).for_each(|(handout, shares)| handout.places = shares);
    handouts
}

/// What each place gives out of one capacity, where this demand reaches it.
fn shares(capacity: &Capacity, reaching: &[[f64; 1]]) -> Vec<PlaceShare> {
    let reaching = reaching.iter().zip(&capacity.counts);
    let reaching = reaching.map(|(demand, counts)| if *counts { *demand } else { [0.0] });
    place_shares(&capacity.supply, reaching.collect())
}

/// What one origin gets so far.
#[derive(Clone, Default)]
struct Gets {
    access: ExactSum,
    around: u32,
    unknown: u32,
}

impl Gets {
    /// Adds a place to which the catchment gives this `weight`.
    fn add(&mut self, capacity: &Capacity, share: PlaceShare, place: usize, weight: f64) {
        if capacity.counts[place] {
            self.access.add(share.ratio.map_or(0.0, |ratio| ratio * weight));
            self.around += u32::from(weight > 0.0);
        }
        if capacity.might[place] {
            self.unknown += u32::from(weight > 0.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        geodesy::Position,
        measure::MeasureOptions,
        model::{Commune, Kind, Place},
        sites::Sites,
        territory::Parts,
        travel::CrowFlies,
    };

    /// Communes and places in a square of thirty kilometres.
    fn territory(communes: &[(f64, f64)], places: &[(f64, f64)]) -> Territory {
        let at = |(north, east): &(f64, f64)| {
            Position::new(45.0 + north * 0.3, east * 0.4).expect("a position on the globe")
        };
        let code = |rank| format!("{}", 16_001 + rank).parse().expect("a code");
        let communes = communes.iter().enumerate();
        let places = places.iter().enumerate();
        Territory::new(Parts {
            communes: communes.map(|(rank, here)| Commune::new(code(rank), "", at(here))).collect(),
            places: places
                .map(|(rank, here)| Place::new(format!("{rank}"), Kind::Mediation, at(here)))
                .collect(),
            ..Parts::default()
        })
    }

    fn points(most: usize) -> impl Strategy<Value = Vec<(f64, f64)>> {
        prop::collection::vec((0.0..1.0, 0.0..1.0), 1..most)
    }

    proptest! {
        #[test]
        fn two_passes_for_all_give_what_each_capacity_gets_by_itself(
            communes in points(30),
            places in points(12),
            known in prop::collection::vec((0_u8..3, prop_oneof![Just(0.0), 0.0..90.0]), 12),
            people in prop::collection::vec(prop_oneof![Just(0.0), 0.0..900.0], 30),
        ) {
            let territory = territory(&communes, &places);
            let options = MeasureOptions::default();
            let sites = Sites::new(&territory, territory.timetable(), &options).expect("sites");
            let travel = CrowFlies::new(&sites, 1.0);
            let end = Cost::from_km(10.0);
            let travelled = Travelled { territory: &territory, travel: &travel, end };
            let known = &known[..places.len()];
            let part = Capacity {
                supply: known.iter().map(|(is, of)| if *is == 0 { *of } else { 0.0 }).collect(),
                counts: known.iter().map(|(is, _)| *is == 0).collect(),
                might: known.iter().map(|(is, _)| *is == 1).collect(),
            };
            let all = Capacity {
                supply: vec![1.0; places.len()],
                counts: vec![true; places.len()],
                might: vec![false; places.len()],
            };
            let capacities = [part, all];
            let method = Method::Enhanced;
            let catchment = method.catchment(None, Some(10.0)).expect("a catchment");
            let demand = &people[..communes.len()];
            let together = e2sfca(travelled, demand, &capacities, &catchment);
            let each = |of| hand_out_one(method, travelled, demand, of, &catchment);
            prop_assert_eq!(together, capacities.iter().map(each).collect::<Vec<_>>());
        }
    }
}
