//! GeoJSON as QGIS likes it (RFC 7946): WGS84, six decimals, the same keys on every
//! feature, and a foreign member `metadata` with the provenance.
//!
//! Features are encoded on all cores, a block at a time, and written in order.

mod coordinates;

use std::{
    io::{self, Write},
    ops::Range,
};

use geo::{Coord, MapCoords};
use geojson::GeometryValue;
use rayon::prelude::*;
use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::{
    Column, Layer, LayerFormat,
    column::rounded,
    execution::{FIRST_LINES, LAST_LINE},
    layer::Geometry,
};

/// Decimals of a degree: a tenth of a metre.
pub(crate) const DECIMALS: i32 = 6;
/// Features encoded together, while those before them are written.
const BLOCK: usize = 1_024;

/// The GeoJSON format.
#[derive(Debug, Clone, Copy)]
pub struct GeoJson;

impl LayerFormat for GeoJson {
    fn write(&self, layer: &Layer, to: &mut dyn Write) -> io::Result<()> {
        let name = serde_json::to_string(layer.name)?;
        let metadata = serde_json::to_string_pretty(&layer.provenance()?)?;
        FIRST_LINES.iter().try_for_each(|line| writeln!(to, "{line}"))?;
        writeln!(to, "\"name\": {name},\n\"metadata\": {metadata},\n{LAST_LINE}")?;
        let last = layer.rows.saturating_sub(1);
        write_features(layer, to, |row| if row == last { "\n" } else { ",\n" })?;
        writeln!(to, "]\n}}")
    }
}

/// Writes the features of `layer` in order, each with what `after` says follows its row.
pub(crate) fn write_features(
    layer: &Layer,
    to: &mut dyn Write,
    after: impl Fn(usize) -> &'static str,
) -> io::Result<()> {
    let block = |first: usize| first.min(layer.rows)..layer.rows.min(first + BLOCK);
    let encode = |rows: Range<usize>| -> Vec<_> {
        rows.into_par_iter().map(|row| feature(layer, row)).collect()
    };
    let mut features = encode(block(0));
    for first in (0..layer.rows).step_by(BLOCK) {
        // The next block is encoded while this one is written.
        let mut next = Vec::new();
        rayon::in_place_scope(|scope| {
            scope.spawn(|_| next = encode(block(first + BLOCK)));
            for (row, feature) in block(first).zip(features) {
                to.write_all(&feature?)?;
                to.write_all(after(row).as_bytes())?;
            }
            io::Result::Ok(())
        })?;
        features = next;
    }
    Ok(())
}

fn feature(layer: &Layer, row: usize) -> io::Result<Vec<u8>> {
    let mut feature = b"{\"type\":\"Feature\",\"properties\":".to_vec();
    serde_json::to_writer(&mut feature, &Properties { columns: &layer.columns, row })?;
    feature.extend_from_slice(b",\"geometry\":");
    write_geometry(&mut feature, (layer.geometry)(row))?;
    feature.push(b'}');
    Ok(feature)
}

/// A row of a layer: every column, in order, with its value.
struct Properties<'layer, 'run> {
    columns: &'layer [Column<'run>],
    row: usize,
}

impl Serialize for Properties<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.columns.len()))?;
        for column in self.columns {
            map.serialize_entry(&column.name, &column.value(self.row))?;
        }
        map.end()
    }
}

/// Writes a geometry. An area is always a MultiPolygon and a line a MultiLineString, so that a layer
/// has one type of geometry; an empty line has no coordinates.
fn write_geometry(to: &mut Vec<u8>, geometry: Geometry) -> io::Result<()> {
    let other = match geometry {
        Geometry::Area(contour) => {
            to.extend_from_slice(b"{\"type\":\"MultiPolygon\",\"coordinates\":");
            coordinates::write_areas(to, contour);
            to.push(b'}');
            return Ok(());
        }
        Geometry::Line(line) => {
            Some(geojson::Geometry::new(GeometryValue::from(&line.map_coords(short))))
        }
        Geometry::Point(position) => {
            let (longitude, latitude) = (position.longitude(), position.latitude());
            Some(geojson::Geometry::new_point([
                rounded(longitude, DECIMALS),
                rounded(latitude, DECIMALS),
            ]))
        }
        Geometry::None => None,
    };
    Ok(serde_json::to_writer(to, &other)?)
}

/// `point` with the decimals that files have.
pub(crate) fn short(point: Coord<f64>) -> Coord<f64> {
    Coord { x: rounded(point.x, DECIMALS), y: rounded(point.y, DECIMALS) }
}
