//! Equity: what reports say of indices of inequality.

use maillage_core::equity::{PovertyLine, Undefined};
use maillage_words::words;

use crate::Words;

// Why an index is undefined.

words! {
    nobody { fr: "aucune personne", en: "nobody there", }
    bad_people { fr: "nombre de personnes non valide", en: "invalid number of people", }
    bad_value { fr: "valeur non valide", en: "invalid value", }
    out_of_reach {
        fr: "des personnes n'ont aucun lieu à portée",
        en: "some people have no place within reach",
    }
    negative_value { fr: "valeur négative", en: "negative value", }
    zero_mean { fr: "moyenne nulle", en: "mean of zero", }
    poorest_have_nothing {
        fr: "les 40 % les moins pourvus n'ont rien",
        en: "the 40 % who have least have nothing",
    }
    zero_percentile { fr: "centile nul", en: "percentile of zero", }
    bad_line { fr: "seuil non valide", en: "invalid threshold", }
    unknown_rank { fr: "ordre inconnu", en: "order unknown", }
    unknown_group { fr: "groupe inconnu", en: "group unknown", }
    out_of_range { fr: "valeurs trop grandes pour le calcul", en: "values too large to compute with", }
}

/// Why an index is undefined.
pub fn why(reason: Undefined) -> Words {
    match reason {
        Undefined::Nobody => nobody(),
        Undefined::BadPeople => bad_people(),
        Undefined::BadValue => bad_value(),
        Undefined::OutOfReach => out_of_reach(),
        Undefined::NegativeValue => negative_value(),
        Undefined::ZeroMean => zero_mean(),
        Undefined::PoorestHaveNothing => poorest_have_nothing(),
        Undefined::ZeroPercentile => zero_percentile(),
        Undefined::BadLine => bad_line(),
        Undefined::UnknownRank => unknown_rank(),
        Undefined::UnknownGroup => unknown_group(),
        Undefined::OutOfRange => out_of_range(),
        _ => Words::same(reason.name()),
    }
}

words! {
    of_groups {
        fr: "groupes",
        en: "groups",
    }
    of_epci {
        fr: "EPCI",
        en: "EPCI",
    }
    of_the_distance {
        fr: "Distance au lieu le plus proche",
        en: "Distance to the nearest place",
    }
    of_the_duration {
        fr: "Temps de trajet vers le lieu le plus proche",
        en: "Travel time to the nearest place",
    }
    of_shared_help {
        fr: "Aide partagée",
        en: "Shared help",
    }
    gini_title {
        fr: " : indice de Gini (0 = égalité)",
        en: ": Gini index (0 = equality)",
    }
    theil_title {
        fr: " : indice de Theil (0 = égalité)",
        en: ": Theil index (0 = equality)",
    }
    theil_between_title {
        fr: " : composante de l'indice de Theil entre EPCI",
        en: ": part of the Theil index between EPCI",
    }
    palma_title {
        fr: " : indice de Palma, moyenne des 10 % de valeurs les plus hautes rapportée à celle des 40 % les plus basses",
        en: ": Palma index, mean of the highest 10 % over that of the lowest 40 %",
    }
    p90_to_p10_title {
        fr: " : neuvième décile rapporté au premier",
        en: ": ninth decile over the first",
    }
    concentration_title {
        fr: " : indice de concentration selon le besoin",
        en: ": concentration index against need",
    }
    fgt_0_title {
        fr: " : part au-delà du seuil (FGT 0)",
        en: ": share beyond the threshold (FGT 0)",
    }
    fgt_1_title {
        fr: " : dépassement moyen du seuil (FGT 1)",
        en: ": mean excess over the threshold (FGT 1)",
    }
    fgt_2_title {
        fr: " : moyenne des carrés des dépassements relatifs (FGT 2)",
        en: ": mean of squared relative excesses (FGT 2)",
    }
    why_undefined {
        fr: " : motif d'absence d'un indice",
        en: ": why an index is missing",
    }
}

sentences! {
    table(value: &str, rows: usize, people: &str) |s = rows, who = people| {
        fr: "Équité de « {value} » : {rows} ligne{s}, {people} personne{who}.",
        en: "Equity of '{value}': {rows} row{s}, people: {people}.",
    }
    each_row_counts_one {
        fr: "Aucune colonne n'indique le nombre de personnes : chaque ligne compte pour une personne.",
        en: "No column gives the number of people: each row counts as one person.",
    }
    undefined(reason: &str) {
        fr: "non défini ({reason})",
        en: "undefined ({reason})",
    }
    gini(gini: &str) {
        fr: "Gini : {gini} (0 = égalité, 1 = tout à une seule personne)",
        en: "Gini: {gini} (0 = equality, 1 = one person has all)",
    }
    palma(palma: &str) {
        fr: "Palma : {palma} (moyenne des 10 % les mieux pourvus, rapportée à celle des 40 % les moins pourvus)",
        en: "Palma: {palma} (mean of the 10 % who have most, over that of the 40 % who have least)",
    }
    theil(all: &str) {
        fr: "Theil : {all} (0 = égalité)",
        en: "Theil: {all} (0 = equality)",
    }
    theil_in_parts(all: &str, within: &str, between: &str, groups: &str) {
        fr: "Theil : {all} = {within} au sein des {groups} + {between} entre {groups}",
        en: "Theil: {all} = {within} within {groups} + {between} between {groups}",
    }
    percentiles(p10: &str, p50: &str, p90: &str, ratio: &str) {
        fr: "Déciles : p10 {p10}, médiane {p50}, p90 {p90} ; p90/p10 {ratio}",
        en: "Deciles: p10 {p10}, median {p50}, p90 {p90}; p90/p10 {ratio}",
    }
    concentration(index: &str) {
        fr: "Concentration selon le besoin : {index} (négatif : valeurs plus faibles là où le besoin est plus fort)",
        en: "Concentration against need: {index} (below 0: lower values where need is greater)",
    }
    of_distances(gini: &str) {
        fr: "Inégalité des trajets vers le lieu le plus proche : Gini {gini}.",
        en: "Inequality of journeys to the nearest place: Gini {gini}.",
    }
    beyond_the_line(headcount: &str, depth: &str, severity: &str) {
        fr: "Au-delà du seuil : part {headcount}, dépassement relatif moyen {depth}, moyenne de ses carrés {severity} (FGT 0, 1, 2)",
        en: "Beyond the threshold: share {headcount}, mean relative excess {depth}, mean of squares {severity} (FGT 0, 1, 2)",
    }
    below_the_line(headcount: &str, depth: &str, severity: &str) {
        fr: "En deçà du minimum : part {headcount}, manque relatif moyen {depth}, moyenne de ses carrés {severity} (FGT 0, 1, 2)",
        en: "Below the minimum: share {headcount}, mean relative shortfall {depth}, mean of squares {severity} (FGT 0, 1, 2)",
    }
    line(line: PovertyLine) {
        fr: "  Seuil : {line}",
        en: "  Threshold: {line}",
    }
}
