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
    hot(column: &str, per_cent: u8, communes: usize) {
        fr: "Valeurs hautes de {column} groupées, au seuil de {per_cent} % ({communes})",
        en: "High values of {column} together, at {per_cent} % ({communes})",
    }
    cold(column: &str, per_cent: u8, communes: usize) {
        fr: "Valeurs basses de {column} groupées, au seuil de {per_cent} % ({communes})",
        en: "Low values of {column} together, at {per_cent} % ({communes})",
    }
    neither(communes: usize) {
        fr: "Ni l'un ni l'autre ({communes})",
        en: "Neither ({communes})",
    }
    without_spot(communes: usize) {
        fr: "Sans valeur ou sans voisine ({communes})",
        en: "Without a value or a neighbour ({communes})",
    }
}

/// The label of a class.
pub fn class(class: SpotClass, column: &str, communes: usize) -> Words {
    match class {
        SpotClass::Hot99 => hot(column, 99, communes),
        SpotClass::Hot95 => hot(column, 95, communes),
        SpotClass::Hot90 => hot(column, 90, communes),
        SpotClass::NotSignificant => neither(communes),
        SpotClass::Cold90 => cold(column, 90, communes),
        SpotClass::Cold95 => cold(column, 95, communes),
        SpotClass::Cold99 => cold(column, 99, communes),
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
