//! Minutes of help a week for each person who shares them.

use super::{Drawing, StyleName, bands::Bands};
use crate::{
    palette,
    sentences::styles as words,
    style::{Class, Style, Symbol},
};

/// The column where people compete.
pub(super) const SHARED: &str = "minutes_par_personne_semaine";
/// Minutes a week for a thousand people at which classes end, on every map.
const FOR_A_THOUSAND: [f64; 5] = [50.0, 100.0, 200.0, 400.0, 800.0];
/// Minutes a week within reach, where nobody competes.
const WITHIN_REACH: [f64; 5] = [300.0, 600.0, 1_200.0, 2_400.0, 4_800.0];

/// Whether a column is of minutes of help.
pub(super) fn is_of(column: &str) -> bool {
    column == SHARED || column.starts_with("minutes_accessibles_")
}

pub(super) fn style(drawing: &Drawing) -> Style {
    let say = |of| drawing.voice.say(of);
    let columns = drawing.minutes_columns();
    let column = columns.iter().find(|column| drawing.has(column)).unwrap_or(&columns[0]);
    let (fixed, scale) =
        if column == SHARED { (&FOR_A_THOUSAND, 1_000.0) } else { (&WITHIN_REACH, 1.0) };
    let bands =
        Bands { column, fixed, scale, unit: "min", ramp: palette::HELP, is_reversed: false };
    let (title, heading) = match column == SHARED {
        true => (say(words::minutes()), say(words::minutes_for_a_thousand())),
        false => {
            let title = drawing.title_or(column, words::minutes_within_reach());
            (title.clone(), title)
        }
    };
    Style {
        heading,
        ..drawing.drawn(
            StyleName::Minutes,
            title,
            bands.rules(drawing),
            Class::of(say(words::no_minutes()), Symbol::Fill(palette::UNKNOWN)),
        )
    }
    .counted(drawing.layer)
}
