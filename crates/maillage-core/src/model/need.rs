//! Need: how many people need help with digital services.

/// The need of one commune, with the bounds of its interval.
///
/// `low ≤ people ≤ high` where the bounds are known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Need {
    /// People in need: illectronic people, or the people that another table counts. `None`
    /// when the table gives a score and the number of residents is unknown.
    pub people: Option<f64>,
    /// Lower bound, in people.
    pub low: Option<f64>,
    /// Upper bound, in people.
    pub high: Option<f64>,
    /// The value that need classes are computed from: the share of people in need, in per
    /// cent, or a score. `None` when the table does not give it and the number of residents
    /// is unknown.
    pub level: Option<f64>,
}
