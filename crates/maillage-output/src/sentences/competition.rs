//! Competition for places: what reports say of methods, and of what places give out.

use maillage_core::{competition::Decay, travel::CostUnit};

use crate::Words;

words! {
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
    minutes_a_person_of(fr: &str, en: &str, limit_fr: &str, limit_en: &str, method: &str) {
        fr: "Minutes d'aide par semaine et par personne ({fr} qui se les partagent, {limit_fr}, {method})",
        en: "Minutes of help a week and person ({en} who share them, {limit_en}, {method})",
    }
    minutes_around_of(limit_fr: &str, limit_en: &str, method: &str) {
        fr: "Minutes d'aide par semaine {limit_fr} ({method})",
        en: "Minutes of help a week {limit_en} ({method})",
    }
    places_for_people_of(fr: &str, en: &str, limit_fr: &str, limit_en: &str, method: &str) {
        fr: "Lieux pour 10 000 personnes ({fr} qui se les partagent, {limit_fr}, {method})",
        en: "Places for 10,000 people ({en} who share them, {limit_en}, {method})",
    }
    places_around_of(limit_fr: &str, limit_en: &str, method: &str) {
        fr: "Lieux {limit_fr} ({method})",
        en: "Places {limit_en} ({method})",
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

/// The title of the minutes that each person has.
pub fn minutes_a_person(people: &Words, limit: &Words, method: &str) -> Words {
    minutes_a_person_of(&people.fr, &people.en, &limit.fr, &limit.en, method)
}

/// The title of the minutes within reach.
pub fn minutes_around(limit: &Words, method: &str) -> Words {
    minutes_around_of(&limit.fr, &limit.en, method)
}

/// The title of the places that people have.
pub fn places_for_people(people: &Words, limit: &Words, method: &str) -> Words {
    places_for_people_of(&people.fr, &people.en, &limit.fr, &limit.en, method)
}

/// The title of the places within reach.
pub fn places_around(limit: &Words, method: &str) -> Words {
    places_around_of(&limit.fr, &limit.en, method)
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
    minutes_each(minutes: &str, people: &str, limit: &str, method: &str) {
        fr: "Aide partagée : {minutes} minutes par semaine et par personne en moyenne ({people} qui se partagent les lieux {limit}, {method}).",
        en: "Help shared: {minutes} minutes a week and person on average ({people} who share the places {limit}, {method}).",
    }
    places_each(places: &str, people: &str, limit: &str, method: &str) {
        fr: "Lieux partagés : {places} pour 10 000 personnes en moyenne ({people} qui se partagent les lieux {limit}, {method}).",
        en: "Places shared: {places} for 10,000 people on average ({people} who share the places {limit}, {method}).",
    }
    minutes_in_all(minutes: &str, limit: &str, method: &str) {
        fr: "Aide alentour : {minutes} minutes par semaine en moyenne {limit} ({method}).",
        en: "Help around: {minutes} minutes a week on average {limit} ({method}).",
    }
    places_in_all(places: &str, limit: &str, method: &str) {
        fr: "Lieux alentour : {places} en moyenne {limit} ({method}).",
        en: "Places around: {places} on average {limit} ({method}).",
    }
    given_out(given: &str, had: &str) {
        fr: "Distribué : {given}, pour une capacité de {had} dans les lieux qui servent quelqu'un.",
        en: "Given out: {given}, of a capacity of {had} in the places that serve somebody.",
    }
    inequality {
        fr: "Inégalité entre ces personnes :",
        en: "Inequality among these people:",
    }
    no_minutes_known(places: usize) {
        fr: "Lieux d'horaire inconnu, comptés dans aucune de ces minutes : {places}.",
        en: "Places of unknown hours, counted in none of these minutes: {places}.",
    }
    places_alone(places: usize, named: &str) {
        fr: "Lieux que personne n'atteint : {places} ({named}).",
        en: "Places that nobody reaches: {places} ({named}).",
    }
    hardly_served(communes: usize, limit: &str, sure: usize) {
        fr: "Communes proches d'un lieu ({limit} ou moins) et pourtant peu servies, à moins du tiers de la moyenne : {communes}, dont {sure} sans lieu d'horaire inconnu alentour :",
        en: "Communes near a place (within {limit}) and yet hardly served, with less than a third of the mean: {communes}, of which {sure} without a place of unknown hours around:",
    }
    open(minutes: &str) {
        fr: " ouvert {minutes} minutes par semaine",
        en: " open {minutes} minutes a week",
    }
    hardly(commune: &str, access: &str, mean: &str, open: &str, sharing: &str, places: usize) {
        fr: "      {commune} : {access} par personne ; à {mean} d'un lieu{open}, que se partagent {sharing} personnes (pondérées selon la distance) ; lieux dans la zone : {places}",
        en: "      {commune}: {access} a person; {mean} from a place{open}, shared by {sharing} people (weighted by distance); places in the catchment: {places}",
    }
}
