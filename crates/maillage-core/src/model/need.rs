//! Need: how many people digital services leave behind.

/// The need of one commune, with the interval of the estimate.
///
/// `low ≤ people ≤ high` where the bounds are known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Need {
    /// People concerned: illectronic people, or those whom another table counts. `None` when a
    /// score tells how great need is, and residents are unknown.
    pub people: Option<f64>,
    /// Lower bound, people.
    pub low: Option<f64>,
    /// Upper bound, people.
    pub high: Option<f64>,
    /// How great need is, by which communes are classed: the share of people concerned, in per
    /// cent, or a score. `None` when it is not given and residents are unknown.
    pub level: Option<f64>,
}
