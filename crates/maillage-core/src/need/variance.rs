//! Variance of the estimates by the delta method, and their intervals.
//!
//! Sources of error, in order of size:
//!
//! 1. Communes differ from what their ages predict: by an error common to a région (relative
//!    standard deviation τ) and by one of each commune (σ).
//! 2. The rates come from a sample (covariance C).
//! 3. The need of a small population varies by chance (binomial).
//!
//! With E the estimate and g the people by band of rates:
//!
//! ```text
//! var = gᵀ C g + (τ² + σ²) E² + E (1 − E / adults)
//! ```
//!
//! Calibration scales the estimates of a group from their sum S to a known total T, with factor f =
//! T / S. A commune has the share e = E / S of the group. Its error d becomes f (d − e Σ d), so
//! that errors common to the whole group cancel. The error of the total adds to each commune in
//! proportion to e.
//!
//! The interval is that of a lognormal law of the same mean and variance, so it is never negative.
//! Its upper end is at most the population. Its ends are whole people, rounded outwards.

use std::collections::BTreeMap;

use super::{
    Confidence, Estimates, Group, Peopled,
    estimate::{dot, region},
};
use crate::model::CommuneCode;

/// A number of people with its interval.
///
/// # Examples
///
/// ```
/// use maillage_core::need::{Confidence, Interval};
///
/// // 120 people of 1,000, with a standard error of 20.
/// let need = Interval::new(120.0, 20.0, 1_000.0, Confidence::Ninety);
/// assert_eq!((need.low, need.people, need.high), (90.0, 120.0, 156.0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The estimate, in people.
    pub people: f64,
    /// Lower bound of the interval, in people.
    pub low: f64,
    /// Upper bound of the interval, in people.
    pub high: f64,
    /// Standard error of the estimate, in people.
    pub standard_error: f64,
}

impl Interval {
    /// The interval around the estimate `people`, in a population of `most`. All zero when the
    /// estimate is zero or less.
    pub fn new(people: f64, standard_error: f64, most: f64, confidence: Confidence) -> Self {
        if people <= 0.0 {
            return Self { people: 0.0, low: 0.0, high: 0.0, standard_error: 0.0 };
        }
        let deviation = (standard_error / people).powi(2).ln_1p().sqrt();
        let median = people / (deviation * deviation / 2.0).exp();
        let reach = (confidence.reach() * deviation).exp();
        // The ends are rounded outwards to whole people. An interval that is cut at one end still
        // contains the estimate.
        let low = (median / reach).min(people).floor();
        let high = (median * reach).ceil().min(most).max(people);
        Self { people, low, high, standard_error }
    }
}

/// The calibrated estimate of one commune, with its interval.
pub(super) fn of_commune(
    estimates: &Estimates,
    code: CommuneCode,
    peopled: &Peopled,
    group: Option<usize>,
    confidence: Confidence,
) -> Interval {
    let group = group.map(|rank| &estimates.groups[rank]);
    let mut sum = Sum::new(estimates);
    sum.add(code, peopled, group, 1.0);
    let people = peopled.expected * group.map_or(1.0, |group| group.factor);
    Interval::new(people, sum.variance().sqrt(), peopled.adults, confidence)
}

/// The total need of `communes` with its interval. Each commune comes with the share of its people
/// that counts, 0 to 1.
///
/// Errors that communes have in common do not average out. Communes without an estimate are left
/// out; without any other, all figures are zero. O(communes × bands of rates).
pub fn total_with_interval(
    estimates: &Estimates,
    communes: impl Iterator<Item = (CommuneCode, f64)>,
    confidence: Confidence,
) -> Interval {
    let mut sum = Sum::new(estimates);
    let (mut people, mut most) = (0.0, 0.0);
    for (code, part) in communes {
        let Some(of) = estimates.communes.get(&code) else { continue };
        sum.add(code, &of.peopled, of.group.map(|rank| &estimates.groups[rank]), part);
        people += part * of.interval.people;
        most += part * of.peopled.adults;
    }
    Interval::new(people, sum.variance().sqrt(), most, confidence)
}

/// Weighted sum of communes with its variance components.
struct Sum<'run> {
    estimates: &'run Estimates,
    /// Derivative of the sum with respect to each rate, by band of rates.
    by_band: Vec<f64>,
    /// People of the sum that the common error of each région multiplies.
    by_region: BTreeMap<&'static str, f64>,
    /// Sum of the squared contributions of communes outside groups, for their individual errors.
    own: f64,
    /// Groups with members in the sum.
    groups: Vec<Members<'run>>,
    /// Binomial variance.
    chance: f64,
    /// Variance of the totals to which groups are scaled.
    totals: f64,
}

/// Members of one group in the sum. Each contributes the share p of its estimate E.
struct Members<'run> {
    group: &'run Group,
    /// Σ p E.
    expected: f64,
    /// Σ E², Σ p E², Σ p² E².
    squares: [f64; 3],
}

impl<'run> Sum<'run> {
    fn new(estimates: &'run Estimates) -> Self {
        Self {
            estimates,
            by_band: vec![0.0; estimates.rates.bands.len()],
            by_region: BTreeMap::new(),
            own: 0.0,
            groups: Vec::new(),
            chance: 0.0,
            totals: 0.0,
        }
    }

    fn add(&mut self, code: CommuneCode, of: &Peopled, group: Option<&'run Group>, part: f64) {
        let factor = part * group.map_or(1.0, |group| group.factor);
        let people = factor * of.expected;
        for (sum, of_band) in self.by_band.iter_mut().zip(&of.by_band) {
            *sum += factor * of_band;
        }
        *self.by_region.entry(region(code)).or_default() += people;
        if of.adults > 0.0 {
            self.chance += people * (1.0 - people / of.adults).max(0.0);
        }
        match group {
            None => self.own += people * people,
            Some(group) => self.member(group, of.expected, part),
        }
    }

    fn member(&mut self, group: &'run Group, expected: f64, part: f64) {
        let rank = self.groups.iter().position(|members| members.group.scope == group.scope);
        let rank = rank.unwrap_or_else(|| {
            self.groups.push(Members { group, expected: 0.0, squares: [0.0; 3] });
            self.groups.len() - 1
        });
        let members = &mut self.groups[rank];
        members.expected += part * expected;
        for (power, sum) in members.squares.iter_mut().enumerate() {
            *sum += part.powi(power as i32) * expected * expected;
        }
    }

    fn variance(mut self) -> f64 {
        for Members { group, expected, squares } in std::mem::take(&mut self.groups) {
            // The calibrated group moves as a whole: the share of the group in the sum follows the
            // error of the group.
            let share = expected / group.expected;
            let pull = group.factor * share;
            for (region, of_region) in &group.regions {
                *self.by_region.entry(region).or_default() -= pull * of_region.expected;
                for (sum, of_band) in self.by_band.iter_mut().zip(&of_region.by_band) {
                    *sum -= pull * of_band;
                }
            }
            let [all, once, twice] = squares;
            let inside = twice - 2.0 * share * once + share * share * all;
            let outside = share * share * (group.squares - all).max(0.0);
            self.own += group.factor.powi(2) * (inside + outside);
            self.totals += (share * group.error).powi(2);
        }
        let error = &self.estimates.error;
        let covariance = &self.estimates.rates.covariance;
        let of_rates: f64 = covariance
            .iter()
            .zip(&self.by_band)
            .map(|(row, people)| people * dot(row, &self.by_band))
            .sum();
        let of_regions: f64 = self.by_region.values().map(|people| people * people).sum();
        of_rates.max(0.0)
            + error.region.powi(2) * of_regions
            + error.commune.powi(2) * self.own
            + self.chance
            + self.totals
    }
}
