//! Common parts of all kinds of tables: records with their account, numbers, lists of
//! values.

use std::borrow::Cow;

use crate::{
    Result,
    kinds::TableKind,
    ledger::{Account, Issue, Role},
};
use maillage_tables::{Emptied, Row, Sheet, plain_decimal};

/// Records, and the issues with their rows.
#[derive(Debug)]
pub struct Loaded<T> {
    /// The sheet, its rows emptied.
    pub sheet: Sheet,
    /// Number of rows of the file.
    pub read: usize,
    /// One record for each row that could be decoded.
    pub records: Vec<T>,
    /// The issues, by line.
    pub issues: Vec<Issue>,
    /// The vintage stated in the file.
    pub vintage: Option<String>,
}

impl<T> Loaded<T> {
    /// Applies `parse` to each row of `sheet`.
    ///
    /// # Errors
    ///
    /// When the records take more memory than the file may.
    pub fn from_rows(mut sheet: Sheet, mut parse: impl FnMut(&Sheet, Row) -> T) -> Result<Self> {
        sheet.budget.take_values::<T>(sheet.rows.len())?;
        sheet.budget.take_values::<Issue>(sheet.defects.len())?;
        let defects = std::mem::take(&mut sheet.defects);
        let undecoded = defects.iter().filter(|defect| defect.is_lost);
        let rows = std::mem::take(&mut sheet.rows);
        let read = rows.len() + undecoded.count();
        let records = rows.into_iter().map(|row| parse(&sheet, row)).collect();
        let issues = defects.into_iter().map(Issue::from).collect();
        Ok(Self { sheet, read, records, issues, vintage: None })
    }

    /// The table of a stream whose rows were read one at a time, without records.
    pub fn without_records(emptied: Emptied) -> Self {
        let Emptied { mut sheet, read } = emptied;
        let defects = std::mem::take(&mut sheet.defects);
        let issues = defects.into_iter().map(Issue::from).collect();
        Self { sheet, read, records: Vec::new(), issues, vintage: None }
    }

    /// The name of the file without its extension.
    pub fn stem(&self) -> String {
        self.sheet.path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// The records, and the account of their file before any record is kept.
    pub fn into_account(self, kind: &TableKind, role: Role) -> (Vec<T>, Account) {
        let account = Account {
            id: None,
            file: self.sheet.file_name(),
            role,
            schema: kind.name,
            format: self.sheet.format.name(),
            encoding: self.sheet.encoding,
            crs: self.sheet.crs.map(|crs| crs.to_string()).unwrap_or_default(),
            bytes: self.sheet.bytes,
            sha256: self.sheet.sha256,
            vintage: self.vintage,
            read: self.read,
            kept: 0,
            issues: self.issues,
        };
        (self.records, account)
    }
}

/// Parses a finite number, with a decimal point or a decimal comma. Spaces between
/// thousands and a final per-cent sign are accepted. `None` for `NaN`, `1e999` and
/// everything else.
pub fn parse_number(text: &str) -> Option<f64> {
    if let Some(number) = plain_decimal(text) {
        return Some(number);
    }
    let text = text.trim_end_matches('%');
    // Most others are digits, a point and a sign: parsed without a copy.
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    let bare = if plain { Cow::Borrowed(text) } else { Cow::Owned(with_point(text)?) };
    // `inf` and `nan`, which Rust also accepts, contain no digit.
    let starts_well = |text: &str| {
        let digits = text.trim_start_matches(['-', '+']);
        digits.starts_with(|letter: char| letter.is_ascii_digit() || letter == '.')
    };
    if !starts_well(&bare) {
        return None;
    }
    bare.parse().ok().filter(|number: &f64| number.is_finite())
}

/// `text` without spaces, the decimal comma replaced by a point; `None` for other uses of
/// commas.
fn with_point(text: &str) -> Option<String> {
    let bare: String =
        text.chars().filter(|letter| !letter.is_whitespace() && *letter != '\u{202f}').collect();
    match (bare.matches(',').count(), bare.contains('.')) {
        (0, _) => Some(bare),
        (1, false) => Some(bare.replace(',', ".")),
        _ => None,
    }
}

/// Repairs a five-digit code damaged by a spreadsheet: `1053` becomes `01053`, `16015.0`
/// becomes `16015`. Any other text is returned unchanged.
pub(crate) fn five_figures(text: &str) -> String {
    let text = text.trim_end_matches(".0");
    if text.len() == 4 { format!("0{text}") } else { text.to_owned() }
}

/// `text` with its values joined by `|`, whether `;` or `|` separated them.
pub fn split_values(text: &str) -> String {
    let values = text.split([';', '|']).map(str::trim).filter(|value| !value.is_empty());
    values.collect::<Vec<_>>().join("|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_with_point_or_comma_and_are_finite() {
        assert_eq!(parse_number("45,65"), Some(45.65));
        assert_eq!(parse_number(" -0.008588 "), Some(-0.008588));
        assert_eq!(parse_number("2 190 327"), Some(2_190_327.0));
        assert_eq!(parse_number("4.5e1"), Some(45.0));
        assert_eq!(parse_number("14,57 %"), Some(14.57));
        for bad in ["NaN", "inf", "1e999", "", "1,234,567", "1.234,5", "45.6N", "-"] {
            assert_eq!(parse_number(bad), None, "{bad}");
        }
    }

    #[test]
    fn both_generations_of_lists_join_alike() {
        assert_eq!(split_values("CNFS; France Services"), "CNFS|France Services");
        assert_eq!(split_values("CNFS|France Services|"), "CNFS|France Services");
        assert_eq!(split_values(""), "");
    }
}
