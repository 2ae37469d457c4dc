//! Whether another program works on a GeoPackage that is about to be replaced.
//!
//! SQLite notes changes in files beside its own (`x.gpkg-wal`, `x.gpkg-journal`), found by their name
//! alone: beside a new file it would put back pages of the old one, which is then damaged. QGIS keeps
//! such a file for as long as a layer is being edited.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use maillage_tables::changes_beside;
use rusqlite::{Connection, ErrorCode, OpenFlags};

/// Ends of the names of the files that SQLite reads beside a database.
const BESIDE: [&str; 2] = ["-wal", "-journal"];

/// Takes the file for this connection alone, readers included, and changes nothing.
const TAKE: &str = "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; ROLLBACK;";

/// The file that keeps the GeoPackage at `target` from being replaced: itself where another program
/// does not let go of it in `patience`, or the changes that one left beside it. `None` for any other
/// file, and for one that is no SQLite database.
///
/// Where nobody has the file, SQLite itself brings in what a program that died left beside it.
pub(super) fn held(target: &Path, patience: Duration) -> Option<PathBuf> {
    let is_geopackage =
        target.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("gpkg"));
    if !is_geopackage {
        return None;
    }
    if !can_be_taken(target, patience) {
        return Some(target.to_owned());
    }
    BESIDE.into_iter().find_map(|end| changes_beside(target, end))
}

/// Whether nobody else reads or writes the database; so it is with a file that is none.
fn can_be_taken(target: &Path, patience: Duration) -> bool {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let taken = Connection::open_with_flags(target, flags).and_then(|connection| {
        connection.busy_timeout(patience)?;
        connection.execute_batch(TAKE)
    });
    let code = taken.err().and_then(|cause| cause.sqlite_error_code());
    !matches!(code, Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
}
