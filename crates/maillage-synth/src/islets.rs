//! Offshore land: an islet with its own communes, and a skerry that belongs to a coastal commune.
//!
//! The islet is several kilometres from the coast, so that a straight line to it crosses the sea.
//! The skerry makes one commune a MultiPolygon.

use std::collections::VecDeque;

use crate::land::{parcel_of_cell, square};
use crate::lattice::{Hex, Km, Lattice};

/// Offshore land.
pub(crate) struct Islets {
    /// Parcels of the islet, in order of distance from its centre.
    pub(crate) communes: Vec<usize>,
    /// Rank of a mainland commune, and its cell at sea. `None` without a skerry.
    pub(crate) skerry: Option<(usize, Hex)>,
}

/// Minimum number of sea cells between the coast and the islet. Cells are about two kilometres
/// wide.
const CROSSING: u32 = 4;

/// Number of communes on the islet of an island with this many communes.
pub(crate) fn communes_offshore(communes: usize) -> usize {
    match communes {
        0..20 => 0,
        20..100 => 1,
        _ => 2,
    }
}

/// Places an islet of `offshore` communes in the west and a skerry in the east.
pub(crate) fn place_offshore(
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

/// The parcels nearest to a point off the west coast, at least [`CROSSING`] cells from land.
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
    let target = [east - 1.1 * lattice.radii[0], north + 0.35 * lattice.radii[1]];
    let Some(first) = nearest(&out, seed, target) else {
        return Vec::new();
    };

    let parcel_of = parcel_of_cell(lattice, parcels);
    let touching: Vec<usize> = parcels[first]
        .iter()
        .flat_map(|&cell| lattice.around_cell(cell))
        .map(|rank| parcel_of[rank])
        .filter(|&next| next != first && out.binary_search(&next).is_ok())
        .collect();
    let second = nearest(&touching, seed, target);
    [Some(first), second].into_iter().flatten().take(count).collect()
}

/// A cell two steps off the east coast, with the commune it faces. `None` when there is none.
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
    let target = [east + lattice.radii[0], north + 0.3 * lattice.radii[1]];
    let skerry = cells[nearest(&near, |rank| lattice.centre(cells[rank]), target)?];

    let parcel_of = parcel_of_cell(lattice, parcels);
    let shore = lattice
        .around_cell(skerry)
        .flat_map(|between| lattice.around_cell(cells[between]))
        .find(|&rank| crossing[rank] == 0)?;
    let commune = mainland.iter().position(|&parcel| parcel == parcel_of[shore])?;
    Some((commune, skerry))
}

/// Number of steps over the sea from the mainland to each cell, by rank. 0 on land.
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

fn nearest(candidates: &[usize], at: impl Fn(usize) -> Km, target: Km) -> Option<usize> {
    let away = |candidate: usize| square(at(candidate), target);
    candidates.iter().copied().min_by(|&a, &b| away(a).total_cmp(&away(b)))
}
