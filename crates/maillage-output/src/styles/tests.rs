//! The laws of every style, on a layer that has every column.

use serde_json::json;

use super::*;
use crate::{
    GeoJson, Geometry, GeometryType, LayerFormat, Unit, Words, saved_layer,
    style::{Colour, Symbol},
};
use maillage_hours::Lang;
use maillage_intake::saved::SavedTable;

/// Distance in CIE L\*a\*b\* (1976) that any two classes of a style keep, for any kind of sight.
const APART: f64 = 10.0;

/// A row of the layer, by column: the first two letters of each value say what it is.
const ROWS: usize = 400;

/// A layer named `name` whose columns take every value that styles look at.
fn layer(name: &'static str) -> Layer<'static> {
    let title = |name: &str| Words { fr: format!("titre : {name}"), en: format!("title: {name}") };
    let among = |name: &'static str, values: &'static [&'static str]| {
        Column::text(name, title(name), move |row| Some(values[row % values.len()]))
    };
    let number = |name: &'static str, largest: f64| {
        let value = move |row: usize| {
            (!row.is_multiple_of(13)).then(|| largest * (row as f64 * 0.618_034).fract())
        };
        Column::decimal(name, Unit::None, 3, title(name), value)
    };
    let often = |name: &'static str, every: usize| {
        Column::integer(name, Unit::None, title(name), move |row| {
            Some(u8::from(row.is_multiple_of(every)))
        })
    };
    Layer {
        name,
        title: Words::same(name),
        about: Words::same(name),
        columns: vec![
            number("distance_km", 30.0),
            number("illectronisme_pct", 40.0),
            number("besoin_pct", 60.0),
            number("besoin_indice", 10.0),
            number("personnes_non_couvertes", 900.0),
            number("minutes_par_personne_semaine", 1.2),
            number("minutes_accessibles_2sfca", 3_000.0),
            number("couverture_10km_pct", 100.0),
            number("proba_pire_classe", 1.0),
            among("classe", &["1-1", "1-2", "1-3", "2-1", "2-2", "2-3", "3-1", "3-2", "3-3"]),
            among("verdict", &["probable", "indecis", "improbable", "improbable"]),
            among("besoin_qualite", &["estimation", "estimation", "petit_effectif"]),
            among("niveau", &["epci", "departement"]),
            among("manque", &["trop_loin", "itinerant_seulement", "horaires_insuffisants"]),
            among("evolution", &["gagnee", "perdue", "apparu", "disparu"]),
            among("point_chaud", &["chaud_99", "froid_95"]),
            among("type", &["mediation", "france_services", "itinerant"]),
            among("nature", &["ligne", "arret"]),
            among("tournee", &["A", "B", "C"]),
            often("bord_incertain", 7),
            often("sert", 5),
        ],
        rows: ROWS,
        geometry_type: GeometryType::None,
        geometry: Box::new(|_| Geometry::None),
        metadata: Box::new(|| {
            Ok(json!({"logiciel": "maillage", "besoin": {"sujet": "plus de 65 ans"},
                      "options": {"seuil_principal_km": 10.0},
                      "classes": {"acces_limites_km": [2.5, 8.0], "besoin_limites_pct": [9.0, 14.0]},
                      "points_chauds": {"colonne": "distance_km"}}))
        }),
        execution: None,
    }
}

/// Every style with its layer.
fn all() -> Vec<(Style, Layer<'static>)> {
    let made = |name: StyleName| {
        let layer = layer(name.layer());
        let style = style(name, &layer, &StyleOptions::default(), Voice::of(Lang::Fr));
        (style.expect("the layer has every column"), layer)
    };
    StyleName::ALL.map(made).into()
}

#[test]
fn every_feature_is_of_one_class() {
    for (style, layer) in all() {
        for row in 0..layer.rows {
            let of = style.rules_of(&layer, row);
            assert!(of.len() <= 1, "{} draws row {row} as {of:?}", style.name);
        }
        let drawn = style.classes(&layer).iter().flatten().count();
        let counted: usize = style.all_classes().map(|class| class.count).sum();
        assert_eq!(counted, drawn, "{}", style.name);
    }
}

/// The layer of the file that `layer` makes.
fn saved(layer: &Layer) -> SavedTable {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join("layer.geojson");
    let mut bytes = Vec::new();
    GeoJson.write(layer, &mut bytes).expect("memory takes any file");
    std::fs::write(&path, bytes).expect("the folder takes files");
    SavedTable::read(&path, None).expect("it is a layer of a run")
}

#[test]
fn a_layer_read_back_from_a_file_is_drawn_as_its_run_drew_it() {
    // Styles take one column where another is absent.
    let absent: [&[&str]; 3] = [
        &[],
        &["illectronisme_pct", "minutes_par_personne_semaine"],
        &["illectronisme_pct", "besoin_pct"],
    ];
    for (name, absent) in StyleName::ALL.into_iter().flat_map(|name| absent.map(|of| (name, of))) {
        let mut layer = layer(name.layer());
        layer.columns.retain(|column| !absent.contains(&column.name.as_ref()));
        let table = saved(&layer);
        let (options, voice) = (StyleOptions::default(), Voice::of(Lang::Fr));
        let of_run = style(name, &layer, &options, voice).expect("the layer has every column");
        let of_file = style(name, &saved_layer(&table), &options, voice).expect("so has the file");
        assert_eq!(of_run, of_file, "{} without {absent:?}", name.name());
    }
}

#[test]
fn a_layer_without_titles_calls_no_other_need_illectronism() {
    let mut untitled = layer("couverture");
    untitled.columns.retain(|column| column.name != "illectronisme_pct");
    untitled.columns.iter_mut().for_each(|column| column.titles = Words::same(&column.name));
    let style = style(StyleName::Need, &untitled, &StyleOptions::default(), Voice::of(Lang::Fr));
    let style = style.expect("there is a need");
    assert_eq!(style.heading, "Besoin\u{a0}: plus de 65 ans");
}

#[test]
fn a_layer_without_the_column_of_a_style_is_told_which() {
    let mut bare = layer("couverture");
    bare.columns.retain(|column| column.name != "verdict");
    let lacking = style(StyleName::Certainty, &bare, &StyleOptions::default(), Voice::of(Lang::Fr));
    let lacking = lacking.expect_err("there is no verdict");
    assert_eq!(lacking.to_string(), "style certainty: needs a layer with values in `verdict`");
}

#[test]
fn a_layer_of_nothing_opens_with_the_style_of_its_kind() {
    let mut gaps = layer("lacunes");
    gaps.rows = 0;
    let styles = styles_of(&gaps, &StyleOptions::default(), Voice::of(Lang::Fr));
    assert_eq!(styles.iter().map(|style| style.name).collect::<Vec<_>>(), ["gaps"]);
    assert!(styles[0].all_classes().all(|class| class.count == 0));
    let mut table = layer("sources");
    table.rows = 0;
    assert_eq!(styles_of(&table, &StyleOptions::default(), Voice::of(Lang::Fr)), []);
}

#[test]
fn no_name_of_a_column_becomes_html_or_an_expression() {
    let mut layer = layer("couverture");
    let name = "<img src=x>\" [% now() %]";
    layer.columns.push(Column::integer(name, Unit::None, Words::same("x"), |_| Some(1_u8)));
    layer.metadata = Box::new(move || Ok(json!({"points_chauds": {"colonne": name}})));
    let style = style(StyleName::HotSpots, &layer, &StyleOptions::default(), Voice::of(Lang::Fr));
    let tip = style.expect("there are spots").map_tip;
    let (html, expression) =
        tip.split_once("<br>").expect("lines").1.split_once(": ").expect("a value");
    assert_eq!(html, "&lt;img src=x&gt;&quot; [ % now() %]");
    let coalesced = "coalesce(\"<img src=x>\"\" [% now() %]\", '–')";
    assert!(expression.contains(coalesced), "{expression}");
}

#[test]
fn every_text_of_a_map_tip_is_escaped() {
    let texts = ["nom", "lieu_nom", "code_insee", "motif", "point_chaud", "en_clair"];
    for (style, _) in all() {
        for expression in style.map_tip.split("[% ").skip(1) {
            let (expression, _) = expression.split_once(" %]").expect("expressions end");
            let is_text = texts.iter().any(|text| expression.contains(&format!("\"{text}\"")));
            let is_escaped = expression.contains("'&lt;'");
            assert!(is_escaped || !is_text, "{}: {expression}", style.name);
        }
    }
}

#[test]
fn limits_that_are_asked_for_are_those_of_the_classes() {
    let layer = layer("couverture");
    let options = StyleOptions { classes: Classing::Limits(vec![3.0, 12.5]) };
    let style = style(StyleName::Distance, &layer, &options, Voice::of(Lang::Fr)).expect("km");
    let labels: Vec<&str> = style.rules.iter().take(3).map(|rule| &*rule.class.label).collect();
    assert_eq!(labels, ["≤\u{a0}3\u{a0}km", "3 – 12,5\u{a0}km", ">\u{a0}12,5\u{a0}km"]);
}

#[test]
fn classes_of_territories_are_made_of_those_that_are_drawn() {
    let mut layer = layer("territoires");
    layer.rows = 4;
    layer.columns = vec![
        Column::text("niveau", Words::same("niveau"), |row: usize| {
            Some(["epci", "epci", "departement", "region"][row])
        }),
        Column::per_cent("couverture_10km_pct", Words::same("couverture"), |row| {
            Some([10.0, 20.0, 90.0, 95.0][row])
        }),
    ];
    let options = StyleOptions { classes: Classing::Quantiles(2) };
    let style = style(StyleName::Territories, &layer, &options, Voice::of(Lang::Fr)).expect("km");
    let labels: Vec<&str> = style.rules.iter().map(|rule| &*rule.class.label).collect();
    assert_eq!(labels, ["≤\u{a0}10\u{a0}%", ">\u{a0}10\u{a0}%"]);
}

#[test]
fn a_class_in_doubt_is_a_tint_of_what_it_is_put_in() {
    let layer = layer("couverture");
    let style = style(StyleName::Distance, &layer, &StyleOptions::default(), Voice::of(Lang::Fr))
        .expect("km");
    let (classes, colours) = (style.classes(&layer), style.colours(&layer));
    let km = layer.column("distance_km").expect("it is there");
    let doubtful = (0..ROWS).find(|row| row % 7 == 0 && km.value(*row).number() > Some(20.0));
    let row = doubtful.expect("one in seven is in doubt");
    assert!(matches!(style.class(classes[row].expect("drawn")).symbol, Symbol::Doubtful(_)));
    assert_eq!(colours[row], Some(Colour(0x70, 0x00, 0x1c).paler()));
}

/// Distances in CIE L\*a\*b\* of any two fills or markers of a style, for four kinds of sight.
/// Tints of doubt are left out: they are the same hues on purpose. The one colour of all tours comes
/// again from the ninth.
#[test]
fn any_two_classes_are_told_apart_by_everybody() {
    for (style, _) in all() {
        let colours: Vec<Colour> = style
            .all_classes()
            .filter(|class| !matches!(class.symbol, Symbol::Doubtful(_)))
            .map(|class| class.symbol.colour())
            .collect();
        let mut different = colours.clone();
        different.sort_by_key(|Colour(red, green, blue)| (*red, *green, *blue));
        different.dedup();
        for (rank, one) in different.iter().enumerate() {
            for other in &different[rank + 1..] {
                let apart = sight::least_distance(*one, *other);
                assert!(apart >= APART, "{}: {one} and {other} are {apart:.1} apart", style.name);
            }
        }
    }
}

/// Colours as people see them.
mod sight {
    use super::Colour;

    type Matrix = [[f64; 3]; 3];

    /// Ordinary sight, protanopia, deuteranopia, tritanopia: Machado, Oliveira and Fernandes (2009),
    /// severity 1, on linear RGB.
    const KINDS: [Matrix; 4] = [
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ];
    /// Linear RGB to CIE XYZ (sRGB, D65).
    const XYZ: Matrix = [
        [0.412_456_4, 0.357_576_1, 0.180_437_5],
        [0.212_672_9, 0.715_152_2, 0.072_175_0],
        [0.019_333_9, 0.119_192_0, 0.950_304_1],
    ];
    const WHITE: [f64; 3] = [0.950_47, 1.0, 1.088_83];

    /// The distance of two colours for those who tell them apart least.
    pub(super) fn least_distance(one: Colour, other: Colour) -> f64 {
        let seen = |kind: &Matrix| {
            let [one, other] = [one, other].map(|colour| lab(seen_as(colour, kind)));
            let squares = one.iter().zip(other).map(|(one, other)| (one - other).powi(2));
            squares.sum::<f64>().sqrt()
        };
        KINDS.iter().map(seen).fold(f64::INFINITY, f64::min)
    }

    fn seen_as(Colour(red, green, blue): Colour, kind: &Matrix) -> [f64; 3] {
        let linear = [red, green, blue].map(|byte| {
            let part = f64::from(byte) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        product(kind, linear).map(|part| part.clamp(0.0, 1.0))
    }

    fn product(matrix: &Matrix, vector: [f64; 3]) -> [f64; 3] {
        matrix.map(|row| row.iter().zip(vector).map(|(one, other)| one * other).sum())
    }

    fn lab(linear: [f64; 3]) -> [f64; 3] {
        let xyz = product(&XYZ, linear);
        let part = |rank: usize| {
            let ratio: f64 = xyz[rank] / WHITE[rank];
            if ratio > 216.0 / 24_389.0 {
                ratio.cbrt()
            } else {
                (24_389.0 / 27.0 * ratio + 16.0) / 116.0
            }
        };
        let [x, y, z] = [0, 1, 2].map(part);
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    #[test]
    fn black_and_white_are_a_hundred_apart_for_everybody() {
        let apart = least_distance(Colour(0, 0, 0), Colour(255, 255, 255));
        assert!((apart - 100.0).abs() < 0.1, "{apart}");
    }
}
