//! The report of a run: accounts of files, supply in time, need, what was found.

use maillage_words::words;
use std::fmt::Display;

use maillage_core::{gap::Reason, travel::Limit};

use crate::Words;

// Parts.

words! {
    answer { fr: "Résultat :", en: "Answer:", }
    doubts { fr: "À vérifier :", en: "To check:", }
    basis { fr: "Pour comprendre ces chiffres :", en: "What these figures rest on:", }
    files {
        fr: "Fichiers lus (le détail, ligne par ligne, est dans le fichier .ledger.csv) :",
        en: "Files read (the details, row by row, are in the .ledger.csv file):",
    }
}

// Accounts of files.

sentences! {
    account(file: &str, read: usize, kept: usize, merged: usize, set_aside: usize)
    |s = read, k = kept, m = merged, a = set_aside| {
        fr: "  {file} : {read} ligne{s} lue{s} = {kept} retenue{k} + {merged} fusionnée{m} + {set_aside} écartée{a}",
        en: "  {file}: {read} row{s} read = {kept} kept + {merged} merged + {set_aside} set aside",
    }
    list_in_doubt(file: &str, why: &str) { fr: "! {file} : {why}.", en: "! {file}: {why}.", }
    no_row_serves {
        fr: "      ! aucune ligne de ce fichier n'est retenue",
        en: "      ! no row of this file is kept",
    }
    identity(rows: usize, places: usize, certain: usize, alike: usize, doubtful: usize)
    |s = rows, x = rows("", "x"), y = places("", "x"), p = places, c = certain, a = alike, d = doubtful| {
        fr: "{rows} lieu{x} lu{s} → {places} lieu{y} : {certain} fusion{c} certaine{c}, {alike} fusion{a} par ressemblance, {doubtful} paire{d} douteuse{d}.",
        en: "{rows} place{s} read → {places} place{p}: {certain} certain merger{c}, {alike} merger{a} by likeness, {doubtful} doubtful pair{d}.",
    }
}

// The territory.

sentences! {
    list_elsewhere(file: &str, places: usize, inside: usize, departements: &str) [within = "sources.within"] {
        fr: "! La liste {file} ne porte sans doute pas sur ce territoire : {inside} sur {places} de ses lieux s'y trouvent, les autres étant ailleurs ({departements}). Les distances ci-dessous ne sont valables que si d'autres listes couvrent le territoire ; fournir la liste du territoire, ou choisir le territoire de la liste avec {within}.",
        en: "! {file} is probably not the list of this territory: {inside} of its {places} places are in it, the others elsewhere ({departements}). The distances below hold only if other lists cover the territory; give the list of the territory, or choose the territory of the list with {within}.",
    }
    all_of_france {
        fr: "Territoire : la métropole et les cinq départements d'outre-mer (les contours des collectivités d'outre-mer ne sont pas fournis).",
        en: "Territory: the métropole and the five overseas départements (overseas collectivities have no contours here).",
    }
    territory(areas: &str) {
        fr: "Territoire : {areas}.",
        en: "Territory: {areas}.",
    }
    territory_of_lists(areas: &str) [within = "sources.within"] {
        fr: "Territoire : {areas}, déduit des lieux des listes ({within} permet d'en choisir un autre).",
        en: "Territory: {areas}, where the places of the lists are ({within} chooses another).",
    }
    strays(strays: &str) {
        fr: "! Départements exclus du territoire, où les listes ne comptent que quelques lieux (nombre entre parenthèses) : {strays}.",
        en: "! Départements left out of the territory, where the lists have a few places only (in brackets): {strays}.",
    }
    lists_of_one_epci(epci: &str) [within = "sources.within"] {
        fr: "! Les lieux se trouvent presque tous dans un seul EPCI, {epci} ; si la liste ne couvre que cet EPCI, les autres communes paraissent à tort dépourvues de lieu : le choisir alors avec {within}.",
        en: "! Nearly all places are in one EPCI, {epci}; if the list covers this EPCI only, the other communes wrongly seem to have no place: then choose the EPCI with {within}.",
    }
    brought_along(tables: &str) {
        fr: "Données fournies avec le programme : {tables}.",
        en: "Data that come with the program: {tables}.",
    }
    drawn_together(communes: &str) {
        fr: "! Communes rétablies depuis l'établissement des contours, comptées avec la commune dont elles se sont séparées : {communes}.",
        en: "! Communes restored since the contours were drawn, counted with the commune from which they separated: {communes}.",
    }
    and_more(first: &str, more: usize) |s = more| {
        fr: "{first} et {more} autre{s}",
        en: "{first} and {more} more",
    }
    unlisted(departements: &str, uncovered: f64) [within = "sources.within"] {
        fr: "! Les listes ne comptent aucun lieu, ou presque, dans certains départements du territoire : {departements}. Elles ne les couvrent sans doute pas : leurs communes sont signalées (colonne bord_incertain) et ne figurent pas parmi les communes citées en premier. Personnes non couvertes qui y habitent : {uncovered:.0}. Ajouter les listes manquantes, ou choisir un autre territoire avec {within}.",
        en: "! The lists have no place, or next to none, in some départements of the territory: {departements}. They probably do not cover them: their communes are marked (column bord_incertain) and not among those named first. People not covered who live there: {uncovered:.0}. Add the lists that are missing, or choose another territory with {within}.",
    }
    borders_unknown [communes = "sources.communes", within = "sources.within"] {
        fr: "! Les contours fournis s'arrêtent au territoire : près de ses limites, les distances peuvent être surestimées si les listes ne couvrent pas les territoires voisins (colonne bord_incertain vide). Pour le vérifier, employer {within} sans {communes}.",
        en: "! The contours given end with the territory: near its borders, distances may be too long if the lists do not go beyond (column bord_incertain empty). To check this, use {within} without {communes}.",
    }
    too_few_places {
        fr: "! Trop peu de lieux pour déterminer quels territoires les listes couvrent (colonne bord_incertain vide) : une commune éloignée de tout lieu peut en avoir un qui n'y figure pas.",
        en: "! Too few places to judge which areas the lists cover (column bord_incertain empty): a commune far from any place may have one that the lists lack.",
    }
    open_borders(communes: usize, uncovered: f64, beyond: &str) {
        fr: "! Communes plus proches d'un département presque absent des listes ({beyond}) que de tout lieu connu : {communes}. Leur distance peut être surestimée (colonne bord_incertain) et elles ne figurent pas parmi les communes citées en premier. Personnes non couvertes qui y habitent : {uncovered:.0}. Ajouter les listes de ces départements.",
        en: "! Communes nearer to a département that the lists hardly cover ({beyond}) than to any known place: {communes}. Their distance may be too long (column bord_incertain) and they are not among those named first. People not covered who live there: {uncovered:.0}. Add the lists of these départements.",
    }
    own_place_far(communes: usize, limit: Limit, named: &str) {
        fr: "! Communes disposant d'un lieu sur leur territoire, mais à plus de {limit} de leur point de départ : {communes} ({named}).",
        en: "! Communes with a place of their own that is further than {limit} from their point of departure: {communes} ({named}).",
    }
}

words! {
    brought_contours {
        fr: "contours (IGN 2018, généralisés et actualisés selon le COG 2026)",
        en: "contours (IGN 2018, generalised and updated to the codes of 2026)",
    }
    brought_population {
        fr: "populations (Insee 2023, Mayotte 2017)",
        en: "populations (INSEE 2023, Mayotte 2017)",
    }
    brought_population_before(communes: usize) |s = communes| {
        fr: "populations de 2016 pour {communes} commune{s} fusionnée{s} depuis (contours antérieurs)",
        en: "populations of 2016 for {communes} commune{s} merged since (older contours)",
    }
    completed_population {
        fr: "populations des départements absents de la table fournie (Insee 2023, Mayotte 2017)",
        en: "populations of the départements absent from the table given (INSEE 2023, Mayotte 2017)",
    }
    completed_membership {
        fr: "EPCI des communes absentes de la table fournie (DGCL 2026)",
        en: "EPCI of the communes absent from the table given (DGCL 2026)",
    }
    completed_chefs_lieux {
        fr: "chefs-lieux des communes absentes de la table fournie (IGN 2020)",
        en: "chefs-lieux of the communes absent from the table given (IGN 2020)",
    }
    brought_membership { fr: "EPCI (DGCL 2026)", en: "EPCI (DGCL 2026)", }
    brought_chefs_lieux { fr: "chefs-lieux (IGN 2020)", en: "chefs-lieux (IGN 2020)", }
    brought_history {
        fr: "historique des codes (Insee 2018-2024, Etalab 2026)",
        en: "history of the codes (INSEE 2018-2024, Etalab 2026)",
    }
}

// Distances.

sentences! {
    covered(communes: usize, covered: usize, limit: Limit, half: &str) |s = communes| {
        fr: "{communes} commune{s}, dont {covered} à {limit} ou moins d'un lieu d'aide{half}.",
        en: "{communes} commune{s}, {covered} of them within {limit} of a place of help{half}.",
    }
    pairs(needed: usize, missing: usize) |s = needed, m = missing| {
        fr: "Matrice de trajets : {needed} trajet{s} nécessaire{s} entre une commune et un lieu pris en compte, dont {missing} absent{m} de la matrice.",
        en: "Travel table: {needed} pair{s} of a commune and a place that counts, {missing} of them not in the table.",
    }
    travel_unknown(communes: usize, without: usize, own: usize) [field = "options.own_commune_min"] {
        fr: "! Communes au trajet inconnu, comptées à part : {communes}, dont {without} sans aucun trajet dans la matrice et {own} où manque le trajet vers un lieu de la commune ({field} en fixe un).",
        en: "! Communes whose travel is unknown, counted apart: {communes}, of which {without} without any pair in the table and {own} that lack the journey to a place of their own ({field} gives one).",
    }
    beyond_buffer(beyond: usize, buffer: f64) [field = "options.buffer_km"] {
        fr: "Communes dont le lieu le plus proche est au-delà de la marge de {buffer} km : {beyond} ; un lieu plus proche a pu être exclu ; augmenter {field}.",
        en: "Communes whose nearest place is beyond the buffer of {buffer} km: {beyond}; a nearer one may have been left out, raise {field}.",
    }
    counted_beyond_buffer(counted: f64) [field = "options.buffer_km"] {
        fr: "! La marge est inférieure au seuil de {counted} km : près des limites du territoire, des lieux manquent dans les décomptes ; augmenter {field}.",
        en: "! The buffer is smaller than the threshold of {counted} km: near the border the counts miss places, raise {field}.",
    }
    one_point_a_commune [residents = "sources.residents", chefs_lieux = "sources.chefs_lieux"] {
        fr: "Distances calculées depuis un point par commune : dans une commune étendue, ce point peut être éloigné des habitants ({residents} les localise, {chefs_lieux} indique les mairies).",
        en: "Distances are from one point a commune: in a large commune, this point may be far from the residents ({residents} tells where they live, {chefs_lieux} gives the town halls).",
    }
    from_chefs_lieux [residents = "sources.residents"] {
        fr: "Distances calculées depuis un point par commune, le chef-lieu lorsqu'il est connu. L'écart attendu avec la distance moyenne des habitants ne dépasse pas 0,5 km pour une commune sur deux, et 1,5 km pour neuf sur dix (évalué sur Bordeaux Métropole et 253 communes fusionnées ; {residents} localise les habitants).",
        en: "Distances are from one point a commune, the chef-lieu where it is known. The expected difference from the mean distance of the residents is at most 0.5 km for half of the communes, 1.5 km for nine in ten (judged on Bordeaux Métropole and 253 merged communes; {residents} tells where people live).",
    }
    without_cells(communes: usize) {
        fr: "! Communes sans carreau habité, mesurées depuis un point : {communes} ; les comparer aux autres avec prudence.",
        en: "! Communes without an inhabited cell, measured from one point: {communes}; compare them to the others with care.",
    }
    roughly_measured(communes: usize) {
        fr: "! Communes dont le lieu le plus proche n'est situé que d'après sa commune : {communes} (liste dans metadata.distances_approchees).",
        en: "! Communes whose nearest place is located by its commune only: {communes} (listed in metadata.distances_approchees).",
    }
    tours_without_stops(services: usize) [itinerant = "sources.itinerant", without = "options.tours_without_stops"] {
        fr: "! Services itinérants dont les listes ne donnent pas les arrêts, absents de toutes les distances : {services}. Indiquer leurs arrêts avec {itinerant} ou, s'ils accueillent à leur adresse, les compter avec {without} at-address.",
        en: "! Itinerant services whose stops are in no list, and which count in no distance: {services}. Give their stops with {itinerant} or, if they receive people at their address, count them with {without} at-address.",
    }
    across_water(communes: usize) {
        fr: "! Communes dont le lieu le plus proche suppose une traversée maritime : {communes} (liste dans metadata.traversees_maritimes).",
        en: "! Communes whose nearest place is across water: {communes} (listed in metadata.traversees_maritimes).",
    }
    furthest(rank: usize, name: &str, code: &str, people: &str, distance: &str, reason: &str) {
        fr: "  {rank}. {name} ({code}) : {people}, {distance}, {reason}",
        en: "  {rank}. {name} ({code}): {people}, {distance}, {reason}",
    }
}

// Why a commune is not covered.

words! {
    reason_covered { fr: "couverte", en: "covered", }
    reason_itinerant_only { fr: "aide itinérante seulement", en: "itinerant help only", }
    reason_too_far { fr: "trop loin", en: "too far", }
    reason_out_of_reach {
        fr: "aucun lieu dans le rayon d'étude",
        en: "no place within the radius studied",
    }
    reason_across_water { fr: "traversée maritime", en: "across water", }
    reason_need_unknown { fr: "besoin inconnu", en: "need unknown", }
    reason_travel_unknown { fr: "trajet inconnu", en: "travel unknown", }
    reason_no_residents { fr: "sans habitant", en: "no residents", }
}

/// The words for a value of the column `motif`; the value itself where there are none.
pub fn reason(code: &str) -> Words {
    let all = [
        (Reason::Covered, reason_covered()),
        (Reason::ItinerantOnly, reason_itinerant_only()),
        (Reason::TooFar, reason_too_far()),
        (Reason::OutOfReach, reason_out_of_reach()),
        (Reason::AcrossWater, reason_across_water()),
        (Reason::NeedUnknown, reason_need_unknown()),
        (Reason::TravelUnknown, reason_travel_unknown()),
        (Reason::NoResidents, reason_no_residents()),
    ];
    let known = all.into_iter().find(|(reason, _)| reason.name() == code);
    known.map_or_else(|| Words::same(code), |(_, words)| words)
}

words! {
    for_half_of_residents {
        fr: " pour la moitié de leurs habitants ou plus",
        en: " for half of their residents or more",
    }
}

// Tables that lack communes.

sentences! {
    missing(communes: usize, what: &str, remedy: &str) |s = communes| {
        fr: "! {communes} commune{s} sans {what} dans la table fournie{remedy}.",
        en: "! {communes} commune{s} without {what} in the table given{remedy}.",
    }
    of_another_year [passage = "sources.passage"] {
        fr: " (millésime différent de celui des contours ? ajouter {passage})",
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
    period(period: &dyn Display, known: usize, places: usize)
    |x = known("", "x"), s = places| {
        fr: "Période prise en compte : {period}. Horaires connus pour {known} lieu{x} sur {places}.",
        en: "Period: {period}. Hours known for {known} of {places} place{s}.",
    }
    serving(asked: &str, serving: usize, perhaps: usize, limit: Limit) [field = "options.hours.unknown_hours"] {
        fr: "Lieux pris en compte ({asked}) : {serving}. Communes non couvertes ayant à {limit} ou moins un lieu aux horaires inconnus : {perhaps} ({field} open prend ces lieux en compte).",
        en: "Places that count ({asked}): {serving}. Communes not covered with a place of unknown hours within {limit}: {perhaps} ({field} open counts these places).",
    }
    asked_at(at: &dyn Display) {
        fr: "ouverture le {at}",
        en: "open on {at}",
    }
    moment(day: &str, time: &str) {
        fr: "{day} à {time}",
        en: "{day} at {time}",
    }
    asked_window(window: &dyn Display) {
        fr: "ouverture {window}",
        en: "open {window}",
    }
    asked_minutes(minutes: f64) |s = minutes| {
        fr: "ouverture d'au moins {minutes} minute{s} par semaine",
        en: "open at least {minutes} minute{s} a week",
    }
    gained(limit: Limit, communes: usize, people: &str) {
        fr: "Communes dont des habitants sont à {limit} ou moins d'un lieu grâce aux seules tournées : {communes}{people}.",
        en: "Communes with residents within {limit} of a place thanks to rounds only: {communes}{people}.",
    }
    people_gained(people: f64) |s = people| {
        fr: " ({people:.0} habitant{s})",
        en: " ({people:.0} resident{s})",
    }
}

// What is asked of places.

sentences! {
    offering(asked: &str, offering: usize, not_offering: usize, untold: usize) [field = "options.offer.untold"] {
        fr: "Lieux selon ce qui est demandé ({asked}) : {offering} y répondant, pris en compte ; {not_offering} n'y répondant pas ; {untold} pour lesquels la liste ne précise rien, non pris en compte ({field} serve les prend en compte).",
        en: "Places by what is asked ({asked}): {offering} that offer it, which count; {not_offering} that do not offer it; {untold} for which the list does not tell, which do not count ({field} serve counts them).",
    }
    offering_or_untold(asked: &str, offering: usize, untold: usize, not_offering: usize) [field = "options.offer.untold"] {
        fr: "Lieux selon ce qui est demandé ({asked}) : {offering} y répondant, pris en compte ; {untold} pour lesquels la liste ne précise rien, pris en compte aussi ({field} serve) ; {not_offering} n'y répondant pas.",
        en: "Places by what is asked ({asked}): {offering} that offer it, which count; {untold} for which the list does not tell, which count as well ({field} serve); {not_offering} that do not offer it.",
    }
    word_stands_for(word: &str, values: &str) {
        fr: "      « {word} » correspond à : {values}",
        en: "      “{word}” stands for: {values}",
    }
    word_of_everybody(word: &str) {
        fr: "      « {word} » : uniquement des lieux ouverts à tous les publics",
        en: "      “{word}”: only places open to everybody",
    }
    asked_service(word: &str) {
        fr: "service « {word} »",
        en: "service “{word}”",
    }
    asked_label(word: &str) {
        fr: "label « {word} »",
        en: "label “{word}”",
    }
    asked_public(word: &str) {
        fr: "public « {word} »",
        en: "public “{word}”",
    }
    asked_free { fr: "gratuité", en: "free of charge", }
    asked_accessible { fr: "accessibilité", en: "accessible", }
}

// How need was estimated.

sentences! {
    need_estimated(id: &str, year: u16, covers: &str) {
        fr: "Besoin estimé d'après {id} ({year} ; {covers}).",
        // Whom the survey covers is told in the table's own words, which are French.
        en: "Need estimated from {id} ({year}).",
    }
    rates_verified(verified: usize, known: usize, id: &str) [command = "jobs.rates"] {
        fr: "      taux vérifiés dans la publication d'origine : {verified} sur {known} ({command} {id})",
        en: "      rates verified in the publication itself: {verified} of {known} ({command} {id})",
    }
    bands_split(rule: &str, bands: &str) {
        fr: "      tranches d'âge réparties {rule} : {bands}",
        en: "      age bands split {rule}: {bands}",
    }
    calibrated(area: &dyn Display, factor: f64, before: f64, after: f64)
    |s = after, who = after("person", "people")| {
        fr: "      calage ({area}) : facteur {factor:.3} ({before:.0} → {after:.0} personne{s})",
        en: "      calibration ({area}): factor {factor:.3} ({before:.0} → {after:.0} {who})",
    }
    published_rates(national: f64) {
        fr: "      taux publiés rapportés au taux national, et taux attendus d'après les âges (France : {national:.1} %) :",
        en: "      published rates as a proportion of the national one, and rates expected from ages (France: {national:.1} %):",
    }
    published_rates_header {
        fr: "                publié  / France  (rapport)   attendu / France (rapport)   écart des rapports",
        en: "              published / France  (ratio)    expected / France  (ratio)   ratios differ by",
    }
    between_areas(between: f64, assumed: f64) {
        fr: "      écart type entre ces territoires : {between:.3} (hypothèse de la table : {assumed:.3})",
        en: "      standard deviation between these areas: {between:.3} (assumed by the table: {assumed:.3})",
    }
}

words! {
    closed_to_total { fr: ", calé sur le total", en: ", deduced from the total", }
    as_the_pyramid { fr: "selon la pyramide des âges de référence", en: "as the reference pyramid", }
    evenly { fr: "à parts égales par année d'âge", en: "evenly by year of age", }
}

// People concerned.

sentences! {
    people(people: f64, who: &str, uncovered: f64, left_out: &str) |s = uncovered| {
        fr: "{people:.0} {who}, dont {uncovered:.0} non couverte{s}{left_out}.",
        en: "{people:.0} {who}, {uncovered:.0} of them not covered{left_out}.",
    }
    // In French, residents are masculine.
    residents_in_all(people: f64, uncovered: f64, left_out: &str) |h = people, s = uncovered| {
        fr: "{people:.0} habitant{h}, dont {uncovered:.0} non couvert{s}{left_out}.",
        en: "{people:.0} resident{h}, {uncovered:.0} of them not covered{left_out}.",
    }
    nobody_uncovered(people: f64, left_out: &str)
    |s = people, x = people("couvert", "tous couverts")| {
        fr: "{people:.0} habitant{s}, {x}{left_out}.",
        en: "{people:.0} resident{s}, all of them covered{left_out}.",
    }
    people_with_intervals(people: &str, who: &str, uncovered: &str, per_cent: u8, left_out: &str) {
        fr: "{people} {who}, dont {uncovered} non couvertes (intervalles à {per_cent} %){left_out}.",
        en: "{people} {who}, {uncovered} of them not covered ({per_cent} % intervals){left_out}.",
    }
    not_estimated(communes: usize, residents: f64) |s = communes, h = residents| {
        fr: ", hors {communes} commune{s} sans estimation ({residents:.0} habitant{h})",
        en: ", leaving out {communes} commune{s} without an estimate ({residents:.0} resident{h})",
    }
    of_unknown_need(communes: usize, residents: f64) |s = communes, h = residents| {
        fr: ", hors {communes} commune{s} dont le besoin est inconnu ({residents:.0} habitant{h})",
        en: ", leaving out {communes} commune{s} of unknown need ({residents:.0} resident{h})",
    }
    people_of_unknown_travel(people: f64) {
        fr: "! Dont {people:.0} dans des communes au trajet inconnu (couverture indéterminée).",
        en: "! {people:.0} of them are in communes whose travel is unknown (coverage undetermined).",
    }
    need_unknown [ages = "sources.ages", rates = "sources.rates", illectronism = "sources.illectronism"] {
        fr: "Besoin inconnu : les communes sont classées d'après leur nombre d'habitants ; ajouter {ages} et {rates}, ou {illectronism}, pour dénombrer les personnes concernées.",
        en: "Need is unknown: the communes are ranked by their residents; add {ages} and {rates}, or {illectronism}, to count the people concerned.",
    }
    nobody_concerned [population = "sources.population"] {
        fr: "! Aucune personne concernée n'a pu être dénombrée : voir ci-dessous le bilan de la table du besoin (unité, {population}).",
        en: "! No people concerned could be counted: see the account of the table of need below (unit, {population}).",
    }
    verdicts(probable: usize, open: usize) |s = probable| {
        fr: "Éloignement de l'aide et fort besoin (classe 3-3) : probable pour {probable} commune{s}, classement incertain pour {open}.",
        en: "Far from help and in high need (class 3-3): probable for {probable} commune{s}, uncertain for {open}.",
    }
}

words! {
    illectronic_people(people: &str) |s = people, who = people("person", "people")| {
        fr: "personne{s} en situation d'illectronisme",
        en: "{who} in illectronism",
    }
    some_people(people: &str) |s = people, who = people("person", "people")| {
        fr: "personne{s}",
        en: "{who}",
    }
    residents_concerned(people: &str) |s = people| { fr: "habitant{s}", en: "resident{s}", }
    people_concerned(people: &str) |s = people, who = people("person", "people")| {
        fr: "personne{s} concernée{s}",
        en: "{who} concerned",
    }
}
