//! Options that cannot be met: exit code 2 for what is no command, 1 for what cannot be done.

use crate::folder::Folder;

const INPUTS: [&str; 5] =
    ["communes.geojson", "mediation.csv", "membership.csv", "broken.toml", "unknown-key.toml"];
const RUN: &str =
    "coverage --communes communes.geojson --mediation mediation.csv --out map.geojson";

#[track_caller]
fn refused(options: &str, words: &[&str]) {
    Folder::with(&INPUTS).refused(&format!("{RUN} {options}"), words);
}

#[test]
fn what_is_no_command_is_a_usage_error() {
    let folder = Folder::with(&INPUTS);
    let before = folder.contents();
    for (line, word) in [
        ("", "Utilisation : maillage"),
        ("map", "map"),
        ("check", "<FICHIER>"),
        ("coverage --communes communes.geojson --mediation mediation.csv", "--out"),
        ("catalogue --mediation mediation.csv", "--out"),
        ("demo --outt here", "--outt"),
        (&format!("{RUN} --thresold-km 5"), "--thresold-km"),
        (&format!("{RUN} --thresholds-km ten"), "ten"),
        (&format!("{RUN} --origin mairie"), "chef-lieu"),
        (&format!("{RUN} --lang de"), "fr, en"),
        (&format!("{RUN} -q -v"), "--quiet"),
        (&format!("{RUN} --threads many"), "many"),
        (&format!("{RUN} --threads 0"), "1..=1024"),
        (&format!("{RUN} --threads 100000"), "100000"),
    ] {
        let ran = folder.run(line);
        assert_eq!(ran.code, 2, "maillage {line}\n{}", ran.stderr);
        assert!(ran.stderr.contains(word), "maillage {line}\n{}", ran.stderr);
        assert_eq!(ran.stdout, "", "maillage {line}");
    }
    assert!(folder.contents() == before);
}

#[test]
fn a_distance_is_not_negative_and_is_a_number() {
    for option in ["--thresholds-km", "--main-threshold-km", "--buffer-km", "--reach-km"] {
        for value in ["-1", "NaN", "inf", "1e300"] {
            refused(&format!("{option}={value}"), &[option, "is no distance", "such as 10 or 2.5"]);
        }
    }
}

/// A threshold names two columns, and nobody is within nothing.
#[test]
fn a_threshold_is_further_than_nothing() {
    for value in ["-1", "0", "-0", "5,0"] {
        let words = ["--thresholds-km", "is no distance", "such as 10 or 2.5"];
        refused(&format!("--thresholds-km {value}"), &words);
    }
}

#[test]
fn a_threshold_stands_once() {
    refused("--thresholds-km 5,10,5", &["--thresholds-km", "`5`", "twice"]);
}

#[test]
fn a_detour_is_never_shorter_than_the_straight_line() {
    for value in ["0.5", "0", "NaN", "11"] {
        let quoted = format!("`{value}`");
        refused(&format!("--detour={value}"), &["--detour", &quoted, "from 1 to 10"]);
    }
}

#[test]
fn a_code_that_names_no_territory_is_told_with_those_that_do() {
    for code in ["Xyzzy", "1", "é", "9x", "12345678"] {
        let quoted = format!("`{code}`");
        refused(&format!("--within {code}"), &["--within", &quoted, "dep:16", "reg:75", "hub"]);
    }
}

#[test]
fn a_territory_without_a_commune_is_told_with_the_contours() {
    for code in ["dep:75", "75056", "reg:11"] {
        let quoted = format!("`{code}` selects no commune of communes.geojson");
        refused(&format!("--within {code}"), &[&quoted]);
        refused(&format!("--within 99,{code}"), &[&quoted]);
    }
    let unknown = "--membership membership.csv --within 200000008";
    refused(unknown, &["`200000008` selects no commune"]);
}

#[test]
fn an_epci_needs_the_table_that_says_what_it_holds() {
    refused("--within 299000001", &["`299000001` is an EPCI", "`--membership`"]);
}

#[test]
fn a_hub_that_the_config_does_not_define_is_told() {
    let folder = Folder::with(&["communes.geojson", "mediation.csv", "hubs.toml"]);
    let words = ["--within", "`les-trois`", "hub"];
    folder.refused(&format!("{RUN} --config hubs.toml --within les-trois"), &words);
}

#[test]
fn a_config_that_does_not_hold_together_is_told_with_its_line() {
    refused("--config broken.toml --within les-deux", &["broken.toml", "line 3"]);
    let words = ["unknown-key.toml", "line 2", "`hub`", "`hubs`"];
    refused("--config unknown-key.toml --within les-deux", &words);
    refused("--config absent.toml --within les-deux", &["absent.toml: no such file"]);
}
