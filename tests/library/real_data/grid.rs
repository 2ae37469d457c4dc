//! The cells of Bordeaux Métropole, 200 m wide, of 2015.

use std::{collections::BTreeMap, path::Path};

use maillage::{
    Position,
    core::{
        geodesy::geodesic_metres,
        model::{Commune, CommuneId},
    },
    intake::{
        input::InputFiles,
        kinds::grid::{CellRow, Centres, Grid, GridPeople},
        ledger::{Ledger, LedgerBuilder},
    },
    tables::MaxInputSize,
};

use super::folder;

const GRID: &str = "need/filosofi2015_carreaux200m_bordeaux_metropole.csv";
const CONTOURS: &str = "communes/communes-33-gironde.geojson";

fn metropole(data: &Path) -> (Vec<Commune>, GridPeople, Ledger) {
    let (communes, _) =
        maillage::intake::kinds::communes::read(&data.join(CONTOURS)).expect("the contours");
    let (grids, mut ledger) = ([data.join(GRID)], LedgerBuilder::default());
    let people = maillage::intake::lists::grid(
        &grids,
        &communes,
        |_| Ok(None),
        &mut ledger,
        &InputFiles::new(&|_| {}),
    );
    (communes, people.expect("the grid"), ledger.finish())
}

/// Code, residents, position of every cell, read without the library.
fn rows(data: &Path) -> Vec<(String, f64, Position)> {
    let mut reader = csv::Reader::from_path(data.join(GRID)).expect("the grid");
    let header = reader.headers().expect("a table").clone();
    let rank = |name: &str| header.iter().position(|column| column == name).expect("a column");
    let [code, people, longitude, latitude] =
        ["Depcom", "Ind", "lon_centre", "lat_centre"].map(rank);
    let rows = reader.records().map(|row| {
        let row = row.expect("a row");
        let number = |rank: usize| -> f64 { row[rank].parse().expect("a number") };
        let position = Position::new(number(latitude), number(longitude)).expect("degrees");
        (row[code].to_owned(), number(people), position)
    });
    rows.collect()
}

#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn every_cell_of_bordeaux_is_accounted_for() {
    let data = folder();
    let (_, grid, ledger) = metropole(&data);
    let account = &ledger.accounts[0];
    assert!(account.balances(), "{:?}", account.tally());
    assert_eq!((account.read, account.kept, grid.cells), (6_735, 6_735, 6_735));
    assert!(account.tally().is_empty(), "{:?}", account.tally());
    assert_eq!((grid.imputed_cells, grid.cell_metres), (2_159, vec![200]));
    assert!((grid.imputed_people - 25_689.5).abs() < 1e-6);
    assert_eq!(grid.bands.len(), 10);
}

#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn the_people_of_each_commune_are_those_of_its_cells() {
    let data = folder();
    let (communes, grid, _) = metropole(&data);
    let mut expected: BTreeMap<String, f64> = BTreeMap::new();
    for (code, people, _) in rows(&data) {
        *expected.entry(code).or_default() += people;
    }
    let mut total = 0.0;
    for (rank, commune) in communes.iter().enumerate() {
        let people: f64 =
            grid.residents.of(CommuneId::new(rank)).iter().map(|home| home.people).sum();
        let counted = expected.get(commune.code.as_str()).copied().unwrap_or(0.0);
        assert!((people - counted).abs() < 1e-6, "{}: {people}, {counted}", commune.code);
        let aged: f64 = grid.ages[rank].iter().flatten().sum();
        assert!((aged - people).abs() < 0.01 * people + 0.5, "{}: {aged}", commune.code);
        total += people;
    }
    assert!((total - 725_084.5).abs() < 1e-6, "{total}");
}

/// The file tells the middle of each cell in a column of its own, to the sixth decimal.
#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn the_middle_of_a_cell_is_where_the_file_says() {
    let data = folder();
    let mut grid = Grid::open(&data.join(GRID), MaxInputSize::default()).expect("the grid");
    let (mut middles, told) = (Vec::new(), rows(&data));
    let middle = |centres: &mut Centres, row: &CellRow| row.cell.and_then(|cell| centres.of(cell));
    let account = grid.read(Centres::default, middle, |_, middle| {
        middles.push(middle.expect("a cell"));
        Ok(())
    });
    assert_eq!(account.expect("the grid").read, told.len());
    assert_eq!(middles.len(), told.len());
    let apart = middles.iter().zip(&told).map(|(middle, (.., at))| geodesic_metres(*middle, *at));
    let furthest = apart.fold(0.0, f64::max);
    assert!(furthest < 1.0, "{furthest} m");
}
