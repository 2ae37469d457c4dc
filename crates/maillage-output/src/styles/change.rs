//! What changed between two measures: gained in blue, lost in red.

use super::{Drawing, StyleName};
use crate::{
    caption::{self, Listed},
    palette,
    qml::text_in_html,
    sentences::{change, styles as words},
    style::{Class, Colour, Rule, Shape, Style, Symbol, Test},
};
use maillage_core::compare::Outcome;
use maillage_intake::clean::identity::PlaceOutcome;

pub(super) fn style(drawing: &Drawing) -> Style {
    let say = |of| drawing.voice.say(of);
    let outcomes =
        [Outcome::Lost, Outcome::Farther, Outcome::Same, Outcome::Nearer, Outcome::Gained];
    let limit = drawing.facts["seuil_principal"].as_str().unwrap_or_default();
    let limit = limit.replace(' ', "\u{a0}");
    let of_points = caption::is_of_points(&drawing.facts);
    let label = |outcome| match outcome {
        Outcome::Gained if of_points => change::commune_gained(&limit),
        Outcome::Lost if of_points => change::commune_lost(&limit),
        outcome => change::outcome(outcome, &limit),
    };
    let class = |(outcome, colour): (Outcome, Colour)| Rule {
        when: vec![Test::is("evolution", outcome.name())],
        class: Class::of(say(label(outcome)), Symbol::Fill(colour)),
    };
    let classes = outcomes.into_iter().zip(palette::WORSE_TO_BETTER).rev();
    Style {
        heading: say(words::change_heading()),
        map_tip: format!(
            "<b>{}</b><br>[% \"evolution\" %]: [% coalesce(\"habitants_gagnes\", '–') %]",
            text_in_html("\"nom\"")
        ),
        ..drawing.drawn(
            StyleName::Change,
            say(match Listed::of(&drawing.facts["comparaison"]["apres"]) {
                Listed::FranceServices => words::change_of_france_services(),
                Listed::Mediation | Listed::Any => words::change(),
            }),
            classes.map(class).collect(),
            Class::of(say(change::unknown()), Symbol::Fill(palette::UNKNOWN)),
        )
    }
    .counted(drawing.layer)
}

/// The style of places that were compared.
pub(super) fn places_style(drawing: &Drawing) -> Style {
    let say = |of| drawing.voice.say(of);
    let [lost, ..] = palette::WORSE_TO_BETTER;
    let class = |outcome: PlaceOutcome| {
        let (shape, colour) = match outcome {
            PlaceOutcome::Appeared => (Shape::Triangle, Colour(0xff, 0xff, 0xff)),
            PlaceOutcome::Vanished => (Shape::Diamond, lost),
            PlaceOutcome::ItineranceChanged => (Shape::Square, Colour(0x1a, 0x1a, 0x1a)),
            PlaceOutcome::Moved => (Shape::Square, Colour(0xf0, 0xa2, 0x02)),
            PlaceOutcome::Same => (Shape::Circle, palette::TOO_FEW),
        };
        let label = change::place_outcome(outcome);
        // A service without known stops enters no distance.
        Rule {
            when: vec![Test::is("evolution", outcome.name()), Test::is_not("sert", "0")],
            class: Class::of(say(label), Symbol::Marker(shape, colour)),
        }
    };
    Style {
        map_tip: format!("<b>{}</b><br>[% \"evolution\" %]", text_in_html("\"nom\"")),
        ..drawing.drawn(
            StyleName::ChangedPlaces,
            say(words::changed_places()),
            PlaceOutcome::ALL.map(class).into(),
            Class::of(say(words::idle()), Symbol::Marker(Shape::Circle, palette::UNKNOWN)),
        )
    }
    .counted(drawing.layer)
}
