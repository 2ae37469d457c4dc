//! Gaps, by what is lacking.

use super::{Drawing, StyleName};
use crate::{
    Words, palette,
    qml::text_in_html,
    sentences::styles as words,
    style::{Class, Rule, Style, Symbol, Test},
};
use maillage_core::gap_area::Lack;

pub(super) fn style(drawing: &Drawing) -> Style {
    let say = |of| drawing.voice.say(of);
    let colours = palette::ACCESS.colours(4);
    let class = |lack: Lack, label: Words, rank: usize| Rule {
        when: vec![Test::is("manque", lack.name())],
        class: Class::of(say(label), Symbol::Fill(colours[rank])),
    };
    Style {
        heading: say(words::gaps_heading()),
        map_tip: format!("<b>{}</b><br>{}", text_in_html("\"nom\""), text_in_html("\"en_clair\"")),
        ..drawing.drawn(
            StyleName::Gaps,
            say(words::gaps()),
            vec![
                class(Lack::TooFar, words::too_far_gap(), 3),
                class(Lack::ItinerantOnly, words::itinerant_gap(), 2),
                class(Lack::TooFewHours, words::hours_gap(), 1),
            ],
            Class::of(say(words::other()), Symbol::Fill(palette::UNKNOWN)),
        )
    }
    .counted(drawing.layer)
}
