//! Choice: what people have beside their nearest place.
//!
//! Someone whose only place closes has none. The second and the third nearest place say how far the
//! next one is; places within each threshold, by kind and by service of the national standard, say
//! among what people choose. Figures of a commune are over its residents, as those of access are:
//! means of costs, medians of counts.
//!
//! The way of travelling is asked for all pairs within the largest threshold, and for twice as far
//! as long as a home has fewer than three places: O(pairs within the threshold) for each commune.

use rayon::prelude::*;

use super::MeasureOptions;
use crate::{
    access::quantile,
    model::{CommuneId, Kind, PlaceId},
    offer::{STANDARD_SERVICES, Subject, standard_values},
    sites::Sites,
    territory::Territory,
    travel::{Cost, CostUnit, Travel, TravelOrigin},
};

/// How many of the nearest places are told, the nearest included.
const NEAREST: usize = 3;

/// The choice of one commune.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Choice {
    /// Mean cost of the way to the second and to the third nearest place, in the unit that decides;
    /// `None` where it is out of reach for some, unknown, or nobody lives there.
    pub next: [Option<Cost>; NEAREST - 1],
    /// Median number of places of each kind within each threshold, by threshold and kind. Empty
    /// when travel is unknown.
    pub by_kind: Vec<[u32; 3]>,
    /// Median number of places that tell each service, by threshold and service, in the order of
    /// [`STANDARD_SERVICES`]. Empty when travel is unknown.
    pub by_service: Vec<[u32; STANDARD_SERVICES.len()]>,
}

/// The choice of each commune of the study area, on all cores.
pub(super) fn choices(
    territory: &Territory,
    travel: &dyn Travel,
    sites: &Sites,
    options: &MeasureOptions,
) -> Vec<Choice> {
    let services: Vec<Vec<usize>> = territory
        .places()
        .iter()
        .map(|place| {
            let told = standard_values(Subject::Services, place);
            let names = STANDARD_SERVICES.iter().enumerate();
            let told = names.filter(|(_, name)| told.iter().any(|value| value == *name));
            told.map(|(rank, _)| rank).collect()
        })
        .collect();
    let run = Run { territory, travel, sites, options, services };
    territory.study().par_iter().map(|id| run.choice(*id)).collect()
}

struct Run<'run> {
    territory: &'run Territory,
    travel: &'run dyn Travel,
    sites: &'run Sites,
    options: &'run MeasureOptions,
    /// The services of the standard that each place tells.
    services: Vec<Vec<usize>>,
}

/// Counts of places around one home: within each threshold, of each kind and service.
type Counts = Vec<[u32; 3 + STANDARD_SERVICES.len()]>;

impl Run<'_> {
    fn choice(&self, id: CommuneId) -> Choice {
        let commune = self.territory.commune(id);
        if self.travel.unknown(id).any {
            return Choice::default();
        }
        let homes = self.territory.origins(id);
        let origin = TravelOrigin { id, commune, homes: &homes };
        let weight = self.options.residents_weight.for_homes(&homes);
        let weights: Vec<f64> = homes.iter().map(|home| weight.of(home)).collect();
        let around = self.around(origin);
        let median = |of: &dyn Fn(&Counts) -> u32| {
            let counts = around.iter().map(|(_, counts)| of(counts));
            let mut sorted: Vec<(u32, f64)> = counts.zip(weights.iter().copied()).collect();
            sorted.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
            quantile(&sorted, 0.5).copied().unwrap_or(0)
        };
        let thresholds = 0..self.options.thresholds(self.travel.unit()).len();
        let mean = |rank: usize| {
            let (mut sum, mut people) = (0.0, 0.0);
            for ((costs, _), weight) in around.iter().zip(&weights) {
                sum += weight * costs.get(rank)?.base();
                people += weight;
            }
            (people > 0.0 && !commune.is_empty()).then(|| Cost::from_base(sum / people))
        };
        Choice {
            next: [1, 2].map(mean),
            by_kind: thresholds
                .clone()
                .map(|at| Kind::ALL.map(|kind| median(&|counts| counts[at][kind as usize])))
                .collect(),
            by_service: thresholds
                .map(|at| std::array::from_fn(|service| median(&|counts| counts[at][3 + service])))
                .collect(),
        }
    }

    /// For each home, the costs of its nearest places and the counts of those around it.
    fn around(&self, origin: TravelOrigin<'_>) -> Vec<(Vec<Cost>, Counts)> {
        let limits = self.options.limits(self.travel.unit());
        let widest = limits.thresholds.iter().copied().max().unwrap_or(limits.main);
        // A table has all its pairs at hand; in a straight line, near ones come first.
        let mut limit = match self.travel.unit() {
            CostUnit::Length => widest.min(limits.furthest),
            CostUnit::Duration => limits.furthest,
        };
        loop {
            let mut around = vec![(Vec::new(), Counts::new()); origin.homes.len()];
            for (_, counts) in &mut around {
                counts.resize(limits.thresholds.len(), Default::default());
            }
            self.travel.costs(origin, limit, &mut |home, place, cost| {
                if self.sites.serves(place) {
                    let (costs, counts) = &mut around[home];
                    keep_least(costs, cost);
                    self.count(counts, &limits.thresholds, place, cost);
                }
            });
            let is_enough = around.iter().all(|(costs, _)| costs.len() >= NEAREST);
            if is_enough || limit >= limits.furthest {
                return around;
            }
            limit = Cost::from_base(2.0 * limit.base()).min(limits.furthest);
        }
    }

    fn count(&self, counts: &mut Counts, thresholds: &[Cost], place: PlaceId, cost: Cost) {
        for (counts, limit) in counts.iter_mut().zip(thresholds) {
            if cost > *limit {
                continue;
            }
            for kind in self.sites.kinds(place) {
                counts[kind as usize] += 1;
            }
            for service in &self.services[place.index()] {
                counts[3 + service] += 1;
            }
        }
    }
}

/// Keeps the least costs, ascending.
fn keep_least(costs: &mut Vec<Cost>, cost: Cost) {
    let at = costs.partition_point(|known| *known <= cost);
    if at < NEAREST {
        costs.insert(at, cost);
        costs.truncate(NEAREST);
    }
}
