//! Hot spots: titles of columns, labels of the legend, lines of the report.

use maillage_core::hot_spots::{NoHotSpots, SpotClass};
use maillage_words::words;

use crate::Words;

words! {
    spot_of(column: &str) {
        fr: "Point chaud ou point froid de {column} (Gi*)",
        en: "Hot or cold spot of {column} (Gi*)",
    }
    z_of(column: &str) {
        fr: "Gi* de {column}, en écarts types",
        en: "Gi* of {column}, in standard deviations",
    }
    q_of(column: &str) {
        fr: "Gi* de {column} : taux de fausses découvertes (q)",
        en: "Gi* of {column}: false discovery rate (q)",
    }
    cluster_of(column: &str) {
        fr: "Moran local de {column} : la commune, puis ses voisines",
        en: "Local Moran of {column}: the commune, then its neighbours",
    }
    moran_of(column: &str) {
        fr: "I local de Moran de {column}",
        en: "Local Moran's I of {column}",
    }
    moran_q_of(column: &str) {
        fr: "Moran local de {column} : taux de fausses découvertes (q)",
        en: "Local Moran of {column}: false discovery rate (q)",
    }
    hot(per_cent: u8) {
        fr: "valeurs élevées regroupées, confiance de {per_cent} %",
        en: "high values grouped, {per_cent} % confidence",
    }
    cold(per_cent: u8) {
        fr: "valeurs basses regroupées, confiance de {per_cent} %",
        en: "low values grouped, {per_cent} % confidence",
    }
    neither { fr: "non significatif", en: "not significant", }
    too_few_values { fr: "trop peu de valeurs", en: "too few values", }
    no_variation { fr: "valeurs toutes égales", en: "all values equal", }
    no_neighbours { fr: "aucune commune n'a de voisine", en: "no commune has a neighbour", }
    without_spot { fr: "sans valeur ou sans voisine", en: "without a value or a neighbour", }
}

/// The label of a class.
pub fn class(class: SpotClass) -> Words {
    match class {
        SpotClass::Hot99 => hot(99),
        SpotClass::Hot95 => hot(95),
        SpotClass::Hot90 => hot(90),
        SpotClass::NotSignificant => neither(),
        SpotClass::Cold90 => cold(90),
        SpotClass::Cold95 => cold(95),
        SpotClass::Cold99 => cold(99),
    }
}

/// Why no hot spots can be computed.
pub fn why(reason: NoHotSpots) -> Words {
    match reason {
        NoHotSpots::TooFewValues => too_few_values(),
        NoHotSpots::NoVariation => no_variation(),
        NoHotSpots::NoNeighbours => no_neighbours(),
    }
}

sentences! {
    found(column: &str, hot: usize, cold: usize, moran: &str) |s = hot| {
        fr: "Points chauds de {column} : {hot} commune{s} dans un regroupement de valeurs élevées, {cold} dans un regroupement de valeurs basses (q ≤ 0,05) ; Moran global {moran}.",
        en: "Hot spots of {column}: {hot} commune{s} in a group of high values, {cold} in a group of low values (q ≤ 0.05); global Moran {moran}.",
    }
    apart(communes: usize) {
        fr: "      Communes qui contrastent avec leurs voisines (Moran local, q ≤ 0,05) : {communes}",
        en: "      Communes that differ from their neighbours (local Moran, q ≤ 0.05): {communes}",
    }
    none(column: &str, reason: &str) {
        fr: "Points chauds de {column} : calcul impossible ({reason}).",
        en: "Hot spots of {column}: cannot be computed ({reason}).",
    }
}
