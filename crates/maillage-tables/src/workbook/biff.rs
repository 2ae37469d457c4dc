//! Bounds the memory of an `.xls` before it is decoded. The decoder lists the cells of each sheet,
//! with a copy of its text for each cell, and puts them into a grid as large as they span.

mod records;
mod shared_texts;

use std::{
    io::{Cursor, Read},
    ops::RangeInclusive,
    path::Path,
};

use calamine::{Cell, Data};
use maillage_words::{Words, spoken::Rank};
use records::{Record, records, word};
use shared_texts::SharedTexts;

use crate::{Budget, Error, Result, sentences};

/// Maximum number of sheets in one workbook.
const MOST_SHEETS: usize = 1_000;
/// Maximum number of pieces that one record is in. A text of a whole workbook has some thousands;
/// the decoder takes the square of their number.
const MOST_PIECES: usize = 100_000;
/// Maximum number of bytes that a letter takes in UTF-8.
const MOST_BYTES: usize = 3;
/// Maximum number of letters that a byte of a formula gives, names of sheets apart.
const MOST_LETTERS: usize = 40;

const FORMULA: u16 = 0x0006;
const END: u16 = 0x000A;
const NAME: u16 = 0x0018;
const BOUND_SHEET: u16 = 0x0085;
const NUMBERS: u16 = 0x00BD;
const RICH_LABEL: u16 = 0x00D6;
const SHARED_LABEL: u16 = 0x00FD;
const DIMENSIONS: u16 = 0x0200;
const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;
const FLAG: u16 = 0x0205;
const TEXT_OF_FORMULA: u16 = 0x0207;
const SHORT_NUMBER: u16 = 0x027E;
const START: u16 = 0x0809;

/// Refuses a workbook whose sheets would take more than `budget`, which pays them.
pub(super) fn refuse_bomb(path: &Path, bytes: &[u8], budget: &mut Budget) -> Result<()> {
    let stream = stream(path, bytes)?;
    let too_large = |found: Words| Error::TooLarge { path: path.to_owned(), found };
    if records(&stream).any(|record| record.pieces.len() > MOST_PIECES) {
        return Err(too_large(sentences::many_pieces(Rank(MOST_PIECES))));
    }
    let globals = || records(&stream).take_while(|record| record.kind != END);
    let starts: Vec<usize> = globals().filter_map(|record| start_of_sheet(&record)).collect();
    if starts.len() > MOST_SHEETS {
        return Err(too_large(sentences::many_sheets(Rank(MOST_SHEETS))));
    }
    let texts = SharedTexts::of(globals());
    budget.take(texts.memory())?;
    let longest_name = globals().filter_map(|record| letters_of_name(&record)).max().unwrap_or(0);
    let mut largest = 0;
    for start in starts {
        let sheet = Sheet::of(stream.get(start..).unwrap_or(&[]), &texts, longest_name);
        budget.take(sheet.texts + sheet.formulas)?;
        // The cells are first listed, with room for as many as the sheet declares.
        let listed = sheet.declared.max(2 * sheet.cells).saturating_mul(size_of::<Cell<Data>>());
        let grid = sheet.span.cells().saturating_mul(size_of::<Data>());
        budget.check(listed.saturating_add(grid))?;
        budget.take(grid)?;
        budget.take_values::<String>(sheet.span_of_formulas.cells())?;
        largest = largest.max(grid + sheet.texts);
    }
    // The decoder hands out a copy of one grid at a time.
    budget.check(largest)
}

/// The workbook stream of the compound file.
fn stream(path: &Path, bytes: &[u8]) -> Result<Vec<u8>> {
    let broken = |reason: Words| Error::Workbook { path: path.to_owned(), reason };
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes))
        .map_err(|error| broken(Words::same(&error.to_string())))?;
    if file.exists("EncryptedPackage") {
        return Err(broken(sentences::password()));
    }
    let name =
        ["Workbook", "WORKBOOK", "Book", "BOOK"].into_iter().find(|name| file.is_stream(name));
    let Some(name) = name else {
        return Err(broken(sentences::no_workbook()));
    };
    let mut stream = Vec::new();
    file.open_stream(name)
        .and_then(|found| found.take(bytes.len() as u64).read_to_end(&mut stream))
        .map_err(|error| broken(Words::same(&error.to_string())))?;
    Ok(stream)
}

/// Offset of the sheet that a record of the workbook tells of.
fn start_of_sheet(record: &Record) -> Option<usize> {
    let offset = record.body.get(..4).filter(|_| record.kind == BOUND_SHEET)?;
    Some(u32::from_le_bytes(offset.try_into().ok()?) as usize)
}

/// Number of letters of the name that a record of the workbook gives, which formulas repeat.
fn letters_of_name(record: &Record) -> Option<usize> {
    let at = match record.kind {
        BOUND_SHEET => 6,
        NAME => 3,
        _ => return None,
    };
    record.body.get(at).map(|count| usize::from(*count))
}

/// What the decoder makes of a sheet.
#[derive(Default)]
struct Sheet {
    /// Number of cells that the sheet declares.
    declared: usize,
    /// Number of cells, formulas included twice.
    cells: usize,
    span: Span,
    span_of_formulas: Span,
    /// Memory of the texts of all cells, and of all formulas, in bytes.
    texts: usize,
    formulas: usize,
}

/// Rows and columns from the first to the last cell.
#[derive(Default)]
struct Span(Option<[RangeInclusive<usize>; 2]>);

impl Sheet {
    /// The sheet that starts `stream`. Cells of nested streams, which are charts, are skipped, as
    /// by the decoder.
    fn of(stream: &[u8], texts: &SharedTexts, longest_name: usize) -> Self {
        let mut sheet = Self::default();
        let mut depth = 0_usize;
        for record in records(stream) {
            match record.kind {
                START => depth += 1,
                END if depth <= 1 => break,
                END => depth -= 1,
                _ if depth > 1 => {}
                _ => sheet.put(&record, texts, longest_name),
            }
        }
        sheet
    }

    fn put(&mut self, record: &Record, texts: &SharedTexts, longest_name: usize) {
        let body = record.body;
        let (row, column) = (word(body, 0), word(body, 2));
        match record.kind {
            DIMENSIONS => self.declared = self.declared.max(dimensions(body)),
            // A record of several cells ends with the last column.
            NUMBERS => {
                let last = word(body, body.len().saturating_sub(2));
                self.cells += (last + 1).saturating_sub(column);
                self.span.put(row, column);
                self.span.put(row, last);
            }
            FORMULA => {
                self.cells += 2;
                self.span.put(row, column);
                self.span_of_formulas.put(row, column);
                self.formulas += bytes_of_formula(body.get(20..).unwrap_or(&[]), longest_name);
            }
            // It stands in the cell of the formula before it.
            TEXT_OF_FORMULA => {
                self.cells += 1;
                self.texts += MOST_BYTES * word(body, 0);
            }
            NUMBER | FLAG | SHORT_NUMBER | LABEL | RICH_LABEL | SHARED_LABEL => {
                self.cells += 1;
                self.span.put(row, column);
                self.texts += match record.kind {
                    LABEL | RICH_LABEL => MOST_BYTES * word(body, 6),
                    SHARED_LABEL => texts.bytes(word(body, 6) | word(body, 8) << 16),
                    _ => 0,
                };
            }
            _ => {}
        }
    }
}

impl Span {
    fn put(&mut self, row: usize, column: usize) {
        let at = [row, column];
        match &mut self.0 {
            None => self.0 = Some(at.map(|place| place..=place)),
            Some(span) => {
                for (range, place) in span.iter_mut().zip(at) {
                    *range = place.min(*range.start())..=place.max(*range.end());
                }
            }
        }
    }

    fn cells(&self) -> usize {
        let length = |range: &RangeInclusive<usize>| range.end() - range.start() + 1;
        self.0.as_ref().map_or(0, |[rows, columns]| length(rows) * length(columns))
    }
}

/// At most how many bytes the text of a formula has.
fn bytes_of_formula(tokens: &[u8], longest_name: usize) -> usize {
    // The token with a name has five bytes, and may give a reference beside it.
    let letters = MOST_LETTERS.max((MOST_BYTES * longest_name + MOST_LETTERS) / 5);
    // The token of spaces states their number.
    let spaces = tokens.windows(4).filter(|window| matches!(window, [0x19, 0x40 | 0x41, ..]));
    // What the decoder says instead when it fails.
    let failed = 200;
    tokens.len() * letters + spaces.map(|window| usize::from(window[3])).sum::<usize>() + failed
}

/// Rows times columns of a dimensions record. A very large number when the record is invalid.
fn dimensions(body: &[u8]) -> usize {
    let long = |at: usize| word(body, at) | word(body, at + 2) << 16;
    let (top, bottom, right) = match body.len() {
        10 => (word(body, 0), word(body, 2), word(body, 6)),
        14 | 16 => (long(0), long(4), word(body, 10)),
        // The decoder refuses such a record.
        _ => return 0,
    };
    match bottom {
        0 => 0,
        bottom if bottom < top => usize::MAX / 2,
        bottom => (bottom + 1 - top).saturating_mul(right + 1),
    }
}
