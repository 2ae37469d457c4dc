//! Landmasses: detects straight lines that cross water.
//!
//! Neighbouring contours share vertices, and polygons that share a vertex are on one
//! landmass. Bridges are not in the contours: a crossing is a warning, not proof that the place
//! cannot be reached.

mod neighbours;

use geo::{Contains, Point};
use rayon::prelude::*;

use crate::{
    geodesy::Position,
    index::ContourIndex,
    model::{Commune, CommuneId, Place, PlaceId},
};

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
        let polygons = communes.iter().flat_map(|commune| commune.contour.iter());
        let land = neighbours::joined(&polygons.collect::<Vec<_>>());
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
