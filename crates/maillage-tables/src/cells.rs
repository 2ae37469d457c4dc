//! The cells of one row, in two allocations whatever their number.
//!
//! Only filled cells are stored: a record may have one value in the last of two thousand columns.

use std::cmp::Ordering;

/// Texts of the filled cells of a row, by column.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Cells {
    /// The texts, one after the other.
    text: Box<str>,
    /// The filled cells, by column.
    filled: Box<[Filled]>,
}

/// Builds the cells of one row after another: its buffers are reused.
#[derive(Debug, Default)]
pub(crate) struct CellsBuilder {
    text: String,
    filled: Vec<Filled>,
}

/// A filled cell: its column, and the end of its text, in one number.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Filled(u64);

impl Filled {
    /// Number of bits of the end. It leaves 16 for the column, of which there are at most
    /// [`Columns::MOST`](crate::Columns::MOST).
    const END: u32 = 48;

    fn new(column: usize, end: usize) -> Self {
        Self((column as u64) << Self::END | end as u64)
    }

    #[inline]
    fn column(self) -> usize {
        (self.0 >> Self::END) as usize
    }

    #[inline]
    fn end(self) -> usize {
        (self.0 & ((1 << Self::END) - 1)) as usize
    }
}

impl Cells {
    /// The text in the column of this rank. Empty when the cell is not filled.
    #[inline]
    pub(crate) fn get(&self, rank: usize) -> &str {
        get(&self.text, &self.filled, rank)
    }

    /// These cells with another text in the column of this rank.
    pub(crate) fn with(&self, rank: usize, text: &str) -> Self {
        with(&self.text, &self.filled, rank, text).cells()
    }

    /// These cells with that of each column in the column `places[column]`.
    pub(crate) fn moved(&self, places: &[usize]) -> Self {
        let moved = iter(&self.text, &self.filled).map(|(column, text)| (places[column], text));
        let mut moved: Vec<(usize, &str)> = moved.collect();
        moved.sort_unstable();
        let mut builder = CellsBuilder::default();
        moved.into_iter().for_each(|(column, text)| builder.push(column, text));
        builder.cells()
    }

    /// Compares column by column; a cell that is not filled is less than any text.
    pub(crate) fn by_column(&self, other: &Self) -> Ordering {
        let [mut cells, mut others] = [self, other].map(|of| iter(&of.text, &of.filled));
        loop {
            let order = match (cells.next(), others.next()) {
                (None, None) => return Ordering::Equal,
                (None, Some(_)) => Ordering::Less,
                (Some(_), None) => Ordering::Greater,
                // Whose column comes first has a text where the other has none.
                (Some((column, text)), Some((its, other))) => {
                    its.cmp(&column).then_with(|| text.cmp(other))
                }
            };
            if order.is_ne() {
                return order;
            }
        }
    }

    /// Column and text of each filled cell, by column.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (usize, &str)> {
        iter(&self.text, &self.filled)
    }

    /// Sizes of the two allocations, in bytes.
    pub(crate) fn allocations(&self) -> [usize; 2] {
        [self.text.len(), size_of_val(&*self.filled)]
    }
}

impl CellsBuilder {
    /// Adds the text in the column of this rank, which must be greater than those before.
    pub(crate) fn push(&mut self, rank: usize, text: &str) {
        if !text.is_empty() {
            self.text.push_str(text);
            self.filled.push(Filled::new(rank, self.text.len()));
        }
    }

    /// Sets the text in the column of this rank, which may be any.
    pub(crate) fn put(&mut self, rank: usize, text: &str) {
        match self.filled.last() {
            Some(last) if last.column() >= rank => {
                *self = with(&self.text, &self.filled, rank, text);
            }
            _ => self.push(rank, text),
        }
    }

    /// The text in the column of this rank. Empty when the cell is not filled.
    #[inline]
    pub(crate) fn get(&self, rank: usize) -> &str {
        get(&self.text, &self.filled, rank)
    }

    /// Number of columns up to the last filled cell.
    pub(crate) fn width(&self) -> usize {
        self.filled.last().map_or(0, |last| last.column() + 1)
    }

    /// Number of filled cells.
    pub(crate) fn filled(&self) -> usize {
        self.filled.len()
    }

    /// Column and text of each filled cell, by column.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (usize, &str)> {
        iter(&self.text, &self.filled)
    }

    /// The cells added since the last call.
    pub(crate) fn cells(&mut self) -> Cells {
        let cells =
            Cells { text: self.text.as_str().into(), filled: self.filled.as_slice().into() };
        self.text.clear();
        self.filled.clear();
        cells
    }
}

/// Every column of every row is looked up, most of them several times.
#[inline]
fn get<'text>(text: &'text str, filled: &[Filled], rank: usize) -> &'text str {
    match filled.get(rank) {
        // In a row whose cells are all filled, the rank is the place.
        Some(cell) if cell.column() == rank => at(text, filled, rank),
        _ => match place(filled, rank) {
            Some(place) => at(text, filled, place),
            None => "",
        },
    }
}

fn with(text: &str, filled: &[Filled], rank: usize, other: &str) -> CellsBuilder {
    let mut builder = CellsBuilder::default();
    let mut cells = iter(text, filled).filter(|(column, _)| *column != rank).peekable();
    while let Some((column, text)) = cells.next_if(|(column, _)| *column < rank) {
        builder.push(column, text);
    }
    builder.push(rank, other);
    cells.for_each(|(column, text)| builder.push(column, text));
    builder
}

fn iter<'text>(text: &'text str, filled: &[Filled]) -> impl Iterator<Item = (usize, &'text str)> {
    (0..filled.len()).map(move |place| (filled[place].column(), at(text, filled, place)))
}

/// Place of the column of this rank among the filled cells. It is at most the rank.
fn place(filled: &[Filled], rank: usize) -> Option<usize> {
    let among = &filled[..filled.len().min(rank + 1)];
    among.binary_search_by_key(&rank, |cell| cell.column()).ok()
}

#[inline]
fn at<'text>(text: &'text str, filled: &[Filled], place: usize) -> &'text str {
    let start = if place == 0 { 0 } else { filled[place - 1].end() };
    &text[start..filled[place].end()]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn cells_are_those_that_were_pushed_and_set(
            texts in proptest::collection::vec("[aé]{0,2}", 0..12),
            (rank, other) in (0..14_usize, "[bê]{0,2}"),
        ) {
            let mut builder = CellsBuilder::default();
            texts.iter().enumerate().for_each(|(rank, text)| builder.push(rank, text));
            let cells = builder.cells();
            let mut expected = texts;
            expected.resize(15, String::new());
            let read = |cells: &Cells| -> Vec<String> {
                (0..15).map(|rank| cells.get(rank).to_owned()).collect()
            };
            prop_assert_eq!(read(&cells), expected.clone());
            expected[rank] = other.clone();
            prop_assert_eq!(read(&cells.with(rank, &other)), expected.clone());
            let mut builder = CellsBuilder::default();
            for (rank, text) in expected.iter().enumerate().rev() {
                builder.put(rank, text);
            }
            let changed = builder.cells();
            prop_assert_eq!(read(&changed), expected.clone());
            let before = read(&cells);
            prop_assert_eq!(cells.by_column(&changed), before.cmp(&expected));
            let reversed: Vec<usize> = (0..15).rev().collect();
            expected.reverse();
            prop_assert_eq!(read(&changed.moved(&reversed)), expected);
        }
    }
}
