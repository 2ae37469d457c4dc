//! The columns of how sure need is, and what the map shows of doubt.

use super::Columns;
use crate::Coverage;
use crate::columns::{Cell, Column, rounded};
use maillage_core::certainty::{Certainty, Verdict};
use maillage_core::measure::NeedQuality;

/// The QGIS expression by which the map is coloured: the class, and whether it is in doubt.
pub(super) const SHOWN: &str = "CASE WHEN \"besoin_qualite\" = 'petit_effectif' THEN \
    'petit_effectif' WHEN \"verdict\" = 'indecis' THEN \"classe\" || ' ?' ELSE \"classe\" END";

/// What [`SHOWN`] gives for communes of too few people.
pub(super) const TOO_FEW: &str = "petit_effectif";

/// What [`SHOWN`] gives for the commune of this rank; `None` without a class.
pub(super) fn shown(coverage: &Coverage, rank: usize) -> Option<String> {
    let gap = coverage.gap(rank);
    let (access, need) = gap.access.zip(gap.need)?;
    if coverage.need_quality(rank) == Some(NeedQuality::TooFew) {
        return Some(TOO_FEW.to_owned());
    }
    let doubt = match certainty(coverage, rank).map(Certainty::verdict) {
        Some(Verdict::CannotSay) => " ?",
        _ => "",
    };
    Some(format!("{access}-{need}{doubt}"))
}

/// The last columns of the contract.
pub(super) fn columns() -> Columns {
    let mut columns = vec![
        Column::new(
            "population_15_plus",
            "Habitants de 15 ans ou plus",
            "Residents aged 15 and over",
            |coverage: &Coverage, rank| {
                let code = coverage.commune(rank).code;
                let of = coverage.estimates().and_then(|all| all.communes.get(&code));
                Cell::people(of.map(|of| of.peopled.adults))
            },
        ),
        Column::new(
            "besoin_qualite",
            "Qualité du besoin : estimation, petit_effectif, donnee, hors_champ",
            "What the need is: estimation, petit_effectif (too few), donnee (given), hors_champ",
            |coverage: &Coverage, rank| {
                coverage.need_quality(rank).map_or(Cell::Null, |quality| Cell::text(quality.name()))
            },
        ),
        of_certainty(
            "proba_pire_classe",
            "Probabilité d'être de la classe 3-3",
            "Probability of class 3-3",
            |of| Cell::Decimal(rounded(of.probability(), 3)),
        ),
        of_certainty(
            "verdict",
            "Classe 3-3 : probable, improbable, indecis",
            "Class 3-3: probable, improbable, indecis (cannot say)",
            |of| Cell::text(of.verdict().name()),
        ),
        of_certainty("rang_min", "Rang au pire", "Rank at worst", |of| {
            Cell::whole(of.ranks.map(|ranks| ranks.0))
        }),
        of_certainty("rang_max", "Rang au mieux", "Rank at best", |of| {
            Cell::whole(of.ranks.map(|ranks| ranks.1))
        }),
    ];
    let bounds = [
        ("bas", "borne basse", "lower bound", false),
        ("haut", "borne haute", "upper bound", true),
    ];
    columns.extend(bounds.map(|(end, french, english, high)| {
        Column::new(
            format!("personnes_non_couvertes_{end}"),
            format!("Personnes non couvertes, {french}"),
            format!("People uncovered, {english}"),
            move |coverage: &Coverage, rank| {
                let bounds = coverage.uncovered(rank);
                Cell::people(bounds.map(|(low, above)| if high { above } else { low }))
            },
        )
    }));
    columns
}

fn certainty(coverage: &Coverage, rank: usize) -> Option<&Certainty> {
    coverage.result(rank).certainty.as_ref()
}

fn of_certainty(
    name: &str,
    french: &str,
    english: &str,
    value: impl Fn(&Certainty) -> Cell + Sync + 'static,
) -> Column<Coverage> {
    Column::new(name, french, english, move |coverage: &Coverage, rank| {
        certainty(coverage, rank).map_or(Cell::Null, &value)
    })
}
