//! When the places of each territory are open, by weekday and hour, as CSV.

use std::io::{self, Write};

use super::Diagnosis;
use crate::{
    column::rounded,
    csv_rows::{Cell, CsvRows},
};
use maillage_core::model::Level;

const HEADER: [&str; 8] = [
    "niveau",
    "code",
    "nom",
    "jour",
    "heure",
    "lieux_ouverts",
    "lieux_horaires_connus",
    "lieux_total",
];
const DAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

/// Writes a row for each territory, weekday and hour of the day: the places open then, averaged
/// over the period, whatever hours are asked for. A place that is open half of the hour, or one week
/// in two, counts one half; the cell of a weekday that the period does not hold is empty.
///
/// Of many small territories, cantons and bassins de vie, nothing is written.
///
/// # Errors
///
/// Those of `to`.
pub fn write_opening(to: &mut dyn Write, diagnosis: &Diagnosis) -> io::Result<()> {
    let mut rows = CsvRows::new(to, &HEADER)?;
    let unions = diagnosis.coverage.territory.unions();
    for (result, week) in diagnosis.territories.iter().zip(&diagnosis.weeks) {
        let union = &unions[result.union];
        if matches!(union.level, Level::Canton | Level::LivingArea) {
            continue;
        }
        for (day, hours) in DAYS.into_iter().zip(&week.open) {
            for hour in 0..24 {
                let open = hours.as_ref().map(|hours| rounded(hours[hour], 3).to_string());
                rows.write([
                    union.level.name().into(),
                    union.code.as_str().into(),
                    union.name.as_str().into(),
                    day.into(),
                    hour.into(),
                    open.map_or(Cell::EMPTY, Cell::Number),
                    week.known.into(),
                    week.places.into(),
                ])?;
            }
        }
    }
    rows.finish()
}
