//! Certainty of the gap: the probability of the worst class, and an interval of ranks.
//!
//! Monte Carlo: need is drawn [`DRAWS`] times from its distribution, and each time communes
//! are classed and ranked again. Distances do not vary. O(draws × communes log communes),
//! on all cores.

use rayon::prelude::*;

use crate::{
    access::Access,
    gap::{Gaps, Tertiles, worst_first},
    model::{Commune, StudyRow},
    need::{Confidence, Draws},
};

/// Number of draws. The standard error of a probability is then at most 2.5 points.
pub const DRAWS: u32 = 400;
/// Number of draws that must agree for a verdict.
pub const AGREE: u32 = DRAWS / 5 * 4;

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
    let drawn: Vec<Draw> = (0..DRAWS)
        .into_par_iter()
        .map(|rank| Draw::of(communes, access, gaps, fixed, draws.draw(rank)))
        .collect();
    let certainty = |at: usize| {
        let gap = gaps.communes[at];
        gap.access.zip(gap.need).filter(|_| draws.varies(StudyRow::new(at)))?;
        let worst = drawn.iter().map(|draw| u32::from(draw.worst[at])).sum();
        let ranks = gap.rank.map(|_| {
            let ranks = drawn.iter().map(|draw| draw.ranks[at]).collect();
            rank_interval(ranks, confidence)
        });
        Some(Certainty { worst, ranks })
    };
    let communes = (0..communes.len()).into_par_iter().map(certainty).collect();
    Some(Certainties { communes })
}

/// Classes and ranks in one draw.
struct Draw {
    worst: Vec<bool>,
    /// Rank from 1; the number of communes for a commune without a rank.
    ranks: Vec<u32>,
}

impl Draw {
    fn of(
        communes: &[&Commune],
        access: &[&Access],
        gaps: &Gaps,
        fixed: Option<Tertiles>,
        people: Vec<Option<f64>>,
    ) -> Self {
        // The share varies with the people drawn; its denominator, the residents, is fixed.
        let share = |at: usize| {
            let need = communes[at].need?;
            let (level, people, was) = (need.level?, people[at]?, need.people?);
            let share = if was > 0.0 { level * people / was } else { level };
            gaps.communes[at].need.map(|_| share)
        };
        let shares: Vec<Option<f64>> = (0..communes.len()).map(share).collect();
        let limits = fixed.or_else(|| Tertiles::of(shares.iter().copied().flatten().collect()));
        let worst = |(gap, share): (&crate::gap::Gap, &Option<f64>)| {
            let class = limits.zip(*share).map(|(limits, share)| limits.class(share));
            gap.access == Some(3) && class == Some(3)
        };
        let uncovered: Vec<Option<f64>> = people
            .iter()
            .zip(access)
            .map(|(people, access)| Some((*people)? * (1.0 - access.covered_need?)))
            .collect();
        // Unranked communes sort last.
        let last = u32::try_from(communes.len()).expect("communes are fewer than 2³²");
        let mut ranks = vec![last; communes.len()];
        for (rank, row) in worst_first(&uncovered).into_iter().enumerate() {
            ranks[row.index()] = u32::try_from(rank + 1).expect("communes are fewer than 2³²");
        }
        Self { worst: gaps.communes.iter().zip(&shares).map(worst).collect(), ranks }
    }
}

/// The interval of ranks with equal numbers of draws below and above, and `confidence`
/// between.
pub(crate) fn rank_interval(mut ranks: Vec<u32>, confidence: Confidence) -> (usize, usize) {
    ranks.sort_unstable();
    let cut = ranks.len() * (100 - usize::from(confidence.per_cent())) / 200;
    (ranks[cut] as usize, ranks[ranks.len() - 1 - cut] as usize)
}
