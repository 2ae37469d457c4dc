//! How sure the gap is: whether a commune is of the worst class, and which rank it may have.
//!
//! Need is drawn anew a few hundred times; each time communes are classed and ranked as they
//! were once. Distances do not vary. O(draws × communes log communes), on all cores.

use rayon::prelude::*;

use crate::{
    access::Access,
    gap::{Gaps, Tertiles, worst_first},
    model::Commune,
    need::{Confidence, Draws},
};

/// How many draws are taken: a share is then known to 2.5 points or better.
pub const DRAWS: u32 = 400;
/// A commune is said to be of the worst class, or not to be, when so many draws agree.
pub const AGREE: u32 = DRAWS / 5 * 4;

/// Whether a commune is of the worst class: far from help, and in great need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Most draws say so.
    Probable,
    /// Most draws say not.
    Improbable,
    /// Neither.
    CannotSay,
}

impl Verdict {
    /// Its value in the output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Probable => "probable",
            Self::Improbable => "improbable",
            Self::CannotSay => "indecis",
        }
    }
}

/// How sure what is said of one commune is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Certainty {
    /// Of [`DRAWS`], those in which it is of the worst class.
    pub worst: u32,
    /// The ranks between which it is, the confidence asked for: the first is the worse. `None`
    /// where it has no rank.
    pub ranks: Option<(usize, usize)>,
}

impl Certainty {
    /// The probability that it is of the worst class, 0 to 1.
    pub fn probability(&self) -> f64 {
        f64::from(self.worst) / f64::from(DRAWS)
    }

    /// What the draws agree on.
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

/// What the draws say of each commune.
#[derive(Debug, Clone, PartialEq)]
pub struct Certainties {
    /// One a commune, in their order; `None` where it has no class, and where nothing tells how
    /// its need varies.
    pub communes: Vec<Option<Certainty>>,
}

/// How sure `gaps` are, need being what `draws` make of it. `None` when nothing tells how need
/// varies.
pub fn certainties(
    communes: &[&Commune],
    access: &[&Access],
    gaps: &Gaps,
    draws: &Draws,
    confidence: Confidence,
) -> Option<Certainties> {
    if !draws.vary() {
        return None;
    }
    let drawn: Vec<Draw> = (0..DRAWS)
        .into_par_iter()
        .map(|rank| Draw::of(communes, access, gaps, draws.draw(rank)))
        .collect();
    let certainty = |at: usize| {
        let gap = gaps.communes[at];
        gap.access.zip(gap.need).filter(|_| draws.varies(at))?;
        let worst = drawn.iter().map(|draw| u32::from(draw.worst[at])).sum();
        let ranks = gap.rank.map(|_| {
            let ranks = drawn.iter().map(|draw| draw.ranks[at]).collect();
            between(ranks, confidence)
        });
        Some(Certainty { worst, ranks })
    };
    let communes = (0..communes.len()).into_par_iter().map(certainty).collect();
    Some(Certainties { communes })
}

/// What one draw makes of the communes.
struct Draw {
    worst: Vec<bool>,
    /// From 1; the number of communes where there is none.
    ranks: Vec<u32>,
}

impl Draw {
    fn of(
        communes: &[&Commune],
        access: &[&Access],
        gaps: &Gaps,
        people: Vec<Option<f64>>,
    ) -> Self {
        // The share changes as the people do: what it is a share of is certain.
        let share = |at: usize| {
            let need = communes[at].need?;
            let (level, people, was) = (need.level?, people[at]?, need.people?);
            let share = if was > 0.0 { level * people / was } else { level };
            gaps.communes[at].need.map(|_| share)
        };
        let shares: Vec<Option<f64>> = (0..communes.len()).map(share).collect();
        let limits = Tertiles::of(shares.iter().copied().flatten().collect());
        let worst = |(gap, share): (&crate::gap::Gap, &Option<f64>)| {
            let class = limits.zip(*share).map(|(limits, share)| limits.class(share));
            gap.access == Some(3) && class == Some(3)
        };
        let uncovered: Vec<Option<f64>> = people
            .iter()
            .zip(access)
            .map(|(people, access)| Some((*people)? * (1.0 - access.covered_need?)))
            .collect();
        // Who has no rank in this draw comes after all who have.
        let last = u32::try_from(communes.len()).expect("communes are fewer than 2³²");
        let mut ranks = vec![last; communes.len()];
        for (rank, at) in worst_first(&uncovered).into_iter().enumerate() {
            ranks[at] = u32::try_from(rank + 1).expect("communes are fewer than 2³²");
        }
        Self { worst: gaps.communes.iter().zip(&shares).map(worst).collect(), ranks }
    }
}

/// The ranks that leave as many draws below as above, the confidence asked for between them.
fn between(mut ranks: Vec<u32>, confidence: Confidence) -> (usize, usize) {
    ranks.sort_unstable();
    let cut = ranks.len() * (100 - usize::from(confidence.per_cent())) / 200;
    (ranks[cut] as usize, ranks[ranks.len() - 1 - cut] as usize)
}
