//! What is written is read with `calamine`, which shares no code with it.

use std::io::{Cursor, Read};

use calamine::{Data, Range, Reader, Xlsx};
use maillage_hours::Lang;
use serde_json::json;

use super::*;
use crate::{Column, Layer, LayerFile, StyledLayer, Unit, Words, sample};

fn dataset(layers: Vec<Layer<'static>>) -> Dataset<'static> {
    let styled = |layer| StyledLayer { layer, styles: Vec::new(), file: LayerFile::None };
    let layers = layers.into_iter().map(styled).collect();
    Dataset::with_main("Essai & <co> : l'aide".to_owned(), layers, 0)
}

fn written(layers: Vec<Layer<'static>>, lang: Lang) -> Vec<u8> {
    let mut bytes = Vec::new();
    let format = Workbook { voice: Voice::of(lang) };
    format.write(&dataset(layers), &mut bytes).expect("memory takes any write");
    bytes
}

fn read(layers: Vec<Layer<'static>>, lang: Lang) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(written(layers, lang))).expect("it opens")
}

fn sheet(layer: Layer<'static>) -> Range<Data> {
    let mut read = read(vec![layer], Lang::Fr);
    let name = read.sheet_names()[1].clone();
    read.worksheet_range(&name).expect("the sheet is sound")
}

/// The member of this name of the archive.
fn member(bytes: Vec<u8>, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut text = String::new();
    archive.by_name(name).expect("it has it").read_to_string(&mut text).expect("UTF-8");
    text
}

#[test]
fn the_first_sheet_says_what_the_others_hold() {
    let mut workbook = read(vec![sample::areas(), sample::table()], Lang::Fr);
    let names = ["Lisez-moi", "Essai – contours & <co>", "Essai – table & <co>"];
    assert_eq!(workbook.sheet_names(), names);
    let first = workbook.worksheet_range("Lisez-moi").expect("it is sound");
    let text = |row, column| first.get_value((row, column)).map(ToString::to_string);
    assert_eq!(text(0, 0).as_deref(), Some("Essai & <co> : l'aide"));
    assert!(text(2, 0).is_some_and(|run| run.starts_with("Exécution ")));
    assert_eq!(text(5, 0).as_deref(), Some(names[1]));
    assert_eq!(text(5, 1).as_deref(), Some("Essai : contours & <co>"));
    assert_eq!(text(6, 2).as_deref(), Some("Une ligne par ligne."));
    assert_eq!(first.get_value((6, 3)), Some(&Data::Float(sample::ROWS as f64)));
    let english = read(vec![sample::areas()], Lang::En);
    assert_eq!(english.sheet_names(), ["Read me", "Trial – contours"]);
}

#[test]
fn titles_head_the_columns_and_one_without_values_is_left_out() {
    let sheet = sheet(sample::areas());
    let titles: Vec<String> =
        sheet.rows().next().expect("a header").iter().map(ToString::to_string).collect();
    assert_eq!(titles, ["Code INSEE", "Nom", "Personnes non couvertes", "Couverture (%)"]);
    assert_eq!(sheet.height(), 1 + sample::ROWS);
}

#[test]
fn every_value_is_read_back_codes_as_texts_and_missing_ones_as_empty_cells() {
    let sheet = sheet(sample::areas());
    for (row, cells) in sheet.rows().skip(1).enumerate() {
        assert_eq!(cells[0], Data::String(format!("{:05}", 1004 + row)));
        let known = row + 1 < sample::ROWS;
        let number = |number: f64| if known { Data::Float(number) } else { Data::Empty };
        let name = sample::NAMES.get(row).cloned();
        assert_eq!(cells[1], name.map_or(Data::Empty, Data::String));
        assert_eq!(cells[2], number(row as f64 * 1_000.0 - 1_000.0));
        assert_eq!(cells[3], number((10_000.0 / (row + 1) as f64).round() / 100.0));
    }
}

#[test]
fn no_text_is_a_formula() {
    let layer = sample::areas();
    let texts = member(written(vec![layer], Lang::Fr), "xl/worksheets/sheet2.xml");
    assert!(!texts.contains("<f>") && texts.contains("t=\"s\""), "{texts}");
    assert!(texts.contains("<autoFilter ref=\"A1:D8\""), "{texts}");
    assert!(texts.contains("state=\"frozen\""), "{texts}");
}

#[test]
fn numbers_have_the_decimals_of_their_type() {
    let styles = member(written(vec![sample::areas()], Lang::Fr), "xl/styles.xml");
    for format in ["0.00", "#,##0"] {
        assert!(styles.contains(&format!("formatCode=\"{format}\"")), "{styles}");
    }
}

#[test]
fn a_text_longer_than_a_cell_is_cut_between_letters() {
    let mut layer = sample::table();
    layer.rows = 1;
    let text = "é🏝".repeat(20_000);
    layer.columns = vec![Column::text("x", Words::same("x"), move |_| Some(text.clone()))];
    let sheet = sheet(layer);
    let cell = sheet.get_value((1, 0)).expect("a cell").to_string();
    // Three units a pair: the last letter is an island that ends at 32,766, and an é.
    assert_eq!(cell.encode_utf16().count(), 32_767);
    assert!(cell.ends_with("🏝é"));
}

#[test]
fn rows_beyond_a_sheet_go_on_in_another_under_the_same_titles() {
    let sheets = sheet::cut_into_sheets(&sample::areas(), Lang::Fr, 3).expect("it is cut");
    assert_eq!(sheets.iter().map(|sheet| sheet.rows).collect::<Vec<_>>(), [3, 3, 1]);
    let mut workbook = rust_xlsxwriter::Workbook::new();
    sheets.into_iter().for_each(|sheet| workbook.push_worksheet(sheet.written));
    let bytes = workbook.save_to_buffer().expect("memory takes it");
    let mut read: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("it opens");
    let last = read.worksheet_range_at(2).expect("a third").expect("it is sound");
    assert_eq!(last.get_value((0, 0)), Some(&Data::String("Code INSEE".to_owned())));
    assert_eq!(last.get_value((1, 0)), Some(&Data::String("01010".to_owned())));
}

#[test]
fn a_layer_without_rows_keeps_all_its_titles() {
    let sheet = sheet(sample::empty());
    assert_eq!((sheet.height(), sheet.width()), (1, 5));
}

#[test]
fn numbers_that_are_none_have_no_cell() {
    let mut layer = sample::table();
    layer.rows = 2;
    layer.columns = vec![Column::decimal("x", Unit::None, 2, Words::same("x"), |row| {
        Some(if row == 0 { f64::NAN } else { 1.5 })
    })];
    let sheet = sheet(layer);
    assert_eq!(sheet.get_value((1, 0)), Some(&Data::Empty));
    assert_eq!(sheet.get_value((2, 0)), Some(&Data::Float(1.5)));
}

#[test]
fn twice_the_same_dataset_is_twice_the_same_bytes_and_names_its_run() {
    let once = written(vec![sample::areas(), sample::points()], Lang::Fr);
    assert_eq!(once, written(vec![sample::areas(), sample::points()], Lang::Fr));
    assert!(member(once.clone(), "docProps/custom.xml").contains(MARK));
    let core = member(once, "docProps/core.xml");
    assert!(core.contains("2000-01-01T00:00:00Z"), "{core}");
    assert!(core.contains("<dc:title>Essai &amp; &lt;co&gt; : l'aide</dc:title>"), "{core}");
}

#[test]
fn the_first_sheet_says_what_was_asked_of_places_and_of_which_lists() {
    let mut layer = sample::areas();
    layer.metadata = Box::new(|| {
        Ok(json!({
            "entrees": [{ "fichier": "lieux.csv", "role": "mediation" }],
            "horaires_demandes": { "plage": "Sa" },
        }))
    });
    let mut workbook = read(vec![layer], Lang::Fr);
    let first = workbook.worksheet_range("Lisez-moi").expect("it is sound");
    let texts: Vec<String> = first.rows().map(|row| row[0].to_string()).collect();
    assert_eq!(texts[1], "Lieux ouverts le samedi");
    let sources = texts.iter().position(|text| text == "Sources").expect("they are told");
    assert_eq!(texts[sources + 1], "Lieux\u{a0}: médiation numérique (lieux.csv)");
}

#[test]
fn points_say_where_they_are_unless_a_column_does() {
    let titles = |layer: Layer<'static>| -> Vec<String> {
        sheet(layer).rows().next().expect("a header").iter().map(ToString::to_string).collect()
    };
    assert_eq!(titles(sample::points())[4..], ["Latitude", "Longitude"]);
    let cells = sheet(sample::points());
    assert_eq!(cells.get_value((2, 4)), Some(&Data::Float(45.113_457)));
    assert_eq!(cells.get_value((2, 5)), Some(&Data::Float(1.25)));
    let mut layer = sample::points();
    for name in ["latitude", "longitude"] {
        let titles = Words::same(name);
        layer.columns.push(Column::decimal(name, Unit::Degrees, 12, titles, |_| Some(1.5)));
    }
    assert_eq!(titles(layer)[4..], ["latitude", "longitude"]);
    assert!(!titles(sample::areas()).contains(&"Latitude".to_owned()));
}

#[test]
fn days_are_dates_and_a_column_of_other_texts_is_not() {
    let mut layer = sample::table();
    let days = |texts: [&'static str; 3]| {
        Column::text("jour", Words::same("Jour"), move |row| Some(texts[row]))
    };
    layer.rows = 3;
    layer.columns = vec![
        days(["2026-01-05", "", "2026-12-31"]),
        days(["2026-01-05", "2026", "2026-12-31"]),
        days(["2026-01-05", "1900-01-01", "2026-12-31"]),
    ];
    let sheet = sheet(layer);
    match sheet.get_value((1, 0)) {
        Some(Data::DateTime(day)) => assert_eq!(day.to_ymd_hms_milli(), (2026, 1, 5, 0, 0, 0, 0)),
        other => panic!("{other:?}"),
    }
    assert_eq!(sheet.get_value((2, 0)), Some(&Data::Empty));
    for column in 1..3 {
        assert_eq!(sheet.get_value((1, column)), Some(&Data::String("2026-01-05".to_owned())));
    }
}

#[test]
fn a_sheet_is_printed_as_wide_as_a_page_and_keeps_titles_and_names_in_sight() {
    let bytes = written(vec![sample::areas()], Lang::Fr);
    let sheet = member(bytes.clone(), "xl/worksheets/sheet2.xml");
    assert!(sheet.contains("orientation=\"landscape\""), "{sheet}");
    assert!(sheet.contains("fitToHeight=\"0\""), "{sheet}");
    // Code and name.
    assert!(sheet.contains("<pane xSplit=\"2\" ySplit=\"1\""), "{sheet}");
    assert!(member(bytes, "xl/workbook.xml").contains("_xlnm.Print_Titles"));
}
