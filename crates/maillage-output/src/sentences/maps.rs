//! What a map as a picture says besides its style.

use maillage_words::words;

words! {
    title(territory: &str, style: &str) {
        fr: "{territory} : {style}",
        en: "{territory}: {style}",
    }
    communes { fr: "communes", en: "communes", }
    territories { fr: "territoires", en: "territories", }
    gaps { fr: "lacunes", en: "gaps", }
    within_and_around { fr: "territoire + alentours", en: "territory + around", }
    around_paris { fr: "Paris et petite couronne", en: "Paris and its inner suburbs", }
    departement_border { fr: "limite de département", en: "border of a département", }
    epci_border { fr: "limite d'EPCI", en: "border of an EPCI", }
}
