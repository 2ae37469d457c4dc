//! `maillage replay`.

use crate::folder::Folder;

const RUN: &str = "diagnose communes.geojson mediation.csv --france-services france-services.csv \
    --population population.csv --main-threshold-km 5 --config hubs.toml --out x.geojson";

fn diagnosed() -> Folder {
    let folder = Folder::island();
    folder.put("hubs.toml", "[hubs]\nnord = ['99']\n");
    folder.done(RUN);
    folder
}

#[test]
fn an_output_is_made_again_byte_for_byte() {
    let folder = diagnosed();
    let ran = folder.done("replay x.geojson");
    assert!(ran.stderr.contains("octet pour octet"), "{}", ran.stderr);
    assert_eq!(folder.text("x.geojson"), folder.text("x-rejoue.geojson"));
    // Any layer of a set tells of its run.
    let ran = folder.done("replay x.territoires.geojson --lang en --out again.geojson");
    assert!(ran.stderr.contains("byte for byte"), "{}", ran.stderr);
    assert_eq!(folder.text("x.lacunes.geojson"), folder.text("again.lacunes.geojson"));
}

#[test]
fn a_layer_that_was_written_with_a_picture_is_made_again_without_it() {
    let folder = diagnosed();
    folder.done("coverage --communes communes.geojson --mediation mediation.csv --out y.geojson --map y.svg");
    let ran = folder.done("replay y.geojson");
    assert!(ran.stderr.contains("identique, à l'exception de la liste"), "{}", ran.stderr);
}

#[test]
fn files_that_have_changed_are_named() {
    let folder = diagnosed();
    let list = folder.text("mediation.csv");
    let shorter: Vec<&str> = list.lines().take(40).collect();
    folder.put("mediation.csv", shorter.join("\n"));
    let ran = folder.done("replay x.geojson");
    assert!(ran.stderr.contains("Fichiers modifiés depuis : mediation.csv."), "{}", ran.stderr);
}

#[test]
fn files_that_are_gone_are_named_and_looked_for_elsewhere() {
    let folder = diagnosed();
    std::fs::create_dir(folder.path("lists")).expect("a folder");
    std::fs::rename(folder.path("mediation.csv"), folder.path("lists/mediation.csv"))
        .expect("a file");
    folder.refused("replay x.geojson", &["mediation.csv", "--inputs"]);
    let ran = folder.done("replay x.geojson --inputs lists");
    assert!(ran.stderr.contains("octet pour octet"), "{}", ran.stderr);
    folder.refused("replay communes.geojson", &["records no command"]);
}
