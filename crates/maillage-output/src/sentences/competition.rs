//! Competition for places: what reports say of methods, and of what places give out.

use maillage_core::{competition::Decay, measure::NoCompetition, travel::CostUnit};
use maillage_words::words;

use crate::Words;

words! {
    hours_unknown {
        fr: "aucune liste n'indique d'horaires",
        en: "no list gives hours",
    }
    people_unknown {
        fr: "aucune population n'est connue",
        en: "the number of residents is not known",
    }
    who_are_in_need {
        fr: "personnes concernées",
        en: "people concerned",
    }
    who_live_here {
        fr: "habitants",
        en: "residents",
    }
    catchment_in(end: &f64, unit: &str) {
        fr: "à {end} {unit} ou moins",
        en: "within {end} {unit}",
    }
    minutes {
        fr: "Minutes d'aide par semaine",
        en: "Minutes of help a week",
    }
    minutes_a_person {
        fr: "Minutes d'aide par semaine et par personne",
        en: "Minutes of help a week per person",
    }
    places {
        fr: "Lieux",
        en: "Places",
    }
    places_for_people {
        fr: "Lieux pour 10 000 personnes",
        en: "Places for 10,000 people",
    }
    staff {
        fr: "Aidants",
        en: "Helpers",
    }
    staff_for_people {
        fr: "Aidants pour 10 000 personnes",
        en: "Helpers for 10,000 people",
    }
    who_share_them {
        fr: " qui se les partagent, ",
        en: " who share them, ",
    }
}

/// Who competes for the places.
pub fn who_competes(of_residents: bool) -> Words {
    if of_residents { who_live_here() } else { who_are_in_need() }
}

/// The catchment of a place.
pub fn catchment(end: &f64, unit: CostUnit) -> Words {
    catchment_in(end, unit.symbol())
}

/// The title of a capacity that `people` share within a catchment.
pub fn shared(capacity: Words, people: &Words, limit: &Words, method: &str) -> Words {
    let who = capacity.and(&Words::same(" (")).and(people).and(&who_share_them());
    who.and(limit).and(&Words::same(&format!(", {method})")))
}

/// The title of a capacity within a catchment, whoever else comes.
pub fn around(capacity: Words, limit: &Words, method: &str) -> Words {
    capacity.and(&Words::same(" ")).and(limit).and(&Words::same(&format!(" ({method})")))
}

sentences! {
    pairs(pairs: usize, origins: usize, places: usize)
    |s = pairs, from = origins, x = places("", "x"), to = places| {
        fr: "{pairs} trajet{s} entre {origins} point{from} de départ et {places} lieu{x}.",
        en: "{pairs} pair{s} of {origins} origin{from} and {places} place{to}.",
    }
    each_place_counts_one {
        fr: "Aucune colonne n'indique la capacité des lieux : chacun compte pour 1.",
        en: "No column gives the capacity of places: each counts as 1.",
    }
    method_used(method: &str, catchment: &str) {
        fr: "Méthode {method}, décroissance {catchment}.",
        en: "Method {method}, decay {catchment}.",
    }
    decay_up_to(decay: &Decay, most: f64) {
        fr: "{decay}, nulle au-delà de {most}",
        en: "{decay}, nothing beyond {most}",
    }
    two_step_with_decay {
        fr: "Avec une décroissance, la méthode 2SFCA devient E2SFCA : c'est cette dernière qui est appliquée.",
        en: "With a decay, 2SFCA becomes E2SFCA: the latter is computed.",
    }
    without_pair(origins: usize, demand: &str) {
        fr: "! Points de départ sans aucun trajet dans la matrice de trajets : {origins}, pour une demande de {demand} ; leur accès est nul s'ils n'atteignent aucun lieu, inconnu si la matrice est incomplète.",
        en: "! Origins without any pair in the travel table: {origins}, with a demand of {demand}; their access is 0 if they reach no place, unknown if the table is incomplete.",
    }
    without_place(alone: usize, origins: usize) {
        fr: "Points de départ sans aucun lieu à portée, d'accès nul : {alone} sur {origins}.",
        en: "Origins without any place within reach, whose access is 0: {alone} of {origins}.",
    }
    given_is_had(received: &str, allocated: &str) {
        fr: "Total de l'accès × demande : {received} ; capacité des lieux atteints : {allocated}.",
        en: "Total of access × demand: {received}; capacity of the places that somebody reaches: {allocated}.",
    }
    given_of_had(method: &str, received: &str, allocated: &str) {
        fr: "Total de l'accès × demande : {received}, pour une capacité de {allocated} (la méthode {method} ne garantit pas l'égalité).",
        en: "Total of access × demand: {received}, for a capacity of {allocated} (the method {method} does not make them equal).",
    }
    unallocated(places: usize, capacity: &str, named: &str) {
        fr: "Lieux sans aucune demande à portée : {places}, pour une capacité de {capacity} ({named}).",
        en: "Places without any demand within reach: {places}, with a capacity of {capacity} ({named}).",
    }
    shared_without_mean {
        fr: "Aide partagée : pas de moyenne (la moitié des personnes ou plus n'atteignent que des lieux dont les horaires ou le trajet sont inconnus).",
        en: "Shared help: no mean (half of the people or more reach only places whose hours or whose way are unknown).",
    }
    not_shared_for_lack(what: &str) {
        fr: "Aide partagée : non calculée ({what}).",
        en: "Shared help: not computed ({what}).",
    }
    minutes_each(minutes: &str, people: &str, limit: &str, method: &str) |s = minutes| {
        fr: "Aide partagée : {minutes} minute{s} par semaine pour 1 000 {people} en moyenne (lieux à {limit} ou moins, partagés entre tous ceux qui peuvent s'y rendre, méthode {method}).",
        en: "Shared help: {minutes} minute{s} a week for 1,000 {people} on average (places within {limit}, shared among all who can reach them, method {method}).",
    }
    places_each(places: &str, people: &str, limit: &str, method: &str) {
        fr: "Lieux partagés : {places} pour 10 000 {people} en moyenne (à {limit} ou moins, partagés entre tous ceux qui peuvent s'y rendre, méthode {method}).",
        en: "Shared places: {places} for 10,000 {people} on average (within {limit}, shared among all who can reach them, method {method}).",
    }
    minutes_in_all(minutes: &str, limit: &str, method: &str) |s = minutes| {
        fr: "Aide à proximité : {minutes} minute{s} par semaine en moyenne à {limit} ou moins (méthode {method}).",
        en: "Help nearby: {minutes} minute{s} a week on average within {limit} (method {method}).",
    }
    places_in_all(places: &str, limit: &str, method: &str) {
        fr: "Lieux à proximité : {places} en moyenne à {limit} ou moins (méthode {method}).",
        en: "Places nearby: {places} on average within {limit} (method {method}).",
    }
    left_out(people: &str) |s = people| {
        fr: "! Cette moyenne et les indices excluent {people} personne{s} n'ayant à portée que des lieux sans horaires dans la liste, ou dont le trajet est inconnu.",
        en: "! This mean and the indices leave out people who reach only places without hours in the list, or whose travel is unknown: {people}.",
    }
    missing_beyond(km: &str) {
        fr: "! Ce partage fait intervenir des personnes et des lieux jusqu'à {km} km du territoire, au-delà de la marge : les chiffres sont faussés près des limites du territoire ; élargir la marge.",
        en: "! People and places up to {km} km around the territory count in this sharing, beyond the buffer: figures near the border are wrong; widen the buffer.",
    }
    minutes_given_out(given: &str, had: &str) |s = given| {
        fr: "Total réparti : {given} minute{s} par semaine, pour {had} offertes par les lieux atteints.",
        en: "Shared out in all: {given} minute{s} a week, of the {had} that the places reached by somebody offer.",
    }
    places_given_out(given: &str, had: &str) |x = given("", "x"), s = given| {
        fr: "Total réparti : {given} lieu{x}, pour {had} à portée d'au moins une personne.",
        en: "Shared out in all: {given} place{s}, of the {had} that somebody reaches.",
    }
    not_given_out(method: &str, given: &str, had: &str) {
        fr: "! La méthode {method} ne répartit pas exactement l'offre des lieux : {given} pour une capacité de {had}. Le résultat est un indice, qui ne permet de comparer que les communes d'un même calcul ; avec bfca, il dépend aussi du nombre de points de départ.",
        en: "! The method {method} does not share out exactly what places offer: {given} for a capacity of {had}. The result is an index, which only compares communes of one run; with bfca it also depends on the number of origins.",
    }
    inequality(people: &str) {
        fr: "Inégalité de ce partage entre les {people} :",
        en: "Inequality of this sharing among {people}:",
    }
    no_minutes_known(places: usize) {
        fr: "Lieux sans horaires dans la liste, non comptés dans ces minutes : {places}.",
        en: "Places without hours in the list, not counted in these minutes: {places}.",
    }
    places_alone(places: usize, named: &str) {
        fr: "Lieux à portée de personne : {places} ({named}).",
        en: "Places that nobody can reach: {places} ({named}).",
    }
    hardly_served(communes: usize, limit: &str, sure: usize) {
        fr: "Communes proches d'un lieu ({limit} ou moins) et pourtant peu desservies (moins du tiers de la moyenne) : {communes}, dont {sure} où les horaires de tous les lieux à portée sont connus.",
        en: "Communes near a place (within {limit}) and yet hardly served (less than a third of the mean): {communes}, of which {sure} where the hours of all places within reach are known.",
    }
    commune(name: &str, code: &str, residents: &str) {
        fr: "{name} ({code}, {residents} hab.)",
        en: "{name} ({code}, {residents} residents)",
    }
    hardly_open(commune: &str, access: &str, mean: &str, hours: &str, sharing: &str, places: usize)
    |s = access, who = sharing| {
        fr: "      {commune} : {access} minute{s} par semaine pour 1 000 personnes ; le lieu le plus proche, à {mean}, ouvre {hours} h par semaine, pour {sharing} personne{who} (nombre pondéré selon la distance) ; lieux à portée : {places}",
        en: "      {commune}: {access} minute{s} a week for 1,000 people; the nearest place, {mean} away, is open {hours} h a week, shared among {sharing} people (weighted by distance); places in the catchment: {places}",
    }
    hardly_near(commune: &str, access: &str, mean: &str, sharing: &str, places: usize)
    |x = access("", "x"), s = access, who = sharing| {
        fr: "      {commune} : {access} lieu{x} pour 10 000 personnes ; le lieu le plus proche, à {mean}, est partagé entre {sharing} personne{who} (nombre pondéré selon la distance) ; lieux à portée : {places}",
        en: "      {commune}: {access} place{s} for 10,000 people; the nearest place, {mean} away, is shared among {sharing} people (weighted by distance); places in the catchment: {places}",
    }
}

/// Why nothing is known of what people share.
pub fn not_shared(voice: crate::Voice, reason: NoCompetition) -> String {
    let what = match reason {
        NoCompetition::PeopleUnknown => people_unknown(),
        NoCompetition::CapacityUnknown | NoCompetition::NotWanted => hours_unknown(),
    };
    not_shared_for_lack(voice, &voice.say(what))
}
