//! Where the names of the columns stand, and what stands above them.

use maillage::intake::ledger::Trouble;
use maillage::tables::DefectKind;

use super::{
    bound::{xlsx, xlsx_row},
    defects, lines, mediation, sheet, texts,
};
use crate::handmade::Folder;

#[test]
fn a_list_under_a_title_and_a_note_is_read_with_the_lines_of_the_file() {
    let folder = Folder::new();
    let text = "Lieux inventés 2023;;;;;\r\n\
                ;;;;;\r\n\
                Mise à jour : 31/01/2023;;;;;\r\n\
                id;nom;adresse;latitude;longitude;services\r\n\
                a;Lieu;Rue inventée;45,05;0,05;Aide\r\n\
                b;Lieu;Rue inventée;;;Aide\r\n";
    let (places, account) = mediation(folder.write("m.csv", text));
    assert_eq!((account.read, account.kept, places.len()), (2, 1, 1));
    let told: Vec<_> = account.issues.iter().map(|issue| (issue.line, issue.trouble)).collect();
    assert_eq!(
        told,
        [
            (None, Trouble::TitleSkipped),
            (None, Trouble::TitleSkipped),
            (Some(6), Trouble::PositionMissing)
        ]
    );
    assert_eq!(account.issues[0].value, "Lieux inventés 2023");
}

#[test]
fn a_worksheet_under_a_title_is_read_with_the_rows_of_the_sheet() {
    let folder = Folder::new();
    let rows = [
        xlsx_row(1, &["Population 2021"]),
        xlsx_row(4, &["Code", "Libellé", "Habitants"]),
        xlsx_row(5, &["CODGEO", "LIBGEO", "PMUN"]),
        xlsx_row(6, &["1001", "Essai", "776"]),
    ];
    let sheet = sheet(&folder.write("p.xlsx", xlsx(&[("Feuil1", &rows.concat())])));
    assert_eq!(sheet.columns.names(), ["CODGEO", "LIBGEO", "PMUN"]);
    assert_eq!((lines(&sheet), texts(&sheet)), (vec![6], vec![vec!["1001", "Essai", "776"]]));
    let titles = [
        (None, DefectKind::TitleSkipped, "Population 2021"),
        (None, DefectKind::TitleSkipped, "Code Libellé Habitants"),
    ];
    assert_eq!(defects(&sheet), titles);
}

#[test]
fn names_over_two_lines_and_empty_columns_at_the_end_do_no_harm() {
    let folder = Folder::new();
    let text = "\"code\ninsee\",population,,\n99001,10,,\n99002,20,,\n";
    let sheet = sheet(&folder.write("p.csv", text));
    assert_eq!(sheet.columns.names(), ["code insee", "population"]);
    assert_eq!(sheet.columns.rank("code_insee"), Some(0));
    assert_eq!((lines(&sheet), defects(&sheet)), (vec![3, 4], vec![]));
}

#[test]
fn columns_of_one_name_are_both_there_by_rank() {
    let folder = Folder::new();
    let sheet = sheet(&folder.write("p.csv", "nom,code,nom\nA,1,B\n"));
    assert_eq!(sheet.columns.names(), ["nom", "code", "nom"]);
    assert_eq!(texts(&sheet), [["A", "1", "B"]]);
    assert_eq!(defects(&sheet), [(None, DefectKind::DuplicateColumn, "nom")]);
}

#[test]
fn the_line_that_states_the_separator_is_no_row() {
    let folder = Folder::new();
    let sheet = sheet(&folder.write("p.csv", "\u{feff}sep=;\r\nnom;x,y\r\nA;1\r\n"));
    assert_eq!(sheet.columns.names(), ["nom", "x,y"]);
    assert_eq!((lines(&sheet), texts(&sheet)), (vec![3], vec![vec!["A", "1"]]));
}
