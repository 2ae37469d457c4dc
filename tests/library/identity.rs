//! One physical place is counted once.

use std::slice;

use maillage::{
    Kind, Lang, Place, Voice,
    intake::{
        catalogue::{Catalogue, CatalogueInputs, catalogue},
        clean::{
            IdentityOptions,
            identity::{Decision, Evidence, Tally},
        },
        ledger::{Fate, Trouble},
    },
    output::{write_evidence, write_places},
};
use proptest::prelude::*;
use serde_json::Value;

use crate::handmade::Folder;

const HEADER: &str = "id,nom,adresse,commune,code_postal,latitude,longitude,pivot,services,labels_nationaux,horaires,date_maj\n";
const FS_HEADER: &str =
    "id_fs,lib_fs,adresse,lib_com,code_postal,latitude,longitude,itinerance,format_fs,h_lundi\n";

/// One thousandth of a degree of latitude is 111 m.
const NORTH_111_M: f64 = 0.001;

/// A row of a list of médiation places at Guise, `north` degrees from its middle.
fn row(id: &str, name: &str, address: &str, north: f64) -> String {
    let latitude = 49.9 + north;
    format!("{id},{name},{address},Guise,02120,{latitude:.6},3.6286,,Aide,CNFS,,2022-05-09\n")
}

fn france_services(id: &str, name: &str, address: &str, itinerant: &str) -> String {
    format!("{id},{name},{address},Guise,02120,49.9,3.6286,{itinerant},,09:00 - 12:00\n")
}

struct Lists {
    folder: Folder,
    inputs: CatalogueInputs,
}

impl Lists {
    fn new() -> Self {
        Self { folder: Folder::new(), inputs: CatalogueInputs::default() }
    }

    fn mediation(mut self, name: &str, rows: &[String]) -> Self {
        let path = self.folder.write(name, format!("{HEADER}{}", rows.concat()));
        self.inputs.supply.mediation.push(path);
        self
    }

    fn france_services(mut self, name: &str, rows: &[String]) -> Self {
        let path = self.folder.write(name, format!("{FS_HEADER}{}", rows.concat()));
        self.inputs.supply.france_services.push(path);
        self
    }

    fn stops(mut self, name: &str, text: &str) -> Self {
        let path = self.folder.write(name, text);
        self.inputs.supply.itinerant.push(path);
        self
    }

    fn with(mut self, options: IdentityOptions) -> Self {
        self.inputs.identity = options;
        self
    }

    /// The catalogue; every account of it balances.
    fn read(&self) -> Catalogue {
        let catalogue = catalogue(&self.inputs, |_| ()).expect("the lists were made to be read");
        for account in &catalogue.ledger.accounts {
            assert!(account.balances(), "{}: {:?}", account.file, account.issues);
        }
        catalogue
    }
}

/// Two rows in two lists.
fn two_lists(one: String, other: String) -> Catalogue {
    Lists::new().mediation("un.csv", &[one]).mediation("deux.csv", &[other]).read()
}

/// Two rows in one list.
fn one_list(one: String, other: String) -> Catalogue {
    Lists::new().mediation("un.csv", &[one, other]).read()
}

fn ids(catalogue: &Catalogue) -> Vec<&str> {
    catalogue.places.iter().map(|place| place.id.as_str()).collect()
}

fn verdicts(catalogue: &Catalogue) -> Vec<Decision> {
    catalogue.evidence.iter().map(|pair| pair.verdict).collect()
}

#[test]
fn one_place_under_two_spellings_in_two_lists_is_counted_once() {
    let found = two_lists(
        row("a", "Médiathèque Louise Michel", "12 avenue de la Gare", 0.0),
        row("b", "MEDIATHEQUE MUNICIPALE Louise-Michel", "12 AV DE LA GARE CEDEX", NORTH_111_M),
    );
    assert_eq!(ids(&found), ["a"]);
    assert_eq!(verdicts(&found), [Decision::Same]);
    let pair = &found.evidence[0];
    assert_eq!((pair.name, pair.address), (Some(1.0), Some(1.0)));
    // 0.5 + 0.25 + 0.15 × (1 − 111.2 / 300) + 0.1.
    assert!((pair.score - 0.944).abs() < 1e-3, "{}", pair.score);
    let twins: Vec<&str> = found.places[0].twins.iter().map(|twin| twin.id.as_str()).collect();
    assert_eq!(twins, ["b"]);
    let other = found.ledger.accounts.iter().find(|account| account.file == "deux.csv");
    let mut issues = other.expect("an account").issues.iter();
    let merged = issues.find(|issue| issue.trouble == Trouble::SamePlace).expect("it is told");
    assert_eq!(merged.fate, Fate::Merged);
    assert_eq!(
        merged.value,
        "MEDIATHEQUE MUNICIPALE Louise-Michel = Médiathèque Louise Michel, a, un.csv, ligne 2, \
         111 m, score 0.94"
    );
}

#[test]
fn the_distance_is_an_option() {
    let lists = Lists::new()
        .mediation("un.csv", &[row("a", "Le Fil", "12 rue Haute", 0.0)])
        .mediation("deux.csv", &[row("b", "Le Fil", "3 rue Basse", NORTH_111_M)]);
    assert_eq!(ids(&lists.read()), ["a"]);
    let nearer = IdentityOptions { same_within_m: 100.0, ..IdentityOptions::default() };
    assert_eq!(ids(&lists.with(nearer).read()), ["a", "b"]);
}

#[test]
fn a_shared_address_alone_makes_no_place_of_two_organisations() {
    let address = "1 place de la Mairie";
    for (one, other) in [
        ("Mairie de Guise", "Médiathèque de Guise"),
        ("CCAS de Guise", "Mission locale"),
        ("Médiathèque Louise Michel", "Centre social Louise Michel"),
        ("Pôle 1", "Pôle 2"),
    ] {
        let found = two_lists(row("a", one, address, 0.0), row("b", other, address, 0.0));
        assert_eq!(ids(&found), ["a", "b"], "{one} | {other}");
        assert_eq!(verdicts(&found), [Decision::Doubtful], "{one} | {other}");
    }
}

/// The places of a row of médiation beside the France Services at 8 rue Basse.
fn beside_france_services(name: &str, address: &str, labels: &str, north: f64) -> usize {
    let host = row("m", name, address, north).replace("CNFS", labels);
    let point = france_services("1", "France services de Guise", "8 rue Basse", "Non");
    let lists = Lists::new().mediation("lieux.csv", &[host]).france_services("fs.csv", &[point]);
    lists.read().places.len()
}

#[test]
fn a_france_services_and_what_houses_it_are_one_place() {
    let with = |name, address| beside_france_services(name, address, "CNFS", 0.0);
    assert_eq!(with("CCAS de Guise", "8 rue Basse"), 1);
    assert_eq!(with("Point info 02", "6-8 R. BASSE"), 1);
    // Another number, or none, is not its address.
    assert_eq!(with("CCAS de Guise", "12 rue Basse"), 2);
    assert_eq!(with("CCAS de Guise", "rue Basse"), 2);
    // Both say that they are France Services: the street is enough.
    let labelled = |address, north| {
        beside_france_services("CCAS de Guise", address, "CNFS;France Services", north)
    };
    assert_eq!(labelled("rue Basse", 0.0), 1);
    assert_eq!(labelled("10 rue Basse", 0.0), 1);
    assert_eq!(labelled("68 rue Basse", 0.0), 2);
    assert_eq!(labelled("8 rue Haute", 0.0), 2);
    // A position may be wrong, up to a point.
    assert_eq!(labelled("8 rue Basse", 20.0 * NORTH_111_M), 1);
    assert_eq!(labelled("8 rue Basse", 40.0 * NORTH_111_M), 2);
}

#[test]
fn two_hosts_of_one_list_at_the_address_of_a_france_services_stay_two() {
    let address = "8 rue Basse";
    let lists = Lists::new()
        .mediation(
            "lieux.csv",
            &[
                row("a", "CCAS de Guise", address, 0.0),
                row("b", "Mission locale de Thiérache", address, 0.0),
            ],
        )
        .france_services("fs.csv", &[france_services("1", "France services", address, "Non")]);
    let found = lists.read();
    assert_eq!(found.places.len(), 2);
    assert!(verdicts(&found).contains(&Decision::Doubtful));
    // Unless both say that they are it.
    let named = [row("a", "CCAS de Guise", address, 0.0), row("b", "Point info", address, 0.0)];
    let named = named.map(|row| row.replace("CNFS", "France Services"));
    assert_eq!(Lists::new().mediation("lieux.csv", &named).read().places.len(), 1);
}

#[test]
fn a_france_services_takes_one_host_and_none_of_another_sort_with_it() {
    let address = "1 place de la Mairie";
    let mediation = |name: &str| [row("m", name, address, 0.0)];
    let point = france_services("1", "France services", address, "Non");
    let found = Lists::new()
        .mediation("un.csv", &mediation("Mairie de Guise"))
        .mediation("deux.csv", &mediation("Médiathèque de Guise"))
        .france_services("fs.csv", &[point])
        .read();
    assert_eq!(found.places.len(), 2, "{:?}", ids(&found));
    // Two numbers of one name are two places, also where a third list knows only the name.
    let numbered = ["Espace numérique 1", "Espace numérique 2"];
    let rows = numbered.map(|name| row(name, name, "3 rue Haute", 0.0));
    let found = Lists::new()
        .mediation("un.csv", &rows)
        .mediation("deux.csv", &[row("e", "Espace numérique", "3 rue Haute", 0.0)])
        .read();
    assert_eq!(found.places.len(), 2, "{:?}", ids(&found));
}

#[test]
fn the_square_of_the_church_is_not_its_street() {
    let host = row("m", "Association Le Lien", "1 rue de l'Église", 0.5 * NORTH_111_M);
    let point = france_services("1", "France services", "1 place de l'Église", "Non");
    let found = Lists::new().mediation("lieux.csv", &[host]).france_services("fs.csv", &[point]);
    assert_eq!(found.read().places.len(), 2);
}

#[test]
fn twins_that_their_list_leaves_doubtful_are_one_where_another_list_knows_both() {
    let twins = [
        row("a", "France Services du Val", "Place du Marché", 0.0),
        row("b", "France services du Val", "00 Place du Marché prolongée", 0.1 * NORTH_111_M),
    ];
    let alone = Lists::new().mediation("lieux.csv", &twins).read();
    assert_eq!(verdicts(&alone), [Decision::Doubtful]);
    let point = france_services("1", "France services du Val", "place du marché", "Non");
    let both = Lists::new().mediation("lieux.csv", &twins).france_services("fs.csv", &[point]);
    assert_eq!(ids(&both.read()), ["1"]);
}

#[test]
fn an_employers_siret_makes_no_place_of_its_many_places() {
    let siret = "21550016000014";
    let employed = |id, name, address, north| {
        row(id, name, address, north).replace(",,Aide", &format!(",{siret},Aide"))
    };
    let found = two_lists(
        employed("a", "Mairie de Guise", "1 place de la Mairie", 0.0),
        employed("b", "Salle des fêtes", "30 rue Haute", 5.0 * NORTH_111_M),
    );
    assert_eq!(ids(&found), ["a", "b"]);
    let found = two_lists(
        employed("a", "Mairie de Guise", "1 place de la Mairie", 0.0),
        employed("b", "Salle des fêtes", "1 place de la Mairie", 0.0),
    );
    assert_eq!(ids(&found), ["a", "b"]);
    assert_eq!(found.evidence[0].identifier.as_deref(), Some(siret));
}

#[test]
fn two_rows_of_one_list_must_agree_almost_wholly() {
    let (one, other) =
        (row("a", "Le Fil", "12 rue Haute", 0.0), row("b", "Le Fil", "14 rue Haute", NORTH_111_M));
    assert_eq!(ids(&two_lists(one.clone(), other.clone())), ["a"]);
    let found = one_list(one, other);
    assert_eq!(ids(&found), ["a", "b"]);
    assert_eq!(verdicts(&found), [Decision::Doubtful]);
    let mut issues = found.ledger.accounts[0].issues.iter();
    let told = issues.find(|issue| issue.trouble == Trouble::PossiblyTheSame);
    let told = told.expect("it is told");
    assert_eq!(told.fate, Fate::Kept);
    assert_eq!(told.value, "Le Fil ~ Le Fil, a, un.csv, ligne 2, 111 m, score 0.82");

    let almost = row("b", "LE FIL", "12 r. haute", NORTH_111_M);
    assert_eq!(ids(&one_list(row("a", "Le Fil", "12 rue Haute", 0.0), almost)), ["a"]);
}

#[test]
fn a_bus_and_its_office_are_never_one_place() {
    let address = "8 rue Basse";
    let name = "Bus France services de Guise";
    let lists = Lists::new()
        .mediation("lieux.csv", &[row("m", "France services de Guise", address, 0.0)])
        .france_services("fs.csv", &[france_services("1", name, address, "Oui")]);
    let found = lists.read();
    assert_eq!(found.places.len(), 2);
    assert!(found.evidence.is_empty());
}

#[test]
fn rows_of_one_stop_of_a_tour_are_one_place_with_the_days_of_all() {
    let header = "id,tournee,ordre,arret,latitude,longitude,recurrence,siret\n";
    let stop = |id, tour, order, when| {
        format!("{id},{tour},{order},Place du marché,49.9,3.6286,{when},21550016000014\n")
    };
    let text = [
        header.to_owned(),
        stop("s1", "Bus", 1, "Mo 09:00-12:00"),
        stop("s2", "Bus", 4, "Tu 14:00-16:00"),
        stop("s1", "Bus", 1, "Mo 09:00-12:00"),
        stop("s3", "Autre bus", 1, "Mo 09:00-12:00"),
    ];
    let found = Lists::new().stops("bus.csv", &text.concat()).read();
    assert_eq!(ids(&found), ["s1", "s3"]);
    assert_eq!(verdicts(&found), [Decision::Certain, Decision::Certain]);
    let stop = found.places[0].stop.as_ref().expect("a stop");
    assert_eq!(stop.recurrence, "Mo 09:00-12:00 | Tu 14:00-16:00");
    let minutes = found.timetable.places[0].as_ref().expect("hours").minutes_per_week;
    // Five hours a week, less the public holidays of a year.
    assert!((285.0..300.0).contains(&minutes), "{minutes}");
}

#[test]
fn the_merged_place_is_france_services_as_well_as_mediation_and_keeps_every_identifier() {
    let lists = Lists::new()
        .mediation(
            "vieux.csv",
            &[row("old", "Maison France Services", "8 rue Basse", 0.0)
                .replace("2022-05-09", "01/02/2021")
                .replace("Aide", "Prêt;Aide")],
        )
        .mediation(
            "neuf.csv",
            &[row("new", "Espace France Services", "8 R BASSE", 0.0)
                .replace("Aide", "aide;Cours")
                .replace(",,2022", ",Mo 09:00-12:00,2022")],
        )
        .france_services(
            "fs.csv",
            &[france_services("7", "France services de Guise", "8 rue Basse", "Non")],
        );
    let found = lists.read();
    let [place]: &[Place] = &found.places else { panic!("{:?}", ids(&found)) };
    assert_eq!((place.id.as_str(), place.kind), ("7", Kind::FranceServices));
    assert_eq!(place.also, Some(Kind::Mediation));
    let twins: Vec<&str> = place.twins.iter().map(|twin| twin.id.as_str()).collect();
    assert_eq!(twins, ["new", "old"]);
    // The freshest first; what is written in two ways stands once.
    assert_eq!(&place.details["services"], "aide|Cours|Prêt");
    assert_eq!(&place.details["labels"], "CNFS|France Services");
    assert_eq!(&place.details["horaires"], "Mo 09:00-12:00");
    assert_eq!(&place.details["adresse"], "8 rue Basse");
    assert_eq!(&place.details["date_maj"], "2022-05-09");
    let tally = Tally::of(&found.places, &found.evidence);
    assert_eq!((tally.rows, tally.places, tally.alike), (3, 1, 2));

    let mut layer = Vec::new();
    write_places(&mut layer, &found, Voice::of(Lang::Fr)).expect("memory takes everything");
    let layer: Value = serde_json::from_slice(&layer).expect("JSON");
    let columns = &layer["features"][0]["properties"];
    assert_eq!(columns["types"], "mediation|france_services");
    assert_eq!(columns["precision"], "position");
    assert_eq!(columns["identifiants"], "fs.csv:7|neuf.csv:new|vieux.csv:old");
    assert_eq!(columns["sources"], "fs.csv:2|neuf.csv:2|vieux.csv:2");
    assert_eq!(layer["metadata"]["identite"]["meme_lieu_jusqu_a_m"], 300.0);
}

/// The kinds of the only place of a catalogue.
fn kinds(catalogue: &Catalogue) -> (Kind, Option<Kind>) {
    let [place]: &[Place] = &catalogue.places else { panic!("{:?}", ids(catalogue)) };
    (place.kind, place.also)
}

#[test]
fn a_row_labelled_or_typed_france_services_is_both_kinds() {
    let both = (Kind::Mediation, Some(Kind::FranceServices));
    let town_hall = row("a", "Mairie de Guise", "1 place Basse", 0.0);
    let labelled = |labels: &str| {
        let row = town_hall.replace("CNFS", labels);
        kinds(&Lists::new().mediation("lieux.csv", &[row]).read())
    };
    assert_eq!(labelled("CNFS;France Services"), both);
    assert_eq!(labelled("Réseau France services"), both);
    assert_eq!(labelled("CNFS"), (Kind::Mediation, None));
    assert_eq!(labelled("Conseiller numérique France Services"), (Kind::Mediation, None));

    let folder = Folder::new();
    let in_column = |column: &str, value: &str| {
        let header = HEADER.replace("id,nom", &format!("{column},id,nom"));
        let path = folder.write("lieux.csv", format!("{header}{value},{town_hall}"));
        let mut inputs = CatalogueInputs::default();
        inputs.supply.mediation.push(path);
        kinds(&catalogue(&inputs, |_| ()).expect("one place"))
    };
    assert_eq!(in_column("typologie", "MUNI;RFS"), both);
    assert_eq!(in_column("formations_labels", "Aidants Connect|France Services"), both);
    assert_eq!(in_column("typologie", "MUNI"), (Kind::Mediation, None));
}

/// The invariant of the whole: an itinerant service is never a fixed place.
#[test]
fn an_itinerant_service_stays_itinerant_whatever_its_label() {
    let bus = row("a", "Bus de Guise", "1 place Basse", 0.0).replace("CNFS", "France Services");
    let found = Lists::new().mediation("lieux.csv", &[bus]).read();
    assert_eq!(kinds(&found), (Kind::Itinerant, None));
}

/// An employer's points inherit its label: away from its street it is of no weight, and the list of
/// France Services overrules it.
#[test]
fn a_label_elsewhere_changes_neither_what_is_merged_nor_which_row_represents_the_place() {
    let found = |labels: &str| {
        let same = row("a", "Espace France Services", "8 rue Basse", 0.0);
        let other = row("b", "Médiathèque Louise Michel", "11 rue Haute", 0.0);
        let rows = [same, other].map(|row| row.replace("CNFS", labels));
        let lists = Lists::new().mediation("lieux.csv", &rows);
        let point = france_services("7", "France services de Guise", "8 rue Basse", "Non");
        lists.france_services("fs.csv", &[&[point][..], &elsewhere_in_aisne()].concat()).read()
    };
    let (plain, labelled) = (found("CNFS"), found("France Services"));
    assert_eq!(ids(&plain)[..2], ["7", "b"]);
    assert_eq!(ids(&labelled), ids(&plain));
    assert_eq!(verdicts(&labelled), verdicts(&plain));
    let kinds =
        |of: &Catalogue| -> Vec<_> { of.places.iter().map(|it| (it.kind, it.also)).collect() };
    let merged = (Kind::FranceServices, Some(Kind::Mediation));
    assert_eq!(kinds(&plain)[..2], [merged, (Kind::Mediation, None)]);
    assert_eq!(kinds(&labelled), kinds(&plain));
    assert_eq!(said(&labelled, Trouble::LabelUnconfirmed), ["lieux.csv"]);
    assert_eq!(said(&plain, Trouble::LabelUnconfirmed), [""; 0]);
}

#[test]
fn a_label_that_a_catalogue_gives_back_is_not_said_to_be_lost() {
    let labelled = |id: &str, name: &str, address: &str| {
        row(id, name, address, 0.0).replace("CNFS", "France Services")
    };
    let rows = [
        labelled("b", "Médiathèque Louise Michel", "11 rue Haute"),
        labelled("c", "Mairie de Guise", "2 place de la Mairie"),
    ];
    let here = france_services("7", "France services de Guise", "8 rue Basse", "Non");
    let points = [&elsewhere_in_aisne()[..], &[here]].concat();
    let mut lists = Lists::new().mediation("lieux.csv", &rows).france_services("fs.csv", &points);
    let lost = |of: &Catalogue| -> Vec<String> {
        let issues = of.ledger.accounts.iter().flat_map(|account| &account.issues);
        let labels = [Trouble::LabelUnconfirmed, Trouble::LabelsUnconfirmed];
        let mut lost: Vec<String> = issues
            .filter(|issue| labels.contains(&issue.trouble))
            .map(|issue| issue.value.clone())
            .collect();
        lost.sort();
        lost
    };
    assert_eq!(lost(&lists.read()), ["2", "Mairie de Guise", "Médiathèque Louise Michel"]);
    let catalogue = lists.folder.write(
        "catalogue.csv",
        "id,nom,type,types,source_fichier,identifiants\n\
         b,Médiathèque Louise Michel,mediation,mediation|france_services,lieux.csv,lieux.csv:b\n",
    );
    lists.inputs.supply.catalogue.push(catalogue);
    let given_back = lists.read();
    assert_eq!(lost(&given_back), ["1", "Mairie de Guise"]);
    let library = given_back.places.iter().find(|place| place.id == "b").expect("it is there");
    assert_eq!(library.also, Some(Kind::FranceServices));
}

/// Four France Services of other communes of the département.
fn elsewhere_in_aisne() -> [String; 4] {
    let communes = [
        ("Hirson,02500,49.92,4.08", "w"),
        ("Laon,02000,49.56,3.62", "x"),
        ("Soissons,02200,49.38,3.32", "y"),
        ("Chauny,02300,49.61,3.21", "z"),
    ];
    communes.map(|(commune, id)| {
        let point = france_services(id, "France services", "1 place du Marché", "Non");
        point.replace("Guise,02120,49.9,3.6286", commune)
    })
}

#[test]
fn a_label_is_believed_where_no_list_of_france_services_says_otherwise() {
    let labelled = row("b", "Médiathèque Louise Michel", "11 rue Haute", 0.0)
        .replace("CNFS", "France Services");
    let lists = || Lists::new().mediation("lieux.csv", slice::from_ref(&labelled));
    let second_kinds = |of: &Catalogue| -> Vec<Option<Kind>> {
        of.places.iter().filter(|it| it.id == "b").map(|it| it.also).collect()
    };
    let alone = lists().read();
    assert_eq!(second_kinds(&alone), [Some(Kind::FranceServices)]);
    let believed = |points: &[String]| {
        let found = lists().france_services("fs.csv", points).read();
        let is_told = !said(&found, Trouble::LabelsUnconfirmed).is_empty();
        assert_eq!(is_told, second_kinds(&found) == [None]);
        !is_told
    };
    let all = elsewhere_in_aisne();
    // A few of a département may be a part of the list, and five of another do not speak of this one.
    assert!(believed(&all));
    let elsewhere = france_services("7", "France services d'ailleurs", "8 rue Basse", "Non");
    let elsewhere = elsewhere.replace("Guise,02120,49.9,3.6286", "Angoulême,16000,45.65,0.16");
    assert!(believed(&[&all[..], &[elsewhere]].concat()));
    let here = france_services("7", "France services de Vervins", "8 rue Basse", "Non");
    let here = here.replace("Guise,02120,49.9,3.6286", "Vervins,02140,49.83,3.91");
    assert!(!believed(&[&all[..], &[here]].concat()));
    // An itinerant service of the list has its office there.
    let bus = france_services("7", "Bus France services", "9 rue Haute", "Oui");
    assert!(believed(&[&all[..], &[bus]].concat()));
}

/// A row of the library, open at `hours`, brought up to date on `date`.
fn library(id: &str, hours: &str, date: &str) -> String {
    let row = row(id, "Médiathèque Louise Michel", "12 rue Haute", 0.0);
    row.replace(",,2022-05-09", &format!(",\"{hours}\",{date}"))
}

fn said(catalogue: &Catalogue, trouble: Trouble) -> Vec<&str> {
    let accounts = catalogue.ledger.accounts.iter();
    let of = accounts.filter(|account| account.issues.iter().any(|it| it.trouble == trouble));
    of.map(|account| account.file.as_str()).collect()
}

#[test]
fn the_hours_of_a_place_are_those_of_the_latest_list() {
    let hours = |one: String, other: String| {
        let found = two_lists(one, other);
        let [place] = &found.timetable.places[..] else { panic!("{:?}", ids(&found)) };
        let minutes = place.as_ref().map(|place| place.minutes_per_week);
        // To the hour: the public holidays of a year take some minutes a week.
        (minutes.map(|minutes| (minutes / 60.0).round()), found)
    };
    // Mondays only, not the Tuesdays of the older list.
    let (old, new) = ("Tu 14:00-18:00", "Mo 09:00-12:00");
    let (minutes, found) = hours(library("a", old, "2021-03-01"), library("b", new, "2024-06-30"));
    assert_eq!(minutes, Some(3.0));
    assert_eq!(said(&found, Trouble::HoursReplaced), ["un.csv"]);
    let (_, found) = hours(library("a", new, "2021-03-01"), library("b", new, "2024-06-30"));
    assert_eq!(said(&found, Trouble::HoursReplaced), Vec::<&str>::new());
    // Without dates they add up; where they contradict each other it is said.
    let (minutes, found) = hours(library("a", old, ""), library("b", new, ""));
    assert_eq!(minutes, Some(7.0));
    assert_eq!(said(&found, Trouble::HoursContradict), Vec::<&str>::new());
    let (minutes, found) = hours(library("a", "Mo 14:00-18:00", ""), library("b", new, ""));
    assert_eq!(minutes, Some(7.0));
    // Which list is told of does not depend on their order.
    let told = said(&found, Trouble::HoursContradict).join(" ");
    let (_, found) = hours(library("b", new, ""), library("a", "Mo 14:00-18:00", ""));
    let other = if told == "un.csv" { "deux.csv" } else { "un.csv" };
    assert_eq!(said(&found, Trouble::HoursContradict), [other]);
    // The later list says that it is closed.
    let (minutes, _) = hours(library("a", old, "2021-03-01"), library("b", "fermé", "2024-06-30"));
    assert_eq!(minutes, Some(0.0));
    // The later list says something that is not understood: nobody knows.
    let asked = library("b", "sur demande", "2024-06-30");
    assert_eq!(hours(library("a", old, "2021-03-01"), asked).0, None);
}

#[test]
fn a_mapping_dates_a_list_whose_rows_have_no_date() {
    let mut lists = Lists::new()
        .mediation("neuf.csv", &[library("a", "Mo 09:00-12:00", "")])
        .mediation("vieux.csv", &[library("b", "Tu 14:00-18:00", "2022-01-31")]);
    let mapping = "[[liste]]\nfichier = \"neuf.csv\"\ndate = \"2024-06-30\"\n";
    lists.inputs.supply.mapping = Some(lists.folder.write("mapping.toml", mapping));
    let hours = lists.read().timetable.places[0].as_ref().map(|of| of.minutes_per_week / 60.0);
    assert_eq!(hours.map(f64::round), Some(3.0));

    let unread = mapping.replace("2024-06-30", "été 2024");
    lists.inputs.supply.mapping = Some(lists.folder.write("mapping.toml", unread));
    let refused = catalogue(&lists.inputs, |_| ()).expect_err("no date").to_string();
    assert!(refused.contains("`date` is written 2024-06-30"), "{refused}");
}

#[test]
fn a_site_without_hours_where_a_bus_stops_is_said() {
    let header = "id,tournee,ordre,arret,commune,code_postal,latitude,longitude,recurrence\n";
    let stop = "s1,Bus,1,Place du marché,Guise,02120,49.9,3.6286,Mo 09:00-12:00\n";
    let stops = format!("{header}{stop}");
    let beside = |rows: &[String]| {
        let found = Lists::new().mediation("lieux.csv", rows).stops("bus.csv", &stops).read();
        let accounts = found.ledger.accounts.iter().flat_map(|account| &account.issues);
        let visits = accounts.filter(|issue| issue.trouble == Trouble::PerhapsVisits);
        visits.map(|issue| issue.value.clone()).collect::<Vec<_>>()
    };
    let town_hall = row("m", "Mairie de Guise", "2 place du Marché", NORTH_111_M);
    assert_eq!(beside(&[town_hall]), ["Mairie de Guise ~ Place du marché, 111 m"]);
    let far = row("m", "Mairie de Guise", "2 place du Marché", 10.0 * NORTH_111_M);
    let open = library("b", "Mo-Fr 09:00-12:00", "2024-06-30");
    assert_eq!(beside(&[far, open]), Vec::<String>::new());
}

#[test]
fn the_evidence_tells_both_rows_and_what_was_found() {
    let address = "1 place de la Mairie";
    let found = two_lists(row("a", "Mairie", address, 0.0), row("b", "Médiathèque", address, 0.0));
    let mut csv = Vec::new();
    write_evidence(&mut csv, &found.evidence, &found.ledger).expect("memory");
    let csv = String::from_utf8(csv).expect("UTF-8");
    let lines: Vec<&str> = csv.lines().collect();
    let header = "verdict,score,distance_m,nom_1,adresse_1,commune_1,identifiant_1,fichier_1,";
    assert!(lines[0].starts_with(header), "{}", lines[0]);
    let pair = format!(
        "douteux,0.500,0,Mairie,{address},Guise,a,un.csv,2,Médiathèque,{address},Guise,b,deux.csv,2,\
         0.000,1.000,"
    );
    assert_eq!(lines[1], pair);
}

/// Rows of few names at few points, so that there is much to merge.
fn rows() -> impl Strategy<Value = Vec<(usize, String)>> {
    const NAMES: [&str; 6] = [
        "Médiathèque Louise Michel",
        "Bibliothèque municipale Louise Michel",
        "France services",
        "Espace France Services de Guise",
        "Mairie de Guise",
        "CCAS",
    ];
    let address = prop::sample::select(vec!["1 rue Haute", "1 r haute", "3 rue Haute", ""]);
    let name = prop::sample::select(NAMES.to_vec());
    let date = prop::sample::select(vec!["2022-05-09", "10/05/2022", ""]);
    let one = (0..3_usize, 0..6_u32, name, address, 0..4_u32, date);
    let line = |(list, id, name, address, north, date): (usize, u32, &str, &str, u32, &str)| {
        let row = row(&format!("p{id}"), name, address, f64::from(north) * NORTH_111_M);
        (list, row.replace("2022-05-09", date))
    };
    prop::collection::vec(one.prop_map(line), 1..14)
}

/// The layer of lists given in this order, rows in this order, without what tells where
/// rows stand; and the evidence without it.
fn partition(rows: &[(usize, String)], files: &[usize]) -> (Value, Vec<String>) {
    let mut lists = Lists::new();
    for file in files {
        let of_file: Vec<String> =
            rows.iter().filter(|(list, _)| list == file).map(|(_, row)| row.clone()).collect();
        if !of_file.is_empty() {
            lists = lists.mediation(&format!("liste-{file}.csv"), &of_file);
        }
    }
    let found = lists.read();
    let mut layer = Vec::new();
    write_places(&mut layer, &found, Voice::of(Lang::Fr)).expect("memory takes everything");
    let mut layer: Value = serde_json::from_slice(&layer).expect("JSON");
    for feature in layer["features"].as_array_mut().expect("features") {
        let row = feature["properties"].as_object_mut().expect("a row");
        row.remove("source_ligne");
        row.remove("sources");
    }
    let told = |pair: &Evidence| {
        let names = pair.rows.each_ref().map(|row| (row.id.clone(), row.name.clone()));
        format!("{names:?} {:?} {:?}", pair.verdict, pair.score)
    };
    (layer["features"].take(), found.evidence.iter().map(told).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_order_of_files_and_of_rows_changes_nothing(
        (rows, shuffled) in rows().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
        files in Just(vec![0, 1, 2]).prop_shuffle(),
    ) {
        prop_assert_eq!(partition(&rows, &[0, 1, 2]), partition(&shuffled, &files));
    }

    #[test]
    fn every_row_is_one_place_or_one_twin(rows in rows()) {
        let mut lists = Lists::new();
        for file in 0..3 {
            let of_file: Vec<String> = rows
                .iter()
                .filter(|(list, _)| *list == file)
                .map(|(_, row)| row.clone())
                .collect();
            if !of_file.is_empty() {
                lists = lists.mediation(&format!("liste-{file}.csv"), &of_file);
            }
        }
        let found = lists.read();
        let tally = Tally::of(&found.places, &found.evidence);
        prop_assert_eq!(tally.rows, rows.len());
        prop_assert_eq!(tally.rows, tally.places + tally.certain + tally.alike);
    }
}

#[test]
fn a_place_of_three_lists_is_one_and_a_chain_does_not_join_what_is_different() {
    let list = |name: &str, row: String| (name.to_owned(), row);
    let read = |lists: [(String, String); 3]| {
        let lists =
            lists.into_iter().fold(Lists::new(), |all, (name, row)| all.mediation(&name, &[row]));
        ids(&lists.read()).len()
    };
    let address = "12 rue Haute";
    assert_eq!(
        read([
            list("un.csv", row("a", "Médiathèque Louise Michel", address, 0.0)),
            list("deux.csv", row("b", "Médiathèque L. Michel", address, NORTH_111_M)),
            list("trois.csv", row("c", "Bibliothèque Louise Michel", address, 2.0 * NORTH_111_M)),
        ]),
        1
    );
    // `Le Fil` is at both ends and 334 m apart, at two addresses.
    assert_eq!(
        read([
            list("un.csv", row("a", "Le Fil d'Ariane", "1 rue Haute", 0.0)),
            list("deux.csv", row("b", "Le Fil", "", 1.5 * NORTH_111_M)),
            list("trois.csv", row("c", "Le Fil de soie", "90 rue Basse", 2.5 * NORTH_111_M)),
        ]),
        2
    );
}

#[test]
fn twenty_thousand_rows_at_one_point_are_compared_with_a_few_each() {
    let rows: Vec<String> = (0..20_000)
        .map(|rank| {
            row(&format!("p{rank}"), &format!("Lieu {}", rank % 10_000), "1 rue Haute", 0.0)
        })
        .collect();
    let (one, other) = rows.split_at(10_000);
    let found = Lists::new().mediation("un.csv", one).mediation("deux.csv", other).read();
    assert_eq!(found.places.len(), 10_000);
}
