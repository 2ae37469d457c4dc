//! Candidate pairs (blocking): neighbours; rows with a common identifier; rows at one
//! address of a commune, since positions may be wrong; unique names of a commune; and rows
//! located by their commune only, with rows of the same name in that commune.
//!
//! For each of these criteria a row is compared with at most [`MOST`] others, so that the
//! work is proportional to the rows even when all are at one point. In larger groups the
//! rows are sorted by the words of their names and compared with those next to them (sorted
//! neighbourhood method, Hernández and Stolfo, 1995).

use std::collections::{BTreeMap, BTreeSet};

use super::{judge::may_be_same_place, order::is_meaningful, profile::PlaceProfile};
use maillage_core::{
    geodesy::{Length, Position},
    index::EarthPointIndex,
    model::{Place, Precision},
};

/// Maximum number of rows that one row is compared with, for each criterion.
const MOST: usize = 64;

/// Pairs of ranks, lower rank first, sorted and without duplicates.
pub(super) fn candidates(
    places: &[&Place],
    profiles: &[PlaceProfile],
    within: Length,
) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    near_pairs(places, profiles, within, &mut pairs);
    for group in groups(places, profiles) {
        pairs.extend(pairs_of_group(&group));
    }
    for pair in &mut pairs {
        *pair = (pair.0.min(pair.1), pair.0.max(pair.1));
    }
    pairs.retain(|(one, other)| one != other && may_be_same_place(places[*one], places[*other]));
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Each row with those at the same point, then with those at the nearest points.
fn near_pairs(
    places: &[&Place],
    profiles: &[PlaceProfile],
    within: Length,
    pairs: &mut Vec<(usize, usize)>,
) {
    let points = rows_by_point(places, profiles);
    let index = EarthPointIndex::new(points.iter().map(|point| point.position));
    for (rank, point) in points.iter().enumerate() {
        let around = index.near(rank, within, MOST);
        for place in &point.places {
            let mut left = MOST;
            for near in std::iter::once(rank).chain(around.iter().map(|(near, _)| *near)) {
                let beside = points[near].beside(&profiles[*place].key, profiles, left);
                left -= beside.len();
                pairs.extend(beside.iter().map(|other| (*place, *other)));
                if left == 0 {
                    break;
                }
            }
        }
    }
}

/// The rows at one point, sorted by the words of their names.
struct RowsAtPoint {
    position: Position,
    places: Vec<usize>,
}

impl RowsAtPoint {
    /// At most `most` of its rows, those with names closest to `key` in sorted order.
    fn beside(&self, key: &str, profiles: &[PlaceProfile], most: usize) -> &[usize] {
        let count = self.places.len();
        if count <= most {
            return &self.places;
        }
        let at = self.places.partition_point(|place| profiles[*place].key.as_str() < key);
        let start = at.saturating_sub(most / 2).min(count - most);
        &self.places[start..start + most]
    }
}

/// The distinct points of the rows, from south to north.
fn rows_by_point(places: &[&Place], profiles: &[PlaceProfile]) -> Vec<RowsAtPoint> {
    let has_position = |rank: &usize| places[*rank].precision == Precision::Position;
    let mut ranks: Vec<usize> = (0..places.len()).filter(has_position).collect();
    let degrees = |rank: usize| {
        let position = places[rank].position;
        (position.latitude(), position.longitude())
    };
    ranks.sort_by(|one, other| {
        let ((south, west), (north, east)) = (degrees(*one), degrees(*other));
        let by_name = || profiles[*one].key.cmp(&profiles[*other].key);
        south.total_cmp(&north).then(west.total_cmp(&east)).then_with(by_name).then(one.cmp(other))
    });
    let points = ranks.chunk_by(|one, other| degrees(*one) == degrees(*other));
    points
        .map(|ranks| RowsAtPoint { position: places[ranks[0]].position, places: ranks.to_vec() })
        .collect()
}

/// Groups of rows with a common property other than the position, sorted by the words of
/// their names.
fn groups(places: &[&Place], profiles: &[PlaceProfile]) -> Vec<Vec<usize>> {
    let is_loose = |rank: &usize| places[*rank].precision == Precision::Commune;
    let by = |key: &dyn Fn(usize) -> Option<String>| -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for rank in 0..places.len() {
            groups.entry(key(rank).unwrap_or_default()).or_default().push(rank);
        }
        groups.remove("");
        groups.into_values().filter(|ranks| ranks.len() > 1).collect()
    };
    let in_commune = |rank: usize, key: &str| {
        let commune = profiles[rank].commune_key();
        (!commune.is_empty() && !key.is_empty()).then(|| format!("{commune}\n{key}"))
    };
    let mut groups = by(&|rank| profiles[rank].siret.clone());
    groups.extend(by(&|rank| is_meaningful(&places[rank].id).then(|| places[rank].id.clone())));
    groups.extend(by(&|rank| in_commune(rank, &profiles[rank].address.as_ref()?.key())));
    let by_code =
        by(&|rank| Some(format!("{}\n{}", places[rank].commune?.whole(), profiles[rank].key)));
    groups.extend(by_code.into_iter().filter(|ranks| ranks.iter().any(is_loose)));
    // When one list has several rows of a name, the name does not identify the row.
    let namesakes = by(&|rank| in_commune(rank, &profiles[rank].key));
    groups.extend(namesakes.into_iter().filter(|ranks| {
        let lists = ranks.iter().flat_map(|rank| &profiles[*rank].lists);
        let mut known = BTreeSet::new();
        lists.into_iter().all(|list| known.insert(list)) || ranks.iter().any(is_loose)
    }));
    for group in &mut groups {
        group.sort_by_key(|rank| (&profiles[*rank].key, *rank));
    }
    groups
}

/// Each row of a group with the rows next to it.
fn pairs_of_group(ranks: &[usize]) -> impl Iterator<Item = (usize, usize)> {
    let beside = |(at, rank): (usize, &usize)| {
        let rank = *rank;
        ranks[at + 1..].iter().take(MOST).map(move |next| (rank, *next))
    };
    ranks.iter().enumerate().flat_map(beside)
}
