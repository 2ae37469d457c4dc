//! A decoded file: rows of texts under named columns, before anyone asks what they mean.

use std::{
    collections::{BTreeMap, HashMap},
    path::PathBuf,
};

use geo::Geometry;

use crate::Defect;
use crate::crs::Crs;
use maillage_core::model::Line;
use maillage_spelling::fold_column;

/// The formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Text cut by a separator.
    Csv,
    /// An array of JSON records.
    Json,
    /// A GeoJSON FeatureCollection.
    GeoJson,
    /// An ESRI Shapefile.
    Shapefile,
    /// An Excel workbook of XML, with macros or without (`.xlsx`, `.xlsm`).
    Xlsx,
    /// A binary Excel workbook (`.xlsb`).
    Xlsb,
    /// An Excel workbook of before 2007 (`.xls`).
    Xls,
    /// An OpenDocument spreadsheet (`.ods`).
    Ods,
    /// A feed of timetables: a zip archive of tables, of which `stops.txt` gives the rows.
    Gtfs,
}

/// A decoded file.
#[derive(Debug)]
pub struct Sheet {
    /// Where it was read.
    pub path: PathBuf,
    /// How it was decoded.
    pub format: Format,
    /// Its character encoding, in words.
    pub encoding: &'static str,
    /// The system its geometries were reprojected from; `None` without geometries.
    pub crs: Option<Crs>,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: String,
    /// Its columns.
    pub columns: Columns,
    /// Its rows, in the order of the file.
    pub rows: Vec<Row>,
    /// What decoding has to tell; rows set aside here are not among `rows`.
    pub defects: Vec<Defect>,
    /// The other tables of a feed, by the names of their files; none in other formats.
    pub tables: BTreeMap<&'static str, Table>,
}

/// One of the further tables of a file.
#[derive(Debug, Default)]
pub struct Table {
    /// Its columns.
    pub columns: Columns,
    /// Its rows, in their order.
    pub rows: Vec<Row>,
    /// What decoding has to tell of it.
    pub defects: Vec<Defect>,
}

/// One row.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// Where it stands in the file; in a Shapefile, lines are ranks from 1.
    pub line: Line,
    /// A text per column, trimmed; empty where there is none.
    cells: Vec<Box<str>>,
    /// Its geometry in WGS84 degrees, if the format has geometries.
    pub geometry: Option<Geometry<f64>>,
}

/// The columns of a sheet, found by folded name.
#[derive(Debug, Clone, Default)]
pub struct Columns {
    names: Vec<String>,
    exact: HashMap<String, usize>,
    ranks: HashMap<String, usize>,
}

impl Format {
    /// Its name in ledgers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::GeoJson => "geojson",
            Self::Shapefile => "shapefile",
            Self::Xlsx => "xlsx",
            Self::Xlsb => "xlsb",
            Self::Xls => "xls",
            Self::Ods => "ods",
            Self::Gtfs => "gtfs",
        }
    }
}

impl Sheet {
    /// The file's name without its folder.
    pub fn file_name(&self) -> String {
        let name = self.path.file_name().unwrap_or(self.path.as_os_str());
        name.to_string_lossy().into_owned()
    }

    /// The text of `row` in the first of `aliases` that is a column and is not empty.
    pub fn text<'sheet>(&self, row: &'sheet Row, aliases: &[&str]) -> &'sheet str {
        let filled = |alias: &&str| {
            let text = row.cell(self.columns.rank(alias)?);
            (!text.is_empty()).then_some(text)
        };
        aliases.iter().find_map(filled).unwrap_or("")
    }
}

impl Table {
    /// The text of `row` in the column called `name`; empty if there is none.
    pub fn text<'row>(&self, row: &'row Row, name: &str) -> &'row str {
        row.get(self.columns.rank(name))
    }
}

impl Row {
    /// A row of these texts.
    pub fn new(line: Line, cells: Vec<Box<str>>, geometry: Option<Geometry<f64>>) -> Self {
        Self { line, cells, geometry }
    }

    /// The text in the column of this rank; empty where the row is shorter.
    pub fn cell(&self, rank: usize) -> &str {
        self.cells.get(rank).map_or("", |text| text)
    }

    /// The text in the column of this rank, `""` when there is no such column.
    pub fn get(&self, rank: Option<usize>) -> &str {
        rank.map_or("", |rank| self.cell(rank))
    }
}

impl Columns {
    /// Columns that a list may have. Rows are stored by column: this bounds their memory.
    pub const MOST: usize = 2_000;

    /// The columns of these names. Of two that fold alike the first is found.
    pub fn new(names: Vec<String>) -> Self {
        let mut columns = Self::default();
        for name in names {
            columns.push(name);
        }
        columns
    }

    /// The rank of the column `name`, which is added if new; `None` when there are too
    /// many already for a list that means anything.
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

    /// The names, as the file spells them.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The rank of the column whose folded name is `alias`.
    pub fn rank(&self, alias: &str) -> Option<usize> {
        self.ranks.get(alias).copied()
    }

    /// The rank of the first of `aliases` that is a column.
    pub fn find(&self, aliases: &[&str]) -> Option<usize> {
        aliases.iter().find_map(|alias| self.rank(alias))
    }

    /// Whether one of `aliases` is a column.
    pub fn has(&self, aliases: &[&str]) -> bool {
        self.find(aliases).is_some()
    }

    /// The folded names, in the order of the file.
    pub fn folded(&self) -> impl Iterator<Item = (usize, String)> + '_ {
        self.names.iter().enumerate().map(|(rank, name)| (rank, fold_column(name)))
    }

    /// The names in one line, for a message.
    pub fn listing(&self) -> String {
        let shown = self.names.iter().take(40).map(|name| match name.char_indices().nth(60) {
            Some((end, _)) => format!("{}…", &name[..end]),
            None => name.clone(),
        });
        let shown = shown.collect::<Vec<_>>().join(", ");
        match self.names.len() {
            0 => "none".to_owned(),
            1..=40 => shown,
            count => format!("{shown}, … ({count} columns)"),
        }
    }
}
