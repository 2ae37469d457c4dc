//! How much memory a decoded file may take.
//!
//! A few kilobytes can ask for terabytes: one cell at the far end of each row, one text
//! that a million cells share, a row that says it repeats. What a list means stays far below.

use std::path::Path;

use crate::{Error, Result};

/// The memory that is left for the rows of one file.
pub(super) struct Budget {
    left: usize,
}

impl Budget {
    /// What the rows of one file may take, in bytes: some million rows of forty columns.
    const MOST: usize = 2_000_000_000;
    /// What a row takes besides its cells.
    const ROW: usize = 100;
    /// What a cell takes besides its text.
    const CELL: usize = 16;
    /// What a text takes at least, as memory is given out.
    const TEXT: usize = 32;

    pub(super) fn new() -> Self {
        Self { left: Self::MOST }
    }

    /// Takes a row of these cells.
    pub(super) fn take_row<'cell>(
        &mut self,
        path: &Path,
        cells: impl Iterator<Item = &'cell str>,
    ) -> Result<()> {
        let cells: usize = cells.map(|cell| Self::CELL + Self::of_text(cell)).sum();
        self.take(path, Self::ROW + cells)
    }

    /// Takes so many more cells of a row, one of them with this text.
    pub(super) fn take_cells(&mut self, path: &Path, cells: usize, text: &str) -> Result<()> {
        self.take(path, cells * Self::CELL + Self::of_text(text))
    }

    /// Refuses what is so often repeated that it cannot be taken, without taking any of it.
    pub(super) fn afford(&self, path: &Path, times: usize, text: &str) -> Result<()> {
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
    fn what_is_taken_counts_and_what_is_afforded_does_not() {
        let path = Path::new("x.ods");
        let mut budget = Budget { left: 200 };
        assert!(budget.afford(path, 3, "x").is_ok());
        assert!(budget.afford(path, usize::MAX, "x").is_err());
        assert!(budget.take_row(path, ["x", ""].into_iter()).is_ok());
        assert!(budget.take_cells(path, 2, "").is_ok());
        let message = budget.take_cells(path, 0, "x").expect_err("4 bytes are left").to_string();
        assert!(message.starts_with("x.ods: its rows take more than 2 GB of memory"), "{message}");
    }
}
