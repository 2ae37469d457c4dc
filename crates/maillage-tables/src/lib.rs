//! Decoding: from bytes to a [`Sheet`], by content rather than by name.

mod archive;
mod budget;
mod cell;
pub mod crs;
mod csv;
mod defect;
mod error;
mod feed;
mod foreign;
mod geometry;
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
mod written_lines;

use std::{collections::BTreeMap, fs, io, path::Path};

use sha2::{Digest, Sha256};

use self::text::Text;
pub use self::{
    crs::{Crs, CrsSearch, Reprojection},
    defect::{Defect, DefectKind},
    error::{Error, Result},
    passes::{Emptied, Passes, PassingRow},
    sheet::{Columns, Format, Row, Sheet, Table},
    square::read_square,
    stream::{TableFile, TableRows},
};

/// What a decoder makes of the bytes; the rest of the [`Sheet`] is the file's own.
struct Decoded {
    format: Format,
    encoding: &'static str,
    crs: Option<crate::crs::Crs>,
    columns: Columns,
    rows: Vec<Row>,
    defects: Vec<Defect>,
    tables: BTreeMap<&'static str, Table>,
}

/// What a file alone does not tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// The worksheet of a workbook to read; without it the one that holds the most. Other
    /// formats have none and pass it over.
    pub worksheet: Option<String>,
}

/// Reads the file at `path`, whatever its name says it is.
///
/// # Errors
///
/// When the file cannot be read, is empty, is in a format that is not read, or breaks
/// off in the middle. A bad row is no error: it is among the sheet's defects.
pub fn read(path: &Path) -> Result<Sheet> {
    read_with(path, &ReadOptions::default())
}

/// Reads the file at `path` as `options` say.
///
/// # Errors
///
/// Those of [`read`], and [`Error::NoWorksheet`] when no worksheet has the name asked for.
pub fn read_with(path: &Path, options: &ReadOptions) -> Result<Sheet> {
    let bytes = bytes_of(path)?;
    let decoded = decode(path, &bytes, options)?;
    let mut digest = Sha256::new_with_prefix(&bytes);
    if decoded.format == Format::Shapefile {
        // Codes and names are in its table.
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

/// The table at `path`, when it can be streamed.
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
            format => with_lines(path, workbook::decode(path, bytes, format, worksheet)?),
        };
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return with_lines(path, workbook::decode(path, bytes, Format::Xls, worksheet)?);
    }
    decode_text(path, bytes)
}

/// What is in no archive and no workbook.
fn decode_text(path: &Path, bytes: &[u8]) -> Result<Decoded> {
    let refused = |(found, remedy)| Error::UnknownFormat { path: path.to_owned(), found, remedy };
    if let Some(foreign) = foreign::told_by(path, bytes) {
        return Err(refused(foreign));
    }
    if shapefile::is_shapefile(bytes) {
        return shapefile::decode(path, bytes);
    }
    let Text { text, encoding, defect } = text::decode(bytes);
    if text::is_binary(&text) {
        return Err(refused(foreign::BINARY));
    }
    let mut decoded = match text.trim_start().chars().next() {
        None => return Err(Error::Empty { path: path.to_owned() }),
        Some('{' | '[') => json::decode(path, &text, encoding)?,
        Some(_) => csv::decode(path, &text, encoding)?,
    };
    decoded.defects.splice(0..0, defect);
    if decoded.format == Format::GeoJson { Ok(decoded) } else { with_lines(path, decoded) }
}

/// A table with the lines that it writes, if any, for geometries.
fn with_lines(path: &Path, mut decoded: Decoded) -> Result<Decoded> {
    written_lines::take(path, &mut decoded)?;
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
