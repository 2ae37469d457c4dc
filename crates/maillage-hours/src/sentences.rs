//! What errors say, in both languages.

use maillage_words::{Words, words};

words! {
    bad_window {
        fr: "donner des jours et des heures, comme samedi, \"mardi matin\" ou \"lundi-vendredi 18h-20h\"",
        en: "give days and hours, such as samedi, \"mardi matin\", \"lundi-vendredi 18h-20h\", or as OpenStreetMap writes them, such as Sa or Mo-Fr 18:00-20:00",
    }
    bad_moment {
        fr: "donner un jour et une heure, par exemple 2026-10-06T10:00",
        en: "give a day and an hour, such as 2026-10-06T10:00",
    }
    give_a_period {
        fr: "donner un premier et un dernier jour, comme 2026-09-01..2026-12-31",
        en: "give a first and a last day, as in 2026-09-01..2026-12-31",
    }
    no_day(text: &str, expected: &Words) {
        fr: "`{text}` n'est pas un jour\u{202f}; {expected}",
        en: "`{text}` is no day; {expected}",
    }
    ends_before(last: &str, first: &str, expected: &Words) {
        fr: "{last} précède {first}\u{202f}; {expected}",
        en: "{last} is before {first}; {expected}",
    }
    long_period(first: &str, last: &str, expected: &Words) {
        fr: "la période du {first} au {last} dépasse dix ans, ou est loin de notre époque\u{202f}; {expected}",
        en: "from {first} to {last} is more than ten years, or far from ours; {expected}",
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
