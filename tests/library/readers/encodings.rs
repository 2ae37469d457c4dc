//! Characters, separators, line ends: what text comes in.

use super::{checked, mediation};
use crate::handmade::{Folder, told};
use maillage::intake::ledger::{Fate, Issue, Trouble};

const TABLE: &str = "id,nom,adresse,latitude,longitude,services\n\
                     a,Médiathèque de l'Évêché,Rue inventée,45.05,0.05,Aide\n\
                     b,Épicerie « À cœur »,Rue inventée,45.06,0.06,Aide\n";

/// The bytes of a text whose characters are all in Windows-1252.
fn windows_1252(text: &str) -> Vec<u8> {
    let (bytes, _, unmappable) = encoding_rs::WINDOWS_1252.encode(text);
    assert!(!unmappable);
    bytes.into_owned()
}

fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(bytes).collect()
}

#[test]
fn every_encoding_gives_the_same_names_and_is_named() {
    let encoded = [
        ("UTF-8", TABLE.as_bytes().to_vec()),
        ("UTF-8 (BOM)", [b"\xEF\xBB\xBF", TABLE.as_bytes()].concat()),
        ("Windows-1252", windows_1252(TABLE)),
        ("UTF-16LE (BOM)", utf_16(TABLE, u16::to_le_bytes)),
        ("UTF-16BE (BOM)", utf_16(TABLE, u16::to_be_bytes)),
        ("UTF-16LE", utf_16(TABLE, u16::to_le_bytes)[2..].to_vec()),
        ("UTF-16BE", utf_16(TABLE, u16::to_be_bytes)[2..].to_vec()),
        ("UTF-32LE", TABLE.chars().map(u32::from).flat_map(u32::to_le_bytes).collect()),
    ];
    for (encoding, bytes) in encoded {
        let folder = Folder::new();
        let (places, account) = mediation(folder.write("m.csv", bytes));
        assert_eq!(account.encoding, encoding);
        assert_eq!(account.issues, [], "{encoding}");
        let names = places.iter().map(|place| place.name.as_str());
        assert!(names.eq(["Médiathèque de l'Évêché", "Épicerie « À cœur »"]), "{encoding}");
        assert_eq!(places[0].id, "a", "{encoding}");
    }
}

#[test]
fn lines_of_one_file_may_be_in_two_encodings_and_that_is_told() {
    let folder = Folder::new();
    let mut lines = TABLE.lines();
    let mut bytes = Vec::new();
    bytes.extend(format!("{}\n", lines.next().expect("a header")).into_bytes());
    bytes.extend(windows_1252(&format!("{}\n", lines.next().expect("a row"))));
    bytes.extend(format!("{}\n", lines.next().expect("a row")).into_bytes());
    let (places, account) = mediation(folder.write("m.csv", bytes));
    let names = places.iter().map(|place| place.name.as_str());
    assert!(names.eq(["Médiathèque de l'Évêché", "Épicerie « À cœur »"]));
    assert_eq!(account.encoding, "UTF-8 + Windows-1252");
    assert_eq!(account.issues, [Issue::file(Trouble::MixedEncodings, "2")]);
}

#[test]
fn a_mark_in_the_middle_of_a_file_is_no_part_of_a_value() {
    let folder = Folder::new();
    let text = TABLE.replace("b,Épicerie", "\u{feff}\"b\",\u{feff}Épi\u{feff}cerie");
    let (places, account) = mediation(folder.write("m.csv", text));
    assert_eq!((places[1].id.as_str(), places[1].name.as_str()), ("b", "Épicerie « À cœur »"));
    assert_eq!(account.issues, []);
}

#[test]
fn zeros_inside_a_table_are_taken_out_and_told() {
    let folder = Folder::new();
    let (places, account) = mediation(folder.write("m.csv", TABLE.replace("Évê", "É\0vê\u{1}")));
    assert_eq!(places[0].name, "Médiathèque de l'Évêché");
    assert_eq!(told(&account, 2), [(Fate::Kept, Trouble::ControlCharacters)]);
}

#[test]
fn every_line_end_gives_the_same_rows_on_the_same_lines() {
    for end in ["\n", "\r\n", "\r"] {
        let folder = Folder::new();
        let text = TABLE.replace("45.06", "").replace('\n', end);
        let (places, account) = mediation(folder.write("m.csv", text));
        assert_eq!((places.len(), account.read), (1, 2), "{end:?}");
        assert_eq!(told(&account, 3), [(Fate::SetAside, Trouble::PositionMissing)], "{end:?}");
    }
}

#[test]
fn every_separator_gives_the_same_rows() {
    for separator in [",", ";", "\t", "|"] {
        let folder = Folder::new();
        let text = TABLE.replace(',', separator);
        let (places, account) = mediation(folder.write("m.csv", text));
        assert_eq!((account.read, account.kept), (2, 2), "{separator:?}");
        assert_eq!(places[1].position.longitude(), 0.06, "{separator:?}");
    }
}

#[test]
fn a_semicolon_leaves_the_comma_to_the_decimals() {
    let folder = Folder::new();
    let text = "id;nom;adresse;latitude;longitude;services\n\
                a;Lieu;Rue, au fond;45,05;0,05;Aide\n";
    let (places, account) = mediation(folder.write("m.csv", text));
    assert_eq!(account.read, 1);
    assert_eq!((places[0].position.latitude(), places[0].position.longitude()), (45.05, 0.05));
}

#[test]
fn line_ends_and_quoted_line_breaks_keep_the_lines_of_the_file() {
    let folder = Folder::new();
    let text = "id,nom,adresse,latitude,longitude,services\r\n\
                a,\"Lieu\r\nsur deux lignes\",Rue,45.05,0.05,Aide\r\n\
                \r\n\
                b,Lieu,Rue,,,Aide\r\n";
    let (_, account) = mediation(folder.write("m.csv", text));
    assert_eq!((account.read, account.kept), (2, 1));
    assert_eq!(told(&account, 5), [(Fate::SetAside, Trouble::PositionMissing)]);
}

#[test]
fn text_encoded_twice_is_repaired_and_told() {
    let folder = Folder::new();
    let text = "id,nom,adresse,latitude,longitude,services\na,MÃ©diathÃ¨que,Rue,45.05,0.05,Aide\n";
    let (places, account) = mediation(folder.write("m.csv", text));
    assert_eq!(places[0].name, "Médiathèque");
    assert_eq!(told(&account, 2), [(Fate::Kept, Trouble::Mojibake)]);
}

#[test]
fn characters_lost_at_the_source_are_told_and_not_made_up() {
    let folder = Folder::new();
    let text = "id,nom,adresse,latitude,longitude,services\na,M\u{fffd}diath\u{fffd}que,Rue,45.05,0.05,Aide\n";
    let (places, account) = mediation(folder.write("m.csv", text));
    assert_eq!(places[0].name, "M\u{fffd}diath\u{fffd}que");
    assert_eq!(told(&account, 2), [(Fate::Kept, Trouble::LostCharacters)]);
}

#[test]
fn a_row_with_an_unquoted_separator_is_set_aside_rather_than_shifted() {
    let folder = Folder::new();
    let text = format!("{TABLE}c,Lieu, dit le Lieu,Rue,45.05,0.05,Aide\n");
    let (places, account) = mediation(folder.write("m.csv", text));
    assert_eq!(places.len(), 2);
    assert_eq!(told(&account, 4), [(Fate::SetAside, Trouble::TooManyFields)]);
}

#[test]
fn a_column_that_stands_twice_is_read_once_and_told() {
    let folder = Folder::new();
    let text = "code_insee,population,Population\n99001,10,999\n";
    let account = checked(&folder.write("p.csv", text));
    let mut issues = account.issues.iter();
    let twice = issues.find(|issue| issue.trouble == Trouble::DuplicateColumn);
    assert_eq!(twice.expect("told").value, "Population");
}

/// By `printf 'code_insee,population\n99001,10\n' | sha256sum`.
#[test]
fn a_file_is_known_by_its_size_and_checksum() {
    let folder = Folder::new();
    let account = checked(&folder.write("p.csv", "code_insee,population\n99001,10\n"));
    assert_eq!(account.bytes, 31);
    assert_eq!(account.sha256, "31c253c8ea2cc32507be1baf84e26d545aa2ef77336de64a6e43e6ceea572447");
}
