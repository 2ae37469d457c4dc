//! The columns of choice: what people have beside their nearest place.

use crate::{
    Column, Coverage, Unit, Words, column::Columns, diagnosis::name_in_standard,
    sentences::columns as titles,
};
use maillage_core::{model::Kind, offer::STANDARD_SERVICES, travel::CostUnit};

/// None when it was not asked for.
pub(super) fn columns(run: &Coverage) -> Columns<'_> {
    let Some(choices) = &run.results.choices else { return Vec::new() };
    let unit = run.results.unit;
    let next = |place: usize, title| {
        let value = move |row: usize| choices[row].next[place - 2];
        match unit {
            CostUnit::Length => Column::km(format!("distance_{place}e_km"), title, value),
            CostUnit::Duration => Column::minutes(format!("duree_{place}e_min"), title, value),
        }
    };
    let mut columns: Columns =
        vec![next(2, titles::second_nearest()), next(3, titles::third_nearest())];
    for (at, limit) in run.results.thresholds(unit).enumerate() {
        columns.extend(Kind::ALL.map(|kind| {
            let name = format!("lieux_{}_{}", kind.name(), limit.in_name());
            let kind_name = titles::kind_of_place(kind);
            let title = Words {
                fr: titles::of_kind_within(&kind_name.fr, limit).fr,
                en: titles::of_kind_within(&kind_name.en, limit).en,
            };
            Column::integer(name, Unit::None, title, move |row| {
                Some(choices[row].by_kind.get(at)?[kind as usize])
            })
        }));
    }
    for (at, limit) in run.results.thresholds(unit).enumerate() {
        columns.extend(STANDARD_SERVICES.iter().enumerate().map(|(service, name)| {
            let column = format!("lieux_service_{}_{}", name.replace(' ', "_"), limit.in_name());
            let title = titles::with_service_within(name_in_standard(name), limit);
            Column::integer(column, Unit::None, title, move |row| {
                Some(choices[row].by_service.get(at)?[service])
            })
        }));
    }
    columns
}
