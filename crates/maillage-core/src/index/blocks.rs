//! Blocks of neighbouring homes, so that one tree query serves every home of a block.
//!
//! The earth-centred bounding box of the homes is halved along its three axes in turn, as an
//! octree, until each part holds few homes. Blocks are therefore small where homes are dense and
//! wide where they are sparse. After one sort along the octree's space-filling curve, every part is
//! a contiguous range. O(homes log homes).

use std::ops::Range;

use crate::geodesy::{EarthPoint, Position, chord2};

/// Maximum number of homes in a block. A larger block has more candidates to compare with each
/// home. In a smaller block, fewer homes share the cost of one tree query.
const MAX_HOMES: usize = 64;
/// Number of homes that are sorted together: as many as a key can number, and few enough for the
/// processor's cache.
const CHUNK: usize = 1 << RANK_BITS;
const RANK_BITS: u32 = 16;
/// Halvings along each axis. Three times this number of bits fills the rest of a 64-bit key.
const HALVINGS: u32 = 16;

/// Homes, grouped into blocks of neighbours.
#[derive(Debug, Clone, Default)]
pub struct Blocks {
    /// Rank of each home in the sequence given, in the order of the blocks.
    ranks: Vec<usize>,
    points: Vec<EarthPoint>,
    /// End of each block in `ranks` and `points`.
    ends: Vec<usize>,
}

/// Homes that are near each other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block<'blocks> {
    /// Rank of each home in the sequence given.
    pub(super) ranks: &'blocks [usize],
    /// Earth-centred point of each home, in the same order.
    pub(super) points: &'blocks [EarthPoint],
    /// Centre of the bounding box of the homes, in earth-centred metres. It lies below the ground.
    pub(super) centre: [f64; 3],
    /// Chord from the centre to the furthest home, in metres.
    pub(super) radius: f64,
}

impl Blocks {
    /// Groups `homes` into blocks.
    ///
    /// Blocks are compact when neighbours follow each other in the sequence, as the homes of one
    /// commune do. Any other order gives correct answers more slowly.
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
        for (chunk, points) in given.chunks(CHUNK).enumerate() {
            let first = chunk * CHUNK;
            sort_along_curve(points, &mut keys);
            let in_chunk = keys.iter().map(|key| (key & ((1 << RANK_BITS) - 1)) as usize);
            blocks.ranks.extend(in_chunk.clone().map(|rank| first + rank));
            blocks.points.extend(in_chunk.map(|rank| points[rank]));
            cut(&keys, 0..keys.len(), 3 * HALVINGS, &mut |end| blocks.ends.push(first + end));
        }
        blocks
    }

    /// All blocks. Every home is in exactly one of them.
    pub(super) fn iter(&self) -> impl Iterator<Item = Block<'_>> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts
            .zip(&self.ends)
            .map(|(start, end)| Block::around(&self.ranks[start..*end], &self.points[start..*end]))
    }

    /// Number of homes.
    pub fn len(&self) -> usize {
        self.points.len()
    }

    /// Whether there is no home.
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

    /// The two halves of a block of several homes, split along the curve.
    pub(super) fn halves(&self) -> [Self; 2] {
        let middle = self.points.len() / 2;
        let (ranks, points) = (self.ranks.split_at(middle), self.points.split_at(middle));
        [Self::around(ranks.0, points.0), Self::around(ranks.1, points.1)]
    }
}

/// Lowest and highest coordinate of `points` on each axis. Infinite without points.
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

/// Fills `keys` with one key for each point, sorted along the octree's curve.
///
/// The high bits of a key interleave the three coordinates within the bounding box. The low bits
/// are the rank of the point.
fn sort_along_curve(points: &[EarthPoint], keys: &mut Vec<u64>) {
    let [low, high] = bounds(points);
    let widest = (0..3).map(|axis| high[axis] - low[axis]).fold(0.0, f64::max);
    let steps = f64::from((1_u32 << HALVINGS) - 1) / widest.max(1.0);
    let key = |(rank, point): (usize, &EarthPoint)| {
        let point = point.coordinates();
        let along = |axis: usize| interleaved(((point[axis] - low[axis]) * steps) as u64);
        (along(0) << 2 | along(1) << 1 | along(2)) << RANK_BITS | rank as u64
    };
    keys.clear();
    keys.extend(points.iter().enumerate().map(key));
    keys.sort_unstable();
}

/// Inserts two zero bits before each of the 16 lowest bits.
fn interleaved(bits: u64) -> u64 {
    let bits = (bits | bits << 16) & 0xff00_00ff;
    let bits = (bits | bits << 8) & 0x00f0_0f00_f00f;
    let bits = (bits | bits << 4) & 0x0c30_c30c_30c3;
    (bits | bits << 2) & 0x2492_4924_9249
}

/// Calls `end` with the end of each block in the range `run` of the sorted `keys`.
///
/// The keys of the range differ only in the lowest `bits` bits of their position.
fn cut(keys: &[u64], run: Range<usize>, bits: u32, end: &mut impl FnMut(usize)) {
    if run.len() <= MAX_HOMES {
        if !run.is_empty() {
            end(run.end);
        }
        return;
    }
    if bits == 0 {
        // More homes at one point than a block holds: any split is correct.
        let ends = run.clone().step_by(MAX_HOMES).skip(1).chain([run.end]);
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
    fn each_bit_is_followed_by_two_zeros() {
        for bits in [0, 1, 0b1011, 0xff, 0x8001, 0xffff] {
            let every_third = (0..16).map(|bit| (bits >> bit & 1) << (3 * bit));
            assert_eq!(interleaved(bits), every_third.sum::<u64>());
        }
    }

    #[test]
    fn blocks_of_a_grid_are_small_squares_and_not_its_long_rows() {
        // 100 rows of 300 cells of 200 m, in the order of the files: 60 km by 20 km.
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
