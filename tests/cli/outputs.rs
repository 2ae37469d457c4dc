//! Formats of outputs: by extension, several at once, and maps as pictures.

use crate::folder::Folder;

const RUN: &str = "coverage --communes communes.geojson --mediation mediation.csv \
    --population population.csv --membership membership.csv";

/// The first bytes of a file.
fn begins(folder: &Folder, name: &str, with: &[u8]) {
    let bytes = std::fs::read(folder.path(name)).expect("it was written");
    assert!(
        bytes.starts_with(with),
        "{name} begins with {:?}",
        &bytes[..with.len().min(bytes.len())]
    );
}

#[test]
fn every_format_is_written_by_its_extension() {
    let folder = Folder::island();
    let before = folder.names();
    folder.done(&format!(
        "{RUN} --out x.geojson --out x.geojsonl --out x.fgb --out x.csv --out x.gpkg --out x.qgz \
         --out x.xlsx --out x.html --map x.svg --map x.png --out x.pdf"
    ));
    let written: Vec<String> =
        folder.names().into_iter().filter(|name| !before.contains(name)).collect();
    // The style and the package are shared.
    let expected = [
        "x.csv",
        "x.csvt",
        "x.fgb",
        "x.geojson",
        "x.geojsonl",
        "x.gpkg",
        "x.html",
        "x.ledger.csv",
        "x.pdf",
        "x.png",
        "x.qgz",
        "x.qml",
        "x.svg",
        "x.xlsx",
    ];
    assert_eq!(written, expected);
    for (name, magic) in [
        ("x.geojson", &b"{\n\"type\""[..]),
        ("x.geojsonl", b"{\"type\":\"Feature\""),
        ("x.fgb", b"fgb\x03fgb"),
        ("x.csv", b"code_insee,"),
        ("x.csvt", b"\"String\""),
        ("x.gpkg", b"SQLite format 3\0"),
        ("x.qgz", b"PK"),
        ("x.xlsx", b"PK"),
        ("x.html", b"<!doctype html>"),
        ("x.svg", b"<svg "),
        ("x.png", b"\x89PNG"),
        ("x.pdf", b"%PDF"),
    ] {
        begins(&folder, name, magic);
    }
}

#[test]
fn a_shapefile_has_its_parts_and_says_what_it_renames() {
    let folder = Folder::island();
    let ran = folder.done(&format!("{RUN} --out x.shp"));
    for part in ["x.shp", "x.shx", "x.dbf", "x.prj", "x.cpg", "x.champs.csv", "x.ledger.csv"] {
        assert!(folder.path(part).exists(), "{part}");
    }
    assert!(ran.stderr.contains("x.shp: "), "{}", ran.stderr);
}

#[test]
fn a_diagnosis_in_a_format_of_one_layer_is_a_file_a_layer() {
    let folder = Folder::island();
    let run = RUN.replacen("coverage", "diagnose", 1);
    folder.done(&format!("{run} --out x.fgb"));
    for name in ["x.fgb", "x.lieux.fgb", "x.lacunes.fgb", "x.territoires.fgb", "x.territoires.csv"]
    {
        assert!(folder.path(name).exists(), "{name}");
    }
}

#[test]
fn another_extension_is_refused_with_those_that_are_known() {
    let folder = Folder::island();
    folder.refused(&format!("{RUN} --out x.kml"), &["x.kml", ".geojson", ".gpkg", ".png"]);
    folder.refused(&format!("{RUN} --map x.gpkg"), &["--map", ".svg, .png or .pdf"]);
}

#[test]
fn layers_that_were_written_are_drawn_as_their_run_drew_them() {
    let folder = Folder::island();
    folder.done(&format!("{RUN} --out x.gpkg --map x.svg"));
    folder.done("map x.gpkg --out y.svg");
    let texts = |name: &str| -> Vec<String> {
        let text = folder.text(name);
        let lines = text.lines().filter(|line| line.starts_with("<text"));
        lines.map(|line| line.split('>').nth(1).unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(texts("x.svg"), texts("y.svg"));
    assert!(texts("x.svg").len() > 20);
}

#[test]
fn a_style_without_values_says_what_it_needs() {
    let folder = Folder::island();
    folder.done(&format!("{RUN} --out x.geojson"));
    folder.refused("map x.geojson --style certainty --out y.png", &["certainty", "`verdict`"]);
    folder.refused("map communes.geojson --out y.png", &["communes.geojson"]);
}

#[test]
fn two_layers_of_one_name_are_refused() {
    let folder = Folder::island();
    folder.done(&format!("{RUN} --out x.geojson"));
    folder.put("y.geojson", folder.text("x.geojson"));
    let words = ["y.geojson", "`couverture`", "x.geojson", "one by one"];
    folder.refused("map x.geojson y.geojson --out z.svg", &words);
}

#[test]
fn a_style_without_values_is_refused_without_a_picture_too() {
    let folder = Folder::island();
    let run = format!("{RUN} --style certainty");
    folder.refused(&format!("{run} --out x.geojson"), &["style certainty", "`verdict`"]);
    folder.refused(&format!("{run} --map x.svg"), &["style certainty", "`verdict`"]);
    folder.refused(&format!("{RUN} --style gaps --out x.gpkg"), &["style gaps", "`lacunes`"]);
}

#[test]
fn a_picture_of_points_is_refused_before_anything_is_read() {
    let folder = Folder::empty();
    let words = ["x.png", "communes"];
    for style in ["places", "rounds", "changed-places"] {
        folder.refused(&format!("coverage absent.csv --map x.png --style {style}"), &words);
        folder.refused(&format!("map absent.geojson --out x.png --style {style}"), &words);
    }
    let line = "catalogue absent.csv --out x.geojson --out x.png";
    folder.refused(line, &["x.png", "maillage map COMMUNES_LAYER CATALOGUE"]);
}

#[test]
fn places_are_drawn_on_communes_and_not_alone() {
    let folder = Folder::island();
    folder.done(&format!("{RUN} --out x.geojson"));
    folder.done("catalogue --mediation mediation.csv --out places.geojson");
    let words = ["`lieux`", "give the layer of communes too"];
    folder.refused("map places.geojson --out y.svg", &words);
    folder.done("map places.geojson x.geojson --out y.svg");
    assert!(folder.text("y.svg").contains("id=\"lieux-carte\""));
}

#[test]
fn no_file_of_a_diagnosis_without_gaps_is_empty() {
    let folder = Folder::island();
    let run = RUN.replacen("coverage", "diagnose", 1);
    folder.done(&format!("{run} --main-threshold-km 90 --thresholds-km 90 --out x.geojson"));
    assert_eq!(folder.layer("x.lacunes.geojson").features().len(), 0);
    for (name, bytes) in folder.contents() {
        assert!(!bytes.is_empty(), "{name}");
    }
    assert!(folder.text("x.lacunes.qml").contains("RuleRenderer"));
}

#[test]
fn breaks_are_those_that_are_asked_for() {
    let folder = Folder::island();
    folder.done(&format!("{RUN} --breaks 3,6.5 --map x.svg --out x.geojson"));
    let labels = ["≤\u{a0}3\u{a0}km", "3 – 6,5\u{a0}km", ">\u{a0}6,5\u{a0}km"];
    for label in labels {
        let label = label.replace('>', "&gt;");
        assert!(folder.text("x.svg").contains(&label), "{label}");
        assert!(folder.text("x.qml").contains(&label), "{label}");
    }
    let ran = folder.run(&format!("{RUN} --lang en --breaks 6,3 --map y.svg"));
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("--breaks") && ran.stderr.contains("does not rise"));
}

#[test]
fn a_map_of_saturdays_shows_the_places_of_unknown_hours_and_counts_them_apart() {
    let folder = Folder::empty();
    let list = "id,nom,adresse,commune,code_insee,latitude,longitude,horaires\n\
                a,Maison des essais,1 rue A,Angoulême,16015,45.6495,0.1564,Sa 09:00-12:00\n\
                b,Espace des exemples,2 rue B,Angoulême,16015,45.6595,0.1664,Mo 09:00-12:00\n\
                c,Atelier sans heures,3 rue C,Angoulême,16015,45.6395,0.1464,\n";
    folder.put("lieux.csv", list);
    let command = "coverage --mediation lieux.csv --within 16015 --map";
    folder.done(&format!("{command} samedi.svg --window samedi"));
    folder.done(&format!("{command} tout.svg"));
    let words = "horaires inconnus, non compté";
    assert_eq!(folder.text("samedi.svg").matches(words).count(), 1);
    assert_eq!(folder.text("tout.svg").matches(words).count(), 0);
}
