//! What errors say, in both languages.

use maillage_words::{Words, spoken::Rank, words};

use crate::travel::CostUnit;

// Errors of a measure.

words! {
    bad_option(field: &str, value: &str, expected: &Words) {
        fr: "{field}\u{a0}: `{value}` {expected}",
        en: "{field}: `{value}` {expected}",
    }
    rates(name: &str, reason: &Words) { fr: "{name}\u{a0}: {reason}", en: "{name}: {reason}", }
    bands(table: &str, people: &str, rates: &str, remedy: &Words) {
        fr: "{table}\u{a0}: ses tranches d'âge et celles des taux ne concordent pas\u{a0}: les habitants sont comptés par {people}, les taux sont donnés par {rates}\u{202f}; {remedy}",
        en: "{table}: its bands of age and those of the rates do not fit together: people are counted by {people}, rates are by {rates}; {remedy}",
    }
    no_places {
        fr: "aucun lieu d'aide n'a pu être lu dans les listes données\u{202f}; `jobs.check` montre pourquoi, ligne par ligne",
        en: "no place of help could be read from the lists given; `jobs.check` shows why, row by row",
    }
    no_places_near {
        fr: "aucun lieu des listes ne se trouve dans le territoire ni dans la marge qui l'entoure\u{202f}; en choisir un autre avec `sources.within`, augmenter `options.buffer_km`, ou donner les listes de ce territoire",
        en: "none of the places of the lists stands in the territory or within its buffer; choose another with `sources.within`, raise `options.buffer_km`, or give the lists of the territory",
    }
    only_tours(places: Rank) {
        fr: "les seuls lieux du territoire sont {places} services itinérants dont les arrêts ne sont pas connus\u{202f}; donner la liste de leurs arrêts avec `sources.itinerant`, ou compter ces services à leur adresse avec `options.tours_without_stops`",
        en: "the only places in the territory are {places} itinerant ones whose stops are not known; give the list of their stops with `sources.itinerant`, or count them at their address with `options.tours_without_stops`",
    }
    not_offered(field: &str, word: &str, found: &Words) {
        fr: "{field}\u{a0}: aucun lieu de ce calcul ne mentionne `{word}`\u{202f}; {found}",
        en: "{field}: no place of this run says `{word}`; {found}",
    }
    none_offers(places: Rank, not_offering: Rank, untold: Rank) {
        fr: "parmi {places} lieux, aucun dont on sache qu'il propose tout ce qui est demandé\u{a0}: {not_offering} ne le proposent pas, {untold} ne le précisent pas\u{202f}; demander moins, ou retenir ceux qui ne le précisent pas avec `options.offer.untold serve`",
        en: "none of {places} places is known to offer all that is asked: {not_offering} do not, {untold} do not tell; ask for less, or let those serve that do not tell with `options.offer.untold serve`",
    }
    no_hours_at_all(places: Rank) {
        fr: "aucun des {places} lieux d'aide n'a d'horaires connus\u{a0}: impossible de dire lesquels sont ouverts\u{202f}; donner une liste qui indique des horaires, ou ajouter `options.unknown_hours open`",
        en: "none of the {places} places of help has known hours, so that nobody can say which are open; give a list that states hours, or add `options.unknown_hours open`",
    }
    none_open(known: Rank, places: Rank, period: &str) {
        fr: "parmi {places} lieux d'aide, aucun dont on sache qu'il est ouvert sur la période {period} (les horaires de {known} sont connus)\u{202f}; donner une autre `options.period`, ou ajouter `options.unknown_hours open`",
        en: "none of {places} places of help is known to be open from {period} (the hours of {known} are known); give another `options.period`, or add `options.unknown_hours open`",
    }
}

// Texts that are no value.

words! {
    not_an_age_band {
        fr: "une tranche d'âge s'écrit 15-24, ou 75+",
        en: "a band of age is written 15-24, or 75+",
    }
    bad_code {
        fr: "un code de commune a cinq caractères, `16015` ou `2A004`",
        en: "a commune code has five characters, `16015` or `2A004`",
    }
    unreadable_decay(text: &str) {
        fr: "`{text}` n'est pas une décroissance\u{202f}; en donner une, par exemple binary:30, step:10=1,20=0.6, linear:30, exponential:0.1, gaussian:15, power:1 ou power:2,min=0.5,scale=10, avec un point avant les décimales",
        en: "`{text}` is no decay; give one such as binary:30, step:10=1,20=0.6, linear:30, exponential:0.1, gaussian:15, power:1 or power:2,min=0.5,scale=10; decimals stand behind a point",
    }
    unreadable_line(text: &str) {
        fr: "`{text}` n'est pas un seuil\u{202f}; écrire `min:5` pour ce que chacun devrait avoir, ou `max:10` pour un coût que nul ne devrait dépasser",
        en: "`{text}` is no line: write `min:5` for what each should have, or `max:10` for a cost that none should exceed",
    }
    bad_target {
        fr: "n'est pas un territoire avec son total\u{202f}; écrire reg:11=12%, dep:16=52000 ou fr=15.4%",
        en: "is no area with its total; write reg:11=12%, dep:16=52000 or fr=15.4%",
    }
}

// Options outside their range. The name of the option and its value stand before each.

words! {
    no_distance {
        fr: "n'est pas une distance\u{202f}; donner un nombre de kilomètres, comme 10 ou 2.5",
        en: "is no distance; give kilometres, such as 10 or 2.5",
    }
    no_duration {
        fr: "n'est pas une durée\u{202f}; donner un nombre de minutes, comme 20 ou 7.5",
        en: "is no duration; give minutes, such as 20 or 7.5",
    }
    beyond_reach {
        fr: "dépasse `options.reach_km`\u{202f}; augmenter cette portée",
        en: "is beyond `options.reach_km`; raise that one",
    }
    no_detour {
        fr: "n'est pas un coefficient de détour\u{202f}; donner un nombre de 1 à 10, comme 1.3",
        en: "is no detour; give a factor from 1 to 10, such as 1.3",
    }
    no_class_limits {
        fr: "ne sont pas les limites de trois classes\u{202f}; donner deux nombres croissants, comme 5,10",
        en: "are no limits of three classes; give two rising numbers, such as 5,10",
    }
    detour_beside_table {
        fr: "allonge les distances à vol d'oiseau, alors que la matrice de trajets donne le coût des trajets\u{202f}; retirer l'une des deux",
        en: "lengthens straight lines, and a travel table says what ways cost; leave one of them out",
    }
    minutes_beside_kilometres {
        fr: "est en minutes, et la matrice de trajets en kilomètres\u{202f}; retirer cette option",
        en: "is in minutes, and the travel table in kilometres; leave it out",
    }
    minutes_without_table {
        fr: "est en minutes, et la durée des trajets est inconnue\u{202f}; ajouter `sources.travel_table` avec des minutes",
        en: "is in minutes, and nothing tells how long ways take; add `sources.travel_table` with minutes",
    }
    kilometres_beside_minutes {
        fr: "est sans effet quand une matrice de trajets donne des minutes\u{202f}; donner `options.main_threshold_min` à la place",
        en: "does not decide when a travel table gives minutes; give `options.main_threshold_min` instead",
    }
    threshold_twice {
        fr: "est donné deux fois\u{202f}; donner chaque seuil une seule fois",
        en: "stands twice; give each threshold once",
    }
    limits_of_other_unit {
        fr: "sont des limites dans une autre unité que celle de ce calcul",
        en: "are limits of another unit than that of this run",
    }
    limits_of_other_need {
        fr: "sont des limites établies pour un autre besoin que celui de ce calcul",
        en: "are limits of another need than that of this run",
    }
    no_time_a_week {
        fr: "n'est pas une durée par semaine\u{202f}; donner un nombre de minutes de 0 à 10080, comme 60",
        en: "is no time a week; give minutes from 0 to 10080, such as 60",
    }
    moment_outside_period {
        fr: "est hors de `options.period`\u{202f}; donner un moment de cette période, ou aucune période",
        en: "is outside the `options.period`; give a moment within it, or no period",
    }
    window_never_comes {
        fr: "ne tombe jamais dans `options.period`\u{202f}; donner des jours et des heures qui y tombent",
        en: "never comes in the `options.period`; give days and hours that do",
    }
    no_word {
        fr: "n'est pas un mot\u{202f}; en donner un que les lieux mentionnent, comme \"France Services\"",
        en: "is no word; give one that places say, such as \"France Services\"",
    }
    unsound_decay {
        fr: "n'est pas une décroissance\u{202f}; en donner une dont les nombres sont supérieurs à 0 et les paliers croissants",
        en: "is no decay; give one whose numbers are above 0 and whose steps rise",
    }
    no_catchment {
        fr: "n'est pas l'étendue d'une zone\u{202f}; donner un nombre de kilomètres, ou de minutes avec une matrice de trajets en minutes, comme 10",
        en: "is no catchment; give kilometres, or minutes with a travel table in minutes, such as 10",
    }
    no_competition {
        fr: "ne partage rien, et `options.decay` et `options.catchment` sont alors sans effet\u{202f}; les retirer",
        en: "shares nothing, so that `options.decay` and `options.catchment` have no effect; leave them out",
    }
    unbounded_decay {
        fr: "n'est pas définie pour un lieu sur place\u{202f}; donner un coût minimal, comme power:1,min=0.5",
        en: "makes no number of a place next door; give the least cost that counts, such as power:1,min=0.5",
    }
    people_unknown {
        fr: "partage les lieux entre les habitants, dont le nombre est inconnu\u{202f}; ajouter `sources.population`",
        en: "shares places among people, and nothing tells how many they are; add `sources.population`",
    }
    no_cost {
        fr: "n'est pas un coût\u{202f}; en donner un supérieur à 0, comme 30",
        en: "is no cost; give one above 0, such as 30",
    }
    cumulative_decay {
        fr: "pondère les lieux, alors que cumulative les compte tous également\u{202f}; choisir gravity, ou binary",
        en: "weighs places, and cumulative counts all of them alike; take gravity, or binary",
    }
    cost_needed {
        fr: "est nécessaire\u{a0}: indiquer le coût au-delà duquel un lieu ne compte plus, comme 30, ou une décroissance avec `options.decay`",
        en: "is needed: beyond which cost does no place count? Give one such as 30, or a decay with `options.decay`",
    }
    total_twice {
        fr: "est donné deux fois\u{202f}; donner un seul total par territoire",
        en: "is given twice; give each area one total",
    }
    ages_incomplete {
        fr: "n'est pas entièrement couvert par le tableau des âges (il peut y manquer une commune sur vingt pour une part, une sur cent pour un nombre de personnes)\u{202f}; donner les âges de toutes ses communes, ou le total d'un territoire que ce tableau couvre",
        en: "is not all in the table of ages (one commune in twenty may lack for a share, one in a hundred for a number of people); give the ages of all its communes, or the total of an area that they fill",
    }
    nobody_left {
        fr: "ne laisse personne aux communes qui n'ont pas d'autre total",
        en: "leaves nobody to the communes that have no other total",
    }
    far_from_ages {
        fr: "est plus de trois fois supérieur ou inférieur à ce que les âges laissent attendre\u{202f}; écrire une part avec son signe, reg:11=12%",
        en: "is more than three times more, or less, than is expected from the ages; write a share with its sign, reg:11=12%",
    }
    more_than_people {
        fr: "est un total qui compte, dans une commune, plus de personnes en situation d'illectronisme que d'habitants\u{202f}; le vérifier",
        en: "is a total that makes more illectronic people than people in some commune; check it",
    }
}

// What places offer.

words! {
    nothing_told { fr: "la liste n'en précise aucun", en: "none of them tells any", }
    they_say(listed: &str) { fr: "ils mentionnent {listed}", en: "they say {listed}", }
    they_say_more(listed: &str, more: Rank) {
        fr: "ils mentionnent {listed} et {more} autres",
        en: "they say {listed} and {more} others",
    }
}

// What is wrong with a table of rates, a pyramid or bands of age.

words! {
    bands_overlap(one: &str, other: &str) {
        fr: "{one} et {other} se chevauchent\u{202f}; donner chaque âge une seule fois",
        en: "{one} and {other} overlap; give ages once",
    }
    age_uncounted(age: u8, first: u8) {
        fr: "personne n'est compté à l'âge de {age} ans\u{202f}; donner un tableau de tous les âges à partir de {first} ans",
        en: "nobody is counted at the age of {age}; give a table of all ages from {first}",
    }
    say_how_to_split(band: &str) {
        fr: "indiquer comment répartir {band}\u{a0}: `options.split_bands pyramid`, comme les habitants d'une pyramide de référence, ou `options.split_bands uniform`, à parts égales entre les années d'âge",
        en: "say how {band} is to be split: `options.split_bands pyramid`, as the people of a reference pyramid are, or `options.split_bands uniform`, evenly by year of age",
    }
    open_band(band: &str) {
        fr: "{band} est sans limite supérieure et ne peut être réparti à parts égales\u{202f}; utiliser `options.split_bands pyramid`",
        en: "{band} is open and cannot be split evenly; use `options.split_bands pyramid`",
    }
    pyramid_silent(pyramid: &str, band: &str) {
        fr: "la pyramide `{pyramid}` ne dit pas comment {band} se répartit\u{202f}; en donner une qui le dit avec `options.pyramid`",
        en: "the pyramid `{pyramid}` does not tell how {band} is split; give one that does with `options.pyramid`",
    }
    own_rates(id: &str) {
        fr: "écrire ce qui est connu dans un fichier (`jobs.rates {id} > mes-taux.toml`) et le donner avec `sources.rates mes-taux.toml`",
        en: "write what you know into a file of your own (`jobs.rates {id} > my-rates.toml`) and give it with `sources.rates my-rates.toml`",
    }
    rate_or_total(band: &str, own: &Words) {
        fr: "le taux de {band} n'est pas connu\u{202f}; {own}, ou accepter avec `options.close_to_total` le taux qui cale la table sur son total",
        en: "the rate of {band} is not known; {own}, or accept the rate that closes the table to its total with `options.close_to_total`",
    }
    rate_unknown(band: &str, own: &Words) {
        fr: "le taux de {band} n'est pas connu\u{202f}; {own}",
        en: "the rate of {band} is not known; {own}",
    }
    rates_unknown(bands: &str, own: &Words) {
        fr: "les taux de {bands} ne sont pas connus, et un total ne permet d'en déduire qu'un\u{202f}; {own}",
        en: "the rates of {bands} are not known, and a total closes only one; {own}",
    }
    no_total {
        fr: "il n'a pas de [total] sur lequel se caler\u{202f}; en ajouter un",
        en: "it has no [total] to close to; add one",
    }
    band_without_people(band: &str) {
        fr: "`personnes` de {band} vaut zéro\u{202f}; écrire combien d'habitants compte cette tranche",
        en: "`personnes` of {band} is zero; write how many people it has",
    }
    impossible_rate(band: &str, rate: &str) {
        fr: "le total laisse à {band} un taux de {rate}, ce qui est impossible\u{202f}; vérifier `personnes` et les taux",
        en: "the total leaves {band} a rate of {rate}, which cannot be; check `personnes` and the rates",
    }
    people_needed {
        fr: "`personnes` de chaque tranche est nécessaire pour caler la table sur son total, ou pour calculer ses erreurs d'après `echantillon`\u{202f}; les ajouter",
        en: "it takes `personnes` of every band to close it to its total, or to tell its errors from `echantillon`; add them",
    }
    rates_against_total(made: f64, stated: f64) {
        fr: "ses taux donnent {made:.1}\u{a0}% pour l'ensemble, et [total] indique {stated:.1}\u{a0}%\u{202f}; corriger l'un des deux, ou retirer [total]",
        en: "its rates make {made:.1} % of all together, and [total] says {stated:.1} %; correct one of them, or leave [total] out",
    }
    error_untold(band: &str) {
        fr: "l'erreur type de {band} n'est pas connue\u{202f}; lui ajouter `ecart_type`, ou `[echantillon]` avec la taille de l'échantillon",
        en: "nothing tells the standard error of {band}; add `ecart_type` to it, or `[echantillon]` with the size of the sample",
    }
    no_model_error {
        fr: "il n'a pas d'[erreur_modele], et les âges seuls ne suffisent pas à évaluer la certitude d'une estimation\u{202f}; l'ajouter avec `region` et `commune`, comme le montre `jobs.rates insee-2021`",
        en: "it has no [erreur_modele], and ages alone do not tell how sure an estimate is; add it with `region` and `commune`, as `jobs.rates insee-2021` shows",
    }
    no_margins {
        fr: "il n'a pas de [[marges]], et `sources.margins` en donne un tableau local\u{202f}; les ajouter aux taux, ou retirer `sources.margins`",
        en: "it has no [[marges]], and `sources.margins` gives a local table of them; add them to the rates, or leave `sources.margins` out",
    }
    category_incomplete(category: &str, margin: &str) {
        fr: "`taux` ou `part` de {category} n'est pas connu, dans la marge {margin}\u{202f}; les ajouter, ou retirer `sources.margins`",
        en: "`taux` or `part` of {category} is not known, in the margin {margin}; add them, or leave `sources.margins` out",
    }
    shares_not_whole(margin: &str, whole: &str) {
        fr: "les `part` de la marge {margin} ont pour somme {whole}, et non 1",
        en: "`part` of the margin {margin} add up to {whole}, not to 1",
    }
}

/// What is no threshold in `unit`.
pub(crate) fn no_threshold(unit: CostUnit) -> Words {
    match unit {
        CostUnit::Length => no_distance(),
        CostUnit::Duration => no_duration(),
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
