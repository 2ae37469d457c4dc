//! Local Moran's I: whether a unit is like its neighbours or differs from them.
//!
//! With the deviations z = x − x̄ and their mean square m2 = Σ z² / n over the n units with a value,
//!
//! > I_i = z_i · (mean of z_j over the neighbours j of i) / m2
//!
//! It is positive where the unit and its surroundings are on the same side of the mean, negative
//! where they are on opposite sides, and larger the farther both are from it. The mean of all I_i is
//! the global Moran's I for row-standardised weights. PySAL divides by Σ z² / (n − 1) instead: its
//! I_i are (n − 1) / n of these.
//!
//! The p-value is from conditional permutations: the unit keeps its value, and as many others as it
//! has neighbours are drawn without replacement from the n − 1 other values. Let t be the number of
//! permutations whose I is at least that of the unit, or at most that of the unit, whichever is
//! fewer; equal ones are in both. Of T permutations,
//!
//! > p = min(1, 2·(t + 1) / (T + 1))
//!
//! the two-sided p with equal tails, valid for skewed values too. PySAL and GeoDa report one tail:
//! (t + 1) / (T + 1), half of it. A unit at the mean has I = 0 whatever its neighbours, and p = 1.
//!
//! The quadrant says on which sides of the mean the unit and its neighbours are; in a skewed variable
//! neighbours just above the mean may still be lower than chance puts there.
//!
//! Each unit draws from its own stream of one seeded generator, so the result does not depend on the
//! number of threads.
//!
//! Anselin (1995), Geographical Analysis 27(2). O(permutations × neighbours) for each
//! unit, on all cores.

use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};
use rayon::prelude::*;

use super::{Neighbours, standardised::Standardised};

/// Seed of all permutations.
const SEED: u64 = 1995;
/// Difference up to which two sums of standardised values are equal: they are rounded in the order
/// in which they are summed.
const ROUNDING: f64 = 1e-9;

/// A unit and the mean of its neighbours, each above the mean of all units (high) or not (low).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quadrant {
    /// High among high.
    HighHigh,
    /// Low among low.
    LowLow,
    /// High among low.
    HighLow,
    /// Low among high.
    LowHigh,
}

impl Quadrant {
    /// The value in the output: the unit first, then its neighbours.
    pub fn name(self) -> &'static str {
        match self {
            Self::HighHigh => "haut_haut",
            Self::LowLow => "bas_bas",
            Self::HighLow => "haut_bas",
            Self::LowHigh => "bas_haut",
        }
    }

    /// Whether the unit is unlike its neighbours.
    pub fn differs(self) -> bool {
        matches!(self, Self::HighLow | Self::LowHigh)
    }

    /// The quadrant of the standardised values of a unit and of its neighbours.
    fn of(own: f64, around: f64) -> Self {
        match (own > 0.0, around > 0.0) {
            (true, true) => Self::HighHigh,
            (false, false) => Self::LowLow,
            (true, false) => Self::HighLow,
            (false, true) => Self::LowHigh,
        }
    }
}

/// The local indicator of one unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Association {
    /// Local Moran's I.
    pub(super) i: f64,
    /// Its two-sided pseudo p.
    pub(super) p: f64,
    /// The quadrant of the unit.
    pub(super) quadrant: Quadrant,
}

/// Local Moran's I of each unit, with its p from so many permutations. `None` without a value and
/// without a neighbour with one.
pub(super) fn associations(
    values: &Standardised,
    neighbours: &Neighbours,
    permutations: u32,
) -> Vec<Option<Association>> {
    let one = |urn: &mut Urn, unit: usize| {
        let rank = values.rank(unit)?;
        let own = values.known()[rank];
        let (sum, count) = values.around(unit, neighbours)?;
        let p = match own == 0.0 {
            true => 1.0,
            false => {
                let tail = urn.smaller_tail(rank, sum, count, permutations, &mut stream_of(unit));
                two_sided(tail, permutations)
            }
        };
        Some(Association { i: own * sum / count as f64, p, quadrant: Quadrant::of(own, sum) })
    };
    let units = (0..neighbours.units()).into_par_iter();
    units.map_init(|| Urn::of(values.known()), one).collect()
}

/// The global Moran's I of these units: the mean of their own. `None` when none has one.
pub(super) fn global_moran(associations: &[Option<Association>]) -> Option<f64> {
    let own = associations.iter().flatten();
    let (sum, count) = own.fold((0.0, 0_u32), |(sum, count), one| (sum + one.i, count + 1));
    (count > 0).then(|| sum / f64::from(count))
}

/// The two-sided p when `tail` of `permutations` are in the smaller tail.
fn two_sided(tail: u32, permutations: u32) -> f64 {
    let one_sided = (f64::from(tail) + 1.0) / (f64::from(permutations) + 1.0);
    (2.0 * one_sided).min(1.0)
}

/// The standardised values, from which permutations draw. Between draws they are in the order of
/// the units, so that no draw depends on those before.
struct Urn {
    values: Vec<f64>,
    /// The swaps of one draw, for their undoing.
    swaps: Vec<usize>,
}

impl Urn {
    fn of(values: &[f64]) -> Self {
        Self { values: values.to_vec(), swaps: Vec::new() }
    }

    /// The permutations in the smaller tail: those whose sum of `count` values other than that of
    /// rank `own` is at least `sum`, or at most `sum`.
    fn smaller_tail(
        &mut self,
        own: usize,
        sum: f64,
        count: usize,
        permutations: u32,
        stream: &mut ChaCha8Rng,
    ) -> u32 {
        let last = self.values.len() - 1;
        self.values.swap(own, last);
        let (mut at_least, mut at_most) = (0, 0);
        for _ in 0..permutations {
            let drawn = self.draw(count, last, stream);
            at_least += u32::from(drawn >= sum - ROUNDING);
            at_most += u32::from(drawn <= sum + ROUNDING);
        }
        self.values.swap(own, last);
        at_least.min(at_most)
    }

    /// The sum of `count` of the first `among` values, drawn without replacement: the first steps of
    /// the shuffle of Fisher and Yates, which are then undone.
    fn draw(&mut self, count: usize, among: usize, stream: &mut ChaCha8Rng) -> f64 {
        self.swaps.clear();
        let mut sum = 0.0;
        for place in 0..count {
            let drawn = place + below(among - place, stream);
            self.values.swap(place, drawn);
            self.swaps.push(drawn);
            sum += self.values[place];
        }
        for (place, drawn) in self.swaps.iter().enumerate().rev() {
            self.values.swap(place, *drawn);
        }
        sum
    }
}

/// The random numbers of the permutations of `unit`.
fn stream_of(unit: usize) -> ChaCha8Rng {
    let mut stream = ChaCha8Rng::seed_from_u64(SEED);
    stream.set_stream(unit as u64);
    stream
}

/// A uniform whole number below `count`. The share of a number differs from that of another by less
/// than `count` / 2⁶⁴.
fn below(count: usize, stream: &mut ChaCha8Rng) -> usize {
    ((u128::from(stream.next_u64()) * count as u128) >> 64) as usize
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn standardised(values: &[f64]) -> Standardised {
        let known: Vec<Option<f64>> = values.iter().copied().map(Some).collect();
        Standardised::of(&known).expect("values that vary")
    }

    #[test]
    fn a_path_of_four_units_is_redone_by_hand() {
        // The deviations of 10, 6, 6 and 6 are 3, −1, −1 and −1, and m2 is 3.
        let path = Neighbours::of_pairs(4, [(0, 1), (1, 2), (2, 3)]);
        let found = associations(&standardised(&[10.0, 6.0, 6.0, 6.0]), &path, 99);
        let third = 1.0 / 3.0;
        for (found, expected) in found.iter().zip([-1.0, -third, third, third]) {
            assert!((found.expect("an index").i - expected).abs() < 1e-12, "{found:?}");
        }
        let quadrants = found.iter().map(|one| one.expect("an index").quadrant.name());
        let quadrants: Vec<&str> = quadrants.collect();
        assert_eq!(quadrants, ["haut_bas", "bas_haut", "bas_bas", "bas_bas"]);
        // The first has one neighbour, and all others have the same value.
        assert_eq!(found[0].expect("an index").p, 1.0);
        // Moran's I of all: n / S0 · Σ_ij w_ij z_i z_j / Σ z², with weights of rows that sum to 1.
        let global = 4.0 / 4.0 * (-3.0 - (3.0 - 1.0) / 2.0 + 1.0 + 1.0) / 12.0;
        assert!((global_moran(&found).expect("four units") - global).abs() < 1e-12);
    }

    #[test]
    fn a_unit_at_the_mean_has_no_index_and_is_never_significant() {
        // The mean of the eight is 5, the value of the first; its neighbours are the two highest.
        let values = [5.0, 9.0, 9.0, 1.0, 1.0, 5.0, 5.0, 5.0];
        let neighbours = Neighbours::of_pairs(8, [(0, 1), (0, 2)]);
        let found = associations(&standardised(&values), &neighbours, 999)[0];
        let found = found.expect("a unit with neighbours");
        assert_eq!((found.i, found.p), (0.0, 1.0));
    }

    #[test]
    fn the_least_p_is_twice_one_of_all_permutations_with_the_observed_one() {
        assert_eq!(two_sided(0, 999), 0.002);
        assert_eq!(two_sided(600, 999), 1.0);
        assert_eq!(two_sided(0, 0), 1.0);
    }

    /// The number of the sets of `count` of `others` whose sum is at least, and is at most, `sum`;
    /// and of all sets.
    fn tails(others: &[f64], count: usize, sum: f64) -> [u32; 3] {
        let mut tails = [0; 3];
        for set in (0_u32..1 << others.len()).filter(|set| set.count_ones() as usize == count) {
            let members = (0..others.len()).filter(|rank| set >> rank & 1 == 1);
            let drawn: f64 = members.map(|rank| others[rank]).sum();
            tails[0] += u32::from(drawn >= sum - 1e-9);
            tails[1] += u32::from(drawn <= sum + 1e-9);
            tails[2] += 1;
        }
        tails
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn p_is_near_that_of_all_permutations(
            // Few distinct values, so that sums tie.
            values in prop::collection::vec((0_i32..6).prop_map(f64::from), 5..10),
            pairs in prop::collection::vec((0_usize..10, 0_usize..10), 4..12),
        ) {
            prop_assume!(values.iter().any(|value| *value != values[0]));
            let units = values.len();
            let pairs = pairs.into_iter().map(|(one, other)| (one % units, other % units));
            let neighbours = Neighbours::of_pairs(units, pairs);
            let mean = values.iter().sum::<f64>() / units as f64;
            let permutations = 9_999;
            let found = associations(&standardised(&values), &neighbours, permutations);
            for unit in (0..units).filter(|unit| neighbours.of(*unit).len() > 0) {
                let found = found[unit].expect("a unit with neighbours");
                let sum: f64 = neighbours.of(unit).map(|other| values[other]).sum();
                let others: Vec<f64> =
                    (0..units).filter(|other| *other != unit).map(|other| values[other]).collect();
                let [at_least, at_most, all] = tails(&others, neighbours.of(unit).len(), sum);
                let tail = f64::from(at_least.min(at_most)) / f64::from(all);
                let exact = match (values[unit] - mean).abs() < 1e-9 {
                    true => 1.0,
                    false => (2.0 * tail).min(1.0),
                };
                // Five standard errors of a share of so many draws, doubled, and the added one.
                let error = 10.0 * (tail * (1.0 - tail) / f64::from(permutations)).sqrt() + 2e-4;
                prop_assert!((found.p - exact).abs() <= error, "{}: {exact} {}", unit, found.p);
            }
        }
    }

    #[test]
    fn every_set_of_values_is_drawn_about_as_often_as_another() {
        // The sums of two of 1, 2, 4 and 8 tell which two were drawn; the fifth value never is.
        let mut urn = Urn::of(&[1.0, 2.0, 4.0, 8.0, 100.0]);
        let mut stream = stream_of(0);
        let mut counts = std::collections::BTreeMap::<u32, u32>::new();
        for _ in 0..6_000 {
            *counts.entry(urn.draw(2, 4, &mut stream) as u32).or_default() += 1;
        }
        assert_eq!(urn.values, [1.0, 2.0, 4.0, 8.0, 100.0]);
        let sums: Vec<u32> = counts.keys().copied().collect();
        assert_eq!(sums, [3, 5, 6, 9, 10, 12]);
        // 1,000 of each are expected, with a standard error of 29.
        assert!(counts.values().all(|count| count.abs_diff(1_000) < 150), "{counts:?}");
    }
}
