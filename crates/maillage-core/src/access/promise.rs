//! What rounds promise beyond their stops: a vehicle that comes by may well stop.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::{
    geodesy::Length,
    index::{ContourIndex, LineIndex},
    model::{Commune, CommuneCode, Place, Round},
    presence::Timetable,
    rounds,
};

/// The rounds that come by a commune.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Promise {
    /// From where its distances start to the nearest line of a round. `None` without rounds,
    /// and beyond reach.
    pub distance: Option<Length>,
    /// The rounds whose line passes through the commune and which have no stop in it, by
    /// rank.
    pub passing: Vec<usize>,
}

/// What `rounds` promise each of the communes of ranks `chosen`, not further than `furthest`
/// after the detour.
///
/// O(segments × vertices of the contours around + communes log segments).
pub fn promises(
    communes: &[Commune],
    chosen: &[usize],
    (places, rounds, timetable): (&[Place], &[Round], &Timetable),
    furthest: Length,
    detour: f64,
) -> Vec<Promise> {
    if rounds.is_empty() {
        return vec![Promise::default(); chosen.len()];
    }
    let lines = LineIndex::new(rounds.iter().map(|round| &round.line));
    let contours = ContourIndex::new(communes);
    let courses = rounds::courses(rounds, places, timetable, Some(&contours));
    let mut passing: BTreeMap<CommuneCode, Vec<usize>> = BTreeMap::new();
    for (rank, course) in courses.into_iter().enumerate() {
        for code in course.crossing.into_iter().flat_map(|crossing| crossing.without_stop) {
            passing.entry(code).or_default().push(rank);
        }
    }
    let promise = |rank: &usize| {
        let commune = &communes[*rank];
        let distance = lines.nearest(commune.home).map(|(_, length)| length.times(detour));
        Promise {
            distance: distance.filter(|length| *length <= furthest),
            passing: passing.get(&commune.code).cloned().unwrap_or_default(),
        }
    };
    chosen.par_iter().map(promise).collect()
}
