//! People beyond the main threshold, as circles whose surface is their number.

use super::{Drawing, StyleName};
use crate::{
    palette,
    sentences::styles as words,
    style::{Class, Rule, Style, Symbol, Test},
};

/// The column of people.
const COLUMN: &str = "personnes_non_couvertes";

pub(super) fn style(drawing: &Drawing) -> Style {
    let say = |of| drawing.voice.say(of);
    let largest = drawing.numbers(COLUMN).into_iter().fold(0.0, f64::max);
    let title = drawing.title_or(COLUMN, words::people_beyond(drawing.limit()));
    let circle = Symbol::Circle {
        column: COLUMN.to_owned(),
        largest,
        colour: palette::PEOPLE,
        ground: palette::GROUND,
    };
    let some = Test::Above(COLUMN.to_owned(), 0.0);
    let none = Test::UpTo(COLUMN.to_owned(), 0.0);
    drawing
        .drawn(
            StyleName::Uncovered,
            title,
            vec![
                Rule { when: vec![some], class: Class::of(say(words::with_people()), circle) },
                Rule {
                    when: vec![none],
                    class: Class::of(say(words::all_covered()), Symbol::Fill(palette::GROUND)),
                },
            ],
            Class::of(say(words::people_unknown()), Symbol::Fill(palette::UNKNOWN)),
        )
        .counted(drawing.layer)
}
