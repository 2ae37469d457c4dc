//! CSV tables: detects the separator. Quoted values may contain separators and line ends.
//!
//! A quote that somebody left at the start of a value hides all rows up to the next quote. It is
//! known by the lines that it hides: each is a row of the table by itself.

use std::{
    collections::{BTreeMap, VecDeque},
    path::Path,
};

use csv::{Reader, ReaderBuilder, StringRecord};
use maillage_core::model::Line;
use maillage_words::{Words, spoken::Rank};

use super::{
    Decoded,
    cell::clean_cell,
    cells::CellsBuilder,
    header::{self, Header},
};
use crate::{Budget, Columns, Error, Format, Result, Row, sentences};
use crate::{Defect, DefectKind, defect::note_break};

/// Separators that are tried, the most frequent first.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Number of rows used to detect the separator.
const SAMPLE: usize = 20;
/// Maximum number of bytes used to detect the separator.
pub(super) const SAMPLE_BYTES: usize = 1 << 18;
/// Number of columns in one row from which a file is refused. Splitting such a row takes eight
/// bytes per column.
const MAX_COLUMNS_SPLIT: usize = 1_000_000;
/// Length of the first line, in bytes, from which a file is refused.
const MAX_HEADER_BYTES: usize = 10_000_000;
/// Number of columns from which lines of as many values are rows, and not lines of prose.
const FEWEST_COLUMNS: usize = 4;
/// Number of columns that hold figures only in lines that are rows: a code and a coordinate, say.
const COLUMNS_OF_FIGURES: usize = 2;

pub(super) fn decode(
    path: &Path,
    text: &str,
    encoding: &'static str,
    budget: &mut Budget,
) -> Result<Decoded> {
    let (opening, mut records) = open(path, text)?;
    let mut record = StringRecord::new();
    let mut rows = CsvRows::under(opening);
    records.width = rows.header;
    while let Some(line) = records.next(&mut record)? {
        rows.push(&record, line, budget)?;
    }
    if let Some(line) = records.unclosed_quote() {
        return Err(unclosed(path, line));
    }
    rows.note_stray_quotes(&records.stray_quotes);
    if !text.ends_with(['\n', '\r']) {
        let in_quotes = records.ends_in_quotes().then_some(records.lines.line);
        note_break(&mut rows.defects, rows.read, in_quotes);
    }
    Ok(rows.decoded(encoding))
}

/// The header of a table and what comes before its first row.
pub(super) struct TableHead {
    /// Separator of the columns.
    pub(super) separator: u8,
    /// Number of records that are not blank before the first row: titles and the header.
    pub(super) above: usize,
    /// Names of the columns.
    pub(super) names: Vec<String>,
    /// Number of columns in the header, including unnamed ones.
    pub(super) header: usize,
    /// Defects found in the header and above it.
    pub(super) defects: Vec<Defect>,
}

impl TableHead {
    /// Reads the header of a table that starts with `text`.
    pub(super) fn of(path: &Path, text: &str) -> Result<Self> {
        let mut opening = open(path, text)?.0;
        // A reader of records counts the line that states the separator as a record.
        opening.above += usize::from(stated_separator(text).0.is_some());
        Ok(opening)
    }
}

/// The error for a quote that opens on `line` and never closes.
pub(super) fn unclosed(path: &Path, line: usize) -> Error {
    Error::Csv { path: path.to_owned(), line, reason: sentences::unclosed() }
}

/// Reads the header of the table in `text`. Returns it with the records from the first row on.
fn open<'text>(path: &'text Path, text: &'text str) -> Result<(TableHead, Records<'text>)> {
    let (stated, table) = stated_separator(text);
    let separator = stated.unwrap_or_else(|| separator_of(table));
    let first_line = if stated.is_some() { 2 } else { 1 };
    refuse_oversized(path, table, separator, first_line)?;

    let mut records = Records::new(path, table, separator, first_line);
    let mut record = StringRecord::new();
    let mut head: Vec<(usize, StringRecord)> = Vec::new();
    while head.len() < header::SAMPLE
        && let Some(line) = records.next(&mut record)?
    {
        head.push((line, record.clone()));
    }
    let cells: Vec<Vec<&str>> = head.iter().map(|(_, record)| record.iter().collect()).collect();
    let Header { rank, below: above, names } = Header::of(&cells);
    let Some((line, first)) = head.get(rank) else {
        return Err(Error::Empty { path: path.to_owned() });
    };
    if names.len() > Columns::MOST {
        return Err(too_wide(path, *line, names.len()));
    }
    let mut defects = header::titles(cells.into_iter().take(rank));
    defects.extend(header::values(&names));
    defects.extend(header::duplicate_names(&names));
    let header = first.len().max(names.len()).min(Columns::MOST);
    let mut records = Records::new(path, table, separator, first_line);
    for _ in 0..above {
        records.next(&mut record)?;
    }
    Ok((TableHead { separator, above, names, header, defects }, records))
}

/// CsvRows read so far, with the columns they have.
struct CsvRows {
    names: Vec<String>,
    /// Number of columns in the header, including unnamed ones.
    header: usize,
    rows: Vec<Row>,
    read: usize,
    defects: Vec<Defect>,
    cells: CellsBuilder,
}

impl CsvRows {
    fn under(opening: TableHead) -> Self {
        let TableHead { names, header, defects, .. } = opening;
        let cells = CellsBuilder::default();
        Self { names, header, rows: Vec::new(), read: 0, defects, cells }
    }

    fn push(&mut self, record: &StringRecord, line: usize, budget: &mut Budget) -> Result<()> {
        let defects = self.defects.len();
        let line = Line { number: line, rank: self.read };
        self.read += 1;
        let filled = (0..record.len()).rev().find(|at| !record[*at].trim().is_empty());
        let filled = filled.map_or(0, |last| last + 1);
        let count = || format!("{} / {}", record.len(), self.names.len());
        if filled > self.header {
            self.defects.push(Defect::lost_row(line, DefectKind::TooManyFields, count()));
            return budget.take_defects(&self.defects, defects);
        }
        if record.len() < self.names.len() {
            self.defects.push(Defect::row(line, DefectKind::TooFewFields, count()));
        }
        let mut noted = false;
        for (rank, cell) in record.iter().take(filled).enumerate() {
            let (cell, kind) = clean_cell(cell);
            if let Some(kind) = kind.filter(|_| !noted) {
                self.defects.push(Defect::row(line, kind, &*cell));
                noted = true;
            }
            self.cells.push(rank, &cell);
        }
        let row = Row::of(line, self.cells.cells(), None);
        budget.take_row(&row)?;
        budget.take_defects(&self.defects, defects)?;
        self.rows.push(row);
        // An unnamed column is kept when one of its cells is filled.
        if filled > self.names.len() {
            self.names.resize(filled, String::new());
        }
        Ok(())
    }

    /// Tells of the rows in which a stray quote opens, by their lines.
    fn note_stray_quotes(&mut self, lines: &[usize]) {
        for row in self.rows.iter().filter(|row| lines.binary_search(&row.line.number).is_ok()) {
            let value = row.cell(0).to_owned();
            self.defects.push(Defect::row(row.line, DefectKind::StrayQuote, value));
        }
    }

    fn decoded(self, encoding: &'static str) -> Decoded {
        let columns = Columns::new(self.names);
        let Self { rows, defects, .. } = self;
        Decoded {
            format: Format::Csv,
            encoding,
            crs: None,
            columns,
            rows,
            defects,
            tables: BTreeMap::new(),
        }
    }
}

/// Records of a text without the blank ones, with the line on which each starts.
struct Records<'text> {
    path: &'text Path,
    separator: u8,
    reader: Reader<&'text [u8]>,
    lines: LineCounter<'text>,
    /// Number of columns, from which hidden rows are known; zero until it is known itself.
    width: usize,
    /// The rows that a stray quote had hidden and that are read next, with their lines.
    hidden: VecDeque<(usize, &'text str)>,
    /// Lines in which a stray quote opens.
    stray_quotes: Vec<usize>,
}

impl<'text> Records<'text> {
    fn new(path: &'text Path, table: &'text str, separator: u8, first_line: usize) -> Self {
        let reader = ReaderBuilder::new()
            .delimiter(separator)
            .flexible(true)
            .has_headers(false)
            .from_reader(table.as_bytes());
        let lines = LineCounter { text: table, counted: 0, line: first_line };
        let (hidden, stray_quotes) = (VecDeque::new(), Vec::new());
        Self { path, separator, reader, lines, width: 0, hidden, stray_quotes }
    }

    /// Reads the next record and returns its line. `None` at the end.
    fn next(&mut self, record: &mut StringRecord) -> Result<Option<usize>> {
        loop {
            if let Some((line, text)) = self.hidden.pop_front() {
                *record = self.row_of(text);
                return Ok(Some(line));
            }
            let more = self.reader.read_record(record).map_err(|error| Error::Csv {
                path: self.path.to_owned(),
                line: self.lines.line,
                reason: Words::same(&error.to_string()),
            })?;
            if !more {
                return Ok(None);
            }
            let offset = record.position().map_or(0, |position| position.byte() as usize);
            let line = self.lines.at(offset);
            if self.show_hidden_rows(record, line) {
                continue;
            }
            if record.iter().any(|cell| !cell.trim().is_empty()) {
                return Ok(Some(line));
            }
        }
    }

    /// Whether `record`, which starts on `line`, is several rows of which a quote makes one. They
    /// are read next.
    ///
    /// Each of its lines then has as many values as there are columns. Where its quotes pair, so
    /// may the lines of a text: in rows of a table, some columns hold figures only.
    fn show_hidden_rows(&mut self, record: &StringRecord, line: usize) -> bool {
        let mut bytes = record.as_byte_record().as_slice().iter();
        let spans_lines = bytes.any(|byte| matches!(byte, b'\n' | b'\r'));
        if self.width < FEWEST_COLUMNS || !spans_lines {
            return false;
        }
        let end = self.reader.position().byte() as usize;
        let span = self.lines.text.get(self.lines.counted..end).unwrap_or("");
        let line_end = if span.contains('\n') { '\n' } else { '\r' };
        let lines = span.split(line_end).enumerate();
        let hidden: VecDeque<(usize, &str)> = lines
            .map(|(rank, text)| (line + rank, text.trim_end_matches('\r')))
            .filter(|(_, text)| text.chars().any(|it| !it.is_whitespace() && !self.separates(it)))
            .collect();
        let is_valid = span.matches('"').count().is_multiple_of(2);
        let mut figures = vec![is_valid; self.width];
        for (_, text) in &hidden {
            let row = self.row_of(text);
            if row.len() != self.width {
                return false;
            }
            figures.iter_mut().zip(&row).for_each(|(all, cell)| *all &= header::is_figure(cell));
        }
        let are_alike = figures.iter().filter(|all| **all).count() >= COLUMNS_OF_FIGURES;
        let are_rows = hidden.len() > 1 && (!is_valid || are_alike);
        if are_rows {
            self.stray_quotes.push(line);
            self.hidden = hidden;
        }
        are_rows
    }

    fn separates(&self, letter: char) -> bool {
        letter == char::from(self.separator)
    }

    /// The values of a line by itself. A quote without another is a character like any other.
    fn row_of(&self, line: &str) -> StringRecord {
        let quotes = line.matches('"').count();
        if quotes == 0 || !quotes.is_multiple_of(2) {
            return line.split(|letter| self.separates(letter)).collect();
        }
        let reader = ReaderBuilder::new()
            .delimiter(self.separator)
            .flexible(true)
            .has_headers(false)
            .from_reader(line.as_bytes());
        reader.into_records().next().and_then(std::result::Result::ok).unwrap_or_default()
    }

    /// Whether the last row opens a quote that it does not close.
    fn ends_in_quotes(&self) -> bool {
        let (mut starts, mut is_quoted, mut closes) = (true, false, false);
        for letter in self.lines.text[self.lines.counted..].chars() {
            if letter == '"' && (starts || is_quoted || closes) {
                is_quoted = !is_quoted;
                closes = !is_quoted;
            } else {
                closes = false;
            }
            starts = !is_quoted && (self.separates(letter) || matches!(letter, '\n' | '\r'));
        }
        is_quoted && self.stray_quotes.last() != Some(&self.lines.line)
    }

    /// The line of the last row when its quotes do not pair. `None` otherwise.
    ///
    /// A quote that never closes hides all later rows. The file must be refused, not read as a
    /// short one.
    fn unclosed_quote(&self) -> Option<usize> {
        let last = self.lines.text[self.lines.counted..].trim_end();
        let swallowed_rows = last.contains(['\n', '\r']);
        let odd = last.matches('"').count() % 2 == 1;
        let are_shown = self.stray_quotes.last() == Some(&self.lines.line);
        (odd && swallowed_rows && !are_shown).then_some(self.lines.line)
    }
}

/// Counts lines along a text. The line numbers of the decoder are off by one after `\r\n`.
struct LineCounter<'text> {
    text: &'text str,
    counted: usize,
    line: usize,
}

impl LineCounter<'_> {
    /// The line of the record that starts at or after `offset`.
    fn at(&mut self, mut offset: usize) -> usize {
        let text = self.text.as_bytes();
        while matches!(text.get(offset), Some(b'\r' | b'\n')) {
            offset += 1;
        }
        // A line may end with `\r` alone, as in files from old Macintosh programs.
        let ends = |at: &usize| match text[*at] {
            b'\n' => true,
            b'\r' => text.get(at + 1) != Some(&b'\n'),
            _ => false,
        };
        self.line += (self.counted..offset).filter(ends).count();
        self.counted = offset;
        self.line
    }
}

/// The separator stated by a first line `sep=;`, which Excel reads and writes, with the text after
/// that line.
fn stated_separator(text: &str) -> (Option<u8>, &str) {
    let end = text.find(['\n', '\r']).unwrap_or(text.len());
    let (line, rest) = text.split_at(end);
    let stated = match line.trim_matches('"').as_bytes() {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', separator] if separator.is_ascii() => {
            Some(*separator)
        }
        _ => None,
    };
    let rest = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\n', '\r']));
    match stated {
        Some(_) => (stated, rest.unwrap_or("")),
        None => (None, text),
    }
}

/// Refuses a text that would take many times its size once it is split.
fn refuse_oversized(path: &Path, text: &str, separator: u8, first_line: usize) -> Result<()> {
    let start = &text.as_bytes()[..text.len().min(MAX_HEADER_BYTES)];
    if start.len() == MAX_HEADER_BYTES && !start.iter().any(|byte| matches!(byte, b'\n' | b'\r')) {
        let reason = sentences::long_header(Rank(MAX_HEADER_BYTES));
        return Err(Error::Csv { path: path.to_owned(), line: first_line, reason });
    }
    let (mut line, mut columns, mut quoted) = (first_line, 1, false);
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' => {
                line += 1;
                columns = 1;
            }
            b'\r' => columns = 1,
            byte if byte == separator && !quoted => {
                columns += 1;
                if columns > MAX_COLUMNS_SPLIT {
                    return Err(too_wide(path, line, columns));
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn too_wide(path: &Path, line: usize, columns: usize) -> Error {
    let reason = sentences::many_columns(Rank(columns), Rank(Columns::MOST));
    Error::Csv { path: path.to_owned(), line, reason }
}

/// The separator that splits the first rows into the most columns of equal number.
fn separator_of(text: &str) -> u8 {
    let mut ends = (0..=SAMPLE_BYTES.min(text.len())).rev();
    let sample = &text[..ends.find(|end| text.is_char_boundary(*end)).unwrap_or(0)];
    let widths = |separator: u8| -> Vec<usize> {
        let mut reader = ReaderBuilder::new()
            .delimiter(separator)
            .flexible(true)
            .has_headers(false)
            .from_reader(sample.as_bytes());
        reader.records().take(SAMPLE).map_while(|row| row.ok().map(|row| row.len())).collect()
    };
    // CsvRows of equal width count more than wide rows: a list whose texts are full of commas is
    // separated by semicolons.
    let score = |widths: &[usize], width: usize| {
        let alike = widths.iter().filter(|found| **found == width).count();
        if width < 2 { 0 } else { alike * 1_000 + width }
    };
    let cuts = SEPARATORS.map(|separator| (separator, widths(separator)));
    let best = |score: &dyn Fn(&[usize]) -> usize| {
        let scores = cuts.iter().rev().map(|(separator, widths)| (score(widths), *separator));
        scores.max_by_key(|(score, _)| *score).unwrap_or((0, b','))
    };
    let by_first_row = best(&|widths| score(widths, widths.first().copied().unwrap_or(1)));
    if 2 * (by_first_row.0 / 1_000) > cuts[0].1.len() {
        return by_first_row.1;
    }
    // With a title above the table or rows of unequal width, the width of any row may be the right
    // one.
    let by_any_row =
        best(&|widths| widths.iter().map(|width| score(widths, *width)).max().unwrap_or(0));
    by_any_row.1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempted(text: &str) -> Result<Decoded> {
        let path = Path::new("x.csv");
        decode(path, text, "UTF-8", &mut Budget::of_file(path, 0))
    }

    fn decoded(text: &str) -> Decoded {
        attempted(text).expect("a table")
    }

    #[test]
    fn the_separator_gives_rows_of_equal_width() {
        assert_eq!(separator_of("a;b\n1,5;2,5\n3,5;4,5\n"), b';');
        assert_eq!(separator_of("a,b\n\"1;2\",3\n"), b',');
        assert_eq!(separator_of("a\tb\n1\t2\n"), b'\t');
        assert_eq!(separator_of("a\n1\n"), b',');
        assert_eq!(separator_of("Lieux, sites, points\na;b;c\n1;2;3\n4;5;6\n"), b';');
    }

    #[test]
    fn a_first_line_that_states_the_separator_is_not_a_row() {
        let sheet = decoded("sep=|\r\na|b,c\r\n1|2\r\n");
        assert_eq!(sheet.columns.names(), ["a", "b,c"]);
        assert_eq!(sheet.rows[0].line.number, 3);
    }

    #[test]
    fn rows_that_a_stray_quote_hides_are_read_and_told() {
        let rows =
            "1,\"rue Basse, 2\",x,y\n2,b,\"Fermé en août,z\n3,c,,\n4,d,\"ouvert\",y\n5,e,x,y\n";
        for end in ["\n", "\r\n", "\r"] {
            let sheet = decoded(&format!("id,adresse,note,suite\n{rows}").replace('\n', end));
            let ids: Vec<&str> = sheet.rows.iter().map(|row| row.cell(0)).collect();
            assert_eq!(ids, ["1", "2", "3", "4", "5"]);
            assert_eq!(sheet.rows[1].cell(2), "\"Fermé en août");
            assert_eq!(sheet.rows[3].cell(2), "ouvert");
            assert_eq!(sheet.rows[4].line, Line { number: 6, rank: 4 });
            let told: Vec<_> = sheet.defects.iter().map(|it| (it.kind, it.line)).collect();
            assert_eq!(told, [(DefectKind::StrayQuote, Some(Line { number: 3, rank: 1 }))]);
        }
        // A second quote further down, by chance: the numbers tell rows from lines of a text.
        let sheet = decoded("id,nom,x,note\n1,a,2.5,\"b\n2,c,3.5,d\n3,e,4.5,f\"\n4,g,5.5,h\n");
        assert_eq!((sheet.rows.len(), sheet.defects.len()), (4, 1));
        // Up to the end of the file.
        let sheet = decoded("id,nom,x,note\n1,a,2.5,\"b\n2,c,3.5,d\n3,e,4.5,\n");
        assert_eq!((sheet.rows.len(), sheet.defects.len()), (3, 1));
    }

    #[test]
    fn a_text_of_several_lines_is_one_value() {
        for text in [
            "lundi, mardi\nmercredi, jeudi",
            "Horaires :\nlundi, mardi, jeudi, vendredi",
            "Horaires :\n9-12, le lundi, le mardi, le jeudi",
        ] {
            let sheet = decoded(&format!("id,nom,suite,note\n1,a,b,\"{text}\"\n2,b,c,d\n"));
            assert_eq!((sheet.rows.len(), sheet.defects.len()), (2, 0), "{text}");
            assert_eq!(sheet.rows[0].cell(3).lines().count(), 2, "{text}");
        }
    }

    #[test]
    fn a_file_that_stops_in_the_middle_of_its_last_row_is_told() {
        let kinds = |text| -> Vec<DefectKind> {
            decoded(text).defects.iter().map(|defect| defect.kind).collect()
        };
        assert_eq!(kinds("a,b,c\n1,2,3\n4,5"), [DefectKind::BreaksOff]);
        assert_eq!(kinds("a,b,c\n1,2,3\n4,5\n"), [DefectKind::TooFewFields]);
        assert_eq!(kinds("a,b,c\n1,2\n4,5"), [DefectKind::TooFewFields; 2]);
        assert_eq!(kinds("a,b,c\n1,2,3\n4,5,6"), []);
        assert_eq!(kinds("a,b,c\n1,2,3\nSource : INSEE"), [DefectKind::TooFewFields]);
        // In the middle of a text in quotes, whatever the other rows.
        assert_eq!(kinds("a,b,c\n1,2,3\n4,5,\"si"), [DefectKind::BreaksOff]);
        let told = [DefectKind::TooFewFields, DefectKind::BreaksOff];
        assert_eq!(kinds("a,b,c\n1,2\n4,\"cinq"), told);
        assert_eq!(kinds("a,b,c\n1,2,3\n4,\"5 \"\"bis\"\"\",\"6\""), []);
        assert_eq!(kinds("a,b,c\n1,2,3\n4,écran 5\",6"), []);
    }

    #[test]
    fn a_file_that_breaks_off_is_a_defect_of_the_file_that_names_the_line() {
        let defects = decoded("a,b,c\n1,2,3\n4,5").defects;
        assert_eq!(defects, [Defect::file(DefectKind::BreaksOff, "2 / 3, ligne 3")]);
    }

    #[test]
    fn a_row_of_values_where_titles_should_be_is_told() {
        let kinds = |text| -> Vec<DefectKind> {
            decoded(text).defects.iter().map(|defect| defect.kind).collect()
        };
        assert_eq!(kinds("Mairie,45.651,0.152\nGare,45.66,0.16\n"), [DefectKind::HeaderIsData]);
        assert_eq!(kinds("Mairie,a@b.fr\nGare,c@d.fr\n"), [DefectKind::HeaderIsData]);
        assert_eq!(kinds("code,2021,2022.5,P15-19\n01001,1,2,3\n"), []);
    }

    #[test]
    fn a_row_carries_the_line_on_which_it_starts() {
        for end in ["\r\n", "\n", "\r"] {
            let text = "nom,note\n\"a\",\"two\nlines\"\n\nb,c\n".replace('\n', end);
            let lines: Vec<_> = decoded(&text).rows.iter().map(|row| row.line.number).collect();
            assert_eq!(lines, [2, 5], "{end:?}");
        }
    }

    #[test]
    fn a_row_with_too_many_values_is_removed_and_a_short_row_is_kept() {
        let sheet = decoded("a,b\n1,2,3\n4\n5,6,\n7,8\n");
        assert_eq!(sheet.rows.len(), 3);
        let fates: Vec<_> = sheet
            .defects
            .iter()
            .map(|defect| (defect.line.map(|line| line.number), defect.is_lost))
            .collect();
        assert_eq!(fates, [(Some(2), true), (Some(3), false)]);
        assert_eq!(sheet.rows[0].cell(1), "");
    }

    #[test]
    fn a_quote_that_never_closes_is_an_error_on_its_line() {
        let text = "nom,adresse\na,1 rue\nb,\"2 rue\nc,3 rue\n";
        let error = attempted(text).err().expect("an error");
        assert!(error.to_string().starts_with("x.csv: line 3: a quote"), "{error}");
    }

    #[test]
    fn text_encoded_twice_is_repaired_and_reported() {
        let sheet = decoded("nom,x\nMÃ©diathÃ¨que,1\n");
        assert_eq!(sheet.rows[0].cell(0), "Médiathèque");
        assert_eq!(sheet.defects[0].kind, DefectKind::Mojibake);
    }

    #[test]
    fn an_unnamed_column_is_kept_when_one_of_its_cells_is_filled() {
        assert_eq!(decoded("a,b,,\n1,2,,\n").columns.names(), ["a", "b"]);
        assert_eq!(decoded("a,b,,\n1,2,x,\n").columns.names(), ["a", "b", ""]);
        assert_eq!(decoded("a,,c\n1,2,3\n").columns.names(), ["a", "", "c"]);
    }

    #[test]
    fn a_title_above_the_header_is_skipped_and_reported() {
        let sheet = decoded("Lieux 2023;;\n;;\nnom;latitude;longitude\nA;45,1;0,1\n");
        assert_eq!(sheet.columns.names(), ["nom", "latitude", "longitude"]);
        let lines: Vec<_> = sheet.rows.iter().map(|row| row.line.number).collect();
        assert_eq!(lines, [4]);
        assert_eq!(sheet.defects, [Defect::file(DefectKind::TitleSkipped, "Lieux 2023")]);
    }
}
