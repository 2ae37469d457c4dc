//! R-trees: of places and lines by earth-centred points, of communes by bounding boxes.
//!
//! This is the only module that uses `rstar`. The trees are searched by the straight chord, which
//! gives candidates: a chord is never longer than its geodesic. Geodesics then decide the answer.
//! Places are asked for most often, by searches of our own (`tree.rs`). One query is O(log places).
//! Queries from many homes that are near each other are far cheaper when asked together
//! ([`Blocks`]).

mod blocks;
mod candidates;
mod keys;
mod lengths;
mod lines;
mod pool;
mod ring;
mod together;
mod tree;

use std::{collections::BTreeSet, sync::Arc};

use geo::{BoundingRect, Contains, Intersects, LineString, MultiLineString, Point, Rect};
use rayon::prelude::*;
use rstar::{
    AABB, RTree,
    primitives::{GeomWithData, Rectangle},
};

use crate::{
    geodesy::{EarthPoint, Length, Position, chord2},
    model::{Commune, CommuneId, Kind, PlaceId},
};

use blocks::Block;
use candidates::longest_over;
use pool::MILLIMETRE;
use tree::Tree;

pub use blocks::Blocks;
pub use lines::LineIndex;
pub use together::Surroundings;

/// A place in the tree of one of its kinds.
#[derive(Clone, Copy)]
struct Leaf {
    place: PlaceId,
    /// Whether counts include this entry. A place of several kinds is counted in the tree of its
    /// first kind only.
    counts: bool,
}

/// Trees of the places, one for each kind of supply.
///
/// # Examples
///
/// ```
/// use maillage_core::{
///     geodesy::{Length, Position},
///     index::PlaceIndex,
///     model::{Kind, PlaceId},
/// };
///
/// let at = |longitude| Position::new(45.0, longitude).expect("a position on the globe");
/// let index = PlaceIndex::new([([Kind::Mediation], at(0.1)), ([Kind::Mediation], at(0.2))]);
/// let nearest = index.nearest(Kind::Mediation, at(0.0)).expect("there are places of this kind");
/// assert_eq!(nearest.place, PlaceId(0));
/// // The places are 7.9 and 15.8 km away.
/// assert_eq!(index.counts_within(at(0.0), &[Length::from_metres(10_000.0)]), [1]);
/// ```
pub struct PlaceIndex {
    trees: [Tree; 3],
    points: Arc<[EarthPoint]>,
    /// Position uncertainty by place. Places beyond the end of the vector have none.
    uncertainties: Vec<Length>,
}

/// The place that is nearest to a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nearest {
    /// The place: its number in the sequence that was indexed.
    pub place: PlaceId,
    /// Distance to the place.
    pub length: Length,
    /// Whether another place is at the same distance. The answer is then the one of lower id.
    pub tied: bool,
}

impl PlaceIndex {
    /// Indexes `places`, each with its kinds of supply. The id of a place is its number in the
    /// sequence, from zero.
    ///
    /// A place without a kind keeps its id and is not indexed. A place of several kinds is found
    /// under each of them and counted once. O(places log places).
    pub fn new<Kinds: IntoIterator<Item = Kind>>(
        places: impl IntoIterator<Item = (Kinds, Position)>,
    ) -> Self {
        let (kinds, points): (Vec<Kinds>, Vec<EarthPoint>) =
            places.into_iter().map(|(kinds, position)| (kinds, EarthPoint::new(position))).unzip();
        Self::of_points(points.into(), kinds)
    }

    /// Indexes the same places under other kinds, in the same order. The points are shared in memory.
    pub(crate) fn under<Kinds: IntoIterator<Item = Kind>>(
        &self,
        kinds: impl IntoIterator<Item = Kinds>,
    ) -> Self {
        Self::of_points(Arc::clone(&self.points), kinds)
    }

    fn of_points<Kinds: IntoIterator<Item = Kind>>(
        points: Arc<[EarthPoint]>,
        kinds: impl IntoIterator<Item = Kinds>,
    ) -> Self {
        let mut nodes: [Vec<([f64; 3], Leaf)>; 3] = Default::default();
        for (number, (kinds, point)) in kinds.into_iter().zip(&*points).enumerate() {
            for (rank, kind) in kinds.into_iter().enumerate() {
                let leaf = Leaf { place: PlaceId::new(number), counts: rank == 0 };
                nodes[kind as usize].push((point.coordinates(), leaf));
            }
        }
        Self { trees: nodes.map(Tree::new), points, uncertainties: Vec::new() }
    }

    /// Sets the position uncertainty of these places. No distance to a place is
    /// reported as shorter than its uncertainty.
    pub fn with_uncertainties(
        mut self,
        uncertainties: impl IntoIterator<Item = (PlaceId, Length)>,
    ) -> Self {
        for (place, position_uncertainty) in uncertainties {
            let place = place.index();
            if self.uncertainties.len() <= place {
                self.uncertainties.resize(place + 1, Length::ZERO);
            }
            self.uncertainties[place] = position_uncertainty;
        }
        self
    }

    fn point(&self, place: PlaceId) -> &EarthPoint {
        &self.points[place.index()]
    }

    fn position_uncertainty(&self, place: PlaceId) -> Length {
        self.uncertainties.get(place.index()).copied().unwrap_or(Length::ZERO)
    }

    /// The length from `from` to a place, not less than its position uncertainty.
    ///
    /// # Panics
    ///
    /// When the place is not one of those indexed.
    pub fn length(&self, from: &EarthPoint, place: PlaceId) -> Length {
        from.length_to(self.point(place)).max(self.position_uncertainty(place))
    }

    /// Number of places that have this kind, alone or with others.
    pub fn count(&self, kind: Kind) -> usize {
        self.trees[kind as usize].size()
    }

    /// The nearest place of `kind`. `None` when there is no place of this kind.
    pub fn nearest(&self, kind: Kind, from: Position) -> Option<Nearest> {
        self.nearest_within(kind, &EarthPoint::new(from), Length::from_metres(f64::INFINITY))
    }

    /// The nearest place of `kind` when its length is at most `limit`. `None` when there is no such
    /// place.
    pub(crate) fn nearest_within(
        &self,
        kind: Kind,
        from: &EarthPoint,
        limit: Length,
    ) -> Option<Nearest> {
        let (tree, centre) = (&self.trees[kind as usize], from.coordinates());
        let mut least2 = reach_of(limit).powi(2);
        tree.visit(centre, least2, |leaf, _, chord2| {
            let floor2 = self.position_uncertainty(leaf.place).metres().powi(2);
            least2 = least2.min(chord2.max(floor2));
            least2
        });
        // Some place is not further than this, if any is within the limit. Lengths are rounded to
        // the millimetre, up or down.
        let reach2 = (longest_over(least2.sqrt()) + 0.002).powi(2);
        let mut best: Option<Nearest> = None;
        tree.visit(centre, reach2, |leaf, _, _| {
            let length = self.length(from, leaf.place);
            let found = Nearest { place: leaf.place, length, tied: false };
            best = Some(best.map_or(found, |best| best.or(found)));
            reach2
        });
        best.filter(|best| best.length <= limit)
    }

    /// Number of places of any kind within each of `limits`, limits included.
    ///
    /// The counts are in the order of `limits`, which need not be sorted. O(log places + places
    /// within the furthest limit).
    pub fn counts_within(&self, from: Position, limits: &[Length]) -> Vec<u32> {
        let mut counts = vec![0; limits.len()];
        let Some(furthest) = limits.iter().max() else {
            return counts;
        };
        let from = EarthPoint::new(from);
        self.around(from.coordinates(), reach_of(*furthest), |place| {
            for (count, limit) in counts.iter_mut().zip(limits) {
                *count += u32::from(self.is_within(&from, place, *limit));
            }
        });
        counts
    }

    /// The places of any kind within `limit`, limit included, in ascending order; empty without
    /// any. O(log places + places within × log of their number).
    pub fn within(&self, from: Position, limit: Length) -> Vec<PlaceId> {
        let from = EarthPoint::new(from);
        let mut within = Vec::new();
        self.around(from.coordinates(), reach_of(limit), |place| {
            if self.is_within(&from, place, limit) {
                within.push(place);
            }
        });
        within.sort_unstable();
        within
    }

    /// Replaces `found` by the places of any kind whose [`length`](Self::length) from `from` is at
    /// most `limit`, in ascending order, with that length. O(log places + places within × log of
    /// their number).
    pub(crate) fn lengths_within(
        &self,
        from: &EarthPoint,
        limit: Length,
        found: &mut Vec<(PlaceId, Length)>,
    ) {
        found.clear();
        self.around(from.coordinates(), reach_of(limit), |place| {
            found.push((place, self.length(from, place)));
        });
        found.retain(|(_, length)| *length <= limit);
        found.sort_unstable_by_key(|(place, _)| *place);
    }

    /// Calls `visit` once for each place of any kind whose chord to `centre` is at most `reach`, in
    /// metres, in no specified order.
    fn around(&self, centre: [f64; 3], reach: f64, mut visit: impl FnMut(PlaceId)) {
        let reach2 = reach.powi(2);
        for tree in &self.trees {
            tree.visit(centre, reach2, |leaf, _, _| {
                if leaf.counts {
                    visit(leaf.place);
                }
                reach2
            });
        }
    }

    fn is_within(&self, from: &EarthPoint, place: PlaceId, limit: Length) -> bool {
        self.position_uncertainty(place) <= limit && from.is_within(self.point(place), limit)
    }
}

impl Nearest {
    /// The nearer of two places. When they tie, the one of lower id, marked as tied.
    pub fn or(self, other: Self) -> Self {
        if self.length == other.length {
            let tied = self.tied || other.tied || self.place != other.place;
            return Self { place: self.place.min(other.place), tied, ..self };
        }
        if self.length < other.length { self } else { other }
    }
}

/// Longest chord, in metres, over which a length can be at most `limit`: a chord is never longer than
/// its geodesic, and lengths are rounded to the millimetre.
fn reach_of(limit: Length) -> f64 {
    limit.metres() + MILLIMETRE
}

fn chord(from: [f64; 3], to: [f64; 3]) -> f64 {
    chord2(from, to).sqrt()
}

/// R-tree of positions, to find those that are near each other.
pub struct EarthPointIndex {
    tree: RTree<GeomWithData<[f64; 3], usize>>,
    points: Vec<EarthPoint>,
}

impl EarthPointIndex {
    /// Indexes `positions`. The rank of a position is its number in the sequence, from zero.
    pub fn new(positions: impl IntoIterator<Item = Position>) -> Self {
        let points: Vec<EarthPoint> = positions.into_iter().map(EarthPoint::new).collect();
        let node =
            |(rank, point): (usize, &EarthPoint)| GeomWithData::new(point.coordinates(), rank);
        Self { tree: RTree::bulk_load(points.iter().enumerate().map(node).collect()), points }
    }

    /// Positions within `limit` of the position of rank `rank`, limit included, without that
    /// position itself.
    ///
    /// At most `most` of them, in order of distance, then of rank.
    ///
    /// # Panics
    ///
    /// When there is no position of this rank.
    pub fn near(&self, rank: usize, limit: Length, most: usize) -> Vec<(usize, Length)> {
        let here = self.points[rank];
        let reach2 = reach_of(limit).powi(2);
        let nodes = self.tree.nearest_neighbor_iter_with_distance_2(&here.coordinates());
        let within = nodes.take_while(|(_, chord2)| *chord2 <= reach2);
        let others = within.map(|(node, _)| node.data).filter(|other| *other != rank);
        let mut near: Vec<(usize, Length)> = others
            .take(most)
            .map(|other| (other, here.length_to(&self.points[other])))
            .filter(|(_, length)| *length <= limit)
            .collect();
        near.sort_unstable_by_key(|(other, length)| (*length, *other));
        near
    }
}

/// R-tree of the bounding boxes of communes, to find the commune that contains a point.
pub struct ContourIndex<'communes> {
    boxes: ContourBoxes,
    communes: &'communes [Commune],
}

/// The tree of a [`ContourIndex`] without the communes, for an owner of both. A clone shares it.
#[derive(Debug, Clone)]
pub struct ContourBoxes(Arc<RTree<GeomWithData<Rectangle<[f64; 2]>, CommuneId>>>);

impl ContourBoxes {
    /// The bounding boxes of the contours of `communes`. The id of a commune is its number in the
    /// sequence.
    pub fn new(communes: &[Commune]) -> Self {
        let boxes = communes.par_iter().enumerate().filter_map(|(rank, commune)| {
            let bounds = commune.contour.bounding_rect()?;
            let corners = Rectangle::from_corners(bounds.min().into(), bounds.max().into());
            Some(GeomWithData::new(corners, CommuneId::new(rank)))
        });
        Self(Arc::new(RTree::bulk_load(boxes.collect())))
    }

    /// The index of these boxes with the `communes` that they were built from.
    pub fn of<'communes>(&self, communes: &'communes [Commune]) -> ContourIndex<'communes> {
        ContourIndex { boxes: self.clone(), communes }
    }
}

impl<'communes> ContourIndex<'communes> {
    /// Indexes the contours of `communes`. The id of a commune is its number in the sequence.
    pub fn new(communes: &'communes [Commune]) -> Self {
        ContourBoxes::new(communes).of(communes)
    }

    /// The commune with this id.
    pub fn commune(&self, id: CommuneId) -> &'communes Commune {
        &self.communes[id.index()]
    }

    /// The commune that contains `position`, and the rank of its polygon that does.
    ///
    /// When several communes contain the position, the first of them. `None` outside all communes.
    pub fn holding(&self, position: Position) -> Option<(CommuneId, usize)> {
        let point = Point::new(position.longitude(), position.latitude());
        let around = AABB::from_point([point.x(), point.y()]);
        let mut ids: Vec<CommuneId> =
            self.boxes.0.locate_in_envelope_intersecting(&around).map(|node| node.data).collect();
        ids.sort_unstable();
        ids.into_iter().find_map(|id| {
            let polygons = &self.commune(id).contour.0;
            let held = polygons.iter().position(|polygon| polygon.contains(&point))?;
            Some((id, held))
        })
    }

    /// The communes whose bounding box meets `bounds`, in ascending order.
    pub fn touching(&self, bounds: Rect<f64>) -> Vec<CommuneId> {
        let around = AABB::from_corners(bounds.min().x_y().into(), bounds.max().x_y().into());
        let found = self.boxes.0.locate_in_envelope_intersecting(&around);
        let mut met: Vec<CommuneId> = found.map(|node| node.data).collect();
        met.sort_unstable();
        met
    }

    /// The communes whose contour `line` intersects or touches, in ascending order.
    pub fn met_by(&self, line: &MultiLineString<f64>) -> Vec<CommuneId> {
        let mut met = BTreeSet::new();
        for segment in line.iter().flat_map(LineString::lines) {
            let around = AABB::from_corners(segment.start.x_y().into(), segment.end.x_y().into());
            for node in self.boxes.0.locate_in_envelope_intersecting(&around) {
                if !met.contains(&node.data)
                    && segment.intersects(&*self.commune(node.data).contour)
                {
                    met.insert(node.data);
                }
            }
        }
        met.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(latitude: f64, longitude: f64) -> Position {
        Position::new(latitude, longitude).expect("the test's degrees are on the globe")
    }

    #[test]
    fn without_places_nothing_is_nearest_and_nothing_within() {
        let index = PlaceIndex::new::<Option<Kind>>([]);
        assert_eq!(index.nearest(Kind::Mediation, at(45.0, 0.0)), None);
        assert_eq!(index.counts_within(at(45.0, 0.0), &[Length::from_metres(1e6)]), [0]);
    }

    #[test]
    fn a_tie_goes_to_the_lower_id_and_is_marked() {
        let here = at(45.0, 0.0);
        let twins = [at(45.1, 0.0), at(45.2, 0.0), at(45.1, 0.0)];
        let index = PlaceIndex::new(twins.map(|twin| (Some(Kind::Mediation), twin)));
        let nearest = index.nearest(Kind::Mediation, here).expect("three places");
        assert_eq!((nearest.place, nearest.tied), (PlaceId(0), true));
    }

    #[test]
    fn a_place_of_two_kinds_is_near_as_both_and_counts_once() {
        let (here, there) = (at(45.0, 0.0), at(45.1, 0.0));
        let index = PlaceIndex::new([([Kind::FranceServices, Kind::Mediation], there)]);
        let as_kind = |kind| index.nearest(kind, here).expect("the place");
        assert_eq!(as_kind(Kind::Mediation), as_kind(Kind::FranceServices));
        assert!(!as_kind(Kind::Mediation).or(as_kind(Kind::FranceServices)).tied);
        assert_eq!(index.counts_within(here, &[Length::from_metres(20_000.0)]), [1]);
    }

    #[test]
    fn positions_near_another_come_nearest_first_without_itself() {
        let points = [at(45.0, 0.0), at(45.002, 0.0), at(45.001, 0.0), at(46.0, 0.0)];
        let index = EarthPointIndex::new(points);
        let ranks = |limit: f64, most| -> Vec<usize> {
            let near = index.near(0, Length::from_metres(limit), most);
            near.into_iter().map(|(rank, _)| rank).collect()
        };
        assert_eq!(ranks(300.0, 9), [2, 1]);
        assert_eq!(ranks(300.0, 1), [2]);
        assert!(ranks(100.0, 9).is_empty());
    }

    #[test]
    fn no_distance_is_shorter_than_the_position_uncertainty_of_the_place() {
        let (here, rough, sure) = (at(45.0, 0.0), at(45.0, 0.0), at(45.0, 0.02));
        let supply = [rough, sure].map(|place| (Some(Kind::Mediation), place));
        let rough = [(PlaceId(0), Length::from_metres(2_000.0))];
        let index = PlaceIndex::new(supply).with_uncertainties(rough);
        let nearest = index.nearest(Kind::Mediation, here).expect("two places");
        assert_eq!(nearest.place, PlaceId(1));
        let limits = [1_000.0, 1_999.0, 2_000.0].map(Length::from_metres);
        assert_eq!(index.counts_within(here, &limits), [0, 1, 2]);
    }

    #[test]
    fn a_limit_includes_the_place_that_lies_on_it() {
        let (here, there) = (at(45.65, 0.16), at(45.70, 0.20));
        let index = PlaceIndex::new([(Some(Kind::Itinerant), there)]);
        let exact = Length::between(here, there);
        let short = Length::from_metres(exact.metres() - 0.001);
        assert_eq!(index.counts_within(here, &[exact, short]), [1, 0]);
    }
}
