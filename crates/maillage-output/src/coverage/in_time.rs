//! The columns of help in time: minutes, waits, residents gained by tours.

use crate::{
    Column, Coverage, access_columns, column::Columns, rows, sentences::columns as titles,
};
use maillage_core::travel::Limit;

/// The columns that follow those of the gap.
pub(super) fn columns(run: &Coverage) -> Columns<'_> {
    let limit = run.results.main_threshold();
    let mut columns = access_columns::in_time(limit, |row| rows::access(run, row));
    columns.extend(tours(run, limit));
    columns
}

/// Residents gained at the stops of tours, and tours that pass by.
fn tours(run: &Coverage, limit: Limit) -> Columns<'_> {
    vec![
        Column::people("habitants_gagnes_itinerant", titles::residents_gained(limit), |row| {
            let population = rows::commune(run, row).population;
            let (share, population) = rows::access(run, row).gained.zip(population)?;
            Some(share * population as f64)
        }),
        Column::km("distance_tournee_km", titles::tour_distance(), |row| {
            rows::promise(run, row).distance.map(Into::into)
        }),
        Column::text("tournees_traversantes", titles::tours_passing(), |row| {
            let tours = rows::promise(run, row).passing.iter();
            let names = tours.map(|tour| run.territory.tour(*tour).name.as_str());
            Some(names.collect::<Vec<_>>().join("|"))
        }),
    ]
}
