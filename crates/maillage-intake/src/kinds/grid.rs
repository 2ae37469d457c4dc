//! Population grids: the 200 m or 1 km cells of INSEE's Filosofi files.
//!
//! A national file has 2.3 million rows of 36 columns, so cells are read one at a time and
//! not kept. The column names of 2015 to 2021 are supported.

mod cell;
mod columns;
mod count;

use std::path::Path;

use maillage_core::model::{AgeBand, Line};
use maillage_tables::{Budget, Format, MaxInputSize, TableFile, TableRows};

use super::{Content, LaterAccount, Recognition, TableKind};
use crate::{
    Error, Result,
    gazetteer::Gazetteer,
    ledger::{Account, Issue, LedgerBuilder, Role},
    sentences,
    source::{PeopleCount, parse_number},
};

pub use cell::{Cell, Centres};
use columns::GridColumns;
pub use count::{GridPeople, cells_alone, residents};

/// Memory of a home, or of what is wrong with the row of a cell, in bytes.
const ROW: usize = 150;

impl Role {
    /// A population grid.
    pub const GRID: Self = Self::named("carreaux");
}

/// Residents by grid cell.
pub static KIND: TableKind = TableKind {
    name: "carreaux",
    description: sentences::a_grid,
    field: "sources.residents",
    role: Role::GRID,
    // A sheet may hold a grid in an unsupported format: opening it gives the error.
    content: Content::Table(|sheet, _, _| {
        Grid::open(&sheet.path, MaxInputSize(sheet.bytes)).and_then(cells_alone)
    }),
    // Cells may be polygons with the code of their commune.
    recognise: |sheet, _| Recognition::sure(GridColumns::find(&sheet.columns).is_some()),
    stream: Some(stream),
};

/// An open population grid with known columns.
pub struct Grid {
    file: TableFile,
    columns: GridColumns,
}

/// The cells of a grid, one at a time. [`Cells::into_account`] gives the account afterwards.
pub struct Cells<'grid> {
    rows: TableRows<'grid>,
    columns: &'grid GridColumns,
    path: &'grid Path,
    issues: Vec<Issue>,
    read: usize,
    budget: Budget,
}

/// A cell as published, unchecked.
#[derive(Debug, Clone, PartialEq)]
pub struct CellRecord {
    /// Position of the row in the file.
    pub line: Line,
    /// The identifier as written.
    pub id: String,
    /// The cell parsed from the identifier; `None` when it cannot be parsed.
    pub cell: Option<Cell>,
    /// Codes of communes as written, concatenated; `None` without such a column.
    pub codes: Option<String>,
    /// Residents.
    pub people: PeopleCount,
    /// Residents by band of age, in the order of [`Grid::bands`].
    pub ages: Vec<PeopleCount>,
    /// Residents of unknown age; `None` without such a column.
    pub ageless: Option<PeopleCount>,
    /// Whether INSEE imputed the values because the cell has too few households.
    pub imputed: bool,
}

impl Grid {
    /// Opens the grid at `path` and finds its columns.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or is neither a CSV nor a zip archive of one;
    /// [`Error::MissingColumn`] without cells or residents;
    /// [`InputTooLarge`](maillage_tables::Error::InputTooLarge) for a file of more than `most`.
    pub fn open(path: &Path, most: MaxInputSize) -> Result<Self> {
        let file = TableFile::open(path, most)?;
        let columns = GridColumns::find(file.columns()).ok_or_else(|| Error::MissingColumn {
            path: path.to_owned(),
            wanted: sentences::grid_columns(),
            found: file.columns().listed(),
        })?;
        Ok(Self { file, columns })
    }

    /// Path of the file.
    pub fn path(&self) -> &Path {
        self.file.path()
    }

    /// Bands of age, from the youngest; empty without usable bands.
    pub fn bands(&self) -> &[AgeBand] {
        &self.columns.bands
    }

    /// The cells, from the first row.
    ///
    /// # Errors
    ///
    /// When the file cannot be read again.
    pub fn cells(&mut self) -> Result<Cells<'_>> {
        let mut issues: Vec<Issue> = self.file.defects().iter().cloned().map(Issue::from).collect();
        issues.extend(self.columns.notes(self.file.columns()));
        let budget = self.file.budget();
        let (rows, path) = self.file.rows()?;
        Ok(Cells { rows, columns: &self.columns, path, issues, read: 0, budget })
    }
}

/// Whether the file at `path` is a population grid, by its first rows.
pub(super) fn is_grid(path: &Path) -> bool {
    Grid::open(path, MaxInputSize::UNBOUNDED).is_ok()
}

/// A grid is read after the communes, and joined to the contours if there are any.
fn stream(path: &Path, most: MaxInputSize) -> Option<LaterAccount> {
    let grid = Grid::open(path, most).ok()?;
    Some(Box::new(move |gazetteer: &Gazetteer| {
        if gazetteer.is_empty() {
            return cells_alone(grid);
        }
        let mut ledger = LedgerBuilder::default();
        residents(vec![grid], gazetteer.communes(), |_| Ok(None), &mut ledger)?;
        let account = ledger.finish().accounts.pop();
        Ok(account.expect("one grid was given, and each has an account"))
    }))
}

impl Cells<'_> {
    /// The account of the file, before any cell is kept.
    ///
    /// # Errors
    ///
    /// When the last row opens a quote that is never closed.
    pub fn into_account(self) -> Result<Account> {
        let file = self.path.file_name().unwrap_or(self.path.as_os_str());
        let origin = self.rows.finish()?;
        Ok(Account {
            file: file.to_string_lossy().into_owned(),
            role: KIND.role,
            schema: KIND.name,
            format: Format::Csv.name(),
            encoding: origin.encoding,
            bytes: origin.bytes,
            sha256: origin.sha256,
            read: self.read,
            issues: self.issues,
            ..Account::default()
        })
    }

    /// The next row with at most as many values as there are columns.
    fn advance(&mut self) -> Result<Option<Line>> {
        while let Some(line) = self.rows.advance()? {
            self.read += 1;
            self.budget.take(ROW)?;
            let defect = self.rows.width_defect(line);
            let is_lost = defect.as_ref().is_some_and(|defect| defect.is_lost);
            self.issues.extend(defect.map(Issue::from));
            if !is_lost {
                return Ok(Some(line));
            }
        }
        Ok(None)
    }

    fn record(&self, line: Line) -> CellRecord {
        let text = |rank| self.rows.text(rank);
        let figure = |rank: usize| PeopleCount::read(&text(Some(rank)));
        let id = text(Some(self.columns.id));
        let cell = Cell::read(&id);
        let imputed = cell.and_then(|cell| self.columns.imputed(cell.metres()));
        CellRecord {
            line,
            id: id.into_owned(),
            cell,
            codes: self.columns.codes.map(|rank| text(Some(rank)).into_owned()),
            people: figure(self.columns.people),
            ages: self.columns.ages.iter().map(|rank| figure(*rank)).collect(),
            ageless: self.columns.ageless.map(figure),
            imputed: imputed
                .is_some_and(|rank| parse_number(&text(Some(rank))).is_some_and(|flag| flag > 0.0)),
        }
    }
}

impl Iterator for Cells<'_> {
    type Item = Result<CellRecord>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.advance() {
            Ok(line) => line.map(|line| Ok(self.record(line))),
            Err(error) => Some(Err(error)),
        }
    }
}
