//! Equity: how unequally a value, such as an access or a cost, is distributed over people.
//!
//! Each observation is some people with the value that each of them has: a commune with its
//! residents, or a cell of a grid. Every index weights an observation by its people, so that an
//! observation of two people counts as two observations of one person. An observation without
//! people counts in nothing, whatever its value.
//!
//! Where an index has no meaning, the result is neither NaN, nor infinite, nor zero, but the reason:
//! see [`Undefined`]. The order of the input never changes a result, not even by rounding.
//! O(observations log observations).

mod concentration;
mod distribution;
mod fgt;
mod gini;
mod palma;
mod percentiles;
mod theil;

pub use concentration::concentration;
pub use fgt::{Fgt, PovertyLine, UnreadableLine, fgt};
pub use gini::{gini, lorenz};
pub use palma::palma;
pub use percentiles::{Percentiles, percentiles};
pub use theil::{TheilByGroup, theil, theil_by_group};

use distribution::Counted;
pub(crate) use distribution::Counts;

/// Some people, and the value that each of them has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Observation {
    /// Number of people, the weight of the observation; zero or more.
    pub people: f64,
    /// The value of each of them, in any unit. `None` for a cost when every place is out of reach;
    /// an access is then zero and has a value.
    pub value: Option<f64>,
    /// The variable that ranks people in the concentration index, such as the share of them in
    /// need. `None` when it is unknown.
    pub rank_by: Option<f64>,
    /// Number of the group within which inequality is also measured, such as an EPCI. `None` when
    /// it is unknown.
    pub group: Option<u32>,
}

/// The indices of one variable.
#[derive(Debug, Clone, PartialEq)]
pub struct Equity {
    /// Number of observations with people.
    pub observations: usize,
    /// People of all observations; zero when there are none.
    pub people: Result<f64, Undefined>,
    /// Mean value over people, in the unit of the value.
    pub mean: Result<f64, Undefined>,
    /// Gini index, 0 to 1: see [`gini`].
    pub gini: Result<f64, Undefined>,
    /// The Lorenz curve at each decile of people: see [`lorenz`].
    pub lorenz: Result<[f64; 11], Undefined>,
    /// Theil index, in nats: see [`theil`].
    pub theil: Result<f64, Undefined>,
    /// Its parts within and between groups: see [`theil_by_group`].
    pub theil_by_group: Result<TheilByGroup, Undefined>,
    /// Palma ratio: see [`palma`].
    pub palma: Result<f64, Undefined>,
    /// Concentration index, −1 to 1: see [`concentration`].
    pub concentration: Result<f64, Undefined>,
    /// Percentiles and their ratios.
    pub percentiles: Percentiles,
    /// Poverty by the line given; `None` without a line.
    pub fgt: Option<Fgt>,
}

/// Why an index has no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Undefined {
    /// No observation has people.
    #[error("no observation has people")]
    Nobody,
    /// The people of an observation are negative, infinite or not a number.
    #[error("the people of an observation are negative, infinite or not a number")]
    BadPeople,
    /// The value of an observation is infinite or not a number.
    #[error("the value of an observation is infinite or not a number")]
    BadValue,
    /// Some people have no value because every place is out of their reach.
    #[error("some people have every place out of reach, which has no value")]
    OutOfReach,
    /// A value is negative: shares, ratios and poverty are defined for zero and more only.
    #[error("the value of an observation is negative")]
    NegativeValue,
    /// The mean is zero: nothing is there to be shared.
    #[error("the mean is zero")]
    ZeroMean,
    /// The poorest 40 per cent of people have nothing, and the ratio would divide by zero.
    #[error("the poorest 40 per cent of people have nothing")]
    PoorestHaveNothing,
    /// The percentile by which another is divided is zero.
    #[error("the lower percentile of the ratio is zero")]
    ZeroPercentile,
    /// The poverty line is zero, negative, infinite or not a number.
    #[error("the poverty line is not a positive number")]
    BadLine,
    /// The variable that ranks people is unknown for some of them, infinite or not a number.
    #[error("the variable that ranks people is unknown or not a number for some of them")]
    UnknownRank,
    /// The group of some people is unknown.
    #[error("the group of some people is unknown")]
    UnknownGroup,
    /// The numbers are too large, too small or too far apart for a computation in `f64`.
    #[error("the numbers are too large, too small or too far apart to compute with")]
    OutOfRange,
}

impl Observation {
    /// `people` who each have `value`, with neither rank nor group.
    pub fn new(people: f64, value: f64) -> Self {
        Self { people, value: Some(value), rank_by: None, group: None }
    }
}

impl Undefined {
    /// All reasons.
    pub const ALL: [Self; 12] = [
        Self::Nobody,
        Self::BadPeople,
        Self::BadValue,
        Self::OutOfReach,
        Self::NegativeValue,
        Self::ZeroMean,
        Self::PoorestHaveNothing,
        Self::ZeroPercentile,
        Self::BadLine,
        Self::UnknownRank,
        Self::UnknownGroup,
        Self::OutOfRange,
    ];

    /// The value in the output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nobody => "sans_population",
            Self::BadPeople => "population_invalide",
            Self::BadValue => "valeur_invalide",
            Self::OutOfReach => "hors_rayon",
            Self::NegativeValue => "valeur_negative",
            Self::ZeroMean => "moyenne_nulle",
            Self::PoorestHaveNothing => "quarante_pour_cent_sans_rien",
            Self::ZeroPercentile => "percentile_nul",
            Self::BadLine => "seuil_invalide",
            Self::UnknownRank => "ordre_inconnu",
            Self::UnknownGroup => "groupe_inconnu",
            Self::OutOfRange => "hors_limites_numeriques",
        }
    }
}

/// All indices of the value of `observations`, and poverty by `line` if one is given.
///
/// Each index is defined or undefined by itself: where one person is out of reach there is no mean,
/// but there may be a median.
///
/// # Examples
///
/// ```
/// use maillage_core::equity::{Observation, PovertyLine, Undefined, equity};
///
/// // Minutes of help a week per person in need: none for half of the people.
/// let communes = [Observation::new(300.0, 0.0), Observation::new(300.0, 10.0)];
/// let of = equity(&communes, Some(PovertyLine::Minimum(5.0)));
/// assert_eq!((of.people, of.mean, of.gini), (Ok(600.0), Ok(5.0), Ok(0.5)));
/// assert_eq!(of.fgt.map(|poverty| poverty.headcount), Some(Ok(0.5)));
/// assert_eq!(of.palma.map_err(Undefined::name), Err("quarante_pour_cent_sans_rien"));
/// ```
pub fn equity(observations: &[Observation], line: Option<PovertyLine>) -> Equity {
    let with_people = observations.iter().filter(|one| one.people > 0.0).count();
    indices(Counted::of(observations), with_people, line)
}

/// [`equity`] of people of whom several have the rank and the group of one observation of `told`,
/// whose own people and value do not count.
pub(crate) fn equity_of_all(people: Vec<Counts>, told: &[Observation]) -> Equity {
    let with_people = people.iter().filter(|one| one.people > 0.0).count();
    indices(Counted::of_all(people, told), with_people, None)
}

fn indices(
    counted: Result<Counted, Undefined>,
    observations: usize,
    line: Option<PovertyLine>,
) -> Equity {
    let counted = counted.as_ref();
    let shares = counted.map_err(|reason| *reason).and_then(Counted::shares);
    Equity {
        observations,
        people: match counted {
            Ok(counted) => Ok(counted.people),
            Err(Undefined::Nobody) => Ok(0.0),
            Err(reason) => Err(*reason),
        },
        mean: counted.map_err(|reason| *reason).and_then(Counted::mean),
        gini: shares.and_then(gini::of_shares),
        lorenz: shares.and_then(gini::lorenz_of_shares),
        theil: shares.and_then(theil::of_shares),
        theil_by_group: shares.and_then(theil::by_group_of_shares),
        palma: shares.and_then(palma::of_shares),
        concentration: shares.and_then(concentration::of_shares),
        percentiles: percentiles::of_counted(counted),
        fgt: line.map(|line| fgt::of_counted(counted, line)),
    }
}

/// Mean value over people, in the unit of the value.
///
/// # Errors
///
/// [`Undefined::OutOfReach`] when some people have no value, and the reasons common to all
/// indices: nobody, and people or values that are not numbers.
pub fn mean(observations: &[Observation]) -> Result<f64, Undefined> {
    Counted::of(observations)?.mean()
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, f64::consts::LN_2};

    use proptest::prelude::*;

    use super::*;

    /// One person with each of `values`.
    pub(super) fn each(values: &[f64]) -> Vec<Observation> {
        values.iter().map(|value| Observation::new(1.0, *value)).collect()
    }

    /// Values of 0 and more with whole people, some of them the same value.
    pub(super) fn whole_people() -> impl Strategy<Value = Vec<Observation>> {
        let value = prop_oneof![(0_u32..4).prop_map(f64::from), 0.0..100.0];
        let one = (1_u32..6, value);
        let one = one.prop_map(|(people, value)| Observation::new(f64::from(people), value));
        prop::collection::vec(one, 1..12)
    }

    /// The same people, each an observation of their own.
    pub(super) fn one_by_one(observations: &[Observation]) -> Vec<Observation> {
        let persons = observations.iter().flat_map(|one| {
            std::iter::repeat_n(Observation { people: 1.0, ..*one }, one.people as usize)
        });
        persons.collect()
    }

    /// Whether two numbers differ by rounding only, or are undefined for one reason.
    pub(super) fn is_near(one: Result<f64, Undefined>, other: Result<f64, Undefined>) -> bool {
        match (one, other) {
            (Ok(one), Ok(other)) => (one - other).abs() <= 1e-11 * one.abs().max(1.0),
            (one, other) => one == other,
        }
    }

    /// Every number of `equity`.
    fn numbers(equity: &Equity) -> Vec<Result<f64, Undefined>> {
        let Equity { people, mean, gini, theil, palma, concentration, .. } = *equity;
        let Percentiles { p10, p50, p90, p90_to_p10, p90_to_p50, p50_to_p10 } = equity.percentiles;
        let Fgt { headcount, depth, severity } = equity.fgt.expect("a line is given");
        let by_group = [
            equity.theil_by_group.map(|parts| parts.within),
            equity.theil_by_group.map(|parts| parts.between),
        ];
        let lorenz = (0..11).map(|decile| equity.lorenz.map(|points| points[decile]));
        [people, mean, gini, theil, palma, concentration]
            .into_iter()
            .chain([p10, p50, p90, p90_to_p10, p90_to_p50, p50_to_p10])
            .chain([headcount, depth, severity])
            .chain(by_group)
            .chain(lorenz)
            .collect()
    }

    #[test]
    fn three_who_have_nothing_and_three_who_have_ten() {
        let half = |value, group| {
            let rank_by = Some(f64::from(group));
            Observation { rank_by, group: Some(group), ..Observation::new(3.0, value) }
        };
        let of = equity(&[half(10.0, 1), half(0.0, 0)], Some(PovertyLine::Minimum(5.0)));
        assert_eq!((of.observations, of.people, of.mean), (2, Ok(6.0), Ok(5.0)));
        assert_eq!((of.gini, of.concentration), (Ok(0.5), Ok(0.5)));
        let held = [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.2, 0.4, 0.6, 0.8, 1.0];
        let lorenz = of.lorenz.expect("a curve");
        assert!(lorenz.iter().zip(held).all(|(found, held)| (found - held).abs() < 1e-15));
        assert_eq!(of.theil, Ok(LN_2));
        assert_eq!(of.theil_by_group, Ok(TheilByGroup { within: 0.0, between: LN_2 }));
        assert_eq!(of.palma, Err(Undefined::PoorestHaveNothing));
        assert_eq!((of.percentiles.p50, of.percentiles.p90), (Ok(0.0), Ok(10.0)));
        let half = Ok(0.5);
        assert_eq!(of.fgt, Some(Fgt { headcount: half, depth: half, severity: half }));
    }

    #[test]
    fn an_observation_without_people_counts_in_nothing_even_without_a_value() {
        let some = [Observation::new(2.0, 1.0), Observation::new(1.0, 4.0)];
        let nobody = Observation { people: 0.0, value: None, rank_by: None, group: None };
        let not_a_number = Observation::new(0.0, f64::NAN);
        let line = Some(PovertyLine::Minimum(2.0));
        assert_eq!(equity(&[some[0], nobody, not_a_number, some[1]], line), equity(&some, line));
    }

    #[test]
    fn nobody_is_no_people_and_no_index() {
        let of = equity(&[Observation::new(0.0, 5.0)], Some(PovertyLine::Maximum(5.0)));
        assert_eq!((of.observations, of.people), (0, Ok(0.0)));
        let indices = numbers(&of).into_iter().skip(1);
        assert!(indices.into_iter().all(|index| index == Err(Undefined::Nobody)));
    }

    #[test]
    fn people_and_values_that_are_not_numbers_are_refused() {
        for people in [-1.0, f64::NAN, f64::INFINITY] {
            let of = mean(&[Observation::new(1.0, 1.0), Observation::new(people, 1.0)]);
            assert_eq!(of, Err(Undefined::BadPeople), "{people}");
        }
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let of = equity(&each(&[1.0, value]), Some(PovertyLine::Minimum(1.0)));
            let indices = numbers(&of).into_iter().skip(1);
            let reasons: Vec<Option<Undefined>> = indices.map(Result::err).collect();
            assert!(reasons.iter().all(|reason| *reason == Some(Undefined::BadValue)), "{value}");
        }
    }

    #[test]
    fn a_mean_may_be_negative_but_what_is_shared_may_not() {
        let of = equity(&each(&[-3.0, 1.0]), None);
        assert_eq!(of.mean, Ok(-1.0));
        let refused = Err(Undefined::NegativeValue);
        assert_eq!([of.gini, of.theil, of.palma, of.concentration], [refused; 4]);
        assert_eq!(of.percentiles.p10, Ok(-3.0));
    }

    #[test]
    fn each_reason_has_a_name_of_its_own() {
        let names: BTreeSet<&str> = Undefined::ALL.map(Undefined::name).into();
        assert_eq!(names.len(), Undefined::ALL.len());
        let is_plain = |letter: char| letter.is_ascii_lowercase() || letter == '_';
        assert!(names.iter().all(|name| name.chars().all(is_plain)));
    }

    /// Observations with all fields, many of them alike.
    fn observations() -> impl Strategy<Value = Vec<Observation>> {
        let value = prop_oneof![(0_u32..4).prop_map(f64::from), 0.0..100.0];
        let people = prop_oneof![(0_u32..3).prop_map(f64::from), 0.0..9.0];
        let one = (people, prop::option::weighted(0.99, value), 0_u32..4, 0_u32..3);
        let one = one.prop_map(|(people, value, rank, group)| Observation {
            people,
            value,
            rank_by: Some(f64::from(rank)),
            group: Some(group),
        });
        prop::collection::vec(one, 0..20)
    }

    proptest! {
        #[test]
        fn the_order_of_the_input_changes_no_bit(
            (before, after) in observations()
                .prop_flat_map(|before| (Just(before.clone()), Just(before).prop_shuffle())),
        ) {
            let line = Some(PovertyLine::Maximum(3.0));
            let bits = |of: &[Observation]| -> Vec<Result<u64, Undefined>> {
                let numbers = numbers(&equity(of, line)).into_iter();
                numbers.map(|number| number.map(f64::to_bits)).collect()
            };
            prop_assert_eq!(bits(&before), bits(&after));
            // Nor do the indices depend on being computed together.
            let alone = |number: Result<f64, Undefined>| number.map(f64::to_bits);
            prop_assert_eq!(alone(gini(&after)), alone(equity(&before, line).gini));
            prop_assert_eq!(
                alone(concentration(&after)),
                alone(equity(&before, line).concentration),
            );
        }

        #[test]
        fn people_may_share_the_observation_that_tells_their_rank_and_group(
            people in observations(), communes in prop::collection::vec(0_u32..4, 1..5),
        ) {
            let rank_by = |commune: &u32| Some(f64::from(*commune));
            let told = |commune| Observation {
                rank_by: rank_by(commune),
                group: Some(commune % 3),
                ..Observation::new(0.0, 0.0)
            };
            let told: Vec<Observation> = communes.iter().map(told).collect();
            let of = (0..told.len() as u32).cycle().zip(&people);
            let (counts, each): (Vec<Counts>, Vec<Observation>) = of
                .map(|(of, one)| {
                    let Observation { people, value, .. } = *one;
                    let is_reached = value.is_some();
                    let counts = Counts { people, value: value.unwrap_or(0.0), is_reached, of };
                    (counts, Observation { people, value, ..told[of as usize] })
                })
                .unzip();
            prop_assert_eq!(equity_of_all(counts, &told), equity(&each, None));
        }

        #[test]
        fn rounding_takes_no_index_out_of_its_range(
            exponents in prop::collection::vec((-20..1, 0_usize..5), 1..9),
        ) {
            // Few people beside many, and values that differ in their last bits.
            let value = |choice: usize| {
                [0.0, 1.0, 1.0 + f64::EPSILON, 1.0 + 2.0 * f64::EPSILON, 1e6][choice]
            };
            let one = |(exponent, choice): &(i32, usize)| Observation {
                rank_by: Some(value(*choice)),
                ..Observation::new(10.0_f64.powi(*exponent), value(*choice))
            };
            let of = equity(&exponents.iter().map(one).collect::<Vec<_>>(), None);
            let is_in = |low: f64, high: f64, index: Result<f64, Undefined>| {
                index.is_err() || index.is_ok_and(|index| (low..=high).contains(&index))
            };
            prop_assert!(is_in(0.0, 1.0, of.gini), "{:?}", of.gini);
            prop_assert!(is_in(-1.0, 1.0, of.concentration), "{:?}", of.concentration);
            prop_assert!(is_in(0.0, f64::MAX, of.theil), "{:?}", of.theil);
            prop_assert!(is_in(1.0, f64::MAX, of.palma), "{:?}", of.palma);
            let points = of.lorenz.unwrap_or_default();
            prop_assert!(points.iter().all(|held| (0.0..=1.0).contains(held)), "{:?}", points);
        }

        #[test]
        fn no_result_is_infinite_or_nan_whatever_the_numbers(
            input in prop::collection::vec((any::<f64>(), any::<f64>(), any::<f64>(), 0_u32..3), 0..6),
            line in any::<f64>(),
        ) {
            let of = |sign: fn(f64) -> f64| -> Vec<Observation> {
                let one = |(people, value, rank, group): &(f64, f64, f64, u32)| Observation {
                    people: people.abs(),
                    value: Some(sign(*value)),
                    rank_by: Some(*rank),
                    group: Some(*group),
                };
                input.iter().map(one).collect()
            };
            for line in [PovertyLine::Minimum(line.abs()), PovertyLine::Maximum(line.abs())] {
                for sign in [f64::abs, |value| value] {
                    let numbers = numbers(&equity(&of(sign), Some(line)));
                    let mut defined = numbers.iter().filter_map(|number| number.ok());
                    prop_assert!(defined.all(f64::is_finite), "{:?}", numbers);
                }
            }
        }
    }
}
