//! The spatial index of a layer: an R-tree over the boxes of its rows, with the triggers of the
//! standard that keep it true when a user edits the layer.
//!
//! The triggers call functions on geometries that SQLite lacks and programs that edit GeoPackages
//! bring: they are added when the index is filled.

use geo::Coord;
use rusqlite::{Transaction, params};

use super::{Failure, Names};
use crate::{column::quoted, extent::Extent};

/// Writes the index of the rows that have these boxes, in their order; nothing for a table.
pub(super) fn write(
    to: &Transaction,
    names: &Names,
    boxes: &[Option<Extent>],
) -> Result<(), Failure> {
    let (Some(index), Some((geometry, _))) = (names.index(), &names.geometry) else {
        return Ok(());
    };
    to.execute(
        &format!("CREATE VIRTUAL TABLE {} USING rtree(id, minx, maxx, miny, maxy)", quoted(&index)),
        [],
    )?;
    let insert = format!("INSERT INTO {} VALUES (?, ?, ?, ?, ?)", quoted(&index));
    let mut statement = to.prepare(&insert)?;
    for (key, extent) in (1_i64..).zip(boxes) {
        if let Some(Extent {
            least: Coord { x: west, y: south },
            most: Coord { x: east, y: north },
        }) = extent
        {
            statement.execute(params![key, west, east, south, north])?;
        }
    }
    to.execute_batch(&triggers(names, &index, geometry))?;
    to.execute(
        "INSERT INTO gpkg_extensions VALUES (?, ?, 'gpkg_rtree_index',
         'http://www.geopackage.org/spec131/#extension_rtree', 'write-only')",
        params![names.table, geometry],
    )?;
    Ok(())
}

/// The six triggers of annex F.3 of the standard.
fn triggers(names: &Names, index: &str, geometry: &str) -> String {
    let name = |event: &str| quoted(&format!("{index}_{event}"));
    let [table, key, index, geometry] = [&*names.table, &names.key, index, geometry].map(quoted);
    let is_there = format!("(NEW.{geometry} NOTNULL AND NOT ST_IsEmpty(NEW.{geometry}))");
    let is_empty = format!("(NEW.{geometry} ISNULL OR ST_IsEmpty(NEW.{geometry}))");
    let put = format!(
        "INSERT OR REPLACE INTO {index} VALUES (NEW.{key}, \
         ST_MinX(NEW.{geometry}), ST_MaxX(NEW.{geometry}), \
         ST_MinY(NEW.{geometry}), ST_MaxY(NEW.{geometry}));"
    );
    let remove = format!("DELETE FROM {index} WHERE id = OLD.{key};");
    let [same, other] = [format!("OLD.{key} = NEW.{key}"), format!("OLD.{key} != NEW.{key}")];
    let of_geometry = format!("UPDATE OF {geometry}");
    let triggers = [
        ("insert", "INSERT", is_there.clone(), put.clone()),
        ("update1", &of_geometry, format!("{same} AND {is_there}"), put.clone()),
        ("update2", &of_geometry, format!("{same} AND {is_empty}"), remove.clone()),
        ("update3", "UPDATE", format!("{other} AND {is_there}"), format!("{remove} {put}")),
        (
            "update4",
            "UPDATE",
            format!("{other} AND {is_empty}"),
            format!("DELETE FROM {index} WHERE id IN (OLD.{key}, NEW.{key});"),
        ),
        ("delete", "DELETE", format!("OLD.{geometry} NOT NULL"), remove.clone()),
    ];
    let written = triggers.iter().map(|(event, change, when, then)| {
        format!(
            "CREATE TRIGGER {} AFTER {change} ON {table} WHEN {when} BEGIN {then} END;\n",
            name(event)
        )
    });
    written.collect()
}
