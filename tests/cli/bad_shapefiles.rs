//! Shapefiles with a part missing or broken.

use std::fs;

use shapefile::{
    Point, Polygon, PolygonRing, Writer,
    dbase::{Record, TableWriterBuilder},
};

use crate::folder::Folder;

const RUN: &str = "coverage --communes communes.shp --mediation mediation.csv --out map.geojson";
const WGS84: &str = r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;

/// The first two squares of `communes.geojson` as a Shapefile.
fn shapefile() -> Folder {
    let folder = Folder::with(&["mediation.csv"]);
    let table = TableWriterBuilder::new()
        .add_character_field("INSEE_COM".try_into().expect("a short name"), 5)
        .add_character_field("NOM_COM".try_into().expect("a short name"), 20);
    let mut writer =
        Writer::from_path(folder.path("communes.shp"), table).expect("the folder takes files");
    for (code, name, west) in [("99001", "Essai-Ouest", 0.0), ("99002", "Essai-Centre", 0.1)] {
        let corners = [(0.0, 45.6), (0.0, 45.7), (0.1, 45.7), (0.1, 45.6), (0.0, 45.6)];
        let ring = corners.map(|(x, y)| Point::new(west + x, y)).to_vec();
        let mut record = Record::default();
        record.insert("INSEE_COM".to_owned(), code.to_owned().into());
        record.insert("NOM_COM".to_owned(), name.to_owned().into());
        let polygon = Polygon::new(PolygonRing::Outer(ring));
        writer.write_shape_and_record(&polygon, &record).expect("the folder takes files");
    }
    drop(writer);
    folder.put("communes.prj", WGS84);
    folder
}

fn remove(folder: &Folder, name: &str) {
    fs::remove_file(folder.path(name)).expect("it was written");
}

#[test]
fn a_whole_shapefile_is_read() {
    let folder = shapefile();
    folder.done(RUN);
    let layer = folder.layer("map.geojson");
    assert_eq!(layer.column("nom"), ["Essai-Ouest", "Essai-Centre"]);
    assert_eq!(layer.column("lieux_5km"), [1, 0]);
    assert!(!folder.text("map.ledger.csv").contains("crs_devine"));
}

#[test]
fn a_shapefile_without_its_dbf_names_the_missing_companion() {
    let folder = shapefile();
    remove(&folder, "communes.dbf");
    folder.refused(RUN, &["communes.shp", "`communes.dbf` is missing", "copy it beside the .shp"]);
}

#[test]
fn a_shapefile_without_its_prj_is_read_where_its_values_leave_no_doubt_and_says_so() {
    let folder = shapefile();
    remove(&folder, "communes.prj");
    folder.done(RUN);
    assert_eq!(folder.layer("map.geojson").column("lieux_5km"), [1, 0]);
    let ledger = folder.text("map.ledger.csv");
    assert!(ledger.contains("communes.shp,,,retenu,crs_devine,EPSG:4326 (WGS84)"), "{ledger}");
}

#[test]
fn a_shapefile_in_a_system_that_is_not_reprojected_names_it() {
    let folder = shapefile();
    folder.put("communes.prj", r#"PROJCS["x",AUTHORITY["EPSG","9999"]]"#);
    folder.refused(RUN, &["communes.shp", "EPSG:9999", "EPSG:4326"]);
}

#[test]
fn a_companion_given_for_the_shapefile_is_told_the_shp() {
    let folder = shapefile();
    for name in ["communes.dbf", "communes.prj", "communes.shx"] {
        let line = RUN.replace("communes.shp", name);
        folder.refused(&line, &[name, "companion", "give the .shp of the same name"]);
    }
}

#[test]
fn a_shapefile_cut_short_anywhere_is_refused() {
    let folder = shapefile();
    for name in ["communes.shp", "communes.dbf"] {
        let whole = fs::read(folder.path(name)).expect("it was written");
        // The end of a .dbf is a mark that nobody needs.
        for length in [5, 40, 99, 101, whole.len() / 2, whole.len() - 10] {
            folder.put(name, &whole[..length]);
            folder.refused(RUN, &["communes.shp", "cannot be decoded"]);
        }
        folder.put(name, whole);
    }
    folder.done(RUN);
}

#[test]
fn a_shapefile_whose_table_has_another_number_of_rows_is_refused() {
    let folder = shapefile();
    let mut table = fs::read(folder.path("communes.dbf")).expect("it was written");
    table[4] = 1;
    folder.put("communes.dbf", table);
    folder.refused(RUN, &["communes.shp", "2 shapes but 1 rows in its .dbf"]);
}

#[test]
fn a_row_that_was_deleted_and_not_packed_goes_with_its_shape() {
    let folder = shapefile();
    let mut table = fs::read(folder.path("communes.dbf")).expect("it was written");
    let header = usize::from(u16::from_le_bytes([table[8], table[9]]));
    folder.done(RUN);
    let codes = folder.layer("map.geojson").column("code_insee");
    table[header] = b'*';
    folder.put("communes.dbf", table);
    folder.done(RUN);
    assert_eq!(folder.layer("map.geojson").column("code_insee"), codes[1..]);
    let ledger = folder.text("map.ledger.csv");
    assert!(ledger.contains("communes.shp,,,total,total,,1 = 1 + 0 + 0"), "{ledger}");
}

#[test]
fn no_output_takes_the_place_of_a_part_of_the_shapefile() {
    let folder = shapefile();
    for name in ["communes.dbf", "communes.shx", "communes.prj"] {
        folder.refused(&RUN.replace("map.geojson", name), &[name]);
    }
    // Somebody's style, in the place where that of `communes.geojson` would be.
    folder.put("communes.qml", "<qgis/>");
    let line = RUN.replace("map.geojson", "communes.geojson");
    folder.refused(&line, &["communes.", "is one of the inputs", "never modified"]);
}
