//! Inputs that are not what they should be: exit code 1, or a line of the ledger.

use std::fs;

use crate::folder::Folder;

const RUN: &str =
    "coverage --communes communes.geojson --mediation mediation.csv --out map.geojson";

/// The run with `name` as its list of places.
fn with_places(name: &str) -> String {
    RUN.replace("mediation.csv", name)
}

/// The run with `name` as its contours.
fn with_contours(name: &str) -> String {
    RUN.replace("communes.geojson", name)
}

fn sound() -> Folder {
    Folder::with(&["communes.geojson", "mediation.csv"])
}

#[test]
fn a_missing_file_is_named() {
    let folder = sound();
    let words = ["absent.file: no such file", "check the spelling"];
    folder.refused(&with_places("absent.file"), &words);
    folder.refused(&with_contours("absent.file"), &words);
    for option in ["--population", "--illectronism", "--membership", "--passage"] {
        folder.refused(&format!("{RUN} {option} absent.file"), &words);
    }
}

#[test]
fn a_file_of_no_bytes_or_of_blanks_is_empty() {
    let folder = sound();
    for (name, contents) in
        [("empty.csv", ""), ("blank.json", "  \r\n\t\n"), ("marked.csv", "\u{feff}")]
    {
        folder.put(name, contents);
        let told = format!("{name}: the file is empty; download");
        folder.refused(&with_places(name), &[&told]);
        folder.refused(&with_contours(name), &[&told]);
    }
}

#[test]
fn a_folder_is_no_file() {
    let folder = sound();
    fs::create_dir(folder.path("lists")).expect("the folder takes folders");
    let words = ["lists: this is a folder; name a file inside it"];
    folder.refused(&with_places("lists"), &words);
    folder.refused(&with_contours("lists"), &words);
}

#[test]
fn a_file_of_another_kind_is_named_for_what_it_is() {
    let kinds: [(&str, &[u8], &str, &str); 9] = [
        ("map.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a binary file", "give a CSV"),
        ("list.zip", b"PK\x03\x04\x14\0\0\0", "the archive breaks off", "save"),
        ("list.xlsx", b"PK\x03\x04\x14\0\x06\0", "the archive breaks off", "save"),
        (
            "list.xls",
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
            "the workbook cannot be decoded",
            "save the sheet as CSV",
        ),
        ("layer.gpkg", b"SQLite format 3\0", "no GeoPackage", "export the layer"),
        ("list.csv.gz", b"\x1f\x8b\x08\0", "the archive breaks off", "download it again"),
        ("list.pdf", b"%PDF-1.7\n", "a PDF", "as CSV"),
        ("page.csv", b"<!DOCTYPE html>\n<html><body>404</body></html>", "a web page", "fetch"),
        ("page2.csv", b"\n <HTML lang='fr'>", "a web page", "fetch the file itself"),
    ];
    let folder = sound();
    for (name, bytes, found, remedy) in kinds {
        folder.put(name, bytes);
        folder.refused(&with_places(name), &[name, found, remedy]);
        folder.refused(&with_contours(name), &[name, found, remedy]);
    }
}

#[test]
fn json_that_breaks_off_is_told_with_its_line() {
    let folder = sound();
    folder.put("truncated.json", Folder::with(&["truncated.json"]).text("truncated.json"));
    folder.refused(&with_places("truncated.json"), &["truncated.json: line 4, column", "again"]);
    let half = folder.text("communes.geojson");
    folder.put("half.geojson", &half[..half.len() / 2]);
    folder.refused(&with_contours("half.geojson"), &["half.geojson: line 3, column"]);
}

#[test]
fn json_that_is_no_list_is_told() {
    let folder = Folder::with(&["communes.geojson", "wrong-shape.json", "scalar.json"]);
    let words = ["wrong-shape.json: no list of records", "an object of nom, total"];
    folder.refused(&with_places("wrong-shape.json"), &words);
    folder.refused(&with_contours("wrong-shape.json"), &words);
    folder.refused(&with_places("scalar.json"), &["scalar.json", "42"]);
}

#[test]
fn json_ten_thousand_levels_deep_is_refused_like_any_other() {
    let folder = sound();
    let deep = |open: &str, close: &str| format!("{}{}", open.repeat(10_000), close.repeat(10_000));
    folder.put("lists.json", deep("[", "]"));
    folder.put("objects.json", deep("{\"a\":", "}").replace(":}", ":1}"));
    folder.put("half.json", "[{\"a\":".repeat(10_000));
    for name in ["lists.json", "objects.json", "half.json"] {
        folder.refused(&with_places(name), &[name]);
        folder.refused(&with_contours(name), &[name]);
    }
}

#[test]
fn a_table_without_a_row_gives_no_place() {
    let folder = Folder::with(&["communes.geojson", "header-only.csv"]);
    folder.refused(&with_places("header-only.csv"), &["no place of help", "maillage check"]);
    folder.refused(&with_contours("header-only.csv"), &["header-only.csv"]);
}

#[test]
fn a_missing_column_is_told_with_the_columns_that_are_there() {
    let folder = Folder::with(&["communes.geojson", "no-latitude.csv", "population.csv"]);
    folder.refused(
        &with_places("no-latitude.csv"),
        &[
            "no-latitude.csv: cannot tell for sure which column holds where the places are",
            "`latitude`",
            "id, nom, adresse, longitude, services, source",
            "--save-mapping mapping.toml",
        ],
    );
    folder.put("mediation.csv", Folder::with(&["mediation.csv"]).text("mediation.csv"));
    folder.refused(
        &format!("{RUN} --illectronism population.csv"),
        &["population.csv: no column for illectronism", "found CODGEO, LIBGEO, PMUN"],
    );
    folder.put("bare.csv", "nom;PMUN\nEssai;12\n");
    folder.refused(
        &format!("{RUN} --population bare.csv"),
        &["bare.csv: no column for the commune code", "found nom, PMUN"],
    );
}

#[test]
fn a_list_given_under_the_wrong_flag_is_told_the_right_one() {
    let folder = Folder::with(&["communes.geojson", "mediation.csv", "france-services.csv"]);
    folder.refused(
        &with_places("france-services.csv"),
        &["france-services.csv: this looks like a France Services list", "`--france-services`"],
    );
    folder.refused(
        &RUN.replace("--mediation", "--france-services"),
        &["mediation.csv: this looks like a list of médiation places", "`--mediation`"],
    );
    folder.refused(&with_contours("mediation.csv"), &["mediation.csv", "`--mediation`"]);
    folder.refused(&with_places("communes.geojson"), &["communes.geojson", "`--communes`"]);
}

#[test]
fn contours_without_a_code_are_refused_with_their_columns() {
    let folder = Folder::with(&["without-code.geojson", "mediation.csv"]);
    folder.refused(
        &with_contours("without-code.geojson"),
        &["without-code.geojson: no column for", "`code_insee`", "found libelle, surface"],
    );
}

#[test]
fn points_are_no_contours() {
    let folder = Folder::with(&["points.geojson", "mediation.csv"]);
    folder.refused(&with_contours("points.geojson"), &["points.geojson", "not commune contours"]);
}

#[test]
fn random_bytes_are_refused() {
    let folder = sound();
    // A linear congruential generator: the same bytes on every machine, most of them no text.
    let mut state = 1_u32;
    let mut byte = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    for length in [1, 2, 16, 300, 5_000] {
        let bytes: Vec<u8> = (0..length).map(|_| byte()).collect();
        folder.put("noise.csv", bytes);
        folder.refused(&with_places("noise.csv"), &["noise.csv"]);
        folder.refused(&with_contours("noise.csv"), &["noise.csv"]);
    }
}

#[test]
fn a_latitude_that_is_no_number_leaves_its_row_in_its_commune() {
    for (name, value) in [("latitude-nan.csv", "NaN"), ("latitude-1e999.csv", "1e999")] {
        let folder = Folder::with(&["communes.geojson", name]);
        folder.done(&with_places(name));
        let layer = folder.layer("map.geojson");
        assert_eq!(layer.column("lieux_20km"), [1, 2, 2, 2]);
        let roughly = &layer.0["metadata"]["distances_approchees"];
        assert_eq!(*roughly, serde_json::json!(["96001", "99003"]));
        let ledger = folder.text("map.ledger.csv");
        let row = format!("{name},3,3,retenu,situe_a_la_commune,");
        assert!(ledger.contains(&row), "{row} is not in {ledger}");
        assert!(ledger.contains(&format!("position_illisible {value} 0.25")), "{ledger}");
    }
}

#[test]
fn a_bare_nan_breaks_json_and_is_told_with_its_line() {
    let folder = Folder::with(&["communes.geojson", "latitude-nan.json"]);
    folder.refused(&with_places("latitude-nan.json"), &["latitude-nan.json: line 3, column"]);
}

#[test]
fn two_communes_of_one_code_stop_the_run_with_both_lines() {
    let folder = Folder::with(&["one-code-two-names.geojson", "mediation.csv"]);
    folder.refused(
        &with_contours("one-code-two-names.geojson"),
        &[
            "one-code-two-names.geojson: line 2: commune `99001` is `Essai-Ouest` here",
            "`Essai-Est` on line 4",
            "correct one of them",
        ],
    );
}

#[test]
fn two_parts_of_one_commune_are_joined_and_told() {
    let folder = Folder::with(&["one-code-one-name.geojson", "mediation.csv"]);
    folder.done(&with_contours("one-code-one-name.geojson"));
    let layer = folder.layer("map.geojson");
    assert_eq!(layer.column("code_insee"), ["99001", "99002"]);
    let parts = layer.features()[0]["geometry"]["coordinates"].as_array().map(Vec::len);
    assert_eq!(parts, Some(2));
    let ledger = folder.text("map.ledger.csv");
    // Of two alike the one whose outline comes first, wherever it stands in the file.
    let row = "one-code-one-name.geojson,2,2,fusionne,commune_en_morceaux,\"99001, ligne 4\"";
    assert!(ledger.contains(row), "{ledger}");
    assert!(ledger.contains("3 = 2 + 1 + 0,3,2,1,0"), "{ledger}");
}

#[test]
fn a_run_without_a_place_is_refused() {
    let folder = Folder::with(&["communes.geojson", "nowhere.csv"]);
    let words = ["no list of places", "--mediation"];
    folder.refused("coverage --communes communes.geojson --out map.geojson", &words);
    folder.refused(&with_places("nowhere.csv"), &["no place of help", "maillage check"]);
}

#[test]
fn a_place_closed_to_the_public_serves_nobody() {
    let folder = sound();
    let header = "id,nom,adresse,latitude,longitude,services,modalites_acces";
    let place = "c1,Lieu inventé,1 rue,45.65,0.35,Aide,Ce lieu n'accueille pas de public";
    folder.put("closed.csv", format!("{header}\n{place}\n"));
    folder.done(&format!("{RUN} --mediation closed.csv"));
    assert_eq!(folder.layer("map.geojson").column("lieu_id"), ["m1"; 4]);
    let ledger = folder.text("map.ledger.csv");
    assert!(ledger.contains("closed.csv,2,2,ecarte,sans_accueil_du_public"), "{ledger}");
}

#[test]
fn a_crs_that_is_not_reprojected_is_named_with_the_way_out() {
    let folder = sound();
    let contours = folder.text("communes.geojson");
    let stated = |name: &str| {
        let member = format!(
            "\"crs\": {{\"type\": \"name\", \"properties\": {{\"name\": \"{name}\"}}}}, \"features\""
        );
        contours.replace("\"features\"", &member)
    };
    folder.put("swiss.geojson", stated("EPSG:21781"));
    folder.refused(&with_contours("swiss.geojson"), &["swiss.geojson", "EPSG:21781", "EPSG:4326"]);
    folder.put("garbage.geojson", stated("garbage"));
    folder.done(&with_contours("garbage.geojson"));
    assert!(
        folder.text("map.ledger.csv").contains("garbage.geojson,,,retenu,crs_devine,EPSG:4326")
    );
}

#[test]
fn a_commune_whose_contour_is_no_surface_is_set_aside_with_its_line() {
    let folder = sound();
    let contours = folder.text("communes.geojson");
    let second = contours.lines().nth(2).expect("the file has four communes");
    for geometry in [
        "null",
        r#"{"type": "Polygon", "coordinates": []}"#,
        r#"{"type": "Polygon", "coordinates": [[]]}"#,
        r#"{"type": "Polygon", "coordinates": [[[0.1, 45.6]]]}"#,
        r#"{"type": "Polygon", "coordinates": [[[0.1, 45.6], [0.2, 45.6]]]}"#,
        r#"{"type": "Polygon", "coordinates": [[[1e400, 45.6], [0.2, 45.6], [0.2, 45.7], [0.1, 45.6]]]}"#,
        r#"{"type": "MultiPolygon", "coordinates": []}"#,
        r#"{"type": "GeometryCollection", "geometries": []}"#,
        r#"{"type": "Circle", "coordinates": [0.1, 45.6]}"#,
    ] {
        let start = second.find("\"geometry\": ").expect("a feature has a geometry");
        let broken = format!("{}\"geometry\": {geometry}}},", &second[..start]);
        folder.put("broken.geojson", contours.replace(second, &broken));
        folder.done(&with_contours("broken.geojson"));
        let codes = folder.layer("map.geojson").column("code_insee");
        assert_eq!(codes, ["96001", "99001", "99003"], "{geometry}");
        let ledger = folder.text("map.ledger.csv");
        let row = "broken.geojson,3,3,ecarte,geometrie_illisible,99002";
        assert!(ledger.contains(row), "{geometry}: {ledger}");
    }
}

#[test]
fn a_code_that_is_none_costs_its_row_and_is_quoted() {
    let folder = sound();
    let contours = folder.text("communes.geojson");
    for code in ["9900", "990020", "９９００２", "2A0é", "99-02", "00000", "null"] {
        folder.put("odd.geojson", contours.replace("99002", code));
        folder.done(&with_contours("odd.geojson"));
        let ledger = folder.text("map.ledger.csv");
        let told = if code == "9900" { "retenu,code_complete" } else { "ecarte,code_illisible" };
        let row = format!("odd.geojson,3,3,{told},{code},");
        assert!(ledger.contains(&row), "{row} is not in {ledger}");
    }
}

#[test]
fn texts_as_spreadsheets_write_them_are_read() {
    let folder = sound();
    let row = "Mairie invent\u{e9}e;1 rue \"du Test\";45,65;0,05;Aide";
    let text = format!("nom;adresse;latitude;longitude;services\r\n{row}\r\n");
    let latin1: Vec<u8> = text.chars().map(|letter| letter as u8).collect();
    let utf16: Vec<u8> =
        format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    folder.put("latin1.csv", latin1);
    folder.put("utf16.csv", utf16);
    folder.put("marked.csv", format!("\u{feff}{text}"));
    for name in ["latin1.csv", "utf16.csv", "marked.csv"] {
        folder.done(&with_places(name));
        let layer = folder.layer("map.geojson");
        assert_eq!(layer.column("lieu_nom")[1], "Mairie inventée", "{name}");
        assert_eq!(layer.column("distance_km")[1], 0.0, "{name}");
    }
}

#[test]
fn a_position_of_one_number_is_no_geometry() {
    let folder = sound();
    let contours = folder.text("communes.geojson");
    folder.put("one.geojson", contours.replace("[[[0.1, 45.6],", "[[[0.1],"));
    folder.done(&with_contours("one.geojson"));
    assert_eq!(folder.layer("map.geojson").column("code_insee"), ["96001", "99001", "99003"]);
    let ledger = folder.text("map.ledger.csv");
    assert!(ledger.contains("one.geojson,3,3,ecarte,geometrie_illisible,99002"), "{ledger}");

    let folder = sound();
    folder.put("all.geojson", contours.replace(", 45.6]", "]"));
    folder.refused(&with_contours("all.geojson"), &["all.geojson"]);
}

/// Else the rest of the list would be one long value, and the list merely short.
#[test]
fn a_quote_that_never_closes_is_told_with_the_line_it_opens_on() {
    let folder = sound();
    let list = Folder::with(&["three-places.csv"]).text("three-places.csv");
    let list = list.replace("2 rue du Test", "\"2 rue du Test");
    folder.put("quote.csv", &list);
    folder.done(&with_places("quote.csv"));
    let ledger = folder.text("map.ledger.csv");
    assert!(ledger.contains("quote.csv,,,total,total,,3 = 3 + 0 + 0"), "{ledger}");
    assert!(ledger.contains("quote.csv,3,3,retenu,guillemet_isole"), "{ledger}");

    let folder = sound();
    folder.put("quote.csv", format!("{list}\nThis line is none of the table's"));
    folder.refused(&with_places("quote.csv"), &["quote.csv: line 3: a quote opens"]);
}

#[test]
fn json_inside_its_features_is_told_with_the_line_of_the_whole_file() {
    let folder = sound();
    let contours = folder.text("communes.geojson");
    let deeper = contours.replace("\"features\": [", "\n\n\"features\":\n[");
    folder.put("deeper.geojson", deeper.replace("\"Essai-Est\"", "NaN"));
    folder.refused(&with_contours("deeper.geojson"), &["deeper.geojson: line 7, column"]);
}

#[test]
fn a_byte_order_mark_written_twice_does_not_hide_json() {
    let folder = sound();
    folder.put("marked.geojson", format!("\u{feff}\u{feff}{}", folder.text("communes.geojson")));
    folder.done(&with_contours("marked.geojson"));
    assert_eq!(folder.layer("map.geojson").features().len(), 4);
    let ledger = folder.text("map.ledger.csv");
    assert!(ledger.contains("marked.geojson,,,total,total,,4 = 4 + 0 + 0"), "{ledger}");
}

#[test]
fn json_of_thousands_of_keys_is_read_as_far_as_a_list_means_anything() {
    let folder = sound();
    let place = r#""nom": "Mairie inventée", "adresse": "1 rue", "services": "Aide""#;
    let keys: String = (0..3_000).map(|key| format!(", \"cle{key}\": {key}")).collect();
    folder.put(
        "keys.json",
        format!("[\n{{{place}, \"latitude\": 45.65, \"longitude\": 0.05{keys}}}]"),
    );
    folder.done(&with_places("keys.json"));
    assert_eq!(folder.layer("map.geojson").column("lieux_5km")[1], 1);
    let ledger = folder.text("map.ledger.csv");
    // 1,995 keys after the five of the place.
    assert!(ledger.contains("keys.json,2,2,retenu,trop_de_colonnes,cle1995,"), "{ledger}");
}

#[test]
fn a_table_of_thousands_of_columns_is_refused() {
    let folder = sound();
    let header: String = (0..9_995).map(|column| format!(",c{column}")).collect();
    let wide = format!("nom,adresse,services,latitude,longitude{header}\nMairie,rue,Aide,45.6,0\n");
    folder.put("wide.csv", wide);
    let words = ["wide.csv", "10000 columns", "at most 2000"];
    folder.refused(&with_places("wide.csv"), &words);
}

#[test]
fn one_endless_line_is_no_table() {
    let folder = sound();
    for letter in ["a", ",", "\""] {
        folder.put("line.csv", letter.repeat(10_000_000));
        let words = ["line.csv: line 1: the first 10000000 bytes are one line"];
        folder.refused(&with_places("line.csv"), &words);
    }
    folder.put("line.csv", format!("nom,adresse\n{}", ",".repeat(1_000_000)));
    let words = ["line.csv: line 2: 1000001 columns, and at most 2000 are read"];
    folder.refused(&with_places("line.csv"), &words);
}

#[test]
fn an_archive_is_told_with_what_to_do() {
    let folder = sound();
    folder.put("list.csv", [&b"PK\x05\x06"[..], &[0; 18]].concat());
    folder.refused(&with_places("list.csv"), &["a zip archive of no file", "unpack it"]);
}

#[test]
fn records_one_a_line_are_a_list() {
    let folder = sound();
    let place = r#"{"nom": "Mairie inventée", "adresse": "1 rue", "services": "Aide", "latitude": LAT, "longitude": 0.05}"#;
    let lines =
        [place.replace("LAT", "45.65"), place.replace("LAT", "1e999"), "{\"nom\"".to_owned()];
    folder.put("lines.jsonl", lines.join("\n"));
    folder.done(&with_places("lines.jsonl"));
    assert_eq!(folder.layer("map.geojson").column("lieux_5km")[1], 1);
    let ledger = folder.text("map.ledger.csv");
    assert!(
        ledger
            .contains("lines.jsonl,2,2,ecarte,position_illisible,\"Mairie inventée, 1e999 0.05\""),
        "{ledger}"
    );
    assert!(ledger.contains("lines.jsonl,3,3,ecarte,ligne_illisible"), "{ledger}");
}

#[test]
fn a_list_without_rows_is_no_list_of_elsewhere() {
    let folder = sound();
    let list = folder.text("mediation.csv");
    folder.put("head.csv", list.lines().next().expect("a header"));
    for within in ["", " --within 99001"] {
        let line = format!("{}{within}", with_places("head.csv"));
        folder.refused(&line, &["no place of help could be read from the lists given"]);
    }
}
