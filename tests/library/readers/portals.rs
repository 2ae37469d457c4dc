//! Contours as portals publish them: Opendatasoft, OpenStreetMap, geo.api.gouv.fr, Etalab, INSEE,
//! IGN. All communes are invented squares of a tenth of a degree.

use geo::Area;
use maillage::{
    Error,
    core::model::Commune,
    intake::ledger::{Fate, Trouble},
};

use super::{checked, contours::communes, refusal};
use crate::handmade::{Folder, contours, square, told};

/// The ring of a square of a tenth of a degree, 45° north.
fn ring(west: f64) -> String {
    part(west, west + 0.1)
}

/// The ring of a rectangle between two meridians, 45° to 45.1° north.
fn part(west: f64, east: f64) -> String {
    let (w, e) = (format!("{west:.2}"), format!("{east:.2}"));
    format!("[[[{w},45.0],[{e},45.0],[{e},45.1],[{w},45.1],[{w},45.0]]]")
}

fn polygon(ring: &str) -> String {
    format!(r#"{{"type":"Polygon","coordinates":{ring}}}"#)
}

fn feature(properties: &str, geometry: &str) -> String {
    format!(r#"{{"type":"Feature","properties":{{{properties}}},"geometry":{geometry}}}"#)
}

/// The communes of a file with this name and these contents.
fn read(name: &str, text: &str) -> Vec<Commune> {
    let folder = Folder::new();
    let (communes, account) = communes(&folder.write(name, text));
    assert_eq!(account.schema, "communes");
    communes
}

fn codes_and_names(communes: &[Commune]) -> Vec<(&str, &str)> {
    communes.iter().map(|commune| (commune.code.as_str(), commune.name.as_str())).collect()
}

const TWO: [(&str, &str); 2] = [("99001", "Aubépine"), ("99002", "Bruyère")];

#[test]
fn opendatasoft_writes_codes_and_names_as_lists() {
    let row = |(code, name): (&str, &str), west| {
        let properties = format!(
            r#""geo_point_2d":{{"lon":0.0,"lat":45.0}},"year":"2023","reg_code":["75"],
            "dep_code":["99"],"epci_code":["200000001"],"com_code":["{code}"],
            "com_current_code":["{code}"],"com_name":["{name}"],"com_type":"commune actuelle""#
        );
        feature(&properties.replace('\n', ""), &polygon(&ring(west)))
    };
    let read = read("georef.geojson", &contours(&[row(TWO[0], 0.0), row(TWO[1], 0.1)]));
    assert_eq!(codes_and_names(&read), TWO);
    assert_eq!(read[0].region.as_deref(), Some("75"));
    assert_eq!(read[0].epci.as_deref(), Some("200000001"));
}

/// Of several years the latest is read: communes of two years overlap.
#[test]
fn of_contours_of_several_years_the_latest_are_read() {
    let row = |year: &str, code: &str, west, east| {
        let properties =
            format!(r#""year":"{year}","com_code":["{code}"],"com_name":["Aubépine"]"#);
        feature(&properties, &polygon(&part(west, east)))
    };
    let folder = Folder::new();
    let rows = [
        row("2015", "99001", 0.0, 0.1),
        row("2023", "99001", 0.0, 0.2),
        row("2015", "99002", 0.1, 0.2),
    ];
    let (communes, account) = communes(&folder.write("c.geojson", contours(&rows)));
    assert_eq!(communes.len(), 1);
    assert!((communes[0].contour.unsigned_area() - 0.02).abs() < 1e-9);
    assert_eq!(told(&account, 2), [(Fate::SetAside, Trouble::OtherSlice)]);
    assert_eq!(told(&account, 4), [(Fate::SetAside, Trouble::OtherSlice)]);
}

/// In its CSV the contour is a text, and columns have titles.
#[test]
fn opendatasoft_writes_contours_into_a_column_of_its_csv() {
    let shape = |west| {
        let shape = format!(r#"{{"coordinates": {}, "type": "Polygon"}}"#, ring(west));
        format!("\"{}\"", shape.replace('"', "\"\""))
    };
    let header = "Geo Point;Geo Shape;Année;Code Officiel Région;Code Officiel Département;\
                  Code Officiel Commune;Nom Officiel Commune";
    let row = |(code, name): (&str, &str), west| {
        format!("45.0, 0.0;{};2023;75;99;{code};{name}", shape(west))
    };
    let text = [header.to_owned(), row(TWO[0], 0.0), row(TWO[1], 0.1)].join("\n");
    assert_eq!(codes_and_names(&read("georef.csv", &text)), TWO);
    let old = r#"[{"recordid":"a","fields":{"com_code":"99001","com_name":"Aubépine","geo_shape":SHAPE}}]"#;
    let text = old.replace("SHAPE", &polygon(&ring(0.0)));
    assert_eq!(codes_and_names(&read("georef.json", &text)), TWO[..1]);
}

#[test]
fn surfaces_written_as_wkt_in_a_table_are_contours() {
    let text =
        "INSEE_COM;NOM;WKT\n99001;Aubépine;\"POLYGON ((0 45, 0.1 45, 0.1 45.1, 0 45.1, 0 45))\"\n";
    assert_eq!(codes_and_names(&read("communes.csv", text)), TWO[..1]);
}

#[test]
fn openstreetmap_writes_ref_insee() {
    let tags = |(code, name): (&str, &str), level: u8| {
        format!(
            r#""@id":"relation/1","admin_level":"{level}","name":"{name}","ref:INSEE":"{code}","ref:FR:SIREN":"219900019","addr:postcode":"99100","population":"99""#
        )
    };
    let within = feature(&tags(("99003", "Ancienne"), 9), &polygon(&part(0.0, 0.05)));
    let communes_of = |before: &str| {
        let rows = [
            feature(
                &tags(TWO[0], 8).replace("\"name\"", &format!("\"{before}name\"")),
                &polygon(&ring(0.0)),
            ),
            feature(
                &tags(TWO[1], 8).replace("\"name\"", &format!("\"{before}name\"")),
                &polygon(&ring(0.1)),
            ),
            within.replace("\"name\"", &format!("\"{before}name\"")),
        ];
        rows.map(|row| row.replace("\"ref:INSEE\"", &format!("\"{before}ref:INSEE\"")))
    };
    for before in ["", "tags."] {
        let folder = Folder::new();
        let (communes, account) =
            communes(&folder.write("osm.geojson", contours(&communes_of(before))));
        assert_eq!(codes_and_names(&communes), TWO);
        assert_eq!(communes[0].population, Some(99));
        // A commune déléguée lies within its commune.
        assert_eq!(told(&account, 4), [(Fate::SetAside, Trouble::NotACommune)]);
    }
}

#[test]
fn geo_api_writes_a_contour_among_the_values() {
    let row = |(code, name): (&str, &str), west| {
        format!(
            r#"{{"nom":"{name}","code":"{code}","centre":{{"type":"Point","coordinates":[0,45]}},"bbox":{},"contour":{}}}"#,
            polygon(&part(west, west + 1.0)),
            polygon(&ring(west))
        )
    };
    let read = read("communes.json", &format!("[{},\n{}]", row(TWO[0], 0.0), row(TWO[1], 0.1)));
    assert_eq!(codes_and_names(&read), TWO);
    assert!((read[0].contour.unsigned_area() - 0.01).abs() < 1e-9, "the contour, not the box");
}

#[test]
fn a_collection_of_a_surface_and_its_label_is_the_surface() {
    let collection = format!(
        r#"{{"type":"GeometryCollection","geometries":[{},{{"type":"Point","coordinates":[0.05,45.05]}}]}}"#,
        polygon(&ring(0.0))
    );
    let row = feature(r#""code":"99001","nom":"Aubépine""#, &collection);
    let read = read("c.geojson", &contours(&[row]));
    assert_eq!(codes_and_names(&read), TWO[..1]);
    assert!((read[0].contour.unsigned_area() - 0.01).abs() < 1e-9);
}

/// Two IRIS of half a square each: the border between them goes.
#[test]
fn iris_are_united_into_their_commune() {
    let generations = [
        r#""INSEE_COM":"99001","NOM_COM":"Aubépine","IRIS":"0101","CODE_IRIS":"99001NUMBER","NOM_IRIS":"Quartier NUMBER","POPULATION":500"#,
        r#""DEPCOM":"99001","NOM_COM":"Aubépine","DCOMIRIS":"99001NUMBER","NOM_IRIS":"Quartier NUMBER""#,
        r#""com_code":["99001"],"com_name":["Aubépine"],"iris_code":["99001NUMBER"],"iris_name":["Quartier NUMBER"]"#,
    ];
    for properties in generations {
        let iris = |number: &str, west, east| {
            feature(&properties.replace("NUMBER", number), &polygon(&part(west, east)))
        };
        let folder = Folder::new();
        let rows = [
            iris("0101", 0.0, 0.05),
            iris("0102", 0.05, 0.1),
            iris("0101", 0.1, 0.2).replace("99001", "99002").replace("Aubépine", "Bruyère"),
        ];
        let (communes, account) = communes(&folder.write("iris.geojson", contours(&rows)));
        assert_eq!(codes_and_names(&communes), TWO, "{properties}");
        assert_eq!((account.read, account.kept, account.merged()), (3, 2, 1));
        let contour = &communes[0].contour;
        assert_eq!((contour.0.len(), contour.0[0].interiors().len()), (1, 0));
        assert!((contour.unsigned_area() - 0.01).abs() < 1e-9);
        assert_eq!(
            communes[0].population, None,
            "residents of an IRIS are not those of its commune"
        );
    }
}

#[test]
fn iris_with_nothing_but_their_code_are_united_too() {
    let iris = |code: &str, west, east| {
        feature(&format!(r#""code_iris":"{code}""#), &polygon(&part(west, east)))
    };
    let rows = [iris("990010101", 0.0, 0.05), iris("990010102", 0.05, 0.1)];
    let read = read("iris.geojson", &contours(&rows));
    assert_eq!(codes_and_names(&read), [("99001", "")]);
}

#[test]
fn arrondissements_have_their_own_code_and_not_that_of_their_commune() {
    let generations = [
        r#""INSEE_ARM":"CODE","INSEE_COM":"75056","NOM":"Paris NUMBER""#,
        r#""com_arm_code":["CODE"],"com_arm_name":["Paris NUMBER"],"com_code":["75056"],"com_name":["Paris"]"#,
        r#""c_ar":NUMBER,"c_arinsee":CODE,"l_aroff":"Paris NUMBER""#,
        r#""code_insee":"CODE","nom_officiel":"Paris NUMBER","code_insee_de_la_commune_de_rattach":"75056""#,
    ];
    for properties in generations {
        let row = |code: &str, number: &str| {
            let properties = properties.replace("CODE", code).replace("NUMBER", number);
            let west = number.parse::<f64>().expect("a number") / 10.0;
            let square = square("99001", 48.8, 2.0 + west);
            square.replace(r#""code":"99001","nom":"Carré 99001""#, &properties)
        };
        let read = read("arm.geojson", &contours(&[row("75101", "1"), row("75102", "2")]));
        let names: Vec<&str> = read.iter().map(|commune| commune.name.as_str()).collect();
        let codes: Vec<&str> = read.iter().map(|commune| commune.code.as_str()).collect();
        assert_eq!(codes, ["75101", "75102"], "{properties}");
        assert!(names[0].starts_with("Paris"), "{properties}: {names:?}");
    }
}

#[test]
fn a_column_is_one_of_codes_by_a_name_that_says_it_and_its_values() {
    for (name, is_code) in [
        ("num_insee", true),
        ("Code de la commune", true),
        ("code_postal", false),
        ("numero", false),
    ] {
        let properties = format!(r#""{name}":"99001","nom":"Aubépine""#);
        let text = contours(&[feature(&properties, &polygon(&ring(0.0)))]);
        let folder = Folder::new();
        let path = folder.write("c.geojson", text);
        if is_code {
            assert_eq!(communes(&path).0.len(), 1, "{name}");
            continue;
        }
        let error = maillage::intake::kinds::communes::read(&path).expect_err("no code is sure");
        assert!(matches!(error, Error::ContourCode { .. }), "{error}");
        let told = error.to_string();
        assert!(told.contains("`code` under `[contours.colonnes]`"), "{told}");
        assert!(told.contains(&format!("`{name}`")), "{told}");
    }
}

/// Etalab's cadastre has the code as `id`; the official names beside it prove it.
#[test]
fn official_names_prove_a_column_of_codes() {
    let rows = |names: [&str; 2]| {
        let row = |(code, name): (&str, &str), west| {
            feature(&format!(r#""id":"{code}","nom":"{name}""#), &polygon(&ring(west)))
        };
        contours(&[row(("16001", names[0]), 0.0), row(("16002", names[1]), 0.1)])
    };
    let read = read("c.geojson", &rows(["Abzac", "Les Adjots"]));
    assert_eq!(codes_and_names(&read), [("16001", "Abzac"), ("16002", "Les Adjots")]);
    let folder = Folder::new();
    let error = refusal(&folder.write("c.geojson", rows(["Aubépine", "Bruyère"])));
    assert!(matches!(error, Error::ContourCode { .. }), "{error}");
}

#[test]
fn zonings_that_are_parts_of_communes_are_no_communes() {
    for column in ["code_qp", "INSEE_CAD", "typezone"] {
        let properties = format!(r#""insee_com":"99001","{column}":"QP099001""#);
        let folder = Folder::new();
        let text = contours(&[feature(&properties, &polygon(&part(0.02, 0.04)))]);
        let error = refusal(&folder.write("zones.geojson", text));
        assert!(matches!(error, Error::ZonesInCommunes { .. }), "{error}");
        assert!(error.to_string().contains(&format!("`{column}`")), "{error}");
    }
}

#[test]
fn rows_of_one_commune_that_overlap_are_refused() {
    let row =
        |west, east| feature(r#""code":"99001","nom":"Aubépine""#, &polygon(&part(west, east)));
    let folder = Folder::new();
    let error = refusal(&folder.write("c.geojson", contours(&[row(0.0, 0.1), row(0.02, 0.1)])));
    assert!(matches!(error, Error::CommuneDrawnTwice { .. }), "{error}");
    assert!(error.to_string().contains("lines 2, 3"), "{error}");
    // The same row twice is one.
    let account = checked(&folder.write("d.geojson", contours(&[row(0.0, 0.1), row(0.0, 0.1)])));
    assert_eq!((account.kept, account.merged()), (1, 1));
}

/// Lists of départements and régions have codes too.
#[test]
fn contours_of_departements_are_asked_about() {
    let row = |code: &str, west| {
        feature(&format!(r#""code":"{code}","nom":"Dép {code}""#), &polygon(&ring(west)))
    };
    let folder = Folder::new();
    let error = refusal(&folder.write("d.geojson", contours(&[row("16", 0.0), row("2A", 0.1)])));
    assert!(matches!(error, Error::ContourCode { .. }), "{error}");
}

/// Zones inside communes carry their code too: these are a hundredth of three communes of Charente
/// (the fourth code is a former one, of which nothing is told).
#[test]
fn zones_inside_communes_are_no_communes() {
    let zone = |code: &str, west: f64, size: f64| {
        let (w, e, n) = (west, west + size, 45.7 + size);
        let ring = format!("[[[{w},45.7],[{e},45.7],[{e},{n}],[{w},{n}],[{w},45.7]]]");
        feature(&format!(r#""code_insee":"{code}","zone":"A""#), &polygon(&ring))
    };
    let file = |size: f64| {
        let codes = ["16001", "16002", "16004", "16005"];
        let zones = codes.iter().enumerate();
        contours(&zones.map(|(at, code)| zone(code, 0.1 * at as f64, size)).collect::<Vec<_>>())
    };
    let folder = Folder::new();
    let error = refusal(&folder.write("zones.geojson", file(0.005)));
    assert!(matches!(error, Error::ContoursInPart { parts: 3, communes: 3, .. }), "{error}");
    assert_eq!(checked(&folder.write("communes.geojson", file(0.1))).kept, 4);
}
