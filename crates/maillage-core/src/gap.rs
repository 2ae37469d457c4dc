//! The gap: where need is high and access poor, and why.
//!
//! Classes are tertiles over the communes of the run: 1 the best third, 3 the worst. They
//! compare communes with each other, within one run; across runs compare distances.

use crate::{access::Access, model::Commune, travel::CostUnit};

/// What is missing in one commune.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gap {
    /// Class of access, 1 to 3, 3 the furthest; `None` when nobody lives there.
    pub access: Option<u8>,
    /// Class of need, 1 to 3, 3 the greatest share; `None` when unknown.
    pub need: Option<u8>,
    /// People concerned beyond the main threshold; `None` when they are unknown.
    pub uncovered: Option<f64>,
    /// Rank by `uncovered`, 1 the most; of equals, by code. `None` where nobody is uncovered.
    pub rank: Option<usize>,
    /// Why.
    pub reason: Reason,
}

/// Why a commune is covered or is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// A fixed place is within the main threshold of most residents.
    Covered,
    /// Some place is, but for most residents no fixed one.
    ItinerantOnly,
    /// For most residents every place is beyond the main threshold.
    TooFar,
    /// For most residents no place at all is within reach.
    OutOfReach,
    /// The nearest place is across water.
    AcrossWater,
    /// Need is unknown; distances are complete.
    NeedUnknown,
    /// The table of costs lacks the cost that decides.
    TravelUnknown,
    /// Nobody lives there.
    NoResidents,
}

/// The upper limits of the two lower classes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tertiles(pub f64, pub f64);

/// The gaps of a run, with the limits of the classes.
#[derive(Debug, Clone, PartialEq)]
pub struct Gaps {
    /// One a commune, in their order.
    pub communes: Vec<Gap>,
    /// Limits of the access classes, in kilometres or minutes; `None` without any distance.
    pub access_limits: Option<Tertiles>,
    /// Limits of the need classes, in per cent or as scores; `None` without any need.
    pub need_limits: Option<Tertiles>,
}

impl Reason {
    /// Its value in the output.
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
    /// The tertiles of `values`: the least that holds a third of them, and two thirds.
    /// `None` without values.
    pub fn of(mut values: Vec<f64>) -> Option<Self> {
        let mut at = |third: usize| {
            let rank = (values.len() * third).div_ceil(3).checked_sub(1)?;
            Some(*values.select_nth_unstable_by(rank, f64::total_cmp).1)
        };
        Some(Self(at(1)?, at(2)?))
    }

    /// The class of `value`, 1 to 3; a value on a limit is in the lower class.
    pub fn class(self, value: f64) -> u8 {
        1 + u8::from(value > self.0) + u8::from(value > self.1)
    }
}

/// Sets access, whose costs are of this unit, against need. `access` and `across_water` are
/// parallel to `communes`, which are in order of code.
pub fn classify(
    communes: &[&Commune],
    access: &[&Access],
    unit: CostUnit,
    across_water: &[bool],
) -> Gaps {
    let distances = access.iter().filter_map(|access| Some(access.distances.mean?.shown(unit)));
    let access_limits = Tertiles::of(distances.collect());
    let inhabited = communes.iter().filter(|commune| !commune.is_empty());
    let needs = inhabited.filter_map(|commune| commune.need?.level);
    let need_limits = Tertiles::of(needs.collect());

    let is_asked = communes.iter().any(|commune| commune.need.is_some());
    let mut gaps: Vec<Gap> = communes
        .iter()
        .zip(access)
        .zip(across_water)
        .map(|((commune, access), across_water)| Gap {
            access: access_class(commune, access, unit, access_limits),
            need: need_class(commune, need_limits),
            uncovered: uncovered(commune, access),
            rank: None,
            reason: reason(commune, is_asked, access, *across_water),
        })
        .collect();
    rank(&mut gaps);
    Gaps { communes: gaps, access_limits, need_limits }
}

/// Out of reach is the worst access, though it has no distance; be it for some.
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
        Some(mean) => Some(limits?.class(mean.shown(unit))),
        None => Some(3),
    }
}

fn need_class(commune: &Commune, limits: Option<Tertiles>) -> Option<u8> {
    let level = commune.need?.level?;
    (!commune.is_empty()).then(|| limits.map(|limits| limits.class(level)))?
}

fn uncovered(commune: &Commune, access: &Access) -> Option<f64> {
    Some(commune.need?.people? * (1.0 - access.covered_need?))
}

/// Why. That need is unknown is a reason where it is known of others: else nobody asked.
fn reason(commune: &Commune, is_asked: bool, access: &Access, across_water: bool) -> Reason {
    if commune.is_empty() {
        return Reason::NoResidents;
    }
    if is_asked && commune.need.is_none() {
        return Reason::NeedUnknown;
    }
    if access.is_unknown {
        return Reason::TravelUnknown;
    }
    match access.distances.median {
        None => Reason::OutOfReach,
        Some(_) if across_water => Reason::AcrossWater,
        Some(_) if most(access.covered_fixed) => Reason::Covered,
        Some(_) if most(access.covered_main) => Reason::ItinerantOnly,
        Some(_) => Reason::TooFar,
    }
}

/// Whether it is so for most residents.
fn most(share: Option<f64>) -> bool {
    share.is_some_and(|share| share >= 0.5)
}

fn rank(gaps: &mut [Gap]) {
    // Where everybody is covered there is nothing to rank.
    let uncovered: Vec<Option<f64>> =
        gaps.iter().map(|gap| gap.uncovered.filter(|people| *people > 0.0)).collect();
    for (rank, at) in worst_first(&uncovered).into_iter().enumerate() {
        gaps[at].rank = Some(rank + 1);
    }
}

/// The ranks of the communes whose people uncovered are known, most people first; of equals in
/// order of code, as the communes are.
pub fn worst_first(uncovered: &[Option<f64>]) -> Vec<usize> {
    let known = uncovered.iter().enumerate();
    let mut order: Vec<(f64, usize)> =
        known.filter_map(|(at, people)| Some(((*people)?, at))).collect();
    order.sort_unstable_by(|(one, at), (other, of)| other.total_cmp(one).then(at.cmp(of)));
    order.into_iter().map(|(_, at)| at).collect()
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
