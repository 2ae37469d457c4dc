//! The EPCI of each commune, and its région where the table has one.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use super::{
    Content, Recognition, TableKind, ages,
    communes::epci_code,
    join::{self, Joined, keep, route},
    passage::Passage,
    table::{self, EPCI, TableRecord, by_commune, missing},
};
use crate::{
    Result,
    gazetteer::Gazetteer,
    ledger::{Account, Role},
    source::{Loaded, Mapping},
};
use maillage_core::model::CommuneCode;
use maillage_tables::Sheet;

const REGION: [&str; 4] = ["reg", "code_region", "region", "insee_reg"];

impl Role {
    /// EPCI by commune.
    pub const MEMBERSHIP: Self = Self::named("appartenance");
}

/// EPCI by commune.
pub static KIND: TableKind = TableKind {
    name: "appartenance",
    description: "a table of EPCI by commune",
    field: "sources.membership",
    role: Role::MEMBERSHIP,
    content: Content::Table(check),
    recognise: |sheet, _| {
        Recognition::sure(sheet.columns.has(&table::CODE) && sheet.columns.has(&EPCI))
    },
    stream: None,
};

/// The rows of the table of EPCI at `path`: SIREN and région.
///
/// # Errors
///
/// When the file cannot be read or is of another kind;
/// [`Error::MissingColumn`](crate::Error::MissingColumn) without a code or an EPCI.
pub fn read(path: &Path) -> Result<Loaded<TableRecord>> {
    ages::named_if_missing(membership(super::sheet(path, &KIND)?), path, &KIND)
}

/// EPCI and région by commune. The EPCI is `None` where the table states that the commune
/// has none.
pub fn join_membership(
    loaded: Loaded<TableRecord>,
    known: &BTreeSet<CommuneCode>,
    passage: Option<&Passage>,
) -> Joined<(Option<String>, Option<String>)> {
    let (routed, mut account) = route(loaded, &KIND, known, passage);
    let mut values = BTreeMap::new();
    for row in routed {
        let epci = epci_code(&row.record.values[0]);
        let region = Some(row.record.values[1].clone()).filter(|region| !region.is_empty());
        for target in &row.targets {
            values.entry(*target).or_insert_with(|| (epci.clone(), region.clone()));
        }
        keep(&mut account, &row);
    }
    Joined { values, own: BTreeMap::new(), account }
}

fn check(sheet: Sheet, _: &Mapping, gazetteer: &Gazetteer) -> Result<Account> {
    let loaded = membership(sheet)?;
    let known = join::known(&loaded, gazetteer);
    Ok(join_membership(loaded, &known, None).account)
}

fn membership(sheet: Sheet) -> Result<Loaded<TableRecord>> {
    let epci = sheet.columns.find(&EPCI);
    let epci = epci.ok_or_else(|| missing(&sheet, "the EPCI (`epci_siren`, `EPCI`)"))?;
    let region = sheet.columns.find(&REGION);
    by_commune(sheet, &[Some(epci), region])
}
