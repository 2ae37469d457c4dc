//! The columns of help in time: minutes, waits, residents gained by rounds.

use super::Columns;
use crate::{Column, Unit, Words, column::km_in_name, rows, sentences::columns as titles};
use maillage_core::access::Waiting;
use maillage_intake::coverage::Coverage;

/// The columns that follow those of the gap.
pub(super) fn columns(run: &Coverage) -> Columns<'_> {
    let km = run.options.main_threshold_km;
    let mut columns = vec![
        Column::decimal(
            format!("minutes_semaine_{}", km_in_name(km)),
            Unit::MinutesPerWeek,
            1,
            titles::minutes_within(km),
            |row| rows::access(run, row).in_time.minutes_per_week,
        ),
        Column::integer(
            format!("horaires_inconnus_{}", km_in_name(km)),
            Unit::None,
            titles::unknown_hours_within(km),
            |row| Some(rows::access(run, row).in_time.unknown),
        ),
    ];
    columns.extend(waits(run, km));
    columns.extend(rounds(run, km));
    columns
}

fn waits(run: &Coverage, km: f64) -> Columns<'_> {
    let wait = |name: &'static str, title: Words, days: fn(&Waiting) -> Option<f64>| {
        Column::decimal(name, Unit::Days, 2, title, move |row| {
            rows::access(run, row).in_time.waiting.as_ref().and_then(days)
        })
    };
    vec![
        wait("attente_moyenne_jours", titles::mean_wait(km), |wait| wait.mean),
        wait("attente_p95_jours", titles::p95_wait(km), |wait| wait.p95),
        wait("attente_max_jours", titles::longest_wait(km), |wait| wait.longest),
        Column::per_cent("sans_aide_7_jours_pct", titles::without_help_a_week(km), |row| {
            let waiting = rows::access(run, row).in_time.waiting;
            waiting.map(|wait| 100.0 * wait.beyond_a_week)
        }),
    ]
}

/// Residents gained at the stops of rounds, and rounds that pass by.
fn rounds(run: &Coverage, km: f64) -> Columns<'_> {
    vec![
        Column::people("habitants_gagnes_itinerant", titles::residents_gained(km), |row| {
            let population = rows::commune(run, row).population;
            let (share, population) = rows::access(run, row).gained.zip(population)?;
            Some(share * population as f64)
        }),
        Column::km("distance_tournee_km", titles::round_distance(), |row| {
            rows::promise(run, row).distance
        }),
        Column::text("tournees_traversantes", titles::rounds_passing(), |row| {
            let rounds = rows::promise(run, row).passing.iter();
            let names = rounds.map(|round| run.territory.rounds[*round].name.as_str());
            Some(names.collect::<Vec<_>>().join("|"))
        }),
    ]
}
