//! Certainty of the gap: the probability of the worst class, and an interval of ranks.
//!
//! Monte Carlo: need is drawn [`DRAWS`] times from its distribution, and each time communes
//! are classed and ranked again. Distances do not vary. O(draws × communes log communes),
//! on all cores.

use rayon::prelude::*;

use crate::{
    access::Access,
    gap::{Gap, Gaps, Tertiles, WorstFirst},
    model::{Commune, StudyRow},
    need::{Confidence, Draws},
};

/// Number of draws. The standard error of a probability is then at most 2.5 points.
pub const DRAWS: u32 = 400;
/// Number of draws that must agree for a verdict.
pub const AGREE: u32 = DRAWS / 5 * 4;
/// Communes whose draws are put together at one time.
const TOGETHER: usize = 64;

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
    let drawn = (0..DRAWS).into_par_iter().map_init(Buffers::default, |buffers, rank| {
        draws.draw_into(rank, &mut buffers.people);
        Draw::of(&standings, fixed, buffers)
    });
    let drawn: Vec<Draw> = drawn.collect();
    let certainty = |at: usize, worst: u32, ranks: &mut [u32]| {
        let gap = gaps.communes[at];
        gap.access.zip(gap.need).filter(|_| draws.varies(StudyRow::new(at)))?;
        Some(Certainty { worst, ranks: gap.rank.map(|_| rank_interval(ranks, confidence)) })
    };
    // Some communes at a time, so that what a draw says of them is read together.
    let certainties_from = |start: usize| {
        let here = start..communes.len().min(start + TOGETHER);
        let mut ranks = vec![0; here.len() * drawn.len()];
        let mut worst = vec![0; here.len()];
        for (rank, draw) in drawn.iter().enumerate() {
            for (at, commune) in here.clone().enumerate() {
                ranks[at * drawn.len() + rank] = draw.ranks[commune];
                worst[at] += u32::from(draw.worst[commune]);
            }
        }
        let ranks = ranks.chunks_exact_mut(drawn.len());
        let all = here.zip(worst).zip(ranks);
        all.map(|((at, worst), ranks)| certainty(at, worst, ranks)).collect::<Vec<_>>()
    };
    let starts: Vec<usize> = (0..communes.len()).step_by(TOGETHER).collect();
    let communes = starts.into_par_iter().map(certainties_from).collect::<Vec<_>>();
    Some(Certainties { communes: communes.into_iter().flatten().collect() })
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
    /// Rank from 1; the number of communes for a commune without a rank.
    ranks: Vec<u32>,
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
        let worst = |(commune, share): (&Standing, &Option<f64>)| {
            let class = limits.zip(*share).map(|(limits, share)| limits.class(share));
            commune.is_far && class == Some(3)
        };
        let uncovered =
            |(commune, people): (&Standing, &Option<f64>)| Some((*people)? * commune.uncovered?);
        let uncovered = communes.iter().zip(&*people).map(uncovered);
        // Unranked communes sort last.
        let last = u32::try_from(communes.len()).expect("communes are fewer than 2³²");
        let mut ranks = vec![last; communes.len()];
        for (rank, row) in worst_first.order(uncovered).enumerate() {
            ranks[row.index()] = u32::try_from(rank + 1).expect("communes are fewer than 2³²");
        }
        Self { worst: communes.iter().zip(&*shares).map(worst).collect(), ranks }
    }
}

/// The interval of ranks with equal numbers of draws below and above, and `confidence`
/// between. Puts `ranks` in another order.
///
/// # Panics
///
/// Without ranks.
pub(crate) fn rank_interval(ranks: &mut [u32], confidence: Confidence) -> (usize, usize) {
    let cut = ranks.len() * (100 - usize::from(confidence.per_cent())) / 200;
    let last = ranks.len() - 1 - cut;
    let worse = *ranks.select_nth_unstable(cut).1;
    let better = *ranks.select_nth_unstable(last).1;
    (worse as usize, better as usize)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn as_many_draws_are_below_the_interval_of_ranks_as_above(
            ranks in prop::collection::vec(1_u32..50, 1..90),
        ) {
            for confidence in [Confidence::Eighty, Confidence::Ninety] {
                let mut sorted = ranks.clone();
                sorted.sort_unstable();
                let cut = ranks.len() * (100 - usize::from(confidence.per_cent())) / 200;
                let judge = [sorted[cut], sorted[ranks.len() - 1 - cut]].map(|rank| rank as usize);
                prop_assert_eq!(rank_interval(&mut ranks.clone(), confidence), judge.into());
            }
        }
    }
}
