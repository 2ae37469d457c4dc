//! `maillage catalogue`.

use crate::folder::{Folder, Layer};

const ISLAND: &str = "catalogue --mediation mediation.csv --france-services france-services.csv \
    --itinerant rounds.csv --communes communes.geojson --out places.geojson";

#[test]
fn the_catalogue_has_one_feature_a_kept_place_with_its_file_and_line() {
    let folder = Folder::with(&["three-places.csv", "france-services.csv", "stops.csv"]);
    folder.done(
        "catalogue --mediation three-places.csv --france-services france-services.csv \
         --itinerant stops.csv --out places.geojson",
    );
    let layer = folder.layer("places.geojson");
    assert_eq!(
        layer.column("type"),
        ["itinerant", "france_services", "mediation", "mediation", "mediation"]
    );
    assert_eq!(layer.column("id")[1..], ["f1", "m1", "m2", "m3"]);
    assert_eq!(layer.column("code_insee"), ["99003", "99002", "99001", "99003", "96001"]);
    assert_eq!(
        layer.column("source_fichier")[..3],
        ["stops.csv", "france-services.csv", "three-places.csv"]
    );
    assert_eq!(layer.column("source_ligne"), [2, 2, 2, 3, 4]);
    assert_eq!(layer.column("recurrence")[0], "Mo 09:00-12:00");
    assert_eq!(layer.column("adresse")[2], "1 rue du Test");
    let position = &layer.features()[2]["geometry"];
    assert_eq!(*position, serde_json::json!({"type": "Point", "coordinates": [0.05, 45.65]}));
}

#[test]
fn every_place_has_the_same_columns_and_first_what_an_inventory_needs() {
    let folder = Folder::island();
    folder.done(ISLAND);
    let columns = folder.layer("places.geojson").columns();
    assert_eq!(columns[..6], ["id", "nom", "type", "code_insee", "source_fichier", "source_ligne"]);
    for kept in ["adresse", "services", "horaires", "tournee", "recurrence"] {
        assert!(columns.iter().any(|column| column == kept), "{kept} is not in {columns:?}");
    }
}

#[test]
fn the_features_are_as_many_as_the_rows_that_the_ledger_keeps() {
    let folder = Folder::island();
    folder.done(ISLAND);
    let ledger = folder.text("places.ledger.csv");
    let kept = |file: &str| -> usize {
        let total = ledger.lines().find(|line| line.starts_with(&format!("{file},,,total")));
        let total = total.unwrap_or_else(|| panic!("no total of {file} in {ledger}"));
        total.split(',').nth(8).and_then(|cell| cell.parse().ok()).expect("kept rows are counted")
    };
    let kept: usize = ["mediation.csv", "france-services.csv", "rounds.csv"].map(kept).iter().sum();
    assert_eq!(folder.layer("places.geojson").features().len(), kept);
    assert!(kept > 60, "{kept}");
}

#[test]
fn telephones_and_addresses_of_people_stay_out_of_the_catalogue() {
    let folder = Folder::island();
    let list = folder.text("mediation.csv");
    assert!(list.contains("+331990") && list.contains("@example.org"), "the list has both");
    folder.done(ISLAND);
    let columns = folder.layer("places.geojson").columns();
    for column in ["telephone", "courriel", "courriels", "contact"] {
        assert!(!columns.iter().any(|name| name == column), "{column}");
    }
    for name in ["places.geojson", "places.ledger.csv", "places.qml"] {
        let text = folder.text(name);
        assert!(!text.contains("+331990") && !text.contains("@example.org"), "{name}");
    }
}

#[test]
fn a_style_and_a_ledger_lie_beside_the_catalogue() {
    let folder = Folder::island();
    let before = folder.names();
    let ran = folder.done(ISLAND);
    let names = folder.names();
    let new: Vec<_> = names.iter().filter(|name| !before.contains(name)).collect();
    assert_eq!(new, ["places.geojson", "places.ledger.csv", "places.qml"]);
    assert_eq!(ran.stdout, "");
    assert!(folder.text("places.qml").contains("France Services"));
    assert_eq!(folder.done(&format!("{ISLAND} -q")).stderr, "");
}

#[test]
fn the_evidence_is_written_whole_where_it_is_asked_for() {
    let folder = Folder::island();
    let ran = folder.done(&format!("{ISLAND} --evidence pairs.csv --lang en"));
    let evidence = folder.text("pairs.csv");
    let merged = evidence.lines().filter(|line| line.starts_with("meme,")).count();
    assert_eq!(merged, 3, "{evidence}");
    assert!(ran.stderr.contains("1 certain merger, 3 mergers by likeness"), "{}", ran.stderr);
    let types = folder.layer("places.geojson").column("types");
    let both = types.iter().filter(|types| **types == "mediation|france_services").count();
    assert_eq!(both, 3);
    let words = ["communes.geojson", "one of the inputs"];
    folder.refused(&format!("{ISLAND} --evidence communes.geojson"), &words);
}

#[test]
fn a_likeness_out_of_range_is_refused() {
    let folder = Folder::with(&["three-places.csv"]);
    for (option, words) in [
        ("--same-above 1.5", ["--same-above", "from 0 to 1"]),
        ("--doubtful-above 0.9", ["--doubtful-above", "above `--same-above`"]),
        ("--same-within-m -1", ["--same-within-m", "metres from 0"]),
    ] {
        let command = "catalogue --mediation three-places.csv --out places.geojson";
        folder.refused(&format!("{command} {option}"), &words);
    }
}

#[test]
fn a_catalogue_without_a_place_is_refused() {
    let folder = Folder::with(&["nowhere.csv"]);
    folder.refused(
        "catalogue --mediation nowhere.csv --out places.geojson",
        &["no place of help", "maillage check"],
    );
}

#[test]
fn a_catalogue_does_not_replace_its_list() {
    let folder = Folder::with(&["mediation.csv"]);
    // A name that a layer might have.
    folder.put("list.json", folder.text("mediation.csv"));
    let words = ["list.json", "one of the inputs"];
    folder.refused("catalogue --mediation list.json --out list.json", &words);
}

#[test]
fn the_catalogue_alone_goes_to_standard_output_when_asked() {
    let folder = Folder::with(&["three-places.csv"]);
    let before = folder.names();
    let ran = folder.done("catalogue --mediation three-places.csv --out -");
    assert_eq!(folder.names(), before);
    assert_eq!(Layer::parse(&ran.stdout).column("id"), ["m1", "m2", "m3"]);
    assert!(ran.stderr.contains("three-places.csv"), "{}", ran.stderr);
    let written = ran.stderr.lines().any(|line| line.starts_with('→'));
    assert!(!written, "no file is written: {}", ran.stderr);
    folder.done("catalogue --mediation three-places.csv --out places.geojson");
    // But for the files beside it, of which there are none.
    let file = folder.layer("places.geojson").without_files();
    assert!(file == Layer::parse(&ran.stdout).without_files());
}

#[test]
fn a_catalogue_given_back_beside_its_lists_is_known_and_corrects_them() {
    let folder = Folder::island();
    folder.done(ISLAND);
    let written = folder.text("places.geojson");
    let name = folder.layer("places.geojson").column("nom")[0].to_string();
    folder.put("corrected.geojson", written.replacen(&name, "\"Nom d'emprunt\"", 1));
    let lists = "mediation.csv france-services.csv rounds.csv communes.geojson";
    let ran = folder.done(&format!("catalogue {lists} corrected.geojson --out again.geojson"));
    let known = "corrected.geojson : catalogue produit par maillage (--catalogue)";
    assert!(ran.stderr.contains(known), "{}", ran.stderr);
    let again = folder.layer("again.geojson");
    assert_eq!(again.column("id"), folder.layer("places.geojson").column("id"));
    assert_eq!(again.column("nom")[0], "Nom d'emprunt");
    let ledger = folder.text("again.ledger.csv");
    assert_eq!(ledger.matches(",catalogue_corrige,").count(), 1, "{ledger}");
    assert!(!ledger.contains("catalogue_nouveau"), "{ledger}");
}

#[test]
fn two_lists_of_one_name_are_told_with_their_folders() {
    let folder = Folder::with(&["communes.geojson", "mediation.csv"]);
    let list = folder.text("mediation.csv");
    for name in ["nord", "sud"] {
        std::fs::create_dir(folder.path(name)).expect("the folder takes folders");
        folder.put(&format!("{name}/lieux.csv"), &list);
    }
    folder
        .done("catalogue --communes communes.geojson nord/lieux.csv sud/lieux.csv --out x.geojson");
    let ledger = folder.text("x.ledger.csv");
    assert!(ledger.contains("nord/lieux.csv") && ledger.contains("sud/lieux.csv"), "{ledger}");
}
