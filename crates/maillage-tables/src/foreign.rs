//! Formats that are not supported: recognition by the first bytes, with advice to the user.

use std::path::Path;

use maillage_words::Words;

use crate::sentences;

/// Name of the format, and advice to the user.
pub(super) type Foreign = (Words, Words);

/// A binary file of unknown format.
pub(super) fn binary() -> Foreign {
    (sentences::binary(), sentences::give_a_table())
}

/// An SQLite database without the tables of a GeoPackage.
pub(super) fn sqlite() -> Foreign {
    (sentences::sqlite(), sentences::export_from_qgis())
}

/// The first bytes of an archive, and its name.
type Archive = (&'static [u8], fn() -> Words);

/// The unsupported format that the name and the first bytes indicate. `None` for any other file.
pub(super) fn recognise(path: &Path, bytes: &[u8]) -> Option<Foreign> {
    let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
    let companion = ["dbf", "shx", "prj", "cpg", "qix"].iter().any(|known| extension == *known);
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if companion {
        return Some((sentences::companion(), sentences::give_shp()));
    }
    if starts(b"SQLite format 3") {
        // Where one is read, it is so before it comes here.
        return Some((sentences::any_sqlite(), sentences::export_from_qgis()));
    }
    let archives: [Archive; 4] = [
        (b"BZh", sentences::bzip2),
        (b"7z\xBC\xAF\x27\x1C", sentences::seven_zip),
        (b"Rar!", sentences::rar),
        (b"\xFD7zXZ", sentences::xz),
    ];
    if let Some((_, archive)) = archives.iter().find(|(magic, _)| starts(magic)) {
        return Some((archive(), sentences::unpack_file()));
    }
    if starts(b"%PDF") {
        return Some((sentences::pdf(), sentences::ask_for_csv()));
    }
    if starts(b"PAR1") {
        return Some((sentences::parquet(), sentences::export_parquet()));
    }
    if starts(b"{\\rtf") {
        return Some((sentences::rtf(), sentences::copy_table()));
    }
    let opening = &bytes[..bytes.len().min(512)];
    let unmarked = opening.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(opening);
    let start: Vec<u8> =
        unmarked.iter().map(u8::to_ascii_lowercase).skip_while(u8::is_ascii_whitespace).collect();
    if start.starts_with(b"<!doctype html") || start.starts_with(b"<html") {
        return Some((sentences::web_page(), sentences::fetch_file()));
    }
    if start.starts_with(b"<?xml") {
        return Some((sentences::xml(), sentences::export_list()));
    }
    None
}
