//! Tables of one vintage on contours of another: numbers a reader can redo by hand.
//!
//! Between 2018 and 2024, 99001 stays; 99002 becomes 99012; 99003 and 99004 merge into
//! 99013; 99005 splits into 99015 and 99016.

use maillage::{
    Coverage, Sources,
    intake::ledger::{Fate, Trouble},
};

use crate::{
    handmade::{Folder, account, mediation, run, squares, told},
    layer::Layer,
};

const PASSAGE: &str = "code_2018,code_2024\n99001,99001\n99002,99012\n99003,99013\n99004,99013\n\
                       99005,99015\n99005,99016\n";
const OF_2018: [&str; 5] = ["99001", "99002", "99003", "99004", "99005"];
const OF_2024: [&str; 5] = ["99001", "99012", "99013", "99015", "99016"];
const PEOPLE_2018: &str = "CODGEO,PMUN\n99001,100\n99002,200\n99003,300\n99004,400\n99005,500\n";
const PEOPLE_2024: &str = "CODGEO,PMUN\n99001,100\n99012,200\n99013,700\n99015,300\n99016,100\n";

/// A run on these contours with these tables, carried over by [`PASSAGE`].
fn measured(contours: [&str; 5], population: &str, need: &str) -> (Coverage, Layer) {
    joined(&contours, population, need, Some(PASSAGE))
}

/// A run on squares of these codes with these tables; an empty need is none.
fn joined(
    codes: &[&str],
    population: &str,
    need: &str,
    passage: Option<&str>,
) -> (Coverage, Layer) {
    let folder = Folder::new();
    let mut inputs = Sources {
        communes: Some(folder.write("c.geojson", squares(codes))),
        population: Some(folder.write("p.csv", population)),
        illectronism: (!need.is_empty()).then(|| folder.write("i.csv", need)),
        passage: passage.map(|table| folder.write("t.csv", table)),
        ..Default::default()
    };
    inputs.supply.mediation = vec![folder.write("m.csv", mediation(&[("a", 45.05, 0.05)]))];
    let coverage = run(&inputs);
    assert!(coverage.ledger.accounts.iter().all(|account| account.balances()));
    let layer = Layer::of(&coverage);
    (coverage, layer)
}

fn column(layer: &Layer, codes: [&str; 5], column: &str) -> [Option<f64>; 5] {
    codes.map(|code| layer.number(code, column))
}

#[test]
fn residents_follow_renamed_and_merged_communes_and_are_never_shared_out() {
    let (coverage, layer) = measured(OF_2024, PEOPLE_2018, "");
    let residents = column(&layer, OF_2024, "population");
    assert_eq!(residents, [Some(100.0), Some(200.0), Some(700.0), None, None]);
    let account = account(&coverage, "p.csv");
    assert_eq!(told(account, 2), []);
    assert_eq!(told(account, 3), [(Fate::Kept, Trouble::MovedCode)]);
    assert_eq!(told(account, 4), [(Fate::Kept, Trouble::MovedCode)]);
    assert_eq!(told(account, 6), [(Fate::SetAside, Trouble::SplitWithoutWeights)]);
}

#[test]
fn residents_of_a_later_vintage_are_summed_back_into_the_commune_that_was_split() {
    let (coverage, layer) = measured(OF_2018, PEOPLE_2024, "");
    let residents = column(&layer, OF_2018, "population");
    assert_eq!(residents, [Some(100.0), Some(200.0), None, None, Some(400.0)]);
    let merged = told(account(&coverage, "p.csv"), 4);
    assert_eq!(merged, [(Fate::SetAside, Trouble::SplitWithoutWeights)]);
}

/// 80 people of a split commune go 300:100 to its parts: 60 and 20.
#[test]
fn counts_are_summed_when_communes_merge_and_shared_by_residents_when_one_splits() {
    let need = "code_insee,illectronisme\n99001,10\n99002,20\n99003,30\n99004,50\n99005,80\n";
    let (_, layer) = measured(OF_2024, PEOPLE_2024, need);
    let people = column(&layer, OF_2024, "illectronisme");
    assert_eq!(people, [10.0, 20.0, 80.0, 60.0, 20.0].map(Some));
    let shares = column(&layer, OF_2024, "illectronisme_pct");
    assert_eq!(shares, [10.0, 10.0, 11.43, 20.0, 20.0].map(Some));
}

/// 10 % of 300 and 20 % of 400 are 110 of 700: 15.71 %.
#[test]
fn rates_of_merged_communes_are_weighted_by_the_residents_they_were_taken_over() {
    let need =
        "code_insee;taux_illectronisme_pct\n99001;10,0\n99002;12,5\n99003;10\n99004;20\n99005;30\n";
    let (_, layer) = measured(OF_2024, PEOPLE_2018, need);
    assert_eq!(layer.number("99013", "illectronisme"), Some(110.0));
    assert_eq!(layer.number("99013", "illectronisme_pct"), Some(15.71));
    assert_eq!(layer.number("99012", "illectronisme"), Some(25.0));
}

/// A rate goes whole to each part: 20 % of 300 and of 100.
#[test]
fn the_rate_of_a_split_commune_is_that_of_its_parts() {
    let need =
        "code_insee,taux_illectronisme_pct\n99001,10\n99002,10\n99003,10\n99004,20\n99005,20\n";
    let (coverage, layer) = measured(OF_2024, PEOPLE_2024, need);
    assert_eq!(layer.number("99015", "illectronisme"), Some(60.0));
    assert_eq!(layer.number("99016", "illectronisme"), Some(20.0));
    // Without the residents of 2018 nobody can tell what the merged rate is.
    assert_eq!(layer.number("99013", "illectronisme"), None);
    let untold = told(account(&coverage, "i.csv"), 4);
    assert!(untold.contains(&(Fate::Kept, Trouble::PopulationNeeded)), "{untold:?}");
}

#[test]
fn a_table_of_the_contours_own_vintage_is_left_as_it_is() {
    let need = "code_insee,illectronisme\n99001,1\n99012,2\n99013,3\n99015,4\n99016,5\n";
    let (coverage, layer) = measured(OF_2024, PEOPLE_2024, need);
    let people = column(&layer, OF_2024, "illectronisme");
    assert_eq!(people, [1.0, 2.0, 3.0, 4.0, 5.0].map(Some));
    let mut issues = account(&coverage, "i.csv").issues.iter();
    assert!(issues.all(|issue| issue.line.is_none()), "a row was carried over");
}

#[test]
fn bounds_are_carried_over_with_their_estimate() {
    let need = "code_insee,illectronisme,illectronisme_bas,illectronisme_haut\n\
                99001,10,5,15\n99002,20,15,25\n99003,30,20,40\n99004,50,30,60\n99005,80,40,120\n";
    let (_, layer) = measured(OF_2024, PEOPLE_2024, need);
    let bounds =
        |code| ["illectronisme_bas", "illectronisme_haut"].map(|column| layer.number(code, column));
    assert_eq!(bounds("99013"), [Some(50.0), Some(100.0)]);
    assert_eq!(bounds("99015"), [Some(30.0), Some(90.0)]);
}

/// Paris in one piece, 1,000 residents in two arrondissements.
fn paris(population: &str, need: &str) -> (Coverage, Layer) {
    joined(&["75056"], population, need, None)
}

#[test]
fn arrondissements_beside_their_commune_are_not_counted_twice() {
    let table = "code_insee,population,type\n75101,400,ARM\n75056,1000,COM\n75102,600,ARM\n";
    let (coverage, layer) = paris(table, "");
    assert_eq!(layer.number("75056", "population"), Some(1_000.0));
    let account = account(&coverage, "p.csv");
    for line in [2, 4] {
        assert_eq!(told(account, line), [(Fate::SetAside, Trouble::ArrondissementCounted)]);
    }
}

#[test]
fn arrondissements_alone_are_added_up_to_their_commune() {
    let (coverage, layer) = paris("code_insee,population\n75101,400\n75102,600\n", "");
    assert_eq!(layer.number("75056", "population"), Some(1_000.0));
    let account = account(&coverage, "p.csv");
    assert_eq!((account.read, account.kept, account.merged()), (2, 0, 2));
    assert_eq!(told(account, 3), [(Fate::Merged, Trouble::ArrondissementAdded)]);
}

/// 10 % of 400 and 20 % of 600 are 160 of 1,000.
#[test]
fn rates_of_arrondissements_are_weighted_by_their_residents() {
    let population = "code_insee,population\n75101,400\n75102,600\n";
    let need = "code_insee,taux_illectronisme_pct\n75101,10\n75102,20\n";
    let (_, layer) = paris(population, need);
    assert_eq!(layer.number("75056", "illectronisme"), Some(160.0));
    assert_eq!(layer.number("75056", "illectronisme_pct"), Some(16.0));
}

#[test]
fn a_commune_deleguee_is_no_commune() {
    let table = "code_insee,population,type\n75056,1000,COM\n75999,40,COMD\n";
    let (coverage, layer) = paris(table, "");
    assert_eq!(layer.number("75056", "population"), Some(1_000.0));
    let told = told(account(&coverage, "p.csv"), 3);
    assert_eq!(told, [(Fate::SetAside, Trouble::NotACommune)]);
}
