//! Outputs that cannot be written, and runs that fail: nothing appears, nothing is lost.

use std::fs;

use crate::folder::Folder;

const RUN: &str = "coverage --communes communes.geojson --mediation mediation.csv";

fn sound() -> Folder {
    Folder::with(&["communes.geojson", "mediation.csv", "nowhere.csv"])
}

#[test]
fn a_run_that_fails_leaves_an_older_output_as_it_was() {
    let folder = sound();
    for name in ["map.geojson", "map.qml", "map.ledger.csv"] {
        folder.put(name, "older");
    }
    let run = format!("{RUN} --out map.geojson");
    // Each fails later than the one before: option, contours, list, cleaning.
    let failing = [
        (format!("{run} --detour 0.5"), "--detour"),
        (run.replace("communes.geojson", "absent.geojson"), "absent.geojson: no such file"),
        (format!("{run} --france-services absent.csv"), "absent.csv: no such file"),
        (run.replace("mediation.csv", "nowhere.csv"), "no place of help"),
        ("catalogue --mediation nowhere.csv --out map.geojson".to_owned(), "no place of help"),
    ];
    for (line, word) in failing {
        // All files are compared, hidden ones too.
        folder.refused(&line, &[word]);
        assert_eq!(folder.text("map.geojson"), "older", "{line}");
    }
}

#[test]
fn a_folder_that_does_not_exist_is_told_before_any_work() {
    let folder = sound();
    folder.refused(&format!("{RUN} --out maps/map.geojson"), &["maps/map.geojson"]);
    assert!(!folder.path("maps").exists());
    let other = "catalogue --mediation absent.csv --out maps/places.geojson";
    folder.refused(other, &["maps/places.geojson: cannot be written"]);
}

#[test]
fn an_output_below_a_file_is_told() {
    let folder = sound();
    folder.refused(
        &format!("{RUN} --out mediation.csv/map.geojson"),
        &["mediation.csv/map.geojson: cannot be written"],
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_takes_no_files_is_told() {
    // Not even root may write there.
    sound().refused(&format!("{RUN} --out /proc/map.geojson"), &["/proc/map.geojson: cannot be"]);
}

#[test]
fn an_output_that_is_a_folder_is_told() {
    let folder = sound();
    fs::create_dir(folder.path("map.geojson")).expect("the folder takes folders");
    let words = ["map.geojson: this is a folder"];
    folder.refused(&format!("{RUN} --out map.geojson"), &words);
    folder.refused("catalogue --mediation mediation.csv --out map.geojson", &words);
    folder.refused(&format!("{RUN} --out ."), &[".: this is a folder"]);
}

#[test]
fn a_style_or_ledger_that_is_a_folder_is_told_and_the_layer_does_not_appear() {
    for name in ["map.qml", "map.ledger.csv"] {
        let folder = sound();
        fs::create_dir(folder.path(name)).expect("the folder takes folders");
        folder.refused(&format!("{RUN} --out map.geojson"), &[name, "this is a folder"]);
    }
}

#[test]
fn an_output_that_is_an_input_is_refused() {
    let folder = sound();
    let words = ["is one of the inputs", "never modified", "another file"];
    folder.refused(&format!("{RUN} --out communes.geojson"), &words);
    folder.refused(&format!("{RUN} --out ./communes.geojson"), &words);
    let absolute = folder.path("communes.geojson").display().to_string();
    folder.refused(&format!("{RUN} --out {absolute}"), &words);
}

#[test]
fn an_input_where_the_style_or_the_ledger_would_go_is_kept() {
    let folder = sound();
    for name in ["map.qml", "map.ledger.csv"] {
        folder.put(name, folder.text("mediation.csv"));
        let line = format!("{RUN} --out map.geojson").replace("mediation.csv", name);
        folder.refused(&line, &[name, "is one of the inputs"]);
    }
}

#[cfg(unix)]
#[test]
fn an_input_behind_a_link_is_kept() {
    let folder = sound();
    std::os::unix::fs::symlink("mediation.csv", folder.path("link.json")).expect("links are made");
    folder.refused(&format!("{RUN} --out link.json"), &["link.json", "is one of the inputs"]);
}

#[test]
fn a_layer_in_the_place_of_its_style_or_ledger_is_refused() {
    let folder = sound();
    let words = ["map.qml", ".geojson"];
    folder.refused(&format!("{RUN} --out map.qml"), &words);
    folder.refused("catalogue --mediation mediation.csv --out map.qml", &words);
}

#[test]
fn an_output_that_is_the_config_is_refused() {
    let folder = sound();
    // A name that a layer might have.
    folder.put("map.json", Folder::with(&["hubs.toml"]).text("hubs.toml"));
    let run = format!("{RUN} --config map.json --within les-deux");
    folder.refused(&format!("{run} --out map.json"), &["map.json", "is one of the inputs"]);
}

#[cfg(unix)]
#[test]
fn a_pipe_with_a_name_is_no_place_for_a_file() {
    use std::os::unix::fs::FileTypeExt;

    for name in ["map.geojson", "map.ledger.csv"] {
        let folder = sound();
        let made = std::process::Command::new("mkfifo").arg(folder.path(name)).status();
        assert!(made.is_ok_and(|status| status.success()), "mkfifo is part of every Unix");
        let before = folder.names();
        // Not by `refused`, which reads every file: nobody writes to the pipe.
        let ran = folder.run(&format!("{RUN} --lang en --out map.geojson"));
        assert_eq!(ran.code, 1, "{}", ran.stderr);
        assert!(ran.stderr.contains(&format!("{name}: cannot be written")), "{}", ran.stderr);
        assert_eq!(folder.names(), before);
        let about = fs::symlink_metadata(folder.path(name)).expect("it is still there");
        assert!(about.file_type().is_fifo());
    }
}

#[cfg(unix)]
#[test]
fn an_output_behind_a_link_is_written_where_the_link_leads() {
    let folder = sound();
    fs::create_dir(folder.path("maps")).expect("the folder takes folders");
    folder.put("maps/real.geojson", "older");
    std::os::unix::fs::symlink("maps/real.geojson", folder.path("map.geojson"))
        .expect("links are made");
    folder.done(&format!("{RUN} --out map.geojson"));
    let about = fs::symlink_metadata(folder.path("map.geojson")).expect("it is still there");
    assert!(about.is_symlink());
    assert_eq!(folder.layer("maps/real.geojson").features().len(), 4);
}

#[test]
fn a_file_that_somebody_protects_stays() {
    let folder = Folder::with(&["communes.geojson", "mediation.csv"]);
    folder.put("map.geojson", "old");
    let path = folder.path("map.geojson");
    let mut permissions = fs::metadata(&path).expect("it is there").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).expect("it is ours");
    let run = "coverage --communes communes.geojson --mediation mediation.csv --out map.geojson";
    let ran = folder.run(&format!("{run} --lang en"));
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("is protected against writing"), "{}", ran.stderr);
    assert_eq!(folder.text("map.geojson"), "old");
}

#[test]
fn a_geopackage_with_the_changes_of_another_program_beside_it_is_told() {
    let folder = sound();
    folder.put("map.gpkg-wal", "changes");
    let words = ["map.gpkg-wal: another program has it open", "close it there"];
    folder.refused(&format!("{RUN} --out map.gpkg"), &words);
}
