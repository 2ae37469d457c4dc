//! Contours of unions and gaps, dissolved from those of their communes.

use geo::MultiPolygon;

use crate::{
    model::{ShapeId, StudyRow},
    territory::Territory,
    topology::Topology,
};

/// The contour of each group of communes: of arcs that two of its communes share, nothing is left.
///
/// Vertices are those of the communes on a grid of 10⁻⁵ degree, about a metre, so that neighbours
/// of one level meet exactly. Communes drawn independently of each other keep their borders.
/// O(vertices log vertices).
pub fn contours<'rows>(
    territory: &Territory,
    groups: impl IntoIterator<Item = &'rows [StudyRow]>,
) -> Vec<MultiPolygon<f64>> {
    let topology = Topology::of(territory.studied().map(|commune| &*commune.contour));
    let outline = |rows: &[StudyRow]| {
        let shapes: Vec<ShapeId> = rows.iter().map(|row| ShapeId::new(row.index())).collect();
        topology.outline(&shapes)
    };
    groups.into_iter().map(outline).collect()
}
