//! Former communes: codes and names of other years, for lists that still use them.

use crate::{
    gazetteer::Former,
    ledger::{Account, Fate, Issue, Trouble},
    source::{Loaded, Schema, cog::FormerRecord},
};

/// The codes and names of a table of the Code officiel géographique, and its account.
pub fn former(loaded: Loaded<FormerRecord>) -> (Vec<Former>, Account) {
    let (records, mut account) = loaded.into_account(Schema::Cog, "cog");
    let mut former = Vec::with_capacity(records.len());
    for record in records {
        match (record.code.parse(), record.successor.parse()) {
            (Ok(code), Ok(successor)) => {
                former.push(Former { code, name: record.name, successor });
            }
            _ => {
                let value = format!("{} → {}", record.code, record.successor);
                let issue = Issue::row(record.line, Fate::SetAside, Trouble::CodeUnreadable, value);
                account.issues.push(issue);
            }
        }
    }
    account.kept = former.len();
    (former, account)
}
