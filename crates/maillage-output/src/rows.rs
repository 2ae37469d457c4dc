//! The results of a run for one commune, by its rank among the rows of the output.
//!
//! Layers, legends and reports read a run through these functions only, so that they do not
//! depend on how the run stores its results.

use crate::Coverage;
use maillage_core::{
    access::{Access, Promise},
    certainty::Certainty,
    gap::Gap,
    model::{Commune, Place},
};

/// The number of communes.
pub(crate) fn count(run: &Coverage) -> usize {
    run.len()
}

/// The communes, in the order of the output.
pub(crate) fn communes(run: &Coverage) -> impl Iterator<Item = &Commune> {
    run.communes()
}

/// Whether the distance is uncertain because the lists end nearby.
pub(crate) fn is_border_uncertain(run: &Coverage, row: usize) -> bool {
    run.result(row).border_uncertain == Some(true)
}

/// The commune itself.
pub(crate) fn commune(run: &Coverage, row: usize) -> &Commune {
    run.commune(row)
}

/// Access by distance, whether or not distances decide.
pub(crate) fn distance(run: &Coverage, row: usize) -> &Access {
    &run.result(row).distance
}

/// The access that decides: by duration where durations are known, else by distance.
pub(crate) fn access(run: &Coverage, row: usize) -> &Access {
    run.access(row)
}

/// The place that is the nearest to most residents; `None` without one within reach.
pub(crate) fn nearest(run: &Coverage, row: usize) -> Option<&Place> {
    let nearest = distance(run, row).nearest?;
    Some(run.territory.place(nearest.place))
}

/// The nearest tour, and the tours that pass without a stop.
pub(crate) fn promise(run: &Coverage, row: usize) -> &Promise {
    &run.result(row).promise
}

/// Its classes, rank and people not covered.
pub(crate) fn gap(run: &Coverage, row: usize) -> &Gap {
    run.gap(row)
}

/// The certainty of its class and rank; `None` when the variance of need is unknown.
pub(crate) fn certainty(run: &Coverage, row: usize) -> Option<&Certainty> {
    run.result(row).certainty.as_ref()
}

/// Whether the way to the nearest place crosses water; false when the contours do not show
/// where water is.
pub(crate) fn is_across_water(run: &Coverage, row: usize) -> bool {
    run.result(row).crosses_water
}
