//! Queries for whole blocks of homes, answered home by home.
//!
//! The modules `candidates` and `ring` prove that each home gets the answer of its own query.
//! Buffers are reused from block to block, so a home costs no allocation.

use super::{Block, Blocks, Nearest, PlaceIndex, candidates::Candidates, ring::Ring};
use crate::{
    geodesy::{EarthPoint, Length, Position},
    model::{Kind, PlaceId},
};

/// Nearest places and places within limits, for homes that are visited block by block.
pub struct Surroundings<'index> {
    index: &'index PlaceIndex,
    /// Candidates of the current block, by kind.
    nearest: [Candidates; 3],
    /// Rings of the current block, by limit.
    rings: Vec<Ring>,
    /// Places around the current block by ascending id, with their earth-centred points.
    around: Vec<(PlaceId, [f64; 3])>,
    found: Vec<(Length, PlaceId)>,
}

impl<'index> Surroundings<'index> {
    /// Prepares queries for the nearest places of `index` and for the places within each of
    /// `limits`.
    pub fn new(index: &'index PlaceIndex, limits: &[Length]) -> Self {
        Self {
            index,
            nearest: Default::default(),
            rings: limits.iter().map(|limit| Ring::new(*limit)).collect(),
            around: Vec::new(),
            found: Vec::new(),
        }
    }

    /// Calls `visit` for every home of `blocks`, with its rank and its point. The other methods
    /// then answer for that home.
    pub fn visit(&mut self, blocks: &Blocks, mut visit: impl FnMut(&mut Self, usize, &EarthPoint)) {
        for block in blocks.iter() {
            self.go_to(&block, &mut visit);
        }
    }

    fn go_to(&mut self, block: &Block, visit: &mut impl FnMut(&mut Self, usize, &EarthPoint)) {
        let mut kinds = self.nearest.iter_mut().zip(&self.index.trees);
        if !kinds.all(|(candidates, tree)| candidates.gather(self.index, tree, block, 1)) {
            return block.halves().iter().for_each(|half| self.go_to(half, visit));
        }
        self.gather_nearby(block);
        for part in block.parts() {
            self.nearest.iter_mut().for_each(|candidates| candidates.sift(&part));
            self.surround(&part);
            for (rank, home) in part.ranks.iter().zip(part.points) {
                visit(self, *rank as usize, home);
            }
        }
    }

    /// Fetches the places that any limit can include.
    fn gather_nearby(&mut self, block: &Block) {
        let furthest = self.rings.iter().map(|ring| ring.furthest(block)).reduce(f64::max);
        let Some(furthest) = furthest else { return };
        self.around.clear();
        self.index.around(block.centre, furthest, |place| {
            self.around.push((place, self.index.point(place).coordinates()));
        });
        self.around.sort_unstable_by_key(|(place, _)| *place);
    }

    /// Moves the rings to `part`, which is in the block.
    fn surround(&mut self, part: &Block) {
        for ring in &mut self.rings {
            ring.surround(self.index, part, &self.around);
        }
    }

    /// The nearest place of `kind` to the visited home when its length is at most `limit`. `None`
    /// when there is no such place.
    pub fn nearest_within(
        &mut self,
        kind: Kind,
        home: &EarthPoint,
        limit: Length,
    ) -> Option<Nearest> {
        self.nearest[kind as usize].nearest(self.index, home, limit, &mut self.found);
        let (length, place) = *self.found.first().filter(|(length, _)| *length <= limit)?;
        let tied = self.found.iter().any(|(_, other)| *other != place);
        Some(Nearest { place, length, tied })
    }

    /// Number of places of any kind within the limit of rank `limit` of the visited home, limit
    /// included.
    ///
    /// # Panics
    ///
    /// When there is no limit of this rank.
    pub fn count(&self, limit: usize, home: &EarthPoint) -> u32 {
        self.rings[limit].count(self.index, home)
    }

    /// Replaces `places` by the places that [`count`](Self::count) counts, ascending.
    ///
    /// # Panics
    ///
    /// When there is no limit of this rank.
    pub fn places(&self, limit: usize, home: &EarthPoint, places: &mut Vec<PlaceId>) {
        self.rings[limit].places(self.index, home, places);
    }
}

impl PlaceIndex {
    /// The `most` nearest places of `kind`, by length, then by id. Fewer when there are fewer
    /// places.
    pub fn k_nearest(&self, kind: Kind, from: Position, most: usize) -> Vec<(Length, PlaceId)> {
        let mut nearest = Vec::new();
        let blocks = Blocks::new([from]);
        self.k_nearest_from(kind, &blocks, most, |_, found| nearest.extend_from_slice(found));
        nearest
    }

    /// [`k_nearest`](Self::k_nearest) for every home of `blocks`. `visit` receives the rank of the
    /// home; homes come in the order of the blocks.
    pub fn k_nearest_from(
        &self,
        kind: Kind,
        blocks: &Blocks,
        most: usize,
        mut visit: impl FnMut(usize, &[(Length, PlaceId)]),
    ) {
        let mut candidates = Candidates::default();
        let (any, mut found) = (Length::from_metres(f64::INFINITY), Vec::new());
        for block in blocks.iter() {
            self.k_nearest_of(
                kind,
                &block,
                most,
                &mut candidates,
                &mut |candidates, rank, home| {
                    candidates.nearest(self, home, any, &mut found);
                    visit(rank, &found[..found.len().min(most)]);
                },
            );
        }
    }

    fn k_nearest_of(
        &self,
        kind: Kind,
        block: &Block,
        most: usize,
        candidates: &mut Candidates,
        visit: &mut impl FnMut(&mut Candidates, usize, &EarthPoint),
    ) {
        if !candidates.gather(self, &self.trees[kind as usize], block, most) {
            let halves = block.halves();
            return halves
                .iter()
                .for_each(|half| self.k_nearest_of(kind, half, most, candidates, visit));
        }
        for part in block.parts() {
            candidates.sift(&part);
            for (rank, home) in part.ranks.iter().zip(part.points) {
                visit(candidates, *rank as usize, home);
            }
        }
    }

    /// [`counts_within`](Self::counts_within) for every home of `blocks`. `visit` receives the rank
    /// of the home; homes come in the order of the blocks.
    pub fn counts_from(
        &self,
        blocks: &Blocks,
        limits: &[Length],
        mut visit: impl FnMut(usize, &[u32]),
    ) {
        let mut around = Surroundings::new(self, limits);
        let mut counts = vec![0; limits.len()];
        for block in blocks.iter() {
            around.gather_nearby(&block);
            for part in block.parts() {
                around.surround(&part);
                for (rank, home) in part.ranks.iter().zip(part.points) {
                    for (limit, count) in counts.iter_mut().enumerate() {
                        *count = around.count(limit, home);
                    }
                    visit(*rank as usize, &counts);
                }
            }
        }
    }
}
