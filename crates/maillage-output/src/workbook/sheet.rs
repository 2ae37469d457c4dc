//! A layer as sheets: as many as its rows need, one in general.

use std::ops::Range;

use maillage_hours::Lang;
use rust_xlsxwriter::{
    Color, Format, FormatAlign, FormatBorder, IgnoreError, Worksheet, XlsxError,
};

use crate::{Column, ColumnType, Layer, Unit, Value};

/// Rows of a sheet below its titles.
const MOST_ROWS: usize = 1_048_575;
/// Longest text of a cell, in units of UTF-16.
const LONGEST_TEXT: usize = 32_767;
/// Narrowest and widest column, in digits.
const WIDTHS: Range<usize> = 9..48;
/// Height of a line of text, in points, and the most lines of a title.
const LINE: usize = 15;
const MOST_LINES: usize = 6;

/// A sheet without a name yet.
pub(super) struct Sheet {
    /// Its rows below the titles.
    pub(super) rows: usize,
    /// Its cells.
    pub(super) written: Worksheet,
}

/// The sheets of `layer`.
pub(super) fn sheets_of(layer: &Layer, lang: Lang) -> Result<Vec<Sheet>, XlsxError> {
    cut_into_sheets(layer, lang, MOST_ROWS)
}

/// The sheets of `layer`, of `most` rows at most.
pub(super) fn cut_into_sheets(
    layer: &Layer,
    lang: Lang,
    most: usize,
) -> Result<Vec<Sheet>, XlsxError> {
    let first_rows = (0..layer.rows.max(1)).step_by(most);
    let rows: Vec<_> = first_rows.map(|first| first..layer.rows.min(first + most)).collect();
    let mut sheets: Vec<_> = rows.iter().map(|_| Worksheet::new()).collect();
    let mut columns = 0;
    let mut lines = 1;
    for column in &layer.columns {
        // Each value is asked for once: it may take time to find.
        let values: Vec<Value> = (0..layer.rows).map(|row| column.value(row)).collect();
        if !values.is_empty() && values.iter().all(|value| *value == Value::Null) {
            continue;
        }
        let title = column.titles.get(lang);
        let width = width_of(column, title, &values);
        lines = lines.max(lines_of(title, width));
        for (sheet, rows) in sheets.iter_mut().zip(&rows) {
            sheet.set_column_width(columns, width as f64)?;
            sheet.write_string_with_format(0, columns, cut(title), &header_format())?;
            write_column(sheet, columns, column, &values[rows.clone()])?;
        }
        columns += 1;
    }
    for (sheet, rows) in sheets.iter_mut().zip(&rows) {
        sheet.set_row_height(0, (LINE * lines + 3) as f64)?;
        sheet.set_freeze_panes(1, 0)?;
        if columns > 0 {
            sheet.autofilter(0, 0, row_of(rows.len()), columns - 1)?;
        }
    }
    let sheets = sheets.into_iter().zip(&rows);
    Ok(sheets.map(|(written, rows)| Sheet { rows: rows.len(), written }).collect())
}

/// The format of titles.
pub(super) fn header_format() -> Format {
    Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_background_color(Color::RGB(0xe4_ec_f4))
        .set_border_bottom(FormatBorder::Thin)
}

/// The beginning of `text` that a cell holds.
pub(super) fn cut(text: &str) -> &str {
    if text.len() <= LONGEST_TEXT {
        return text;
    }
    let mut units = 0;
    let end = text.char_indices().find_map(|(at, it)| {
        units += it.len_utf16();
        (units > LONGEST_TEXT).then_some(at)
    });
    &text[..end.unwrap_or(text.len())]
}

/// Writes the values of a column below its title. What is missing has no cell.
fn write_column(
    sheet: &mut Worksheet,
    rank: u16,
    column: &Column,
    values: &[Value],
) -> Result<(), XlsxError> {
    let format = Format::new().set_num_format(number_format(column));
    for (row, value) in values.iter().enumerate() {
        let row = row_of(row + 1);
        match value {
            // Never `write`, which would take a text for a formula.
            Value::Text(text) => sheet.write_string(row, rank, cut(text))?,
            Value::Integer(number) => {
                sheet.write_number_with_format(row, rank, *number as f64, &format)?
            }
            Value::Decimal(number) => {
                sheet.write_number_with_format(row, rank, *number, &format)?
            }
            Value::Null => continue,
        };
    }
    if column.kind == ColumnType::Text && !values.is_empty() {
        // Codes are texts on purpose: no green corner warns of them.
        let last = row_of(values.len());
        sheet.ignore_error_range(1, rank, last, rank, IgnoreError::NumberStoredAsText)?;
    }
    Ok(())
}

/// The format of numbers, which each program shows in the signs of its language.
fn number_format(column: &Column) -> String {
    let whole = if column.unit == Unit::People { "#,##0" } else { "0" };
    match column.kind {
        ColumnType::Text => "General".to_owned(),
        ColumnType::Integer | ColumnType::Decimal(0) => whole.to_owned(),
        ColumnType::Decimal(decimals) => format!("{whole}.{}", "0".repeat(decimals.into())),
    }
}

/// The width that shows most values whole, and no word of the title cut.
fn width_of(column: &Column, title: &str, values: &[Value]) -> usize {
    let decimals = match column.kind {
        ColumnType::Decimal(decimals) => usize::from(decimals),
        ColumnType::Text | ColumnType::Integer => 0,
    };
    let length = |value: &Value| match value {
        Value::Text(text) => text.lines().map(|line| line.chars().count()).max().unwrap_or(0),
        Value::Integer(number) => {
            let digits = number.to_string().len();
            if column.unit == Unit::People { digits + digits / 3 } else { digits }
        }
        Value::Decimal(number) => format!("{number:.decimals$}").len(),
        Value::Null => 0,
    };
    let longest = values.iter().map(length).max().unwrap_or_default();
    let word = title.split_whitespace().map(|word| word.chars().count()).max().unwrap_or_default();
    // Beside a title stands the button of its filter.
    longest.max(word + 2).clamp(WIDTHS.start, WIDTHS.end) + 1
}

/// The lines that `title` takes in a column of this width.
fn lines_of(title: &str, width: usize) -> usize {
    let (mut lines, mut used) = (1, 0);
    for word in title.split_whitespace() {
        let length = word.chars().count() + 1;
        if used > 0 && used + length > width {
            (lines, used) = (lines + 1, 0);
        }
        used += length;
    }
    lines.min(MOST_LINES)
}

/// The number of a row, which [`MOST_ROWS`] keeps within the sheet.
fn row_of(row: usize) -> u32 {
    u32::try_from(row).expect("a sheet has 1,048,576 rows at most")
}
