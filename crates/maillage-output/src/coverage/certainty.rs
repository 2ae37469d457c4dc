//! The columns of the certainty of need.

use crate::{Column, Coverage, Unit, column::Columns, rows, sentences::columns as titles};
use maillage_core::certainty::Certainty;
use maillage_core::measure::NeedQuality;

/// The last columns of the contract.
pub(super) fn columns(run: &Coverage) -> Columns<'_> {
    let certainty = |row| rows::certainty(run, row);
    vec![
        Column::people("population_15_plus", titles::adults(), |row| {
            let code = rows::commune(run, row).code;
            Some(run.estimates()?.communes.get(&code)?.peopled.adults)
        }),
        Column::text("besoin_qualite", titles::need_quality(), |row| {
            run.need_quality(row).map(NeedQuality::name)
        }),
        Column::decimal(
            "proba_pire_classe",
            Unit::None,
            3,
            titles::worst_class_probability(),
            move |row| certainty(row).map(Certainty::probability),
        ),
        Column::text("verdict", titles::verdict(), move |row| {
            certainty(row).map(|of| of.verdict().name())
        }),
        Column::integer("rang_min", Unit::None, titles::rank_at_worst(), move |row| {
            Some(certainty(row)?.ranks?.0)
        }),
        Column::integer("rang_max", Unit::None, titles::rank_at_best(), move |row| {
            Some(certainty(row)?.ranks?.1)
        }),
        Column::people("personnes_non_couvertes_bas", titles::uncovered_low(), |row| {
            run.uncovered(row).map(|(low, _)| low)
        }),
        Column::people("personnes_non_couvertes_haut", titles::uncovered_high(), |row| {
            run.uncovered(row).map(|(_, high)| high)
        }),
    ]
}
