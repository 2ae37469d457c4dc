//! Equity of any table: a value by row, with people and groups.

use std::collections::BTreeMap;

use maillage_core::equity::{Observation, PovertyLine, equity};
use maillage_intake::observations::{ObservationSource, Observations, read_observations};
use maillage_output::TableEquity;

use crate::Result;

/// Measures how unequally the value of a table is distributed over its people, in all and within
/// each group.
///
/// # Errors
///
/// Those of [`read_observations`].
pub fn equity_of_table(
    source: &ObservationSource,
    line: Option<PovertyLine>,
) -> Result<TableEquity> {
    let Observations { rows, groups, columns, ledger } = read_observations(source)?;
    let mut by_group: BTreeMap<u32, Vec<Observation>> = BTreeMap::new();
    for row in &rows {
        if let Some(group) = row.group {
            by_group.entry(group).or_default().push(*row);
        }
    }
    let groups = by_group
        .into_iter()
        .map(|(group, rows)| (groups[group as usize].clone(), equity(&rows, line)))
        .collect();
    Ok(TableEquity { all: equity(&rows, line), groups, line, columns, ledger })
}
