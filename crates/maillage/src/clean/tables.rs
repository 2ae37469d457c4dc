//! Joining tables to the communes of the contours, row by row and across vintages.

mod need;

use std::collections::{BTreeMap, BTreeSet};

pub use need::join_need;

use super::{
    Passage,
    codes::{self, Reading},
    communes::{epci_code, whole_people},
    location::{Location, Locator},
};
use crate::{
    crs::Crs,
    geodesy::Position,
    ledger::{Account, Fate, Issue, Trouble},
    model::{CommuneCode, Envelope},
    source::{Loaded, Schema, parse_number, tables::TableRecord},
    spelling::fold,
};

/// What a table says of each commune, and its account.
#[derive(Debug, Clone)]
pub struct Joined<T> {
    /// By code of the contours.
    pub values: BTreeMap<CommuneCode, T>,
    /// The same before codes were carried over: by code of the table.
    pub own: BTreeMap<CommuneCode, T>,
    /// What became of the rows.
    pub account: Account,
}

/// A row whose code is understood, with the communes it speaks of.
struct Routed {
    record: TableRecord,
    code: CommuneCode,
    targets: Vec<CommuneCode>,
}

/// Residents by commune.
pub fn join_population(
    loaded: Loaded<TableRecord>,
    known: &BTreeSet<CommuneCode>,
    passage: Option<&Passage>,
) -> Joined<u64> {
    let (routed, mut account) = route(loaded, Schema::Population, known, passage);
    let mut own = BTreeMap::new();
    let mut values: BTreeMap<CommuneCode, u64> = BTreeMap::new();
    // Part of the people of a commune is not its population: unknown and five is unknown.
    let mut incomplete: BTreeSet<CommuneCode> = BTreeSet::new();
    for row in routed {
        let text = &row.record.values[0];
        let Some(people) = parse_number(text).and_then(whole_people) else {
            account.issues.push(no_number(&row, text));
            incomplete.extend(&row.targets);
            continue;
        };
        *own.entry(row.code).or_default() += people;
        // Residents are what others are shared out by: they cannot be shared out.
        let [target] = row.targets[..] else {
            let issue = set_aside(&row, Trouble::SplitWithoutWeights, row.code.as_str());
            account.issues.push(issue);
            incomplete.extend(&row.targets);
            continue;
        };
        *values.entry(target).or_default() += people;
        keep(&mut account, &row);
    }
    values.retain(|code, _| known.contains(code) && !incomplete.contains(code));
    Joined { values, own, account }
}

/// EPCI and région by commune; the EPCI is `None` where the table says there is none.
pub fn join_membership(
    loaded: Loaded<TableRecord>,
    known: &BTreeSet<CommuneCode>,
    passage: Option<&Passage>,
) -> Joined<(Option<String>, Option<String>)> {
    let (routed, mut account) = route(loaded, Schema::Membership, known, passage);
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

/// Town halls by commune.
pub fn join_chefs_lieux(
    loaded: Loaded<TableRecord>,
    known: &BTreeSet<CommuneCode>,
    passage: Option<&Passage>,
) -> Joined<Position> {
    let (routed, mut account) = route(loaded, Schema::ChefsLieux, known, passage);
    let locator = Locator::new(Crs::WGS84);
    let mut values = BTreeMap::new();
    for row in routed {
        let (latitude, longitude) = (&row.record.values[0], &row.record.values[1]);
        let expected = Some(Envelope::of_commune(row.code));
        let position = match locator.written(latitude, longitude, expected) {
            Location::At(position, repair) => {
                let told =
                    |(trouble, value)| Issue::row(row.record.line, Fate::Kept, trouble, value);
                account.issues.extend(repair.map(told));
                position
            }
            Location::Nowhere(trouble, value) => {
                account.issues.push(set_aside(&row, trouble, value));
                continue;
            }
        };
        for target in &row.targets {
            values.entry(*target).or_insert(position);
        }
        keep(&mut account, &row);
    }
    Joined { values, own: BTreeMap::new(), account }
}

/// Every code of a table, to check it on its own, without contours.
pub fn codes_of(loaded: &Loaded<TableRecord>) -> BTreeSet<CommuneCode> {
    let code = |record: &TableRecord| match codes::read(&record.code, |_| true) {
        Reading::Code(code, _) => Some(code),
        Reading::Unreadable(_) => None,
    };
    loaded.records.iter().filter_map(code).collect()
}

/// The rows that speak of a commune of the contours; the others are in the account.
fn route(
    loaded: Loaded<TableRecord>,
    schema: Schema,
    known: &BTreeSet<CommuneCode>,
    passage: Option<&Passage>,
) -> (Vec<Routed>, Account) {
    let (records, mut account) = loaded.into_account(schema, role(schema));
    let mut rows: Vec<(TableRecord, CommuneCode)> = Vec::with_capacity(records.len());
    let mut seen: BTreeSet<CommuneCode> = BTreeSet::new();
    for record in records {
        let line = record.line;
        if is_part_of_a_commune(&record.kind) {
            account.issues.push(Issue::row(
                line,
                Fate::SetAside,
                Trouble::NotACommune,
                &record.code,
            ));
            continue;
        }
        match codes::read(&record.code, |code| known.contains(&code)) {
            Reading::Code(code, repair) => {
                let told = |trouble| Issue::row(line, Fate::Kept, trouble, &record.code);
                account.issues.extend(repair.map(told));
                if seen.insert(code) {
                    rows.push((record, code));
                } else {
                    account.issues.push(Issue::row(
                        line,
                        Fate::SetAside,
                        Trouble::CodeTwice,
                        code.as_str(),
                    ));
                }
            }
            Reading::Unreadable(trouble) => {
                account.issues.push(Issue::row(line, Fate::SetAside, trouble, &record.code));
            }
        }
    }
    let way = passage.and_then(|passage| passage.between(&seen, known));
    let mut routed = Vec::with_capacity(rows.len());
    for (record, code) in rows {
        match targets(code, &seen, known, way) {
            Ok(targets) => routed.push(Routed { record, code, targets }),
            Err(trouble) => {
                let issue = Issue::row(record.line, Fate::SetAside, trouble, code.as_str());
                account.issues.push(issue);
            }
        }
    }
    (routed, account)
}

/// Whether the kind of a row says that it is a former commune within another. Whatever
/// else such a column says is no reason to lose the row.
fn is_part_of_a_commune(kind: &str) -> bool {
    let kind = fold(kind);
    matches!(kind.as_str(), "comd" | "coma")
        || ["deleguee", "associee"].iter().any(|word| kind.contains(word))
}

/// The communes of the contours that a row with this code speaks of.
fn targets(
    code: CommuneCode,
    table: &BTreeSet<CommuneCode>,
    known: &BTreeSet<CommuneCode>,
    way: Option<&BTreeMap<CommuneCode, Vec<CommuneCode>>>,
) -> Result<Vec<CommuneCode>, Trouble> {
    let carried = way.and_then(|way| way.get(&code));
    if let Some(targets) = carried.filter(|targets| targets.iter().any(|code| known.contains(code)))
    {
        // All of them, also those beyond the contours: a share must know what it is of.
        return Ok(targets.clone());
    }
    if known.contains(&code) {
        return Ok(vec![code]);
    }
    match code.commune_of_arrondissement() {
        Some(parent) if known.contains(&parent) && table.contains(&parent) => {
            Err(Trouble::ArrondissementCounted)
        }
        Some(parent) if known.contains(&parent) => Ok(vec![parent]),
        _ => Err(Trouble::CodeUnknown),
    }
}

/// Tells that `row` counts: alone, with the commune it is an arrondissement of, or under
/// another code.
fn keep(account: &mut Account, row: &Routed) {
    let added = row.code.commune_of_arrondissement().is_some_and(|parent| row.targets == [parent]);
    if added {
        let line = row.record.line;
        let issue = Issue::row(line, Fate::Merged, Trouble::ArrondissementAdded, row.code.as_str());
        account.issues.push(issue);
        return;
    }
    account.kept += 1;
    if row.targets != [row.code] {
        let targets: Vec<&str> = row.targets.iter().map(CommuneCode::as_str).collect();
        let value = format!("{} → {}", row.code, targets.join(" "));
        account.issues.push(Issue::row(row.record.line, Fate::Kept, Trouble::MovedCode, value));
    }
}

fn role(schema: Schema) -> &'static str {
    match schema {
        Schema::Population => "population",
        Schema::Illectronism => "illectronisme",
        Schema::Membership => "appartenance",
        _ => "chefs_lieux",
    }
}

fn set_aside(row: &Routed, trouble: Trouble, value: impl Into<String>) -> Issue {
    Issue::row(row.record.line, Fate::SetAside, trouble, value)
}

fn no_number(row: &Routed, text: &str) -> Issue {
    if text.is_empty() {
        set_aside(row, Trouble::NumberMissing, row.code.as_str())
    } else {
        set_aside(row, Trouble::NumberUnreadable, text)
    }
}
