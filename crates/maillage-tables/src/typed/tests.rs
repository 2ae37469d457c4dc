use std::path::PathBuf;

use geo::{Geometry, Point};
use rusqlite::Connection;

use super::*;

fn written(name: &str, bytes: &[u8]) -> PathBuf {
    let path = std::env::temp_dir().join(format!("maillage-{}-{name}", std::process::id()));
    std::fs::write(&path, bytes).expect("a temporary file");
    path
}

fn read(path: &Path, layer: Option<&str>) -> TypedLayer {
    let worksheet = layer.map(str::to_owned);
    let layer = read_layer(path, &ReadOptions { worksheet, ..ReadOptions::default() });
    // What is left in a folder of temporary files does no harm.
    let _ = std::fs::remove_file(path);
    layer.expect("a layer")
}

fn text(text: &str) -> Scalar {
    Scalar::Text(text.to_owned())
}

#[test]
fn a_geojson_keeps_the_types_of_its_values() {
    let path = written(
        "typed.geojson",
        br#"{"type":"FeatureCollection","name":"couverture","metadata":{"logiciel":"maillage"},
            "features":[
            {"type":"Feature","properties":{"code_insee":"01001","population":12,"part":5.0,"nom":null},
             "geometry":{"type":"Point","coordinates":[1.5,45]}},
            {"type":"Feature","properties":{"code_insee":"01002","est_arret":"oui"},"geometry":null}]}"#,
    );
    let layer = read(&path, None);
    assert_eq!((layer.format, layer.name.as_str()), (Format::GeoJson, "couverture"));
    assert_eq!(layer.metadata.expect("it has some")["logiciel"], "maillage");
    assert_eq!(layer.columns, ["code_insee", "population", "part", "nom", "est_arret"]);
    let first = [text("01001"), Scalar::Integer(12), Scalar::Decimal(5.0)];
    assert_eq!(layer.rows[0].values[..3], first);
    assert_eq!(layer.rows[0].values[3..], [Scalar::Null, Scalar::Null]);
    assert_eq!(layer.rows[1].values[4], text("oui"));
    assert_eq!(layer.rows[0].geometry, Some(Geometry::Point(Point::new(1.5, 45.0))));
    assert_eq!(layer.rows[1].geometry, None);
}

#[test]
fn a_geopackage_gives_the_layer_named_with_its_json() {
    let path = written("typed.gpkg", b"");
    let connection = Connection::open(&path).expect("a database");
    let sql = "
        PRAGMA application_id = 0x47504B47;
        CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT);
        CREATE TABLE gpkg_metadata (id INTEGER PRIMARY KEY, md_scope TEXT, md_standard_uri TEXT,
            mime_type TEXT, metadata TEXT);
        CREATE TABLE gpkg_metadata_reference (reference_scope TEXT, table_name TEXT,
            column_name TEXT, row_id_value INTEGER, timestamp TEXT, md_file_id INTEGER,
            md_parent_id INTEGER);
        INSERT INTO gpkg_contents VALUES ('lieux', 'attributes'), ('tournees', 'attributes');
        CREATE TABLE lieux (fid INTEGER PRIMARY KEY, id TEXT, ordre INTEGER, latitude REAL);
        CREATE TABLE tournees (fid INTEGER PRIMARY KEY, id TEXT);
        INSERT INTO lieux VALUES (1, '01', 3, 45.0), (2, '02', NULL, 46.5);
        INSERT INTO tournees VALUES (1, 'bus');
        INSERT INTO gpkg_metadata VALUES (1, 'dataset', '', 'text/xml', '<qgis/>'),
            (2, 'dataset', '', 'application/json', '{\"a\":1}');
        INSERT INTO gpkg_metadata_reference VALUES ('table', 'tournees', NULL, NULL, '', 1, NULL),
            ('table', 'tournees', NULL, NULL, '', 2, NULL);";
    connection.execute_batch(sql).expect("what the test asks for");
    drop(connection);
    let bytes = std::fs::read(&path).expect("a file");
    let layer = read(&path, None);
    assert_eq!((layer.name.as_str(), layer.metadata), ("lieux", None));
    assert_eq!(layer.columns, ["id", "ordre", "latitude"]);
    assert_eq!(layer.rows[0].values, [text("01"), Scalar::Integer(3), Scalar::Decimal(45.0)]);
    assert_eq!(layer.rows[1].values[1], Scalar::Null);
    let layer = read(&written("again.gpkg", &bytes), Some("tournees"));
    assert_eq!(layer.metadata.expect("the JSON, not the XML")["a"], 1);
}

#[test]
fn what_is_no_layer_is_refused() {
    for (name, bytes) in [("no.csv", &b"a;b\n1;2\n"[..]), ("no.json", b"{\"a\":[1]}")] {
        let path = written(name, bytes);
        let error = read_layer(&path, &ReadOptions::default()).expect_err("no layer");
        assert!(error.to_string().contains("give a GeoJSON, a GeoPackage"), "{error}");
    }
    let path = written("broken.geojson", b"{\"type\":\"FeatureCollection\",\"features\":[{");
    let error = read_layer(&path, &ReadOptions::default()).expect_err("it breaks off");
    assert!(error.to_string().contains("the JSON breaks there"), "{error}");
}

#[test]
fn layers_that_are_not_there_are_passed_over_and_damaged_ones_are_not() {
    let path = written("several.gpkg", b"");
    let connection = Connection::open(&path).expect("a database");
    let sql = "
        PRAGMA application_id = 0x47504B47;
        CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT);
        INSERT INTO gpkg_contents VALUES ('couverture', 'attributes'), ('lieux', 'attributes');
        CREATE TABLE couverture (fid INTEGER PRIMARY KEY, nom TEXT);
        CREATE TABLE lieux (fid INTEGER PRIMARY KEY, id TEXT);
        INSERT INTO couverture VALUES (1, 'Angoulême');
        INSERT INTO lieux VALUES (1, 'a');";
    connection.execute_batch(sql).expect("what the test asks for");
    drop(connection);
    let names = |path: &Path| -> Result<Vec<String>> {
        let options = ReadOptions { preferred: &["couverture"], ..ReadOptions::default() };
        let layers = read_layers(path, &options, &["couverture", "lieux", "lacunes"])?;
        Ok(layers.into_iter().map(|layer| layer.name).collect())
    };
    assert_eq!(names(&path).expect("sound layers"), ["couverture", "lieux"]);
    let connection = Connection::open(&path).expect("a database");
    let number = |sql: &str| -> usize {
        connection.query_row(sql, [], |row| row.get(0)).expect("what the test asks for")
    };
    let root = number("SELECT rootpage FROM sqlite_schema WHERE name = 'lieux'");
    let size = number("PRAGMA page_size");
    drop(connection);
    let mut bytes = std::fs::read(&path).expect("a file");
    bytes[size * (root - 1)..size * root].fill(0xff);
    std::fs::write(&path, bytes).expect("a temporary file");
    let damaged = names(&path);
    // What is left in a folder of temporary files does no harm.
    let _ = std::fs::remove_file(&path);
    damaged.expect_err("the rows of one of them are spoilt");
}
