//! The order of rows and of files tells nothing.
//!
//! For lists that are shuffled "the same" means: the same features, byte for byte and in the same
//! order. What tells the file itself apart differs: its checksum, its lines, and with them the
//! ledger, which follows the lines. For files that are given in another order everything is the
//! same.

use std::path::PathBuf;

use maillage::{
    Kind, Lang, Sources, Supply, Voice,
    intake::{
        catalogue::{CatalogueInputs, catalogue},
        ledger::{Fate, Trouble},
    },
    output::{ToursLayer, write_calendar, write_evidence, write_ledger, write_places, write_tours},
};
use rayon::ThreadPoolBuilder;
use serde_json::Value;

use crate::{
    handmade::{Folder, account, run, squares, told},
    layer::{Layer, geojson},
};

/// The elements in an order that `seed` tells.
pub(crate) fn shuffled<Element>(mut elements: Vec<Element>, seed: u64) -> Vec<Element> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(1);
    for last in (1..elements.len()).rev() {
        // A generator of Marsaglia's: https://doi.org/10.18637/jss.v008.i14.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        elements.swap(last, (state % (last as u64 + 1)) as usize);
    }
    elements
}

/// A table with its first line kept and the others shuffled.
pub(crate) fn with_rows_shuffled(table: &str, seed: u64) -> String {
    let (header, rows) = table.split_once('\n').expect("a header");
    let rows = shuffled(rows.lines().collect(), seed);
    format!("{header}\n{}\n", rows.join("\n"))
}

/// An array of records, or the features of a collection, shuffled.
pub(crate) fn with_records_shuffled(text: &str, seed: u64) -> String {
    let mut value: Value = serde_json::from_str(text).expect("the text is JSON");
    let records = if value.is_array() { &mut value } else { &mut value["features"] };
    let records = records.as_array_mut().expect("records");
    *records = shuffled(std::mem::take(records), seed);
    value.to_string()
}

/// A file of no one's, by its name, and the field that it is given in.
type Files = Vec<(&'static str, &'static str, String)>;

const PLACES: &str = "\
Lieu,Adresse,Ville,Latitude,Longitude,Horaires,Services
Mairie inventée,1 place Haute,Carré 99001,45.051,0.021,Lundi 9h-12h,Aide
Mairie inventée,1 place Haute,Carré 99001,45.051,0.021,Mardi 14h-17h,Prêt
Mairie inventée,1 place Haute,Carré 99001,45.051,0.021,,Aide|Cours
Mairie inventée,,Carré 99002,,,Mardi 14h-17h,Aide
Mairie inventée,,Carré 99002,,,Mardi 14h-17h,Aide
Mairie inventée,,Carré 99002,,,Jeudi 14h-17h,Aide
Médiathèque inventée,2 rue Basse,Carré 99002,45.052,0.148,,Cours
Mediathèque inventée,2 r. Basse,Carré 99002,45.0521,0.1481,Samedi 9h-12h,Aide
Médiathèque inventée,2 bis rue Basse,Carré 99002,45.0522,0.1482,,
Atelier inventé,,Carré 99003,45.05,0.25,,Aide
Atelier inventé,,Carré 99003,45.05,0.25,,Aide
Bureau inventé,,Carré 99003,45.05,0.25,,Aide
Poste inventée,3 rue Basse,Carré 99003,45.04,0.26,,
";

/// Records that leave out what they do not know.
const RECORDS: &str = r#"[
{"nom": "Poste inventée", "commune": "Carré 99003", "adresse": "3, rue Basse", "latitude": 45.0401, "longitude": 0.26},
{"nom": "Tiers-lieu inventé", "horaires": "Mo 09:00-12:00", "commune": "Carré 99001", "latitude": 45.06, "longitude": 0.04},
{"commune": "Carré 99001", "nom": "Tiers-lieu inventé", "latitude": 45.06, "longitude": 0.04, "services": "Aide"},
{"nom": "Fablab inventé", "latitude": 45.07, "longitude": 0.17, "presentation_resume": "Cours"},
{"nom": "Fablab inventé", "latitude": 45.07, "longitude": 0.17, "presentation_resume": "Atelier"}
]"#;

/// Stops without any order; the hours of some are unknown.
const STOPS: &str = "\
tournee,vehicule,arret,latitude,longitude,code_insee,recurrence
Nord,,Halle,45.02,0.03,99001,Mo 10:00-12:00
Nord,,Halle,45.02,0.03,99001,We 10:00-12:00
Nord,,Lavoir,45.03,0.13,99002,Tu 10:00-12:00
Nord,,Four,45.04,0.23,99003,
Nord,,Pont,45.05,0.22,99003,
Nord,,Gare,,,99002,
Nord,,Gare,,,99002,
Sud,Bus 2,Halle,45.02,0.03,99001,Mo 11:00-12:00
,,École,45.08,0.08,99001,Fr 10:00-12:00
";

/// Two rows of one commune differ, two agree.
const POPULATION: &str = "\
code_insee,annee,pop_municipale
99001,2021,1000
99001,2019,1100
99002,2021,2000
99002,2021,2000
99003,2021,300
";

fn files() -> Files {
    vec![
        ("communes.geojson", "communes", squares(&["99001", "99002", "99003", "99004"])),
        ("lieux.csv", "mediation", PLACES.to_owned()),
        ("autres.json", "mediation", RECORDS.to_owned()),
        ("arrets.csv", "itinerant", STOPS.to_owned()),
        ("arrets-du-sud.csv", "itinerant", STOPS.replace("Sud", "Sud inventé")),
        ("population.csv", "population", POPULATION.to_owned()),
    ]
}

/// The rows of all files shuffled.
fn with_rows_of_all_shuffled(files: Files, seed: u64) -> Files {
    let files = files.into_iter().map(|(name, field, text)| {
        let is_table = name.ends_with(".csv");
        let shuffle = if is_table { with_rows_shuffled } else { with_records_shuffled };
        (name, field, shuffle(&text, seed))
    });
    files.collect()
}

/// The files in `folder`, given in their order.
fn sources(folder: &Folder, files: &Files) -> Sources {
    let mut sources = Sources::default();
    for (name, field, text) in files {
        let path: PathBuf = folder.write(name, text);
        match *field {
            "communes" => sources.communes = Some(path),
            "population" => sources.population = Some(path),
            "mediation" => sources.supply.mediation.push(path),
            "itinerant" => sources.supply.itinerant.push(path),
            other => panic!("no test gives {other}"),
        }
    }
    sources
}

/// The features of a layer in the order written, each as its bytes, without the lines of lists.
fn features(layer: &[u8]) -> Vec<String> {
    let mut layer: Value = serde_json::from_slice(layer).expect("a layer is JSON");
    let features = layer["features"].as_array_mut().expect("a layer has features");
    let bytes = features.iter_mut().map(|feature| {
        if let Some(properties) = feature["properties"].as_object_mut() {
            properties.retain(|column, _| !["source_ligne", "sources"].contains(&&**column));
        }
        feature.to_string()
    });
    bytes.collect()
}

/// What is written of a catalogue of `supply`: places, tours, calendar, ledger, evidence.
fn catalogued(sources: &Sources) -> [Vec<u8>; 5] {
    let inputs = CatalogueInputs {
        supply: sources.supply.clone(),
        communes: sources.communes.clone(),
        ..CatalogueInputs::default()
    };
    let catalogue = catalogue(&inputs, |_| ()).expect("the lists were made to be read");
    let voice = Voice::of(Lang::Fr);
    let layer = ToursLayer::from(&catalogue);
    let mut written: [Vec<u8>; 5] = Default::default();
    let [places, tours, calendar, ledger, evidence] = &mut written;
    write_places(places, &catalogue, voice).expect("memory takes everything");
    write_tours(tours, &layer).expect("memory takes everything");
    write_calendar(calendar, &layer).expect("memory takes everything");
    write_ledger(ledger, &catalogue.ledger, voice).expect("memory takes everything");
    write_evidence(evidence, &catalogue.evidence, &catalogue.ledger)
        .expect("memory takes everything");
    written
}

#[test]
fn features_of_lists_without_identifiers_do_not_depend_on_the_order_of_rows() {
    let folder = Folder::new();
    let given = sources(&folder, &files());
    let map = features(&geojson(&run(&given)));
    let [places, tours, calendar, ..] = catalogued(&given);
    let (places, tours) = (features(&places), features(&tours));
    assert!(places.len() > 10, "{places:#?}");
    for seed in 1..=12 {
        let folder = Folder::new();
        let given = sources(&folder, &with_rows_of_all_shuffled(files(), seed));
        assert_eq!(map, features(&geojson(&run(&given))), "the map, seed {seed}");
        let [other_places, other_tours, other_calendar, ..] = catalogued(&given);
        assert_eq!(places, features(&other_places), "the places, seed {seed}");
        assert_eq!(tours, features(&other_tours), "the tours, seed {seed}");
        assert!(calendar == other_calendar, "the calendar, seed {seed}");
    }
}

#[test]
fn every_byte_is_the_same_for_files_in_any_order_and_on_any_number_of_threads() {
    let folder = Folder::new();
    let given = sources(&folder, &files());
    let before = (geojson(&run(&given)), catalogued(&given));
    let all: Vec<PathBuf> = files().iter().map(|(name, ..)| folder.path(name)).collect();
    for (seed, threads) in [(1, 1), (2, 2), (3, 8)] {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("some threads");
        let reordered = sources(&folder, &shuffled(files(), seed));
        let after = pool.install(|| (geojson(&run(&reordered)), catalogued(&reordered)));
        assert!(before == after, "seed {seed}, {threads} threads");
    }
    // Bare files are put in order too.
    let bare = |seed| Sources { files: shuffled(all.clone(), seed), ..Sources::default() };
    assert!(geojson(&run(&bare(1))) == geojson(&run(&bare(2))), "bare files");
}

#[test]
fn an_identifier_that_is_made_outlives_a_new_row_and_new_hours() {
    let ids = |list: String| -> Vec<String> {
        let folder = Folder::new();
        let lists = vec![folder.write("lieux.csv", list)];
        let supply = Supply { mediation: lists, ..Supply::default() };
        let communes = squares(&["99001", "99002", "99003"]);
        let communes = Some(folder.write("communes.geojson", communes));
        let inputs = CatalogueInputs { supply, communes, ..CatalogueInputs::default() };
        let places = catalogue(&inputs, |_| ()).expect("a list").places;
        let poste = places.iter().filter(|place| place.name == "Poste inventée");
        poste.map(|place| place.id.clone()).collect()
    };
    let (header, rows) = PLACES.split_once('\n').expect("a header");
    let new = "Centre inventé,4 rue Basse,Carré 99003,45.03,0.27,,\n";
    let before = ids(PLACES.to_owned());
    assert_eq!(before.len(), 1);
    assert_eq!(before, ids(format!("{header}\n{new}{rows}")));
    assert_eq!(before, ids(PLACES.replace("0.26,,", "0.26,Jeudi 9h-12h,")));
    assert_ne!(before, ids(PLACES.replace("0.26,,", "0.261,,")));
}

#[test]
fn a_stop_given_twice_is_one_with_a_position_and_without() {
    let folder = Folder::new();
    let stops = "tournee,vehicule,ordre,arret,latitude,longitude,code_insee,recurrence\n\
                 T,V,1,Halle,,,99001,Mo 10:00-12:00\n\
                 T,V,1,Halle,,,99001,Mo 10:00-12:00\n\
                 T,V,2,Lavoir,45.05,0.15,99002,Tu 10:00-12:00\n\
                 T,V,2,Lavoir,45.05,0.15,99002,Tu 10:00-12:00\n\
                 T,V,3,Lavoir,,,99003,We 10:00-12:00\n";
    let sources = Sources {
        communes: Some(folder.write("communes.geojson", squares(&["99001", "99002", "99003"]))),
        supply: Supply { itinerant: vec![folder.write("arrets.csv", stops)], ..Supply::default() },
        ..Sources::default()
    };
    let coverage = run(&sources);
    assert_eq!(coverage.territory.places().len(), 3);
    let lines = [3, 5].map(|line| told(account(&coverage, "arrets.csv"), line));
    let merged = (Fate::Merged, Trouble::SamePlace);
    assert!(lines.iter().all(|of_line| of_line.contains(&merged)), "{lines:?}");
    assert!(coverage.territory.places().iter().all(|place| place.kind == Kind::Itinerant));
}

#[test]
fn of_a_pair_given_twice_the_shorter_way_counts_in_any_order() {
    let table = "origin,destination,minutes\n\
                 99001,99002,10\n99001,99002,9\n99001,99002,11\n99002,99002,1\n99003,99002,5\n";
    for seed in 1..=6 {
        let folder = Folder::new();
        let places = "id,nom,latitude,longitude,services\na,Lieu a,45.05,0.15,Aide\n";
        let sources = Sources {
            communes: Some(folder.write("communes.geojson", squares(&["99001", "99002", "99003"]))),
            supply: Supply {
                mediation: vec![folder.write("lieux.csv", places)],
                ..Supply::default()
            },
            travel_table: Some(folder.write("temps.csv", with_rows_shuffled(table, seed))),
            ..Sources::default()
        };
        let coverage = run(&sources);
        let layer = Layer::of(&coverage);
        assert_eq!(layer.number("99001", "duree_min"), Some(9.0), "seed {seed}");
        let account = account(&coverage, "temps.csv");
        let twice = account.issues.iter().filter(|issue| issue.trouble == Trouble::PairTwice);
        assert_eq!(twice.count(), 2);
    }
}
