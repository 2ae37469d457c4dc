//! The few places among which the nearest of every home of a block are.
//!
//! Straight lines through the earth keep the triangle inequality. Let ρ be the radius of a
//! block around its middle m. A place p is within |mp| + ρ of every home as the chord goes,
//! and so within U(p), the longest geodesic over such a chord. Let U be the k-th smallest of
//! these: every home has k places within U. A place q with |mq| − ρ beyond U is further than
//! that from all of them, and is none of the k nearest of any. The tree hands out places by
//! |mq|, so that it is asked until |mq| − ρ passes U, once for the block.
//!
//! Of each home the same is done with the chords themselves: the k-th shortest, and the
//! longest geodesic over it, leave hardly more than k candidates, and only these are
//! measured. A leeway bounds a length from below as a chord does. All comparisons have a
//! millimetre to spare, because lengths are rounded to it.
//!
//! O(log places + candidates) a block, O(candidates) a home, O(k) lengths.

use rstar::RTree;

use super::{Block, Node, PlaceIndex};
use crate::geodesy::{Length, Spot, longest_over};

/// The millimetre to which lengths are rounded.
const GRAIN: f64 = 0.001;

/// The places among which the nearest of the homes of one block are; by coordinate, so that
/// the processor can take several at a time.
#[derive(Default)]
pub(super) struct Candidates {
    axes: [Vec<f64>; 3],
    /// Square of the leeway.
    floors: Vec<f64>,
    places: Vec<usize>,
    /// Of one home, the square of what its length to each is not shorter than.
    least: Vec<f64>,
    /// The smallest of some values, ascending.
    smallest: Vec<f64>,
}

impl Candidates {
    /// Those for the `most` nearest of every home of `block`, of one kind.
    pub(super) fn gather(
        &mut self,
        index: &PlaceIndex,
        tree: &RTree<Node>,
        block: &Block,
        most: usize,
    ) {
        self.clear();
        if most == 0 {
            return;
        }
        let mut surely = f64::INFINITY;
        for (node, chord2) in tree.nearest_neighbor_iter_with_distance_2(&block.centre) {
            let chord = chord2.sqrt();
            if chord - block.radius > surely + GRAIN {
                break;
            }
            let place = node.data.place;
            let leeway = index.leeway(place).metres();
            if chord + block.radius < surely {
                let furthest = longest_over(chord + block.radius).max(leeway);
                surely = keep_smallest(&mut self.smallest, furthest, most);
            }
            for (axis, at) in self.axes.iter_mut().zip(node.geom()) {
                axis.push(*at);
            }
            self.floors.push(leeway * leeway);
            self.places.push(place);
        }
    }

    /// The `most` nearest of them to `home`, and all that tie with the last of these, by
    /// length and rank.
    pub(super) fn nearest(
        &mut self,
        index: &PlaceIndex,
        home: &Spot,
        most: usize,
        found: &mut Vec<(Length, usize)>,
    ) {
        found.clear();
        if self.places.is_empty() {
            return;
        }
        let [x, y, z] = home.point();
        let [xs, ys, zs] = &self.axes;
        self.least.clear();
        let points = xs.iter().zip(ys).zip(zs).zip(&self.floors);
        self.least.extend(points.map(|(((px, py), pz), floor)| {
            let (dx, dy, dz) = (px - x, py - y, pz - z);
            (dx * dx + dy * dy + dz * dz).max(*floor)
        }));
        let within = self.bound(most);
        for (rank, least) in self.least.iter().enumerate() {
            if *least <= within {
                let place = self.places[rank];
                found.push((index.length(home, place), place));
            }
        }
        found.sort_unstable();
        if let Some((last, _)) = found.get(most - 1).copied() {
            found.truncate(found.partition_point(|(length, _)| *length <= last));
        }
    }

    /// The square of a chord beyond which no candidate is among the `most` nearest.
    fn bound(&mut self, most: usize) -> f64 {
        if self.least.len() <= most {
            return f64::INFINITY;
        }
        let last = if most == 1 {
            self.least.iter().copied().fold(f64::INFINITY, f64::min)
        } else {
            self.smallest.clear();
            let mut last = f64::INFINITY;
            for least in &self.least {
                if *least < last {
                    last = keep_smallest(&mut self.smallest, *least, most);
                }
            }
            last
        };
        (longest_over(last.sqrt()) + GRAIN).powi(2)
    }

    fn clear(&mut self) {
        self.axes.iter_mut().for_each(Vec::clear);
        self.floors.clear();
        self.places.clear();
        self.smallest.clear();
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
