//! Certainty of the gap: the probability of the worst class, and an interval of ranks.
//!
//! Monte Carlo: need is drawn [`DRAWS`] times from its distribution, and each time communes
//! are classed and ranked again. Distances do not vary. O(draws × communes log communes),
//! on all cores.

mod intervals;

use std::ops::Range;

use rayon::prelude::*;

use crate::{
    access::Access,
    gap::{Gap, Gaps, Tertiles, WorstFirst, people_in_column},
    model::{Commune, StudyRow},
    need::{Confidence, Draws},
};

pub(crate) use intervals::RankIntervals;

/// Number of draws. The standard error of a probability is then at most 2.5 points.
pub const DRAWS: u32 = 400;
/// Number of draws that must agree for a verdict.
pub const AGREE: u32 = DRAWS / 5 * 4;
/// Number of draws that are held at one time.
const HELD: u32 = 40;

/// Whether a commune is in the worst class: far from help, and in high need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// At least [`AGREE`] draws put the commune in the worst class.
    Probable,
    /// At least [`AGREE`] draws put the commune in another class.
    Improbable,
    /// Neither.
    CannotSay,
}

impl Verdict {
    /// The value in the output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Probable => "probable",
            Self::Improbable => "improbable",
            Self::CannotSay => "indecis",
        }
    }
}

/// Certainty of the gap of one commune.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Certainty {
    /// Number of draws, of [`DRAWS`], in which the commune is in the worst class.
    pub worst: u32,
    /// Interval of ranks at the confidence of the run, worse rank first. `None` where the
    /// commune has no rank.
    pub ranks: Option<(usize, usize)>,
}

impl Certainty {
    /// The probability that the commune is in the worst class, 0 to 1.
    pub fn probability(&self) -> f64 {
        f64::from(self.worst) / f64::from(DRAWS)
    }

    /// The verdict of the draws.
    pub fn verdict(&self) -> Verdict {
        if self.worst >= AGREE {
            Verdict::Probable
        } else if self.worst <= DRAWS - AGREE {
            Verdict::Improbable
        } else {
            Verdict::CannotSay
        }
    }
}

/// Certainty of the gap of every commune.
#[derive(Debug, Clone, PartialEq)]
pub struct Certainties {
    /// One for each commune, in their order. `None` where the commune has no class, and
    /// where the variance of its need is unknown.
    pub communes: Vec<Option<Certainty>>,
}

/// The certainty of `gaps` when need varies as in `draws`. `None` when the variance of need
/// is unknown. `communes`, sorted by code, `access`, `gaps` and `draws` are parallel. `fixed` are
/// the limits of the need classes that do not vary with the draws.
pub fn certainties(
    communes: &[&Commune],
    access: &[&Access],
    gaps: &Gaps,
    draws: &Draws,
    fixed: Option<Tertiles>,
    confidence: Confidence,
) -> Option<Certainties> {
    if !draws.vary() {
        return None;
    }
    let of_each = communes.iter().zip(access).zip(&gaps.communes);
    let standings: Vec<Standing> =
        of_each.map(|((of, to), gap)| Standing::of(of, to, gap)).collect();
    let mut worst = vec![0; communes.len()];
    let ranked = (0..communes.len()).filter(|at| gaps.communes[*at].rank.is_some());
    let mut intervals = RankIntervals::new(ranked, DRAWS as usize, confidence);
    for held in batches() {
        let drawn = held.into_par_iter().map_init(Buffers::default, |buffers, rank| {
            draws.draw_into(rank, &mut buffers.people);
            Draw::of(&standings, fixed, buffers)
        });
        let drawn: Vec<Draw> = drawn.collect();
        intervals.add(&drawn.iter().map(|draw| draw.ranks.as_slice()).collect::<Vec<_>>());
        for draw in &drawn {
            worst.iter_mut().zip(&draw.worst).for_each(|(sum, worst)| *sum += u32::from(*worst));
        }
    }
    let certainty = |(at, gap): (usize, &Gap)| {
        gap.access.zip(gap.need).filter(|_| draws.varies(StudyRow::new(at)))?;
        Some(Certainty { worst: worst[at], ranks: None })
    };
    let mut certainties: Vec<Option<Certainty>> =
        gaps.communes.iter().enumerate().map(certainty).collect();
    for (at, ranks) in intervals.finish() {
        if let Some(certainty) = &mut certainties[at] {
            certainty.ranks = Some(ranks);
        }
    }
    Some(Certainties { communes: certainties })
}

/// The ranks of all draws, [`HELD`] at a time.
pub(crate) fn batches() -> impl Iterator<Item = Range<u32>> {
    (0..DRAWS).step_by(HELD as usize).map(|first| first..DRAWS.min(first + HELD))
}

/// What a draw does not vary of a commune.
struct Standing {
    /// Level of need, and the people it is of; `None` where need has no class.
    need: Option<(f64, f64)>,
    /// Whether it is in the class that is farthest from help.
    is_far: bool,
    /// Share of the people in need who are not covered.
    uncovered: Option<f64>,
}

impl Standing {
    fn of(commune: &Commune, access: &Access, gap: &Gap) -> Self {
        let need = commune.need.filter(|_| gap.need.is_some());
        Self {
            need: need.and_then(|need| Some((need.level?, need.people?))),
            is_far: gap.access == Some(3),
            uncovered: access.covered_need.map(|covered| 1.0 - covered),
        }
    }
}

/// Classes and ranks in one draw.
struct Draw {
    worst: Vec<bool>,
    /// From 1, by uncovered people as they are printed. A commune without any comes after all that
    /// have some.
    ranks: Vec<u32>,
}

/// The rank of the commune that so many precede.
pub(crate) fn rank_at(before: usize) -> u32 {
    u32::try_from(before + 1).expect("communes are fewer than 2³²")
}

/// What is computed of a draw, in memory that the next one uses again.
#[derive(Default)]
struct Buffers {
    /// People in need, by commune.
    people: Vec<Option<f64>>,
    /// Their share of those whom need is of, by commune; `None` where need has no class.
    shares: Vec<Option<f64>>,
    /// The shares that are known, for the limits of their classes.
    known_shares: Vec<f64>,
    /// Communes by their uncovered people.
    worst_first: WorstFirst,
}

impl Draw {
    /// The draw of the people of `buffers`.
    fn of(communes: &[Standing], fixed: Option<Tertiles>, buffers: &mut Buffers) -> Self {
        let Buffers { people, shares, known_shares, worst_first } = buffers;
        // The share varies with the people drawn; its denominator, the residents, is fixed.
        let share = |(commune, people): (&Standing, &Option<f64>)| {
            let ((level, was), people) = commune.need.zip(*people)?;
            Some(if was > 0.0 { level * people / was } else { level })
        };
        shares.clear();
        shares.extend(communes.iter().zip(&*people).map(share));
        let limits = fixed.or_else(|| {
            known_shares.clear();
            known_shares.extend(shares.iter().flatten());
            Tertiles::among(known_shares)
        });
        let is_highest = |share: &Option<f64>| {
            limits.zip(*share).is_some_and(|(limits, share)| limits.class(share) == 3)
        };
        let worst =
            |(commune, share): (&Standing, &Option<f64>)| commune.is_far && is_highest(share);
        let uncovered = |(commune, people): (&Standing, &Option<f64>)| {
            people_in_column((*people)? * commune.uncovered?)
        };
        let order = worst_first.order(communes.iter().zip(&*people).map(uncovered));
        let after_all = rank_at(order.clone().count());
        let mut ranks = vec![after_all; communes.len()];
        order.enumerate().for_each(|(rank, row)| ranks[row.index()] = rank_at(rank));
        Self { worst: communes.iter().zip(&*shares).map(worst).collect(), ranks }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Shares of the people of a commune who are not covered.
    fn standing(uncovered: Option<f64>) -> Standing {
        Standing { need: None, is_far: false, uncovered }
    }

    #[test]
    fn ranks_of_a_draw_are_of_whole_people_and_those_without_any_come_after_all() {
        let communes = [1.0, 0.0, 1.0, 0.5, 1.0, 1.0].map(Some).map(standing);
        // 9, none, a third of one, 9 of 18, unknown, 8.6 that are written 9.
        let people = vec![Some(9.0), Some(70.0), Some(0.3), Some(18.0), None, Some(8.6)];
        let mut buffers = Buffers { people, ..Buffers::default() };
        let draw = Draw::of(&communes, None, &mut buffers);
        assert_eq!(draw.ranks, [1, 4, 4, 2, 4, 3]);
    }
}
