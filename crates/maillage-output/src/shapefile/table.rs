//! The columns (`.dbf`), as dBASE III has them: records of a fixed width.
//!
//! Nothing is null in dBASE: a missing value is blank, which all programs read as missing.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use super::Field;
use crate::{Column, ColumnType, Layer, Value};

/// Longest text, in bytes.
const LONGEST: usize = 254;
/// Digits, sign and point of the longest number that all programs read.
const MOST_DIGITS: usize = 20;
/// The date that the header must have: that of shapelib, for lack of a clock.
const DATE: [u8; 3] = [95, 7, 26];

/// The field of `column` under `name`, as wide as its values, and the number of values that it
/// cuts.
pub(super) fn measured(layer: &Layer, column: &Column, name: String) -> (Field, usize) {
    let lengths = (0..layer.rows).map(|row| whole(column, &column.value(row)).len());
    let (longest, cut) = lengths.fold((1, 0), |(longest, cut), length| {
        (longest.max(length), cut + usize::from(length > LONGEST))
    });
    let (kind, decimals) = match column.kind {
        ColumnType::Text => (b'C', 0),
        ColumnType::Integer => (b'N', 0),
        ColumnType::Decimal(decimals) => (b'N', decimals),
    };
    // A number with decimals has room for a digit and the point.
    let least = if decimals > 0 { decimals.saturating_add(2) } else { 1 };
    let width = u8::try_from(longest.min(LONGEST)).expect("254 is the most").max(least);
    (Field { name, width, kind, decimals }, cut)
}

/// The bytes of the table.
pub(super) fn bytes(fields: &[Field], rows: usize) -> u64 {
    let [header, record] = [header(fields), record(fields)].map(u64::from);
    header + record * rows as u64 + 1
}

/// Writes the columns of `layer` in `fields`.
pub(super) fn write(layer: &Layer, fields: &[Field], to: &mut dyn Write) -> io::Result<()> {
    let rows = u32::try_from(layer.rows).expect("2 GB is the most that was let through");
    to.write_all(&[3])?;
    to.write_all(&DATE)?;
    to.write_all(&rows.to_le_bytes())?;
    to.write_all(&header(fields).to_le_bytes())?;
    to.write_all(&record(fields).to_le_bytes())?;
    to.write_all(&[0; 20])?;
    for field in fields {
        let mut name = [0; 11];
        name[..field.name.len()].copy_from_slice(field.name.as_bytes());
        to.write_all(&name)?;
        to.write_all(&[field.kind, 0, 0, 0, 0, field.width, field.decimals])?;
        to.write_all(&[0; 14])?;
    }
    to.write_all(&[0x0d])?;
    for row in 0..layer.rows {
        // A blank: the record is not deleted.
        to.write_all(b" ")?;
        for (column, field) in layer.columns.iter().zip(fields) {
            write_value(&whole(column, &column.value(row)), field, to)?;
        }
    }
    to.write_all(&[0x1a])
}

fn header(fields: &[Field]) -> u16 {
    u16::try_from(33 + 32 * fields.len()).expect("there are 255 columns at most")
}

fn record(fields: &[Field]) -> u16 {
    let widths = fields.iter().map(|field| u16::from(field.width));
    // 255 columns of 254 bytes fit.
    1 + widths.sum::<u16>()
}

/// Numbers stand at the right of their field, texts at the left.
fn write_value(value: &str, field: &Field, to: &mut dyn Write) -> io::Result<()> {
    let width = usize::from(field.width);
    let end = (0..=width.min(value.len())).rev().find(|end| value.is_char_boundary(*end));
    let value = &value[..end.unwrap_or_default()];
    let blanks = " ".repeat(width - value.len());
    let parts = if field.kind == b'N' { [&*blanks, value] } else { [value, &*blanks] };
    parts.iter().try_for_each(|part| to.write_all(part.as_bytes()))
}

/// The value in full, as it is written; empty where it is missing.
fn whole<'value>(column: &Column, value: &'value Value) -> Cow<'value, str> {
    let decimals = match column.kind {
        ColumnType::Decimal(decimals) => usize::from(decimals),
        ColumnType::Text | ColumnType::Integer => 0,
    };
    match value {
        Value::Text(text) => Cow::Borrowed(text),
        Value::Integer(number) => number.to_string().into(),
        Value::Decimal(number) => {
            let plain = format!("{number:.decimals$}");
            if plain.len() > MOST_DIGITS { format!("{number:e}") } else { plain }.into()
        }
        Value::Null => Cow::Borrowed(""),
    }
}
