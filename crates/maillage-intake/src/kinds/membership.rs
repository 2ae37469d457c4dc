//! The territories of each commune: its EPCI, and its région, canton and bassin de vie where the
//! table has them.

use std::collections::{BTreeMap, BTreeSet};

use maillage_core::model::CommuneCode;
use maillage_tables::Sheet;

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
    sentences,
    source::{Loaded, Mapping, mapping::columns::given_or},
};

const REGION: [&str; 4] = ["reg", "code_region", "region", "insee_reg"];
/// Cantons, and pseudo-cantons where a commune is in several (INSEE's « canton-ou-ville »).
const CANTON: [&str; 5] = ["canton", "code_canton", "cv", "can", "insee_can"];
/// Bassins de vie, of 2022 or 2012.
const LIVING_AREA: [&str; 4] = ["bv2022", "bassin_de_vie", "bv", "bv2012"];

/// The territories of one commune. Each is `None` where the table does not state it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Memberships {
    /// SIREN of its EPCI.
    pub epci: Option<String>,
    /// Code of its région.
    pub region: Option<String>,
    /// Code of its canton.
    pub canton: Option<String>,
    /// Code of its bassin de vie.
    pub living_area: Option<String>,
}

impl Memberships {
    /// The territories that `values`, in the order of [`membership`], state.
    fn of(values: &[String]) -> Self {
        let stated = |at: usize| Some(values[at].clone()).filter(|code| !code.is_empty());
        Self {
            epci: epci_code(&values[0]),
            region: stated(1),
            canton: stated(2),
            living_area: stated(3),
        }
    }

    /// These territories, without those that `other` does not state alike: of communes that are
    /// one today.
    fn shared_with(&mut self, other: &Self) {
        let shared = |own: &mut Option<String>, other: &Option<String>| {
            if own != other {
                *own = None;
            }
        };
        shared(&mut self.epci, &other.epci);
        shared(&mut self.canton, &other.canton);
        shared(&mut self.living_area, &other.living_area);
    }
}

impl Role {
    /// EPCI by commune.
    pub const MEMBERSHIP: Self = Self::named("appartenance");
}

/// EPCI by commune.
pub static KIND: TableKind = TableKind {
    name: "appartenance",
    description: sentences::a_membership_table,
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

/// Territories by commune. The EPCI is `None` where the table states that the commune has none, and
/// where the former communes of one are in several.
pub fn join_membership(
    loaded: Loaded<TableRecord>,
    known: &BTreeSet<CommuneCode>,
    crosswalk: CodeCrosswalk,
) -> Joined<Memberships> {
    let (routed, mut account) = route(loaded, &KIND, known, crosswalk, TableRecord::states_a_value);
    let mut values: BTreeMap<CommuneCode, Memberships> = BTreeMap::new();
    let mut by_own_code = BTreeSet::new();
    for row in routed {
        let told = Memberships::of(&row.record.values);
        for target in &row.targets {
            if *target == row.code {
                by_own_code.insert(*target);
                values.insert(*target, told.clone());
                continue;
            }
            let known = values.entry(*target).or_insert_with(|| told.clone());
            if by_own_code.contains(target) {
                continue;
            }
            let is_in_several = known.epci != told.epci;
            known.shared_with(&told);
            if is_in_several {
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
    let epci = epci.ok_or_else(|| missing(&sheet, sentences::epci_column()))?;
    let region = region_column(&sheet);
    let canton = given_or(&sheet.columns, "canton", &CANTON);
    let living_area = given_or(&sheet.columns, "bassin_de_vie", &LIVING_AREA);
    by_commune(sheet, &[Some(epci), region, canton, living_area], OfParts::Same)
}
