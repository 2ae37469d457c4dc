//! GeoPackage (OGC 12-128): one layer of an SQLite database, its system from the tables of the
//! standard.
//!
//! Of several layers one is read, as of the sheets of a workbook: of features rather than a table
//! of attributes, not one of the past, and the fullest. A defect names it and the others.

mod database;
mod geometry;

use std::path::Path;

use maillage_spelling::fold;

pub use self::database::changes_beside;
use self::database::{Database, Layer};
use super::{
    Decoded, Named,
    features::{SheetRows, TakeRow},
    reproject::StatedCrs,
    workbook,
};
use crate::{Budget, Error, Format, Result, sentences};

/// Maximum number of names that a message lists.
const LISTED: usize = 12;
/// Tables that QGIS keeps in the file and registers as layers.
const OF_QGIS: [&str; 2] = ["layer_styles", "qgis_projects"];
/// Identifiers of the application in the header, of version 1.0, 1.1 and later.
const APPLICATIONS: [&[u8]; 3] = [b"GP10", b"GP11", b"GPKG"];

/// Whether `bytes` start as an SQLite database.
pub(super) fn is_sqlite(bytes: &[u8]) -> bool {
    bytes.starts_with(b"SQLite format 3\0")
}

/// A layer and what the file says of it.
pub(super) struct Chosen {
    /// Name of its table.
    pub(super) name: String,
    /// Names of its columns.
    pub(super) columns: Vec<String>,
    /// The system of its geometries. `None` for a table without geometries.
    pub(super) crs: Option<StatedCrs>,
    /// The JSON that the file keeps about the layer.
    pub(super) metadata: Option<String>,
    /// Name of the layer, its rank and those of the others, where there are others.
    pub(super) among: Option<String>,
}

/// Decodes the layer that is named, or by default the one that is most probably the list. `None` when
/// the database is no GeoPackage.
pub(super) fn decode(
    path: &Path,
    bytes: &[u8],
    named: Named,
    budget: &mut Budget,
) -> Result<Option<Decoded>> {
    let mut rows = SheetRows::default();
    let Some(chosen) = read(path, bytes, named, &mut rows, budget)? else { return Ok(None) };
    let Chosen { columns, crs, among, .. } = chosen;
    rows.decoded(path, Format::GeoPackage, columns, crs, among).map(Some)
}

/// Gives the rows of a layer to `rows`: of the one that is named, or of the one that is chosen. `None`
/// when the database is no GeoPackage.
pub(super) fn read(
    path: &Path,
    bytes: &[u8],
    (wanted, preferred): Named,
    rows: &mut impl TakeRow,
    budget: &mut Budget,
) -> Result<Option<Chosen>> {
    let is_marked = bytes.get(68..72).is_some_and(|id| APPLICATIONS.contains(&id));
    let opened = Database::open(path, bytes, budget).and_then(|database| {
        let is_one = is_marked || database.has_table("gpkg_contents")?;
        Ok(is_one.then_some(database))
    });
    let database = match opened {
        Ok(Some(database)) => database,
        Ok(None) => return Ok(None),
        // A damaged database that does not say what it is.
        Err(Error::GeoPackage { .. }) if !is_marked => return Ok(None),
        Err(error) => return Err(error),
    };
    let layers = database.layers(budget)?;
    let rank = match wanted {
        Some(wanted) => named(&layers, wanted).ok_or_else(|| Error::NoLayer {
            path: path.to_owned(),
            wanted: wanted.to_owned(),
            found: listing(&layers),
        })?,
        None => preferred
            .iter()
            .find_map(|name| named(&layers, name))
            .map_or_else(|| fullest(&database, &layers, budget), |rank| Ok(Some(rank)))?
            .ok_or_else(|| database.damaged(sentences::no_layers()))?,
    };
    let layer = &layers[rank];
    database.rows(layer, rows, budget)?;
    let crs = layer.geometry.as_ref().map(|geometry| database.crs(geometry.system)).transpose()?;
    let among = format!("{} ({} / {}: {})", layer.name, rank + 1, layers.len(), listing(&layers));
    Ok(Some(Chosen {
        name: layer.name.clone(),
        columns: layer.columns.iter().map(|column| column.name.clone()).collect(),
        crs,
        metadata: database.metadata(&layer.name, budget)?,
        among: (layers.len() > 1).then_some(among),
    }))
}

fn listing(layers: &[Layer]) -> String {
    let names = layers.iter().take(LISTED).map(|layer| layer.name.as_str());
    let names = names.collect::<Vec<_>>().join(", ");
    if layers.len() > LISTED { format!("{names}, …") } else { names }
}

/// Rank of the layer with this name. An exact match comes first; otherwise case and accents are
/// ignored.
fn named(layers: &[Layer], wanted: &str) -> Option<usize> {
    let exact = layers.iter().position(|layer| layer.name == wanted);
    exact.or_else(|| layers.iter().position(|layer| fold(&layer.name) == fold(wanted)))
}

/// Rank of the layer to read when none is named.
fn fullest(database: &Database, layers: &[Layer], budget: &Budget) -> Result<Option<usize>> {
    if layers.len() < 2 {
        return Ok(layers.first().map(|_| 0));
    }
    let (mut best, mut chosen) = (None, None);
    for (rank, layer) in layers.iter().enumerate() {
        let cells = database.count(layer, budget)?.saturating_mul(1 + layer.columns.len());
        let is_set_apart = workbook::is_over_or_about(&layer.name);
        let score = Some((cells > 0, !is_set_apart, layer.geometry.is_some(), cells));
        if score > best {
            (best, chosen) = (score, Some(rank));
        }
    }
    Ok(chosen)
}

#[cfg(test)]
mod tests;
