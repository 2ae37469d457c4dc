//! Population grids: the 200 m or 1 km cells of INSEE's Filosofi files.
//!
//! A national file has 2.3 million rows of 36 columns, so rows are read on all cores, a few thousand
//! at a time, and not kept. The column names of 2015 to 2021 are supported.

mod cell;
mod columns;
mod count;

use std::{borrow::Cow, path::Path};

use maillage_core::model::{AgeBand, Line};
use maillage_tables::{Defect, Format, MaxInputSize, TableBlock, TableFile, TableRow, note_break};

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

/// A row of a grid: a cell as published, unchecked.
pub struct CellRow<'row> {
    row: &'row TableRow<'row>,
    columns: &'row GridColumns,
    /// The cell parsed from the identifier; `None` when it cannot be parsed.
    pub cell: Option<Cell>,
}

/// A row of a grid, to be kept.
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

    /// Reads all rows with at most as many values as there are columns: `of` on all cores, each
    /// with a `state` of its own, and `take` in the order of the rows, with the row and what `of`
    /// makes of it. Returns the account of the file, before any cell is kept.
    ///
    /// # Errors
    ///
    /// When the file cannot be read again, or opens a quote that is never closed; the errors of
    /// `take`.
    pub fn read<State: Send, Part: Send>(
        &mut self,
        state: impl Fn() -> State + Sync,
        of: impl Fn(&mut State, &CellRow) -> Part + Sync,
        mut take: impl FnMut(&TakenRow, Part) -> Result<()>,
    ) -> Result<Account> {
        let Self { file, columns } = self;
        let mut defects = file.defects().to_vec();
        let notes = columns.notes(file.columns());
        let (mut budget, mut read) = (file.budget(), 0);
        let path = file.path().to_owned();
        let of_block = |state: &mut State, block: &TableBlock| {
            let mut parts = Vec::with_capacity(block.len());
            block.each(|row| {
                let defect = row.width_defect();
                let is_lost = defect.as_ref().is_some_and(|defect| defect.is_lost);
                let part = (!is_lost).then(|| of(state, &CellRow::new(row, columns)));
                parts.push((row.line, defect, part));
            });
            parts
        };
        let take_block = |block: &TableBlock, parts: Vec<BlockRow<Part>>| -> Result<()> {
            for (rank, (line, defect, part)) in parts.into_iter().enumerate() {
                read += 1;
                budget.take(ROW)?;
                defects.extend(defect);
                if let Some(part) = part {
                    take(&TakenRow { line, block, rank, columns }, part)?;
                }
            }
            Ok(())
        };
        let origin = file.work(state, of_block, take_block)?;
        if origin.is_open {
            note_break(&mut defects, read, None);
        }
        let mut issues: Vec<Issue> = defects.into_iter().map(Issue::from).collect();
        issues.extend(notes);
        let name = path.file_name().unwrap_or(path.as_os_str());
        Ok(Account {
            file: name.to_string_lossy().into_owned(),
            role: KIND.role,
            schema: KIND.name,
            format: Format::Csv.name(),
            encoding: origin.encoding,
            bytes: origin.bytes,
            sha256: origin.sha256,
            read,
            issues,
            ..Account::default()
        })
    }
}

/// A row of a block with its defect, and what is made of it; `None` for a row that is lost.
type BlockRow<Part> = (Line, Option<Defect>, Option<Part>);

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

impl<'row> CellRow<'row> {
    fn new(row: &'row TableRow<'row>, columns: &'row GridColumns) -> Self {
        let cell = Cell::read(&row.text(Some(columns.id)));
        Self { row, columns, cell }
    }

    /// Position of the row in the file.
    pub fn line(&self) -> Line {
        self.row.line
    }

    /// The identifier as written.
    pub fn id(&self) -> Cow<'row, str> {
        self.row.text(Some(self.columns.id))
    }

    /// Codes of communes as written, concatenated; `None` without such a column.
    pub fn codes(&self) -> Option<Cow<'row, str>> {
        self.columns.codes.map(|rank| self.row.text(Some(rank)))
    }

    /// Residents.
    pub fn people(&self) -> PeopleCount {
        self.figure(self.columns.people)
    }

    /// Residents by band of age, in the order of [`Grid::bands`].
    pub fn ages(&self) -> impl Iterator<Item = PeopleCount> + '_ {
        self.columns.ages.iter().map(|rank| self.figure(*rank))
    }

    /// Residents of unknown age; `None` without such a column.
    pub fn ageless(&self) -> Option<PeopleCount> {
        self.columns.ageless.map(|rank| self.figure(rank))
    }

    /// Whether INSEE imputed the values because the cell has too few households.
    pub fn is_imputed(&self) -> bool {
        let rank = self.cell.and_then(|cell| self.columns.imputed(cell.metres()));
        rank.is_some_and(|rank| parse_number(&self.row.text(Some(rank))) > Some(0.0))
    }

    /// The row, to be kept.
    pub fn record(&self) -> CellRecord {
        CellRecord {
            line: self.line(),
            id: self.id().into_owned(),
            cell: self.cell,
            codes: self.codes().map(Cow::into_owned),
            people: self.people(),
            ages: self.ages().collect(),
            ageless: self.ageless(),
            imputed: self.is_imputed(),
        }
    }

    fn figure(&self, rank: usize) -> PeopleCount {
        PeopleCount::read(&self.row.text(Some(rank)))
    }
}

/// A row of a grid that is taken in its turn.
pub struct TakenRow<'read> {
    /// Position of the row in the file.
    pub line: Line,
    block: &'read TableBlock,
    /// Its rank in the block.
    rank: usize,
    columns: &'read GridColumns,
}

impl TakenRow<'_> {
    /// The identifier as written.
    pub fn id(&self) -> String {
        let mut ends = Vec::new();
        self.block.row(self.rank, &mut ends).text(Some(self.columns.id)).into_owned()
    }
}
