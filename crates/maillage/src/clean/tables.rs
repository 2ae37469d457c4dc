//! Joining tables to the communes of the contours, row by row and across vintages.
//!
//! Counts are shared out among the parts of a split commune by residents and summed over
//! those of a merged one; shares become means weighted by residents. Where residents are
//! not known, nothing is shared out: the rows are set aside.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{
    Passage,
    codes::{self, Reading},
    communes::{epci_code, whole_people},
    location::{self, Location},
};
use crate::{
    geodesy::Position,
    ledger::{Account, Fate, Issue, Line, Trouble},
    model::{CommuneCode, Envelope, Need},
    source::{
        Loaded, Schema, parse_number,
        tables::{NeedUnit, TableRecord},
    },
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

/// A number that a table gives for one commune or part of it.
struct Part<T> {
    line: Line,
    code: CommuneCode,
    value: T,
    /// Share of the row that goes to this commune.
    share: f64,
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
    for row in routed {
        let text = &row.record.values[0];
        let Some(people) = parse_number(text).and_then(whole_people) else {
            account.issues.push(no_number(&row, text));
            continue;
        };
        *own.entry(row.code).or_default() += people;
        // Residents are what others are shared out by: they cannot be shared out.
        let [target] = row.targets[..] else {
            let issue = set_aside(&row, Trouble::SplitWithoutWeights, row.code.as_str());
            account.issues.push(issue);
            continue;
        };
        *values.entry(target).or_default() += people;
        keep(&mut account, &row);
    }
    Joined { values, own, account }
}

/// Illectronism by commune. `residents` are those of the communes, `source_residents`
/// those of the table's own vintage, where they are known.
pub fn join_need(
    (loaded, unit): (Loaded<TableRecord>, NeedUnit),
    known: &BTreeSet<CommuneCode>,
    passage: Option<&Passage>,
    residents: &HashMap<CommuneCode, u64>,
    source_residents: &BTreeMap<CommuneCode, u64>,
) -> Joined<Need> {
    let (routed, mut account) = route(loaded, Schema::Illectronism, known, passage);
    let mut parts: BTreeMap<CommuneCode, Vec<Part<Figures>>> = BTreeMap::new();
    for row in routed {
        let Some(figures) = figures(&row, unit, &mut account) else {
            continue;
        };
        let Some(shares) = shares(&row.targets, unit, residents) else {
            account.issues.push(set_aside(&row, Trouble::SplitWithoutWeights, row.code.as_str()));
            continue;
        };
        for (target, share) in shares {
            let part = Part { line: row.record.line, code: row.code, value: figures, share };
            parts.entry(target).or_default().push(part);
        }
        keep(&mut account, &row);
    }
    let mut values = BTreeMap::new();
    for (target, parts) in parts {
        let here = residents.get(&target).copied();
        match combine(&parts, unit, here, source_residents) {
            Ok(need) => {
                if here.is_some_and(|residents| need.people > residents as f64) {
                    let value = format!("{target}, {:.0} > {}", need.people, here.unwrap_or(0));
                    let issue =
                        Issue::row(parts[0].line, Fate::Kept, Trouble::NeedAbovePopulation, value);
                    account.issues.push(issue);
                }
                values.insert(target, need);
            }
            Err(trouble) => {
                let told = |part: &Part<Figures>| {
                    Issue::row(part.line, Fate::Kept, trouble, part.code.as_str())
                };
                account.issues.extend(parts.iter().map(told));
            }
        }
    }
    Joined { values, own: BTreeMap::new(), account }
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
    let mut values = BTreeMap::new();
    for row in routed {
        let (latitude, longitude) = (&row.record.values[0], &row.record.values[1]);
        let expected = Some(Envelope::of_commune(row.code));
        let position = match location::locate_written(latitude, longitude, expected) {
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
        if !matches!(record.kind.to_uppercase().as_str(), "" | "COM" | "ARM") {
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

/// The communes of the contours that a row with this code speaks of.
fn targets(
    code: CommuneCode,
    table: &BTreeSet<CommuneCode>,
    known: &BTreeSet<CommuneCode>,
    way: Option<&BTreeMap<CommuneCode, Vec<CommuneCode>>>,
) -> Result<Vec<CommuneCode>, Trouble> {
    if let Some(targets) = way.and_then(|way| way.get(&code)) {
        let here: Vec<_> = targets.iter().copied().filter(|code| known.contains(code)).collect();
        return if here.is_empty() { Err(Trouble::CodeUnknown) } else { Ok(here) };
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

/// An estimate with its bounds, in the table's unit.
#[derive(Debug, Clone, Copy)]
struct Figures {
    estimate: f64,
    bounds: Option<(f64, f64)>,
}

/// The figures of a row; what makes them unusable goes to the account.
fn figures(row: &Routed, unit: NeedUnit, account: &mut Account) -> Option<Figures> {
    let text = &row.record.values[0];
    let Some(estimate) = parse_number(text) else {
        account.issues.push(no_number(row, text));
        return None;
    };
    let most = match unit {
        NeedUnit::People => 1e9,
        NeedUnit::PerCent => 100.0,
        NeedUnit::Fraction => 1.0,
    };
    if !(0.0..=most).contains(&estimate) {
        let trouble = match unit {
            NeedUnit::People => Trouble::NumberUnreadable,
            _ => Trouble::RateOutOfRange,
        };
        account.issues.push(set_aside(row, trouble, text));
        return None;
    }
    let (low, high) = (&row.record.values[1], &row.record.values[2]);
    let bounds = parse_number(low).zip(parse_number(high));
    let holds = |(low, high): &(f64, f64)| {
        (0.0..=estimate).contains(low) && (estimate..=most).contains(high)
    };
    let sound = bounds.filter(holds);
    if sound.is_none() && !(low.is_empty() && high.is_empty()) {
        let value = format!("{low} ≤ {text} ≤ {high}");
        account.issues.push(Issue::row(
            row.record.line,
            Fate::Kept,
            Trouble::BoundsIncoherent,
            value,
        ));
    }
    Some(Figures { estimate, bounds: sound })
}

/// The share of a row that goes to each of its communes; `None` when it takes residents
/// to tell and they are not known. A rate goes to each commune whole.
fn shares(
    targets: &[CommuneCode],
    unit: NeedUnit,
    residents: &HashMap<CommuneCode, u64>,
) -> Option<Vec<(CommuneCode, f64)>> {
    if targets.len() == 1 || unit != NeedUnit::People {
        return Some(targets.iter().map(|target| (*target, 1.0)).collect());
    }
    let weights: Option<Vec<f64>> =
        targets.iter().map(|target| residents.get(target).map(|people| *people as f64)).collect();
    let weights = weights?;
    let total: f64 = weights.iter().sum();
    let share = |(target, weight): (&CommuneCode, f64)| (*target, weight / total);
    (total > 0.0).then(|| targets.iter().zip(weights).map(share).collect())
}

/// The need of one commune out of the rows that speak of it.
fn combine(
    parts: &[Part<Figures>],
    unit: NeedUnit,
    residents: Option<u64>,
    source_residents: &BTreeMap<CommuneCode, u64>,
) -> Result<Need, Trouble> {
    // Counts are summed; rates are averaged with the residents they were taken over.
    let weights: Vec<f64> = match (unit, parts) {
        (NeedUnit::People, _) => parts.iter().map(|part| part.share).collect(),
        (_, [_]) => vec![1.0],
        _ => {
            let over = |part: &Part<Figures>| {
                source_residents.get(&part.code).map(|people| *people as f64)
            };
            let over: Option<Vec<f64>> = parts.iter().map(over).collect();
            let over = over.ok_or(Trouble::PopulationNeeded)?;
            let total: f64 = over.iter().sum();
            if total == 0.0 {
                return Err(Trouble::PopulationNeeded);
            }
            over.into_iter().map(|people| people / total).collect()
        }
    };
    let weigh = |value: &dyn Fn(&Figures) -> Option<f64>| -> Option<f64> {
        parts.iter().zip(&weights).map(|(part, weight)| Some(value(&part.value)? * weight)).sum()
    };
    let estimate = weigh(&|figures| Some(figures.estimate)).unwrap_or(0.0);
    let low = weigh(&|figures| figures.bounds.map(|bounds| bounds.0));
    let high = weigh(&|figures| figures.bounds.map(|bounds| bounds.1));
    let known = residents.map(|residents| residents as f64);
    Ok(match unit {
        NeedUnit::People => {
            let per_cent = known.filter(|residents| *residents > 0.0);
            let per_cent = per_cent.map(|residents| 100.0 * estimate / residents);
            Need { people: estimate, low, high, per_cent }
        }
        NeedUnit::PerCent | NeedUnit::Fraction => {
            let full = if unit == NeedUnit::PerCent { 100.0 } else { 1.0 };
            let residents = known.ok_or(Trouble::PopulationNeeded)?;
            let people = |rate: f64| rate / full * residents;
            Need {
                people: people(estimate),
                low: low.map(people),
                high: high.map(people),
                per_cent: Some(100.0 * estimate / full),
            }
        }
    })
}
