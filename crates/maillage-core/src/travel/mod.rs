//! The second waist: what it costs to travel from where people live to where help is.
//!
//! A [`Travel`] gives sparse costs: origin, site, cost. Nothing beyond it knows whether a cost
//! came from a straight line, a table, a road or a timetable.

mod cost;
mod crow;
mod reach;
mod table;

pub use cost::{Cost, CostUnit, Limit};
pub use crow::CrowFlies;
pub use reach::{Limits, Nearest, Reach, Unknown, reach_by_costs};
pub use table::{CostTable, OnTable, PairCounts};

use crate::model::{Commune, CommuneId, Home, PlaceId};

/// Where the people of one commune start from.
#[derive(Debug, Clone, Copy)]
pub struct Origin<'run> {
    /// The commune's id in its territory.
    pub id: CommuneId,
    /// The commune.
    pub commune: &'run Commune,
    /// Where its people live: inhabited cells, or the one point that stands for all of them.
    pub homes: &'run [Home],
}

/// A way of travelling from homes to the sites that it was made for.
///
/// [`costs`](Self::costs) says everything about a way of travelling. [`reach`](Self::reach)
/// summarises those costs; an implementation that can summarise faster than by going through
/// them does so, and gives the same answer: a property test holds the two together.
pub trait Travel: Sync {
    /// What its costs are: lengths or durations.
    fn unit(&self) -> CostUnit;

    /// Visits every site that costs no more than `limit` from each home of `origin`, with the
    /// position of the home among the homes. The order is not specified; a pair is visited
    /// once. A pair whose cost is not known is not visited.
    fn costs(&self, origin: Origin<'_>, limit: Cost, visit: &mut dyn FnMut(usize, PlaceId, Cost));

    /// Visits every home of `origin`, with its position among the homes, and what can be
    /// reached from it.
    fn reach(&self, origin: Origin<'_>, limits: &Limits, visit: &mut dyn FnMut(usize, &Reach));
}
