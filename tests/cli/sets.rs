//! Files of a run appear together, whatever stops it.

use std::{
    fs,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::folder::Folder;

/// The files of the demo that are layers, with those that belong to them.
const LAYERS: [&str; 3] = ["coverage.geojson", "places.geojson", "tournees.geojson"];

/// A demo that runs while the test goes on.
fn begun(folder: &Folder, lang: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_maillage"))
        .current_dir(folder.path("."))
        .args(["demo", "--out", "d", "--lang", lang])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs")
}

/// The run that a layer names, and the names of the files that it says are of it.
fn execution(folder: &Folder, path: &str) -> (String, Vec<String>) {
    let layer = folder.layer(path);
    let execution = &layer.0["metadata"]["execution"];
    let files = execution["fichiers"].as_array().expect("files are listed");
    let text = |value: &serde_json::Value| value.as_str().expect("it is stated").to_owned();
    let stem = path.strip_suffix(".geojson").expect("a layer is a GeoJSON");
    let name = |name: String| if name.starts_with('.') { format!("{stem}{name}") } else { name };
    let names = files.iter().map(|file| name(text(&file["nom"])));
    (text(&execution["identifiant"]), names.collect())
}

/// Every file of a finished demo, without the folders of runs that were stopped.
fn files(folder: &Folder) -> Vec<(String, Vec<u8>)> {
    let hidden = |name: &str| name.split('/').any(|part| part.starts_with(".maillage"));
    folder.contents().into_iter().filter(|(name, _)| !hidden(name)).collect()
}

fn demo(lang: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Folder::empty();
    folder.done(&format!("demo --out d --lang {lang}"));
    folder.contents()
}

#[test]
fn every_file_says_which_run_it_is_of_or_has_its_checksum_in_the_layer() {
    let (folder, _) = Folder::demo();
    for layer in LAYERS {
        let path = format!("maillage-demo/{layer}");
        let (run, beside) = execution(folder, &path);
        for name in &beside {
            let name = name.trim_start_matches("maillage-demo/");
            let content = fs::read(folder.path(&format!("maillage-demo/{name}")));
            let content = content.expect("it was written");
            let is_marked = content.windows(run.len()).any(|part| part == run.as_bytes());
            // Tables, pictures and archives have no room: the layer has their checksum.
            let has_room = [".qml", ".ics", ".geojson", ".gpkg"];
            let has_room = has_room.iter().any(|end| name.ends_with(end));
            assert_eq!(is_marked, has_room, "{name}");
        }
        let style = path.replace(".geojson", ".qml");
        assert!(beside.contains(&style), "{layer}");
    }
    let runs = LAYERS.map(|layer| execution(folder, &format!("maillage-demo/{layer}")).0);
    // The places and the rounds are of one command, the map is of another.
    assert_eq!(runs[1], runs[2]);
    assert_ne!(runs[0], runs[1]);
}

#[test]
fn the_name_of_a_run_follows_its_inputs_and_its_options() {
    let folder = Folder::with(&["communes.geojson", "mediation.csv"]);
    let run = |line: &str| {
        folder.done(&format!("{line} --out map.geojson"));
        execution(&folder, "map.geojson").0
    };
    let line = "coverage --communes communes.geojson --mediation mediation.csv";
    let first = run(line);
    assert_eq!(run(&format!("{line} --threads 1")), first);
    assert_ne!(run(&format!("{line} --detour 1.3")), first);
    assert_ne!(run(&format!("{line} --lang en")), first);
    folder.put("mediation.csv", folder.text("mediation.csv") + "\n");
    assert_ne!(run(line), first);
}

#[test]
fn a_file_of_another_run_beside_a_layer_is_named_by_whoever_reads_it() {
    let folder = Folder::with(&["mediation.csv"]);
    let layer = "catalogue --mediation mediation.csv --out places.geojson";
    folder.done(layer);
    let quiet = folder.done("check places.geojson");
    assert!(!quiet.stderr.contains("places.ledger.csv"), "{}", quiet.stderr);
    folder.put("places.ledger.csv", folder.text("places.ledger.csv") + "x\n");
    let said = folder.done("check places.geojson --lang en");
    let words = "places.geojson: the file places.ledger.csv beside it comes from another run";
    assert!(said.stderr.contains(words), "{}", said.stderr);
    folder.done(layer);
    let mended = folder.done("check places.geojson");
    assert!(!mended.stderr.contains("places.ledger.csv"), "{}", mended.stderr);
}

/// Kills are spread over the length of a run; a run of another language is there before, so that
/// a mixture would show.
#[test]
fn a_run_that_is_killed_leaves_the_old_files_or_the_next_one_makes_them_whole() {
    let (old, new) = (demo("fr"), demo("en"));
    let folder = Folder::empty();
    folder.done("demo --out d");
    let begin = Instant::now();
    folder.done("demo --out d");
    let length = begin.elapsed();
    for part in 0..16 {
        let mut running = begun(&folder, "en");
        thread::sleep(length * part / 14);
        let _ = running.kill();
        running.wait().expect("it has ended");
        // Whatever runs next in the folder mends and sweeps it.
        folder.done("catalogue --mediation d/lists/mediation.csv --out d/x.geojson");
        for name in ["x.geojson", "x.qml", "x.ledger.csv"] {
            std::fs::remove_file(folder.path(&format!("d/{name}"))).expect("it was written");
        }
        let found = files(&folder);
        assert!(found == old || found == new, "kill {part}: a mixed set");
        folder.done("demo --out d");
        assert!(folder.contents() == old, "kill {part} left {:?}", folder.names());
    }
}

#[cfg(unix)]
#[test]
fn a_run_that_is_interrupted_leaves_nothing_behind() {
    let old = demo("fr");
    for signal in ["INT", "TERM", "HUP"] {
        let folder = Folder::empty();
        folder.done("demo --out d");
        let mut running = begun(&folder, "en");
        // Until its files are out of sight, or it is done.
        let deadline = Instant::now() + Duration::from_secs(60);
        while running.try_wait().expect("it is a child").is_none() {
            assert!(Instant::now() < deadline, "the demo does not end");
            if folder.names().iter().any(|name| name.ends_with("/new/coverage.geojson")) {
                let pid = running.id().to_string();
                Command::new("kill").args(["-s", signal, &pid]).status().expect("kill is there");
                break;
            }
            thread::sleep(Duration::from_millis(2));
        }
        let code = running.wait().expect("it ends").code();
        assert!(matches!(code, Some(0 | 130)), "{signal}: {code:?}");
        let left = folder.contents();
        assert!(left == old || left == demo("en"), "{signal} left {:?}", folder.names());
    }
}

#[test]
fn runs_at_once_on_one_output_do_not_mix() {
    let sets = [demo("fr"), demo("en")];
    let folder = Folder::empty();
    for _ in 0..4 {
        let running = [begun(&folder, "fr"), begun(&folder, "en"), begun(&folder, "fr")];
        for child in running {
            let ended = child.wait_with_output().expect("it ends");
            let said = String::from_utf8_lossy(&ended.stderr);
            assert!(ended.status.success(), "{}: {said}", ended.status);
        }
        assert!(sets.contains(&folder.contents()), "a mixed set: {:?}", folder.names());
    }
}

#[test]
fn a_name_that_is_too_long_is_refused_before_any_work() {
    let folder = Folder::with(&["communes.geojson", "mediation.csv"]);
    // The layer's name can be, the ledger's cannot.
    let name = format!("{}.geojson", "x".repeat(247));
    folder.put(&name, "older");
    let line = format!("coverage --communes absent.geojson --mediation mediation.csv --out {name}");
    folder.refused(&line, &["cannot be written", "nothing was changed there"]);
    assert_eq!(folder.text(&name), "older");
}
