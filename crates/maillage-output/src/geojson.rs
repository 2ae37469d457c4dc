//! GeoJSON as QGIS likes it (RFC 7946): WGS84, six decimals, the same keys on every
//! feature, and a foreign member `metadata` that says where it all comes from.
//!
//! Features are encoded on all cores, a block at a time, and written in order.

use std::io::{self, Write};

use geo::{Coord, MapCoords, MultiLineString, MultiPolygon};
use geojson::{Geometry, GeometryValue};
use rayon::prelude::*;
use serde::Serialize;

use super::columns::{Column, Properties, rounded};
use maillage_core::geodesy::Position;

/// Decimals of a degree: a tenth of a metre.
const DECIMALS: i32 = 6;
/// Features encoded between two writes.
const BLOCK: usize = 1_024;

#[derive(Serialize)]
#[serde(bound = "")]
struct Feature<'layer, Layer> {
    r#type: &'static str,
    properties: Properties<'layer, Layer>,
    geometry: Geometry,
}

/// Writes `count` features of `layer` under `metadata`.
///
/// # Errors
///
/// Those of `to`.
pub(super) fn write<Layer: Sync>(
    to: &mut dyn Write,
    name: &str,
    metadata: &impl Serialize,
    columns: &[Column<Layer>],
    layer: &Layer,
    count: usize,
    geometry: impl Fn(&Layer, usize) -> Geometry + Sync,
) -> io::Result<()> {
    let name = serde_json::to_string(name)?;
    let metadata = serde_json::to_string_pretty(metadata)?;
    writeln!(to, "{{\n\"type\": \"FeatureCollection\",\n\"name\": {name},")?;
    writeln!(to, "\"metadata\": {metadata},\n\"features\": [")?;
    for block in (0..count).step_by(BLOCK) {
        let ranks = block..count.min(block + BLOCK);
        let encode = |rank: usize| {
            let properties = Properties { columns, layer, rank };
            let feature =
                Feature { r#type: "Feature", properties, geometry: geometry(layer, rank) };
            serde_json::to_vec(&feature)
        };
        let features: Vec<_> = ranks.clone().into_par_iter().map(encode).collect();
        for (rank, feature) in ranks.zip(features) {
            to.write_all(&feature?)?;
            to.write_all(if rank + 1 == count { b"\n" } else { b",\n" })?;
        }
    }
    writeln!(to, "]\n}}")
}

/// A contour as GeoJSON: always a MultiPolygon, so that a layer has one geometry type.
pub(super) fn contour(contour: &MultiPolygon<f64>) -> Geometry {
    Geometry::new(GeometryValue::from(&contour.map_coords(short)))
}

/// A line as GeoJSON: always a MultiLineString, without coordinates where it is empty.
pub(super) fn line(line: &MultiLineString<f64>) -> Geometry {
    Geometry::new(GeometryValue::from(&line.map_coords(short)))
}

/// A position as GeoJSON.
pub(super) fn point(position: Position) -> Geometry {
    let (longitude, latitude) = (position.longitude(), position.latitude());
    Geometry::new_point([rounded(longitude, DECIMALS), rounded(latitude, DECIMALS)])
}

fn short(point: Coord<f64>) -> Coord<f64> {
    Coord { x: rounded(point.x, DECIMALS), y: rounded(point.y, DECIMALS) }
}
