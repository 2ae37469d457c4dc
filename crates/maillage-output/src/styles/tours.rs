//! Tours: a colour each, its line and its stops the same.

use std::collections::BTreeSet;

use super::{Drawing, StyleName};
use crate::{
    palette,
    qml::text_in_html,
    sentences::styles as words,
    style::{Class, Rule, Shape, Style, Symbol, Test},
};

pub(super) fn style(drawing: &Drawing) -> Style {
    let say = |of| drawing.voice.say(of);
    let names: BTreeSet<String> = drawing
        .layer
        .column("tournee")
        .into_iter()
        .flat_map(|column| (0..drawing.layer.rows).filter_map(|row| column.value(row).to_text()))
        .map(|name| name.into_owned())
        .collect();
    let class = |nature: &str, name: &str, what: &str, symbol: Symbol| Rule {
        when: vec![Test::is("tournee", name), Test::is("nature", nature)],
        class: Class::of(format!("{name} ({what})"), symbol),
    };
    let coloured = || names.iter().zip(palette::TOURS.into_iter().cycle());
    let (line, stops) = (say(words::line()), say(words::stops()));
    let lines = coloured().map(|(name, colour)| class("ligne", name, &line, Symbol::Line(colour)));
    let points = coloured().map(|(name, colour)| {
        class("arret", name, &stops, Symbol::Marker(Shape::Triangle, colour))
    });
    let name = text_in_html("coalesce(\"nom\", \"tournee\")");
    Style {
        display: "coalesce(\"nom\", \"tournee\")".to_owned(),
        map_tip: format!("<b>{name}</b><br>{}", text_in_html("coalesce(\"horaires_texte\", '')"),),
        ..drawing.drawn(
            StyleName::Tours,
            say(words::tours()),
            lines.chain(points).collect(),
            Class::of(say(words::other()), Symbol::Marker(Shape::Triangle, palette::UNKNOWN)),
        )
    }
    .counted(drawing.layer)
    .without_empty(|_| false)
}
