//! Access from tables alone: costs, demand and supply of any identifiers.

use std::{io, path::Path};

use maillage_core::{
    BadOption,
    competition::{Catchment, Decay, Method, NearestPlaces},
};
use maillage_intake::pairs::{PairSources, PairTables, read_pairs};
use maillage_output::{TableAccess, TableMethod};

use crate::{Error, Result, sentences};

/// Options of an access from tables.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TableAccessOptions {
    /// The method; `None` for the nearest places alone.
    pub method: Option<Method>,
    /// The decay of the method; see [`Method::catchment`] for what stands for it when `None`.
    pub decay: Option<Decay>,
    /// The cost beyond which no pair counts, in the unit of the costs.
    pub max_cost: Option<f64>,
    /// How many of the nearest places are given, with their costs.
    pub nearest: usize,
}

/// Computes access from tables alone. `progress` is called with each file before it is read.
///
/// # Errors
///
/// When an option is out of range or lacks a table, and those of [`read_pairs`].
pub fn access_from_tables(
    sources: &PairSources,
    options: &TableAccessOptions,
    progress: &dyn Fn(&Path),
) -> Result<TableAccess> {
    let method = chosen(sources, options)?;
    let catchment = method.as_ref().map(|(_, catchment)| catchment);
    let PairTables { pairs, demand, supply, ledger } = read_pairs(sources, catchment, progress)?;
    let failed = |cause| Error::PairsNotKept { path: sources.costs.clone(), cause };
    let mut has_pair = vec![false; demand.ids.len()];
    let mut nearest =
        (options.nearest > 0).then(|| NearestPlaces::new(demand.ids.len(), options.nearest));
    let is_within = |cost: f64| options.max_cost.is_none_or(|most| cost <= most);
    let visited = pairs.each(|pair| {
        has_pair[pair.origin] = true;
        if let Some(nearest) = nearest.as_mut().filter(|_| is_within(pair.cost)) {
            nearest.add(pair);
        }
    });
    visited.map_err(failed)?;
    let of_method = |(method, catchment): (Method, Catchment)| -> io::Result<TableMethod> {
        let shared = method.access(&pairs, &demand.figures, &supply.figures, &catchment)?;
        Ok(TableMethod { method, catchment, shared })
    };
    let method = method.map(of_method).transpose().map_err(failed)?;
    Ok(TableAccess { pairs: pairs.len(), demand, supply, method, has_pair, nearest, ledger })
}

/// The method with its catchment.
fn chosen(
    sources: &PairSources,
    options: &TableAccessOptions,
) -> Result<Option<(Method, Catchment)>> {
    let refuse = |field, value: &str, expected| {
        let value = value.to_owned();
        Err(BadOption { field, value, expected }.into())
    };
    let Some(method) = options.method else {
        if options.nearest == 0 {
            let expected = sentences::nothing_to_compute();
            return refuse("options.method", "none", expected);
        }
        return Ok(None);
    };
    if method.competes() && sources.demand.is_none() {
        let expected = sentences::demand_needed();
        return refuse("options.method", method.name(), expected);
    }
    options.decay.as_ref().map_or(Ok(()), Decay::check)?;
    Ok(Some((method, method.catchment(options.decay.clone(), options.max_cost)?)))
}
