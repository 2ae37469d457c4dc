//! Access from tables alone: costs, demand and supply of any identifiers.

use std::{io, path::Path};

use maillage_core::{
    BadOption,
    competition::{Catchment, Decay, Method, NearestPlaces},
};
use maillage_intake::pairs::{PairSources, PairTables, read_pairs};
use maillage_output::{TableAccess, TableMethod};

use crate::{Error, Result, sentences};

/// Options of an access from tables. Costs are in the unit of the table of costs.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TableAccessOptions {
    /// The method; `None` for the nearest places alone.
    pub method: Option<Method>,
    /// The decay of the method; see [`Method::catchment`] for what stands for it when `None`.
    pub decay: Option<Decay>,
    /// The cost beyond which no pair counts, in the unit of the costs; `None` for no limit but that
    /// of the decay.
    pub max_cost: Option<f64>,
    /// How many of the nearest places of each origin are given, with their costs; 0 for none.
    pub nearest: usize,
}

/// Computes access from tables alone. `progress` is called with each file before it is read.
///
/// Identifiers are any texts, so that the tables may be of any country. Access is capacity, or
/// capacity a person where the method has competition: see [`Method`]. An origin without any place
/// in its catchment has an access of 0. The access is `None` where no demand reaches any place of
/// the catchment.
///
/// Memory grows with origins and places. Beyond 64 MB, pairs are kept in a temporary file.
///
/// # Errors
///
/// - [`Error::Option`] when neither a method nor the nearest places are asked for, when a method
///   with competition lacks the table of demand, when a method has neither a decay nor a maximum
///   cost, and when either is out of range or is none of the method.
/// - [`Error::PairsNotKept`] when the temporary file of the pairs cannot be read.
/// - Those of [`read_pairs`].
///
/// # Examples
///
/// ```
/// use maillage::{
///     TableAccessOptions, access_from_tables, core::competition::Method,
///     intake::pairs::PairSources,
/// };
///
/// # let folder = tempfile::tempdir()?;
/// # let path = |name: &str| folder.path().join(name);
/// std::fs::write(path("times.csv"), "from_id,to_id,travel_time\nA,a,10\nB,b,10\nB,a,20\n")?;
/// std::fs::write(path("people.csv"), "id,population\nA,100\nB,50\n")?;
/// std::fs::write(path("beds.csv"), "id,beds\na,15\nb,20\n")?;
/// let sources = PairSources {
///     costs: path("times.csv"),
///     demand: Some(path("people.csv")),
///     supply: Some(path("beds.csv")),
///     ..PairSources::default()
/// };
/// let options = TableAccessOptions {
///     method: Some(Method::TwoStep),
///     max_cost: Some(20.0),
///     ..TableAccessOptions::default()
/// };
/// let access = access_from_tables(&sources, &options, &|_| ())?;
///
/// // 15 beds for the 150 people of both towns, 20 for the 50 of the second.
/// let method = access.method.ok_or("a method was chosen")?;
/// let expected = [0.1, 0.1 + 0.4];
/// assert_eq!(access.demand.ids, ["A", "B"]);
/// for (origin, expected) in method.shared.origins.iter().zip(expected) {
///     let found = origin.access().ok_or("a share")?;
///     assert!((found - expected).abs() < 1e-12);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
