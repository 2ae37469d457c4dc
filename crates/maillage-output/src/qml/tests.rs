use super::*;
use crate::{
    Column, GeometryType, Words, palette,
    style::{Colour, LegendForm, Rule, Shape, Symbol, Tint},
};

fn style(rules: Vec<Rule>, otherwise: Class) -> Style {
    Style {
        name: "essai",
        lang: Lang::Fr,
        title: "Essai".to_owned(),
        heading: "Distance (km)".to_owned(),
        display: "\"nom\"".to_owned(),
        map_tip: "<b>[% \"nom\" %]</b>".to_owned(),
        only: Vec::new(),
        rules,
        otherwise,
        legend: LegendForm::List,
    }
}

fn unknown() -> Class {
    Class::of("Non estimé".to_owned(), Symbol::Fill(palette::UNKNOWN))
}

fn access_and_need() -> Style {
    let rules = (1..=3).flat_map(|access| {
        (1..=3).map(move |need| Rule {
            when: vec![Test::is("classe", format!("{access}-{need}"))],
            class: Class::of(
                "é & <b>".to_owned(),
                Symbol::Fill(palette::BIVARIATE[access - 1][need - 1]),
            ),
        })
    });
    style(rules.collect(), unknown())
}

fn places() -> Style {
    let kinds = [
        ("mediation", palette::MEDIATION),
        ("france_services", palette::FRANCE_SERVICES),
        ("itinerant", palette::ITINERANT),
    ];
    let rules = kinds.map(|(value, symbol)| Rule {
        when: vec![Test::is("type", value)],
        class: Class::of(value.to_owned(), symbol),
    });
    let other = Class::of("Autre".to_owned(), Symbol::Marker(Shape::Diamond, palette::UNKNOWN));
    style(rules.into(), other)
}

fn circles_and_doubt() -> Style {
    let circle = Symbol::Circle {
        column: "personnes".to_owned(),
        largest: 120.0,
        colour: palette::PEOPLE,
        ground: palette::GROUND,
    };
    let tint = Tint { colours: vec![(vec![Test::is("classe", "3-3")], palette::PEOPLE)] };
    let rule = |value: &str, symbol| Rule {
        when: vec![Test::is("sorte", value)],
        class: Class::of(value.to_owned(), symbol),
    };
    style(vec![rule("l'un", circle), rule("autre", Symbol::Doubtful(tint))], unknown())
}

fn written(style: &Style) -> String {
    let titles = Words::same("Distance <au plus près> & \"à pied\" (km)");
    let layer = Layer {
        name: "essai",
        title: Words::same("Essai & <erreur>"),
        about: Words::same("Une ligne d'essai"),
        columns: vec![Column::km("distance_km", titles, |_| None)],
        rows: 0,
        geometry_type: GeometryType::Area,
        geometry: Box::new(|_| unreachable!("a style draws no row")),
        metadata: Box::new(|| Ok(serde_json::Value::Null)),
        execution: None,
    };
    let mut bytes = Vec::new();
    write_qml(&mut bytes, style, &layer).expect("memory takes any write");
    String::from_utf8(bytes).expect("only text is written")
}

/// The lines of the symbol named `name`.
fn symbol(xml: &str, name: usize) -> &str {
    let start = xml.find(&format!("<symbol name=\"{name}\"")).expect("it is written");
    let length = xml[start..].find("</symbol>").expect("it is closed");
    &xml[start..start + length]
}

#[test]
fn each_class_is_written_once_with_its_symbol() {
    let xml = written(&access_and_need());
    for (rank, value) in
        ["1-1", "1-2", "1-3", "2-1", "2-2", "2-3", "3-1", "3-2", "3-3"].into_iter().enumerate()
    {
        let filter = format!("filter=\"&quot;classe&quot; = '{value}'\" symbol=\"{rank}\"");
        assert_eq!(xml.matches(&filter).count(), 1, "{value}");
        let Colour(red, green, blue) = palette::BIVARIATE[rank / 3][rank % 3];
        let colour = format!("k=\"color\" v=\"{red},{green},{blue},255\"");
        assert_eq!(symbol(&xml, rank).matches(&colour).count(), 1, "{value}");
    }
    assert_eq!(xml.matches("<symbol ").count(), 10);
}

#[test]
fn circles_are_drawn_over_all_areas_and_the_largest_has_its_number() {
    let xml = written(&circles_and_doubt());
    assert!(xml.contains("<renderer-v2 type=\"RuleRenderer\" symbollevels=\"1\">"), "{xml}");
    assert_eq!(xml.matches("pass=\"1\"").count(), 1);
    assert!(xml.contains("class=\"CentroidFill\" enabled=\"1\" pass=\"1\""), "{xml}");
    assert!(xml.contains("label=\"l'un (0)\u{202f}; le plus grand cercle\u{a0}: 120\""), "{xml}");
    assert!(!written(&access_and_need()).contains("symbollevels"));
}

#[test]
fn what_is_of_no_class_is_drawn_grey() {
    let xml = written(&access_and_need());
    assert!(xml.contains("filter=\"ELSE\" symbol=\"9\" label=\"Non estimé (0)\""), "{xml}");
    assert!(symbol(&xml, 9).contains("k=\"color\" v=\"198,198,198,255\""));
}

#[test]
fn tests_are_written_as_qgis_evaluates_them() {
    let column = || "a\"b".to_owned();
    let tests = [Test::Above(column(), 2.0), Test::UpTo(column(), 5.5)];
    assert_eq!(expression(&tests), "\"a\"\"b\" > 2 AND \"a\"\"b\" <= 5.5");
    assert_eq!(expression(&[Test::is_not("v", "d'un")]), "coalesce(\"v\", '') <> 'd''un'");
    assert_eq!(expression(&[Test::Known("v".to_owned())]), "\"v\" IS NOT NULL");
    assert_eq!(expression(&[]), "");
}

#[test]
fn every_style_is_well_formed_and_escapes_what_it_is_given() {
    for style in [access_and_need(), circles_and_doubt(), places()] {
        let xml = written(&style);
        let mut open = Vec::new();
        for tag in xml.split('<').skip(2) {
            let (tag, text) = tag.split_once('>').expect("tags end");
            assert!(!text.contains('>') && tag.matches('"').count() % 2 == 0, "{tag}>{text}");
            match tag.strip_prefix('/') {
                Some(name) => assert_eq!(open.pop(), Some(name)),
                None if tag.ends_with('/') => {}
                None => open.push(tag.split(' ').next().expect("split gives one at least")),
            }
        }
        assert!(open.is_empty(), "{open:?}");
        let alias = "name=\"Distance &lt;au plus près&gt; &amp; &quot;à pied&quot; (km)\"";
        assert!(xml.contains(alias));
    }
}

#[test]
fn a_text_in_a_map_tip_is_escaped_ampersand_first() {
    let expression = text_in_html("\"nom\"");
    let inner = "[% replace(replace(replace(replace(\"nom\", '&', '&amp;'), '<', '&lt;'), ";
    assert!(expression.starts_with(inner), "{expression}");
}

#[test]
fn a_style_says_which_geometry_it_is_for() {
    assert!(written(&places()).contains("<layerGeometryType>0<"));
    assert!(written(&access_and_need()).contains("<layerGeometryType>2<"));
    let mut mixed = places();
    mixed.otherwise.symbol = Symbol::Line(palette::UNKNOWN);
    assert!(!written(&mixed).contains("layerGeometryType"));
}
