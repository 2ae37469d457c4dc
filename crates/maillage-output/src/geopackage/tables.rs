//! The table of a layer with all its rows, and its spatial index.

use rayon::prelude::*;
use rusqlite::{
    Transaction, params_from_iter,
    types::{ToSqlOutput, Value as Sql, ValueRef},
};

use super::{
    Failure, Names,
    geometry::{Encoded, encoded},
    spatial_index,
};
use crate::{ColumnType, Value, column::quoted, extent::Extent, layer::Layer};

/// Rows encoded between two writes.
const BLOCK: usize = 1_024;

/// A row as it is written.
struct Row<'run> {
    geometry: Option<Encoded>,
    values: Vec<Value<'run>>,
}

/// Writes the table of `layer`, every column of the contract even where it is empty, and gives the
/// box around its geometries.
pub(super) fn write(
    to: &Transaction,
    layer: &Layer,
    names: &Names,
) -> Result<Option<Extent>, Failure> {
    to.execute(&definition(layer, names), [])?;
    let mut boxes = Vec::new();
    let mut statement = to.prepare(&insertion(layer, names))?;
    let (columns, geometry, is_spatial) =
        (&layer.columns, &layer.geometry, names.geometry.is_some());
    let encode = |row: usize| Row {
        geometry: is_spatial.then(|| encoded(geometry(row))).flatten(),
        values: columns.iter().map(|column| column.value(row)).collect(),
    };
    for block in (0..layer.rows).step_by(BLOCK) {
        let rows = block..layer.rows.min(block + BLOCK);
        let encoded: Vec<Row> = rows.clone().into_par_iter().map(encode).collect();
        for (key, row) in (rows.start as i64 + 1..).zip(&encoded) {
            statement.execute(params_from_iter(cells(key, row, names)))?;
        }
        boxes.extend(encoded.iter().map(|row| row.geometry.as_ref()?.extent));
    }
    spatial_index::write(to, names, &boxes)?;
    Ok(Extent::of_all(boxes.into_iter().flatten()))
}

/// The statement that makes the table.
fn definition(layer: &Layer, names: &Names) -> String {
    let key = format!("{} INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL", quoted(&names.key));
    let geometry = names.geometry.iter().map(|(name, of)| format!("{} {of}", quoted(name)));
    let columns = layer.columns.iter().map(|column| {
        let of = match column.kind {
            ColumnType::Text => "TEXT",
            ColumnType::Integer => "INTEGER",
            ColumnType::Decimal(_) => "REAL",
        };
        format!("{} {of}", quoted(&column.name))
    });
    let all: Vec<String> = [key].into_iter().chain(geometry).chain(columns).collect();
    format!("CREATE TABLE {} (\n  {}\n)", quoted(&names.table), all.join(",\n  "))
}

/// The statement that adds a row: its key, its geometry if the table has any, its values.
fn insertion(layer: &Layer, names: &Names) -> String {
    let cells = 1 + names.geometry.iter().count() + layer.columns.len();
    format!("INSERT INTO {} VALUES ({})", quoted(&names.table), vec!["?"; cells].join(", "))
}

fn cells<'row>(
    key: i64,
    row: &'row Row,
    names: &Names,
) -> impl Iterator<Item = ToSqlOutput<'row>> + use<'row> {
    let bytes = row.geometry.as_ref().map_or(ValueRef::Null, |of| ValueRef::Blob(&of.bytes));
    let geometry = names.geometry.as_ref().map(|_| ToSqlOutput::Borrowed(bytes));
    let values = row.values.iter().map(cell);
    [ToSqlOutput::Owned(Sql::Integer(key))].into_iter().chain(geometry).chain(values)
}

/// A value in SQL.
fn cell<'row>(value: &'row Value) -> ToSqlOutput<'row> {
    match value {
        Value::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
        Value::Integer(number) => ToSqlOutput::Owned(Sql::Integer(*number)),
        Value::Decimal(number) => ToSqlOutput::Owned(Sql::Real(*number)),
        Value::Null => ToSqlOutput::Owned(Sql::Null),
    }
}
