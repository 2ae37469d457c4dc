//! What a map as a picture says besides its style.

words! {
    title(territory: &str, style: &str) {
        fr: "{territory} : {style}",
        en: "{territory}: {style}",
    }
    around_paris { fr: "Paris et petite couronne", en: "Paris and around", }
    departement_border { fr: "limite de département", en: "border of a département", }
    epci_border { fr: "limite d'EPCI", en: "border of an EPCI", }
}
