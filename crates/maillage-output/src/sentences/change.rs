//! Comparisons: titles of columns, legend and report.

use maillage_core::{
    compare::Outcome,
    travel::{CostUnit, Limit},
};
use maillage_intake::clean::identity::PlaceOutcome;
use maillage_words::words;

use super::{kinds, web};
use crate::Words;

words! {
    measure { fr: "Mesure", en: "Measure", }
    before { fr: "avant", en: "before", }
    after { fr: "après", en: "after", }
    change { fr: "Évolution", en: "Change", }
    residents_gained(limit: Limit) {
        fr: "Évolution du nombre d'habitants à {limit} ou moins d'un lieu (négatif : baisse)",
        en: "Change in the number of residents within {limit} of a place (negative: fewer)",
    }
    people_gained(limit: Limit) {
        fr: "Évolution du nombre de personnes concernées à {limit} ou moins d'un lieu (négatif : baisse)",
        en: "Change in the number of people concerned within {limit} of a place (negative: fewer)",
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
    commune_gained(limit: &str) {
        fr: "désormais à {limit} ou moins",
        en: "now within {limit}",
    }
    commune_lost(limit: &str) {
        fr: "désormais à plus de {limit}",
        en: "now beyond {limit}",
    }
    nearer { fr: "aide plus proche", en: "help nearer", }
    farther { fr: "aide plus éloignée", en: "help farther", }
    unchanged(unit: &str) {
        fr: "inchangé (à 0,5 {unit} près)",
        en: "unchanged (within 0.5 {unit})",
    }
    same { fr: "inchangé", en: "unchanged", }
    appeared { fr: "apparu", en: "appeared", }
    vanished { fr: "disparu", en: "vanished", }
    moved { fr: "déplacé de plus de 100 m", en: "moved by more than 100 m", }
    settled { fr: "itinérant devenu fixe, ou l'inverse", en: "itinerant become fixed, or the reverse", }
    id_before { fr: "Identifiant antérieur", en: "Earlier identifier", }
    moved_by { fr: "Déplacement (m)", en: "Distance moved (m)", }
    no_residents { fr: "sans habitant", en: "no residents", }
    unknown { fr: "inconnu", en: "unknown", }
    distance_before { fr: "Distance moyenne avant (km)", en: "Mean distance before (km)", }
    distance_after { fr: "Distance moyenne après (km)", en: "Mean distance after (km)", }
    distance_change { fr: "Évolution de la distance moyenne (km)", en: "Change in mean distance (km)", }
    duration_before { fr: "Temps de trajet moyen avant (min)", en: "Mean travel time before (min)", }
    duration_after { fr: "Temps de trajet moyen après (min)", en: "Mean travel time after (min)", }
    duration_change { fr: "Évolution du temps de trajet moyen (min)", en: "Change in mean travel time (min)", }
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

/// What became of a place.
pub fn place_outcome(outcome: PlaceOutcome) -> Words {
    match outcome {
        PlaceOutcome::Appeared => appeared(),
        PlaceOutcome::Vanished => vanished(),
        PlaceOutcome::ItineranceChanged => settled(),
        PlaceOutcome::Moved => moved(),
        PlaceOutcome::Same => same(),
    }
}

/// A kind of list, by its role in the metadata; the role itself where there are no words for it.
pub fn list_kind(role: &str) -> Words {
    match role {
        "mediation" => web::role_mediation(),
        "france_services" => web::role_france_services(),
        "itinerant" => web::role_itinerant(),
        "catalogue" => kinds::catalogue(),
        _ => Words::same(role),
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
    nothing_changed(communes: usize, slight: Limit) {
        fr: "Aucun changement de couverture, et trajet moyen inchangé à {slight} près (communes comparées : {communes}).",
        en: "Nothing changed in coverage, nor the mean way by {slight} or more (communes compared: {communes}).",
    }
    gained_in_all(people: &str, who: &str, communes: &str, named: &str, limit: Limit)
    |ont = people("a", "ont"), avaient = people("avait", "avaient"), have = people("has", "have")| {
        fr: "{people} {who} {ont} désormais un lieu à {limit} ou moins et n'en {avaient} pas auparavant ({communes} : {named}).",
        en: "{people} {who} now {have} a place within {limit} and had none before ({communes}: {named}).",
    }
    lost_in_all(people: &str, who: &str, communes: &str, named: &str, limit: Limit)
    |ont = people("a", "ont"), avaient = people("avait", "avaient"), have = people("has", "have")| {
        fr: "{people} {who} n'{ont} plus de lieu à {limit} ou moins et en {avaient} un auparavant ({communes} : {named}).",
        en: "{people} {who} no longer {have} a place within {limit} and had one before ({communes}: {named}).",
    }
    nearer_and_farther(nearer: usize, farther: usize) |s = nearer| {
        fr: "À couverture inchangée, le lieu le plus proche s'est rapproché pour {nearer} commune{s} et s'est éloigné pour {farther}.",
        en: "With unchanged coverage, the nearest place is nearer in {nearer} commune{s} and farther in {farther}.",
    }
    other_lists(before: &str, after: &str) {
        fr: "! Les deux mesures ne reposent pas sur les mêmes types de listes ({before} ; {after}) : l'évolution peut tenir aux seules listes.",
        en: "! The two measures use different kinds of lists ({before}; {after}): the change may come from the lists alone.",
    }
    slight(communes: usize) {
        fr: "! Communes dont le changement tient à moins de 100 m : {communes} ; une différence de géocodage peut suffire à l'expliquer.",
        en: "! Communes whose change is less than 100 m: {communes}; different geocoding may be enough to explain it.",
    }
    unknown_in_all(communes: usize) {
        fr: "Communes non comparables, faute de valeur dans l'une des deux mesures : {communes}.",
        en: "Communes that cannot be compared, for lack of a value in one of the two measures: {communes}.",
    }
    places_changed(appeared: usize, vanished: usize, moved: usize, same: usize)
    |new = appeared, gone = vanished, elsewhere = moved, alike = same| {
        fr: "Lieux : {appeared} apparu{new}, {vanished} disparu{gone}, {moved} déplacé{elsewhere} de plus de 100 m, {same} inchangé{alike}.",
        en: "Places: {appeared} appeared, {vanished} vanished, {moved} moved by more than 100 m, {same} unchanged.",
    }
    some_communes(communes: usize) |s = communes| {
        fr: "{communes} commune{s}",
        en: "{communes} commune{s}",
    }
    settled_places(settled: usize) |s = settled, x = settled("passé", "passés")| {
        fr: "! {settled} service{s} {x} d'itinérant à fixe, ou l'inverse : l'évolution alentour peut ne tenir qu'à cela.",
        en: "! {settled} service{s} became fixed or itinerant: changes around may be no more than that.",
    }
    territory_gained(name: &str, people: &str, who: &str) {
        fr: "  {name} : {people} {who} de plus à portée.",
        en: "  {name}: {people} more {who} within reach.",
    }
    territory_lost(name: &str, people: &str, who: &str) {
        fr: "  {name} : {people} {who} de moins à portée.",
        en: "  {name}: {people} fewer {who} within reach.",
    }
}
