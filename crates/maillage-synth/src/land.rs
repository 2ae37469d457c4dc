//! The island: which cells are land, and to which commune each belongs.
//!
//! The cells of the whole lattice are grouped into parcels of one to seven cells around seeds that
//! are not adjacent. The island grows from the middle by the highest parcel on its shore, until it
//! has the requested number of communes. It is therefore connected, and its coast follows the
//! relief. Up to two communes are on an islet (see [`crate::islets`]).
//!
//! O(n log n) in cells, about nine per commune.

use std::collections::BinaryHeap;

use crate::SynthOptions;
use crate::dice::{Dice, Topic};
use crate::islets;
use crate::lattice::{Hex, Km, Lattice};
use crate::relief::Relief;

/// The island and its islets.
pub(crate) struct Land {
    pub(crate) lattice: Lattice,
    pub(crate) relief: Relief,
    /// Rank in `communes` of the commune of each cell, by rank of the cell. `None` at sea.
    pub(crate) owner: Vec<Option<usize>>,
    pub(crate) communes: Vec<Parcel>,
}

/// The land of one commune.
pub(crate) struct Parcel {
    /// Cells of the commune. The town hall is in the first.
    pub(crate) cells: Vec<Hex>,
    /// Ranks of the communes that share a border, ascending.
    pub(crate) neighbours: Vec<usize>,
    /// Westing, from about 0 on the east coast to about 1 on the west coast, with random variation.
    pub(crate) west: f64,
    /// Whether the commune is on the islet.
    pub(crate) islet: bool,
}

/// Amplitude of the noise that shapes the coast, in half-axes of the ellipse.
const ROUGHNESS: f64 = 1.6;

/// Creates the land that `options` describe.
pub(crate) fn create(options: &SynthOptions) -> Land {
    let communes = options.communes.max(1);
    let lattice = Lattice::around(communes);
    let relief = Relief::new(options.seed);
    let parcels = parcels(&lattice, &mut Dice::new(options.seed, Topic::Parcels));

    let offshore = islets::communes_offshore(communes);
    let mainland = grow(&lattice, &relief, &parcels, communes - offshore);
    let islets = islets::place_offshore(&lattice, &parcels, &mainland, offshore);

    let mut chosen: Vec<(Vec<Hex>, bool)> = Vec::with_capacity(communes);
    chosen.extend(mainland.iter().map(|&parcel| (parcels[parcel].clone(), false)));
    chosen.extend(islets.communes.iter().map(|&parcel| (parcels[parcel].clone(), true)));
    if let Some((commune, cell)) = islets.skerry {
        chosen[commune].0.push(cell);
    }

    let mut owner = vec![None; lattice.cells()];
    for (commune, (cells, _)) in chosen.iter().enumerate() {
        for rank in cells.iter().filter_map(|&cell| lattice.rank(cell)) {
            owner[rank] = Some(commune);
        }
    }
    let communes = survey(&lattice, &relief, &owner, chosen);
    Land { lattice, relief, owner, communes }
}

/// Groups all cells of the lattice around seeds. The first cell of a parcel is its seed.
fn parcels(lattice: &Lattice, dice: &mut Dice) -> Vec<Vec<Hex>> {
    let cells: Vec<Hex> = lattice.all().collect();
    let mut order: Vec<usize> = (0..cells.len()).collect();
    dice.shuffle(&mut order);

    let mut seed_of: Vec<Option<usize>> = vec![None; cells.len()];
    let mut parcels: Vec<Vec<Hex>> = Vec::new();
    for &rank in &order {
        if lattice.around_cell(cells[rank]).all(|next| seed_of[next].is_none()) {
            seed_of[rank] = Some(parcels.len());
            parcels.push(vec![cells[rank]]);
        }
    }
    // Seeds have different strengths, so that communes differ in size.
    let strength: Vec<f64> = parcels.iter().map(|_| dice.unit()).collect();
    for (rank, &cell) in cells.iter().enumerate() {
        let strongest = lattice
            .around_cell(cell)
            .filter_map(|next| seed_of[next])
            .max_by(|&a, &b| strength[a].total_cmp(&strength[b]));
        if let (None, Some(parcel)) = (seed_of[rank], strongest) {
            parcels[parcel].push(cell);
        }
    }
    parcels
}

/// The `count` parcels of the island, grown from the middle by the highest parcel on the shore.
fn grow(lattice: &Lattice, relief: &Relief, parcels: &[Vec<Hex>], count: usize) -> Vec<usize> {
    let parcel_of = parcel_of_cell(lattice, parcels);
    let middle = lattice.middle();
    let nearest = (0..parcels.len()).min_by(|&a, &b| {
        let away = |parcel: usize| square(lattice.centre(parcels[parcel][0]), middle);
        away(a).total_cmp(&away(b))
    });

    let mut seen = vec![false; parcels.len()];
    let mut shore: BinaryHeap<(i64, usize)> = BinaryHeap::new();
    if let Some(parcel) = nearest {
        seen[parcel] = true;
        shore.push((0, parcel));
    }
    let mut island = Vec::with_capacity(count);
    while let Some((_, parcel)) = shore.pop().filter(|_| island.len() < count) {
        island.push(parcel);
        for &cell in &parcels[parcel] {
            for next in lattice.around_cell(cell).map(|rank| parcel_of[rank]) {
                if !seen[next] && !parcels[next].iter().any(|&cell| lattice.is_rim(cell)) {
                    seen[next] = true;
                    let height = height(lattice, relief, lattice.centre(parcels[next][0]));
                    shore.push(((height * 1e9) as i64, next));
                }
            }
        }
    }
    island
}

/// Height of a point, positive inland and negative at sea for an island of the size of its ellipse.
fn height(lattice: &Lattice, relief: &Relief, [east, north]: Km) -> f64 {
    let [middle_east, middle_north] = lattice.middle();
    let [radius_east, radius_north] = lattice.radii;
    let (x, y) = ((east - middle_east) / radius_east, (north - middle_north) / radius_north);
    let noise = relief.rough(2.1 * x + 9.0, 2.1 * y + 9.0, 10);
    1.0 - (x * x + y * y).sqrt() + ROUGHNESS * (noise - 0.5)
}

fn survey(
    lattice: &Lattice,
    relief: &Relief,
    owner: &[Option<usize>],
    chosen: Vec<(Vec<Hex>, bool)>,
) -> Vec<Parcel> {
    let east = |cells: &[Hex]| lattice.centre(cells[0])[0];
    let first = chosen.iter().map(|(cells, _)| east(cells)).fold(f64::INFINITY, f64::min);
    let last = chosen.iter().map(|(cells, _)| east(cells)).fold(0.0, f64::max);
    let width = (last - first).max(lattice.spacing);

    let parcel = |(commune, (cells, islet)): (usize, (Vec<Hex>, bool))| {
        let mut neighbours: Vec<usize> = cells
            .iter()
            .flat_map(|&cell| lattice.around_cell(cell))
            .filter_map(|rank| owner[rank])
            .filter(|&next| next != commune)
            .collect();
        neighbours.sort_unstable();
        neighbours.dedup();
        let [x, y] = lattice.centre(cells[0]).map(|km| 3.0 * km / width);
        let waver = 0.5 * (relief.rough(x, y, 20) - 0.5);
        Parcel { west: (last - east(&cells)) / width + waver, cells, neighbours, islet }
    };
    chosen.into_iter().enumerate().map(parcel).collect()
}

/// Parcel of each cell, by rank.
pub(crate) fn parcel_of_cell(lattice: &Lattice, parcels: &[Vec<Hex>]) -> Vec<usize> {
    let mut parcel_of = vec![0; lattice.cells()];
    for (parcel, cells) in parcels.iter().enumerate() {
        for rank in cells.iter().filter_map(|&cell| lattice.rank(cell)) {
            parcel_of[rank] = parcel;
        }
    }
    parcel_of
}

/// Squared distance, in square kilometres.
pub(crate) fn square(a: Km, b: Km) -> f64 {
    let (east, north) = (a[0] - b[0], a[1] - b[1]);
    east * east + north * north
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_island_is_connected_except_for_the_islet() {
        let land = create(&SynthOptions::default());
        let mut reached = vec![false; land.communes.len()];
        let mut front = vec![0];
        while let Some(commune) = front.pop() {
            if !reached[commune] {
                reached[commune] = true;
                front.extend(&land.communes[commune].neighbours);
            }
        }
        for (commune, parcel) in land.communes.iter().enumerate() {
            assert_ne!(reached[commune], parcel.islet, "{commune}");
        }
    }
}
