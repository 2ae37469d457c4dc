//! Travel as the crow flies: the geodesic distance times a detour factor.
//!
//! Nearby homes query the index together ([`Blocks`]): [`CrowFlies::reach`] derives most of their
//! counts from bounds, without measuring each pair, and [`CrowFlies::costs`] measures every pair.
//! A single home queries it alone. All give the same answers.

use super::{Cost, CostUnit, Limits, NearestSite, Reach, Travel, TravelOrigin};
use crate::{
    geodesy::{EarthPoint, Length, Position},
    index::{self, Blocks, PlaceIndex, Surroundings},
    model::{Kind, PlaceId},
    sites::Sites,
};

/// Limit in metres up to which the pairs of a single home are measured. Beyond it they are many, and
/// bounds spare most of the measuring.
const MEASURED: f64 = 100_000.0;

/// Travel in a straight line over the ellipsoid.
pub struct CrowFlies {
    /// Index of the places that serve.
    serving: PlaceIndex,
    /// Index of the places excluded only because their hours are unknown.
    hours_unknown: PlaceIndex,
    detour: f64,
}

impl CrowFlies {
    /// Travel to `sites`. Each length is multiplied by `detour`, at least 1. O(places log places).
    pub fn new(sites: &Sites, detour: f64) -> Self {
        let kinds = |place: PlaceId, is_chosen: bool| sites.kinds(place).filter(move |_| is_chosen);
        let served = |place| (kinds(place, sites.serves(place)), sites.position(place));
        let serving = PlaceIndex::new(sites.ids().map(served));
        let unknown = |place| kinds(place, sites.has_unknown_hours(place));
        let rough = sites.ids().map(|place| (place, sites.uncertainty(place)));
        let rough = rough.filter(|(_, uncertainty)| *uncertainty > Length::ZERO);
        Self {
            hours_unknown: serving.under(sites.ids().map(unknown)),
            serving: serving.with_uncertainties(rough),
            detour,
        }
    }

    /// The longest straight line whose cost is within `limit`.
    fn straight(&self, limit: Cost) -> Length {
        limit.length().before(self.detour)
    }

    fn cost(&self, straight: Length) -> Cost {
        straight.times(self.detour).into()
    }

    /// The reach of one home, of which every pair within the limits is measured.
    fn reach_alone(&self, from: Position, limits: &Limits) -> Reach {
        let home = EarthPoint::new(from);
        let main = self.straight(limits.main);
        let rings: Vec<Length> =
            limits.thresholds.iter().map(|limit| self.straight(*limit)).collect();
        let mut around = Vec::new();
        let widest = rings.iter().copied().fold(main, Length::max);
        self.serving.lengths_within(&home, widest, &mut around);
        let count = |ring: &Length| around.iter().filter(|(_, length)| length <= ring).count();
        let near = around.iter().filter(|(_, length)| *length <= main);
        let furthest = self.straight(limits.furthest);
        Reach {
            nearest: Kind::ALL.map(|kind| {
                let nearest = self.serving.nearest_within(kind, &home, furthest)?;
                self.travelled(nearest, limits.furthest)
            }),
            near: near.map(|(place, _)| *place).collect(),
            within: rings.iter().map(|ring| count(ring) as u32).collect(),
            hours_unknown: self.hours_unknown.counts_within(from, &[main])[0],
            ..Reach::nothing(0)
        }
    }

    /// The nearest place with its travel cost; `None` beyond the furthest limit.
    fn travelled(&self, nearest: index::Nearest, furthest: Cost) -> Option<NearestSite> {
        let cost = self.cost(nearest.length);
        let index::Nearest { place, tied, .. } = nearest;
        (cost <= furthest).then_some(NearestSite { place, cost, tied })
    }
}

impl Travel for CrowFlies {
    fn unit(&self) -> CostUnit {
        CostUnit::Length
    }

    fn costs(
        &self,
        origin: TravelOrigin<'_>,
        limit: Cost,
        visit: &mut dyn FnMut(usize, PlaceId, Cost),
    ) {
        let straight = self.straight(limit);
        let mut costs = |rank: usize, found: &[(PlaceId, Length)]| {
            found.iter().for_each(|(place, length)| visit(rank, *place, self.cost(*length)));
        };
        let indexes = [&self.serving, &self.hours_unknown];
        if let [home] = origin.homes {
            let (home, mut found) = (EarthPoint::new(home.position), Vec::new());
            for index in indexes {
                index.lengths_within(&home, straight, &mut found);
                costs(0, &found);
            }
            return;
        }
        let blocks = Blocks::new(origin.homes.iter().map(|home| home.position));
        for index in indexes {
            index.lengths_from(&blocks, straight, &mut costs);
        }
    }

    fn reach(
        &self,
        origin: TravelOrigin<'_>,
        limits: &Limits,
        visit: &mut dyn FnMut(usize, &Reach),
    ) {
        let widest = limits.thresholds.iter().copied().fold(limits.main, Cost::max);
        if let [home] = origin.homes
            && widest.length().metres() <= MEASURED
        {
            return visit(0, &self.reach_alone(home.position, limits));
        }
        let blocks = Blocks::new(origin.homes.iter().map(|home| home.position));
        let main = self.straight(limits.main);
        let mut hours_unknown = vec![0; origin.homes.len()];
        self.hours_unknown.counts_from(&blocks, &[main], |rank, counts| {
            hours_unknown[rank] = counts[0];
        });
        let furthest = self.straight(limits.furthest);
        let count = limits.thresholds.len();
        let rings: Vec<Length> =
            limits.thresholds.iter().map(|limit| self.straight(*limit)).chain([main]).collect();
        let mut around = Surroundings::new(&self.serving, &rings);
        let mut reach = Reach::nothing(count);
        around.visit(&blocks, |around, rank, home| {
            reach.nearest = Kind::ALL.map(|kind| {
                let nearest = around.nearest_within(kind, home, furthest)?;
                self.travelled(nearest, limits.furthest)
            });
            around.places(count, home, &mut reach.near);
            for (limit, within) in reach.within.iter_mut().enumerate() {
                *within = around.count(limit, home);
            }
            reach.hours_unknown = hours_unknown[rank];
            visit(rank, &reach);
        });
    }
}
