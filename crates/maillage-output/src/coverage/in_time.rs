//! The columns of help in time: minutes, waits, residents gained by tours.

use super::Columns;
use crate::Coverage;
use crate::{Column, Unit, Words, rows, sentences::columns as titles};
use maillage_core::{access::Waiting, travel::Limit};

/// The columns that follow those of the gap.
pub(super) fn columns(run: &Coverage) -> Columns<'_> {
    let limit = run.results.main_threshold();
    let mut columns = vec![
        Column::decimal(
            format!("minutes_semaine_{}", limit.in_name()),
            Unit::MinutesPerWeek,
            1,
            titles::minutes_within(limit),
            |row| rows::access(run, row).in_time.minutes_per_week,
        ),
        Column::integer(
            format!("horaires_inconnus_{}", limit.in_name()),
            Unit::None,
            titles::unknown_hours_within(limit),
            |row| rows::known(run, row).map(|access| access.in_time.unknown),
        ),
    ];
    columns.extend(waits(run, limit));
    columns.extend(tours(run, limit));
    columns
}

fn waits(run: &Coverage, limit: Limit) -> Columns<'_> {
    let wait = |name: &'static str, title: Words, days: fn(&Waiting) -> Option<f64>| {
        Column::decimal(name, Unit::Days, 2, title, move |row| {
            rows::access(run, row).in_time.waiting.as_ref().and_then(days)
        })
    };
    vec![
        wait("attente_moyenne_jours", titles::mean_wait(limit), |wait| wait.mean),
        wait("attente_p95_jours", titles::p95_wait(limit), |wait| wait.p95),
        wait("attente_max_jours", titles::longest_wait(limit), |wait| wait.longest),
        Column::per_cent("sans_aide_7_jours_pct", titles::without_help_a_week(limit), |row| {
            let waiting = rows::access(run, row).in_time.waiting;
            waiting.map(|wait| 100.0 * wait.beyond_a_week)
        }),
    ]
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
