//! Decodes files into a [`Sheet`]. The content decides the format, not the name of the file.

mod archive;
mod budget;
mod caught;
mod cell;
mod cells;
pub mod crs;
mod csv;
mod decimal;
mod defect;
mod error;
mod features;
mod feed;
mod flatgeobuf;
mod foreign;
mod formula;
mod geometry;
mod geometry_column;
mod geopackage;
mod header;
mod input;
mod json;
mod passes;
mod reproject;
mod scalar;
mod sentences;
mod shapefile;
mod sheet;
mod square;
mod stream;
mod text;
mod typed;
mod workbook;

use std::{collections::BTreeMap, io, path::Path};

use sha2::{Digest, Sha256};

use self::text::DecodedText;
pub use self::{
    budget::Budget,
    caught::is_in_caught_decoder,
    crs::{Crs, CrsSearch, Reprojection},
    decimal::plain_decimal,
    defect::{Defect, DefectKind, note_break},
    error::{Error, Result},
    formula::{cell_of_text, text_of_cell},
    geopackage::changes_beside,
    input::{MaxInputSize, read_settings},
    passes::{Emptied, Passes, PassingRow},
    scalar::Scalar,
    sheet::{Columns, Format, Row, Sheet, Table},
    square::read_square,
    stream::{TableBlock, TableFile, TableRow, TableRows},
    typed::{TypedLayer, TypedRow, read_layer, read_layers},
};

/// The name of a worksheet or layer that is requested, and those that are preferred.
type Named<'run> = (Option<&'run str>, &'static [&'static str]);

/// Result of a decoder. [`read_with`] adds the attributes of the file to form a [`Sheet`].
struct Decoded {
    format: Format,
    encoding: &'static str,
    crs: Option<crate::crs::Crs>,
    columns: Columns,
    rows: Vec<Row>,
    defects: Vec<Defect>,
    tables: BTreeMap<&'static str, Table>,
}

/// Options of reading that a file cannot state.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// Name of the worksheet of a workbook, or of the layer of a GeoPackage, to read. `None` reads
    /// the one with the most filled cells. Formats without either ignore this option.
    pub worksheet: Option<String>,
    /// Names of worksheets and layers that are read before the fullest, where no name is requested:
    /// the first that the file has. Case and accents do not count.
    pub preferred: &'static [&'static str],
    /// Maximum size of the file.
    pub max_input_size: MaxInputSize,
}

/// Reads the file at `path`. The content decides the format.
///
/// Reading takes at most 1 GB of memory, or twenty times the size of the file if that is more: see
/// [`Budget`].
///
/// # Errors
///
/// When the file cannot be read, is empty, is incomplete, takes more memory, or has a format that
/// is not supported. A defective row is no error: the sheet lists it among its defects.
pub fn read(path: &Path) -> Result<Sheet> {
    read_with(path, &ReadOptions::default())
}

/// Reads the file at `path` with `options`.
///
/// # Errors
///
/// Those of [`read`], [`Error::InputTooLarge`], and [`Error::NoWorksheet`] or [`Error::NoLayer`]
/// when no worksheet or layer has the requested name.
pub fn read_with(path: &Path, options: &ReadOptions) -> Result<Sheet> {
    let (bytes, mut budget) = bytes_of(path, options.max_input_size)?;
    let is_foreign = foreign::recognise(path, &bytes).is_some();
    // The codes and names of a Shapefile are in its `.dbf`.
    let attributes = match shapefile::is_shapefile(&bytes) && !is_foreign {
        true => Some(shapefile::attributes(path, options.max_input_size)?),
        false => None,
    };
    if let Some(attributes) = &attributes {
        budget = Budget::of_file(path, (bytes.len() + attributes.len()) as u64);
        budget.take(bytes.len() + attributes.len())?;
    }
    let decode = || match &attributes {
        Some(attributes) => shapefile::decode(path, &bytes, attributes, &mut budget),
        None => decode(path, &bytes, options, &mut budget),
    };
    let digest = || {
        let more = attributes.as_deref().unwrap_or_default();
        Sha256::new_with_prefix(&bytes).chain_update(more).finalize()
    };
    let (decoded, digest) = rayon::join(decode, digest);
    let decoded = decoded?;
    budget.check_sparse(decoded.rows.len(), decoded.columns.names().len())?;
    Ok(Sheet {
        label: None,
        path: path.to_owned(),
        format: decoded.format,
        encoding: decoded.encoding,
        crs: decoded.crs,
        bytes: bytes.len() as u64,
        sha256: hexadecimal(digest),
        columns: decoded.columns,
        rows: decoded.rows,
        defects: decoded.defects,
        tables: decoded.tables,
        budget,
    })
}

/// The bytes of the text file at `path`, for what is no table.
///
/// # Errors
///
/// When it cannot be read; [`Error::InputTooLarge`] beyond `most`; [`Error::UnknownFormat`] when
/// its first bytes are those of no text and of no format that is read.
pub fn read_bytes(path: &Path, most: MaxInputSize) -> Result<Vec<u8>> {
    input::bytes(path, most)
}

/// Opens the table at `path` for streaming.
///
/// # Errors
///
/// Those of [`TableFile::open`].
pub fn streamed(path: &Path, most: MaxInputSize) -> Result<Passes> {
    TableFile::open(path, most).map(|file| Passes::Streamed(Box::new(file)))
}

/// The bytes of the file at `path`, and its budget without them.
fn bytes_of(path: &Path, most: MaxInputSize) -> Result<(Vec<u8>, Budget)> {
    let bytes = input::bytes(path, most)?;
    let mut budget = Budget::of_file(path, bytes.len() as u64);
    budget.take(bytes.len())?;
    Ok((bytes, budget))
}

/// The SHA-256 of `bytes`, in hexadecimal: 64 lower-case digits.
pub fn sha256(bytes: impl AsRef<[u8]>) -> String {
    hexadecimal(Sha256::digest(bytes))
}

fn hexadecimal(digest: impl AsRef<[u8]>) -> String {
    digest.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn not_read(path: &Path, cause: io::Error) -> Error {
    match cause.kind() {
        io::ErrorKind::NotFound => Error::NotFound { path: path.to_owned() },
        _ => Error::Read { path: path.to_owned(), cause },
    }
}

fn decode(
    path: &Path,
    bytes: &[u8],
    options: &ReadOptions,
    budget: &mut Budget,
) -> Result<Decoded> {
    let named = (options.worksheet.as_deref(), options.preferred);
    let workbook_in = |format, budget: &mut Budget| {
        let decoded = workbook::decode(path, bytes, format, named, budget)?;
        with_written_geometries(path, decoded, budget)
    };
    if archive::is_archive(bytes) {
        return match archive::kind_of_archive(path, bytes, budget)? {
            Format::Gtfs => feed::decode(path, bytes, budget),
            Format::Csv => {
                let (table, notes) = archive::table(path, bytes, budget)?;
                let mut decoded = decode_text(path, &table, budget)?;
                decoded.defects.splice(0..0, notes);
                Ok(decoded)
            }
            format => workbook_in(format, budget),
        };
    }
    if geopackage::is_sqlite(bytes) {
        return match geopackage::decode(path, bytes, named, budget)? {
            // A table of attributes may write its geometries in a column.
            Some(decoded) if decoded.crs.is_none() => {
                with_written_geometries(path, decoded, budget)
            }
            Some(decoded) => Ok(decoded),
            None => Err(unknown(path, foreign::sqlite())),
        };
    }
    if flatgeobuf::is_flatgeobuf(bytes) {
        return flatgeobuf::decode(path, bytes, budget);
    }
    if workbook::is_xls(bytes) {
        return workbook_in(Format::Xls, budget);
    }
    if archive::is_gzip(bytes) {
        return decode_text(path, &archive::gunzipped(path, bytes, budget)?, budget);
    }
    decode_text(path, bytes, budget)
}

/// The error for a file of a format that is not read.
fn unknown(path: &Path, (found, remedy): foreign::Foreign) -> Error {
    Error::UnknownFormat { path: path.to_owned(), found, remedy }
}

/// Decodes a file of text.
fn decode_text(path: &Path, bytes: &[u8], budget: &mut Budget) -> Result<Decoded> {
    if let Some(foreign) = foreign::recognise(path, bytes) {
        return Err(unknown(path, foreign));
    }
    let DecodedText { text, encoding, defect } = text::decode_within(bytes, budget)?;
    if text::is_binary(&text) {
        return Err(unknown(path, foreign::binary()));
    }
    let mut decoded = match text.trim_start().chars().next() {
        None => return Err(Error::Empty { path: path.to_owned() }),
        Some('{' | '[') => json::decode(path, &text, encoding, budget)?,
        Some(_) => csv::decode(path, &text, encoding, budget)?,
    };
    decoded.defects.splice(0..0, defect);
    let has_geometries = decoded.rows.iter().any(|row| row.geometry.is_some());
    if decoded.format == Format::GeoJson || has_geometries {
        Ok(decoded)
    } else {
        with_written_geometries(path, decoded, budget)
    }
}

/// Uses the lines or surfaces written in a column as the geometries of the rows, if there is such
/// a column.
fn with_written_geometries(
    path: &Path,
    mut decoded: Decoded,
    budget: &mut Budget,
) -> Result<Decoded> {
    geometry_column::take(path, &mut decoded, budget)?;
    Ok(decoded)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_bytes_are_decoded_or_refused(
            bytes in prop_oneof![
                any::<Vec<u8>>(),
                "[a-c0-9,;\"\n\r\t |.é\u{feff}\0]{0,200}".prop_map(String::into_bytes),
                r#"[\[{][\[\]{}:,"a-c0-9e.\n ]{0,60}"#.prop_map(String::into_bytes),
            ],
        ) {
            let path = Path::new("x");
            let budget = &mut Budget::of_file(path, bytes.len() as u64);
            if let Ok(decoded) = decode(path, &bytes, &ReadOptions::default(), budget) {
                let lines: Vec<_> = decoded.rows.iter().map(|row| row.line).collect();
                prop_assert!(lines.is_sorted_by(|one, next| one.rank < next.rank && one.number <= next.number));
            }
        }
    }
}
