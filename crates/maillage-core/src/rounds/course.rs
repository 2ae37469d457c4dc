//! Measures of a round: its length, the communes it crosses, and its minutes of presence.

use std::collections::BTreeSet;

use geo::{Coord, LineString};
use rayon::prelude::*;

use crate::{
    geodesy::{Length, Position, geodesic_metres},
    index::ContourIndex,
    model::{CommuneCode, CommuneId, Place, PlaceId, Round},
    presence::Timetable,
    rounds::Vehicles,
};

/// Measures of a round.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// Length of its line, as geodesics from vertex to vertex.
    pub length: Length,
    /// Communes that its line crosses. `None` without contours.
    pub crossing: Option<Crossing>,
    /// Minutes per week that its stops offer together. `None` when the hours of all its stops are
    /// unknown.
    pub minutes_per_week: Option<f64>,
    /// Minute of the period at which it first stops. `None` when it never does.
    pub first: Option<u32>,
}

/// Communes that the line of a round crosses, sorted by code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crossing {
    /// Communes that the line intersects or touches.
    pub met: Vec<CommuneCode>,
    /// Communes among `met` that contain none of the stops.
    pub without_stop: Vec<CommuneCode>,
}

/// Measures `rounds`, in their order. O(segments × vertices of the contours nearby).
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
    let served: BTreeSet<CommuneId> = round.stops.iter().filter_map(holding).collect();
    let met = contours.met_by(&round.line);
    let codes = |ids: &mut dyn Iterator<Item = CommuneId>| {
        let mut codes: Vec<CommuneCode> = ids.map(|id| contours.commune(id).code).collect();
        codes.sort_unstable();
        codes
    };
    Crossing {
        without_stop: codes(&mut met.iter().copied().filter(|id| !served.contains(id))),
        met: codes(&mut met.iter().copied()),
    }
}
