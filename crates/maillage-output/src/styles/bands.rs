//! Classes of a number, from the least to the most.

use super::Drawing;
use crate::{
    Voice,
    palette::Ramp,
    style::{Class, Colour, Rule, Symbol, Test},
};

/// A number that is cut into classes.
pub(super) struct Bands<'text> {
    /// Its column.
    pub(super) column: &'text str,
    /// The round limits, which every map shares, as the legend shows them.
    pub(super) fixed: &'text [f64],
    /// By how much a number is multiplied before it is shown in the legend.
    pub(super) scale: f64,
    /// The unit in the legend, after a blank; empty for none.
    pub(super) unit: &'text str,
    /// From the class of the least to that of the most.
    pub(super) ramp: Ramp,
    /// Whether the most is the palest.
    pub(super) is_reversed: bool,
}

impl Bands<'_> {
    /// A class for each band of the numbers of `drawing`, empty ones included: two maps with the same
    /// limits have the same legend.
    pub(super) fn rules(&self, drawing: &Drawing) -> Vec<Rule> {
        self.rules_of(drawing, &[])
    }

    /// The same where only the rows for which `only` hold are drawn: limits are of these rows.
    pub(super) fn rules_of(&self, drawing: &Drawing, only: &[Test]) -> Vec<Rule> {
        let limits = self.limits(drawing, only);
        let mut colours = self.ramp.colours(limits.len() + 1);
        if self.is_reversed {
            colours.reverse();
        }
        let ends = limits.iter().copied().map(Some).chain([None]);
        let starts = [None].into_iter().chain(limits.iter().copied().map(Some));
        let bands = starts.zip(ends).zip(colours);
        bands
            .map(|((above, up_to), colour)| self.rule(above, up_to, colour, drawing.voice))
            .collect()
    }

    /// The limits as the legend shows them.
    fn limits(&self, drawing: &Drawing, only: &[Test]) -> Vec<f64> {
        let numbers = drawing.numbers_of(self.column, only);
        let shown: Vec<f64> = numbers.into_iter().map(|number| number * self.scale).collect();
        drawing.options.classes.limits(&shown, self.fixed)
    }

    fn rule(&self, above: Option<f64>, up_to: Option<f64>, colour: Colour, voice: Voice) -> Rule {
        let column = || self.column.to_owned();
        let shown = |limit: f64| voice.number(limit);
        let unit = match self.unit {
            "" => String::new(),
            unit => format!("\u{a0}{unit}"),
        };
        let label = match (above, up_to) {
            (None, Some(up_to)) => format!("≤\u{a0}{}{unit}", shown(up_to)),
            (Some(above), Some(up_to)) => format!("{} – {}{unit}", shown(above), shown(up_to)),
            (Some(above), None) => format!(">\u{a0}{}{unit}", shown(above)),
            (None, None) => self.unit.to_owned(),
        };
        let above = above.map(|limit| Test::Above(column(), limit / self.scale));
        let up_to = up_to.map(|limit| Test::UpTo(column(), limit / self.scale));
        let mut when: Vec<Test> = above.into_iter().chain(up_to).collect();
        if when.is_empty() {
            when.push(Test::Known(column()));
        }
        Rule { when, class: Class { label, count: 0, symbol: Symbol::Fill(colour) } }
    }
}
