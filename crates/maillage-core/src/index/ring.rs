//! The places within a limit of every home of a block.
//!
//! With ρ the radius of a block around its middle m, a place p is within |mp| + ρ of every
//! home as the chord goes, and further than |mp| − ρ from all. Where the one is surely under
//! the limit the place counts for the whole block; where the other is beyond it, for none;
//! what is left stands on a ring 2ρ wide, and is decided home by home: by its chord, and by
//! its length only where the chord is within 0.34 % of the limit. A leeway beyond the limit
//! excludes a place, another changes nothing.
//!
//! O(places within the limit) a block, O(places on the ring) a home.

use super::{Block, PlaceIndex};
use crate::geodesy::{EarthPoint, Length, chord2, surely_under};

/// The places around one block, as one limit sees them.
pub(super) struct Ring {
    limit: Length,
    /// A geodesic over a chord of up to this is within the limit.
    inner: f64,
    /// One over a chord of more is not, rounded to the millimetre as it may be.
    outer: f64,
    /// Places within the limit of every home, by rank.
    within: Vec<usize>,
    /// Those within the limit of some homes, perhaps: by rank, and by coordinate.
    on_edge: Vec<usize>,
    axes: [Vec<f64>; 3],
}

impl Ring {
    /// The ring of this limit, around no block as yet.
    pub(super) fn new(limit: Length) -> Self {
        Self {
            limit,
            inner: surely_under(limit),
            outer: limit.metres() + 0.001,
            within: Vec::new(),
            on_edge: Vec::new(),
            axes: Default::default(),
        }
    }

    /// How far from the middle of a block of this radius a place may be to matter.
    pub(super) fn furthest(&self, block: &Block) -> f64 {
        self.outer + block.radius
    }

    /// Takes the places around `block`, with their chords to its middle, in order of rank.
    pub(super) fn surround(&mut self, index: &PlaceIndex, block: &Block, around: &[(usize, f64)]) {
        self.within.clear();
        self.on_edge.clear();
        self.axes.iter_mut().for_each(Vec::clear);
        for (place, chord) in around {
            if chord - block.radius > self.outer || index.position_uncertainty(*place) > self.limit
            {
                continue;
            }
            if chord + block.radius <= self.inner {
                self.within.push(*place);
                continue;
            }
            self.on_edge.push(*place);
            for (axis, at) in self.axes.iter_mut().zip(index.points[*place].coordinates()) {
                axis.push(at);
            }
        }
    }

    /// How many places are within the limit of `home`.
    pub(super) fn count(&self, index: &PlaceIndex, home: &EarthPoint) -> u32 {
        let (inner2, outer2) = (self.inner * self.inner, self.outer * self.outer);
        let (mut inside, mut perhaps) = (0_u32, 0_u32);
        for chord2 in self.chords2(home) {
            inside += u32::from(chord2 <= inner2);
            perhaps += u32::from(chord2 <= outer2);
        }
        if perhaps > inside {
            let edge = self.on_edge.iter().filter(|place| self.holds(index, home, **place));
            inside = edge.count() as u32;
        }
        self.within.len() as u32 + inside
    }

    /// The places within the limit of `home`, by rank.
    pub(super) fn ranks(&self, index: &PlaceIndex, home: &EarthPoint, ranks: &mut Vec<usize>) {
        ranks.clear();
        let mut rest = &self.within[..];
        for place in self.on_edge.iter().filter(|place| self.holds(index, home, **place)) {
            let (before, after) = rest.split_at(rest.partition_point(|other| other < place));
            ranks.extend_from_slice(before);
            ranks.push(*place);
            rest = after;
        }
        ranks.extend_from_slice(rest);
    }

    fn chords2(&self, home: &EarthPoint) -> impl Iterator<Item = f64> {
        let [x, y, z] = home.coordinates();
        let [xs, ys, zs] = &self.axes;
        xs.iter().zip(ys).zip(zs).map(move |((px, py), pz)| {
            let (dx, dy, dz) = (px - x, py - y, pz - z);
            dx * dx + dy * dy + dz * dz
        })
    }

    fn holds(&self, index: &PlaceIndex, home: &EarthPoint, place: usize) -> bool {
        let there = &index.points[place];
        let chord2 = chord2(home.coordinates(), there.coordinates());
        chord2 <= self.inner * self.inner
            || (chord2 <= self.outer * self.outer && home.length_to(there) <= self.limit)
    }
}
