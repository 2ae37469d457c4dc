//! The evidence as CSV: every pair of rows that was found to be one place or may be, with
//! what makes it so, and the pairs that come next.

use std::io::{self, Write};

use crate::{
    csv_rows::{Cell, CsvRows},
    visible,
};
use maillage_intake::{
    clean::identity::{Evidence, Party},
    ledger::Ledger,
};

const HEADER: [&str; 18] = [
    "verdict",
    "score",
    "distance_m",
    "nom_1",
    "adresse_1",
    "commune_1",
    "identifiant_1",
    "fichier_1",
    "ligne_1",
    "nom_2",
    "adresse_2",
    "commune_2",
    "identifiant_2",
    "fichier_2",
    "ligne_2",
    "similitude_nom",
    "similitude_adresse",
    "identifiant_commun",
];

/// Writes `evidence` as CSV in UTF-8, in its order; `ledger` is that of the run.
///
/// What is not known of both rows is empty, and counts for ½ in the score.
///
/// # Errors
///
/// Those of `to`.
pub fn write_evidence(
    to: &mut dyn Write,
    evidence: &[Evidence],
    ledger: &Ledger,
) -> io::Result<()> {
    let mut rows = CsvRows::new(to, &HEADER)?;
    for pair in evidence {
        let number = |value: f64| Cell::Number(format!("{value:.3}"));
        let known = |value: Option<f64>| value.map_or(Cell::EMPTY, number);
        let metres = pair.distance.map_or(Cell::EMPTY, |it| Cell::Number(format!("{it:.0}")));
        let [one, other] = pair.rows.each_ref().map(|row| party(row, ledger));
        let mut cells = vec![pair.verdict.name().into(), number(pair.score), metres];
        cells.extend(one.into_iter().chain(other));
        cells.extend([known(pair.name), known(pair.address)]);
        cells.push(text(pair.identifier.as_deref().unwrap_or_default()));
        rows.write(cells)?;
    }
    rows.finish()
}

fn party<'run>(row: &'run Party, ledger: &'run Ledger) -> [Cell<'run>; 6] {
    let [name, address, commune, id] =
        [&row.name, &row.address, &row.commune, &row.id].map(|it| text(it));
    let file = text(&ledger.account(row.source.file).file);
    [name, address, commune, id, file, row.source.line.number.into()]
}

fn text(text: &str) -> Cell<'_> {
    Cell::Text(visible(text))
}
