//! What is said around a map: titles, subtitles, sources.

use maillage_words::words;

words! {
    access { fr: "Accès à l'aide numérique", en: "Access to digital help", }
    residents_beyond(people: &str, share: &str, limit: &str, of_place: &str) {
        fr: "Environ {people} habitants ({share} %) sont à plus de {limit} {of_place}",
        en: "About {people} residents ({share} %) are beyond {limit} {of_place}",
    }
    nearly_nobody_beyond(limit: &str, of_place: &str) {
        fr: "Presque tous les habitants sont à {limit} ou moins {of_place}",
        en: "Nearly all residents are within {limit} {of_place}",
    }
    no_commune_beyond(limit: &str, of_place: &str) {
        fr: "Aucune commune n'a son chef-lieu à plus de {limit} {of_place}",
        en: "No commune has its centre beyond {limit} {of_place}",
    }
    commune_beyond(people: &str, limit: &str, of_place: &str) {
        fr: "Une commune ({people} hab.) a son chef-lieu à plus de {limit} {of_place}",
        en: "One commune ({people} residents) has its centre beyond {limit} {of_place}",
    }
    communes_beyond(communes: &str, people: &str, share: &str, limit: &str, of_place: &str) {
        fr: "{communes} communes ({people} hab., {share} %) ont leur chef-lieu à plus de {limit} {of_place}",
        en: "{communes} communes ({people} residents, {share} %) have their centre beyond {limit} {of_place}",
    }
    of_which_uncertain(communes: usize) {
        fr: ", dont {communes} à une distance incertaine",
        en: ", of which {communes} at an uncertain distance",
    }
    gained_and_lost(gained: &str, lost: &str, near: &str) {
        fr: "Habitants {near} : {gained} de plus, {lost} de moins",
        en: "Residents {near}: {gained} more, {lost} fewer",
    }
    of_a_place { fr: "d'un lieu d'aide numérique", en: "of a place of digital help", }
    of_france_services { fr: "d'un lieu France Services", en: "of a France Services point", }
    of_mediation {
        fr: "d'un lieu de médiation numérique",
        en: "of a place of médiation numérique",
    }
    open(of_place: &str, when: &str) {
        fr: "{of_place} ouvert {when}",
        en: "{of_place} open {when}",
    }
    of_a_place_asked_for {
        fr: "d'un lieu répondant à ces critères",
        en: "of a place that meets these criteria",
    }
    communes_gained_and_lost(gaining: &str, gained: &str, losing: &str, lost: &str, near: &str)
    |s = gaining, ont = gaining("a", "ont"), have = gaining("has its", "have their"), leur = gaining("son", "leur"), perdu = losing("ne l'a plus", "ne l'ont plus")| {
        fr: "{gaining} commune{s} ({gained} hab.) {ont} désormais {leur} chef-lieu {near} ; {losing} ({lost} hab.) {perdu}",
        en: "{gaining} commune{s} ({gained} residents) now {have} centre {near}; {losing} ({lost} residents) no longer",
    }
    communes_gained(gaining: &str, gained: &str, near: &str)
    |s = gaining, have = gaining("has its", "have their"), ont = gaining("a", "ont"), leur = gaining("son", "leur")| {
        fr: "{gaining} commune{s} ({gained} hab.) {ont} désormais {leur} chef-lieu {near} ; aucune n'est passée au-delà",
        en: "{gaining} commune{s} ({gained} residents) now {have} centre {near}; none went beyond",
    }
    communes_lost(losing: &str, lost: &str, near: &str)
    |s = losing, have = losing("has its", "have their"), ont = losing("a", "ont"), leur = losing("son", "leur")| {
        fr: "{losing} commune{s} ({lost} hab.) n'{ont} plus {leur} chef-lieu {near} ; aucune n'est passée en deçà",
        en: "{losing} commune{s} ({lost} residents) no longer {have} centre {near}; none came within",
    }
    no_commune_changed(limit: &str, of_place: &str) {
        fr: "Aucune commune n'est passée en deçà ou au-delà de {limit} {of_place}",
        en: "No commune has come within {limit} {of_place}, or gone beyond",
    }
    within(limit: &str, of_place: &str) {
        fr: "à {limit} ou moins {of_place}",
        en: "within {limit} {of_place}",
    }
    undated_list(file: &str) { fr: " (sans date : {file})", en: " (without a date: {file})", }
    undated_lists(count: usize) |s = count| {
        fr: " ({count} liste{s} sans date)",
        en: " ({count} list{s} without a date)",
    }
    without_stops_in_both(before: usize, after: usize) {
        fr: "Services itinérants dont les arrêts sont inconnus, non comptés : {before} avant, {after} après",
        en: "Itinerant services whose stops are unknown, not counted: {before} before, {after} after",
    }
    in_part(name: &str) { fr: "{name} (partie)", en: "{name} (part)", }
    hours_unknown(unknown: usize, all: usize) {
        fr: "{unknown} des {all} lieux, alentours compris, ont des horaires inconnus et ne sont pas comptés",
        en: "{unknown} of {all} places, those around included, have unknown hours and are not counted",
    }
    at_most(headline: &str) { fr: "Au plus {headline}", en: "At most {headline}", }
    hours_unknown_taken_for_open(unknown: usize, all: usize) {
        fr: "{unknown} des {all} lieux, dont les horaires sont inconnus, sont comptés comme ouverts",
        en: "{unknown} of {all} places, of unknown hours, are counted as open",
    }
    untold_serve(places: usize) |x = places("est compté", "sont comptés"), l = places("", "x")| {
        fr: "{places} lieu{l} dont la liste ne le précise pas {x} comme y répondant",
        en: "{places} places whose list does not tell are counted as offering it",
    }
    untold_left_out(places: usize) |x = places("n'est pas compté", "ne sont pas comptés"), l = places("", "x")| {
        fr: "{places} lieu{l} dont la liste ne le précise pas {x}",
        en: "{places} places whose list does not tell are not counted",
    }
    list_of_month(de_month: &str, month: &str) { fr: "Liste {de_month}", en: "List of {month}", }
    lists_of(de_month: &str, month: &str) { fr: "Listes {de_month}", en: "Lists of {month}", }
    lists_of_both(de_first: &str, de_last: &str, first: &str, last: &str) {
        fr: "Listes {de_first} et {de_last}",
        en: "Lists of {first} and {last}",
    }
    lists_between(de_first: &str, first: &str, last: &str) {
        fr: "Listes {de_first} à {last}",
        en: "Lists from {first} to {last}",
    }
    mediation { fr: "médiation numérique", en: "médiation numérique", }
    france_services { fr: "France Services", en: "France Services", }
    rounds { fr: "tournées", en: "rounds", }
    catalogue_list { fr: "catalogue", en: "catalogue", }
    list_of(kind: &str, files: &str) { fr: "{kind} ({files})", en: "{kind} ({files})", }
    before(lists: &str) { fr: "Avant : {lists}", en: "Before: {lists}", }
    after(lists: &str) { fr: "Après : {lists}", en: "After: {lists}", }
    access_in(territory: &str) {
        fr: "{territory} : accès à l'aide numérique",
        en: "{territory}: access to digital help",
    }
    comparison {
        fr: "Évolution de l'accès à l'aide numérique",
        en: "Change in access to digital help",
    }
    comparison_in(territory: &str) {
        fr: "{territory} : évolution de l'accès à l'aide numérique",
        en: "{territory}: change in access to digital help",
    }
    catalogue { fr: "Lieux d'aide numérique", en: "Places of digital help", }
    france { fr: "France", en: "France", }
    departements(count: usize) |s = count| { fr: "{count} département{s}", en: "{count} département{s}", }
    open_in(window: &str) { fr: "Lieux ouverts {window}", en: "Places open {window}", }
    open_in_a_part_of(window: &str) {
        fr: "Lieux ouverts, au moins en partie, {window}",
        en: "Places open, in part at least, {window}",
    }
    moment(day: &str, time: &str) { fr: "le {day} à {time}", en: "on {day} at {time}", }
    open_at_least(minutes: &str) |s = minutes| {
        fr: "Lieux ouverts au moins {minutes} minute{s} par semaine",
        en: "Places open at least {minutes} minute{s} a week",
    }
    offering(what: &str) { fr: "Lieux qui proposent : {what}", en: "Places that offer: {what}", }
    period(first: &str, last: &str) { fr: "du {first} au {last}", en: "{first} to {last}", }
    openings(first: &str, last: &str) {
        fr: "ouvertures du {first} au {last}",
        en: "openings from {first} to {last}",
    }
    file_of_day(name: &str, day: &str) { fr: "{name} du {day}", en: "{name} of {day}", }
    brought_contours {
        fr: "IGN Admin Express 2018, généralisés, mis à jour selon les communes de 2026",
        en: "IGN Admin Express 2018, generalised, updated to the communes of 2026",
    }
    files(count: usize) |s = count| { fr: "{count} fichier{s}", en: "{count} file{s}", }
    places_from(files: &str) { fr: "Lieux : {files}", en: "Places: {files}", }
    contours_from(files: &str) { fr: "Contours : {files}", en: "Contours: {files}", }
    residents_from(files: &str) { fr: "Habitants : {files}", en: "Residents: {files}", }
    cells_from(files: &str) { fr: "Carreaux habités : {files}", en: "Inhabited cells: {files}", }
    need_from(files: &str) { fr: "Besoin : {files}", en: "Need: {files}", }
    travel_from(files: &str) { fr: "Temps de trajet : {files}", en: "Travel times: {files}", }
    as_the_crow_flies {
        fr: "Distances à vol d'oiseau, depuis les lieux d'habitation",
        en: "Distances as the crow flies, from where people live",
    }
    as_the_crow_flies_from_one_point {
        fr: "Distances à vol d'oiseau depuis un point par commune, le chef-lieu où il est connu",
        en: "Distances as the crow flies from one point a commune, its centre where it is known",
    }
    without_stops(count: usize) {
        fr: "Services itinérants dont les arrêts sont inconnus, non comptés : {count}",
        en: "Itinerant services whose stops are unknown, not counted: {count}",
    }
    across_water(communes: usize) |s = communes| {
        fr: "Traversées maritimes non prises en compte : {communes} commune{s}",
        en: "Crossings of water are not taken into account: {communes} commune{s}",
    }
    insets_of_own_scale { fr: "Cartons à leur propre échelle", en: "Insets at scales of their own", }
    made_with(version: &str) {
        fr: "Réalisé avec maillage {version}",
        en: "Made with maillage {version}",
    }
}
