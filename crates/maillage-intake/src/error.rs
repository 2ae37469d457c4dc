//! Errors of the intake.
//!
//! A bad *record* is never an error: it becomes an [`Issue`](crate::ledger::Issue) and
//! reading goes on. An error stops the run. Each error names the file, and the field of the
//! sources or options to correct (`sources.membership`).

use std::path::PathBuf;

/// The result of an intake function.
pub type Result<T> = std::result::Result<T, Error>;

/// Errors of the intake. Each message says how to correct the input.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A column the schema requires is absent.
    #[error("{path}: no column for {wanted}; found {found}")]
    MissingColumn {
        /// The file.
        path: PathBuf,
        /// The data wanted, with the column names that are accepted.
        wanted: String,
        /// The columns found.
        found: String,
    },
    /// A long table without the slice that is needed.
    #[error("{path}: no rows of {wanted}: `{column}` holds {found}; give the table that has them")]
    NoSlice {
        /// The file.
        path: PathBuf,
        /// The slice wanted.
        wanted: &'static str,
        /// The column that identifies the slices.
        column: String,
        /// The values of that column.
        found: String,
    },
    /// A list of places whose columns cannot be mapped with enough confidence.
    #[error(
        "{path}: cannot tell for sure which column holds {wanted}; {candidates}; say it in a mapping: `jobs.check {path} options.save_mapping mapping.toml` writes one to correct, then add `sources.mapping mapping.toml`"
    )]
    ListNotUnderstood {
        /// The file.
        path: PathBuf,
        /// The field wanted.
        wanted: &'static str,
        /// The candidate columns.
        candidates: String,
    },
    /// A file that was given without its kind, and whose kind cannot be told.
    #[error("{path}: cannot tell what this file is; it may be {candidates}")]
    KindUnknown {
        /// The file.
        path: PathBuf,
        /// The kinds that it may be of, each with what would say it.
        candidates: String,
    },
    /// Two files of a kind of which a job takes one.
    #[error(
        "{path}: this looks like {found}, and `{field}` takes one file, which is {other}; leave one of them out, or give this one {also}"
    )]
    FieldTaken {
        /// The file.
        path: PathBuf,
        /// The kind recognised.
        found: &'static str,
        /// The field that takes one such file.
        field: &'static str,
        /// The file in that field.
        other: PathBuf,
        /// What else this one may be given as.
        also: String,
    },
    /// A file of a kind that a job does not read.
    #[error(
        "{path}: this looks like {found}, which an inventory of places does not read; leave it out"
    )]
    FieldAbsent {
        /// The file.
        path: PathBuf,
        /// The kind recognised.
        found: &'static str,
    },
    /// A file of another kind than expected.
    #[error("{path}: this looks like {found}, not {expected}; {remedy}")]
    WrongSchema {
        /// The file.
        path: PathBuf,
        /// The kind recognised.
        found: &'static str,
        /// The kind expected.
        expected: &'static str,
        /// The field that takes such a file.
        remedy: String,
    },
    /// A grid with cells of two sizes: the larger cells contain the smaller ones.
    #[error(
        "{path}: line {line}: a cell of {found} m, and those before it are of {size} m in the same system ({crs}): people would count twice; give grids of one size"
    )]
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
    #[error(
        "{path}: its bands of age are {found}, those of {other} are {expected}; give grids of one vintage"
    )]
    GridBands {
        /// The second grid.
        path: PathBuf,
        /// The bands of the second grid.
        found: String,
        /// The first grid.
        other: PathBuf,
        /// The bands of the first grid.
        expected: String,
    },
    /// One code has two names of communes.
    #[error(
        "{path}: line {line}: commune `{code}` is `{name}` here and `{other_name}` on line {other_line}; one code is one commune: correct one of them"
    )]
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
    #[error(
        "{path}: the rows of commune `{code}` overlap (lines {lines}), as where a file holds several years or versions; keep one row a commune, or parts that only share their borders"
    )]
    CommuneDrawnTwice {
        /// The file.
        path: PathBuf,
        /// The code.
        code: String,
        /// The lines of its rows.
        lines: String,
    },
    /// Contours that are only parts of the communes of their codes.
    #[error(
        "{path}: these are no contours of communes: {parts} of the {communes} compared have less than half of the official area of the commune of their code ({code}: {per_cent} %), as zones inside communes; give contours of whole communes, or none: those of France are brought along"
    )]
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
    #[error(
        "{path}: these are no contours of communes: the column `{column}` is of zones inside communes; give contours of whole communes, or none: those of France are brought along"
    )]
    ZonesInCommunes {
        /// The file.
        path: PathBuf,
        /// The column that says so.
        column: String,
    },
    /// Contours of which no column surely holds the codes of communes.
    #[error(
        "{path}: no column for the INSEE codes of communes (`code_insee`, `INSEE_COM`, `ref:INSEE`); found {found}; columns that hold such codes: {candidates}; say it in a mapping: `jobs.check {path} options.save_mapping mapping.toml` writes one, in which to fill in the line `code` under `[contours.colonnes]`, then add `sources.mapping mapping.toml`"
    )]
    ContourCode {
        /// The file.
        path: PathBuf,
        /// The columns found.
        found: String,
        /// The columns that hold codes, or `none`.
        candidates: String,
    },
    /// A file given as contours whose rows have no surface.
    #[error(
        "{path}: these are not commune contours: no row has a surface; give polygons, or no contours at all: those of France are brought along"
    )]
    NoSurface {
        /// The file.
        path: PathBuf,
    },
    /// No commune could be read, so there is nothing to map.
    #[error("{path}: no commune could be read; `jobs.check` shows why, row by row")]
    NoCommunes {
        /// The contours.
        path: PathBuf,
    },
    /// No place was given, or cleaning set every place aside.
    #[error(
        "no place of help could be read from the lists given; `jobs.check` shows why, row by row"
    )]
    NoPlaces,
    /// No list of places was given.
    #[error(
        "no list of places was given; add sources.mediation, sources.france_services or sources.itinerant"
    )]
    NoLists,
    /// Contours that do not lie where their codes say.
    #[error(
        "{path}: the communes of {departements} are not drawn where their codes say, as on maps that show overseas départements beside the mainland; distances would be wrong; give contours in their true place, or none: those of France are brought along"
    )]
    ContoursElsewhere {
        /// The file.
        path: PathBuf,
        /// The départements.
        departements: String,
    },
    /// No place lies in a commune whose contour is brought along, and no contours of another territory were given.
    #[error(
        "no place of the lists lies in the métropole or in the five overseas départements, whose contours are brought along; give the contours of their territory with `sources.communes`"
    )]
    NoPlaceInFrance,
    /// No contours were given to a run that measures communes.
    #[error(
        "no commune contours are among the files given, and distances start from the communes; add a file of contours (GeoJSON, GeoPackage or Shapefile), or say which it is with `sources.communes`"
    )]
    NoCommuneContours,
    /// A study area without contours to cut it out of.
    #[error("a territory is cut out of the contours of its communes; add sources.communes")]
    NoContours,
    /// A study area that contains no commune.
    #[error(
        "`{code}` selects no commune of {contours}; a territory is a département (`16`, `dep:16`), a région (`reg:75`), an EPCI (nine digits), a commune (`16015`) or a hub of the `options.config`"
    )]
    UnknownTerritory {
        /// The area as given.
        code: String,
        /// The file of the contours, or that they are those of France.
        contours: String,
    },
    /// A territory of which only the name is brought along.
    #[error(
        "`{code}` is known by name and code only: the contours of overseas collectivities are not brought along; give them with `sources.communes`"
    )]
    TerritoryUndrawn {
        /// The code.
        code: String,
    },
    /// A name that several territories have.
    #[error("`{name}` may be {candidates}; give the code of the one that is meant")]
    TerritoryAmbiguous {
        /// The name as given.
        name: String,
        /// The territories with their names.
        candidates: String,
    },
    /// A name that no territory has.
    #[error(
        "no territory is called `{name}`{}; `sources.within` takes names or codes of départements (`Charente`, `dep:16`), régions (`Bretagne`, `reg:75`), EPCI (nine digits), communes (`16015`), and hubs of a file of `options.config`",
        perhaps(.alike)
    )]
    TerritoryUnknown {
        /// The name as given.
        name: String,
        /// Names that are alike; may be empty.
        alike: String,
    },
    /// EPCI codes without a table of the communes of each EPCI.
    #[error(
        "`{code}` is an EPCI, and no commune says to which it belongs; give the INSEE table of communes and EPCI with `sources.membership`"
    )]
    NoMembership {
        /// The EPCI as given.
        code: String,
    },
    /// An invalid configuration file.
    #[error("{path}: {reason}")]
    Config {
        /// The file.
        path: PathBuf,
        /// The message of the decoder, with its line.
        reason: String,
    },
    /// A file of zones that names neither communes nor contours.
    #[error(
        "{path}: nothing in it tells the zones of {name}; give a list of communes with a column of INSEE codes (`code_insee`), or contours (GeoJSON, GeoPackage or Shapefile)"
    )]
    NoZones {
        /// The file.
        path: PathBuf,
        /// The scheme.
        name: String,
    },
    /// A file that is to be compared and is no layer of communes of an earlier run.
    #[error(
        "{path}: cannot be compared: {reason}; a comparison takes the layer of communes of `jobs.coverage` (GeoJSON, GeoPackage or FlatGeobuf), as it was written"
    )]
    NotALayer {
        /// The file.
        path: PathBuf,
        /// What it lacks.
        reason: String,
    },
    /// A file that is no layer of `maillage`.
    #[error(
        "{path}: {reason}; give a layer that maillage wrote, as GeoJSON, GeoPackage or FlatGeobuf"
    )]
    NotSaved {
        /// The file.
        path: PathBuf,
        /// What it lacks.
        reason: String,
    },
    /// Two layers that were measured on other terms.
    #[error("{layers} cannot be compared: `{term}` is {values}; {remedy}")]
    TermsDiffer {
        /// Both layers.
        layers: String,
        /// The term, as the metadata name it.
        term: &'static str,
        /// Its value in each.
        values: String,
        /// What would make them comparable.
        remedy: &'static str,
    },
    /// Two layers of other populations, and no choice of one.
    #[error(
        "{before} and {after} count other people, and a change of people is none of access; choose whose count for both: `options.population after` or `options.population before`"
    )]
    PopulationsDiffer {
        /// The first layer.
        before: PathBuf,
        /// The second layer.
        after: PathBuf,
    },
    /// A column of need of unknown unit.
    #[error(
        "{path}: nothing tells what the figures of `{column}` are; add `options.need_unit people`, `per-cent`, `fraction` or `score`"
    )]
    NeedUnit {
        /// The table.
        path: PathBuf,
        /// The column.
        column: String,
    },
    /// A square travel table of unknown unit: minutes or kilometres.
    #[error(
        "{path}: nothing tells whether the figures of this travel table are minutes or kilometres; add `options.travel_unit minutes` or `km`"
    )]
    TravelUnit {
        /// The table.
        path: PathBuf,
    },
    /// An identifier of two rows of a table that has one row for each.
    #[error("{path}: `{id}` stands on several rows (lines {lines}); add them up, or keep one")]
    SameId {
        /// The table.
        path: PathBuf,
        /// The identifier.
        id: String,
        /// The lines.
        lines: String,
    },
    /// An identifier that the tables write with other zeros before it.
    #[error(
        "{path}: line {line}: `{id}` is in the tables of demand and supply with other zeros before it; write identifiers alike: a spreadsheet drops zeros unless the column is text"
    )]
    AlikeButForZeros {
        /// The table of costs.
        path: PathBuf,
        /// The line.
        line: usize,
        /// The identifier.
        id: String,
    },
    /// A figure whose comma may part thousands.
    #[error(
        "{path}: `{value}` may be a decimal number or one with thousands parted; write the column without commas between thousands"
    )]
    Thousands {
        /// The table.
        path: PathBuf,
        /// The figure.
        value: String,
    },
    /// A table of costs of which no pair is of the tables of demand and supply.
    #[error(
        "{path}: no pair with a cost joins an origin of the demand and a place of the supply: its first pair is {pair}, and the tables have such as {known}; are identifiers written alike, with their leading zeros?"
    )]
    NoPairs {
        /// The table of costs.
        path: PathBuf,
        /// Its first pair.
        pair: String,
        /// A pair of the other tables.
        known: String,
    },
    /// A cost of zero whose weight is no number.
    #[error(
        "{path}: line {line}: {pair} costs 0, of which `options.decay power` makes no number; give the least cost that counts, such as `power:1,min=0.5`"
    )]
    CostWithoutWeight {
        /// The table of costs.
        path: PathBuf,
        /// The line.
        line: usize,
        /// The pair.
        pair: String,
    },
    /// The pairs of a table cannot be kept in a temporary file.
    #[error("{path}: its pairs do not fit in the folder for temporary files: {cause}")]
    PairsNotKept {
        /// The table of costs.
        path: PathBuf,
        /// Why.
        cause: std::io::Error,
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

fn perhaps(alike: &str) -> String {
    if alike.is_empty() { String::new() } else { format!(" (perhaps {alike})") }
}
