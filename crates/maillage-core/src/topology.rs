//! A topology: contours as rings of shared arcs.
//!
//! Neighbouring contours that follow the same border have the same vertices along it. Cutting
//! every ring where its neighbour changes gives arcs: one that two contours share is a border,
//! one that a single contour uses is a coast or the edge of the territory. From the arcs follow
//! the neighbours of a contour, the contour of a union, and outlines that meet exactly.
//!
//! Vertices are on a grid of 10⁻⁵ degree, about a metre. Contours whose borders were drawn
//! independently share no arc: such a topology has no neighbours, and its unions keep all parts.

mod cutting;
mod grid;
mod rings;

use std::collections::BTreeMap;

use geo::{LineString, MultiPolygon, Polygon};

pub use grid::{GridPoint, STEPS_PER_DEGREE};

use crate::model::ShapeId;

/// Contours as rings of shared arcs.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Topology {
    arcs: Vec<SharedArc>,
    shapes: Vec<Shape>,
}

/// A line between two points where rings meet, or a whole ring that meets no other; the first
/// vertex of such a ring is repeated at its end.
pub type SharedArc = Vec<GridPoint>;

/// A contour: polygons, each an exterior ring followed by its holes. Exterior rings are
/// counter-clockwise, holes are clockwise.
pub type Shape = Vec<Vec<Ring>>;

/// A ring: arcs, each beginning where the one before ends.
pub type Ring = Vec<ArcUse>;

/// An arc as a ring uses it: forwards or backwards.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct ArcUse(u32);

impl ArcUse {
    /// The arc of this rank, forwards.
    ///
    /// # Panics
    ///
    /// When `arc` does not fit 31 bits.
    pub fn forwards(arc: usize) -> Self {
        Self(u32::try_from(arc << 1).expect("fewer than two thousand million arcs"))
    }

    /// The same arc in the other direction.
    pub fn reversed(self) -> Self {
        Self(self.0 ^ 1)
    }

    /// The rank of the arc in its topology.
    pub fn arc(self) -> usize {
        (self.0 >> 1) as usize
    }

    /// Whether the ring uses the arc backwards.
    pub fn is_reversed(self) -> bool {
        self.0 & 1 == 1
    }

    /// The arc and its direction in one number: twice the rank, plus one when reversed.
    pub fn code(self) -> u32 {
        self.0
    }

    /// The use with this [`code`](Self::code).
    pub fn of_code(code: u32) -> Self {
        Self(code)
    }
}

impl Topology {
    /// The topology of these contours, in their order. The vertices move to the grid; parts
    /// without a surface there are left out, and a shape may be left without any.
    ///
    /// O(vertices log vertices).
    pub fn of<'contours>(contours: impl IntoIterator<Item = &'contours MultiPolygon<f64>>) -> Self {
        cutting::cut(contours.into_iter().map(grid::snapped).collect())
    }

    /// The topology with these arcs and shapes.
    ///
    /// # Panics
    ///
    /// When a ring uses an arc that is not there.
    pub fn new(arcs: Vec<SharedArc>, shapes: Vec<Shape>) -> Self {
        let uses = shapes.iter().flatten().flatten().flatten();
        assert!(uses.map(|one| one.arc()).all(|arc| arc < arcs.len()), "rings use known arcs");
        Self { arcs, shapes }
    }

    /// The arcs.
    pub fn arcs(&self) -> &[SharedArc] {
        &self.arcs
    }

    /// The shapes, in the order of the contours they were made from.
    pub fn shapes(&self) -> &[Shape] {
        &self.shapes
    }

    /// The contour of `shape`, in degrees.
    ///
    /// # Panics
    ///
    /// When the topology has no such shape.
    pub fn contour(&self, shape: ShapeId) -> MultiPolygon<f64> {
        self.polygons(&self.shapes[shape.index()])
    }

    /// The contour of the union of `shapes`, in degrees: arcs that two of them share cancel out.
    /// Without any shape, a contour without parts.
    ///
    /// # Panics
    ///
    /// When the topology lacks one of the shapes.
    pub fn outline(&self, shapes: &[ShapeId]) -> MultiPolygon<f64> {
        self.polygons(&self.union(shapes))
    }

    /// The pairs of shapes with a common border, the lower one first, in order. Shapes that touch
    /// at single points only are no neighbours.
    pub fn neighbours(&self) -> Vec<(ShapeId, ShapeId)> {
        let mut pairs: Vec<(ShapeId, ShapeId)> = self
            .users()
            .into_iter()
            .flat_map(|users| {
                let pair = |(rank, one): (usize, &ShapeId)| {
                    let others = users[rank + 1..].iter().filter(|other| *other != one);
                    others.map(|other| (*one.min(other), *one.max(other))).collect::<Vec<_>>()
                };
                users.iter().enumerate().flat_map(pair).collect::<Vec<_>>()
            })
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }

    /// The topology of the unions of these groups of shapes, in their order. Shapes of no group
    /// are left out, and so are arcs that nothing uses any more. A shape alone keeps its rings, but
    /// for one that touches itself, which becomes several.
    ///
    /// # Panics
    ///
    /// When the topology lacks one of the shapes.
    pub fn dissolved(&self, groups: &[Vec<ShapeId>]) -> Self {
        let shapes = groups.iter().map(|group| match group[..] {
            [shape] if !self.touches_itself(shape) => self.shapes[shape.index()].clone(),
            _ => self.union(group),
        });
        self.with_shapes(shapes.collect())
    }

    /// The shapes that use each arc, in order; twice for a shape on both sides of it.
    pub fn users(&self) -> Vec<Vec<ShapeId>> {
        let mut users = vec![Vec::new(); self.arcs.len()];
        for (rank, shape) in self.shapes.iter().enumerate() {
            for used in shape.iter().flatten().flatten() {
                users[used.arc()].push(ShapeId::new(rank));
            }
        }
        users
    }

    /// Whether a ring of `shape` passes a vertex twice, as some contours of the sources do.
    fn touches_itself(&self, shape: ShapeId) -> bool {
        let mut rings = self.shapes[shape.index()].iter().flatten();
        rings.any(|ring| rings::touches_itself(ring, &self.arcs))
    }

    fn union(&self, shapes: &[ShapeId]) -> Shape {
        let mut uses: BTreeMap<usize, Vec<ArcUse>> = BTreeMap::new();
        let all = shapes.iter().flat_map(|shape| &self.shapes[shape.index()]);
        for used in all.flatten().flatten() {
            let of_arc = uses.entry(used.arc()).or_default();
            match of_arc.iter().position(|other| *other == used.reversed()) {
                Some(opposite) => drop(of_arc.swap_remove(opposite)),
                None => of_arc.push(*used),
            }
        }
        rings::shape(uses.into_values().flatten().collect(), &self.arcs)
    }

    /// These shapes, with the arcs that they use, in the order and the direction of first use.
    fn with_shapes(&self, mut shapes: Vec<Shape>) -> Self {
        let mut forwards: BTreeMap<usize, ArcUse> = BTreeMap::new();
        let mut arcs: Vec<SharedArc> = Vec::new();
        for used in shapes.iter_mut().flatten().flatten().flatten() {
            let turned = |one: ArcUse| if used.is_reversed() { one.reversed() } else { one };
            let known = *forwards.entry(used.arc()).or_insert_with(|| {
                let mut arc = self.arcs[used.arc()].clone();
                if used.is_reversed() {
                    arc.reverse();
                }
                arcs.push(arc);
                turned(ArcUse::forwards(arcs.len() - 1))
            });
            *used = turned(known);
        }
        Self { arcs, shapes }
    }

    fn polygons(&self, shape: &Shape) -> MultiPolygon<f64> {
        contour(shape, |arc| &self.arcs[arc])
    }
}

/// The contour of `shape` in degrees, from the arcs of each rank. For arcs that are not all in
/// one topology.
pub fn contour<'arcs>(
    shape: &Shape,
    arcs: impl Fn(usize) -> &'arcs [GridPoint],
) -> MultiPolygon<f64> {
    let ring = |ring: &Ring| {
        LineString::new(rings::vertices(ring, &arcs).map(GridPoint::degrees).collect())
    };
    let polygon = |polygon: &Vec<Ring>| {
        let mut rings = polygon.iter().map(ring);
        let exterior = rings.next().unwrap_or_else(|| LineString::new(Vec::new()));
        Polygon::new(exterior, rings.collect())
    };
    MultiPolygon::new(shape.iter().map(polygon).collect())
}

#[cfg(test)]
mod tests {
    use geo::{Area, Validation, polygon};

    use super::*;

    fn square(west: f64, south: f64, size: f64) -> MultiPolygon<f64> {
        let (east, north) = (west + size, south + size);
        MultiPolygon::new(vec![
            polygon![(x: west, y: south), (x: east, y: south), (x: east, y: north), (x: west, y: north)],
        ])
    }

    fn ids(ranks: &[u32]) -> Vec<ShapeId> {
        ranks.iter().copied().map(ShapeId).collect()
    }

    #[test]
    fn the_border_of_two_squares_is_one_arc_and_goes_when_they_are_one() {
        let topology = Topology::of([&square(0.0, 45.0, 1.0), &square(1.0, 45.0, 1.0)]);
        assert_eq!(topology.arcs().len(), 3);
        assert_eq!(topology.neighbours(), [(ShapeId(0), ShapeId(1))]);
        let both = topology.outline(&ids(&[0, 1]));
        assert_eq!((both.0.len(), both.unsigned_area()), (1, 2.0));
        assert_eq!(topology.dissolved(&[ids(&[0, 1])]).contour(ShapeId(0)), both);
    }

    #[test]
    fn a_square_around_another_keeps_its_hole_until_both_are_one() {
        let outer = square(0.0, 45.0, 3.0);
        let inner = square(1.0, 46.0, 1.0);
        let hole = inner.0[0].exterior().clone();
        let ring = MultiPolygon::new(vec![Polygon::new(outer.0[0].exterior().clone(), vec![hole])]);
        let topology = Topology::of([&ring, &inner]);
        assert_eq!(topology.contour(ShapeId(0)).unsigned_area(), 8.0);
        assert_eq!(topology.neighbours().len(), 1);
        let both = topology.outline(&ids(&[0, 1]));
        assert_eq!((both.0[0].interiors().len(), both.unsigned_area()), (0, 9.0));
    }

    #[test]
    fn squares_that_touch_at_a_corner_are_no_neighbours_and_stay_two_parts() {
        let topology = Topology::of([&square(0.0, 45.0, 1.0), &square(1.0, 46.0, 1.0)]);
        assert!(topology.neighbours().is_empty());
        assert_eq!(topology.outline(&ids(&[0, 1])).0.len(), 2);
    }

    #[test]
    fn a_union_around_nothing_has_a_hole() {
        let around: Vec<_> = (0..9)
            .filter(|rank| *rank != 4)
            .map(|rank| square(f64::from(rank % 3), 45.0 + f64::from(rank / 3), 1.0))
            .collect();
        let topology = Topology::of(&around);
        let all: Vec<u32> = (0..8).collect();
        let union = topology.outline(&ids(&all));
        assert_eq!((union.0.len(), union.0[0].interiors().len()), (1, 1));
        assert_eq!(union.unsigned_area(), 8.0);
    }

    #[test]
    fn a_ring_that_touches_itself_becomes_a_ring_and_its_hole() {
        let loops: MultiPolygon<f64> = polygon![
            (x: 0.0, y: 0.0), (x: 6.0, y: 0.0), (x: 6.0, y: 6.0), (x: 0.0, y: 6.0),
            (x: 0.0, y: 3.0), (x: 2.0, y: 4.0), (x: 4.0, y: 3.0), (x: 2.0, y: 2.0),
            (x: 0.0, y: 3.0),
        ]
        .into();
        let plain = square(9.0, 0.0, 1.0);
        assert!(!loops.is_valid() && plain.is_valid());
        let topology = Topology::of([&loops, &plain]);
        let dissolved = topology.dissolved(&[ids(&[0]), ids(&[1])]);
        let parted = dissolved.contour(ShapeId(0));
        assert!(parted.is_valid(), "{parted:?}");
        assert_eq!((parted.0.len(), parted.0[0].interiors().len()), (1, 1));
        assert!((parted.unsigned_area() - 32.0).abs() < 1e-9);
        assert_eq!(dissolved.contour(ShapeId(1)), topology.contour(ShapeId(1)));
    }

    #[test]
    fn a_contour_comes_back_on_the_grid() {
        let one = square(0.123_456_7, 45.0, 0.5);
        let back = Topology::of([&one]).contour(ShapeId(0));
        assert!((back.unsigned_area() - one.unsigned_area()).abs() < 1e-5);
        assert_eq!(Topology::of([&back]).contour(ShapeId(0)), back);
    }

    #[test]
    fn a_part_without_a_surface_on_the_grid_is_left_out() {
        let speck = square(0.0, 45.0, 0.000_001);
        let topology = Topology::of([&speck, &square(1.0, 45.0, 1.0)]);
        assert!(topology.contour(ShapeId(0)).0.is_empty());
        assert_eq!(topology.contour(ShapeId(1)).0.len(), 1);
    }
}
