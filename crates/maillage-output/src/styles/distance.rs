//! How far the people of each commune are from the nearest place, in kilometres or minutes.

use super::{Drawing, StyleName, bands::Bands, doubt};
use crate::{
    Value, Words,
    caption::Listed,
    palette,
    sentences::styles as words,
    style::{Class, Style, Symbol, Test},
};
use maillage_core::travel::CostUnit;

/// Kilometres at which classes end, on every map.
const KM: [f64; 5] = [2.0, 5.0, 10.0, 15.0, 20.0];
/// Minutes.
const MIN: [f64; 5] = [5.0, 10.0, 15.0, 20.0, 30.0];

pub(super) fn style(drawing: &Drawing) -> Style {
    let say = |of| drawing.voice.say(of);
    let (title, column, fixed, unit, otherwise) = match drawing.unit() {
        CostUnit::Length => (distance_to(drawing), "distance_km", &KM, "km", unknown(drawing)),
        CostUnit::Duration => (words::duration(), "duree_min", &MIN, "min", words::no_duration()),
    };
    let bands =
        Bands { column, fixed, scale: 1.0, unit, ramp: palette::ACCESS, is_reversed: false };
    let classed = bands.rules(drawing);
    let rules = doubt::apart(classed, &[doubt::border(drawing)]);
    let otherwise = Class::of(say(otherwise), Symbol::Fill(palette::UNKNOWN));
    let title = say(title);
    let heading = match drawing.unit() {
        CostUnit::Length => say(words::as_the_crow_flies(&title)),
        CostUnit::Duration => title.clone(),
    };
    Style { heading, ..drawing.drawn(StyleName::Distance, title, rules, otherwise) }
        .counted(drawing.layer)
        .without_empty(|rule| {
            rule.when.iter().any(|test| matches!(test, Test::UpTo(..) | Test::Above(..)))
        })
}

/// The title, by what the lists hold.
fn distance_to(drawing: &Drawing) -> Words {
    match Listed::of(&drawing.facts) {
        Listed::FranceServices => words::distance_to_france_services(),
        Listed::Mediation => words::distance_to_mediation(),
        Listed::Any => words::distance(),
    }
}

/// Why communes have no distance: of both reasons, the one that they have.
fn unknown(drawing: &Drawing) -> Words {
    let layer = drawing.layer;
    let Some((distance, residents)) = layer.column("distance_km").zip(layer.column("population"))
    else {
        return words::no_distance();
    };
    let without = (0..layer.rows).filter(|row| distance.value(*row) == Value::Null);
    let (empty, inhabited): (Vec<usize>, Vec<usize>) =
        without.partition(|row| residents.value(*row).number() == Some(0.0));
    match (empty.is_empty(), inhabited.is_empty()) {
        (false, true) => words::no_resident(),
        (true, false) => words::none_within_reach(),
        _ => words::no_distance(),
    }
}
