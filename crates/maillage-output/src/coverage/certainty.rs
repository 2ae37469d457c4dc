//! The columns of the certainty of need, and how the map shows doubt.

use crate::{Column, Coverage, Unit, column::Columns, rows, sentences::columns as titles};
use maillage_core::certainty::{Certainty, Verdict};
use maillage_core::measure::NeedQuality;

/// The QGIS expression by which the map is coloured: the class, with a question mark when in doubt.
pub(super) const SHOWN: &str = "CASE WHEN \"besoin_qualite\" = 'petit_effectif' THEN \
    'petit_effectif' WHEN \"verdict\" = 'indecis' THEN \"classe\" || ' ?' ELSE \"classe\" END";

/// The value of [`SHOWN`] for communes of too few people.
pub(super) const TOO_FEW: &str = "petit_effectif";

/// The value by which communes near an open border are drawn apart.
pub(super) const BORDER: &str = "bord_incertain";

/// The value of [`SHOWN`] for the commune of this rank, or [`BORDER`]; `None` without a class.
pub(super) fn shown(run: &Coverage, row: usize) -> Option<String> {
    if rows::is_border_uncertain(run, row) {
        return Some(BORDER.to_owned());
    }
    let gap = rows::gap(run, row);
    let (access, need) = gap.access.zip(gap.need)?;
    if run.need_quality(row) == Some(NeedQuality::TooFew) {
        return Some(TOO_FEW.to_owned());
    }
    let doubt = match rows::certainty(run, row).map(Certainty::verdict) {
        Some(Verdict::CannotSay) => " ?",
        _ => "",
    };
    Some(format!("{access}-{need}{doubt}"))
}

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
