//! Why files cannot be taken in.
//!
//! A bad *record* is never an error: it becomes an [`Issue`](crate::ledger::Issue) and
//! reading goes on. After one of these errors no true map can be made; each names the file,
//! and the field of the sources or options that would mend it (`sources.membership`).

use std::path::PathBuf;

/// The result of taking files in.
pub type Result<T> = std::result::Result<T, Error>;

/// Why files cannot be taken in, and what would mend it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A column the schema requires is absent.
    #[error("{path}: no column for {wanted}; found {found}")]
    MissingColumn {
        /// The file.
        path: PathBuf,
        /// What is wanted, with the names that would be understood.
        wanted: String,
        /// The columns that are there.
        found: String,
    },
    /// A table of several slices, a row each, that lacks the one which is wanted.
    #[error("{path}: no rows of {wanted}: `{column}` holds {found}; give the table that has them")]
    NoSlice {
        /// The file.
        path: PathBuf,
        /// What rows are wanted of.
        wanted: &'static str,
        /// The column that tells the slices apart.
        column: String,
        /// What it holds.
        found: String,
    },
    /// A list of places whose columns cannot be told for sure.
    #[error(
        "{path}: cannot tell for sure which column holds {wanted}; {candidates}; say it in a mapping: `maillage check {path} --save-mapping mapping.toml` writes one to correct, then add `sources.mapping mapping.toml`"
    )]
    ListNotUnderstood {
        /// The file.
        path: PathBuf,
        /// What is wanted.
        wanted: &'static str,
        /// The columns that it might be.
        candidates: String,
    },
    /// A file given for something that it is not.
    #[error("{path}: this looks like {found}, not {expected}; {remedy}")]
    WrongSchema {
        /// The file.
        path: PathBuf,
        /// What was recognised.
        found: &'static str,
        /// What the field takes.
        expected: &'static str,
        /// The field that takes such a file.
        remedy: String,
    },
    /// Cells of two sizes, of which the larger ones hold the smaller ones.
    #[error(
        "{path}: line {line}: a cell of {found} m, and those before it are of {size} m in the same system ({crs}): people would count twice; give grids of one size"
    )]
    GridSizes {
        /// The grid.
        path: PathBuf,
        /// The line of the cell.
        line: usize,
        /// Its size, in metres.
        found: u32,
        /// The size of the cells before it, in metres.
        size: u32,
        /// The reference system.
        crs: String,
    },
    /// Grids whose ages are cut in different bands.
    #[error(
        "{path}: its bands of age are {found}, those of {other} are {expected}; give grids of one vintage"
    )]
    GridBands {
        /// The second grid.
        path: PathBuf,
        /// Its bands.
        found: String,
        /// The first grid.
        other: PathBuf,
        /// The bands of the first.
        expected: String,
    },
    /// Two communes share one code.
    #[error(
        "{path}: line {line}: commune `{code}` is `{name}` here and `{other_name}` on line {other_line}; one code is one commune: correct one of them"
    )]
    DuplicateCommune {
        /// The file.
        path: PathBuf,
        /// The second of them.
        line: usize,
        /// The code they share.
        code: String,
        /// The second name.
        name: String,
        /// The first name.
        other_name: String,
        /// Where the first stands.
        other_line: usize,
    },
    /// No commune could be read, so there is nothing to map.
    #[error("{path}: no commune could be read; `maillage check` shows why, row by row")]
    NoCommunes {
        /// The contours.
        path: PathBuf,
    },
    /// No supply was given, or none survived the cleaning.
    #[error(
        "no place of help could be read from the lists given; `maillage check` shows why, row by row"
    )]
    NoPlaces,
    /// No place stands in the territory asked for, nor in its buffer.
    #[error(
        "no place of help stands in the territory asked for, nor in its buffer; raise `options.buffer_km`, or give the lists of the neighbours"
    )]
    NoPlacesNear,
    /// No place is open at the hours asked for.
    #[error(
        "none of {places} places of help is known to be open from {period} (the hours of {known} are known); give another `options.period`, or add `options.unknown_hours open`"
    )]
    NoneOpen {
        /// Places whose hours are known.
        known: usize,
        /// All places.
        places: usize,
        /// The days that were counted over.
        period: String,
    },
    /// No list of places was given.
    #[error(
        "no list of places was given; add sources.mediation, sources.france_services or sources.itinerant"
    )]
    NoLists,
    /// A territory without the contours to cut it out of.
    #[error("a territory is cut out of the contours of its communes; add sources.communes")]
    NoContours,
    /// A territory that selects nothing.
    #[error(
        "`{code}` selects no commune of {path}; a territory is a département (`16`, `dep:16`), a région (`reg:75`), an EPCI (nine digits, with `sources.membership`), a commune (`16015`) or a hub of the `options.config`"
    )]
    UnknownTerritory {
        /// The territory as given.
        code: String,
        /// The contours.
        path: PathBuf,
    },
    /// EPCI codes without a table that says which communes they hold.
    #[error(
        "`{code}` is an EPCI, and no commune says to which it belongs; give the INSEE table of communes and EPCI with `sources.membership`"
    )]
    NoMembership {
        /// The EPCI as given.
        code: String,
    },
    /// A configuration file that does not hold together.
    #[error("{path}: {reason}")]
    Config {
        /// The file.
        path: PathBuf,
        /// What the decoder said, with its line.
        reason: String,
    },
    /// A column of need whose figures may be anything.
    #[error(
        "{path}: nothing tells what the figures of `{column}` are; add `options.need_unit people`, `per-cent`, `fraction` or `score`"
    )]
    NeedUnit {
        /// The table.
        path: PathBuf,
        /// The column.
        column: String,
    },
    /// A square travel table whose figures may be minutes or kilometres.
    #[error(
        "{path}: nothing tells whether the figures of this travel table are minutes or kilometres; add `options.travel_unit minutes` or `km`"
    )]
    TravelUnit {
        /// The table.
        path: PathBuf,
    },
    /// An option outside its range.
    #[error(transparent)]
    Option(#[from] maillage_core::BadOption),
    /// A file cannot be decoded.
    #[error(transparent)]
    Tables(#[from] maillage_tables::Error),
    /// A measure is impossible.
    #[error(transparent)]
    Core(maillage_core::Error),
}

impl From<maillage_core::Error> for Error {
    fn from(error: maillage_core::Error) -> Self {
        match error {
            maillage_core::Error::Option(option) => Self::Option(option),
            other => Self::Core(other),
        }
    }
}
