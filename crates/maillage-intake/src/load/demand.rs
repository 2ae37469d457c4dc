//! The demand side of a run: the communes, their tables, and the study area.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use super::{
    OriginChoice, Tables,
    need::{self, ResidentCounts},
};
use crate::{
    area::Area,
    clean,
    error::Result,
    kinds::{
        chefs_lieux,
        communes::home_of,
        grid::GridPeople,
        membership::{self, Memberships},
        population,
    },
    ledger::{Completes, LedgerBuilder},
    lists,
    source::rates::RateSources,
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
    /// The territories of each commune of the table of EPCI, those around the run included.
    pub(super) memberships: BTreeMap<CommuneCode, Memberships>,
    /// What the communes keep from before because the table given says nothing of them.
    pub(super) kept: Completes,
}

/// Joins residents, need, EPCI and town halls to the communes. Opens the account of each
/// table in `ledger`.
pub(super) fn join_tables(
    tables: Tables,
    communes: &mut [Commune],
    ledger: &mut LedgerBuilder,
) -> Result<Demand> {
    let Tables { sources, options, files, .. } = tables;
    let mut kept = Completes::default();
    let residents = join_residents(tables, communes, &mut kept, ledger)?;
    let subject = need::given(tables, &residents, communes, ledger)?.unwrap_or_default();
    let estimation = need::estimation(tables, &residents, ledger)?;
    let mut grid = None;
    if !sources.residents.is_empty() {
        let rates = |bands: &[AgeBand]| {
            let rates = estimation.as_ref().filter(|_| !bands.is_empty());
            rates.map(|rates| rates.rates_of_bands(bands, options)).transpose()
        };
        let mut people = lists::grid(&sources.residents, communes, rates, ledger, files)?;
        people.leave_out_parts(communes, ledger);
        need::compare_grid(&people, communes, ledger);
        grid = Some(people);
    }
    let estimates =
        estimation.map(|of| of.estimate(grid.as_ref(), options, communes, ledger)).transpose()?;
    let memberships = join_places(tables, communes, &mut kept, ledger)?;
    Ok(Demand { subject, estimates, grid, memberships, kept })
}

/// Joins residents to the communes.
fn join_residents(
    tables: Tables,
    communes: &mut [Commune],
    kept: &mut Completes,
    ledger: &mut LedgerBuilder,
) -> Result<ResidentCounts> {
    let Tables { sources, known, crosswalk, files, .. } = tables;
    let mut own = BTreeMap::new();
    if let Some(path) = &sources.population {
        let joined =
            population::join_population(population::read(files.open(path))?, known, crosswalk);
        // Départements around the study area of which the table says nothing keep the residents
        // that are brought along.
        let told: BTreeSet<&str> = joined.values.keys().map(CommuneCode::departement).collect();
        let is_told = |commune: &&mut Commune| {
            crosswalk.france.is_none() || told.contains(commune.code.departement())
        };
        for commune in communes.iter_mut() {
            if is_told(&commune) {
                commune.population = joined.values.get(&commune.code).copied();
            } else {
                kept.population |= commune.population.is_some();
            }
        }
        own = joined.own;
        ledger.open(joined.account);
    }
    // Figures of communes that are merged since are averaged by their last known residents.
    let merged = crosswalk.france.into_iter().flat_map(|france| france.france().merged());
    for of in merged {
        own.entry(of.code).or_insert(of.population);
    }
    // Communes restored since the contours were drawn share a contour.
    let official = crosswalk.france.into_iter().flat_map(|france| france.france().communes());
    for of in official {
        of.population.map(|people| own.entry(of.code).or_insert(people));
    }
    let parts = crosswalk.france.into_iter().flat_map(|france| france.france().parts());
    for part in parts {
        part.population.map(|people| own.entry(part.code).or_insert(people));
    }
    let of = |commune: &Commune| Some((commune.code, commune.population?));
    Ok(ResidentCounts { communes: communes.iter().filter_map(of).collect(), own })
}

/// Joins EPCI and town halls to the communes. Returns all that the table of EPCI says.
fn join_places(
    tables: Tables,
    communes: &mut [Commune],
    kept: &mut Completes,
    ledger: &mut LedgerBuilder,
) -> Result<BTreeMap<CommuneCode, Memberships>> {
    let mut memberships = BTreeMap::new();
    let Tables { sources, options, known, crosswalk, files } = tables;
    if options.origin == OriginChoice::Centroid {
        for commune in communes.iter_mut().filter(|commune| !commune.contour.0.is_empty()) {
            (commune.home, commune.origin) = home_of(&commune.contour);
        }
    }
    if let Some(path) = &sources.membership {
        let joined =
            membership::join_membership(membership::read(files.open(path))?, known, crosswalk);
        for commune in communes.iter_mut() {
            if let Some(told) = joined.values.get(&commune.code) {
                commune.epci = told.epci.clone();
                commune.region = told.region.clone().or(commune.region.take());
                commune.canton = told.canton.clone();
                commune.living_area = told.living_area.clone();
            } else {
                kept.membership |= commune.epci.is_some();
            }
        }
        memberships = joined.values;
        ledger.open(joined.account);
    }
    if let Some(path) = &sources.chefs_lieux {
        let joined =
            chefs_lieux::join_chefs_lieux(chefs_lieux::read(files.open(path))?, known, crosswalk);
        for commune in communes.iter_mut() {
            if let Some(home) = joined.values.get(&commune.code) {
                (commune.home, commune.origin) = (*home, Origin::ChefLieu);
            } else {
                kept.chefs_lieux |= commune.origin == Origin::ChefLieu;
            }
        }
        ledger.open(joined.account);
    }
    Ok(memberships)
}

/// The communes of the study area, among all communes of the run.
pub(super) fn study(
    communes: &[Commune],
    within: &[Area],
    contours: Option<&Path>,
) -> Result<Vec<CommuneId>> {
    let ids = (0..communes.len()).map(CommuneId::new);
    if within.is_empty() {
        return Ok(ids.collect());
    }
    let codes = clean::restrict(communes, within, contours)?;
    Ok(ids.filter(|id| codes.contains(&communes[id.index()].code)).collect())
}
