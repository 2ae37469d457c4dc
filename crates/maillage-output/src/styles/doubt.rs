//! Classes in doubt: drawn apart from the others, in paler tints of their colours.

use super::Drawing;
use crate::{
    sentences::styles as words,
    style::{Class, Colour, Rule, Symbol, Test, Tint},
};

/// A reason to doubt the class of a feature.
pub(super) struct Doubt {
    /// The column that tells, and its value then.
    column: &'static str,
    value: &'static str,
    label: String,
}

/// Doubt because the lists end nearby.
pub(super) fn border(drawing: &Drawing) -> Doubt {
    let label = drawing.voice.say(words::border_uncertain());
    Doubt { column: "bord_incertain", value: "1", label }
}

/// Doubt because draws disagree.
pub(super) fn draws(drawing: &Drawing) -> Doubt {
    let label = drawing.voice.say(words::cannot_say());
    Doubt { column: "verdict", value: "indecis", label }
}

/// The rules of `classed` for features without any of `doubts`, then one for each doubt, in which a
/// feature has a tint of the colour of its class.
pub(super) fn apart(classed: Vec<Rule>, doubts: &[Doubt]) -> Vec<Rule> {
    let filled = |rule: &Rule| match rule.class.symbol {
        Symbol::Fill(colour) => Some((rule.when.clone(), colour)),
        _ => None,
    };
    let colours: Vec<(Vec<Test>, Colour)> = classed.iter().filter_map(filled).collect();
    let not = |doubt: &Doubt| Test::is_not(doubt.column, doubt.value);
    let sure = classed.into_iter().map(|mut rule| {
        rule.when.extend(doubts.iter().map(not));
        rule
    });
    let doubtful = doubts.iter().enumerate().map(|(rank, doubt)| {
        let is = Test::is(doubt.column, doubt.value);
        let classed = colours.first().map(|(when, _)| Test::Known(when[0].column().to_owned()));
        Rule {
            when: [is].into_iter().chain(classed).chain(doubts[..rank].iter().map(not)).collect(),
            class: Class::of(
                doubt.label.clone(),
                Symbol::Doubtful(Tint { colours: colours.clone() }),
            ),
        }
    });
    sure.chain(doubtful).collect()
}
