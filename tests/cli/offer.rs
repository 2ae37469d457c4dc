//! Places that offer something: the same options on a map and on an inventory.

use serde_json::json;

use crate::folder::Folder;

const LIST: &str = "id,nom,code_insee,adresse,latitude,longitude,services,frais_a_charge,labels_nationaux\n\
    m1,Mairie inventée,99001,1 rue du Test,45.65,0.05,Aide aux démarches administratives,Gratuit,CNFS\n\
    m2,Biblio inventée,99003,2 rue du Test,45.65,0.25,Loisirs et créations numériques,Payant,\n\
    m3,Asso inventée,99001,3 rue du Test,45.66,0.06,,,Aidants Connect\n";

const MAP: &str =
    "coverage --communes communes.geojson --mediation list.csv --lang en --out map.geojson";
const INVENTORY: &str = "catalogue list.csv --lang en --out places.geojson";

fn folder() -> Folder {
    let folder = Folder::with(&["communes.geojson"]);
    folder.put("list.csv", LIST);
    folder
}

#[test]
fn a_map_and_an_inventory_take_the_same_options_and_count_the_same() {
    let folder = folder();
    let tally = "Places by what is asked (service “démarches”, free of charge): 1 that offer it, which \
                 count; 1 that do not offer it; 1 for which the list does not tell, which do not count \
                 (--untold serve counts them).";
    let values = "“démarches” stands for: “Aide aux démarches administratives”";
    for command in [MAP, INVENTORY] {
        let ran = folder.done(&format!("{command} --service démarches --free"));
        assert!(ran.stderr.contains(tally) && ran.stderr.contains(values), "{}", ran.stderr);
    }
    let map = folder.layer("map.geojson");
    assert!(map.column("lieu_id").iter().all(|id| *id == "m1" || id.is_null()));
    assert_eq!(folder.layer("places.geojson").column("id"), ["m1"]);
    let expected = json!({
        "services": { "démarches": ["Aide aux démarches administratives"] },
        "labels": {},
        "publics": {},
        "gratuit": true,
        "accessible": false,
        "non_dit": "ne sert pas",
        "lieux_qui_proposent": 1,
        "lieux_qui_ne_proposent_pas": 1,
        "lieux_qui_ne_disent_pas": 1,
    });
    for name in ["map.geojson", "places.geojson"] {
        assert_eq!(folder.layer(name).0["metadata"]["offre_demandee"], expected, "{name}");
    }
    let ledger = folder.text("places.ledger.csv");
    for code in ["offre_autre", "offre_non_dite"] {
        assert_eq!(ledger.matches(code).count(), 1, "{code}: {ledger}");
    }
}

#[test]
fn places_that_do_not_tell_serve_when_that_is_asked() {
    let folder = folder();
    folder.done(&format!("{INVENTORY} --free --untold serve"));
    assert_eq!(folder.layer("places.geojson").column("id"), ["m1", "m3"]);
    folder.done(&format!("{INVENTORY} --label cnfs --label aidants"));
    assert_eq!(folder.layer("places.geojson").column("id"), ["m1", "m3"]);
}

#[test]
fn a_word_that_no_place_says_is_refused_with_the_values_that_exist() {
    let folder = folder();
    for command in [MAP, INVENTORY] {
        let words = ["--service", "`couture`", "« Aide aux démarches administratives » (1)"];
        folder.refused(&format!("{command} --service couture"), &words);
        folder.refused(
            &format!("{command} --public seniors"),
            &["--public", "none of them tells any"],
        );
        folder.refused(
            &format!("{command} --free --label aidants"),
            &["none of 3", "--untold serve"],
        );
        folder.refused(&format!("{command} --label ..."), &["--label", "is no word"]);
    }
}

#[test]
fn nothing_asked_is_not_told_and_another_offer_is_another_run() {
    let folder = folder();
    let run = |options: &str| {
        folder.done(&format!("{INVENTORY} {options}"));
        let metadata = folder.layer("places.geojson").0["metadata"].clone();
        (metadata["execution"]["identifiant"].clone(), metadata["offre_demandee"].is_null())
    };
    let (all, is_silent) = run("");
    let (free, _) = run("--free");
    let (label, _) = run("--label CNFS");
    assert!(is_silent && all != free && free != label && all != label);
}
