//! What errors say, in both languages.

use maillage_words::{spoken::Rank, words};

// What is wrong with a timetable or with a table of ages.

words! {
    no_calendar {
        fr: "il n'a ni calendar.txt ni calendar_dates.txt, de sorte qu'aucune course n'a de date\u{202f}; demander à son producteur un jeu qui contient l'un des deux",
        en: "it has neither calendar.txt nor calendar_dates.txt, so that no trip has a date; ask its publisher for a feed with one of them",
    }
    many_days(millions: Rank) {
        fr: "ses services circulent ensemble plus de {millions} millions de jours",
        en: "its services run on more than {millions} M days together",
    }
    feed_lacks(name: &str) {
        fr: "il n'a pas de {name}\u{202f}; demander à son producteur un jeu complet",
        en: "it has no {name}; ask its publisher for a whole feed",
    }
    many_slices(ages: Rank, slices: Rank) {
        fr: "plus de {ages} âges ou de {slices} sous-tableaux",
        en: "more than {ages} ages or {slices} slices",
    }
    many_communes(most: Rank) { fr: "plus de {most} communes", en: "more than {most} communes", }
}

// Options outside their range. The name of the option and its value stand before each.

words! {
    cells_beside_table {
        fr: "fait partir les trajets de carreaux, et une matrice de trajets est entre communes\u{202f}; retirer l'un des deux",
        en: "makes ways start from cells, and a travel table is of communes; leave one of them out",
    }
    unit_of_no_table {
        fr: "ne se rapporte à aucune matrice\u{202f}; la donner avec `sources.travel_table`",
        en: "is of no table; give it with `sources.travel_table`",
    }
    centroid_beside_town_halls {
        fr: "n'utilise pas `sources.chefs_lieux`\u{202f}; retirer l'un des deux",
        en: "makes no use of `sources.chefs_lieux`; leave one of them out",
    }
    need_twice {
        fr: "et `sources.illectronism` disent tous deux le besoin\u{202f}; n'en donner qu'un",
        en: "and `sources.illectronism` both tell the need; give one of them",
    }
    ages_needed {
        fr: "sont des taux par âge, et rien ne dit les âges\u{202f}; ajouter `sources.ages` avec la population par âge et par commune, ou `sources.residents` avec un carroyage d'habitants",
        en: "are rates by age, and nothing tells the ages; add `sources.ages` with people by age and commune, or `sources.residents` with a grid of them",
    }
    ages_without_rates {
        fr: "est sans effet en l'absence de taux\u{202f}; ajouter `sources.rates insee-2021`, ou un tableau de taux",
        en: "makes no use of ages without rates; add `sources.rates insee-2021`, or a table of your own",
    }
    margins_without_rates {
        fr: "est sans effet en l'absence de taux\u{202f}; ajouter `sources.rates`",
        en: "makes no use of margins without rates; add `sources.rates`",
    }
    no_estimates {
        fr: "cale des estimations, et il n'y en a pas\u{202f}; ajouter `sources.rates`",
        en: "scales estimates, and there are none; add `sources.rates`",
    }
    closes_rates {
        fr: "cale un tableau de taux\u{202f}; ajouter `sources.rates`",
        en: "closes a rate table; add `sources.rates`",
    }
    splits_bands {
        fr: "répartit des tranches d'âge entre des taux\u{202f}; ajouter `sources.rates`",
        en: "splits bands of age for rates; add `sources.rates`",
    }
    column_of_no_table {
        fr: "ne se rapporte à aucun tableau\u{202f}; le donner avec `sources.illectronism`",
        en: "is of no table; give it with `sources.illectronism`",
    }
    unit_of_no_column {
        fr: "ne se rapporte à aucune colonne\u{202f}; la nommer avec `options.need_column`",
        en: "is of no column; name it with `options.need_column`",
    }
    no_such_distance {
        fr: "n'est pas une distance admise\u{202f}; donner des mètres de 0 à 10000, comme 300",
        en: "is no such distance; give metres from 0 to 10000, such as 300",
    }
    no_likeness {
        fr: "n'est pas une ressemblance\u{202f}; donner un nombre de 0 à 1",
        en: "is no likeness; give a number from 0 to 1",
    }
    doubt_above_certainty {
        fr: "dépasse `options.same_above`\u{202f}; le doute finit où commence la certitude",
        en: "is above `options.same_above`; doubt ends where certainty begins",
    }
}

// What is wrong with a table of rates or a pyramid. The name of the table stands before each.

words! {
    no_such_rates(shipped: &str) {
        fr: "fichier introuvable, et les tableaux fournis avec maillage sont {shipped}",
        en: "there is no such file, and what comes with maillage is {shipped}",
    }
    bad_rate(of: &str, rate: &str) {
        fr: "le taux de {of} est {rate}\u{202f}; les taux sont des parts, de 0 à 1\u{a0}: écrire 0.24 pour 24\u{a0}%",
        en: "the rate of {of} is {rate}; rates are shares, from 0 to 1: write 0.24 for 24 %",
    }
    bad_standard_error(error: &str) {
        fr: "une erreur type vaut {error}\u{202f}; c'est une part, de 0 à 1",
        en: "a standard error is {error}; it is a share, from 0 to 1",
    }
    bad_rounding(rounding: &str) {
        fr: "`arrondi` vaut {rounding}\u{202f}; écrire 0.01 pour des taux en pour cent entiers",
        en: "`arrondi` is {rounding}; write 0.01 for rates in whole per cents",
    }
    bad_sample {
        fr: "`echantillon` compte au moins une personne, et un `effet_plan` tel que 2",
        en: "`echantillon` has at least one person, and an `effet_plan` such as 2",
    }
    bad_weight(margin: &str, weight: &str) {
        fr: "`poids` de {margin} vaut {weight}\u{202f}; il va de 0 à 1",
        en: "`poids` of {margin} is {weight}; it is from 0 to 1",
    }
    bad_people {
        fr: "`personnes` sont des nombres d'habitants, zéro ou plus",
        en: "`personnes` are numbers of people, zero or more",
    }
    bad_excluded(code: &str) {
        fr: "`hors_champ` nomme `{code}`\u{202f}; écrire des codes de départements, \"976\"",
        en: "`hors_champ` names `{code}`; write codes of départements, \"976\"",
    }
    bad_area_of_rates(code: &str) {
        fr: "[[territoires]] de `{code}`\u{a0}: écrire reg:11 ou dep:16, avec des taux supérieurs à 0",
        en: "[[territoires]] of `{code}`: write reg:11 or dep:16, with rates above 0",
    }
    bands_leave_a_hole(one: &str, next: &str, list: &str) {
        fr: "les tranches d'âge {one} et {next} laissent un vide\u{a0}: {list}",
        en: "the bands of age {one} and {next} leave a hole: {list}",
    }
    bands_overlap(one: &str, next: &str, list: &str) {
        fr: "les tranches d'âge {one} et {next} se chevauchent\u{a0}: {list}",
        en: "the bands of age {one} and {next} overlap: {list}",
    }
    last_band_ends(below: u8, list: &str, from: u8) {
        fr: "la dernière tranche d'âge s'arrête à {below} ans\u{a0}: {list}\u{202f}; l'écrire {from}+",
        en: "the last band of age ends at {below}: {list}; write it as {from}+",
    }
    no_bands {
        fr: "il n'a aucune tranche d'âge\u{202f}; écrire [[ages]] avec tranche = \"15-24\"",
        en: "it has no band of age; write [[ages]] with tranche = \"15-24\"",
    }
    bands_do_not_follow {
        fr: "les tranches des habitants ne se suivent pas, sans vide ni chevauchement, sur les âges des taux\u{202f}; donner un tableau qui compte chacun une seule fois",
        en: "no bands of the people follow one another, without hole or overlap, over the ages of the rates; give a table that counts everybody once",
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
