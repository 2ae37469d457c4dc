//! What a report says of supply in time.

use std::io::{self, Write};

use crate::{coverage::Coverage, ledger::Lang, presence::Timetable};

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
    write_timetable_report(to, &coverage.timetable, lang)?;
    write_question(to, coverage, lang)?;
    let (people, communes) = coverage.gained();
    if communes > 0 {
        let km = coverage.options.main_threshold_km;
        match lang {
            Lang::Fr => writeln!(
                to,
                "Les tournées seules amènent {people:.0} habitants de {communes} communes à {km} km ou moins d'une aide."
            )?,
            Lang::En => writeln!(
                to,
                "Rounds alone bring {people:.0} residents of {communes} communes within {km} km of help."
            )?,
        }
    }
    Ok(())
}

fn write_question(to: &mut dyn Write, coverage: &Coverage, lang: Lang) -> io::Result<()> {
    let hours = &coverage.options.hours;
    if !hours.is_asked() {
        return Ok(());
    }
    let mut asked = Vec::new();
    asked.extend(hours.at.map(|at| format!("--at {at}")));
    asked.extend(hours.window.as_ref().map(|window| format!("--window \"{window}\"")));
    if hours.min_minutes_per_week > 0.0 {
        asked.push(format!("--min-minutes-per-week {}", hours.min_minutes_per_week));
    }
    let asked = asked.join(" ");
    let places = 0..coverage.territory.places.len();
    let serving = places.filter(|rank| coverage.serves_as(*rank).is_some()).count();
    match lang {
        Lang::Fr => writeln!(to, "{asked} : {serving} lieux servent."),
        Lang::En => writeln!(to, "{asked}: {serving} places serve."),
    }
}
