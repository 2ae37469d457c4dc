//! The titles of the columns of territories, gaps and what depends on places.

use maillage_core::{gap::Reason, model::Kind, offer::Subject, travel::Limit};

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
        fr: "Habitants qui n'ont qu'un lieu à {limit} ou moins",
        en: "Residents with one place only within {limit}",
    }
    fragile_people(limit: Limit) {
        fr: "Personnes concernées qui n'ont qu'un lieu à {limit} ou moins",
        en: "People concerned with one place only within {limit}",
    }
    served_from_outside {
        fr: "Habitants dont le lieu le plus proche est hors du territoire (%)",
        en: "Residents whose nearest place lies outside the territory (%)",
    }
    places { fr: "Lieux dans le territoire", en: "Places in the territory", }
    places_of_unknown_hours {
        fr: "Lieux du territoire dont l'horaire est inconnu",
        en: "Places of the territory whose hours are unknown",
    }
    minutes_of_places {
        fr: "Minutes d'aide par semaine des lieux du territoire (horaires connus)",
        en: "Minutes of help a week of the territory's places (hours known)",
    }
    minutes_a_person {
        fr: "Minutes d'aide par semaine et par personne concernée",
        en: "Minutes of help a week per person concerned",
    }
    conseillers_needed(people: f64) {
        fr: "Conseillers nécessaires, à {people} personnes par conseiller et par contrat (repère de 2021)",
        en: "Conseillers needed, at {people} people per conseiller and contract (figure of 2021)",
    }
    stale_places(months: u32) {
        fr: "Lieux non mis à jour depuis {months} mois au début de la période",
        en: "Places not updated for {months} months at the start of the period",
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
        fr: "Habitants à {limit} ou moins dans le territoire parent (%)",
        en: "Residents within {limit} in the parent territory (%)",
    }
    reference_level { fr: "Niveau du territoire de référence", en: "Level of the reference", }
    reference_code { fr: "Code du territoire de référence", en: "Code of the reference", }
    reference_distance {
        fr: "Distance moyenne dans le territoire de référence (km)",
        en: "Mean distance in the reference (km)",
    }
    reference_share(limit: Limit) {
        fr: "Habitants à {limit} ou moins dans le territoire de référence (%)",
        en: "Residents within {limit} in the reference (%)",
    }
    reference_need {
        fr: "Niveau de besoin dans le territoire de référence",
        en: "Level of need in the reference",
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
        fr: "Communes à la distance incertaine (les listes s'arrêtent près d'elles)",
        en: "Communes of uncertain distance (the lists end near them)",
    }
    parent_need {
        fr: "Niveau de besoin dans le territoire parent",
        en: "Level of need in the parent territory",
    }
}

// People not covered, by the reason of their commune.

words! {
    uncovered_too_far {
        fr: "Personnes non couvertes : lieu trop loin",
        en: "People uncovered: place too far",
    }
    uncovered_out_of_reach {
        fr: "Personnes non couvertes : aucun lieu à portée",
        en: "People uncovered: no place within reach",
    }
    uncovered_across_water {
        fr: "Personnes non couvertes : traversée maritime",
        en: "People uncovered: across water",
    }
    uncovered_itinerant {
        fr: "Personnes non couvertes de communes où ne vient que l'itinérance",
        en: "People uncovered in communes with itinerant help only",
    }
    uncovered_in_covered {
        fr: "Personnes non couvertes de communes couvertes en majorité",
        en: "People uncovered in communes mostly covered",
    }
    uncovered_otherwise {
        fr: "Personnes non couvertes : trajet vers un lieu fixe inconnu",
        en: "People uncovered: way to a fixed place unknown",
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
    mediation_places { fr: "Lieux de médiation numérique", en: "Médiation places", }
    france_services_places {
        fr: "Lieux France Services, par leur liste ou par leur label",
        en: "France Services places, by their list or by their label",
    }
    itinerant_places { fr: "Arrêts itinérants", en: "Itinerant stops", }
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
    label(name: &str) { fr: "Lieux ayant le label « {name} »", en: "Places with the label “{name}”", }
    service(name: &str) { fr: "Lieux proposant le service « {name} »", en: "Places with the service “{name}”", }
    permanences {
        fr: "Permanences de conseillers numériques (lieux, non personnes)",
        en: "Permanences of conseillers numériques (places, not people)",
    }
    labels_untold { fr: "Lieux dont la liste ne précise pas les labels", en: "Places that tell no labels", }
    services_untold {
        fr: "Lieux dont la liste ne précise pas les services",
        en: "Places that tell no services",
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
    gap_lack { fr: "Ce qui manque", en: "What is lacking", }
    gap_people { fr: "Personnes concernées", en: "People concerned", }
    gap_residents { fr: "Habitants concernés", en: "Residents concerned", }
    gap_residents_all { fr: "Habitants", en: "Residents", }
    gap_in_words { fr: "En clair", en: "In words (French)", }
    mend_place(kind: &str) { fr: "{kind} : où", en: "{kind}: where", }
    mend_people(kind: &str) {
        fr: "{kind} : personnes de la lacune qui y gagneraient",
        en: "{kind}: people of the gap who would gain",
    }
    mend_residents(kind: &str) {
        fr: "{kind} : habitants de la lacune qui y gagneraient",
        en: "{kind}: residents of the gap who would gain",
    }
    mend_everywhere(kind: &str) {
        fr: "{kind} : personnes qui y gagneraient, toutes lacunes",
        en: "{kind}: people who would gain, in all gaps",
    }
    mend_longitude(kind: &str) { fr: "{kind} : longitude", en: "{kind}: longitude", }
    mend_latitude(kind: &str) { fr: "{kind} : latitude", en: "{kind}: latitude", }
    join { fr: "Un lieu existant rejoint le réseau", en: "An existing place joins", }
    open_hours { fr: "Un lieu existant ouvre davantage", en: "An existing place opens more", }
    stop { fr: "Une tournée qui passe s'arrête", en: "A round that passes stops", }
    new_place { fr: "Un nouveau lieu ouvre", en: "A new place opens", }
}

// Places.

words! {
    serves { fr: "Sert dans ce calcul (1 = oui)", en: "Serves in this run (1 = yes)", }
    nearest_residents {
        fr: "Habitants dont c'est le lieu le plus proche",
        en: "Residents whose nearest place it is",
    }
    nearest_people {
        fr: "Personnes concernées dont c'est le lieu le plus proche",
        en: "People concerned whose nearest place it is",
    }
    dependent_residents(limit: Limit) {
        fr: "Habitants qui n'ont que ce lieu à {limit} ou moins",
        en: "Residents for whom it is the only place within {limit}",
    }
    dependent_people(limit: Limit) {
        fr: "Personnes concernées qui n'ont que ce lieu à {limit} ou moins",
        en: "People concerned for whom it is the only place within {limit}",
    }
    updated { fr: "Dernière mise à jour de sa ligne", en: "Last update of its row", }
}
