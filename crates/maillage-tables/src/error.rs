//! Errors that prevent the decoding of a file.

use std::{io, path::PathBuf};

use crate::MaxInputSize;

/// Result of decoding.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a file cannot be decoded, and how to correct it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file does not exist.
    #[error("{path}: no such file; check the spelling, and quote a path that holds spaces")]
    NotFound {
        /// The path as given.
        path: PathBuf,
    },
    /// The path is a folder.
    #[error("{path}: this is a folder; name a file inside it")]
    IsDirectory {
        /// The path as given.
        path: PathBuf,
    },
    /// The operating system refused to read the file.
    #[error("{path}: cannot be read: {cause}")]
    Read {
        /// The file.
        path: PathBuf,
        /// Message of the operating system.
        cause: io::Error,
    },
    /// The file has no bytes, or only blank characters.
    #[error("{path}: the file is empty; download or export it again")]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// The format is not supported.
    #[error("{path}: this is {found}, which is not read; {remedy}")]
    UnknownFormat {
        /// The file.
        path: PathBuf,
        /// The format that the first bytes indicate.
        found: &'static str,
        /// Advice to the user.
        remedy: &'static str,
    },
    /// The zip archive is no workbook and no single table.
    #[error("{path}: this is a zip archive of {found}; unpack it and give the list inside")]
    Archive {
        /// The file.
        path: PathBuf,
        /// The files inside.
        found: String,
    },
    /// The archive, zip or gzip, is damaged.
    #[error("{path}: the archive breaks off or is damaged ({reason}); download it again")]
    DamagedArchive {
        /// The archive.
        path: PathBuf,
        /// Message of the decoder.
        reason: String,
    },
    /// The file would take more memory than any list needs.
    #[error("{path}: {found}; keep only the rows and columns of the list, and give that file")]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The quantity that is too large, and its maximum.
        found: String,
    },
    /// The file is larger than the maximum size of an input.
    #[error(
        "{path}: it has more than {most}, the maximum size of an input; keep only the rows and columns of the list, or raise `sources.max_input_size`"
    )]
    InputTooLarge {
        /// The file.
        path: PathBuf,
        /// The maximum.
        most: MaxInputSize,
    },
    /// The file of settings is larger than any.
    #[error("{path}: it has more than {most}, and is no file of settings; give a TOML file")]
    SettingsTooLarge {
        /// The file.
        path: PathBuf,
        /// The maximum.
        most: MaxInputSize,
    },
    /// The workbook is damaged.
    #[error("{path}: the workbook cannot be decoded: {reason}; open it and save the sheet as CSV")]
    Workbook {
        /// The file.
        path: PathBuf,
        /// Message of the decoder.
        reason: String,
    },
    /// The timetable feed is damaged.
    #[error("{path}: the timetable (GTFS) cannot be used: {reason}")]
    Feed {
        /// The feed.
        path: PathBuf,
        /// What is wrong, with advice to the user.
        reason: String,
    },
    /// No worksheet has the requested name.
    #[error("{path}: no worksheet `{wanted}`; found {found}")]
    NoWorksheet {
        /// The file.
        path: PathBuf,
        /// The requested name.
        wanted: String,
        /// The existing names.
        found: String,
    },
    /// The JSON is incomplete or invalid.
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
        /// Message of the decoder.
        reason: String,
    },
    /// The JSON is valid but contains no list of records.
    #[error(
        "{path}: no list of records was found; expected an array of objects or a GeoJSON FeatureCollection, found {found}"
    )]
    NoRecords {
        /// The file.
        path: PathBuf,
        /// The content found instead.
        found: String,
    },
    /// The table cannot be split into columns.
    #[error("{path}: line {line}: {reason}; check the separator and the quotes there")]
    Csv {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// Message of the decoder.
        reason: String,
    },
    /// The Shapefile is damaged.
    #[error("{path}: the Shapefile cannot be decoded: {reason}; export it again")]
    Shapefile {
        /// The `.shp`.
        path: PathBuf,
        /// Message of the decoder.
        reason: String,
    },
    /// The GeoPackage is damaged.
    #[error("{path}: the GeoPackage cannot be decoded: {reason}; export it again")]
    GeoPackage {
        /// The file.
        path: PathBuf,
        /// Message of the decoder.
        reason: String,
    },
    /// The last changes of the GeoPackage are in a file beside it.
    #[error(
        "{path}: another program holds it open, with changes that are only in its `-wal` file; save and close it there (QGIS), then try again"
    )]
    OpenElsewhere {
        /// The file.
        path: PathBuf,
    },
    /// No layer has the requested name.
    #[error("{path}: no layer `{wanted}`; found {found}")]
    NoLayer {
        /// The file.
        path: PathBuf,
        /// The requested name.
        wanted: String,
        /// The existing names.
        found: String,
    },
    /// The FlatGeobuf is damaged.
    #[error("{path}: the FlatGeobuf cannot be decoded: {reason}; export it again")]
    FlatGeobuf {
        /// The file.
        path: PathBuf,
        /// Message of the decoder.
        reason: String,
    },
    /// A companion file of the Shapefile is missing.
    #[error(
        "{path}: its companion `{missing}` is missing; copy it beside the .shp (a Shapefile is a .shp, .dbf, .shx and .prj of one name)"
    )]
    MissingSidecar {
        /// The `.shp`.
        path: PathBuf,
        /// Name of the companion file.
        missing: String,
    },
    /// This build cannot reproject the coordinate reference system.
    #[error(
        "{path}: coordinate reference system {crs} is not reprojected by this build; export the layer in WGS84 (EPSG:4326) or Lambert-93 (EPSG:2154), or build with `--features proj`"
    )]
    UnsupportedCrs {
        /// The file.
        path: PathBuf,
        /// The system, as the file names it.
        crs: String,
    },
    /// The coordinate reference system is not stated and cannot be inferred.
    #[error(
        "{path}: {stated}, and its first point {sample} fits {candidates}; add the .prj, or export it in WGS84 (EPSG:4326)"
    )]
    UnknownCrs {
        /// The file.
        path: PathBuf,
        /// What the file states about its system, as a clause.
        stated: String,
        /// The first point.
        sample: String,
        /// The systems that would place the point in France.
        candidates: String,
    },
}
