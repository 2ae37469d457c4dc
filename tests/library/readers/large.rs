//! Files that ask for more than they are worth: refused before memory is, or read in it.

use super::{
    bound::{xlsx_table, zipped},
    lines, refusal, sheet,
};
use crate::handmade::Folder;

#[test]
fn a_header_of_more_columns_than_a_list_has_is_refused() {
    let folder = Folder::new();
    let table = |columns: usize| {
        let names: Vec<String> = (0..columns).map(|rank| format!("c{rank}")).collect();
        format!("{}\n{}\n", names.join(","), vec!["1"; columns].join(","))
    };
    let most = sheet(&folder.write("x.csv", table(2_000)));
    assert_eq!((most.columns.names().len(), most.rows.len()), (2_000, 1));
    let message = refusal(&folder.write("x.csv", table(2_001))).to_string();
    assert!(message.contains("line 1: 2001 columns, and at most 2000 are read"), "{message}");
}

#[test]
fn a_table_of_many_short_rows_is_read_to_its_end() {
    let folder = Folder::new();
    let rows: String = (0..200_000).map(|row| format!("{row},x\n")).collect();
    let sheet = sheet(&folder.write("x.csv", format!("code,nom\n{rows}")));
    assert_eq!(lines(&sheet).last(), Some(&200_001));
    assert_eq!(sheet.rows[199_999].cell(0), "199999");
}

#[test]
fn a_list_of_ever_more_values_that_are_no_records_is_given_up() {
    let folder = Folder::new();
    let text = format!("[{{\"a\": 1}}{}]", ",0".repeat(100_001));
    let message = refusal(&folder.write("x.json", text)).to_string();
    assert!(message.contains("more than 100000 elements are no records"), "{message}");
}

/// A workbook whose directory says of one member that it unpacks to so many bytes.
fn lying(bytes: &[u8], size: u32) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let entry = bytes.windows(4).rposition(|window| window == b"PK\x01\x02");
    let at = entry.expect("an archive ends with its directory") + 24;
    bytes[at..at + 4].copy_from_slice(&size.to_le_bytes());
    bytes
}

#[test]
fn what_an_archive_says_of_its_size_is_refused_when_huge_and_not_believed_when_small() {
    let folder = Folder::new();
    let book = xlsx_table(&[&["code", "nom"], &["1", "A"]]);
    let message = refusal(&folder.write("x.xlsx", lying(&book, u32::MAX - 1))).to_string();
    assert!(message.contains("its worksheets unpack to more than 4 GB"), "{message}");
    let message = refusal(&folder.write("x.xlsx", lying(&book, 1))).to_string();
    assert!(message.contains("the workbook cannot be decoded"), "{message}");
}

#[test]
fn an_archive_of_thousands_of_files_is_listed_shortly() {
    let folder = Folder::new();
    let names: Vec<String> = (0..2_000).map(|rank| format!("{rank}.csv")).collect();
    let members: Vec<(&str, &[u8])> = names.iter().map(|name| (&**name, &b""[..])).collect();
    let message = refusal(&folder.write("x.zip", zipped(&members))).to_string();
    assert!(message.contains("6.csv, 7.csv, … (2,000 files)"), "{message}");
}
