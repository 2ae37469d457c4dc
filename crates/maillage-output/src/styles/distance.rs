//! How far the people of each commune are from the nearest place, in kilometres or minutes.

use std::collections::BTreeSet;

use super::{Drawing, StyleName, bands::Bands, doubt};
use crate::{
    Value, Words,
    caption::Listed,
    palette,
    sentences::styles as words,
    style::{Class, Style, Symbol, Test},
};
use maillage_core::{gap::Reason, travel::CostUnit};

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
    let heading = match is_as_the_crow_flies(drawing) {
        true => say(words::as_the_crow_flies(&title)),
        false => title.clone(),
    };
    Style { heading, ..drawing.drawn(StyleName::Distance, title, rules, otherwise) }
        .counted(drawing.layer)
        .without_empty(|rule| {
            rule.when.iter().any(|test| matches!(test, Test::UpTo(..) | Test::Above(..)))
        })
}

/// Whether distances are those of straight lines: not those of a table, nor multiplied by a detour.
fn is_as_the_crow_flies(drawing: &Drawing) -> bool {
    let facts = &drawing.facts;
    drawing.unit() == CostUnit::Length
        && !facts["trajets"].is_object()
        && facts["options"]["detour"].as_f64() == Some(1.0)
}

/// The title, by what the lists hold.
fn distance_to(drawing: &Drawing) -> Words {
    match Listed::of(&drawing.facts) {
        Listed::FranceServices => words::distance_to_france_services(),
        Listed::Mediation => words::distance_to_mediation(),
        Listed::Any => words::distance(),
    }
}

/// Why communes have no distance: the reason that all of them state, or else what it may be.
fn unknown(drawing: &Drawing) -> Words {
    let layer = drawing.layer;
    let Some((distance, reason)) = layer.column("distance_km").zip(layer.column("motif")) else {
        return words::no_distance();
    };
    let without = (0..layer.rows).filter(|row| distance.value(*row) == Value::Null);
    let reasons: BTreeSet<String> =
        without.map(|row| reason.value(row).to_text().unwrap_or_default().into_owned()).collect();
    match &reasons.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [only] if *only == Reason::NoResidents.name() => words::no_resident(),
        [only] if *only == Reason::OutOfReach.name() => words::none_within_reach(),
        [only] if *only == Reason::TravelUnknown.name() => words::no_duration(),
        _ => words::no_distance(),
    }
}
