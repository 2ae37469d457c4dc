//! The demo that is kept in the repository is the one that the generator gives.

use std::{collections::BTreeSet, fs, path::Path};

use maillage_synth::{SynthOptions, territory};

/// To renew it: `cargo run -p maillage-synth --example write -- data/demo`.
#[test]
fn data_demo_is_byte_for_byte_what_the_generator_gives() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/demo");
    let territory = territory(&SynthOptions::default());
    for file in &territory.files {
        let kept = fs::read(folder.join(file.name)).expect("data/demo holds every file");
        assert!(kept == file.contents, "data/demo/{} is out of date", file.name);
    }
    let kept: BTreeSet<String> = fs::read_dir(&folder)
        .expect("data/demo is in the repository")
        .map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned())
        .collect();
    let given = territory.files.iter().map(|file| file.name.to_owned()).collect();
    assert_eq!(kept, given);
}
