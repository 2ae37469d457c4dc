//! The columns that a commune and a union of communes share: what an access says, under the same
//! names.

use crate::{
    Column, Unit, Words,
    column::{Columns, hundredths_of_minutes},
    sentences::columns as titles,
};
use maillage_core::{
    access::{Access, Waiting},
    measure::Results,
    model::Kind,
    travel::{Cost, CostUnit, Limit},
};

/// The access of the row of a rank.
pub(crate) trait AccessOf<'run>: Fn(usize) -> &'run Access + Copy + Sync + 'run {}

impl<'run, F: Fn(usize) -> &'run Access + Copy + Sync + 'run> AccessOf<'run> for F {}

/// The distribution of distances over residents; `mean` is the title of their mean.
pub(crate) fn distances<'run>(mean: Words, access: impl AccessOf<'run>) -> Columns<'run> {
    let distances = move |row| &access(row).distances;
    vec![
        Column::km("distance_km", mean, move |row| distances(row).mean),
        Column::km("distance_mediane_km", titles::median_distance(), move |row| {
            distances(row).median
        }),
        Column::km("distance_p90_km", titles::p90_distance(), move |row| distances(row).p90),
        Column::km("distance_max_km", titles::longest_distance(), move |row| {
            distances(row).longest
        }),
    ]
}

/// The mean distance to the nearest place of each kind, and to the nearest fixed one.
pub(crate) fn distances_by_kind<'run>(access: impl AccessOf<'run>) -> Columns<'run> {
    let of_kind = Kind::ALL.map(|kind| {
        let title = match kind {
            Kind::Mediation => titles::mediation_distance(),
            Kind::FranceServices => titles::france_services_distance(),
            Kind::Itinerant => titles::itinerant_distance(),
        };
        let name = format!("distance_{}_km", kind.name());
        Column::km(name, title, move |row| access(row).by_kind[kind as usize])
    });
    let fixed =
        Column::km("distance_fixe_km", titles::fixed_distance(), move |row| access(row).fixed);
    of_kind.into_iter().chain([fixed]).collect()
}

/// Places and residents within each threshold of one unit, by the access of that unit.
pub(crate) fn within_thresholds<'run>(
    results: &'run Results,
    unit: CostUnit,
    access: impl AccessOf<'run>,
) -> Columns<'run> {
    let thresholds = || results.thresholds(unit).enumerate();
    let places = thresholds().map(|(at, limit)| {
        let name = format!("lieux_{}", limit.in_name());
        Column::integer(name, Unit::None, titles::places_within(limit), move |row| {
            let access = access(row);
            (!access.is_unknown).then(|| access.within[at])
        })
    });
    let residents = thresholds().map(|(at, limit)| {
        let name = format!("couverture_{}_pct", limit.in_name());
        Column::per_cent(name, titles::residents_within(limit), move |row| {
            access(row).covered.as_ref().map(|shares| 100.0 * shares[at])
        })
    });
    places.chain(residents).collect()
}

/// Residents with two places or more within the main threshold.
pub(crate) fn two_or_more<'run>(limit: Limit, access: impl AccessOf<'run>) -> Column<'run> {
    let name = format!("deux_lieux_{}_pct", limit.in_name());
    Column::per_cent(name, titles::two_places_within(limit), move |row| {
        Some(100.0 * access(row).two_or_more?)
    })
}

/// The distance that rounds gain: the difference of the columns.
pub(crate) fn distance_gained<'run>(access: impl AccessOf<'run>) -> Column<'run> {
    Column::km("gain_itinerant_km", titles::distance_gained(), move |row| {
        // Of the distances as they are shown, so that the columns add up.
        let (fixed, any) = access(row).fixed.zip(access(row).distances.mean)?;
        Some(Cost::from_base(fixed.base().ceil() - any.base().ceil()))
    })
}

/// Minutes of help a week within the main threshold, and how long one waits for it.
pub(crate) fn in_time<'run>(limit: Limit, access: impl AccessOf<'run>) -> Columns<'run> {
    let mut columns = vec![
        Column::decimal(
            format!("minutes_semaine_{}", limit.in_name()),
            Unit::MinutesPerWeek,
            1,
            titles::minutes_within(limit),
            move |row| access(row).in_time.minutes_per_week,
        ),
        Column::integer(
            format!("horaires_inconnus_{}", limit.in_name()),
            Unit::None,
            titles::unknown_hours_within(limit),
            move |row| (!access(row).is_unknown).then(|| access(row).in_time.unknown),
        ),
    ];
    let wait = |name: &'static str, title: Words, days: fn(&Waiting) -> Option<f64>| {
        Column::decimal(name, Unit::Days, 2, title, move |row| {
            access(row).in_time.waiting.as_ref().and_then(days)
        })
    };
    columns.extend([
        wait("attente_moyenne_jours", titles::mean_wait(limit), |wait| wait.mean),
        wait("attente_p95_jours", titles::p95_wait(limit), |wait| wait.p95),
        wait("attente_max_jours", titles::longest_wait(limit), |wait| wait.longest),
        Column::per_cent("sans_aide_7_jours_pct", titles::without_help_a_week(limit), move |row| {
            access(row).in_time.waiting.map(|wait| 100.0 * wait.beyond_a_week)
        }),
    ]);
    columns
}

/// The mean duration to the place reached soonest.
pub(crate) fn duration<'run>(access: impl AccessOf<'run>) -> Column<'run> {
    Column::minutes("duree_min", titles::duration(), move |row| access(row).distances.mean)
}

/// The mean duration to the place of each kind reached soonest, and to a fixed one, and what rounds
/// gain.
pub(crate) fn durations_by_kind<'run>(access: impl AccessOf<'run>) -> Columns<'run> {
    let of_kind = Kind::ALL.map(|kind| {
        let title = match kind {
            Kind::Mediation => titles::mediation_duration(),
            Kind::FranceServices => titles::france_services_duration(),
            Kind::Itinerant => titles::itinerant_duration(),
        };
        let name = format!("duree_{}_min", kind.name());
        Column::minutes(name, title, move |row| access(row).by_kind[kind as usize])
    });
    let fixed =
        Column::minutes("duree_fixe_min", titles::fixed_duration(), move |row| access(row).fixed);
    let gained = Column::minutes("gain_itinerant_min", titles::duration_gained(), move |row| {
        // The difference of the minutes as they are shown, so that the columns add up.
        let (fixed, any) = access(row).fixed.zip(access(row).distances.mean)?;
        let gained = hundredths_of_minutes(fixed) - hundredths_of_minutes(any);
        Some(Cost::from_base(gained * 0.6))
    });
    of_kind.into_iter().chain([fixed, gained]).collect()
}
