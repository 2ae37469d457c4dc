//! Contours in Shapefiles, with and without what says in which system they are.

use std::{fs, path::PathBuf};

use maillage::{Error, intake::ledger::Trouble};
use shapefile::{Point, Polygon, PolygonRing, dbase};

use super::{
    contours::{communes, metres_off},
    refusal,
};
use crate::handmade::Folder;

const WGS84: &str = r#"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#;
const LAMBERT_93: &str = r#"PROJCS["RGF_1993_Lambert_93",GEOGCS["GCS_RGF_1993",DATUM["D_RGF_1993",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Lambert_Conformal_Conic"],UNIT["Meter",1.0]]"#;
const UTM_40S: &str = r#"PROJCS["RGR92 / UTM zone 40S",GEOGCS["RGR92",DATUM["Reseau Geodesique de la Reunion 1992",SPHEROID["GRS 1980",6378137,298.257222101]]],PROJECTION["Transverse_Mercator"],UNIT["metre",1],AUTHORITY["EPSG","2975"]]"#;

/// A Shapefile of one square around a point, in the system of `prj`.
fn shapefile(folder: &Folder, [x, y]: [f64; 2], half_side: f64, prj: Option<&str>) -> PathBuf {
    let path = folder.write("c.shp", "");
    let name = |text: &str| dbase::FieldName::try_from(text).expect("a short name");
    let table = dbase::TableWriterBuilder::new()
        .add_character_field(name("INSEE_COM"), 5)
        .add_character_field(name("NOM"), 40)
        .add_numeric_field(name("POPULATION"), 8, 0);
    let mut writer = shapefile::Writer::from_path(&path, table).expect("a fresh folder");
    let (w, e, s, n) = (x - half_side, x + half_side, y - half_side, y + half_side);
    // Outer rings of a Shapefile run clockwise.
    let corners = [(w, s), (w, n), (e, n), (e, s), (w, s)];
    let ring = corners.map(|(x, y)| Point::new(x, y)).to_vec();
    let mut record = dbase::Record::default();
    let text = |text: &str| dbase::FieldValue::Character(Some(text.to_owned()));
    record.insert("INSEE_COM".to_owned(), text("97411"));
    record.insert("NOM".to_owned(), text("Île carrée"));
    record.insert("POPULATION".to_owned(), dbase::FieldValue::Numeric(Some(120.0)));
    let polygon = Polygon::new(PolygonRing::Outer(ring));
    writer.write_shape_and_record(&polygon, &record).expect("a square can be written");
    drop(writer);
    if let Some(prj) = prj {
        folder.write("c.prj", prj);
    }
    path
}

#[test]
fn degrees_with_a_prj_are_read_as_they_are() {
    let folder = Folder::new();
    let path = shapefile(&folder, [55.45, -20.95], 0.01, Some(WGS84));
    let (communes, account) = communes(&path);
    assert_eq!((account.format, account.crs.as_str()), ("shapefile", "EPSG:4326 (WGS84)"));
    assert_eq!(account.issues, []);
    let commune = &communes[0];
    assert_eq!((commune.code.as_str(), commune.population), ("97411", Some(120)));
    assert_eq!(commune.name, "Île carrée");
    assert!(metres_off(commune, -20.95, 55.45) < 0.1);
}

/// The origin of Lambert-93 is 46.5° north, 3° east, by definition.
#[test]
fn lambert_93_is_known_by_its_prj() {
    let folder = Folder::new();
    let path = shapefile(&folder, [700_000.0, 6_600_000.0], 1_000.0, Some(LAMBERT_93));
    let (communes, account) = communes(&path);
    assert_eq!(account.crs, "EPSG:2154 (RGF93 / Lambert-93)");
    assert_eq!(account.issues, []);
    assert!(metres_off(&communes[0], 46.5, 3.0) < 1.0);
}

/// On the central meridian of zone 40, 57° east, northings count down from ten million by
/// 0.9996 times the length of the meridian.
#[test]
fn utm_40_south_is_known_by_the_code_of_its_prj() {
    // What PROJ 9.5 gives for 55.5 °E, 21.1 °S.
    let folder = Folder::new();
    let path = shapefile(&folder, [344197.575, 7666050.711], 1_000.0, Some(UTM_40S));
    let (communes, account) = communes(&path);
    assert_eq!(account.crs, "EPSG:2975 (RGR92 / UTM 40S)");
    let off = metres_off(&communes[0], -21.1, 55.5);
    assert!(off < 1.0, "{off} m");
}

#[test]
fn without_a_prj_the_system_is_told_by_the_values_and_the_ledger_says_so() {
    let folder = Folder::new();
    let path = shapefile(&folder, [700_000.0, 6_600_000.0], 1_000.0, None);
    let (communes, account) = communes(&path);
    let troubles: Vec<Trouble> = account.issues.iter().map(|issue| issue.trouble).collect();
    assert_eq!(troubles, [Trouble::CrsGuessed]);
    assert!(metres_off(&communes[0], 46.5, 3.0) < 1.0);
}

#[test]
fn a_prj_that_is_not_understood_is_quoted_and_the_system_told_by_the_values() {
    let folder = Folder::new();
    let odd = r#"PROJCS["Projection_de_la_commune",GEOGCS["x"]]"#;
    let path = shapefile(&folder, [700_000.0, 6_600_000.0], 1_000.0, Some(odd));
    let (communes, account) = communes(&path);
    let told: Vec<_> =
        account.issues.iter().map(|issue| (issue.trouble, issue.value.as_str())).collect();
    assert_eq!(
        told,
        [
            (Trouble::CrsNotUnderstood, "Projection_de_la_commune"),
            (Trouble::CrsGuessed, "EPSG:2154 (RGF93 / Lambert-93)")
        ]
    );
    assert!(metres_off(&communes[0], 46.5, 3.0) < 1.0);
    let error = refusal(&shapefile(&folder, [12.0, 900_000_000.0], 1_000.0, Some(odd)));
    assert!(error.to_string().contains("not understood, `Projection_de_la_commune`"), "{error}");
}

#[test]
fn without_a_prj_degrees_of_france_are_degrees() {
    let folder = Folder::new();
    let (communes, account) = communes(&shapefile(&folder, [55.45, -20.95], 0.01, None));
    assert_eq!(account.crs, "EPSG:4326 (WGS84)");
    assert!(metres_off(&communes[0], -20.95, 55.45) < 0.1);
}

#[test]
fn without_a_prj_metres_that_fit_nothing_are_refused() {
    let folder = Folder::new();
    let error = refusal(&shapefile(&folder, [12.0, 900_000_000.0], 1_000.0, None));
    assert!(matches!(error, Error::Tables(maillage::tables::Error::UnknownCrs { .. })), "{error}");
}

#[test]
fn a_missing_companion_is_named() {
    let folder = Folder::new();
    let path = shapefile(&folder, [55.45, -20.95], 0.01, Some(WGS84));
    fs::remove_file(path.with_extension("dbf")).expect("it was written");
    let error = refusal(&path);
    assert!(error.to_string().contains("`c.dbf`"), "{error}");
}

#[test]
fn a_companion_given_alone_says_what_to_give() {
    let folder = Folder::new();
    let path = shapefile(&folder, [55.45, -20.95], 0.01, Some(WGS84));
    let error = refusal(&path.with_extension("dbf"));
    assert!(error.to_string().contains("give the .shp of the same name"), "{error}");
}
