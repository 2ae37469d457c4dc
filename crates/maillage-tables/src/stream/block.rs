//! Rows of a table, some thousand at a time, to be worked on by a thread of its own.

use std::borrow::Cow;

use csv::ByteRecord;
use encoding_rs::WINDOWS_1252;
use maillage_core::model::Line;

use super::fields;
use crate::{Defect, DefectKind};

/// Consecutive rows of a table.
pub struct TableBlock {
    rows: Rows,
    widths: Widths,
}

enum Rows {
    /// Rows that are lines, without any quote.
    Lines {
        text: Vec<u8>,
        separator: u8,
        first: Line,
        spans: Vec<Span>,
    },
    Records(Vec<(Line, ByteRecord)>),
}

/// A line of a block that is not blank: its bytes, and the lines of the block before it.
pub(super) struct Span {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) above: u32,
}

/// Number of columns in the header, and number of columns up to the last named one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Widths {
    pub(super) header: usize,
    pub(super) named: usize,
}

/// A row of a table.
pub struct TableRow<'block> {
    /// Its position in the file.
    pub line: Line,
    values: Values<'block>,
    widths: Widths,
}

enum Values<'block> {
    /// The text of a line, and where each value in it ends.
    Line(&'block [u8], &'block [u32]),
    Record(&'block ByteRecord),
}

impl TableBlock {
    /// The lines of `text` at `spans`. `first` is the line of the first of these rows if no line of
    /// the block were above it.
    pub(super) fn of_lines(
        (text, separator): (Vec<u8>, u8),
        first: Line,
        spans: Vec<Span>,
        widths: Widths,
    ) -> Self {
        Self { rows: Rows::Lines { text, separator, first, spans }, widths }
    }

    pub(super) fn of_records(records: Vec<(Line, ByteRecord)>, widths: Widths) -> Self {
        Self { rows: Rows::Records(records), widths }
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        match &self.rows {
            Rows::Lines { spans, .. } => spans.len(),
            Rows::Records(records) => records.len(),
        }
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Calls `visit` with each row, in order.
    pub fn each(&self, mut visit: impl FnMut(&TableRow)) {
        let mut ends = Vec::new();
        (0..self.len()).for_each(|rank| visit(&self.row(rank, &mut ends)));
    }

    /// The row of this rank in the block. `ends` is memory for it, of any content.
    ///
    /// # Panics
    ///
    /// When there is no such row.
    pub fn row<'block>(&'block self, rank: usize, ends: &'block mut Vec<u32>) -> TableRow<'block> {
        let widths = self.widths;
        match &self.rows {
            Rows::Lines { text, separator, first, spans } => {
                let Span { start, end, above } = spans[rank];
                let text = &text[start as usize..end as usize];
                ends.clear();
                // A block is far shorter than 2³² bytes.
                fields::each(text, *separator, |end| ends.push(end as u32));
                ends.push(text.len() as u32);
                let line = Line { number: first.number + above as usize, rank: first.rank + rank };
                TableRow { line, values: Values::Line(text, ends), widths }
            }
            Rows::Records(records) => {
                let (line, record) = &records[rank];
                TableRow { line: *line, values: Values::Record(record), widths }
            }
        }
    }
}

impl<'block> TableRow<'block> {
    pub(super) fn of_record(line: Line, record: &'block ByteRecord, widths: Widths) -> Self {
        Self { line, values: Values::Record(record), widths }
    }

    /// The defect of the row when its number of values differs from the columns.
    ///
    /// A row with too many filled values is removed: the columns of its values are unknown. A row
    /// with too few values is kept.
    pub fn width_defect(&self) -> Option<Defect> {
        let values = self.values();
        let is_filled = |at: usize| self.bytes(at).is_some_and(|at| !at.trim_ascii().is_empty());
        let (is_lost, kind) = if (self.widths.header..values).any(is_filled) {
            (true, DefectKind::TooManyFields)
        } else if values < self.widths.named {
            (false, DefectKind::TooFewFields)
        } else {
            return None;
        };
        let value = format!("{values} / {}", self.widths.named);
        Some(Defect { line: Some(self.line), kind, value, is_lost })
    }

    /// The trimmed text in the column of this rank. Empty when there is no such column.
    pub fn text(&self, rank: Option<usize>) -> Cow<'block, str> {
        let bytes = rank.and_then(|rank| self.bytes(rank)).unwrap_or_default();
        match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text.trim()),
            Err(_) => {
                let text = WINDOWS_1252.decode_without_bom_handling(bytes).0;
                Cow::Owned(text.trim().to_owned())
            }
        }
    }

    /// Number of values.
    fn values(&self) -> usize {
        match self.values {
            Values::Line(_, ends) => ends.len(),
            Values::Record(record) => record.len(),
        }
    }

    /// The value of this rank, as it is in the file.
    fn bytes(&self, rank: usize) -> Option<&'block [u8]> {
        match self.values {
            Values::Line(text, ends) => {
                let start = rank.checked_sub(1).map_or(Some(0), |before| {
                    ends.get(before).map(|separator| *separator as usize + 1)
                })?;
                Some(&text[start..*ends.get(rank)? as usize])
            }
            Values::Record(record) => record.get(rank),
        }
    }
}
