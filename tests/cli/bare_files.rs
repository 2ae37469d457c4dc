//! Files given without options: what each is is found out, and said.

use crate::folder::Folder;

const OPTIONS: &str = "--communes communes.geojson --mediation mediation.csv \
    --france-services france-services.csv --itinerant rounds.csv --population population.csv \
    --ages ages.csv --residents carreaux.csv --membership membership.csv";
const NEED: &str = "--rates insee-2021 --close-to-total --split-bands pyramid";
const LISTS: &str = "--communes communes.geojson --mediation mediation.csv \
    --france-services france-services.csv --itinerant rounds.csv";

/// The files of options, in another order than that of the options.
fn bare(options: &str) -> String {
    let files = options.split_whitespace().filter(|word| !word.starts_with("--"));
    files.rev().collect::<Vec<_>>().join(" ")
}

/// The lines of a run that tell what files are.
fn told(ran: &crate::folder::Ran) -> Vec<&str> {
    ran.stderr.lines().take_while(|line| line.ends_with(')') && line.contains("(--")).collect()
}

#[test]
fn bare_files_make_the_bytes_that_options_make() {
    let folder = Folder::island();
    folder.done(&format!("coverage {OPTIONS} {NEED} --out options.geojson"));
    folder.done(&format!("coverage {} {NEED} --out bare.geojson", bare(OPTIONS)));
    folder.done(&format!("catalogue {LISTS} --out places.geojson"));
    folder.done(&format!("catalogue {} --out bare-places.geojson", bare(LISTS)));
    for (one, other) in [("options", "bare"), ("places", "bare-places")] {
        for end in ["geojson", "qml", "ledger.csv"] {
            let [one, other] = [one, other].map(|name| folder.text(&format!("{name}.{end}")));
            assert!(one == other, "{end}");
        }
    }
}

#[test]
fn what_each_file_is_is_said_before_anything_else() {
    let folder = Folder::island();
    let run = format!("coverage {} {NEED} --out map.geojson", bare(OPTIONS));
    insta::assert_snapshot!(told(&folder.done(&run)).join("\n"), @r"
    membership.csv : EPCI de chaque commune (--membership)
    carreaux.csv : population par carreau (--residents)
    ages.csv : population par âge et par commune (--ages)
    population.csv : population par commune (--population)
    rounds.csv : arrêts de tournées itinérantes (--itinerant)
    france-services.csv : liste France Services, au format de 2024 (--france-services)
    mediation.csv : lieux de médiation numérique, au standard national (v1) (--mediation)
    communes.geojson : contours de communes (--communes)
    ");
    let lists = format!("catalogue {} --lang en --out places.geojson", bare(LISTS));
    insta::assert_snapshot!(told(&folder.done(&lists)).join("\n"), @r"
    rounds.csv: stops of itinerant rounds (--itinerant)
    france-services.csv: France Services list, in the format of 2024 (--france-services)
    mediation.csv: places of médiation numérique, in the national standard (v1) (--mediation)
    communes.geojson: commune contours (--communes)
    ");
    assert_eq!(folder.done(&format!("{run} --quiet")).stderr, "");
    assert_eq!(folder.done(&format!("{lists} --quiet")).stderr, "");
}

#[test]
fn an_option_says_what_a_file_is_and_nothing_is_read_twice() {
    let folder = Folder::with(&["communes.geojson", "three-places.csv"]);
    let lieux = "intitule,adresse,code_insee,latitude,longitude\n\
                 Point inventé,4 rue du Test,99002,45.65,0.15\n";
    folder.put("lieux.csv", lieux);
    let line = "coverage communes.geojson three-places.csv lieux.csv ./three-places.csv";
    assert_eq!(told(&folder.done(&format!("{line} --out told.geojson"))).len(), 3);
    let given = format!("{line} --france-services lieux.csv --out given.geojson");
    assert_eq!(told(&folder.done(&given)).len(), 2);
    for (layer, distance) in [("told", serde_json::Value::Null), ("given", 0.0.into())] {
        let rows = folder.text(&format!("{layer}.ledger.csv"));
        for file in ["lieux.csv,", "three-places.csv,"] {
            let totals = |row: &&str| row.starts_with(file) && row.contains(",total");
            assert_eq!(rows.lines().filter(totals).count(), 1, "{rows}");
        }
        let layer = folder.layer(&format!("{layer}.geojson"));
        assert_eq!(layer.column("distance_france_services_km")[2], distance);
    }
}

#[test]
fn a_list_of_no_more_than_names_and_communes_is_said_to_be_assumed() {
    let folder = Folder::with(&["communes.geojson"]);
    folder.put("noms.csv", "nom,code_insee\nLieu inventé,99001\nAutre lieu inventé,99003\n");
    let ran = folder.done("coverage communes.geojson noms.csv --out map.geojson");
    assert!(told(&ran)[1].contains("supposition : rien n'indique"), "{}", ran.stderr);
    assert!(folder.text("map.ledger.csv").contains("lieux_supposes"));
    // Given as a list, nothing is assumed.
    folder.done("coverage communes.geojson --mediation noms.csv --out given.geojson");
    assert!(!folder.text("given.ledger.csv").contains("lieux_supposes"));
}

const BARE: &str = "communes.geojson mediation.csv --out map.geojson";

#[test]
fn two_files_where_one_is_taken_are_a_question() {
    let folder = Folder::with(&["communes.geojson", "mediation.csv", "population.csv"]);
    folder.put("habitants.csv", "code_insee,population\n99001,5\n");
    let words =
        ["habitants.csv: ", "a table of residents by commune", "`--population`", "population.csv;"];
    folder.refused(&format!("coverage population.csv habitants.csv {BARE}"), &words);
    folder.refused(&format!("coverage habitants.csv {BARE} --population population.csv"), &words);
    folder.put("epci.csv", "code_insee,population,epci_siren\n99001,5,299000001\n");
    folder.refused(
        &format!("coverage population.csv epci.csv {BARE}"),
        &[
            "epci.csv: residents by commune (--population); other contents, not read: EPCI",
            "`--membership`",
        ],
    );
    folder.put("autres.geojson", folder.text("communes.geojson").replace("99001", "99009"));
    folder.refused(
        &format!("coverage {BARE} autres.geojson"),
        &["autres.geojson: ", "commune contours", "`--communes`", "communes.geojson;"],
    );
}

#[test]
fn what_cannot_be_told_is_a_question_with_the_options_that_say_it() {
    let folder = Folder::with(&["communes.geojson", "mediation.csv"]);
    folder.put("score.csv", "code_insee,libgeo,indice\n99001,Essai,3\n99002,Test,4\n");
    folder.refused(
        &format!("coverage score.csv {BARE}"),
        &["score.csv: cannot tell what this file is", "`--illectronism`", "`--need-column`"],
    );
    folder.put("vague.csv", "a,latitude,longitude\n1,45.65,0.05\n2,45.65,0.15\n");
    folder.refused(
        &format!("coverage vague.csv {BARE}"),
        &["vague.csv: cannot tell", "a list of places", "(`nom`)", "`--mapping mapping.toml`"],
    );
    folder.put("rien.csv", "a,b\n1,2\n");
    folder.refused(&format!("coverage rien.csv {BARE}"), &["rien.csv: ", "found a, b"]);
    folder.put("regles.toml", "[[liste]]\n");
    folder.refused(
        &format!("coverage regles.toml {BARE}"),
        &["regles.toml: cannot tell", "`--mapping`", "`--rates`", "`--config`"],
    );
    folder.put("zones.geojson", folder.text("communes.geojson").replace("\"code\"", "\"repere\""));
    folder.refused(
        &format!("coverage zones.geojson {BARE}"),
        &["zones.geojson: ", "contours", "`code_insee`"],
    );
    folder.put("vide.csv", "");
    folder.refused(&format!("coverage vide.csv {BARE}"), &["vide.csv: the file is empty"]);
    folder.put("papier.pdf", "%PDF-1.4\n");
    folder.refused(&format!("coverage papier.pdf {BARE}"), &["papier.pdf: this is "]);
}

/// What could be told is told before the question.
#[test]
fn the_files_that_are_known_are_told_before_the_question() {
    let folder = Folder::with(&["communes.geojson", "mediation.csv"]);
    folder.put("rien.csv", "a,b\n1,2\n");
    let ran = folder.run(&format!("coverage rien.csv {BARE}"));
    assert_eq!((ran.code, told(&ran).len()), (1, 2), "{}", ran.stderr);
}

#[test]
fn ages_ask_for_rates() {
    let folder = Folder::island();
    folder.refused(
        "coverage communes.geojson mediation.csv ages.csv --out map.geojson",
        &["--ages", "ages.csv", "add `--rates insee-2021`"],
    );
}

#[test]
fn a_map_asks_for_places_and_for_contours_of_what_is_not_france() {
    let folder = Folder::with(&["communes.geojson", "mediation.csv", "population.csv"]);
    let words = ["no place", "overseas", "`--communes`"];
    folder.refused("coverage mediation.csv --out map.geojson", &words);
    folder.refused("coverage communes.geojson --out map.geojson", &["no list of places"]);
    folder.refused("coverage --out map.geojson", &["no list of places"]);
    folder.refused(
        "catalogue population.csv mediation.csv --out map.geojson",
        &["population.csv: ", "residents by commune", "leave it out"],
    );
}
