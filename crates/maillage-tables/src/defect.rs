//! Defects that decoding finds in a file or in one of its rows.

use maillage_core::model::Line;

/// A defect, a repair, or a choice made while decoding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defect {
    /// The row, or `None` when the defect concerns the whole file.
    pub line: Option<Line>,
    /// Kind of defect.
    pub kind: DefectKind,
    /// The defective value, or the choice made. May be empty.
    pub value: String,
    /// Whether the row is missing from the decoded rows.
    pub is_lost: bool,
}

/// Kinds of defects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DefectKind {
    /// The line is not a record.
    NotARecord,
    /// More values than columns.
    TooManyFields,
    /// Fewer values than columns; the last ones are empty.
    TooFewFields,
    /// A quote that opens in this row and closes in a later one, taken as a character of its value.
    StrayQuote,
    /// The file stops within its last row. A defect of the whole file, whatever becomes of the row.
    BreaksOff,
    /// The row above all others holds values rather than names of columns.
    HeaderIsData,
    /// More distinct columns than [`Columns::MOST`](crate::Columns::MOST).
    TooManyColumns,
    /// Two columns with the same name.
    DuplicateColumn,
    /// Text that was encoded twice, repaired.
    Mojibake,
    /// Characters that an earlier program has lost.
    LostCharacters,
    /// Some lines are in UTF-8, others in Windows-1252.
    MixedEncodings,
    /// Invisible control characters, removed.
    ControlCharacters,
    /// A value that cannot be read, taken as empty.
    ValueUnreadable,
    /// The worksheet that was read.
    SheetRead,
    /// Worksheets of the same form and of the past, not read.
    SheetsLeft,
    /// The layer of a GeoPackage that was read, of several.
    LayerRead,
    /// The file of an archive that was read.
    MemberRead,
    /// Files of an archive that were not read.
    MembersLeft,
    /// A line above the header, skipped.
    TitleSkipped,
    /// A cell that shows an error of its formula, read as empty.
    CellInError,
    /// Two columns that make the commune code together.
    CodesJoined,
    /// The coordinate reference system was inferred from the values.
    CrsGuessed,
    /// The coordinate reference system that the file names is not understood.
    CrsNotUnderstood,
    /// The reprojection is only accurate to a few metres.
    CrsApproximate,
}

impl Defect {
    /// A defect of a row that is decoded nevertheless.
    pub fn row(line: Line, kind: DefectKind, value: impl Into<String>) -> Self {
        Self { line: Some(line), kind, value: value.into(), is_lost: false }
    }

    /// A defect that removes its row.
    pub fn lost_row(line: Line, kind: DefectKind, value: impl Into<String>) -> Self {
        Self { is_lost: true, ..Self::row(line, kind, value) }
    }

    /// A defect of the whole file.
    pub fn file(kind: DefectKind, value: impl Into<String>) -> Self {
        Self { line: None, kind, value: value.into(), is_lost: false }
    }
}

/// Tells that a table of text, which ends within a line, breaks off: it ends in a quote that opens
/// on the line `in_quotes`, or the last of its `rows` alone has fewer values than columns. One value
/// is a note below the table.
pub fn note_break(defects: &mut Vec<Defect>, rows: usize, in_quotes: Option<usize>) {
    let is_short = |defect: &Defect| defect.kind == DefectKind::TooFewFields;
    let is_last = |line: Line| line.rank + 1 == rows;
    let last = defects.iter().rposition(|it| is_short(it) && it.line.is_some_and(is_last));
    let is_alone = defects.iter().filter(|defect| is_short(defect)).count() == 1;
    match (last, in_quotes) {
        (Some(at), _)
            if in_quotes.is_some() || is_alone && !defects[at].value.starts_with("1 /") =>
        {
            let number = defects[at].line.map_or(0, |line| line.number);
            let value = format!("{}, ligne {number}", defects[at].value);
            defects[at] = Defect::file(DefectKind::BreaksOff, value);
        }
        (None, Some(line)) => {
            defects.push(Defect::file(DefectKind::BreaksOff, format!("ligne {line}")));
        }
        _ => {}
    }
}
