//! Hot spots: titles of columns, labels of the legend, lines of the report.

use maillage_core::hot_spots::SpotClass;

use crate::Words;

words! {
    spot_of(column: &str) {
        fr: "Point chaud ou froid de {column} (Gi*)",
        en: "Hot or cold spot of {column} (Gi*)",
    }
    z_of(column: &str) {
        fr: "Gi* de {column}, en écarts-types",
        en: "Gi* of {column}, in standard deviations",
    }
    q_of(column: &str) {
        fr: "Gi* de {column} : taux de fausses découvertes (q)",
        en: "Gi* of {column}: false discovery rate (q)",
    }
    cluster_of(column: &str) {
        fr: "Moran local de {column} : la commune, puis ses voisines",
        en: "Local Moran of {column}: the commune, then its neighbours",
    }
    moran_of(column: &str) {
        fr: "I local de Moran de {column}",
        en: "Local Moran's I of {column}",
    }
    moran_q_of(column: &str) {
        fr: "Moran local de {column} : taux de fausses découvertes (q)",
        en: "Local Moran of {column}: false discovery rate (q)",
    }
    hot(per_cent: u8) {
        fr: "valeurs hautes groupées, au seuil de {per_cent} %",
        en: "high values together, at {per_cent} %",
    }
    cold(per_cent: u8) {
        fr: "valeurs basses groupées, au seuil de {per_cent} %",
        en: "low values together, at {per_cent} %",
    }
    neither { fr: "ni l'un ni l'autre", en: "neither", }
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

sentences! {
    found(column: &str, hot: usize, cold: usize, moran: &str) {
        fr: "Points chauds de {column} : {hot} communes où des valeurs hautes se groupent, {cold} où des valeurs basses se groupent (q ≤ 0,05) ; Moran global {moran}.",
        en: "Hot spots of {column}: {hot} communes where high values lie together, {cold} where low values do (q ≤ 0.05); global Moran {moran}.",
    }
    apart(communes: usize) {
        fr: "      Communes qui contrastent avec leurs voisines (Moran local, q ≤ 0,05) : {communes}",
        en: "      Communes unlike their neighbours (local Moran, q ≤ 0.05): {communes}",
    }
    none(column: &str, reason: &str) {
        fr: "Points chauds de {column} : aucun ne peut être calculé ({reason}).",
        en: "Hot spots of {column}: none can be computed ({reason}).",
    }
}
