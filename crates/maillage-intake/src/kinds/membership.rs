//! The EPCI of each commune, and its région where the table has one.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Content, Recognition, TableKind, ages,
    communes::epci_code,
    crosswalk::CodeCrosswalk,
    join::{self, Joined, keep, route},
    table::{self, OfParts, TableRecord, by_commune, missing},
};
use crate::{
    Result,
    gazetteer::Gazetteer,
    input::Input,
    ledger::{Account, Fate, Issue, Role, Trouble},
    source::{Loaded, Mapping, mapping::columns::given_or},
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
    recognise: |sheet, mapping| {
        let of_communes = sheet.columns.stated("epci").is_some()
            || sheet.columns.has(&table::EPCI)
            || !(mapping.is_positioned() || mapping.describes_places());
        let is_told = table::code_column(sheet).is_ok() && table::epci_column(sheet).is_some();
        Recognition::sure(is_told && of_communes)
    },
    stream: None,
};

/// The rows of the table of EPCI `file`: SIREN and région.
///
/// # Errors
///
/// When the file cannot be read or is of another kind;
/// [`Error::MissingColumn`](crate::Error::MissingColumn) without a code or an EPCI.
pub fn read(file: impl Into<Input>) -> Result<Loaded<TableRecord>> {
    let file = file.into();
    let path = file.path().to_owned();
    ages::named_if_missing(membership(super::sheet(file, &KIND)?), &path, &KIND)
}

/// EPCI and région by commune. The EPCI is `None` where the table states that the commune
/// has none, and where the former communes of one are in several.
pub fn join_membership(
    loaded: Loaded<TableRecord>,
    known: &BTreeSet<CommuneCode>,
    crosswalk: CodeCrosswalk,
) -> Joined<(Option<String>, Option<String>)> {
    let (routed, mut account) = route(loaded, &KIND, known, crosswalk, |_| true);
    let mut values: BTreeMap<CommuneCode, (Option<String>, Option<String>)> = BTreeMap::new();
    let mut by_own_code = BTreeSet::new();
    for row in routed {
        let epci = epci_code(&row.record.values[0]);
        let region = Some(row.record.values[1].clone()).filter(|region| !region.is_empty());
        for target in &row.targets {
            let told = (epci.clone(), region.clone());
            if *target == row.code {
                by_own_code.insert(*target);
                values.insert(*target, told);
                continue;
            }
            let known = values.entry(*target).or_insert_with(|| told.clone());
            if known.0 != told.0 && !by_own_code.contains(target) {
                known.0 = None;
                let value = format!("{} → {target}", row.code);
                let issue =
                    Issue::row(row.record.line, Fate::Kept, Trouble::MembershipsDiffer, value);
                account.issues.push(issue);
            }
        }
        keep(&mut account, &row);
    }
    Joined { values, own: BTreeMap::new(), account }
}

fn check(sheet: Sheet, _: &Mapping, gazetteer: &Gazetteer) -> Result<Account> {
    let loaded = membership(sheet)?;
    let known = join::known(&loaded, gazetteer);
    Ok(join_membership(loaded, &known, CodeCrosswalk::default()).account)
}

/// The column of the région of a commune.
pub(crate) fn region_column(sheet: &Sheet) -> Option<usize> {
    given_or(&sheet.columns, "region", &REGION)
}

fn membership(sheet: Sheet) -> Result<Loaded<TableRecord>> {
    let epci = table::epci_column(&sheet);
    let epci = epci.ok_or_else(|| missing(&sheet, "the EPCI (`epci_siren`, `EPCI`)"))?;
    let region = region_column(&sheet);
    by_commune(sheet, &[Some(epci), region], OfParts::Same)
}
