//! A table that is gone through several times: row by row as it streams, or held in memory where
//! its format, or a pipe, leaves no choice.

use std::{borrow::Cow, collections::BTreeMap, path::Path};

use super::{TableFile, TableRows, read};
use crate::Defect;
use crate::{Columns, Error, Format, Result, Row, Sheet};
use maillage_core::model::Line;

/// Rows past which a file is no table of France, whatever it says: each is read for its own
/// sake, and an archive of a few megabytes may hold any number of them.
const MOST_ROWS: usize = 100_000_000;

/// A table of which the rows may be asked for again.
pub enum Passes {
    /// Its rows are read anew each time.
    Streamed(Box<TableFile>),
    /// Its rows are there.
    Held(Box<Sheet>),
}

/// A table whose rows have been shown, and how many there were.
pub struct Emptied {
    /// The table without its rows.
    pub sheet: Sheet,
    /// Rows that the file held, those that are lost included.
    pub read: usize,
}

/// A row of either.
pub enum PassingRow<'row, 'file> {
    /// The current row of a table that streams.
    Streamed(&'row TableRows<'file>),
    /// A row of a table in memory.
    Held(&'row Row),
}

impl Passes {
    /// The table at `path`, streamed if it can be.
    ///
    /// # Errors
    ///
    /// Those of [`read`].
    pub fn open(path: &Path) -> Result<Self> {
        match TableFile::open(path) {
            Ok(file) => Ok(Self::Streamed(Box::new(file))),
            // Whatever is the matter, the reader of all formats knows better what to say.
            Err(_) => read(path).map(Self::from),
        }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        match self {
            Self::Streamed(file) => file.path(),
            Self::Held(sheet) => &sheet.path,
        }
    }

    /// Its columns.
    pub fn columns(&self) -> &Columns {
        match self {
            Self::Streamed(file) => file.columns(),
            Self::Held(sheet) => &sheet.columns,
        }
    }

    /// Shows rows to `visit`, from the first on, until it has seen enough and answers `false`.
    /// Nothing is told of rows that are passed over.
    ///
    /// # Errors
    ///
    /// When the file cannot be read on; those of `visit`.
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

    /// Shows every row to `visit`, and gives the table without them.
    ///
    /// # Errors
    ///
    /// When the file cannot be read on; those of `visit`.
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
                let (mut rows, path) = file.rows()?;
                while let Some(line) = rows.advance()? {
                    refuse_endless(path, line)?;
                    let defect = rows.width_defect(line);
                    let is_lost = defect.as_ref().is_some_and(|defect| defect.is_lost);
                    defects.extend(defect);
                    if !is_lost {
                        visit(line, PassingRow::Streamed(&rows))?;
                    }
                }
                let path = path.to_owned();
                let origin = rows.finish()?;
                let sheet = Sheet {
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
    /// The text in the column of this rank; `""` where there is none.
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
    let found = format!("more than {MOST_ROWS} rows");
    Err(Error::TooLarge { path: path.to_owned(), found })
}
