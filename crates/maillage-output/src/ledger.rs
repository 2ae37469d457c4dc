//! The ledger as CSV: a total a file, then every row that was repaired, flagged, merged
//! or set aside.

use std::io::{self, Write};

use crate::{
    Voice,
    csv_rows::{Cell, CsvRows},
    sentences::troubles::message,
    visible,
};
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
/// ledger, from `ligne` to `ligne_fin`; any other row has a line of its own. Control characters
/// in names of files, sheets and columns are shown by their number.
///
/// # Errors
///
/// Those of `to`.
pub fn write_ledger(to: &mut dyn Write, ledger: &Ledger, voice: Voice) -> io::Result<()> {
    let mut rows = CsvRows::new(to, &HEADER)?;
    for account in &ledger.accounts {
        rows.write(total(account))?;
        for run in account.runs() {
            rows.write(row(account, run, voice))?;
        }
    }
    rows.finish()
}

fn total(account: &Account) -> [Cell<'_>; 11] {
    let [read, kept, merged, set_aside] =
        [account.read, account.kept, account.merged(), account.set_aside()];
    let message = format!("{read} = {kept} + {merged} + {set_aside}");
    let none = || Cell::EMPTY;
    let total = || Cell::from("total");
    let file = Cell::Text(visible(&account.file));
    let [read, kept, merged, set_aside] = [read, kept, merged, set_aside].map(Cell::from);
    let message = message.into();
    [file, none(), none(), total(), total(), none(), message, read, kept, merged, set_aside]
}

fn row(account: &Account, run: std::ops::Range<usize>, voice: Voice) -> [Cell<'_>; 11] {
    let (first, last) = (&account.issues[run.start], &account.issues[run.end - 1]);
    let line = |line: Option<usize>| line.map_or(Cell::EMPTY, Cell::from);
    let none = || Cell::EMPTY;
    let (value, message) = if run.len() == 1 {
        (first.value.clone(), message(first, voice))
    } else {
        let values = format!("{} … {}", first.value, last.value);
        let of_all = Issue { value: values.clone(), ..first.clone() };
        (values, message(&of_all, voice))
    };
    let [value, message] = [value, message].map(|text| visible(&text).into_owned().into());
    [
        Cell::Text(visible(&account.file)),
        line(first.line),
        line(last.last_line()),
        first.fate.name().into(),
        first.trouble.code().into(),
        value,
        message,
        none(),
        none(),
        none(),
        none(),
    ]
}
