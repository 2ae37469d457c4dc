//! Rows of a long table that have the same trouble, told as one.

use std::collections::BTreeMap;

use maillage_core::model::Line;

use crate::ledger::{Fate, Issue, Trouble};

/// Distinct troubles and values that are told apart.
const MOST: usize = 1_000;

/// How many rows have a trouble with a value, and the first and the last of them.
#[derive(Debug, Default)]
pub(super) struct Tally(BTreeMap<(Trouble, Box<str>), (Line, Line, usize)>);

impl Tally {
    /// Counts a row. Those of one trouble and one value make one issue.
    pub(super) fn add(&mut self, line: Line, trouble: Trouble, value: &str) {
        // Values without end are told together: memory does not grow with rows.
        let is_full = self.0.len() >= MOST && !self.0.contains_key(&(trouble, value.into()));
        let value = if is_full { "…" } else { value };
        let rows = self.0.entry((trouble, value.into())).or_insert((line, line, 0));
        // Doubles are found in the order of their pairs.
        let by_rank = |line: &Line| line.rank;
        rows.0 = std::cmp::min_by_key(rows.0, line, by_rank);
        rows.1 = std::cmp::max_by_key(rows.1, line, by_rank);
        rows.2 += 1;
    }

    /// An issue for each trouble and value, of rows that have this fate.
    pub(super) fn into_issues(self, fate: Fate) -> impl Iterator<Item = Issue> {
        self.0.into_iter().map(move |((trouble, value), (first, last, rows))| {
            Issue::among((first, last), rows, fate, trouble, value)
        })
    }
}
