//! Vintages of the Code officiel géographique: communes merge, split and change code.
//!
//! A passage table pairs the codes of two vintages. Of each other file it is found out
//! which of the two it is in, by the codes it holds; rows are carried over only between
//! files of different vintages.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    ledger::{Account, Fate, Issue, Trouble},
    model::CommuneCode,
    source::{Loaded, Schema, passage::PassageRecord},
};

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
                    passage.forward.entry(old).or_default().push(new);
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

    /// The vintage whose codes, in the départements that `codes` cover, differ least from
    /// `codes`; `None` when both are equally far.
    fn vintage_of(&self, codes: &BTreeSet<CommuneCode>) -> Option<Vintage> {
        let departements: BTreeSet<&str> = codes.iter().map(CommuneCode::departement).collect();
        let distance = |side: &BTreeMap<CommuneCode, Vec<CommuneCode>>| {
            let here = side.keys().filter(|code| departements.contains(code.departement()));
            let missing = here.filter(|code| !codes.contains(code)).count();
            missing + codes.iter().filter(|code| !side.contains_key(code)).count()
        };
        let (earlier, later) = (distance(&self.forward), distance(&self.backward));
        match earlier.cmp(&later) {
            std::cmp::Ordering::Less => Some(Vintage::Earlier),
            std::cmp::Ordering::Greater => Some(Vintage::Later),
            std::cmp::Ordering::Equal => None,
        }
    }
}
