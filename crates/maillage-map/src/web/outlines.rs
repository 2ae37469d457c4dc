//! The contours of all layers as one set of shared arcs, as the page reads them.
//!
//! Communes, territories and gaps follow the same lines, so that a border is written once,
//! whatever uses it. Every vertex has a level: a map of a large country is drawn without those of
//! low levels.

use geo::MultiPolygon;
use maillage_core::{
    model::ShapeId,
    topology::{Shape, Topology},
};
use maillage_output::{GeometryType, Layer};
use serde::Serialize;

use super::{
    bytes::{Bytes, folded},
    ground::Ground,
};
use crate::simplified::Weights;

/// Inner vertices of a page at most: about 2 MB.
const VERTICES: usize = 600_000;
/// Surface below which a vertex is not worth its bytes, in square metres.
const LEAST: f64 = 15.0 * 15.0;
/// Side of the square that is the least surface of each level, in sides of that of the lowest.
const LEVELS: [f64; 4] = [1.0, 3.0, 9.0, 27.0];

/// The lines of a page.
#[derive(Debug, Serialize)]
pub(super) struct Outlines {
    /// Arcs: the number of vertices, then each as steps east (four times, plus the level) and
    /// north of the one before, whatever arc that is of.
    arcs: String,
    /// The number of arcs.
    count: usize,
    /// What each arc is the border of, as [`Border`].
    borders: String,
    /// Length below which each level shows nothing, in steps.
    levels: [f64; 4],
}

/// What an arc is the border of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Border {
    /// No commune.
    Other = 0,
    /// Communes of one EPCI.
    Communes = 1,
    /// EPCI.
    Epcis = 2,
    /// Départements.
    Departements = 3,
    /// The territory.
    Territory = 4,
}

/// The contours of the layers of a page, before they are put on the ground.
pub(super) struct Contours {
    topology: Topology,
    weights: Weights,
    least: f64,
}

impl Contours {
    /// The contours of `contours`, simplified as far as a page needs.
    pub(super) fn of(contours: &[&MultiPolygon<f64>]) -> Self {
        let topology = Topology::of(contours.iter().copied());
        let weights = Weights::of(&topology);
        let least = weights.leaving(VERTICES).max(LEAST);
        let (topology, weights) = weights.simplified(&topology, least);
        Self { topology, weights, least }
    }

    /// Their topology.
    pub(super) fn topology(&self) -> &Topology {
        &self.topology
    }

    /// Metres in a step that loses nothing to see.
    pub(super) fn step(&self) -> f64 {
        (self.least.sqrt() / 4.0).clamp(2.0, 25.0).round()
    }

    /// The lines on `ground`; the first shapes are the rows of `communes`.
    pub(super) fn outlines(&self, ground: &Ground, step: f64, communes: &Layer) -> Outlines {
        let side = self.least.sqrt();
        let limits = LEVELS.map(|times| (side * times).powi(2));
        let mut arcs = Bytes::default();
        let mut before = (0, 0);
        for (arc, weights) in self.topology.arcs().iter().zip(self.weights.arcs()) {
            arcs.push(arc.len() as u64);
            for (point, weight) in arc.iter().zip(weights) {
                let level = limits[1..].iter().filter(|limit| weight >= *limit).count() as u64;
                let (x, y) = ground.steps(*point);
                arcs.push(folded(x - before.0) * 4 + level);
                arcs.push_signed(y - before.1);
                before = (x, y);
            }
        }
        Outlines {
            arcs: arcs.text(),
            count: self.topology.arcs().len(),
            borders: self
                .borders(communes)
                .into_iter()
                .map(|of| of as u64)
                .collect::<Bytes>()
                .text(),
            levels: LEVELS.map(|times| (side * times / step).round()),
        }
    }

    /// The shapes of these ranks: for each the number of rings, for each ring the number of arcs,
    /// then each arc as the difference of its code to the one before.
    pub(super) fn shapes(&self, ranks: std::ops::Range<usize>) -> String {
        let mut bytes = Bytes::default();
        let mut before = 0;
        for shape in &self.topology.shapes()[ranks] {
            bytes.push(rings(shape).count() as u64);
            for ring in rings(shape) {
                bytes.push(ring.len() as u64);
                for used in ring {
                    let code = i64::from(used.code());
                    bytes.push_signed(code - before);
                    before = code;
                }
            }
        }
        bytes.text()
    }

    fn borders(&self, communes: &Layer) -> Vec<Border> {
        let is_of_areas = communes.geometry_type == GeometryType::Area;
        let rows = if is_of_areas { communes.rows } else { 0 };
        let text = |column: &str, shape: ShapeId| {
            communes.column(column)?.value(shape.index()).to_text().map(|text| text.into_owned())
        };
        let differ = |column: &str, one, other| text(column, one) != text(column, other);
        let border = |users: Vec<ShapeId>| {
            let communes: Vec<ShapeId> =
                users.into_iter().filter(|shape| shape.index() < rows).collect();
            match communes[..] {
                [] => Border::Other,
                [_] => Border::Territory,
                [one, other, ..] if differ("code_departement", one, other) => Border::Departements,
                [one, other, ..] if differ("code_epci", one, other) => Border::Epcis,
                _ => Border::Communes,
            }
        };
        self.topology.users().into_iter().map(border).collect()
    }
}

/// The rings of all polygons of a shape.
fn rings(shape: &Shape) -> impl Iterator<Item = &maillage_core::topology::Ring> {
    shape.iter().flatten()
}

#[cfg(test)]
mod tests {
    use geo::polygon;
    use maillage_core::topology::GridPoint;
    use maillage_output::{Column, Geometry, Words};

    use super::*;
    use crate::web::bytes::{numbers, unfolded};

    fn square(west: f64) -> MultiPolygon<f64> {
        MultiPolygon::new(vec![
            polygon![(x: west, y: 45.0), (x: west + 0.1, y: 45.0), (x: west + 0.1, y: 45.1), (x: west, y: 45.1)],
        ])
    }

    fn communes<'run>(departements: &'run [&'run str]) -> Layer<'run> {
        Layer {
            name: "couverture",
            title: Words::same("communes"),
            about: Words::same("communes"),
            columns: vec![Column::text("code_departement", Words::same("d"), |row| {
                Some(departements[row])
            })],
            rows: departements.len(),
            geometry_type: GeometryType::Area,
            geometry: Box::new(|_| Geometry::None),
            metadata: Box::new(|| Ok(serde_json::Value::Null)),
            execution: None,
        }
    }

    #[test]
    fn arcs_and_shapes_come_back_as_they_were() {
        let (west, east) = (square(0.0), square(0.1));
        let contours = Contours::of(&[&west, &east]);
        let points = contours.topology.arcs().iter().flatten().copied();
        let ground = Ground::of(points, 4.0);
        let outlines = contours.outlines(&ground, 4.0, &communes(&["16", "17"]));

        let mut read = numbers(&outlines.arcs).into_iter();
        let (mut x, mut y) = (0, 0);
        let mut next = || read.next().expect("as many numbers as announced");
        for arc in contours.topology.arcs() {
            assert_eq!(next(), arc.len() as u64);
            for point in arc {
                x += unfolded(next() >> 2);
                y += unfolded(next());
                assert_eq!((x, y), ground.steps(*point));
            }
        }
        assert_eq!(read.next(), None);

        let mut read = numbers(&contours.shapes(0..2)).into_iter();
        let mut next = || read.next().expect("as many numbers as announced");
        let mut code = 0;
        for shape in contours.topology.shapes() {
            assert_eq!(next(), 1);
            assert_eq!(next(), shape[0][0].len() as u64);
            for used in &shape[0][0] {
                code += unfolded(next());
                assert_eq!(code, i64::from(used.code()));
            }
        }
    }

    #[test]
    fn a_border_is_that_of_the_largest_territories_that_it_divides() {
        let shapes = [square(0.0), square(0.1), square(0.2)];
        let contours = Contours::of(&shapes.iter().collect::<Vec<_>>());
        let borders = contours.borders(&communes(&["16", "16", "17"]));
        let count = |of: Border| borders.iter().filter(|border| **border == of).count();
        assert_eq!((count(Border::Communes), count(Border::Departements)), (1, 1));
        assert_eq!((count(Border::Territory), count(Border::Other)), (borders.len() - 2, 0));
    }

    #[test]
    fn the_ends_of_arcs_are_of_the_highest_level() {
        let one = square(0.0);
        let contours = Contours::of(&[&one, &square(0.1)]);
        let ground = Ground::of([GridPoint { x: 0, y: 4_500_000 }].into_iter(), 4.0);
        let outlines = contours.outlines(&ground, 4.0, &communes(&["16", "17"]));
        assert_eq!(numbers(&outlines.arcs)[1] & 3, 3);
    }
}
