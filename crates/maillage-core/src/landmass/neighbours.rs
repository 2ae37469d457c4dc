//! Polygons that are joined by shared vertices.
//!
//! A national file has millions of vertices, and neighbours share many. First one vertex in
//! [`SAMPLED`] is compared, which joins nearly all polygons of the mainland to one component. Any
//! pair that is still to be joined has a polygon outside it, so the vertices of those polygons are
//! then compared with their equals everywhere. O(vertices), and sorts of an eighth
//! of them and of those apart.

use geo::{Coord, CoordsIter, Polygon};
use rayon::prelude::*;

/// Steps per degree in the comparison of vertices: about a centimetre each.
const GRAIN: f64 = 1e7;
/// One vertex in so many is compared first.
const SAMPLED: u64 = 8;

/// A vertex, and the rank of its polygon.
type Vertex = (u64, u32);

/// For each polygon the lowest rank among those that it is joined to, directly or by others: those
/// with a vertex in common are joined.
///
/// # Panics
///
/// When there are 2³² polygons.
pub(super) fn joined(polygons: &[&Polygon]) -> Vec<u32> {
    let mut components = Components::apart(polygons.len());
    components.join(vertices(polygons, |key, _| hash(key).is_multiple_of(SAMPLED)));
    let largest = components.largest();
    let roots = components.roots();
    let apart = vertices(polygons, |_, polygon| Some(roots[polygon as usize]) != largest);
    let filter = BloomFilter::of(&apart);
    drop(apart);
    components.join(vertices(polygons, |key, _| filter.may_hold(key)));
    components.roots()
}

/// The vertices that `keep` chooses by their key and the rank of their polygon.
fn vertices<'run>(
    polygons: &[&'run Polygon],
    keep: impl Fn(u64, u32) -> bool + Sync,
) -> Vec<Vertex> {
    let of_polygon = |(rank, polygon): (usize, &&'run Polygon)| {
        let rank = u32::try_from(rank).expect("fewer polygons than 2³²");
        let keep = &keep;
        let vertices = polygon.coords_iter().map(move |point| (key(point), rank));
        vertices.filter(move |(key, rank)| keep(*key, *rank))
    };
    polygons.par_iter().enumerate().flat_map_iter(of_polygon).collect()
}

/// A vertex rounded to [`GRAIN`], packed into 64 bits: each coordinate fits 32.
fn key(point: Coord) -> u64 {
    // Rounded half away from zero, without the call that `round` is on old processors.
    let grain = |degrees: f64| {
        let grains = degrees * GRAIN;
        u64::from((grains + 0.5_f64.copysign(grains)) as i32 as u32)
    };
    grain(point.x) << 32 | grain(point.y)
}

/// The key with its bits well mixed.
fn hash(key: u64) -> u64 {
    let mixed = (key ^ key >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ mixed >> 32
}

/// Disjoint components of polygons, by union-find.
struct Components {
    /// A polygon of the same component that has a lower rank; for the lowest, itself.
    parents: Vec<u32>,
}

impl Components {
    fn apart(count: usize) -> Self {
        Self { parents: (0..count).map(|rank| rank as u32).collect() }
    }

    /// Joins the polygons of equal vertices.
    fn join(&mut self, mut vertices: Vec<Vertex>) {
        vertices.par_sort_unstable();
        for pair in vertices.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
            let (one, other) = (self.root(pair[0].1), self.root(pair[1].1));
            self.parents[one.max(other) as usize] = one.min(other);
        }
    }

    fn root(&mut self, mut of: u32) -> u32 {
        let parents = &mut self.parents;
        while parents[of as usize] != of {
            parents[of as usize] = parents[parents[of as usize] as usize];
            of = parents[of as usize];
        }
        of
    }

    fn roots(&mut self) -> Vec<u32> {
        (0..self.parents.len()).map(|rank| self.root(rank as u32)).collect()
    }

    /// The root of the component with most polygons; `None` without polygons.
    fn largest(&mut self) -> Option<u32> {
        let mut sizes = vec![0_u32; self.parents.len()];
        self.roots().into_iter().for_each(|root| sizes[root as usize] += 1);
        let largest = sizes.iter().enumerate().max_by_key(|(_, size)| **size);
        largest.map(|(root, _)| root as u32)
    }
}

/// Which keys may be among given ones: all that are, and some that are not. A Bloom filter with one
/// hash.
struct BloomFilter {
    bits: Vec<u64>,
}

impl BloomFilter {
    fn of(vertices: &[Vertex]) -> Self {
        // Some sixteen bits a vertex, so that one other key in sixteen is taken for one of them.
        let mut filter = Self { bits: vec![0; (vertices.len() / 4).next_power_of_two()] };
        for (key, _) in vertices {
            let (word, bit) = filter.at(*key);
            filter.bits[word] |= bit;
        }
        filter
    }

    fn may_hold(&self, key: u64) -> bool {
        let (word, bit) = self.at(key);
        self.bits[word] & bit != 0
    }

    /// The word and the bit of a key.
    fn at(&self, key: u64) -> (usize, u64) {
        let hash = hash(key);
        ((hash >> 6) as usize & (self.bits.len() - 1), 1 << (hash % 64))
    }
}

#[cfg(test)]
mod tests {
    use geo::LineString;
    use proptest::{collection::vec, prelude::*};

    use super::*;

    /// Triangles whose corners are on a grid, so that many are shared, by polygons far and near.
    fn triangles() -> impl Strategy<Value = Vec<Polygon>> {
        let corner = || (0..40_i32, 0..30_i32);
        let hole = prop::option::of((corner(), corner(), corner()));
        vec(((corner(), corner(), corner()), hole), 0..200).prop_map(|all| {
            let ring = |(one, two, three): ((i32, i32), (i32, i32), (i32, i32))| {
                let at = |(x, y): (i32, i32)| (f64::from(x) / 7.0 - 2.0, f64::from(y) / 3.0);
                LineString::from(vec![at(one), at(two), at(three), at(one)])
            };
            let polygon = |(outer, hole): (_, Option<_>)| {
                Polygon::new(ring(outer), hole.map(ring).into_iter().collect())
            };
            all.into_iter().map(polygon).collect()
        })
    }

    /// Every vertex compared with every other, until nothing changes.
    fn judge(polygons: &[Polygon]) -> Vec<u32> {
        let keys = |polygon: &Polygon| polygon.coords_iter().map(key).collect::<Vec<_>>();
        let keys: Vec<Vec<u64>> = polygons.iter().map(keys).collect();
        let mut roots: Vec<u32> = (0..polygons.len() as u32).collect();
        loop {
            let before = roots.clone();
            for one in 0..polygons.len() {
                for other in 0..polygons.len() {
                    if keys[one].iter().any(|key| keys[other].contains(key)) {
                        roots[one] = roots[one].min(roots[other]);
                    }
                }
            }
            if roots == before {
                return roots;
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        #[test]
        fn those_with_a_vertex_in_common_are_joined(polygons in triangles()) {
            prop_assert_eq!(joined(&polygons.iter().collect::<Vec<_>>()), judge(&polygons));
        }

        #[test]
        fn a_key_is_the_vertex_rounded(x in -180.0..180.0, y in -90.0..90.0) {
            let rounded = |degrees: f64| u64::from((degrees * GRAIN).round() as i32 as u32);
            prop_assert_eq!(key(Coord { x, y }), rounded(x) << 32 | rounded(y));
        }
    }
}
