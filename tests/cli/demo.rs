//! `maillage demo`.

use crate::folder::Folder;

const WRITTEN: [&str; 27] = [
    "maillage-demo/carte.gpkg",
    "maillage-demo/carte.html",
    "maillage-demo/carte.png",
    "maillage-demo/carte.qgz",
    "maillage-demo/carte.svg",
    "maillage-demo/carte.xlsx",
    "maillage-demo/coverage.geojson",
    "maillage-demo/coverage.ledger.csv",
    "maillage-demo/coverage.qml",
    "maillage-demo/lists/LISEZMOI.txt",
    "maillage-demo/lists/ages.csv",
    "maillage-demo/lists/carreaux.csv",
    "maillage-demo/lists/chefs-lieux.csv",
    "maillage-demo/lists/communes.geojson",
    "maillage-demo/lists/france-services.csv",
    "maillage-demo/lists/illectronisme.csv",
    "maillage-demo/lists/mediation.csv",
    "maillage-demo/lists/membership.csv",
    "maillage-demo/lists/modele-arrets.csv",
    "maillage-demo/lists/population.csv",
    "maillage-demo/lists/rounds.csv",
    "maillage-demo/places.geojson",
    "maillage-demo/places.ledger.csv",
    "maillage-demo/places.qml",
    "maillage-demo/tournees.geojson",
    "maillage-demo/tournees.ics",
    "maillage-demo/tournees.qml",
];

#[test]
fn the_demo_needs_nothing_and_says_where_to_look() {
    let (folder, ran) = Folder::demo();
    assert_eq!(folder.names(), WRITTEN);
    assert_eq!(ran.stdout, "");
    let closing = ran.stderr.split("\n\n").last().expect("split gives one at least");
    for word in ["QGIS", "maillage-demo/carte.png", "maillage-demo/lists"] {
        assert!(closing.contains(word), "{closing}");
    }
    assert_eq!(folder.layer("maillage-demo/coverage.geojson").features().len(), 300);
}

#[test]
fn the_quiet_demo_writes_the_same_bytes_each_time_without_a_word() {
    let (demo, _) = Folder::demo();
    let folder = Folder::empty();
    for again in ["a first", "a second"] {
        let ran = folder.done("demo --quiet");
        assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("", ""));
        assert!(folder.contents() == demo.contents(), "{again} run gave other bytes");
    }
}

#[test]
fn the_report_of_the_demo_tells_every_file_and_the_communes_worst_off() {
    insta::assert_snapshot!(Folder::demo().1.stderr);
}

#[test]
fn the_demo_speaks_english_when_asked() {
    let folder = Folder::empty();
    let report = folder.done("demo --lang en").stderr;
    assert!(report.contains("300 rows read = 300 kept + 0 merged + 0 set aside"), "{report}");
    assert!(report.contains("An imaginary territory."), "{report}");
    for french in ["lignes", "écartées", "dont", "personnes", "Ouvrir"] {
        assert!(!report.contains(french), "{french}: {report}");
    }
    let style = folder.text("maillage-demo/coverage.qml");
    assert!(style.contains("Mean distance of residents to the nearest place (km)"));
    assert!(!style.contains("Distance moyenne"));
    let ledger = folder.text("maillage-demo/coverage.ledger.csv");
    assert!(ledger.contains("the same place as another row"), "{ledger}");
}

#[test]
fn the_demo_makes_the_folder_it_is_given() {
    let folder = Folder::empty();
    let ran = folder.done("demo --out a/b");
    let moved = WRITTEN.map(|name| name.replace("maillage-demo/", "a/b/"));
    assert_eq!(folder.names(), moved);
    assert!(ran.stderr.contains("a/b/coverage.geojson"), "{}", ran.stderr);
}

#[test]
fn the_demo_can_be_done_again_from_the_lists_it_wrote() {
    let (demo, _) = Folder::demo();
    let folder = Folder::empty();
    for name in [
        "communes.geojson",
        "mediation.csv",
        "france-services.csv",
        "rounds.csv",
        "population.csv",
        "ages.csv",
        "carreaux.csv",
        "membership.csv",
    ] {
        folder.put(name, demo.text(&format!("maillage-demo/lists/{name}")));
    }
    folder.done(
        "coverage --communes communes.geojson --mediation mediation.csv \
         --france-services france-services.csv --itinerant rounds.csv \
         --population population.csv --ages ages.csv --rates insee-2021 --close-to-total \
         --split-bands pyramid --residents carreaux.csv --membership membership.csv \
         --out again.geojson -q",
    );
    // But for the files beside it, which the layer names.
    let layer = |text: String| -> serde_json::Value {
        let mut layer: serde_json::Value = serde_json::from_str(&text).expect("a layer is JSON");
        layer["metadata"]["execution"]["fichiers"].take();
        layer
    };
    let [again, first] =
        [folder.text("again.geojson"), demo.text("maillage-demo/coverage.geojson")].map(layer);
    assert!(again == first);
}

#[test]
fn a_demo_that_cannot_be_written_says_where() {
    let folder = Folder::empty();
    folder.put("taken", "a file");
    folder.refused("demo --out taken", &["taken/lists: the folder cannot be made"]);
}

#[test]
fn a_list_of_the_demo_that_somebody_filled_in_is_not_replaced() {
    let folder = Folder::empty();
    folder.done("demo -q");
    folder.done("demo -q");
    let list = "maillage-demo/lists/modele-arrets.csv";
    let mut filled = folder.text(list);
    filled.push_str("ma tournée\n");
    folder.put(list, &filled);
    let ran = folder.run("demo -q --lang en");
    assert_eq!(ran.code, 1);
    assert!(
        ran.stderr.contains("modele-arrets.csv: differs from what the demo writes"),
        "{}",
        ran.stderr
    );
    assert_eq!(folder.text(list), filled);
}
