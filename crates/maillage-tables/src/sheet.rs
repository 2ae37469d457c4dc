//! A decoded file: rows of texts under named columns, before any interpretation.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, HashMap},
    path::PathBuf,
};

use geo::{CoordsIter, Geometry};
use maillage_core::model::Line;
use maillage_spelling::fold_column;
use maillage_words::Words;
use rayon::slice::ParallelSliceMut;

use crate::cells::{Cells, CellsBuilder};
use crate::crs::Crs;
use crate::{Budget, Defect, sentences};

/// Supported formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Text with a separator between columns.
    Csv,
    /// An array of JSON records.
    Json,
    /// A GeoJSON FeatureCollection.
    GeoJson,
    /// An ESRI Shapefile.
    Shapefile,
    /// A GeoPackage, of which one layer is read (`.gpkg`).
    GeoPackage,
    /// A FlatGeobuf (`.fgb`).
    FlatGeobuf,
    /// An Excel workbook in XML, with or without macros (`.xlsx`, `.xlsm`).
    Xlsx,
    /// A binary Excel workbook (`.xlsb`).
    Xlsb,
    /// An Excel workbook in the format before 2007 (`.xls`).
    Xls,
    /// An OpenDocument spreadsheet (`.ods`).
    Ods,
    /// A timetable feed: a zip archive of tables. The rows are those of `stops.txt`.
    Gtfs,
}

/// A decoded file.
#[derive(Debug)]
pub struct Sheet {
    /// Path of the file.
    pub path: PathBuf,
    /// Format of the file.
    pub format: Format,
    /// Name of the character encoding.
    pub encoding: &'static str,
    /// The system from which geometries were reprojected. `None` without geometries.
    pub crs: Option<Crs>,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: String,
    /// Columns of the sheet.
    pub columns: Columns,
    /// Rows in the order of the file, until [`Sheet::sort_by_content`].
    pub rows: Vec<Row>,
    /// How the file is told where its name is that of another of the run: with its folder.
    pub label: Option<String>,
    /// Defects found while decoding. Rows that a defect removed are not among `rows`.
    pub defects: Vec<Defect>,
    /// The other tables of a feed, by file name. Empty for other formats.
    pub tables: BTreeMap<&'static str, Table>,
    /// Memory that may still be taken to use the file.
    pub budget: Budget,
}

/// An additional table of a file.
#[derive(Debug, Default)]
pub struct Table {
    /// Columns of the table.
    pub columns: Columns,
    /// Rows in the order of the file.
    pub rows: Vec<Row>,
    /// Defects found while decoding.
    pub defects: Vec<Defect>,
}

/// One row of a table.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// Line and rank of the row in the file. In formats without lines, such as Shapefile, the line
    /// is the rank from 1.
    pub line: Line,
    /// Trimmed texts of the cells.
    cells: Cells,
    /// Geometry in WGS84 degrees, if the format has geometries.
    pub geometry: Option<Box<Geometry<f64>>>,
}

/// Columns of a table, found by folded name.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    names: Vec<String>,
    exact: HashMap<String, usize>,
    ranks: HashMap<String, usize>,
    stated: BTreeMap<String, Vec<usize>>,
}

impl Format {
    /// Name of the format in the ledger.
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::GeoJson => "geojson",
            Self::Shapefile => "shapefile",
            Self::GeoPackage => "geopackage",
            Self::FlatGeobuf => "flatgeobuf",
            Self::Xlsx => "xlsx",
            Self::Xlsb => "xlsb",
            Self::Xls => "xls",
            Self::Ods => "ods",
            Self::Gtfs => "gtfs",
        }
    }
}

impl Sheet {
    /// Name of the file, without its folder unless another of the run has that name too. On one
    /// line: a space stands for each control character.
    pub fn file_name(&self) -> String {
        if let Some(label) = &self.label {
            return label.clone();
        }
        let name = self.path.file_name().unwrap_or(self.path.as_os_str());
        name.to_string_lossy().replace(char::is_control, " ")
    }

    /// The text of `row` in the first column among `aliases` that is not empty. Empty when there is
    /// none.
    pub fn text<'sheet>(&self, row: &'sheet Row, aliases: &[&str]) -> &'sheet str {
        let filled = |alias: &&str| {
            let text = row.cell(self.columns.rank(alias)?);
            (!text.is_empty()).then_some(text)
        };
        aliases.iter().find_map(filled).unwrap_or("")
    }

    /// Puts the rows of all its tables in an order of content, whatever their order in the file:
    /// by their cells, then by their geometry. Only rows that say the same keep the order of the
    /// file.
    pub fn sort_by_content(&mut self) {
        let others = self.tables.values_mut().map(|table| &mut table.rows);
        for rows in std::iter::once(&mut self.rows).chain(others) {
            rows.par_sort_by(Row::by_content);
        }
    }

    /// At most `most` rows, spread evenly over all.
    pub fn sample(&self, most: usize) -> impl Iterator<Item = &Row> {
        self.rows.iter().step_by(self.rows.len().div_ceil(most).max(1))
    }

    /// Whether the filled cells of the column of this rank are all of a kind, and there are some.
    pub fn holds(&self, rank: usize, is_one: impl Fn(&str) -> bool) -> bool {
        let cells = self.rows.iter().map(|row| row.cell(rank).trim());
        let mut filled = cells.filter(|text| !text.is_empty()).peekable();
        filled.peek().is_some() && filled.all(is_one)
    }
}

impl Table {
    /// The text of `row` in the column `name`. Empty when there is no such column.
    pub fn text<'row>(&self, row: &'row Row, name: &str) -> &'row str {
        row.get(self.columns.rank(name))
    }
}

impl Row {
    /// A row with these cells, from the first column on.
    pub fn new<'cell>(
        line: Line,
        cells: impl IntoIterator<Item = &'cell str>,
        geometry: Option<Geometry<f64>>,
    ) -> Self {
        let mut builder = CellsBuilder::default();
        for (rank, text) in cells.into_iter().enumerate() {
            builder.push(rank, text);
        }
        Self::of(line, builder.cells(), geometry)
    }

    pub(crate) fn of(line: Line, cells: Cells, geometry: Option<Geometry<f64>>) -> Self {
        Self { line, cells, geometry: geometry.map(Box::new) }
    }

    fn by_content(&self, other: &Self) -> Ordering {
        let by_geometry = || match (&self.geometry, &other.geometry) {
            (Some(one), Some(other)) => by_coordinates(one, other),
            (one, other) => one.is_some().cmp(&other.is_some()),
        };
        let by_cells = self.cells.by_column(&other.cells);
        by_cells.then_with(by_geometry).then_with(|| self.line.cmp(&other.line))
    }

    /// Moves the cell of each column to the column `places[column]`.
    pub(crate) fn move_columns(&mut self, places: &[usize]) {
        self.cells = self.cells.moved(places);
    }

    /// Replaces the text in the column of this rank.
    pub fn set(&mut self, rank: usize, text: &str) {
        self.cells = self.cells.with(rank, text);
    }

    /// The text in the column of this rank. Empty when the cell is not filled.
    #[inline]
    pub fn cell(&self, rank: usize) -> &str {
        self.cells.get(rank)
    }

    /// Rank and text of each filled cell, by column. To look at all cells of all rows this is far
    /// quicker than a column at a time.
    pub fn filled(&self) -> impl Iterator<Item = (usize, &str)> {
        self.cells.iter()
    }

    /// Sizes of the allocations that hold the cells, in bytes.
    pub(crate) fn allocations(&self) -> impl Iterator<Item = usize> {
        self.cells.allocations().into_iter()
    }

    /// The text in the column of this rank. Empty when there is no such column.
    pub fn get(&self, rank: Option<usize>) -> &str {
        rank.map_or("", |rank| self.cell(rank))
    }
}

impl Columns {
    /// Maximum number of columns.
    pub const MOST: usize = 2_000;

    /// Columns with these names. Of two names that fold alike, the first is found.
    pub fn new(names: Vec<String>) -> Self {
        let mut columns = Self::default();
        for name in names {
            columns.push(name);
        }
        columns
    }

    /// Rank of the column `name`, which is added when it is new. `None` when [`Columns::MOST`]
    /// columns exist already.
    pub fn rank_or_push(&mut self, name: &str) -> Option<usize> {
        match self.exact.get(name) {
            Some(rank) => Some(*rank),
            None if self.names.len() < Self::MOST => Some(self.push(name.to_owned())),
            None => None,
        }
    }

    fn push(&mut self, name: String) -> usize {
        let rank = self.names.len();
        self.ranks.entry(fold_column(&name)).or_insert(rank);
        self.exact.entry(name.clone()).or_insert(rank);
        self.names.push(name);
        rank
    }

    /// Names of the columns, as the file spells them.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Rank of the column whose folded name is `alias`.
    pub fn rank(&self, alias: &str) -> Option<usize> {
        self.ranks.get(alias).copied()
    }

    /// Rank of the first of `aliases` that is a column.
    pub fn find(&self, aliases: &[&str]) -> Option<usize> {
        aliases.iter().find_map(|alias| self.rank(alias))
    }

    /// Whether any of `aliases` is a column.
    pub fn has(&self, aliases: &[&str]) -> bool {
        self.find(aliases).is_some()
    }

    /// States which columns hold `meaning`, whatever their names; none when `ranks` is empty.
    pub fn state(&mut self, meaning: &str, ranks: Vec<usize>) {
        self.stated.insert(meaning.to_owned(), ranks);
    }

    /// The columns that [`Columns::state`] says to hold `meaning`. `None` when nothing is stated:
    /// then names decide.
    pub fn stated(&self, meaning: &str) -> Option<&[usize]> {
        self.stated.get(meaning).map(Vec::as_slice)
    }

    /// The meanings that are stated, in order.
    pub fn meanings(&self) -> impl Iterator<Item = &str> {
        self.stated.keys().map(String::as_str)
    }

    /// Rank and folded name of each column, in the order of the file.
    pub fn folded(&self) -> impl Iterator<Item = (usize, String)> + '_ {
        self.names.iter().enumerate().map(|(rank, name)| (rank, fold_column(name)))
    }

    /// Names of the columns in one line, for a message.
    pub fn listing(&self) -> String {
        self.listed().en
    }

    /// The same in both languages, for an error.
    pub fn listed(&self) -> Words {
        let shown = self.names.iter().take(40).map(|name| match name.char_indices().nth(60) {
            Some((end, _)) => format!("{}…", &name[..end]),
            None => name.clone(),
        });
        let shown = shown.collect::<Vec<_>>().join(", ");
        match self.names.len() {
            0 => sentences::no_columns(),
            1..=40 => Words::same(&shown),
            count => sentences::cut_columns(&shown, count),
        }
    }
}

fn by_coordinates(one: &Geometry<f64>, other: &Geometry<f64>) -> Ordering {
    let pairs = one.coords_iter().zip(other.coords_iter());
    let by_pair =
        pairs.map(|(one, other)| one.x.total_cmp(&other.x).then_with(|| one.y.total_cmp(&other.y)));
    let mut by_pair = by_pair.filter(|order| order.is_ne());
    by_pair.next().unwrap_or_else(|| one.coords_count().cmp(&other.coords_count()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(rank: usize, cells: &[&str], x: Option<f64>) -> Row {
        let line = Line { number: rank + 2, rank };
        Row::new(line, cells.iter().copied(), x.map(|x| Geometry::Point(geo::Point::new(x, 45.0))))
    }

    #[test]
    fn rows_are_ordered_by_their_cells_then_by_their_geometry() {
        let mut rows = [
            row(0, &["b", "1"], None),
            row(1, &["a", "2"], Some(2.0)),
            row(2, &["a", "2"], Some(1.0)),
            row(3, &["a", "2"], None),
            row(4, &["a", "1"], Some(3.0)),
        ];
        rows.sort_by(Row::by_content);
        assert_eq!(rows.map(|row| row.line.rank), [4, 3, 2, 1, 0]);
    }
}
