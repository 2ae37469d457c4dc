//! Why files cannot be written, and layers not drawn.

use std::{io, path::PathBuf};

use crate::Lacking;

/// The result of writing or drawing.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a file cannot be written or a layer not drawn, and what would mend it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Nothing to draw.
    #[error("no layer was given; give one that maillage wrote")]
    NoLayers,
    /// Two layers of one name to draw: nothing says which of them a style draws.
    #[error(
        "{other}: holds the layer `{layer}`, as {path} does; draw them one by one, or name one of them alone"
    )]
    LayerTwice {
        /// The layer's name.
        layer: &'static str,
        /// The first file.
        path: PathBuf,
        /// The second.
        other: PathBuf,
    },
    /// A style that no layer has.
    #[error(transparent)]
    Lacking(#[from] Lacking),
    /// A folder where a file was expected.
    #[error("{path}: this is a folder; name a file inside it")]
    IsDirectory {
        /// The path as given.
        path: PathBuf,
    },
    /// The system refused to write a file.
    #[error("{path}: cannot be written: {cause}; {}, nothing was changed there", what_mends(cause))]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// A file that another program holds open, so that the system does not replace it, or a
    /// GeoPackage that one works on, which would be damaged if it were.
    #[error("{path}: another program has it open; close it there and run this command again")]
    InUse {
        /// The file.
        path: PathBuf,
    },
    /// Files of two runs side by side, which the system let be neither finished nor undone.
    #[error(
        "{path}: cannot be put in place: {cause}; the files beside it may be of another run until this is mended: close what holds it, then run the same command again"
    )]
    Mixed {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// Outputs that would replace each other: a layer is written with its style and its ledger.
    #[error(
        "{path}: would be written twice; give each output a file of its own (a layer also writes its style, .qml, and its ledger, .ledger.csv)"
    )]
    OutputsCollide {
        /// The file.
        path: PathBuf,
    },
    /// An output that would replace one of the inputs.
    #[error(
        "{path}: is one of the inputs, which are never modified; name another file for the output"
    )]
    OverwritesInput {
        /// The file.
        path: PathBuf,
    },
    /// A layer of several types of geometry, as a Shapefile.
    #[error(
        "layer `{layer}`: a Shapefile holds lines or points, not both; write its lines and its points as two layers, or use GeoPackage or GeoJSON"
    )]
    ShapefileMixed {
        /// The layer's name.
        layer: &'static str,
    },
    /// A layer of too many columns for a Shapefile.
    #[error(
        "layer `{layer}`: {columns} columns, and a Shapefile holds 255; ask for fewer, or use GeoPackage or GeoJSON"
    )]
    ShapefileColumns {
        /// The layer's name.
        layer: &'static str,
        /// The number of its columns.
        columns: usize,
    },
    /// A layer too large for a Shapefile.
    #[error(
        "layer `{layer}`: a file of {bytes} bytes, and those of a Shapefile hold 2 GB; choose a smaller territory, or use GeoPackage or FlatGeobuf"
    )]
    ShapefileTooLarge {
        /// The layer's name.
        layer: &'static str,
        /// The size of the larger file.
        bytes: u64,
    },
}

/// What the user can do about what the system said of a file.
fn what_mends(cause: &io::Error) -> &'static str {
    match cause.kind() {
        io::ErrorKind::InvalidFilename => "give a shorter name",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            "make room there, or write to another disk"
        }
        io::ErrorKind::PermissionDenied => "give another name, or lift the protection there",
        _ => "check that its folder exists and takes files",
    }
}
