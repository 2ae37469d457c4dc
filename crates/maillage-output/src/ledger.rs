//! The ledger as CSV: a total a file, then every row that was repaired, flagged, merged
//! or set aside.

use std::io::{self, Write};

use crate::{Voice, sentences::troubles::message};
use maillage_intake::ledger::{Account, Issue, Ledger};

const HEADER: [&str; 11] = [
    "fichier",
    "ligne",
    "ligne_fin",
    "sort",
    "code",
    "valeur",
    "message",
    "lues",
    "retenues",
    "fusionnees",
    "ecartees",
];

/// Writes `ledger` as CSV in UTF-8.
///
/// Rows lost to the choice of the territory that stand in a run share one line of the
/// ledger, from `ligne` to `ligne_fin`; any other row has a line of its own.
///
/// # Errors
///
/// Those of `to`.
pub fn write_ledger(to: &mut dyn Write, ledger: &Ledger, voice: Voice) -> io::Result<()> {
    let mut csv = csv::Writer::from_writer(to);
    csv.write_record(HEADER)?;
    for account in &ledger.accounts {
        csv.write_record(total(account))?;
        for run in account.runs() {
            csv.write_record(row(account, run, voice))?;
        }
    }
    csv.flush()
}

fn total(account: &Account) -> [String; 11] {
    let counts = [account.read, account.kept, account.merged(), account.set_aside()];
    let [read, kept, merged, set_aside] = counts.map(|count| count.to_string());
    let message = format!("{read} = {kept} + {merged} + {set_aside}");
    let total = || "total".to_owned();
    let none = String::new;
    let file = account.file.clone();
    [file, none(), none(), total(), total(), none(), message, read, kept, merged, set_aside]
}

fn row(account: &Account, run: std::ops::Range<usize>, voice: Voice) -> [String; 11] {
    let (first, last) = (&account.issues[run.start], &account.issues[run.end - 1]);
    let line = |line: Option<usize>| line.map(|line| line.to_string()).unwrap_or_default();
    let none = String::new;
    let (value, message) = if run.len() == 1 {
        (first.value.clone(), message(first, voice))
    } else {
        let values = format!("{} … {}", first.value, last.value);
        let of_all = Issue { value: values.clone(), ..first.clone() };
        (values, message(&of_all, voice))
    };
    [
        account.file.clone(),
        line(first.line),
        line(last.last_line()),
        first.fate.name().to_owned(),
        first.trouble.code().to_owned(),
        value,
        message,
        none(),
        none(),
        none(),
        none(),
    ]
}
