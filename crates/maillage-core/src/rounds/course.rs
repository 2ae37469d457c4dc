//! What a round covers: kilometres, communes, minutes.

use std::collections::BTreeSet;

use geo::{Coord, LineString};
use rayon::prelude::*;

use crate::{
    geodesy::{Length, Position, geodesic_metres},
    index::ContourIndex,
    model::{CommuneCode, Place, PlaceId, Round},
    presence::Timetable,
    rounds::Vehicles,
};

/// What a round covers.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// How long its line is, along the geodesic from vertex to vertex.
    pub length: Length,
    /// The communes on its way; `None` without contours.
    pub crossing: Option<Crossing>,
    /// Minutes a week that its stops offer together; `None` when the hours of none are known.
    pub minutes_per_week: Option<f64>,
    /// The minute of the period at which it first stops; `None` when it never does.
    pub first: Option<u32>,
}

/// The communes on the way of a round, by code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crossing {
    /// Those that its line meets, be it on the border.
    pub met: Vec<CommuneCode>,
    /// Those of them in which none of its stops stands.
    pub without_stop: Vec<CommuneCode>,
}

/// What each of `rounds` covers, in their order. O(segments × vertices of the contours around).
pub fn courses(
    rounds: &[Round],
    places: &[Place],
    timetable: &Timetable,
    contours: Option<&ContourIndex>,
) -> Vec<Course> {
    let vehicles = Vehicles::new(rounds, places);
    let course = |round: &Round| {
        let known = round.stops.iter().filter_map(|stop| timetable.of(*stop));
        let first = known.clone().filter_map(|presence| Some(presence.slots.first()?.start)).min();
        let is_known = known.count() > 0;
        Course {
            length: length(round),
            crossing: contours.map(|contours| crossing(round, places, contours)),
            minutes_per_week: is_known.then(|| vehicles.minutes_together(&round.stops, timetable)),
            first,
        }
    };
    rounds.par_iter().map(course).collect()
}

fn length(round: &Round) -> Length {
    let at = |point: Coord<f64>| Position::new(point.y, point.x);
    let segments = round.line.iter().flat_map(LineString::lines);
    let ends = segments.filter_map(|segment| at(segment.start).zip(at(segment.end)));
    Length::from_metres(ends.map(|(from, to)| geodesic_metres(from, to)).sum())
}

fn crossing(round: &Round, places: &[Place], contours: &ContourIndex) -> Crossing {
    let holding = |stop: &PlaceId| Some(contours.holding(places[stop.index()].position)?.0);
    let served: BTreeSet<usize> = round.stops.iter().filter_map(holding).collect();
    let met = contours.met_by(&round.line);
    let codes = |ranks: &mut dyn Iterator<Item = usize>| {
        let mut codes: Vec<CommuneCode> = ranks.map(|rank| contours.commune(rank).code).collect();
        codes.sort_unstable();
        codes
    };
    Crossing {
        without_stop: codes(&mut met.iter().copied().filter(|rank| !served.contains(rank))),
        met: codes(&mut met.iter().copied()),
    }
}
