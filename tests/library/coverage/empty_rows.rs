//! Rows without any value in tables by commune, of codes that have merged since. The figures are
//! invented; codes and mergers are facts.
//!
//! Les Sables-d'Olonne (85194) absorbed 85060 and 85166 in 2019. Fontclaireau (16140) was absorbed
//! in 2023.

use std::path::Path;

use maillage::{
    Coverage, Sources, Supply,
    core::model::CommuneCode,
    intake::{
        area::parse_areas,
        ledger::{Fate, Trouble},
    },
};

use crate::{
    handmade::{Folder, account, contours, mediation, run_with, square, told},
    island::estimated,
};

/// A table by commune: the name of its file, its titles, the values of a row and those of an empty
/// one.
type Table = [&'static str; 4];

const AGES: Table = [
    "ages.csv",
    "CODGEO;P22_POP0014;P22_POP1529;P22_POP3044;P22_POP4559;P22_POP6074;P22_POP75P",
    "100;100;100;100;100;100",
    ";;;;;",
];
const SHARES: Table =
    ["ages.csv", "code_insee;tx_15_24_des15plus;tx_65etplus_des15plus", "10;40", ";"];
const PEOPLE: Table = ["need.csv", "code_insee;illectronisme", "50", ""];
const RATE: Table = ["need.csv", "code_insee;taux_illectronisme_pct", "10", ""];
const RESIDENTS: Table = ["population.csv", "code_insee;population", "1000", ""];

/// The table with a row for each of these codes, empty where marked with `-`.
fn rows([_, titles, values, empty]: Table, codes: &str) -> String {
    let row = |code: &str| match code.strip_prefix('-') {
        Some(code) => format!("{code};{empty}\n"),
        None => format!("{code};{values}\n"),
    };
    format!("{titles}\n{}", codes.split(' ').map(row).collect::<String>())
}

fn run_over(inputs: &Sources) -> Coverage {
    let options = inputs.rates.as_ref().map(|_| estimated()).unwrap_or_default();
    let coverage = run_with(inputs, &options);
    assert!(coverage.ledger.accounts.iter().all(|account| account.balances()));
    coverage
}

/// The run over these communes with this table.
fn measured(folder: &Folder, table: Table, codes: &str, within: &str) -> Coverage {
    run_over(&sources(folder, table, codes, within))
}

fn sources(folder: &Folder, table: Table, codes: &str, within: &str) -> Sources {
    let list = folder.write("list.csv", mediation(&[("a", 46.5, -1.78), ("b", 48.86, 2.35)]));
    let path = folder.write(table[0], rows(table, codes));
    let is = |name: &str| Path::new(table[0]) == Path::new(name);
    Sources {
        supply: Supply { mediation: vec![list], ..Supply::default() },
        within: parse_areas(&[within.to_owned()]).expect("the code of an area"),
        ages: is("ages.csv").then(|| path.clone()),
        rates: is("ages.csv").then(|| "insee-2021".to_owned()),
        illectronism: is("need.csv").then(|| path.clone()),
        population: is("population.csv").then_some(path),
        ..Sources::default()
    }
}

/// The figure that the table gave a commune: its people in need, or its residents.
fn figure(coverage: &Coverage, [file, ..]: Table, code: &str) -> Option<f64> {
    let code: CommuneCode = code.parse().expect("a code");
    let commune = coverage.communes().find(|commune| commune.code == code).expect("a commune");
    match file {
        "population.csv" => commune.population.map(|people| people as f64),
        _ => commune.need.and_then(|need| need.people),
    }
}

#[test]
fn an_empty_row_of_an_absorbed_commune_hides_no_figure_of_the_whole() {
    for table in [AGES, SHARES, PEOPLE, RATE, RESIDENTS] {
        let folder = Folder::new();
        let alone = measured(&folder, table, "85194", "85194");
        let alone = figure(&alone, table, "85194");
        assert!(alone.is_some(), "{table:?}");
        let beside = measured(&folder, table, "-85060 -85166 85194", "85194");
        assert_eq!(figure(&beside, table, "85194"), alone, "{table:?}");
        let account = account(&beside, table[0]);
        assert_eq!((account.read, account.kept), (3, 1), "{table:?}");
        for line in [2, 3] {
            let missing = [(Fate::SetAside, Trouble::NumberMissing)];
            assert_eq!(told(account, line), missing, "{table:?}");
        }
    }
}

#[test]
fn a_word_for_no_value_is_an_empty_cell() {
    let folder = Folder::new();
    let [file, titles, values, _] = SHARES;
    let table = [file, titles, values, "NA;NA"];
    let map = measured(&folder, table, "-85060 -85166 85194", "85194");
    assert!(figure(&map, table, "85194").is_some());
}

/// The table is of 2018 then, when the three were communes of their own; 85191 never merged.
#[test]
fn an_empty_row_among_those_of_old_communes_leaves_their_sum_unknown() {
    for table in [AGES, SHARES, PEOPLE, RATE, RESIDENTS] {
        let folder = Folder::new();
        let map = measured(&folder, table, "85060 -85166 85191 85194", "85194");
        assert_eq!(figure(&map, table, "85194"), None, "{table:?}");
        let missing = [(Fate::SetAside, Trouble::NumberMissing)];
        assert_eq!(told(account(&map, table[0]), 3), missing, "{table:?}");
        // With the three of them the sum is known.
        let map = measured(&folder, table, "85060 85166 85194", "85194");
        assert!(figure(&map, table, "85194").is_some(), "{table:?}");
    }
}

/// A table of 2022, beside a passage from 2018: the passage knows two years only.
#[test]
fn a_passage_brings_no_empty_row_back() {
    let passage = "code_2018,code_2024\n85194,85194\n85060,85194\n85166,85194\n16140,16206\n\
                   16206,16206\n";
    for table in [AGES, SHARES, PEOPLE, RATE, RESIDENTS] {
        let folder = Folder::new();
        let passage = Some(folder.write("passage.csv", passage));
        let codes = "16140 16206 -85060 -85166 85194";
        let sources = Sources { passage, ..sources(&folder, table, codes, "85194") };
        let map = run_over(&sources);
        assert!(figure(&map, table, "85194").is_some(), "{table:?}");
    }
}

#[test]
fn an_empty_row_of_paris_leaves_the_ages_of_its_arrondissements() {
    for table in [AGES, SHARES] {
        let folder = Folder::new();
        let map = measured(&folder, table, "-75056 75101 75102", "75056");
        assert!(figure(&map, table, "75056").is_some(), "{table:?}");
        // Where one of them is empty, nobody knows the sum.
        let map = measured(&folder, table, "-75056 75101 -75102", "75056");
        assert_eq!(figure(&map, table, "75056"), None, "{table:?}");
    }
}

/// The table is of 2022, the contours are of 2018: what the table says of the whole is shared out.
#[test]
fn an_empty_row_hides_no_share_of_the_whole_from_old_contours() {
    let folder = Folder::new();
    let codes = ["85060", "85166", "85194"];
    let squares: Vec<String> =
        codes.iter().zip([-1.7, -1.8, -1.9]).map(|(code, west)| square(code, 46.5, west)).collect();
    let drawn = folder.write("c.geojson", contours(&squares));
    for table in [AGES, PEOPLE, RATE] {
        let figures = |rows: &str| {
            let communes = Some(drawn.clone());
            let map = run_over(&Sources { communes, ..sources(&folder, table, rows, "85") });
            codes.map(|code| figure(&map, table, code))
        };
        let alone = figures("85194");
        assert!(alone.iter().all(Option::is_some), "{table:?}: {alone:?}");
        assert_eq!(figures("-85060 -85166 85194"), alone, "{table:?}");
    }
}

#[test]
fn an_empty_row_beside_one_of_its_own_code_disputes_nothing() {
    for table in [AGES, SHARES, PEOPLE, RATE, RESIDENTS] {
        let folder = Folder::new();
        for codes in ["-85194 85194", "85194 -85194"] {
            let map = measured(&folder, table, codes, "85194");
            assert!(figure(&map, table, "85194").is_some(), "{table:?}");
            let account = account(&map, table[0]);
            assert_eq!((account.read, account.kept), (2, 1), "{table:?}");
        }
    }
}
