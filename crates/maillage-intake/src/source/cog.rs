//! Tables of the Code officiel géographique: the communes of a year with their déléguées
//! and associées, and the movements between years.

use maillage_tables::{Row, Sheet};

use super::Loaded;
use maillage_core::model::Line;

/// A row of either table, as published: a code and a name, and the code that they are part
/// of today.
#[derive(Debug, Clone)]
pub struct FormerRecord {
    /// Where the row stands in the file.
    pub line: Line,
    /// Code as written.
    pub code: String,
    /// Name as written.
    pub name: String,
    /// Code of the commune it became, or is a part of, as written.
    pub successor: String,
}

/// Whether `sheet` is one of the two tables.
pub(super) fn is_cog(sheet: &Sheet) -> bool {
    let has = |names: &[&str]| names.iter().all(|name| sheet.columns.has(&[name]));
    has(&["typecom", "com", "libelle", "comparent"]) || has(&["com_av", "com_ap", "libelle_av"])
}

/// The records of either table; `None` for any other.
pub fn cog(sheet: Sheet) -> Option<Loaded<FormerRecord>> {
    is_cog(&sheet).then(|| Loaded::from_rows(sheet, former))
}

fn former(sheet: &Sheet, row: Row) -> FormerRecord {
    let text = |column: &str| sheet.text(&row, &[column]).to_owned();
    if sheet.columns.has(&["com_av"]) {
        let [code, name, successor] = ["com_av", "libelle_av", "com_ap"].map(text);
        return FormerRecord { line: row.line, code, name, successor };
    }
    let [code, name, parent] = ["com", "libelle", "comparent"].map(text);
    // A commune of its own has no parent.
    let successor = if parent.is_empty() { code.clone() } else { parent };
    FormerRecord { line: row.line, code, name, successor }
}
