//! The supported kinds of input tables, one module each.
//!
//! A module recognises tables of its kind, finds their columns, reads their rows, joins them to
//! the communes, and draws up the ledger account used by a check.
//!
//! A run and a check share the list [`KINDS`] and the account functions. To add a kind, write
//! its module and add it to the list.

pub mod ages;
pub mod catalogue;
pub mod chefs_lieux;
pub mod cog;
pub mod communes;
pub mod crosswalk;
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
use maillage_core::model::{Commune, Kind};
use maillage_tables::{Columns, MaxInputSize, ReadOptions, Sheet};
use maillage_words::Words;

use crate::{
    Error, Result,
    gazetteer::{Former, Gazetteer},
    input::Input,
    ledger::{Account, Role},
    source::{GivenColumns, Mapping, mapping::columns::Stated},
};

/// Names of the layers of communes and of places that a run writes.
const COMMUNES: &str = "couverture";
const PLACES: &str = "lieux";

/// Every kind that is recognised, in order of precedence.
///
/// The order matters: a catalogue of `maillage` has the columns of many lists, a France Services
/// list also has names and positions, and a list of stops may follow the national standard. Margins
/// are absent, because only a rate table defines their columns.
pub static KINDS: [&TableKind; 22] = [
    &timetable::KIND,
    &grid::KIND,
    &travel::KIND,
    &communes::KIND,
    &catalogue::KIND,
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

/// One kind of table.
pub struct TableKind {
    /// The name in ledgers, under `schema`.
    pub name: &'static str,
    /// Description for error messages: "a table of residents by commune".
    pub description: fn() -> Words,
    /// The field of a run's inputs that takes such a table: `sources.population`.
    pub field: &'static str,
    /// The role of such a table in a run. For a list of supply: its role unless the caller
    /// gives another kind.
    pub role: Role,
    /// The content of its rows, and the function that draws up its account.
    pub content: Content,
    /// Recognises a sheet of this kind.
    pub(crate) recognise: fn(&Sheet, &Mapping) -> Recognition,
    /// Recognises a file by its first rows, for kinds whose files may exceed memory.
    pub(crate) stream: Option<fn(&Path, MaxInputSize) -> Option<LaterAccount>>,
}

/// Confidence that a sheet is of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Recognition {
    /// The sheet is not of this kind.
    No,
    /// The sheet is of this kind unless another kind is sure.
    Perhaps,
    /// The sheet is of this kind.
    Sure,
}

/// Draws up the account of a file that is read after all communes are known.
pub(crate) type LaterAccount = Box<dyn FnOnce(&Gazetteer) -> Result<Account>>;

/// The content of a kind of table, and the function that draws up its account.
pub enum Content {
    /// Communes, or codes of other vintages. A check reads them first and joins the other
    /// files to them.
    Geography(fn(Sheet, &mut Geography) -> Result<Account>),
    /// Figures by commune, joined to the known communes. When none is known, the codes of
    /// the table itself are used.
    Table(fn(Sheet, &Mapping, &Gazetteer) -> Result<Account>),
    /// Places of a kind of supply, or tours.
    Supply(Kind, SupplyRows),
}

/// The rows of a list of supply.
#[derive(Clone, Copy)]
pub enum SupplyRows {
    /// Places, in columns whose meaning is inferred.
    Places(places::ListFormat),
    /// The stops of a timetable (GTFS).
    Timetable,
    /// Itineraries of tours.
    Lines,
    /// A catalogue that `maillage` wrote: places of all kinds.
    Catalogue,
}

/// The communes read from the inputs, and their former codes and names.
#[derive(Default)]
pub struct Geography {
    /// The communes of the contour files.
    pub communes: Vec<Commune>,
    /// Former codes and names, with their successors.
    pub former: Vec<Former>,
}

impl PartialEq for TableKind {
    /// Each kind has its own name.
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
    /// The kind of supply in its rows, unless the caller gives another kind. `None` when
    /// the rows are not supply.
    pub fn supply(&self) -> Option<Kind> {
        match self.content {
            Content::Supply(kind, _) => Some(kind),
            _ => None,
        }
    }

    /// Whether the rows are supply: places or tours.
    pub fn is_supply(&self) -> bool {
        self.supply().is_some()
    }

    /// Whether the rows are places in columns whose meaning is inferred.
    pub fn is_of_places(&self) -> bool {
        matches!(self.content, Content::Supply(_, SupplyRows::Places(_)))
    }

    /// Whether a sheet of this kind can still be read as a list of places when the caller
    /// gives it as one. True for tables of figures; false for grids, ages and contours.
    fn may_be_given_as_places(&self) -> bool {
        matches!(self.content, Content::Table(_)) && self.stream.is_none()
    }

    /// Whether the rows may have surfaces as geometries.
    fn holds_surfaces(&self) -> bool {
        self == &communes::KIND || self == &grid::KIND || self == &timetable::KIND
    }
}

/// The kind of `sheet`. `mapping` is the mapping of its columns as a list of places. `None`
/// when no kind matches.
pub fn recognise(sheet: &Sheet, mapping: &Mapping) -> Option<&'static TableKind> {
    if let Some(kind) = stated_kind(&sheet.columns) {
        return Some(kind);
    }
    // Other zonings also carry codes of communes but are not tables of communes.
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

/// The other kinds of figures by commune that a sheet of `kind` surely holds: a table of
/// residents may also tell the EPCI.
pub(crate) fn also_of(
    kind: &TableKind,
    sheet: &Sheet,
    mapping: &Mapping,
) -> Vec<&'static TableKind> {
    let is_of_figures = |kind: &TableKind| matches!(kind.content, Content::Table(_));
    if !is_of_figures(kind) {
        return Vec::new();
    }
    let is_also = |other: &&'static TableKind| {
        *other != kind
            && is_of_figures(other)
            && (other.recognise)(sheet, mapping) == Recognition::Sure
    };
    KINDS.into_iter().filter(is_also).collect()
}

impl Recognition {
    /// [`Recognition::Sure`] or [`Recognition::No`].
    pub(crate) fn sure(is_of_kind: bool) -> Self {
        if is_of_kind { Self::Sure } else { Self::No }
    }
}

/// The kind of a file recognised by its first rows, and its account to draw up later in a
/// check.
pub(crate) fn streamed(
    path: &Path,
    most: MaxInputSize,
) -> Option<(&'static TableKind, LaterAccount)> {
    KINDS.iter().find_map(|kind| Some((*kind, (kind.stream?)(path, most)?)))
}

/// The sheet of a file that was given as one of `kind`, or found to be one.
///
/// # Errors
///
/// When the file cannot be read; [`Error::WrongSchema`] when the file is of a kind that may
/// exceed memory.
pub(crate) fn sheet(file: Input, kind: &TableKind) -> Result<Sheet> {
    match file {
        Input::Decoded(sheet) => Ok(*sheet),
        Input::Path(path, Some(given), most) => stated(&path, &given, kind, most),
        Input::Path(path, None, most) => {
            refuse_streamed(&path, kind.description)?;
            // A GeoPackage of a run holds its places beside its communes.
            let preferred = match kind {
                kind if kind == &catalogue::KIND => &[PLACES][..],
                kind if kind == &communes::KIND => &[COMMUNES],
                _ => &[],
            };
            let options = ReadOptions { max_input_size: most, preferred, ..ReadOptions::default() };
            crate::source::sheet::read(&path, &options)
        }
    }
}

/// The sheet at `path` with its columns given, as one of `kind`.
fn stated(
    path: &Path,
    given: &GivenColumns,
    kind: &TableKind,
    most: MaxInputSize,
) -> Result<Sheet> {
    let mut sheet = crate::source::sheet::read(path, &given.read_options(most))?;
    given.state(&mut sheet.columns)?;
    match stated_kind(&sheet.columns) {
        Some(found) if (found == &communes::KIND) != (kind == &communes::KIND) => {
            Err(wrong(path, found, kind.description))
        }
        _ => Ok(sheet),
    }
}

/// The kind that the columns given of a sheet say; `None` where none is given.
pub(crate) fn stated_kind(columns: &Columns) -> Option<&'static TableKind> {
    Stated::of(columns).map(|stated| match stated {
        Stated::Contours => &communes::KIND,
        Stated::Need => &need::KIND,
        Stated::Ages => &ages::KIND,
        Stated::Population => &population::KIND,
        Stated::Membership => &membership::KIND,
    })
}

/// Rejects a file of a kind that may exceed memory, before it is decoded as `expected`.
pub(crate) fn refuse_streamed(path: &Path, expected: fn() -> Words) -> Result<()> {
    match streamed(path, MaxInputSize::UNBOUNDED) {
        Some((kind, _)) => Err(wrong(path, kind, expected)),
        None => Ok(()),
    }
}

/// The error for a file that is of another kind than the one it was given as.
pub(crate) fn wrong(path: &Path, found: &TableKind, expected: fn() -> Words) -> Error {
    Error::WrongSchema {
        path: path.to_owned(),
        found: Box::new((found.description)()),
        expected: Box::new(expected()),
        field: found.field,
    }
}

pub(crate) fn has_surfaces(sheet: &Sheet) -> bool {
    let geometries = sheet.rows.iter().filter_map(|row| row.geometry.as_deref());
    geometries
        .take(50)
        .any(|geometry| matches!(geometry, Geometry::Polygon(_) | Geometry::MultiPolygon(_)))
}
