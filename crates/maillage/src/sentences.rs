//! What errors of the jobs say, in both languages. The name of the option and its value stand
//! before each.

use std::path::Path;

use maillage_words::words;

words! {
    no_column_of_numbers {
        fr: "n'est pas une colonne de nombres de la couche des communes\u{202f}; en donner une, par exemple distance_km, minutes_par_personne_semaine ou personnes_non_couvertes",
        en: "is no column of numbers of the layer of communes; give one such as distance_km, minutes_par_personne_semaine or personnes_non_couvertes",
    }
    weighs_by_need {
        fr: "pondère les carreaux d'un carroyage par leur besoin estimé\u{202f}; ajouter `sources.residents` et `sources.rates`",
        en: "weighs the cells of a grid by their estimated need; add `sources.residents` and `sources.rates`",
    }
    no_number_of_people {
        fr: "n'est pas un nombre de personnes\u{202f}; en donner un, par exemple 800",
        en: "is no number of people; give one such as 800",
    }
    serves_nobody {
        fr: "est un lieu qui ne dessert personne dans ce calcul\u{a0}: sa fermeture ne changerait rien",
        en: "is a place that serves nobody in this run: its closing would change nothing",
    }
    swapped {
        fr: "est loin du territoire, mais s'y trouve si les deux nombres sont inversés\u{202f}; donner la longitude d'abord",
        en: "lies far from the territory, and in it the other way round; give the longitude first",
    }
    far {
        fr: "est loin du territoire et ne desservirait personne\u{202f}; donner LON,LAT, comme 0.6726,46.0134",
        en: "lies far from the territory and would serve nobody; give LON,LAT, as in 0.6726,46.0134",
    }
    list_far {
        fr: "ne contient aucun lieu dans le territoire ni à proximité",
        en: "holds no place in the territory or near it",
    }
    no_such_place {
        fr: "n'est l'identifiant d'aucun lieu du territoire\u{202f}; les identifiants sont dans la colonne `id` de la couche des lieux",
        en: "is the identifier of no place of the territory; the layer of places has them in its column `id`",
    }
    several_places {
        fr: "est l'identifiant de plusieurs lieux\u{202f}; le donner avec le nom de sa liste",
        en: "is the identifier of several places; give one with the name of its list",
    }
    nothing_to_compute {
        fr: "ne laisse rien à calculer\u{202f}; donner une méthode, comme e2sfca, ou demander les lieux les plus proches avec `options.nearest`",
        en: "leaves nothing to compute; give one such as e2sfca, or ask for the nearest places with `options.nearest`",
    }
    demand_needed {
        fr: "partage les lieux entre les personnes qui les atteignent\u{202f}; ajouter `sources.demand`",
        en: "shares places among the people who reach them; add `sources.demand`",
    }
}

// What a layer to compare lacks.

words! {
    no_commune_of(other: &Path) {
        fr: "elle ne contient aucune commune de {other}",
        en: "it has no commune of {other}",
    }
    no_catalogue {
        fr: "ce n'est pas un catalogue\u{202f}; `jobs.catalogue` en écrit un",
        en: "it is no catalogue; `jobs.catalogue` writes one",
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_french_line_breaks_before_a_sign() {
        let lapses = maillage_words::typography::lapses(include_str!("sentences.rs"));
        assert_eq!(lapses, [""; 0]);
    }
}
