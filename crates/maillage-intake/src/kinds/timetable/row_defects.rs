//! Rows of the tables other than `stops.txt` that are unusable or doubtful: one note for
//! each trouble.

use std::collections::BTreeMap;

use crate::ledger::{Issue, Trouble};
use maillage_core::model::Line;
use maillage_tables::Table;

/// Maximum number of lines in a note.
const NAMED: usize = 5;

/// Lines of the rows of one table, by trouble.
pub(super) struct RowDefects {
    table: &'static str,
    whole: Vec<Issue>,
    rows: BTreeMap<Trouble, (usize, Vec<usize>)>,
}

impl RowDefects {
    /// The decoding defects of a table.
    pub(super) fn of_decoding(name: &'static str, table: &Table) -> Self {
        let mut defects = Self { table: name, whole: Vec::new(), rows: BTreeMap::new() };
        for defect in &table.defects {
            match defect.line {
                Some(line) => defects.count(defect.kind.into(), line.number),
                None => {
                    let value = format!("{name}: {}", defect.value);
                    defects.whole.push(Issue::file(defect.kind.into(), value));
                }
            }
        }
        defects
    }

    /// Adds the row on `line`.
    pub(super) fn add(&mut self, trouble: Trouble, line: Line) {
        self.count(trouble, line.number);
    }

    /// One note for each trouble: the number of rows, and the first lines.
    pub(super) fn notes(self) -> Vec<Issue> {
        let Self { table, whole, rows } = self;
        let notes = rows.into_iter().map(|(trouble, (count, lines))| {
            let lines: Vec<String> = lines.iter().map(usize::to_string).collect();
            let more = if count > NAMED { ", …" } else { "" };
            let value = format!("{table}: {count}, ligne {}{more}", lines.join(", "));
            Issue::file(trouble, value)
        });
        whole.into_iter().chain(notes).collect()
    }

    fn count(&mut self, trouble: Trouble, line: usize) {
        let (count, lines) = self.rows.entry(trouble).or_default();
        *count += 1;
        // Rows come in an order of content.
        let at = lines.partition_point(|before| *before < line);
        lines.insert(at, line);
        lines.truncate(NAMED);
    }
}
