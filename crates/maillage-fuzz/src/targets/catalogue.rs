//! The inventory of spoilt lists, and the catalogue that it writes given back: beside the lists
//! it changes nothing, alone it is read.

use std::{fs, path::Path};

use maillage::{
    Lang, Supply, Voice,
    intake::catalogue::{Catalogue, CatalogueInputs, catalogue},
    output::{
        DatasetOptions, ToursLayer, catalogue_dataset, write_calendar, write_evidence,
        write_ledger, write_places, write_qml, write_tours,
    },
};
use serde_json::Value;

use super::Target;
use crate::{
    case::Case,
    dice::Dice,
    laws,
    mutation::{spoil, spoilt},
    program::Program,
    seeds::Seeds,
};

pub(super) const TARGET: Target = Target {
    name: "catalogue",
    about: "spoilt lists to the inventory, and its catalogue given back",
    case,
    judge,
};

/// The lists of the island.
const LISTS: [&str; 3] = ["mediation.csv", "france-services.csv", "rounds.csv"];

fn case(seeds: &Seeds, dice: &mut Dice) -> Case {
    if dice.once_in(3) {
        // Any list, in any place.
        let seed = dice.pick(&seeds.tables);
        return spoilt(&seed, dice.pick(&LISTS), seeds, dice);
    }
    let mut case = Case::default();
    let chosen = dice.pick(&LISTS);
    for seed in &seeds.island {
        let is_list = LISTS.contains(&seed.name.as_str());
        let bytes = match seed.name.as_str() {
            name if name == chosen => spoil(&seed.bytes, &dice.pick(&seeds.tables).bytes, dice),
            "communes.geojson" => seed.bytes.clone(),
            _ if is_list && dice.once_in(2) => seed.bytes.clone(),
            _ => continue,
        };
        case.files.push((seed.name.clone(), bytes));
    }
    case
}

fn judge(case: &Case, folder: &Path, _: &Program) -> String {
    let list = |name: &str| case.path(folder, name).into_iter().collect();
    let supply = Supply {
        mediation: list(LISTS[0]),
        france_services: list(LISTS[1]),
        itinerant: list(LISTS[2]),
        ..Supply::default()
    };
    let communes = case.path(folder, "communes.geojson");
    let of = |supply: Supply| {
        let inputs =
            CatalogueInputs { communes: communes.clone(), supply, ..CatalogueInputs::default() };
        catalogue(&inputs, |_| {})
    };
    let found = match of(supply.clone()) {
        Ok(found) => found,
        Err(error) => return error.to_string(),
    };
    let features = written(&found, &folder.join("given-back.geojson"));
    assert_eq!(features.len(), found.places.len(), "law: every place is a feature");

    let given_back = vec![folder.join("given-back.geojson")];
    match of(Supply { catalogue: given_back.clone(), ..supply }) {
        Ok(beside) => {
            let again = written(&beside, &folder.join("beside.geojson"));
            assert_eq!(
                again.len(),
                features.len(),
                "law: a catalogue beside its lists adds no place"
            );
            // A row of a catalogue is known by its identifiers: those that two places share, which
            // the ledger tells, lead to either.
            let named = |feature: &Value| feature["properties"]["identifiants"].to_string();
            let is_alone = |one: &Value| {
                features.iter().filter(|other| named(other) == named(one)).count() == 1
            };
            for one in features.iter().filter(|one| is_alone(one)) {
                let is_there = again.contains(one);
                assert!(is_there, "law: a catalogue beside its lists changes nothing; {one}");
            }
        }
        Err(error) => panic!("law: a catalogue beside its lists is read; {error}"),
    }
    match of(Supply { catalogue: given_back, ..Supply::default() }) {
        Ok(alone) => laws::accounts_balance(&alone.ledger),
        Err(error) => panic!("law: a catalogue alone is read; {error}"),
    }
    "places found".to_owned()
}

/// Writes everything that an inventory writes, and returns the features of its places.
fn written(catalogue: &Catalogue, path: &Path) -> Vec<Value> {
    laws::accounts_balance(&catalogue.ledger);
    let voice = Voice::of(Lang::En);
    let mut layer = Vec::new();
    write_places(&mut layer, catalogue, voice).expect("memory takes it");
    fs::write(path, &layer).expect("the folder takes files");
    let tours = ToursLayer::from(catalogue);
    let mut of_tours = Vec::new();
    write_tours(&mut of_tours, &tours).expect("memory takes it");
    laws::features(&of_tours);
    let sink = &mut std::io::sink();
    for styled in catalogue_dataset(catalogue, None, &DatasetOptions::default(), voice).layers {
        for style in &styled.styles {
            write_qml(sink, style, &styled.layer).expect("memory takes it");
        }
    }
    write_calendar(sink, &tours).expect("memory takes it");
    write_evidence(sink, &catalogue.evidence, &catalogue.ledger).expect("memory takes it");
    write_ledger(sink, &catalogue.ledger, voice).expect("memory takes it");
    laws::features(&layer)
}
