//! Cells of which grids have several rows.
//!
//! The row that counts is told by content: the one with the most residents, and of these the first
//! by a digest of its figures. To find it takes two passes more, over grids with such cells only.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::kinds::grid::{Cell, CellRecord};

/// Rank of a grid, and of a row in its file.
pub(super) type GridRow = (usize, usize);

/// The best row of each cell with several, while these rows are read.
#[derive(Default)]
pub(super) struct BestRows(HashMap<Cell, (f64, [u8; 32], GridRow)>);

impl BestRows {
    /// Compares a row of `people` with the best of its cell.
    pub(super) fn compare(&mut self, cell: Cell, people: f64, record: &CellRecord, row: GridRow) {
        let CellRecord { codes, ages, ageless, imputed, .. } = record;
        let digest = Sha256::digest(format!("{codes:?} {ages:?} {ageless:?} {imputed}"));
        let found = (people, digest.into(), row);
        let best = self.0.entry(cell).or_insert(found);
        let is_better = (found.0.total_cmp(&best.0))
            .then_with(|| (best.1, best.2).cmp(&(found.1, found.2)))
            .is_gt();
        if is_better {
            *best = found;
        }
    }

    pub(super) fn rows(self) -> HashMap<Cell, GridRow> {
        self.0.into_iter().map(|(cell, (.., row))| (cell, row)).collect()
    }
}
