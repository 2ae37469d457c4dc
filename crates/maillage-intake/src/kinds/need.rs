//! Need by commune: illectronism, or another column that counts or scores.

mod columns;
mod join;

use maillage_core::need::NeedUnit;
use maillage_tables::{ReadOptions, Sheet};

use self::columns::{column_named, need_columns, need_columns_by_any_name};
use super::{
    Content, Recognition, TableKind, ages,
    crosswalk::CodeCrosswalk,
    join as by_commune_join,
    table::{self, OfParts, TableRecord, by_commune, missing},
};
use crate::{
    Error, Result,
    gazetteer::Gazetteer,
    input::Input,
    ledger::{Account, Issue, Role, Trouble},
    sentences,
    source::{Loaded, Mapping},
};

pub(crate) use self::columns::need_columns as columns;
pub use join::join_need;

impl Role {
    /// Need by commune.
    pub const ILLECTRONISM: Self = Self::named("illectronisme");
}

/// Illectronism by commune.
pub static KIND: TableKind = TableKind {
    name: "illectronisme",
    description: sentences::a_table_of_need,
    field: "sources.illectronism",
    role: Role::ILLECTRONISM,
    content: Content::Table(check),
    recognise: |sheet, _| {
        Recognition::sure(table::has_code(&sheet.columns) && need_columns(sheet).is_some())
    },
    stream: None,
};

/// The rows of the table of illectronism `file`: the estimate, its lower bound and its
/// upper bound, with the unit of all three.
///
/// # Errors
///
/// When the file cannot be read or is of another kind; [`Error::MissingColumn`] without a
/// code or a column of illectronism.
pub fn read(file: impl Into<Input>) -> Result<(Loaded<TableRecord>, NeedUnit)> {
    let file = file.into();
    let path = file.path().to_owned();
    ages::named_if_missing(need(super::sheet(file, &KIND)?), &path, &KIND)
}

/// The rows of the table `file`: the figures of the column with this name, whatever need
/// it measures, and empty bounds.
///
/// # Errors
///
/// When the file cannot be read; [`Error::MissingColumn`] without a code or that column;
/// [`Error::NeedUnit`] when neither `unit` nor the column name gives the unit.
pub fn read_column(
    file: impl Into<Input>,
    column: &str,
    unit: Option<NeedUnit>,
) -> Result<(Loaded<TableRecord>, NeedUnit)> {
    let sheet = match file.into() {
        Input::Path(path, None, most) => {
            let options = ReadOptions { max_input_size: most, ..ReadOptions::default() };
            crate::source::sheet::read(&path, &options)?
        }
        file => super::sheet(file, &KIND)?,
    };
    need_in_column(sheet, column, unit)
}

fn check(sheet: Sheet, _: &Mapping, gazetteer: &Gazetteer) -> Result<Account> {
    let (loaded, unit) = need(sheet)?;
    let known = by_commune_join::known(&loaded, gazetteer);
    // Dummy populations: only the rates are validated.
    let residents = known.iter().map(|code| (*code, u64::MAX >> 12)).collect();
    let own = known.iter().map(|code| (*code, 1)).collect();
    Ok(join_need((loaded, unit), &known, CodeCrosswalk::default(), &residents, &own).account)
}

/// People of the parts of a commune add up; rates do not.
fn of_parts(unit: NeedUnit) -> OfParts {
    if unit == NeedUnit::People { OfParts::Sum } else { OfParts::Same }
}

fn need(sheet: Sheet) -> Result<(Loaded<TableRecord>, NeedUnit)> {
    let columns = need_columns_by_any_name(&sheet);
    let columns = columns.ok_or_else(|| missing(&sheet, sentences::need_columns()))?;
    let read_as = format!("{}, {}", sheet.columns.names()[columns.estimate], columns.unit.name());
    let trouble = if columns.unit_guessed { Trouble::UnitGuessed } else { Trouble::ColumnRead };
    let names = sheet.columns.names();
    let others: Vec<String> = columns.others.iter().map(|rank| names[*rank].clone()).collect();
    let asked = [Some(columns.estimate), columns.low, columns.high];
    let mut loaded = by_commune(sheet, &asked, of_parts(columns.unit))?;
    loaded.issues.push(Issue::file(trouble, read_as));
    if !others.is_empty() {
        loaded.issues.push(Issue::file(Trouble::ColumnsPassedOver, others.join(", ")));
    }
    Ok((loaded, columns.unit))
}

fn need_in_column(
    sheet: Sheet,
    name: &str,
    unit: Option<NeedUnit>,
) -> Result<(Loaded<TableRecord>, NeedUnit)> {
    let found = column_named(&sheet, name);
    let (rank, named_unit) = found.ok_or_else(|| missing(&sheet, sentences::named(name)))?;
    let column = sheet.columns.names()[rank].clone();
    let unit = unit.or(named_unit);
    let unit =
        unit.ok_or_else(|| Error::NeedUnit { path: sheet.path.clone(), column: column.clone() })?;
    let mut loaded = by_commune(sheet, &[Some(rank), None, None], of_parts(unit))?;
    loaded.issues.push(Issue::file(Trouble::ColumnRead, format!("{column}, {}", unit.name())));
    Ok((loaded, unit))
}
