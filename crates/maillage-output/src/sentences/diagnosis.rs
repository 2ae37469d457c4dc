//! The report of a diagnosis.

use maillage_core::travel::Limit;

sentences! {
    least_served(level: &str) {
        fr: "Les moins bien desservis (niveau {level}) :",
        en: "Least served (level {level}):",
    }
    most_served(level: &str) {
        fr: "Les mieux desservis (niveau {level}) :",
        en: "Best served (level {level}):",
    }
    territory(name: &str, share: &str, limit: Limit, far: &str, uncovered: &str, who: &str) {
        fr: "  {name} : {share} % des habitants à {limit} ou moins d'un lieu, {far} en moyenne, {uncovered} {who} au-delà.",
        en: "  {name}: {share} % of residents within {limit} of a place, {far} on average, {uncovered} {who} beyond.",
    }
    gaps(gaps: usize) {
        fr: "Lacunes (communes voisines auxquelles il manque la même chose) : {gaps}.",
        en: "Gaps (adjoining communes that lack the same): {gaps}.",
    }
}
