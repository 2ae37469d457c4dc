//! Tables of population by age and commune.
//!
//! A wide table has one row for each commune; the names of its columns give the ages:
//! `P22_POP1529`, `P22_POP90P`, `SEXE1_AGED100015`, `ind_18_24`, `75 ans ou plus`,
//! `tx_65etplus_des15plus`. A long table has a column of ages. Both may count the same
//! people in several ways. The bands used are those of the latest year that are contiguous
//! and that the bands of the rates split least.
//!
//! Rows are streamed: memory holds one number for each commune and band.

mod chain;
mod column;
mod long;
mod people;
mod slices;
mod wide;
mod written;

use std::path::Path;

use maillage_core::model::{AgeBand, Line, listing};
use maillage_tables::{Columns, MaxInputSize, Passes, ReadOptions, Row, Sheet, streamed};

use super::{
    Content, LaterAccount, Recognition, TableKind,
    crosswalk::CodeCrosswalk,
    grid, join,
    table::{self, TableRecord},
};
use crate::{
    Error, Result,
    gazetteer::Gazetteer,
    input::Input,
    ledger::{Account, Issue, Role, Trouble},
    sentences,
    source::{GivenColumns, Loaded, Mapping, PeopleCount},
};

pub(super) use column::AgeColumn;
pub(super) use column::split_year;
use long::LongColumns;
pub use people::{ResidentsBy, join_people};
pub(super) use wide::{by_commune, names_of};

/// Rows examined to recognise a column of ages.
const SAMPLE: usize = 200;
/// Maximum number of bands that a note lists one by one.
const LISTED: usize = 24;

impl Role {
    /// Population by age and commune.
    pub const AGES: Self = Self::named("ages");
}

/// Population by age and commune.
pub static KIND: TableKind = TableKind {
    name: "ages",
    description: sentences::a_table_of_ages,
    field: "sources.ages",
    role: Role::AGES,
    content: Content::Table(check),
    recognise: |sheet, _| Recognition::sure(table::has_code(&sheet.columns) && is_ages(sheet)),
    stream: Some(stream),
};

/// Unit of the figures of a table of ages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgeBasis {
    /// People.
    People,
    /// Shares of residents aged 15 and over, in per cent.
    SharesOfAdults,
    /// Shares of all residents, in per cent.
    SharesOfResidents,
}

/// The bands of a table of ages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgeTable {
    /// The bands, from the youngest.
    pub bands: Vec<AgeBand>,
    /// The unit of the figures.
    pub counted: Counted,
}

/// How a table counts people by band of age, or by category of another variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// Unit of the figures.
    pub basis: AgeBasis,
    /// Rank of the band without a column: 100 % minus the other bands.
    pub rest: Option<usize>,
}

/// The figures of one commune.
#[derive(Debug, Clone, PartialEq)]
pub struct Counts {
    /// Whether any cell has a value, or a text of its own instead.
    pub is_stated: bool,
    /// Figure of all ages, where the table has one.
    pub total: Option<f64>,
    /// Figure of each band, from the youngest; the error when they are unknown.
    pub bands: std::result::Result<Vec<f64>, AgeDefect>,
}

/// Why the ages of a commune are unknown.
#[derive(Debug, Clone, PartialEq)]
pub enum AgeDefect {
    /// A figure that is not a number of people, with its line.
    Figure(Line, PeopleCount),
    /// A duplicate age, with the line of the duplicate.
    Twice(Line, AgeBand),
    /// An age that other communes have is missing.
    Missing(AgeBand),
}

/// Whether `sheet` is a table of population by age. It must have three bands or more, or
/// shares that leave a single band, or a column of ages.
fn is_ages(sheet: &Sheet) -> bool {
    let found = wide::columns(&sheet.columns);
    let shares = found.iter().any(|(column, _)| column.basis == AgeBasis::SharesOfAdults);
    if found.len() >= if shares { 2 } else { 3 } {
        return true;
    }
    long_columns_of(sheet).is_some()
}

/// The columns of a long table of population by age, by a sample of its rows; `None` for another
/// table.
fn long_columns_of(sheet: &Sheet) -> Option<LongColumns> {
    let width = sheet.columns.names().len();
    let texts = |row: &Row| (0..width).map(|rank| row.cell(rank).into()).collect();
    let sample: Vec<Vec<String>> = sheet.sample(SAMPLE).map(texts).collect();
    LongColumns::of(&sheet.columns, &sample)
}

/// Whether the file at `path` is a long table of population by age. Only the first rows are
/// read, because the file may exceed memory.
fn is_long(path: &Path) -> bool {
    let columns = |mut table| long_columns(&mut table).ok().flatten();
    streamed(path, MaxInputSize::UNBOUNDED).is_ok_and(|table| columns(table).is_some())
}

/// Whether the file at `path` is a wide table of population by age.
fn is_wide(path: &Path) -> bool {
    let columns = |table: Passes| wide::columns(table.columns());
    streamed(path, MaxInputSize::UNBOUNDED).is_ok_and(|table| columns(table).len() >= 3)
}

/// Population by age and commune of `file`, in the bands that fit `rates` best.
///
/// # Errors
///
/// When the file cannot be read; [`Error::MissingColumn`] without a code or ages;
/// [`Error::NoSlice`] when a long table does not cover the full population of the communes;
/// [`maillage_core::Error::Bands`] when the table has no contiguous bands over the ages of
/// the rates.
pub fn read(
    file: impl Into<Input>,
    rates: &[AgeBand],
) -> Result<(Loaded<TableRecord<Counts>>, AgeTable)> {
    let (path, most) = match file.into() {
        Input::Decoded(sheet) => return of_table(Passes::from(*sheet), rates),
        Input::Path(path, Some(given), most) => {
            return of_table(stated(&path, &given, most)?, rates);
        }
        Input::Path(path, None, most) => (path, most),
    };
    if grid::is_grid(&path) {
        return Err(super::wrong(&path, &grid::KIND, KIND.description));
    }
    of_table(Passes::open(&path, most)?, rates)
}

/// The table at `path` with its columns given, streamed if possible.
pub(crate) fn stated(path: &Path, given: &GivenColumns, most: MaxInputSize) -> Result<Passes> {
    let mut table = match given.read_options(most) {
        ReadOptions { worksheet: None, .. } => Passes::open(path, most)?,
        options => Passes::from(crate::source::sheet::read(path, &options)?),
    };
    given.state(table.columns_mut())?;
    Ok(table)
}

/// The account of the table at `path` in a check, with its columns given; read after the
/// communes.
pub(crate) fn stated_account(
    path: &Path,
    given: &GivenColumns,
    most: MaxInputSize,
) -> Result<LaterAccount> {
    let table = stated(path, given, most)?;
    Ok(Box::new(move |gazetteer| Ok(account(of_table(table, &[adults()])?, gazetteer))))
}

/// A column of a table of ages, by what it holds.
pub(crate) struct AgeMeaning {
    /// `age`, `effectif`, `code`; or the ages of its people, `15-29`.
    pub(crate) meaning: String,
    /// Its rank; several where people of one age are counted by sex.
    pub(crate) ranks: Vec<usize>,
    /// Whether the ages of its people are its meaning.
    pub(crate) is_of_ages: bool,
}

/// What the columns of a table of ages hold. Nothing for shares, which a mapping does not give.
pub(crate) fn meanings(sheet: &Sheet) -> Vec<AgeMeaning> {
    meanings_of(&sheet.columns, long_columns_of(sheet))
}

/// The table of ages at `path`, and what its columns hold.
pub(crate) fn streamed_meanings(
    path: &Path,
    given: Option<&GivenColumns>,
    most: MaxInputSize,
) -> Result<(Passes, Vec<AgeMeaning>)> {
    let mut table = match given {
        Some(given) => stated(path, given, most)?,
        None => Passes::open(path, most)?,
    };
    let long = long_columns(&mut table)?;
    let meanings = meanings_of(table.columns(), long);
    Ok((table, meanings))
}

fn meanings_of(columns: &Columns, long: Option<LongColumns>) -> Vec<AgeMeaning> {
    let wide = wide::columns(columns);
    let found = |meaning: &str, rank: Option<usize>| {
        rank.map(|rank| AgeMeaning {
            meaning: meaning.to_owned(),
            ranks: vec![rank],
            is_of_ages: false,
        })
    };
    let of_band = |(column, ranks): (AgeColumn, Vec<usize>)| AgeMeaning {
        meaning: column.band.to_string(),
        ranks,
        is_of_ages: true,
    };
    if wide.iter().any(|(column, _)| column.basis != AgeBasis::People) {
        return Vec::new();
    }
    let code = table::code_among(Path::new(""), columns).ok();
    match long.filter(|_| wide.is_empty()) {
        Some(long) => [
            found("code", Some(long.code)),
            found("type", long.kind),
            found("age", Some(long.age)),
            found("effectif", Some(long.value)),
            found("sexe", long.sex),
            found("annee", long.year),
        ]
        .into_iter()
        .flatten()
        .collect(),
        None => found("code", code).into_iter().chain(wide.into_iter().map(of_band)).collect(),
    }
}

/// Improves the error of `table`, read from `path` as one of `kind`: when columns are
/// missing and the file is a table of ages, the error says so.
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

/// A long table is read after the communes.
fn stream(path: &Path, most: MaxInputSize) -> Option<LaterAccount> {
    let path = is_long(path).then(|| path.to_owned())?;
    Some(Box::new(move |gazetteer| {
        Ok(account(of_table(Passes::open(&path, most)?, &[adults()])?, gazetteer))
    }))
}

/// The account of a table of ages. Shares are converted with dummy populations: only the
/// rows are validated.
fn account(
    (loaded, table): (Loaded<TableRecord<Counts>>, AgeTable),
    gazetteer: &Gazetteer,
) -> Account {
    let known = join::known(&loaded, gazetteer);
    let communes = known.iter().map(|code| (*code, 1)).collect();
    let own = join::codes_of(&loaded).into_iter().map(|code| (code, 1)).collect();
    let residents = ResidentsBy { communes: &communes, own: &own, adults: 1.0 };
    join_people((loaded, &table.counted), &KIND, &known, CodeCrosswalk::default(), residents)
        .account
}

/// The band where the rates of every survey start.
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
            wanted: sentences::age_columns(),
            found: table.columns().listed(),
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

/// The bands, abbreviated when there are many, and the unit of the figures.
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
