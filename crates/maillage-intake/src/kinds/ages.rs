//! Tables of people by age and commune.
//!
//! In a wide table, a row a commune, columns are known by the ages in their names:
//! `P22_POP1529`, `P22_POP90P`, `SEXE1_AGED100015`, `ind_18_24`, `75 ans ou plus`,
//! `tx_65etplus_des15plus`. In a long one ages stand in a column. Either may count
//! the same people several ways: of the latest year, those bands are taken that follow one
//! another and are split the least by the bands of the rates.
//!
//! Rows are streamed: what is kept of a commune is its number of people in each band.

mod chain;
mod column;
mod long;
mod people;
mod slices;
mod wide;
mod written;

use std::path::Path;

use super::{
    Content, LaterAccount, Recognition, TableKind, grid, join,
    table::{self, TableRecord},
};
use crate::{
    Error, Result,
    gazetteer::Gazetteer,
    ledger::{Account, Issue, Role, Trouble},
    source::{Figure, Loaded, Mapping},
};
use maillage_core::model::{AgeBand, Line, listing};
use maillage_tables::{Passes, Row, Sheet, streamed};

pub(super) use column::AgeColumn;
pub(super) use column::split_year;
use long::LongColumns;
pub use people::{ResidentsBy, join_people};
pub(super) use wide::{by_commune, names_of};

/// Rows by which a column of ages is recognised.
const SAMPLE: usize = 200;
/// Bands that a note lists one by one.
const LISTED: usize = 24;

impl Role {
    /// People by age and commune.
    pub const AGES: Self = Self::named("ages");
}

/// People by age and commune.
pub static KIND: TableKind = TableKind {
    name: "ages",
    description: "a table of people by age and commune",
    field: "sources.ages",
    role: Role::AGES,
    content: Content::Table(check),
    recognise: |sheet, _| Recognition::sure(sheet.columns.has(&table::CODE) && is_ages(sheet)),
    stream: Some(stream),
};

/// What the figures of a table of ages are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgeBasis {
    /// People.
    People,
    /// Shares of the people of 15 years and older, in per cent.
    SharesOfAdults,
    /// Shares of all residents, in per cent.
    SharesOfResidents,
}

/// Which bands a table of ages counts people by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgeTable {
    /// The bands, from the youngest.
    pub bands: Vec<AgeBand>,
    /// How their people are counted.
    pub counted: Counted,
}

/// How a table counts people by band of age, or by category of anything else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// What its figures are.
    pub basis: AgeBasis,
    /// The rank of the band that has no column: whatever the others leave of 100 %.
    pub rest: Option<usize>,
}

/// The people of one commune in a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Counts {
    /// The people of all ages, where the table counts them as well.
    pub total: Option<f64>,
    /// The figure of each band, the youngest first, or why they are not known.
    pub bands: std::result::Result<Vec<f64>, Fault>,
}

/// What makes the ages of a commune unknown.
#[derive(Debug, Clone, PartialEq)]
pub enum Fault {
    /// A figure that is no number of people, and its line.
    Figure(Line, Figure),
    /// An age that was read before, and the line on which it is repeated.
    Twice(Line, AgeBand),
    /// An age that other communes have.
    Missing(AgeBand),
}

/// Whether `sheet` is a table of people by age: it has three bands or more, or shares that
/// leave but one, or ages in a column.
fn is_ages(sheet: &Sheet) -> bool {
    let found = wide::columns(&sheet.columns);
    let shares = found.iter().any(|(column, _)| column.basis == AgeBasis::SharesOfAdults);
    if found.len() >= if shares { 2 } else { 3 } {
        return true;
    }
    let width = sheet.columns.names().len();
    let texts = |row: &Row| (0..width).map(|rank| row.cell(rank).into()).collect();
    let sample: Vec<Vec<String>> = sheet.rows.iter().take(SAMPLE).map(texts).collect();
    LongColumns::of(&sheet.columns, &sample).is_some()
}

/// Whether the file at `path` is a long table of people by age, by how it begins: it may be
/// larger than memory.
fn is_long(path: &Path) -> bool {
    let columns = |mut table| long_columns(&mut table).ok().flatten();
    streamed(path).is_ok_and(|table| columns(table).is_some())
}

/// Whether the columns of the file at `path` are people by age, a row a commune.
fn is_wide(path: &Path) -> bool {
    streamed(path).is_ok_and(|table| wide::columns(table.columns()).len() >= 3)
}

/// People by age and commune of the file at `path`, in the bands that fit `rates` best.
///
/// # Errors
///
/// When the file cannot be read; [`Error::MissingColumn`] without a code or ages;
/// [`Error::NoSlice`] when a long table does not count everybody of the communes;
/// [`maillage_core::Error::Bands`] when no bands of it follow one another over the ages of the rates.
pub fn read(path: &Path, rates: &[AgeBand]) -> Result<(Loaded<TableRecord<Counts>>, AgeTable)> {
    if grid::is_grid(path) {
        return Err(super::wrong(path, &grid::KIND, KIND.description));
    }
    of_table(Passes::open(path)?, rates)
}

/// `table`, which was read as one of `kind`; where it lacks the columns and the file at `path`
/// is a table of ages, the error says that it is one.
pub(super) fn named_if_missing<T>(table: Result<T>, path: &Path, kind: &TableKind) -> Result<T> {
    match table {
        Err(Error::MissingColumn { .. }) if is_wide(path) => {
            Err(super::wrong(path, &KIND, kind.description))
        }
        other => other,
    }
}

fn check(sheet: Sheet, _: &Mapping, gazetteer: &Gazetteer) -> Result<Account> {
    Ok(account(of_table(Passes::from(sheet), &[adults()])?, gazetteer))
}

/// A long table is read in its turn.
fn stream(path: &Path) -> Option<LaterAccount> {
    let path = is_long(path).then(|| path.to_owned())?;
    Some(Box::new(move |gazetteer| {
        Ok(account(of_table(Passes::open(&path)?, &[adults()])?, gazetteer))
    }))
}

/// The account of a table of ages. Dummy populations make people of shares: only the rows are
/// validated.
fn account(
    (loaded, table): (Loaded<TableRecord<Counts>>, AgeTable),
    gazetteer: &Gazetteer,
) -> Account {
    let known = join::known(&loaded, gazetteer);
    let communes = known.iter().map(|code| (*code, 1)).collect();
    let own = join::codes_of(&loaded).into_iter().map(|code| (code, 1)).collect();
    let residents = ResidentsBy { communes: &communes, own: &own, adults: 1.0 };
    join_people((loaded, &table.counted), &KIND, &known, None, residents).account
}

/// The band that the rates of any survey begin with.
fn adults() -> AgeBand {
    AgeBand::new(15, None).expect("people grow older than fifteen")
}

fn of_table(
    mut table: Passes,
    rates: &[AgeBand],
) -> Result<(Loaded<TableRecord<Counts>>, AgeTable)> {
    let found = wide::columns(table.columns());
    let (mut loaded, ages) = if !found.is_empty() {
        wide::ages(table, &found, rates)?
    } else if let Some(columns) = long_columns(&mut table)? {
        long::ages(table, columns, rates)?
    } else {
        return Err(Error::MissingColumn {
            path: table.path().to_owned(),
            wanted: "people by age (`P22_POP1529`, `SEXE1_AGED100015`, `ind_18_24`, `75 ans ou \
                     plus`; or `AGED100` and `NB`, `AGE` and `OBS_VALUE`)"
                .to_owned(),
            found: table.columns().listing(),
        });
    };
    loaded.issues.push(Issue::file(Trouble::AgesRead, ages.to_string()));
    Ok((loaded, ages))
}

fn long_columns(table: &mut Passes) -> Result<Option<LongColumns>> {
    let width = table.columns().names().len();
    let mut sample: Vec<Vec<String>> = Vec::new();
    table.look(|row| {
        sample.push((0..width).map(|rank| row.text(Some(rank)).into_owned()).collect());
        Ok::<bool, Error>(sample.len() < SAMPLE)
    })?;
    Ok(LongColumns::of(table.columns(), &sample))
}

/// Its bands, those of many only at the ends, and what its figures are.
impl std::fmt::Display for AgeTable {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.bands[..] {
            [first, second, .., last] if self.bands.len() > LISTED => {
                write!(formatter, "{first}, {second} … {last} ({})", self.bands.len())?;
            }
            bands => formatter.write_str(&listing(bands))?,
        }
        formatter.write_str(match self.counted.basis {
            AgeBasis::People => "",
            AgeBasis::SharesOfAdults => "; % 15+",
            AgeBasis::SharesOfResidents => "; % 0+",
        })
    }
}
