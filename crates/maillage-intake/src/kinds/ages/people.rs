//! Join of population by age to the communes, across vintages.
//!
//! People of merged communes are summed; people of a split commune are shared out in
//! proportion to residents. Shares are multiplied by the residents of the communes that the row
//! stands for, which rows that stand for the same communes share out by their own residents: a code
//! may have had another extent when these were counted.
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
    let targets = routed.iter().map(|row| (row.code, row.targets.as_slice()));
    let residents_of = residents.of_rows(targets);
    let mut own = BTreeMap::new();
    let mut values: BTreeMap<CommuneCode, Vec<f64>> = BTreeMap::new();
    // A sum with a missing row is unknown.
    let mut incomplete: BTreeSet<CommuneCode> = BTreeSet::new();
    for row in routed {
        let of_row = residents_of.get(&row.code).copied();
        let Some(people) = people(&row, table, (of_row, residents.adults), &mut account) else {
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

/// The people of a row by band, of its `residents` if its figures are shares. `None` when they are
/// unusable; the account then holds the reason.
fn people(
    row: &Routed<Counts>,
    table: &Counted,
    (residents, adults): (Option<f64>, f64),
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
    let Some(of) = residents else {
        set_aside(account, &row.record, Trouble::PopulationNeeded, row.code.as_str());
        return None;
    };
    let part = if table.basis == AgeBasis::SharesOfAdults { adults } else { 1.0 };
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
    /// Residents of each row, by its code: those of the communes that it stands for. Rows that stand
    /// for the same communes share these in proportion to their own residents. Rows whose communes
    /// overlap otherwise, or are not all known, have their own.
    fn of_rows<'rows>(
        self,
        rows: impl Iterator<Item = (CommuneCode, &'rows [CommuneCode])>,
    ) -> BTreeMap<CommuneCode, f64> {
        let mut alike: BTreeMap<&[CommuneCode], Vec<CommuneCode>> = BTreeMap::new();
        for (code, targets) in rows {
            alike.entry(targets).or_default().push(code);
        }
        let mut sets_with: BTreeMap<CommuneCode, usize> = BTreeMap::new();
        for target in alike.keys().copied().flatten() {
            *sets_with.entry(*target).or_default() += 1;
        }
        let mut residents = BTreeMap::new();
        for (targets, codes) in &alike {
            let is_apart = targets.iter().all(|target| sets_with[target] == 1);
            let here: Option<u64> =
                targets.iter().map(|target| self.communes.get(target).copied()).sum();
            let here = here.filter(|_| is_apart).map(|people| people as f64);
            if let ([only], Some(here)) = (&codes[..], here) {
                residents.insert(*only, here);
                continue;
            }
            let own = codes.iter().map(|code| self.own.get(code).copied());
            let all: Option<u64> = own.clone().sum();
            let factor = here.zip(all.filter(|all| *all > 0));
            let factor = factor.map_or(1.0, |(here, all)| here / all as f64);
            let known = codes.iter().zip(own).filter_map(|(code, own)| Some((*code, own?)));
            residents.extend(known.map(|(code, own)| (code, factor * own as f64)));
        }
        residents
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_the_residents_of_the_communes_that_it_stands_for() {
        let code = |text: &str| text.parse::<CommuneCode>().expect("a code");
        let [whole, part, other, gone, alone] =
            ["85194", "85060", "85146", "85217", "85001"].map(code);
        // Own residents are of codes of another year: 85194 had a smaller extent then.
        let communes = HashMap::from([(whole, 45_000), (other, 21_000)]);
        let own = BTreeMap::from([(whole, 14_000), (other, 5_000), (gone, 15_000), (alone, 700)]);
        let residents = ResidentsBy { communes: &communes, own: &own, adults: 1.0 };
        let of = |rows: &[(CommuneCode, &[CommuneCode])]| residents.of_rows(rows.iter().copied());
        assert_eq!(of(&[(whole, &[whole])]), BTreeMap::from([(whole, 45_000.0)]));
        // Two rows of one commune share its residents by their own.
        let merged = of(&[(other, &[other]), (gone, &[other])]);
        assert_eq!(merged, BTreeMap::from([(other, 5_250.0), (gone, 15_750.0)]));
        // One row of two communes, of which one is unknown; and of communes that overlap otherwise.
        assert_eq!(of(&[(whole, &[whole, part])]), BTreeMap::from([(whole, 14_000.0)]));
        let overlapping = of(&[(whole, &[whole]), (other, &[whole, other])]);
        assert_eq!(overlapping, BTreeMap::from([(whole, 14_000.0), (other, 5_000.0)]));
        assert_eq!(of(&[(part, &[part])]), BTreeMap::new());
        assert_eq!(of(&[(alone, &[alone])]), BTreeMap::from([(alone, 700.0)]));
    }
}
