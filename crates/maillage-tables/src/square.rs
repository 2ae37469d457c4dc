//! Square tables parted by blanks, as R writes them: the header has one name less than the
//! rows have values, because the rows' own names have none.

use std::{collections::BTreeMap, path::Path};

use maillage_core::model::Line;

use super::{
    Columns, Defect, DefectKind, Format, MaxInputSize, Result, Row, Sheet, bytes_of, sha256,
    text::{self, DecodedText},
};

/// Reads the square table at `path`: a first column without a name, then one column a name of
/// the header. Values are parted by blanks and may be quoted. A row with another number of
/// values is lost.
///
/// # Errors
///
/// When the file cannot be read, or takes too much memory.
pub fn read_square(path: &Path, most: MaxInputSize) -> Result<Sheet> {
    let (bytes, mut budget) = bytes_of(path, most)?;
    let DecodedText { text, encoding, defect } = text::decode_within(&bytes, &mut budget)?;
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let header = lines.next().map(|(_, line)| values(line)).unwrap_or_default();
    let width = header.len() + 1;
    let names = std::iter::once(String::new()).chain(header).collect();
    let (mut rows, mut defects) = (Vec::new(), Vec::from_iter(defect));
    for (rank, (number, line)) in lines.enumerate() {
        let line_of_row = Line { number: number + 1, rank };
        let values = values(line);
        if values.len() == width {
            let row = Row::new(line_of_row, values.iter().map(String::as_str), None);
            budget.take_row(&row)?;
            rows.push(row);
        } else {
            let kind = if values.len() > width {
                DefectKind::TooManyFields
            } else {
                DefectKind::TooFewFields
            };
            let value = format!("{} / {width}", values.len());
            defects.push(Defect::lost_row(line_of_row, kind, value));
            budget.take_defects(&defects, defects.len() - 1)?;
        }
    }
    Ok(Sheet {
        label: None,
        path: path.to_owned(),
        format: Format::Csv,
        encoding,
        crs: None,
        bytes: bytes.len() as u64,
        sha256: sha256(&bytes),
        columns: Columns::new(names),
        rows,
        defects,
        tables: BTreeMap::new(),
        budget,
    })
}

/// The values of one line, without their quotes.
fn values(line: &str) -> Vec<String> {
    let (mut values, mut value) = (Vec::new(), None::<String>);
    let mut is_quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => {
                is_quoted = !is_quoted;
                value.get_or_insert_default();
            }
            blank if blank.is_whitespace() && !is_quoted => values.extend(value.take()),
            letter => value.get_or_insert_default().push(letter),
        }
    }
    values.extend(value);
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_may_hold_blanks_and_nothing() {
        assert_eq!(values("\"75101\" 0 \"a b\"  \"\" 4.5"), ["75101", "0", "a b", "", "4.5"]);
        assert!(values("  ").is_empty());
    }
}
