//! Contours in GeoJSON: column generations and reference systems.

use std::path::Path;

use maillage::{
    Error, Position,
    core::{
        geodesy::geodesic_metres,
        model::{Commune, Origin},
    },
    intake::ledger::{Account, Fate, Trouble},
};

use super::{checked, refusal};
use crate::handmade::{Folder, contours, square, told};

pub(super) fn communes(path: &Path) -> (Vec<Commune>, Account) {
    let (communes, account) =
        maillage::intake::kinds::communes::read(path).expect("the file was made to be read");
    assert!(account.balances());
    (communes, account)
}

/// How far the home of a commune is from where it must be, in metres.
pub(super) fn metres_off(commune: &Commune, latitude: f64, longitude: f64) -> f64 {
    let expected = Position::new(latitude, longitude).expect("on the globe");
    geodesic_metres(commune.home, expected)
}

/// A square of 2 km around a point of a projection, with any properties and `crs` member.
fn projected(crs: &str, [x, y]: [f64; 2]) -> String {
    let (w, e, s, n) = (x - 1_000.0, x + 1_000.0, y - 1_000.0, y + 1_000.0);
    format!(
        "{{\"type\":\"FeatureCollection\",{crs}\"features\":[\n{{\"type\":\"Feature\",\
         \"properties\":{{\"code\":\"99001\",\"nom\":\"Carré\"}},\"geometry\":{{\"type\":\"Polygon\",\
         \"coordinates\":[[[{w},{s}],[{e},{s}],[{e},{n}],[{w},{n}],[{w},{s}]]]}}}}\n]}}"
    )
}

fn stated(name: &str) -> String {
    format!("\"crs\":{{\"type\":\"name\",\"properties\":{{\"name\":\"{name}\"}}}},")
}

#[test]
fn every_generation_of_column_names_is_understood() {
    let generations = [
        r#"{"code":"99001","nom":"Carré"}"#,
        r#"{"INSEE_COM":"99001","NOM":"Carré","POPULATION":120,"SIREN_EPCI":"200000001","INSEE_REG":"52"}"#,
        r#"{"INSEE_COM":"99001","NOM_COM":"Carré","POPULATION":120,"CODE_EPCI":"200000001","INSEE_REG":"52"}"#,
        r#"{"code_insee":"99001","nom_officiel":"Carré","population":120,"codes_siren_des_epci":"200000001/200000002","code_insee_de_la_region":"52"}"#,
        r#"{"CODGEO":"99001","LIBGEO":"Carré"}"#,
    ];
    for (rank, properties) in generations.into_iter().enumerate() {
        let folder = Folder::new();
        let feature = square("99001", 45.0, 0.0);
        let plain = r#"{"code":"99001","nom":"Carré 99001"}"#;
        assert!(feature.contains(plain));
        let feature = feature.replace(plain, properties);
        let (communes, account) = communes(&folder.write("c.geojson", contours(&[feature])));
        assert_eq!(account.schema, "communes");
        let commune = &communes[0];
        assert_eq!((commune.code.as_str(), commune.name.as_str()), ("99001", "Carré"));
        if matches!(rank, 1..=3) {
            assert_eq!(commune.population, Some(120), "{properties}");
            assert_eq!(commune.epci.as_deref(), Some("200000001"), "{properties}");
            assert_eq!(commune.region.as_deref(), Some("52"), "{properties}");
        }
    }
}

/// The origin of Lambert-93 is 46.5° north, 3° east, by definition.
#[test]
fn a_crs_member_says_in_which_system_the_contours_are() {
    for name in ["EPSG:2154", "urn:ogc:def:crs:EPSG::2154"] {
        let folder = Folder::new();
        let text = projected(&stated(name), [700_000.0, 6_600_000.0]);
        let (communes, account) = communes(&folder.write("c.geojson", text));
        assert_eq!(account.crs, "EPSG:2154 (RGF93 / Lambert-93)");
        assert_eq!(account.issues, []);
        let off = metres_off(&communes[0], 46.5, 3.0);
        assert!(off < 1.0, "{off} m");
    }
}

#[test]
fn metres_without_a_crs_member_are_recognised_by_their_magnitude_and_told() {
    let folder = Folder::new();
    let text = projected("", [700_000.0, 6_600_000.0]);
    let (communes, account) = communes(&folder.write("c.geojson", text));
    let troubles: Vec<Trouble> = account.issues.iter().map(|issue| issue.trouble).collect();
    assert_eq!(troubles, [Trouble::CrsGuessed]);
    assert!(metres_off(&communes[0], 46.5, 3.0) < 1.0);
}

/// Around Perpignan in Lambert II étendu, or in the Antilles in UTM 20N.
#[test]
fn metres_that_fit_two_systems_are_refused_rather_than_guessed() {
    let folder = Folder::new();
    let error = refusal(&folder.write("c.geojson", projected("", [640_000.0, 1_730_000.0])));
    assert!(matches!(error, Error::Tables(maillage::tables::Error::UnknownCrs { .. })), "{error}");
    assert!(error.to_string().contains("27572") && error.to_string().contains("5490"));
}

#[test]
fn lambert_ii_is_read_and_told_to_be_approximate() {
    let folder = Folder::new();
    let text = projected(&stated("EPSG:27572"), [600_000.0, 2_200_000.0]);
    let (communes, account) = communes(&folder.write("c.geojson", text));
    assert_eq!(account.issues[0].trouble, Trouble::CrsApproximate);
    // Its origin is 52 gr north on the meridian of Paris: 46.8°, 2.337229°, in NTF, which
    // is some 100 m off WGS84 there.
    assert!(metres_off(&communes[0], 46.8, 2.337_229) < 150.0);
}

#[cfg(not(feature = "proj"))]
#[test]
fn a_foreign_system_is_refused_by_name() {
    let folder = Folder::new();
    let text = projected(&stated("EPSG:25830"), [500_000.0, 4_700_000.0]);
    let error = refusal(&folder.write("c.geojson", text));
    assert!(error.to_string().contains("EPSG:25830"), "{error}");
    assert!(
        matches!(error, Error::Tables(maillage::tables::Error::UnsupportedCrs { .. })),
        "{error}"
    );
}

#[test]
fn parts_of_one_commune_on_several_rows_are_joined() {
    let folder = Folder::new();
    let parts =
        [square("99001", 45.0, 0.0), square("99001", 45.0, 0.3), square("99002", 45.0, 0.1)];
    let (communes, account) = communes(&folder.write("c.geojson", contours(&parts)));
    assert_eq!((account.read, account.kept, account.merged()), (3, 2, 1));
    assert_eq!(told(&account, 3), [(Fate::Merged, Trouble::CommuneInParts)]);
    assert_eq!(communes[0].contour.0.len(), 2);
    // The centroid of both falls between them, in the other commune.
    assert_eq!(communes[0].origin, Origin::InteriorPoint);
}

#[test]
fn one_code_with_two_names_stops_the_run() {
    let folder = Folder::new();
    let other = square("99001", 45.0, 0.3).replace("Carré 99001", "Rond 99001");
    let text = contours(&[square("99001", 45.0, 0.0), other]);
    let error = refusal(&folder.write("c.geojson", text));
    assert!(matches!(error, Error::DuplicateCommune { line: 3, other_line: 2, .. }), "{error}");
}

#[test]
fn a_feature_without_a_surface_or_a_code_is_set_aside() {
    let folder = Folder::new();
    let point = r#"{"type":"Feature","properties":{"code":"99002","nom":"Point"},"geometry":{"type":"Point","coordinates":[0.1,45.0]}}"#;
    let nothing =
        r#"{"type":"Feature","properties":{"code":"99003","nom":"Rien"},"geometry":null}"#;
    let uncoded = square("", 45.0, 0.3);
    let misread = square("9900A", 45.0, 0.4);
    let features =
        [square("99001", 45.0, 0.0), point.to_owned(), nothing.to_owned(), uncoded, misread];
    let (communes, account) = communes(&folder.write("c.geojson", contours(&features)));
    assert_eq!(communes.len(), 1);
    assert_eq!(told(&account, 3), [(Fate::SetAside, Trouble::BadGeometry)]);
    assert_eq!(told(&account, 4), [(Fate::SetAside, Trouble::BadGeometry)]);
    assert_eq!(told(&account, 5), [(Fate::SetAside, Trouble::CodeMissing)]);
    assert_eq!(told(&account, 6), [(Fate::SetAside, Trouble::CodeUnreadable)]);
}

/// RFC 7946 wants outer rings counter-clockwise; the départements of a well-known
/// repository have them the other way round.
#[test]
fn rings_the_wrong_way_round_are_turned() {
    use geo::{Winding, orient::Orient};

    let folder = Folder::new();
    let clockwise = square("99001", 45.0, 0.0).replace(
        "[[[0.0,45.0],[0.1,45.0],[0.1,45.1],[0.0,45.1],[0.0,45.0]]]",
        "[[[0.0,45.0],[0.0,45.1],[0.1,45.1],[0.1,45.0],[0.0,45.0]]]",
    );
    assert!(clockwise != square("99001", 45.0, 0.0));
    let (communes, _) = communes(&folder.write("c.geojson", contours(&[clockwise])));
    let contour = &communes[0].contour;
    assert!(contour.0[0].exterior().is_ccw());
    assert_eq!(contour.orient(geo::orient::Direction::Default), **contour);
    assert!(metres_off(&communes[0], 45.05, 0.05) < 0.1);
}

/// A strip of 0.1° by 1°, and a box of 0.3° by 0.1° to its east, wider but smaller; their
/// centroid, 0.3° east, is in neither.
#[test]
fn a_commune_in_parts_is_measured_from_inside_its_largest() {
    let folder = Folder::new();
    let strip = "[[[0.0,45.0],[0.1,45.0],[0.1,46.0],[0.0,46.0],[0.0,45.0]]]";
    let wide = "[[[1.0,45.0],[1.3,45.0],[1.3,45.1],[1.0,45.1],[1.0,45.0]]]";
    for parts in [[strip, wide], [wide, strip]] {
        let feature = format!(
            "{{\"type\":\"Feature\",\"properties\":{{\"code\":\"99001\",\"nom\":\"Carré\"}},\
             \"geometry\":{{\"type\":\"MultiPolygon\",\"coordinates\":[{}]}}}}",
            parts.join(",")
        );
        let (communes, _) = communes(&folder.write("c.geojson", contours(&[feature])));
        assert_eq!(communes[0].origin, Origin::InteriorPoint);
        let home = communes[0].home;
        assert!(home.longitude() > 0.0 && home.longitude() < 0.1, "{home:?}");
    }
}

/// The square whose south-west corner is 45° north, 0° east, with its axes exchanged.
fn exchanged(code: &str) -> String {
    square(code, 0.0, 45.0)
}

#[test]
fn a_contour_outside_france_is_set_aside() {
    let folder = Folder::new();
    let features = [square("99001", 45.0, 0.0), exchanged("99002"), square("99003", 45.0, 0.2)];
    let (communes, account) = communes(&folder.write("c.geojson", contours(&features)));
    assert!(communes.iter().map(|commune| commune.code.as_str()).eq(["99001", "99003"]));
    assert_eq!(told(&account, 3), [(Fate::SetAside, Trouble::ContourOutsideFrance)]);
    assert_eq!(account.issues[0].trouble.code(), "contour_hors_de_france");
    assert_eq!((account.read, account.kept), (3, 2));
}

/// Degrees taken for metres of Lambert-93 fall in the Atlantic.
#[test]
fn contours_that_are_all_outside_france_stop_the_run() {
    let degrees = contours(&[square("99001", 45.0, 0.0), square("99002", 45.0, 0.1)]);
    let lambert = degrees.replacen('{', &format!("{{{}", stated("EPSG:2154")), 1);
    for text in [lambert, contours(&[exchanged("99001"), exchanged("99002")])] {
        let folder = Folder::new();
        let path = folder.write("c.geojson", text);
        let told_of_all = checked(&path);
        assert_eq!((told_of_all.read, told_of_all.kept), (2, 0));
        for line in [2, 3] {
            let outside = [(Fate::SetAside, Trouble::ContourOutsideFrance)];
            assert_eq!(told(&told_of_all, line), outside);
        }
        let error =
            maillage::intake::kinds::communes::read(&path).expect_err("there is nothing to map");
        assert!(matches!(error, Error::NoCommunes { .. }), "{error}");
    }
}

/// Be it the first vertex, by which the system of the file is judged, or another.
#[test]
fn a_vertex_off_the_globe_costs_its_row_only() {
    for vertex in ["[[[0.1,45.0],", "[0.2,45.1],"] {
        let folder = Folder::new();
        let broken = square("99002", 45.0, 0.1).replace(vertex, &vertex.replace(",45", ",4500"));
        assert!(broken != square("99002", 45.0, 0.1));
        let features = [square("99001", 45.0, 0.0), broken, square("99003", 45.0, 0.2)];
        let (communes, account) = communes(&folder.write("c.geojson", contours(&features)));
        assert!(communes.iter().map(|commune| commune.code.as_str()).eq(["99001", "99003"]));
        assert_eq!(told(&account, 3), [(Fate::SetAside, Trouble::BadGeometry)]);
        assert_eq!(account.crs, "EPSG:4326 (WGS84)");
    }
}
