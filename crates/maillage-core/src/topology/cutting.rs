//! Cuts rings into arcs where their neighbours change.

use std::collections::HashMap;

use super::{ArcUse, GridPoint, Ring, SharedArc, Topology};

/// The vertices before and after a vertex, in order of position.
type Sides = (GridPoint, GridPoint);

/// The topology of these shapes: polygons, each of rings whose first vertex is not repeated.
pub(super) fn cut(shapes: Vec<Vec<Vec<Vec<GridPoint>>>>) -> Topology {
    let junctions = Junctions::of(shapes.iter().flatten().flatten());
    let mut arcs = Arcs::default();
    let shapes = shapes
        .iter()
        .map(|polygons| {
            let rings = |rings: &Vec<Vec<GridPoint>>| {
                rings.iter().map(|ring| arcs.ring(ring, &junctions)).collect()
            };
            polygons.iter().map(rings).collect()
        })
        .collect();
    Topology { arcs: arcs.arcs, shapes }
}

/// The vertices where rings meet or part: those that rings pass between different neighbours.
struct Junctions(HashMap<GridPoint, Option<Sides>>);

impl Junctions {
    fn of<'rings>(rings: impl Iterator<Item = &'rings Vec<GridPoint>>) -> Self {
        let mut sides: HashMap<GridPoint, Option<Sides>> = HashMap::new();
        for ring in rings {
            for (rank, point) in ring.iter().enumerate() {
                let before = ring[(rank + ring.len() - 1) % ring.len()];
                let after = ring[(rank + 1) % ring.len()];
                let here = (before.min(after), before.max(after));
                let known = sides.entry(*point).or_insert(Some(here));
                if *known != Some(here) {
                    *known = None;
                }
            }
        }
        Self(sides)
    }

    fn hold(&self, point: GridPoint) -> bool {
        self.0[&point].is_none()
    }
}

/// The arcs found, each once whatever its direction, in the direction of its first use.
#[derive(Default)]
struct Arcs {
    arcs: Vec<SharedArc>,
    /// The use of each arc that follows its vertices in the order of the key.
    uses: HashMap<SharedArc, ArcUse>,
}

impl Arcs {
    /// Cuts a ring. A ring without junctions is one arc, from its least vertex.
    fn ring(&mut self, ring: &[GridPoint], junctions: &Junctions) -> Ring {
        let cuts: Vec<usize> = (0..ring.len()).filter(|rank| junctions.hold(ring[*rank])).collect();
        if cuts.is_empty() {
            let least = (0..ring.len()).min_by_key(|rank| ring[*rank]).unwrap_or_default();
            return vec![self.used(between(ring, least, least + ring.len()))];
        }
        let ends = cuts.iter().skip(1).copied().chain([cuts[0] + ring.len()]);
        cuts.iter().zip(ends).map(|(from, to)| self.used(between(ring, *from, to))).collect()
    }

    fn used(&mut self, arc: SharedArc) -> ArcUse {
        let reversed: SharedArc = arc.iter().rev().copied().collect();
        let backwards = reversed < arc;
        let turned = |used: ArcUse| if backwards { used.reversed() } else { used };
        let key = if backwards { &reversed } else { &arc };
        if let Some(known) = self.uses.get(key) {
            return turned(*known);
        }
        let used = ArcUse::forwards(self.arcs.len());
        self.uses.insert(key.clone(), turned(used));
        self.arcs.push(arc);
        used
    }
}

/// The vertices of `ring` from one rank to another, which may run past its end.
fn between(ring: &[GridPoint], from: usize, to: usize) -> SharedArc {
    (from..=to).map(|rank| ring[rank % ring.len()]).collect()
}
