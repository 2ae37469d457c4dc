//! ESRI Shapefiles: shapes from the `.shp`, attributes from the `.dbf`, the reference system from
//! the `.prj`, the encoding from the `.cpg` or from the bytes.

use std::{collections::BTreeMap, io::Cursor, path::Path};

use dbase::{FieldValue, encoding::DynEncoding};
use geo::Geometry;
use maillage_core::model::Line;
use maillage_words::{Words, spoken::Rank};
use shapefile::{Shape, ShapeReader};

use super::{
    Decoded,
    cell::clean_cell,
    cells::CellsBuilder,
    input,
    reproject::{self, StatedCrs},
};
use crate::{Budget, Columns, Error, Format, MaxInputSize, Result, Row, crs::Crs, sentences};

/// Maximum size of a `.prj` or a `.cpg`, which are a few lines.
const MOST_STATED: MaxInputSize = MaxInputSize(1_000_000);

/// Whether `bytes` start with the file code of a `.shp`, 9994 in big-endian order.
pub(super) fn is_shapefile(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0, 0, 0x27, 0x0a])
}

/// The bytes of the `.dbf` beside the `.shp` at `path`.
pub(super) fn attributes(path: &Path, most: MaxInputSize) -> Result<Vec<u8>> {
    let dbf = beside(path, "dbf");
    input::companion(&dbf, most).map_err(|error| match error {
        error @ Error::InputTooLarge { .. } => error,
        _ => Error::MissingSidecar {
            path: path.to_owned(),
            missing: dbf.file_name().unwrap_or_default().to_string_lossy().into(),
        },
    })
}

/// Decodes the shapes of a `.shp`, and the `table` of its `.dbf`.
pub(super) fn decode(
    path: &Path,
    shapes: &[u8],
    table: &[u8],
    budget: &mut Budget,
) -> Result<Decoded> {
    let broken = |reason: Words| Error::Shapefile { path: path.to_owned(), reason };
    let (encoding, encoding_name) = encoding_of(path, table);
    let mut attributes = dbase::ReaderBuilder::new()
        .with_encoding(encoding)
        .build(Cursor::new(table))
        .map_err(|error| broken(sentences::in_dbf(&error.to_string())))?;
    let names: Vec<String> =
        attributes.fields().iter().map(|field| field.name().to_owned()).collect();
    let mut shapes = ShapeReader::new(Cursor::new(shapes))
        .map_err(|error| broken(Words::same(&error.to_string())))?;
    let mut records = attributes.iter_records();
    // A deleted row stays in the table until the table is packed, and so does its shape.
    let deleted = deleted_rows(table);
    let (mut rows, mut cells, mut counts) = (Vec::new(), CellsBuilder::default(), (0, 0));
    for shape in shapes.iter_shapes() {
        let shape = shape.map_err(|error| broken(Words::same(&error.to_string())))?;
        let rank = counts.0;
        counts.0 += 1;
        if deleted.get(rank).is_some_and(|gone| *gone) {
            continue;
        }
        let Some(record) = records.next() else { continue };
        let mut record = record.map_err(|error| broken(sentences::in_dbf(&error.to_string())))?;
        counts.1 += 1;
        for (rank, name) in names.iter().enumerate() {
            let text = record.remove(name).map(text_of).unwrap_or_default();
            cells.push(rank, &clean_cell(&text).0);
        }
        let row = Row::of(Line { number: rank + 1, rank }, cells.cells(), geometry_of(shape));
        budget.take_row(&row)?;
        rows.push(row);
    }
    for record in records {
        record.map_err(|error| broken(sentences::in_dbf(&error.to_string())))?;
        counts.1 += 1;
    }
    let gone = deleted.iter().filter(|gone| **gone).count();
    if counts.0 != counts.1 + gone {
        let counts = sentences::shapes_and_rows(Rank(counts.0), Rank(counts.1));
        return Err(broken(counts));
    }
    let mut decoded = Decoded {
        format: Format::Shapefile,
        encoding: encoding_name,
        crs: None,
        columns: Columns::new(names),
        rows,
        defects: Vec::new(),
        tables: BTreeMap::new(),
    };
    reproject::to_wgs84(path, stated(path), &mut decoded)?;
    Ok(decoded)
}

/// The system that the `.prj` states.
fn stated(path: &Path) -> StatedCrs {
    let prj = input::companion(&beside(path, "prj"), MOST_STATED).unwrap_or_default();
    let prj = String::from_utf8_lossy(&prj);
    // The name of the system is the first quoted text.
    match prj.trim() {
        "" => StatedCrs::Nothing,
        prj => StatedCrs::or_words(Crs::from_wkt(prj), prj.split('"').nth(1).unwrap_or(prj)),
    }
}

/// Whether each row of a `.dbf` is marked as deleted, by rank.
fn deleted_rows(table: &[u8]) -> Vec<bool> {
    let word = |at: usize| match table.get(at..at + 2) {
        Some(word) => usize::from(u16::from_le_bytes([word[0], word[1]])),
        None => 0,
    };
    let (count, header, length) = (word(4) | word(6) << 16, word(8), word(10).max(1));
    let rows = table.get(header..).unwrap_or_default().chunks(length).take(count);
    rows.map(|row| row[0] == b'*').collect()
}

/// Path of the companion file with this extension, in lower case or, if only that exists, in upper
/// case.
pub(super) fn beside(path: &Path, extension: &str) -> std::path::PathBuf {
    let lower = path.with_extension(extension);
    let upper = path.with_extension(extension.to_uppercase());
    if !lower.exists() && upper.exists() { upper } else { lower }
}

/// The encoding that the `.cpg` names. Otherwise UTF-8 if the attributes are valid UTF-8, else
/// Windows-1252. The mark in the `.dbf` itself is too often wrong.
fn encoding_of(path: &Path, table: &[u8]) -> (DynEncoding, &'static str) {
    let label = input::companion(&beside(path, "cpg"), MOST_STATED).unwrap_or_default();
    let label = String::from_utf8_lossy(&label);
    let label = label.trim().trim_start_matches('\u{feff}').to_uppercase();
    let known = encoding_rs::Encoding::for_label(label.as_bytes());
    let named = match known {
        Some(encoding) => encoding,
        None => {
            let header = u16::from_le_bytes([
                table.get(8).copied().unwrap_or(0),
                table.get(9).copied().unwrap_or(0),
            ]);
            let records = table.get(usize::from(header)..).unwrap_or(&[]);
            let utf8 = std::str::from_utf8(records).is_ok();
            if utf8 { encoding_rs::UTF_8 } else { encoding_rs::WINDOWS_1252 }
        }
    };
    (DynEncoding::from(dbase::encoding::EncodingRs::from(named)), named.name())
}

fn geometry_of(shape: Shape) -> Option<Geometry<f64>> {
    match shape {
        Shape::NullShape => None,
        shape => Geometry::try_from(shape).ok(),
    }
}

fn text_of(value: FieldValue) -> String {
    match value {
        FieldValue::Character(text) => text.unwrap_or_default(),
        FieldValue::Memo(text) => text,
        // `{}` writes whole numbers without a decimal point, which codes need.
        FieldValue::Numeric(number) => number.map(|number| number.to_string()).unwrap_or_default(),
        FieldValue::Float(number) => number.map(|number| number.to_string()).unwrap_or_default(),
        FieldValue::Double(number) | FieldValue::Currency(number) => number.to_string(),
        FieldValue::Integer(number) => number.to_string(),
        FieldValue::Logical(flag) => flag.map(|flag| flag.to_string()).unwrap_or_default(),
        FieldValue::Date(date) => date.map(|date| date.to_string()).unwrap_or_default(),
        FieldValue::DateTime(moment) => format!("{moment:?}"),
    }
}
