//! The demand side of a run: the communes, what tables tell of them, which are measured.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;

use super::{
    CoverageInputs, CoverageOptions,
    need::{self, NeedSubject, Residents, Sources},
};
use crate::{
    clean::{self, GridPeople, Passage},
    error::Result,
    intake,
    ledger::Account,
};
use maillage_core::{
    model::{AgeBand, Commune, CommuneCode, Line, Origin},
    need::Estimates,
};

/// What tables and grids tell of the communes.
pub(super) struct Demand {
    /// What need is of.
    pub(super) subject: NeedSubject,
    /// The estimates of need, with what they are made of.
    pub(super) estimates: Option<(Estimates, Sources)>,
    /// Where people live.
    pub(super) grid: Option<GridPeople>,
    /// An account a table.
    pub(super) accounts: Vec<Account>,
}

/// Gives the communes their residents, need, EPCI and town halls.
pub(super) fn join_tables(
    inputs: &CoverageInputs,
    options: &CoverageOptions,
    passage: Option<&Passage>,
    communes: &mut [Commune],
    reading: &impl Fn(&Path),
) -> Result<Demand> {
    let known: BTreeSet<CommuneCode> = communes.iter().map(|commune| commune.code).collect();
    let mut accounts = Vec::new();
    let residents = join_residents(inputs, &known, passage, communes, &mut accounts, reading)?;
    let mut subject = NeedSubject::default();
    let given = need::given(inputs, options, &known, passage, &residents, communes, reading)?;
    if let Some((of, account)) = given {
        subject = of;
        accounts.push(account);
    }
    let estimation =
        need::estimation(inputs, options, &known, passage, &residents, &mut accounts, reading)?;
    let mut grid = None;
    if !inputs.residents.is_empty() {
        let rates = |bands: &[AgeBand]| {
            let rates = estimation.as_ref().filter(|_| !bands.is_empty());
            rates.map(|rates| rates.rates_of_bands(bands, options)).transpose()
        };
        let mut people = intake::grid(&inputs.residents, communes, rates, reading)?;
        people.leave_out_parts(communes);
        accounts.append(&mut people.accounts);
        need::compare_grid(&people, communes, &mut accounts);
        grid = Some(people);
    }
    let estimates = estimation
        .map(|of| of.estimate(grid.as_ref(), options, communes, &mut accounts))
        .transpose()?;
    join_places(inputs, &known, passage, communes, &mut accounts, reading)?;
    if let Some(grid) = &grid {
        for (rank, commune) in communes.iter_mut().enumerate() {
            if !grid.residents.of(rank).is_empty() {
                commune.origin = Origin::Cells;
            }
        }
    }
    Ok(Demand { subject, estimates, grid, accounts })
}

/// Gives the communes their residents.
fn join_residents(
    inputs: &CoverageInputs,
    known: &BTreeSet<CommuneCode>,
    passage: Option<&Passage>,
    communes: &mut [Commune],
    accounts: &mut Vec<Account>,
    reading: &impl Fn(&Path),
) -> Result<Residents> {
    let mut own = BTreeMap::new();
    if let Some(path) = &inputs.population {
        reading(path);
        let joined = clean::join_population(intake::population(path)?, known, passage);
        for commune in communes.iter_mut() {
            commune.population = joined.values.get(&commune.code).copied();
        }
        own = joined.own;
        accounts.push(joined.account);
    }
    let of = |commune: &Commune| Some((commune.code, commune.population?));
    Ok(Residents { communes: communes.iter().filter_map(of).collect(), own })
}

/// Gives the communes their EPCI and town halls.
fn join_places(
    inputs: &CoverageInputs,
    known: &BTreeSet<CommuneCode>,
    passage: Option<&Passage>,
    communes: &mut [Commune],
    accounts: &mut Vec<Account>,
    reading: &impl Fn(&Path),
) -> Result<()> {
    if let Some(path) = &inputs.membership {
        reading(path);
        let joined = clean::join_membership(intake::membership(path)?, known, passage);
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
        let joined = clean::join_chefs_lieux(intake::chefs_lieux(path)?, known, passage);
        for commune in communes.iter_mut() {
            if let Some(home) = joined.values.get(&commune.code) {
                (commune.home, commune.origin) = (*home, Origin::ChefLieu);
            }
        }
        accounts.push(joined.account);
    }
    Ok(())
}

/// The ranks of the communes of the territory asked for.
pub(super) fn chosen_ranks(communes: &[Commune], inputs: &CoverageInputs) -> Result<Vec<usize>> {
    if inputs.within.is_empty() {
        return Ok((0..communes.len()).collect());
    }
    let codes = clean::restrict(communes, &inputs.within, &inputs.communes)?;
    Ok((0..communes.len()).filter(|rank| codes.contains(&communes[*rank].code)).collect())
}

/// The rows of the contours that are beyond the territory asked for, each with the code of its
/// commune.
pub(super) fn rows_beyond(communes: &[Commune], chosen: &[usize]) -> BTreeMap<Line, String> {
    let chosen: HashSet<usize> = chosen.iter().copied().collect();
    let beyond = communes.iter().enumerate().filter(|(rank, _)| !chosen.contains(rank));
    let rows = beyond.flat_map(|(_, commune)| {
        commune.lines.iter().map(|line| (*line, commune.code.to_string()))
    });
    rows.collect()
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
