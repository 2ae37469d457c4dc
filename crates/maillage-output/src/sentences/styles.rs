//! Titles, legends and map tips of styles.

use maillage_words::words;

// Distances.

words! {
    distance {
        fr: "Distance au lieu d'aide le plus proche",
        en: "Distance to the nearest place of help",
    }
    distance_to_france_services {
        fr: "Distance au lieu France Services le plus proche",
        en: "Distance to the nearest France Services point",
    }
    distance_to_mediation {
        fr: "Distance au lieu de médiation numérique le plus proche",
        en: "Distance to the nearest place of médiation numérique",
    }
    as_the_crow_flies(title: &str) {
        fr: "{title}, à vol d'oiseau",
        en: "{title}, as the crow flies",
    }
    duration {
        fr: "Temps de trajet vers le lieu d'aide atteint le plus vite",
        en: "Travel time to the place of help reached soonest",
    }
    no_distance {
        fr: "sans habitant, ou aucun lieu à portée",
        en: "no resident, or no place within reach",
    }
    no_resident { fr: "sans habitant", en: "no resident", }
    none_within_reach { fr: "aucun lieu à portée", en: "no place within reach", }
    no_duration { fr: "trajet inconnu", en: "travel unknown", }
    soonest_place { fr: "Lieu atteint le plus vite", en: "Place reached soonest", }
    border_uncertain {
        fr: "distance peut-être surestimée : territoire voisin non couvert par les listes",
        en: "distance may be too long: the lists do not cover an area nearby",
    }
}

// Need, and access against need.

words! {
    illectronism {
        fr: "Personnes en situation d'illectronisme (estimation)",
        en: "People in illectronism (estimate)",
    }
    bivariate {
        fr: "Éloignement de l'aide et besoin d'aide",
        en: "Distance from help and need of help",
    }
    thirds { fr: "tiers des communes du calcul", en: "thirds of the communes of this run", }
    fixed_limits { fr: "limites fixées", en: "fixed limits", }
    help { fr: "aide", en: "help", }
    need(subject: &str) { fr: "Besoin : {subject}", en: "Need: {subject}", }
    need_for_help { fr: "besoin", en: "need", }
    near { fr: "proche", en: "near", }
    midway { fr: "à mi-distance", en: "midway", }
    far { fr: "éloignée", en: "far", }
    low_need { fr: "faible", en: "low", }
    middling_need { fr: "moyen", en: "middling", }
    high_need { fr: "fort", en: "high", }
    access_and_need(class: &str, near: &str, much: &str) {
        fr: "{class}  aide {near}, besoin {much}",
        en: "{class}  help {near}, need {much}",
    }
    cannot_say {
        fr: "classement incertain",
        en: "uncertain class",
    }
    too_few {
        fr: "effectif trop faible pour être classé isolément",
        en: "too few people to be classed alone",
    }
    no_estimate {
        fr: "sans estimation ou sans habitant",
        en: "no estimate or no resident",
    }
    certainty {
        fr: "Communes à la fois éloignées de l'aide et en fort besoin : degré de certitude",
        en: "Communes both far from help and in high need: degree of certainty",
    }
    certainty_heading {
        fr: "Éloignement et besoin parmi les plus forts",
        en: "Among the furthest and the neediest",
    }
    almost_surely { fr: "presque certain (plus de 95 %)", en: "almost certain (over 95 %)", }
    probably { fr: "probable (de 80 à 95 %)", en: "probable (80 to 95 %)", }
    hardly { fr: "improbable (de 5 à 20 %)", en: "improbable (5 to 20 %)", }
    surely_not { fr: "presque exclu (5 % ou moins)", en: "almost excluded (5 % or less)", }
}

// People, minutes, hot spots.

words! {
    people_beyond(limit: maillage_core::travel::Limit) {
        fr: "Personnes à plus de {limit} d'un lieu d'aide",
        en: "People further than {limit} from a place of help",
    }
    minutes_within_reach {
        fr: "Minutes d'aide par semaine à portée",
        en: "Minutes of help a week within reach",
    }
    with_people { fr: "surface proportionnelle au nombre de personnes", en: "area in proportion to the number of people", }
    all_covered { fr: "aucune personne non couverte", en: "everybody covered", }
    people_unknown { fr: "nombre inconnu", en: "number unknown", }
    minutes {
        fr: "Aide disponible, partagée entre ceux qui peuvent s'y rendre",
        en: "Help available, shared among all who can reach it",
    }
    minutes_for_a_thousand {
        fr: "Minutes d'aide par semaine pour 1 000 personnes",
        en: "Minutes of help a week for 1,000 people",
    }
    no_minutes {
        fr: "aucun lieu aux horaires connus à portée",
        en: "no place of known hours within reach",
    }
    hot_spots(column: &str) {
        fr: "Points chauds et froids : {column}",
        en: "Hot and cold spots: {column}",
    }
}

// Territories, gaps and change.

words! {
    covered_share(limit: maillage_core::travel::Limit) {
        fr: "Habitants à {limit} ou moins d'un lieu d'aide",
        en: "Residents within {limit} of a place of help",
    }
    no_share { fr: "non mesuré", en: "not measured", }
    gaps { fr: "Lacunes de l'aide et leurs motifs", en: "Where help is missing, and why", }
    gaps_heading { fr: "Nature du manque", en: "What is missing", }
    too_far_gap { fr: "aide trop loin", en: "help too far", }
    itinerant_gap { fr: "aide itinérante seulement", en: "itinerant help only", }
    hours_gap { fr: "horaires insuffisants", en: "too few hours", }
    change {
        fr: "Évolution de l'accès à l'aide",
        en: "Change in access to help",
    }
    change_of_france_services {
        fr: "Évolution de l'accès aux lieux France Services",
        en: "Change in access to France Services",
    }
    change_heading { fr: "Évolution", en: "Change", }
    changed_places {
        fr: "Évolution des lieux",
        en: "Change of places",
    }
    free { fr: "gratuit", en: "free of charge", }
    accessible { fr: "accessible", en: "accessible", }
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
    places { fr: "Lieux d'aide numérique", en: "Places of digital help", }
    mediation { fr: "Médiation numérique", en: "Médiation numérique", }
    france_services { fr: "France Services", en: "France Services", }
    itinerant { fr: "Itinérant", en: "Itinerant", }
    hours_unknown { fr: "horaires inconnus, non compté", en: "hours unknown, not counted", }
    idle { fr: "non pris en compte", en: "not counted", }
    other { fr: "autre", en: "other", }
    tours { fr: "Tournées", en: "Rounds", }
    line { fr: "tracé", en: "line", }
    stops { fr: "arrêts", en: "stops", }
}
