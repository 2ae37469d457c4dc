//! `maillage compare`.

use std::{collections::BTreeMap, fs::File, io::Read};

use serde_json::Value;

use crate::folder::{Folder, Layer};

const BEFORE: &str = "coverage --communes communes.geojson --france-services france-services.csv \
    --population population.csv";
const AFTER: &str = "coverage --communes communes.geojson --mediation mediation.csv \
    --france-services france-services.csv --population population.csv";

fn measured() -> Folder {
    let folder = Folder::island();
    folder.done(&format!("{BEFORE} --out before.geojson"));
    folder.done(&format!("{AFTER} --out after.geojson"));
    folder
}

fn by_code(layer: &Layer, column: &str) -> BTreeMap<String, Value> {
    let codes = layer.column("code_insee").into_iter().map(|code| code.to_string());
    codes.zip(layer.column(column)).collect()
}

#[test]
fn a_layer_compared_with_itself_is_unchanged() {
    let folder = measured();
    let ran = folder.done("compare after.geojson after.geojson --out same.geojson");
    assert!(ran.stderr.contains("Aucun changement"), "{}", ran.stderr);
    let layer = folder.layer("same.geojson");
    let outcomes = layer.column("evolution");
    assert!(outcomes.iter().all(|value| value == "inchange" || value == "sans_habitant"));
}

#[test]
fn swapping_the_layers_gives_the_opposite_change() {
    let folder = measured();
    folder.done("compare before.geojson after.geojson --out there.geojson");
    folder.done("compare after.geojson before.geojson --out back.geojson");
    let (there, back) = (folder.layer("there.geojson"), folder.layer("back.geojson"));
    let (gained, lost) = (by_code(&there, "habitants_gagnes"), by_code(&back, "habitants_gagnes"));
    assert_eq!(gained.len(), lost.len());
    let mut changed = 0;
    for (code, people) in &gained {
        let people = people.as_i64().unwrap_or_default();
        assert_eq!(people, -lost[code].as_i64().unwrap_or_default(), "{code}");
        changed += usize::from(people > 0);
    }
    assert!(changed > 0);
    // The table sums what the layer says.
    let table = folder.text("there.csv");
    let whole: Vec<&str> = table.lines().nth(1).expect("a row").split(',').collect();
    let sum: i64 = gained.values().filter_map(Value::as_i64).sum();
    let said: i64 = whole[6].parse().expect("a number");
    assert!((sum - said).abs() <= changed as i64, "{sum} {said}");
}

#[test]
fn layers_on_other_terms_are_refused_with_what_would_make_them_alike() {
    let folder = measured();
    folder.done(&format!("{AFTER} --main-threshold-km 5 --out near.geojson"));
    folder.refused(
        "compare before.geojson near.geojson --out change.geojson",
        &["options.seuil_principal_km", "--main-threshold-km"],
    );
    let fewer = AFTER.replace(" --population population.csv", "");
    folder.done(&format!("{fewer} --out nobody.geojson"));
    folder.refused(
        "compare before.geojson nobody.geojson --out change.geojson",
        &["count other people", "--population after"],
    );
    folder.done("compare before.geojson nobody.geojson --population before --out change.geojson");
    folder
        .refused("compare before.geojson population.csv", &["population.csv: cannot be compared"]);
    folder.refused(
        "compare before.geojson communes.geojson",
        &["states nothing of the run", "maillage coverage"],
    );
}

#[test]
fn places_of_two_catalogues_have_appeared_vanished_or_stayed() {
    let folder = measured();
    let list = folder.text("mediation.csv");
    let lines: Vec<&str> = list.lines().collect();
    // The lists of both years have rows that the other has not.
    let header = lines[0];
    let part = |rows: &[&str]| [&[header], rows].concat().join("\n");
    folder.put("one.csv", part(&lines[1..lines.len() - 20]));
    folder.put("other.csv", part(&lines[21..]));
    for list in ["one", "other"] {
        let to = format!("{list}.geojson");
        folder.done(&format!(
            "catalogue --mediation {list}.csv --communes communes.geojson --out {to}"
        ));
    }
    let ran = folder.done(
        "compare before.geojson after.geojson --places-before one.geojson \
         --places-after other.geojson --out change.geojson",
    );
    assert!(ran.stderr.contains("apparus"), "{}", ran.stderr);
    // Lists of France Services are in one of the two alone.
    assert!(ran.stderr.contains("mêmes types de listes"), "{}", ran.stderr);
    let layer = folder.layer("change.lieux.geojson");
    let count =
        |outcome: &str| layer.column("evolution").iter().filter(|value| *value == outcome).count();
    let [appeared, vanished, same] = ["apparu", "disparu", "inchange"].map(count);
    // Some of these rows are of places that other rows name too.
    assert!((3..=20).contains(&appeared), "{appeared}");
    assert!((3..=20).contains(&vanished), "{vanished}");
    assert!(same > 0, "{same}");
    folder.refused(
        "compare before.geojson after.geojson --places-before mediation.csv \
         --places-after other.geojson --out change.geojson",
        &["mediation.csv", "it is no catalogue"],
    );
}

/// A member of a workbook.
fn member(folder: &Folder, workbook: &str, name: &str) -> String {
    let file = File::open(folder.path(workbook)).expect("it was written");
    let mut archive = zip::ZipArchive::new(file).expect("a workbook is an archive");
    let mut text = String::new();
    archive.by_name(name).expect("it has it").read_to_string(&mut text).expect("UTF-8");
    text
}

#[test]
fn a_workbook_of_a_comparison_cites_the_lists_of_each_measure() {
    let folder = measured();
    folder.done("compare before.geojson after.geojson --out change.xlsx");
    let texts = member(&folder, "change.xlsx", "xl/sharedStrings.xml");
    for text in ["Sources", "avant", "après", "mediation.csv", "france-services.csv"] {
        assert!(texts.contains(&format!(">{text}<")), "{text}: {texts}");
    }
    // The first sheet says so too.
    assert!(texts.contains("Avant\u{a0}: France Services (france-services.csv"), "{texts}");
}

#[test]
fn a_comparison_is_titled_with_its_territory() {
    let folder = Folder::with(&[]);
    folder.put("lieux.csv", "id,nom,latitude,longitude\na,Mairie,45.65,0.16\n");
    folder.done("coverage --mediation lieux.csv --within 16015 --out one.geojson");
    folder.done("compare one.geojson one.geojson --out change.xlsx");
    let properties = member(&folder, "change.xlsx", "docProps/core.xml");
    assert!(properties.contains("<dc:title>Angoulême\u{a0}: évolution"), "{properties}");
}

#[test]
fn a_layer_as_csv_leaves_the_table_of_territories_another_name() {
    let folder = measured();
    folder.done("compare before.geojson after.geojson --out x.geojson --out x.csv");
    assert!(folder.text("x.csv").starts_with("code_insee,"));
    assert!(!folder.text("x.territoires.csv").is_empty());
}
