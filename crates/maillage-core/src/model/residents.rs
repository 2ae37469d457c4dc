//! Residents: where in each commune its people live.

use crate::geodesy::Position;

/// A spot where people of one commune live: the origin of their ways.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Home {
    /// The middle of the cell.
    pub position: Position,
    /// Residents; of a survey, so not always whole. More than zero.
    pub people: f64,
    /// Estimated illectronic people among them, before any calibration; without an estimate,
    /// as many as there are residents, so that all count alike.
    pub need: f64,
}

/// The homes of all communes of a run.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Residents {
    homes: Vec<Home>,
    /// By rank of the communes, where their homes start; one more for the end.
    starts: Vec<usize>,
}

impl Residents {
    /// The homes of `communes` communes, each with the rank of its commune. Those of one
    /// commune keep their order.
    pub fn new(communes: usize, mut homes: Vec<(u32, Home)>) -> Self {
        homes.sort_by_key(|(rank, _)| *rank);
        let start = |rank: usize| homes.partition_point(|(of, _)| (*of as usize) < rank);
        let starts = (0..=communes).map(start).collect();
        Self { starts, homes: homes.into_iter().map(|(_, home)| home).collect() }
    }

    /// The homes of the commune of this rank; none when no grid tells of them.
    pub fn of(&self, rank: usize) -> &[Home] {
        match self.starts.get(rank..=rank + 1) {
            Some([start, end]) => &self.homes[*start..*end],
            _ => &[],
        }
    }

    /// The same without the homes of the communes for which `keep` says no, by rank.
    pub fn retain(&mut self, keep: impl Fn(usize) -> bool) {
        let communes = self.starts.len().saturating_sub(1);
        let (mut homes, mut starts) = (Vec::with_capacity(self.homes.len()), vec![0]);
        for rank in 0..communes {
            if keep(rank) {
                homes.extend_from_slice(self.of(rank));
            }
            starts.push(homes.len());
        }
        (self.homes, self.starts) = (homes, starts);
    }

    /// How many people live in the commune of this rank, by its homes.
    pub fn people(&self, rank: usize) -> f64 {
        self.of(rank).iter().map(|home| home.people).sum()
    }

    /// How many homes there are.
    pub fn len(&self) -> usize {
        self.homes.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.homes.is_empty()
    }
}
