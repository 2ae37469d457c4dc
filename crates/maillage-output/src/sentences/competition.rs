//! Competition for places: what reports say of methods, and of what places give out.

use maillage_core::{competition::Decay, measure::NoCompetition, travel::CostUnit};

use crate::Words;

words! {
    hours_unknown {
        fr: "aucune liste ne dit d'horaires",
        en: "no list tells hours",
    }
    people_unknown {
        fr: "aucune population n'est connue",
        en: "no residents are known",
    }
    who_are_in_need {
        fr: "personnes en difficulté",
        en: "people in need",
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
        en: "Minutes of help a week and person",
    }
    places {
        fr: "Lieux",
        en: "Places",
    }
    places_for_people {
        fr: "Lieux pour 10 000 personnes",
        en: "Places for 10,000 people",
    }
    staff {
        fr: "Aidants",
        en: "Helpers",
    }
    staff_for_people {
        fr: "Aidants pour 10 000 personnes",
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
    pairs(pairs: usize, origins: usize, places: usize) {
        fr: "{pairs} trajets entre {origins} origines et {places} lieux.",
        en: "{pairs} pairs of {origins} origins and {places} places.",
    }
    each_place_counts_one {
        fr: "Aucune colonne ne dit la capacité des lieux : chacun compte pour 1.",
        en: "No column gives the capacity of places: each counts as 1.",
    }
    method_used(method: &str, catchment: &str) {
        fr: "Méthode {method}, décroissance {catchment}.",
        en: "Method {method}, decay {catchment}.",
    }
    decay_up_to(decay: &Decay, most: f64) {
        fr: "{decay}, rien au-delà de {most}",
        en: "{decay}, nothing beyond {most}",
    }
    two_step_with_decay {
        fr: "Avec une décroissance, 2SFCA devient E2SFCA : c'est ce qui est calculé.",
        en: "With a decay 2SFCA becomes E2SFCA: that is what is computed.",
    }
    without_pair(origins: usize, demand: &str) {
        fr: "! Origines dont la table de coûts n'a aucun trajet : {origins}, d'une demande de {demand} ; leur accès est 0 si elles n'atteignent rien, inconnu si la table les oublie.",
        en: "! Origins of which the table of costs has no pair: {origins}, with a demand of {demand}; their access is 0 if they reach nothing, unknown if the table leaves them out.",
    }
    without_place(alone: usize, origins: usize) {
        fr: "Sans aucun lieu à portée : {alone} origines sur {origins}, dont l'accès est 0.",
        en: "Without any place within reach: {alone} of {origins} origins, whose access is 0.",
    }
    given_is_had(received: &str, allocated: &str) {
        fr: "Accès × demande, en tout : {received} ; capacité des lieux qui servent quelqu'un : {allocated}.",
        en: "Access × demand, in all: {received}; capacity of the places that serve somebody: {allocated}.",
    }
    given_of_had(method: &str, received: &str, allocated: &str) {
        fr: "Accès × demande, en tout : {received}, pour une capacité de {allocated} ({method} ne les égalise pas).",
        en: "Access × demand, in all: {received}, of a capacity of {allocated} ({method} does not make them equal).",
    }
    unallocated(places: usize, capacity: &str, named: &str) {
        fr: "Lieux qu'aucune demande n'atteint : {places}, d'une capacité de {capacity} ({named}).",
        en: "Places that no demand reaches: {places}, of a capacity of {capacity} ({named}).",
    }
    not_shared_for_lack(what: &str) {
        fr: "Aide partagée : non calculée, {what}.",
        en: "Help shared: not computed, {what}.",
    }
    minutes_each(minutes: &str, people: &str, limit: &str, method: &str) {
        fr: "Aide partagée : {minutes} minutes par semaine pour 1 000 {people} en moyenne (lieux à {limit} ou moins, partagés entre tous ceux qui les atteignent, {method}).",
        en: "Help shared: {minutes} minutes a week for 1,000 {people} on average (places within {limit}, shared among all who reach them, {method}).",
    }
    places_each(places: &str, people: &str, limit: &str, method: &str) {
        fr: "Lieux partagés : {places} pour 10 000 {people} en moyenne (à {limit} ou moins, partagés entre tous ceux qui les atteignent, {method}).",
        en: "Places shared: {places} for 10,000 {people} on average (within {limit}, shared among all who reach them, {method}).",
    }
    minutes_in_all(minutes: &str, limit: &str, method: &str) {
        fr: "Aide alentour : {minutes} minutes par semaine en moyenne à {limit} ou moins ({method}).",
        en: "Help around: {minutes} minutes a week on average within {limit} ({method}).",
    }
    places_in_all(places: &str, limit: &str, method: &str) {
        fr: "Lieux alentour : {places} en moyenne à {limit} ou moins ({method}).",
        en: "Places around: {places} on average within {limit} ({method}).",
    }
    left_out(people: &str) {
        fr: "! Cette moyenne et les indices laissent de côté {people} personnes, qui n'atteignent que des lieux sans horaires dans la liste, ou dont le trajet est inconnu.",
        en: "! This mean and the indices leave out {people} people, who reach only places without hours in the list, or whose travel is unknown.",
    }
    missing_beyond(km: &str) {
        fr: "! Des personnes et des lieux jusqu'à {km} km du territoire comptent dans ce partage, et la marge est plus étroite : les chiffres près du bord sont faux ; élargir la marge.",
        en: "! People and places up to {km} km around the territory count in this sharing, and the buffer is narrower: figures near the border are wrong; widen the buffer.",
    }
    minutes_given_out(given: &str, had: &str) {
        fr: "Distribué : {given} minutes par semaine, sur les {had} des lieux qui servent quelqu'un.",
        en: "Given out: {given} minutes a week, of the {had} of the places that serve somebody.",
    }
    places_given_out(given: &str, had: &str) {
        fr: "Distribué : {given} lieux, sur les {had} qui servent quelqu'un.",
        en: "Given out: {given} places, of the {had} that serve somebody.",
    }
    not_given_out(method: &str, given: &str, had: &str) {
        fr: "! {method} ne distribue pas exactement ce que les lieux ont : {given} pour une capacité de {had}. C'est un indice, qui compare des communes du même calcul ; celui de bfca dépend aussi du nombre de points de départ.",
        en: "! {method} does not give out exactly what places have: {given} of a capacity of {had}. It is an index, which compares communes of one run; that of bfca also depends on how many origins there are.",
    }
    inequality(people: &str) {
        fr: "Inégalité de ce partage entre les {people} :",
        en: "Inequality of this sharing among {people}:",
    }
    no_minutes_known(places: usize) {
        fr: "Lieux sans horaires dans la liste, comptés dans aucune de ces minutes : {places}.",
        en: "Places without hours in the list, counted in none of these minutes: {places}.",
    }
    places_alone(places: usize, named: &str) {
        fr: "Lieux que personne n'atteint : {places} ({named}).",
        en: "Places that nobody reaches: {places} ({named}).",
    }
    hardly_served(communes: usize, limit: &str, sure: usize) {
        fr: "Communes proches d'un lieu ({limit} ou moins) et pourtant peu desservies (moins du tiers de la moyenne) : {communes}, dont {sure} sans lieu sans horaires alentour.",
        en: "Communes near a place (within {limit}) and yet hardly served (less than a third of the mean): {communes}, {sure} of them with no place without hours around.",
    }
    commune(name: &str, code: &str, residents: &str) {
        fr: "{name} ({code}, {residents} hab.)",
        en: "{name} ({code}, {residents} residents)",
    }
    hardly_open(commune: &str, access: &str, mean: &str, hours: &str, sharing: &str, places: usize) {
        fr: "      {commune} : {access} minutes par semaine pour 1 000 personnes ; le lieu le plus proche, à {mean}, ouvre {hours} h par semaine, partagées entre {sharing} personnes (pondérées selon la distance) ; lieux dans la zone : {places}",
        en: "      {commune}: {access} minutes a week for 1,000 people; the nearest place, {mean} away, is open {hours} h a week, shared among {sharing} people (weighted by distance); places in the catchment: {places}",
    }
    hardly_near(commune: &str, access: &str, mean: &str, sharing: &str, places: usize) {
        fr: "      {commune} : {access} lieu pour 10 000 personnes ; le lieu le plus proche, à {mean}, est partagé entre {sharing} personnes (pondérées selon la distance) ; lieux dans la zone : {places}",
        en: "      {commune}: {access} places for 10,000 people; the nearest place, {mean} away, is shared among {sharing} people (weighted by distance); places in the catchment: {places}",
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
