//! The demand side of a run: the communes, their tables, and the study area.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::{
    LoadOptions, Sources,
    need::{self, RateSources, ResidentCounts},
};
use crate::{
    clean::{self, GridPeople, Passage},
    error::Result,
    kinds,
    ledger::Account,
    lists,
};
use maillage_core::{
    model::{AgeBand, Commune, CommuneCode, CommuneId, Origin},
    need::{Estimates, NeedSubject},
};

/// Data on the communes, from tables and grids.
pub(super) struct Demand {
    /// The variable that need measures.
    pub(super) subject: NeedSubject,
    /// The estimates of need, with their sources.
    pub(super) estimates: Option<(Estimates, RateSources)>,
    /// The homes of the communes.
    pub(super) grid: Option<GridPeople>,
    /// One account for each table.
    pub(super) accounts: Vec<Account>,
}

/// Joins residents, need, EPCI and town halls to the communes.
pub(super) fn join_tables(
    sources: &Sources,
    options: &LoadOptions,
    passage: Option<&Passage>,
    communes: &mut [Commune],
    reading: &impl Fn(&Path),
) -> Result<Demand> {
    let known: BTreeSet<CommuneCode> = communes.iter().map(|commune| commune.code).collect();
    let mut accounts = Vec::new();
    let residents = join_residents(sources, &known, passage, communes, &mut accounts, reading)?;
    let mut subject = NeedSubject::default();
    let given = need::given(sources, options, &known, passage, &residents, communes, reading)?;
    if let Some((of, account)) = given {
        subject = of;
        accounts.push(account);
    }
    let estimation =
        need::estimation(sources, options, &known, passage, &residents, &mut accounts, reading)?;
    let mut grid = None;
    if !sources.residents.is_empty() {
        let rates = |bands: &[AgeBand]| {
            let rates = estimation.as_ref().filter(|_| !bands.is_empty());
            rates.map(|rates| rates.rates_of_bands(bands, options)).transpose()
        };
        let mut people = lists::grid(&sources.residents, communes, rates, reading)?;
        people.leave_out_parts(communes);
        accounts.append(&mut people.accounts);
        need::compare_grid(&people, communes, &mut accounts);
        grid = Some(people);
    }
    let estimates = estimation
        .map(|of| of.estimate(grid.as_ref(), options, communes, &mut accounts))
        .transpose()?;
    join_places(sources, &known, passage, communes, &mut accounts, reading)?;
    Ok(Demand { subject, estimates, grid, accounts })
}

/// Joins residents to the communes.
fn join_residents(
    sources: &Sources,
    known: &BTreeSet<CommuneCode>,
    passage: Option<&Passage>,
    communes: &mut [Commune],
    accounts: &mut Vec<Account>,
    reading: &impl Fn(&Path),
) -> Result<ResidentCounts> {
    let mut own = BTreeMap::new();
    if let Some(path) = &sources.population {
        reading(path);
        let joined = clean::join_population(kinds::population::read(path)?, known, passage);
        for commune in communes.iter_mut() {
            commune.population = joined.values.get(&commune.code).copied();
        }
        own = joined.own;
        accounts.push(joined.account);
    }
    let of = |commune: &Commune| Some((commune.code, commune.population?));
    Ok(ResidentCounts { communes: communes.iter().filter_map(of).collect(), own })
}

/// Joins EPCI and town halls to the communes.
fn join_places(
    sources: &Sources,
    known: &BTreeSet<CommuneCode>,
    passage: Option<&Passage>,
    communes: &mut [Commune],
    accounts: &mut Vec<Account>,
    reading: &impl Fn(&Path),
) -> Result<()> {
    if let Some(path) = &sources.membership {
        reading(path);
        let joined = clean::join_membership(kinds::membership::read(path)?, known, passage);
        for commune in communes.iter_mut() {
            if let Some((epci, region)) = joined.values.get(&commune.code) {
                commune.epci = epci.clone();
                commune.region = region.clone().or(commune.region.take());
            }
        }
        accounts.push(joined.account);
    }
    if let Some(path) = &sources.chefs_lieux {
        reading(path);
        let joined = clean::join_chefs_lieux(kinds::chefs_lieux::read(path)?, known, passage);
        for commune in communes.iter_mut() {
            if let Some(home) = joined.values.get(&commune.code) {
                (commune.home, commune.origin) = (*home, Origin::ChefLieu);
            }
        }
        accounts.push(joined.account);
    }
    Ok(())
}

/// The communes of the study area.
pub(super) fn study(communes: &[Commune], sources: &Sources) -> Result<Vec<CommuneId>> {
    let ids = (0..communes.len()).map(CommuneId::new);
    if sources.within.is_empty() {
        return Ok(ids.collect());
    }
    let codes = clean::restrict(communes, &sources.within, &sources.communes)?;
    Ok(ids.filter(|id| codes.contains(&communes[id.index()].code)).collect())
}
