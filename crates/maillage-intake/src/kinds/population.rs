//! Residents by commune: tables of the census, or any table with a column of residents.

use std::collections::{BTreeMap, BTreeSet};

use maillage_core::model::CommuneCode;
use maillage_spelling::fold_column;
use maillage_tables::{Columns, Sheet};

use super::{
    Content, Recognition, TableKind, ages,
    communes::whole_people,
    crosswalk::CodeCrosswalk,
    join::{self, Joined, keep, no_number, route, set_aside},
    table::{self, OfParts, TableRecord, by_commune, missing, stem_and_year},
};
use crate::{
    Result,
    gazetteer::Gazetteer,
    input::Input,
    ledger::{Account, Issue, Role, Trouble},
    sentences,
    source::{Commas, Loaded, Mapping, parse_number},
};

impl Role {
    /// Residents by commune.
    pub const POPULATION: Self = Self::named("population");
}

/// First year that no census has counted yet: that of the official geography brought along is
/// older.
const TO_COME: u32 = 2027;

/// Residents by commune.
pub static KIND: TableKind = TableKind {
    name: "population",
    description: sentences::a_population_table,
    field: "sources.population",
    role: Role::POPULATION,
    content: Content::Table(check),
    recognise: |sheet, _| {
        let columns = &sheet.columns;
        Recognition::sure(table::has_code(columns) && population_column(columns).is_some())
    },
    stream: None,
};

/// The rows of the table of residents `file`, with one value each: the population.
///
/// # Errors
///
/// When the file cannot be read or is of another kind;
/// [`Error::MissingColumn`](crate::Error::MissingColumn) without a code or a population.
pub fn read(file: impl Into<Input>) -> Result<Loaded<TableRecord>> {
    let file = file.into();
    let path = file.path().to_owned();
    let loaded = ages::named_if_missing(population(super::sheet(file, &KIND)?), &path, &KIND)?;
    let mut commas = Commas::default();
    loaded.records.iter().for_each(|record| commas.see(&record.values[0]));
    commas.check(&path)?;
    Ok(loaded)
}

/// Residents by commune of the contours, and by code of the table.
pub fn join_population(
    loaded: Loaded<TableRecord>,
    known: &BTreeSet<CommuneCode>,
    crosswalk: CodeCrosswalk,
) -> Joined<u64> {
    let (routed, mut account) = route(loaded, &KIND, known, crosswalk, TableRecord::states_a_value);
    let mut own = BTreeMap::new();
    let mut values: BTreeMap<CommuneCode, u64> = BTreeMap::new();
    // A sum with a missing row is unknown.
    let mut incomplete: BTreeSet<CommuneCode> = BTreeSet::new();
    for row in routed {
        let text = &row.record.values[0];
        let Some(people) = parse_number(text).and_then(whole_people) else {
            no_number(&mut account, &row, text);
            incomplete.extend(&row.targets);
            continue;
        };
        *own.entry(row.code).or_default() += people;
        // Other figures are shared out in proportion to residents; residents themselves
        // cannot be.
        let [target] = row.targets[..] else {
            set_aside(&mut account, &row.record, Trouble::SplitWithoutWeights, row.code.as_str());
            incomplete.extend(&row.targets);
            continue;
        };
        *values.entry(target).or_default() += people;
        keep(&mut account, &row);
    }
    values.retain(|code, _| known.contains(code) && !incomplete.contains(code));
    Joined { values, own, account }
}

fn check(sheet: Sheet, _: &Mapping, gazetteer: &Gazetteer) -> Result<Account> {
    let loaded = population(sheet)?;
    let known = join::known(&loaded, gazetteer);
    Ok(join_population(loaded, &known, CodeCrosswalk::default()).account)
}

fn population(sheet: Sheet) -> Result<Loaded<TableRecord>> {
    let column = population_column(&sheet.columns);
    let column = column.ok_or_else(|| missing(&sheet, sentences::population_columns()))?;
    let read_as = sheet.columns.names()[column].clone();
    let (_, year) = stem_and_year(&fold_column(&sheet.columns.names()[column]));
    let year = if year < 100 { 2000 + year } else { year };
    let names = sheet.columns.names();
    let others =
        ranked(&sheet.columns).filter(|rank| *rank != column).map(|rank| names[rank].clone());
    let others: Vec<String> = others.collect();
    let mut loaded = by_commune(sheet, &[Some(column)], OfParts::Sum)?;
    loaded.issues.push(Issue::file(Trouble::ColumnRead, read_as));
    if !others.is_empty() {
        loaded.issues.push(Issue::file(Trouble::ColumnsPassedOver, others.join(", ")));
    }
    if year > 2000 {
        loaded.vintage = Some(year.to_string());
    }
    Ok(loaded)
}

/// The column of the municipal population. The plain name beats one with a year, the latest year
/// beats the older, and a year to come, of a projection, comes last.
pub(crate) fn population_column(columns: &Columns) -> Option<usize> {
    match columns.stated("population") {
        Some(ranks) => ranks.first().copied(),
        None => ranked(columns).next(),
    }
}

/// The columns of residents, the best first.
pub(crate) fn ranked(columns: &Columns) -> impl Iterator<Item = usize> {
    let ranked = columns.folded().filter_map(|(rank, name)| {
        let (stem, year) = stem_and_year(&name);
        let preference = match stem {
            "pmun" | "pop_municipale" | "population_municipale" => 3,
            "p_pop" => 2,
            "population" | "pop" | "nb_habitants" | "habitants" | "population_totale" => 1,
            _ => return None,
        };
        let is_past = !(TO_COME..1_000_000).contains(&year);
        Some((is_past, preference, year == 0, year, std::cmp::Reverse(rank)))
    });
    let mut ranked: Vec<_> = ranked.collect();
    ranked.sort_unstable();
    ranked.into_iter().rev().map(|(.., rank)| rank.0)
}
