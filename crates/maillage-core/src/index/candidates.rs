//! The few places among which the nearest of every home of a block are.
//!
//! Straight lines through the earth keep the triangle inequality. Let ρ be the radius of a
//! block around its middle m. A place p is within |mp| + ρ of every home as the chord goes,
//! and so within U(p), the longest geodesic over such a chord. Let U be the k-th smallest of
//! these: every home has k places within U. A place q with |mq| − ρ beyond U is further than
//! that from all of them, and is none of the k nearest of any. The tree hands out places by
//! |mq|, so that it is asked until |mq| − ρ passes U, once for the block. Cheaper still: the
//! candidates of the block before are places too, and the k-th smallest U(p) of these is
//! rarely much more than U. Where it is not, all within it are fetched at once, in no order.
//!
//! Homes of a block are near each other too. If one has k places within L, its neighbour at a
//! distance d has them within L + d, and only the candidates whose chord is within that are
//! measured: hardly more than k. A leeway bounds a length from below as a chord does, and
//! grows no faster on the way. All comparisons have a millimetre to spare for every length
//! in them, because lengths are rounded to it.
//!
//! Where homes are few and places many, a block is wide and has hundreds of candidates: it is
//! then refused, for its halves to be tried. A home by itself never is.
//!
//! O(log places + candidates) a block, O(candidates) a home, O(k) lengths.

use rstar::RTree;

use super::{Block, Node, PlaceIndex};
use crate::geodesy::{EarthPoint, Length, longest_over};

/// The millimetre to which lengths are rounded.
const GRAIN: f64 = 0.001;

/// So many times what was enough for the block before is too much to fetch unordered.
const TOO_MUCH: f64 = 3.0;
/// Candidates beyond those asked for with which a block of several homes is still worth it:
/// another question to the tree costs a few microseconds, a candidate a nanosecond a home.
const TOO_MANY: usize = 64;

/// The places among which the nearest of the homes of one block are; by coordinate, so that
/// the processor can take several at a time. All blocks are asked of one tree.
#[derive(Default)]
pub(super) struct Candidates {
    axes: [Vec<f64>; 3],
    /// Square of the leeway.
    floors: Vec<f64>,
    places: Vec<usize>,
    /// U of the block: every home has as many places as are asked for within so many metres.
    surely: f64,
    /// What the tree gave: places, and their chords to the middle of the block.
    fetched: Vec<(usize, f64)>,
    /// The home that was answered last, and within how many metres it has its places.
    last: Option<(EarthPoint, f64)>,
    /// Ranks of candidates that may be an answer.
    perhaps: Vec<usize>,
    /// The smallest of some values, ascending.
    smallest: Vec<f64>,
}

impl Candidates {
    /// Those for the `most` nearest of every home of `block`, of one kind. False when they are
    /// too many for a block of several homes.
    pub(super) fn gather(
        &mut self,
        index: &PlaceIndex,
        tree: &RTree<Node>,
        block: &Block,
        most: usize,
    ) -> bool {
        self.last = None;
        self.fetched.clear();
        if most > 0 && !self.fetch(index, tree, block, most) {
            return false;
        }
        self.axes.iter_mut().for_each(Vec::clear);
        self.floors.clear();
        self.places.clear();
        for (place, chord) in &self.fetched {
            if chord - block.radius > self.surely + GRAIN {
                continue;
            }
            for (axis, at) in self.axes.iter_mut().zip(index.points[*place].coordinates()) {
                axis.push(at);
            }
            self.floors.push(index.position_uncertainty(*place).metres().powi(2));
            self.places.push(*place);
        }
        true
    }

    /// Everything that may be a candidate, and U; false when that is too much.
    fn fetch(
        &mut self,
        index: &PlaceIndex,
        tree: &RTree<Node>,
        block: &Block,
        most: usize,
    ) -> bool {
        let enough = if block.points.len() > 1 { most + TOO_MANY } else { usize::MAX };
        let surely = |place: usize, chord: f64| {
            longest_over(chord + block.radius).max(index.position_uncertainty(place).metres())
        };
        self.smallest.clear();
        let mut guess = f64::INFINITY;
        for place in &self.places {
            let chord = super::chord(block.centre, index.points[*place].coordinates());
            guess = keep_smallest(&mut self.smallest, surely(*place, chord), most);
        }
        let at_once = guess < TOO_MUCH * self.surely;
        self.smallest.clear();
        self.surely = f64::INFINITY;
        if at_once {
            let reach2 = (guess + block.radius + GRAIN).powi(2);
            for node in tree.locate_within_distance(block.centre, reach2) {
                let (place, chord) = (node.data.place, super::chord(block.centre, *node.geom()));
                self.surely = keep_smallest(&mut self.smallest, surely(place, chord), most);
                self.fetched.push((place, chord));
                if self.fetched.len() > enough {
                    return false;
                }
            }
            // The nearest first, so that those that come later seldom displace others.
            self.fetched.sort_unstable_by(|one, other| one.1.total_cmp(&other.1));
            return true;
        }
        for (node, chord2) in tree.nearest_neighbor_iter_with_distance_2(&block.centre) {
            let (place, chord) = (node.data.place, chord2.sqrt());
            if chord - block.radius > self.surely + GRAIN {
                break;
            }
            self.surely = keep_smallest(&mut self.smallest, surely(place, chord), most);
            self.fetched.push((place, chord));
            if self.fetched.len() > enough {
                return false;
            }
        }
        true
    }

    /// The `most` nearest of them to `home`, and all that tie with the last of these, by
    /// length and rank.
    pub(super) fn nearest(
        &mut self,
        index: &PlaceIndex,
        home: &EarthPoint,
        most: usize,
        found: &mut Vec<(Length, usize)>,
    ) {
        found.clear();
        if self.places.is_empty() {
            return;
        }
        let within = match self.last {
            Some((neighbour, within)) => {
                let apart = super::chord(neighbour.coordinates(), home.coordinates());
                within + longest_over(apart) + GRAIN
            }
            None => self.surely,
        };
        self.collect(home, (within + GRAIN).powi(2));
        let length = |rank: &usize| (index.length(home, self.places[*rank]), self.places[*rank]);
        found.extend(self.perhaps.iter().map(length));
        found.sort_unstable();
        let Some((last, _)) = found.get(most - 1).copied() else { return };
        found.truncate(found.partition_point(|(length, _)| *length <= last));
        self.last = Some((*home, last.metres()));
    }

    /// The candidates to which a home's length is perhaps not longer than the root of this.
    fn collect(&mut self, home: &EarthPoint, within2: f64) {
        let [x, y, z] = home.coordinates();
        let [xs, ys, zs] = &self.axes;
        let points = xs.iter().zip(ys).zip(zs).zip(&self.floors);
        // Every rank is written, and overwritten unless it counts: no guess to take back.
        self.perhaps.resize(self.places.len(), 0);
        let mut count = 0;
        for (rank, (((px, py), pz), floor)) in points.enumerate() {
            let (dx, dy, dz) = (px - x, py - y, pz - z);
            let least = (dx * dx + dy * dy + dz * dz).max(*floor);
            self.perhaps[count] = rank;
            count += usize::from(least <= within2);
        }
        self.perhaps.truncate(count);
    }
}

/// Takes `value` among the `most` smallest, ascending; the largest of them, infinite while
/// they are fewer.
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
