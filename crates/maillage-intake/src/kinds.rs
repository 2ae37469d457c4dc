//! The kinds of files that are understood, one module each: how a file of the kind is
//! recognised, its columns, its rows, how they join the communes, and the account that a
//! check gives of it.
//!
//! A run and a check recognise files with the same list, [`KINDS`], and take a file's account
//! from the same functions. To add a kind, write its module and name it in the list.

pub mod ages;
pub mod chefs_lieux;
pub mod cog;
pub mod communes;
pub mod grid;
pub mod join;
pub mod lines;
pub mod list;
pub mod margins;
pub mod membership;
pub mod need;
pub mod passage;
pub mod places;
pub mod population;
pub mod school_holidays;
pub mod table;
pub mod timetable;
pub mod travel;

use std::path::Path;

use geo::Geometry;

use crate::{
    Error, Result,
    gazetteer::{Former, Gazetteer},
    ledger::{Account, Role},
    source::Mapping,
};
use maillage_core::model::{Commune, Kind};
use maillage_tables::Sheet;

/// Every kind that is recognised, in order of precedence.
///
/// The order matters: a France Services list also has a name and a position, and a list of
/// stops may be written in the national standard. Margins are missing: only a rate table
/// says which columns they have.
pub static KINDS: [&TableKind; 21] = [
    &timetable::KIND,
    &grid::KIND,
    &travel::KIND,
    &communes::KIND,
    &places::france_services::OF_2021,
    &places::france_services::OF_2024,
    &places::france_services::OF_2022,
    &cog::KIND,
    &school_holidays::KIND,
    &lines::KIND,
    &passage::KIND,
    &places::stops::STOPS,
    &places::stops::STOPS_AS_PLACES,
    &places::mednum::V1,
    &places::mednum::V0,
    &places::mednum::OWN_COLUMNS,
    &need::KIND,
    &ages::KIND,
    &population::KIND,
    &membership::KIND,
    &chefs_lieux::KIND,
];

/// What is known of one kind of file.
pub struct TableKind {
    /// Its name in ledgers, under `schema`.
    pub name: &'static str,
    /// What it is, for an error message: "a table of residents by commune".
    pub description: &'static str,
    /// The field of a run's inputs that takes such a file: `sources.population`.
    pub field: &'static str,
    /// The role of such a file in a run; of a list, the role unless it is given as another.
    pub role: Role,
    /// What its rows are, and how its account is drawn up.
    pub content: Content,
    /// Whether a sheet is of this kind.
    pub(crate) recognise: fn(&Sheet, &Mapping) -> Recognition,
    /// Recognises a file by its beginning, where such files may be larger than memory.
    pub(crate) stream: Option<fn(&Path) -> Option<LaterAccount>>,
}

/// How sure it is that a sheet is of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Recognition {
    /// It is not.
    No,
    /// It is, unless the sheet is surely of another kind.
    Perhaps,
    /// It is.
    Sure,
}

/// The account of a file that is read in its turn, once all communes are known.
pub(crate) type LaterAccount = Box<dyn FnOnce(&Gazetteer) -> Result<Account>>;

/// What the rows of a kind of file are, and what gives the account of such a file.
pub enum Content {
    /// Communes, or codes of other years: a check reads them first, and holds the other files
    /// against them.
    Geography(fn(Sheet, &mut Geography) -> Result<Account>),
    /// Figures by commune and the like, held against the communes; against the codes of the
    /// table itself where none are known.
    Table(fn(Sheet, &Mapping, &Gazetteer) -> Result<Account>),
    /// Places of help of a kind, or the rounds that bring it.
    Supply(Kind, Rows),
}

/// What the rows of a list of supply are.
#[derive(Clone, Copy)]
pub enum Rows {
    /// Places, under columns whose meaning is found out.
    Places(places::Format),
    /// The stops of a timetable (GTFS).
    Timetable,
    /// Lines along which rounds go.
    Lines,
}

/// The communes that files tell of, and the codes and names that communes had.
#[derive(Default)]
pub struct Geography {
    /// The communes of contours.
    pub communes: Vec<Commune>,
    /// What former codes and names became.
    pub former: Vec<Former>,
}

impl PartialEq for TableKind {
    /// Kinds are told apart by their names.
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl std::fmt::Debug for TableKind {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.name)
    }
}

impl TableKind {
    /// The kind of supply that its rows are, unless the list is given as another; `None` when
    /// they are no supply.
    pub fn supply(&self) -> Option<Kind> {
        match self.content {
            Content::Supply(kind, _) => Some(kind),
            _ => None,
        }
    }

    /// Whether its rows are supply: places of help, or the rounds that bring it.
    pub fn is_supply(&self) -> bool {
        self.supply().is_some()
    }

    /// Whether its rows are places under columns whose meaning is found out.
    pub fn is_of_places(&self) -> bool {
        matches!(self.content, Content::Supply(_, Rows::Places(_)))
    }

    /// Whether a sheet of this kind may be a list of places all the same, when it is given as
    /// one: a table of figures may, a grid, ages or contours may not.
    fn may_be_given_as_places(&self) -> bool {
        matches!(self.content, Content::Table(_)) && self.stream.is_none()
    }

    /// Whether the rows may be surfaces.
    fn holds_surfaces(&self) -> bool {
        self == &communes::KIND || self == &grid::KIND || self == &timetable::KIND
    }
}

/// The kind of `sheet`, whose columns `mapping` has read as those of places; `None` when it is
/// of no kind that is known.
pub fn recognise(sheet: &Sheet, mapping: &Mapping) -> Option<&'static TableKind> {
    // Zonings of other sorts carry the codes of communes, and are no tables of communes.
    let surfaces = has_surfaces(sheet);
    let mut perhaps = None;
    for kind in KINDS.iter().filter(|kind| !surfaces || kind.holds_surfaces()) {
        match (kind.recognise)(sheet, mapping) {
            Recognition::Sure => return Some(kind),
            Recognition::Perhaps => perhaps = perhaps.or(Some(*kind)),
            Recognition::No => {}
        }
    }
    perhaps
}

impl Recognition {
    /// Sure, or not at all.
    pub(crate) fn sure(is_of_kind: bool) -> Self {
        if is_of_kind { Self::Sure } else { Self::No }
    }
}

/// The account, for a check, of a file that is recognised by its beginning and read later.
pub(crate) fn streamed(path: &Path) -> Option<(&'static TableKind, LaterAccount)> {
    KINDS.iter().find_map(|kind| Some((*kind, (kind.stream?)(path)?)))
}

/// The rows of the file at `path`, which was given as one of `kind`.
///
/// # Errors
///
/// When the file cannot be read; [`Error::WrongSchema`] when it is of a kind whose files may
/// be larger than memory.
pub(crate) fn sheet(path: &Path, kind: &TableKind) -> Result<Sheet> {
    refuse_streamed(path, kind.description)?;
    Ok(maillage_tables::read(path)?)
}

/// Refuses a file of a kind that may be larger than memory before it is read as `expected`.
pub(crate) fn refuse_streamed(path: &Path, expected: &'static str) -> Result<()> {
    match streamed(path) {
        Some((kind, _)) => Err(wrong(path, kind, expected)),
        None => Ok(()),
    }
}

/// The error of a file that is of another kind than the one it was given as.
pub(crate) fn wrong(path: &Path, found: &TableKind, expected: &'static str) -> Error {
    Error::WrongSchema {
        path: path.to_owned(),
        found: found.description,
        expected,
        remedy: format!("give it with `{}`", found.field),
    }
}

fn has_surfaces(sheet: &Sheet) -> bool {
    let geometries = sheet.rows.iter().filter_map(|row| row.geometry.as_ref());
    geometries
        .take(50)
        .any(|geometry| matches!(geometry, Geometry::Polygon(_) | Geometry::MultiPolygon(_)))
}
