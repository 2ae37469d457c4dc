//! Topologies with fewer vertices: Visvalingam's method on shared arcs.
//!
//! Of every arc the vertex goes first that makes the smallest triangle with its two neighbours:
//! the surface of a contour changes by no more than such triangles. Since neighbours share their
//! arcs, they still meet exactly. The ends of arcs stay, and with them the points where contours
//! meet; a ring keeps three vertices at least, so that no island disappears.
//!
//! Visvalingam and Whyatt (1993), Cartographic Journal 30(1). O(vertices log vertices). Arcs do
//! not look at each other: two that were close may cross by less than the surface asked for.

use std::{cmp::Reverse, collections::BinaryHeap};

use maillage_core::topology::{GridPoint, Ring, STEPS_PER_DEGREE, SharedArc, Topology};
use rayon::prelude::*;

/// Metres in a step of the grid along a meridian.
const STEP_METRES: f64 = 111_195.0 / STEPS_PER_DEGREE;

/// What each vertex of each arc adds to the shape of a topology, in square metres: the surface of
/// the triangle that is lost with it, never less than that of a vertex that goes before it.
/// Infinite for the ends of arcs and for the vertices that a ring cannot do without.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Weights(Vec<Vec<f64>>);

impl Weights {
    /// The weights of the vertices of `topology`.
    pub(crate) fn of(topology: &Topology) -> Self {
        let mut weights: Vec<Vec<f64>> = topology.arcs().par_iter().map(of_arc).collect();
        for ring in topology.shapes().iter().flatten().flatten() {
            keep_three(ring, &mut weights);
        }
        Self(weights)
    }

    /// The weights of each arc, in the order of its vertices.
    pub(crate) fn arcs(&self) -> &[Vec<f64>] {
        &self.0
    }

    /// The least weight with which at most `vertices` inner vertices are left, those that rings
    /// cannot do without aside; 0 where all may stay.
    pub(crate) fn leaving(&self, vertices: usize) -> f64 {
        let inner = self.0.iter().flatten().copied().filter(|weight| weight.is_finite());
        let mut inner: Vec<f64> = inner.collect();
        if inner.len() <= vertices {
            return 0.0;
        }
        inner.sort_unstable_by(|one, other| other.total_cmp(one));
        inner[vertices].next_up()
    }

    /// `topology`, of which these are the weights, without the vertices below `least` square
    /// metres, and the weights of those that stay. Arcs and shapes keep their ranks.
    pub(crate) fn simplified(&self, topology: &Topology, least: f64) -> (Topology, Self) {
        let arcs = topology.arcs().iter().zip(&self.0);
        let kept = arcs.map(|(arc, weights)| {
            let kept = arc.iter().zip(weights).filter(|(_, weight)| **weight >= least);
            kept.map(|(point, weight)| (*point, *weight)).unzip()
        });
        let (arcs, weights): (Vec<SharedArc>, Vec<Vec<f64>>) = kept.unzip();
        (Topology::new(arcs, topology.shapes().to_vec()), Self(weights))
    }
}

/// The weights of an arc by itself.
fn of_arc(arc: &SharedArc) -> Vec<f64> {
    let mut weights = vec![f64::INFINITY; arc.len()];
    let mut before: Vec<usize> = (0..arc.len()).map(|rank| rank.saturating_sub(1)).collect();
    let mut after: Vec<usize> = (1..=arc.len()).collect();
    let mut areas = vec![f64::INFINITY; arc.len()];
    let mut next = BinaryHeap::new();
    for rank in 1..arc.len().saturating_sub(1) {
        areas[rank] = triangle(arc[rank - 1], arc[rank], arc[rank + 1]);
        next.push(Reverse((Ordered(areas[rank]), rank)));
    }
    let mut largest = 0.0_f64;
    while let Some(Reverse((Ordered(area), rank))) = next.pop() {
        // An area that has changed since it was noted, or of a vertex that is gone.
        if weights[rank].is_finite() || area != areas[rank] {
            continue;
        }
        largest = largest.max(area);
        weights[rank] = largest;
        let (left, right) = (before[rank], after[rank]);
        (after[left], before[right]) = (right, left);
        for side in [left, right] {
            if side > 0 && side + 1 < arc.len() {
                areas[side] = triangle(arc[before[side]], arc[side], arc[after[side]]);
                next.push(Reverse((Ordered(areas[side]), side)));
            }
        }
    }
    weights
}

/// Makes the heaviest inner vertices of a ring stay whatever is asked: two where it is one arc, one
/// where it is two. Three arcs have three ends.
fn keep_three(ring: &Ring, weights: &mut [Vec<f64>]) {
    let arcs: Vec<usize> = ring.iter().map(|used| used.arc()).collect();
    let inner = arcs.iter().flat_map(|arc| {
        let last = weights[*arc].len().saturating_sub(1);
        (1..last).map(move |rank| (*arc, rank))
    });
    let mut heaviest: Vec<(usize, usize)> = inner.collect();
    heaviest.sort_by(|one, other| weights[other.0][other.1].total_cmp(&weights[one.0][one.1]));
    for (arc, rank) in heaviest.into_iter().take(3_usize.saturating_sub(arcs.len())) {
        weights[arc][rank] = f64::INFINITY;
    }
}

/// The surface of a triangle in square metres, on the plane that touches it.
fn triangle(one: GridPoint, middle: GridPoint, other: GridPoint) -> f64 {
    let narrowing = middle.degrees().y.to_radians().cos();
    let side = |to: GridPoint| {
        let (x, y) = (f64::from(to.x) - f64::from(middle.x), f64::from(to.y) - f64::from(middle.y));
        (x * STEP_METRES * narrowing, y * STEP_METRES)
    };
    let ((ax, ay), (bx, by)) = (side(one), side(other));
    (ax * by - ay * bx).abs() / 2.0
}

/// A finite number in its order.
#[derive(Debug, PartialEq)]
struct Ordered(f64);

impl Eq for Ordered {}

impl PartialOrd for Ordered {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ordered {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

#[cfg(test)]
mod tests {
    use geo::{Area, Coord, LineString, MultiPolygon, Polygon};
    use maillage_core::model::ShapeId;

    use super::*;

    /// A polygon with these vertices, in steps of the grid around 0° E 0° N.
    fn contour(vertices: &[(i32, i32)]) -> MultiPolygon<f64> {
        let degrees = |(x, y): &(i32, i32)| GridPoint { x: *x, y: *y }.degrees();
        let ring: Vec<Coord<f64>> = vertices.iter().map(degrees).collect();
        MultiPolygon::new(vec![Polygon::new(LineString::new(ring), Vec::new())])
    }

    fn simplified(topology: &Topology, least: f64) -> Topology {
        Weights::of(topology).simplified(topology, least).0
    }

    /// Two squares of a thousand steps whose common border has a dent of ten steps in it.
    fn neighbours() -> Topology {
        let west = contour(&[
            (0, 0),
            (1000, 0),
            (1000, 500),
            (1010, 510),
            (1000, 520),
            (1000, 1000),
            (0, 1000),
        ]);
        let east = contour(&[
            (1000, 0),
            (2000, 0),
            (2000, 1000),
            (1000, 1000),
            (1000, 520),
            (1010, 510),
            (1000, 500),
        ]);
        Topology::of([&west, &east])
    }

    #[test]
    fn a_small_dent_goes_on_both_sides_of_a_border_and_corners_stay() {
        let topology = simplified(&neighbours(), 1_000.0);
        let areas: Vec<f64> = (0..2)
            .map(|rank| topology.contour(ShapeId(rank)).unsigned_area() * STEPS_PER_DEGREE.powi(2))
            .collect();
        assert_eq!(areas.iter().map(|area| area.round()).collect::<Vec<_>>(), [1e6, 1e6]);
        assert_eq!(topology.neighbours().len(), 1);
    }

    #[test]
    fn arcs_keep_their_ends_whatever_is_asked() {
        let (before, after) = (neighbours(), simplified(&neighbours(), f64::MAX));
        for (one, other) in before.arcs().iter().zip(after.arcs()) {
            assert_eq!((one.first(), one.last()), (other.first(), other.last()));
        }
    }

    #[test]
    fn a_ring_keeps_four_points_whatever_is_asked() {
        let circle = |west: i32, size: f64| {
            let angle = |rank: i32| f64::from(rank) * std::f64::consts::TAU / 40.0;
            let vertices: Vec<(i32, i32)> = (0..40)
                .map(|rank| {
                    (west + (size * angle(rank).cos()) as i32, (size * angle(rank).sin()) as i32)
                })
                .collect();
            contour(&vertices)
        };
        let topology =
            simplified(&Topology::of([&circle(0, 300.0), &circle(5_000, 900.0)]), f64::MAX);
        for rank in 0..2 {
            let island = topology.contour(ShapeId(rank));
            assert_eq!(island.0[0].exterior().0.len(), 4);
            assert!(island.unsigned_area() > 0.0);
        }
    }

    #[test]
    fn a_vertex_never_weighs_less_than_one_that_goes_before_it() {
        // Twice the surfaces in steps squared: the spike has 1,580, and its neighbour then 0.
        let arc: SharedArc = [(0, 0), (100, 10), (110, 90), (120, 12), (300, 0)]
            .map(|(x, y)| GridPoint { x, y })
            .into();
        let weights = of_arc(&arc);
        assert_eq!(weights[1], weights[2]);
        assert!((weights[2] - 790.0 * STEP_METRES.powi(2)).abs() < 1e-3);
        assert!((weights[3] - 1_800.0 * STEP_METRES.powi(2)).abs() < 1e-3);
        assert!(weights[0].is_infinite() && weights[4].is_infinite());
    }

    #[test]
    fn as_many_vertices_are_left_as_asked_for() {
        let topology = neighbours();
        let weights = Weights::of(&topology);
        let inner = |topology: &Topology| {
            topology.arcs().iter().map(|arc| arc.len().saturating_sub(2)).sum::<usize>()
        };
        assert_eq!(weights.leaving(100), 0.0);
        let least = weights.leaving(2);
        assert!(inner(&weights.simplified(&topology, least).0) <= 2 + 2);
        assert_eq!(simplified(&topology, 0.0), topology);
    }
}
