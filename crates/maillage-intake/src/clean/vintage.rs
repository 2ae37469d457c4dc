//! Vintages of the Code officiel géographique: communes merge, split and change code.
//!
//! A passage table pairs the codes of two vintages. Of each other file it is found out
//! which of the two it is in, by the codes it holds; rows are carried over only between
//! files of different vintages.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    gazetteer::Former,
    ledger::{Account, Fate, Issue, Trouble},
    source::{Loaded, Schema, passage::PassageRecord},
};
use maillage_core::model::CommuneCode;

/// The codes of an earlier vintage against those of a later one.
#[derive(Debug, Clone, Default)]
pub struct Passage {
    forward: BTreeMap<CommuneCode, Vec<CommuneCode>>,
    backward: BTreeMap<CommuneCode, Vec<CommuneCode>>,
}

/// One of the two vintages of a passage table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Vintage {
    Earlier,
    Later,
}

impl Passage {
    /// The table of these records, and its account.
    pub fn new(loaded: Loaded<PassageRecord>) -> (Self, Account) {
        let (records, mut account) = loaded.into_account(Schema::Passage, "passage");
        let mut passage = Self::default();
        for record in records {
            match (record.old.parse(), record.new.parse()) {
                (Ok(old), Ok(new)) => {
                    let targets = passage.forward.entry(old).or_default();
                    if targets.contains(&new) {
                        let value = format!("{old} → {new}");
                        let issue =
                            Issue::row(record.line, Fate::Merged, Trouble::CodeTwice, value);
                        account.issues.push(issue);
                        continue;
                    }
                    targets.push(new);
                    passage.backward.entry(new).or_default().push(old);
                    account.kept += 1;
                }
                _ => {
                    let value = format!("{} → {}", record.old, record.new);
                    let issue =
                        Issue::row(record.line, Fate::SetAside, Trouble::CodeUnreadable, value);
                    account.issues.push(issue);
                }
            }
        }
        (passage, account)
    }

    /// Each code of the earlier vintage with what it became.
    pub fn former(&self) -> impl Iterator<Item = Former> + '_ {
        let became = |(code, successors): (&CommuneCode, &Vec<CommuneCode>)| {
            let code = *code;
            let former = |successor: &CommuneCode| Former {
                code,
                name: String::new(),
                successor: *successor,
            };
            successors.iter().map(former).collect::<Vec<_>>()
        };
        self.forward.iter().flat_map(became)
    }

    /// What the codes of a table in the vintage of `from` become in the vintage of `to`;
    /// `None` when both are of one vintage, or when nothing tells them apart.
    pub(super) fn between(
        &self,
        from: &BTreeSet<CommuneCode>,
        to: &BTreeSet<CommuneCode>,
    ) -> Option<&BTreeMap<CommuneCode, Vec<CommuneCode>>> {
        match (self.vintage_of(from)?, self.vintage_of(to)?) {
            (Vintage::Earlier, Vintage::Later) => Some(&self.forward),
            (Vintage::Later, Vintage::Earlier) => Some(&self.backward),
            _ => None,
        }
    }

    /// The vintage that `codes` are of: the one that knows more of them; of equals, the one
    /// that lacks fewer of its own codes in the départements covered. `None` when nothing
    /// tells them apart.
    fn vintage_of(&self, codes: &BTreeSet<CommuneCode>) -> Option<Vintage> {
        let departements: BTreeSet<&str> = codes.iter().map(CommuneCode::departement).collect();
        // A file may cover part of a département: what it lacks counts only after what it
        // has that a vintage does not know.
        let distance = |side: &BTreeMap<CommuneCode, Vec<CommuneCode>>| {
            let here = side.keys().filter(|code| departements.contains(code.departement()));
            let missing = here.filter(|code| !codes.contains(code)).count();
            let unknown = codes.iter().filter(|code| !side.contains_key(code)).count();
            (unknown, missing)
        };
        match distance(&self.forward).cmp(&distance(&self.backward)) {
            std::cmp::Ordering::Less => Some(Vintage::Earlier),
            std::cmp::Ordering::Greater => Some(Vintage::Later),
            std::cmp::Ordering::Equal => None,
        }
    }
}
