//! Why a file cannot be decoded.

use std::{io, path::PathBuf};

/// The result of decoding.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a file cannot be decoded, and what would mend it.
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
}
