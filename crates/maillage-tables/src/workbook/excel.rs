//! Excel workbooks, decoded by `calamine`.

use std::{fmt::Display, io::Cursor, path::Path};

use calamine::{
    CellErrorType, Data, DataRef, ExcelDateTime, Reader, Sheet, SheetType, SheetVisible, Xls, Xlsb,
    Xlsx,
};
use maillage_words::Words;

use super::{CellContent, Worksheet, biff, text_of_number};
use crate::{Budget, Error, Result, caught::caught, sentences};

/// The worksheets of an `.xlsx` or `.xlsm`.
pub(super) fn of_xml(path: &Path, bytes: &[u8], budget: &mut Budget) -> Result<Vec<Worksheet>> {
    catch_panics(path, || cells_of_xml(path, bytes, budget))
}

fn cells_of_xml(path: &Path, bytes: &[u8], budget: &mut Budget) -> Result<Vec<Worksheet>> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| broken(path, error))?;
    let mut sheets = Vec::new();
    for mut sheet in worksheets(book.sheets_metadata()) {
        let cells = book.worksheet_cells_reader(&sheet.name);
        let mut cells = cells.map_err(|error| broken(path, error))?;
        while let Some(cell) = cells.next_cell().map_err(|error| broken(path, error))? {
            sheet.put(budget, cell.get_position(), shown_ref(cell.get_value()))?;
        }
        drop(cells);
        // A sheet whose merged cells cannot be read is read without them.
        let merged = book.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default();
        for region in merged {
            sheet.fill_merged(budget, (region.start, region.end))?;
        }
        sheets.push(sheet);
    }
    Ok(sheets)
}

/// The worksheets of an `.xlsb`.
pub(super) fn binary(path: &Path, bytes: &[u8], budget: &mut Budget) -> Result<Vec<Worksheet>> {
    catch_panics(path, || {
        let mut book = Xlsb::new(Cursor::new(bytes)).map_err(|error| broken(path, error))?;
        let mut sheets = Vec::new();
        for mut sheet in worksheets(book.sheets_metadata()) {
            let cells = book.worksheet_cells_reader(&sheet.name);
            let mut cells = cells.map_err(|error| broken(path, error))?;
            while let Some(cell) = cells.next_cell().map_err(|error| broken(path, error))? {
                sheet.put(budget, cell.get_position(), shown_ref(cell.get_value()))?;
            }
            sheets.push(sheet);
        }
        Ok(sheets)
    })
}

/// The worksheets of an `.xls`. The decoder makes a grid of each.
pub(super) fn of_before_2007(
    path: &Path,
    bytes: &[u8],
    budget: &mut Budget,
) -> Result<Vec<Worksheet>> {
    biff::refuse_bomb(path, bytes, budget)?;
    catch_panics(path, || {
        let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| broken(path, error))?;
        let mut sheets = Vec::new();
        for mut sheet in worksheets(book.sheets_metadata()) {
            let grid = book.worksheet_range(&sheet.name).map_err(|error| broken(path, error))?;
            let (top, left) = grid.start().unwrap_or_default();
            for (row, column, cell) in grid.used_cells() {
                let at = (top + row as u32, left + column as u32);
                sheet.put(budget, at, shown(cell))?;
            }
            sheets.push(sheet);
        }
        Ok(sheets)
    })
}

/// The worksheets that hold cells, in the order of the workbook, without their cells.
fn worksheets(sheets: &[Sheet]) -> Vec<Worksheet> {
    let of_cells = sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    of_cells
        .map(|sheet| Worksheet::new(sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect()
}

/// Runs `decode` and turns a panic into an error. The decoders of binary workbooks trust the
/// lengths in a damaged file and slice by them; that of XML counts any row in 32 bits.
fn catch_panics<T>(path: &Path, decode: impl FnOnce() -> Result<T>) -> Result<T> {
    caught(decode).unwrap_or_else(|| {
        Err(Error::Workbook { path: path.to_owned(), reason: sentences::damaged() })
    })
}

fn broken(path: &Path, error: impl Display) -> Error {
    Error::Workbook { path: path.to_owned(), reason: Words::same(&error.to_string()) }
}

fn shown(cell: &Data) -> CellContent {
    match cell {
        Data::Empty => CellContent::Nothing,
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => shown_text(text),
        Data::Int(number) => CellContent::Text(number.to_string()),
        Data::Float(number) => CellContent::Text(text_of_number(*number)),
        Data::Bool(flag) => CellContent::Text(flag.to_string()),
        Data::DateTime(moment) => CellContent::Text(text_of_moment(moment)),
        Data::Error(error) => shown_error(error),
    }
}

fn shown_ref(cell: &DataRef) -> CellContent {
    match cell {
        DataRef::SharedString(text) => shown_text(text),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            shown_text(text)
        }
        DataRef::Empty => CellContent::Nothing,
        DataRef::Int(number) => CellContent::Text(number.to_string()),
        DataRef::Float(number) => CellContent::Text(text_of_number(*number)),
        DataRef::Bool(flag) => CellContent::Text(flag.to_string()),
        DataRef::DateTime(moment) => CellContent::Text(text_of_moment(moment)),
        DataRef::Error(error) => shown_error(error),
    }
}

fn shown_text(text: &str) -> CellContent {
    if text.is_empty() { CellContent::Nothing } else { CellContent::Text(text.to_owned()) }
}

fn shown_error(error: &CellErrorType) -> CellContent {
    CellContent::Error(error.to_string())
}

/// The text of a date (`2024-01-31`), of a date with a time (`2024-01-31T09:30:00`), or of a time
/// alone (`09:30`), as in opening hours.
fn text_of_moment(moment: &ExcelDateTime) -> String {
    let days = moment.as_f64();
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    if moment.is_duration() || (0.0..1.0).contains(&days) {
        return text_of_hours(days);
    }
    match (hour, minute, second) {
        (0, 0, 0) => date,
        _ => format!("{date}T{hour:02}:{minute:02}:{second:02}"),
    }
}

fn text_of_hours(days: f64) -> String {
    let seconds = (days * 86_400.0).round() as i64;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match seconds {
        0 => format!("{hours:02}:{minutes:02}"),
        _ => format!("{hours:02}:{minutes:02}:{seconds:02}"),
    }
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType::{DateTime, TimeDelta};

    use super::*;

    #[test]
    fn dates_and_times_are_written_without_their_empty_part() {
        for (days, kind, written) in [
            (45_322.0, DateTime, "2024-01-31"),
            (45_322.395_833_333_336, DateTime, "2024-01-31T09:30:00"),
            (0.395_833_333_333_333_3, DateTime, "09:30"),
            (1.5, TimeDelta, "36:00"),
        ] {
            assert_eq!(text_of_moment(&ExcelDateTime::new(days, kind, false)), written);
        }
    }

    #[test]
    fn whole_numbers_have_no_decimals_and_others_the_fewest() {
        for (number, written) in
            [(1001.0, "1001"), (45.65, "45.65"), (0.1 + 0.2, "0.30000000000000004"), (-0.0, "0")]
        {
            assert_eq!(text_of_number(number), written);
        }
    }
}
