//! Tables of text: the separator is found, quotes may hold separators and line ends.

use std::path::Path;

use csv::{ReaderBuilder, StringRecord};

use super::{Decoded, text::undo_mojibake};
use crate::{
    error::{Error, Result},
    ledger::{Fate, Issue, Line, Trouble},
    source::{Columns, Format, Row},
    spelling::fold_column,
};

/// Separators tried, the likelier first.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Rows that the separator is judged on.
const SAMPLE: usize = 20;
/// Bytes that it is judged on at most.
const SAMPLE_BYTES: usize = 1 << 18;

pub(super) fn decode(path: &Path, text: &str, encoding: &'static str) -> Result<Decoded> {
    let separator = separator_of(text);
    let mut reader =
        ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text.as_bytes());
    let broken = |error: csv::Error| Error::Csv {
        path: path.to_owned(),
        line: error.position().map_or(1, |position| position.line() as usize),
        reason: error.to_string(),
    };
    let header: Vec<String> =
        reader.headers().map_err(broken)?.iter().map(|name| clean_cell(name).0.into()).collect();

    if header.len() > Columns::MOST {
        let reason = format!("{} columns, and at most {} are read", header.len(), Columns::MOST);
        return Err(Error::Csv { path: path.to_owned(), line: 1, reason });
    }
    let mut issues = twice_named(&header);
    let mut rows = Vec::new();
    let mut record = StringRecord::new();
    let mut lines = Lines { text: text.as_bytes(), counted: 0, line: 1, rows: 0 };
    while reader.read_record(&mut record).map_err(broken)? {
        let offset = record.position().map_or(0, |position| position.byte() as usize);
        let line = lines.next(offset);
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if let Some(issue) = ragged(&record, header.len(), line) {
            let lost = issue.fate == Fate::SetAside;
            issues.push(issue);
            if lost {
                continue;
            }
        }
        rows.push(row_of(&record, line, &mut issues));
    }
    if let Some(line) = unclosed_quote(text, &lines) {
        let reason =
            "a quote opens in this row and never closes, so that all that follows is one value";
        return Err(Error::Csv { path: path.to_owned(), line, reason: reason.to_owned() });
    }
    let columns = Columns::new(header);
    Ok(Decoded { format: Format::Csv, encoding, crs: None, columns, rows, issues })
}

/// Line numbers along a text. The decoder's own are one short after `\r\n`.
struct Lines<'text> {
    text: &'text [u8],
    counted: usize,
    line: usize,
    rows: usize,
}

impl Lines<'_> {
    /// Where the next row stands, which begins at or after `offset`.
    fn next(&mut self, mut offset: usize) -> Line {
        while matches!(self.text.get(offset), Some(b'\r' | b'\n')) {
            offset += 1;
        }
        let passed = &self.text[self.counted..offset];
        self.line += passed.iter().filter(|byte| **byte == b'\n').count();
        self.counted = offset;
        self.rows += 1;
        Line { number: self.line, rank: self.rows - 1 }
    }
}

/// The line of the last row when its quotes do not pair: a quote that never closes swallows
/// every row to the end of the file, which must not pass for a short file.
fn unclosed_quote(text: &str, lines: &Lines) -> Option<usize> {
    let last = text[lines.counted..].trim_end();
    let swallowed_rows = last.contains('\n');
    let odd = last.matches('"').count() % 2 == 1;
    (odd && swallowed_rows).then_some(lines.line)
}

/// The separator that cuts the first rows into the most columns, all alike.
fn separator_of(text: &str) -> u8 {
    let ends = (0..=SAMPLE_BYTES.min(text.len())).rev();
    let end = ends.into_iter().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    let sample = &text[..end];
    let columns = |separator: u8| {
        let mut reader = ReaderBuilder::new()
            .delimiter(separator)
            .flexible(true)
            .has_headers(false)
            .from_reader(sample.as_bytes());
        let widths: Vec<usize> =
            reader.records().take(SAMPLE).map_while(|row| row.ok().map(|row| row.len())).collect();
        let header = widths.first().copied().unwrap_or(1);
        let alike = widths.iter().filter(|width| **width == header).count();
        // Rows that agree weigh more than rows that are wide: a list whose texts are
        // full of commas is still cut by semicolons.
        if header == 1 { 0 } else { alike * 1_000 + header }
    };
    let best = SEPARATORS.into_iter().rev().max_by_key(|separator| columns(*separator));
    best.unwrap_or(b',')
}

fn twice_named(header: &[String]) -> Vec<Issue> {
    let mut seen = std::collections::HashSet::new();
    let twice = header.iter().filter(|name| !name.is_empty() && !seen.insert(fold_column(name)));
    twice.map(|name| Issue::file(Trouble::DuplicateColumn, name)).collect()
}

fn ragged(record: &StringRecord, width: usize, line: Line) -> Option<Issue> {
    let surplus = record.iter().skip(width).any(|cell| !cell.trim().is_empty());
    let count = format!("{} / {width}", record.len());
    if surplus {
        Some(Issue::row(line, Fate::SetAside, Trouble::TooManyFields, count))
    } else if record.len() < width {
        Some(Issue::row(line, Fate::Kept, Trouble::TooFewFields, count))
    } else {
        None
    }
}

fn row_of(record: &StringRecord, line: Line, issues: &mut Vec<Issue>) -> Row {
    let mut noted = false;
    let cells = record
        .iter()
        .map(|cell| {
            let (cell, trouble) = clean_cell(cell);
            if let Some(trouble) = trouble.filter(|_| !noted) {
                issues.push(Issue::row(line, Fate::Kept, trouble, &*cell));
                noted = true;
            }
            cell
        })
        .collect();
    Row::new(line, cells, None)
}

/// `cell` trimmed and repaired, with what was the matter.
pub(super) fn clean_cell(cell: &str) -> (Box<str>, Option<Trouble>) {
    let trimmed = cell.trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
    if let Some(repaired) = undo_mojibake(trimmed) {
        return (repaired.into(), Some(Trouble::Mojibake));
    }
    let lost = trimmed.contains('\u{fffd}').then_some(Trouble::LostCharacters);
    (trimmed.into(), lost)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(text: &str) -> Decoded {
        decode(Path::new("x.csv"), text, "UTF-8").expect("a table")
    }

    #[test]
    fn the_separator_is_the_one_that_rows_agree_on() {
        assert_eq!(separator_of("a;b\n1,5;2,5\n3,5;4,5\n"), b';');
        assert_eq!(separator_of("a,b\n\"1;2\",3\n"), b',');
        assert_eq!(separator_of("a\tb\n1\t2\n"), b'\t');
        assert_eq!(separator_of("a\n1\n"), b',');
    }

    #[test]
    fn a_row_is_known_by_the_line_it_starts_on() {
        let sheet = decoded("nom,note\r\n\"a\",\"two\r\nlines\"\r\nb,c\r\n");
        let lines: Vec<_> = sheet.rows.iter().map(|row| row.line.number).collect();
        assert_eq!(lines, [2, 4]);
    }

    #[test]
    fn a_row_with_too_many_values_is_set_aside_and_a_short_one_kept() {
        let sheet = decoded("a,b\n1,2,3\n4\n5,6,\n7,8\n");
        assert_eq!(sheet.rows.len(), 3);
        let fates: Vec<_> = sheet.issues.iter().map(|issue| (issue.line, issue.fate)).collect();
        assert_eq!(fates, [(Some(2), Fate::SetAside), (Some(3), Fate::Kept)]);
        assert_eq!(sheet.rows[0].cell(1), "");
    }

    #[test]
    fn a_quote_that_never_closes_stops_the_reading_on_its_line() {
        let text = "nom,adresse\na,1 rue\nb,\"2 rue\nc,3 rue\n";
        let error = decode(Path::new("x.csv"), text, "UTF-8").err().expect("an error");
        assert!(error.to_string().starts_with("x.csv: line 3: a quote"), "{error}");
    }

    #[test]
    fn twice_encoded_text_is_repaired_and_told() {
        let sheet = decoded("nom,x\nMÃ©diathÃ¨que,1\n");
        assert_eq!(sheet.rows[0].cell(0), "Médiathèque");
        assert_eq!(sheet.issues[0].trouble, Trouble::Mojibake);
    }
}
