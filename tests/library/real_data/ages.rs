//! Shares of the young and the old among people of 15 years and older, by commune of 2017.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use maillage::{
    Sources, Supply,
    core::model::{AgeBand, CommuneCode, listing},
    intake::kinds::{
        self,
        ages::{AgeBasis, ResidentsBy},
    },
};

use super::folder;
use crate::{handmade::run_with, island::estimated};

const SHARES: &str = "need/fragilite_numerique_communes.csv";

/// With a hundred adults in each commune, people are shares.
#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn every_row_of_shares_is_accounted_for_and_its_ages_make_a_hundred() {
    let data = folder();
    let path = data.join(SHARES);
    let rates: Vec<AgeBand> =
        ["15-24", "25-64", "65+"].map(|band| band.parse().expect("a band")).into();
    let (loaded, table) =
        maillage::intake::kinds::ages::read(&path, &rates).expect("a table of shares");
    assert_eq!(listing(&table.bands), "15-24, 25-64, 65+");
    assert_eq!(table.counted.basis, AgeBasis::SharesOfAdults);
    assert_eq!(loaded.vintage.as_deref(), Some("2017"));

    // Code and shares of every row, read without the library.
    let mut reader = csv::Reader::from_path(&path).expect("the table");
    let header = reader.headers().expect("a table").clone();
    let rank = |name: &str| header.iter().position(|column| column == name).expect("a column");
    let [code, young, old] =
        ["code_insee", "rp2017_tx_15_24_des15plus", "rp2017_tx_65etplus_des15plus"].map(rank);
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let mut expected: BTreeMap<CommuneCode, [f64; 3]> = BTreeMap::new();
    for row in &rows {
        if let (Ok(code), Ok(young), Ok(old)) =
            (row[code].parse(), row[young].parse::<f64>(), row[old].parse::<f64>())
            && young + old <= 100.5
        {
            let whole = f64::max(young + old, 100.0);
            let shares = [young, (100.0 - young - old).max(0.0), old];
            expected.entry(code).or_insert(shares.map(|share| 100.0 * share / whole));
        }
    }

    let known: BTreeSet<CommuneCode> = kinds::join::codes_of(&loaded);
    let communes: HashMap<CommuneCode, u64> = known.iter().map(|code| (*code, 100)).collect();
    let by = ResidentsBy { communes: &communes, own: &BTreeMap::new(), adults: 1.0 };
    let joined = kinds::ages::join_people(
        (loaded, &table.counted),
        &kinds::ages::KIND,
        &known,
        Default::default(),
        by,
    );
    assert!(joined.account.balances(), "{:?}", joined.account.tally());
    assert_eq!((joined.account.read, joined.account.kept), (rows.len(), 34_993));
    // Paris, Lyon and Marseille are there as communes and by arrondissement.
    expected.retain(|code, _| code.commune_of_arrondissement().is_none());
    assert_eq!((joined.own.len(), expected.len()), (34_948, 34_948));
    for (code, people) in &joined.own {
        let apart = people.iter().zip(&expected[code]).map(|(one, other)| (one - other).abs());
        assert!(apart.fold(0.0, f64::max) < 1e-9, "{code}: {people:?}, {:?}", expected[code]);
    }
}

/// The table of 2017 has the codes of 2020, and empty rows of communes of 2018. One of its empty
/// rows is of a commune of 2020: Sannerville, whose contour is that of Troarn (14712).
#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn no_empty_row_hides_the_ages_of_the_commune_that_absorbed_it() {
    let data = folder();
    let path = data.join(SHARES);
    let mut reader = csv::Reader::from_path(&path).expect("the table");
    let header = reader.headers().expect("a table").clone();
    let rank = |name: &str| header.iter().position(|column| column == name).expect("a column");
    let [code, old] = ["code_insee", "rp2017_tx_65etplus_des15plus"].map(rank);
    let rows = reader.records().map(|row| row.expect("a row"));
    let filled = rows.filter(|row| !row[old].is_empty());
    let filled: BTreeSet<CommuneCode> = filled.filter_map(|row| row[code].parse().ok()).collect();

    let list = data.join("places/liste-fs-20240801.csv");
    let sources = Sources {
        supply: Supply { france_services: vec![list], ..Supply::default() },
        ages: Some(path),
        rates: Some("insee-2021".to_owned()),
        ..Sources::default()
    };
    let run = run_with(&sources, &estimated());
    let hidden = run.communes().filter(|of| filled.contains(&of.code) && of.need.is_none());
    assert_eq!(hidden.map(|of| of.code.to_string()).collect::<Vec<_>>(), ["14712"]);
    // Mayotte is left out too: neither the table nor the survey has it.
    assert_eq!(run.left_out().map(|of| of.communes), Some(18));
}
