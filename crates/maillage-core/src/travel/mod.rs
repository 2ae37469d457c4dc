//! Travel: the costs between homes and places.
//!
//! A [`Travel`] gives sparse costs: origin, site, cost. Code that uses costs does not know
//! whether they come from a straight line, a table, a road network or a timetable.

mod cost;
mod crow;
mod reach;
mod table;

pub use cost::{Cost, CostUnit, Limit};
pub use crow::CrowFlies;
pub use reach::{Limits, NearestSite, Reach, Unknown, reach_by_costs};
pub use table::{CostTable, Destination, OnTable, PairCounts};

use crate::model::{Commune, CommuneId, Home, PlaceId};

/// A commune as the origin of journeys.
#[derive(Debug, Clone, Copy)]
pub struct TravelOrigin<'run> {
    /// The commune's id in its territory.
    pub id: CommuneId,
    /// The commune.
    pub commune: &'run Commune,
    /// Its inhabited cells, or its single point of departure.
    pub homes: &'run [Home],
}

/// A way of travelling from homes to sites.
///
/// [`costs`](Self::costs) and [`unknown`](Self::unknown) are the definition.
/// [`reach`](Self::reach) summarises them. An implementation may compute the summary faster
/// than [`reach_by_costs`], with the same result: a property test compares the two.
pub trait Travel: Sync {
    /// Unit of the costs.
    fn unit(&self) -> CostUnit;

    /// Visits every site whose cost from a home of `origin` is at most `limit`, with the
    /// index of the home among the homes. Each pair is visited once, in no specified order.
    /// A pair of unknown cost is not visited.
    fn costs(
        &self,
        origin: TravelOrigin<'_>,
        limit: Cost,
        visit: &mut dyn FnMut(usize, PlaceId, Cost),
    );

    /// Which nearest sites of a commune are unknown, because a cost that decides is missing.
    /// By default none is: most ways of travelling lack no cost.
    fn unknown(&self, _commune: CommuneId) -> Unknown {
        Unknown::default()
    }

    /// Visits every home of `origin`, with its index among the homes and its reach.
    fn reach(
        &self,
        origin: TravelOrigin<'_>,
        limits: &Limits,
        visit: &mut dyn FnMut(usize, &Reach),
    );
}
