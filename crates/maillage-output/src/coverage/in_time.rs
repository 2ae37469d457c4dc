//! The columns of help in time: minutes, waits, what rounds bring.

use super::{Columns, of_access_value};
use crate::Coverage;
use crate::columns::{Cell, Column, km_in_name, rounded};
use maillage_core::access::Waiting;
use maillage_core::measure::MeasureOptions as CoverageOptions;

/// The last columns of the contract.
pub(super) fn columns(options: &CoverageOptions) -> Columns {
    let km = options.main_threshold_km;
    let mut columns = vec![
        of_access_value(
            format!("minutes_semaine_{}", km_in_name(km)),
            format!("Minutes d'aide par semaine à {km} km ou moins (horaires connus)"),
            format!("Minutes of help a week within {km} km (hours known)"),
            |access| decimal(access.in_time.minutes_per_week, 1),
        ),
        of_access_value(
            format!("horaires_inconnus_{}", km_in_name(km)),
            format!("Lieux à {km} km ou moins dont l'horaire est inconnu"),
            format!("Places within {km} km whose hours are unknown"),
            |access| Cell::whole(Some(access.in_time.unknown)),
        ),
    ];
    columns.extend(waits(km));
    columns.push(Column::new(
        "habitants_gagnes_itinerant",
        format!("Habitants à {km} km ou moins d'un lieu grâce aux seules tournées"),
        format!("Residents within {km} km of help thanks to rounds only"),
        |coverage: &Coverage, rank| {
            let population = coverage.commune(rank).population;
            let gained = coverage.access(rank).gained.zip(population);
            Cell::people(gained.map(|(share, population)| share * population as f64))
        },
    ));
    columns.push(Column::new(
        "distance_tournee_km",
        "Distance au tracé de la tournée la plus proche (km)",
        "Distance to the line of the nearest round (km)",
        |coverage: &Coverage, rank| Cell::km(coverage.result(rank).promise.distance),
    ));
    columns.push(Column::new(
        "tournees_traversantes",
        "Tournées qui traversent la commune sans s'y arrêter",
        "Rounds that pass through without a stop",
        |coverage: &Coverage, rank| {
            let rounds = coverage.result(rank).promise.passing.iter();
            let names = rounds.map(|round| coverage.territory.round(*round).name.as_str());
            Cell::text(names.collect::<Vec<_>>().join("|"))
        },
    ));
    columns
}

fn waits(km: f64) -> Columns {
    let wait = |name: &str, french: &str, english: &str, days: fn(&Waiting) -> Option<f64>| {
        of_access_value(
            name.to_owned(),
            format!("{french} d'une aide à {km} km ou moins (jours)"),
            format!("{english} for help within {km} km (days)"),
            move |access| decimal(access.in_time.waiting.as_ref().and_then(days), 2),
        )
    };
    vec![
        wait("attente_moyenne_jours", "Attente moyenne", "Mean wait", |wait| wait.mean),
        wait(
            "attente_p95_jours",
            "Attente au 95e centile",
            "95th percentile of the wait",
            |wait| wait.p95,
        ),
        wait("attente_max_jours", "Attente la plus longue", "Longest wait", |wait| wait.longest),
        of_access_value(
            "sans_aide_7_jours_pct".to_owned(),
            format!("Moments sans aide à {km} km ou moins dans les 7 jours (%)"),
            format!("Moments without help within {km} km in the next 7 days (%)"),
            |access| Cell::per_cent(access.in_time.waiting.map(|wait| 100.0 * wait.beyond_a_week)),
        ),
    ]
}

fn decimal(number: Option<f64>, decimals: i32) -> Cell {
    number.map_or(Cell::Null, |number| Cell::Decimal(rounded(number, decimals)))
}
