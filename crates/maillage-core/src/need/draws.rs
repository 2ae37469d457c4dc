//! Monte Carlo draws of need. Ranks are computed from them, and tests compare them with the delta
//! method.
//!
//! Each draw takes new rates, errors of régions and communes, and binomial chance. It uses its own
//! stream of one seeded generator, so the result does not depend on the number of threads.

use super::{
    Estimates,
    dice::{Dice, Lognormal},
    estimate::{dot, region},
};
use crate::model::{CommuneCode, StudyRow};

/// Law from which the need of one commune is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Drawn {
    /// The need is unknown.
    Unknown,
    /// The need is the estimate of the commune of this code.
    Estimated(CommuneCode),
    /// The need comes from a table.
    Given {
        /// Number of people in need.
        people: f64,
        /// Relative standard deviation derived from the bounds of the table. `None` without bounds.
        relative_error: Option<f64>,
    },
}

/// Communes with all that their draws need.
pub struct Draws<'run> {
    estimates: Option<&'run Estimates>,
    communes: Vec<Drawn>,
    /// By commune; `None` for those that are not estimated.
    members: Vec<Option<Member>>,
    /// People of each estimated commune by band of rates, one commune after the other.
    by_band: Vec<f64>,
    /// Lower triangular root of the covariance of the rates.
    root: Vec<Vec<f64>>,
    regions: Vec<&'static str>,
    /// For each group, the square root of the sum of the squared estimates of its communes that are
    /// not drawn.
    undrawn: Vec<f64>,
}

/// What is drawn of an estimated commune.
#[derive(Debug, Clone, Copy)]
struct Member {
    /// People that the rates cover.
    adults: f64,
    /// Rank of its région.
    region: usize,
    /// Rank of the group that it is calibrated with.
    group: Option<usize>,
    /// Its first band in [`Draws::by_band`].
    bands: usize,
}

impl<'run> Draws<'run> {
    /// Prepares draws of `communes`, in their order.
    ///
    /// # Panics
    ///
    /// When `estimates` are given and lack the commune of a [`Drawn::Estimated`].
    pub fn new(estimates: Option<&'run Estimates>, communes: Vec<Drawn>) -> Self {
        let (mut root, mut regions, mut undrawn) = (Vec::new(), Vec::new(), Vec::new());
        let (mut members, mut by_band) = (vec![None; communes.len()], Vec::new());
        if let Some(estimates) = estimates {
            root = cholesky(&estimates.rates.covariance);
            let here = communes.iter().filter_map(Drawn::code).map(region);
            let of_groups = estimates.groups.iter().flat_map(|group| group.regions.keys().copied());
            regions = here.chain(of_groups).collect();
            regions.sort_unstable();
            regions.dedup();
            let mut squares: Vec<f64> =
                estimates.groups.iter().map(|group| group.squares).collect();
            for (member, commune) in members.iter_mut().zip(&communes) {
                let Some(code) = commune.code() else { continue };
                let of = &estimates.communes[&code];
                let bands = of.peopled.by_band.len();
                assert_eq!(bands, estimates.rates.rates.len(), "each band has its rate");
                let rank = regions.binary_search(&region(code));
                *member = Some(Member {
                    adults: of.peopled.adults,
                    region: rank.expect("the régions are those of the communes"),
                    group: of.group,
                    bands: by_band.len(),
                });
                by_band.extend(&of.peopled.by_band);
                if let Some(group) = of.group {
                    squares[group] -= of.peopled.expected * of.peopled.expected;
                }
            }
            undrawn = squares.into_iter().map(|squares| squares.max(0.0).sqrt()).collect();
        }
        Self { estimates, communes, members, by_band, root, regions, undrawn }
    }

    /// Whether any draw can differ from another.
    pub fn vary(&self) -> bool {
        (0..self.communes.len()).map(StudyRow::new).any(|row| self.varies(row))
    }

    /// Whether the need of the commune of this row has a known variance.
    pub fn varies(&self, row: StudyRow) -> bool {
        match &self.communes[row.index()] {
            Drawn::Unknown => false,
            Drawn::Estimated(_) => true,
            Drawn::Given { relative_error, .. } => relative_error.is_some(),
        }
    }

    /// People in need in each commune, in the draw of number `rank`. `None` where the need is
    /// unknown. O(communes × bands of rates).
    pub fn draw(&self, rank: u32) -> Vec<Option<f64>> {
        let mut people = Vec::new();
        self.draw_into(rank, &mut people);
        people
    }

    /// Replaces `people` by those of [`draw`](Self::draw).
    pub(crate) fn draw_into(&self, rank: u32, people: &mut Vec<Option<f64>>) {
        let mut dice = Dice::of(rank);
        let rates = self.rates(&mut dice);
        let error = self.estimates.map(|estimates| &estimates.error);
        let (shared, own) = error.map_or((0.0, 0.0), |error| (error.region, error.commune));
        let of_all = Lognormal::of(shared);
        let of_region: Vec<f64> = self.regions.iter().map(|_| of_all.draw(&mut dice)).collect();
        let mut sums = self.group_sums(&rates, &of_region, own, &mut dice);
        let own = Lognormal::of(own);
        let targets = self.targets(&mut dice);
        people.clear();
        people.reserve(self.communes.len());
        for (commune, member) in self.communes.iter().zip(&self.members) {
            people.push(match (commune, member) {
                (Drawn::Given { people, relative_error }, _) => {
                    let error = Lognormal::of(relative_error.unwrap_or(0.0));
                    Some(people * error.draw(&mut dice))
                }
                (Drawn::Estimated(_), Some(of)) => {
                    let by_band = &self.by_band[of.bands..of.bands + rates.len()];
                    let expected = dot(by_band, &rates).max(0.0);
                    let common = expected * of_region[of.region];
                    let here = common * own.draw(&mut dice);
                    if let Some(group) = of.group {
                        sums[group] += here - common;
                    }
                    Some(here)
                }
                _ => None,
            });
        }
        self.calibrate_and_add_chance((&sums, &targets), people, &mut dice);
    }

    fn rates(&self, dice: &mut Dice) -> Vec<f64> {
        let Some(estimates) = self.estimates else { return Vec::new() };
        let normal: Vec<f64> = self.root.iter().map(|_| dice.normal()).collect();
        let rate = |(rate, row): (&f64, &Vec<f64>)| (rate + dot(row, &normal)).clamp(0.0, 1.0);
        estimates.rates.rates.iter().zip(&self.root).map(rate).collect()
    }

    /// Sum of each group, without the individual errors of the communes that are drawn.
    fn group_sums(&self, rates: &[f64], of_region: &[f64], own: f64, dice: &mut Dice) -> Vec<f64> {
        let groups = self.estimates.map_or(&[][..], |estimates| &estimates.groups);
        let sum = |(group, undrawn): (&super::Group, &f64)| {
            let of = |(region, sum): (&&str, &super::calibrate::RegionSum)| {
                let rank = self.regions.binary_search(region);
                let rank = rank.expect("the régions are those of the groups as well");
                dot(&sum.by_band, rates) * of_region[rank]
            };
            let common: f64 = group.regions.iter().map(of).sum();
            common + own * undrawn * dice.normal()
        };
        groups.iter().zip(&self.undrawn).map(sum).collect()
    }

    /// Draws the total of each group, in people.
    fn targets(&self, dice: &mut Dice) -> Vec<f64> {
        let groups = self.estimates.map_or(&[][..], |estimates| &estimates.groups);
        groups.iter().map(|group| (group.target + group.error * dice.normal()).max(0.0)).collect()
    }

    /// Scales the communes of each group to its total, then adds binomial chance.
    fn calibrate_and_add_chance(
        &self,
        (sums, targets): (&[f64], &[f64]),
        people: &mut [Option<f64>],
        dice: &mut Dice,
    ) {
        for (people, member) in people.iter_mut().zip(&self.members) {
            let (Some(people), Some(of)) = (people.as_mut(), member) else { continue };
            if let Some(group) = of.group {
                *people *= targets[group] / sums[group].max(f64::MIN_POSITIVE);
            }
            let adults = of.adults;
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

/// Lower triangular root of a covariance matrix, by Cholesky's method. A negative pivot, which
/// rounding can cause in a singular matrix, counts as zero.
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
