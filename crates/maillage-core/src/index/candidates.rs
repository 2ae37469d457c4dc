//! Candidates guaranteed to contain the nearest places of every home of a block.
//!
//! Chords obey the triangle inequality. Let m be the centre of a block and ρ its radius. The chord
//! from any home to a place p is at most |mp| + ρ, so its geodesic is at most U(p), the longest
//! geodesic over such a chord. Let U be the k-th smallest U(p): every home has k places within U. A
//! place q with |mq| − ρ > U is further than U from every home, so it is among the k nearest of
//! none. A query for the block therefore reaches U + ρ, and shrinks with the places that it finds.
//!
//! The same rule sifts the candidates of a block for each of its parts, without the tree, and those
//! of a part for each home: the places of the previous home bound those of the next, since they are
//! k places too. Only candidates whose chord is within that bound are measured, which is hardly
//! more than k. A position uncertainty is a lower bound on a length, as a chord is; the larger of
//! the two takes the place of the chord everywhere. All comparisons allow one millimetre for each
//! length, because lengths are rounded to it.
//!
//! Where homes are few and places many, a block is wide and would have hundreds of candidates. Such
//! a block is refused and its halves are tried. A block of one home is never refused.
//!
//! O(log places + candidates) per block; O(candidates of the part) and k geodesics per home.

use super::{
    Block, PlaceIndex,
    keys::{LANES, LONGEST, RANKS, key, length_of, rank_of, sort_eight},
    pool::{MILLIMETRE, PlacePool, larger, select},
    reach_of,
    tree::Tree,
};
use crate::{
    geodesy::{EarthPoint, LARGEST_STRETCH, LONGEST_CORRECTED, Length, longest_arc_over},
    model::PlaceId,
};

/// Candidates beyond `most` above which a block of several homes is refused. One more tree query
/// costs about a microsecond; one candidate costs a nanosecond per part.
const EXTRA_CANDIDATES: usize = 512;

/// Number of candidates that are sooner measured one by one.
const FEW: usize = 2;

/// Candidates for the homes of one block and of one part of it.
#[derive(Default)]
pub(super) struct Candidates {
    /// Number of places asked for.
    most: usize,
    block: PlacePool,
    part: PlacePool,
    /// Upper bound on the length to the `most` nearest places of any home of the part, in metres.
    upper_bound: f64,
    /// The places that the tree yielded, with the square of their lower bound.
    fetched: Vec<(PlaceId, f64)>,
    /// Square of the chord to each candidate in square metres, from the current home.
    chords2: Vec<f64>,
    /// Square of a lower bound on the length to each candidate, in square metres: from the centre
    /// of the part, or from the current home. Unused where no position is uncertain.
    least2: Vec<f64>,
    /// Ranks in the part of the places of the previous home.
    last: Vec<u32>,
    /// Ranks in the part of the candidates still possible for the current home, then [`LANES`]
    /// times any rank.
    possible: Vec<u32>,
    /// The smallest upper bounds so far, ascending.
    smallest: Vec<f64>,
    /// Lengths to the possible candidates, each with the rank of its candidate: in one number, or
    /// in two.
    keys: Vec<f64>,
    lengths: Vec<(Length, u32)>,
}

impl Candidates {
    /// Gathers the candidates for the `most` nearest places of every home of `block`.
    ///
    /// `false` when a block of several homes would have too many candidates.
    pub(super) fn gather(
        &mut self,
        index: &PlaceIndex,
        tree: &Tree,
        block: &Block,
        most: usize,
    ) -> bool {
        self.most = most;
        self.fetched.clear();
        if most > 0 && !self.fetch(index, tree, block) {
            return false;
        }
        self.block.fill(index, self.fetched.iter().map(|(place, _)| *place));
        true
    }

    /// Fetches every possible candidate. `false` when there are too many.
    fn fetch(&mut self, index: &PlaceIndex, tree: &Tree, block: &Block) -> bool {
        let (most, fetched) = (self.most, &mut self.fetched);
        let enough = if block.points.len() > 1 { most + EXTRA_CANDIDATES } else { usize::MAX };
        fetched.clear();
        self.smallest.clear();
        let (mut furthest2, mut reach2) = (f64::INFINITY, f64::INFINITY);
        tree.visit(block.centre, f64::INFINITY, |leaf, _, chord2| {
            let floor2 = index.position_uncertainty(leaf.place).metres().powi(2);
            let least2 = chord2.max(floor2);
            if least2 <= reach2 {
                fetched.push((leaf.place, least2));
                let furthest = keep_smallest(&mut self.smallest, least2, most);
                if furthest < furthest2 {
                    furthest2 = furthest;
                    reach2 =
                        (upper_bound(furthest2, block) + block.radius + 2.0 * MILLIMETRE).powi(2);
                }
            }
            if fetched.len() > enough { -1.0 } else { reach2 }
        });
        if fetched.len() > enough {
            return false;
        }
        fetched.retain(|(_, least2)| *least2 <= reach2);
        fetched.sort_unstable_by_key(|(place, _)| *place);
        true
    }

    /// Keeps for `part`, which is in the block, those candidates of the block that can be among the
    /// nearest of one of its homes.
    pub(super) fn sift(&mut self, part: &Block) {
        self.last.clear();
        self.part.clear();
        if self.block.len() == 0 || self.most == 0 {
            return;
        }
        let least2 = self.block.least2(part.centre, &mut self.chords2, &mut self.least2);
        self.smallest.clear();
        let mut furthest2 = f64::INFINITY;
        for least2 in least2 {
            furthest2 = keep_smallest(&mut self.smallest, *least2, self.most);
        }
        self.upper_bound = upper_bound(furthest2, part);
        let within2 = (self.upper_bound + part.radius + 2.0 * MILLIMETRE).powi(2);
        let count = select(least2, within2, &mut self.possible);
        self.part.extend_from(&self.block, &self.possible[..count]);
    }

    /// Fills `found` with the `most` nearest candidates of `home` and all that tie with the last of
    /// them, by length, then by id. Candidates beyond `limit` may be left out.
    pub(super) fn nearest(
        &mut self,
        index: &PlaceIndex,
        home: &EarthPoint,
        limit: Length,
        found: &mut Vec<(Length, PlaceId)>,
    ) {
        found.clear();
        if self.part.len() == 0 {
            return;
        }
        let least2 = self.part.least2(home.coordinates(), &mut self.chords2, &mut self.least2);
        let within2 = if self.last.len() < self.most {
            (self.upper_bound + 2.0 * MILLIMETRE).powi(2)
        } else {
            let squares = self.last.iter().map(|rank| least2[*rank as usize]);
            reach2(squares.fold(0.0, larger))
        };
        let within2 = within2.min(reach_of(limit).powi(2));
        let count = select(least2, within2, &mut self.possible);
        self.last.clear();
        if count == 0 {
            return;
        }
        if count <= FEW || !self.measure(home, count) {
            return self.nearest_one_by_one(index, home, count, found);
        }
        let most = self.most.min(count);
        let furthest = length_of(self.keys[most - 1]);
        let ties = self.keys[most..].iter().take_while(|key| length_of(**key) == furthest).count();
        let places = &self.part.places;
        found.extend(self.keys[..most + ties].iter().map(|key| {
            (Length::from_millimetres(length_of(*key)), places[rank_of(*key) as usize])
        }));
        self.last.extend(self.keys[..most].iter().map(|key| rank_of(*key)));
    }

    /// Replaces `keys` by the lengths to the first `count` possible candidates, each with the rank
    /// of its candidate: ascending by length, then by id.
    ///
    /// `false` when a length takes the exact solver, or a key cannot hold it or all ranks.
    fn measure(&mut self, home: &EarthPoint, count: usize) -> bool {
        self.keys.clear();
        if self.part.len() > RANKS || self.part.highest >= LONGEST {
            return false;
        }
        for first in (0..count).step_by(LANES) {
            let mut keys = self.keys_of(home, first, count);
            let [a, b, c, d, e, f, g, h] = keys;
            if (((a + b) + (c + d)) + ((e + f) + (g + h))).is_nan() {
                return false;
            }
            if count <= LANES {
                sort_eight(&mut keys);
            }
            self.keys.extend_from_slice(&keys);
        }
        if count > LANES {
            self.keys.sort_unstable_by(f64::total_cmp);
        }
        self.keys.truncate(count);
        true
    }

    /// Keys of the possible candidates from rank `first` to rank `count`, then infinity; NaN where
    /// a length takes the exact solver.
    fn keys_of(&self, home: &EarthPoint, first: usize, count: usize) -> [f64; LANES] {
        let ranks: &[u32; LANES] = self.possible[first..].first_chunk().expect("LANES at the end");
        let lengths = self.part.millimetres(home, &self.chords2, ranks);
        let mut keys = [0.0; LANES];
        for (lane, (rank, length)) in ranks.iter().zip(lengths).enumerate() {
            let known = first + lane < count;
            keys[lane] = if known { key(length, *rank) } else { f64::INFINITY };
        }
        keys
    }

    /// [`nearest`](Self::nearest) for any candidates, of which the first `count` possible ones are
    /// known.
    fn nearest_one_by_one(
        &mut self,
        index: &PlaceIndex,
        home: &EarthPoint,
        count: usize,
        found: &mut Vec<(Length, PlaceId)>,
    ) {
        let places = &self.part.places;
        let length = |rank: &u32| (index.length(home, places[*rank as usize]), *rank);
        self.lengths.clear();
        self.lengths.extend(self.possible[..count].iter().map(length));
        self.lengths.sort_unstable();
        let most = self.most.min(count);
        let furthest = self.lengths[most - 1].0;
        let ties = self.lengths[most..].iter().take_while(|(length, _)| *length == furthest);
        let ties = ties.count();
        let nearest = self.lengths[..most + ties].iter();
        found.extend(nearest.map(|(length, rank)| (*length, places[*rank as usize])));
        self.last.extend(self.lengths[..most].iter().map(|(_, rank)| *rank));
    }
}

/// Upper bound in metres on the length from every home of `block` to a place whose squared lower
/// bound from its centre is `least2`.
fn upper_bound(least2: f64, block: &Block) -> f64 {
    longest_over(least2.sqrt() + block.radius)
}

/// Upper bound in metres on a length whose lower bound is `least`: a chord, or a position
/// uncertainty, which may be longer than any geodesic.
pub(super) fn longest_over(least: f64) -> f64 {
    longest_arc_over(least).max(least)
}

/// Square of two millimetres more than [`longest_over`] the root of `least2`, or slightly more.
///
/// The square of a sum is a² + 2ab + b², and 2ab ≤ a²/10⁶ + 10⁶b²: short chords need no root.
fn reach2(least2: f64) -> f64 {
    if least2 <= LONGEST_CORRECTED * LONGEST_CORRECTED {
        least2 * (LARGEST_STRETCH * LARGEST_STRETCH * 1.000_001) + 4.000_01
    } else {
        (longest_over(least2.sqrt()) + 2.0 * MILLIMETRE).powi(2)
    }
}

/// Inserts `value` among the `most` smallest values, ascending. Returns the largest of them, or
/// infinity while they are fewer than `most`.
fn keep_smallest(smallest: &mut Vec<f64>, value: f64, most: usize) -> f64 {
    if smallest.len() < most || smallest.last().is_some_and(|last| value < *last) {
        smallest.truncate(most - 1);
        let mut at = smallest.len();
        smallest.push(value);
        while at > 0 && smallest[at - 1] > value {
            smallest.swap(at - 1, at);
            at -= 1;
        }
    }
    if smallest.len() < most { f64::INFINITY } else { smallest[most - 1] }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_reach_without_a_root_is_hardly_longer(least in 0.0..200_000.0) {
            let exact = longest_over(least) + 2.0 * MILLIMETRE;
            let reach = reach2(least * least).sqrt();
            prop_assert!((exact..exact * 1.000_01 + 3.0).contains(&reach), "{exact} {reach}");
        }
    }
}
