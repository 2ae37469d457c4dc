//! Errors of the intake.
//!
//! A bad *record* is never an error: it becomes an [`Issue`](crate::ledger::Issue) and
//! reading goes on. An error stops the run. Each error names the file, and the field of the
//! sources or options to correct (`sources.membership`).

use std::path::PathBuf;

use maillage_words::{Words, spoken::Rank};

use crate::sentences;

/// The result of an intake function.
pub type Result<T> = std::result::Result<T, Error>;

/// Errors of the intake. Each message says how to correct the input. Displayed in English.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A column the schema requires is absent.
    MissingColumn {
        /// The file.
        path: PathBuf,
        /// The data wanted, with the column names that are accepted.
        wanted: Words,
        /// The columns found.
        found: Words,
    },
    /// A long table without the slice that is needed.
    NoSlice {
        /// The file.
        path: PathBuf,
        /// The slice wanted.
        wanted: Words,
        /// The column that identifies the slices.
        column: String,
        /// The values of that column.
        found: String,
    },
    /// A list of places whose columns cannot be mapped with enough confidence.
    ListNotUnderstood {
        /// The file.
        path: PathBuf,
        /// The field wanted.
        wanted: Words,
        /// The candidate columns.
        candidates: Words,
    },
    /// A file that was given without its kind, and whose kind cannot be told.
    KindUnknown {
        /// The file.
        path: PathBuf,
        /// The kinds that it may be of, each with what would say it.
        candidates: Words,
    },
    /// Two files of a kind of which a job takes one.
    FieldTaken {
        /// The file.
        path: PathBuf,
        /// The kind recognised.
        found: Words,
        /// The field that takes one such file.
        field: &'static str,
        /// The file in that field.
        other: PathBuf,
        /// What else this one may be given as.
        also: Box<Words>,
    },
    /// A file of a kind that a job does not read.
    FieldAbsent {
        /// The file.
        path: PathBuf,
        /// The kind recognised.
        found: Words,
    },
    /// A file of another kind than expected.
    WrongSchema {
        /// The file.
        path: PathBuf,
        /// The kind recognised.
        found: Box<Words>,
        /// The kind expected.
        expected: Box<Words>,
        /// The field that takes such a file.
        field: &'static str,
    },
    /// A grid with cells of two sizes: the larger cells contain the smaller ones.
    GridSizes {
        /// The grid.
        path: PathBuf,
        /// The line of the cell.
        line: usize,
        /// Its side length, in metres.
        found: u32,
        /// The side length of the previous cells, in metres.
        size: u32,
        /// The reference system.
        crs: String,
    },
    /// Grids with different bands of age.
    GridBands {
        /// The second grid.
        path: PathBuf,
        /// The bands of the second grid.
        found: Box<Words>,
        /// The first grid.
        other: PathBuf,
        /// The bands of the first grid.
        expected: Box<Words>,
    },
    /// One code has two names of communes.
    DuplicateCommune {
        /// The file.
        path: PathBuf,
        /// The line of the second name.
        line: usize,
        /// The shared code.
        code: String,
        /// The second name.
        name: String,
        /// The first name.
        other_name: String,
        /// The line of the first name.
        other_line: usize,
    },
    /// Rows of one commune that overlap: it would be drawn twice.
    CommuneDrawnTwice {
        /// The file.
        path: PathBuf,
        /// The code.
        code: String,
        /// The lines of its rows.
        lines: String,
    },
    /// Contours that are only parts of the communes of their codes.
    ContoursInPart {
        /// The file.
        path: PathBuf,
        /// Number of communes drawn in part.
        parts: usize,
        /// Number of communes compared.
        communes: usize,
        /// The commune that is drawn in the smallest part.
        code: String,
        /// Share of its area that is drawn, in per cent.
        per_cent: String,
    },
    /// Contours of zones inside communes, by a column of theirs.
    ZonesInCommunes {
        /// The file.
        path: PathBuf,
        /// The column that says so.
        column: String,
    },
    /// Contours of which no column surely holds the codes of communes.
    ContourCode {
        /// The file.
        path: PathBuf,
        /// The columns found.
        found: Words,
        /// The columns that hold codes, or `none`.
        candidates: Words,
    },
    /// A file given as contours whose rows have no surface.
    NoSurface {
        /// The file.
        path: PathBuf,
    },
    /// No commune could be read, so there is nothing to map.
    NoCommunes {
        /// The contours.
        path: PathBuf,
    },
    /// No place was given, or cleaning set every place aside.
    NoPlaces,
    /// No list of places was given.
    NoLists,
    /// Contours that do not lie where their codes say.
    ContoursElsewhere {
        /// The file.
        path: PathBuf,
        /// The départements.
        departements: String,
    },
    /// No place lies in a commune whose contour is brought along, and no contours of another
    /// territory were given.
    NoPlaceInFrance,
    /// No contours were given to a run that measures communes.
    NoCommuneContours,
    /// A study area without contours to cut it out of.
    NoContours,
    /// A study area that contains no commune.
    UnknownTerritory {
        /// The area as given.
        code: String,
        /// The file of the contours, or that they are those of France.
        contours: Words,
    },
    /// A territory of which only the name is brought along.
    TerritoryUndrawn {
        /// The code.
        code: String,
    },
    /// A name that several territories have.
    TerritoryAmbiguous {
        /// The name as given.
        name: String,
        /// The territories with their names.
        candidates: Words,
    },
    /// A name that no territory has.
    TerritoryUnknown {
        /// The name as given.
        name: String,
        /// Names that are alike; may be empty.
        alike: String,
    },
    /// EPCI codes without a table of the communes of each EPCI.
    NoMembership {
        /// The EPCI as given.
        code: String,
    },
    /// An invalid configuration file.
    Config {
        /// The file.
        path: PathBuf,
        /// The message of the decoder, with its line.
        reason: Words,
    },
    /// A file of zones that names neither communes nor contours.
    NoZones {
        /// The file.
        path: PathBuf,
        /// The scheme.
        name: String,
    },
    /// A file that is to be compared and is no layer of communes of an earlier run.
    NotALayer {
        /// The file.
        path: PathBuf,
        /// What it lacks.
        reason: Words,
    },
    /// A file that is no layer of `maillage`.
    NotSaved {
        /// The file.
        path: PathBuf,
        /// What it lacks.
        reason: Words,
    },
    /// Two layers that were measured on other terms.
    TermsDiffer {
        /// The first layer.
        before: PathBuf,
        /// The second layer.
        after: PathBuf,
        /// The term, as the metadata name it.
        term: &'static str,
        /// Its value in the first.
        one: String,
        /// Its value in the second.
        other: String,
        /// What would make them comparable.
        remedy: Box<Words>,
    },
    /// Two layers of other populations, and no choice of one.
    PopulationsDiffer {
        /// The first layer.
        before: PathBuf,
        /// The second layer.
        after: PathBuf,
    },
    /// A column of need of unknown unit.
    NeedUnit {
        /// The table.
        path: PathBuf,
        /// The column.
        column: String,
    },
    /// A square travel table of unknown unit: minutes or kilometres.
    TravelUnit {
        /// The table.
        path: PathBuf,
    },
    /// An identifier of two rows of a table that has one row for each.
    SameId {
        /// The table.
        path: PathBuf,
        /// The identifier.
        id: String,
        /// The lines.
        lines: String,
    },
    /// An identifier that the tables write with other zeros before it.
    AlikeButForZeros {
        /// The table of costs.
        path: PathBuf,
        /// The line.
        line: usize,
        /// The identifier.
        id: String,
    },
    /// A figure whose comma may part thousands.
    Thousands {
        /// The table.
        path: PathBuf,
        /// The figure.
        value: String,
    },
    /// A table of costs of which no pair is of the tables of demand and supply.
    NoPairs {
        /// The table of costs.
        path: PathBuf,
        /// Its first pair.
        pair: String,
        /// A pair of the other tables.
        known: String,
    },
    /// A cost of zero whose weight is no number.
    CostWithoutWeight {
        /// The table of costs.
        path: PathBuf,
        /// The line.
        line: usize,
        /// The pair.
        pair: String,
    },
    /// The pairs of a table cannot be kept in a temporary file.
    PairsNotKept {
        /// The table of costs.
        path: PathBuf,
        /// Why.
        cause: std::io::Error,
    },
    /// An option outside its range.
    Option(maillage_core::BadOption),
    /// A file cannot be decoded.
    Tables(maillage_tables::Error),
    /// A measure is impossible.
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

impl From<maillage_core::BadOption> for Error {
    fn from(option: maillage_core::BadOption) -> Self {
        Self::Option(option)
    }
}

impl From<maillage_tables::Error> for Error {
    fn from(error: maillage_tables::Error) -> Self {
        Self::Tables(error)
    }
}

maillage_words::errors_in_words!(Error);

impl Error {
    /// What is wrong, and what would mend it.
    pub fn words(&self) -> Words {
        match self {
            Self::Option(option) => option.words(),
            Self::Tables(error) => error.words(),
            Self::Core(error) => error.words(),
            Self::MissingColumn { path, wanted, found } => {
                sentences::missing_column(path, wanted, found)
            }
            Self::NoSlice { path, wanted, column, found } => {
                sentences::no_slice(path, wanted, column, found)
            }
            Self::ListNotUnderstood { path, wanted, candidates } => {
                sentences::list_not_understood(path, wanted, candidates)
            }
            Self::KindUnknown { path, candidates } => sentences::kind_unknown(path, candidates),
            Self::FieldTaken { path, found, field, other, also } => {
                sentences::field_taken(path, found, field, other, also)
            }
            Self::FieldAbsent { path, found } => sentences::field_absent(path, found),
            Self::WrongSchema { path, found, expected, field } => {
                sentences::wrong_schema(path, found, expected, field)
            }
            Self::Config { path, reason } => sentences::config(path, reason),
            Self::NoLists => sentences::no_lists(),
            Self::NoPlaces => maillage_core::Error::NoPlaces.words(),
            Self::NoPlaceInFrance => sentences::no_place_in_france(),
            Self::GridSizes { path, line, found, size, crs } => {
                let [found, size] = [*found, *size].map(|metres| Rank(metres as usize));
                sentences::grid_sizes(path, Rank(*line), found, size, crs)
            }
            Self::GridBands { path, found, other, expected } => {
                sentences::grid_bands(path, found, other, expected)
            }
            Self::DuplicateCommune { path, line, code, name, other_name, other_line } => {
                let [line, other_line] = [*line, *other_line].map(Rank);
                sentences::duplicate_commune(path, line, code, name, other_name, other_line)
            }
            Self::CommuneDrawnTwice { path, code, lines } => {
                sentences::commune_drawn_twice(path, code, lines)
            }
            Self::ContoursInPart { path, parts, communes, code, per_cent } => {
                sentences::contours_in_part(path, Rank(*parts), Rank(*communes), code, per_cent)
            }
            Self::ZonesInCommunes { path, column } => sentences::zones_in_communes(path, column),
            Self::ContourCode { path, found, candidates } => {
                sentences::contour_code(path, found, candidates)
            }
            Self::NoSurface { path } => sentences::no_surface(path),
            Self::NoCommunes { path } => sentences::no_communes(path),
            Self::ContoursElsewhere { path, departements } => {
                sentences::contours_elsewhere(path, departements)
            }
            Self::NoCommuneContours => sentences::no_commune_contours(),
            Self::NoContours => sentences::no_contours(),
            Self::UnknownTerritory { code, contours } => {
                sentences::unknown_territory(code, contours)
            }
            Self::TerritoryUndrawn { code } => sentences::territory_undrawn(code),
            Self::TerritoryAmbiguous { name, candidates } => {
                sentences::territory_ambiguous(name, candidates)
            }
            Self::TerritoryUnknown { name, alike } => {
                let perhaps = match alike.as_str() {
                    "" => Words::default(),
                    alike => sentences::perhaps(alike),
                };
                sentences::territory_unknown(name, &perhaps)
            }
            Self::NoMembership { code } => sentences::no_membership(code),
            Self::NoZones { path, name } => sentences::no_zones(path, name),
            Self::NotALayer { path, reason } => sentences::not_a_layer(path, reason),
            Self::NotSaved { path, reason } => sentences::not_saved(path, reason),
            Self::TermsDiffer { before, after, term, one, other, remedy } => {
                sentences::terms_differ(before, after, term, one, other, remedy)
            }
            Self::PopulationsDiffer { before, after } => {
                sentences::populations_differ(before, after)
            }
            Self::NeedUnit { path, column } => sentences::need_unit(path, column),
            Self::TravelUnit { path } => sentences::travel_unit(path),
            Self::SameId { path, id, lines } => sentences::same_id(path, id, lines),
            Self::AlikeButForZeros { path, line, id } => {
                sentences::alike_but_for_zeros(path, Rank(*line), id)
            }
            Self::Thousands { path, value } => sentences::thousands(path, value),
            Self::NoPairs { path, pair, known } => sentences::no_pairs(path, pair, known),
            Self::CostWithoutWeight { path, line, pair } => {
                sentences::cost_without_weight(path, Rank(*line), pair)
            }
            Self::PairsNotKept { path, cause } => sentences::pairs_not_kept(path, cause),
        }
    }
}
