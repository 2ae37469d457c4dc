//! Draws of what need may be: the judge of the delta method, and what ranks are made of.
//!
//! Each draw takes rates, régions, communes and chance anew, from a stream of its own of one
//! seeded generator, so that it is the same on any number of threads.

use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};

use super::{
    Estimate, Estimates,
    estimate::{dot, region},
};
use crate::model::CommuneCode;

/// The seed of all draws.
const SEED: u64 = 154;

/// What there is to draw of one commune.
#[derive(Debug, Clone, PartialEq)]
pub enum Drawn {
    /// Nothing: need is unknown.
    Unknown,
    /// An estimate, of the commune of this code.
    Estimated(CommuneCode),
    /// Need as a table gave it.
    Given {
        /// People.
        people: f64,
        /// The relative standard deviation that its bounds tell; `None` without bounds.
        relative_error: Option<f64>,
    },
}

/// Communes, ready for draws.
pub struct Draws<'run> {
    estimates: Option<&'run Estimates>,
    communes: Vec<Drawn>,
    /// Of each commune that is estimated: its estimate, and the rank of its région.
    members: Vec<Option<(&'run Estimate, usize)>>,
    /// A root of the covariance of the rates: lower triangular.
    root: Vec<Vec<f64>>,
    regions: Vec<&'static str>,
    /// By group, the root of Σ of the squares of its communes that are not among these.
    beyond: Vec<f64>,
}

impl<'run> Draws<'run> {
    /// Draws of `communes`, in their order.
    pub fn new(estimates: Option<&'run Estimates>, communes: Vec<Drawn>) -> Self {
        let (mut root, mut regions, mut beyond) = (Vec::new(), Vec::new(), Vec::new());
        let mut members = vec![None; communes.len()];
        if let Some(estimates) = estimates {
            root = cholesky(&estimates.rates.covariance);
            let here = communes.iter().filter_map(Drawn::code).map(region);
            let of_groups = estimates.groups.iter().flat_map(|group| group.regions.keys().copied());
            regions = here.chain(of_groups).collect();
            regions.sort_unstable();
            regions.dedup();
            let mut left: Vec<f64> = estimates.groups.iter().map(|group| group.squares).collect();
            for (member, commune) in members.iter_mut().zip(&communes) {
                let Some(code) = commune.code() else { continue };
                let of = &estimates.communes[&code];
                let rank = regions.binary_search(&region(code));
                *member = Some((of, rank.expect("the régions are those of the communes")));
                if let Some(group) = of.group {
                    left[group] -= of.peopled.expected * of.peopled.expected;
                }
            }
            beyond = left.into_iter().map(|squares| squares.max(0.0).sqrt()).collect();
        }
        Self { estimates, communes, members, root, regions, beyond }
    }

    /// Whether draws differ at all.
    pub fn vary(&self) -> bool {
        (0..self.communes.len()).any(|rank| self.varies(rank))
    }

    /// Whether it is known how the need of the commune of this rank varies.
    pub fn varies(&self, rank: usize) -> bool {
        match &self.communes[rank] {
            Drawn::Unknown => false,
            Drawn::Estimated(_) => true,
            Drawn::Given { relative_error, .. } => relative_error.is_some(),
        }
    }

    /// The people in need of each commune in the draw of this rank; `None` where unknown.
    pub fn draw(&self, rank: u32) -> Vec<Option<f64>> {
        let mut dice = Dice::of(rank);
        let rates = self.rates(&mut dice);
        let error = self.estimates.map(|estimates| &estimates.error);
        let (shared, own) = error.map_or((0.0, 0.0), |error| (error.region, error.commune));
        let of_region: Vec<f64> = self.regions.iter().map(|_| dice.around_one(shared)).collect();
        let mut sums = self.group_sums(&rates, &of_region, own, &mut dice);
        let targets = self.targets(&mut dice);
        let mut people = Vec::with_capacity(self.communes.len());
        for (commune, member) in self.communes.iter().zip(&self.members) {
            people.push(match (commune, member) {
                (Drawn::Given { people, relative_error }, _) => {
                    Some(people * dice.around_one(relative_error.unwrap_or(0.0)))
                }
                (Drawn::Estimated(_), Some((of, region))) => {
                    let expected = dot(&of.peopled.by_band, &rates).max(0.0);
                    let alike = expected * of_region[*region];
                    let here = alike * dice.around_one(own);
                    if let Some(group) = of.group {
                        sums[group] += here - alike;
                    }
                    Some(here)
                }
                _ => None,
            });
        }
        self.scale_and_shake((&sums, &targets), &mut people, &mut dice);
        people
    }

    fn rates(&self, dice: &mut Dice) -> Vec<f64> {
        let Some(estimates) = self.estimates else { return Vec::new() };
        let normal: Vec<f64> = self.root.iter().map(|_| dice.normal()).collect();
        let rate = |(rate, row): (&f64, &Vec<f64>)| (rate + dot(row, &normal)).clamp(0.0, 1.0);
        estimates.rates.rates.iter().zip(&self.root).map(rate).collect()
    }

    /// What all communes of each group have, the own errors of those here left out.
    fn group_sums(&self, rates: &[f64], of_region: &[f64], own: f64, dice: &mut Dice) -> Vec<f64> {
        let groups = self.estimates.map_or(&[][..], |estimates| &estimates.groups);
        let sum = |(group, beyond): (&super::Group, &f64)| {
            let of = |(region, sum): (&&str, &super::calibrate::RegionSum)| {
                let rank = self.regions.binary_search(region);
                let rank = rank.expect("the régions are those of the groups as well");
                dot(&sum.by_band, rates) * of_region[rank]
            };
            let alike: f64 = group.regions.iter().map(of).sum();
            alike + own * beyond * dice.normal()
        };
        groups.iter().zip(&self.beyond).map(sum).collect()
    }

    /// What the totals of the groups may be.
    fn targets(&self, dice: &mut Dice) -> Vec<f64> {
        let groups = self.estimates.map_or(&[][..], |estimates| &estimates.groups);
        groups.iter().map(|group| (group.target + group.error * dice.normal()).max(0.0)).collect()
    }

    /// Scales groups to their totals, then lets chance decide how many there are.
    fn scale_and_shake(
        &self,
        (sums, targets): (&[f64], &[f64]),
        people: &mut [Option<f64>],
        dice: &mut Dice,
    ) {
        for (people, member) in people.iter_mut().zip(&self.members) {
            let (Some(people), Some((of, _))) = (people.as_mut(), member) else { continue };
            if let Some(group) = of.group {
                *people *= targets[group] / sums[group].max(f64::MIN_POSITIVE);
            }
            let adults = of.peopled.adults;
            let share = (*people / adults).clamp(0.0, 1.0);
            let chance = if adults > 0.0 { (*people * (1.0 - share)).max(0.0).sqrt() } else { 0.0 };
            *people = (*people + chance * dice.normal()).clamp(0.0, adults);
        }
    }
}

impl Drawn {
    fn code(&self) -> Option<CommuneCode> {
        match self {
            Self::Estimated(code) => Some(*code),
            _ => None,
        }
    }
}

/// The lower triangular root of a covariance; of one that is barely singular, that of the
/// nearest that is not.
fn cholesky(covariance: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let count = covariance.len();
    let mut root = vec![vec![0.0; count]; count];
    for row in 0..count {
        for column in 0..=row {
            let sum = dot(&root[row][..column], &root[column][..column]);
            let rest = covariance[row][column] - sum;
            root[row][column] = match row == column {
                true => rest.max(0.0).sqrt(),
                false if root[column][column] > 0.0 => rest / root[column][column],
                false => 0.0,
            };
        }
    }
    root
}

/// Normal numbers of one stream.
struct Dice {
    stream: ChaCha8Rng,
    /// The second of a pair, kept for the next time.
    spare: Option<f64>,
}

impl Dice {
    fn of(draw: u32) -> Self {
        let mut stream = ChaCha8Rng::seed_from_u64(SEED);
        stream.set_stream(u64::from(draw));
        Self { stream, spare: None }
    }

    /// A number of the normal law with mean 0 and variance 1: Box and Muller (1958).
    fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        // From 0 excluded to 1 included, so that the logarithm is finite.
        let radius = (-2.0 * (1.0 - self.unit()).ln()).sqrt();
        let angle = std::f64::consts::TAU * self.unit();
        self.spare = Some(radius * angle.sin());
        radius * angle.cos()
    }

    /// A number of the lognormal law of mean 1 and of this standard deviation.
    fn around_one(&mut self, deviation: f64) -> f64 {
        let variance = (deviation * deviation).ln_1p();
        (variance.sqrt() * self.normal() - variance / 2.0).exp()
    }

    /// A number from 0 included to 1 excluded.
    fn unit(&mut self) -> f64 {
        (self.stream.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }
}
