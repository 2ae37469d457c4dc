//! Passage tables: conversion of commune codes between two vintages.
//!
//! Communes merge, split and change code. The vintage of each other file is inferred from
//! its codes, and is one of the two vintages of the table. Rows are converted only between
//! files of different vintages.

use std::collections::{BTreeMap, BTreeSet};

use maillage_core::model::{CommuneCode, Line};
use maillage_tables::Sheet;

use super::{Content, Geography, Recognition, TableKind, table::stem_and_year};
use crate::{
    Error, Result,
    gazetteer::Former,
    input::Input,
    ledger::{Account, Fate, Issue, Role, Trouble},
    sentences,
    source::Loaded,
};

impl Role {
    /// A passage table between two vintages of commune codes.
    pub const PASSAGE: Self = Self::named("passage");
}

/// Codes of one vintage and the corresponding codes of another.
pub static KIND: TableKind = TableKind {
    name: "passage",
    description: sentences::a_passage_table,
    field: "sources.passage",
    role: Role::PASSAGE,
    content: Content::Geography(check),
    recognise: |sheet, _| Recognition::sure(passage_columns(sheet).is_some()),
    stream: None,
};

/// The passage table `file`, and its account.
///
/// # Errors
///
/// When the file cannot be read or is of another kind; [`Error::MissingColumn`] without two
/// columns of codes of two vintages.
pub fn read(file: impl Into<Input>) -> Result<(Passage, Account)> {
    passage(super::sheet(file.into(), &KIND)?)
}

fn check(sheet: Sheet, geography: &mut Geography) -> Result<Account> {
    let (passage, account) = passage(sheet)?;
    geography.former.extend(passage.former());
    Ok(account)
}

fn passage(sheet: Sheet) -> Result<(Passage, Account)> {
    let (path, found) = (sheet.path.clone(), sheet.columns.listed());
    let wanted = sentences::passage_columns();
    let missing = || Error::MissingColumn { path, wanted, found };
    records(sheet).ok_or_else(missing)?.map(Passage::new)
}

/// A row of a passage table, as published.
#[derive(Debug, Clone)]
struct PassageRecord {
    /// Position of the row in the file.
    line: Line,
    /// Code of the earlier vintage as written.
    old: String,
    /// Code of the later vintage as written.
    new: String,
}

/// The records of a passage table; `None` without two columns named after two vintages.
fn records(sheet: Sheet) -> Option<Result<Loaded<PassageRecord>>> {
    let (old, new) = passage_columns(&sheet)?;
    Some(Loaded::from_rows(sheet, |_, row| PassageRecord {
        line: row.line,
        old: row.cell(old).to_owned(),
        new: row.cell(new).to_owned(),
    }))
}

/// The earlier and the later of the two columns that hold codes of two vintages,
/// `code_2018` and `code_2024`.
fn passage_columns(sheet: &Sheet) -> Option<(usize, usize)> {
    let mut vintages: Vec<(u32, usize)> = sheet
        .columns
        .folded()
        .filter_map(|(rank, name)| {
            let (stem, year) = stem_and_year(&name);
            let code = matches!(stem, "code" | "codgeo" | "com" | "code_insee" | "codgeo_ini");
            (code && year > 1900).then_some((year, rank))
        })
        .collect();
    vintages.sort_unstable();
    match vintages[..] {
        [(_, old), .., (_, new)] => Some((old, new)),
        _ => None,
    }
}

/// The codes of an earlier vintage and the corresponding codes of a later one.
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
    fn new(loaded: Loaded<PassageRecord>) -> (Self, Account) {
        let (records, mut account) = loaded.into_account(&KIND, KIND.role);
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

    /// Each code of the earlier vintage with its successors.
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

    /// The codes of the later vintage that a code of the earlier one leads to.
    pub(super) fn successors(&self, code: CommuneCode) -> impl Iterator<Item = &CommuneCode> {
        self.forward.get(&code).into_iter().flatten()
    }

    /// Conversion of the codes of a table from the vintage of `from` to the vintage of
    /// `to`. `None` when both have the same vintage, or when the vintages cannot be
    /// distinguished.
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

    /// The vintage of `codes`: the one that contains more of them. On a tie, the one with
    /// fewer codes missing from `codes` in the départements covered. `None` when both are
    /// equal.
    fn vintage_of(&self, codes: &BTreeSet<CommuneCode>) -> Option<Vintage> {
        let departements: BTreeSet<&str> = codes.iter().map(CommuneCode::departement).collect();
        // A file may cover part of a département, so missing codes weigh less than unknown
        // codes.
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
