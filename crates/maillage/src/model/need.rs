//! Need: how many people digital services leave behind.

/// Illectronic people of one commune, with the interval of the estimate.
///
/// `low ≤ people ≤ high` where the bounds are known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Need {
    /// Illectronic people.
    pub people: f64,
    /// Lower bound, people.
    pub low: Option<f64>,
    /// Upper bound, people.
    pub high: Option<f64>,
    /// Share of residents, in per cent; `None` when it is not given and residents are
    /// unknown.
    pub per_cent: Option<f64>,
}
