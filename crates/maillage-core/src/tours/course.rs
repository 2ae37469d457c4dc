//! Measures of a tour: its length, the communes it crosses, and its minutes of presence.

use std::collections::BTreeSet;

use geo::{Coord, LineString};
use rayon::prelude::*;

use crate::{
    geodesy::{Length, Position, geodesic_metres},
    index::ContourIndex,
    model::{CommuneCode, CommuneId, Place, Tour},
    presence::Timetable,
    tours::Vehicles,
};

/// Measures of a tour.
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

/// Communes that the line of a tour crosses, sorted by code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crossing {
    /// Communes that the line intersects or touches.
    pub met: Vec<CommuneCode>,
    /// Communes among `met` that contain none of the stops.
    pub without_stop: Vec<CommuneCode>,
}

/// Measures `tours`, in their order. O(segments × vertices of the contours nearby).
pub fn courses(
    tours: &[Tour],
    places: &[Place],
    timetable: &Timetable,
    contours: Option<&ContourIndex>,
) -> Vec<Course> {
    let vehicles = Vehicles::new(tours, places);
    let course = |tour: &Tour| {
        let known = tour.stops.iter().filter_map(|stop| timetable.of(*stop));
        let first = known.clone().filter_map(|presence| presence.slots.first_start()).min();
        let is_known = known.count() > 0;
        Course {
            length: length(tour),
            crossing: contours.map(|contours| crossing(tour, places, contours)),
            minutes_per_week: is_known.then(|| vehicles.minutes_together(&tour.stops, timetable)),
            first,
        }
    };
    tours.par_iter().map(course).collect()
}

fn length(tour: &Tour) -> Length {
    let at = |point: Coord<f64>| Position::new(point.y, point.x);
    let segments = tour.line.iter().flat_map(LineString::lines);
    let ends = segments.filter_map(|segment| at(segment.start).zip(at(segment.end)));
    Length::from_metres(ends.map(|(from, to)| geodesic_metres(from, to)).sum())
}

fn crossing(tour: &Tour, places: &[Place], contours: &ContourIndex) -> Crossing {
    let stops = tour.stops.iter().map(|stop| places[stop.index()].position);
    let holding = |stop: Position| Some(contours.holding(stop)?.0);
    let served: BTreeSet<CommuneId> =
        stops.chain(tour.beyond.iter().copied()).filter_map(holding).collect();
    let met = contours.met_by(&tour.line);
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
