//! What stops a run.
//!
//! A bad *record* is never an error: it becomes an [`Issue`](crate::ledger::Issue) and
//! reading goes on. These are the failures after which no honest map can be made; each
//! says which file, and what would mend it.

use std::{io, path::PathBuf};

/// The result of anything that may stop a run.
pub type Result<T> = std::result::Result<T, Error>;

/// What stopped a run, and what would mend it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No such file.
    #[error("{path}: no such file; check the spelling, and quote a path that holds spaces")]
    NotFound {
        /// The path as given.
        path: PathBuf,
    },
    /// A folder where a file was expected.
    #[error("{path}: this is a folder; name a file inside it")]
    IsDirectory {
        /// The path as given.
        path: PathBuf,
    },
    /// The system refused to read a file.
    #[error("{path}: cannot be read: {cause}")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// A file of no bytes, or of blanks only.
    #[error("{path}: the file is empty; download or export it again")]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// Bytes in a format that is not read.
    #[error("{path}: this is {found}, which is not read; {remedy}")]
    UnknownFormat {
        /// The file.
        path: PathBuf,
        /// What the first bytes say.
        found: &'static str,
        /// What to do instead.
        remedy: &'static str,
    },
    /// A zip archive that is no workbook.
    #[error("{path}: this is a zip archive of {found}; unpack it and give the list inside")]
    Archive {
        /// The file.
        path: PathBuf,
        /// The files inside.
        found: String,
    },
    /// A zip archive that does not hold together.
    #[error("{path}: the zip archive breaks off or is damaged ({reason}); download it again")]
    DamagedArchive {
        /// The archive.
        path: PathBuf,
        /// What the decoder said.
        reason: String,
    },
    /// A file that would take more memory than any list is worth.
    #[error("{path}: {found}; keep only the rows and columns of the list, and give that file")]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// What there is too much of, and how much is read.
        found: String,
    },
    /// A workbook that does not hold together.
    #[error("{path}: the workbook cannot be decoded: {reason}; open it and save the sheet as CSV")]
    Workbook {
        /// The file.
        path: PathBuf,
        /// What the decoder said.
        reason: String,
    },
    /// A feed of timetables that does not hold together.
    #[error("{path}: the timetable (GTFS) cannot be used: {reason}")]
    Feed {
        /// The feed.
        path: PathBuf,
        /// What is wrong with it, and what would mend it.
        reason: String,
    },
    /// A worksheet asked for by a name that none has.
    #[error("{path}: no worksheet `{wanted}`; found {found}")]
    NoWorksheet {
        /// The file.
        path: PathBuf,
        /// The name as given.
        wanted: String,
        /// The names that are there.
        found: String,
    },
    /// JSON that breaks off or does not hold together.
    #[error(
        "{path}: line {line}, column {column}: {reason}; the JSON breaks there: download or export it again"
    )]
    Json {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What the decoder said.
        reason: String,
    },
    /// JSON that holds together and yet is no list.
    #[error(
        "{path}: no list of records was found; expected an array of objects or a GeoJSON FeatureCollection, found {found}"
    )]
    NoRecords {
        /// The file.
        path: PathBuf,
        /// What stands at the top instead.
        found: String,
    },
    /// A table that cannot be cut into columns.
    #[error("{path}: line {line}: {reason}; check the separator and the quotes there")]
    Csv {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// What the decoder said.
        reason: String,
    },
    /// A Shapefile that does not hold together.
    #[error("{path}: the Shapefile cannot be decoded: {reason}; export it again")]
    Shapefile {
        /// The `.shp`.
        path: PathBuf,
        /// What the decoder said.
        reason: String,
    },
    /// A Shapefile that came without one of its companions.
    #[error(
        "{path}: its companion `{missing}` is missing; copy it beside the .shp (a Shapefile is a .shp, .dbf, .shx and .prj of one name)"
    )]
    MissingSidecar {
        /// The `.shp`.
        path: PathBuf,
        /// The companion's name.
        missing: String,
    },
    /// A coordinate reference system that is not reprojected.
    #[error(
        "{path}: coordinate reference system {crs} is not reprojected by this build; export the layer in WGS84 (EPSG:4326) or Lambert-93 (EPSG:2154), or build with `--features proj`"
    )]
    UnsupportedCrs {
        /// The file.
        path: PathBuf,
        /// How the file names it.
        crs: String,
    },
    /// Coordinates whose reference system is neither stated nor certain.
    #[error(
        "{path}: {stated}, and its first point {sample} fits {candidates}; add the .prj, or export it in WGS84 (EPSG:4326)"
    )]
    UnknownCrs {
        /// The file.
        path: PathBuf,
        /// What the file says of its system, as a sentence.
        stated: String,
        /// The first point.
        sample: String,
        /// The systems that would place it in France.
        candidates: String,
    },
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
        "{path}: cannot tell for sure which column holds {wanted}; {candidates}; say it in a mapping: `maillage check {path} --save-mapping mapping.toml` writes one to correct, then add `--mapping mapping.toml`"
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
        /// What the option takes.
        expected: &'static str,
        /// Where the file would be welcome.
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
        "no place of help stands in the territory asked for, nor in its buffer; raise `--buffer-km`, or give the lists of the neighbours"
    )]
    NoPlacesNear,
    /// No place is open at the hours asked for.
    #[error(
        "none of {places} places of help is known to be open from {period} (the hours of {known} are known); give another `--period`, or add `--unknown-hours open`"
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
    #[error("no list of places was given; add --mediation, --france-services or --itinerant")]
    NoLists,
    /// A territory without the contours to cut it out of.
    #[error("a territory is cut out of the contours of its communes; add --communes")]
    NoContours,
    /// A territory that selects nothing.
    #[error(
        "`{code}` selects no commune of {path}; a territory is a département (`16`, `dep:16`), a région (`reg:75`), an EPCI (nine digits, with `--membership`), a commune (`16015`) or a hub of the `--config`"
    )]
    UnknownTerritory {
        /// The territory as given.
        code: String,
        /// The contours.
        path: PathBuf,
    },
    /// EPCI codes without a table that says which communes they hold.
    #[error(
        "`{code}` is an EPCI, and no commune says to which it belongs; give the INSEE table of communes and EPCI with `--membership`"
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
    /// A rate table or a pyramid of ages that cannot be used.
    #[error("{name}: {reason}")]
    Rates {
        /// The table, by its name or its file.
        name: String,
        /// What is the matter, and what would mend it.
        reason: String,
    },
    /// Ages of the people and ages of the rates that do not fit together.
    #[error(
        "{table}: its bands of age and those of the rates do not fit together: people are counted by {people}, rates are by {rates}; {remedy}"
    )]
    Bands {
        /// The table of people, or the grid.
        table: String,
        /// The bands of the table of people.
        people: String,
        /// The bands of the rate table.
        rates: String,
        /// What would mend it.
        remedy: String,
    },
    /// A column of need whose figures may be anything.
    #[error(
        "{path}: nothing tells what the figures of `{column}` are; add `--need-unit people`, `per-cent`, `fraction` or `score`"
    )]
    NeedUnit {
        /// The table.
        path: PathBuf,
        /// The column.
        column: String,
    },
    /// An option outside its range.
    #[error("{option}: `{value}` {expected}")]
    Option {
        /// The option as the command line spells it.
        option: &'static str,
        /// What was given.
        value: String,
        /// What it takes.
        expected: &'static str,
    },
    /// The system refused to write a file.
    #[error(
        "{path}: cannot be written: {cause}; check that its folder exists and takes files, nothing was changed there"
    )]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// Outputs that would replace each other: the style and the ledger stand beside a layer.
    #[error(
        "{path}: is the place of the layer's style or ledger; name the layer itself, such as map.geojson"
    )]
    OutputsCollide {
        /// The file.
        path: PathBuf,
    },
    /// An output that would replace one of the inputs.
    #[error("{path}: is one of the inputs; choose another `--out`, inputs are never modified")]
    OverwritesInput {
        /// The file.
        path: PathBuf,
    },
}
