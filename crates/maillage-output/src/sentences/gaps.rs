//! What a gap lacks and what would mend it, in sentences.

use maillage_core::travel::Limit;

sentences! {
    with_one(main: &str) {
        fr: "{main} et 1 commune voisine",
        en: "{main} and 1 neighbouring commune",
    }
    with_others(main: &str, others: usize) {
        fr: "{main} et {others} communes voisines",
        en: "{main} and {others} neighbouring communes",
    }
    people_unknown {
        fr: "Nombre de personnes inconnu : la population de ces communes n'est pas donnée.",
        en: "Number of people unknown: the residents of these communes are not given.",
    }
    too_far(people: &str, who: &str, limit: Limit, help: &str, far: &str) {
        fr: "{people} {who} vivent à plus de {limit} de tout lieu d'aide{help} ; la moitié des habitants sont à {far} ou plus.",
        en: "{people} {who} live further than {limit} from any place of help{help}; half of the residents are {far} away or more.",
    }
    out_of_reach(people: &str, who: &str, limit: Limit, help: &str) {
        fr: "{people} {who} vivent à plus de {limit} de tout lieu d'aide{help} ; la plupart n'en ont aucun dans le rayon étudié.",
        en: "{people} {who} live further than {limit} from any place of help{help}; most have none within the radius studied.",
    }
    itinerant_only(people: &str, who: &str, limit: Limit) {
        fr: "{people} {who} n'ont aucun lieu fixe à {limit} ou moins : l'aide n'y est qu'itinérante.",
        en: "{people} {who} have no fixed place within {limit}: help there is itinerant only.",
    }
    too_few_hours(people: &str, who: &str, limit: Limit) {
        fr: "{people} {who} n'ont, la moitié du temps ou plus, aucun lieu à {limit} ou moins qui ouvre dans les sept jours.",
        en: "{people} {who} have, half of the time or more, no place within {limit} that opens within seven days.",
    }
    unknown_hours_of_one(limit: Limit) {
        fr: "L'horaire d'un lieu à {limit} ou moins est inconnu.",
        en: "The hours of one place within {limit} are unknown.",
    }
    unknown_hours(places: u32, limit: Limit) {
        fr: "Les horaires de {places} lieux à {limit} ou moins sont inconnus.",
        en: "The hours of {places} places within {limit} are unknown.",
    }
    fragile(people: &str, limit: Limit) {
        fr: "{people} habitants n'ont qu'un lieu à {limit} ou moins.",
        en: "{people} residents have one place only within {limit}.",
    }
    uncertain {
        fr: "Distances incertaines : les listes s'arrêtent près de là.",
        en: "Uncertain distances: the lists end nearby.",
    }
    would_join(place: &str, people: &str, them: &str) {
        fr: "Si {place} rejoignait le réseau, {people} d'entre {them} y gagneraient.",
        en: "If {place} joined, {people} of them would gain.",
    }
    would_open(place: &str, people: &str, them: &str) {
        fr: "Si {place} ouvrait davantage, {people} d'entre {them} y gagneraient.",
        en: "If {place} opened more, {people} of them would gain.",
    }
    would_stop(place: &str, people: &str, them: &str) {
        fr: "Si la tournée qui passe s'arrêtait à {place}, {people} d'entre {them} y gagneraient.",
        en: "If the round that passes stopped at {place}, {people} of them would gain.",
    }
    would_be_new(place: &str, people: &str, rest: &str) {
        fr: "Un nouveau lieu au bourg ({place}) en desservirait {people} ; il en resterait {rest}.",
        en: "A new place in the town ({place}) would serve {people} of them; {rest} would remain.",
    }
    no_mend {
        fr: "Aucun candidat connu n'y changerait rien.",
        en: "No known candidate would change it.",
    }
    no_mend_in_table {
        fr: "La table de trajets ne dit pas comment rejoindre un lieu qui y changerait quelque chose.",
        en: "The travel table tells of no way to a place that would change it.",
    }
}
