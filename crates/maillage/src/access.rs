//! Access: how far the people of each commune are from help.
//!
//! Arithmetic over travel costs only. With one origin a commune, the mean, the median
//! and every quantile of the distance are that origin's distance.

mod in_time;
mod promise;

pub use in_time::{HelpInTime, Waiting, help_in_time, waiting};
pub use promise::{Promise, promises};

use crate::{
    geodesy::Length,
    index::Nearest,
    model::{Commune, Kind},
    travel::Reach,
};

/// How far the people of one commune are from help.
#[derive(Debug, Clone, PartialEq)]
pub struct Access {
    /// The nearest place, fixed or itinerant. `None` when nobody lives there, or when
    /// nothing is within reach.
    pub nearest: Option<Nearest>,
    /// Distance to the nearest place of each kind, in the order of [`Kind::ALL`].
    pub by_kind: [Option<Length>; 3],
    /// Distance to the nearest fixed place.
    pub fixed: Option<Length>,
    /// Places within each threshold.
    pub within: Vec<u32>,
    /// Share of residents within each threshold, 0 to 1; `None` when nobody lives there.
    pub covered: Option<Vec<f64>>,
    /// Share of residents within the main threshold; `None` when nobody lives there.
    pub covered_main: Option<f64>,
    /// Whether a fixed place, not only an itinerant one, is within the main threshold.
    pub fixed_within_main: bool,
    /// Share of residents within the main threshold thanks to rounds only; `None` when
    /// nobody lives there.
    pub gained: Option<f64>,
    /// The help within the main threshold, in time.
    pub in_time: HelpInTime,
}

/// The access of `commune`, given what its people can reach and, of what is near, when.
///
/// A commune without residents has no distance: not zero, and not the worst either.
pub fn access(
    commune: &Commune,
    reach: &Reach,
    in_time: HelpInTime,
    thresholds: &[Length],
    main: Length,
) -> Access {
    let lengths = reach.nearest.map(|nearest| nearest.map(|nearest| nearest.length));
    let [mediation, france_services, _] = reach.nearest;
    let nearer = |one: Option<Nearest>, other: Option<Nearest>| match (one, other) {
        (Some(one), Some(other)) => Some(one.or(other)),
        (one, other) => one.or(other),
    };
    let fixed = nearer(mediation, france_services);
    let nearest = nearer(fixed, reach.nearest[Kind::Itinerant as usize]);
    if commune.is_empty() {
        return Access {
            nearest: None,
            by_kind: [None; 3],
            fixed: None,
            within: reach.within.clone(),
            covered: None,
            covered_main: None,
            fixed_within_main: false,
            gained: None,
            in_time,
        };
    }
    let is_within = |nearest: Option<Nearest>, limit: Length| {
        nearest.is_some_and(|nearest| nearest.length <= limit)
    };
    let share = |limit: Length| if is_within(nearest, limit) { 1.0 } else { 0.0 };
    let covered_main = share(main);
    let fixed_within_main = is_within(fixed, main);
    Access {
        nearest,
        by_kind: lengths,
        fixed: fixed.map(|nearest| nearest.length),
        within: reach.within.clone(),
        covered: Some(thresholds.iter().map(|limit| share(*limit)).collect()),
        covered_main: Some(covered_main),
        fixed_within_main,
        gained: Some(if fixed_within_main { 0.0 } else { covered_main }),
        in_time,
    }
}
