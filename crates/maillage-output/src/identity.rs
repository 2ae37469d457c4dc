//! The evidence as CSV: every pair of rows that was found to be one place or may be, with
//! what makes it so, and the pairs that come next.

use std::io::{self, Write};

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
    let mut csv = csv::Writer::from_writer(to);
    csv.write_record(HEADER)?;
    for pair in evidence {
        let number = |value: f64| format!("{value:.3}");
        let known = |value: Option<f64>| value.map(number).unwrap_or_default();
        let metres = pair.distance.map(|metres| format!("{metres:.0}")).unwrap_or_default();
        let [one, other] = pair.rows.each_ref().map(|row| party(row, ledger));
        let mut record = vec![pair.verdict.name().to_owned(), number(pair.score), metres];
        record.extend(one.into_iter().chain(other));
        record.extend([known(pair.name), known(pair.address)]);
        record.push(pair.identifier.clone().unwrap_or_default());
        csv.write_record(record)?;
    }
    csv.flush()
}

fn party(row: &Party, ledger: &Ledger) -> [String; 6] {
    let file = ledger.account(row.source.file).file.clone();
    let line = row.source.line.number.to_string();
    let [name, address, commune] = [&row.name, &row.address, &row.commune].map(String::clone);
    [name, address, commune, row.id.clone(), file, line]
}
