//! Join of population by age to the communes, across vintages.
//!
//! People of merged communes are summed; people of a split commune are shared out in
//! proportion to residents. Shares are multiplied by the residents of their denominator.
//! For shares of people aged 15 and over, the caller gives the share of that age group
//! among residents, assumed equal everywhere.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{AgeBasis, AgeDefect, Counted, Counts};
use crate::{
    kinds::{
        TableKind,
        crosswalk::CodeCrosswalk,
        join::{Joined, Routed, keep, route, set_aside, set_aside_at, shares_by_residents},
        table::TableRecord,
    },
    ledger::{Account, Trouble},
    source::{Loaded, PeopleCount, parse_number},
};
use maillage_core::model::CommuneCode;

/// Tolerance between the sum of the bands and the figure of all ages: relative, and in
/// people.
const ADD_UP: (f64, f64) = (0.01, 2.0);
/// Tolerance above 100 for a sum of rounded shares, in points.
const ROUNDING: f64 = 0.5;

/// Residents by commune, to convert shares into people and to split communes.
#[derive(Debug, Clone, Copy)]
pub struct ResidentsBy<'run> {
    /// Residents by code of the contours.
    pub communes: &'run HashMap<CommuneCode, u64>,
    /// Residents by code of the table.
    pub own: &'run BTreeMap<CommuneCode, u64>,
    /// Share of residents aged 15 and over, 0 to 1.
    pub adults: f64,
}

/// People by commune and by band of age, or by category of a margin, depending on `kind`.
pub fn join_people(
    (loaded, table): (Loaded<TableRecord<Counts>>, &Counted),
    kind: &TableKind,
    known: &BTreeSet<CommuneCode>,
    crosswalk: CodeCrosswalk,
    residents: ResidentsBy,
) -> Joined<Vec<f64>> {
    let (routed, mut account) =
        route(loaded, kind, known, crosswalk, |record| record.values.is_stated);
    let mut own = BTreeMap::new();
    let mut values: BTreeMap<CommuneCode, Vec<f64>> = BTreeMap::new();
    // A sum with a missing row is unknown.
    let mut incomplete: BTreeSet<CommuneCode> = BTreeSet::new();
    for row in routed {
        let Some(people) = people(&row, table, residents, &mut account) else {
            incomplete.extend(&row.targets);
            continue;
        };
        let Some(shares) = shares_by_residents(&row.targets, residents.communes) else {
            set_aside(&mut account, &row.record, Trouble::SplitWithoutWeights, row.code.as_str());
            incomplete.extend(&row.targets);
            continue;
        };
        for (target, share) in shares {
            let sum = values.entry(target).or_insert_with(|| vec![0.0; people.len()]);
            for (sum, people) in sum.iter_mut().zip(&people) {
                *sum += share * people;
            }
        }
        own.insert(row.code, people);
        keep(&mut account, &row);
    }
    values.retain(|code, _| known.contains(code) && !incomplete.contains(code));
    // People counted by arrondissement must not be counted again by commune.
    let communes: BTreeSet<CommuneCode> = own.keys().copied().collect();
    own.retain(|code, _| {
        code.commune_of_arrondissement().is_none_or(|parent| !communes.contains(&parent))
    });
    Joined { values, own, account }
}

/// The people of a row by band. `None` when they are unusable; the account then holds the
/// reason.
fn people(
    row: &Routed<Counts>,
    table: &Counted,
    residents: ResidentsBy,
    account: &mut Account,
) -> Option<Vec<f64>> {
    let Counts { total, bands, .. } = &row.record.values;
    let mut figures = match bands {
        Ok(figures) => figures.clone(),
        Err(defect) => {
            set_aside_for(defect, row, account);
            return None;
        }
    };
    let sum: f64 = figures.iter().sum();
    let incoherent = |account: &mut Account, whole: f64| {
        let value = format!("{sum:.1} / {whole:.1}");
        set_aside(account, &row.record, Trouble::AgesDoNotAddUp, value);
        None
    };
    if table.basis == AgeBasis::People {
        let whole = total.unwrap_or(sum);
        if (sum - whole).abs() > (ADD_UP.0 * whole).max(ADD_UP.1) {
            return incoherent(account, whole);
        }
        return Some(figures);
    }
    if let Some(share) = figures.iter().find(|share| **share > 100.0 + ROUNDING) {
        set_aside(account, &row.record, Trouble::RateOutOfRange, share.to_string());
        return None;
    }
    let rest = 100.0 - sum;
    if rest < -ROUNDING || (table.rest.is_none() && rest > ROUNDING) {
        return incoherent(account, 100.0);
    }
    if let Some(rank) = table.rest {
        figures[rank] = rest.max(0.0);
    }
    let Some(of) = residents.of(row) else {
        set_aside(account, &row.record, Trouble::PopulationNeeded, row.code.as_str());
        return None;
    };
    let part = if table.basis == AgeBasis::SharesOfAdults { residents.adults } else { 1.0 };
    let whole: f64 = figures.iter().sum();
    Some(
        figures.into_iter().map(|share| share / whole.max(f64::MIN_POSITIVE) * of * part).collect(),
    )
}

/// Sets a row aside whose ages are unknown.
fn set_aside_for(defect: &AgeDefect, row: &Routed<Counts>, account: &mut Account) {
    let (line, trouble, value) = match defect {
        AgeDefect::Figure(line, PeopleCount::Secret(text)) => {
            (*line, Trouble::PeopleSecret, text.clone())
        }
        AgeDefect::Figure(line, PeopleCount::Unreadable(text)) if text.is_empty() => {
            (*line, Trouble::NumberMissing, row.code.to_string())
        }
        AgeDefect::Figure(line, PeopleCount::Unreadable(text))
            if text.eq_ignore_ascii_case("nd") =>
        {
            (*line, Trouble::NumberMissing, text.clone())
        }
        AgeDefect::Figure(line, PeopleCount::Unreadable(text)) if parse_number(text).is_some() => {
            (*line, Trouble::NumberNegative, text.clone())
        }
        AgeDefect::Figure(line, PeopleCount::Unreadable(text)) => {
            (*line, Trouble::NumberUnreadable, text.clone())
        }
        AgeDefect::Figure(line, PeopleCount::People(people)) => {
            (*line, Trouble::NumberUnreadable, people.to_string())
        }
        AgeDefect::Twice(line, band) => (*line, Trouble::AgeTwice, format!("{}, {band}", row.code)),
        AgeDefect::Missing(band) => {
            (row.record.line, Trouble::AgeMissing, format!("{}, {band}", row.code))
        }
    };
    set_aside_at(account, &row.record, line, trouble, value);
}

impl ResidentsBy<'_> {
    fn of(self, row: &Routed<Counts>) -> Option<f64> {
        let own = self.own.get(&row.code);
        let people = own.or_else(|| match row.targets[..] {
            [target] => self.communes.get(&target),
            _ => None,
        });
        people.map(|people| *people as f64)
    }
}
