//! What lies offshore: an islet with communes of its own, and a skerry of a coastal commune.
//!
//! The islet is several kilometres out, so that a straight line to it crosses the sea; the
//! skerry makes one commune a MultiPolygon.

use std::collections::VecDeque;

use crate::land::{parcel_of_cell, square};
use crate::lattice::{Hex, Km, Lattice};

/// What was found offshore.
pub(crate) struct Islets {
    /// Parcels of the islet, nearest to its middle first.
    pub(crate) communes: Vec<usize>,
    /// A commune of the mainland, by its rank there, and its cell at sea.
    pub(crate) skerry: Option<(usize, Hex)>,
}

/// Cells of open sea around the islet: with cells of two kilometres, about six.
const CROSSING: u32 = 4;

/// How many communes an island of this size keeps for its islet.
pub(crate) fn communes_offshore(communes: usize) -> usize {
    match communes {
        0..20 => 0,
        20..100 => 1,
        _ => 2,
    }
}

/// An islet of `offshore` communes to the west, and a skerry to the east.
pub(crate) fn settle(
    lattice: &Lattice,
    parcels: &[Vec<Hex>],
    mainland: &[usize],
    offshore: usize,
) -> Islets {
    if offshore == 0 {
        return Islets { communes: Vec::new(), skerry: None };
    }
    let crossing = cells_from_land(lattice, parcels, mainland);
    Islets {
        communes: islet(lattice, parcels, &crossing, offshore),
        skerry: skerry(lattice, parcels, mainland, &crossing),
    }
}

/// The parcels nearest to a spot off the west coast, all of them well out at sea.
fn islet(lattice: &Lattice, parcels: &[Vec<Hex>], crossing: &[u32], count: usize) -> Vec<usize> {
    let is_out = |parcel: &Vec<Hex>| {
        parcel.iter().all(|&cell| {
            !lattice.is_rim(cell)
                && lattice.rank(cell).is_some_and(|rank| crossing[rank] >= CROSSING)
        })
    };
    let out: Vec<usize> = (0..parcels.len()).filter(|&p| is_out(&parcels[p])).collect();
    let seed = |parcel: usize| lattice.centre(parcels[parcel][0]);
    let [east, north] = lattice.middle();
    let spot = [east - 1.1 * lattice.radii[0], north + 0.35 * lattice.radii[1]];
    let Some(first) = nearest(&out, seed, spot) else {
        return Vec::new();
    };

    let parcel_of = parcel_of_cell(lattice, parcels);
    let touching: Vec<usize> = parcels[first]
        .iter()
        .flat_map(|&cell| lattice.around_cell(cell))
        .map(|rank| parcel_of[rank])
        .filter(|&next| next != first && out.binary_search(&next).is_ok())
        .collect();
    let second = nearest(&touching, seed, spot);
    [Some(first), second].into_iter().flatten().take(count).collect()
}

/// A cell two steps off the east coast, and the commune it faces.
fn skerry(
    lattice: &Lattice,
    parcels: &[Vec<Hex>],
    mainland: &[usize],
    crossing: &[u32],
) -> Option<(usize, Hex)> {
    let cells: Vec<Hex> = lattice.all().collect();
    let near: Vec<usize> = (0..cells.len())
        .filter(|&rank| crossing[rank] == 2 && !lattice.is_rim(cells[rank]))
        .collect();
    let [east, north] = lattice.middle();
    let spot = [east + lattice.radii[0], north + 0.3 * lattice.radii[1]];
    let skerry = cells[nearest(&near, |rank| lattice.centre(cells[rank]), spot)?];

    let parcel_of = parcel_of_cell(lattice, parcels);
    let shore = lattice
        .around_cell(skerry)
        .flat_map(|between| lattice.around_cell(cells[between]))
        .find(|&rank| crossing[rank] == 0)?;
    let commune = mainland.iter().position(|&parcel| parcel == parcel_of[shore])?;
    Some((commune, skerry))
}

/// Steps over the sea from the mainland to each cell, by rank; 0 on land.
fn cells_from_land(lattice: &Lattice, parcels: &[Vec<Hex>], mainland: &[usize]) -> Vec<u32> {
    let cells: Vec<Hex> = lattice.all().collect();
    let mut steps = vec![u32::MAX; cells.len()];
    let mut front: VecDeque<usize> = mainland
        .iter()
        .flat_map(|&parcel| &parcels[parcel])
        .filter_map(|&cell| lattice.rank(cell))
        .collect();
    for &rank in &front {
        steps[rank] = 0;
    }
    while let Some(rank) = front.pop_front() {
        for next in lattice.around_cell(cells[rank]) {
            if steps[next] == u32::MAX {
                steps[next] = steps[rank] + 1;
                front.push_back(next);
            }
        }
    }
    steps
}

fn nearest(candidates: &[usize], at: impl Fn(usize) -> Km, spot: Km) -> Option<usize> {
    let away = |candidate: usize| square(at(candidate), spot);
    candidates.iter().copied().min_by(|&a, &b| away(a).total_cmp(&away(b)))
}
