//! How sure an estimate is: the delta method.
//!
//! What may be otherwise, in the order of size: places differ from what their ages make expect,
//! together in a région and each on its own (relative errors τ and σ); the rates come from a
//! sample (covariance C); and the few of a village are many or few by chance (binomial). With E
//! the estimate and g the people by band,
//!
//! ```text
//! var = gᵀ C g + (τ² + σ²) E² + E (1 − E / adults)
//! ```
//!
//! A commune that is scaled with others to a known total S → T (factor f = T / S, its part
//! e = E / S) goes with them where they all err alike: each error d of it becomes
//! f (d − e Σ d), so that what is common to all of the total cancels; what the total errs by comes
//! back in the part e.
//!
//! The interval is that of a lognormal law of the same mean and variance: it never goes below
//! zero. It is cut at the people there are, and its ends are whole people, rounded outwards.

use std::collections::BTreeMap;

use super::{
    Confidence, Estimates, Group, Peopled,
    estimate::{dot, region},
};
use crate::model::CommuneCode;

/// A figure with the interval that is to hold what is true.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The estimate.
    pub people: f64,
    /// Its lower bound.
    pub low: f64,
    /// Its upper bound.
    pub high: f64,
    /// Its standard error.
    pub standard_error: f64,
}

impl Interval {
    /// The interval around `people`, of which there are `most` at most.
    pub fn new(people: f64, standard_error: f64, most: f64, confidence: Confidence) -> Self {
        if people <= 0.0 {
            return Self { people: 0.0, low: 0.0, high: 0.0, standard_error: 0.0 };
        }
        let spread = (standard_error / people).powi(2).ln_1p().sqrt();
        let median = people / (spread * spread / 2.0).exp();
        let reach = (confidence.reach() * spread).exp();
        // People are whole: of few, the interval holds those just outside. Cut short at one
        // end, it still holds the estimate.
        let low = (median / reach).min(people).floor();
        let high = (median * reach).ceil().min(most).max(people);
        Self { people, low, high, standard_error }
    }
}

/// The estimate of one commune with its interval.
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

/// The total of a part of each of `communes`, 1 for all of their people, with its interval;
/// errors that communes share do not average out.
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

/// A sum of communes, by what its errors hang on.
struct Sum<'run> {
    estimates: &'run Estimates,
    /// By band of rates: what an error of its rate makes of the sum.
    by_band: Vec<f64>,
    /// By région: what its common error makes of it.
    by_region: BTreeMap<&'static str, f64>,
    /// Σ over communes of the square of what their own error makes of it, without groups.
    own: f64,
    /// The groups with members in the sum.
    groups: Vec<Members<'run>>,
    /// The variance by chance.
    chance: f64,
    /// The variance of the totals that groups are scaled to.
    totals: f64,
}

/// The members of one group that are in a sum, each with its part p of its estimate E.
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
            // The part of the group that is in the sum goes with the whole of it.
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
