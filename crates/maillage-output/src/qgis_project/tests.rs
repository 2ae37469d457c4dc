mod sample;

use std::io::Read;

use maillage_hours::Lang;
use sample::{HARD, Sample};
use zip::ZipArchive;

use super::*;
use crate::{Column, DatasetFormat, GeoPackage, Words};

/// The folder in which the sample is written for `tests/programs/qgis_project.py`.
const FOLDER: &str = "MAILLAGE_QGIS_FOLDER";

fn written(sample: &Sample) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_project(&mut bytes, &sample.dataset(), "x.gpkg", Voice::of(Lang::Fr))
        .expect("memory takes any write");
    bytes
}

fn document(bytes: Vec<u8>) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("it is an archive");
    let mut file = archive.by_name("x.qgs").expect("the project is in it");
    let mut document = String::new();
    file.read_to_string(&mut document).expect("it is text");
    document
}

fn project() -> String {
    document(written(&Sample::moved_by(0.0, 0.0)))
}

#[test]
fn the_same_dataset_gives_the_same_project() {
    let sample = Sample::moved_by(0.0, 0.0);
    assert!(written(&sample) == written(&sample));
}

#[test]
fn every_element_is_closed_and_every_text_escaped() {
    let xml = project();
    let mut open = Vec::new();
    for tag in xml.split('<').skip(2) {
        let (tag, text) = tag.split_once('>').expect("tags end");
        assert!(!text.contains('>') && tag.matches('"').count() % 2 == 0, "{tag}>{text}");
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name)),
            None if tag.ends_with('/') => {}
            None => open.push(tag.split(' ').next().expect("split gives one at least")),
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn layers_are_found_by_their_path_from_the_project() {
    let xml = project();
    for name in ["lieux", "tournees", "lacunes", "couverture", "territoires", "sources"] {
        assert!(xml.contains(&format!("<datasource>./x.gpkg|layername={name}</datasource>")));
    }
    let level = "./x.gpkg|layername=territoires|subset=&quot;niveau&quot; = 'departement'";
    assert!(xml.contains(&format!("<datasource>{level}</datasource>")));
    assert!(xml.contains("<Absolute type=\"bool\">false</Absolute>"));
}

#[test]
fn each_style_of_the_main_layer_and_the_territories_have_a_theme_and_a_layout() {
    let sample = Sample::moved_by(0.0, 0.0);
    let dataset = sample.dataset();
    let xml = document(written(&sample));
    let styles = &dataset.main().styles;
    assert!(styles.len() >= 4, "the sample has values for several styles");
    let presets = &xml[xml.find("<visibility-presets").expect("it has themes")..];
    let of_territories = presets.matches("<layer id=\"maillage_territoires\"").count();
    assert_eq!(of_territories, 1);
    let themes =
        styles.len() + of_territories + presets.matches("<layer id=\"maillage_lacunes\"").count();
    assert_eq!(xml.matches("<visibility-preset ").count(), themes);
    assert_eq!(xml.matches("<Layout ").count(), themes);
    for style in styles {
        let shown = format!("id=\"maillage_couverture\" style=\"{}\" visible=\"1\"", style.title);
        assert_eq!(xml.matches(&shown).count(), 1, "{shown}");
        let followed = format!("followPresetName=\"{}\"", style.title);
        assert_eq!(xml.matches(&followed).count(), 1, "{followed}");
    }
}

#[test]
fn what_was_asked_of_places_and_the_lists_are_on_every_page_and_in_the_abstracts() {
    let xml = project();
    let pages = xml.matches("<Layout ").count();
    let asked = "Lieux ouverts le samedi · ouvertures du 5 janvier 2026 au 31 décembre 2026";
    // After the title of its style.
    assert_eq!(xml.matches(&format!(" · {asked}")).count(), pages);
    let lists = "Lieux\u{a0}: médiation numérique (lieux-de-mediation.csv (2026-10))";
    assert_eq!(xml.matches(lists).count(), pages);
    let abstracts = xml.split("<abstract>").skip(1);
    assert!(
        abstracts.filter(|text| !text[..text.find("</").unwrap_or(0)].contains(asked)).count() == 0
    );
}

#[test]
fn a_column_that_is_empty_in_the_whole_run_is_hidden_and_the_others_are_not() {
    let xml = project();
    let empty = "<column type=\"field\" name=\"vide_partout\" hidden=\"1\"";
    let other = "<column type=\"field\" name=\"distance_km\" hidden=\"0\"";
    // Once in each style of the layer.
    assert_eq!(xml.matches(empty).count(), xml.matches(other).count());
    assert!(!xml.contains("name=\"vide_partout\" hidden=\"0\""));
}

#[test]
fn a_run_overseas_is_drawn_on_its_own_plane_and_has_its_bookmark() {
    let mainland = project();
    assert!(mainland.contains("<authid>EPSG:2154</authid>"));
    assert!(mainland.contains("name=\"France métropolitaine\""));
    // The grid on La Réunion.
    let xml = document(written(&Sample::moved_by(55.15, -66.75)));
    assert!(xml.contains("<authid>EPSG:2975</authid>") && !xml.contains("EPSG:2154"));
    assert!(xml.contains("name=\"La Réunion\"") && !xml.contains("France métropolitaine"));
}

#[test]
fn the_bookmark_of_a_run_in_one_departement_has_its_name() {
    let sample = Sample::moved_by(0.0, 0.0);
    let mut dataset = sample.dataset();
    let of_departement =
        Column::text("code_departement", Words::same("Département"), |_| Some("16"));
    dataset.layers[3].layer.columns.push(of_departement);
    let mut bytes = Vec::new();
    write_project(&mut bytes, &dataset, "x.gpkg", Voice::of(Lang::Fr)).expect("it is written");
    let xml = document(bytes);
    assert!(xml.contains("name=\"Charente (partie)\""));
    assert!(!xml.contains("name=\"France métropolitaine\""));
}

#[test]
fn no_text_of_a_layout_is_taken_for_an_expression() {
    let sample = Sample::moved_by(0.0, 0.0);
    let mut dataset = sample.dataset();
    dataset.title = HARD[2].to_owned();
    let mut bytes = Vec::new();
    write_project(&mut bytes, &dataset, "x.gpkg", Voice::of(Lang::Fr)).expect("it is written");
    let xml = document(bytes);
    assert!(xml.contains("labelText=\"Bus 🚌 numérique [ % 1 + 1 %]\""));
    assert!(!xml.contains("labelText=\"Bus 🚌 numérique [%"));
}

#[test]
fn a_dataset_without_any_row_has_a_project_of_the_mainland() {
    let sample = Sample::moved_by(0.0, 0.0);
    let mut dataset = sample.dataset();
    dataset.layers.iter_mut().for_each(|styled| styled.file = crate::LayerFile::None);
    dataset.layers[2].file = crate::LayerFile::Main;
    let mut bytes = Vec::new();
    write_project(&mut bytes, &dataset, "x.gpkg", Voice::of(Lang::Fr)).expect("it is written");
    let xml = document(bytes);
    assert!(xml.contains("<Layout "));
    for number in ["NaN", "inf", "-inf"] {
        assert!(!xml.contains(&format!("\"{number}\"")), "{number}");
        assert!(!xml.contains(&format!(">{number}<")), "{number}");
    }
}

#[test]
#[ignore = "writes the sample that QGIS is asked to open"]
fn write_the_sample_for_qgis() {
    let folder = std::path::PathBuf::from(std::env::var(FOLDER).expect("the folder is given"));
    let sample = Sample::moved_by(0.0, 0.0);
    let mut geopackage = std::fs::File::create(folder.join("x.gpkg")).expect("it takes files");
    GeoPackage { lang: Lang::Fr }
        .write(&sample.dataset(), &mut geopackage)
        .expect("the disk takes it");
    std::fs::write(folder.join("x.qgz"), written(&sample)).expect("the disk takes it");
}
