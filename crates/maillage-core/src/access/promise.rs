//! Tours that pass near a commune without a stop in it: they could stop there.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::{
    geodesy::Length,
    index::LineIndex,
    model::{CommuneCode, CommuneId, TourId},
    territory::Territory,
    tours,
};

/// Tours that pass near a commune.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Promise {
    /// Distance from the commune's point of departure to the nearest itinerary of a tour.
    /// `None` without tours, and beyond reach.
    pub distance: Option<Length>,
    /// The tours whose itinerary crosses the commune and which have no stop in it, by id.
    pub passing: Vec<TourId>,
}

/// The passing tours of each commune of the study area, in the order of the communes.
/// `furthest` is the maximum distance after the detour factor.
///
/// O(segments × vertices of the contours around + communes log segments).
pub fn promises(territory: &Territory, furthest: Length, detour: f64) -> Vec<Promise> {
    let (tours, places) = (territory.tours(), territory.places());
    if tours.is_empty() {
        return vec![Promise::default(); territory.study().len()];
    }
    let lines = LineIndex::new(tours.iter().map(|tour| &tour.line));
    let contours = territory.contours();
    let courses = tours::courses(tours, places, territory.timetable(), Some(&contours));
    let mut passing: BTreeMap<CommuneCode, Vec<TourId>> = BTreeMap::new();
    for (rank, course) in courses.into_iter().enumerate() {
        for code in course.crossing.into_iter().flat_map(|crossing| crossing.without_stop) {
            passing.entry(code).or_default().push(TourId::new(rank));
        }
    }
    // A metre more than the longest straight line that is within `furthest`.
    let limit = Length::from_metres(furthest.metres() / detour + 1.0);
    let promise = |id: &CommuneId| {
        let commune = territory.commune(*id);
        let nearest = lines.nearest_within(commune.home, limit);
        let distance = nearest.map(|(_, length)| length.times(detour));
        Promise {
            distance: distance.filter(|length| *length <= furthest),
            passing: passing.get(&commune.code).cloned().unwrap_or_default(),
        }
    };
    territory.study().par_iter().map(promise).collect()
}
