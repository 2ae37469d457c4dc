//! Files that a command reads and writes, under whatever names: no input is replaced, and no
//! output replaces another one.

use std::fs;

use crate::folder::Folder;

const CATALOGUE: &str = "catalogue --mediation mediation.csv --out places.geojson";
const COVERAGE: &str = "coverage --communes communes.geojson --mediation mediation.csv";

fn sound() -> Folder {
    Folder::with(&["communes.geojson", "mediation.csv", "stops.csv", "hubs.toml"])
}

#[test]
fn two_outputs_under_two_names_of_one_file_are_refused() {
    let folder = sound();
    fs::create_dir(folder.path("maps")).expect("the folder takes folders");
    let absolute = folder.path("places.geojson").display().to_string();
    for evidence in ["./places.geojson", "maps/../places.geojson", &absolute, "./places.qml"] {
        let words = [evidence, "is the same file as places.", "a file of its own"];
        folder.refused(&format!("{CATALOGUE} --evidence {evidence}"), &words);
    }
    let words = ["./tours.geojson", "is the same file as tours.geojson"];
    let tours = "--itinerant stops.csv --rounds tours.geojson --calendar ./tours.geojson";
    folder.refused(&format!("{CATALOGUE} {tours}"), &words);
    let words = ["places.geojson", "written twice", "a file of its own"];
    folder.refused(&format!("{CATALOGUE} --rounds places.geojson"), &words);
    folder.refused(&format!("{CATALOGUE} --evidence -"), &["only a layer", "name a file"]);
}

#[cfg(unix)]
#[test]
fn two_outputs_in_one_folder_behind_a_link_are_refused() {
    let folder = sound();
    std::os::unix::fs::symlink(".", folder.path("here")).expect("links are made");
    let words = ["here/places.geojson", "is the same file as places.geojson"];
    // Not by `refused`, which would follow the link without end.
    let ran = folder.run(&format!("{CATALOGUE} --lang en --evidence here/places.geojson"));
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(words.iter().all(|word| ran.stderr.contains(word)), "{}", ran.stderr);
    assert!(!folder.path("places.geojson").exists());
}

#[test]
fn the_configuration_is_an_input_of_every_command_that_takes_one() {
    let folder = sound();
    folder.put("hubs.geojson", folder.text("hubs.toml"));
    for (line, input) in [
        (format!("{CATALOGUE} --config hubs.toml --evidence hubs.toml"), "hubs.toml"),
        (format!("{CATALOGUE} --config hubs.toml --evidence ./hubs.toml"), "hubs.toml"),
        (format!("{CATALOGUE} --config hubs.toml --calendar hubs.toml"), "hubs.toml"),
        (format!("{COVERAGE} --config hubs.geojson --out hubs.geojson"), "hubs.geojson"),
    ] {
        folder.refused(&line, &[input, "is one of the inputs"]);
    }
}

#[test]
fn a_mapping_and_a_pyramid_are_inputs() {
    let folder = sound();
    folder.put("m.json", "");
    let words = ["m.json", "is one of the inputs"];
    folder.refused(&format!("{COVERAGE} --mapping m.json --out m.json"), &words);
    folder.refused(&format!("{COVERAGE} --pyramid m.json --out m.json"), &words);
    folder.refused(&format!("{COVERAGE} --rates m.json --out m.json"), &words);
}

#[test]
fn a_mapping_that_is_saved_replaces_no_list_and_no_part_of_a_shapefile() {
    let folder = sound();
    let words = ["mediation.csv", "exists already"];
    folder.refused("check mediation.csv --save-mapping ./mediation.csv", &words);
    let words = ["places.prj", "is one of the inputs"];
    folder.refused("check places.shp --save-mapping ./places.prj", &words);
}

#[cfg(unix)]
#[test]
fn a_layer_of_the_demo_that_leads_to_one_of_its_lists_is_refused() {
    let folder = Folder::empty();
    folder.done("demo -q");
    let layer = folder.path("maillage-demo/coverage.geojson");
    fs::remove_file(&layer).expect("it was written a moment ago");
    std::os::unix::fs::symlink("lists/communes.geojson", &layer).expect("links are made");
    let words = ["maillage-demo/coverage.geojson", "lists/communes.geojson"];
    folder.refused("demo -q", &words);
}
