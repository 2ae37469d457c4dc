//! Why files cannot be written, and layers not drawn.

use std::{io, path::PathBuf};

use maillage_words::Words;

use crate::{Lacking, sentences::errors};

/// The result of writing or drawing.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a file cannot be written or a layer not drawn, and what would mend it. Displayed in English.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// Nothing to draw.
    NoLayers,
    /// Two layers of one name to draw: nothing says which of them a style draws.
    LayerTwice {
        /// The layer's name.
        layer: &'static str,
        /// The first file.
        path: PathBuf,
        /// The second.
        other: PathBuf,
    },
    /// A style that no layer has.
    Lacking(Lacking),
    /// A folder where a file was expected.
    IsDirectory {
        /// The path as given.
        path: PathBuf,
    },
    /// The system refused to write a file.
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// A file that another program holds open, so that the system does not replace it, or a
    /// GeoPackage that one works on, which would be damaged if it were.
    InUse {
        /// The file.
        path: PathBuf,
    },
    /// Files of two runs side by side, which the system let be neither finished nor undone.
    Mixed {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// Outputs that would replace each other: a layer is written with its style and its ledger.
    OutputsCollide {
        /// The file.
        path: PathBuf,
    },
    /// An output that would replace one of the inputs.
    OverwritesInput {
        /// The file.
        path: PathBuf,
    },
    /// A layer of several types of geometry, as a Shapefile.
    ShapefileMixed {
        /// The layer's name.
        layer: &'static str,
    },
    /// A layer of too many columns for a Shapefile.
    ShapefileColumns {
        /// The layer's name.
        layer: &'static str,
        /// The number of its columns.
        columns: usize,
    },
    /// A layer too large for a Shapefile.
    ShapefileTooLarge {
        /// The layer's name.
        layer: &'static str,
        /// The size of the larger file.
        bytes: u64,
    },
}

maillage_words::errors_in_words!(Error);

impl From<Lacking> for Error {
    fn from(lacking: Lacking) -> Self {
        Self::Lacking(lacking)
    }
}

impl Error {
    /// What is wrong, and what would mend it.
    pub fn words(&self) -> Words {
        match self {
            Self::NoLayers => errors::no_layers(),
            Self::LayerTwice { layer, path, other } => errors::layer_twice(other, layer, path),
            Self::Lacking(lacking) => lacking.words(),
            Self::IsDirectory { path } => errors::is_directory(path),
            Self::Write { path, cause } => errors::not_written(path, cause, &what_mends(cause)),
            Self::InUse { path } => errors::in_use(path),
            Self::Mixed { path, cause } => errors::mixed(path, cause),
            Self::OutputsCollide { path } => errors::outputs_collide(path),
            Self::OverwritesInput { path } => errors::overwrites_input(path),
            Self::ShapefileMixed { layer } => errors::shapefile_mixed(layer),
            Self::ShapefileColumns { layer, columns } => errors::shapefile_columns(layer, *columns),
            Self::ShapefileTooLarge { layer, bytes } => {
                errors::shapefile_too_large(layer, &bytes.to_string())
            }
        }
    }
}

/// What the user can do about what the system said of a file.
fn what_mends(cause: &io::Error) -> Words {
    match cause.kind() {
        io::ErrorKind::InvalidFilename => errors::shorter_name(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            errors::make_room()
        }
        io::ErrorKind::PermissionDenied => errors::other_name(),
        _ => errors::check_folder(),
    }
}
