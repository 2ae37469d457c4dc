//! A layer, and the trait of the formats that it is written in.

use std::io::{self, Write};

use geo::{MultiLineString, MultiPolygon};

use crate::{Column, Execution};
use maillage_core::geodesy::Position;

/// Rows of typed columns with a geometry each, and where they come from.
///
/// Nothing is computed before a format asks for it.
pub struct Layer<'run> {
    /// The name inside the file: `couverture`, `lieux`, `tournees`.
    pub name: &'static str,
    /// The columns, in the order of the output contract.
    pub columns: Vec<Column<'run>>,
    /// The number of rows.
    pub rows: usize,
    /// The geometry of the row of a rank.
    pub geometry: Box<dyn Fn(usize) -> Geometry<'run> + Sync + 'run>,
    /// The provenance, as JSON; its keys depend on no language.
    pub metadata: Box<dyn Fn() -> serde_json::Result<serde_json::Value> + 'run>,
    /// The run that it is of, which every format states; `None` where the run has no name.
    pub execution: Option<Execution>,
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
}

/// A format in which a layer, or a part of it, is written: one implementation each.
pub trait LayerFormat {
    /// Writes `layer`.
    ///
    /// # Errors
    ///
    /// Those of `to`.
    fn write(&self, layer: &Layer, to: &mut dyn Write) -> io::Result<()>;
}
