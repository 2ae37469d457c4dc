//! Rows of typed values with a geometry each, collected into the cells of a sheet.

use std::{collections::BTreeMap, path::Path};

use geo::Geometry;

use super::{
    Decoded,
    cell::clean_cell,
    cells::CellsBuilder,
    reproject::{self, StatedCrs},
};
use crate::{Budget, Columns, Defect, DefectKind, Format, Result, Row, Scalar};
use maillage_core::model::Line;

/// Takes one row: its values by column, and its geometry.
pub(super) trait TakeRow {
    /// Takes a row. Columns that no earlier row had are those beyond the first ones of the layer.
    fn take(
        &mut self,
        values: &[Scalar],
        geometry: Option<Geometry<f64>>,
        budget: &mut Budget,
    ) -> Result<()>;
}

/// The rows of a sheet.
#[derive(Default)]
pub(super) struct SheetRows {
    pub(super) rows: Vec<Row>,
    pub(super) defects: Vec<Defect>,
    cells: CellsBuilder,
}

impl TakeRow for SheetRows {
    fn take(
        &mut self,
        values: &[Scalar],
        geometry: Option<Geometry<f64>>,
        budget: &mut Budget,
    ) -> Result<()> {
        let rank = self.rows.len();
        let line = Line { number: rank + 1, rank };
        let noted = self.defects.len();
        for (column, value) in values.iter().enumerate().take(Columns::MOST) {
            let text = value.to_cell();
            let (cell, defect) = clean_cell(&text);
            // One defect of its texts is enough to find the row.
            if let Some(kind) = defect.filter(|_| self.defects.len() == noted) {
                self.defects.push(Defect::row(line, kind, &*cell));
            }
            self.cells.push(column, &cell);
        }
        budget.take_defects(&self.defects, noted)?;
        let row = Row::of(line, self.cells.cells(), geometry);
        budget.take_row(&row)?;
        self.rows.push(row);
        Ok(())
    }
}

impl SheetRows {
    /// The sheet of a layer with these columns, in WGS84; `among` says which layer it is, of a file
    /// that has several.
    pub(super) fn decoded(
        self,
        path: &Path,
        format: Format,
        names: Vec<String>,
        crs: Option<StatedCrs>,
        among: Option<String>,
    ) -> Result<Decoded> {
        let Self { rows, mut defects, .. } = self;
        if let Some(among) = among {
            defects.insert(0, Defect::file(DefectKind::LayerRead, among));
        }
        let columns = columns(names, &mut defects);
        let mut decoded = Decoded {
            format,
            encoding: "UTF-8",
            crs: None,
            columns,
            rows,
            defects,
            tables: BTreeMap::new(),
        };
        if let Some(stated) = crs {
            reproject::to_wgs84(path, stated, &mut decoded)?;
        }
        Ok(decoded)
    }
}

/// The columns of a layer; those beyond the maximum are a defect.
fn columns(mut names: Vec<String>, defects: &mut Vec<Defect>) -> Columns {
    if let Some(first) = names.get(Columns::MOST) {
        defects.push(Defect::file(DefectKind::TooManyColumns, first));
        names.truncate(Columns::MOST);
    }
    Columns::new(names)
}
