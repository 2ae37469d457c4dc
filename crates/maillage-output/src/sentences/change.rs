//! Comparisons: titles of columns, legend and report.

use maillage_core::{
    compare::Outcome,
    travel::{CostUnit, Limit},
};

use crate::Words;

words! {
    change { fr: "Évolution", en: "Change", }
    residents_gained(limit: Limit) {
        fr: "Habitants gagnés à {limit} ou moins d'un lieu (négatif : perdus)",
        en: "Residents gained within {limit} of a place (negative: lost)",
    }
    people_gained(limit: Limit) {
        fr: "Personnes concernées gagnées à {limit} ou moins d'un lieu (négatif : perdues)",
        en: "People concerned gained within {limit} of a place (negative: lost)",
    }
    share_before(limit: Limit) {
        fr: "Habitants à {limit} ou moins d'un lieu, avant (%)",
        en: "Residents within {limit} of a place, before (%)",
    }
    share_after(limit: Limit) {
        fr: "Habitants à {limit} ou moins d'un lieu, après (%)",
        en: "Residents within {limit} of a place, after (%)",
    }
    gained(limit: &str) {
        fr: "davantage d'habitants à {limit} ou moins",
        en: "more residents within {limit}",
    }
    lost(limit: &str) {
        fr: "moins d'habitants à {limit} ou moins",
        en: "fewer residents within {limit}",
    }
    nearer { fr: "aide plus proche", en: "help nearer", }
    farther { fr: "aide plus éloignée", en: "help farther", }
    unchanged(unit: &str) {
        fr: "inchangé (à 0,5\u{a0}{unit} près)",
        en: "unchanged (within 0.5\u{a0}{unit})",
    }
    same { fr: "inchangé", en: "unchanged", }
    appeared { fr: "apparu", en: "appeared", }
    vanished { fr: "disparu", en: "vanished", }
    moved { fr: "déplacé", en: "moved", }
    id_before { fr: "Identifiant avant", en: "Identifier before", }
    moved_by { fr: "Déplacement (m)", en: "Moved by (m)", }
    no_residents { fr: "sans habitant", en: "no residents", }
    unknown { fr: "inconnu", en: "unknown", }
    distance_before { fr: "Distance moyenne avant (km)", en: "Mean distance before (km)", }
    distance_after { fr: "Distance moyenne après (km)", en: "Mean distance after (km)", }
    distance_change { fr: "Évolution de la distance (km)", en: "Change of distance (km)", }
    duration_before { fr: "Temps moyen avant (min)", en: "Mean time before (min)", }
    duration_after { fr: "Temps moyen après (min)", en: "Mean time after (min)", }
    duration_change { fr: "Évolution du temps (min)", en: "Change of time (min)", }
}

/// The legend of an outcome, for the main threshold `limit`, such as `10 km`.
pub fn outcome(outcome: Outcome, limit: &str) -> Words {
    match outcome {
        Outcome::Gained => gained(limit),
        Outcome::Lost => lost(limit),
        Outcome::Nearer => nearer(),
        Outcome::Farther => farther(),
        Outcome::Same => unchanged(limit.trim_start_matches(|sign: char| !sign.is_alphabetic())),
        Outcome::NoResidents => no_residents(),
        Outcome::Unknown => unknown(),
    }
}

/// The title of the mean cost before.
pub fn cost_before(unit: CostUnit) -> Words {
    match unit {
        CostUnit::Length => distance_before(),
        CostUnit::Duration => duration_before(),
    }
}

/// The title of the mean cost after.
pub fn cost_after(unit: CostUnit) -> Words {
    match unit {
        CostUnit::Length => distance_after(),
        CostUnit::Duration => duration_after(),
    }
}

/// The title of the change of the mean cost.
pub fn cost_change(unit: CostUnit) -> Words {
    match unit {
        CostUnit::Length => distance_change(),
        CostUnit::Duration => duration_change(),
    }
}

sentences! {
    nothing_changed(communes: usize) {
        fr: "Rien n'a changé dans les {communes} communes comparées.",
        en: "Nothing changed in the {communes} communes compared.",
    }
    gained_in_all(people: &str, who: &str, communes: usize, limit: Limit) {
        fr: "{people} {who} ont maintenant un lieu à {limit} ou moins et n'en avaient pas (communes : {communes}).",
        en: "{people} {who} now have a place within {limit} and had none (communes: {communes}).",
    }
    lost_in_all(people: &str, who: &str, communes: usize, limit: Limit) {
        fr: "{people} {who} n'ont plus de lieu à {limit} ou moins et en avaient un (communes : {communes}).",
        en: "{people} {who} no longer have a place within {limit} and had one (communes: {communes}).",
    }
    nearer_and_farther(nearer: usize, farther: usize) {
        fr: "Sans que cela change leur couverture, le lieu le plus proche est plus près dans {nearer} communes, plus loin dans {farther}.",
        en: "With the same coverage, the nearest place is nearer in {nearer} communes, farther in {farther}.",
    }
    other_lists(before: &str, after: &str) {
        fr: "! Les deux mesures n'ont pas les mêmes sortes de listes ({before} ; {after}) : l'évolution peut n'être que celle des listes.",
        en: "! The two measures have other kinds of lists ({before}; {after}): the change may be that of the lists alone.",
    }
    slight(communes: usize) {
        fr: "! Communes dont le changement tient à moins de 100 m : {communes} ; un géocodage différent peut suffire.",
        en: "! Communes whose change is one of less than 100 m: {communes}; another geocoder may be enough.",
    }
    unknown_in_all(communes: usize) {
        fr: "Communes qui ne peuvent être comparées, une des deux mesures n'en disant rien : {communes}.",
        en: "Communes that cannot be compared, as one of the two measures says nothing of them: {communes}.",
    }
    places_changed(appeared: usize, vanished: usize, moved: usize, same: usize) {
        fr: "Lieux : {appeared} apparus, {vanished} disparus, {moved} déplacés de plus de 100 m, {same} inchangés.",
        en: "Places: {appeared} appeared, {vanished} vanished, {moved} moved by more than 100 m, {same} unchanged.",
    }
    territory_gained(name: &str, people: &str, who: &str) {
        fr: "  {name} : {people} {who} de plus à portée.",
        en: "  {name}: {people} more {who} within reach.",
    }
    territory_lost(name: &str, people: &str, who: &str) {
        fr: "  {name} : {people} {who} de moins à portée.",
        en: "  {name}: {people} fewer {who} within reach.",
    }
}
