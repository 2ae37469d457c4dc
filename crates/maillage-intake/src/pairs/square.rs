//! Squares of costs: a row for each origin, a column for each place, identifiers at the edges.
//!
//! Any table of figures has this form. It is one of costs when at least half of its columns bear the
//! identifiers of places: those of the table of supply or, without one, those of its own rows.

use std::{collections::HashSet, path::Path};

use maillage_tables::{MaxInputSize, ReadOptions, Sheet, read_square, read_with};

use crate::Result;

/// The table at `path` if it is a square of costs. `places` are the identifiers of the places, where
/// a table gives them.
///
/// # Errors
///
/// When the file cannot be read.
pub(super) fn read(
    path: &Path,
    max_input_size: MaxInputSize,
    places: Option<&[String]>,
) -> Result<Option<Sheet>> {
    let sheet = read_with(path, &ReadOptions { max_input_size, ..ReadOptions::default() })?;
    // R parts values by blanks, which make one column for other readers.
    let sheet = match sheet.columns.names() {
        [only] if only.split_whitespace().count() > 1 => read_square(path, max_input_size)?,
        _ => sheet,
    };
    Ok(is_square(&sheet, places).then_some(sheet))
}

fn is_square(sheet: &Sheet, places: Option<&[String]>) -> bool {
    let known: HashSet<&str> = match places {
        Some(places) => places.iter().map(String::as_str).collect(),
        None => sheet.rows.iter().map(|row| row.cell(0)).collect(),
    };
    let columns = sheet.columns.names().iter().skip(1);
    let places = columns.clone().filter(|name| known.contains(name.as_str())).count();
    places > 0 && 2 * places >= columns.len()
}
