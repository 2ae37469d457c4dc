//! Bound on the memory of a decoded file.
//!
//! A few kilobytes can expand to terabytes: one cell in the last column of each row, one text that
//! a million cells share, a row that repeats. The bound is far above the size of any real list.

use std::path::Path;

use crate::{Error, Result};

/// Memory that the rows of one file may still use, in bytes.
pub(super) struct Budget {
    left: usize,
}

impl Budget {
    /// Maximum memory for the rows of one file, in bytes: some million rows of forty columns.
    const MOST: usize = 2_000_000_000;
    /// Memory of a row without its cells, in bytes.
    const ROW: usize = 100;
    /// Memory of a cell without its text, in bytes.
    const CELL: usize = 16;
    /// Minimum memory of a text, in bytes, as the allocator rounds it.
    const TEXT: usize = 32;

    pub(super) fn new() -> Self {
        Self { left: Self::MOST }
    }

    /// Deducts a row with these cells.
    pub(super) fn take_row<'cell>(
        &mut self,
        path: &Path,
        cells: impl Iterator<Item = &'cell str>,
    ) -> Result<()> {
        let cells: usize = cells.map(|cell| Self::CELL + Self::of_text(cell)).sum();
        self.take(path, Self::ROW + cells)
    }

    /// Deducts `cells` more cells of a row. One of them holds `text`, the others are empty.
    pub(super) fn take_cells(&mut self, path: &Path, cells: usize, text: &str) -> Result<()> {
        self.take(path, cells * Self::CELL + Self::of_text(text))
    }

    /// Checks that `text` could be stored `times` times, without deducting it.
    pub(super) fn check_repeated(&self, path: &Path, times: usize, text: &str) -> Result<()> {
        let bytes = times.saturating_mul(Self::CELL + Self::of_text(text));
        Self { left: self.left }.take(path, bytes)
    }

    fn of_text(text: &str) -> usize {
        if text.is_empty() { 0 } else { text.len().max(Self::TEXT) }
    }

    fn take(&mut self, path: &Path, bytes: usize) -> Result<()> {
        self.left = self.left.checked_sub(bytes).ok_or_else(|| Error::TooLarge {
            path: path.to_owned(),
            found: format!("its rows take more than {} GB of memory", Self::MOST / 1_000_000_000),
        })?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn taking_rows_reduces_the_budget_and_checking_does_not() {
        let path = Path::new("x.ods");
        let mut budget = Budget { left: 200 };
        assert!(budget.check_repeated(path, 3, "x").is_ok());
        assert!(budget.check_repeated(path, usize::MAX, "x").is_err());
        assert!(budget.take_row(path, ["x", ""].into_iter()).is_ok());
        assert!(budget.take_cells(path, 2, "").is_ok());
        let message = budget.take_cells(path, 0, "x").expect_err("4 bytes are left").to_string();
        assert!(message.starts_with("x.ods: its rows take more than 2 GB of memory"), "{message}");
    }
}
