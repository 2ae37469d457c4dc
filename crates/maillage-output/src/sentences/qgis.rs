//! Names of groups, borders, bookmarks and texts of the layouts in a QGIS project.

use maillage_words::words;

words! {
    places_group { fr: "Lieux et tournées", en: "Places and rounds", }
    borders_group { fr: "Limites administratives", en: "Administrative borders", }
    communes_group { fr: "Communes", en: "Communes", }
    territories_group { fr: "Territoires et lacunes", en: "Territories and gaps", }
    tables_group { fr: "Tableaux", en: "Tables", }
    departement_borders { fr: "Limites des départements", en: "Borders of départements", }
    epci_borders { fr: "Limites des EPCI", en: "Borders of EPCI", }
    mainland { fr: "France métropolitaine", en: "Mainland France", }
    bookmarks { fr: "Aller à", en: "Go to", }
    legend { fr: "Légende", en: "Legend", }
    digital_help { fr: "médiation numérique", en: "help with digital life", }
    digital_inclusion { fr: "inclusion numérique", en: "digital inclusion", }
    accessibility { fr: "accessibilité", en: "accessibility", }
    largest_communes(count: usize) {
        fr: "Les {count} communes les plus peuplées", en: "The {count} communes with the most residents",
    }
    with_largest_circle(class: &str, people: &str) {
        fr: "{class} ; le plus grand cercle : {people}",
        en: "{class}; the largest circle: {people}",
    }
    other_communes { fr: "Autres communes", en: "Other communes", }
}

sentences! {
    period(first: &str, last: &str) {
        fr: "Période : du {first} au {last}.",
        en: "Period: from {first} to {last}.",
    }
    sources(of: &str) {
        fr: "Sources : {of}.",
        en: "Sources: {of}.",
    }
    licence(name: &str) {
        fr: "Données géographiques : {name}.",
        en: "Geographic data: {name}.",
    }
    overseas_elsewhere {
        fr: "La légende compte aussi les départements d'outre-mer, absents de cette page (voir les signets).",
        en: "The legend also counts the overseas départements, which are not on this page (see the bookmarks).",
    }
    projection(system: &str) {
        fr: "Projection : {system}.",
        en: "Projection: {system}.",
    }
}
