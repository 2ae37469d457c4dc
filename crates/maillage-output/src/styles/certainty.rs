//! How sure it is that a commune is among the furthest from help and the most in need.

use super::{Drawing, StyleName};
use crate::{
    palette,
    sentences::styles as words,
    style::{Class, Colour, Rule, Style, Symbol, Test},
};

/// The probability of the worst class.
const PROBABILITY: &str = "proba_pire_classe";
/// From which, and to which, it is all but certain.
const ALMOST: f64 = 0.95;

pub(super) fn style(drawing: &Drawing) -> Style {
    let say = |of| drawing.voice.say(of);
    let above = |limit| Test::Above(PROBABILITY.to_owned(), limit);
    let up_to = |limit| Test::UpTo(PROBABILITY.to_owned(), limit);
    let verdict = |value: &str| Test::is("verdict", value);
    let rule = |when: Vec<Test>, label, colour: Colour| Rule {
        when,
        class: Class::of(say(label), Symbol::Fill(colour)),
    };
    let [surely_not, hardly, maybe, probably, surely] = palette::ACCESS.colours(5)[..] else {
        unreachable!("as many colours as classes")
    };
    let rules = vec![
        rule(vec![verdict("probable"), above(ALMOST)], words::almost_surely(), surely),
        rule(vec![verdict("probable"), up_to(ALMOST)], words::probably(), probably),
        rule(vec![verdict("indecis")], words::cannot_say(), maybe),
        rule(vec![verdict("improbable"), above(1.0 - ALMOST)], words::hardly(), hardly),
        rule(vec![verdict("improbable"), up_to(1.0 - ALMOST)], words::surely_not(), surely_not),
    ];
    Style {
        heading: say(words::certainty_heading()),
        ..drawing.drawn(
            StyleName::Certainty,
            say(words::certainty()),
            rules,
            Class::of(say(words::no_estimate()), Symbol::Fill(palette::UNKNOWN)),
        )
    }
    .counted(drawing.layer)
}
