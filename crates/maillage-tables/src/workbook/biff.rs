//! Bounds the size of an `.xls` before it is decoded. The decoder allocates a grid for each sheet,
//! as large as the file declares.

use std::{
    io::{Cursor, Read},
    path::Path,
};

use calamine::{Cell, Data};

use crate::{Budget, Error, Result};

/// Maximum number of sheets in one workbook.
const MOST_SHEETS: usize = 1_000;

const BOUND_SHEET: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;
const END: u16 = 0x000A;
/// Record types that hold cells. Such a record starts with its row and column.
const CELLS: [u16; 8] = [0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E];

/// Refuses a workbook whose grids would take more than `budget`, which pays them.
pub(super) fn refuse_bomb(path: &Path, bytes: &[u8], budget: &mut Budget) -> Result<()> {
    let stream = stream(path, bytes)?;
    let sheets = sheets(&stream);
    let too_large = |found: String| Error::TooLarge { path: path.to_owned(), found };
    if sheets.len() > MOST_SHEETS {
        return Err(too_large(format!("it has more than {MOST_SHEETS} sheets")));
    }
    let mut largest = 0;
    for start in sheets {
        let (declared, spanned) = cells_of(stream.get(start..).unwrap_or(&[]));
        // The cells of one sheet are first listed, with room for as many as it declares.
        budget.check(declared.saturating_mul(size_of::<Cell<Data>>()))?;
        budget.take_values::<Data>(spanned)?;
        largest = largest.max(spanned);
    }
    // The decoder hands out a copy of one grid at a time.
    budget.check(largest.saturating_mul(size_of::<Data>()))
}

/// The workbook stream of the compound file.
fn stream(path: &Path, bytes: &[u8]) -> Result<Vec<u8>> {
    let broken = |reason: String| Error::Workbook { path: path.to_owned(), reason };
    let mut file =
        cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|error| broken(error.to_string()))?;
    if file.exists("EncryptedPackage") {
        return Err(broken("it is protected by a password".to_owned()));
    }
    let name =
        ["Workbook", "WORKBOOK", "Book", "BOOK"].into_iter().find(|name| file.is_stream(name));
    let Some(name) = name else {
        return Err(broken("it holds no workbook, and may be a text or a message".to_owned()));
    };
    let mut stream = Vec::new();
    file.open_stream(name)
        .and_then(|found| found.take(bytes.len() as u64).read_to_end(&mut stream))
        .map_err(|error| broken(error.to_string()))?;
    Ok(stream)
}

/// Offset of each sheet in the stream.
fn sheets(stream: &[u8]) -> Vec<usize> {
    let of_sheet = |(_, body): (u16, &[u8])| {
        Some(u32::from_le_bytes(body.get(..4)?.try_into().ok()?) as usize)
    };
    let globals = records(stream).take_while(|(kind, _)| *kind != END);
    globals.filter(|(kind, _)| *kind == BOUND_SHEET).filter_map(of_sheet).collect()
}

/// Number of cells that a sheet declares, and in the grid that its cells span.
fn cells_of(sheet: &[u8]) -> (usize, usize) {
    let word = |body: &[u8], at: usize| {
        body.get(at..at + 2).map_or(0, |word| u64::from(u16::from_le_bytes([word[0], word[1]])))
    };
    let (mut declared, mut rows, mut columns) = (0, 0, 0);
    for (kind, body) in records(sheet) {
        match kind {
            END => break,
            DIMENSIONS => declared = declared.max(dimensions(body)),
            kind if CELLS.contains(&kind) => {
                rows = rows.max(word(body, 0) + 1);
                // A record of several cells ends with the last column.
                let last =
                    if kind == 0x00BD { word(body, body.len().saturating_sub(2)) } else { 0 };
                columns = columns.max(word(body, 2).max(last) + 1);
            }
            _ => {}
        }
    }
    let count = |cells: u64| usize::try_from(cells).unwrap_or(usize::MAX);
    (count(declared), count(rows * columns))
}

/// Rows times columns of a dimensions record. A very large number when the record is invalid.
fn dimensions(body: &[u8]) -> u64 {
    let word = |at: usize| u64::from(u16::from_le_bytes([body[at], body[at + 1]]));
    let long = |at: usize| word(at) | word(at + 2) << 16;
    let (top, bottom, right) = match body.len() {
        10 => (word(0), word(2), word(6)),
        14 | 16 => (long(0), long(4), word(10)),
        // The decoder refuses such a record.
        _ => return 0,
    };
    match bottom {
        0 => 0,
        bottom if bottom < top => u64::MAX / 2,
        bottom => (bottom + 1 - top) * (right + 1),
    }
}

/// The records of a stream, as type and body.
fn records(stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = stream;
    std::iter::from_fn(move || {
        let (head, after) = rest.split_at_checked(4)?;
        let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        let (body, after) = after.split_at_checked(length)?;
        rest = after;
        Some((u16::from_le_bytes([head[0], head[1]]), body))
    })
}
