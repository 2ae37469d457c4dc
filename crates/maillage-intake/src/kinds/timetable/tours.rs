//! The tours of a feed: one for each route, both directions together.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use chrono::Datelike;
use geo::MultiLineString;

use super::{Call, Feed, Route, stops::Places};
use maillage_core::model::{FileId, GivenTour};
use maillage_hours::DAY;

/// The tour of a route.
pub(super) struct OfRoute {
    pub(super) record: GivenTour,
    /// Name of the transit agency; may be empty.
    pub(super) agency: String,
    /// Its stops, as ranks of places.
    pub(super) places: Vec<usize>,
}

/// A trip with at least one day of service.
struct Run<'feed> {
    trip: usize,
    calls: &'feed [Call],
}

/// The tours of `feed` with at least one stop, in the order of the routes.
pub(super) fn tours(feed: &Feed, places: &Places) -> Vec<OfRoute> {
    let mut by_route: BTreeMap<usize, Vec<Run>> = BTreeMap::new();
    for calls in feed.calls.chunk_by(|one, next| one.trip == next.trip) {
        let trip = calls[0].trip;
        if !feed.days(&feed.trips[trip]).is_empty() {
            by_route.entry(feed.trips[trip].route).or_default().push(Run { trip, calls });
        }
    }
    let tours = by_route.into_iter().map(|(route, runs)| {
        let Route { name, agency } = &feed.routes[route];
        let served = served(&runs, feed, places);
        let id = |place: &usize| feed.stops.records[places.groups[*place].head].id.clone();
        let record = GivenTour {
            // Set when the account of the feed is opened.
            file: FileId(0),
            row: None,
            name: name.clone(),
            vehicle: vehicle(&runs, feed, name),
            stops: served.iter().map(id).collect(),
            line: way(&runs, feed),
        };
        OfRoute { record, agency: agency.clone(), places: served }
    });
    tours.collect()
}

/// The vehicle of a tour: the block common to all its trips. Without a common block, a
/// vehicle named after the tour, provided that no two trips overlap in time; otherwise
/// `None`.
fn vehicle(runs: &[Run], feed: &Feed, name: &str) -> Option<String> {
    let blocks: BTreeSet<&str> =
        runs.iter().map(|run| feed.trips[run.trip].block.as_str()).collect();
    match blocks.first() {
        Some(block) if blocks.len() == 1 && !block.is_empty() => Some((*block).to_owned()),
        _ => (!overlap(runs, feed)).then(|| name.to_owned()),
    }
}

/// Whether two trips overlap in time, to the minute.
fn overlap(runs: &[Run], feed: &Feed) -> bool {
    let mut under_way = Vec::new();
    for run in runs {
        let spans = || run.calls.iter().filter_map(|call| call.span);
        let ends = spans().map(|span| span.0).min().zip(spans().map(|span| span.1).max());
        let Some((start, end)) = ends else { continue };
        for day in feed.days(&feed.trips[run.trip]) {
            let midnight = i64::from(day.num_days_from_ce()) * i64::from(DAY);
            under_way.push((midnight + i64::from(start), midnight + i64::from(end)));
        }
    }
    under_way.sort_unstable();
    // Sorted by start, trips without overlap are also sorted by end.
    under_way.windows(2).any(|pair| pair[1].0 < pair[0].1)
}

/// The places in the order of the longest trip, then the remaining places of the other
/// trips. Of several longest trips the order is that of the one made on the most days.
fn served(runs: &[Run], feed: &Feed, places: &Places) -> Vec<usize> {
    let days = |run: &Run| feed.days(&feed.trips[run.trip]).len();
    let longest = runs.iter().min_by_key(|run| Reverse((run.calls.len(), days(run))));
    let mut seen = BTreeSet::new();
    let calls = longest.into_iter().chain(runs).flat_map(|run| run.calls);
    calls.map(|call| places.of_stop[&call.stop]).filter(|place| seen.insert(*place)).collect()
}

/// The distinct shapes of its trips; `None` when the feed has none.
fn way(runs: &[Run], feed: &Feed) -> Option<MultiLineString<f64>> {
    let shapes: BTreeSet<&str> =
        runs.iter().map(|run| feed.trips[run.trip].shape.as_str()).collect();
    let mut lines = Vec::new();
    for line in shapes.into_iter().filter_map(|shape| feed.shapes.get(shape)) {
        if !lines.contains(line) {
            lines.push(line.clone());
        }
    }
    (!lines.is_empty()).then(|| MultiLineString::new(lines))
}
