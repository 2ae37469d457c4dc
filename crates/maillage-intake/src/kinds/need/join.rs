//! Join of need to the communes: people, or a rate with its residents.
//!
//! Counts are shared out over the parts of a split commune in proportion to residents, and
//! summed over merged communes. Rates become means weighted by residents. Where residents
//! are unknown, the rows are set aside instead.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::NeedUnit;
use crate::{
    kinds::{
        crosswalk::CodeCrosswalk,
        join::{Joined, Routed, keep, no_number, route, set_aside, shares_by_residents},
        table::TableRecord,
    },
    ledger::{Account, Fate, Issue, Trouble},
    source::{Loaded, parse_number},
};
use maillage_core::model::{CommuneCode, Line, Need};

/// A number given for a commune or a part of it.
struct Part<T> {
    line: Line,
    code: CommuneCode,
    value: T,
    /// Share of the row allotted to this commune.
    share: f64,
}

/// Need by commune. `residents` gives the residents by code of the contours,
/// `source_residents` by code of the table, where known.
pub fn join_need(
    (loaded, unit): (Loaded<TableRecord>, NeedUnit),
    known: &BTreeSet<CommuneCode>,
    crosswalk: CodeCrosswalk,
    residents: &HashMap<CommuneCode, u64>,
    source_residents: &BTreeMap<CommuneCode, u64>,
) -> Joined<Need> {
    let (routed, mut account) =
        route(loaded, &super::KIND, known, crosswalk, TableRecord::states_a_value);
    let mut parts: BTreeMap<CommuneCode, Vec<Part<Figures>>> = BTreeMap::new();
    // A sum with a missing row is unknown.
    let mut incomplete: BTreeSet<CommuneCode> = BTreeSet::new();
    for row in routed {
        let Some(figures) = figures(&row, unit, &mut account) else {
            incomplete.extend(&row.targets);
            continue;
        };
        let populated = row.targets.iter().any(|target| residents.contains_key(target));
        if matches!(unit, NeedUnit::PerCent | NeedUnit::Fraction) && !populated {
            set_aside(&mut account, &row.record, Trouble::PopulationNeeded, row.code.as_str());
            continue;
        }
        let Some(shares) = shares(&row.targets, unit, residents) else {
            set_aside(&mut account, &row.record, Trouble::SplitWithoutWeights, row.code.as_str());
            incomplete.extend(&row.targets);
            continue;
        };
        for (target, share) in shares.into_iter().filter(|(target, _)| known.contains(target)) {
            let part = Part { line: row.record.line, code: row.code, value: figures, share };
            parts.entry(target).or_default().push(part);
        }
        keep(&mut account, &row);
    }
    parts.retain(|target, _| !incomplete.contains(target));
    let mut values = BTreeMap::new();
    for (target, parts) in parts {
        let here = residents.get(&target).copied();
        match combine(&parts, unit, here, source_residents) {
            Ok(need) => {
                let people = need.people.unwrap_or(0.0);
                if here.is_some_and(|residents| people > residents as f64) {
                    let value = format!("{target}, {people:.0} > {}", here.unwrap_or(0));
                    let issue =
                        Issue::row(parts[0].line, Fate::Kept, Trouble::NeedAbovePopulation, value);
                    account.issues.push(issue);
                }
                values.insert(target, need);
            }
            Err(trouble) => {
                let issue = |part: &Part<Figures>| {
                    Issue::row(part.line, Fate::Kept, trouble, part.code.as_str())
                };
                account.issues.extend(parts.iter().map(issue));
            }
        }
    }
    Joined { values, own: BTreeMap::new(), account }
}

/// An estimate with its bounds, in the table's unit.
#[derive(Debug, Clone, Copy)]
struct Figures {
    estimate: f64,
    bounds: Option<(f64, f64)>,
}

/// The figures of a row. `None` when they are unusable; the account then holds the reason.
fn figures(row: &Routed, unit: NeedUnit, account: &mut Account) -> Option<Figures> {
    let text = &row.record.values[0];
    let Some(estimate) = parse_number(text) else {
        no_number(account, row, text);
        return None;
    };
    let most = match unit {
        NeedUnit::People => 1e9,
        NeedUnit::PerCent => 100.0,
        NeedUnit::Fraction => 1.0,
        NeedUnit::Score => f64::MAX,
    };
    // Some scores are centred on zero, so negative values are allowed.
    let least = if unit == NeedUnit::Score { f64::MIN } else { 0.0 };
    if !(least..=most).contains(&estimate) {
        let trouble = match unit {
            NeedUnit::People | NeedUnit::Score => Trouble::NumberUnreadable,
            _ => Trouble::RateOutOfRange,
        };
        set_aside(account, &row.record, trouble, text);
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

/// The share of a row allotted to each of its communes. `None` when residents are needed
/// and unknown. A rate applies to each commune unchanged.
fn shares(
    targets: &[CommuneCode],
    unit: NeedUnit,
    residents: &HashMap<CommuneCode, u64>,
) -> Option<Vec<(CommuneCode, f64)>> {
    if unit == NeedUnit::People {
        return shares_by_residents(targets, residents);
    }
    Some(targets.iter().map(|target| (*target, 1.0)).collect())
}

/// The need of one commune, from its rows.
fn combine(
    parts: &[Part<Figures>],
    unit: NeedUnit,
    residents: Option<u64>,
    source_residents: &BTreeMap<CommuneCode, u64>,
) -> Result<Need, Trouble> {
    // Counts are summed; rates are averaged, weighted by their residents.
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
            let level = known.filter(|residents| *residents > 0.0);
            let level = level.map(|residents| 100.0 * estimate / residents);
            Need { people: Some(estimate), low, high, level }
        }
        // A score does not count people: all residents are concerned, to that degree.
        NeedUnit::Score => Need { people: known, low: None, high: None, level: Some(estimate) },
        NeedUnit::PerCent | NeedUnit::Fraction => {
            let full = if unit == NeedUnit::PerCent { 100.0 } else { 1.0 };
            let residents = known.ok_or(Trouble::PopulationNeeded)?;
            let people = |rate: f64| rate / full * residents;
            Need {
                people: Some(people(estimate)),
                low: low.map(people),
                high: high.map(people),
                level: Some(100.0 * estimate / full),
            }
        }
    })
}
