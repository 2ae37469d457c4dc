//! Why a GeoPackage is not written, as an error of input and output.

use std::io;

use rusqlite::ErrorCode;

/// What stopped the writing.
pub(super) struct Failure(io::Error);

impl Failure {
    /// The layer of this name has geometries of two types.
    pub(super) fn two_geometries(layer: &str) -> Self {
        let message = format!(
            "layer `{layer}`: a table has one type of geometry; give lines and points apart"
        );
        Self(io::Error::new(io::ErrorKind::InvalidInput, message))
    }
}

impl From<Failure> for io::Error {
    fn from(Failure(cause): Failure) -> Self {
        cause
    }
}

impl From<io::Error> for Failure {
    fn from(cause: io::Error) -> Self {
        Self(cause)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(cause: serde_json::Error) -> Self {
        Self(cause.into())
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(cause: rusqlite::Error) -> Self {
        let kind = match cause.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => io::ErrorKind::StorageFull,
            Some(ErrorCode::PermissionDenied | ErrorCode::ReadOnly) => {
                io::ErrorKind::PermissionDenied
            }
            _ => io::ErrorKind::Other,
        };
        Self(io::Error::new(kind, cause))
    }
}
