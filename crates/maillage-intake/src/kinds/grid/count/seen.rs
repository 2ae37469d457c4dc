//! Set of the cells already read, one bit each.

use std::collections::{HashMap, HashSet};

use crate::kinds::grid::Cell;
use maillage_tables::crs::Crs;

/// Number of rows and of columns of a block of cells.
const SIDE: u32 = 32;

/// Cells already read, in blocks of 32 × 32. France at 200 m has about 20,000 blocks.
#[derive(Default)]
pub(super) struct Seen {
    blocks: HashMap<(Crs, u32, u32), [u32; SIDE as usize]>,
    /// Cells whose corner is no multiple of their side: no block has a bit of theirs.
    off_lattice: HashSet<Cell>,
}

impl Seen {
    /// Adds a cell; returns false when it is already present. All cells of one reference
    /// system must have the same size.
    pub(super) fn insert(&mut self, cell: Cell) -> bool {
        if !cell.is_on_lattice() {
            return self.off_lattice.insert(cell);
        }
        let (row, column) = cell.row_and_column();
        let block = self.blocks.entry((cell.crs(), row / SIDE, column / SIDE)).or_default();
        let bits = &mut block[(row % SIDE) as usize];
        let bit = 1 << (column % SIDE);
        let is_new = *bits & bit == 0;
        *bits |= bit;
        is_new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_new_once_and_its_neighbours_are_others() {
        let cell = |id: &str| Cell::read(id).expect("a cell");
        let mut seen = Seen::default();
        let ids = ["200mN26076E34678", "200mN26078E34678", "200mN26076E34680", "200mN32476E34678"];
        assert!(ids.iter().all(|id| seen.insert(cell(id))));
        assert!(ids.iter().all(|id| !seen.insert(cell(id))));
        assert!(seen.insert(cell("CRS2975RES200mN2607600E3467800")));
        // The first and one beside it whose corner is no multiple of 200 m are two cells.
        let beside = cell("CRS3035RES200mN2607650E3467850");
        assert!(seen.insert(beside) && !seen.insert(beside));
    }
}
