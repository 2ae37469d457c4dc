//! Flaws in the table of ages and in the grid of residents.

use super::{Flaw, PlantedFlaw};
use crate::ages::AgeRow;
use crate::commune::Commune;
use crate::files;
use crate::grid::{Cell, corner};
use crate::laea;
use crate::land::{Land, square};

/// Value that INSEE writes for a missing number.
const NO_NUMBER: i64 = -9999;
/// Number of cells whose households are imputed. Imputation is not a flaw.
const IMPUTED: usize = 6;
/// Minimum number of households of a cell that is published without imputation.
const PUBLISHED: i64 = 11;
/// Distance of the misplaced cell south and west of the lattice, in kilometres.
const OUT_AT_SEA: f64 = 30.0;

/// Changes one row in the second third of the table and one in the last third.
pub(super) fn add_flaws_to_ages(rows: &mut [AgeRow], planted: &mut Vec<PlantedFlaw>) {
    let third = rows.len() / 3;
    let mut add = |flaw, from: usize, class: usize, change: fn(&str) -> String| {
        let is_fit = |row: &AgeRow| row.classes.iter().all(|class| class.contains('.'));
        let Some(rank) = (from..from + third).find(|&rank| is_fit(&rows[rank])) else { return };
        rows[rank].classes[class] = change(&rows[rank].classes[class]);
        let id = rows[rank].code.clone();
        planted.push(PlantedFlaw { flaw, file: files::AGES, line: Some(rank + 2), id });
    };
    add(Flaw::AgesDoNotAdd, third, 3, with_shifted_point);
    add(Flaw::SecretNumber, 2 * third, 6, |_| "s".to_owned());
}

/// Plants each kind of flaw in one cell, while there are enough cells, and marks some cells as
/// imputed.
pub(super) fn add_flaws_to_cells(
    land: &Land,
    communes: &[Commune],
    cells: &mut Vec<Cell>,
    planted: &mut Vec<PlantedFlaw>,
) {
    let count = cells.len();
    if count < 4 * IMPUTED {
        return;
    }
    let mut plant = |flaw, rank: usize, cell: &Cell| {
        let (line, id) = (Some(rank + 2), cell.id());
        planted.push(PlantedFlaw { flaw, file: files::CARREAUX, line, id });
    };
    // This cell is inserted in its order and moves all that follow, so it comes first.
    let at_sea = at_sea(land, communes);
    let rank = cells.partition_point(|cell| cell.corner < at_sea.corner);
    plant(Flaw::CellAtSea, rank, &at_sea);
    cells.insert(rank, at_sea);

    let mut taken = vec![rank];
    if let Some(rank) = well_inside_a_commune(land, communes, cells) {
        let departement = &cells[rank].communes[..2];
        cells[rank].communes = free_codes(communes, departement)[1].clone();
        plant(Flaw::CellOfFormerCommune, rank, &cells[rank]);
        taken.push(rank);
    }
    if let Some(rank) = small_cell(cells, count / 4, &taken) {
        cells[rank].counts = [10 * NO_NUMBER; 14];
        plant(Flaw::NegativeCount, rank, &cells[rank]);
        taken.push(rank);
    }
    for part in 0..IMPUTED {
        if let Some(rank) = small_cell(cells, count * part / IMPUTED, &taken) {
            cells[rank].is_imputed = true;
            taken.push(rank);
        }
    }
    if let Some(twin) = small_cell(cells, count / 3, &taken).map(|rank| cells[rank].clone()) {
        plant(Flaw::RepeatedCell, cells.len(), &twin);
        cells.push(twin);
    }
}

/// The number with its decimal point one digit too far to the right.
fn with_shifted_point(decimal: &str) -> String {
    match decimal.split_once('.') {
        Some((whole, fraction)) => format!("{whole}{}.{}", &fraction[..1], &fraction[1..]),
        None => format!("{decimal}0"),
    }
}

/// A cell with a few people at sea, with the code of a commune that does not exist.
fn at_sea(land: &Land, communes: &[Commune]) -> Cell {
    let position = land.lattice.degrees([-OUT_AT_SEA, -OUT_AT_SEA]);
    let departement = communes.first().map_or("99", |commune| &commune.code[..2]);
    let [code, _] = free_codes(communes, departement);
    Cell {
        corner: corner(laea::project(position)),
        communes: code,
        is_imputed: false,
        counts: [60, 30, 0, 0, 0, 0, 10, 0, 20, 20, 0, 10, 0, 0],
    }
}

/// Two codes of a département that no commune has.
fn free_codes(communes: &[Commune], departement: &str) -> [String; 2] {
    let is_free = |code: &String| communes.binary_search_by(|c| c.code.cmp(code)).is_err();
    // When all 999 numbers are taken, codes with letters are used.
    let numbers = (1..1_000).rev().map(|number| format!("{departement}{number:03}"));
    let letters = ["Y", "Z"].map(|letter| format!("{departement}99{letter}"));
    let mut free = numbers.filter(is_free).chain(letters);
    [(); 2].map(|()| free.next().expect("the letters are always free"))
}

/// The first cell from `from` on that belongs to one commune, has few households, and is not among
/// `taken`. `None` when there is none.
fn small_cell(cells: &[Cell], from: usize, taken: &[usize]) -> Option<usize> {
    let is_small = |cell: &Cell| cell.counts[1] < 10 * PUBLISHED && cell.communes.len() == 5;
    (from..cells.len()).find(|rank| !taken.contains(rank) && is_small(&cells[*rank]))
}

/// A cell of a single commune whose centre is certainly inside the commune, because it is near the
/// centre of one of the commune's lattice cells (see [`crate::commune::random_point_near`]). `None` when there
/// is none.
fn well_inside_a_commune(land: &Land, communes: &[Commune], cells: &[Cell]) -> Option<usize> {
    let reach = 0.2 * land.lattice.spacing;
    let of_commune = |commune: &Commune| {
        land.communes[commune.parcel].cells.iter().find_map(|&hex| {
            let heart = laea::project(land.lattice.degrees(land.lattice.centre(hex)));
            let [north, east] = corner(heart).map(|km| km as f64 + 0.5);
            let rank = cells.binary_search_by(|cell| cell.corner.cmp(&corner(heart))).ok()?;
            let is_near =
                square(heart.map(|metres| metres / 1_000.0), [east, north]) < reach * reach;
            (is_near && cells[rank].communes == commune.code).then_some(rank)
        })
    };
    communes[communes.len() / 2..].iter().find_map(of_commune)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_decimal_point_is_shifted_by_one_digit() {
        assert_eq!(["12.3456", "0.0005", "7"].map(with_shifted_point), ["123.456", "00.005", "70"]);
    }
}
