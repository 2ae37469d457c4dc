//! Estimates of whole areas against the rates that were published of them.
//!
//! Publications of other years count differently: what is compared is the proportion of the
//! area to France. Its spread, less that of rounding, is how far ages alone are from what is
//! true: √(mean d² − mean v), d = ln of the proportion published over that expected, v the
//! variance of its rounding.

use super::{Estimates, Scope};
use crate::model::AreaRate;

/// An area, as it was published and as its ages make expect.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaComparison {
    /// What was published.
    pub published: AreaRate,
    /// The rate that its ages make expect, before calibration.
    pub expected: f64,
    /// By how much the published proportion to France is above the expected one: 0.1 for 10 %.
    pub beyond: f64,
}

/// All areas that rates were published of and that the table of ages fills.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The rate that all ages of the table make expect: of France.
    pub national: f64,
    /// One an area.
    pub areas: Vec<AreaComparison>,
    /// The relative standard deviation between areas that ages do not tell.
    pub between: f64,
}

/// Compares `estimates` with the rates of areas in their table; `None` when the table of ages
/// does not hold all of France, or none was published.
pub fn compare(estimates: &Estimates) -> Option<Comparison> {
    if !estimates.fill(&Scope::France) {
        return None;
    }
    let national = rate(estimates, &Scope::France)?;
    let compare = |published: &AreaRate| {
        let scope = Scope::of_code(&published.code)?;
        let expected = rate(estimates, &scope)?;
        let beyond = (published.rate / published.national) / (expected / national) - 1.0;
        Some(AreaComparison { published: published.clone(), expected, beyond })
    };
    let areas: Vec<AreaComparison> = estimates.table.areas.iter().filter_map(compare).collect();
    if areas.is_empty() {
        return None;
    }
    let squares: f64 = areas.iter().map(|area| area.beyond.ln_1p().powi(2)).sum();
    let rounding = |area: &AreaComparison| {
        let relative = area.published.rounding / area.published.rate;
        relative * relative / 12.0
    };
    let rounding: f64 = areas.iter().map(rounding).sum();
    let between = ((squares - rounding).max(0.0) / areas.len() as f64).sqrt();
    Some(Comparison { national, areas, between })
}

/// The rate that the ages of an area make expect; `None` when nobody is known there.
fn rate(estimates: &Estimates, scope: &Scope) -> Option<f64> {
    let inside = estimates.all.iter().filter(|(code, _)| scope.holds(**code));
    let (expected, adults) = inside.fold((0.0, 0.0), |(expected, adults), (_, of)| {
        (expected + of.expected, adults + of.adults)
    });
    (adults > 0.0).then_some(expected / adults)
}
