//! Blocks of neighbouring homes, so that one tree query serves every home of a block.
//!
//! The bounding box of the homes, in degrees, is halved along its longer side, and along both in
//! turn once it is about square, until each half holds few homes. Blocks are therefore small where
//! homes are dense and wide where they are sparse. After one sort along the space-filling curve of
//! these halves, every block is a contiguous range. Degrees only say which homes are put together:
//! on both sides of the antimeridian and around a pole, blocks are smaller than elsewhere.
//! O(homes).

use std::ops::Range;

use crate::geodesy::{EarthPoint, Position, chord2};

/// Maximum number of homes in a block. A larger block has more places around it to sift for each of
/// its parts. In a smaller block, fewer homes share the cost of one tree query.
const MAX_HOMES: usize = 256;
/// Number of homes in a part of a block. A larger part has more candidates to compare with each
/// home. In a smaller part, fewer homes share the cost of sifting the candidates of the block.
const PART: usize = 64;
/// Number of homes that are sorted together: as many as a key can number, and few enough for the
/// processor's cache.
const CHUNK: usize = 1 << RANK_BITS;
const RANK_BITS: u32 = 16;
/// Halvings along the longer side of the bounding box.
const HALVINGS: u32 = 16;

/// Homes, grouped into blocks of neighbours.
#[derive(Debug, Clone, Default)]
pub struct Blocks {
    /// Rank of each home in the sequence given, in the order of the blocks.
    ranks: Vec<u32>,
    points: Vec<EarthPoint>,
    /// End of each block in `ranks` and `points`.
    ends: Vec<usize>,
}

/// Homes that are near each other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block<'blocks> {
    /// Rank of each home in the sequence given.
    pub(super) ranks: &'blocks [u32],
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
    ///
    /// # Panics
    ///
    /// When there are more than 2³² homes.
    pub fn new(homes: impl IntoIterator<Item = Position>) -> Self {
        let homes: Vec<Position> = homes.into_iter().collect();
        let mut blocks = Self {
            ranks: Vec::with_capacity(homes.len()),
            points: Vec::with_capacity(homes.len()),
            ends: Vec::new(),
        };
        let mut curve = Curve::default();
        for (chunk, homes) in homes.chunks(CHUNK).enumerate() {
            let first = chunk * CHUNK;
            curve.sort(homes);
            for rank in curve.ranks() {
                blocks.ranks.push(u32::try_from(first + rank).expect("at most 2³² homes"));
                blocks.points.push(EarthPoint::new(homes[rank]));
            }
            curve.cut(&mut |end| blocks.ends.push(first + end));
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
    fn around(ranks: &'blocks [u32], points: &'blocks [EarthPoint]) -> Self {
        let [low, high] = bounds(points.iter().map(EarthPoint::coordinates));
        let centre = [0, 1, 2].map(|axis| (low[axis] + high[axis]) / 2.0);
        let chords2 = points.iter().map(|point| chord2(centre, point.coordinates()));
        let furthest2 = chords2.fold(0.0, |one, other| if one > other { one } else { other });
        Self { ranks, points, centre, radius: f64::sqrt(furthest2) }
    }

    /// The two halves of a block of several homes, split along the curve.
    pub(super) fn halves(&self) -> [Self; 2] {
        let middle = self.points.len() / 2;
        let (ranks, points) = (self.ranks.split_at(middle), self.points.split_at(middle));
        [Self::around(ranks.0, points.0), Self::around(ranks.1, points.1)]
    }

    /// The block in parts of a few homes that follow each other along the curve.
    pub(super) fn parts(&self) -> impl Iterator<Item = Self> {
        let parts = self.ranks.chunks(PART).zip(self.points.chunks(PART));
        let is_whole = self.points.len() <= PART;
        let whole = *self;
        parts.map(move |(ranks, points)| if is_whole { whole } else { Self::around(ranks, points) })
    }
}

/// Homes along a space-filling curve of their bounding box of degrees.
///
/// The box is halved along its longer side until it is about square, then along both sides in turn.
#[derive(Default)]
struct Curve {
    /// One key for each home, ascending. The high bits are its position on the curve, the low ones
    /// its rank.
    keys: Vec<u64>,
    /// Number of bits of a position.
    bits: u32,
    spare: Vec<u64>,
}

impl Curve {
    /// Sorts `homes`, at most [`CHUNK`] of them.
    fn sort(&mut self, homes: &[Position]) {
        let degrees = |home: &Position| [home.latitude(), home.longitude()];
        let [south_west, north_east] = bounds(homes.iter().map(degrees));
        // A degree of longitude is shorter than one of latitude.
        let middle = ((south_west[0] + north_east[0]) / 2.0).to_radians();
        let scale = [1.0, middle.cos().max(0.01)];
        let sides = [0, 1].map(|axis| (north_east[axis] - south_west[axis]) * scale[axis]);
        let [longer, shorter] = if sides[0] > sides[1] { [0, 1] } else { [1, 0] };
        let steps = f64::from((1_u32 << HALVINGS) - 1) / sides[longer].max(1e-6);
        let factors = scale.map(|scale| scale * steps);
        let along =
            |home: [f64; 2], axis: usize| ((home[axis] - south_west[axis]) * factors[axis]) as u32;
        let square = u32::BITS - along(north_east, shorter).leading_zeros();
        let key = |(rank, home): (usize, &Position)| {
            let home = degrees(home);
            let (long, short) = (along(home, longer), along(home, shorter));
            let before = u64::from(long >> square) << (2 * square);
            let within = interleaved(long & ((1 << square) - 1)) << 1 | interleaved(short);
            (before | within) << RANK_BITS | rank as u64
        };
        self.bits = HALVINGS + square;
        self.keys.clear();
        self.keys.extend(homes.iter().enumerate().map(key));
        sort_keys(&mut self.keys, &mut self.spare, RANK_BITS..RANK_BITS + self.bits);
    }

    /// Rank of each home among those sorted, along the curve.
    fn ranks(&self) -> impl Iterator<Item = usize> {
        self.keys.iter().map(|key| (key & ((1 << RANK_BITS) - 1)) as usize)
    }

    /// Calls `end` with the end of each block.
    fn cut(&self, end: &mut impl FnMut(usize)) {
        cut(&self.keys, 0..self.keys.len(), self.bits, end);
    }
}

/// Lowest and highest coordinate of `points` on each axis. Infinite without points.
fn bounds<const AXES: usize>(points: impl Iterator<Item = [f64; AXES]>) -> [[f64; AXES]; 2] {
    let mut bounds = [[f64::INFINITY; AXES], [f64::NEG_INFINITY; AXES]];
    for point in points {
        for (axis, at) in point.into_iter().enumerate() {
            // None of the numbers is NaN, which `f64::min` would look for.
            bounds[0][axis] = if at < bounds[0][axis] { at } else { bounds[0][axis] };
            bounds[1][axis] = if at > bounds[1][axis] { at } else { bounds[1][axis] };
        }
    }
    bounds
}

/// Sorts `keys`, which ascend in the bits below `bits` and are equal in those above.
///
/// Many keys are dealt to 256 piles by one digit after the other, the lowest first, which keeps the
/// order of those before. `spare` is room for as many keys.
fn sort_keys(keys: &mut Vec<u64>, spare: &mut Vec<u64>, bits: Range<u32>) {
    const DIGIT: u32 = 8;
    if keys.len() < 1 << DIGIT {
        return keys.sort_unstable();
    }
    spare.resize(keys.len(), 0);
    for low in bits.step_by(DIGIT as usize) {
        let digit = |key: &u64| (key >> low) as usize & ((1 << DIGIT) - 1);
        let mut starts = [0_u32; 1 << DIGIT];
        keys.iter().for_each(|key| starts[digit(key)] += 1);
        let mut before = 0;
        for start in &mut starts {
            before += std::mem::replace(start, before);
        }
        for key in &*keys {
            let at = &mut starts[digit(key)];
            spare[*at as usize] = *key;
            *at += 1;
        }
        std::mem::swap(keys, spare);
    }
}

/// Inserts one zero bit before each of the 16 lowest bits.
fn interleaved(bits: u32) -> u64 {
    let bits = (bits | bits << 8) & 0x00ff_00ff;
    let bits = (bits | bits << 4) & 0x0f0f_0f0f;
    let bits = (bits | bits << 2) & 0x3333_3333;
    u64::from((bits | bits << 1) & 0x5555_5555)
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
    use proptest::{collection::vec, prelude::*};

    use super::*;

    proptest! {
        #[test]
        fn keys_dealt_to_piles_are_sorted(
            positions in vec(0..1_u64 << 27, 0..1_000),
            bits in 0..28_u32,
        ) {
            let positions = positions.iter().map(|position| position % (1 << bits));
            let mut keys: Vec<u64> = positions
                .enumerate()
                .map(|(rank, position)| position << RANK_BITS | rank as u64)
                .collect();
            let mut sorted = keys.clone();
            sorted.sort_unstable();
            sort_keys(&mut keys, &mut Vec::new(), RANK_BITS..RANK_BITS + bits);
            prop_assert_eq!(keys, sorted);
        }
    }

    #[test]
    fn each_bit_is_followed_by_a_zero() {
        for bits in [0, 1, 0b1011, 0xff, 0x8001, 0xffff] {
            let every_second = (0..16).map(|bit| u64::from(bits >> bit & 1) << (2 * bit));
            assert_eq!(interleaved(bits), every_second.sum::<u64>());
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
        assert!(count < 30_000 / 64, "{count} blocks");
        assert!(blocks.iter().all(|block| block.radius < 4_000.0));
        let parts = || blocks.iter().flat_map(|block| block.parts().collect::<Vec<_>>());
        assert!(parts().count() < 30_000 / 16, "{} parts", parts().count());
        assert!(parts().all(|part| part.points.len() <= PART && part.radius < 4_000.0));
    }
}
