//! The homes of all communes, contiguous in one allocation.

use std::ops::Range;

use maillage_core::model::{CommuneId, Home};

/// The homes of all communes of a run.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Residents {
    homes: Vec<Home>,
    /// Index of the first home of each commune, by id, and the total at the end.
    starts: Vec<usize>,
}

impl Residents {
    /// Builds the index from homes with the id of their commune. The homes of a commune
    /// keep their order.
    pub fn new(communes: usize, mut homes: Vec<(CommuneId, Home)>) -> Self {
        homes.sort_by_key(|(id, _)| *id);
        let start = |rank: usize| homes.partition_point(|(of, _)| of.index() < rank);
        let starts = (0..=communes).map(start).collect();
        Self { starts, homes: homes.into_iter().map(|(_, home)| home).collect() }
    }

    /// The homes of a commune; empty without a grid.
    pub fn of(&self, commune: CommuneId) -> &[Home] {
        let rank = commune.index();
        match self.starts.get(rank..=rank + 1) {
            Some([start, end]) => &self.homes[*start..*end],
            _ => &[],
        }
    }

    /// Removes the homes of the communes for which `keep` is false.
    pub fn retain(&mut self, mut keep: impl FnMut(CommuneId) -> bool) {
        let communes = self.starts.len().saturating_sub(1);
        // Homes move up within their own memory.
        let (mut kept, mut starts) = (0, vec![0]);
        for commune in 0..communes {
            let homes = self.starts[commune]..self.starts[commune + 1];
            if keep(CommuneId::new(commune)) {
                let count = homes.len();
                self.homes.copy_within(homes, kept);
                kept += count;
            }
            starts.push(kept);
        }
        self.homes.truncate(kept);
        self.starts = starts;
    }

    /// Residents of a commune, summed over its homes.
    pub fn people(&self, commune: CommuneId) -> f64 {
        self.of(commune).iter().map(|home| home.people).sum()
    }

    /// Number of homes.
    pub fn len(&self) -> usize {
        self.homes.len()
    }

    /// The homes of these communes, in ascending order, contiguous, with the range of
    /// each commune.
    pub fn cut_out(mut self, communes: &[CommuneId]) -> (Vec<Home>, Vec<Range<u32>>) {
        let mut keep = communes.iter().peekable();
        self.retain(|commune| keep.next_if(|kept| **kept == commune).is_some());
        let at = |rank: usize| self.starts.get(rank).map_or(0, |start| *start as u32);
        let ranges = communes.iter().map(|id| at(id.index())..at(id.index() + 1)).collect();
        (self.homes, ranges)
    }

    /// Whether there is no home.
    pub fn is_empty(&self) -> bool {
        self.homes.is_empty()
    }
}
