//! What decoding has to say of a file or of one of its rows.

use maillage_core::model::Line;

/// Something that is wrong, was repaired, or was chosen while decoding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defect {
    /// The row; `None` for the whole file.
    pub line: Option<Line>,
    /// What it is.
    pub kind: DefectKind,
    /// The value at fault, or what was found; may be empty.
    pub value: String,
    /// Whether the row is not among those decoded.
    pub is_lost: bool,
}

/// What decoding finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DefectKind {
    /// The line is not a record.
    NotARecord,
    /// More values than columns.
    TooManyFields,
    /// Fewer values than columns; the last ones are empty.
    TooFewFields,
    /// More different columns than are read.
    TooManyColumns,
    /// Two columns of one name.
    DuplicateColumn,
    /// Text that was encoded twice, repaired.
    Mojibake,
    /// Characters that were lost before.
    LostCharacters,
    /// Some lines are in UTF-8, others in Windows-1252.
    MixedEncodings,
    /// Invisible control characters, removed.
    ControlCharacters,
    /// A value that cannot be read, taken as empty.
    ValueUnreadable,
    /// The worksheet that was read.
    SheetRead,
    /// The file of an archive that was read.
    MemberRead,
    /// Files of an archive that were not read.
    MembersLeft,
    /// A line above the header, skipped.
    TitleSkipped,
    /// A cell that shows an error of its formula, read as empty.
    CellInError,
    /// The coordinate reference system was inferred from the values.
    CrsGuessed,
    /// The coordinate reference system that the file names is not understood.
    CrsNotUnderstood,
    /// A conversion that is right to a few metres.
    CrsApproximate,
}

impl Defect {
    /// A defect of a row that is decoded all the same.
    pub fn row(line: Line, kind: DefectKind, value: impl Into<String>) -> Self {
        Self { line: Some(line), kind, value: value.into(), is_lost: false }
    }

    /// A defect that loses its row.
    pub fn lost_row(line: Line, kind: DefectKind, value: impl Into<String>) -> Self {
        Self { is_lost: true, ..Self::row(line, kind, value) }
    }

    /// A remark on the whole file.
    pub fn file(kind: DefectKind, value: impl Into<String>) -> Self {
        Self { line: None, kind, value: value.into(), is_lost: false }
    }
}
