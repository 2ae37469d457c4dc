//! Equity of any table: a value by row, with people and groups.

use std::collections::BTreeMap;

use maillage_core::equity::{Observation, PovertyLine, equity};
use maillage_intake::observations::{ObservationSource, Observations, read_observations};
use maillage_output::TableEquity;

use crate::Result;

/// Measures how unequally the value of a table is distributed over its people, in all and within
/// each group.
///
/// Values are in any unit. Each index is [`Undefined`](maillage_core::equity::Undefined), with the
/// reason, where it has no meaning. Poverty is measured where `line` gives one. Groups are in the
/// order of their names, and there are none without a column of groups. Rows without a group count
/// in all only. O(rows log rows).
///
/// # Errors
///
/// Those of [`read_observations`].
///
/// # Examples
///
/// ```
/// use maillage::{
///     core::equity::PovertyLine, equity_of_table, intake::observations::ObservationSource,
/// };
///
/// # let folder = tempfile::tempdir()?;
/// # let path = |name: &str| folder.path().join(name);
/// std::fs::write(path("hours.csv"), "id,value,weight,group\n1,0,3,x\n2,10,1,x\n3,10,2,y\n")?;
/// let source = ObservationSource { table: path("hours.csv"), ..ObservationSource::default() };
/// let equity = equity_of_table(&source, Some(PovertyLine::Minimum(5.0)))?;
///
/// // Three of six people have nothing, the others 10 each.
/// assert!((equity.all.gini? - 0.5).abs() < 1e-12);
/// assert!((equity.all.fgt.ok_or("a line was given")?.headcount? - 0.5).abs() < 1e-12);
/// assert_eq!(equity.groups.len(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
