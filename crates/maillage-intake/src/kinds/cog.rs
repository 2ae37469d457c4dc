//! Tables of the Code officiel géographique: the communes of a year with their communes
//! déléguées and associées, and the changes between years. Lists may still use former codes
//! and names.

use maillage_core::model::Line;
use maillage_tables::{Row, Sheet};

use super::{Content, Geography, Recognition, TableKind};
use crate::{
    Error, Result,
    gazetteer::Former,
    input::Input,
    ledger::{Account, Fate, Issue, Role, Trouble},
    sentences,
    source::Loaded,
};

impl Role {
    /// A table of the Code officiel géographique.
    pub const COG: Self = Self::named("cog");
}

/// Codes and names of the Code officiel géographique, or changes between years.
pub static KIND: TableKind = TableKind {
    name: "cog",
    description: sentences::a_table_of_cog,
    field: "sources.cog",
    role: Role::COG,
    content: Content::Geography(check),
    recognise: |sheet, _| Recognition::sure(is_cog(sheet)),
    stream: None,
};

/// The codes and names of the table `file`, and its account.
///
/// # Errors
///
/// When the file cannot be read or is of another kind; [`Error::MissingColumn`] without the
/// columns of one of the two tables.
pub fn read(file: impl Into<Input>) -> Result<(Vec<Former>, Account)> {
    cog(super::sheet(file.into(), &KIND)?)
}

fn check(sheet: Sheet, geography: &mut Geography) -> Result<Account> {
    let (former, account) = cog(sheet)?;
    geography.former.extend(former);
    Ok(account)
}

fn cog(sheet: Sheet) -> Result<(Vec<Former>, Account)> {
    let (path, found) = (sheet.path.clone(), sheet.columns.listed());
    let wanted = sentences::cog_columns();
    let missing = || Error::MissingColumn { path, wanted, found };
    records(sheet).ok_or_else(missing)?.map(former)
}

/// A row of either table, as published: a code, a name and the successor code.
#[derive(Debug, Clone)]
struct FormerRecord {
    /// Position of the row in the file.
    line: Line,
    /// Code as written.
    code: String,
    /// Name as written.
    name: String,
    /// Code of the commune that succeeded or contains this one, as written.
    successor: String,
}

/// Whether `sheet` is one of the two tables.
fn is_cog(sheet: &Sheet) -> bool {
    let has = |names: &[&str]| names.iter().all(|name| sheet.columns.has(&[name]));
    has(&["typecom", "com", "libelle", "comparent"]) || has(&["com_av", "com_ap", "libelle_av"])
}

/// The records of either table; `None` for any other table.
fn records(sheet: Sheet) -> Option<Result<Loaded<FormerRecord>>> {
    is_cog(&sheet).then(|| Loaded::from_rows(sheet, record))
}

fn record(sheet: &Sheet, row: Row) -> FormerRecord {
    let text = |column: &str| sheet.text(&row, &[column]).to_owned();
    if sheet.columns.has(&["com_av"]) {
        let [code, name, successor] = ["com_av", "libelle_av", "com_ap"].map(text);
        return FormerRecord { line: row.line, code, name, successor };
    }
    let [code, name, parent] = ["com", "libelle", "comparent"].map(text);
    // An independent commune has no parent.
    let successor = if parent.is_empty() { code.clone() } else { parent };
    FormerRecord { line: row.line, code, name, successor }
}

/// The codes and names of a table of the Code officiel géographique, and its account.
fn former(loaded: Loaded<FormerRecord>) -> (Vec<Former>, Account) {
    let (records, mut account) = loaded.into_account(&KIND, KIND.role);
    let mut former = Vec::with_capacity(records.len());
    for record in records {
        match (record.code.parse(), record.successor.parse()) {
            (Ok(code), Ok(successor)) => {
                former.push(Former { code, name: record.name, successor });
            }
            _ => {
                let value = format!("{} → {}", record.code, record.successor);
                let issue = Issue::row(record.line, Fate::SetAside, Trouble::CodeUnreadable, value);
                account.issues.push(issue);
            }
        }
    }
    account.kept = former.len();
    (former, account)
}
