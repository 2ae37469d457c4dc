//! What was understood of the columns of contours and of tables by commune, for a mapping.

use crate::{
    kinds::{
        self, TableKind, ages,
        communes::{self, ContourColumns},
        membership, need, population, table,
    },
    source::parse_number,
};
use maillage_core::need::NeedUnit;
use maillage_tables::{Columns, Sheet};

/// Maximum number of candidates for a meaning.
const SHOWN: usize = 3;

/// The columns of contours or of a table by commune.
#[derive(Debug, Clone, PartialEq)]
pub struct UnderstoodColumns {
    /// The file's name, without its folder.
    pub file: String,
    /// Whether it is contours; else a table by commune.
    pub is_of_contours: bool,
    /// The columns as spelled in the file.
    pub columns: Vec<String>,
    /// The columns read, by what they hold: `code`, `population`, or the ages `15-29`.
    pub found: Vec<FoundColumn>,
    /// The unit of the need, for a table of it.
    pub unit: Option<NeedUnit>,
    /// Columns that may be meant and are not read.
    pub candidates: Vec<(&'static str, usize)>,
    /// What no column is found for, without which the file is not read.
    pub missing: Vec<&'static str>,
}

/// A column that is read.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundColumn {
    /// What it holds, as a mapping calls it.
    pub meaning: String,
    /// Ranks of the columns; several for people of one age counted by sex.
    pub ranks: Vec<usize>,
    /// Whether the ages of its people are its meaning.
    pub is_of_ages: bool,
    /// Whether a mapping gives it.
    pub is_given: bool,
    /// Rows filled, of all; `None` where the file may exceed memory.
    pub filled: Option<(usize, usize)>,
}

/// The columns of `sheet`, of this kind or of none that is known. `None` for a file of another
/// kind, and for one without rows: names alone do not tell which column holds codes.
pub(super) fn understood(
    kind: Option<&TableKind>,
    sheet: &Sheet,
    has_names: bool,
) -> Option<UnderstoodColumns> {
    if sheet.rows.is_empty() {
        return None;
    }
    let is_of = |other: &TableKind| kind.is_some_and(|kind| kind == other);
    if is_of(&communes::KIND) || kind.is_none() && kinds::has_surfaces(sheet) {
        return Some(contours(sheet));
    }
    let tables = [&population::KIND, &need::KIND, &membership::KIND, &ages::KIND];
    let is_question = kind.is_none() && !has_names && !codes(sheet).is_empty();
    (is_question || tables.into_iter().any(is_of)).then(|| of_table(kind, sheet))
}

/// The columns of a table of ages that may exceed memory, by the meanings of its columns.
pub(super) fn streamed_ages(
    file: String,
    columns: &Columns,
    meanings: Vec<ages::AgeMeaning>,
) -> UnderstoodColumns {
    let found = meanings.into_iter().map(|of| FoundColumn {
        is_given: is_given(columns, &of.meaning, of.is_of_ages),
        meaning: of.meaning,
        ranks: of.ranks,
        is_of_ages: of.is_of_ages,
        filled: None,
    });
    UnderstoodColumns { found: found.collect(), ..empty(file, columns) }
}

fn empty(file: String, columns: &Columns) -> UnderstoodColumns {
    UnderstoodColumns {
        file,
        is_of_contours: false,
        columns: columns.names().to_vec(),
        found: Vec::new(),
        unit: None,
        candidates: Vec::new(),
        missing: Vec::new(),
    }
}

fn contours(sheet: &Sheet) -> UnderstoodColumns {
    let mut of = empty(sheet.file_name(), &sheet.columns);
    of.is_of_contours = true;
    if let Some(columns) = ContourColumns::find(sheet) {
        let ContourColumns { code, name, epci, region, population, .. } = columns;
        let meanings = ["code", "nom", "epci", "region", "population"];
        for (meaning, ranks) in meanings.into_iter().zip([code, name, epci, region, population]) {
            of.found.extend(found(sheet, meaning, ranks));
        }
    } else {
        of.missing.push("code");
    }
    of.may_be(sheet, "code", codes(sheet));
    of
}

fn of_table(kind: Option<&TableKind>, sheet: &Sheet) -> UnderstoodColumns {
    let is_of = |other: &TableKind| kind.is_some_and(|kind| kind == other);
    let mut of = empty(sheet.file_name(), &sheet.columns);
    let code = table::code_column(sheet).ok();
    of.found.extend(found(sheet, "code", code.into_iter().collect()));
    if code.is_none() {
        of.missing.push("code");
    }
    of.may_be(sheet, "code", codes(sheet));
    if is_of(&population::KIND) {
        let column = population::population_column(&sheet.columns);
        of.found.extend(found(sheet, "population", column.into_iter().collect()));
        of.may_be(sheet, "population", population::ranked(&sheet.columns).collect());
    } else if is_of(&membership::KIND) {
        let [epci, region] = [table::epci_column(sheet), membership::region_column(sheet)];
        of.found.extend(found(sheet, "epci", epci.into_iter().collect()));
        of.found.extend(found(sheet, "region", region.into_iter().collect()));
    } else if let Some(columns) = need::columns(sheet).filter(|_| is_of(&need::KIND)) {
        let meanings = ["illectronisme", "illectronisme_bas", "illectronisme_haut"];
        let ranks = [Some(columns.estimate), columns.low, columns.high];
        for (meaning, rank) in meanings.into_iter().zip(ranks) {
            of.found.extend(found(sheet, meaning, rank.into_iter().collect()));
        }
        of.unit = Some(columns.unit);
        of.may_be(sheet, "illectronisme", columns.others);
    } else if is_of(&ages::KIND) {
        for ages::AgeMeaning { meaning, ranks, is_of_ages } in ages::meanings(sheet) {
            let column = found(sheet, &meaning, ranks).filter(|_| meaning != "code");
            of.found.extend(column.map(|column| FoundColumn {
                is_of_ages,
                is_given: is_given(&sheet.columns, &meaning, is_of_ages),
                ..column
            }));
        }
    } else {
        of.missing.push("population");
        of.may_be(sheet, "population", numbers(sheet));
    }
    of
}

impl UnderstoodColumns {
    /// Adds the columns of `ranks` that are not read as candidates for `meaning`.
    fn may_be(&mut self, sheet: &Sheet, meaning: &'static str, ranks: Vec<usize>) {
        if sheet.columns.stated(meaning).is_some() {
            return;
        }
        let is_read = |rank: &usize| self.found.iter().any(|of| of.ranks.contains(rank));
        let free: Vec<usize> =
            ranks.into_iter().filter(|rank| !is_read(rank)).take(SHOWN).collect();
        self.candidates.extend(free.into_iter().map(|rank| (meaning, rank)));
    }
}

/// The columns of `meaning` with the rows that they fill; `None` without any.
fn found(sheet: &Sheet, meaning: &str, ranks: Vec<usize>) -> Option<FoundColumn> {
    let is_filled = |rank: &usize| sheet.rows.iter().any(|row| !row.cell(*rank).is_empty());
    let ranks: Vec<usize> = ranks.into_iter().filter(is_filled).collect();
    let fills =
        |rank: &&usize| sheet.rows.iter().filter(|row| !row.cell(**rank).is_empty()).count();
    let filled = ranks.first().as_ref().map(fills)?;
    Some(FoundColumn {
        meaning: meaning.to_owned(),
        is_of_ages: false,
        is_given: is_given(&sheet.columns, meaning, false),
        filled: Some((filled, sheet.rows.len())),
        ranks,
    })
}

fn is_given(columns: &Columns, meaning: &str, is_of_ages: bool) -> bool {
    if is_of_ages {
        return !crate::source::mapping::columns::bands(columns).is_empty();
    }
    columns.stated(meaning).is_some()
}

/// The columns that hold codes of communes.
fn codes(sheet: &Sheet) -> Vec<usize> {
    ContourColumns::candidates(sheet)
}

/// The columns of numbers that are no codes.
fn numbers(sheet: &Sheet) -> Vec<usize> {
    let codes = codes(sheet);
    let is_number = |rank: &usize| sheet.holds(*rank, |text| parse_number(text).is_some());
    let width = sheet.columns.names().len();
    (0..width).filter(|rank| !codes.contains(rank) && is_number(rank)).collect()
}
