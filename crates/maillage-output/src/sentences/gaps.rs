//! What a gap lacks and what would mend it, in sentences.

use maillage_core::travel::Limit;

sentences! {
    too_far(people: f64, who: &str, limit: Limit, far: &str) {
        fr: "{people} {who} vivent à plus de {limit} de tout lieu d'aide ; la moitié des habitants sont à {far} ou plus.",
        en: "{people} {who} live further than {limit} from any place of help; half of the residents are {far} away or more.",
    }
    out_of_reach(people: f64, who: &str, limit: Limit) {
        fr: "{people} {who} vivent à plus de {limit} de tout lieu d'aide, et la plupart hors de toute portée.",
        en: "{people} {who} live further than {limit} from any place of help, and most out of all reach.",
    }
    itinerant_only(people: f64, who: &str, limit: Limit) {
        fr: "{people} {who} n'ont aucun lieu fixe à {limit} ou moins : l'aide n'y est qu'itinérante.",
        en: "{people} {who} have no fixed place within {limit}: help there is itinerant only.",
    }
    too_few_hours(people: f64, who: &str, limit: Limit) {
        fr: "{people} {who} n'ont, la moitié du temps ou plus, aucun lieu à {limit} ou moins qui ouvre dans les sept jours.",
        en: "{people} {who} have, half of the time or more, no place within {limit} that opens within seven days.",
    }
    unknown_hours(places: u32, limit: Limit) {
        fr: "L'horaire de {places} lieu(x) à {limit} ou moins est inconnu.",
        en: "The hours of {places} place(s) within {limit} are unknown.",
    }
    fragile(people: f64, limit: Limit) {
        fr: "{people} habitants n'ont qu'un lieu à {limit} ou moins.",
        en: "{people} residents have one place only within {limit}.",
    }
    would_join(place: &str, people: f64) {
        fr: "Si {place} rejoignait le réseau, {people} y gagneraient.",
        en: "If {place} joined, {people} would gain.",
    }
    would_open(place: &str, people: f64) {
        fr: "Si {place} ouvrait davantage, {people} y gagneraient.",
        en: "If {place} opened more, {people} would gain.",
    }
    would_stop(place: &str, people: f64) {
        fr: "Si la tournée qui passe s'arrêtait à {place}, {people} y gagneraient.",
        en: "If the round that passes stopped at {place}, {people} would gain.",
    }
    would_be_new(place: &str, people: f64) {
        fr: "Un nouveau lieu ({place}, au bourg) en servirait {people}.",
        en: "A new place in the town of {place} would serve {people}.",
    }
    no_mend {
        fr: "Aucun candidat connu n'y changerait rien.",
        en: "No known candidate would change it.",
    }
}
