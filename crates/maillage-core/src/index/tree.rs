//! R-tree of the earth-centred points of places, walked from the nearest part.
//!
//! The library builds the tree. Its own searches either know how far they reach before they begin,
//! or keep all that they may visit in a heap. Here the reach of a search shrinks with what it finds:
//! the parts of a node are visited from the nearest, and those out of reach by then are left out.
//!
//! One query is O(log places + places within reach).

use rstar::{
    AABB, ParentNode, RStarInsertionStrategy, RTree, RTreeNode, RTreeParams,
    primitives::GeomWithData,
};

use super::Leaf;
use crate::geodesy::chord2;

type Point = GeomWithData<[f64; 3], Leaf>;

/// Maximum number of parts of a node.
const PARTS: usize = 8;

/// The form of the tree.
#[derive(Clone)]
struct Form;

impl RTreeParams for Form {
    const MIN_SIZE: usize = PARTS / 2;
    const MAX_SIZE: usize = PARTS;
    const REINSERTION_COUNT: usize = 2;
    type DefaultInsertionStrategy = RStarInsertionStrategy;
}

/// The points of places.
pub(super) struct Tree(RTree<Point, Form>);

impl Default for Tree {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

impl Tree {
    /// The tree of `points`.
    pub(super) fn new(points: Vec<([f64; 3], Leaf)>) -> Self {
        let points = points.into_iter().map(|(point, leaf)| Point::new(point, leaf));
        Self(RTree::bulk_load_with_params(points.collect()))
    }

    /// Number of points.
    pub(super) fn size(&self) -> usize {
        self.0.size()
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
        visit_parts(self.0.root(), centre, &mut reach2, &mut visit, &mut Vec::new());
    }
}

/// `waiting` holds the parts that are still to be visited in the nodes around this one, each with
/// the least squared chord to a point of it: one list for a whole query.
fn visit_parts<'tree>(
    node: &'tree ParentNode<Point>,
    centre: [f64; 3],
    reach2: &mut f64,
    visit: &mut impl FnMut(Leaf, [f64; 3], f64) -> f64,
    waiting: &mut Vec<(f64, &'tree ParentNode<Point>)>,
) {
    let first = waiting.len();
    for part in node.children() {
        match part {
            RTreeNode::Leaf(point) => {
                let chord2 = chord2(centre, *point.geom());
                if chord2 <= *reach2 {
                    *reach2 = visit(point.data, *point.geom(), chord2);
                }
            }
            RTreeNode::Parent(parts) => {
                let least = least_chord2(centre, &parts.envelope());
                if least <= *reach2 {
                    waiting.push((least, parts));
                }
            }
        }
    }
    waiting[first..].sort_unstable_by(|(one, _), (other, _)| other.total_cmp(one));
    while waiting.len() > first
        && let Some((least, parts)) = waiting.pop()
    {
        if least <= *reach2 {
            visit_parts(parts, centre, reach2, visit, waiting);
        }
    }
}

/// Squared distance from `centre` to a bounding box, in square metres. Not more than the squared
/// chord to any point inside, which is rounded alike.
fn least_chord2(centre: [f64; 3], bounds: &AABB<[f64; 3]>) -> f64 {
    let (low, high) = (bounds.lower(), bounds.upper());
    chord2(centre, [0, 1, 2].map(|axis| centre[axis].max(low[axis]).min(high[axis])))
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
