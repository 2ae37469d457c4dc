//! Excel workbooks of 1997, record by record.

use std::io::{Cursor, Write};

/// A record of the workbook stream.
pub(crate) fn record(kind: u16, body: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &(body.len() as u16).to_le_bytes(), body].concat()
}

/// The compound file of this workbook stream.
pub(crate) fn compound(stream: &[u8]) -> Vec<u8> {
    let file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()));
    let mut file = file.expect("memory takes it");
    let mut workbook = file.create_stream("Workbook").expect("memory takes it");
    workbook.write_all(stream).expect("memory takes it");
    drop(workbook);
    file.into_inner().into_inner()
}
