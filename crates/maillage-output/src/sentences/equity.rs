//! Equity: what reports say of indices of inequality.

use maillage_core::equity::PovertyLine;

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
        fr: "Durée jusqu'au lieu le plus proche",
        en: "Duration to the nearest place",
    }
    of_shared_help {
        fr: "Aide partagée",
        en: "Help shared",
    }
    gini_title {
        fr: " : indice de Gini (0 = égalité)",
        en: ": Gini index (0 = equality)",
    }
    theil_title {
        fr: " : indice de Theil (0 = égalité)",
        en: ": Theil index (0 = equality)",
    }
    theil_between_title {
        fr: " : part de l'indice de Theil entre EPCI",
        en: ": part of the Theil index between EPCI",
    }
    palma_title {
        fr: " : Palma, moyenne des 10 % aux plus hautes valeurs sur celle des 40 % aux plus basses",
        en: ": Palma, mean of the highest 10 % over that of the lowest 40 %",
    }
    p90_to_p10_title {
        fr: " : neuvième décile rapporté au premier",
        en: ": ninth decile over the first",
    }
    concentration_title {
        fr: " : indice de concentration selon le besoin",
        en: ": concentration index against need",
    }
    fgt_0_title {
        fr: " : part au-delà du seuil (FGT 0)",
        en: ": share beyond the threshold (FGT 0)",
    }
    fgt_1_title {
        fr: " : dépassement moyen du seuil (FGT 1)",
        en: ": mean excess over the threshold (FGT 1)",
    }
    fgt_2_title {
        fr: " : moyenne des carrés des dépassements relatifs (FGT 2)",
        en: ": mean of squared relative excesses (FGT 2)",
    }
    why_undefined {
        fr: " : pourquoi un indice n'est pas défini",
        en: ": why an index is undefined",
    }
}

sentences! {
    table(value: &str, rows: usize, people: &str) {
        fr: "Équité de « {value} » : {rows} lignes, {people} personnes.",
        en: "Equity of '{value}': {rows} rows, {people} people.",
    }
    each_row_counts_one {
        fr: "Aucune colonne ne dit les personnes : chaque ligne compte pour une.",
        en: "No column gives people: each row counts as one.",
    }
    undefined(reason: &str) {
        fr: "non défini ({reason})",
        en: "undefined ({reason})",
    }
    gini(gini: &str) {
        fr: "Gini : {gini} (0 = égalité, 1 = tout à une personne)",
        en: "Gini: {gini} (0 = equality, 1 = one person has all)",
    }
    palma(palma: &str) {
        fr: "Palma : {palma} (moyenne des 10 % les mieux pourvus, rapportée à celle des 40 % les moins pourvus)",
        en: "Palma: {palma} (mean of the 10 % who have most, over that of the 40 % who have least)",
    }
    theil(all: &str) {
        fr: "Theil : {all} (0 = égalité)",
        en: "Theil: {all} (0 = equality)",
    }
    theil_in_parts(all: &str, within: &str, between: &str, groups: &str) {
        fr: "Theil : {all} = {within} dans les {groups} + {between} entre eux",
        en: "Theil: {all} = {within} within {groups} + {between} between them",
    }
    percentiles(p10: &str, p50: &str, p90: &str, ratio: &str) {
        fr: "Déciles : p10 {p10}, médiane {p50}, p90 {p90} ; p90/p10 {ratio}",
        en: "Deciles: p10 {p10}, median {p50}, p90 {p90}; p90/p10 {ratio}",
    }
    concentration(index: &str) {
        fr: "Concentration selon le besoin : {index} (négatif : moins là où le besoin est plus grand)",
        en: "Concentration against need: {index} (below 0: less where need is greater)",
    }
    of_distances(gini: &str) {
        fr: "Inégalité des trajets jusqu'au lieu le plus proche : Gini {gini}.",
        en: "Inequality of the ways to the nearest place: Gini {gini}.",
    }
    beyond_the_line(headcount: &str, depth: &str, severity: &str) {
        fr: "Au-delà du seuil : part {headcount}, dépassement relatif moyen {depth}, moyenne des carrés {severity} (FGT 0, 1, 2)",
        en: "Beyond the line: share {headcount}, mean relative excess {depth}, mean of squares {severity} (FGT 0, 1, 2)",
    }
    below_the_line(headcount: &str, depth: &str, severity: &str) {
        fr: "En deçà du minimum : part {headcount}, manque relatif moyen {depth}, moyenne des carrés {severity} (FGT 0, 1, 2)",
        en: "Below the minimum: share {headcount}, mean relative shortfall {depth}, mean of squares {severity} (FGT 0, 1, 2)",
    }
    line(line: PovertyLine) {
        fr: "  Seuil : {line}",
        en: "  Line: {line}",
    }
}
