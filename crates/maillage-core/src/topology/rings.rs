//! Assembles arcs into rings, and rings into polygons.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{ArcUse, GridPoint, Ring, Shape, SharedArc, grid::double_area};

/// The shape whose border is made of these uses of arcs: each is followed by another that begins
/// where it ends.
pub(super) fn shape(uses: Vec<ArcUse>, arcs: &[SharedArc]) -> Shape {
    let closed = closed_rings(uses, arcs);
    let simple = closed.into_iter().flat_map(|ring| split_at_touching_points(ring, arcs));
    polygons(simple.collect(), arcs)
}

/// The vertices of a ring; the first is repeated at the end.
pub(super) fn vertices<'ring, 'arcs: 'ring>(
    ring: &'ring Ring,
    arcs: &'ring impl Fn(usize) -> &'arcs [GridPoint],
) -> impl Iterator<Item = GridPoint> + 'ring {
    ring.iter().enumerate().flat_map(move |(rank, used)| {
        let arc = arcs(used.arc());
        // Each arc begins with the last vertex of the one before.
        let skipped = usize::from(rank > 0);
        let point = move |at: usize| {
            if used.is_reversed() { arc[arc.len() - 1 - at] } else { arc[at] }
        };
        (skipped..arc.len()).map(point)
    })
}

fn ends(used: ArcUse, arcs: &[SharedArc]) -> (GridPoint, GridPoint) {
    let arc = &arcs[used.arc()];
    let (first, last) = (arc[0], arc[arc.len() - 1]);
    if used.is_reversed() { (last, first) } else { (first, last) }
}

/// Whether the ring passes a vertex twice. Arcs begin and end at such vertices.
pub(super) fn touches_itself(ring: &Ring, arcs: &[SharedArc]) -> bool {
    let mut passed = HashSet::new();
    !ring.iter().all(|used| passed.insert(ends(*used, arcs).0))
}

fn closed_rings(uses: Vec<ArcUse>, arcs: &[SharedArc]) -> Vec<Ring> {
    let mut leaving: BTreeMap<GridPoint, Vec<ArcUse>> = BTreeMap::new();
    for used in uses.into_iter().rev() {
        leaving.entry(ends(used, arcs).0).or_default().push(used);
    }
    let starts: Vec<GridPoint> = leaving.keys().copied().collect();
    let mut leave = |point: GridPoint| {
        let uses = leaving.get_mut(&point)?;
        let used = uses.pop();
        if uses.is_empty() {
            leaving.remove(&point);
        }
        used
    };
    let mut rings = Vec::new();
    for start in starts {
        while let Some(first) = leave(start) {
            let mut ring = vec![first];
            let mut end = ends(first, arcs).1;
            while let Some(used) = (end != start).then(|| leave(end)).flatten() {
                ring.push(used);
                end = ends(used, arcs).1;
            }
            rings.push(ring);
        }
    }
    rings
}

/// A ring that passes a vertex twice as the rings between: polygons may touch at a point, and
/// a ring must not touch itself.
fn split_at_touching_points(ring: Ring, arcs: &[SharedArc]) -> Vec<Ring> {
    let mut simple = Vec::new();
    let mut open = Ring::new();
    let mut passed: HashMap<GridPoint, usize> = HashMap::new();
    for used in ring {
        let (start, end) = ends(used, arcs);
        passed.entry(start).or_insert(open.len());
        open.push(used);
        if let Some(since) = passed.get(&end).copied() {
            simple.push(open.split_off(since));
            passed.retain(|_, rank| *rank <= since);
        }
    }
    simple
}

/// The polygons of these rings: a counter-clockwise ring is an exterior, and a clockwise one is
/// a hole of the smallest exterior around it.
fn polygons(rings: Vec<Ring>, arcs: &[SharedArc]) -> Shape {
    struct Known {
        ring: Ring,
        points: Vec<GridPoint>,
        area: i64,
    }
    let known = rings.into_iter().map(|ring| {
        let mut points: Vec<GridPoint> = vertices(&ring, &|arc: usize| &*arcs[arc]).collect();
        points.pop();
        let area = double_area(&points);
        Known { ring, points, area }
    });
    let (mut exteriors, holes): (Vec<Known>, Vec<Known>) =
        known.filter(|ring| ring.area != 0).partition(|ring| ring.area > 0);
    exteriors.sort_by_key(|ring| (std::cmp::Reverse(ring.area), ring.points[0]));
    let mut shape: Shape = exteriors.iter().map(|exterior| vec![exterior.ring.clone()]).collect();
    for hole in holes {
        let around = |exterior: &Known| {
            let mut sides = hole.points.iter().filter_map(|point| side(*point, &exterior.points));
            sides.next().unwrap_or(false)
        };
        if let Some(rank) = exteriors.iter().rposition(around) {
            shape[rank].push(hole.ring);
        }
    }
    shape
}

/// Whether `point` is inside `ring`; `None` on its line.
fn side(point: GridPoint, ring: &[GridPoint]) -> Option<bool> {
    let mut inside = false;
    for (rank, one) in ring.iter().enumerate() {
        let next = ring[(rank + 1) % ring.len()];
        let (dx, dy) = (i64::from(next.x) - i64::from(one.x), i64::from(next.y) - i64::from(one.y));
        let (px, py) =
            (i64::from(point.x) - i64::from(one.x), i64::from(point.y) - i64::from(one.y));
        let cross = dx * py - dy * px;
        let along = px * dx + py * dy;
        if cross == 0 && (0..=dx * dx + dy * dy).contains(&along) {
            return None;
        }
        if (one.y > point.y) != (next.y > point.y) && (cross > 0) == (dy > 0) {
            inside = !inside;
        }
    }
    Some(inside)
}
