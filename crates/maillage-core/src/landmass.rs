//! Landmasses: detects straight lines that cross water.
//!
//! Neighbouring contours share vertices, and polygons that share a vertex are on one
//! landmass. O(vertices log vertices). Bridges are not in the contours: a crossing is a
//! warning, not proof that the place cannot be reached.

use geo::{Contains, Coord, CoordsIter, Point};
use rayon::prelude::*;

use crate::{
    geodesy::Position,
    index::ContourIndex,
    model::{Commune, CommuneId, Place, PlaceId},
};

/// Steps per degree in the comparison of vertices: about a centimetre each.
const GRAIN: f64 = 1e7;

/// The landmass of each commune and each place of a territory.
#[derive(Debug, Clone)]
pub(crate) struct Landmasses {
    /// Landmass of the point of departure of each commune.
    communes: Vec<u32>,
    /// Landmass of each place; `None` when unknown.
    places: Vec<Option<u32>>,
}

/// The polygons of all communes, with the landmass of each.
struct Polygons<'run> {
    communes: &'run [Commune],
    contours: &'run ContourIndex<'run>,
    /// Rank of each commune's first polygon in `land`.
    first: Vec<usize>,
    /// A representative polygon of the landmass, by polygon.
    land: Vec<u32>,
}

impl Landmasses {
    /// The landmasses of `communes`, sorted by code and indexed in `contours`, and of
    /// `places`. `None` when most communes share no vertex with another: such contours were
    /// drawn independently and do not show landmasses.
    pub(crate) fn new(
        communes: &[Commune],
        contours: &ContourIndex,
        places: &[Place],
    ) -> Option<Self> {
        let polygons = Polygons::new(communes, contours)?;
        let at_home = |id: CommuneId| polygons.land_at(id, contours.commune(id).home);
        Some(Self {
            communes: (0..communes.len())
                .into_par_iter()
                .map(CommuneId::new)
                .map(at_home)
                .collect(),
            places: places.par_iter().map(|place| polygons.land_of_place(place)).collect(),
        })
    }

    /// Whether the commune's point of departure and a place are on different landmasses.
    /// False when the landmass of the place is unknown.
    pub(crate) fn crosses_water(&self, from: CommuneId, to: PlaceId) -> bool {
        self.places[to.index()].is_some_and(|land| land != self.communes[from.index()])
    }
}

impl<'run> Polygons<'run> {
    fn new(communes: &'run [Commune], contours: &'run ContourIndex<'run>) -> Option<Self> {
        let first: Vec<usize> = communes
            .iter()
            .scan(0, |next, commune| {
                let first = *next;
                *next += commune.contour.0.len();
                Some(first)
            })
            .collect();
        let count = communes.iter().map(|commune| commune.contour.0.len()).sum();
        let land = join_neighbours(&shared_vertices(communes, &first), count);
        let alone = lone_communes(&first, &land);
        if communes.len() > 2 && 2 * alone > communes.len() {
            return None;
        }
        Some(Self { communes, contours, first, land })
    }

    /// The landmass of a place. Simplified contours may leave a quay in the water; the
    /// place is then on the landmass of the commune that its list states.
    fn land_of_place(&self, place: &Place) -> Option<u32> {
        if let Some((commune, polygon)) = self.contours.holding(place.position) {
            return Some(self.land[self.first[commune.index()] + polygon]);
        }
        Some(self.land_at(Commune::find(self.communes, place.commune?)?, place.position))
    }

    /// The landmass of the commune's polygon that contains `position`, or of its first
    /// polygon.
    fn land_at(&self, commune: CommuneId, position: Position) -> u32 {
        let point = Point::new(position.longitude(), position.latitude());
        let polygons = &self.contours.commune(commune).contour.0;
        let held = polygons.iter().position(|polygon| polygon.contains(&point));
        // A commune without a contour has no landmass of its own.
        let polygon = self.first[commune.index()] + held.unwrap_or(0);
        self.land.get(polygon).copied().unwrap_or(u32::MAX)
    }
}

/// Every vertex with the index of its polygon; equal vertices are adjacent.
fn shared_vertices(communes: &[Commune], first: &[usize]) -> Vec<(u64, u32)> {
    let counts: Vec<usize> =
        communes.par_iter().map(|commune| commune.contour.coords_count()).collect();
    let mut all = vec![(0, 0); counts.iter().sum()];
    // Each commune writes its own part: a national file has millions of vertices, which are not to
    // be held twice.
    let mut left = &mut all[..];
    let parts = counts.iter().map(|count| left.split_off_mut(..*count).unwrap_or_default());
    let parts: Vec<&mut [(u64, u32)]> = parts.collect();
    let write = |((commune, first), part): ((&Commune, &usize), &mut [(u64, u32)])| {
        let polygons = commune.contour.iter().enumerate();
        let vertices = polygons.flat_map(|(rank, polygon)| {
            let polygon_rank = (first + rank) as u32;
            polygon.coords_iter().map(move |point| (key(point), polygon_rank))
        });
        part.iter_mut().zip(vertices).for_each(|(place, vertex)| *place = vertex);
    };
    communes.par_iter().zip(first).zip(parts).for_each(write);
    all.par_sort_unstable();
    all
}

/// A vertex rounded to [`GRAIN`], packed into 64 bits: each coordinate fits 32.
fn key(point: Coord<f64>) -> u64 {
    let grain = |degrees: f64| u64::from((degrees * GRAIN).round() as i32 as u32);
    grain(point.x) << 32 | grain(point.y)
}

/// Union-find: the representative of each of `count` polygons.
fn join_neighbours(vertices: &[(u64, u32)], count: usize) -> Vec<u32> {
    fn root(parents: &mut [usize], mut of: usize) -> usize {
        while parents[of] != of {
            parents[of] = parents[parents[of]];
            of = parents[of];
        }
        of
    }
    let mut parents: Vec<usize> = (0..count).collect();
    for pair in vertices.windows(2) {
        if pair[0].0 == pair[1].0 {
            let (one, other) = (pair[0].1 as usize, pair[1].1 as usize);
            let (one, other) = (root(&mut parents, one), root(&mut parents, other));
            parents[one.max(other)] = one.min(other);
        }
    }
    (0..count).map(|polygon| root(&mut parents, polygon) as u32).collect()
}

/// Number of communes whose landmass holds no other commune.
fn lone_communes(first: &[usize], land: &[u32]) -> usize {
    let mut sizes = vec![0; land.len()];
    for root in land {
        sizes[*root as usize] += 1;
    }
    first
        .iter()
        .filter(|polygon| land.get(**polygon).is_some_and(|root| sizes[*root as usize] == 1))
        .count()
}
