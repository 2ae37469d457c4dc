//! Reach: a summary of the costs from one home.

use super::{Cost, Travel};
use crate::{model::PlaceId, sites::Sites};

/// The cost limits of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Limits {
    /// Sites are counted within each of these costs.
    pub thresholds: Vec<Cost>,
    /// The ids of sites are returned within this cost.
    pub main: Cost,
    /// A site above this cost is out of reach.
    pub furthest: Cost,
}

/// The site with the lowest cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NearestSite {
    /// The site.
    pub place: PlaceId,
    /// Its cost.
    pub cost: Cost,
    /// Whether another site has exactly the same cost. The lower id is then returned.
    pub tied: bool,
}

/// Summary of the costs from one home.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reach {
    /// The nearest site of each kind, in the order of
    /// [`Kind::ALL`](crate::model::Kind::ALL). `None` when there is none within the
    /// furthest limit. Where [`unknown`](Self::unknown) says so, a nearer one may exist.
    pub nearest: [Option<NearestSite>; 3],
    /// Which nearest sites are unknown.
    pub unknown: Unknown,
    /// Number of sites of any kind within each threshold.
    pub within: Vec<u32>,
    /// Ids of the sites of any kind within the main limit, sorted.
    pub near: Vec<PlaceId>,
    /// Places within the main limit that are excluded only because their hours are unknown.
    pub hours_unknown: u32,
}

/// Nearest sites that are unknown because a cost is missing: the site without a cost may be
/// the nearest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Unknown {
    /// For each kind, in the order of [`Kind::ALL`](crate::model::Kind::ALL).
    pub kinds: [bool; 3],
    /// For the fixed kinds together.
    pub fixed: bool,
    /// For all kinds together.
    pub any: bool,
}

impl Unknown {
    /// All nearest sites are unknown if `is`, none otherwise.
    pub(super) fn all(is: bool) -> Self {
        Self { kinds: [is; 3], fixed: is, any: is }
    }
}

impl NearestSite {
    /// The nearer of two sites. Equal costs give the lower id and a tie.
    pub fn or(self, other: Self) -> Self {
        if self.cost == other.cost {
            let tied = self.tied || other.tied || self.place != other.place;
            return Self { place: self.place.min(other.place), tied, ..self };
        }
        if self.cost < other.cost { self } else { other }
    }
}

impl Reach {
    /// An empty reach, with counts for `thresholds` thresholds.
    pub(super) fn nothing(thresholds: usize) -> Self {
        Self { within: vec![0; thresholds], ..Self::default() }
    }

    /// Adds a site at `cost`.
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
            let found = NearestSite { place, cost, tied: false };
            for kind in sites.kinds(place) {
                let nearest = &mut self.nearest[kind as usize];
                *nearest = Some(nearest.map_or(found, |nearest| nearest.or(found)));
            }
        }
    }
}

/// The reach of each home of `origin`, computed from [`Travel::costs`] and
/// [`Travel::unknown`] alone. Oracle for a faster [`Travel::reach`]. O(pairs within the furthest
/// limit).
pub fn reach_by_costs(
    travel: &dyn Travel,
    sites: &Sites,
    origin: super::TravelOrigin<'_>,
    limits: &Limits,
) -> Vec<Reach> {
    let most = limits.thresholds.iter().copied().chain([limits.main, limits.furthest]);
    let most = most.max().unwrap_or(Cost::ZERO);
    let mut reached = vec![Reach::nothing(limits.thresholds.len()); origin.homes.len()];
    travel.costs(origin, most, &mut |home, place, cost| {
        reached[home].add(sites, limits, place, cost);
    });
    let unknown = travel.unknown(origin.id);
    for reach in &mut reached {
        reach.near.sort_unstable();
        reach.unknown = unknown;
    }
    reached
}
