//! The homes of all communes, contiguous in one allocation.

use std::ops::Range;

use maillage_core::model::Home;

/// The homes of all communes of a run.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Residents {
    homes: Vec<Home>,
    /// Index of the first home of each commune, by rank, and the total at the end.
    starts: Vec<usize>,
}

impl Residents {
    /// Builds the index from homes with the rank of their commune. The homes of a commune
    /// keep their order.
    pub fn new(communes: usize, mut homes: Vec<(u32, Home)>) -> Self {
        homes.sort_by_key(|(rank, _)| *rank);
        let start = |rank: usize| homes.partition_point(|(of, _)| (*of as usize) < rank);
        let starts = (0..=communes).map(start).collect();
        Self { starts, homes: homes.into_iter().map(|(_, home)| home).collect() }
    }

    /// The homes of the commune of this rank; empty without a grid.
    pub fn of(&self, rank: usize) -> &[Home] {
        match self.starts.get(rank..=rank + 1) {
            Some([start, end]) => &self.homes[*start..*end],
            _ => &[],
        }
    }

    /// Removes the homes of the communes for which `keep` is false, by rank.
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

    /// Residents of the commune of this rank, summed over its homes.
    pub fn people(&self, rank: usize) -> f64 {
        self.of(rank).iter().map(|home| home.people).sum()
    }

    /// Number of homes.
    pub fn len(&self) -> usize {
        self.homes.len()
    }

    /// The homes of the communes of these ascending ranks, contiguous, with the range of
    /// each commune.
    pub fn cut_out(mut self, ranks: &[usize]) -> (Vec<Home>, Vec<Range<u32>>) {
        let mut keep = ranks.iter().peekable();
        self.retain(|rank| keep.next_if(|kept| **kept == rank).is_some());
        let at = |rank: usize| self.starts.get(rank).map_or(0, |start| *start as u32);
        let ranges = ranks.iter().map(|rank| at(*rank)..at(rank + 1)).collect();
        (self.homes, ranges)
    }

    /// Whether there is no home.
    pub fn is_empty(&self) -> bool {
        self.homes.is_empty()
    }
}
