//! The report of a diagnosis.

use maillage_core::travel::Limit;

sentences! {
    least_served(level: &str) {
        fr: "Territoires les moins bien desservis, niveau « {level} » :",
        en: "Least served territories, level “{level}”:",
    }
    most_served(level: &str) {
        fr: "Territoires les mieux desservis, niveau « {level} » :",
        en: "Best served territories, level “{level}”:",
    }
    territory(name: &str, share: &str, limit: Limit, far: &str, uncovered: &str, who: &str) {
        fr: "  {name} : {share} % des habitants à {limit} ou moins d'un lieu, {far} en moyenne ; {who} au-delà : {uncovered}.",
        en: "  {name}: {share} % of residents within {limit} of a place, {far} on average; {who} beyond: {uncovered}.",
    }
    gap(rank: usize, name: &str, said: &str) {
        fr: "{rank}. {name} : {said}",
        en: "{rank}. {name}: {said}",
    }
    gaps(gaps: usize) {
        fr: "Lacunes (groupes de communes voisines présentant le même manque) : {gaps}.",
        en: "Gaps (groups of adjoining communes that lack the same): {gaps}.",
    }
}
