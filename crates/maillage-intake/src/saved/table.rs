//! A layer that a run wrote, with its typed values and geometries, whatever its format.

use std::path::{Path, PathBuf};

use geo::{Geometry, MultiLineString, MultiPolygon};
use maillage_core::geodesy::Position;
use maillage_tables::{Format, ReadOptions, Scalar, TypedLayer, TypedRow, read_layer, read_layers};
use serde_json::Value;

use crate::{Error, Result, sentences};

/// The main layer of each job, by name: of a GeoPackage with several layers the first of them that
/// it has is read.
const MAIN: [&str; 4] = ["couverture", "changement", "territoires", "lieux"];

/// The layers of a GeoPackage that maps are drawn of.
const DRAWN: [&str; 5] = ["couverture", "lieux", "territoires", "lacunes", "changement"];

/// A layer, as a run wrote it.
#[derive(Debug)]
pub struct SavedTable {
    /// The file.
    pub path: PathBuf,
    /// Format of the file.
    pub format: Format,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Name of the layer: `couverture`, `lieux`.
    pub name: String,
    /// The provenance that it states.
    pub metadata: Value,
    /// Names of the columns, in their order.
    pub columns: Vec<String>,
    /// The rows, in the order of the file.
    pub rows: Vec<SavedRow>,
}

/// One row of a [`SavedTable`].
#[derive(Debug, Clone, PartialEq)]
pub struct SavedRow {
    /// The values, by column, as they were written: a whole number stays one, a code is a text.
    pub values: Vec<Scalar>,
    /// The geometry.
    pub geometry: SavedGeometry,
}

/// The geometry of a row, in WGS84 degrees.
#[derive(Debug, Clone, PartialEq)]
pub enum SavedGeometry {
    /// A contour.
    Area(MultiPolygon<f64>),
    /// A line, which may be empty.
    Line(MultiLineString<f64>),
    /// A position.
    Point(Position),
    /// None: a row of a table.
    None,
}

impl SavedTable {
    /// Reads a layer of the file at `path`: GeoJSON, GeoPackage or FlatGeobuf.
    ///
    /// `layer` names one of a GeoPackage; `None` reads the main layer of the run. The other formats
    /// hold one layer, whatever its name.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or the GeoPackage has no layer of this name; [`Error::NotSaved`] when
    /// no run wrote the layer.
    pub fn read(path: &Path, layer: Option<&str>) -> Result<Self> {
        let worksheet = layer.map(str::to_owned);
        Self::of(path, read_layer(path, &ReadOptions { worksheet, ..of_main() })?)
    }

    /// Reads every layer of the file at `path` that is drawn on a map: all of those of a GeoPackage,
    /// the one of any other format.
    ///
    /// # Errors
    ///
    /// Those of [`SavedTable::read`] for any of them.
    pub fn read_all(path: &Path) -> Result<Vec<Self>> {
        let layers = read_layers(path, &of_main(), &DRAWN)?;
        layers.into_iter().map(|layer| Self::of(path, layer)).collect()
    }

    /// The layer that was read at `path`.
    fn of(path: &Path, layer: TypedLayer) -> Result<Self> {
        let TypedLayer { format, sha256, name, metadata, columns, rows } = layer;
        let written = metadata.filter(|metadata| metadata["logiciel"] == "maillage");
        let metadata = written.ok_or_else(|| Error::NotSaved {
            path: path.to_owned(),
            reason: sentences::no_provenance(),
        })?;
        let row = |TypedRow { values, geometry }| {
            let geometry = geometry.map_or(Some(SavedGeometry::None), SavedGeometry::of)?;
            Some(SavedRow { values, geometry })
        };
        let rows: Option<Vec<SavedRow>> = rows.into_iter().map(row).collect();
        let rows = rows.ok_or_else(|| Error::NotSaved {
            path: path.to_owned(),
            reason: sentences::geometries_of_no_layer(),
        })?;
        Ok(Self { path: path.to_owned(), format, sha256, name, metadata, columns, rows })
    }

    /// Rank of the column with this name.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }

    /// The value of `row` in the column `name`. `None` when there is no such column.
    pub fn value<'row>(&self, row: &'row SavedRow, name: &str) -> Option<&'row Scalar> {
        row.values.get(self.column(name)?)
    }
}

/// Reads the main layer, where a file has several.
fn of_main() -> ReadOptions {
    ReadOptions { preferred: &MAIN, ..ReadOptions::default() }
}

impl SavedGeometry {
    /// `None` for a type that no run writes.
    fn of(geometry: Geometry<f64>) -> Option<Self> {
        Some(match geometry {
            Geometry::MultiPolygon(contour) => Self::Area(contour),
            Geometry::Polygon(part) => Self::Area(MultiPolygon::new(vec![part])),
            Geometry::MultiLineString(line) => Self::Line(line),
            Geometry::LineString(part) => Self::Line(MultiLineString::new(vec![part])),
            Geometry::Point(at) => Self::Point(Position::new(at.y(), at.x())?),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(content: &str) -> Result<SavedTable> {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let path = folder.path().join("x.geojson");
        std::fs::write(&path, content).expect("the folder takes files");
        SavedTable::read(&path, None)
    }

    fn layer(metadata: &str, geometry: &str) -> String {
        format!(
            r#"{{"type":"FeatureCollection","name":"couverture","metadata":{metadata},"features":[
            {{"type":"Feature","properties":{{"code_insee":"01001","population":12}},"geometry":{geometry}}}]}}"#
        )
    }

    #[test]
    fn a_layer_of_a_run_is_read_with_its_types() {
        let part = r#"{"type":"Polygon","coordinates":[[[0,45],[1,45],[1,46],[0,45]]]}"#;
        let table = read(&layer(r#"{"logiciel":"maillage"}"#, part)).expect("a layer");
        assert_eq!((table.name.as_str(), table.column("population")), ("couverture", Some(1)));
        let row = &table.rows[0];
        assert_eq!(table.value(row, "code_insee"), Some(&Scalar::Text("01001".to_owned())));
        assert_eq!(table.value(row, "population"), Some(&Scalar::Integer(12)));
        assert_eq!(table.value(row, "absent"), None);
        assert!(matches!(&row.geometry, SavedGeometry::Area(parts) if parts.0.len() == 1));
    }

    #[test]
    fn a_layer_of_another_program_is_refused() {
        for metadata in ["null", "{}", r#"{"logiciel":"QGIS"}"#] {
            let error = read(&layer(metadata, "null")).expect_err(metadata).to_string();
            assert!(error.contains("give a layer that maillage wrote"), "{error}");
        }
    }
}
