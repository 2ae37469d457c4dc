//! The rows of one commune as one contour.
//!
//! Contours of IRIS, of polling stations or of islands have several rows a commune. Borders
//! between its rows go; everything else stays as drawn, to the grid of the topology (a metre).

use std::path::Path;

use geo::{Area, BoundingRect, Intersects, MultiPolygon, unary_union};
use maillage_core::{
    model::{CommuneCode, Line, ShapeId},
    topology::Topology,
};
use rayon::prelude::*;

use crate::{Error, Result};

/// Share of the area of its rows that a commune must keep when they are united: rows that share
/// more than a border draw it twice.
const KEPT: f64 = 0.98;

/// The rows of a commune: its code, the contour of each row, and their lines.
pub(super) struct Parts<'rows> {
    pub(super) code: CommuneCode,
    pub(super) contours: Vec<MultiPolygon<f64>>,
    pub(super) lines: &'rows [Line],
}

/// The contour of each commune: its rows united.
///
/// The vertices of all contours move to the grid of the topology when rows of one commune share
/// a border, so that neighbours still share theirs; else none moves.
///
/// # Errors
///
/// [`Error::CommuneDrawnTwice`] when rows of one commune overlap.
pub(super) fn united(communes: Vec<Parts<'_>>, path: &Path) -> Result<Vec<MultiPolygon<f64>>> {
    let several: Vec<&Parts> = communes.iter().filter(|parts| parts.contours.len() > 1).collect();
    if let Some(parts) = several.par_iter().find_first(|parts| overlap(&parts.contours)) {
        return Err(Error::CommuneDrawnTwice {
            path: path.to_owned(),
            code: parts.code.to_string(),
            lines: parts
                .lines
                .iter()
                .map(|line| line.number.to_string())
                .collect::<Vec<_>>()
                .join(", "),
        });
    }
    if several.iter().all(|parts| are_apart(&parts.contours)) {
        return Ok(communes.into_par_iter().map(|parts| together(parts.contours)).collect());
    }
    let topology = Topology::of(communes.iter().flat_map(|parts| &parts.contours));
    let mut first = 0;
    let groups = communes.iter().map(|parts| {
        let group = (first..first + parts.contours.len()).map(ShapeId::new).collect();
        first += parts.contours.len();
        group
    });
    let groups: Vec<Vec<ShapeId>> = groups.collect();
    let outline = |(group, parts): (&Vec<ShapeId>, Parts)| {
        let outline = topology.outline(group);
        if outline.0.is_empty() { together(parts.contours) } else { outline }
    };
    Ok(groups.par_iter().zip(communes).map(outline).collect())
}

/// All polygons of these contours, each once.
fn together(contours: Vec<MultiPolygon<f64>>) -> MultiPolygon<f64> {
    // Most communes have one polygon, for which a vector that grows makes room for four.
    let mut polygons = Vec::with_capacity(contours.iter().map(|contour| contour.0.len()).sum());
    for polygon in contours.into_iter().flatten() {
        if !polygons.contains(&polygon) {
            polygons.push(polygon);
        }
    }
    MultiPolygon::new(polygons)
}

/// Whether no two of these contours can share a border.
fn are_apart(contours: &[MultiPolygon<f64>]) -> bool {
    let boxes: Vec<_> = contours.iter().filter_map(BoundingRect::bounding_rect).collect();
    let meets = |(rank, one): (usize, &geo::Rect<f64>)| {
        boxes[rank + 1..].iter().any(|other| one.intersects(other))
    };
    !boxes.iter().enumerate().any(meets)
}

/// Whether these contours share more than a border. The same polygon twice is one.
fn overlap(contours: &[MultiPolygon<f64>]) -> bool {
    let distinct = together(contours.to_vec());
    let all: f64 = distinct.iter().map(Area::unsigned_area).sum();
    !are_apart(contours) && unary_union(&distinct.0).unsigned_area() < KEPT * all
}
