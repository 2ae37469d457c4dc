//! The program from outside: spoilt files and spoilt command lines. It answers 0, 1 or 2, it does
//! not panic, its inputs stay as they were, and its outputs appear whole or not at all.

use std::{collections::BTreeMap, fs, path::Path};

use super::Target;
use crate::{
    case::Case,
    dice::Dice,
    mutation::{extreme, spoilt},
    program::Program,
    seeds::Seeds,
};

pub(super) const TARGET: Target =
    Target { name: "outside", about: "spoilt files and command lines to the program", case, judge };

/// Command lines. `FILE` is the spoilt file; `communes.geojson` and `mediation.csv` are sound.
const LINES: [&str; 10] = [
    "check FILE",
    "check FILE communes.geojson --verbose",
    "check FILE --json",
    "check mediation.csv FILE --save-mapping saved.toml",
    "catalogue FILE --communes communes.geojson --out places.geojson --evidence pairs.csv",
    "catalogue --itinerant FILE --rounds rounds.geojson --calendar rounds.ics --out places.geojson",
    "coverage --communes FILE --mediation mediation.csv --out map.geojson",
    "coverage --communes communes.geojson --mediation FILE --out map.geojson --lang en",
    "coverage --communes communes.geojson mediation.csv FILE --out map.geojson --verbose",
    "coverage --communes communes.geojson --mediation mediation.csv --population FILE --out -",
];
/// Options that end in a value.
const OPTIONS: [&str; 16] = [
    "--within=99001",
    "--within=dep:99,99002",
    "--thresholds-km=1,2.5",
    "--main-threshold-km=3",
    "--reach-km=10",
    "--buffer-km=1",
    "--detour=1.3",
    "--min-minutes-per-week=60",
    "--at=2026-10-06T10:00",
    "--window=Mo-Fr 18:00-20:00",
    "--period=2026-09-01..2026-12-31",
    "--public-holidays=none",
    "--origin=centroid",
    "--mapping=mapping.toml",
    "--config=hubs.toml",
    "--threads=1",
];
/// Ends of the names of the files that come with a layer.
const BESIDE_A_LAYER: [&str; 3] = ["geojson", "qml", "ledger.csv"];

fn case(seeds: &Seeds, dice: &mut Dice) -> Case {
    let seed = dice.pick(&seeds.tables);
    let name = format!("spoilt-{}", seed.name);
    let mut case = spoilt(&seed, &name, seeds, dice);
    for sound in ["communes.geojson", "mediation.csv"] {
        let seed =
            seeds.island.iter().find(|seed| seed.name == sound).expect("a file of the island");
        case.files.push((sound.to_owned(), seed.bytes.clone()));
    }
    for part in ["mapping", "hubs"] {
        let seed = seeds.setting(part, dice);
        let of_part = match dice.once_in(2) {
            true => spoilt(seed, &format!("{part}.toml"), seeds, dice).files,
            false => vec![(format!("{part}.toml"), seed.bytes.clone())],
        };
        case.files.extend(of_part);
    }
    let line = dice.pick(&LINES).split(' ');
    case.words =
        line.map(|word| if word == "FILE" { name.clone() } else { word.to_owned() }).collect();
    for _ in 0..dice.below(3) {
        let option = dice.pick(&OPTIONS);
        let flag = option.split('=').next().unwrap_or_default();
        let value = extreme(dice).replace(['\0', '/'], "");
        let spoilt = format!("{flag}={value}");
        case.words.push(if dice.once_in(2) { option.to_owned() } else { spoilt });
    }
    if dice.once_in(8) {
        let at = dice.below(case.words.len());
        let word = case.words.remove(at);
        let again = dice.below(case.words.len() + 1);
        case.words.splice(again..again, vec![word; dice.below(3)]);
    }
    case
}

fn judge(case: &Case, folder: &Path, program: &Program) -> String {
    let aside = tempfile::tempdir().expect("the system gives a folder");
    let before = files_of(folder);
    let ran = program.run(folder, &case.words, aside.path()).expect("the program is run");
    let after = files_of(folder);
    assert!(!ran.is_too_long, "law: the program answers in a minute");
    let said = ran.stderr.lines().last().unwrap_or_default();
    let Some(code @ 0..=2) = ran.code else {
        panic!("law: the program answers 0, 1 or 2; {:?}: {said}", ran.code);
    };
    let is_panic = |line: &&str| {
        ["panicked", "internal error", "erreur interne"].iter().any(|word| line.contains(word))
    };
    let panicked = ran.stderr.lines().find(is_panic);
    assert!(panicked.is_none(), "law: the program does not panic; {panicked:?}");
    if program.is_plain {
        let is_plain = |text: &str| text.chars().all(|it| !it.is_control() || "\t\n".contains(it));
        assert!(
            is_plain(&ran.stderr) && is_plain(&ran.stdout),
            "law: the program prints plain text"
        );
    }
    let kept = before.iter().all(|(name, bytes)| after.get(name) == Some(bytes));
    assert!(kept, "law: inputs stay as they are");
    let written: Vec<&String> = after.keys().filter(|name| !before.contains_key(*name)).collect();
    if code == 0 {
        is_whole(&case.words, &written);
    } else {
        let is_check = case.words.iter().any(|word| word == "check");
        assert!(
            written.is_empty() || is_check,
            "law: a run that fails leaves no file; {written:?}"
        );
    }
    format!("exit code {code}: {said}")
}

/// Asserts that each layer that was asked for came with its style and its ledger.
fn is_whole(words: &[String], written: &[&String]) {
    let mut outs = words.windows(2).filter(|pair| pair[0] == "--out").map(|pair| &pair[1]);
    let Some(stem) = outs.next().and_then(|out| out.strip_suffix(".geojson")) else { return };
    for end in BESIDE_A_LAYER {
        let name = format!("{stem}.{end}");
        assert!(written.contains(&&name), "law: a layer comes with its style and ledger; {name}");
    }
}

/// Every file of a folder.
fn files_of(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("the folder is read").map_while(Result::ok);
    let file = |path: std::path::PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        (name, fs::read(&path).unwrap_or_default())
    };
    entries.map(|entry| file(entry.path())).collect()
}
