//! How far the people of each commune are from the nearest place, in kilometres or minutes.

use super::{Drawing, StyleName, bands::Bands, doubt};
use crate::{
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
    let (title, column, fixed, unit, unknown) = match drawing.unit() {
        CostUnit::Length => (words::distance(), "distance_km", &KM, "km", words::no_distance()),
        CostUnit::Duration => (words::duration(), "duree_min", &MIN, "min", words::no_duration()),
    };
    let bands =
        Bands { column, fixed, scale: 1.0, unit, ramp: palette::ACCESS, is_reversed: false };
    let classed = bands.rules(drawing);
    let rules = doubt::apart(classed, &[doubt::border(drawing)]);
    drawing
        .drawn(
            StyleName::Distance,
            say(title),
            rules,
            Class::of(say(unknown), Symbol::Fill(palette::UNKNOWN)),
        )
        .counted(drawing.layer)
        .without_empty(|rule| {
            rule.when.iter().any(|test| matches!(test, Test::UpTo(..) | Test::Above(..)))
        })
}
