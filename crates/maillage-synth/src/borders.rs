//! Contours of communes: rings that share the vertices of common borders.
//!
//! Each side of a cell becomes a broken line. The line is subdivided inside the quadrilateral
//! formed by the two corners of the side and the centres of its two cells ("noisy edges", Patel
//! 2010). The quadrilaterals tile the plane, so the lines never cross. A side is always generated
//! from the same cell and read in either direction, so both communes have identical vertices.

use std::collections::BTreeMap;

use crate::land::Land;
use crate::lattice::{Hex, Km};
use crate::relief::Relief;

/// A closed counter-clockwise ring of (longitude, latitude), in degrees times 100,000.
pub(crate) type Ring = Vec<[i64; 2]>;

/// Maximum displacement of an inland corner along each axis, in cells. A corner stays inside its
/// triangle up to 0.2.
const INLAND_STRAY: f64 = 0.18;
/// Part of the way by which a coastal corner is moved towards the centre of the cell that differs
/// from the two others. After that, the corner stays inside its triangle up to a displacement of
/// 0.13.
const COAST_LEAN: f64 = 0.36;
const COAST_STRAY: f64 = 0.12;

/// Rings of one commune: one, or two when the commune has a skerry.
pub(crate) fn outline(land: &Land, commune: usize) -> Vec<Ring> {
    // Three cells meet at a corner, so exactly one side of the outline starts at each.
    let mut sides: BTreeMap<Hex, (Hex, usize)> = BTreeMap::new();
    for &cell in &land.communes[commune].cells {
        for (side, next) in cell.neighbours().into_iter().enumerate() {
            if owner(land, next) != Some(commune) {
                sides.insert(cell.corner_after((side + 5) % 6), (cell, side));
            }
        }
    }
    let mut rings = Vec::new();
    while let Some((mut start, _)) = sides.first_key_value().map(|(start, side)| (*start, *side)) {
        let mut ring = Ring::new();
        while let Some((cell, side)) = sides.remove(&start) {
            ring.extend(border(land, cell, side));
            start = cell.corner_after(side);
        }
        ring.extend(ring.first().copied());
        rings.push(ring);
    }
    rings
}

/// The line along one side of a cell, counter-clockwise, without its last vertex.
fn border(land: &Land, cell: Hex, side: usize) -> Ring {
    let facing = (side + 3) % 6;
    let next = cell.neighbours()[side];
    let mut line: Vec<Km> = if cell < next {
        drawn(land, cell, side)
    } else {
        let mut line = drawn(land, next, facing);
        line.reverse();
        line
    };
    line.pop();
    line.into_iter().map(|km| vertex(land, km)).collect()
}

/// Generates the line along one side, both ends included.
fn drawn(land: &Land, cell: Hex, side: usize) -> Vec<Km> {
    let next = cell.neighbours()[side];
    let [from, to] = [(side + 5) % 6, side].map(|side| corner(land, cell.corner_after(side)));
    let [left, right] = [cell, next].map(|cell| land.lattice.centre(cell));
    let is_coast = owner(land, cell).is_none() || owner(land, next).is_none();
    let key = [cell.q * 6 + side as i64, cell.r];
    // Coasts have more vertices. Inland, some borders follow a stream and others a road.
    let depth = match land.relief.at(key[0], key[1], 30) {
        _ if is_coast => 3,
        draw if draw < 0.6 => 2,
        _ => 1,
    };
    let mut line = vec![from];
    subdivide(&land.relief, [from, left, to, right], key, depth, 1, &mut line);
    line
}

/// Appends the vertices from the first corner of `quad`, excluded, to its third.
fn subdivide(
    relief: &Relief,
    quad: [Km; 4],
    key: [i64; 2],
    depth: u32,
    branch: u64,
    line: &mut Vec<Km>,
) {
    let [from, left, to, right] = quad;
    if depth == 0 {
        line.push(to);
        return;
    }
    let bend = between(left, right, 0.32 + 0.36 * relief.at(key[0], key[1], 40 + branch));
    let half = |a, b| between(a, b, 0.5);
    let near = [from, half(from, left), bend, half(from, right)];
    let far = [bend, half(to, left), to, half(to, right)];
    subdivide(relief, near, key, depth - 1, 2 * branch, line);
    subdivide(relief, far, key, depth - 1, 2 * branch + 1, line);
}

/// Position of a corner where three cells meet. It stays inside the triangle of their centres,
/// which keeps every quadrilateral convex.
fn corner(land: &Land, corner: Hex) -> Km {
    let cells = corner.cells();
    let on_land = cells.map(|cell| owner(land, cell).is_some());
    // On a coast, one of the three cells differs from the two others. A corner moved towards it
    // rounds the coast.
    let odd =
        (0..3).find(|&cell| (0..3).all(|other| other == cell || on_land[other] != on_land[cell]));
    let regular = land.lattice.corner(corner);
    let ([east, north], reach) = match odd {
        Some(odd) => (between(regular, land.lattice.centre(cells[odd]), COAST_LEAN), COAST_STRAY),
        None => (regular, INLAND_STRAY),
    };
    let stray = |layer| {
        let draw = land.relief.at(corner.q, corner.r, layer);
        reach * land.lattice.spacing * (2.0 * draw - 1.0)
    };
    [east + stray(31), north + stray(32)]
}

fn owner(land: &Land, cell: Hex) -> Option<usize> {
    land.lattice.rank(cell).and_then(|rank| land.owner[rank])
}

/// A vertex with five decimals of a degree, about a metre.
fn vertex(land: &Land, km: Km) -> [i64; 2] {
    let at = land.lattice.degrees(km);
    [at.longitude, at.latitude].map(|degrees| (degrees * 1e5).round() as i64)
}

fn between(a: Km, b: Km, t: f64) -> Km {
    [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::SynthOptions;

    fn rings(seed: u64) -> Vec<Ring> {
        let land =
            crate::land::create(&SynthOptions { seed, communes: 120, ..SynthOptions::default() });
        (0..land.communes.len()).flat_map(|commune| outline(&land, commune)).collect()
    }

    #[test]
    fn every_ring_is_closed_and_counter_clockwise() {
        for ring in rings(1) {
            assert_eq!(ring.first(), ring.last());
            let twice_area: i64 =
                ring.windows(2).map(|pair| pair[0][0] * pair[1][1] - pair[1][0] * pair[0][1]).sum();
            assert!(twice_area > 0);
        }
    }

    #[test]
    fn an_inland_side_belongs_to_two_communes_in_opposite_directions() {
        let mut sides: BTreeMap<([i64; 2], [i64; 2]), usize> = BTreeMap::new();
        for ring in rings(2) {
            for pair in ring.windows(2) {
                *sides.entry((pair[0], pair[1])).or_default() += 1;
            }
        }
        assert!(sides.values().all(|&times| times == 1));
        let inland = sides.keys().filter(|(a, b)| sides.contains_key(&(*b, *a))).count();
        assert!(inland > sides.len() / 2, "{inland} of {}", sides.len());

        // The remaining sides are the coast, which is closed at every vertex.
        let mut balance: BTreeMap<[i64; 2], i64> = BTreeMap::new();
        for (from, to) in sides.keys().filter(|(a, b)| !sides.contains_key(&(*b, *a))) {
            *balance.entry(*from).or_default() += 1;
            *balance.entry(*to).or_default() -= 1;
        }
        assert!(balance.values().all(|&net| net == 0));
    }

    #[test]
    fn borders_never_cross() {
        for seed in 0..4 {
            let mut sides: Vec<([i64; 2], [i64; 2])> = rings(seed)
                .iter()
                .flat_map(|ring| ring.windows(2))
                .map(|pair| (pair[0].min(pair[1]), pair[0].max(pair[1])))
                .collect();
            sides.sort_unstable();
            sides.dedup();
            for (rank, a) in sides.iter().enumerate() {
                for b in sides[rank + 1..].iter().take_while(|b| b.0[0] <= a.1[0]) {
                    assert!(!cross(a, b), "{a:?} {b:?}");
                }
            }
        }
    }

    fn cross(a: &([i64; 2], [i64; 2]), b: &([i64; 2], [i64; 2])) -> bool {
        let turn = |[ax, ay]: [i64; 2], [bx, by]: [i64; 2], [cx, cy]: [i64; 2]| {
            ((bx - ax) * (cy - ay) - (by - ay) * (cx - ax)).signum()
        };
        turn(a.0, a.1, b.0) * turn(a.0, a.1, b.1) < 0
            && turn(b.0, b.1, a.0) * turn(b.0, b.1, a.1) < 0
    }
}
