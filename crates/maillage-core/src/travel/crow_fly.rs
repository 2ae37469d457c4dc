//! Costs as the crow flies: the geodesic, times a detour factor.

use crate::{
    geodesy::{Length, Position},
    index::{Blocks, Nearest, PlaceIndex, Surroundings},
    model::Kind,
};

/// What can be reached from one origin.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reach {
    /// The nearest place of each kind, in the order of [`Kind::ALL`]; `None` when none is
    /// within reach.
    pub nearest: [Option<Nearest>; 3],
    /// Places of any kind within each limit.
    pub within: Vec<u32>,
    /// The places of any kind within the main limit, by rank.
    pub near: Vec<usize>,
}

/// How far people go. All lengths are after the detour.
#[derive(Debug, Clone, PartialEq)]
pub struct Limits {
    /// Where places are counted.
    pub thresholds: Vec<Length>,
    /// Where it is told which they are.
    pub main: Length,
    /// A place that is further is not the nearest.
    pub furthest: Length,
    /// Multiplies every geodesic; at least 1.
    pub detour: f64,
}

/// What can be reached from `from`: the nearest place of each kind, how many places lie
/// within each threshold and which within the main one.
pub fn reach(index: &PlaceIndex, from: Position, limits: &Limits) -> Reach {
    let thresholds: Vec<Length> = limits.straight_thresholds().collect();
    Reach {
        nearest: Kind::ALL.map(|kind| limits.travelled(index.nearest(kind, from)?)),
        within: index.counts_within(from, &thresholds),
        near: index.within(from, limits.straight_main()),
    }
}

/// [`reach`] from every home of `blocks`, told with the home's rank, one after the other in
/// the order of the blocks. Many homes that are near each other cost little more than one.
pub fn reach_from(
    index: &PlaceIndex,
    blocks: &Blocks,
    limits: &Limits,
    mut visit: impl FnMut(usize, &Reach),
) {
    let count = limits.thresholds.len();
    let rings: Vec<Length> = limits.straight_thresholds().chain([limits.straight_main()]).collect();
    let mut around = Surroundings::new(index, &rings);
    let mut reach = Reach { within: vec![0; count], ..Reach::default() };
    around.visit(blocks, |around, rank, home| {
        reach.nearest = Kind::ALL.map(|kind| limits.travelled(around.nearest(kind, home)?));
        around.ranks(count, home, &mut reach.near);
        for (limit, within) in reach.within.iter_mut().enumerate() {
            *within = around.count(limit, home);
        }
        visit(rank, &reach);
    });
}

impl Limits {
    fn straight_thresholds(&self) -> impl Iterator<Item = Length> {
        self.thresholds.iter().map(|limit| limit.before(self.detour))
    }

    /// The main limit as the crow flies, before the detour.
    pub fn straight_main(&self) -> Length {
        self.main.before(self.detour)
    }

    /// The nearest place, so far as one travels to it; `None` beyond the furthest limit.
    fn travelled(&self, straight: Nearest) -> Option<Nearest> {
        let length = straight.length.times(self.detour);
        (length <= self.furthest).then_some(Nearest { length, ..straight })
    }
}
