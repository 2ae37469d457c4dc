//! The columns of durations, in runs with a travel table in minutes.

use super::{Columns, within_thresholds};
use crate::{Column, Coverage, column::hundredths_of_minutes, rows, sentences::columns as titles};
use maillage_core::{
    model::{Kind, Place},
    travel::{self, Cost},
};

/// The last columns of the contract: they exist only where durations are known.
pub(super) fn columns(run: &Coverage) -> Columns<'_> {
    let mut columns = vec![
        Column::minutes("duree_min", titles::duration(), |row| {
            rows::access(run, row).distances.mean
        }),
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
    columns.extend(Kind::ALL.map(|kind| {
        let title = match kind {
            Kind::Mediation => titles::mediation_duration(),
            Kind::FranceServices => titles::france_services_duration(),
            Kind::Itinerant => titles::itinerant_duration(),
        };
        Column::minutes(format!("duree_{}_min", kind.name()), title, move |row| {
            rows::access(run, row).by_kind[kind as usize]
        })
    }));
    columns.push(Column::minutes("duree_fixe_min", titles::fixed_duration(), |row| {
        rows::access(run, row).fixed
    }));
    columns.push(Column::minutes("gain_itinerant_min", titles::duration_gained(), |row| {
        let access = rows::access(run, row);
        // The difference of the minutes as they are shown, so that the columns add up.
        let (fixed, any) = access.fixed.zip(access.distances.mean)?;
        let gained = hundredths_of_minutes(fixed) - hundredths_of_minutes(any);
        Some(Cost::from_base(gained * 0.6))
    }));
    let by_duration = |run, row| Some(rows::access(run, row));
    columns.extend(within_thresholds(run, travel::CostUnit::Duration, by_duration));
    columns
}

/// The place that most residents reach soonest; `None` when none is reached.
fn soonest(run: &Coverage, row: usize) -> Option<&Place> {
    let nearest = rows::access(run, row).nearest?;
    Some(run.territory.place(nearest.place))
}
