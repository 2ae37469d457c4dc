//! A layer, the layers of a run together, and the traits of the formats that they are written in.

use std::{
    io::{self, Write},
    sync::OnceLock,
};

use geo::{MultiLineString, MultiPolygon};
use maillage_core::geodesy::Position;
use serde::Serialize;
use serde_json::Value;

use crate::{Column, Execution, Unit, Words, style::Style};

/// The key of a provenance under which the columns are described.
pub(crate) const COLUMNS: &str = "colonnes";

/// Rows of typed columns with a geometry each, and where they come from.
///
/// Nothing is computed before a format asks for it.
pub struct Layer<'run> {
    /// The name inside the file: `couverture`, `lieux`, `tournees`.
    pub name: &'static str,
    /// The title that users read instead of the name.
    pub title: Words,
    /// What a row is, and what the layer is for: a sentence or two.
    pub about: Words,
    /// The columns, in the order of the output contract.
    pub columns: Vec<Column<'run>>,
    /// The number of rows.
    pub rows: usize,
    /// What the geometries of the rows are.
    pub geometry_type: GeometryType,
    /// The geometry of the row of a rank.
    pub geometry: Box<dyn Fn(usize) -> Geometry<'run> + Sync + 'run>,
    /// The provenance, as JSON; its keys depend on no language.
    pub metadata: Box<dyn Fn() -> serde_json::Result<Value> + Sync + 'run>,
    /// The run that it is of, which every format states; `None` where the run has no name.
    pub execution: Option<Execution>,
}

/// The provenance that `told` gives, kept after the first call: formats ask several times, and totals
/// of estimates take long.
pub(crate) fn told_once<'run, Told: Serialize>(
    told: impl Fn() -> Told + Sync + 'run,
) -> Box<dyn Fn() -> serde_json::Result<Value> + Sync + 'run> {
    let known: OnceLock<Value> = OnceLock::new();
    Box::new(move || match known.get() {
        Some(known) => Ok(known.clone()),
        None => {
            let told = serde_json::to_value(told())?;
            Ok(known.get_or_init(|| told).clone())
        }
    })
}

/// The geometry of a row, in WGS84 degrees.
#[derive(Debug, Clone, Copy)]
pub enum Geometry<'run> {
    /// A contour.
    Area(&'run MultiPolygon<f64>),
    /// A line, which may be empty.
    Line(&'run MultiLineString<f64>),
    /// A position.
    Point(Position),
    /// None: a row of a table.
    None,
}

/// What the geometries of a layer are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GeometryType {
    /// Contours.
    Area,
    /// Lines.
    Line,
    /// Positions.
    Point,
    /// Lines, then positions, as only GeoJSON holds them: other formats take a layer of each.
    LineAndPoint,
    /// A table.
    None,
}

/// A layer with the styles that it can be drawn in.
pub struct StyledLayer<'run> {
    /// The layer.
    pub layer: Layer<'run>,
    /// Its styles, the one that it opens with first; none for a table.
    pub styles: Vec<Style>,
    /// The file that it has of its own in formats of one layer.
    pub file: LayerFile,
}

/// The file of a layer of a run in formats that hold one layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LayerFile {
    /// The file that was asked for: `x.geojson`.
    Main,
    /// One beside it: `x.lieux.geojson` for `lieux`.
    Beside(&'static str),
    /// None: the layer is in formats of several layers only.
    None,
}

/// The layers of a run, for formats that hold several, and the tables that account for them.
pub struct Dataset<'run> {
    /// Title of the whole, such as « Charente : accès à l'aide numérique ».
    pub title: String,
    /// Whether a user gave the title, so that pictures bear it too; theirs name the territory and the
    /// style otherwise.
    pub is_titled_by_user: bool,
    /// The layers, from the one drawn on top to the one drawn below; then the tables. One of them
    /// is the main layer.
    pub layers: Vec<StyledLayer<'run>>,
}

/// A format in which a layer, or a part of it, is written: one implementation each.
pub trait LayerFormat {
    /// Writes `layer`.
    ///
    /// # Errors
    ///
    /// Those of `to`, and in formats that hold the provenance, when it cannot be written as JSON.
    fn write(&self, layer: &Layer, to: &mut dyn Write) -> io::Result<()>;
}

/// A format that holds all layers of a run: one implementation each.
pub trait DatasetFormat {
    /// Writes `dataset`.
    ///
    /// # Errors
    ///
    /// Those of `to`, and when the provenance cannot be written as JSON. A format may have others:
    /// see [`GeoPackage`](crate::GeoPackage).
    fn write(&self, dataset: &Dataset, to: &mut dyn Write) -> io::Result<()>;
}

impl<'run> Layer<'run> {
    /// Whether it is a layer of points without columns that say where: formats without geometry add
    /// `longitude` and `latitude`.
    pub(crate) fn lacks_positions(&self) -> bool {
        let has = |name: &str| self.column(name).is_some();
        self.geometry_type == GeometryType::Point && !["longitude", "latitude"].into_iter().all(has)
    }

    /// The column with this name; `None` when the layer has none.
    pub fn column(&self, name: &str) -> Option<&Column<'run>> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The provenance with the run that the layer is of, and what its columns are: no format holds
    /// both titles of a column, and without them a saved layer would be drawn in other words.
    ///
    /// # Errors
    ///
    /// When it cannot be written as JSON.
    pub fn provenance(&self) -> serde_json::Result<Value> {
        let mut metadata = (self.metadata)()?;
        let described = self.described_columns();
        if metadata.is_object() && !described.is_empty() {
            metadata[COLUMNS] = described.into();
        }
        if let Some(execution) = &self.execution {
            metadata["execution"] = serde_json::to_value(execution)?;
        }
        Ok(metadata)
    }

    /// The titles and the unit of each column that has titles of its own.
    fn described_columns(&self) -> serde_json::Map<String, Value> {
        let titled = self.columns.iter().filter(|column| column.titles.fr != column.name);
        let described = titled.map(|column| {
            let Words { fr, en } = &column.titles;
            let text = match column.unit {
                Unit::None => serde_json::json!({"fr": fr, "en": en}),
                unit => serde_json::json!({"fr": fr, "en": en, "unite": unit.name()}),
            };
            (column.name.to_string(), text)
        });
        described.collect()
    }

    /// Whether a column has no value in any row: tables that people read leave it out.
    pub fn is_empty(&self, column: &Column) -> bool {
        (0..self.rows).all(|row| column.value(row) == crate::Value::Null)
    }
}

impl<'run> Dataset<'run> {
    /// The layers with the one of rank `main` as the main layer.
    ///
    /// # Panics
    ///
    /// When there is no layer of this rank.
    pub fn with_main(title: String, mut layers: Vec<StyledLayer<'run>>, main: usize) -> Self {
        layers[main].file = LayerFile::Main;
        Self { title, is_titled_by_user: false, layers }
    }

    /// The same under the title that a user gave; as it is without any.
    pub(crate) fn titled_by_user(mut self, title: Option<&str>) -> Self {
        if let Some(title) = title {
            title.clone_into(&mut self.title);
            self.is_titled_by_user = true;
        }
        self
    }

    /// The main layer with its styles.
    ///
    /// # Panics
    ///
    /// When there is none, which no run makes.
    pub fn main(&self) -> &StyledLayer<'run> {
        let main = self.layers.iter().find(|styled| styled.file == LayerFile::Main);
        main.expect("a run has a main layer")
    }

    /// The layer of this name; `None` when the run has none.
    pub fn layer(&self, name: &str) -> Option<&StyledLayer<'run>> {
        self.layers.iter().find(|styled| styled.layer.name == name)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[test]
    fn a_provenance_is_told_once() {
        let calls = AtomicU32::new(0);
        let metadata = told_once(|| calls.fetch_add(1, Ordering::Relaxed));
        let told = [metadata(), metadata()].map(|told| told.expect("a number"));
        assert_eq!(told, [Value::from(0), Value::from(0)]);
    }

    #[test]
    #[should_panic(expected = "index out of bounds")]
    fn a_main_layer_that_is_not_there_does_not_pass_unseen() {
        Dataset::with_main("x".to_owned(), Vec::new(), 0);
    }
}
