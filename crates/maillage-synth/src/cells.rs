//! Inhabited grid cells for benchmarks, clustered around towns and in the order of a file.

use crate::scattered;

/// Approximate length of a degree of latitude, in metres. The grid is defined in degrees and needs
/// no better value.
const DEGREE: f64 = 111_200.0;
/// The side of a cell, in metres.
const SIDE: f64 = 200.0;

/// `count` distinct cells of 200 m, as latitude and longitude of their centres in degrees.
///
/// The cells contain points of [`scattered`]. They are sorted from south to north, then from west
/// to east, as the identifiers of the French grid are. The same `count` and `seed` give the same
/// cells. O(cells log cells).
///
/// # Examples
///
/// ```
/// let cells = maillage_synth::cells(1_000, 7);
/// assert_eq!(cells.len(), 1_000);
/// assert!(cells.is_sorted_by(|one, other| one.0 <= other.0));
/// ```
pub fn cells(count: usize, seed: u64) -> Vec<(f64, f64)> {
    let mut drawn = count;
    loop {
        // Several points can be in one cell. When there are too few cells, more points are drawn.
        drawn += drawn / 2 + 1;
        let mut cells: Vec<(i64, i64)> = scattered(drawn, seed).into_iter().map(cell_of).collect();
        cells.sort_unstable();
        cells.dedup();
        if cells.len() >= count {
            let evenly = (0..count).map(|rank| cells[rank * cells.len() / count]);
            return evenly.map(|(row, column)| middle_of(row, column)).collect();
        }
    }
}

/// Row from the south and column from the west. Columns of a row have the width of a cell at its
/// latitude.
fn cell_of((latitude, longitude): (f64, f64)) -> (i64, i64) {
    let row = (latitude * DEGREE / SIDE).floor();
    (row as i64, (longitude * width(row)).floor() as i64)
}

fn middle_of(row: i64, column: i64) -> (f64, f64) {
    let row = row as f64;
    ((row + 0.5) * SIDE / DEGREE, (column as f64 + 0.5) / width(row))
}

/// Number of cells per degree of longitude in this row. The cosine is a polynomial, which every
/// machine rounds alike.
fn width(row: f64) -> f64 {
    let square = (row * SIDE / DEGREE).to_radians().powi(2);
    DEGREE / SIDE * (1.0 - square / 2.0 * (1.0 - square / 12.0 * (1.0 - square / 30.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_distinct_and_depend_on_the_seed_only() {
        let one = cells(5_000, 3);
        assert!(one.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(one, cells(5_000, 3));
        assert_ne!(one, cells(5_000, 4));
    }
}
