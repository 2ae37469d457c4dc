//! OpenDocument spreadsheets: reads the tables of `content.xml` cell by cell.
//!
//! `calamine` is not used: it expands every repeated cell, and never ends on an incomplete table.

use std::path::Path;

use maillage_words::{Words, spoken::Rank};
use quick_xml::{
    Reader, XmlVersion,
    escape::unescape,
    events::{BytesStart, Event},
};

use super::{CellContent, Worksheet, text_of_number};
use crate::{
    Budget, Columns, Error, Result, archive, sentences,
    text::{DecodedText, decode_within},
};

/// Maximum number of rows in a sheet, as in the programs that write these files.
const MOST_ROWS: u32 = 1 << 20;

/// Maximum number of filled cells that a file stores as repetitions of others. Programs repeat a
/// value that a user has filled downwards, in some columns of some ten thousand rows at most.
const MOST_REPEATED: usize = 500_000;

pub(super) fn worksheets(path: &Path, bytes: &[u8], budget: &mut Budget) -> Result<Vec<Worksheet>> {
    let content = archive::member(path, bytes, "content.xml", budget)?;
    let DecodedText { text: content, .. } = decode_within(&content, budget)?;
    let mut tables = OdsReader::new(path, budget);
    let mut reader = Reader::from_str(&content);
    reader.config_mut().expand_empty_elements = true;
    loop {
        let event =
            reader.read_event().map_err(|error| broken(path, Words::same(&error.to_string())))?;
        match event {
            Event::Start(element) => tables.open(&element)?,
            Event::End(element) => tables.close(element.name().as_ref())?,
            Event::Text(text) => tables.write(&text.xml10_content())?,
            Event::CData(text) => tables.write(&text.xml10_content())?,
            Event::GeneralRef(entity) => {
                let entity = format!("&{};", entity.xml10_content());
                tables.write(&unescape(&entity).unwrap_or_default())?;
            }
            Event::Eof if tables.depth > 0 => {
                return Err(broken(path, sentences::table_breaks_off()));
            }
            Event::Eof => return Ok(tables.sheets),
            _ => {}
        }
    }
}

/// State of the reader: the tables read so far, and the position in the last one.
struct OdsReader<'run> {
    path: &'run Path,
    sheets: Vec<Worksheet>,
    budget: &'run mut Budget,
    /// Number of filled cells that are stored by repetition.
    repeated: usize,
    /// Number of open tables. A nested table is skipped.
    depth: usize,
    /// The current row, from 0, and its number of repetitions.
    row: u32,
    rows: u32,
    cells: Vec<(u32, u32, OdsValue)>,
    /// Memory that the cells of the current row take, which its end gives back.
    held: usize,
    column: u32,
    columns: u32,
    cell: Option<OdsValue>,
    /// Number of open comments and drawings. Their text does not belong to the cell.
    aside: usize,
}

/// Content of a cell: the value in its attributes, or else the text inside it.
#[derive(Clone, Default)]
struct OdsValue {
    stated: Option<String>,
    text: String,
    paragraphs: usize,
    is_error: bool,
}

impl<'run> OdsReader<'run> {
    fn new(path: &'run Path, budget: &'run mut Budget) -> Self {
        Self {
            path,
            sheets: Vec::new(),
            budget,
            repeated: 0,
            depth: 0,
            row: 0,
            rows: 1,
            cells: Vec::new(),
            held: 0,
            column: 0,
            columns: 1,
            cell: None,
            aside: 0,
        }
    }

    fn open(&mut self, element: &BytesStart) -> Result<()> {
        let name = element.name();
        let name = name.as_ref();
        match name {
            "table:table" => {
                self.depth += 1;
                if self.depth == 1 {
                    let title = attribute(element, "table:name").unwrap_or_default();
                    self.sheets.push(Worksheet::new(title, false));
                    self.row = 0;
                }
            }
            _ if self.depth != 1 => {}
            "table:table-row" => {
                self.rows = repeats(element, "table:number-rows-repeated");
                self.column = 0;
                self.cells.clear();
            }
            "table:table-cell" | "table:covered-table-cell" => {
                self.columns = repeats(element, "table:number-columns-repeated");
                self.cell = Some(OdsValue::stated_by(element));
                self.aside = 0;
            }
            "office:annotation" | "draw:frame" | "draw:custom-shape" => self.aside += 1,
            "text:p" | "text:h" => {
                if let Some(cell) = self.cell.as_mut().filter(|_| self.aside == 0) {
                    if cell.paragraphs > 0 {
                        cell.text.push('\n');
                    }
                    cell.paragraphs += 1;
                }
            }
            "text:s" => self.write(" ")?,
            "text:tab" => self.write("\t")?,
            "text:line-break" => self.write("\n")?,
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<()> {
        match name {
            "table:table" => self.depth = self.depth.saturating_sub(1),
            _ if self.depth != 1 => {}
            "office:annotation" | "draw:frame" | "draw:custom-shape" => {
                self.aside = self.aside.saturating_sub(1);
            }
            "table:table-cell" | "table:covered-table-cell" => {
                let cell = self.cell.take().unwrap_or_default();
                if !cell.is_empty() {
                    self.hold(size_of_val(&cell) + cell.stated.as_ref().map_or(0, String::len))?;
                    self.cells.push((self.column, self.columns, cell));
                }
                self.column = self.column.saturating_add(self.columns);
            }
            "table:table-row" => self.end_row()?,
            _ => {}
        }
        Ok(())
    }

    fn write(&mut self, text: &str) -> Result<()> {
        if let Some(cell) = self.cell.as_mut().filter(|cell| self.aside == 0 && cell.paragraphs > 0)
        {
            cell.text.push_str(text);
            self.hold(text.len())?;
        }
        Ok(())
    }

    /// Pays `bytes` of the current row, whose buffers hold up to twice their content.
    fn hold(&mut self, bytes: usize) -> Result<()> {
        self.budget.take(2 * bytes)?;
        self.held += 2 * bytes;
        Ok(())
    }

    /// Stores the cells of the row that ends, repeated as the file states.
    fn end_row(&mut self) -> Result<()> {
        let next = self.row.saturating_add(self.rows).min(MOST_ROWS);
        let sheet = self.sheets.last_mut().expect("a row is inside a table");
        let rows = if self.cells.is_empty() { next..next } else { self.row..next };
        // One column beyond the maximum is stored, which marks the row as cut.
        let columns_of = |column: u32, repeats: u32| {
            let end = column.saturating_add(repeats).min(Columns::MOST as u32 + 1);
            column..end.max(column.saturating_add(1))
        };
        let times: usize = self.cells.iter().map(|(at, of, _)| columns_of(*at, *of).len()).sum();
        self.repeated += (rows.len() * times).saturating_sub(self.cells.len());
        if self.repeated > MOST_REPEATED {
            let found = sentences::many_repeated(Rank(MOST_REPEATED));
            return Err(Error::TooLarge { path: self.path.to_owned(), found });
        }
        for row in rows {
            for (column, repeats, cell) in &self.cells {
                for column in columns_of(*column, *repeats) {
                    sheet.put(self.budget, (row, column), cell.shown())?;
                }
            }
        }
        self.row = next;
        self.cells.clear();
        self.budget.give_back(std::mem::take(&mut self.held));
        Ok(())
    }
}

impl OdsValue {
    fn stated_by(element: &BytesStart) -> Self {
        let kind = attribute(element, "office:value-type").unwrap_or_default();
        let stated = match kind.as_str() {
            "float" | "percentage" | "currency" => {
                let value = attribute(element, "office:value");
                value.map(|value| value.parse().map_or(value, text_of_number))
            }
            "date" => attribute(element, "office:date-value").map(whole_day),
            "time" => attribute(element, "office:time-value").map(hours),
            "boolean" => attribute(element, "office:boolean-value"),
            _ => attribute(element, "office:string-value"),
        };
        let is_error = attribute(element, "calcext:value-type").as_deref() == Some("error");
        Self { stated: stated.filter(|_| !is_error), is_error, ..Self::default() }
    }

    fn is_empty(&self) -> bool {
        self.stated.as_deref().unwrap_or(&self.text).is_empty()
    }

    fn shown(&self) -> CellContent {
        match &self.stated {
            Some(text) => CellContent::Text(text.clone()),
            None if self.is_error => CellContent::Error(self.text.clone()),
            None => CellContent::Text(self.text.clone()),
        }
    }
}

fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let found = element.try_get_attribute(name).ok()??;
    found.normalized_value(XmlVersion::Explicit1_0).ok().map(|value| value.into_owned())
}

fn repeats(element: &BytesStart, name: &str) -> u32 {
    attribute(element, name).and_then(|count| count.parse().ok()).unwrap_or(1)
}

/// Removes the time of midnight from `2024-01-31T00:00:00`.
fn whole_day(moment: String) -> String {
    let midnight = ["T00:00:00", "T00:00"].iter().find_map(|none| moment.strip_suffix(none));
    midnight.map(str::to_owned).unwrap_or(moment)
}

/// Converts `PT09H30M00S` to `09:30`.
fn hours(duration: String) -> String {
    let parts = || {
        let (hours, rest) = duration.strip_prefix("PT")?.split_once('H')?;
        let (minutes, rest) = rest.split_once('M')?;
        let seconds = rest.strip_suffix('S').unwrap_or("0");
        let whole: f64 = seconds.replace(',', ".").parse().ok()?;
        let time = format!("{:02}:{:02}", hours.parse::<u32>().ok()?, minutes.parse::<u32>().ok()?);
        Some(if whole == 0.0 { time } else { format!("{time}:{:02}", whole.round()) })
    };
    parts().unwrap_or(duration)
}

fn broken(path: &Path, reason: Words) -> Error {
    Error::Workbook { path: path.to_owned(), reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times_are_written_without_their_empty_part() {
        assert_eq!(whole_day("2024-01-31T00:00:00".to_owned()), "2024-01-31");
        assert_eq!(whole_day("2024-01-31T09:30:00".to_owned()), "2024-01-31T09:30:00");
        assert_eq!(hours("PT09H30M00S".to_owned()), "09:30");
        assert_eq!(hours("PT9H5M7S".to_owned()), "09:05:07");
        assert_eq!(hours("odd".to_owned()), "odd");
    }
}
