//! What is said around a map: titles, subtitles, sources.

words! {
    access { fr: "Accès à l'aide numérique", en: "Access to digital help", }
    headline(uncovered: &str, share: &str, limit: &str)
    |s = uncovered, est = uncovered("est", "sont"), is = uncovered("is", "are")| {
        fr: "{uncovered} habitant{s} ({share} %) {est} à plus de {limit} d'un lieu d'aide",
        en: "{uncovered} resident{s} ({share}\u{a0}%) {is} further than {limit} from a place of help",
    }
    access_in(territory: &str) {
        fr: "{territory} : accès à l'aide numérique",
        en: "{territory}: access to digital help",
    }
    comparison {
        fr: "Évolution de l'accès à l'aide numérique",
        en: "Change in access to digital help",
    }
    catalogue { fr: "Lieux d'aide numérique", en: "Places of digital help", }
    france { fr: "France", en: "France", }
    departements(count: usize) |s = count| { fr: "{count} département{s}", en: "{count} département{s}", }
    open_in(window: &str) { fr: "Lieux ouverts {window}", en: "Places open {window}", }
    open_at(day: &str, time: &str) {
        fr: "Lieux ouverts le {day} à {time}",
        en: "Places open on {day} at {time}",
    }
    open_at_least(minutes: &str) |s = minutes| {
        fr: "Lieux ouverts au moins {minutes} minute{s} par semaine",
        en: "Places open at least {minutes} minute{s} a week",
    }
    offering(what: &str) { fr: "Lieux qui proposent : {what}", en: "Places that offer: {what}", }
    period(first: &str, last: &str) { fr: "du {first} au {last}", en: "{first} to {last}", }
    files(count: usize) |s = count| { fr: "{count} fichier{s}", en: "{count} file{s}", }
    places_from(files: &str) { fr: "Lieux : {files}", en: "Places: {files}", }
    contours_from(files: &str) { fr: "Contours : {files}", en: "Contours: {files}", }
    residents_from(files: &str) { fr: "Habitants : {files}", en: "Residents: {files}", }
    cells_from(files: &str) { fr: "Carreaux habités : {files}", en: "Inhabited cells: {files}", }
    need_from(files: &str) { fr: "Besoin : {files}", en: "Need: {files}", }
    made_with(version: &str) {
        fr: "Distances à vol d'oiseau, calculées par maillage {version}",
        en: "Distances as the crow flies, computed by maillage {version}",
    }
}
