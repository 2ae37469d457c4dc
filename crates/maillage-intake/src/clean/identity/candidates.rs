//! Candidate pairs (blocking): neighbours; rows with a common identifier; rows at one
//! address of a commune, since positions may be wrong; unique names of a commune; and rows
//! located by their commune only, with rows of the same name in that commune.
//!
//! For each of these criteria a row is compared with at most [`MOST`] others, so that the
//! work is proportional to the rows even when all are at one point. In larger groups the
//! rows are sorted by the words of their names and compared with those next to them (sorted
//! neighbourhood method, Hernández and Stolfo, 1995).

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::{
    clusters::Pair, judge::may_be_same_place, order::is_meaningful, profile::Profiles,
    vocabulary::WordId,
};
use crate::clean::alike::alike;
use maillage_core::{
    geodesy::{Length, Position},
    index::EarthPointIndex,
    model::{FileId, Place, Precision},
};

/// Maximum number of rows that one row is compared with, for each criterion.
const MOST: usize = 64;

/// Pairs of ranks, lower rank first, sorted and without duplicates.
pub(super) fn candidates(places: &[&Place], profiles: &Profiles, within: Length) -> Vec<Pair> {
    let mut pairs = near_pairs(places, profiles, within);
    pairs.extend(groups(places, profiles).iter().flat_map(|group| pairs_of_group(group)));
    pairs.retain(|pair| may_be_pair(*pair, places));
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}

/// A pair of two rows, the lower rank first.
fn pair(one: u32, other: u32) -> Pair {
    (one.min(other), one.max(other))
}

fn may_be_pair((one, other): Pair, places: &[&Place]) -> bool {
    one != other && may_be_same_place(places[one as usize], places[other as usize])
}

/// Each row with those at the same point, then with those at the nearest points. Sorted and without
/// duplicates.
fn near_pairs(places: &[&Place], profiles: &Profiles, within: Length) -> Vec<Pair> {
    /// Number of points whose pairs are collected before those that are there twice are removed.
    const AT_A_TIME: usize = 1 << 15;
    let points = Points::of(places, profiles);
    let index = EarthPointIndex::new((0..points.count()).map(|rank| points.position(rank)));
    let ranks: Vec<usize> = (0..points.count()).collect();
    let mut pairs: Vec<Pair> = Vec::new();
    for ranks in ranks.chunks(AT_A_TIME) {
        let of_point = |rank: &usize| {
            let mut pairs = Vec::new();
            points.add_pairs(*rank, &index.near(*rank, within, MOST), &mut pairs);
            pairs.retain(|pair| may_be_pair(*pair, places));
            pairs
        };
        let found: Vec<Vec<Pair>> = ranks.par_iter().map(of_point).collect();
        pairs.extend(found.into_iter().flatten());
        // A stable sort: what was sorted before is one run of it.
        pairs.par_sort();
        pairs.dedup();
    }
    pairs
}

/// The distinct points of the rows, from south to north.
struct Points<'rows> {
    places: &'rows [&'rows Place],
    profiles: &'rows Profiles,
    /// The rows with a position, by point, at each point by the words of their names.
    ranks: Vec<u32>,
    /// The end of each point in `ranks`.
    ends: Vec<u32>,
}

impl<'rows> Points<'rows> {
    fn of(places: &'rows [&'rows Place], profiles: &'rows Profiles) -> Self {
        let place = |rank: &u32| places[*rank as usize];
        let has_position = |rank: &u32| place(rank).precision == Precision::Position;
        let count = u32::try_from(places.len()).expect("fewer rows than 2^32");
        let mut ranks: Vec<u32> = (0..count).filter(has_position).collect();
        let degrees = |rank: &u32| {
            let position = place(rank).position;
            (position.latitude(), position.longitude())
        };
        let key = |rank: &u32| &profiles[*rank as usize].key;
        ranks.par_sort_unstable_by(|one, other| {
            let ((south, west), (north, east)) = (degrees(one), degrees(other));
            let by_point = south.total_cmp(&north).then(west.total_cmp(&east));
            by_point.then_with(|| key(one).cmp(key(other))).then(one.cmp(other))
        });
        let points = ranks.chunk_by(|one, other| degrees(one) == degrees(other));
        let ends = points.scan(0, |end, point| {
            *end += point.len() as u32;
            Some(*end)
        });
        let ends = ends.collect();
        Self { places, profiles, ranks, ends }
    }

    fn count(&self) -> usize {
        self.ends.len()
    }

    /// The rows at a point, sorted by the words of their names.
    fn rows(&self, point: usize) -> &[u32] {
        let start = point.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.ranks[start as usize..self.ends[point] as usize]
    }

    fn position(&self, point: usize) -> Position {
        self.places[self.rows(point)[0] as usize].position
    }

    /// Adds the pairs of the rows at a point with those there and at the points `around`, the
    /// nearest first.
    fn add_pairs(&self, point: usize, around: &[(usize, Length)], pairs: &mut Vec<Pair>) {
        for row in self.rows(point) {
            let mut left = MOST;
            for near in std::iter::once(point).chain(around.iter().map(|(near, _)| *near)) {
                let beside = self.beside(near, &self.profiles[*row as usize].key, left);
                left -= beside.len();
                pairs.extend(beside.iter().map(|other| pair(*row, *other)));
                if left == 0 {
                    break;
                }
            }
        }
    }

    /// At most `most` of the rows at a point, those with names closest to `key` in sorted order.
    fn beside(&self, point: usize, key: &[WordId], most: usize) -> &[u32] {
        let rows = self.rows(point);
        let count = rows.len();
        if count <= most {
            return rows;
        }
        let at = rows.partition_point(|row| &*self.profiles[*row as usize].key < key);
        let start = at.saturating_sub(most / 2).min(count - most);
        &rows[start..start + most]
    }
}

/// Groups of rows with a common property other than the position, sorted by the words of
/// their names.
fn groups(places: &[&Place], profiles: &Profiles) -> Vec<Vec<u32>> {
    let place = |rank: u32| places[rank as usize];
    let profile = |rank: u32| &profiles[rank as usize];
    let is_loose = |rank: &u32| place(*rank).precision == Precision::Commune;
    let count = places.len();
    let mut groups = alike(count, |rank| profile(rank).siret);
    groups.extend(alike(count, |rank| is_meaningful(&place(rank).id).then(|| &*place(rank).id)));
    groups.extend(alike(count, |rank| {
        profile(rank).commune_key.zip(profile(rank).address.as_ref().map(|address| address.key()))
    }));
    let by_code = alike(count, |rank| Some((place(rank).commune?.whole(), &*profile(rank).key)));
    groups.extend(by_code.into_iter().filter(|ranks| ranks.iter().any(is_loose)));
    // When one list has several rows of a name, the name does not identify the row.
    let namesakes = alike(count, |rank| {
        let key = Some(&*profile(rank).key).filter(|key| !key.is_empty());
        profile(rank).commune_key.zip(key)
    });
    groups.extend(namesakes.into_iter().filter(|ranks| {
        let lists = ranks.iter().flat_map(|rank| &*profile(*rank).lists);
        let mut known: BTreeSet<&FileId> = BTreeSet::new();
        lists.into_iter().all(|list| known.insert(list)) || ranks.iter().any(is_loose)
    }));
    for group in &mut groups {
        group.sort_by_key(|rank| (&profile(*rank).key, *rank));
    }
    groups
}

/// Each row of a group with the rows next to it.
fn pairs_of_group(ranks: &[u32]) -> impl Iterator<Item = Pair> {
    let beside = |(at, rank): (usize, &u32)| {
        let rank = *rank;
        ranks[at + 1..].iter().take(MOST).map(move |next| pair(rank, *next))
    };
    ranks.iter().enumerate().flat_map(beside)
}
