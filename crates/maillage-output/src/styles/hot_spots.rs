//! Hot and cold spots of a column.

use super::{Drawing, StyleName};
use crate::{
    Words,
    column::quoted,
    palette,
    qml::{html, text_in_html},
    sentences::{hot_spots as spots, styles as words},
    style::{Class, Rule, Style, Symbol, Test},
};
use maillage_core::hot_spots::SpotClass;

pub(super) fn style(drawing: &Drawing) -> Style {
    let say = |of| drawing.voice.say(of);
    let column = drawing.facts["points_chauds"]["colonne"].as_str().unwrap_or("?");
    let title = drawing.title_or(column, Words::same(column));
    let class = |(class, colour): (SpotClass, _)| Rule {
        when: vec![Test::is("point_chaud", class.name())],
        class: Class::of(say(spots::class(class)), Symbol::Fill(colour)),
    };
    let classes = SpotClass::ALL.into_iter().zip(palette::HOT_TO_COLD);
    Style {
        map_tip: format!(
            "<b>{}</b><br>{}: {}<br>{}",
            text_in_html("\"nom\""),
            html(column),
            text_in_html(&format!("coalesce({}, '–')", quoted(column))),
            text_in_html("coalesce(\"point_chaud\", '–')"),
        ),
        ..drawing.drawn(
            StyleName::HotSpots,
            say(words::hot_spots(&title)),
            classes.map(class).collect(),
            Class::of(say(spots::without_spot()), Symbol::Fill(palette::UNKNOWN)),
        )
    }
    .counted(drawing.layer)
}
