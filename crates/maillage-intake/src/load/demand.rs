//! The demand side of a run: the communes, their tables, and the study area.

use std::collections::BTreeMap;

use super::{
    Sources, Tables,
    need::{self, ResidentCounts},
};
use crate::{
    clean,
    error::Result,
    kinds::{chefs_lieux, grid::GridPeople, membership, population},
    ledger::LedgerBuilder,
    lists,
    source::rates::RateSources,
};
use maillage_core::{
    model::{AgeBand, Commune, CommuneId, Origin},
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
}

/// Joins residents, need, EPCI and town halls to the communes. Opens the account of each
/// table in `ledger`.
pub(super) fn join_tables(
    tables: Tables,
    communes: &mut [Commune],
    ledger: &mut LedgerBuilder,
) -> Result<Demand> {
    let Tables { sources, options, reading, .. } = tables;
    let residents = join_residents(tables, communes, ledger)?;
    let subject = need::given(tables, &residents, communes, ledger)?.unwrap_or_default();
    let estimation = need::estimation(tables, &residents, ledger)?;
    let mut grid = None;
    if !sources.residents.is_empty() {
        let rates = |bands: &[AgeBand]| {
            let rates = estimation.as_ref().filter(|_| !bands.is_empty());
            rates.map(|rates| rates.rates_of_bands(bands, options)).transpose()
        };
        let mut people = lists::grid(&sources.residents, communes, rates, ledger, reading)?;
        people.leave_out_parts(communes, ledger);
        need::compare_grid(&people, communes, ledger);
        grid = Some(people);
    }
    let estimates =
        estimation.map(|of| of.estimate(grid.as_ref(), options, communes, ledger)).transpose()?;
    join_places(tables, communes, ledger)?;
    Ok(Demand { subject, estimates, grid })
}

/// Joins residents to the communes.
fn join_residents(
    tables: Tables,
    communes: &mut [Commune],
    ledger: &mut LedgerBuilder,
) -> Result<ResidentCounts> {
    let Tables { sources, known, passage, reading, .. } = tables;
    let mut own = BTreeMap::new();
    if let Some(path) = &sources.population {
        reading(path);
        let joined = population::join_population(population::read(path)?, known, passage);
        for commune in communes.iter_mut() {
            commune.population = joined.values.get(&commune.code).copied();
        }
        own = joined.own;
        ledger.open(joined.account);
    }
    let of = |commune: &Commune| Some((commune.code, commune.population?));
    Ok(ResidentCounts { communes: communes.iter().filter_map(of).collect(), own })
}

/// Joins EPCI and town halls to the communes.
fn join_places(tables: Tables, communes: &mut [Commune], ledger: &mut LedgerBuilder) -> Result<()> {
    let Tables { sources, known, passage, reading, .. } = tables;
    if let Some(path) = &sources.membership {
        reading(path);
        let joined = membership::join_membership(membership::read(path)?, known, passage);
        for commune in communes.iter_mut() {
            if let Some((epci, region)) = joined.values.get(&commune.code) {
                commune.epci = epci.clone();
                commune.region = region.clone().or(commune.region.take());
            }
        }
        ledger.open(joined.account);
    }
    if let Some(path) = &sources.chefs_lieux {
        reading(path);
        let joined = chefs_lieux::join_chefs_lieux(chefs_lieux::read(path)?, known, passage);
        for commune in communes.iter_mut() {
            if let Some(home) = joined.values.get(&commune.code) {
                (commune.home, commune.origin) = (*home, Origin::ChefLieu);
            }
        }
        ledger.open(joined.account);
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
