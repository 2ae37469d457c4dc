//! Access against need: three classes of each.

use serde_json::Value as Json;

use super::{Drawing, StyleName, doubt};
use crate::{
    palette,
    sentences::styles as words,
    style::{Class, LegendForm, Rule, Style, Symbol, Test},
};
use maillage_core::travel::CostUnit;

pub(super) fn style(drawing: &Drawing) -> Style {
    let say = |of| drawing.voice.say(of);
    let near = [words::near(), words::midway(), words::far()].map(say);
    let much = [words::low_need(), words::middling_need(), words::high_need()].map(say);
    let mut classed = Vec::new();
    for (access, need) in (0..3).flat_map(|access| (0..3).map(move |need| (access, need))) {
        let value = format!("{}-{}", access + 1, need + 1);
        let label = say(words::access_and_need(&value, &near[access], &much[need]));
        let when =
            vec![Test::is("classe", value), Test::is_not("besoin_qualite", "petit_effectif")];
        let symbol = Symbol::Fill(palette::BIVARIATE[access][need]);
        classed.push(Rule { when, class: Class::of(label, symbol) });
    }
    let few = Rule {
        when: vec![Test::Known("classe".to_owned()), Test::is("besoin_qualite", "petit_effectif")],
        class: Class::of(say(words::too_few()), Symbol::Fill(palette::TOO_FEW)),
    };
    let mut rules = doubt::apart(classed, &[doubt::border(drawing), doubt::draws(drawing)]);
    for rule in rules.iter_mut().skip(9) {
        rule.when.push(Test::is_not("besoin_qualite", "petit_effectif"));
    }
    rules.push(few);
    let symbol = drawing.unit().symbol();
    let classes = &drawing.facts["classes"];
    let access_limits = match drawing.unit() {
        CostUnit::Length => &classes["acces_limites_km"],
        CostUnit::Duration => &drawing.facts["trajets"]["acces_limites_min"],
    };
    let unit_of_need = if drawing.has("besoin_indice") { "" } else { "\u{a0}%" };
    let with_limits = |words: [String; 3], limits: &Json, unit: &str| {
        let limit = |rank: usize| limits[rank].as_f64().map(|of| drawing.voice.decimal(of, 1));
        match limit(0).zip(limit(1)) {
            Some((low, high)) => {
                let [first, second, third] = words;
                [
                    format!("{first} (≤\u{a0}{low}{unit})"),
                    second,
                    format!("{third} (>\u{a0}{high}{unit})"),
                ]
            }
            None => words,
        }
    };
    let up = with_limits(near, access_limits, &format!("\u{a0}{symbol}"));
    let right = with_limits(much, &classes["besoin_limites_pct"], unit_of_need);
    // Thirds are those of the run; fixed limits compare runs.
    let whose = match classes["methode"].as_str().unwrap_or_default() {
        method if method.starts_with("tertiles des communes") => Some(words::thirds()),
        method if method.starts_with("limites fixées,") => Some(words::fixed_limits()),
        _ => None,
    };
    let whose = whose.map_or_else(String::new, |whose| format!(" ({})", say(whose)));
    Style {
        heading: say(words::bivariate()) + &whose,
        legend: LegendForm::Square {
            up: (say(words::help()), up),
            right: (say(words::need_for_help()), right),
        },
        ..drawing.drawn(
            StyleName::Bivariate,
            say(words::bivariate()),
            rules,
            Class::of(say(words::no_estimate()), Symbol::Fill(palette::UNKNOWN)),
        )
    }
    .counted(drawing.layer)
    // The nine classes are a square, whole even where one is empty.
    .without_empty(
        |rule| matches!(rule.class.symbol, Symbol::Fill(colour) if colour != palette::TOO_FEW),
    )
}
