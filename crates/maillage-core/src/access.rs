//! Access: how far the residents of each commune are from help.
//!
//! This module only does arithmetic on travel costs. The residents of a commune live at its
//! homes, cells of a population grid. Without a grid a commune has one home (Paris,
//! Lyon and Marseille one an arrondissement), and the mean, the median and every quantile equal
//! the cost from that home.

mod gaps;
mod homes;
mod in_time;
mod promise;

pub use gaps::{Gap, Gaps, Openings};
pub use homes::{Homes, Part, People, Pool, Weight};
pub(crate) use homes::{quantile, quantile_of};
pub use in_time::{HelpInTime, Waiting, help_in_time, waiting};
pub use promise::{Promise, promises};

use crate::{model::PlaceId, travel::Cost};

/// How far the residents of one commune are from help.
#[derive(Debug, Clone, PartialEq)]
pub struct Access {
    /// The place, fixed or itinerant, that is nearest to most of the residents who have one
    /// within reach. `None` when nobody lives there, and when nobody has a place within
    /// reach.
    pub nearest: Option<MostlyNearest>,
    /// Distribution over residents of the cost to the nearest place.
    pub distances: Distances,
    /// Mean cost to the nearest place of each kind, in the order of
    /// [`Kind::ALL`](crate::model::Kind::ALL). `None` where it is out of reach for some residents,
    /// where a cost that decides it is missing, and where nobody lives.
    pub by_kind: [Option<Cost>; 3],
    /// Mean cost to the nearest fixed place. `None` as for `by_kind`.
    pub fixed: Option<Cost>,
    /// Weighted median, over residents, of the number of places within each threshold: half of the
    /// residents or more have at least as many.
    pub within: Vec<u32>,
    /// Share of residents within each threshold, 0 to 1; `None` when nobody lives there.
    pub covered: Option<Vec<f64>>,
    /// Share of residents within the main threshold, 0 to 1; `None` when nobody lives there.
    pub covered_main: Option<f64>,
    /// Share of people in need within the main threshold, 0 to 1. Equal to `covered_main` where
    /// nobody is in need; `None` when nobody lives there.
    pub covered_need: Option<f64>,
    /// Share of residents within the main threshold of a fixed place, 0 to 1. `None` when nobody
    /// lives there, and where a missing cost decides it.
    pub covered_fixed: Option<f64>,
    /// Share of residents within the main threshold of an itinerant place but of no fixed
    /// one, 0 to 1. `None` as for `covered_fixed`.
    pub gained: Option<f64>,
    /// Share of residents with two places or more within the main threshold, 0 to 1; `None` when
    /// nobody lives there.
    pub two_or_more: Option<f64>,
    /// Hours of help within the main threshold.
    pub in_time: HelpInTime,
    /// Whether a cost that decides the result is missing. All fields above are then unknown:
    /// `None`, and zero for the counts.
    pub is_unknown: bool,
}

impl Access {
    /// The access of a commune for which a cost that decides the result is missing.
    pub(crate) fn unknown(thresholds: usize) -> Self {
        Self {
            nearest: None,
            distances: Distances::default(),
            by_kind: [None; 3],
            fixed: None,
            within: vec![0; thresholds],
            covered: None,
            covered_main: None,
            covered_need: None,
            covered_fixed: None,
            gained: None,
            two_or_more: None,
            in_time: HelpInTime { minutes_per_week: None, unknown: 0, waiting: None },
            is_unknown: true,
        }
    }
}

/// The place that is nearest to most residents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MostlyNearest {
    /// The place.
    pub place: PlaceId,
    /// Whether another place is exactly as near to some of these residents.
    pub tied: bool,
}

/// Distribution of costs over residents. A place out of reach counts as farther than any
/// other. A field is `None` where its value is out of reach, and where nobody lives.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Distances {
    /// Weighted mean.
    pub mean: Option<Cost>,
    /// Weighted median.
    pub median: Option<Cost>,
    /// Weighted 90th percentile.
    pub p90: Option<Cost>,
    /// Maximum.
    pub longest: Option<Cost>,
}
