//! Decodes files into a [`Sheet`]. The content decides the format, not the name of the file.

mod archive;
mod budget;
mod caught;
mod cell;
pub mod crs;
mod csv;
mod defect;
mod error;
mod feed;
mod foreign;
mod geometry;
mod geometry_column;
mod header;
mod json;
mod passes;
mod reproject;
mod shapefile;
mod sheet;
mod square;
mod stream;
mod text;

mod workbook;

use std::{collections::BTreeMap, fs, io, path::Path};

use sha2::{Digest, Sha256};

use self::text::DecodedText;
pub use self::{
    caught::is_in_caught_decoder,
    crs::{Crs, CrsSearch, Reprojection},
    defect::{Defect, DefectKind},
    error::{Error, Result},
    passes::{Emptied, Passes, PassingRow},
    sheet::{Columns, Format, Row, Sheet, Table},
    square::read_square,
    stream::{TableFile, TableRows},
};

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
    /// Name of the worksheet to read. `None` reads the worksheet with the most filled cells.
    /// Formats without worksheets ignore this option.
    pub worksheet: Option<String>,
}

/// Reads the file at `path`. The content decides the format.
///
/// # Errors
///
/// When the file cannot be read, is empty, is incomplete, or has a format that is not supported. A
/// defective row is no error: the sheet lists it among its defects.
pub fn read(path: &Path) -> Result<Sheet> {
    read_with(path, &ReadOptions::default())
}

/// Reads the file at `path` with `options`.
///
/// # Errors
///
/// Those of [`read`], and [`Error::NoWorksheet`] when no worksheet has the requested name.
pub fn read_with(path: &Path, options: &ReadOptions) -> Result<Sheet> {
    let bytes = bytes_of(path)?;
    let decoded = decode(path, &bytes, options)?;
    let mut digest = Sha256::new_with_prefix(&bytes);
    if decoded.format == Format::Shapefile {
        // The codes and names of a Shapefile are in its `.dbf`.
        digest.update(fs::read(shapefile::beside(path, "dbf")).unwrap_or_default());
    }
    let digest = digest.finalize();
    Ok(Sheet {
        path: path.to_owned(),
        format: decoded.format,
        encoding: decoded.encoding,
        crs: decoded.crs,
        bytes: bytes.len() as u64,
        sha256: digest.iter().map(|byte| format!("{byte:02x}")).collect(),
        columns: decoded.columns,
        rows: decoded.rows,
        defects: decoded.defects,
        tables: decoded.tables,
    })
}

/// Opens the table at `path` for streaming.
///
/// # Errors
///
/// Those of [`TableFile::open`].
pub fn streamed(path: &Path) -> Result<Passes> {
    TableFile::open(path).map(|file| Passes::Streamed(Box::new(file)))
}

fn bytes_of(path: &Path) -> Result<Vec<u8>> {
    if path.is_dir() {
        return Err(Error::IsDirectory { path: path.to_owned() });
    }
    fs::read(path).map_err(|cause| not_read(path, cause))
}

/// The SHA-256 of `bytes`, in hexadecimal.
fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn not_read(path: &Path, cause: io::Error) -> Error {
    match cause.kind() {
        io::ErrorKind::NotFound => Error::NotFound { path: path.to_owned() },
        _ => Error::Read { path: path.to_owned(), cause },
    }
}

fn decode(path: &Path, bytes: &[u8], options: &ReadOptions) -> Result<Decoded> {
    let worksheet = options.worksheet.as_deref();
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return match archive::kind_of_archive(path, bytes)? {
            Format::Gtfs => feed::decode(path, bytes),
            Format::Csv => {
                let (table, notes) = archive::table(path, bytes)?;
                let mut decoded = decode_text(path, &table)?;
                decoded.defects.splice(0..0, notes);
                Ok(decoded)
            }
            format => {
                with_written_geometries(path, workbook::decode(path, bytes, format, worksheet)?)
            }
        };
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return with_written_geometries(
            path,
            workbook::decode(path, bytes, Format::Xls, worksheet)?,
        );
    }
    decode_text(path, bytes)
}

/// Decodes a file that is neither an archive nor a workbook.
fn decode_text(path: &Path, bytes: &[u8]) -> Result<Decoded> {
    let refused = |(found, remedy)| Error::UnknownFormat { path: path.to_owned(), found, remedy };
    if let Some(foreign) = foreign::recognise(path, bytes) {
        return Err(refused(foreign));
    }
    if shapefile::is_shapefile(bytes) {
        return shapefile::decode(path, bytes);
    }
    let DecodedText { text, encoding, defect } = text::decode(bytes);
    if text::is_binary(&text) {
        return Err(refused(foreign::BINARY));
    }
    let mut decoded = match text.trim_start().chars().next() {
        None => return Err(Error::Empty { path: path.to_owned() }),
        Some('{' | '[') => json::decode(path, &text, encoding)?,
        Some(_) => csv::decode(path, &text, encoding)?,
    };
    decoded.defects.splice(0..0, defect);
    let has_geometries = decoded.rows.iter().any(|row| row.geometry.is_some());
    if decoded.format == Format::GeoJson || has_geometries {
        Ok(decoded)
    } else {
        with_written_geometries(path, decoded)
    }
}

/// Uses the lines or surfaces written in a column as the geometries of the rows, if there is such
/// a column.
fn with_written_geometries(path: &Path, mut decoded: Decoded) -> Result<Decoded> {
    geometry_column::take(path, &mut decoded)?;
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
            if let Ok(decoded) = decode(Path::new("x"), &bytes, &ReadOptions::default()) {
                let lines: Vec<_> = decoded.rows.iter().map(|row| row.line).collect();
                prop_assert!(lines.is_sorted_by(|one, next| one.rank < next.rank && one.number <= next.number));
            }
        }
    }
}
