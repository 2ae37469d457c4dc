//! Which communes and places stand on the same land, so that a straight line across water is
//! known for what it is.
//!
//! Neighbouring contours share vertices: polygons that share one are on one landmass.
//! O(vertices log vertices). A bridge is not seen: a crossing says "look here", not "cannot be
//! reached".

use geo::{Contains, Coord, CoordsIter, Point};
use rayon::prelude::*;

use crate::{
    geodesy::Position,
    index::ContourIndex,
    model::{Commune, CommuneId, Place, PlaceId},
};

/// Steps per degree to which vertices are compared: about a centimetre.
const GRAIN: f64 = 1e7;

/// The land under each commune and each place of a territory.
#[derive(Debug, Clone)]
pub(crate) struct Landmasses {
    /// Under the point of each commune that distances start from.
    communes: Vec<u32>,
    /// Under each place; `None` on no known land.
    places: Vec<Option<u32>>,
}

/// The polygons of all communes with the landmass of each.
struct Polygons<'communes> {
    communes: &'communes [Commune],
    contours: ContourIndex<'communes>,
    /// Rank of each commune's first polygon in `land`.
    first: Vec<usize>,
    /// A representative polygon of the landmass, by polygon.
    land: Vec<u32>,
}

impl Landmasses {
    /// The land under `communes`, in order of code, and `places`. `None` when most communes
    /// share no vertex with any other: the contours were then drawn one by one and tell nothing
    /// of land.
    pub(crate) fn new(communes: &[Commune], places: &[Place]) -> Option<Self> {
        let polygons = Polygons::new(communes)?;
        let at_home = |rank: usize| polygons.land_at(rank, communes[rank].home);
        Some(Self {
            communes: (0..communes.len()).into_par_iter().map(at_home).collect(),
            places: places.par_iter().map(|place| polygons.land_of_place(place)).collect(),
        })
    }

    /// Whether the straight line from the point of a commune to a place leaves its landmass for
    /// another. False when the place stands on no known land.
    pub(crate) fn crosses_water(&self, from: CommuneId, to: PlaceId) -> bool {
        self.places[to.index()].is_some_and(|land| land != self.communes[from.index()])
    }
}

impl<'communes> Polygons<'communes> {
    fn new(communes: &'communes [Commune]) -> Option<Self> {
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
        Some(Self { communes, contours: ContourIndex::new(communes), first, land })
    }

    /// The land under a place; where simplified contours leave a quay in the water, that
    /// of the commune it states.
    fn land_of_place(&self, place: &Place) -> Option<u32> {
        if let Some((commune, polygon)) = self.contours.holding(place.position) {
            return Some(self.land[self.first[commune] + polygon]);
        }
        let stated = place.commune?;
        let rank = self.communes.binary_search_by_key(&stated, |commune| commune.code).ok()?;
        Some(self.land_at(rank, place.position))
    }

    /// The land of the commune's polygon that holds `position`, else of its first.
    fn land_at(&self, commune: usize, position: Position) -> u32 {
        let point = Point::new(position.longitude(), position.latitude());
        let polygons = &self.communes[commune].contour.0;
        let held = polygons.iter().position(|polygon| polygon.contains(&point));
        // A commune without a contour has no land of its own.
        let polygon = self.first[commune] + held.unwrap_or(0);
        self.land.get(polygon).copied().unwrap_or(u32::MAX)
    }
}

/// Every vertex with the polygon it belongs to, like vertices side by side.
fn shared_vertices(communes: &[Commune], first: &[usize]) -> Vec<(u64, u32)> {
    let vertices = |(commune, first): (&Commune, &usize)| -> Vec<(u64, u32)> {
        let polygons = commune.contour.iter().enumerate();
        let keyed = polygons.flat_map(|(rank, polygon)| {
            let polygon_rank = (first + rank) as u32;
            polygon.coords_iter().map(move |point| (key(point), polygon_rank))
        });
        keyed.collect()
    };
    let mut all: Vec<_> = communes.par_iter().zip(first).flat_map_iter(vertices).collect();
    all.par_sort_unstable();
    all
}

/// A vertex to the grain, in one number: what is on the globe fits twice 32 bits.
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

/// Communes none of whose polygons shares its land with another commune.
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
