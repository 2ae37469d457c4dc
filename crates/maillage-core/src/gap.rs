//! The gap: where need is high and access poor, and why.
//!
//! Classes are tertiles over the communes of the run: 1 is the best third, 3 the worst. They compare
//! communes within one run only. With [`Classes`] their limits are given, and classes of runs
//! with the same limits can be compared.

mod worst_first;

use crate::{
    BadOption, access::Access, model::Commune, need::NeedSubject, sentences, travel::CostUnit,
};

pub(crate) use worst_first::WorstFirst;
pub use worst_first::worst_first;

/// The gap between access and need in one commune.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gap {
    /// Access class, 1 to 3; 3 is the farthest. `None` when nobody lives there, and when travel is
    /// unknown.
    pub access: Option<u8>,
    /// Need class, 1 to 3; 3 is the highest level. `None` when need is unknown, and when nobody
    /// lives there.
    pub need: Option<u8>,
    /// People in need beyond the main threshold, or residents where no need at all is known;
    /// `None` when unknown.
    pub uncovered: Option<f64>,
    /// Rank by `uncovered`, rounded to whole people; 1 for the highest. Equal values are ranked by
    /// code. `None` where nobody is uncovered, and where `uncovered` is unknown.
    pub rank: Option<usize>,
    /// Main reason.
    pub reason: Reason,
}

/// Why a commune is covered or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// A fixed place is within the main threshold of most residents.
    Covered,
    /// Some place is within the main threshold of most residents, but no fixed place.
    ItinerantOnly,
    /// Every place is beyond the main threshold for most residents.
    TooFar,
    /// No place is within reach of most residents.
    OutOfReach,
    /// The straight line to the nearest place crosses water.
    AcrossWater,
    /// Need is unknown; distances are complete.
    NeedUnknown,
    /// The table of travel costs lacks a cost that decides the result.
    TravelUnknown,
    /// Nobody lives there.
    NoResidents,
}

/// Upper limits of the two lower classes.
///
/// # Examples
///
/// ```
/// use maillage_core::gap::Tertiles;
///
/// let thirds = Tertiles::of(vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0]).expect("there are values");
/// assert_eq!(thirds, Tertiles(2.0, 4.0));
/// assert_eq!([2.0, 2.1, 9.0].map(|value| thirds.class(value)), [1, 2, 3]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tertiles(pub f64, pub f64);

/// Limits of classes that do not depend on the run.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct FixedClasses {
    /// Limits of the access classes, in kilometres or minutes; those of thirds when `None`.
    pub access: Option<Tertiles>,
    /// Limits of the need classes, in per cent or as scores; those of thirds when `None`.
    pub need: Option<Tertiles>,
}

/// How the limits of the classes are chosen.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Classes {
    /// Those of thirds of the communes of the run.
    #[default]
    Thirds,
    /// Half of the main threshold and the whole; 10 and 20 per cent in need. A score has no round
    /// limits, and thirds are used.
    Round,
    /// Given, or those of another run.
    Given {
        /// Limits of the access classes, with their unit if it is not that of the run; thirds when
        /// `None`.
        access: Option<(Tertiles, Option<CostUnit>)>,
        /// Limits of the need classes, with what need is of if it is known; thirds when `None`.
        need: Option<(Tertiles, Option<String>)>,
    },
}

/// The gaps of a run, with the limits of the classes.
#[derive(Debug, Clone, PartialEq)]
pub struct Gaps {
    /// One for each commune, in the order of the communes.
    pub communes: Vec<Gap>,
    /// Limits of the access classes, in kilometres or minutes; `None` without any distance, unless
    /// they are fixed.
    pub access_limits: Option<Tertiles>,
    /// Limits of the need classes, in per cent or as scores; `None` without any need.
    pub need_limits: Option<Tertiles>,
    /// Whether the uncovered people are residents, because no need is known.
    pub counts_residents: bool,
}

impl Classes {
    /// The limits for a run whose costs are in `unit`, whose main threshold is `main` and whose
    /// need is of `subject`.
    ///
    /// # Errors
    ///
    /// [`BadOption`] when limits are of another unit or of another need.
    pub fn fixed(
        &self,
        unit: CostUnit,
        main: f64,
        subject: &NeedSubject,
    ) -> Result<FixedClasses, BadOption> {
        let refused =
            |value: String, expected| Err(BadOption { field: "options.classes", value, expected });
        match self {
            Self::Thirds => Ok(FixedClasses::default()),
            Self::Round => Ok(FixedClasses {
                access: Some(Tertiles(main / 2.0, main)),
                need: (!subject.is_score()).then_some(Tertiles(10.0, 20.0)),
            }),
            Self::Given { access: Some((limits, Some(of))), .. } if *of != unit => refused(
                format!("{},{} {}", limits.0, limits.1, of.symbol()),
                sentences::limits_of_other_unit(),
            ),
            Self::Given { need: Some((limits, Some(of))), .. } if *of != subject.described() => {
                refused(
                    format!("{},{} ({of})", limits.0, limits.1),
                    sentences::limits_of_other_need(),
                )
            }
            Self::Given { access, need } => Ok(FixedClasses {
                access: access.map(|(limits, _)| limits),
                need: need.as_ref().map(|(limits, _)| *limits),
            }),
        }
    }
}

impl Reason {
    /// The value in the output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Covered => "couvert",
            Self::ItinerantOnly => "itinerant_seulement",
            Self::TooFar => "trop_loin",
            Self::OutOfReach => "hors_rayon",
            Self::AcrossWater => "traversee_maritime",
            Self::NeedUnknown => "besoin_inconnu",
            Self::TravelUnknown => "trajet_inconnu",
            Self::NoResidents => "sans_habitant",
        }
    }
}

impl Tertiles {
    /// The tertiles of `values`: the least value with a third of the values at or below it,
    /// and the same for two thirds. `None` without values. O(values).
    pub fn of(mut values: Vec<f64>) -> Option<Self> {
        Self::among(&mut values)
    }

    /// The same. Puts `values` in another order.
    pub(crate) fn among(values: &mut [f64]) -> Option<Self> {
        let rank = |third: usize| (values.len() * third).div_ceil(3).checked_sub(1);
        let (first, second) = (rank(1)?, rank(2)?);
        let (lower, second, _) = values.select_nth_unstable_by(second, f64::total_cmp);
        let second = *second;
        let first = match first < lower.len() {
            true => *lower.select_nth_unstable_by(first, f64::total_cmp).1,
            false => second,
        };
        Some(Self(first, second))
    }

    /// The class of `value`, 1 to 3. A value equal to a limit is in the lower class.
    pub fn class(self, value: f64) -> u8 {
        1 + u8::from(value > self.0) + u8::from(value > self.1)
    }
}

/// Classifies the access and need of each commune. `unit` is the unit of the access costs. Limits
/// that are not `fixed` are those of thirds. `access` and `across_water` are parallel to
/// `communes`, which are sorted by code. Residents count as those concerned only where no source of
/// need is given. O(communes log communes).
pub fn classify(
    communes: &[&Commune],
    access: &[&Access],
    unit: CostUnit,
    across_water: &[bool],
    is_need_given: bool,
    fixed: FixedClasses,
) -> Gaps {
    let distances = access.iter().filter_map(|access| Some(access.distances.mean?.in_column(unit)));
    let access_limits = fixed.access.or_else(|| Tertiles::of(distances.collect()));
    let inhabited = communes.iter().filter(|commune| !commune.is_empty());
    let needs = inhabited.filter_map(|commune| Some(in_column(commune.need?.level?)));
    let mut needs = needs.peekable();
    let fixed_need = fixed.need.filter(|_| needs.peek().is_some());
    let need_limits = fixed_need.or_else(|| Tertiles::of(needs.collect()));

    let some_need_is_known = communes.iter().any(|commune| commune.need.is_some());
    let counts_residents = !some_need_is_known && !is_need_given;
    let mut gaps: Vec<Gap> = communes
        .iter()
        .zip(access)
        .zip(across_water)
        .map(|((commune, access), across_water)| Gap {
            access: access_class(commune, access, unit, access_limits),
            need: need_class(commune, need_limits),
            uncovered: uncovered(commune, counts_residents, access),
            rank: None,
            reason: reason(commune, some_need_is_known, access, *across_water),
        })
        .collect();
    rank(&mut gaps);
    Gaps { communes: gaps, access_limits, need_limits, counts_residents }
}

/// The worst class when the mean is out of reach, even for a part of the residents only.
fn access_class(
    commune: &Commune,
    access: &Access,
    unit: CostUnit,
    limits: Option<Tertiles>,
) -> Option<u8> {
    if commune.is_empty() || access.is_unknown {
        return None;
    }
    match access.distances.mean {
        Some(mean) => Some(limits?.class(mean.in_column(unit))),
        None => Some(3),
    }
}

/// A rate or a score as its column has it, to the hundredth.
fn in_column(level: f64) -> f64 {
    (level * 100.0).round() / 100.0
}

fn need_class(commune: &Commune, limits: Option<Tertiles>) -> Option<u8> {
    let level = in_column(commune.need?.level?);
    (!commune.is_empty()).then(|| limits.map(|limits| limits.class(level)))?
}

fn uncovered(commune: &Commune, counts_residents: bool, access: &Access) -> Option<f64> {
    if counts_residents {
        return Some(commune.population? as f64 * (1.0 - access.covered_main?));
    }
    Some(commune.need?.people? * (1.0 - access.covered_need?))
}

/// The main reason. Unknown need counts as a reason only when the need of other communes is
/// known.
fn reason(
    commune: &Commune,
    some_need_is_known: bool,
    access: &Access,
    across_water: bool,
) -> Reason {
    if commune.is_empty() {
        return Reason::NoResidents;
    }
    if access.is_unknown {
        return Reason::TravelUnknown;
    }
    if some_need_is_known && commune.need.is_none() {
        return Reason::NeedUnknown;
    }
    match access.distances.median {
        None => Reason::OutOfReach,
        Some(_) if across_water => Reason::AcrossWater,
        Some(_) if is_most(access.covered_fixed) => Reason::Covered,
        // Whether a fixed place covers them depends on a missing cost.
        Some(_) if access.covered_fixed.is_none() => Reason::TravelUnknown,
        Some(_) if is_most(access.covered_main) => Reason::ItinerantOnly,
        Some(_) => Reason::TooFar,
    }
}

/// Whether `share` is that of most residents.
fn is_most(share: Option<f64>) -> bool {
    share.is_some_and(|share| share >= 0.5)
}

fn rank(gaps: &mut [Gap]) {
    // Where everybody is covered the commune has no rank.
    let uncovered: Vec<Option<f64>> =
        gaps.iter().map(|gap| people_in_column(gap.uncovered?)).collect();
    for (rank, row) in worst_first(&uncovered).into_iter().enumerate() {
        gaps[row.index()].rank = Some(rank + 1);
    }
}

/// Uncovered people as their column has them, whole; `None` without any.
pub(crate) fn people_in_column(people: f64) -> Option<f64> {
    Some(people.round()).filter(|people| *people > 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tertiles_cut_in_three_equal_parts() {
        let limits = Tertiles::of(vec![6.0, 1.0, 5.0, 2.0, 4.0, 3.0]).expect("six values");
        assert_eq!(limits, Tertiles(2.0, 4.0));
        let classes: Vec<u8> =
            [1.0, 2.0, 2.1, 4.0, 4.1, 9.0].map(|value| limits.class(value)).into();
        assert_eq!(classes, [1, 1, 2, 2, 3, 3]);
        assert_eq!(Tertiles::of(vec![]), None);
        assert_eq!(Tertiles::of(vec![7.0]), Some(Tertiles(7.0, 7.0)));
    }
}
