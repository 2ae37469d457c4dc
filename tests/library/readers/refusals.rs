//! Files that are not what they should be say what they are and what would mend it.

use std::path::Path;

use super::refusal;
use crate::handmade::Folder;

#[test]
fn what_is_not_read_is_named_with_a_remedy() {
    let cases: [(&[u8], &str, &str); 8] = [
        (b"PK\x03\x04rest", "archive breaks off", "save the sheet as CSV"),
        (b"\xD0\xCF\x11\xE0rest", "workbook cannot be decoded", "save the sheet as CSV"),
        (b"SQLite format 3\0", "GeoPackage", "export the layer"),
        (b"\x1f\x8brest", "archive breaks off", "download it again"),
        (b"%PDF-1.7", "PDF", "as CSV"),
        (b"<!DOCTYPE html><html></html>", "web page", "fetch the file itself"),
        (b"<?xml version=\"1.0\"?><a/>", "XML", "export the list"),
        (b"\x01\x02\x00\x03", "binary", "give a CSV"),
    ];
    for (bytes, found, remedy) in cases {
        let folder = Folder::new();
        let message = refusal(&folder.write("list.csv", bytes)).to_string();
        assert!(message.contains("list.csv"), "{message}");
        assert!(message.contains(found) && message.contains(remedy), "{message}");
    }
}

#[test]
fn an_empty_file_is_empty_and_not_a_table_of_nothing() {
    let folder = Folder::new();
    for blank in ["", " \n\n", "\u{feff}"] {
        let message = refusal(&folder.write("list.csv", blank)).to_string();
        assert!(message.contains("the file is empty"), "{message}");
    }
}

#[test]
fn a_missing_file_and_a_folder_are_told_apart() {
    let folder = Folder::new();
    let path = folder.write("list.csv", "x");
    let parent = path.parent().expect("a folder");
    assert!(refusal(parent).to_string().contains("this is a folder"));
    assert!(refusal(Path::new("/no/such/list.csv")).to_string().contains("no such file"));
}

#[test]
fn json_that_breaks_off_says_on_which_line() {
    let folder = Folder::new();
    let message = refusal(&folder.write("list.json", "[\n{\"nom\": \"a\"},\n{\"nom\"")).to_string();
    assert!(message.contains("line 3"), "{message}");
}

#[test]
fn json_without_a_list_says_what_it_holds() {
    let folder = Folder::new();
    let message = refusal(&folder.write("list.json", "{\"erreur\": \"introuvable\"}")).to_string();
    assert!(message.contains("an object of erreur"), "{message}");
}

#[test]
fn a_table_of_something_else_says_which_columns_it_has() {
    let folder = Folder::new();
    let message = refusal(&folder.write("list.csv", "couleur,prix\nrouge,2\n")).to_string();
    assert!(message.contains("found couleur, prix"), "{message}");
}

#[test]
fn random_bytes_are_no_text_even_without_a_zero_among_them() {
    let folder = Folder::new();
    let mut state = 1_u32;
    let mut byte = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        ((state >> 24) as u8).max(1)
    };
    let noise: Vec<u8> = (0..10_000).map(|_| byte()).collect();
    let message = refusal(&folder.write("list.csv", noise)).to_string();
    assert!(message.contains("this is a binary file"), "{message}");
}

#[test]
fn a_list_of_no_record_says_what_it_is_a_list_of() {
    let folder = Folder::new();
    let message = refusal(&folder.write("list.json", "[1, 2, 3]")).to_string();
    assert!(message.contains("found an array of values such as 1"), "{message}");
}
