//! Tables of a value by row, with people, a group and a rank: what equity is measured of.

use std::path::{Path, PathBuf};

use maillage_core::equity::Observation;
use maillage_tables::{Columns, MaxInputSize, ReadOptions, Row, Sheet, read_with};
use maillage_words::Words;

use crate::{
    Error, Result,
    ledger::{Account, Fate, Issue, Ledger, LedgerBuilder, Role, Trouble},
    pairs::given,
    sentences,
    source::{Commas, parse_number},
};

/// Names of the columns, most likely first.
const VALUE: [&str; 11] = [
    "acces",
    "access",
    "accessibility",
    "minutes_par_personne_semaine",
    "value",
    "valeur",
    "y",
    "income",
    "revenu",
    "cost",
    "cout",
];
const WEIGHT: [&str; 12] = [
    "weight",
    "poids",
    "demande",
    "demand",
    "people",
    "personnes",
    "population",
    "pop",
    "residents",
    "habitants",
    "pmun",
    "w",
];
const GROUP: [&str; 10] = [
    "group",
    "groupe",
    "region",
    "regions",
    "departement",
    "epci",
    "territoire",
    "class",
    "classe",
    "g",
];
const RANK: [&str; 3] = ["besoin", "need", "deprivation"];

impl Role {
    /// A table of which equity is measured.
    pub const EQUITY: Self = Self::named("equite");
}

/// A table of values, and its columns where their names do not tell.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ObservationSource {
    /// The table.
    pub table: PathBuf,
    /// The column of values, in any unit; `None` finds it by its name, as for the other columns.
    pub value: Option<String>,
    /// The column of people, the weights.
    pub weight: Option<String>,
    /// The column of groups.
    pub group: Option<String>,
    /// The column that ranks people in the concentration index.
    pub rank: Option<String>,
    /// Whether a row without a value has people to whom every place is out of reach: the value is a
    /// cost.
    pub is_cost: bool,
    /// Maximum size of the file.
    pub max_input_size: MaxInputSize,
}

/// What such a table says.
pub struct Observations {
    /// One for each row that is kept, in the order of the rows.
    pub rows: Vec<Observation>,
    /// The names of the groups, in ascending order; an observation has the number of its own.
    pub groups: Vec<String>,
    /// The columns that were read.
    pub columns: ObservationColumns,
    /// The account of every row.
    pub ledger: Ledger,
}

/// The columns that were read, by their names in the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ObservationColumns {
    /// The column of values.
    pub value: String,
    /// The column of people; each row counts as one person when `None`.
    pub weight: Option<String>,
    /// The column of groups.
    pub group: Option<String>,
    /// The column that ranks people.
    pub rank: Option<String>,
}

/// The ranks of the columns in the table.
struct Ranks {
    value: usize,
    weight: Option<usize>,
    group: Option<usize>,
    rank: Option<usize>,
}

/// Reads the table.
///
/// A row without a value (unless it is a cost), or without people where a column gives them, is set
/// aside. A row without a group or a rank is kept, and the indices that need them are undefined.
///
/// # Errors
///
/// When the file cannot be read; [`Error::MissingColumn`] when it has no column of values or not
/// one that is named, and when no row is left; [`Error::Thousands`] for figures whose commas may
/// part thousands.
pub fn read_observations(source: &ObservationSource) -> Result<Observations> {
    let path = &source.table;
    let options = ReadOptions { max_input_size: source.max_input_size, ..ReadOptions::default() };
    let sheet = read_with(path, &options)?;
    let ranks = Ranks::find(path, &sheet, source)?;
    for rank in [Some(ranks.value), ranks.weight, ranks.rank].into_iter().flatten() {
        let mut commas = Commas::default();
        sheet.rows.iter().for_each(|row| commas.see(row.cell(rank)));
        commas.check(path)?;
    }
    let name = |rank: usize| sheet.columns.names()[rank].clone();
    let columns = ObservationColumns {
        value: name(ranks.value),
        weight: ranks.weight.map(name),
        group: ranks.group.map(name),
        rank: ranks.rank.map(name),
    };
    let mut groups: Vec<String> = ranks.group.map_or_else(Vec::new, |group| {
        let names = sheet.rows.iter().map(|row| row.cell(group).trim());
        names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
    });
    groups.sort_unstable();
    groups.dedup();
    let mut issues: Vec<Issue> = sheet.defects.iter().cloned().map(Issue::from).collect();
    issues.push(Issue::file(Trouble::ColumnRead, columns.listing()));
    let mut rows = Vec::with_capacity(sheet.rows.len());
    for row in &sheet.rows {
        match observation(row, &ranks, &groups, source.is_cost) {
            Ok(observation) => rows.push(observation),
            Err((trouble, value)) => {
                issues.push(Issue::row(row.line, Fate::SetAside, trouble, value));
            }
        }
    }
    if rows.is_empty() {
        return Err(Error::MissingColumn {
            path: path.clone(),
            wanted: sentences::values_unread(&columns.listing()),
            found: sheet.columns.listed(),
        });
    }
    let lost = sheet.defects.iter().filter(|defect| defect.is_lost).count();
    let mut ledger = LedgerBuilder::default();
    ledger.open(Account {
        file: sheet.file_name(),
        role: Role::EQUITY,
        schema: Role::EQUITY.name(),
        format: sheet.format.name(),
        encoding: sheet.encoding,
        bytes: sheet.bytes,
        sha256: sheet.sha256.clone(),
        read: sheet.rows.len() + lost,
        kept: rows.len(),
        issues,
        ..Account::default()
    });
    Ok(Observations { rows, groups, columns, ledger: ledger.finish() })
}

/// The observation of a row.
fn observation(
    row: &Row,
    ranks: &Ranks,
    groups: &[String],
    is_cost: bool,
) -> std::result::Result<Observation, (Trouble, String)> {
    let number = |rank: usize| match row.cell(rank).trim() {
        "" => Err((Trouble::FigureMissing, String::new())),
        text => parse_number(text).ok_or((Trouble::NumberUnreadable, text.to_owned())),
    };
    let value = match row.cell(ranks.value).trim() {
        "" if is_cost => None,
        _ => Some(number(ranks.value)?),
    };
    let people = match ranks.weight {
        Some(weight) => number(weight)?,
        None => 1.0,
    };
    if people < 0.0 {
        return Err((Trouble::FigureNegative, people.to_string()));
    }
    let group = |rank: usize| {
        let name = row.cell(rank).trim();
        groups.binary_search_by(|group| group.as_str().cmp(name)).ok()
    };
    Ok(Observation {
        rank_by: ranks.rank.and_then(|rank| parse_number(row.cell(rank).trim())),
        group: ranks.group.and_then(group).and_then(|group| u32::try_from(group).ok()),
        value,
        ..Observation::new(people, 0.0)
    })
}

impl Ranks {
    fn find(path: &Path, sheet: &Sheet, source: &ObservationSource) -> Result<Self> {
        let columns = &sheet.columns;
        let missing = |wanted: Words| Error::MissingColumn {
            path: path.to_owned(),
            wanted,
            found: columns.listed(),
        };
        let optional = |named: &Option<String>, names: &[&str]| match named {
            Some(named) => match given(columns, named) {
                Some(rank) => Ok(Some(rank)),
                None => Err(missing(sentences::named(named))),
            },
            // A column that is there and empty says nothing.
            None => Ok(columns
                .find(names)
                .filter(|rank| sheet.rows.iter().any(|row| !row.cell(*rank).trim().is_empty()))),
        };
        let value = optional(&source.value, &VALUE)?
            .or_else(|| only_numbers(columns, sheet))
            .ok_or_else(|| missing(sentences::values_column()))?;
        let other = |named: &Option<String>, names: &[&str]| {
            Ok::<_, Error>(optional(named, names)?.filter(|rank| *rank != value))
        };
        Ok(Self {
            value,
            weight: other(&source.weight, &WEIGHT)?,
            group: other(&source.group, &GROUP)?,
            rank: other(&source.rank, &RANK)?,
        })
    }
}

/// The only column of numbers that has no other name.
fn only_numbers(columns: &Columns, sheet: &Sheet) -> Option<usize> {
    let named = [columns.find(&WEIGHT), columns.find(&GROUP), columns.find(&RANK)];
    let is_number = |text: &str| parse_number(text).is_some();
    let mut numbers = (0..columns.names().len())
        .filter(|rank| !named.contains(&Some(*rank)) && sheet.holds(*rank, is_number));
    let only = numbers.next()?;
    numbers.next().is_none().then_some(only)
}

impl ObservationColumns {
    fn listing(&self) -> String {
        let others = [&self.weight, &self.group, &self.rank].into_iter().flatten();
        std::iter::once(&self.value).chain(others).cloned().collect::<Vec<_>>().join(", ")
    }
}
