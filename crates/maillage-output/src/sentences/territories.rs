//! The titles of the columns of territories, gaps and what depends on places.

use maillage_core::{
    gap::Reason,
    model::{Kind, Level},
    offer::Subject,
    travel::Limit,
};
use maillage_words::words;

use super::web;
use crate::Words;

words! {
    level { fr: "Niveau", en: "Level", }
    code { fr: "Code", en: "Code", }
    rank_in_parent {
        fr: "Rang dans le territoire parent (1 = le plus de personnes non couvertes)",
        en: "Rank in the parent territory (1 = most people uncovered)",
    }
    communes { fr: "Communes mesurées", en: "Communes measured", }
    communes_outside {
        fr: "Communes hors du périmètre d'étude",
        en: "Communes outside the study area",
    }
    residents_measured {
        fr: "Habitants dont l'accès est mesuré",
        en: "Residents whose access is measured",
    }
    residents_within(limit: Limit) {
        fr: "Habitants à {limit} ou moins d'un lieu",
        en: "Residents within {limit} of a place",
    }
    fragile_residents(limit: Limit) {
        fr: "Habitants n'ayant qu'un seul lieu à {limit} ou moins",
        en: "Residents with only one place within {limit}",
    }
    fragile_people(limit: Limit) {
        fr: "Personnes concernées n'ayant qu'un seul lieu à {limit} ou moins",
        en: "People concerned with only one place within {limit}",
    }
    served_from_outside {
        fr: "Habitants dont le lieu le plus proche est hors du territoire (%)",
        en: "Residents whose nearest place lies outside the territory (%)",
    }
    places { fr: "Lieux dans le territoire", en: "Places in the territory", }
    places_of_unknown_hours {
        fr: "Lieux du territoire dont les horaires sont inconnus",
        en: "Places of the territory whose hours are unknown",
    }
    minutes_of_places {
        fr: "Minutes d'aide par semaine des lieux du territoire (horaires connus)",
        en: "Minutes of help a week of the places in the territory (hours known)",
    }
    minutes_a_person {
        fr: "Minutes d'aide par semaine et par personne concernée",
        en: "Minutes of help a week per person concerned",
    }
    conseillers_needed(people: f64) |s = people, who = people("person", "people")| {
        fr: "Conseillers nécessaires, à raison de {people} personne{s} par conseiller et par contrat (repère de 2021)",
        en: "Conseillers needed, for {people} {who} per conseiller and contract (figure of 2021)",
    }
    stale_places(months: u32) |s = months| {
        fr: "Lieux non mis à jour depuis plus de {months} mois au début de la période",
        en: "Places not updated for more than {months} month{s} at the start of the period",
    }
    undated_places {
        fr: "Lieux sans date de mise à jour",
        en: "Places without a date of update",
    }
    parent_level { fr: "Niveau du territoire parent", en: "Level of the parent territory", }
    parent_code { fr: "Code du territoire parent", en: "Code of the parent territory", }
    parent_distance {
        fr: "Distance moyenne dans le territoire parent (km)",
        en: "Mean distance in the parent territory (km)",
    }
    parent_share(limit: Limit) {
        fr: "Habitants à {limit} ou moins d'un lieu dans le territoire parent (%)",
        en: "Residents within {limit} of a place in the parent territory (%)",
    }
    reference_level { fr: "Niveau du territoire de référence", en: "Level of the reference territory", }
    reference_code { fr: "Code du territoire de référence", en: "Code of the reference territory", }
    reference_distance {
        fr: "Distance moyenne dans le territoire de référence (km)",
        en: "Mean distance in the reference territory (km)",
    }
    reference_share(limit: Limit) {
        fr: "Habitants à {limit} ou moins d'un lieu dans le territoire de référence (%)",
        en: "Residents within {limit} of a place in the reference territory (%)",
    }
    reference_need {
        fr: "Niveau de besoin dans le territoire de référence",
        en: "Level of need in the reference territory",
    }
    mean_distance {
        fr: "Distance moyenne des habitants au lieu le plus proche (km)",
        en: "Mean distance of residents to the nearest place (km)",
    }
    communes_without_need {
        fr: "Communes habitées dont le besoin est inconnu",
        en: "Inhabited communes whose need is unknown",
    }
    communes_at_open_border {
        fr: "Communes à distance incertaine (territoire voisin non couvert par les listes)",
        en: "Communes of uncertain distance (the lists do not cover an area nearby)",
    }
    parent_need {
        fr: "Niveau de besoin dans le territoire parent",
        en: "Level of need in the parent territory",
    }
}

/// The territories of a level: « Départements ».
pub fn level_name(level: Level) -> Words {
    match level {
        Level::StudyArea => web::of_study_area(),
        Level::Hub => web::of_hub(),
        Level::Region => web::of_region(),
        Level::Departement => web::of_departement(),
        Level::Arrondissement => web::of_arrondissement(),
        Level::Epci => web::of_epci(),
        Level::Canton => web::of_canton(),
        Level::LivingArea => web::of_living_area(),
        Level::Zone => web::of_zone(),
    }
}

// People not covered, by the reason of their commune.

words! {
    uncovered_too_far {
        fr: "Personnes non couvertes : lieu trop loin",
        en: "People uncovered: place too far",
    }
    uncovered_out_of_reach {
        fr: "Personnes non couvertes : aucun lieu à portée",
        en: "People uncovered: no place within reach",
    }
    uncovered_across_water {
        fr: "Personnes non couvertes : traversée maritime",
        en: "People uncovered: place across water",
    }
    uncovered_itinerant {
        fr: "Personnes non couvertes : communes desservies par la seule aide itinérante",
        en: "People uncovered: communes with itinerant help only",
    }
    uncovered_in_covered {
        fr: "Personnes non couvertes : communes couvertes en majorité",
        en: "People uncovered: communes mostly covered",
    }
    uncovered_otherwise {
        fr: "Personnes non couvertes : trajet vers un lieu fixe inconnu",
        en: "People uncovered: journey to a fixed place unknown",
    }
}

/// The title of the people not covered in communes of this reason.
pub fn uncovered_because(reason: Reason) -> Words {
    match reason {
        Reason::TooFar => uncovered_too_far(),
        Reason::OutOfReach => uncovered_out_of_reach(),
        Reason::AcrossWater => uncovered_across_water(),
        Reason::ItinerantOnly => uncovered_itinerant(),
        Reason::Covered => uncovered_in_covered(),
        Reason::NeedUnknown | Reason::TravelUnknown | Reason::NoResidents => uncovered_otherwise(),
    }
}

words! {
    mediation_places { fr: "Lieux de médiation numérique", en: "Places of médiation numérique", }
    france_services_places {
        fr: "Lieux France Services, d'après leur liste ou leur label",
        en: "France Services places, by their list or by their label",
    }
    itinerant_places { fr: "Arrêts de tournées", en: "Stops of rounds", }
}

/// The title of the places of a kind.
pub fn places_of_kind(kind: Kind) -> Words {
    match kind {
        Kind::Mediation => mediation_places(),
        Kind::FranceServices => france_services_places(),
        Kind::Itinerant => itinerant_places(),
    }
}

// Places by what they offer.

words! {
    label(name: &str) { fr: "Lieux ayant le label « {name} »", en: "Places with the label “{name}”", }
    service(name: &str) { fr: "Lieux proposant le service « {name} »", en: "Places with the service “{name}”", }
    permanences {
        fr: "Permanences de conseillers numériques (nombre de lieux et non de personnes)",
        en: "Permanences of conseillers numériques (places, not people)",
    }
    labels_untold { fr: "Lieux dont la liste ne précise pas les labels", en: "Places whose list does not tell labels", }
    services_untold {
        fr: "Lieux dont la liste ne précise pas les services",
        en: "Places whose list does not tell services",
    }
}

/// The title of the places that offer what the standard calls `name`.
pub fn offering(subject: Subject, name: &str) -> Words {
    match (subject, name) {
        (Subject::Labels, "Conseillers numériques") => permanences(),
        (Subject::Services, _) => service(name),
        _ => label(name),
    }
}

/// The title of the places that do not tell.
pub fn untold(subject: Subject) -> Words {
    match subject {
        Subject::Services => services_untold(),
        Subject::Labels | Subject::Publics => labels_untold(),
    }
}

// Gaps.

words! {
    gap_number { fr: "Numéro (1 = le plus de personnes)", en: "Number (1 = most people)", }
    gap_communes { fr: "Communes, par code", en: "Communes, by code", }
    gap_lack { fr: "Nature du manque", en: "What is lacking", }
    gap_people { fr: "Personnes concernées", en: "People concerned", }
    gap_residents { fr: "Habitants concernés", en: "Residents concerned", }
    gap_residents_all { fr: "Habitants", en: "Residents", }
    gap_in_words { fr: "Description", en: "Description (in French)", }
    mend_place(kind: &str) { fr: "{kind} : emplacement", en: "{kind}: where", }
    mend_people(kind: &str) {
        fr: "{kind} : personnes de la lacune qui en bénéficieraient",
        en: "{kind}: people of the gap who would gain",
    }
    mend_residents(kind: &str) {
        fr: "{kind} : habitants de la lacune qui en bénéficieraient",
        en: "{kind}: residents of the gap who would gain",
    }
    mend_everywhere(kind: &str) {
        fr: "{kind} : personnes qui en bénéficieraient, toutes lacunes confondues",
        en: "{kind}: people who would gain, in all gaps together",
    }
    mend_longitude(kind: &str) { fr: "{kind} : longitude", en: "{kind}: longitude", }
    mend_latitude(kind: &str) { fr: "{kind} : latitude", en: "{kind}: latitude", }
    join { fr: "Adhésion d'un lieu existant au réseau", en: "An existing place joins the network", }
    open_hours { fr: "Horaires élargis d'un lieu existant", en: "An existing place opens for more hours", }
    stop { fr: "Arrêt supplémentaire d'une tournée", en: "A round makes an additional stop", }
    new_place { fr: "Ouverture d'un nouveau lieu", en: "A new place opens", }
}

// Places.

words! {
    serves { fr: "Pris en compte dans ce calcul (1 = oui)", en: "Counts in this run (1 = yes)", }
    nearest_residents {
        fr: "Habitants dont c'est le lieu le plus proche",
        en: "Residents whose nearest place it is",
    }
    nearest_people {
        fr: "Personnes concernées dont c'est le lieu le plus proche",
        en: "People concerned whose nearest place it is",
    }
    dependent_residents(limit: Limit) {
        fr: "Habitants n'ayant que ce lieu à {limit} ou moins",
        en: "Residents for whom it is the only place within {limit}",
    }
    dependent_people(limit: Limit) {
        fr: "Personnes concernées n'ayant que ce lieu à {limit} ou moins",
        en: "People concerned for whom it is the only place within {limit}",
    }
    updated { fr: "Dernière mise à jour de sa ligne", en: "Last update of its row", }
}
