//! The laws of the page as a file.

use geo::{MultiPolygon, polygon};
use maillage_output::{
    Column, Geometry, GeometryType, Layer, LayerFile, StyleOptions, StyledLayer, Unit, Words,
    styles_of,
};

use super::*;

/// Names that would break a page that takes them for HTML or for script.
const NAMES: [&str; 4] = [
    "</script><script>alert(1)</script>",
    "<!-- <img src=x onerror=alert(1)> & ' \"",
    "{{data}} {{policy}}",
    "L'Haÿ-les-Roses 🌹 مدينة",
];

fn square(rank: usize) -> MultiPolygon<f64> {
    let west = rank as f64 * 0.1;
    MultiPolygon::new(vec![
        polygon![(x: west, y: 45.0), (x: west + 0.1, y: 45.0), (x: west + 0.1, y: 45.1), (x: west, y: 45.1)],
    ])
}

fn page(title: &str, geometry_type: GeometryType) -> String {
    let contours: Vec<MultiPolygon<f64>> = (0..NAMES.len()).map(square).collect();
    let layer = Layer {
        name: "couverture",
        title: Words::same("Communes"),
        about: Words::same("Communes"),
        columns: vec![
            Column::text("nom", Words::same("Commune"), |row: usize| Some(NAMES[row])),
            Column::decimal("distance_km", Unit::Kilometres, 3, Words::same("Distance"), |row| {
                Some(row as f64 * 4.0)
            }),
        ],
        rows: NAMES.len(),
        geometry_type,
        geometry: Box::new(|row| match geometry_type {
            GeometryType::Area => Geometry::Area(&contours[row]),
            _ => Geometry::None,
        }),
        metadata: Box::new(|| Ok(serde_json::json!({"logiciel": NAMES[0]}))),
        execution: None,
    };
    let voice = Voice::of(Lang::Fr);
    let styles = styles_of(&layer, &StyleOptions::default(), voice);
    let dataset = Dataset::with_main(
        title.to_owned(),
        vec![StyledLayer { layer, styles, file: LayerFile::None }],
        0,
    );
    let mut bytes = Vec::new();
    WebPage { voice }.write(&dataset, &mut bytes).expect("memory takes any file");
    String::from_utf8(bytes).expect("the page is UTF-8")
}

/// The document of a page, as the browser reads it.
fn document(page: &str) -> serde_json::Value {
    let start = "<script id=\"document\" type=\"application/json\">";
    let (_, rest) = page.split_once(start).expect("the page has a document");
    let (json, _) = rest.split_once("</script>").expect("the document ends");
    serde_json::from_str(json).expect("the document is JSON")
}

#[test]
fn no_name_ends_the_document_or_becomes_html() {
    let page = page(NAMES[0], GeometryType::Area);
    assert_eq!(page.matches("</script>").count(), 2);
    assert!(!page.contains("<!--") && !page.contains("<img"));
    let names = &document(&page)["layers"][0]["columns"][0]["texts"];
    assert_eq!(*names, serde_json::json!(NAMES));
}

#[test]
fn the_policy_names_the_script_and_the_style_that_are_in_the_page_and_no_address() {
    let page = page("Charente", GeometryType::Area);
    let (_, script) = page.rsplit_once("<script>").expect("the page has a script");
    let (script, _) = script.split_once("</script>").expect("the script ends");
    let checksum = STANDARD.encode(Sha256::digest(script));
    assert!(page.contains(&format!("script-src 'sha256-{checksum}'")));
    assert!(page.contains("default-src 'none'"));
    assert!(!page.contains("http://") && !page.contains("https://"));
    assert!(!page.contains("innerHTML"));
}

#[test]
fn the_same_dataset_gives_the_same_bytes() {
    assert_eq!(page("Charente", GeometryType::Area), page("Charente", GeometryType::Area));
}

#[test]
fn a_slot_in_a_title_is_not_filled_in() {
    let page = page("{{data}}", GeometryType::Area);
    assert!(page.contains("<title>{{data}}</title>"));
    assert_eq!(document(&page)["title"], "{{data}}");
}

#[test]
fn a_layer_without_geometries_is_a_page_all_the_same() {
    let page = page("Charente", GeometryType::None);
    assert_eq!(document(&page)["outlines"]["count"], 0);
}

#[test]
fn every_row_has_a_class_that_the_legend_names() {
    let page = document(&page("Charente", GeometryType::Area));
    let drawing = &page["layers"][0]["drawings"][0];
    let rows = bytes::numbers(drawing["rows"].as_str().expect("rows are a text"));
    let classes = drawing["classes"].as_array().expect("classes are a list");
    for paint in rows {
        let class = drawing["paints"][paint as usize - 1][0].as_u64().expect("a rank");
        assert!(classes[class as usize]["count"].as_u64() > Some(0));
    }
}

/// The contours of all communes, whatever the features of the crate that holds them.
fn all_contours() -> Vec<MultiPolygon<f64>> {
    let gazetteer = include_bytes!("../../../maillage-france/data/gazetteer.bin");
    let text = maillage_france::pack::inflated(gazetteer);
    let text = String::from_utf8(text).expect("the gazetteer is text");
    let contours = include_bytes!("../../../maillage-france/data/contours.bin");
    let france = maillage_france::France::new(text.leak(), contours);
    let of_all = france.departements().flat_map(|of| france.contours(of));
    of_all.map(|(_, contour)| contour).collect()
}

#[test]
#[ignore = "takes all communes of France"]
fn a_page_of_france_is_under_twelve_megabytes() {
    let contours = all_contours();
    // As many columns as a run has on a page, with values that compress no better than real ones.
    let number = |name: &'static str| {
        Column::decimal(name, Unit::None, 3, Words::same(name), move |row| {
            Some((row * 7_919 % 30_011) as f64 / 1_000.0)
        })
    };
    let names = [
        "distance_km",
        "duree_min",
        "personnes_non_couvertes",
        "illectronisme",
        "illectronisme_bas",
        "illectronisme_haut",
        "illectronisme_pct",
        "distance_mediation_km",
        "population",
        "distance_france_services_km",
        "distance_itinerant_km",
        "rang",
        "couverture_10km_pct",
        "minutes_semaine_10km",
        "minutes_par_personne_semaine",
    ];
    let text = |name: &'static str| {
        Column::text(name, Words::same(name), move |row| {
            Some(format!("{name} de la commune {row}"))
        })
    };
    let columns = ["code_insee", "nom", "lieu_nom"].map(text).into_iter().chain(names.map(number));
    let layer = Layer {
        name: "couverture",
        title: Words::same("Communes"),
        about: Words::same("Communes"),
        columns: columns.collect(),
        rows: contours.len(),
        geometry_type: GeometryType::Area,
        geometry: Box::new(|row| Geometry::Area(&contours[row])),
        metadata: Box::new(|| Ok(serde_json::Value::Null)),
        execution: None,
    };
    let voice = Voice::of(Lang::Fr);
    let styles = styles_of(&layer, &StyleOptions::default(), voice);
    let styled = StyledLayer { layer, styles, file: LayerFile::Main };
    let dataset = Dataset::with_main("France".to_owned(), vec![styled], 0);
    let mut bytes = Vec::new();
    WebPage { voice }.write(&dataset, &mut bytes).expect("memory takes any file");
    assert!(bytes.len() < 12_000_000, "{} bytes", bytes.len());
}
