//! A layer as sheets: as many as its rows need, one in general.
//!
//! Titles and the names of rows stay in sight; on paper a sheet is as wide as a lying page, with
//! the titles on each page.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};
use maillage_core::geodesy::Position;
use maillage_hours::Lang;
use rust_xlsxwriter::{
    Color, ExcelDateTime, Format, FormatAlign, FormatBorder, IgnoreError, Worksheet, XlsxError,
};

use super::codes::{self, InWords};
use crate::{Column, ColumnType, Geometry, Layer, Unit, Value, sentences::columns as titles};

/// Rows of a sheet below its titles.
const MOST_ROWS: usize = 1_048_575;
/// Longest text of a cell, in units of UTF-16.
const LONGEST_TEXT: usize = 32_767;
/// Narrowest and widest column, in digits.
const WIDTHS: Range<usize> = 9..48;
/// Widest part of a sheet that stays in sight, in digits: more of it would hide the rest.
const WIDEST_FROZEN: usize = 72;
/// Columns among which the names of rows are.
const FIRST_COLUMNS: u16 = 3;
/// Decimals of the positions of a layer that has no columns for them: 0.1 m.
const DEGREES: u8 = 6;
/// Excel's numbers of A4, and of the format that shows a day as the language of the reader does.
const A4: u8 = 9;
const SHORT_DAY: u8 = 14;
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
    let mut sheets = Sheets::new(rows, layer.rows, lang);
    for column in &layer.columns {
        sheets.add(column, codes::of_column(layer, column))?;
        if column.name == "code_epci"
            && let Some(names) = codes::names_of_epcis(layer, column)
        {
            sheets.add(&names, None)?;
        }
    }
    if layer.lacks_positions() {
        let at = |row: usize| match (layer.geometry)(row) {
            Geometry::Point(at) => Some(at),
            Geometry::Area(_) | Geometry::Line(_) | Geometry::None => None,
        };
        let degrees = |name: &'static str, title, of: fn(Position) -> f64| {
            Column::decimal(name, Unit::Degrees, DEGREES, title, move |row| at(row).map(of))
        };
        sheets.add(&degrees("latitude", titles::latitude(), Position::latitude), None)?;
        sheets.add(&degrees("longitude", titles::longitude(), Position::longitude), None)?;
    }
    sheets.finish()
}

/// The sheets of a layer, column by column.
struct Sheets {
    written: Vec<Worksheet>,
    /// The rows of each.
    rows: Vec<Range<usize>>,
    /// The rows of all.
    all: usize,
    lang: Lang,
    /// Columns so far, and their width together.
    columns: u16,
    width: usize,
    /// Columns that stay in sight.
    frozen: u16,
    /// Lines of the longest title.
    lines: usize,
}

impl Sheets {
    fn new(rows: Vec<Range<usize>>, all: usize, lang: Lang) -> Self {
        let written = rows.iter().map(|_| Worksheet::new()).collect();
        Self { written, rows, all, lang, columns: 0, width: 0, frozen: 0, lines: 1 }
    }

    /// Adds a column, unless it has rows and no value. Codes are written in words where these are
    /// given.
    fn add(&mut self, column: &Column, in_words: Option<InWords>) -> Result<(), XlsxError> {
        // Each value is asked for once: it may take time to find.
        let shown = |row| in_cell(column.value(row), in_words.as_ref(), self.lang);
        let values: Vec<Value> = (0..self.all).map(shown).collect();
        if !values.is_empty() && values.iter().all(|value| *value == Value::Null) {
            return Ok(());
        }
        let title = column.titles.get(self.lang);
        let width = width_of(column, title, &values);
        let is_of_days = are_days(&values);
        let format = match is_of_days {
            true => Format::new().set_num_format_index(SHORT_DAY),
            false => Format::new().set_num_format(number_format(column)),
        };
        for (sheet, rows) in self.written.iter_mut().zip(&self.rows) {
            sheet.set_column_width(self.columns, width as f64)?;
            sheet.write_string_with_format(0, self.columns, cut(title), &header_format())?;
            let values = &values[rows.clone()];
            if is_of_days {
                write_days(sheet, self.columns, &format, values)?;
            } else {
                write_column(sheet, self.columns, column, &format, values)?;
            }
        }
        self.lines = self.lines.max(lines_of(title, width));
        self.columns += 1;
        self.width += width;
        if column.name == "nom" && self.columns <= FIRST_COLUMNS && self.width <= WIDEST_FROZEN {
            self.frozen = self.columns;
        }
        Ok(())
    }

    /// Sets what a reader sees and prints of each.
    fn finish(mut self) -> Result<Vec<Sheet>, XlsxError> {
        for (sheet, rows) in self.written.iter_mut().zip(&self.rows) {
            sheet.set_row_height(0, (LINE * self.lines + 3) as f64)?;
            sheet.set_freeze_panes(1, self.frozen)?;
            if self.columns > 0 {
                sheet.autofilter(0, 0, row_of(rows.len()), self.columns - 1)?;
            }
            set_page(sheet).set_repeat_rows(0, 0)?;
        }
        let sheets = self.written.into_iter().zip(self.rows);
        Ok(sheets.map(|(written, rows)| Sheet { rows: rows.len(), written }).collect())
    }
}

/// A value as a cell shows it: a code in words.
fn in_cell<'run>(value: Value<'run>, in_words: Option<&InWords>, lang: Lang) -> Value<'run> {
    let words = in_words.and_then(|in_words| in_words(&value.to_text()?));
    words.map_or(value, |words| Value::Text(words.into_lang(lang).into()))
}

/// Sets the page of a sheet: a lying A4, as wide as all columns, with its name and number below.
pub(super) fn set_page(sheet: &mut Worksheet) -> &mut Worksheet {
    sheet
        .set_landscape()
        .set_paper_size(A4)
        .set_print_fit_to_pages(1, 0)
        .set_footer("&L&A&R&P / &N")
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

/// Whether the values are texts of days, such as `2026-01-05`, and there are any.
fn are_days(values: &[Value]) -> bool {
    let mut known = values.iter().filter(|value| **value != Value::Null).peekable();
    known.peek().is_some() && known.all(|value| day_of(value).is_some())
}

/// The day that a text states; `None` for one that spreadsheets do not count from 1900.
fn day_of(value: &Value) -> Option<ExcelDateTime> {
    let Value::Text(text) = value else { return None };
    let day: NaiveDate = text.parse().ok().filter(|_| text.len() == 10)?;
    // Of 1900 spreadsheets count a day too many.
    let year = u16::try_from(day.year()).ok().filter(|year| (1901..=9999).contains(year))?;
    let (month, day) = (u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?);
    ExcelDateTime::from_ymd(year, month, day).ok()
}

/// Writes a column of days below its title. What is missing has no cell.
fn write_days(
    sheet: &mut Worksheet,
    rank: u16,
    format: &Format,
    values: &[Value],
) -> Result<(), XlsxError> {
    for (row, value) in values.iter().enumerate() {
        if let Some(day) = day_of(value) {
            sheet.write_datetime_with_format(row_of(row + 1), rank, &day, format)?;
        }
    }
    Ok(())
}

/// Writes the values of a column below its title. What is missing has no cell.
fn write_column(
    sheet: &mut Worksheet,
    rank: u16,
    column: &Column,
    format: &Format,
    values: &[Value],
) -> Result<(), XlsxError> {
    for (row, value) in values.iter().enumerate() {
        let row = row_of(row + 1);
        match value {
            // Never `write`, which would take a text for a formula.
            Value::Text(text) => sheet.write_string(row, rank, cut(text))?,
            Value::Integer(number) => {
                sheet.write_number_with_format(row, rank, *number as f64, format)?
            }
            Value::Decimal(number) => sheet.write_number_with_format(row, rank, *number, format)?,
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
