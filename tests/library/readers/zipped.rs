//! Tables as they are downloaded: a zip archive of a CSV and what describes it.

use maillage::intake::ledger::{Account, Trouble};

use super::{bound::zipped, checked, refusal, sheet};
use crate::handmade::Folder;

const RESIDENTS: &[u8] = b"CODGEO;LIBGEO;PMUN22\n16001;Un;3\n16002;Deux;4\n";

fn notes(account: &Account) -> Vec<(Trouble, &str)> {
    account.notes().map(|note| (note.trouble, note.value.as_str())).collect()
}

#[test]
fn a_table_is_read_in_its_archive_as_if_it_were_unpacked_and_what_describes_it_is_left() {
    let folder = Folder::new();
    for description in
        ["META_pop.CSV", "docs/meta_pop.csv", "varmod_pop.csv", "POP_2022_metadata.csv"]
    {
        let archive = zipped(&[(description, b"COD_VAR;LIB_VAR\n"), ("POP_2022.CSV", RESIDENTS)]);
        let path = folder.write("pop.zip", &archive);
        let account = checked(&path);
        assert_eq!((account.schema, account.format, account.kept), ("population", "csv", 2));
        assert_eq!(account.bytes, archive.len() as u64);
        assert_eq!(
            notes(&account),
            [
                (Trouble::MemberRead, "POP_2022.CSV"),
                (Trouble::MembersLeft, description),
                (Trouble::ColumnRead, "PMUN22"),
            ]
        );
        assert_eq!(
            maillage::intake::kinds::population::read(&path).expect("residents").records.len(),
            2
        );
    }
}

#[test]
fn a_table_alone_in_its_archive_leaves_nothing() {
    let account = checked(&Folder::new().write("pop.zip", zipped(&[("pop.csv", RESIDENTS)])));
    assert_eq!(
        notes(&account),
        [(Trouble::MemberRead, "pop.csv"), (Trouble::ColumnRead, "PMUN22")]
    );
}

#[test]
fn of_several_tables_none_is_chosen() {
    let archive = zipped(&[("a.csv", RESIDENTS), ("meta_a.csv", b"x\n"), ("b.CSV", RESIDENTS)]);
    let message = refusal(&Folder::new().write("two.zip", archive)).to_string();
    assert!(message.contains("a zip archive of a.csv, meta_a.csv, b.csv; unpack it"), "{message}");
}

#[test]
fn a_workbook_stays_one_though_a_table_lies_in_it() {
    let archive = zipped(&[("xl/workbook.xml", b"<x/>"), ("notes.csv", RESIDENTS)]);
    let message = refusal(&Folder::new().write("x.zip", archive)).to_string();
    assert!(message.contains("the workbook cannot be decoded"), "{message}");
}

#[test]
fn a_list_of_places_is_read_in_its_archive_too() {
    let archive = zipped(&[("lieux.csv", b"nom,latitude,longitude\nA,45.65,0.16\n")]);
    let sheet = sheet(&Folder::new().write("lieux.zip", archive));
    assert_eq!(sheet.columns.names(), ["nom", "latitude", "longitude"]);
    assert_eq!(sheet.rows.len(), 1);
}
