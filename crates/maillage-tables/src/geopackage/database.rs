//! An SQLite database of a stranger, of which only tables are read.
//!
//! SQLite gets a copy of the bytes that were read before, not the path: it then opens no file,
//! leaves nothing beside the input, also in a folder that cannot be written, and what is decoded is
//! what the checksum is of. A copy in write-ahead mode has no file beside it; its header is set to
//! the other mode.
//!
//! Nothing in the file can run: statements are ours and select from true tables, never from a view
//! or a virtual table; triggers and views are off, the schema is not trusted, and generated columns
//! are left out. What a row may take is bounded by the size of the file, and counted.

use std::{
    io::Read,
    path::{Path, PathBuf},
};

use maillage_words::Words;
use rusqlite::{
    Connection, OptionalExtension, config::DbConfig, limits::Limit, params_from_iter,
    types::ValueRef,
};

use super::{OF_QGIS, geometry};
use crate::{
    Budget, Error, Result, Row, Scalar, crs::Crs, features::TakeRow, reproject::StatedCrs,
    sentences,
};

/// Size of the header of a database, in bytes.
const HEADER: usize = 100;
/// Offset of the two bytes of the header that say how the file is written to.
const MODE: usize = 18;
/// Their value for a rollback journal.
const ROLLBACK: [u8; 2] = [1, 1];
/// Maximum size of a database in memory, in bytes.
const MOST: usize = 2_000_000_000;
/// Bound on the length of any value, in bytes, for small files: the queries of SQLite itself.
const LEAST_LENGTH: i32 = 1_000_000;
/// Maximum number of layers, and of documents about one layer.
const MOST_LAYERS: usize = 1_000;
/// Memory of a geometry while it is decoded, in multiples of its bytes.
const PARSED: usize = 32;
/// Names that GDAL and PostGIS give the key of a row.
const KEYS: [&str; 3] = ["fid", "ogc_fid", "gid"];

/// An open database.
pub(super) struct Database {
    path: PathBuf,
    connection: Connection,
}

/// A layer: a table that the database registers as one.
pub(super) struct Layer {
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
    pub(super) geometry: Option<GeometryColumn>,
}

/// A column of attributes.
pub(super) struct Column {
    pub(super) name: String,
    is_truth: bool,
}

/// The column of geometries.
pub(super) struct GeometryColumn {
    name: String,
    /// Number of the system in the table of systems.
    pub(super) system: i64,
}

impl Database {
    /// Opens the database in `bytes`, which were read from `path`.
    pub(super) fn open(path: &Path, bytes: &[u8], budget: &mut Budget) -> Result<Self> {
        let damaged = |reason: Words| Error::GeoPackage { path: path.into(), reason };
        let size = i32::try_from(bytes.len()).ok().filter(|size| *size as usize <= MOST);
        let size = size.ok_or_else(|| Error::TooLarge {
            path: path.to_owned(),
            found: sentences::large_geopackage(),
        })?;
        // SQLite takes what is missing of the last page for zeros.
        if declared_size(bytes).is_none_or(|size| bytes.len() < size) {
            return Err(damaged(sentences::breaks_off()));
        }
        refuse_open_elsewhere(path)?;
        // The copy, then the longest value while it is decoded.
        budget.take(bytes.len())?;
        budget.check(bytes.len())?;
        let (start, rest) = bytes.split_at(MODE);
        let content = start.chain(&ROLLBACK[..]).chain(&rest[ROLLBACK.len()..]);
        let opened = || -> rusqlite::Result<Connection> {
            let mut connection = Connection::open_in_memory()?;
            connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, size.max(LEAST_LENGTH))?;
            connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
            connection.deserialize_read_exact("main", content, bytes.len(), true)?;
            connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
            for off in [
                DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA,
                DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER,
                DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW,
            ] {
                connection.set_db_config(off, false)?;
            }
            connection.pragma_update(None, "cell_size_check", true)?;
            Ok(connection)
        };
        let connection = opened().map_err(|cause| damaged(Words::same(&cause.to_string())))?;
        Ok(Self { path: path.to_owned(), connection })
    }

    /// The error for a file that is no sound GeoPackage.
    pub(super) fn damaged(&self, reason: Words) -> Error {
        Error::GeoPackage { path: self.path.clone(), reason }
    }

    /// Whether the database has a true table of this name.
    pub(super) fn has_table(&self, name: &str) -> Result<bool> {
        let sql = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND lower(name) = lower(?1) \
                   AND sql LIKE 'create table%' LIMIT 1";
        let found = self.connection.query_row(sql, [name], |_| Ok(())).optional();
        Ok(found.map_err(|cause| self.failed(cause))?.is_some())
    }

    /// The layers that are true tables, in the order of the file.
    pub(super) fn layers(&self, budget: &mut Budget) -> Result<Vec<Layer>> {
        if !self.has_table("gpkg_contents")? {
            return Err(self.damaged(sentences::no_contents()));
        }
        let sql = "SELECT table_name FROM gpkg_contents NOT INDEXED \
                   WHERE data_type IN ('features', 'attributes', 'aspatial')";
        let names: Vec<String> = self.texts(sql, None)?;
        let mut layers = Vec::new();
        for name in names {
            let is_of_qgis = OF_QGIS.iter().any(|own| name.eq_ignore_ascii_case(own));
            if is_of_qgis || !self.has_table(&name)? {
                continue;
            }
            let geometry = self.geometry_column(&name)?;
            let columns = self.columns(&name, geometry.as_ref())?;
            budget
                .take(columns.iter().map(|column| size_of::<Column>() + column.name.len()).sum())?;
            layers.push(Layer { name, columns, geometry });
        }
        Ok(layers)
    }

    /// Number of rows of `layer`, up to what memory could hold.
    pub(super) fn count(&self, layer: &Layer, budget: &Budget) -> Result<usize> {
        let table = quoted(&layer.name);
        let most = budget.left() / size_of::<Row>();
        let sql = format!("SELECT count(*) FROM (SELECT 1 FROM {table} NOT INDEXED LIMIT {most})");
        let count = self.connection.query_row(&sql, [], |row| row.get::<_, i64>(0));
        let count = count.map_err(|cause| self.failed(cause))?;
        Ok(usize::try_from(count).unwrap_or(usize::MAX))
    }

    /// Gives the rows of `layer` to `rows`, in the order of their keys.
    pub(super) fn rows(
        &self,
        layer: &Layer,
        rows: &mut impl TakeRow,
        budget: &mut Budget,
    ) -> Result<()> {
        let attributes = layer.columns.iter().map(|column| column.name.as_str());
        let names = attributes.chain(layer.geometry.as_ref().map(|column| column.name.as_str()));
        let names: Vec<String> = names.map(quoted).collect();
        if names.is_empty() {
            return Ok(());
        }
        let sql = format!("SELECT {} FROM {} NOT INDEXED", names.join(", "), quoted(&layer.name));
        let failed = |cause| self.failed(cause);
        let mut statement = self.connection.prepare(&sql).map_err(failed)?;
        let mut found = statement.query([]).map_err(failed)?;
        let mut values = Vec::with_capacity(layer.columns.len());
        while let Some(row) = found.next().map_err(failed)? {
            values.clear();
            for (rank, column) in layer.columns.iter().enumerate() {
                values.push(scalar(row.get_ref(rank).map_err(failed)?, column, budget)?);
            }
            let geometry = match &layer.geometry {
                Some(_) => row.get_ref(layer.columns.len()).map_err(failed)?,
                None => ValueRef::Null,
            };
            let geometry = match geometry {
                ValueRef::Blob(bytes) => {
                    budget.check(bytes.len().saturating_mul(PARSED))?;
                    geometry::decode(bytes)
                }
                _ => None,
            };
            rows.take(&values, geometry, budget)?;
        }
        Ok(())
    }

    /// What the database states about the system of this number.
    pub(super) fn crs(&self, system: i64) -> Result<StatedCrs> {
        // 0 and -1 are the standard's numbers of undefined systems.
        if system <= 0 || !self.has_table("gpkg_spatial_ref_sys")? {
            return Ok(StatedCrs::Nothing);
        }
        let sql = "SELECT organization, organization_coordsys_id, definition, srs_name \
                   FROM gpkg_spatial_ref_sys WHERE srs_id = ?1 LIMIT 1";
        let texts = |row: &rusqlite::Row| {
            let text = |rank| -> rusqlite::Result<String> {
                Ok(row.get_ref(rank)?.as_str().unwrap_or_default().to_owned())
            };
            let code = row.get_ref(1)?.as_i64().unwrap_or_default();
            Ok((text(0)?, code, text(2)?, text(3)?))
        };
        let stated = self.connection.query_row(sql, [system], texts).optional();
        let Some((authority, code, wkt, name)) = stated.map_err(|cause| self.failed(cause))? else {
            return Ok(StatedCrs::Nothing);
        };
        let of_epsg = u32::try_from(code).ok().filter(|_| authority.eq_ignore_ascii_case("epsg"));
        let crs = of_epsg.map(Crs::from_epsg).or_else(|| Crs::from_wkt(&wkt));
        Ok(StatedCrs::or_words(crs, &name))
    }

    /// The JSON that the database keeps about the layer `name`.
    pub(super) fn metadata(&self, name: &str, budget: &mut Budget) -> Result<Option<String>> {
        if !self.has_table("gpkg_metadata")? || !self.has_table("gpkg_metadata_reference")? {
            return Ok(None);
        }
        let sql = "SELECT md_file_id FROM gpkg_metadata_reference \
                   WHERE lower(reference_scope) = 'table' AND lower(table_name) = lower(?1)";
        let documents: Vec<String> = self.texts(sql, Some(name))?;
        let sql = "SELECT metadata FROM gpkg_metadata WHERE id = CAST(?1 AS INTEGER) \
                   AND md_scope = 'dataset' AND mime_type = 'application/json'";
        for document in documents {
            if let Some(text) = self.texts(sql, Some(&document))?.pop() {
                budget.take(text.len())?;
                return Ok(Some(text));
            }
        }
        Ok(None)
    }

    fn geometry_column(&self, table: &str) -> Result<Option<GeometryColumn>> {
        if !self.has_table("gpkg_geometry_columns")? {
            return Ok(None);
        }
        let sql = "SELECT column_name, srs_id FROM gpkg_geometry_columns \
                   WHERE lower(table_name) = lower(?1) LIMIT 1";
        let column =
            |row: &rusqlite::Row| Ok(GeometryColumn { name: row.get(0)?, system: row.get(1)? });
        let found = self.connection.query_row(sql, [table], column).optional();
        found.map_err(|cause| self.failed(cause))
    }

    /// The columns of attributes of a table: without its geometry, the key that a program made, and
    /// what it computes.
    fn columns(&self, table: &str, geometry: Option<&GeometryColumn>) -> Result<Vec<Column>> {
        let failed = |cause| self.failed(cause);
        let sql = "SELECT name, type, pk, hidden FROM pragma_table_xinfo(?1)";
        let mut statement = self.connection.prepare(sql).map_err(failed)?;
        let described = |row: &rusqlite::Row| {
            let (name, kind): (String, String) = (row.get(0)?, row.get(1)?);
            let (key, hidden): (i64, i64) = (row.get(2)?, row.get(3)?);
            rusqlite::Result::Ok((name, kind.to_ascii_lowercase(), key, hidden))
        };
        let found = statement.query_map([table], described).map_err(failed)?;
        let found: rusqlite::Result<Vec<_>> = found.collect();
        let mut found = found.map_err(failed)?;
        let exists = |column: &GeometryColumn| {
            found.iter().any(|(name, ..)| name.eq_ignore_ascii_case(&column.name))
        };
        if let Some(missing) = geometry.filter(|column| !exists(column)) {
            return Err(self.damaged(sentences::no_column(table, &missing.name)));
        }
        found.retain(|(name, kind, key, hidden)| {
            let is_key = *key == 1 && KEYS.iter().any(|one| name.eq_ignore_ascii_case(one));
            let is_geometry = geometry.is_some_and(|of| name.eq_ignore_ascii_case(&of.name));
            *hidden == 0 && !is_geometry && !(is_key && kind.contains("int"))
        });
        let column = |(name, kind, ..): (String, String, i64, i64)| Column {
            name,
            is_truth: kind == "boolean",
        };
        Ok(found.into_iter().map(column).collect())
    }

    /// The first column of what a query finds, as texts. The query may have a parameter.
    fn texts(&self, sql: &str, parameter: Option<&str>) -> Result<Vec<String>> {
        let failed = |cause| self.failed(cause);
        let text = |row: &rusqlite::Row| {
            Ok(match row.get_ref(0)? {
                ValueRef::Integer(number) => number.to_string(),
                other => other.as_str().unwrap_or_default().to_owned(),
            })
        };
        let mut statement = self.connection.prepare(sql).map_err(failed)?;
        let found = statement.query_map(params_from_iter(parameter), text).map_err(failed)?;
        found.take(MOST_LAYERS).collect::<rusqlite::Result<_>>().map_err(failed)
    }

    fn failed(&self, cause: rusqlite::Error) -> Error {
        self.damaged(Words::same(&cause.to_string()))
    }
}

/// Size of the database by its header, in bytes: 0 when the header does not say. `None` when the
/// header breaks off.
fn declared_size(bytes: &[u8]) -> Option<usize> {
    let header = bytes.first_chunk::<HEADER>()?;
    let word = |at: usize| {
        header[at..at + 4].iter().fold(0, |number, byte| number << 8 | usize::from(*byte))
    };
    // A program that does not keep the count does not repeat the number of changes beside it.
    let is_kept = word(24) == word(92);
    let page = match usize::from(header[16]) << 8 | usize::from(header[17]) {
        1 => 65_536,
        page => page,
    };
    Some(if is_kept { word(28).saturating_mul(page) } else { 0 })
}

/// Refuses a file that another program has open with changes that are not in it yet.
fn refuse_open_elsewhere(path: &Path) -> Result<()> {
    match changes_beside(path, "-wal") {
        Some(_) => Err(Error::OpenElsewhere { path: path.to_owned() }),
        None => Ok(()),
    }
}

/// The file beside a database in which SQLite keeps changes, named by the end of its name, such as
/// `-wal`; `None` when it is not there, or holds nothing.
pub fn changes_beside(database: &Path, end: &str) -> Option<PathBuf> {
    let mut name = database.as_os_str().to_owned();
    name.push(end);
    let has_changes = std::fs::metadata(&name).is_ok_and(|found| found.len() > 0);
    has_changes.then(|| name.into())
}

fn scalar(value: ValueRef, column: &Column, budget: &Budget) -> Result<Scalar> {
    Ok(match value {
        ValueRef::Integer(number) if column.is_truth => Scalar::of_truth(number != 0),
        ValueRef::Integer(number) => Scalar::Integer(number),
        ValueRef::Real(number) => Scalar::Decimal(number),
        ValueRef::Text(text) => {
            // Bytes that are no UTF-8 become marks of three.
            budget.check(text.len().saturating_mul(3))?;
            Scalar::Text(String::from_utf8_lossy(text).into_owned())
        }
        ValueRef::Blob(_) | ValueRef::Null => Scalar::Null,
    })
}

/// A name in SQL.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
