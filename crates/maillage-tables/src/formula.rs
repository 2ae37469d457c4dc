//! Texts that a spreadsheet would take for a formula, behind an apostrophe.
//!
//! A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula, and a formula
//! can call programs and send what it reads to others. Texts come from lists that anybody
//! may publish. A text that would begin a formula is written behind an apostrophe, as OWASP advises
//! (« CSV injection »): spreadsheets show it as text. [`text_of_cell`] gives the text back.
//!
//! A spreadsheet in French parts cells at semicolons, and takes a line end inside a cell of
//! another separator for the end of a row: what follows either is a beginning too.
//!
//! It is here because both who writes a CSV and who reads one back need it. O(text).

use std::borrow::Cow;

/// The cell in which `text` is written: itself, unless it or a part of it would begin a formula.
pub fn cell_of_text(text: &str) -> Cow<'_, str> {
    if !parts(text).any(|(is_first, part)| begins_formula(part, is_first)) {
        return Cow::Borrowed(text);
    }
    let cell = parts(text).flat_map(|(is_first, part)| {
        let mark = if begins_formula(part, is_first) { "'" } else { "" };
        [mark, part]
    });
    Cow::Owned(cell.collect())
}

/// The text that `cell` of one of our CSVs was written for: the apostrophe before each `=`, `+`,
/// `-` or `@` that begins it is not part of it.
pub fn text_of_cell(cell: &str) -> Cow<'_, str> {
    if !cell.contains('\'') {
        return Cow::Borrowed(cell);
    }
    let text = parts(cell).map(|(is_first, part)| {
        let rest = part.strip_prefix('\'');
        rest.filter(|rest| begins_formula(rest, is_first)).unwrap_or(part)
    });
    Cow::Owned(text.collect())
}

/// The parts of `text` that a spreadsheet of other habits may take for cells, each with whether it
/// is the first.
fn parts(text: &str) -> impl Iterator<Item = (bool, &str)> {
    let parts = text.split_inclusive([';', '\n', '\r']).enumerate();
    parts.map(|(rank, part)| (rank == 0, part))
}

/// Whether `part` would begin a formula: behind blanks, quotation marks and apostrophes, which
/// spreadsheets take off. A tab is the same to them, and so is a line end at the start of a text.
fn begins_formula(part: &str, is_first: bool) -> bool {
    const SIGNS: [char; 9] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t'];
    const ENDS: [char; 2] = ['\n', '\r'];
    let is_taken_off = |it: char| {
        it == '\'' || it == '"' || (it.is_whitespace() && it != '\t' && !ENDS.contains(&it))
    };
    let first = part.trim_start_matches(is_taken_off).chars().next();
    first.is_some_and(|it| SIGNS.contains(&it) || (is_first && ENDS.contains(&it)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_text_that_would_begin_a_formula_is_behind_an_apostrophe() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("+33 5 45 00 00 00", "'+33 5 45 00 00 00"),
            ("-0.5", "'-0.5"),
            ("@SUM(A1)", "'@SUM(A1)"),
            (" =1", "' =1"),
            ("\"=1", "'\"=1"),
            ("'=1", "''=1"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r'=1"),
            ("'\n", "''\n"),
            ("＝1", "'＝1"),
            ("Mairie;=1", "Mairie;'=1"),
            ("Mairie\n@x", "Mairie\n'@x"),
        ] {
            assert_eq!(cell_of_text(text), cell, "{text}");
            assert_eq!(text_of_cell(cell), text, "{cell}");
        }
        for text in ["", "Mairie", "l'Étape - Angoulême", "09:00-12:00", "a=b", "'écrit'", "a; b"]
        {
            assert_eq!(cell_of_text(text), text);
            assert_eq!(text_of_cell(text), text);
        }
    }

    /// Texts of which many begin like formulas.
    fn text() -> impl Strategy<Value = String> {
        prop_oneof![any::<String>(), "[=+@'\" ;\t\r\n＝a-]{0,8}"]
    }

    proptest! {
        #[test]
        fn no_cell_begins_a_formula_and_each_gives_its_text_back(text in text()) {
            let cell = cell_of_text(&text);
            for part in cell.split([';', '\n', '\r']) {
                let first = part.trim_start_matches([' ', '"']).chars().next();
                prop_assert!(!first.is_some_and(|it| "=+-@＝＋－＠\t".contains(it)), "{}", part);
            }
            prop_assert!(!cell.starts_with(['\t', '\r', '\n']));
            prop_assert_eq!(&*text_of_cell(&cell), &*text);
        }
    }
}
