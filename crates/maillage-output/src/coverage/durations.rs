//! The columns of durations, in runs with a travel table in minutes.

use crate::{
    Column, Coverage, access_columns, column::Columns, rows, sentences::columns as titles,
};
use maillage_core::{model::Place, travel::CostUnit};

/// The last columns of the contract: they exist only where durations are known.
pub(super) fn columns(run: &Coverage) -> Columns<'_> {
    let access = |row| rows::access(run, row);
    let mut columns = vec![
        access_columns::duration(access),
        Column::text("duree_lieu_id", titles::soonest_id(), |row| {
            soonest(run, row).map(|place| &place.id)
        }),
        Column::text("duree_lieu_nom", titles::soonest_name(), |row| {
            soonest(run, row).map(|place| &place.name)
        }),
        Column::text("duree_lieu_type", titles::soonest_kind(), |row| {
            soonest(run, row).map(|place| place.kind.name())
        }),
    ];
    columns.extend(access_columns::durations_by_kind(access));
    columns.extend(access_columns::within_thresholds(&run.results, CostUnit::Duration, access));
    columns
}

/// The place that most residents reach soonest; `None` when none is reached.
fn soonest(run: &Coverage, row: usize) -> Option<&Place> {
    let nearest = rows::access(run, row).nearest?;
    Some(run.territory.place(nearest.place))
}
