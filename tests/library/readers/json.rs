//! JSON as it comes: what costs a value, what costs a record, where a list is found.

use maillage::intake::ledger::{Fate, Trouble};
use maillage::tables::DefectKind;

use super::{defects, mediation, sheet, texts};
use crate::handmade::{Folder, told};

fn place(id: &str, latitude: &str, more: &str) -> String {
    format!(
        r#"{{"id": "{id}", "nom": "Lieu", "adresse": "Rue inventée", "services": "Aide", "latitude": {latitude}, "longitude": 0.05{more}}}"#
    )
}

fn list(records: &[String]) -> String {
    format!("[\n{}\n]", records.join(",\n"))
}

#[test]
fn a_number_beyond_all_numbers_costs_itself_and_is_quoted() {
    let folder = Folder::new();
    let text = list(&[place("a", "1e999", ""), place("b", "45.05", r#", "note": 1e999"#)]);
    let (places, account) = mediation(folder.write("m.json", text));
    assert_eq!((account.read, places.len(), places[0].id.as_str()), (2, 1, "b"));
    assert_eq!(told(&account, 2), [(Fate::SetAside, Trouble::PositionUnreadable)]);
    assert!(account.issues[0].value.contains("1e999"), "{account:?}");
}

#[test]
fn half_a_character_costs_its_value_only_and_is_told() {
    let folder = Folder::new();
    let text = list(&[place("a", "45.05", r#", "note": "\ud83d""#)]);
    let (places, account) = mediation(folder.write("m.json", text));
    assert_eq!(places.len(), 1);
    assert_eq!(told(&account, 2), [(Fate::Kept, Trouble::ValueUnreadable)]);
}

#[test]
fn a_value_nested_without_end_costs_itself_only() {
    let folder = Folder::new();
    let deep = format!(", \"note\": {}{}", "[".repeat(10_000), "]".repeat(10_000));
    let (places, account) = mediation(
        folder.write("m.json", list(&[place("a", "45.05", &deep), place("b", "45.06", "")])),
    );
    assert_eq!(places.len(), 2);
    assert_eq!(told(&account, 2), [(Fate::Kept, Trouble::ValueUnreadable)]);
}

#[test]
fn a_key_that_stands_twice_is_read_once_and_told_with_its_line() {
    let folder = Folder::new();
    let sheet = sheet(&folder.write("m.json", "[\n{\"a\": 1, \"b\": 2, \"a\": 3}]"));
    assert_eq!(texts(&sheet), [["1", "2"]]);
    assert_eq!(defects(&sheet), [(Some(2), DefectKind::DuplicateColumn, "a")]);
}

#[test]
fn a_list_is_found_wherever_it_stands() {
    let (a, b) = (place("a", "45.05", ""), place("b", "45.06", ""));
    for text in [
        format!("[{a}, {b}]"),
        format!("{a}\n{b}\n"),
        format!("{{\"success\": true, \"result\": {{\"total\": 2, \"records\": [{a}, {b}]}}}}"),
        format!("{{\"u\": {a}, \"v\": {b}}}"),
    ] {
        let folder = Folder::new();
        let (places, account) = mediation(folder.write("m.json", &text));
        let ids: Vec<_> = places.iter().map(|place| place.id.as_str()).collect();
        assert_eq!((ids, account.read), (vec!["a", "b"], 2), "{text}");
    }
}
