//! What can be reached from one home, summed up from its costs.

use super::{Cost, Travel};
use crate::{model::PlaceId, sites::Sites};

/// How far people travel.
#[derive(Debug, Clone, PartialEq)]
pub struct Limits {
    /// Sites are counted within each of these costs.
    pub thresholds: Vec<Cost>,
    /// Sites are listed within this cost.
    pub main: Cost,
    /// A site that costs more is not reached.
    pub furthest: Cost,
}

/// The site that costs the least.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nearest {
    /// The site.
    pub place: PlaceId,
    /// What it costs to get there.
    pub cost: Cost,
    /// Whether another site costs exactly as much; the lower id is then the answer.
    pub tied: bool,
}

/// What can be reached from one home.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reach {
    /// The nearest site of each kind, in the order of [`Kind::ALL`](crate::model::Kind::ALL); `None` when none is
    /// within the furthest limit.
    pub nearest: [Option<Nearest>; 3],
    /// What of the nearest sites is not known.
    pub unknown: Unknown,
    /// Sites of any kind within each threshold.
    pub within: Vec<u32>,
    /// The sites of any kind within the main limit, by id.
    pub near: Vec<PlaceId>,
    /// Places within the main limit that do not serve only because their hours are unknown.
    pub hours_unknown: u32,
}

/// Nearest sites that are unknown, because the cost of one that may be nearer is missing. They
/// are neither near nor far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Unknown {
    /// Of each kind, in the order of [`Kind::ALL`](crate::model::Kind::ALL).
    pub kinds: [bool; 3],
    /// Of the fixed kinds together.
    pub fixed: bool,
    /// Of all kinds together.
    pub any: bool,
}

impl Nearest {
    /// The nearer of two; of two that cost the same the lower id, as a tie.
    pub fn or(self, other: Self) -> Self {
        if self.cost == other.cost {
            let tied = self.tied || other.tied || self.place != other.place;
            return Self { place: self.place.min(other.place), tied, ..self };
        }
        if self.cost < other.cost { self } else { other }
    }
}

impl Reach {
    /// Nothing reached, for so many thresholds.
    pub(super) fn nothing(thresholds: usize) -> Self {
        Self { within: vec![0; thresholds], ..Self::default() }
    }

    /// Adds a site that can be reached at `cost`.
    pub(super) fn add(&mut self, sites: &Sites, limits: &Limits, place: PlaceId, cost: Cost) {
        if sites.has_unknown_hours(place) {
            self.hours_unknown += u32::from(cost <= limits.main);
            return;
        }
        if !sites.serves(place) {
            return;
        }
        for (count, limit) in self.within.iter_mut().zip(&limits.thresholds) {
            *count += u32::from(cost <= *limit);
        }
        if cost <= limits.main {
            self.near.push(place);
        }
        if cost <= limits.furthest {
            let found = Nearest { place, cost, tied: false };
            for kind in sites.kinds(place) {
                let nearest = &mut self.nearest[kind as usize];
                *nearest = Some(nearest.map_or(found, |nearest| nearest.or(found)));
            }
        }
    }
}

/// What can be reached from each home of `origin`, from the costs of `travel` alone: the
/// reference that a faster [`Travel::reach`] is held to.
pub fn reach_by_costs(
    travel: &dyn Travel,
    sites: &Sites,
    origin: super::Origin<'_>,
    limits: &Limits,
) -> Vec<Reach> {
    let most = limits.thresholds.iter().copied().chain([limits.main, limits.furthest]);
    let most = most.max().unwrap_or(Cost::ZERO);
    let mut reached = vec![Reach::nothing(limits.thresholds.len()); origin.homes.len()];
    travel.costs(origin, most, &mut |home, place, cost| {
        reached[home].add(sites, limits, place, cost);
    });
    for reach in &mut reached {
        reach.near.sort_unstable();
    }
    reached
}
