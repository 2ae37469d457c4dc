//! Compares estimates of whole areas with published rates.
//!
//! Other publications define illectronism differently, so the comparison is of the ratio of an area
//! to France. The variance of that ratio, less the variance of rounding, measures how far areas
//! differ from what their ages predict: √(mean d² − mean v), where d is the logarithm of the
//! published ratio over the expected ratio and v is the variance of its rounding.

use super::{Estimates, Scope};
use crate::model::AreaRate;

/// Published and expected rate of one area.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaComparison {
    /// The published rate.
    pub published: AreaRate,
    /// The rate that its ages predict, before calibration, 0 to 1.
    pub expected: f64,
    /// Relative difference of the published ratio to France from the expected ratio: 0.1 is 10 %
    /// above.
    pub beyond: f64,
}

/// Comparison of all areas with a published rate and complete ages.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The rate that the ages of the whole table predict for France, 0 to 1.
    pub national: f64,
    /// One comparison for each area.
    pub areas: Vec<AreaComparison>,
    /// Relative standard deviation between areas that ages do not explain.
    pub between: f64,
}

/// Compares `estimates` with the published rates of areas in their rate table.
///
/// `None` when the table of ages does not cover France, or when no rate of an area is published.
pub fn compare(estimates: &Estimates) -> Option<Comparison> {
    if !estimates.covers(&Scope::France) {
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

/// The rate that the ages of an area predict, 0 to 1. `None` when the area has no people.
fn rate(estimates: &Estimates, scope: &Scope) -> Option<f64> {
    let inside = estimates.all.iter().filter(|(code, _)| scope.holds(**code));
    let (expected, adults) = inside.fold((0.0, 0.0), |(expected, adults), (_, of)| {
        (expected + of.expected, adults + of.adults)
    });
    (adults > 0.0).then_some(expected / adults)
}
