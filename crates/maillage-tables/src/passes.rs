//! A table that can be read several times: streamed row by row, or held in memory when the format
//! or a pipe requires it.

use std::{borrow::Cow, collections::BTreeMap, path::Path};

use maillage_core::model::Line;
use maillage_words::spoken::Rank;

use super::{MaxInputSize, ReadOptions, TableFile, TableRows, read_with};
use crate::{Columns, Error, Format, Result, Row, Sheet};
use crate::{Defect, defect::note_break, sentences};

/// Maximum number of rows. A small archive can unpack to any number of rows.
const MOST_ROWS: usize = 100_000_000;

/// A table whose rows can be read several times.
pub enum Passes {
    /// The rows are read from the file on each pass.
    Streamed(Box<TableFile>),
    /// The rows are in memory.
    Held(Box<Sheet>),
}

/// A table after its rows have been read.
pub struct Emptied {
    /// The table without its rows.
    pub sheet: Sheet,
    /// Number of rows in the file, including those that defects removed.
    pub read: usize,
}

/// A row of a table, streamed or in memory.
pub enum PassingRow<'row, 'file> {
    /// The current row of a streamed table.
    Streamed(&'row TableRows<'file>),
    /// A row of a table in memory.
    Held(&'row Row),
}

impl Passes {
    /// Opens the table at `path`, streamed if possible.
    ///
    /// # Errors
    ///
    /// Those of [`read_with`].
    pub fn open(path: &Path, most: MaxInputSize) -> Result<Self> {
        match TableFile::open(path, most) {
            Ok(file) => Ok(Self::Streamed(Box::new(file))),
            // The reader of all formats gives a more specific error.
            Err(_) => {
                let options = ReadOptions { max_input_size: most, ..ReadOptions::default() };
                read_with(path, &options).map(Self::from)
            }
        }
    }

    /// Path of the file.
    pub fn path(&self) -> &Path {
        match self {
            Self::Streamed(file) => file.path(),
            Self::Held(sheet) => &sheet.path,
        }
    }

    /// Columns of the table.
    pub fn columns(&self) -> &Columns {
        match self {
            Self::Streamed(file) => file.columns(),
            Self::Held(sheet) => &sheet.columns,
        }
    }

    /// Columns of the table, to state what they hold.
    pub fn columns_mut(&mut self) -> &mut Columns {
        match self {
            Self::Streamed(file) => file.columns_mut(),
            Self::Held(sheet) => &mut sheet.columns,
        }
    }

    /// Calls `visit` with each row from the first on, until it returns `false`. Rows with a defect
    /// that removes them are skipped without a report.
    ///
    /// # Errors
    ///
    /// When the file cannot be read further, and the errors of `visit`.
    pub fn look<E: From<Error>>(
        &mut self,
        mut visit: impl FnMut(PassingRow) -> Result<bool, E>,
    ) -> Result<(), E> {
        match self {
            Self::Held(sheet) => {
                for row in &sheet.rows {
                    if !visit(PassingRow::Held(row))? {
                        break;
                    }
                }
            }
            Self::Streamed(file) => {
                let (mut rows, path) = file.rows()?;
                while let Some(line) = rows.advance()? {
                    refuse_endless(path, line)?;
                    let lost = |defect: Defect| defect.is_lost;
                    if !rows.width_defect(line).is_some_and(lost)
                        && !visit(PassingRow::Streamed(&rows))?
                    {
                        break;
                    }
                }
            }
        }
        Ok(())
    }

    /// Calls `visit` with every row, and returns the table without its rows.
    ///
    /// # Errors
    ///
    /// When the file cannot be read further, and the errors of `visit`.
    pub fn load<E: From<Error>>(
        self,
        mut visit: impl FnMut(Line, PassingRow) -> Result<(), E>,
    ) -> Result<Emptied, E> {
        let (mut sheet, read, defects) = match self {
            Self::Held(sheet) => {
                let mut sheet = *sheet;
                let defects = std::mem::take(&mut sheet.defects);
                let lost = defects.iter().filter(|defect| defect.is_lost).count();
                for row in &sheet.rows {
                    visit(row.line, PassingRow::Held(row))?;
                }
                let read = sheet.rows.len() + lost;
                sheet.rows = Vec::new();
                (sheet, read, defects)
            }
            Self::Streamed(mut file) => {
                let mut defects = file.defects().to_vec();
                let columns = file.columns().clone();
                let mut budget = file.budget();
                let (mut rows, path) = file.rows()?;
                while let Some(line) = rows.advance()? {
                    refuse_endless(path, line)?;
                    let defect = rows.width_defect(line);
                    let is_lost = defect.as_ref().is_some_and(|defect| defect.is_lost);
                    let noted = defects.len();
                    defects.extend(defect);
                    budget.take_defects(&defects, noted)?;
                    if !is_lost {
                        visit(line, PassingRow::Streamed(&rows))?;
                    }
                }
                let path = path.to_owned();
                let origin = rows.finish()?;
                if origin.is_open {
                    note_break(&mut defects, origin.read, None);
                }
                let sheet = Sheet {
                    label: None,
                    path,
                    format: Format::Csv,
                    encoding: origin.encoding,
                    crs: None,
                    bytes: origin.bytes,
                    sha256: origin.sha256,
                    columns,
                    rows: Vec::new(),
                    defects: Vec::new(),
                    tables: BTreeMap::new(),
                    budget,
                };
                (sheet, origin.read, defects)
            }
        };
        sheet.defects = defects;
        Ok(Emptied { sheet, read })
    }
}

impl From<Sheet> for Passes {
    fn from(sheet: Sheet) -> Self {
        Self::Held(Box::new(sheet))
    }
}

impl<'row> PassingRow<'row, '_> {
    /// The text in the column of this rank. Empty when there is no such column.
    pub fn text(&self, rank: Option<usize>) -> Cow<'row, str> {
        match self {
            Self::Streamed(rows) => rows.text(rank),
            Self::Held(row) => Cow::Borrowed(row.get(rank)),
        }
    }
}

fn refuse_endless(path: &Path, line: Line) -> Result<()> {
    if line.rank < MOST_ROWS {
        return Ok(());
    }
    let found = sentences::many_rows(Rank(MOST_ROWS));
    Err(Error::TooLarge { path: path.to_owned(), found })
}
