//! Places around homes, held so that the processor measures several at once. O(places) for a home.

use super::{PlaceIndex, keys::LANES};
use crate::{
    geodesy::{EarthPoint, chord2, millimetres_over},
    model::PlaceId,
};

/// One millimetre, in metres: the unit to which lengths are rounded.
pub(super) const MILLIMETRE: f64 = 0.001;

/// Places by ascending id, stored by coordinate so that the compiler can vectorise.
#[derive(Default)]
pub(super) struct PlacePool {
    axes: [Vec<f64>; 3],
    /// Position uncertainty of each place, in millimetres.
    floors: Vec<f64>,
    /// The largest of them.
    pub(super) highest: f64,
    pub(super) places: Vec<PlaceId>,
}

impl PlacePool {
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    pub(super) fn clear(&mut self) {
        self.axes.iter_mut().for_each(Vec::clear);
        self.floors.clear();
        self.highest = 0.0;
        self.places.clear();
    }

    /// Replaces the places by `places` of `index`.
    pub(super) fn fill(&mut self, index: &PlaceIndex, places: impl Iterator<Item = PlaceId>) {
        self.clear();
        for place in places {
            for (axis, at) in self.axes.iter_mut().zip(index.point(place).coordinates()) {
                axis.push(at);
            }
            let floor = index.position_uncertainty(place).millimetres() as f64;
            self.floors.push(floor);
            self.highest = self.highest.max(floor);
            self.places.push(place);
        }
    }

    pub(super) fn extend_from(&mut self, other: &Self, ranks: &[u32]) {
        let at = |values: &[f64], rank: &u32| values[*rank as usize];
        for (axis, other) in self.axes.iter_mut().zip(&other.axes) {
            axis.extend(ranks.iter().map(|rank| at(other, rank)));
        }
        self.floors.extend(ranks.iter().map(|rank| at(&other.floors, rank)));
        self.highest = self.floors.iter().copied().fold(self.highest, larger);
        self.places.extend(ranks.iter().map(|rank| other.places[*rank as usize]));
    }

    /// Replaces `chords2` by the squared chord from `from` to each place, in square metres.
    pub(super) fn chords2(&self, from: [f64; 3], chords2: &mut Vec<f64>) {
        let [xs, ys, zs] = &self.axes;
        let points = xs.iter().zip(ys).zip(zs);
        chords2.clear();
        chords2.extend(points.map(|((x, y), z)| chord2(from, [*x, *y, *z])));
    }

    /// Square of a lower bound on the length from `from` to each place, in square metres. Replaces
    /// `chords2` by the squared chords, and `least2` where the position of a place is uncertain.
    pub(super) fn least2<'least>(
        &self,
        from: [f64; 3],
        chords2: &'least mut Vec<f64>,
        least2: &'least mut Vec<f64>,
    ) -> &'least [f64] {
        self.chords2(from, chords2);
        if self.highest == 0.0 {
            return chords2;
        }
        let bounds = chords2.iter().zip(&self.floors);
        least2.clear();
        least2.extend(bounds.map(|(chord2, floor)| chord2.max((floor * MILLIMETRE).powi(2))));
        least2
    }

    /// Lengths in whole millimetres from `home` to the places of these ranks, of which `chords2` are
    /// the squared chords by rank; NaN where a length takes the exact solver.
    pub(super) fn millimetres(
        &self,
        home: &EarthPoint,
        chords2: &[f64],
        ranks: &[u32; LANES],
    ) -> [f64; LANES] {
        let [mut squares, mut heights] = [[0.0; LANES]; 2];
        for (lane, rank) in ranks.iter().enumerate() {
            squares[lane] = chords2[*rank as usize];
            heights[lane] = self.axes[2][*rank as usize];
        }
        let mut lengths = millimetres_over(&squares, home.coordinates()[2], &heights);
        for (length, rank) in lengths.iter_mut().zip(ranks) {
            *length = larger(self.floors[*rank as usize], *length);
        }
        lengths
    }
}

/// Replaces `ranks` by the ranks of the values that are at most `limit`, then some zeros. Returns
/// how many they are.
pub(super) fn select(values: &[f64], limit: f64, ranks: &mut Vec<u32>) -> usize {
    // Every rank is written and then overwritten unless it counts. This avoids branch
    // mispredictions.
    ranks.resize(values.len() + LANES, 0);
    let mut count = 0;
    for (rank, value) in values.iter().enumerate() {
        ranks[count] = rank as u32;
        // Numbers that are not negative are in the order of their bits.
        count += usize::from(value.to_bits() <= limit.to_bits());
    }
    ranks[count..count + LANES].fill(0);
    count
}

/// The larger of two numbers; `other` when it is NaN.
pub(super) fn larger(one: f64, other: f64) -> f64 {
    if one > other { one } else { other }
}
