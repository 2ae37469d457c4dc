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
        fr: "Nombre de personnes inconnu : la population de ces communes n'est pas renseignée.",
        en: "Number of people unknown: the population of these communes is not given.",
    }
    too_far(people: &str, who: &str, limit: Limit, help: &str, far: &str)
    |vivent = people("vit", "vivent"), live = people("lives", "live")| {
        fr: "{people} {who} {vivent} à plus de {limit} de tout lieu d'aide{help} ; la moitié des habitants de ces communes en sont à {far} ou plus.",
        en: "{people} {who} {live} further than {limit} from any place of help{help}; half of the residents there are {far} away or more.",
    }
    out_of_reach(people: &str, who: &str, limit: Limit, help: &str)
    |vivent = people("vit", "vivent"), live = people("lives", "live")| {
        fr: "{people} {who} {vivent} à plus de {limit} de tout lieu d'aide{help} ; la plupart des habitants de ces communes n'en ont aucun dans le rayon d'étude.",
        en: "{people} {who} {live} further than {limit} from any place of help{help}; most residents of these communes have none within the radius studied.",
    }
    itinerant_only(people: &str, who: &str, limit: Limit)
    |ont = people("a", "ont"), have = people("has", "have")| {
        fr: "{people} {who} n'{ont} aucun lieu fixe à {limit} ou moins : l'aide y est uniquement itinérante.",
        en: "{people} {who} {have} no fixed place within {limit}: help there is itinerant only.",
    }
    too_few_hours(people: &str, who: &str, limit: Limit)
    |ont = people("a", "ont"), have = people("has", "have")| {
        fr: "Pendant la moitié du temps ou plus, {people} {who} n'{ont} aucun lieu à {limit} ou moins qui ouvre dans les sept jours.",
        en: "{people} {who} {have} no place within {limit} that opens within seven days, for half of the time or more.",
    }
    unknown_hours_of_one(limit: Limit) {
        fr: "Les horaires d'un lieu à {limit} ou moins sont inconnus.",
        en: "The hours of one place within {limit} are unknown.",
    }
    unknown_hours(places: u32, limit: Limit) {
        fr: "Les horaires de {places} lieux à {limit} ou moins sont inconnus.",
        en: "The hours of {places} places within {limit} are unknown.",
    }
    fragile(people: &str, limit: Limit)
    |s = people, ont = people("a", "ont"), have = people("has", "have")| {
        fr: "{people} habitant{s} n'{ont} qu'un seul lieu à {limit} ou moins.",
        en: "{people} resident{s} {have} only one place within {limit}.",
    }
    uncertain {
        fr: "Distances incertaines : un territoire voisin n'est pas couvert par les listes.",
        en: "Uncertain distances: the lists do not cover an area nearby.",
    }
    would_join(place: &str, people: &str, them: &str) |aient = people("ait", "aient")| {
        fr: "Si {place} rejoignait le réseau, {people} d'entre {them} en bénéficier{aient}.",
        en: "If {place} joined the network, {people} of them would gain.",
    }
    would_open(place: &str, people: &str, them: &str) |aient = people("ait", "aient")| {
        fr: "Si {place} ouvrait davantage, {people} d'entre {them} en bénéficier{aient}.",
        en: "If {place} opened for more hours, {people} of them would gain.",
    }
    would_stop(place: &str, people: &str, them: &str) |aient = people("ait", "aient")| {
        fr: "Si une tournée déjà en service s'arrêtait à {place}, {people} d'entre {them} en bénéficier{aient}.",
        en: "If a round that already passes by stopped at {place}, {people} of them would gain.",
    }
    would_be_new(place: &str, people: &str, rest: &str) {
        fr: "Un nouveau lieu dans le bourg ({place}) en desservirait {people} ; il en resterait {rest} sans aide.",
        en: "A new place in the town ({place}) would serve {people} of them; {rest} would still be without help.",
    }
    would_be_new_for_all(place: &str, people: &str) {
        fr: "Un nouveau lieu dans le bourg ({place}) les desservirait en totalité ({people}).",
        en: "A new place in the town ({place}) would serve all of them ({people}).",
    }
    no_mend {
        fr: "Aucune solution connue n'améliorerait la situation.",
        en: "No known solution would improve the situation.",
    }
    no_mend_in_table {
        fr: "La matrice de trajets ne permet d'identifier aucun lieu qui améliorerait la situation.",
        en: "The travel table gives no journey to a place that would improve the situation.",
    }
}
