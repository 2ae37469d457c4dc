//! The report of a run: accounts of files, supply in time, need, what was found.

use std::fmt::Display;

use maillage_core::travel::Limit;

// Accounts of files.

sentences! {
    account(file: &str, read: usize, kept: usize, merged: usize, set_aside: usize) {
        fr: "  {file} : {read} lignes lues = {kept} retenues + {merged} fusionnées + {set_aside} écartées",
        en: "  {file}: {read} rows read = {kept} kept + {merged} merged + {set_aside} set aside",
    }
    no_row_serves {
        fr: "      ! aucune ligne de ce fichier ne sert",
        en: "      ! no row of this file serves",
    }
    identity(rows: usize, places: usize, certain: usize, alike: usize, doubtful: usize) {
        fr: "\n{rows} lieux lus → {places} : {certain} fusionnés certains, {alike} fusionnés par ressemblance, {doubtful} paires douteuses.",
        en: "\n{rows} places read → {places}: {certain} merged for certain, {alike} merged by likeness, {doubtful} doubtful pairs.",
    }
}

// The territory.

sentences! {
    list_elsewhere(file: &str, places: usize, inside: usize, departements: &str) [within = "sources.within"] {
        fr: "! {file} n'est sans doute pas la liste de ce territoire : {inside} de ses {places} lieux y sont, les autres ailleurs ({departements}). Les distances ci-dessous ne valent que si d'autres listes le couvrent ; choisir la liste du territoire, ou son territoire avec {within}.",
        en: "! {file} is probably not the list of this territory: {inside} of its {places} places are in it, the others elsewhere ({departements}). The distances below hold only if other lists cover it; choose the list of the territory, or its territory with {within}.",
    }
    all_of_france {
        fr: "Territoire : la métropole et les cinq départements d'outre-mer (les collectivités d'outre-mer n'ont pas de contours ici).",
        en: "Territory: the métropole and the five overseas départements (overseas collectivities have no contours here).",
    }
    territory(areas: &str) {
        fr: "Territoire : {areas}.",
        en: "Territory: {areas}.",
    }
    territory_of_lists(areas: &str) [within = "sources.within"] {
        fr: "Territoire : {areas}, où sont les lieux des listes ({within} en choisit un autre).",
        en: "Territory: {areas}, where the places of the lists are ({within} chooses another).",
    }
    strays(strays: &str) {
        fr: "! Départements écartés du territoire, où les listes n'ont que quelques lieux (entre parenthèses) : {strays}.",
        en: "! Départements left out of the territory, where the lists have a few places only (in brackets): {strays}.",
    }
    lists_of_one_epci(epci: &str) [within = "sources.within"] {
        fr: "! Les lieux sont presque tous dans un seul EPCI, {epci} ; si la liste ne couvre que lui, les autres communes paraissent à tort sans lieu : le choisir avec {within}.",
        en: "! Nearly all places are in one EPCI, {epci}; if the list covers no more than it, the other communes wrongly seem to have no place: choose it with {within}.",
    }
    brought_along(tables: &str) {
        fr: "Apportés par le programme : {tables}.",
        en: "Brought along by the program: {tables}.",
    }
    drawn_together(communes: &str) {
        fr: "! Communes rétablies depuis le tracé des contours, comptées avec celle qu'elles ont quittée : {communes}.",
        en: "! Communes restored since the contours were drawn, counted with the one that they left: {communes}.",
    }
    and_more(first: &str, more: usize) {
        fr: "{first} et {more} autres",
        en: "{first} and {more} more",
    }
    unlisted(departements: &str, uncovered: f64) [within = "sources.within"] {
        fr: "\n! Les listes n'ont aucun lieu, ou presque, dans des départements du territoire : {departements}. Elles ne les couvrent sans doute pas : leurs communes sont marquées (colonne bord_incertain) et absentes du palmarès ; {uncovered:.0} des personnes non couvertes y habitent. Ajouter les listes qui manquent, ou choisir un autre territoire avec {within}.",
        en: "\n! The lists have no place, or next to none, in départements of the territory: {departements}. They probably do not cover them: their communes are marked (column bord_incertain) and not ranked below; {uncovered:.0} of the people not covered live there. Add the lists that are missing, or choose another territory with {within}.",
    }
    borders_unknown [communes = "sources.communes", within = "sources.within"] {
        fr: "\n! Les contours donnés s'arrêtent au territoire : près de ses limites, les distances peuvent être trop longues si les listes ne vont pas au-delà (colonne bord_incertain vide). {within} sans {communes} en juge.",
        en: "\n! The contours given end with the territory: near its borders, distances may be too long if the lists do not go beyond (column bord_incertain empty). {within} without {communes} judges it.",
    }
    too_few_places {
        fr: "\n! Trop peu de lieux pour juger où s'arrêtent les listes (colonne bord_incertain vide) : une commune loin de tout lieu peut en avoir un qu'elles ne disent pas.",
        en: "\n! Too few places to judge where the lists end (column bord_incertain empty): a commune far from any place may have one that they do not tell.",
    }
    open_borders(communes: usize, uncovered: f64, beyond: &str) {
        fr: "\n! {communes} communes plus proches d'un département où les listes n'ont presque rien que de leur lieu ({beyond}) : leur distance peut être trop longue (colonne bord_incertain), elles sont absentes du palmarès, et {uncovered:.0} des personnes non couvertes y habitent ; ajouter les listes de ces départements.",
        en: "\n! {communes} communes nearer to a département of which the lists have next to nothing than to their place ({beyond}): their distance may be too long (column bord_incertain), they are not ranked below, and {uncovered:.0} of the people not covered live there; add the lists of these départements.",
    }
    own_place_far(communes: usize, limit: Limit, named: &str) {
        fr: "! {communes} communes disposent d'un lieu sur leur territoire, mais à plus de {limit} de leur point de départ : {named}.",
        en: "! {communes} communes have a place of their own that is yet beyond {limit} from their point of departure: {named}.",
    }
}

words! {
    brought_contours {
        fr: "contours (IGN 2018 généralisés, portés au COG 2026)",
        en: "contours (IGN 2018 generalised, carried to the codes of 2026)",
    }
    brought_population {
        fr: "populations (INSEE 2023, Mayotte 2017)",
        en: "populations (INSEE 2023, Mayotte 2017)",
    }
    brought_population_before(communes: usize) {
        fr: "populations de 2016 pour {communes} communes fusionnées depuis (contours d'avant)",
        en: "populations of 2016 for {communes} communes merged since (older contours)",
    }
    completed_population {
        fr: "populations des départements absents de la table donnée (INSEE 2023, Mayotte 2017)",
        en: "populations of the départements absent from the table given (INSEE 2023, Mayotte 2017)",
    }
    completed_membership {
        fr: "EPCI des communes absentes de la table donnée (DGCL 2026)",
        en: "EPCI of the communes absent from the table given (DGCL 2026)",
    }
    completed_chefs_lieux {
        fr: "chefs-lieux des communes absentes de la table donnée (IGN 2020)",
        en: "chefs-lieux of the communes absent from the table given (IGN 2020)",
    }
    brought_membership { fr: "EPCI (DGCL 2026)", en: "EPCI (DGCL 2026)", }
    brought_chefs_lieux { fr: "chefs-lieux (IGN 2020)", en: "chefs-lieux (IGN 2020)", }
    brought_history {
        fr: "historique des codes (INSEE 2018-2024, Etalab 2026)",
        en: "history of the codes (INSEE 2018-2024, Etalab 2026)",
    }
}

// Distances.

sentences! {
    covered(communes: usize, covered: usize, limit: Limit, half: &str) {
        fr: "\n{communes} communes, dont {covered} à {limit} ou moins d'un lieu d'aide{half}.",
        en: "\n{communes} communes, {covered} of them within {limit} of help{half}.",
    }
    pairs(needed: usize, missing: usize) {
        fr: "Table de trajets : {needed} trajets entre une commune et un lieu qui sert, dont {missing} que la table ne dit pas.",
        en: "Travel table: {needed} pairs of a commune and a place that serves, {missing} of them not in the table.",
    }
    travel_unknown(communes: usize, without: usize, own: usize) [field = "options.own_commune_min"] {
        fr: "! {communes} communes au trajet inconnu (motif trajet_inconnu), comptées à part : {without} sans aucun trajet dans la table, {own} où manque le trajet vers un lieu de la commune ({field} en donne un).",
        en: "! {communes} communes whose travel is unknown (motif trajet_inconnu), counted apart: {without} without any pair in the table, {own} that lack the way to a place of their own ({field} gives one).",
    }
    beyond_buffer(beyond: usize, buffer: f64) [field = "options.buffer_km"] {
        fr: "{beyond} communes ont leur lieu le plus proche au-delà de la marge de {buffer} km : un plus proche a pu être laissé dehors, agrandir {field}.",
        en: "{beyond} communes have their nearest place beyond the buffer of {buffer} km: a nearer one may have been left out, raise {field}.",
    }
    counted_beyond_buffer(counted: f64) [field = "options.buffer_km"] {
        fr: "! La marge est plus petite que le seuil de {counted} km : près des bords les comptes manquent des lieux, agrandir {field}.",
        en: "! The buffer is smaller than the threshold of {counted} km: near the border the counts miss places, raise {field}.",
    }
    one_point_a_commune [residents = "sources.residents", chefs_lieux = "sources.chefs_lieux"] {
        fr: "Distances depuis un point par commune : dans une grande commune il peut être loin de ses habitants ({residents} les situe, {chefs_lieux} donne les mairies).",
        en: "Distances from one point a commune: in a large commune it may be far from its people ({residents} tells where they live, {chefs_lieux} gives the town halls).",
    }
    from_chefs_lieux [residents = "sources.residents"] {
        fr: "Distances depuis un point par commune, le chef-lieu où il est connu. L'écart attendu avec la distance moyenne des habitants ne dépasse pas 0,5 km pour une commune sur deux, 1,5 km pour neuf sur dix (jugé sur Bordeaux Métropole et 253 communes fusionnées ; {residents} situe les habitants).",
        en: "Distances from one point a commune, the chef-lieu where it is known. The expected difference from the mean distance of the residents is at most 0.5 km for half of the communes, 1.5 km for nine in ten (judged on Bordeaux Métropole and 253 merged communes; {residents} tells where people live).",
    }
    without_cells(communes: usize) {
        fr: "! {communes} communes sans carreau habité, mesurées depuis un point : les comparer aux autres avec prudence.",
        en: "! {communes} communes without a cell where people live, measured from one point: compare them to the others with care.",
    }
    roughly_measured(communes: usize) {
        fr: "! {communes} communes ont pour lieu le plus proche un lieu dont on ne connaît que la commune (liste dans metadata.distances_approchees).",
        en: "! {communes} communes have for nearest place one of which only the commune is known (listed in metadata.distances_approchees).",
    }
    across_water(communes: usize) {
        fr: "! {communes} communes ont leur lieu le plus proche de l'autre côté de l'eau (liste dans metadata.traversees_maritimes).",
        en: "! {communes} communes have their nearest place across water (listed in metadata.traversees_maritimes).",
    }
    furthest(rank: usize, name: &str, code: &str, people: f64, distance: &str, reason: &str) {
        fr: "  {rank}. {name} ({code}) : {people:.0} personnes, {distance}, {reason}",
        en: "  {rank}. {name} ({code}): {people:.0} people, {distance}, {reason}",
    }
}

words! {
    for_half_of_residents {
        fr: " pour la moitié de leurs habitants ou plus",
        en: " for half of their residents or more",
    }
}

// Tables that lack communes.

sentences! {
    missing(communes: usize, what: &str, remedy: &str) {
        fr: "! {communes} communes sans {what} dans la table donnée{remedy}.",
        en: "! {communes} communes without {what} in the table given{remedy}.",
    }
    of_another_year [passage = "sources.passage"] {
        fr: " (d'une autre année que les contours ? ajouter {passage})",
        en: " (of another year than the contours? add {passage})",
    }
}

words! {
    residents { fr: "population", en: "residents", }
    need { fr: "besoin", en: "need", }
    margins { fr: "marges", en: "margins", }
    ages { fr: "âges", en: "ages", }
    epci { fr: "EPCI", en: "EPCI", }
    town_hall { fr: "mairie", en: "town hall", }
}

// Supply in time.

sentences! {
    period(period: &dyn Display, known: usize, places: usize) {
        fr: "Période comptée : {period}. Horaires connus de {known} lieux sur {places}.",
        en: "Counted over {period}. Hours known of {known} of {places} places.",
    }
    serving(asked: &str, serving: usize, perhaps: usize, limit: Limit) [field = "options.hours.unknown_hours"] {
        fr: "{asked} : {serving} lieux servent. {perhaps} communes non couvertes ont à {limit} ou moins un lieu dont l'horaire est inconnu ({field} open les fait servir).",
        en: "{asked}: {serving} places serve. {perhaps} communes that are not covered have a place of unknown hours within {limit} ({field} open lets those serve).",
    }
    asked_at(at: &dyn Display) [field = "options.hours.at"] {
        fr: "{field} {at}",
        en: "{field} {at}",
    }
    asked_window(window: &dyn Display) [field = "options.hours.window"] {
        fr: "{field} \"{window}\"",
        en: "{field} \"{window}\"",
    }
    asked_minutes(minutes: f64) [field = "options.hours.min_minutes_per_week"] {
        fr: "{field} {minutes}",
        en: "{field} {minutes}",
    }
    gained(limit: Limit, communes: usize, people: &str) {
        fr: "Communes dont des habitants sont à {limit} ou moins d'une aide grâce aux seules tournées : {communes}{people}.",
        en: "Communes with residents within {limit} of help thanks to rounds only: {communes}{people}.",
    }
    people_gained(people: f64) {
        fr: " ({people:.0} habitants)",
        en: " ({people:.0} residents)",
    }
}

// What is asked of places.

sentences! {
    offering(asked: &str, offering: usize, not_offering: usize, untold: usize) [field = "options.offer.untold"] {
        fr: "{asked} : lieux qui le proposent et servent : {offering} ; qui ne le proposent pas : {not_offering} ; dont la liste n'en dit rien, et qui ne servent pas : {untold} ({field} serve les fait servir).",
        en: "{asked}: places that offer it and serve: {offering}; that do not offer it: {not_offering}; that do not tell, and do not serve: {untold} ({field} serve lets them serve).",
    }
    offering_or_untold(asked: &str, offering: usize, untold: usize, not_offering: usize) [field = "options.offer.untold"] {
        fr: "{asked} : lieux qui le proposent et servent : {offering} ; dont la liste n'en dit rien, et qui servent aussi ({field} serve) : {untold} ; qui ne le proposent pas : {not_offering}.",
        en: "{asked}: places that offer it and serve: {offering}; that do not tell, and serve as well ({field} serve): {untold}; that do not offer it: {not_offering}.",
    }
    word_stands_for(word: &str, values: &str) {
        fr: "      « {word} » : {values}",
        en: "      “{word}”: {values}",
    }
    word_of_everybody(word: &str) {
        fr: "      « {word} » : seuls des lieux pour tous les publics",
        en: "      “{word}”: only places for everybody",
    }
    asked_service(word: &str) [field = "options.offer.services"] {
        fr: "{field} \"{word}\"",
        en: "{field} \"{word}\"",
    }
    asked_label(word: &str) [field = "options.offer.labels"] {
        fr: "{field} \"{word}\"",
        en: "{field} \"{word}\"",
    }
    asked_public(word: &str) [field = "options.offer.publics"] {
        fr: "{field} \"{word}\"",
        en: "{field} \"{word}\"",
    }
    asked_free [field = "options.offer.free"] { fr: "{field}", en: "{field}", }
    asked_accessible [field = "options.offer.accessible"] { fr: "{field}", en: "{field}", }
}

// How need was estimated.

sentences! {
    need_estimated(id: &str, year: u16, covers: &str) {
        fr: "\nBesoin estimé d'après {id} ({year} ; {covers}).",
        // Whom the survey covers is told in the table's own words, which are French.
        en: "\nNeed estimated from {id} ({year}).",
    }
    rates_verified(verified: usize, known: usize, id: &str) [command = "jobs.rates"] {
        fr: "      taux vérifiés dans la publication même : {verified} sur {known} ({command} {id})",
        en: "      rates verified in the publication itself: {verified} of {known} ({command} {id})",
    }
    bands_split(rule: &str, bands: &str) {
        fr: "      tranches d'âge partagées {rule} : {bands}",
        en: "      bands of age split {rule}: {bands}",
    }
    calibrated(area: &dyn Display, factor: f64, before: f64, after: f64) {
        fr: "      calage {area} : facteur {factor:.3} ({before:.0} → {after:.0} personnes)",
        en: "      calibrated {area}: factor {factor:.3} ({before:.0} → {after:.0} people)",
    }
    published_rates(national: f64) {
        fr: "      taux publiés en proportion du taux national, et ce que les âges laissent attendre (France : {national:.1} %) :",
        en: "      published rates as a proportion of the national one, and what ages make expect (France: {national:.1} %):",
    }
    published_rates_header {
        fr: "                publié  / France  (rapport)   attendu / France (rapport)   écart des rapports",
        en: "              published / France  (ratio)    expected / France  (ratio)   ratios differ by",
    }
    between_areas(between: f64, assumed: f64) {
        fr: "      écart-type entre ces territoires : {between:.3} (supposé par la table : {assumed:.3})",
        en: "      standard deviation between these areas: {between:.3} (assumed by the table: {assumed:.3})",
    }
}

words! {
    closed_to_total { fr: ", fermé au total", en: ", closed to the total", }
    as_the_pyramid { fr: "comme la pyramide de référence", en: "as the reference pyramid", }
    evenly { fr: "également par année d'âge", en: "evenly by year of age", }
}

// People concerned.

sentences! {
    people(people: f64, who: &str, uncovered: f64) {
        fr: "{people:.0} {who}, dont {uncovered:.0} non couvertes.",
        en: "{people:.0} {who}, {uncovered:.0} of them not covered.",
    }
    people_with_intervals(people: &str, who: &str, uncovered: &str, per_cent: u8) {
        fr: "{people} {who}, dont {uncovered} non couvertes (intervalles à {per_cent} %).",
        en: "{people} {who}, {uncovered} of them not covered ({per_cent} % intervals).",
    }
    people_of_unknown_travel(people: f64) {
        fr: "! Dont {people:.0} dans des communes au trajet inconnu, qui ne comptent ni comme couvertes ni comme non couvertes.",
        en: "! {people:.0} of them are in communes whose travel is unknown, and count neither as covered nor as not covered.",
    }
    need_unknown [ages = "sources.ages", rates = "sources.rates", illectronism = "sources.illectronism"] {
        fr: "Besoin inconnu : les communes sont classées par leurs habitants ; ajouter {ages} et {rates}, ou {illectronism}, pour compter les personnes concernées.",
        en: "Need is unknown: the communes are ranked by their residents; add {ages} and {rates}, or {illectronism}, to count the people concerned.",
    }
    nobody_concerned [population = "sources.population"] {
        fr: "! Aucune personne concernée n'est connue : voir ce que dit le bilan de la table du besoin (unité, {population}).",
        en: "! Nobody concerned is known: see what the account of the table of need says (unit, {population}).",
    }
    verdicts(probable: usize, open: usize) {
        fr: "Loin de l'aide et besoin fort (classe 3-3) : probable pour {probable} communes, indécis pour {open}.",
        en: "Far from help and in great need (class 3-3): probable for {probable} communes, cannot say for {open}.",
    }
}

words! {
    illectronic_people { fr: "personnes en illectronisme", en: "illectronic people", }
    residents_concerned { fr: "habitants", en: "residents", }
    people_concerned { fr: "personnes concernées", en: "people concerned", }
}
