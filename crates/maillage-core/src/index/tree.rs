//! Static k-d tree of the earth-centred points of places.
//!
//! The points are halved at the median of the longest side of their bounding box, until a part
//! holds at most [`LEAF`] of them. Every part has its bounding box, so that a query leaves out the
//! parts that are out of its reach. Parts are visited from the nearest, so that a query whose reach
//! shrinks with what it finds soon reaches no further.
//!
//! Building is O(places log² places). One query is O(log places + places within reach).

use super::Leaf;
use crate::geodesy::chord2;

/// Maximum number of points in a part that is not halved.
const LEAF: usize = 8;

/// The points of places, in the order of the parts.
#[derive(Default)]
pub(super) struct Tree {
    points: Vec<[f64; 3]>,
    leaves: Vec<Leaf>,
    /// The parts. The first half of a part follows it.
    parts: Vec<Part>,
}

/// A part of the points: all of them, or a half of another part.
struct Part {
    /// Lowest and highest coordinate of the points on each axis, in earth-centred metres.
    bounds: [[f64; 3]; 2],
    start: u32,
    end: u32,
    /// The second half, by its rank among the parts. Zero when the part is not halved.
    second: u32,
}

impl Tree {
    /// The tree of `points`.
    pub(super) fn new(mut points: Vec<([f64; 3], Leaf)>) -> Self {
        let mut parts = Vec::new();
        if !points.is_empty() {
            halve(&mut points, 0, &mut parts);
        }
        let (points, leaves) = points.into_iter().unzip();
        Self { points, leaves, parts }
    }

    /// Number of points.
    pub(super) fn size(&self) -> usize {
        self.points.len()
    }

    /// Calls `visit` for every point whose squared chord to `centre` is at most `reach2`, in square
    /// metres, with that square.
    ///
    /// `visit` returns the reach from then on, which may be smaller: a negative one ends the query.
    /// Points come in no specified order. Those out of a reach that shrinks later may be visited.
    pub(super) fn visit(
        &self,
        centre: [f64; 3],
        mut reach2: f64,
        mut visit: impl FnMut(Leaf, [f64; 3], f64) -> f64,
    ) {
        if let Some(all) = self.parts.first()
            && all.least_chord2(centre) <= reach2
        {
            self.visit_part(0, centre, &mut reach2, &mut visit);
        }
    }

    fn visit_part(
        &self,
        rank: usize,
        centre: [f64; 3],
        reach2: &mut f64,
        visit: &mut impl FnMut(Leaf, [f64; 3], f64) -> f64,
    ) {
        let part = &self.parts[rank];
        if part.second == 0 {
            let range = part.start as usize..part.end as usize;
            for (point, leaf) in self.points[range.clone()].iter().zip(&self.leaves[range]) {
                let chord2 = chord2(centre, *point);
                if chord2 <= *reach2 {
                    *reach2 = visit(*leaf, *point, chord2);
                }
            }
            return;
        }
        let half = |rank: usize| (self.parts[rank].least_chord2(centre), rank);
        let (mut near, mut far) = (half(rank + 1), half(part.second as usize));
        if far.0 < near.0 {
            (near, far) = (far, near);
        }
        for (least, rank) in [near, far] {
            if least <= *reach2 {
                self.visit_part(rank, centre, reach2, visit);
            }
        }
    }
}

impl Part {
    /// Squared distance from `centre` to the bounding box, in square metres. Not more than the
    /// squared chord to any point of the part, which is rounded alike.
    fn least_chord2(&self, centre: [f64; 3]) -> f64 {
        let [low, high] = &self.bounds;
        chord2(centre, [0, 1, 2].map(|axis| centre[axis].max(low[axis]).min(high[axis])))
    }
}

/// Adds the part of `points`, which are at least one and begin at `start`, and all its halves.
fn halve(points: &mut [([f64; 3], Leaf)], start: usize, parts: &mut Vec<Part>) {
    let bounds = super::bounds(points.iter().map(|(point, _)| *point));
    let rank = parts.len();
    let end = start + points.len();
    parts.push(Part { bounds, start: start as u32, end: end as u32, second: 0 });
    if points.len() <= LEAF {
        return;
    }
    let [low, high] = bounds;
    let side = |axis: &usize| high[*axis] - low[*axis];
    let longest = (0..3).max_by(|one, other| side(one).total_cmp(&side(other))).unwrap_or(0);
    let middle = points.len() / 2;
    points.select_nth_unstable_by(middle, |one, other| one.0[longest].total_cmp(&other.0[longest]));
    let (first, second) = points.split_at_mut(middle);
    halve(first, start, parts);
    parts[rank].second = parts.len() as u32;
    halve(second, start + middle, parts);
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;
    use crate::model::PlaceId;

    /// Points on the corners of a grid and between them, so that some fall together and some lie on
    /// the very limit.
    fn point() -> impl Strategy<Value = [f64; 3]> {
        prop_oneof![
            [-3..=3, -3..=3, -1..=1_i32].prop_map(|corner| corner.map(f64::from)),
            [-3.0..3.0, -3.0..3.0, -1.0..1.0],
        ]
    }

    fn tree(points: &[[f64; 3]]) -> Tree {
        let leaf = |rank| Leaf { place: PlaceId::new(rank), counts: true };
        Tree::new(points.iter().enumerate().map(|(rank, point)| (*point, leaf(rank))).collect())
    }

    proptest! {
        #[test]
        fn every_point_within_reach_is_visited_once(
            points in vec(point(), 0..200),
            centre in point(),
            reach in prop_oneof![0..5_i32, 9..=9_i32].prop_map(f64::from),
        ) {
            let mut visited = Vec::new();
            tree(&points).visit(centre, reach * reach, |leaf, point, square| {
                assert_eq!((point, square), (points[leaf.place.index()], chord2(centre, point)));
                visited.push(leaf.place.index());
                reach * reach
            });
            visited.sort_unstable();
            let is_within = |rank: &usize| chord2(centre, points[*rank]) <= reach * reach;
            prop_assert_eq!(visited, (0..points.len()).filter(is_within).collect::<Vec<_>>());
        }

        #[test]
        fn a_reach_that_shrinks_to_the_nearest_finds_the_nearest(
            points in vec(point(), 1..200),
            centre in point(),
        ) {
            let (mut nearest, mut visits) = (f64::INFINITY, 0);
            tree(&points).visit(centre, f64::INFINITY, |_, _, square| {
                visits += 1;
                nearest = nearest.min(square);
                nearest
            });
            let squares = points.iter().map(|point| chord2(centre, *point));
            prop_assert_eq!(nearest, squares.fold(f64::INFINITY, f64::min));
            prop_assert!(visits <= points.len());
        }
    }

    #[test]
    fn a_negative_reach_ends_the_query() {
        let mut visits = 0;
        tree(&[[0.0; 3]; 100]).visit([0.0; 3], 1.0, |_, _, _| {
            visits += 1;
            -1.0
        });
        assert_eq!(visits, 1);
        tree(&[]).visit([0.0; 3], f64::INFINITY, |_, _, _| panic!("there is no point"));
    }
}
