//! Formats that are not supported: recognition by the first bytes, with advice to the user.

use std::path::Path;

/// Name of the format, and advice to the user.
pub(super) type Foreign = (&'static str, &'static str);

/// A binary file of unknown format.
pub(super) const BINARY: Foreign =
    ("a binary file", "give a CSV, a workbook, JSON, GeoJSON, a GeoPackage or a Shapefile");
/// An SQLite database without the tables of a GeoPackage.
pub(super) const SQLITE: Foreign = (
    "an SQLite database that is no GeoPackage",
    "export the layer from QGIS as GeoPackage, GeoJSON or Shapefile",
);

/// The unsupported format that the name and the first bytes indicate. `None` for any other file.
pub(super) fn recognise(path: &Path, bytes: &[u8]) -> Option<Foreign> {
    let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
    let companion = ["dbf", "shx", "prj", "cpg", "qix"].iter().any(|known| extension == *known);
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if companion {
        return Some(("a companion file of a Shapefile", "give the .shp of the same name"));
    }
    if starts(b"SQLite format 3") {
        // Where one is read, it is so before it comes here.
        return Some(("a GeoPackage or SQLite database", SQLITE.1));
    }
    let archives: [(&[u8], &str); 4] = [
        (b"BZh", "a bzip2 archive"),
        (b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"),
        (b"Rar!", "a RAR archive"),
        (b"\xFD7zXZ", "an xz archive"),
    ];
    if let Some((_, archive)) = archives.iter().find(|(magic, _)| starts(magic)) {
        return Some((archive, "unpack it and give the file inside"));
    }
    if starts(b"%PDF") {
        return Some(("a PDF", "ask its author for the table as CSV"));
    }
    if starts(b"PAR1") {
        return Some(("a Parquet file", "export it as CSV or GeoJSON"));
    }
    if starts(b"{\\rtf") {
        return Some(("a text document (RTF)", "copy its table into a sheet and save that"));
    }
    let opening = &bytes[..bytes.len().min(512)];
    let unmarked = opening.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(opening);
    let start: Vec<u8> =
        unmarked.iter().map(u8::to_ascii_lowercase).skip_while(u8::is_ascii_whitespace).collect();
    if start.starts_with(b"<!doctype html") || start.starts_with(b"<html") {
        let page = "a download was answered by a page: fetch the file itself; a table that a spreadsheet shows: save it there as CSV";
        return Some(("a web page (HTML)", page));
    }
    if start.starts_with(b"<?xml") {
        return Some(("XML", "export the list as CSV, JSON or GeoJSON"));
    }
    None
}
