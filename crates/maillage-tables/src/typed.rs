//! One layer of a file with its values as they are typed, for layers that a program wrote.
//!
//! A [`Sheet`](crate::Sheet) holds texts, since strangers write numbers in many ways. A layer that
//! comes from GeoJSON, GeoPackage or FlatGeobuf says which values are numbers: a code stays a text
//! and a count a whole number.

use std::{collections::BTreeMap, path::Path};

use geo::Geometry;
use maillage_core::model::Line;

use super::{
    Decoded, Named, bytes_of,
    features::TakeRow,
    flatgeobuf, geopackage, json,
    reproject::{self, StatedCrs},
    sha256, text, unknown,
};
use crate::{Budget, Columns, Error, Format, ReadOptions, Result, Row, Scalar, sentences};

/// A layer as its file holds it.
#[derive(Debug)]
pub struct TypedLayer {
    /// Format of the file.
    pub format: Format,
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: String,
    /// Name of the layer; empty when the file does not say.
    pub name: String,
    /// What the file says of the layer, in JSON. `None` when there is nothing, or no JSON.
    pub metadata: Option<serde_json::Value>,
    /// Names of the columns, in their order.
    pub columns: Vec<String>,
    /// The rows, in the order of the file.
    pub rows: Vec<TypedRow>,
}

/// One row of a [`TypedLayer`].
#[derive(Debug, Clone, PartialEq)]
pub struct TypedRow {
    /// The values, by column.
    pub values: Vec<Scalar>,
    /// The geometry, in WGS84 degrees.
    pub geometry: Option<Geometry<f64>>,
}

/// What a format gives of a layer, beside its rows.
pub(super) struct LayerHead {
    pub(super) format: Format,
    pub(super) name: String,
    pub(super) columns: Vec<String>,
    pub(super) crs: Option<StatedCrs>,
    /// A text in JSON.
    pub(super) metadata: Option<String>,
}

/// Reads a layer of the file at `path`: GeoJSON, GeoPackage or FlatGeobuf.
///
/// Of a GeoPackage it is the layer that `options` name, or else the one with the most cells. The
/// other formats hold one layer, whatever its name.
///
/// # Errors
///
/// Those of [`read_with`](crate::read_with); [`Error::UnknownFormat`](crate::Error::UnknownFormat)
/// for another format.
pub fn read_layer(path: &Path, options: &ReadOptions) -> Result<TypedLayer> {
    let (bytes, mut budget) = bytes_of(path, options.max_input_size)?;
    let named = (options.worksheet.as_deref(), options.preferred);
    layer_of(path, &bytes, &sha256(&bytes), named, &mut budget)
}

/// Reads a layer of the file at `path` as [`read_layer`] does, and of a GeoPackage those of `others`
/// that it has besides. The file is read once.
///
/// # Errors
///
/// Those of [`read_layer`] for any of them.
pub fn read_layers(path: &Path, options: &ReadOptions, others: &[&str]) -> Result<Vec<TypedLayer>> {
    let (bytes, mut budget) = bytes_of(path, options.max_input_size)?;
    let sha256 = sha256(&bytes);
    let named = (options.worksheet.as_deref(), options.preferred);
    let mut layers = vec![layer_of(path, &bytes, &sha256, named, &mut budget)?];
    if layers[0].format != Format::GeoPackage {
        return Ok(layers);
    }
    for other in others {
        match layer_of(path, &bytes, &sha256, (Some(other), &[]), &mut budget) {
            Ok(layer) if layers.iter().any(|read| read.name == layer.name) => {}
            Ok(layer) => layers.push(layer),
            Err(Error::NoLayer { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(layers)
}

/// Decodes a layer of the file with these bytes and this checksum.
fn layer_of(
    path: &Path,
    bytes: &[u8],
    sha256: &str,
    named: Named,
    budget: &mut Budget,
) -> Result<TypedLayer> {
    let mut rows = TypedRows::default();
    let head = head(path, bytes, named, &mut rows, budget)?;
    let LayerHead { format, name, columns, crs, metadata } = head;
    let metadata = metadata.map(|text| json_of(&text, budget)).transpose()?.flatten();
    let mut decoded = Decoded {
        format,
        encoding: "UTF-8",
        crs: None,
        columns: Columns::default(),
        rows: rows.shapes,
        defects: Vec::new(),
        tables: BTreeMap::new(),
    };
    if let Some(stated) = crs {
        reproject::to_wgs84(path, stated, &mut decoded)?;
    }
    let rows = rows.values.into_iter().zip(decoded.rows).map(|(mut values, row)| {
        values.resize(columns.len(), Scalar::Null);
        TypedRow { values, geometry: row.geometry.map(|geometry| *geometry) }
    });
    Ok(TypedLayer {
        format,
        sha256: sha256.to_owned(),
        name,
        metadata,
        rows: rows.collect(),
        columns,
    })
}

/// Gives the rows of the layer to `rows`, whatever the format.
fn head(
    path: &Path,
    bytes: &[u8],
    named: Named,
    rows: &mut TypedRows,
    budget: &mut Budget,
) -> Result<LayerHead> {
    let no_layer = || unknown(path, (sentences::no_layer_of_a_map(), sentences::give_a_layer()));
    if geopackage::is_sqlite(bytes) {
        let chosen = geopackage::read(path, bytes, named, rows, budget)?.ok_or_else(no_layer)?;
        let geopackage::Chosen { name, columns, crs, metadata, .. } = chosen;
        return Ok(LayerHead { format: Format::GeoPackage, name, columns, crs, metadata });
    }
    if flatgeobuf::is_flatgeobuf(bytes) {
        let described = flatgeobuf::read(path, bytes, rows, budget)?;
        let flatgeobuf::Described { name, columns, crs, metadata } = described;
        let crs = Some(crs);
        return Ok(LayerHead { format: Format::FlatGeobuf, name, columns, crs, metadata });
    }
    if !bytes.trim_ascii_start().starts_with(b"{") {
        return Err(no_layer());
    }
    let text = text::decode_within(bytes, budget)?.text;
    json::read_layer(path, &text, rows, budget)?.ok_or_else(no_layer)
}

/// A text of JSON as a tree. `None` when it is none.
fn json_of(text: &str, budget: &mut Budget) -> Result<Option<serde_json::Value>> {
    budget.take(json::memory_of(text))?;
    Ok(serde_json::from_str(text).ok())
}

/// Rows of typed values, with their geometries apart until they are reprojected.
#[derive(Default)]
struct TypedRows {
    values: Vec<Vec<Scalar>>,
    shapes: Vec<Row>,
}

impl TakeRow for TypedRows {
    fn take(
        &mut self,
        values: &[Scalar],
        geometry: Option<Geometry<f64>>,
        budget: &mut Budget,
    ) -> Result<()> {
        budget.take_typed(values)?;
        let rank = self.values.len();
        let row = Row::new(Line { number: rank + 1, rank }, [], geometry);
        budget.take_row(&row)?;
        self.values.push(values.to_vec());
        self.shapes.push(row);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
