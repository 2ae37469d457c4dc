//! What goes wrong is told in French, with what would mend it, unless a line asks for English.

use crate::folder::Folder;

const INPUTS: [&str; 9] = [
    "communes.geojson",
    "mediation.csv",
    "membership.csv",
    "population.csv",
    "france-services.csv",
    "no-latitude.csv",
    "truncated.json",
    "points.geojson",
    "unknown-key.toml",
];
const RUN: &str = "coverage --communes communes.geojson --mediation mediation.csv";

/// Plausible mistakes, each with words of what is told of it: what is wrong, and what would mend it.
const MISTAKES: [(&str, &[&str]); 29] = [
    ("check ma liste.csv", &["ma : fichier introuvable", "entre guillemets un chemin"]),
    ("check liste.csv", &["liste.csv : fichier introuvable ; vérifier l'orthographe"]),
    ("check truncated.json", &["le JSON est altéré", "l'exporter de nouveau"]),
    ("RUN --out absent/carte.geojson", &["écriture impossible", "vérifier que son dossier existe"]),
    ("RUN --out carte.doc", &["n'a pas l'extension d'un format", ".gpkg"]),
    ("RUN --out communes.geojson", &["est l'un des fichiers lus", "donner un autre nom"]),
    ("RUN --out .", &["c'est un dossier"]),
    ("RUN --out carte.geojson --within 1", &["`1`", "`--within` prend", "`dep:16`"]),
    ("RUN --out carte.geojson --within Xyzzy", &["aucun territoire ne s'appelle `Xyzzy`"]),
    ("RUN --out carte.geojson --within 200071827", &["est un EPCI", "--membership"]),
    ("RUN --out carte.geojson --thresholds-km=-1", &["n'est pas une distance", "comme 10 ou 2.5"]),
    ("RUN --out carte.geojson --thresholds-km dix", &["`dix`", "un nombre est attendu"]),
    ("RUN --out carte.geojson --detour 0.5", &["n'est pas un coefficient de détour", "de 1 à 10"]),
    ("RUN --out carte.geojson --window bientot", &["`bientot`", "--window", "mardi matin"]),
    ("RUN --out carte.geojson --at 10h", &["--at", "2026-10-06T10:00"]),
    ("RUN --out carte.geojson --period 2026", &["--period", "2026-09-01..2026-12-31"]),
    ("rates insee-2020", &["ne figure pas parmi ce qui est fourni", "insee-2021"]),
    ("RUN --out carte.geojson --config unknown-key.toml", &["n'est pas une option", "[hubs]"]),
    ("RUN --out carte.geojson --thresold-km 5", &["option ou argument inconnu", "--thresholds-km"]),
    ("RUN", &["il manque", "--out"]),
    (
        "coverage --communes communes.geojson --france-services mediation.csv --out carte.geojson",
        &["le fichier semble être une liste de lieux de médiation", "le donner avec `--mediation`"],
    ),
    (
        "coverage --communes population.csv --mediation mediation.csv --out carte.geojson",
        &["population.csv", "le donner avec `--population`"],
    ),
    (
        "catalogue mediation.csv membership.csv --out lieux.geojson",
        &["une table des EPCI par commune", "le retirer"],
    ),
    ("aide samedi", &["en parlent", "maillage aide horaires"]),
    ("carte communes.geojson", &["commande inconnue", "peut-être `map`"]),
    ("mediation.csv", &["est un fichier, pas une commande", "maillage check mediation.csv"]),
    ("RUN --sortie carte.geojson", &["--sortie", "peut-être `--out`"]),
    ("RUN --out carte.geojson --style besoin", &["`besoin`", "peut-être `need`"]),
    ("map mediation.csv --out carte.pdf", &["donner un GeoJSON, un GeoPackage ou un FlatGeobuf"]),
];

/// Words that stand in most English sentences, and in no French one.
const ENGLISH: [&str; 6] = [" the ", " file", " is ", " give ", "error:", "Usage:"];

#[test]
fn a_mistake_is_told_in_french_with_what_would_mend_it() {
    let folder = Folder::with(&INPUTS);
    let before = folder.contents();
    for (line, words) in MISTAKES {
        let line = line.replace("RUN", RUN);
        let ran = folder.run(&line);
        assert_ne!(ran.code, 0, "maillage {line}");
        // Spaces that no line breaks at are read as any space.
        let told = format!("{}{}", ran.stderr, ran.stdout).replace(['\u{a0}', '\u{202f}'], " ");
        for word in words {
            assert!(told.contains(word), "maillage {line}: `{word}` is not in: {told}");
        }
        let english = ENGLISH.iter().find(|word| told.contains(**word));
        assert_eq!(english, None, "maillage {line}: {told}");
    }
    assert!(folder.contents() == before);
}

#[test]
fn a_mistake_is_told_in_english_to_those_who_ask_for_it() {
    let folder = Folder::with(&INPUTS);
    for line in ["--lang en check liste.csv", "check liste.csv --lang=en"] {
        let ran = folder.run(line);
        let told = format!("{}{}", ran.stderr, ran.stdout);
        assert!(told.contains("liste.csv: no such file; check the spelling"), "{told}");
    }
    let usage = folder.run("--lang en coverage --thresold-km 5").stderr;
    assert!(usage.starts_with("error: unexpected argument"), "{usage}");
}
