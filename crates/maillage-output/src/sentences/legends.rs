//! The legends of styles and the texts of map tips.

// Access against need.

words! {
    near { fr: "proche", en: "near", }
    midway { fr: "à mi-distance", en: "midway", }
    far { fr: "loin", en: "far", }
    thirds { fr: "tiers de ce calcul", en: "thirds of this run", }
    fixed_limits { fr: "limites fixées", en: "fixed limits", }
    low_need { fr: "faible", en: "low", }
    middling_need { fr: "moyen", en: "middling", }
    high_need { fr: "fort", en: "high", }
    access_and_need(class: &str, near: &str, much: &str, communes: usize) {
        fr: "{class}  aide {near}, besoin {much} ({communes})",
        en: "{class}  help {near}, need {much} ({communes})",
    }
    cannot_say(class: &str, communes: usize) {
        fr: "{class}  on ne peut dire si 3-3 ({communes})",
        en: "{class}  cannot say whether 3-3 ({communes})",
    }
    too_few(communes: usize) {
        fr: "effectif trop petit pour être classé seul ({communes})",
        en: "too few people to be classed alone ({communes})",
    }
    border_uncertain(communes: usize) {
        fr: "distance incertaine : les listes s'arrêtent plus près ({communes})",
        en: "uncertain distance: the lists end nearer ({communes})",
    }
    no_estimate(communes: usize) {
        fr: "sans estimation ou sans habitant ({communes})",
        en: "no estimate or no resident ({communes})",
    }
}

// Distances.

words! {
    distance {
        fr: "Distance au lieu d'aide le plus proche",
        en: "Distance to the nearest place of help",
    }
    duration {
        fr: "Temps de trajet vers le lieu d'aide atteint le plus vite",
        en: "Travel time to the place of help reached soonest",
    }
    no_duration(communes: usize) {
        fr: "trajet inconnu ({communes})",
        en: "travel unknown ({communes})",
    }
    soonest_place { fr: "Lieu atteint le plus vite", en: "Place reached soonest", }
    no_distance(communes: usize) {
        fr: "sans distance ({communes})",
        en: "no distance ({communes})",
    }
}

// Territories and gaps.

words! {
    covered_share(limit: maillage_core::travel::Limit) {
        fr: "Habitants à {limit} ou moins d'un lieu d'aide",
        en: "Residents within {limit} of a place of help",
    }
    no_share(territories: usize) {
        fr: "sans mesure ({territories})",
        en: "not measured ({territories})",
    }
    too_far_gap(gaps: usize) { fr: "aide trop loin ({gaps})", en: "help too far ({gaps})", }
    itinerant_gap(gaps: usize) {
        fr: "aide itinérante seulement ({gaps})",
        en: "itinerant help only ({gaps})",
    }
    hours_gap(gaps: usize) {
        fr: "horaires insuffisants ({gaps})",
        en: "too few hours ({gaps})",
    }
    other_gap { fr: "autre", en: "other", }
    free { fr: "gratuit", en: "free of charge", }
    accessible { fr: "accessible", en: "accessible", }
    idle(places: usize) { fr: "ne sert pas ({places})", en: "does not serve ({places})", }
}

// The map tip of a commune.

words! {
    nearest_place { fr: "Lieu le plus proche", en: "Nearest place", }
    people_uncovered { fr: "Personnes non couvertes", en: "People not covered", }
    reason { fr: "Motif", en: "Reason", }
    about { fr: "environ", en: "about", }
}

// Places and tours.

words! {
    mediation { fr: "Médiation numérique", en: "Médiation", }
    france_services { fr: "France Services", en: "France Services", }
    itinerant { fr: "Itinérant", en: "Itinerant", }
    other { fr: "Autre", en: "Other", }
    line { fr: "tracé", en: "line", }
    stops { fr: "arrêts", en: "stops", }
}
