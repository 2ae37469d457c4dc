//! Candidates guaranteed to contain the nearest places of every home of a block.
//!
//! Chords obey the triangle inequality. Let m be the centre of a block and ρ its radius. The chord
//! from any home to a place p is at most |mp| + ρ, so its geodesic is at most U(p), the longest
//! geodesic over such a chord. Let U be the k-th smallest U(p): every home has k places within U. A
//! place q with |mq| − ρ > U is further than U from every home, so it is among the k nearest of
//! none. The tree yields places in order of |mq|, and one query for the block ends when |mq| − ρ
//! exceeds U.
//!
//! A cheaper query is possible when the candidates of the previous block give a bound: the k-th
//! smallest U(p) among them is usually close to U. All places within that bound are then fetched at
//! once, unordered.
//!
//! Within a block, one home bounds the next. If a home has k places within L, a home at distance d
//! has k places within L + d. Only candidates whose chord is within that bound are measured, which
//! is hardly more than k. A position uncertainty is a lower bound on a length, as a chord is. All
//! comparisons allow one millimetre for each length, because lengths are rounded to it.
//!
//! Where homes are few and places many, a block is wide and would have hundreds of candidates. Such
//! a block is refused and its halves are tried. A block of one home is never refused.
//!
//! O(log places + candidates) per block; O(candidates) and k geodesics per home.

use rstar::RTree;

use super::{Block, Node, PlaceIndex};
use crate::{
    geodesy::{EarthPoint, Length, longest_arc_over},
    model::PlaceId,
};

/// One millimetre, in metres: the unit to which lengths are rounded.
const MILLIMETRE: f64 = 0.001;

/// The unordered fetch is used only while its bound is below this many times the bound of the
/// previous block.
const LARGEST_GROWTH: f64 = 3.0;
/// Candidates beyond `most` above which a block of several homes is refused. One more tree query
/// costs a few microseconds; one candidate costs a nanosecond per home.
const EXTRA_CANDIDATES: usize = 64;

/// Candidates for the homes of one block, stored by coordinate so that the compiler can vectorise.
/// All blocks must use the same tree.
#[derive(Default)]
pub(super) struct Candidates {
    axes: [Vec<f64>; 3],
    /// Square of the position uncertainty of each candidate, in square metres.
    floors: Vec<f64>,
    places: Vec<PlaceId>,
    /// U of the block, in metres: every home has the requested number of places within it.
    upper_bound: f64,
    /// Places that the tree yielded, with their chord to the centre of the block in metres.
    fetched: Vec<(PlaceId, f64)>,
    /// The previous home, with the distance in metres within which it has its places.
    last: Option<(EarthPoint, f64)>,
    /// Positions in `places` of the candidates still possible for the current home.
    possible: Vec<usize>,
    /// The smallest upper bounds so far, ascending.
    smallest: Vec<f64>,
}

impl Candidates {
    /// Gathers the candidates for the `most` nearest places of every home of `block`.
    ///
    /// `false` when a block of several homes would have too many candidates.
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
            if chord - block.radius > self.upper_bound + MILLIMETRE {
                continue;
            }
            for (axis, at) in self.axes.iter_mut().zip(index.point(*place).coordinates()) {
                axis.push(at);
            }
            self.floors.push(index.position_uncertainty(*place).metres().powi(2));
            self.places.push(*place);
        }
        true
    }

    /// Fetches every possible candidate and sets U. `false` when there are too many.
    fn fetch(
        &mut self,
        index: &PlaceIndex,
        tree: &RTree<Node>,
        block: &Block,
        most: usize,
    ) -> bool {
        let enough = if block.points.len() > 1 { most + EXTRA_CANDIDATES } else { usize::MAX };
        let upper_bound_of = |place: PlaceId, chord: f64| {
            longest_arc_over(chord + block.radius).max(index.position_uncertainty(place).metres())
        };
        self.smallest.clear();
        let mut guess = f64::INFINITY;
        for place in &self.places {
            let chord = super::chord(block.centre, index.point(*place).coordinates());
            guess = keep_smallest(&mut self.smallest, upper_bound_of(*place, chord), most);
        }
        let is_guess_close = guess < LARGEST_GROWTH * self.upper_bound;
        self.smallest.clear();
        self.upper_bound = f64::INFINITY;
        if is_guess_close {
            let reach2 = (guess + block.radius + MILLIMETRE).powi(2);
            for node in tree.locate_within_distance(block.centre, reach2) {
                let (place, chord) = (node.data.place, super::chord(block.centre, *node.geom()));
                self.upper_bound =
                    keep_smallest(&mut self.smallest, upper_bound_of(place, chord), most);
                self.fetched.push((place, chord));
                if self.fetched.len() > enough {
                    return false;
                }
            }
            // With the nearest first, later candidates seldom displace earlier ones.
            self.fetched.sort_unstable_by(|one, other| one.1.total_cmp(&other.1));
            return true;
        }
        for (node, chord2) in tree.nearest_neighbor_iter_with_distance_2(&block.centre) {
            let (place, chord) = (node.data.place, chord2.sqrt());
            if chord - block.radius > self.upper_bound + MILLIMETRE {
                break;
            }
            self.upper_bound =
                keep_smallest(&mut self.smallest, upper_bound_of(place, chord), most);
            self.fetched.push((place, chord));
            if self.fetched.len() > enough {
                return false;
            }
        }
        true
    }

    /// Fills `found` with the `most` nearest candidates of `home` and all that tie with the last of
    /// them, by length, then by id.
    pub(super) fn nearest(
        &mut self,
        index: &PlaceIndex,
        home: &EarthPoint,
        most: usize,
        found: &mut Vec<(Length, PlaceId)>,
    ) {
        found.clear();
        if self.places.is_empty() {
            return;
        }
        let within = match self.last {
            Some((neighbour, within)) => {
                let apart = super::chord(neighbour.coordinates(), home.coordinates());
                within + longest_arc_over(apart) + MILLIMETRE
            }
            None => self.upper_bound,
        };
        self.collect(home, (within + MILLIMETRE).powi(2));
        let length = |rank: &usize| (index.length(home, self.places[*rank]), self.places[*rank]);
        found.extend(self.possible.iter().map(length));
        found.sort_unstable();
        let Some((last, _)) = found.get(most - 1).copied() else { return };
        found.truncate(found.partition_point(|(length, _)| *length <= last));
        self.last = Some((*home, last.metres()));
    }

    /// Selects the candidates whose lower bound on the squared length is at most `within2`, in
    /// square metres.
    fn collect(&mut self, home: &EarthPoint, within2: f64) {
        let [x, y, z] = home.coordinates();
        let [xs, ys, zs] = &self.axes;
        let points = xs.iter().zip(ys).zip(zs).zip(&self.floors);
        // Every position is written and then overwritten unless it counts. This avoids branch
        // mispredictions.
        self.possible.resize(self.places.len(), 0);
        let mut count = 0;
        for (rank, (((px, py), pz), floor)) in points.enumerate() {
            let (dx, dy, dz) = (px - x, py - y, pz - z);
            let least = (dx * dx + dy * dy + dz * dz).max(*floor);
            self.possible[count] = rank;
            count += usize::from(least <= within2);
        }
        self.possible.truncate(count);
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
