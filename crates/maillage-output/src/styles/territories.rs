//! The share of residents within the main threshold, territory by territory.

use super::{Drawing, StyleName, bands::Bands};
use crate::{
    palette,
    qml::text_in_html,
    sentences::styles as words,
    style::{Class, Style, Symbol, Test},
};
use maillage_core::model::Level;

/// Per cent at which classes end, on every map.
const COVERED: [f64; 5] = [50.0, 70.0, 85.0, 95.0, 99.0];
/// The levels that are drawn, the first that is there.
pub(crate) const DRAWN_LEVELS: [Level; 6] = [
    Level::Epci,
    Level::Arrondissement,
    Level::Departement,
    Level::Region,
    Level::Hub,
    Level::StudyArea,
];

/// The column of the share.
pub(super) fn column(drawing: &Drawing) -> String {
    format!("couverture_{}_pct", drawing.limit().in_name())
}

pub(super) fn style(drawing: &Drawing) -> Style {
    let say = |of| drawing.voice.say(of);
    let limit = drawing.limit();
    let is_there = |level: &Level| drawing.any("niveau", level.name());
    let level = DRAWN_LEVELS.into_iter().find(is_there).unwrap_or(Level::StudyArea);
    let column = column(drawing);
    let bands = Bands {
        column: &column,
        fixed: &COVERED,
        scale: 1.0,
        unit: "%",
        ramp: palette::ACCESS,
        is_reversed: true,
    };
    let covered = say(words::covered_share(limit));
    let only = vec![Test::is("niveau", level.name())];
    let rules = bands.rules_of(drawing, &only);
    Style {
        map_tip: format!(
            "<b>{}</b><br>{covered}: [% coalesce(round(\"{column}\", 0), '–') %] %<br>\
             {}: [% coalesce(\"personnes_non_couvertes\", '–') %]",
            text_in_html("\"nom\""),
            say(words::people_uncovered()),
        ),
        only,
        ..drawing.drawn(
            StyleName::Territories,
            covered.clone(),
            rules,
            Class::of(say(words::no_share()), Symbol::Fill(palette::UNKNOWN)),
        )
    }
    .counted(drawing.layer)
}
