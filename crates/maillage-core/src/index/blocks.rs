//! Homes in blocks of neighbours, so that one question to the tree does for all of a block.
//!
//! The earth-centred box of the homes is halved along its three axes again and again, as an
//! octree, until a part holds few homes: blocks are small where people live close together,
//! and wide where few do and few places are near. Sorted once along the octree's own curve,
//! every part is a run. O(homes log homes).

use std::ops::Range;

use crate::geodesy::{EarthPoint, Position, chord2};

/// The most homes of a block: with more, each has more candidates to go through; with fewer,
/// each has a larger share in a question to the tree.
const MOST: usize = 64;
/// Homes that are put in order together. As many as a key has room for, and as stay in the
/// processor's cache.
const TOGETHER: usize = 1 << RANK_BITS;
const RANK_BITS: u32 = 16;
/// Halvings along each axis: three times so many bits fill the rest of a key.
const HALVINGS: u32 = 16;

/// Homes, put in blocks of neighbours.
#[derive(Debug, Clone, Default)]
pub struct Blocks {
    /// Of each home in the order of the blocks, its rank as it was given.
    ranks: Vec<usize>,
    points: Vec<EarthPoint>,
    /// Where each block ends.
    ends: Vec<usize>,
}

/// Homes that are near each other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block<'blocks> {
    /// The rank of each home among those that were given.
    pub(super) ranks: &'blocks [usize],
    /// Where each is.
    pub(super) points: &'blocks [EarthPoint],
    /// The middle of them, earth-centred; beneath the ground.
    pub(super) centre: [f64; 3],
    /// The straight line from the middle to the furthest of them, in metres.
    pub(super) radius: f64,
}

impl Blocks {
    /// The blocks of these homes. Homes that are given near each other, as those of one
    /// commune or of one strip of a grid, make good blocks; others make correct ones.
    pub fn new(homes: impl IntoIterator<Item = Position>) -> Self {
        let given: Vec<EarthPoint> = homes.into_iter().map(EarthPoint::new).collect();
        if given.len() == 1 {
            return Self { ranks: vec![0], points: given, ends: vec![1] };
        }
        let mut blocks = Self {
            ranks: Vec::with_capacity(given.len()),
            points: Vec::with_capacity(given.len()),
            ends: Vec::new(),
        };
        let mut keys = Vec::new();
        for (chunk, points) in given.chunks(TOGETHER).enumerate() {
            let first = chunk * TOGETHER;
            sort_along_curve(points, &mut keys);
            let in_chunk = keys.iter().map(|key| (key & ((1 << RANK_BITS) - 1)) as usize);
            blocks.ranks.extend(in_chunk.clone().map(|rank| first + rank));
            blocks.points.extend(in_chunk.map(|rank| points[rank]));
            cut(&keys, 0..keys.len(), 3 * HALVINGS, &mut |end| blocks.ends.push(first + end));
        }
        blocks
    }

    /// One after the other; every home is in one of them.
    pub(super) fn iter(&self) -> impl Iterator<Item = Block<'_>> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts
            .zip(&self.ends)
            .map(|(start, end)| Block::around(&self.ranks[start..*end], &self.points[start..*end]))
    }

    /// How many homes there are.
    pub fn len(&self) -> usize {
        self.points.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }
}

impl<'blocks> Block<'blocks> {
    fn around(ranks: &'blocks [usize], points: &'blocks [EarthPoint]) -> Self {
        let [low, high] = bounds(points);
        let centre = [0, 1, 2].map(|axis| (low[axis] + high[axis]) / 2.0);
        let furthest =
            points.iter().map(|point| chord2(centre, point.coordinates())).fold(0.0, f64::max);
        Self { ranks, points, centre, radius: furthest.sqrt() }
    }

    /// Its two halves along the curve, each smaller than it; for a block of several homes.
    pub(super) fn halves(&self) -> [Self; 2] {
        let middle = self.points.len() / 2;
        let (ranks, points) = (self.ranks.split_at(middle), self.points.split_at(middle));
        [Self::around(ranks.0, points.0), Self::around(ranks.1, points.1)]
    }
}

/// The lowest and the highest coordinates of these points, at least one.
fn bounds(points: &[EarthPoint]) -> [[f64; 3]; 2] {
    let mut bounds = [[f64::INFINITY; 3], [f64::NEG_INFINITY; 3]];
    for point in points {
        for (axis, at) in point.coordinates().into_iter().enumerate() {
            bounds[0][axis] = bounds[0][axis].min(at);
            bounds[1][axis] = bounds[1][axis].max(at);
        }
    }
    bounds
}

/// One key a point, in order along the octree's curve: where it is in the box of all of them,
/// one bit of each axis by turns, and below that its rank.
fn sort_along_curve(points: &[EarthPoint], keys: &mut Vec<u64>) {
    let [low, high] = bounds(points);
    let widest = (0..3).map(|axis| high[axis] - low[axis]).fold(0.0, f64::max);
    let steps = f64::from((1_u32 << HALVINGS) - 1) / widest.max(1.0);
    let key = |(rank, point): (usize, &EarthPoint)| {
        let point = point.coordinates();
        let along = |axis: usize| spread(((point[axis] - low[axis]) * steps) as u64);
        (along(0) << 2 | along(1) << 1 | along(2)) << RANK_BITS | rank as u64
    };
    keys.clear();
    keys.extend(points.iter().enumerate().map(key));
    keys.sort_unstable();
}

/// Two noughts before every one of the 16 lowest bits.
fn spread(bits: u64) -> u64 {
    let bits = (bits | bits << 16) & 0xff00_00ff;
    let bits = (bits | bits << 8) & 0x00f0_0f00_f00f;
    let bits = (bits | bits << 4) & 0x0c30_c30c_30c3;
    (bits | bits << 2) & 0x2492_4924_9249
}

/// Tells where each block of this run ends. The keys of the run differ in their `bits` lowest
/// bits of position.
fn cut(keys: &[u64], run: Range<usize>, bits: u32, end: &mut impl FnMut(usize)) {
    if run.len() <= MOST {
        if !run.is_empty() {
            end(run.end);
        }
        return;
    }
    if bits == 0 {
        // More homes on one point than a block takes: any of them are neighbours.
        let ends = run.clone().step_by(MOST).skip(1).chain([run.end]);
        ends.for_each(end);
        return;
    }
    let bit = 1 << (bits - 1 + RANK_BITS);
    let half = run.start + keys[run.clone()].partition_point(|key| key & bit == 0);
    cut(keys, run.start..half, bits - 1, end);
    cut(keys, half..run.end, bits - 1, end);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_are_spread_to_every_third() {
        for bits in [0, 1, 0b1011, 0xff, 0x8001, 0xffff] {
            let every_third = (0..16).map(|bit| (bits >> bit & 1) << (3 * bit));
            assert_eq!(spread(bits), every_third.sum::<u64>());
        }
    }

    #[test]
    fn blocks_of_a_grid_are_small_squares_and_not_its_long_rows() {
        // 100 rows of 300 cells of 200 m, in order of row as the files are: 60 km by 20 km.
        let cell = |row: i32, column: i32| {
            let north = 46.0 + f64::from(row) * 0.001_8;
            Position::new(north, 2.0 + f64::from(column) * 0.002_6).expect("in France")
        };
        let rows = (0..100).flat_map(|row| (0..300).map(move |column| cell(row, column)));
        let blocks = Blocks::new(rows);
        let count = blocks.iter().count();
        assert!(count < 30_000 / 16, "{count} blocks");
        assert!(blocks.iter().all(|block| block.radius < 3_000.0));
    }
}
