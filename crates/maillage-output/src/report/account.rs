//! The facts of one file.

use super::Fact;
use maillage_intake::ledger::{Account, Issue};

/// The totals of the file, how it was recognised, notes, and a fact a trouble.
pub(super) fn facts(account: &Account) -> Vec<Fact> {
    let mut facts = vec![
        Fact::File {
            file: account.file.clone(),
            read: account.read,
            kept: account.kept,
            merged: account.merged(),
            set_aside: account.set_aside(),
        },
        Fact::ReadAs {
            schema: account.schema,
            format: account.format,
            encoding: account.encoding,
            crs: account.crs.clone(),
        },
    ];
    if account.read > 0 && account.kept + account.merged() == 0 {
        facts.push(Fact::NoRowServes);
    }
    facts.extend(account.notes().cloned().map(Fact::Note));
    let tally = account.tally().into_iter();
    facts.extend(tally.map(|(fate, trouble, count)| Fact::Rows { fate, trouble, count }));
    facts
}

/// What makes one doubt that the file is what it was taken for, or whole.
pub(super) fn doubts(account: &Account) -> Vec<Fact> {
    let of_rows = account.tally().into_iter().filter(|(_, trouble, _)| trouble.is_of_whole_list());
    let of_rows = of_rows.map(|(_, trouble, rows)| Issue::file(trouble, rows.to_string()));
    let of_file = account.notes().filter(|issue| issue.trouble.is_of_whole_list()).cloned();
    let file = || account.file.clone();
    of_file.chain(of_rows).map(|issue| Fact::ListInDoubt { file: file(), issue }).collect()
}
