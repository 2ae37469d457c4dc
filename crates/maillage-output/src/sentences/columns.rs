//! The titles of columns. A name that both languages share is written twice.

use maillage_core::{model::Kind, travel::Limit};
use maillage_words::words;

use super::styles;
use crate::Words;

// Communes and need.

words! {
    insee_code { fr: "Code Insee", en: "INSEE code", }
    commune { fr: "Commune", en: "Commune", }
    departement { fr: "Département", en: "Département", }
    epci { fr: "EPCI (SIREN)", en: "EPCI (SIREN)", }
    epci_name { fr: "EPCI", en: "EPCI", }
    residents { fr: "Habitants", en: "Residents", }
    illectronism { fr: "Illectronisme", en: "Illectronism", }
    need(column: &str) { fr: "Besoin : {column}", en: "Need: {column}", }
    people { fr: " (personnes)", en: " (people)", }
    low_people { fr: ", borne basse (personnes)", en: ", lower bound (people)", }
    high_people { fr: ", borne haute (personnes)", en: ", upper bound (people)", }
    per_cent { fr: " (%)", en: " (%)", }
}

// Distances.

words! {
    distance {
        fr: "Distance moyenne des habitants au lieu le plus proche (km)",
        en: "Mean distance of residents to the nearest place (km)",
    }
    distance_from_point {
        fr: "Distance de la mairie, ou du centre de la commune, au lieu le plus proche (km)",
        en: "Distance from the town hall, or from the centre, to the nearest place (km)",
    }
    median_distance {
        fr: "Distance médiane des habitants (km)",
        en: "Median distance of residents (km)",
    }
    p90_distance {
        fr: "Distance dépassée par 10 % des habitants (km)",
        en: "Distance exceeded by 10 % of residents (km)",
    }
    longest_distance { fr: "Distance la plus longue (km)", en: "Longest distance (km)", }
    nearest_id { fr: "Lieu le plus proche (identifiant)", en: "Nearest place (id)", }
    nearest_name { fr: "Lieu le plus proche", en: "Nearest place", }
    nearest_kind { fr: "Type de ce lieu", en: "Kind of that place", }
    nearest_precision {
        fr: "Position de ce lieu : la sienne ou celle de sa commune",
        en: "Position of that place: its own or its commune's",
    }
    mediation_distance {
        fr: "Distance au lieu de médiation numérique le plus proche (km)",
        en: "Distance to the nearest place of médiation numérique (km)",
    }
    france_services_distance {
        fr: "Distance au lieu France Services fixe le plus proche (km)",
        en: "Distance to the nearest fixed France Services place (km)",
    }
    itinerant_distance {
        fr: "Distance à l'arrêt de tournée le plus proche (km)",
        en: "Distance to the nearest stop of a round (km)",
    }
    fixed_distance {
        fr: "Distance au lieu fixe le plus proche (km)",
        en: "Distance to the nearest fixed place (km)",
    }
    duration {
        fr: "Temps de trajet moyen des habitants au lieu atteint le plus vite (min)",
        en: "Mean travel time of residents to the place reached soonest (min)",
    }
    soonest_id {
        fr: "Lieu atteint le plus vite (identifiant)",
        en: "Place reached soonest (id)",
    }
    soonest_name { fr: "Lieu atteint le plus vite", en: "Place reached soonest", }
    soonest_kind {
        fr: "Type du lieu atteint le plus vite",
        en: "Kind of the place reached soonest",
    }
    mediation_duration {
        fr: "Temps de trajet vers le lieu de médiation numérique atteint le plus vite (min)",
        en: "Travel time to the place of médiation numérique reached soonest (min)",
    }
    france_services_duration {
        fr: "Temps de trajet vers le lieu France Services fixe atteint le plus vite (min)",
        en: "Travel time to the fixed France Services place reached soonest (min)",
    }
    itinerant_duration {
        fr: "Temps de trajet vers l'arrêt de tournée atteint le plus vite (min)",
        en: "Travel time to the stop of a round reached soonest (min)",
    }
    fixed_duration {
        fr: "Temps de trajet vers le lieu fixe atteint le plus vite (min)",
        en: "Travel time to the fixed place reached soonest (min)",
    }
    duration_gained {
        fr: "Réduction du temps de trajet due aux tournées (min)",
        en: "Travel time saved by rounds (min)",
    }
    places_within(limit: Limit) {
        fr: "Lieux à {limit} ou moins",
        en: "Places within {limit}",
    }
    residents_within(limit: Limit) {
        fr: "Habitants à {limit} ou moins d'un lieu (%)",
        en: "Residents within {limit} of a place (%)",
    }
}

// Classes and ranks.

words! {
    distance_gained {
        fr: "Réduction de la distance due aux tournées (km)",
        en: "Distance saved by rounds (km)",
    }
    access_class {
        fr: "Classe d'éloignement (3 = le plus éloigné)",
        en: "Class of distance (3 = furthest)",
    }
    fixed_limits { fr: ", limites fixées", en: ", fixed limits", }
    need_class {
        fr: "Classe de besoin (3 = le plus fort)",
        en: "Need class (3 = greatest)",
    }
    class { fr: "Éloignement et besoin (3-3 = situation la moins favorable)", en: "Distance and need (3-3 = worst)", }
    illectronic_beyond(limit: Limit) {
        fr: "Personnes en situation d'illectronisme à plus de {limit} d'un lieu",
        en: "People in illectronism further than {limit} from a place",
    }
    residents_beyond(limit: Limit) {
        fr: "Habitants à plus de {limit} d'un lieu",
        en: "Residents further than {limit} from a place",
    }
    people_beyond(limit: Limit) {
        fr: "Personnes concernées à plus de {limit} d'un lieu",
        en: "People concerned further than {limit} from a place",
    }
    rank {
        fr: "Rang (1 = le plus de personnes non couvertes)",
        en: "Rank (1 = most people uncovered)",
    }
    reason { fr: "Motif", en: "Reason", }
}

// Choice.

words! {
    two_places_within(limit: Limit) {
        fr: "Habitants disposant d'au moins deux lieux à {limit} ou moins (%)",
        en: "Residents with two places or more within {limit} (%)",
    }
    second_nearest {
        fr: "Trajet moyen jusqu'au deuxième lieu le plus proche",
        en: "Mean journey to the second nearest place",
    }
    third_nearest {
        fr: "Trajet moyen jusqu'au troisième lieu le plus proche",
        en: "Mean journey to the third nearest place",
    }
    of_kind_within(kind: &str, limit: Limit) {
        fr: "Lieux à {limit} ou moins : {kind}",
        en: "Places within {limit}: {kind}",
    }
    with_service_within(service: &str, limit: Limit) {
        fr: "Lieux à {limit} ou moins qui proposent : {service}",
        en: "Places within {limit} that offer: {service}",
    }
}

/// A kind of place.
pub fn kind_of_place(kind: Kind) -> Words {
    match kind {
        Kind::Mediation => styles::mediation(),
        Kind::FranceServices => styles::france_services(),
        Kind::Itinerant => styles::itinerant(),
    }
}

// Help in time.

words! {
    minutes_within(limit: Limit) {
        fr: "Minutes d'aide par semaine à {limit} ou moins (horaires connus)",
        en: "Minutes of help a week within {limit} (hours known)",
    }
    unknown_hours_within(limit: Limit) {
        fr: "Lieux à {limit} ou moins dont les horaires sont inconnus",
        en: "Places within {limit} whose hours are unknown",
    }
    mean_wait(limit: Limit) {
        fr: "Attente moyenne avant une aide à {limit} ou moins (jours)",
        en: "Mean wait for help within {limit} (days)",
    }
    p95_wait(limit: Limit) {
        fr: "Attente avant une aide à {limit} ou moins, 95e centile (jours)",
        en: "95th percentile of the wait for help within {limit} (days)",
    }
    longest_wait(limit: Limit) {
        fr: "Attente la plus longue avant une aide à {limit} ou moins (jours)",
        en: "Longest wait for help within {limit} (days)",
    }
    without_help_a_week(limit: Limit) {
        fr: "Part du temps sans aide à {limit} ou moins dans les 7 jours (%)",
        en: "Share of the time without help within {limit} in the next 7 days (%)",
    }
    residents_gained(limit: Limit) {
        fr: "Habitants à {limit} ou moins d'un lieu grâce aux seules tournées",
        en: "Residents within {limit} of a place thanks to rounds only",
    }
    tour_distance {
        fr: "Distance au tracé de la tournée la plus proche (km)",
        en: "Distance to the line of the nearest round (km)",
    }
    tours_passing {
        fr: "Tournées qui traversent la commune sans s'y arrêter",
        en: "Rounds that cross the commune without stopping",
    }
}

// How sure need is.

words! {
    adults { fr: "Habitants de 15 ans ou plus", en: "Residents aged 15 and over", }
    need_quality {
        fr: "Nature du besoin : estimation, petit_effectif, donnee, hors_champ",
        en: "Nature of the need: estimation (estimate), petit_effectif (too few people), donnee (given), hors_champ (outside the survey)",
    }
    worst_class_probability {
        fr: "Probabilité d'appartenir à la classe 3-3",
        en: "Probability of class 3-3",
    }
    verdict {
        fr: "Classe 3-3 : probable, improbable, indecis (classement incertain)",
        en: "Class 3-3: probable, improbable, indecis (uncertain)",
    }
    rank_at_worst { fr: "Rang le plus défavorable", en: "Worst possible rank", }
    rank_at_best { fr: "Rang le plus favorable", en: "Best possible rank", }
    border_uncertain {
        fr: "Distance incertaine (1 = territoire voisin non couvert par les listes, plus proche que le lieu)",
        en: "Uncertain distance (1 = the lists do not cover an area that is nearer than the place)",
    }
    uncovered_low {
        fr: "Personnes non couvertes, borne basse",
        en: "People uncovered, lower bound",
    }
    uncovered_high {
        fr: "Personnes non couvertes, borne haute",
        en: "People uncovered, upper bound",
    }
}

// Places.

words! {
    id_in_list { fr: "Identifiant dans la liste", en: "Identifier in the list", }
    name { fr: "Nom", en: "Name", }
    kind { fr: "Type", en: "Kind", }
    insee_code_of_commune {
        fr: "Code Insee de la commune",
        en: "INSEE code of the commune",
    }
    source_file { fr: "Fichier d'origine", en: "File it was read from", }
    source_line { fr: "Ligne dans ce fichier", en: "Line in that file", }
    kinds { fr: "Types du lieu", en: "Kinds of the place", }
    precision { fr: "Précision de la position", en: "Precision of the position", }
    ids_in_lists { fr: "Identifiants dans les listes", en: "Identifiers in the lists", }
    sources { fr: "Fichiers et lignes d'origine", en: "Files and lines read", }
    latitude { fr: "Latitude", en: "Latitude", }
    longitude { fr: "Longitude", en: "Longitude", }
    is_stop { fr: "Arrêt d'une tournée", en: "Stop of a round", }
    tour { fr: "Tournée", en: "Round", }
    order_in_tour { fr: "Ordre dans la tournée", en: "Order in the round", }
    recurrence { fr: "Jours et heures de passage", en: "Days and hours", }
    valid_from { fr: "Valable du", en: "Valid from", }
    valid_to { fr: "Valable au", en: "Valid to", }
    hours_in_words { fr: "Jours et heures, en clair", en: "Days and hours, in French", }
    hours_confidence {
        fr: "Confiance dans la lecture des horaires (0 à 1)",
        en: "Confidence in the reading of the hours (0 to 1)",
    }
    presence_minutes {
        fr: "Minutes de présence par semaine",
        en: "Minutes of presence a week",
    }
    first_date { fr: "Première date de la période", en: "First date of the period", }
}

// Tours.

words! {
    line_or_stop { fr: "Tracé ou arrêt", en: "Line or stop", }
    vehicle { fr: "Véhicule", en: "Vehicle", }
    stop { fr: "Arrêt", en: "Stop", }
    length { fr: "Longueur (km)", en: "Length (km)", }
    stops { fr: "Nombre d'arrêts", en: "Number of stops", }
    communes_passed { fr: "Communes traversées", en: "Communes crossed", }
    number_passed_without_stop {
        fr: "Nombre de communes traversées sans arrêt",
        en: "Number of communes crossed without a stop",
    }
    communes_passed_without_stop {
        fr: "Communes traversées sans arrêt",
        en: "Communes crossed without a stop",
    }
    line { fr: "Tracé", en: "Line", }
    days_and_hours { fr: "Jours et heures", en: "Days and hours", }
    minutes_a_week { fr: "Minutes par semaine", en: "Minutes a week", }
    first_day_served {
        fr: "Premier passage de la période",
        en: "First visit of the period",
    }
    place_id { fr: "Identifiant du lieu", en: "Identifier of the place", }
}
