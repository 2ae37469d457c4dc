//! Passage tables: the codes of one vintage against those of another.

use crate::source::{Loaded, tables};
use maillage_core::model::Line;
use maillage_tables::Sheet;

/// A row of a passage table, as published.
#[derive(Debug, Clone)]
pub struct PassageRecord {
    /// Where the row stands in the file.
    pub line: Line,
    /// Code of the earlier vintage as written.
    pub old: String,
    /// Code of the later vintage as written.
    pub new: String,
}

/// The records of a passage table; `None` when no two columns name two vintages.
pub fn passage(sheet: Sheet) -> Option<Loaded<PassageRecord>> {
    let (old, new) = tables::passage_columns(&sheet)?;
    Some(Loaded::from_rows(sheet, |_, row| PassageRecord {
        line: row.line,
        old: row.cell(old).to_owned(),
        new: row.cell(new).to_owned(),
    }))
}
