//! Contours of unions and gaps, dissolved from those of their communes.

use geo::MultiPolygon;
use rayon::prelude::*;

use crate::{
    model::{ShapeId, StudyRow},
    territory::Territory,
    topology::Topology,
};

/// The contours of the communes of the study area as shared arcs, by row. O(vertices log vertices).
pub fn topology(territory: &Territory) -> Topology {
    Topology::of(territory.studied().map(|commune| &*commune.contour))
}

/// The contour of each group of communes of `topology`: of arcs that two of its communes share,
/// nothing is left.
///
/// Vertices are those of the communes on a grid of 10⁻⁵ degree, about a metre, so that neighbours
/// of one level meet exactly. Communes drawn independently of each other keep their borders.
/// O(vertices log vertices).
pub fn contours<'rows>(
    topology: &Topology,
    groups: impl IntoIterator<Item = &'rows [StudyRow]>,
) -> Vec<MultiPolygon<f64>> {
    let outline = |rows: &[StudyRow]| {
        let shapes: Vec<ShapeId> = rows.iter().map(|row| ShapeId::new(row.index())).collect();
        topology.outline(&shapes)
    };
    let groups: Vec<&[StudyRow]> = groups.into_iter().collect();
    groups.into_par_iter().map(outline).collect()
}
