//! GeoPackage 1.3 (OGC 12-128r17): every layer of a run in one file, with its styles.
//!
//! A layer is a table of its name, with the columns of the output contract, a spatial index, the
//! titles of its columns, its provenance as JSON, and in `layer_styles`, which QGIS reads, all its
//! styles, of which it opens with the first. Tables without geometry are attribute tables.
//! Positions are WGS84 degrees with six decimals, as in GeoJSON.
//!
//! Version 1.3 rather than 1.4: the GDAL of QGIS 3.22 warns about the latter. The file is made in
//! one transaction, in rollback mode, without any date of today: the same dataset gives the same
//! bytes. SQLite writes to files only, so that it is made in a temporary one. Rows are encoded on
//! all cores, a block at a time. O(vertices + cells).

mod catalogue;
mod failure;
mod geometry;
mod names;
mod schema;
mod spatial_index;
mod styles;
mod tables;

use std::{
    fs::File,
    io::{self, Write},
    path::Path,
};

use maillage_hours::Lang;
use rusqlite::Connection;

use crate::{Dataset, DatasetFormat, GeometryType, layer::Layer};
use failure::Failure;
use names::Names;

/// The date of everything in the file, since no clock is read.
const DATE: &str = "1970-01-01T00:00:00.000Z";

/// The GeoPackage format.
#[derive(Debug, Clone, Copy)]
pub struct GeoPackage {
    /// Language of the titles of layers and columns.
    pub lang: Lang,
}

impl DatasetFormat for GeoPackage {
    /// Writes `dataset`.
    ///
    /// # Errors
    ///
    /// Those of `to` and of the temporary file; [`io::ErrorKind::InvalidInput`] for a layer of
    /// two geometries, of which a table has no type.
    fn write(&self, dataset: &Dataset, to: &mut dyn Write) -> io::Result<()> {
        let path = tempfile::Builder::new().suffix(".gpkg").tempfile()?.into_temp_path();
        build(&path, dataset, self.lang).map_err(io::Error::from)?;
        io::copy(&mut File::open(&path)?, to)?;
        Ok(())
    }
}

fn build(path: &Path, dataset: &Dataset, lang: Lang) -> Result<(), Failure> {
    let mut connection = Connection::open(path)?;
    connection.execute_batch(schema::PRAGMAS)?;
    let transaction = connection.transaction()?;
    transaction.execute_batch(schema::TABLES)?;
    let mut titles = catalogue::Titles::default();
    for styled in &dataset.layers {
        let layer = &styled.layer;
        let names = Names::of(layer)?;
        let extent = tables::write(&transaction, layer, &names)?;
        catalogue::write(&transaction, layer, &names, extent, titles.of(layer, lang))?;
        catalogue::write_columns(&transaction, layer, lang)?;
        catalogue::write_provenance(&transaction, layer, lang)?;
        styles::write(&transaction, styled, &names)?;
    }
    styles::register(&transaction)?;
    transaction.commit()?;
    connection.close().map_err(|(_, cause)| cause)?;
    Ok(())
}

/// The name that the standard gives the geometries of a layer; `None` for a table.
fn geometry_name(layer: &Layer) -> Result<Option<&'static str>, Failure> {
    match layer.geometry_type {
        GeometryType::Area => Ok(Some("MULTIPOLYGON")),
        GeometryType::Line => Ok(Some("MULTILINESTRING")),
        GeometryType::Point => Ok(Some("POINT")),
        GeometryType::None => Ok(None),
        GeometryType::LineAndPoint => Err(Failure::two_geometries(layer.name)),
    }
}

#[cfg(test)]
mod tests;
