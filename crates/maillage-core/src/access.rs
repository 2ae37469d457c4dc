//! Access: how far the people of each commune are from help.
//!
//! Arithmetic over travel costs only. The people of a commune live at its homes, cells of a
//! population grid, each with its residents; without a grid it has one home, and the mean, the
//! median and every quantile of the distance are that home's distance.

mod homes;
mod in_time;
mod promise;

pub use homes::{Homes, Weight};
pub use in_time::{HelpInTime, Waiting, help_in_time, waiting};
pub use promise::{Promise, promises};

use crate::{model::PlaceId, travel::Cost};

/// How far the people of one commune are from help.
#[derive(Debug, Clone, PartialEq)]
pub struct Access {
    /// The place that is the nearest to most of those residents who have one within reach,
    /// fixed or itinerant. `None` when nobody lives there, and when nobody has one.
    pub nearest: Option<MostlyNearest>,
    /// Of the distances of residents to their nearest place.
    pub distances: Distances,
    /// Mean distance to the nearest place of each kind, in the order of
    /// [`Kind::ALL`](crate::model::Kind::ALL).
    pub by_kind: [Option<Cost>; 3],
    /// Mean distance to the nearest fixed place.
    pub fixed: Option<Cost>,
    /// Places within each threshold: as many or more for half of the residents.
    pub within: Vec<u32>,
    /// Share of residents within each threshold, 0 to 1; `None` when nobody lives there.
    pub covered: Option<Vec<f64>>,
    /// Share of residents within the main threshold; `None` when nobody lives there.
    pub covered_main: Option<f64>,
    /// The same of illectronic people.
    pub covered_need: Option<f64>,
    /// Share of residents within the main threshold of a fixed place, not only an itinerant
    /// one; `None` when nobody lives there.
    pub covered_fixed: Option<f64>,
    /// Share of residents within the main threshold thanks to rounds only; `None` when
    /// nobody lives there.
    pub gained: Option<f64>,
    /// The help within the main threshold, in time.
    pub in_time: HelpInTime,
    /// Whether costs that decide are missing: nothing above is known then, be it near or far.
    pub is_unknown: bool,
}

impl Access {
    /// Access of which nothing is known, because costs that decide are missing.
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
            in_time: HelpInTime { minutes_per_week: None, unknown: 0, waiting: None },
            is_unknown: true,
        }
    }
}

/// The place that is the nearest to most residents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MostlyNearest {
    /// The place.
    pub place: PlaceId,
    /// Whether to some of them another place is exactly as far.
    pub tied: bool,
}

/// How distances are spread over residents. What is out of reach is further than anything:
/// `None` where that is what it comes to, and where nobody lives.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Distances {
    /// On average.
    pub mean: Option<Cost>,
    /// Half of the residents have no further to go.
    pub median: Option<Cost>,
    /// Nine residents in ten have no further to go.
    pub p90: Option<Cost>,
    /// Nobody has further to go.
    pub longest: Option<Cost>,
}
