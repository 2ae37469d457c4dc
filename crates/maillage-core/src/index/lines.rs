//! R-tree of the lines of tours, to find the line nearest to a position.
//!
//! A line is straight in degrees between two vertices, as RFC 7946 defines it. Each segment is cut
//! into pieces whose chord is less than 0.1 m away from the piece. The chords are searched outwards
//! until no remaining chord can be nearer. O(log pieces) per query.

use geo::{Line, LineString, MultiLineString};
use rstar::{
    RTree,
    primitives::{GeomWithData, Line as Chord},
};

use super::chord;
use crate::{
    geodesy::{Length, Position},
    model::TourId,
};

/// Maximum length of a piece, in metres. The chord of 2 km is 8 cm below the middle of its arc. At
/// 45° of latitude, the geodesic deviates about as much from the straight line in degrees.
const PIECE: f64 = 2_000.0;

/// R-tree of the pieces of the lines of tours.
pub struct LineIndex {
    tree: RTree<GeomWithData<Chord<[f64; 3]>, Piece>>,
}

/// A piece of the line of `tour`.
#[derive(Clone, Copy)]
struct Piece {
    tour: TourId,
    from: Position,
    to: Position,
}

impl LineIndex {
    /// Indexes `lines`, with x as longitude. The id of a tour is the number of its line in the
    /// sequence, from zero.
    ///
    /// A segment with an end outside the valid degrees is left out.
    pub fn new<'lines>(lines: impl IntoIterator<Item = &'lines MultiLineString<f64>>) -> Self {
        let mut chords = Vec::new();
        for (rank, line) in lines.into_iter().enumerate() {
            let tour = TourId::new(rank);
            for segment in line.iter().flat_map(LineString::lines) {
                chords.extend(pieces(segment).map(|(from, to)| {
                    let chord = Chord::new(from.earth_centred(), to.earth_centred());
                    GeomWithData::new(chord, Piece { tour, from, to })
                }));
            }
        }
        Self { tree: RTree::bulk_load(chords) }
    }

    /// The tour whose line is nearest to `from`, and the length of the geodesic to it.
    ///
    /// Of lines that tie to the millimetre, the first. `None` when no line has a segment.
    pub fn nearest(&self, from: Position) -> Option<(TourId, Length)> {
        let origin = from.earth_centred();
        let mut best: Option<(Length, TourId)> = None;
        for (node, chord2) in self.tree.nearest_neighbor_iter_with_distance_2(&origin) {
            // A chord runs up to 0.1 m below its line.
            if best.is_some_and(|(length, _)| chord2.sqrt() > length.metres() + 0.1) {
                break;
            }
            let foot = node.data.at(share(node.geom(), origin));
            let found = (Length::between(from, foot), node.data.tour);
            best = Some(best.map_or(found, |best| best.min(found)));
        }
        best.map(|(length, tour)| (tour, length))
    }
}

/// Cuts a segment into equal pieces of at most [`PIECE`].
fn pieces(segment: Line<f64>) -> impl Iterator<Item = (Position, Position)> {
    // One degree is at most 111.7 km long.
    let length = segment.dx().hypot(segment.dy()) * 111_700.0;
    let count = (length / PIECE).ceil().max(1.0);
    let cut = move |rank: u32| {
        let point = segment.start + segment.delta() * (f64::from(rank) / count);
        Position::new(point.y, point.x)
    };
    (0..count as u32).filter_map(move |rank| cut(rank).zip(cut(rank + 1)))
}

/// Fraction of the chord `of`, from 0 to 1, at which it is nearest to `from`.
fn share(of: &Chord<[f64; 3]>, from: [f64; 3]) -> f64 {
    let length = chord(of.from, of.to);
    if length == 0.0 { 0.0 } else { chord(of.from, of.nearest_point(&from)) / length }
}

impl Piece {
    /// The point at the fraction `share` of this piece.
    fn at(self, share: f64) -> Position {
        let between = |from: f64, to: f64| from + (to - from) * share;
        let latitude = between(self.from.latitude(), self.to.latitude());
        let longitude = between(self.from.longitude(), self.to.longitude());
        Position::new(latitude, longitude).unwrap_or(self.from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(latitude: f64, longitude: f64) -> Position {
        Position::new(latitude, longitude).expect("the test's degrees are on the globe")
    }

    fn line(points: &[(f64, f64)]) -> MultiLineString<f64> {
        MultiLineString::new(vec![LineString::from(points.to_vec())])
    }

    #[test]
    fn the_distance_to_a_meridian_is_measured_along_the_parallel() {
        // The line passes the point without a vertex near it.
        let index = LineIndex::new([&line(&[(0.0, 44.0), (0.0, 46.0)])]);
        let (tour, length) = index.nearest(at(45.0, 0.01)).expect("a line");
        let east = Length::between(at(45.0, 0.01), at(45.0, 0.0));
        assert_eq!(tour, TourId(0));
        assert!((length.metres() - east.metres()).abs() < 0.01, "{length:?}");
    }

    #[test]
    fn of_lines_at_the_same_distance_the_first_is_nearest() {
        let (empty, twin) = (line(&[]), line(&[(0.0, 45.0), (1.0, 45.0)]));
        let index = LineIndex::new([&empty, &twin, &twin]);
        assert_eq!(index.nearest(at(45.0, 0.5)), Some((TourId(1), Length::ZERO)));
        assert_eq!(LineIndex::new([&empty]).nearest(at(45.0, 0.5)), None);
    }
}
