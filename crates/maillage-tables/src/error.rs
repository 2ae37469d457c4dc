//! Errors that prevent the decoding of a file.

use std::{io, path::PathBuf};

use maillage_words::{Words, spoken::Rank};

use crate::{MaxInputSize, sentences};

/// Result of decoding.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a file cannot be decoded, and how to correct it. Displayed in English.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The file does not exist.
    NotFound {
        /// The path as given.
        path: PathBuf,
    },
    /// The path is a folder.
    IsDirectory {
        /// The path as given.
        path: PathBuf,
    },
    /// The operating system refused to read the file.
    Read {
        /// The file.
        path: PathBuf,
        /// Message of the operating system.
        cause: io::Error,
    },
    /// A text that must be UTF-8, and is not.
    NotUtf8 {
        /// The file.
        path: PathBuf,
    },
    /// A pipe or a device for a table that is read twice.
    NoPipe {
        /// The path as given.
        path: PathBuf,
    },
    /// The file has no bytes, or only blank characters.
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// The format is not supported.
    UnknownFormat {
        /// The file.
        path: PathBuf,
        /// The format that the first bytes indicate.
        found: Words,
        /// Advice to the user.
        remedy: Words,
    },
    /// The zip archive is no workbook and no single table.
    Archive {
        /// The file.
        path: PathBuf,
        /// The files inside.
        found: Words,
    },
    /// The archive, zip or gzip, is damaged.
    DamagedArchive {
        /// The archive.
        path: PathBuf,
        /// Message of the decoder.
        reason: String,
    },
    /// The file would take more memory than any list needs.
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The quantity that is too large, and its maximum.
        found: Words,
    },
    /// The file is larger than the maximum size of an input.
    InputTooLarge {
        /// The file.
        path: PathBuf,
        /// The maximum.
        most: MaxInputSize,
    },
    /// The file of settings is larger than any.
    SettingsTooLarge {
        /// The file.
        path: PathBuf,
        /// The maximum.
        most: MaxInputSize,
    },
    /// The workbook is damaged.
    Workbook {
        /// The file.
        path: PathBuf,
        /// Message of the decoder.
        reason: Words,
    },
    /// The timetable feed is damaged.
    Feed {
        /// The feed.
        path: PathBuf,
        /// What is wrong, with advice to the user.
        reason: Words,
    },
    /// No worksheet has the requested name.
    NoWorksheet {
        /// The file.
        path: PathBuf,
        /// The requested name.
        wanted: String,
        /// The existing names.
        found: String,
    },
    /// The JSON is incomplete or invalid.
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
    NoRecords {
        /// The file.
        path: PathBuf,
        /// The content found instead.
        found: Words,
    },
    /// The table cannot be split into columns.
    Csv {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// Message of the decoder.
        reason: Words,
    },
    /// The Shapefile is damaged.
    Shapefile {
        /// The `.shp`.
        path: PathBuf,
        /// Message of the decoder.
        reason: Words,
    },
    /// The GeoPackage is damaged.
    GeoPackage {
        /// The file.
        path: PathBuf,
        /// Message of the decoder.
        reason: Words,
    },
    /// The last changes of the GeoPackage are in a file beside it.
    OpenElsewhere {
        /// The file.
        path: PathBuf,
    },
    /// No layer has the requested name.
    NoLayer {
        /// The file.
        path: PathBuf,
        /// The requested name.
        wanted: String,
        /// The existing names.
        found: String,
    },
    /// The FlatGeobuf is damaged.
    FlatGeobuf {
        /// The file.
        path: PathBuf,
        /// Message of the decoder.
        reason: Words,
    },
    /// A companion file of the Shapefile is missing.
    MissingSidecar {
        /// The `.shp`.
        path: PathBuf,
        /// Name of the companion file.
        missing: String,
    },
    /// This build cannot reproject the coordinate reference system.
    UnsupportedCrs {
        /// The file.
        path: PathBuf,
        /// The system, as the file names it.
        crs: String,
    },
    /// The coordinate reference system is not stated and cannot be inferred.
    UnknownCrs {
        /// The file.
        path: PathBuf,
        /// What the file states about its system, as a clause.
        stated: Words,
        /// The first point.
        sample: String,
        /// The systems that would place the point in France.
        candidates: Box<Words>,
    },
}

maillage_words::errors_in_words!(Error);

impl Error {
    /// What is wrong with the file, and what would mend it.
    pub fn words(&self) -> Words {
        match self {
            Self::NotFound { path } => sentences::not_found(path),
            Self::IsDirectory { path } => sentences::is_directory(path),
            Self::Read { path, cause } => sentences::not_read(path, cause),
            Self::NotUtf8 { path } => sentences::not_utf8(path),
            Self::NoPipe { path } => sentences::no_pipe(path),
            Self::Empty { path } => sentences::empty(path),
            Self::UnknownFormat { path, found, remedy } => {
                sentences::unknown_format(path, found, remedy)
            }
            Self::Archive { path, found } => sentences::archive(path, found),
            Self::DamagedArchive { path, reason } => sentences::damaged_archive(path, reason),
            Self::TooLarge { path, found } => sentences::too_large(path, found),
            Self::InputTooLarge { path, most } => sentences::input_too_large(path, *most),
            Self::SettingsTooLarge { path, most } => sentences::settings_too_large(path, *most),
            Self::Workbook { path, reason } => sentences::bad_workbook(path, reason),
            Self::Feed { path, reason } => sentences::bad_feed(path, reason),
            Self::NoWorksheet { path, wanted, found } => {
                sentences::no_worksheet(path, wanted, found)
            }
            Self::Json { path, line, column, reason } => {
                sentences::bad_json(path, Rank(*line), Rank(*column), reason)
            }
            Self::NoRecords { path, found } => sentences::no_records(path, found),
            Self::Csv { path, line, reason } => sentences::bad_csv(path, Rank(*line), reason),
            Self::Shapefile { path, reason } => sentences::bad_shapefile(path, reason),
            Self::GeoPackage { path, reason } => sentences::bad_geopackage(path, reason),
            Self::OpenElsewhere { path } => sentences::open_elsewhere(path),
            Self::NoLayer { path, wanted, found } => sentences::no_layer(path, wanted, found),
            Self::FlatGeobuf { path, reason } => sentences::bad_flatgeobuf(path, reason),
            Self::MissingSidecar { path, missing } => sentences::missing_sidecar(path, missing),
            Self::UnsupportedCrs { path, crs } => sentences::unsupported_crs(path, crs),
            Self::UnknownCrs { path, stated, sample, candidates } => {
                sentences::unknown_crs(path, stated, sample, candidates)
            }
        }
    }
}
