//! Hot and cold spots of a variable: where high or low values lie together.
//!
//! Two statistics say of each unit whether the values around it are what chance would put there.
//! Gi* ([`GetisOrd`]) compares the sum of the unit and its neighbours with the sum of as many
//! units taken anywhere: a hot spot has high values together, a cold spot low ones. Local Moran's I
//! ([`LocalMoran`]) compares the unit with the mean of its neighbours: it also finds a unit that
//! differs from its surroundings.
//!
//! Both depend on the units of the run: the same value is high in one territory and low in another.
//! One test for each unit gives many false positives, so classes are those of the p-values after
//! control of the false discovery rate, the q-values.
//!
//! A unit without a value takes no part and is nobody's neighbour. A unit without any neighbour
//! with a value (an island) has no statistic, but it counts in the mean and in the variance.
//!
//! Ord and Getis (1995), Geographical Analysis 27(4); Anselin (1995), Geographical Analysis 27(2);
//! Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57(1).
//! O(permutations × neighbours) for each unit, on all cores.

mod false_discovery;
mod getis_ord;
mod local_moran;
mod neighbours;
mod standardised;

pub use local_moran::Quadrant;
pub use neighbours::Neighbours;

use false_discovery::q_values;
use getis_ord::{gi_star, two_sided_p};
use local_moran::{Association, associations, global_moran};
use standardised::Standardised;

/// Fewest units with a value of which spots are computed.
pub const FEWEST_UNITS: usize = 3;

/// Options of [`hot_spots`].
#[derive(Debug, Clone, PartialEq)]
pub struct HotSpotOptions {
    /// Number of permutations of which the p of local Moran's I is made. The least p is
    /// 2 / (permutations + 1): many units need many permutations for any q to be low.
    pub permutations: u32,
    /// Highest q of a cluster of local Moran's I, 0 to 1.
    pub cluster_q: f64,
}

impl HotSpotOptions {
    /// As many permutations as tell a single unit among so many from chance at 5 per cent, as far
    /// as a few seconds allow; 999 at least and 99,999 at most.
    pub fn for_units(units: usize) -> Self {
        let wanted = 40 * units;
        let most = 40_000_000 / units.max(1);
        let permutations = wanted.min(most).clamp(999, 99_999) as u32;
        Self { permutations, ..Self::default() }
    }
}

impl Default for HotSpotOptions {
    fn default() -> Self {
        Self { permutations: 999, cluster_q: 0.05 }
    }
}

/// The spots of a variable.
#[derive(Debug, Clone, PartialEq)]
pub struct HotSpots {
    /// One for each unit, in the order of the units.
    pub units: Vec<HotSpot>,
    /// Moran's I of all units: above −1 / (units − 1) when neighbours are alike, below when they
    /// differ.
    pub global_moran: f64,
}

/// The statistics of one unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HotSpot {
    /// Whether high or low values lie together here. `None` without a value, without a neighbour
    /// with one, and where all other units are neighbours.
    pub getis_ord: Option<GetisOrd>,
    /// Whether the unit is like its neighbours. `None` without a value and without a neighbour
    /// with one.
    pub local_moran: Option<LocalMoran>,
}

/// Gi* of one unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GetisOrd {
    /// Gi*, in standard deviations: positive where values are high, negative where they are low.
    pub z: f64,
    /// Two-sided p of `z` under the normal law.
    pub p: f64,
    /// Lowest false discovery rate at which the unit is significant.
    pub q: f64,
    /// The class by `q`.
    pub class: SpotClass,
}

/// Hot, cold or neither, with the confidence after control of the false discovery rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpotClass {
    /// High values together, q at most 0.01.
    Hot99,
    /// High values together, q at most 0.05.
    Hot95,
    /// High values together, q at most 0.10.
    Hot90,
    /// q above 0.10.
    NotSignificant,
    /// Low values together, q at most 0.10.
    Cold90,
    /// Low values together, q at most 0.05.
    Cold95,
    /// Low values together, q at most 0.01.
    Cold99,
}

/// Local Moran's I of one unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LocalMoran {
    /// The index I: positive where the unit is like its neighbours, negative where it differs.
    pub i: f64,
    /// Two-sided pseudo p of `i`, from permutations.
    pub p: f64,
    /// Lowest false discovery rate at which the unit is significant.
    pub q: f64,
    /// The unit and its neighbours against the mean, significant or not.
    pub quadrant: Quadrant,
    /// The cluster by `q`.
    pub cluster: Cluster,
}

/// A significant quadrant of local Moran's I, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cluster {
    /// q is at most [`HotSpotOptions::cluster_q`].
    Significant(Quadrant),
    /// q is higher.
    NotSignificant,
}

/// Why a variable has no spots.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoHotSpots {
    /// Fewer than [`FEWEST_UNITS`] units have a value.
    TooFewValues,
    /// All values are equal, or differ by rounding only.
    NoVariation,
    /// No two units with a value are neighbours.
    NoNeighbours,
}

impl SpotClass {
    /// All classes, from the hottest to the coldest.
    pub const ALL: [Self; 7] = [
        Self::Hot99,
        Self::Hot95,
        Self::Hot90,
        Self::NotSignificant,
        Self::Cold90,
        Self::Cold95,
        Self::Cold99,
    ];

    /// The class of a z-score with this q. Limits are inclusive.
    pub fn of(z: f64, q: f64) -> Self {
        let [at_99, at_95, at_90] = match z > 0.0 {
            true => [Self::Hot99, Self::Hot95, Self::Hot90],
            false => [Self::Cold99, Self::Cold95, Self::Cold90],
        };
        match q {
            _ if q <= 0.01 => at_99,
            _ if q <= 0.05 => at_95,
            _ if q <= 0.10 => at_90,
            _ => Self::NotSignificant,
        }
    }

    /// The value in the output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hot99 => "chaud_99",
            Self::Hot95 => "chaud_95",
            Self::Hot90 => "chaud_90",
            Self::NotSignificant => "non_significatif",
            Self::Cold90 => "froid_90",
            Self::Cold95 => "froid_95",
            Self::Cold99 => "froid_99",
        }
    }
}

impl Cluster {
    /// All clusters, in the order of the legend.
    pub const ALL: [Self; 5] = [
        Self::Significant(Quadrant::HighHigh),
        Self::Significant(Quadrant::LowLow),
        Self::Significant(Quadrant::HighLow),
        Self::Significant(Quadrant::LowHigh),
        Self::NotSignificant,
    ];

    /// The value in the output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Significant(quadrant) => quadrant.name(),
            Self::NotSignificant => "non_significatif",
        }
    }
}

impl NoHotSpots {
    /// The value in the output.
    pub fn name(self) -> &'static str {
        match self {
            Self::TooFewValues => "trop_peu_de_valeurs",
            Self::NoVariation => "sans_variation",
            Self::NoNeighbours => "sans_voisin",
        }
    }
}

/// The spots of the variable that has these `values`, one for each unit of `neighbours`.
///
/// `None` is an unknown value, and so is a number that is not finite. The result is the same on
/// any number of threads.
///
/// # Errors
///
/// [`NoHotSpots`] when the statistics have no meaning for any unit.
///
/// # Panics
///
/// When there are not as many values as units.
///
/// # Examples
///
/// ```
/// use maillage_core::hot_spots::{HotSpotOptions, Neighbours, hot_spots};
///
/// // Six communes in a row: high values in the first three, low ones in the others.
/// let neighbours = Neighbours::of_pairs(6, [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5)]);
/// let values = [9.0, 8.0, 9.0, 1.0, 2.0, 1.0].map(Some);
/// let spots = hot_spots(&values, &neighbours, &HotSpotOptions::default())?;
/// assert!(spots.global_moran > 0.0);
/// assert!(spots.units[1].getis_ord.is_some_and(|spot| spot.z > 0.0));
/// # Ok::<(), maillage_core::hot_spots::NoHotSpots>(())
/// ```
pub fn hot_spots(
    values: &[Option<f64>],
    neighbours: &Neighbours,
    options: &HotSpotOptions,
) -> Result<HotSpots, NoHotSpots> {
    assert_eq!(values.len(), neighbours.units(), "each unit has one value, known or not");
    let standardised = Standardised::of(values)?;
    let associations = associations(&standardised, neighbours, options.permutations);
    let global_moran = global_moran(&associations).ok_or(NoHotSpots::NoNeighbours)?;
    let spots = getis_ord(&gi_star(&standardised, neighbours))
        .into_iter()
        .zip(local_moran(&associations, options.cluster_q))
        .map(|(getis_ord, local_moran)| HotSpot { getis_ord, local_moran });
    Ok(HotSpots { units: spots.collect(), global_moran })
}

fn getis_ord(scores: &[Option<f64>]) -> Vec<Option<GetisOrd>> {
    let ps: Vec<Option<f64>> = scores.iter().map(|z| z.map(two_sided_p)).collect();
    let one = |((z, p), q): ((&Option<f64>, &Option<f64>), Option<f64>)| {
        let (z, p, q) = ((*z)?, (*p)?, q?);
        Some(GetisOrd { z, p, q, class: SpotClass::of(z, q) })
    };
    scores.iter().zip(&ps).zip(q_values(&ps)).map(one).collect()
}

fn local_moran(associations: &[Option<Association>], cluster_q: f64) -> Vec<Option<LocalMoran>> {
    let ps: Vec<Option<f64>> = associations.iter().map(|one| Some((*one)?.p)).collect();
    let one = |(association, q): (&Option<Association>, Option<f64>)| {
        let (Association { i, p, quadrant }, q) = ((*association)?, q?);
        let cluster = match q <= cluster_q {
            true => Cluster::Significant(quadrant),
            false => Cluster::NotSignificant,
        };
        Some(LocalMoran { i, p, q, quadrant, cluster })
    };
    associations.iter().zip(q_values(&ps)).map(one).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rayon::ThreadPoolBuilder;

    use super::*;

    /// A path of so many units: 0 beside 1 beside 2.
    fn path(units: usize) -> Neighbours {
        Neighbours::of_pairs(units, (1..units).map(|unit| (unit - 1, unit)))
    }

    /// A square grid of so many units a side; neighbours share a side.
    fn grid(side: usize) -> Neighbours {
        let right = (0..side * side).filter(|unit| unit % side + 1 < side);
        let below = 0..side * (side - 1);
        let pairs = right.map(|unit| (unit, unit + 1)).chain(below.map(|unit| (unit, unit + side)));
        Neighbours::of_pairs(side * side, pairs)
    }

    fn known(values: &[f64]) -> Vec<Option<f64>> {
        values.iter().copied().map(Some).collect()
    }

    fn spots(values: &[Option<f64>], neighbours: &Neighbours) -> HotSpots {
        hot_spots(values, neighbours, &HotSpotOptions::default()).expect("values that vary")
    }

    /// A grid of 12 × 12: 9 in a square of 4 × 4 in one corner, 1 in that of the opposite corner,
    /// and between them 4, 5 and 6 in turn.
    fn hot_and_cold_corner() -> Vec<Option<f64>> {
        let value = |unit: usize| match (unit / 12, unit % 12) {
            (0..4, 0..4) => 9.0,
            (8.., 8..) => 1.0,
            (row, column) => 4.0 + ((row + 2 * column) % 3) as f64,
        };
        (0..144).map(|unit| Some(value(unit))).collect()
    }

    #[test]
    fn the_corner_of_high_values_is_hot_and_that_of_low_values_is_cold() {
        let HotSpots { units, global_moran } = spots(&hot_and_cold_corner(), &grid(12));
        let names = |unit: usize| {
            let spot = &units[unit];
            let star = spot.getis_ord.map(|star| star.class.name());
            (star.expect("a class"), spot.local_moran.expect("a cluster").cluster.name())
        };
        // The second row and column of the high values, the next to last of the low ones, and a
        // unit of the middle.
        assert_eq!(names(13), ("chaud_99", "haut_haut"));
        assert_eq!(names(130), ("froid_99", "bas_bas"));
        assert_eq!(names(66), ("non_significatif", "non_significatif"));
        assert!(global_moran > 0.5, "{global_moran}");
    }

    #[test]
    fn one_low_value_among_high_ones_is_no_cold_spot_but_differs_from_its_neighbours() {
        let mut values = hot_and_cold_corner();
        values[13] = Some(1.0);
        let spot = spots(&values, &grid(12)).units[13];
        assert!(spot.getis_ord.expect("a score").z > 0.0);
        let moran = spot.local_moran.expect("a unit with neighbours");
        assert_eq!(moran.cluster, Cluster::Significant(Quadrant::LowHigh));
        assert!(moran.i < 0.0);
    }

    #[test]
    fn an_unknown_value_has_no_spot_and_is_nobody_s_neighbour() {
        // 4 has 3 only beside it, whose value is unknown: an island.
        let values = [Some(10.0), Some(6.0), Some(6.0), None, Some(6.0), Some(f64::NAN)];
        let units = spots(&values, &path(6)).units;
        for unit in [3, 4, 5] {
            assert_eq!(units[unit], HotSpot { getis_ord: None, local_moran: None }, "{unit}");
        }
        // Of 10, 6, 6 and 6 the deviations from 7 are 3, −1, −1, −1, and m2 is 3. Unit 2 has only
        // unit 1 beside it: Gi* is −2 / 2 and I is (−1)(−1) / 3.
        assert!((units[2].getis_ord.expect("a score").z + 1.0).abs() < 1e-12);
        assert!((units[2].local_moran.expect("an index").i - 1.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn a_neighbour_of_all_others_has_no_gi_star_and_the_others_have() {
        let star = Neighbours::of_pairs(4, [(0, 1), (0, 2), (0, 3)]);
        let units = spots(&known(&[1.0, 2.0, 4.0, 8.0]), &star).units;
        assert_eq!(units[0].getis_ord, None);
        // Whatever the permutation, the same three values are around it.
        assert_eq!(units[0].local_moran.expect("an index").p, 1.0);
        assert!(units[1..].iter().all(|unit| unit.getis_ord.is_some()));
    }

    #[test]
    fn a_variable_without_spots_says_why() {
        let undefined = |values: &[Option<f64>], neighbours: &Neighbours| {
            let spots = hot_spots(values, neighbours, &HotSpotOptions::default());
            spots.expect_err("no spots").name()
        };
        let two = [Some(1.0), Some(2.0), None];
        assert_eq!(undefined(&two, &path(3)), "trop_peu_de_valeurs");
        assert_eq!(undefined(&[], &path(0)), "trop_peu_de_valeurs");
        assert_eq!(undefined(&known(&[0.3, 0.1 + 0.2, 0.3]), &path(3)), "sans_variation");
        assert_eq!(undefined(&known(&[0.0; 3]), &path(3)), "sans_variation");
        let apart = Neighbours::of_pairs(4, [(0, 3)]);
        assert_eq!(undefined(&[Some(1.0), Some(2.0), Some(3.0), None], &apart), "sans_voisin");
    }

    #[test]
    fn a_limit_of_q_belongs_to_the_more_certain_class() {
        let classes = [0.01, 0.05, 0.10, 0.11].map(|q| SpotClass::of(2.0, q).name());
        assert_eq!(classes, ["chaud_99", "chaud_95", "chaud_90", "non_significatif"]);
        let classes = [0.01, 0.05, 0.10, 0.11].map(|q| SpotClass::of(-2.0, q).name());
        assert_eq!(classes, ["froid_99", "froid_95", "froid_90", "non_significatif"]);
    }

    #[test]
    fn numbers_of_any_size_give_finite_results() {
        for factor in [1e-300, 1e307] {
            let values = [1.0, 2.0, 4.0, 8.0, -3.0].map(|value| value * factor);
            let plain = spots(&known(&[1.0, 2.0, 4.0, 8.0, -3.0]), &path(5));
            let scaled = spots(&known(&values), &path(5));
            assert!(distance(&plain, &scaled) < 1e-9, "{factor}");
        }
    }

    /// The largest difference between the scores and indices of two results of the same units.
    fn distance(one: &HotSpots, other: &HotSpots) -> f64 {
        let figures = |spots: &HotSpots| -> Vec<Option<f64>> {
            let units = spots.units.iter();
            units
                .flat_map(|unit| [unit.getis_ord.map(|of| of.z), unit.local_moran.map(|of| of.i)])
                .chain([Some(spots.global_moran)])
                .collect()
        };
        let pairs = figures(one).into_iter().zip(figures(other));
        let differences = pairs.map(|pair| match pair {
            (Some(one), Some(other)) => (one - other).abs(),
            (one, other) => f64::from(u8::from(one.is_some() != other.is_some())),
        });
        differences.fold(0.0, f64::max)
    }

    /// Values of some units in tenths, and pairs of them.
    fn variable() -> impl Strategy<Value = (Vec<Option<f64>>, Vec<(usize, usize)>)> {
        (4_usize..20).prop_flat_map(|units| {
            let value = prop::option::weighted(0.85, (-500_i32..500).prop_map(tenths));
            let pairs = prop::collection::vec((0..units, 0..units), 0..3 * units);
            (prop::collection::vec(value, units), pairs)
        })
    }

    fn tenths(number: i32) -> f64 {
        f64::from(number) / 10.0
    }

    fn few_permutations() -> HotSpotOptions {
        HotSpotOptions { permutations: 19, ..HotSpotOptions::default() }
    }

    proptest! {
        #[test]
        fn neither_a_constant_nor_a_unit_of_measure_changes_scores_and_indices(
            (values, pairs) in variable(), constant in -1e3..1e3, factor in 1e-3..1e3,
        ) {
            let neighbours = Neighbours::of_pairs(values.len(), pairs);
            let moved: Vec<Option<f64>> =
                values.iter().map(|value| value.map(|value| constant + factor * value)).collect();
            let of = |values: &[Option<f64>]| hot_spots(values, &neighbours, &few_permutations());
            match (of(&values), of(&moved)) {
                (Ok(before), Ok(after)) => prop_assert!(distance(&before, &after) < 1e-9),
                (before, after) => prop_assert_eq!(before, after),
            }
        }

        #[test]
        fn the_order_of_pairs_never_matters(
            (values, pairs) in variable(), turn in any::<prop::sample::Index>(),
        ) {
            let mut turned: Vec<(usize, usize)> =
                pairs.iter().map(|(one, other)| (*other, *one)).collect();
            if !turned.is_empty() {
                turned.rotate_left(turn.index(pairs.len()));
            }
            let of = |pairs: Vec<(usize, usize)>| {
                let neighbours = Neighbours::of_pairs(values.len(), pairs);
                hot_spots(&values, &neighbours, &few_permutations())
            };
            prop_assert_eq!(of(pairs), of(turned));
        }

        #[test]
        fn results_are_finite_and_only_units_with_a_value_and_a_neighbour_have_them(
            (values, pairs) in variable(),
        ) {
            let neighbours = Neighbours::of_pairs(values.len(), pairs);
            let Ok(spots) = hot_spots(&values, &neighbours, &few_permutations()) else {
                return Ok(());
            };
            prop_assert!(spots.global_moran.is_finite());
            for (unit, spot) in spots.units.iter().enumerate() {
                let is_judged = values[unit].is_some()
                    && neighbours.of(unit).any(|other| values[other].is_some());
                prop_assert_eq!(spot.local_moran.is_some(), is_judged);
                prop_assert!(is_judged || spot.getis_ord.is_none());
                if let Some(GetisOrd { z, p, q, .. }) = spot.getis_ord {
                    prop_assert!(z.is_finite() && 0.0 <= p && p <= q && q <= 1.0);
                }
                if let Some(LocalMoran { i, p, q, .. }) = spot.local_moran {
                    prop_assert!(i.is_finite() && 0.1 <= p && p <= q && q <= 1.0);
                }
            }
        }
    }

    #[test]
    fn one_thread_and_two_give_the_same() {
        let (values, neighbours) = (hot_and_cold_corner(), grid(12));
        let on = |threads: usize| {
            let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
            pool.install(|| spots(&values, &neighbours))
        };
        assert_eq!(on(1), on(2));
    }
}
