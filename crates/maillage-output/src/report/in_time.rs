//! What a report says of supply in time.

use std::io::{self, Write};

use crate::Coverage;
use maillage_core::presence::Timetable;
use maillage_hours::Lang;

/// Writes over which days supply is counted, and of how many places the hours are known.
///
/// # Errors
///
/// Those of `to`.
pub fn write_timetable_report(
    to: &mut dyn Write,
    timetable: &Timetable,
    lang: Lang,
) -> io::Result<()> {
    let (period, known, places) = (timetable.period, timetable.known(), timetable.places.len());
    match lang {
        Lang::Fr => writeln!(
            to,
            "Période comptée : {period}. Horaires connus de {known} lieux sur {places}."
        ),
        Lang::En => {
            writeln!(to, "Counted over {period}. Hours known of {known} of {places} places.")
        }
    }
}

/// Writes that of a run, what was asked of its supply, what rounds bring.
pub(super) fn write(to: &mut dyn Write, coverage: &Coverage, lang: Lang) -> io::Result<()> {
    write_timetable_report(to, &coverage.results.timetable, lang)?;
    write_question(to, coverage, lang)?;
    write_gain(to, coverage, lang)
}

/// What rounds bring; nothing where there is no round.
fn write_gain(to: &mut dyn Write, coverage: &Coverage, lang: Lang) -> io::Result<()> {
    if coverage.territory.rounds().is_empty() {
        return Ok(());
    }
    let (people, communes) = coverage.results.gained(&coverage.territory);
    let km = coverage.results.options.main_threshold_km;
    let people = people.map(|people| match lang {
        Lang::Fr => format!(" ({people:.0} habitants)"),
        Lang::En => format!(" ({people:.0} residents)"),
    });
    let people = people.unwrap_or_default();
    match lang {
        Lang::Fr => writeln!(
            to,
            "Communes à {km} km ou moins d'une aide grâce aux seules tournées : {communes}{people}."
        ),
        Lang::En => {
            writeln!(
                to,
                "Communes within {km} km of help thanks to rounds only: {communes}{people}."
            )
        }
    }
}

fn write_question(to: &mut dyn Write, coverage: &Coverage, lang: Lang) -> io::Result<()> {
    let Some(asked) = coverage.results.options.hours.asked() else {
        return Ok(());
    };
    let serving = coverage.serving();
    let perhaps = coverage.results.perhaps_covered();
    let km = coverage.results.options.main_threshold_km;
    match lang {
        Lang::Fr => writeln!(
            to,
            "{asked} : {serving} lieux servent. {perhaps} communes non couvertes ont à {km} km ou moins un lieu dont l'horaire est inconnu (--unknown-hours open les fait servir)."
        ),
        Lang::En => writeln!(
            to,
            "{asked}: {serving} places serve. {perhaps} communes that are not covered have a place of unknown hours within {km} km (--unknown-hours open lets those serve)."
        ),
    }
}
