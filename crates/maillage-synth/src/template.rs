//! Template of a table of stops, with an example of each form of recurrence.

use crate::commune::Commune;
use crate::table::Table;
use crate::tours::Stop;

/// Forms of recurrence, one for each stop.
const RECURRENCES: [&str; 6] = [
    "Mo 09:30-12:30,13:30-15:30; PH off",
    "mardi 14h-17h, semaines impaires",
    "1er et 3e mercredis du mois, 9h30-12h",
    "dernier jeudi du mois de 14h à 16h30",
    "6 octobre 2026 9h-12h, 3 novembre 2026 9h-12h",
    "vendredi matin 9h-12h, sauf vacances scolaires",
];

/// The template as a French spreadsheet opens it. The first stops of the territory are the
/// examples.
pub(crate) fn template(communes: &[Commune], stops: &[Stop]) -> String {
    let mut table = Table::with_semicolons(&[
        "tournee",
        "vehicule",
        "ordre",
        "arret",
        "latitude",
        "longitude",
        "code_insee",
        "recurrence",
        "valide_du",
        "valide_au",
    ]);
    for (rank, (stop, recurrence)) in stops.iter().zip(RECURRENCES).enumerate() {
        table.row(&[
            "exemple-tournee",
            "exemple-bus",
            &(rank + 1).to_string(),
            &format!("EXEMPLE à remplacer : {}", stop.nom),
            &stop.at.latitude_text(),
            &stop.at.longitude_text(),
            &communes[stop.commune].code,
            recurrence,
            "2026-01-05",
            "2026-12-18",
        ]);
    }
    format!("\u{FEFF}{}", table.into_text())
}
