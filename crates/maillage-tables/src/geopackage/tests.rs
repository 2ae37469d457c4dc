use std::path::Path;

use geo::{Geometry, Point, Polygon, polygon};
use rusqlite::{Connection, params};

use super::*;
use crate::{DefectKind, Row, read_with};

/// A folder of its own with one file in it, removed at the end.
struct File(std::path::PathBuf);

impl File {
    fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for File {
    fn drop(&mut self) {
        // What is left in a folder of temporary files does no harm.
        let _ = std::fs::remove_dir_all(self.0.parent().unwrap_or(&self.0));
    }
}

/// A GeoPackage made by `sql` after the tables of the standard.
fn made(name: &str, sql: &str) -> File {
    let folder = std::env::temp_dir().join(format!("maillage-gpkg-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    let path = folder.join("x.gpkg");
    let _ = std::fs::remove_file(&path);
    let connection = Connection::open(&path).expect("a database");
    connection.execute_batch(STANDARD).expect("the tables of the standard");
    connection.execute_batch(sql).expect("what the test asks for");
    File(path)
}

const STANDARD: &str = "
    PRAGMA application_id = 0x47504B47;
    CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY,
        organization TEXT, organization_coordsys_id INTEGER, definition TEXT, description TEXT);
    CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT);
    CREATE TABLE gpkg_geometry_columns (table_name TEXT PRIMARY KEY, column_name TEXT,
        geometry_type_name TEXT, srs_id INTEGER, z INTEGER, m INTEGER);
    INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326, '', ''),
        ('RGF93 v1 / Lambert-93', 2154, 'EPSG', 2154, '', ''),
        ('Undefined', -1, 'NONE', -1, 'undefined', '');";

/// A layer of features with a name and a point for each.
fn layer(name: &str, system: i32, rows: &[(&str, Vec<u8>)]) -> String {
    let mut sql = format!(
        "INSERT INTO gpkg_contents VALUES ('{name}', 'features', '{name}');
         INSERT INTO gpkg_geometry_columns VALUES ('{name}', 'geom', 'GEOMETRY', {system}, 0, 0);
         CREATE TABLE \"{name}\" (fid INTEGER PRIMARY KEY, geom BLOB, nom TEXT, code TEXT,
             places INTEGER, part REAL, ouvert BOOLEAN);\n"
    );
    for (text, blob) in rows {
        let hexadecimal: String = blob.iter().map(|byte| format!("{byte:02x}")).collect();
        sql.push_str(&format!(
            "INSERT INTO \"{name}\" VALUES (NULL, x'{hexadecimal}', '{text}', '01001', 3, 2.5, 1);\n"
        ));
    }
    sql
}

/// A geometry behind the header of a GeoPackage, without a box.
fn blob(wkb: &[u8]) -> Vec<u8> {
    [b"GP\0\x01\0\0\0\0", wkb].concat()
}

fn point(x: f64, y: f64) -> Vec<u8> {
    blob(&[&[1, 1, 0, 0, 0][..], &x.to_le_bytes(), &y.to_le_bytes()].concat())
}

/// A polygon as well-known binary, little endian.
fn area(polygon: &Polygon<f64>) -> Vec<u8> {
    let mut wkb = vec![1, 3, 0, 0, 0, 1, 0, 0, 0];
    wkb.extend(u32::try_from(polygon.exterior().0.len()).expect("few points").to_le_bytes());
    for at in &polygon.exterior().0 {
        wkb.extend(at.x.to_le_bytes());
        wkb.extend(at.y.to_le_bytes());
    }
    blob(&wkb)
}

fn read(file: &File) -> Result<crate::Sheet> {
    crate::read(file.path())
}

fn texts(row: &Row, count: usize) -> Vec<&str> {
    (0..count).map(|rank| row.cell(rank)).collect()
}

#[test]
fn attributes_become_cells_and_geometries_are_reprojected() {
    let rows = [("Mairie", point(652_469.0, 6_862_035.0)), ("Bourse", Vec::new())];
    let file = made("cells", &layer("lieux", 2154, &rows));
    let sheet = read(&file).expect("a GeoPackage");
    assert_eq!((sheet.format, sheet.format.name()), (Format::GeoPackage, "geopackage"));
    assert_eq!(sheet.columns.names(), ["nom", "code", "places", "part", "ouvert"]);
    assert_eq!(texts(&sheet.rows[0], 5), ["Mairie", "01001", "3", "2.5", "true"]);
    let Some(Geometry::Point(at)) = sheet.rows[0].geometry.as_deref() else { panic!("a point") };
    assert!((at.x() - 2.352).abs() < 0.01 && (at.y() - 48.857).abs() < 0.01, "{at:?}");
    assert_eq!(sheet.rows[1].geometry, None);
    assert_eq!(sheet.crs, Some(crate::Crs::LAMBERT_93));
    assert_eq!(sheet.rows[1].line.number, 2);
    assert!(sheet.defects.is_empty(), "{:?}", sheet.defects);
}

#[test]
fn a_surface_and_a_set_of_one_point_are_read() {
    let square = polygon![(x: 0., y: 45.), (x: 1., y: 45.), (x: 1., y: 46.), (x: 0., y: 45.)];
    let set = [&[1, 4, 0, 0, 0, 1, 0, 0, 0][..], &point(1.0, 45.0)[8..]].concat();
    let rows = [("aire", area(&square)), ("point", blob(&set)), ("courbe", blob(&[1, 8, 0, 0, 0]))];
    let sheet = read(&made("shapes", &layer("formes", 4326, &rows))).expect("a GeoPackage");
    let shapes: Vec<_> = sheet.rows.iter().map(|row| row.geometry.as_deref().cloned()).collect();
    assert_eq!(shapes, [Some(square.into()), Some(Point::new(1.0, 45.0).into()), None]);
}

#[test]
fn of_several_layers_the_fullest_is_read_and_told() {
    let one = |name: &str| (name.to_owned(), point(0.5, 45.0));
    let rows: Vec<(String, Vec<u8>)> = (0..9).map(|rank| one(&rank.to_string())).collect();
    let rows: Vec<(&str, Vec<u8>)> =
        rows.iter().map(|(name, blob)| (name.as_str(), blob.clone())).collect();
    let sql = layer("epci", 4326, &rows[..2])
        + &layer("communes", 4326, &rows[..5])
        + &layer("archive 2019", 4326, &rows)
        + "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY, styleQML TEXT);
           INSERT INTO gpkg_contents VALUES ('layer_styles', 'attributes', 'layer_styles');";
    let file = made("layers", &sql);
    let sheet = read(&file).expect("a GeoPackage");
    assert_eq!(sheet.rows.len(), 5);
    let told = &sheet.defects[0];
    assert_eq!(told.kind, DefectKind::LayerRead);
    assert_eq!(told.value, "communes (2 / 3: epci, communes, archive 2019)");
    let options =
        |name: &str| crate::ReadOptions { worksheet: Some(name.to_owned()), ..Default::default() };
    assert_eq!(read_with(file.path(), &options("EPCI")).expect("named").rows.len(), 2);
    let error = read_with(file.path(), &options("cantons")).expect_err("absent").to_string();
    assert!(error.contains("no layer `cantons`; found epci, communes, archive 2019"), "{error}");
}

#[test]
fn a_view_a_virtual_table_and_what_is_computed_are_never_read() {
    let view = "CREATE TABLE secret (nom TEXT);
         CREATE VIEW lieux AS SELECT nom, randomblob(900000000) AS geom FROM secret;
         INSERT INTO gpkg_contents VALUES ('lieux', 'features', 'lieux');
         INSERT INTO gpkg_geometry_columns VALUES ('lieux', 'geom', 'POINT', 4326, 0, 0);";
    let error = read(&made("view", view)).expect_err("a view").to_string();
    assert!(error.contains("it has no layer (views and images are not read)"), "{error}");
    let tree = "CREATE VIRTUAL TABLE lieux USING rtree (id, a, b);
         INSERT INTO gpkg_contents VALUES ('lieux', 'attributes', 'lieux');";
    assert!(read(&made("virtual", tree)).is_err());
    let computed = "CREATE TABLE lieux (nom TEXT, tout TEXT AS (hex(zeroblob(400000000))));
         INSERT INTO lieux (nom) VALUES ('Mairie');
         INSERT INTO gpkg_contents VALUES ('lieux', 'attributes', 'lieux');";
    let sheet = read(&made("computed", computed)).expect("its other column");
    assert_eq!((sheet.columns.names(), sheet.rows[0].cell(0)), (&["nom".to_owned()][..], "Mairie"));
    let contents = "ALTER TABLE gpkg_contents RENAME TO other;
         CREATE VIEW gpkg_contents AS SELECT * FROM other;";
    let error = read(&made("contents", contents)).expect_err("a view").to_string();
    assert!(error.contains("it has no table `gpkg_contents`"), "{error}");
}

#[test]
fn reading_leaves_nothing_beside_the_file_in_any_mode() {
    let file = made("mode", &layer("lieux", 4326, &[("Mairie", point(0.5, 45.0))]));
    let connection = Connection::open(file.path()).expect("a database");
    connection.pragma_update(None, "journal_mode", "wal").expect("the mode of QGIS");
    drop(connection);
    let before = std::fs::read(file.path()).expect("a file");
    assert_eq!(before[18..20], [2, 2]);
    assert_eq!(read(&file).expect("a GeoPackage").rows.len(), 1);
    assert_eq!(std::fs::read(file.path()).expect("a file"), before);
    let folder = file.path().parent().expect("a folder");
    assert_eq!(std::fs::read_dir(folder).expect("a folder").count(), 1);
    let beside = folder.join("x.gpkg-wal");
    std::fs::write(&beside, b"changes").expect("a temporary file");
    let error = read(&file).expect_err("not all is in the file").to_string();
    assert!(error.contains("holds it open"), "{error}");
}

#[test]
fn a_database_that_is_no_geopackage_is_named() {
    let file = made("plain", "DROP TABLE gpkg_contents; PRAGMA application_id = 0;");
    let error = read(&file).expect_err("a database").to_string();
    assert!(error.contains("an SQLite database that is no GeoPackage"), "{error}");
}

#[test]
fn a_damaged_file_is_refused_or_read_and_never_a_panic() {
    let square = polygon![(x: 0., y: 45.), (x: 1., y: 45.), (x: 1., y: 46.), (x: 0., y: 45.)];
    let rows = [("aire", area(&square)), ("point", point(1.0, 45.0))];
    let file = made("damaged", &layer("lieux", 4326, &rows));
    let sound = std::fs::read(file.path()).expect("a file");
    let attempt = |bytes: &[u8]| {
        let budget = &mut Budget::of_file(file.path(), bytes.len() as u64);
        decode(file.path(), bytes, (None, &[]), budget)
            .map(|decoded| decoded.map(|of| of.rows.len()))
    };
    assert_eq!(attempt(&sound).ok().flatten(), Some(2));
    for length in (20..sound.len()).step_by(509) {
        assert!(!matches!(attempt(&sound[..length]), Ok(Some(_))), "{length}");
    }
    let mut refused = 0;
    for at in (0..sound.len()).step_by(7) {
        for change in [0xff_u8, 0x01, 0x80] {
            let mut bytes = sound.clone();
            bytes[at] ^= change;
            refused += usize::from(attempt(&bytes).is_err());
        }
    }
    assert!(refused > 0, "none of the changes was found");
}

#[test]
fn a_geometry_of_endless_declared_length_is_none() {
    let mut endless = vec![1, 6, 0, 0, 0];
    endless.extend(u32::MAX.to_le_bytes());
    let mut ring = vec![1, 3, 0, 0, 0, 1, 0, 0, 0];
    ring.extend(u32::MAX.to_le_bytes());
    for wkb in [endless, ring, vec![1], Vec::new()] {
        assert_eq!(geometry::decode(&blob(&wkb)), None);
    }
    assert_eq!(geometry::decode(b"GP\0\x0f\0\0\0\0"), None);
}

#[test]
fn a_text_longer_than_memory_is_refused_before_it_is_taken() {
    let file = made(
        "long",
        "CREATE TABLE lieux (nom TEXT);
         INSERT INTO gpkg_contents VALUES ('lieux', 'attributes', 'lieux');",
    );
    let connection = Connection::open(file.path()).expect("a database");
    let text = "x".repeat(3_000_000);
    connection.execute("INSERT INTO lieux VALUES (?)", params![text]).expect("a row");
    drop(connection);
    let bytes = std::fs::read(file.path()).expect("a file");
    let mut budget = Budget::of_file(file.path(), bytes.len() as u64);
    budget.take(budget.left() - 8_000_000).expect("less is taken than there is");
    let refused = decode(file.path(), &bytes, (None, &[]), &mut budget);
    assert!(matches!(refused, Err(Error::TooLarge { .. })));
}
