//! The homes of communes, side by side in one allocation.

use std::ops::Range;

use maillage_core::model::Home;

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
    pub fn retain(&mut self, mut keep: impl FnMut(usize) -> bool) {
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

    /// The homes of the communes of these ranks, ascending and side by side, with where those
    /// of each stand among them.
    pub fn cut_out(mut self, ranks: &[usize]) -> (Vec<Home>, Vec<Range<u32>>) {
        let mut keep = ranks.iter().peekable();
        self.retain(|rank| keep.next_if(|kept| **kept == rank).is_some());
        let at = |rank: usize| self.starts.get(rank).map_or(0, |start| *start as u32);
        let ranges = ranks.iter().map(|rank| at(*rank)..at(rank + 1)).collect();
        (self.homes, ranges)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.homes.is_empty()
    }
}
