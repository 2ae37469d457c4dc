//! A table that is gone through several times: row by row as it streams, or held in memory where
//! its format, or a pipe, leaves no choice.

use std::{borrow::Cow, collections::BTreeMap, path::Path};

use super::{TableFile, TableRows, read};
use crate::{
    error::{Error, Result},
    ledger::{Fate, Issue, Line},
    source::{Columns, Format, Loaded, Row, Sheet},
};

/// Rows past which a file is no table of France, whatever it says: each is read for its own
/// sake, and an archive of a few megabytes may hold any number of them.
const MOST_ROWS: usize = 100_000_000;

/// A table of which the rows may be asked for again.
pub(in crate::source) enum Passes {
    /// Its rows are read anew each time.
    Streamed(Box<TableFile>),
    /// Its rows are there.
    Held(Box<Sheet>),
}

/// A row of either.
pub(in crate::source) enum PassingRow<'row, 'file> {
    Streamed(&'row TableRows<'file>),
    Held(&'row Row),
}

impl Passes {
    /// The table at `path`, streamed if it can be.
    ///
    /// # Errors
    ///
    /// Those of [`read`].
    pub(in crate::source) fn open(path: &Path) -> Result<Self> {
        match TableFile::open(path) {
            Ok(file) => Ok(Self::Streamed(Box::new(file))),
            // Whatever is the matter, the reader of all formats knows better what to say.
            Err(_) => read(path).map(Self::from),
        }
    }

    /// Where it is.
    pub(in crate::source) fn path(&self) -> &Path {
        match self {
            Self::Streamed(file) => file.path(),
            Self::Held(sheet) => &sheet.path,
        }
    }

    /// Its columns.
    pub(in crate::source) fn columns(&self) -> &Columns {
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
    pub(in crate::source) fn look(
        &mut self,
        mut visit: impl FnMut(PassingRow) -> Result<bool>,
    ) -> Result<()> {
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
                    let lost = |issue: Issue| issue.fate == Fate::SetAside;
                    if !rows.width_issue(line).is_some_and(lost)
                        && !visit(PassingRow::Streamed(&rows))?
                    {
                        break;
                    }
                }
            }
        }
        Ok(())
    }

    /// Shows every row to `visit`, and gives what there is to tell of the file, without records.
    ///
    /// # Errors
    ///
    /// When the file cannot be read on; those of `visit`.
    pub(in crate::source) fn load<T>(
        self,
        mut visit: impl FnMut(Line, PassingRow) -> Result<()>,
    ) -> Result<Loaded<T>> {
        let (sheet, read, issues) = match self {
            Self::Held(sheet) => {
                let mut sheet = *sheet;
                let issues = std::mem::take(&mut sheet.issues);
                let lost = issues.iter().filter(|issue| issue.fate == Fate::SetAside).count();
                for row in &sheet.rows {
                    visit(row.line, PassingRow::Held(row))?;
                }
                let read = sheet.rows.len() + lost;
                sheet.rows = Vec::new();
                (sheet, read, issues)
            }
            Self::Streamed(mut file) => {
                let mut issues = file.issues().to_vec();
                let columns = file.columns().clone();
                let (mut rows, path) = file.rows()?;
                while let Some(line) = rows.advance()? {
                    refuse_endless(path, line)?;
                    let issue = rows.width_issue(line);
                    let is_lost = issue.as_ref().is_some_and(|issue| issue.fate == Fate::SetAside);
                    issues.extend(issue);
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
                    issues: Vec::new(),
                    tables: BTreeMap::new(),
                };
                (sheet, origin.read, issues)
            }
        };
        Ok(Loaded { sheet, read, records: Vec::new(), issues, vintage: None })
    }
}

impl From<Sheet> for Passes {
    fn from(sheet: Sheet) -> Self {
        Self::Held(Box::new(sheet))
    }
}

impl<'row> PassingRow<'row, '_> {
    /// The text in the column of this rank; `""` where there is none.
    pub(in crate::source) fn text(&self, rank: Option<usize>) -> Cow<'row, str> {
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
