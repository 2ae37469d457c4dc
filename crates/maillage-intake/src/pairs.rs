//! Tables of costs, demand and supply, of any identifiers: access from tables alone.
//!
//! Costs are pairs (`from_id`, `to_id`, `cost`), which may be too many for memory: they are read
//! once and then streamed. A square of them is read too. Demand and supply are tables of an
//! identifier and a figure. Identifiers are compared as they are written, and results are in their
//! order, whatever that of the rows.

mod amounts;
mod costs;
mod identifiers;
mod spool;
mod square;
mod tally;

use std::path::{Path, PathBuf};

use maillage_core::competition::Catchment;
use maillage_tables::MaxInputSize;

pub use amounts::Amounts;
pub(crate) use amounts::given;
pub use spool::SpooledPairs;

use crate::{
    Result,
    ledger::{Ledger, LedgerBuilder, Role},
};

impl Role {
    /// Costs of pairs.
    pub const COSTS: Self = Self::named("couts");
    /// Demand by origin.
    pub const DEMAND: Self = Self::named("demande");
    /// Capacity by place.
    pub const CAPACITY: Self = Self::named("offre");
}

/// The tables of an access that is computed from tables alone.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PairSources {
    /// The costs: one row for each pair of an origin and a place, or a square of them.
    pub costs: PathBuf,
    /// The demand of each origin; `None` where only the origins of the costs matter.
    pub demand: Option<PathBuf>,
    /// The capacity of each place; 1 for each place of the costs when `None`.
    pub supply: Option<PathBuf>,
    /// The columns, where their names do not tell.
    pub columns: PairColumns,
    /// Maximum size of each file.
    pub max_input_size: MaxInputSize,
}

/// The columns to read, where their names do not tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PairColumns {
    /// The column of the costs, in any unit; `None` finds it by its name, as for the others.
    pub cost: Option<String>,
    /// The column of the demand.
    pub demand: Option<String>,
    /// The column of the capacity.
    pub supply: Option<String>,
}

/// What the tables say.
pub struct PairTables {
    /// The pairs, by rank of their origin and of their place.
    pub pairs: SpooledPairs,
    /// The origins, in the order of their identifiers.
    pub demand: Amounts,
    /// The places, in the order of their identifiers.
    pub supply: Amounts,
    /// The account of every row.
    pub ledger: Ledger,
}

impl PairSources {
    /// Every file.
    pub fn paths(&self) -> Vec<&Path> {
        let tables = [&self.demand, &self.supply].into_iter().flatten();
        std::iter::once(&self.costs).chain(tables).map(PathBuf::as_path).collect()
    }
}

/// Reads the tables. A cost that has no weight in `catchment` although it is a number, such as 0
/// under a power, stops the run: nobody but its user can say what it means. `progress` is called
/// with each file before it is read.
///
/// Of two rows of one pair the lower cost counts, as in a travel table. Rows of an identifier that
/// the table of demand, or of supply, does not have are set aside.
///
/// # Errors
///
/// - When a file cannot be read; [`Error::MissingColumn`](crate::Error::MissingColumn) when it
///   lacks a column.
/// - [`Error::SameId`](crate::Error::SameId) for an identifier that the table of demand, or of
///   supply, has twice; [`Error::AlikeButForZeros`](crate::Error::AlikeButForZeros) for one that
///   the tables write with other zeros before it.
/// - [`Error::Thousands`](crate::Error::Thousands) for figures whose commas may part thousands.
/// - [`Error::CostWithoutWeight`](crate::Error::CostWithoutWeight) for a cost without a weight.
/// - [`Error::NoPairs`](crate::Error::NoPairs) when no pair is left.
/// - [`Error::PairsNotKept`](crate::Error::PairsNotKept) when the pairs cannot be written to a
///   temporary file.
pub fn read_pairs(
    sources: &PairSources,
    catchment: Option<&Catchment>,
    progress: &dyn Fn(&Path),
) -> Result<PairTables> {
    let mut ledger = LedgerBuilder::default();
    let PairSources { columns, max_input_size: most, .. } = sources;
    let mut amounts =
        |path: &Option<PathBuf>, kind: &amounts::AmountKind, named: &Option<String>| {
            let Some(path) = path else { return Ok(None) };
            progress(path);
            let (amounts, account) = amounts::read(path, kind, named.as_deref(), *most)?;
            ledger.open(account);
            Ok::<_, crate::Error>(Some(amounts))
        };
    let demand = amounts(&sources.demand, &amounts::DEMAND, &columns.demand)?;
    let supply = amounts(&sources.supply, &amounts::SUPPLY, &columns.supply)?;
    progress(&sources.costs);
    let costs = costs::read(sources, demand, supply, catchment)?;
    ledger.open(costs.account);
    Ok(PairTables {
        pairs: costs.pairs,
        demand: costs.demand,
        supply: costs.supply,
        ledger: ledger.finish(),
    })
}
