//! The results of a run for one commune, by its rank among the rows of the output.
//!
//! Layers, legends and reports read a run through these functions only, so that they do not
//! depend on how the run stores its results.

use maillage_core::{
    access::{Access, Promise},
    certainty::Certainty,
    gap::Gap,
    model::{Commune, Place},
};
use maillage_intake::coverage::Coverage;

/// The number of communes.
pub(crate) fn count(run: &Coverage) -> usize {
    run.territory.communes.len()
}

/// The communes, in the order of the output.
pub(crate) fn communes(run: &Coverage) -> impl Iterator<Item = &Commune> {
    run.territory.communes.iter()
}

/// The commune itself.
pub(crate) fn commune(run: &Coverage, row: usize) -> &Commune {
    &run.territory.communes[row]
}

/// Distances and help within reach of its residents.
pub(crate) fn access(run: &Coverage, row: usize) -> &Access {
    &run.access[row]
}

/// The place that is the nearest to most residents; `None` without one within reach.
pub(crate) fn nearest(run: &Coverage, row: usize) -> Option<&Place> {
    access(run, row).nearest.map(|nearest| &run.territory.places[nearest.place])
}

/// The nearest round, and the rounds that pass without a stop.
pub(crate) fn promise(run: &Coverage, row: usize) -> &Promise {
    &run.promises[row]
}

/// Its classes, rank and people not covered.
pub(crate) fn gap(run: &Coverage, row: usize) -> &Gap {
    &run.gaps.communes[row]
}

/// The certainty of its class and rank; `None` when the variance of need is unknown.
pub(crate) fn certainty(run: &Coverage, row: usize) -> Option<&Certainty> {
    run.certainties.as_ref()?.communes[row].as_ref()
}

/// Whether the way to the nearest place crosses water; false when the contours do not show
/// where water is.
pub(crate) fn is_across_water(run: &Coverage, row: usize) -> bool {
    run.across_water.as_ref().is_some_and(|across| across[row])
}
