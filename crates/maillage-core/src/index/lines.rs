//! R-tree of the lines of tours, to find the line nearest to a position.
//!
//! A line is straight in degrees between two vertices, as RFC 7946 defines it. Each segment is cut
//! into pieces whose chord is less than 0.1 m away from the piece. The tree holds spans of several
//! pieces, whose chord is further away: a file of a few bytes a segment may cross France with each.
//! The chords of spans are searched outwards until no remaining one can be nearer, and those of the
//! pieces of each. O(log spans) per query. A span takes 100 bytes; most segments are one span of
//! one piece.

use geo::{Line, LineString, MultiLineString};
use rstar::{
    PointDistance, RTree,
    primitives::{GeomWithData, Line as Chord},
};

use super::chord;
use crate::{
    geodesy::{EarthPoint, Length, Position, chord2},
    model::TourId,
};

/// Maximum length of a piece, in metres. The chord of 2 km is 8 cm below the middle of its arc. At
/// 45° of latitude, the geodesic deviates about as much from the straight line in degrees.
const PIECE: f64 = 2_000.0;
/// Maximum distance of the chord of a piece from the piece, in metres.
const SLACK: f64 = 0.1;
/// Maximum number of pieces in a span.
const PIECES: u32 = 16;

/// R-tree of the spans of the lines of tours.
pub struct LineIndex {
    tree: RTree<GeomWithData<Chord<[f64; 3]>, Span>>,
    /// Maximum distance of the chord of any span from the span, in metres.
    slack: f64,
}

/// Consecutive pieces of a segment of the line of `tour`.
#[derive(Clone, Copy)]
struct Span {
    tour: TourId,
    segment: Line<f64>,
    /// Rank of the first piece in the segment.
    first: u32,
}

/// A piece, with its chord.
struct Piece {
    from: Position,
    to: Position,
    chord: Chord<[f64; 3]>,
}

impl LineIndex {
    /// Indexes `lines`, with x as longitude. The id of a tour is the number of its line in the
    /// sequence, from zero.
    ///
    /// A segment with an end outside the valid degrees is left out.
    pub fn new<'lines>(lines: impl IntoIterator<Item = &'lines MultiLineString<f64>>) -> Self {
        let (mut spans, mut longest) = (Vec::new(), 1);
        for (rank, line) in lines.into_iter().enumerate() {
            let tour = TourId::new(rank);
            for segment in line.iter().flat_map(LineString::lines).filter(is_on_the_globe) {
                for first in (0..count(segment)).step_by(PIECES as usize) {
                    let span = Span { tour, segment, first };
                    let ends = span.cut(first).zip(span.cut(span.end()));
                    spans.extend(ends.map(|(from, to)| {
                        longest = longest.max(span.end() - first);
                        let chord = Chord::new(from.earth_centred(), to.earth_centred());
                        GeomWithData::new(chord, span)
                    }));
                }
            }
        }
        Self { tree: RTree::bulk_load(spans), slack: slack(longest) }
    }

    /// Memory of the index of the parts of a line, in bytes.
    pub fn bytes<'line>(parts: impl IntoIterator<Item = &'line LineString<f64>>) -> usize {
        let spans = |segment| count(segment).div_ceil(PIECES) as usize;
        let spans: usize = parts.into_iter().flat_map(LineString::lines).map(spans).sum();
        spans.saturating_mul(size_of::<GeomWithData<Chord<[f64; 3]>, Span>>())
    }

    /// The tour whose line is nearest to `from`, and the length of the geodesic to it, when it is
    /// at most `limit`.
    ///
    /// Of lines that tie to the millimetre, the first. `None` when no line has a segment within
    /// `limit`.
    pub(crate) fn nearest_within(&self, from: Position, limit: Length) -> Option<(TourId, Length)> {
        let here = EarthPoint::new(from);
        let origin = here.coordinates();
        let mut best: Option<(Length, TourId)> = None;
        let is_further = |best: Option<(Length, TourId)>, chord2: f64, slack: f64| {
            let length = best.map_or(limit, |(length, _)| length);
            chord2.sqrt() > length.metres() + slack
        };
        for (node, square) in self.tree.nearest_neighbor_iter_with_distance_2(&origin) {
            // A chord runs below its line.
            if is_further(best, square, self.slack) {
                break;
            }
            for piece in node.data.pieces(node.geom()) {
                if is_further(best, piece.chord.distance_2(&origin), SLACK) {
                    continue;
                }
                let foot = EarthPoint::new(piece.at(share(&piece.chord, origin)));
                // Lengths are rounded to the millimetre.
                if is_further(best, chord2(origin, foot.coordinates()), 0.001) {
                    continue;
                }
                let found = (here.length_to(&foot), node.data.tour);
                best = Some(best.map_or(found, |best| best.min(found)));
            }
        }
        best.filter(|(length, _)| *length <= limit).map(|(length, tour)| (tour, length))
    }

    /// The tour whose line is nearest to `from`, and the length of the geodesic to it.
    ///
    /// Of lines that tie to the millimetre, the first. `None` when no line has a segment.
    pub fn nearest(&self, from: Position) -> Option<(TourId, Length)> {
        self.nearest_within(from, Length::from_metres(f64::INFINITY))
    }
}

impl Span {
    /// Rank after that of the last piece.
    fn end(self) -> u32 {
        count(self.segment).min(self.first.saturating_add(PIECES))
    }

    /// The pieces of this span, whose chord is `whole`.
    fn pieces(self, whole: &Chord<[f64; 3]>) -> impl Iterator<Item = Piece> {
        let is_one = self.end() == self.first + 1;
        (self.first..self.end()).filter_map(move |rank| {
            let (from, to) = self.cut(rank).zip(self.cut(rank + 1))?;
            let ends = || Chord::new(from.earth_centred(), to.earth_centred());
            Some(Piece { from, to, chord: if is_one { *whole } else { ends() } })
        })
    }

    /// The position between the pieces before `rank` and from it on.
    fn cut(self, rank: u32) -> Option<Position> {
        let share = f64::from(rank) / f64::from(count(self.segment));
        let point = self.segment.start + self.segment.delta() * share;
        Position::new(point.y, point.x)
    }
}

fn is_on_the_globe(segment: &Line<f64>) -> bool {
    [segment.start, segment.end].iter().all(|end| Position::new(end.y, end.x).is_some())
}

/// Number of equal pieces of at most [`PIECE`] in a segment.
fn count(segment: Line<f64>) -> u32 {
    // One degree is at most 111.7 km long.
    let length = segment.dx().hypot(segment.dy()) * 111_700.0;
    (length / PIECE).ceil().max(1.0) as u32
}

/// Maximum distance of a chord of `pieces` from its line, in metres. It grows with the square of
/// the length; twice what it is at 45° is enough up to 60°.
fn slack(pieces: u32) -> f64 {
    if pieces == 1 { SLACK } else { 2.0 * SLACK * f64::from(pieces).powi(2) }
}

/// Fraction of the chord `of`, from 0 to 1, at which it is nearest to `from`.
fn share(of: &Chord<[f64; 3]>, from: [f64; 3]) -> f64 {
    let length = chord(of.from, of.to);
    if length == 0.0 { 0.0 } else { chord(of.from, of.nearest_point(&from)) / length }
}

impl Piece {
    /// The point at the fraction `share` of this piece.
    fn at(&self, share: f64) -> Position {
        let between = |from: f64, to: f64| from + (to - from) * share;
        let latitude = between(self.from.latitude(), self.to.latitude());
        let longitude = between(self.from.longitude(), self.to.longitude());
        Position::new(latitude, longitude).unwrap_or(self.from)
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    proptest! {
        #[test]
        fn the_nearest_line_is_that_of_all_pieces_measured_exactly(
            lines in vec(vec((-1.0..1.0, 44.0..46.0), 2..6), 1..6),
            from in (-3.0..3.0, 42.0..48.0),
        ) {
            let lines: Vec<MultiLineString<f64>> = lines.iter().map(|points| line(points)).collect();
            let index = LineIndex::new(&lines);
            let from = at(from.1, from.0);
            let pieces = index.tree.iter().flat_map(|node| {
                node.data.pieces(node.geom()).map(|piece| (node.data.tour, piece))
            });
            let exact = pieces.map(|(tour, piece)| {
                let foot = piece.at(share(&piece.chord, from.earth_centred()));
                (Length::between(from, foot), tour)
            });
            let (length, tour) = exact.min().expect("a line of one segment at least");
            prop_assert_eq!(index.nearest(from), Some((tour, length)));
            prop_assert_eq!(index.nearest_within(from, length), Some((tour, length)));
            let short = Length::from_metres(length.metres() - 0.001);
            prop_assert!(length == Length::ZERO || index.nearest_within(from, short).is_none());
        }
    }

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

    #[test]
    fn a_long_segment_is_measured_as_its_parts_and_takes_little_memory() {
        // The parts are cut at every two kilometres: the same pieces, in spans of one.
        let whole = line(&[(0.0, 44.0), (2.5, 45.0)]);
        let pieces = count(whole.0[0].lines().next().expect("one segment"));
        let cut = |rank: u32| {
            let share = f64::from(rank) / f64::from(pieces);
            (2.5 * share, 44.0 + share)
        };
        let parts = line(&(0..=pieces).map(cut).collect::<Vec<_>>());
        let index = [LineIndex::new([&whole]), LineIndex::new([&parts])];
        for from in [at(44.0, 0.3), at(44.6, 1.1), at(45.2, 3.0), at(44.2, 0.5)] {
            let [one, many] = index.each_ref().map(|index| index.nearest(from).expect("a line").1);
            assert!((one.metres() - many.metres()).abs() < 0.002, "{one:?} {many:?}");
        }
        assert!(10 * LineIndex::bytes(&whole) < LineIndex::bytes(&parts));
    }
}
