//! Places within a limit of the homes of a block.
//!
//! Let m be the centre of the block and ρ its radius. The chord from any home to a place p is
//! between |mp| − ρ and |mp| + ρ. If even the longest of these chords is within the limit, the
//! place counts for every home of the block. If the shortest exceeds the limit, the place counts
//! for none. The remaining places lie on a ring of width 2ρ and are decided for each home: by the
//! chord, or by the geodesic where the chord is within 0.34 % of the limit. A place whose position
//! uncertainty exceeds the limit is excluded; a smaller uncertainty changes nothing.
//!
//! O(places within the limit) per block, O(places on the ring) per home.

use super::{Block, PlaceIndex};
use crate::{
    geodesy::{EarthPoint, Length, chord2, longest_safe_chord},
    model::PlaceId,
};

/// Places around one block, for one limit.
pub(super) struct Ring {
    limit: Length,
    /// Chord in metres up to which every geodesic is within the limit.
    inner: f64,
    /// Chord in metres beyond which no geodesic is within the limit, rounding included.
    outer: f64,
    /// The places within the limit of every home, ascending.
    within: Vec<PlaceId>,
    /// The places within the limit of some homes at most, ascending. `axes` holds their
    /// coordinates.
    on_edge: Vec<PlaceId>,
    axes: [Vec<f64>; 3],
}

impl Ring {
    /// A ring of this limit that has not been moved to a block.
    pub(super) fn new(limit: Length) -> Self {
        Self {
            limit,
            inner: longest_safe_chord(limit),
            outer: super::reach_of(limit),
            within: Vec::new(),
            on_edge: Vec::new(),
            axes: Default::default(),
        }
    }

    /// Distance in metres from the centre of `block` beyond which no place matters.
    pub(super) fn furthest(&self, block: &Block) -> f64 {
        self.outer + block.radius
    }

    /// Moves the ring to `block`. `around` holds the places around it by ascending id, with their
    /// earth-centred points.
    pub(super) fn surround(
        &mut self,
        index: &PlaceIndex,
        block: &Block,
        around: &[(PlaceId, [f64; 3])],
    ) {
        self.within.clear();
        self.on_edge.clear();
        self.axes.iter_mut().for_each(Vec::clear);
        for (place, point) in around {
            let chord = super::chord(block.centre, *point);
            if chord - block.radius > self.outer || index.position_uncertainty(*place) > self.limit
            {
                continue;
            }
            if chord + block.radius <= self.inner {
                self.within.push(*place);
                continue;
            }
            self.on_edge.push(*place);
            for (axis, at) in self.axes.iter_mut().zip(point) {
                axis.push(*at);
            }
        }
    }

    /// Number of places within the limit of `home`.
    pub(super) fn count(&self, index: &PlaceIndex, home: &EarthPoint) -> u32 {
        let (inner2, outer2) = (self.inner * self.inner, self.outer * self.outer);
        let (mut inside, mut possible) = (0_u32, 0_u32);
        for chord2 in self.chords2(home) {
            inside += u32::from(chord2 <= inner2);
            possible += u32::from(chord2 <= outer2);
        }
        if possible > inside {
            let edge = self.on_edge.iter().filter(|place| self.holds(index, home, **place));
            inside = edge.count() as u32;
        }
        self.within.len() as u32 + inside
    }

    /// Replaces `places` by the places within the limit of `home`, ascending.
    pub(super) fn places(&self, index: &PlaceIndex, home: &EarthPoint, places: &mut Vec<PlaceId>) {
        places.clear();
        let mut rest = &self.within[..];
        for place in self.on_edge.iter().filter(|place| self.holds(index, home, **place)) {
            let (before, after) = rest.split_at(rest.partition_point(|other| other < place));
            places.extend_from_slice(before);
            places.push(*place);
            rest = after;
        }
        places.extend_from_slice(rest);
    }

    fn chords2(&self, home: &EarthPoint) -> impl Iterator<Item = f64> {
        let [x, y, z] = home.coordinates();
        let [xs, ys, zs] = &self.axes;
        xs.iter().zip(ys).zip(zs).map(move |((px, py), pz)| {
            let (dx, dy, dz) = (px - x, py - y, pz - z);
            dx * dx + dy * dy + dz * dz
        })
    }

    fn holds(&self, index: &PlaceIndex, home: &EarthPoint, place: PlaceId) -> bool {
        let there = index.point(place);
        let chord2 = chord2(home.coordinates(), there.coordinates());
        chord2 <= self.inner * self.inner
            || (chord2 <= self.outer * self.outer && home.length_to(there) <= self.limit)
    }
}
