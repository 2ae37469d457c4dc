use std::sync::Arc;

use geo::{MultiPolygon, polygon};
use maillage_hours::Lang;
use maillage_output::{Column, Geometry, StyleOptions, Unit, Words, styles_of};
use serde_json::json;

use super::*;

/// A commune for a test: name, west and south of its square, distance.
type Square<'text> = (&'text str, f64, f64, f64);

/// A dataset of square communes of a tenth of a degree, all of département 99.
fn dataset(units: &[Square], check: impl Fn(&Dataset)) {
    dataset_with(units, None, check);
}

/// The same, with a gap.
fn dataset_with(units: &[Square], gap: Option<&MultiPolygon<f64>>, check: impl Fn(&Dataset)) {
    let contours: Vec<MultiPolygon<f64>> = units
        .iter()
        .map(|(_, west, south, _)| {
            let (east, north) = (west + 0.1, south + 0.1);
            MultiPolygon::new(vec![polygon![
                (x: *west, y: *south), (x: east, y: *south), (x: east, y: north), (x: *west, y: north),
            ]])
        })
        .collect();
    let names: Arc<Vec<String>> = Arc::new(units.iter().map(|unit| unit.0.to_owned()).collect());
    let km: Vec<f64> = units.iter().map(|unit| unit.3).collect();
    let words = || Words::same("x");
    let layer = Layer {
        name: "couverture",
        title: words(),
        about: words(),
        columns: vec![
            Column::text("nom", words(), move |row| Some(names[row].clone())),
            Column::text("code_departement", words(), |_| Some("99")),
            Column::integer("population", Unit::People, words(), |row| Some(1_000 - row)),
            Column::decimal("distance_km", Unit::Kilometres, 3, words(), move |row| Some(km[row])),
        ],
        rows: units.len(),
        geometry_type: GeometryType::Area,
        geometry: Box::new(|row| Geometry::Area(&contours[row])),
        metadata: Box::new(|| Ok(json!({"logiciel": "maillage", "version": "0"}))),
        execution: None,
    };
    let styles = styles_of(&layer, &StyleOptions::default(), Voice::of(Lang::Fr));
    let main = StyledLayer { layer, styles, file: LayerFile::Main };
    let gaps = gap.map(|gap| {
        let layer = Layer {
            name: "lacunes",
            title: words(),
            about: words(),
            columns: vec![Column::text("manque", words(), |_| Some("trop_loin"))],
            rows: 1,
            geometry_type: GeometryType::Area,
            geometry: Box::new(move |_| Geometry::Area(gap)),
            metadata: Box::new(|| Ok(json!({}))),
            execution: None,
        };
        let styles = styles_of(&layer, &StyleOptions::default(), Voice::of(Lang::Fr));
        StyledLayer { layer, styles, file: LayerFile::None }
    });
    check(&Dataset::with_main("Essai".to_owned(), [main].into_iter().chain(gaps).collect(), 0));
}

fn picture(dataset: &Dataset, format: PictureFormat) -> io::Result<Vec<u8>> {
    let main = dataset.main();
    let mut bytes = Vec::new();
    let drawn = (main.layer.name, &main.styles[0]);
    Picture::of(dataset, drawn, Voice::of(Lang::Fr))?.write(format, &mut bytes)?;
    Ok(bytes)
}

fn svg(dataset: &Dataset) -> String {
    let bytes = picture(dataset, PictureFormat::Svg).expect("there is something to draw");
    String::from_utf8(bytes).expect("text")
}

#[test]
fn a_territory_of_one_commune_is_a_page() {
    dataset(&[("Seule", 2.0, 48.0, 3.0)], |dataset| {
        let page = svg(dataset);
        assert!(
            page.contains(">Seule\u{a0}: distance au lieu d'aide le plus proche</text>"),
            "{page}"
        );
        // The class that it is of, and the fixed classes that it is not of.
        for label in ["≤\u{a0}2\u{a0}km", "2 – 5\u{a0}km", "&gt;\u{a0}20\u{a0}km"] {
            assert!(page.contains(&format!(">{label}</text>")), "{label}");
        }
        let fills = page.matches("fill=\"#fed676\" stroke=\"#fed676\"").count();
        assert_eq!(fills, 1, "one area of the class from 2 to 5 km");
    });
}

#[test]
fn islands_far_away_have_an_inset_with_their_name() {
    let units = [("Là", 2.0, 48.0, 3.0), ("Ici", 55.4, -21.2, 30.0)];
    dataset(&units, |dataset| {
        let page = svg(dataset);
        assert!(page.contains(">La Réunion</text>"), "{page}");
        assert_eq!(page.matches("stroke=\"#b5b5b5\"").count(), 1, "one inset");
    });
}

#[test]
fn gaps_are_drawn_on_the_whole_territory() {
    let units: Vec<Square> =
        (0..30).map(|rank| ("Ici", 2.0 + 0.1 * f64::from(rank), 48.0, 3.0)).collect();
    let gap = MultiPolygon::new(vec![
        polygon![(x: 2.0, y: 48.0), (x: 2.1, y: 48.0), (x: 2.1, y: 48.1), (x: 2.0, y: 48.1)],
    ]);
    dataset_with(&units, Some(&gap), |dataset| {
        let drawn = ("lacunes", &dataset.layers[1].styles[0]);
        let picture = Picture::of(dataset, drawn, Voice::of(Lang::Fr));
        let svg = picture.expect("there is something to draw").svg;
        let ground = format!("fill=\"{0}\" stroke=\"{0}\"", palette::GROUND);
        assert_eq!(svg.matches(&ground).count(), 1, "the territory beneath");
        assert_eq!(svg.matches("fill=\"#70001c\" stroke=\"#70001c\"").count(), 1, "the gap");
    });
}

#[test]
fn names_never_become_markup_and_never_leave_the_page() {
    let long = "x".repeat(200);
    let units = [
        ("<script>alert('é') & \"b\"</script>", 2.0, 48.0, 3.0),
        ("مرحبا 😀", 2.1, 48.0, 8.0),
        (long.as_str(), 2.2, 48.0, 12.0),
    ];
    dataset(&units, |dataset| {
        let page = svg(dataset);
        assert!(!page.contains("<script"), "{page}");
        assert!(page.contains("&lt;script&gt;"));
        assert!(!page.contains(&long), "a name of 200 letters is cut");
        let tree = picture(dataset, PictureFormat::Png).expect("the page is well-formed");
        assert!(tree.starts_with(b"\x89PNG"));
        let paper = picture(dataset, PictureFormat::Pdf).expect("the page is well-formed");
        assert!(paper.starts_with(b"%PDF"));
    });
}

#[test]
fn the_same_layers_are_the_same_bytes() {
    let units = [("A", 2.0, 48.0, 3.0), ("B", 2.1, 48.0, 8.0), ("C", 2.0, 48.1, 12.0)];
    dataset(&units, |dataset| {
        for format in [PictureFormat::Svg, PictureFormat::Png] {
            let [one, other] = [(); 2].map(|()| picture(dataset, format).expect("it is drawn"));
            assert!(one == other, "{format:?}");
        }
    });
}

#[test]
fn a_layer_without_any_area_is_refused() {
    dataset(&[], |dataset| {
        let refused = picture(dataset, PictureFormat::Svg).expect_err("there is nothing");
        assert_eq!(refused.kind(), io::ErrorKind::InvalidInput);
    });
}

#[test]
fn a_title_begins_with_a_small_letter_after_the_territory() {
    assert_eq!(uncapitalised("Distance au lieu"), "distance au lieu");
    assert_eq!(uncapitalised("EPCI couverts"), "EPCI couverts");
}
