//! What places offer: carried from every generation of lists to the catalogue and back, and asked
//! for by a map and by an inventory. All rows are invented.

use maillage::{
    Coverage, CoverageOptions, Error, MeasureOptions, Place, Sources, Supply,
    core::{
        Error as CoreError,
        offer::{OfferOptions, OfferTally, Untold},
    },
    coverage,
    intake::{
        catalogue::{Catalogue, CatalogueInputs, catalogue},
        ledger::{Fate, Trouble},
    },
    output::{Report, Voice, write_places},
};
use maillage::{Lang, output};

use crate::handmade::{Folder, measuring, run_with, squares, told};

const V0: &str = "id,nom,services,commune,code_postal,code_insee,adresse,latitude,longitude,\
    conditions_access,labels_nationaux,labels_autres,publics_accueillis,modalites_accompagnement,\
    accessibilite,prise_rdv,date_maj\n\
    v0,Médiathèque synthétique,Réaliser des démarches administratives avec un accompagnement;\
    Prendre en main un ordinateur,Carré 99001,99010,99001,1 rue inventée,45.05,0.05,\
    Gratuit : Je peux accéder gratuitement au lieu et à ses services,CNFS;Aidants Connect,\
    Label inventé,Seniors (+ 65 ans);Adultes,\
    Avec de l'aide : je suis accompagné seul dans l'usage du numérique,\
    https://acceslibre.beta.gouv.fr/app/99-exemple/,https://rdv.example.org/1,2023-02-22\n";

const V1: &str = "id,pivot,nom,commune,code_postal,code_insee,adresse,latitude,longitude,services,\
    publics_specifiquement_adresses,prise_en_charge_specifique,frais_a_charge,\
    dispositif_programmes_nationaux,formations_labels,autres_formations_labels,modalites_acces,\
    modalites_accompagnement,fiche_acces_libre,prise_rdv,date_maj\n\
    v1,00000000000000,Tiers-lieu synthétique,Carré 99002,99020,99002,2 rue inventée,45.05,0.15,\
    Aide aux démarches administratives|Loisirs et créations numériques,Jeunes|Femmes,\
    Surdité|Illettrisme,Gratuit sous condition|Payant,Aidants Connect|Conseillers numériques,\
    Fabriques de Territoire,Label inventé,Se présenter,En autonomie|Accompagnement individuel,\
    https://acceslibre.beta.gouv.fr/app/99-autre/,https://rdv.example.org/2,2025-01-02\n\
    muet,00000000000000,Mairie synthétique,Carré 99003,99030,99003,3 rue inventée,45.05,0.25,\
    ,,,,,,,Se présenter,,,,2025-01-02\n";

/// The cells of both rows, under their names in the catalogue.
const OF_V0: [(&str, &str); 8] = [
    (
        "services",
        "Réaliser des démarches administratives avec un accompagnement|Prendre en main un ordinateur",
    ),
    ("frais_a_charge", "Gratuit : Je peux accéder gratuitement au lieu et à ses services"),
    ("labels", "CNFS|Aidants Connect"),
    ("labels_autres", "Label inventé"),
    ("publics_specifiquement_adresses", "Seniors (+ 65 ans)|Adultes"),
    (
        "modalites_accompagnement",
        "Avec de l'aide : je suis accompagné seul dans l'usage du numérique",
    ),
    ("accessibilite", "https://acceslibre.beta.gouv.fr/app/99-exemple/"),
    ("prise_rdv", "https://rdv.example.org/1"),
];
const OF_V1: [(&str, &str); 10] = [
    ("services", "Aide aux démarches administratives|Loisirs et créations numériques"),
    ("frais_a_charge", "Gratuit sous condition|Payant"),
    ("labels", "Aidants Connect|Conseillers numériques"),
    ("formations_labels", "Fabriques de Territoire"),
    ("autres_formations_labels", "Label inventé"),
    ("publics_specifiquement_adresses", "Jeunes|Femmes"),
    ("prise_en_charge_specifique", "Surdité|Illettrisme"),
    ("modalites_accompagnement", "En autonomie|Accompagnement individuel"),
    ("fiche_acces_libre", "https://acceslibre.beta.gouv.fr/app/99-autre/"),
    ("prise_rdv", "https://rdv.example.org/2"),
];

/// Three places: one of each version of the standard, and one that tells nothing.
struct Lists {
    folder: Folder,
    supply: Supply,
}

impl Lists {
    fn new() -> Self {
        let folder = Folder::new();
        let mediation = vec![folder.write("v0.csv", V0), folder.write("v1.csv", V1)];
        Self { folder, supply: Supply { mediation, ..Supply::default() } }
    }

    fn catalogue(&self, offer: OfferOptions) -> maillage::Result<Catalogue> {
        let inputs = CatalogueInputs {
            communes: Some(self.folder.write("c.geojson", communes())),
            supply: self.supply.clone(),
            offer,
            ..CatalogueInputs::default()
        };
        catalogue(&inputs, |_| ())
    }

    fn sources(&self) -> Sources {
        Sources {
            communes: Some(self.folder.write("c.geojson", communes())),
            supply: self.supply.clone(),
            ..Sources::default()
        }
    }

    fn coverage(&self, offer: OfferOptions) -> Coverage {
        run_with(&self.sources(), &options(offer))
    }
}

fn communes() -> String {
    squares(&["99001", "99002", "99003"])
}

fn options(offer: OfferOptions) -> CoverageOptions {
    measuring(MeasureOptions { offer, ..MeasureOptions::default() })
}

fn services(word: &str) -> OfferOptions {
    OfferOptions { services: vec![word.to_owned()], ..OfferOptions::default() }
}

#[track_caller]
fn assert_details(place: &Place, expected: &[(&str, &str)]) {
    for (name, value) in expected {
        assert_eq!(place.details.get(name), Some(*value), "{name}");
    }
}

fn serving(coverage: &Coverage) -> Vec<&str> {
    let sites = &coverage.results.sites;
    let serving = sites.ids().filter(|id| sites.serves(*id));
    serving.map(|id| coverage.territory.place(id).id.as_str()).collect()
}

#[test]
fn what_both_versions_of_the_standard_tell_reaches_the_catalogue_and_is_read_back() {
    let lists = Lists::new();
    let of = |catalogue: &Catalogue| {
        let ids: Vec<&str> = catalogue.places.iter().map(|place| place.id.as_str()).collect();
        assert_eq!(ids, ["muet", "v0", "v1"]);
        assert_details(&catalogue.places[1], &OF_V0);
        assert_details(&catalogue.places[2], &OF_V1);
    };
    let read = lists.catalogue(OfferOptions::default()).expect("two lists");
    of(&read);
    assert_eq!(read.offer, None);
    let mut bytes = Vec::new();
    write_places(&mut bytes, &read, Voice::of(Lang::Fr)).expect("memory takes everything");
    let file = lists.folder.write("lieux.geojson", bytes);
    let supply = Supply { catalogue: vec![file], ..Supply::default() };
    let inputs = CatalogueInputs { supply, ..CatalogueInputs::default() };
    of(&catalogue(&inputs, |_| ()).expect("a catalogue"));
}

#[test]
fn a_merged_place_offers_all_that_its_rows_offer() {
    let lists = Lists::new();
    // The place of version 0 again, in a list of another year.
    let again = "id,nom,code_insee,adresse,latitude,longitude,services,frais_a_charge,\
        publics_specifiquement_adresses,dispositif_programmes_nationaux,date_maj\n\
        w,Médiathèque synthétique,99001,1 rue inventée,45.05,0.05,\
        Loisirs et créations numériques,Payant,Jeunes,La Croix Rouge,2025-03-01\n";
    let mut supply = lists.supply.clone();
    supply.mediation.push(lists.folder.write("w.csv", again));
    let inputs = CatalogueInputs { supply, ..CatalogueInputs::default() };
    let read = catalogue(&inputs, |_| ()).expect("three lists");
    let place =
        read.places.iter().find(|place| place.name.starts_with("Méd")).expect("it is there");
    assert_eq!(place.twins.len(), 1);
    let detail = |name: &str| place.details[name].split('|').count();
    assert_eq!(detail("services"), 3);
    assert_eq!(detail("publics_specifiquement_adresses"), 3);
    assert_eq!(detail("frais_a_charge"), 2);
    assert_eq!(detail("labels"), 3);
}

#[test]
fn a_map_of_an_offer_holds_the_places_that_offer_it_and_counts_the_others() {
    let lists = Lists::new();
    let everything = lists.coverage(OfferOptions::default());
    assert_eq!(serving(&everything), ["muet", "v0", "v1"]);
    assert_eq!(everything.results.sites.offer(), None);

    let free = lists.coverage(OfferOptions { free: true, ..OfferOptions::default() });
    assert_eq!(serving(&free), ["v0"]);
    let tally = OfferTally { offering: 1, not_offering: 1, untold: 1 };
    assert_eq!(free.results.sites.offer().map(|offer| offer.tally), Some(tally));
    // The free place is one square from the second commune, and two from the third.
    let places: Vec<_> =
        free.accesses().map(|access| access.nearest.map(|nearest| nearest.place)).collect();
    assert!(places.iter().all(|place| *place == places[0] && place.is_some()));
    assert!(free.ledger.accounts.iter().all(|account| account.balances()));

    for (offer, ids) in [
        (services("aide aux démarches"), vec!["v0", "v1"]),
        (services("Loisirs et créations numériques"), vec!["v1"]),
        (services("ordinateur"), vec!["v0"]),
        (
            OfferOptions { labels: vec!["CNFS".to_owned()], ..OfferOptions::default() },
            vec!["v0", "v1"],
        ),
        (
            OfferOptions { labels: vec!["fabriques".to_owned()], ..OfferOptions::default() },
            vec!["v1"],
        ),
        (
            OfferOptions { publics: vec!["seniors".to_owned()], ..OfferOptions::default() },
            vec!["v0"],
        ),
        (OfferOptions { accessible: true, ..OfferOptions::default() }, vec!["v0", "v1"]),
        (OfferOptions { free: true, ..services("demarches") }, vec!["v0"]),
        (OfferOptions { untold: Untold::Serves, ..services("ordinateur") }, vec!["muet", "v0"]),
    ] {
        assert_eq!(serving(&lists.coverage(offer.clone())), ids, "{offer:?}");
    }
}

#[test]
fn an_inventory_of_an_offer_sets_the_other_rows_aside_and_says_why() {
    let lists = Lists::new();
    let read = lists.catalogue(OfferOptions { free: true, ..OfferOptions::default() });
    let read = read.expect("one place is free");
    let ids: Vec<&str> = read.places.iter().map(|place| place.id.as_str()).collect();
    assert_eq!(ids, ["v0"]);
    assert_eq!(read.timetable.places.len(), 1);
    let account = |name: &str| {
        let mut accounts = read.ledger.accounts.iter();
        accounts.find(|account| account.file == name).expect("an input")
    };
    assert!(read.ledger.accounts.iter().all(|account| account.balances()));
    assert_eq!((account("v0.csv").kept, account("v1.csv").kept), (1, 0));
    assert_eq!(told(account("v1.csv"), 2), [(Fate::SetAside, Trouble::NotOffered)]);
    assert_eq!(told(account("v1.csv"), 3), [(Fate::SetAside, Trouble::OfferUntold)]);

    let generous = OfferOptions { free: true, untold: Untold::Serves, ..OfferOptions::default() };
    let read = lists.catalogue(generous).expect("two places");
    assert_eq!(read.places.len(), 2);
    let tally = OfferTally { offering: 1, not_offering: 1, untold: 1 };
    assert_eq!(read.offer.map(|offer| offer.tally), Some(tally));
}

#[test]
fn a_word_that_no_place_says_is_refused_with_the_values_that_places_have() {
    let lists = Lists::new();
    let refused = [
        coverage(&lists.sources(), &options(services("couture")), &|_| ()).err(),
        lists.catalogue(services("couture")).err(),
    ];
    for error in refused {
        let error = error.expect("nobody sews");
        assert!(matches!(error, Error::Core(CoreError::NotOffered { .. })), "{error:?}");
        let text = error.to_string();
        assert!(text.contains("options.offer.services") && text.contains("`couture`"), "{text}");
        assert!(text.contains("« Prendre en main un ordinateur » (1)"), "{text}");
    }
    // Each is offered somewhere, both are nowhere.
    let offer = OfferOptions { free: true, ..services("loisirs") };
    let none = CoreError::NoneOffers { places: 3, not_offering: 2, untold: 1 };
    for error in [
        coverage(&lists.sources(), &options(offer.clone()), &|_| ()).err(),
        lists.catalogue(offer).err(),
    ] {
        assert_eq!(error.map(|error| error.to_string()), Some(none.to_string()));
    }
    let empty = coverage(&Sources::default(), &options(services("-")), &|_| ());
    assert!(matches!(empty, Err(Error::Option(bad)) if bad.field == "options.offer.services"));
}

#[test]
fn the_report_and_the_metadata_say_what_was_asked_and_what_words_were_taken_for() {
    let lists = Lists::new();
    let run = lists.coverage(services("démarches"));
    let written = |lang: Lang| {
        let mut bytes = Vec::new();
        let report = Report::of_coverage(&run);
        report.write(&mut bytes, Voice::of(lang)).expect("memory takes everything");
        String::from_utf8(bytes).expect("text")
    };
    let french = written(Lang::Fr);
    let french = french.replace(['\u{a0}', '\u{202f}'], " ");
    let line = "Lieux selon ce qui est demandé (service « démarches ») : 2 y répondant, pris en \
                compte ; 0 n'y répondant pas ; 1 pour lesquels la liste ne précise rien, non pris \
                en compte (options.offer.untold serve les prend en compte).";
    assert!(french.contains(line), "{french}");
    assert!(
        french.contains("« démarches » correspond à : « Aide aux démarches administratives »"),
        "{french}"
    );
    let line = "1 for which the list does not tell, which do not count";
    assert!(written(Lang::En).contains(line), "{}", written(Lang::En));

    let mut bytes = Vec::new();
    output::write_coverage(&mut bytes, &run, Voice::of(Lang::Fr)).expect("memory takes everything");
    let layer: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
    let asked = &layer["metadata"]["offre_demandee"];
    assert_eq!(asked["lieux_qui_proposent"], 2);
    assert_eq!(asked["non_dit"], "ne sert pas");
    assert_eq!(asked["services"]["démarches"].as_array().map(Vec::len), Some(2));
}
