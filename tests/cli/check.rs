//! `maillage check`.

use std::collections::HashMap;

use maillage_synth::{Flaw, SynthOptions, territory};
use serde_json::Value;

use crate::folder::Folder;

fn objects(stdout: &str) -> Vec<Value> {
    let object = |line| serde_json::from_str(line).expect("each line is a JSON object");
    stdout.lines().map(object).collect()
}

/// Codes of the issues of the object, by line.
fn codes(object: &Value) -> HashMap<u64, Vec<String>> {
    let mut codes: HashMap<u64, Vec<String>> = HashMap::new();
    for issue in object["issues"].as_array().expect("issues are a list") {
        let Some(line) = issue["line"].as_u64() else { continue };
        let code = issue["code"].as_str().expect("a code is a text");
        codes.entry(line).or_default().push(code.to_owned());
    }
    codes
}

#[test]
fn a_check_tells_what_each_file_is_and_each_problem_with_its_line() {
    let folder = Folder::with(&["communes.geojson", "latitude-nan.csv", "france-services.csv"]);
    let ran =
        folder.done("check -v communes.geojson latitude-nan.csv france-services.csv --lang en");
    insta::assert_snapshot!(ran.stdout, @r##"
      3 files can be read; 0 rows set aside in all.

        communes.geojson: 4 rows read = 4 kept + 0 merged + 0 set aside
            commune contours, geojson, UTF-8, EPSG:4326 (WGS84)
        columns as understood (to be corrected in a mapping.toml if need be):
          [[contours]]
          fichier = "communes.geojson"
          [contours.colonnes]
          code = "code"    # 4 of 4 rows filled
          nom = "nom"    # 4 of 4 rows filled

        latitude-nan.csv: 2 rows read = 2 kept + 0 merged + 0 set aside
            places of médiation numérique, in the national standard (v0), csv, UTF-8
            ~      1  position absent or unusable, put in its commune
        columns as understood (to be corrected in a mapping.toml if need be):
          [[liste]]
          fichier = "latitude-nan.csv"
          genre = "mediation"
          [liste.colonnes]
          latitude = "latitude"    # 0.83, 1 of 1 row examined in France, 1 of 1 in the commune or département that they state
          longitude = "longitude"
          id = "id"    # 0.93, known name, similarity of the values: 1.00, 2 of 2 rows filled
          nom = "nom"    # 0.92, known name, similarity of the values: 0.85, 2 of 2 rows filled
          code_insee = "code_insee"    # 0.95, known name, similarity of the values: 1.00, 2 of 2 rows filled
          adresse = "adresse"    # 0.95, known name, similarity of the values: 1.00, 2 of 2 rows filled
          services = "services"    # 1.00, known name, 2 of 2 rows filled
          source = "source"    # 1.00, known name, 2 of 2 rows filled
          line 3, situe_a_la_commune: position absent or unusable, put in its commune: `Biblio inventée, 99003 Essai-Est, position_illisible NaN 0.25`

        france-services.csv: 1 row read = 1 kept + 0 merged + 0 set aside
            France Services list, in the format of 2024, csv, UTF-8
        columns as understood (to be corrected in a mapping.toml if need be):
          [[liste]]
          fichier = "france-services.csv"
          genre = "france_services"
          [liste.colonnes]
          latitude = "latitude"    # 0.83, 1 of 1 row examined in France, 1 of 1 in the commune or département that they state
          longitude = "longitude"
          id = "id_fs"    # 0.91, known name, similarity of the values: 1.00, 1 of 1 row filled
          nom = "lib_fs"    # 0.92, known name, similarity of the values: 1.00, 1 of 1 row filled
          commune = "lib_com"    # 0.93, known name, similarity of the values: 1.00, 1 of 1 row filled
          code_insee = "insee_com"    # 0.92, known name, similarity of the values: 1.00, 1 of 1 row filled
          adresse = "adresse"    # 0.92, known name, similarity of the values: 1.00, 1 of 1 row filled
          format_fs = "format_fs"    # 1.00, known name, 1 of 1 row filled
          structure_parente = "groupe_fs"    # 1.00, known name, 1 of 1 row filled
          # columns not read: "type_fs", "labellisation_fs"
    "##);
    assert_eq!(ran.stderr, "");
}

#[test]
fn json_is_one_object_a_file_on_a_line_each() {
    let folder = Folder::with(&["communes.geojson", "nowhere.csv", "population.csv"]);
    let ran = folder.done("check --json communes.geojson nowhere.csv population.csv");
    let objects = objects(&ran.stdout);
    let of = |key: &str| objects.iter().map(|object| object[key].clone()).collect::<Vec<_>>();
    assert_eq!(of("file"), ["communes.geojson", "nowhere.csv", "population.csv"]);
    assert_eq!(of("format"), ["geojson", "csv", "csv"]);
    assert_eq!(of("schema"), ["communes", "mediation-numerique-v0", "population"]);
    assert_eq!(of("encoding"), ["UTF-8"; 3]);
    assert_eq!(of("crs"), [Value::from("EPSG:4326 (WGS84)"), Value::Null, Value::Null]);
    assert_eq!(of("read"), [4, 2, 4]);
    assert_eq!(of("kept"), [4, 0, 4]);
    assert_eq!(of("merged"), [0; 3]);
    assert_eq!(of("set_aside"), [0, 2, 0]);
    let issues = objects[1]["issues"].as_array().expect("issues are a list");
    let issue = issues.iter().find(|issue| issue["line"] == 3).expect("the row on line 3");
    assert_eq!(issue["code"], "position_nulle");
    let message = issue["message"].as_str().expect("a message is a text");
    assert!(message.contains("Biblio inventée"), "{message}");
}

#[test]
fn contours_among_the_files_serve_to_check_the_others_wherever_they_stand() {
    let folder = Folder::with(&["communes.geojson", "far.csv"]);
    let told_of = |line: &str| -> Vec<usize> {
        let objects = objects(&folder.done(line).stdout);
        objects.iter().map(|object| codes(object).len()).collect()
    };
    // The second place states 99003 and stands three degrees north of it.
    assert_eq!(told_of("check --json far.csv"), [0]);
    assert_eq!(told_of("check --json far.csv communes.geojson"), [1, 0]);
    assert_eq!(told_of("check --json communes.geojson far.csv"), [0, 1]);
}

#[test]
fn a_file_that_cannot_be_read_does_not_hide_the_others() {
    let folder = Folder::with(&["mediation.csv", "truncated.json", "population.csv"]);
    let ran = folder.run("check absent.csv mediation.csv truncated.json population.csv");
    assert_eq!(ran.code, 1);
    assert!(ran.stdout.contains("absent.csv : fichier introuvable"), "{}", ran.stdout);
    assert!(ran.stdout.contains("mediation.csv : 1 ligne lue"), "{}", ran.stdout);
    assert!(ran.stdout.contains("truncated.json : ligne 4"), "{}", ran.stdout);
    assert!(ran.stdout.contains("population.csv : 4 lignes lues"), "{}", ran.stdout);

    let ran = folder.run("check --json absent.csv mediation.csv truncated.json");
    assert_eq!(ran.code, 1);
    let objects = objects(&ran.stdout);
    let files: Vec<_> = objects.iter().map(|object| &object["file"]).collect();
    assert_eq!(files, ["absent.csv", "mediation.csv", "truncated.json"]);
    assert!(
        objects[0]["error"].as_str().is_some_and(|error| error.contains("fichier introuvable"))
    );
    assert_eq!(objects[1]["kept"], 1);
}

#[test]
fn every_flaw_of_the_islands_places_is_told_with_its_line() {
    let folder = Folder::island();
    let ran = folder.done("check --json mediation.csv communes.geojson");
    let told = codes(&objects(&ran.stdout)[0]);
    let planted = territory(&SynthOptions::default()).planted;
    let mut expected = HashMap::new();
    for flaw in planted.iter().filter(|flaw| flaw.file == "mediation.csv") {
        let code = match flaw.flaw {
            Flaw::SwappedCoordinates => "axes_echanges",
            Flaw::MissingPosition | Flaw::ZeroPosition | Flaw::NotANumber => "situe_a_la_commune",
            Flaw::FarFromCommune => "position_remplacee",
            Flaw::Itinerant => "tournee_sans_arrets",
            Flaw::ClosedToPublic => "sans_accueil_du_public",
            Flaw::Mojibake => "texte_repare",
            Flaw::UnknownTypology => "typologie_inconnue",
            Flaw::TruncatedCode => "code_illisible",
            Flaw::Duplicate => "doublon",
            // A decimal comma is a number as French writes it, and a place that another list
            // has too is no defect of this one.
            Flaw::DecimalComma | Flaw::AlsoFranceServices => continue,
            other => panic!("{other:?} is new among the flaws of mediation.csv"),
        };
        let line = flaw.line.expect("a flaw of a place has a line");
        expected.insert(line as u64, vec![code.to_owned()]);
    }
    assert_eq!(expected.len(), 11);
    assert_eq!(told, expected);
}

#[test]
fn a_flawed_stop_is_told_with_its_line() {
    let folder = Folder::island();
    let ran = folder.done("check --json rounds.csv communes.geojson");
    let told = codes(&objects(&ran.stdout)[0]);
    assert_eq!(told, HashMap::from([(5, vec!["position_remplacee".to_owned()])]));
}

#[test]
fn a_check_writes_no_file() {
    let folder = Folder::island();
    let before = folder.names();
    let ran = folder.done("check mediation.csv communes.geojson illectronisme.csv");
    assert!(ran.stdout.contains("mediation.csv : 46 lignes lues"), "{}", ran.stdout);
    assert_eq!(folder.names(), before);
}

#[test]
fn contours_whose_codes_are_all_bad_are_told_row_by_row() {
    let folder = Folder::with(&["communes.geojson"]);
    let contours = folder.text("communes.geojson");
    folder.put("bad.geojson", contours.replace("\"9900", "\"99-0").replace("\"96001", "\"9600A"));
    let ran = folder.done("check --json bad.geojson");
    let account = &objects(&ran.stdout)[0];
    assert_eq!([&account["read"], &account["kept"], &account["set_aside"]], [4, 0, 4]);
    let unreadable = |line| (line, vec!["code_illisible".to_owned()]);
    assert_eq!(codes(account), HashMap::from([2, 3, 4, 5].map(unreadable)));
}

/// Contours and residents in columns that no name tells: the draft has candidates, and is taken
/// back by the run once it is filled in.
#[test]
fn a_saved_mapping_of_contours_and_tables_is_filled_in_and_taken_back() {
    let folder = Folder::with(&["communes.geojson", "population.csv", "mediation.csv"]);
    let communes = folder.text("communes.geojson").replace("\"code\"", "\"zone\"");
    folder.put("zones.geojson", communes);
    folder.put("habitants.csv", folder.text("population.csv").replace("PMUN", "valeur"));
    let words = ["zones.geojson: no column for the INSEE codes", "`zone`", "[contours.colonnes]"];
    let run =
        "coverage --communes zones.geojson --mediation mediation.csv --population habitants.csv";
    folder.refused(&format!("{run} --out map.geojson"), &words);
    let ran = folder.run("check zones.geojson habitants.csv --save-mapping mapping.toml --lang en");
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    let draft = folder.text("mapping.toml");
    let filled = draft
        .replace("# code = \"zone\"", "code = \"zone\"")
        .replace("# population = \"valeur\"", "population = \"valeur\"");
    assert_eq!(draft.matches("to fill in").count(), 2, "{draft}");
    folder.put("mapping.toml", filled);
    folder.done(&format!("{run} --mapping mapping.toml --out map.geojson"));
    assert!(folder.text("map.geojson").contains("\"population\":1000"));
}
