//! Lines given as the ways of tours.

use std::path::PathBuf;

use maillage::{
    Supply,
    core::model::{FileId, GivenTour},
    intake::{
        clean::IdentityOptions,
        gazetteer::Gazetteer,
        input::InputFiles,
        ledger::{Account, Fate, LedgerBuilder, Trouble},
        lists::{Cleaned, clean_lists, read_lists},
    },
};
use shapefile::{Point, Polyline, dbase};

use super::{checked, itinerant};
use crate::handmade::{Folder, told};

fn cleaned(path: PathBuf) -> (Cleaned, Account) {
    let supply = Supply { itinerant: vec![path], ..Supply::default() };
    let lists =
        read_lists(&supply, &InputFiles::new(&|_| {})).expect("the list was made to be read");
    let (gazetteer, options) = (Gazetteer::new(&[], &[]), IdentityOptions::default());
    let mut ledger = LedgerBuilder::default();
    let cleaned = clean_lists(lists, &gazetteer, &options, &mut ledger)
        .expect("the list was made to be read");
    let account = ledger.finish().accounts.remove(0);
    assert!(account.balances(), "{account:?}");
    (cleaned, account)
}

/// A feature of these properties and this geometry, as GeoJSON.
fn feature(properties: &str, geometry: &str) -> String {
    format!("{{\"type\":\"Feature\",\"properties\":{{{properties}}},\"geometry\":{geometry}}}")
}

fn geojson(features: &[String]) -> String {
    format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}", features.join(",\n"))
}

const LINE: &str = r#"{"type":"LineString","coordinates":[[0.05,45.05],[0.15,45.05]]}"#;
const LINES: &str =
    r#"{"type":"MultiLineString","coordinates":[[[0.05,45.05],[0.15,45.05]],[[0.2,45],[0.3,45]]]}"#;

/// The westernmost and the easternmost degree of a way.
fn ends(tour: &GivenTour) -> (f64, f64) {
    let way = tour.line.as_ref().expect("a line");
    let degrees = way.iter().flat_map(|line| &line.0).map(|point| point.x);
    degrees.fold((f64::MAX, f64::MIN), |(west, east), x| (west.min(x), east.max(x)))
}

#[test]
fn a_list_of_lines_is_a_list_of_tours_and_every_row_is_accounted_for() {
    let folder = Folder::new();
    let nowhere = r#"{"type":"LineString","coordinates":[[0.05,45.05],[0.05,45.05]]}"#;
    let abroad = r#"{"type":"LineString","coordinates":[[100,45],[101,45]]}"#;
    let path = folder.write(
        "bus.geojson",
        geojson(&[
            feature(r#""nom":"Tournée 1","vehicule":"Bus bleu""#, LINE),
            feature(r#""nom":"Tournée 2","vehicule":"""#, LINES),
            feature(r#""nom":"","vehicule":"""#, LINE),
            feature(r#""nom":"Sur place""#, nowhere),
            feature(r#""nom":"Rien""#, "null"),
            feature(r#""nom":"Loin""#, abroad),
        ]),
    );
    let account_of_check = checked(&path);
    let (cleaned, account) = cleaned(path);
    assert_eq!((account.schema, account.read, account.kept), ("traces-de-tournees", 6, 3));
    assert_eq!(told(&account, 5), [(Fate::SetAside, Trouble::BadGeometry)]);
    assert_eq!(told(&account, 6), [(Fate::SetAside, Trouble::BadGeometry)]);
    assert_eq!(told(&account, 7), [(Fate::SetAside, Trouble::OutsideFrance)]);
    let [unnamed, one, two] = &cleaned.tours[..] else { panic!("{:?}", cleaned.tours) };
    assert_eq!((one.name.as_str(), one.vehicle.as_deref()), ("Tournée 1", Some("Bus bleu")));
    assert_eq!((two.vehicle.as_deref(), ends(two)), (None, (0.05, 0.3)));
    // Called as its file is.
    assert_eq!((unnamed.name.as_str(), ends(unnamed)), ("bus", (0.05, 0.15)));
    assert!(cleaned.resolved.places.is_empty() && one.stops.is_empty());
    assert_eq!(account_of_check.tally(), account.tally());
}

#[test]
fn among_stops_lines_are_tours_and_points_are_stops() {
    let point = r#"{"type":"Point","coordinates":[0.05,45.05]}"#;
    let other = r#"{"type":"Point","coordinates":[0.15,45.05]}"#;
    let folder = Folder::new();
    let path = folder.write(
        "bus.geojson",
        geojson(&[
            feature(r#""tournee":"Mardis","arret":"","jours":"""#, LINE),
            feature(
                r#""tournee":"Mardis","arret":"Place inventée","recurrence":"Tu 09:00-12:00""#,
                point,
            ),
            feature(
                r#""tournee":"Mardis","arret":"Halle inventée","recurrence":"Tu 14:00-16:00""#,
                other,
            ),
        ]),
    );
    assert_eq!(checked(&path).kept, 3);
    let (cleaned, account) = cleaned(path.clone());
    assert_eq!((account.schema, account.read, account.kept), ("arrets", 3, 3));
    let names: Vec<&str> =
        cleaned.resolved.places.iter().map(|place| place.name.as_str()).collect();
    assert_eq!(names, ["Halle inventée", "Place inventée"]);
    let [tour] = &cleaned.tours[..] else { panic!("{:?}", cleaned.tours) };
    assert_eq!((tour.name.as_str(), tour.file, ends(tour)), ("Mardis", FileId(0), (0.05, 0.15)));
    // The catalogue counts them as kept as well.
    assert_eq!(itinerant(path).1.kept, 3);
}

#[test]
fn lines_in_lambert_93_are_brought_to_degrees() {
    // The origin of Lambert-93 is 46.5° north, 3° east, by definition.
    let folder = Folder::new();
    let lambert = r#"{"type":"LineString","coordinates":[[700000,6600000],[700000,6610000]]}"#;
    let text = geojson(&[feature(r#""nom":"Nord""#, lambert)]);
    let crs = r#"{"crs":{"type":"name","properties":{"name":"EPSG:2154"}},"#;
    let in_json = text.replacen('{', crs, 1);
    let in_table = "nom;trace\nNord;\"SRID=2154;LINESTRING (700000 6600000, 700000 6610000)\"\n";
    let unsaid = "nom;trace\nNord;\"LINESTRING (700000 6600000, 700000 6610000)\"\n";
    for (name, text) in [("a.geojson", in_json.as_str()), ("b.csv", in_table), ("c.csv", unsaid)] {
        let (cleaned, account) = cleaned(folder.write(name, text));
        assert_eq!(
            (account.kept, account.crs.as_str()),
            (1, "EPSG:2154 (RGF93 / Lambert-93)"),
            "{name}"
        );
        let (west, east) = ends(&cleaned.tours[0]);
        assert!((west - 3.0).abs() < 1e-9 && (east - 3.0).abs() < 1e-9, "{name}: {west} {east}");
    }
}

#[test]
fn lines_in_a_column_of_a_table_are_read_in_degrees() {
    let folder = Folder::new();
    let text = "id,tournee,wkt\n\
                1,L1,\"MULTILINESTRING ((0.05 45.05, 0.15 45.05), (0.2 45, 0.3 45))\"\n\
                2,L2,\"LINESTRING (0.05 45.05\"\n3,L3,\n";
    let (cleaned, account) = cleaned(folder.write("bus.csv", text));
    assert_eq!((account.read, account.kept, account.format), (3, 1, "csv"));
    assert_eq!(told(&account, 3), [(Fate::SetAside, Trouble::BadGeometry)]);
    assert_eq!((cleaned.tours[0].name.as_str(), ends(&cleaned.tours[0])), ("L1", (0.05, 0.3)));
}

#[test]
fn lines_of_a_shapefile_are_tours() {
    let folder = Folder::new();
    let path = folder.write("bus.shp", "");
    let name = dbase::FieldName::try_from("TOURNEE").expect("a short name");
    let table = dbase::TableWriterBuilder::new().add_character_field(name, 20);
    let mut writer = shapefile::Writer::from_path(&path, table).expect("a fresh folder");
    let mut record = dbase::Record::default();
    let text = dbase::FieldValue::Character(Some("Jeudis".to_owned()));
    record.insert("TOURNEE".to_owned(), text);
    let line = Polyline::new(vec![Point::new(0.05, 45.05), Point::new(0.15, 45.05)]);
    writer.write_shape_and_record(&line, &record).expect("a line can be written");
    drop(writer);
    let (cleaned, account) = cleaned(path);
    assert_eq!((account.format, account.kept), ("shapefile", 1));
    let tour = &cleaned.tours[0];
    assert_eq!((tour.name.as_str(), ends(tour)), ("Jeudis", (0.05, 0.15)));
}

#[test]
fn the_vehicle_of_a_stop_is_read() {
    let folder = Folder::new();
    let own = "tournee,vehicule,ordre,arret,latitude,longitude,recurrence\n\
               Mardis,Bus bleu,1,Place inventée,45.05,0.05,Tu 09:00-12:00\n";
    let standard = "nom,adresse,latitude,longitude,horaires,tournee,vehicule\n\
                    Place inventée,Rue inventée,45.05,0.05,Tu 09:00-12:00,Mardis,Bus bleu\n";
    for (name, text, schema) in
        [("own.csv", own, "arrets"), ("std.csv", standard, "arrets-mediation-numerique")]
    {
        let (places, account) = itinerant(folder.write(name, text));
        assert_eq!(account.schema, schema);
        let stop = places[0].stop.as_ref().expect("a stop");
        assert_eq!((stop.tour.as_str(), stop.vehicle.as_str()), ("Mardis", "Bus bleu"), "{name}");
    }
}
