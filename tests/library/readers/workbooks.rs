//! Spreadsheets: which sheet, which cells, as what text, and within what bounds.

use maillage::tables::DefectKind;
use maillage::tables::{ReadOptions, read_with};

use super::{
    bound::{ods, ods_of, ods_row, xls, xlsb, xlsx, xlsx_row, xlsx_rows, xlsx_table, zipped},
    defects, lines, mediation, refusal, sheet, texts,
};
use crate::handmade::Folder;

const ROWS: [&[&str]; 3] = [
    &["id", "nom", "adresse", "code_insee", "latitude", "longitude", "services"],
    &["a", "Médiathèque « À cœur »", "Rue inventée", "99001", "45.05", "0.05", "Aide"],
    &["b", "Épicerie", "", "99002", "45.0625", "-0.06", "Aide"],
];

#[test]
fn every_workbook_gives_the_same_rows_whatever_its_file_is_called() {
    let ods_rows: String = ROWS.iter().map(|row| ods_row(row)).collect();
    let workbooks = [
        ("xlsx", xlsx_table(&ROWS)),
        ("xlsb", xlsb(&ROWS)),
        ("xls", xls(&ROWS, None)),
        ("ods", ods(&[("Feuil1", &ods_rows)])),
    ];
    for (format, bytes) in workbooks {
        let folder = Folder::new();
        let path = folder.write("list.csv", bytes);
        let sheet = sheet(&path);
        assert_eq!(sheet.format.name(), format);
        assert_eq!(sheet.columns.names(), ROWS[0], "{format}");
        assert_eq!(texts(&sheet), ROWS[1..], "{format}");
        assert_eq!(lines(&sheet), [2, 3], "{format}");
        assert_eq!(defects(&sheet), [], "{format}");
        let (places, account) = mediation(path);
        assert_eq!((account.format, account.kept), (format, 2));
        assert_eq!(places[1].position.longitude(), -0.06, "{format}");
    }
}

#[test]
fn cells_of_excel_are_written_as_a_list_would_write_them() {
    let cells = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a</v></c><c r=\"B1\" t=\"str\"><v>b</v></c></row>\
        <row r=\"2\"><c r=\"A2\"><v>45.0</v></c><c r=\"B2\"><v>0.30000000000000004</v></c></row>\
        <row r=\"3\"><c r=\"A3\" s=\"1\"><v>45322</v></c><c r=\"B3\" s=\"2\"><v>45322.395833333336</v></c></row>\
        <row r=\"4\"><c r=\"A4\" t=\"b\"><v>1</v></c><c r=\"B4\" t=\"b\"><v>0</v></c></row>\
        <row r=\"5\"><c r=\"A5\" t=\"e\"><v>#N/A</v></c><c r=\"B5\"><v>1E+2</v></c></row>";
    let folder = Folder::new();
    let sheet = sheet(&folder.write("x.xlsx", xlsx(&[("Feuil1", cells)])));
    assert_eq!(
        texts(&sheet),
        [
            ["45", "0.30000000000000004"],
            ["2024-01-31", "2024-01-31T09:30:00"],
            ["true", "false"],
            ["", "100"],
        ]
    );
    assert_eq!(defects(&sheet), [(Some(5), DefectKind::CellInError, "#N/A")]);
}

#[test]
fn cells_of_opendocument_are_written_as_a_list_would_write_them() {
    let cells = "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>a</text:p></table:table-cell><table:table-cell office:value-type=\"string\"><text:p>b</text:p></table:table-cell></table:table-row>\
        <table:table-row table:number-rows-repeated=\"2\"><table:table-cell office:value-type=\"float\" office:value=\"45.0\" table:number-columns-repeated=\"2\"><text:p>45,00</text:p></table:table-cell><table:table-cell table:number-columns-repeated=\"16382\"/></table:table-row>\
        <table:table-row table:number-rows-repeated=\"3\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>\
        <table:table-row><table:table-cell office:value-type=\"date\" office:date-value=\"2024-01-31\"><text:p>31/01/24</text:p></table:table-cell><table:table-cell office:value-type=\"time\" office:time-value=\"PT09H30M00S\"><text:p>9 h 30</text:p></table:table-cell></table:table-row>\
        <table:table-row><table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"><text:p>VRAI</text:p></table:table-cell><table:table-cell office:value-type=\"string\"><office:annotation><text:p>remarque</text:p></office:annotation><text:p>L&apos;île <text:span>d&#233;serte</text:span></text:p><text:p>au<text:s/>loin</text:p></table:table-cell></table:table-row>\
        <table:table-row><table:table-cell office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"><text:p>#N/D</text:p></table:table-cell><table:table-cell office:value-type=\"percentage\" office:value=\"0.125\"><text:p>12,5 %</text:p></table:table-cell></table:table-row>\
        <table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    let folder = Folder::new();
    let sheet = sheet(&folder.write("x.ods", ods(&[("Feuille1", cells)])));
    assert_eq!(
        texts(&sheet),
        [
            ["45", "45"],
            ["45", "45"],
            ["2024-01-31", "09:30"],
            ["true", "L'île déserte\nau loin"],
            ["", "0.125"],
        ]
    );
    assert_eq!(lines(&sheet), [2, 3, 7, 8, 9]);
    assert_eq!(defects(&sheet), [(Some(9), DefectKind::CellInError, "#N/D")]);
}

#[test]
fn of_several_sheets_the_fullest_table_is_read_and_told() {
    let notice = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>Notice</v></c></row>".to_owned();
    let lists: &[&[&str]] = &[&["code", "nom"], &["1", "A"]];
    let places: &[&[&str]] = &[&["code", "nom"], &["1", "A"], &["2", "B"]];
    let lists = xlsx_rows(lists);
    let places = xlsx_rows(places);
    let sheets = [("Notice", notice.as_str()), ("Listes", &lists), ("Lieux à voir", &places)];
    let folder = Folder::new();
    let path = folder.write("x.xlsx", xlsx(&sheets));
    let fullest = sheet(&path);
    assert_eq!(texts(&fullest), [["1", "A"], ["2", "B"]]);
    let told = "Lieux à voir (3 / 3: Notice, Listes, Lieux à voir)";
    assert_eq!(defects(&fullest), [(None, DefectKind::SheetRead, told)]);

    let named = |name: &str| {
        read_with(
            &path,
            &ReadOptions { worksheet: Some(name.to_owned()), ..ReadOptions::default() },
        )
    };
    assert_eq!(texts(&named("Listes").expect("it is there")), [["1", "A"]]);
    assert_eq!(texts(&named("lieux a voir").expect("it is there")).len(), 2);
    let message = named("Sites").expect_err("it is not there").to_string();
    assert!(
        message.contains("no worksheet `Sites`; found Notice, Listes, Lieux à voir"),
        "{message}"
    );
}

#[test]
fn a_sheet_of_two_cells_at_its_two_ends_takes_no_more_than_two_cells() {
    let far = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row>";
    let near: &[&[&str]] = &[&["code", "nom"], &["1", "A"]];
    let folder = Folder::new();
    let bytes = xlsx(&[("Loin", far), ("Feuil1", &xlsx_rows(near))]);
    assert_eq!(texts(&sheet(&folder.write("x.xlsx", bytes))), [["1", "A"]]);

    let far = "<table:table-row><table:table-cell office:value-type=\"float\" office:value=\"1\"/></table:table-row>\
        <table:table-row table:number-rows-repeated=\"1048574\"><table:table-cell/></table:table-row>\
        <table:table-row><table:table-cell table:number-columns-repeated=\"16383\"/><table:table-cell office:value-type=\"float\" office:value=\"2\"/></table:table-row>";
    let sheet = sheet(&folder.write("x.ods", ods(&[("Loin", far)])));
    let lost: Vec<_> =
        sheet.defects.iter().map(|of| (of.line.map(|line| line.number), of.is_lost)).collect();
    assert_eq!(lost, [(Some(1_048_576), true)]);
}

#[test]
fn a_cell_that_repeats_without_end_is_refused() {
    let endless = "<table:table-row table:number-rows-repeated=\"1048576\">\
        <table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"1900\"><text:p>x</text:p></table:table-cell>\
        </table:table-row>";
    let folder = Folder::new();
    let message = refusal(&folder.write("x.ods", ods(&[("A", endless)]))).to_string();
    assert!(message.contains("more than 500000 filled cells repeat others"), "{message}");
}

#[test]
fn an_old_workbook_that_states_absurd_dimensions_is_refused() {
    let folder = Folder::new();
    let mut dimensions = [0; 14];
    dimensions[4..8].copy_from_slice(&u32::MAX.to_le_bytes());
    dimensions[10] = 7;
    let message = refusal(&folder.write("x.xls", xls(&ROWS, Some(dimensions)))).to_string();
    assert!(message.contains("its content takes more than 1 GB of memory"), "{message}");
}

#[test]
fn an_archive_that_is_no_workbook_lists_what_is_inside() {
    let folder = Folder::new();
    let bytes = zipped(&[("lieux/", b""), ("lieux/2023.pdf", b"nom\n"), ("lisez-moi.txt", b"")]);
    let message = refusal(&folder.write("list.csv", bytes)).to_string();
    let words = "a zip archive of lieux/2023.pdf, lisez-moi.txt; unpack it";
    assert!(message.contains(words), "{message}");
    let message = refusal(&folder.write("empty.zip", zipped(&[]))).to_string();
    assert!(message.contains("a zip archive of no file"), "{message}");
}

#[test]
fn a_workbook_cut_anywhere_is_refused_and_never_waited_for() {
    let folder = Folder::new();
    let ods_rows: String = ROWS.iter().map(|row| ods_row(row)).collect();
    for bytes in [xlsx_table(&ROWS), xlsb(&ROWS), xls(&ROWS, None), ods(&[("A", &ods_rows)])] {
        for eighth in 1..8 {
            let message = refusal(&folder.write("x", &bytes[..bytes.len() * eighth / 8]));
            assert!(message.to_string().contains("the workbook cannot be decoded"), "{message}");
        }
    }
    let open = "<office:spreadsheet><table:table table:name=\"A\"><table:table-row>";
    let message = refusal(&folder.write("x", ods_of(open))).to_string();
    assert!(message.contains("breaks off in the middle of a table"), "{message}");
}

#[test]
fn a_workbook_without_a_cell_is_empty() {
    let folder = Folder::new();
    for bytes in [xlsx(&[("A", ""), ("B", "")]), ods(&[("A", "")]), xls(&[], None), xlsb(&[])] {
        let message = refusal(&folder.write("x", bytes)).to_string();
        assert!(message.contains("the file is empty"), "{message}");
    }
}

#[test]
fn a_row_that_goes_on_beyond_the_columns_is_set_aside() {
    let folder = Folder::new();
    let rows = [
        xlsx_row(1, &["code", "nom"]),
        "<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"ZZZ2\"><v>1</v></c></row>".to_owned(),
        xlsx_row(3, &["2", "B"]),
    ];
    let sheet = sheet(&folder.write("x.xlsx", xlsx(&[("A", &rows.concat())])));
    assert_eq!(texts(&sheet), [["2", "B"]]);
    assert_eq!(defects(&sheet), [(Some(2), DefectKind::TooManyFields, "> 2000")]);
}
