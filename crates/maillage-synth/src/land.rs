//! The island: which cells are land, and which commune each belongs to.
//!
//! Cells are first gathered into parcels of one to seven around mutually distant seeds, the
//! whole lattice over. The island then grows from the middle, always taking the highest
//! parcel on its shore, until it has as many communes as asked: it is in one piece, and its
//! coast is that of the relief. Two communes may be kept for an islet (see [`crate::islets`]).
//!
//! O(n log n) in cells, about nine for each commune.

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
    /// Commune of each cell by rank, as an index into `communes`; `None` is the sea.
    pub(crate) owner: Vec<Option<usize>>,
    pub(crate) communes: Vec<Parcel>,
}

/// The ground of one commune.
pub(crate) struct Parcel {
    /// All its cells; the first is the one with the town hall.
    pub(crate) cells: Vec<Hex>,
    /// The communes it has a border with, in ascending order.
    pub(crate) neighbours: Vec<usize>,
    /// From 0 on the east coast to 1 on the west coast, with bays and capes.
    pub(crate) west: f64,
    /// On the islet, which nothing but a boat reaches.
    pub(crate) islet: bool,
}

/// How far the coast strays from an ellipse, in half-axes.
const ROUGHNESS: f64 = 1.6;

/// The land that `options` describe.
pub(crate) fn raise(options: &SynthOptions) -> Land {
    let communes = options.communes.max(1);
    let lattice = Lattice::around(communes);
    let relief = Relief::new(options.seed);
    let parcels = parcels(&lattice, &mut Dice::new(options.seed, Topic::Parcels));

    let offshore = islets::communes_offshore(communes);
    let mainland = grow(&lattice, &relief, &parcels, communes - offshore);
    let islets = islets::settle(&lattice, &parcels, &mainland, offshore);

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

/// Every cell of the lattice, gathered around seeds: each parcel begins with its seed.
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
    // Some seeds attract more than others, so that communes differ in size.
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

/// The `count` parcels of the island, from the middle outwards, always the highest next.
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

/// Positive inland, negative at sea, if the island were exactly as large as its ellipse.
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

/// Square of the distance, in square kilometres.
pub(crate) fn square(a: Km, b: Km) -> f64 {
    let (east, north) = (a[0] - b[0], a[1] - b[1]);
    east * east + north * north
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_island_is_in_one_piece_but_for_the_islet() {
        let land = raise(&SynthOptions::default());
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
