//! Rows of CSV that a spreadsheet opens without running anything.
//!
//! Texts that would begin a formula stand behind an apostrophe, see [`cell_of_text`]. Numbers that
//! we write ourselves stay numbers. O(text).

use std::{
    borrow::Cow,
    io::{self, Write},
};

use maillage_tables::cell_of_text;
pub use maillage_tables::text_of_cell;

/// A cell of a row.
pub(crate) enum Cell<'row> {
    /// A text, which may come from a file.
    Text(Cow<'row, str>),
    /// A number that we computed, as it is to be written; empty when it is not known.
    Number(String),
}

impl Cell<'_> {
    /// An empty cell.
    pub(crate) const EMPTY: Self = Self::Number(String::new());
}

impl<'row> From<&'row str> for Cell<'row> {
    fn from(text: &'row str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<usize> for Cell<'_> {
    fn from(number: usize) -> Self {
        Self::Number(number.to_string())
    }
}

/// Writes rows of cells as CSV in UTF-8. Every CSV of ours goes through it.
pub(crate) struct CsvRows<W: Write> {
    csv: csv::Writer<W>,
}

impl<W: Write> CsvRows<W> {
    /// Writes the names of the columns, which are our own.
    pub(crate) fn new(to: W, header: &[&str]) -> io::Result<Self> {
        let mut csv = csv::Writer::from_writer(to);
        csv.write_record(header)?;
        Ok(Self { csv })
    }

    /// Writes a row.
    pub(crate) fn write<'row>(
        &mut self,
        cells: impl IntoIterator<Item = Cell<'row>>,
    ) -> io::Result<()> {
        for cell in cells {
            match cell {
                Cell::Text(text) => self.csv.write_field(&*cell_of_text(&text))?,
                Cell::Number(number) => self.csv.write_field(number)?,
            }
        }
        Ok(self.csv.write_record(None::<&[u8]>)?)
    }

    /// Writes what is still to be written.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.csv.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_numbers_stay_numbers() {
        let mut written = Vec::new();
        let mut rows = CsvRows::new(&mut written, &["nombre", "texte"]).expect("memory");
        rows.write([Cell::Number("-0.500".to_owned()), "-0.500".into()]).expect("memory");
        rows.write([7.into(), Cell::EMPTY]).expect("memory");
        rows.finish().expect("memory");
        assert_eq!(String::from_utf8_lossy(&written), "nombre,texte\n-0.500,'-0.500\n7,\n");
    }
}
