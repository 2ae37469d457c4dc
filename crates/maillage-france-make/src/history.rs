//! The editions of the codes: INSEE's movements replayed from 2018 to 2024, held against its
//! passage table, and what Etalab says of the changes since.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, ensure};
use maillage_core::model::CommuneCode;
use maillage_france::{Edition, Editions};

use crate::files::{Files, parsed};

type Codes = BTreeSet<CommuneCode>;
/// Where each code leads; a code that is not there leads to itself.
type Step = BTreeMap<CommuneCode, Codes>;

/// The year of the passage table's earlier codes, and of the contours.
pub(crate) const FIRST: u16 = 2018;
/// The last year of the movements.
const LAST: u16 = 2024;
/// The year of Etalab's codes.
const TODAY: u16 = 2026;

pub(crate) fn editions(files: &Files, notes: &mut Vec<String>) -> Result<Editions> {
    let steps = movements(files)?;
    let since = since_2024(files, notes)?;
    let current: Codes = files.current();
    let mut codes = Codes::new();
    for [old, _] in &files.passage {
        codes.insert(parsed(old)?);
    }
    let mut editions = Vec::new();
    for year in FIRST..=LAST {
        for (_, step) in steps.iter().filter(|(date, _)| in_effect(date) == year && year > FIRST) {
            codes = codes.iter().flat_map(|code| led(*code, step)).collect();
        }
        let later = |date: &str| in_effect(date) > year;
        let today = |code: CommuneCode| {
            let mut reached = Codes::from([code]);
            let after = steps.iter().filter(|(date, _)| later(date)).map(|(_, step)| step);
            for step in after.chain([&since]) {
                reached = reached.iter().flat_map(|code| led(*code, step)).collect();
            }
            reached
        };
        let other = codes.iter().map(|code| (*code, today(*code)));
        let other = other.filter(|(code, today)| *today != Codes::from([*code]));
        let other: BTreeMap<CommuneCode, Vec<CommuneCode>> =
            other.map(|(code, today)| (code, today.into_iter().collect())).collect();
        for (code, today) in &other {
            let unknown = today.iter().find(|code| !current.contains(code));
            ensure!(unknown.is_none(), "{code} of {year} leads to {unknown:?}, which is no code");
        }
        let measured = current.iter().filter(|code| has_history(**code));
        let absent = measured.filter(|code| !codes.contains(code)).copied().collect();
        editions.push(Edition { year, other, absent });
    }
    hold_against_the_passage_table(files, &steps)?;
    editions.push(Edition { year: TODAY, ..Edition::default() });
    Ok(Editions(editions))
}

/// Whether INSEE's tables hold the history of this code: not that of overseas collectivities.
fn has_history(code: CommuneCode) -> bool {
    !["975", "977", "978", "984", "986", "987", "988", "989"].contains(&code.departement())
}

/// The first edition that holds a change: that of the first of January on or after it.
fn in_effect(date: &str) -> u16 {
    let year: u16 = date.get(..4).and_then(|year| year.parse().ok()).unwrap_or(FIRST);
    if date.ends_with("-01-01") { year } else { year + 1 }
}

fn led(code: CommuneCode, step: &Step) -> Codes {
    step.get(&code).cloned().unwrap_or_else(|| Codes::from([code]))
}

/// The changes from commune to commune, by date.
fn movements(files: &Files) -> Result<Vec<(String, Step)>> {
    let mut steps: BTreeMap<String, Step> = BTreeMap::new();
    for [date, before, old, _, after, new] in &files.movements {
        if before == "COM" && after == "COM" {
            let step = steps.entry(date.clone()).or_default();
            step.entry(parsed(old)?).or_default().insert(parsed(new)?);
        }
    }
    Ok(steps.into_iter().collect())
}

/// The changes between the last movements and today. A code that is gone leads to the commune
/// that it is a part of, else to the one that names it among its former codes. A code that is new
/// was a part of the commune that it left.
fn since_2024(files: &Files, notes: &mut Vec<String>) -> Result<Step> {
    let current = files.current();
    let parents = files.parents();
    let mut of_2024 = Codes::new();
    let mut parents_of_2024: BTreeMap<CommuneCode, CommuneCode> = BTreeMap::new();
    for [kind, code, _, parent] in &files.cog_2024 {
        match kind.as_str() {
            "COM" => drop(of_2024.insert(parsed(code)?)),
            "COMD" | "COMA" => drop(parents_of_2024.insert(parsed(code)?, parsed(parent)?)),
            _ => {}
        }
    }
    let mut named: BTreeMap<CommuneCode, CommuneCode> = BTreeMap::new();
    for row in files.etalab.iter().filter(|row| row.is_current()) {
        named.extend(row.former_codes.iter().map(|former| (*former, row.code)));
    }
    for (code, successor) in &named {
        if let Some(parent) = parents.get(code).filter(|parent| *parent != successor) {
            notes.push(format!(
                "{code}: former code of {successor}, and part of {parent}: the latter"
            ));
        }
    }
    let mut step = Step::new();
    for gone in of_2024.difference(&current) {
        let successor = parents.get(gone).or_else(|| named.get(gone));
        ensure!(successor.is_some(), "{gone}: a commune of 2024 without a successor");
        step.insert(*gone, successor.into_iter().copied().collect());
    }
    for new in current.difference(&of_2024).filter(|code| has_history(**code)) {
        let Some(parent) = parents_of_2024.get(new) else {
            anyhow::bail!("{new}: a commune of today that was nothing in 2024");
        };
        let from = step.entry(*parent).or_insert_with(|| Codes::from([*parent]));
        if from.insert(*new) {
            notes.push(format!("{new}: left {parent} since {LAST}"));
        }
    }
    Ok(step)
}

/// The movements lead from 2018 to 2024 where INSEE's passage table leads.
fn hold_against_the_passage_table(files: &Files, steps: &[(String, Step)]) -> Result<()> {
    let mut passage: BTreeMap<CommuneCode, Codes> = BTreeMap::new();
    for [old, new] in &files.passage {
        passage.entry(parsed(old)?).or_default().insert(parsed(new)?);
    }
    for (code, expected) in passage {
        let mut reached = Codes::from([code]);
        for (_, step) in steps {
            reached = reached.iter().flat_map(|code| led(*code, step)).collect();
        }
        ensure!(
            reached == expected,
            "{code}: movements lead to {reached:?}, passage to {expected:?}"
        );
    }
    Ok(())
}
