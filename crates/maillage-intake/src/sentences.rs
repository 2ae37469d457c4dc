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

#[cfg(test)]
mod tests {
    #[test]
    fn no_french_line_breaks_before_a_sign() {
        let lapses = maillage_words::typography::lapses(include_str!("sentences.rs"));
        assert_eq!(lapses, [""; 0]);
    }
}
