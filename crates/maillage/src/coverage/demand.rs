//! The demand side of a run: the communes, what tables tell of them, which are measured.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;

use super::CoverageInputs;
use crate::{
    clean::{self, Passage},
    error::Result,
    intake,
    ledger::{Account, Trouble},
    model::{Commune, CommuneCode, Origin},
};

/// Gives the communes their residents, need, EPCI and town halls; an account a table.
pub(super) fn join_tables(
    inputs: &CoverageInputs,
    passage: Option<&Passage>,
    communes: &mut [Commune],
    reading: &impl Fn(&Path),
) -> Result<Vec<Account>> {
    let known: BTreeSet<CommuneCode> = communes.iter().map(|commune| commune.code).collect();
    let mut accounts = Vec::new();
    let mut residents_of_table = BTreeMap::new();
    if let Some(path) = &inputs.population {
        reading(path);
        let joined = clean::join_population(intake::population(path)?, &known, passage);
        for commune in communes.iter_mut() {
            commune.population = joined.values.get(&commune.code).copied();
        }
        residents_of_table = joined.own;
        accounts.push(joined.account);
    }
    if let Some(path) = &inputs.illectronism {
        reading(path);
        let residents: HashMap<CommuneCode, u64> = communes
            .iter()
            .filter_map(|commune| Some((commune.code, commune.population?)))
            .collect();
        let table = intake::illectronism(path)?;
        let joined = clean::join_need(table, &known, passage, &residents, &residents_of_table);
        for commune in communes.iter_mut() {
            commune.need = joined.values.get(&commune.code).copied();
        }
        accounts.push(joined.account);
    }
    if let Some(path) = &inputs.membership {
        reading(path);
        let joined = clean::join_membership(intake::membership(path)?, &known, passage);
        for commune in communes.iter_mut() {
            if let Some((epci, region)) = joined.values.get(&commune.code) {
                commune.epci = epci.clone();
                commune.region = region.clone().or(commune.region.take());
            }
        }
        accounts.push(joined.account);
    }
    if let Some(path) = &inputs.chefs_lieux {
        reading(path);
        let joined = clean::join_chefs_lieux(intake::chefs_lieux(path)?, &known, passage);
        for commune in communes.iter_mut() {
            if let Some(home) = joined.values.get(&commune.code) {
                (commune.home, commune.origin) = (*home, Origin::ChefLieu);
            }
        }
        accounts.push(joined.account);
    }
    Ok(accounts)
}

/// The ranks of the communes of the territory asked for.
pub(super) fn chosen_ranks(communes: &[Commune], inputs: &CoverageInputs) -> Result<Vec<usize>> {
    if inputs.within.is_empty() {
        return Ok((0..communes.len()).collect());
    }
    let codes = clean::restrict(communes, &inputs.within, &inputs.communes)?;
    Ok((0..communes.len()).filter(|rank| codes.contains(&communes[*rank].code)).collect())
}

/// Tells which rows of the contours are beyond the territory asked for.
pub(super) fn set_aside_beyond(communes: &[Commune], chosen: &[usize], account: &mut Account) {
    let chosen: HashSet<usize> = chosen.iter().copied().collect();
    let beyond = communes.iter().enumerate().filter(|(rank, _)| !chosen.contains(rank));
    let rows = beyond.flat_map(|(_, commune)| {
        commune.lines.iter().map(|line| (*line, commune.code.to_string()))
    });
    account.set_rows_aside(&rows.collect(), Trouble::OutsidePerimeter);
    account.kept = chosen.len();
}

/// The communes of these ranks, in order.
pub(super) fn keep_ranks(communes: Vec<Commune>, chosen: &[usize]) -> Vec<Commune> {
    if chosen.len() == communes.len() {
        return communes;
    }
    let mut chosen = chosen.iter().peekable();
    let keep = |(rank, commune)| chosen.next_if_eq(&&rank).map(|_| commune);
    communes.into_iter().enumerate().filter_map(keep).collect()
}
