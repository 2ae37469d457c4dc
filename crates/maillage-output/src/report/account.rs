//! The facts of one file.

use super::Fact;
use maillage_intake::ledger::Account;

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
