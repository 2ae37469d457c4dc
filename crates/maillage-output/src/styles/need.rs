//! The share of people in need, or a score of need.

use super::{Drawing, StyleName, bands::Bands};
use crate::{
    Words, palette,
    sentences::styles as words,
    style::{Class, Rule, Style, Symbol, Test},
};

/// The columns of need, of which a layer has one.
pub(super) const COLUMNS: [&str; 3] = ["illectronisme_pct", "besoin_pct", "besoin_indice"];

/// Per cent at which classes of illectronism end: the national share of 2021 is 15.4 %.
const ILLECTRONISM: [f64; 5] = [5.0, 10.0, 15.0, 20.0, 25.0];
/// Per cent at which classes of another need end.
const SHARE: [f64; 5] = [5.0, 10.0, 20.0, 30.0, 50.0];
/// Points at which classes of a score end.
const SCORE: [f64; 5] = [2.0, 4.0, 5.0, 6.0, 8.0];

pub(super) fn style(drawing: &Drawing) -> Style {
    let say = |of| drawing.voice.say(of);
    let column = COLUMNS.into_iter().find(|column| drawing.has(column)).unwrap_or(COLUMNS[0]);
    let (fixed, unit) = match column {
        "illectronisme_pct" => (&ILLECTRONISM, "%"),
        "besoin_pct" => (&SHARE, "%"),
        _ => (&SCORE, ""),
    };
    let bands = Bands { column, fixed, scale: 1.0, unit, ramp: palette::NEED, is_reversed: false };
    let few = || Test::is("besoin_qualite", "petit_effectif");
    let mut rules = bands.rules(drawing);
    rules.iter_mut().for_each(|rule| {
        rule.when.push(Test::is_not("besoin_qualite", "petit_effectif"));
    });
    rules.push(Rule {
        when: vec![few()],
        class: Class::of(say(words::too_few()), Symbol::Fill(palette::TOO_FEW)),
    });
    let subject = drawing.facts["besoin"]["sujet"].as_str().unwrap_or_default().to_owned();
    let title = match column {
        "illectronisme_pct" => say(words::illectronism()),
        _ => drawing.title_or(column, words::need(&subject)),
    };
    let is_few = few();
    Style {
        heading: drawing.title_or(column, Words::same(&title)),
        ..drawing.drawn(
            StyleName::Need,
            title,
            rules,
            Class::of(say(words::no_estimate()), Symbol::Fill(palette::UNKNOWN)),
        )
    }
    .counted(drawing.layer)
    .without_empty(|rule| rule.when[0] != is_few)
}
