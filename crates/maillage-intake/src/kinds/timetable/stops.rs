//! Timetable feeds: the rows of `stops.txt` that are places, the presence of vehicles, and
//! the tours.
//!
//! The platforms of a station are one place. A vehicle is present from the arrival to the
//! departure of each trip, on each day of service. A call without a length counts as a call
//! but adds no opening time. O(calls × days).

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{
    Call, Feed, StopRecord, presence,
    tours::{self, OfRoute},
};
use crate::{
    kinds::places::{Geocoding, Itinerance, OtherRow, PlaceRecord},
    ledger::{Fate, Issue, Trouble},
    source::{Field, Loaded, Whereabouts},
};
use maillage_core::model::{Details, GivenTour, Kind, Stop};
use maillage_hours::Rule;
use maillage_tables::crs::Crs;

/// Maximum depth of nested stations; GTFS has at most two levels.
const DEEPEST: usize = 4;

/// The places of a feed, with an issue for every other row of `stops.txt`, and its tours.
/// The file of the tours is not set yet.
pub(super) fn timetable(feed: Feed) -> (Loaded<Box<PlaceRecord>>, Vec<GivenTour>) {
    let places = Places::of(&feed);
    let tours = tours::tours(&feed, &places);
    let mut served: Vec<Vec<&OfRoute>> = vec![Vec::new(); places.groups.len()];
    for tour in &tours {
        for place in &tour.places {
            served[*place].push(tour);
        }
    }
    let groups = places.groups.iter().zip(&served);
    let records = groups.map(|(group, served)| Box::new(record(group, served, &feed))).collect();
    let tours = tours.into_iter().map(|tour| tour.record).collect();
    let Loaded { sheet, read, mut issues, vintage, .. } = feed.stops;
    issues.extend(places.aside);
    (Loaded { sheet, read, records, issues, vintage }, tours)
}

/// Grouping of rows into places.
pub(super) struct Places {
    pub(super) groups: Vec<StopGroup>,
    /// The place of each stop with a call, by rank.
    pub(super) of_stop: HashMap<usize, usize>,
    /// Issues of the rows that are not places.
    aside: Vec<Issue>,
}

/// The rows of one place, by rank.
pub(super) struct StopGroup {
    /// The representative row.
    pub(super) head: usize,
    others: Vec<usize>,
    /// Its calls, by rank.
    calls: Vec<usize>,
}

impl Places {
    fn of(feed: &Feed) -> Self {
        let stops = &feed.stops.records;
        let mut ranks: HashMap<&str, usize> = HashMap::new();
        for (rank, stop) in stops.iter().enumerate() {
            ranks.entry(&stop.id).or_insert(rank);
        }
        let runs = |call: &Call| !feed.days(&feed.trips[call.trip]).is_empty();
        let mut calls: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (rank, call) in feed.calls.iter().enumerate().filter(|(_, call)| runs(call)) {
            calls.entry(call.stop).or_default().push(rank);
        }
        // Stations in the order of their first stop with a call.
        let mut stations: HashMap<&str, usize> = HashMap::new();
        let mut groups: Vec<StopGroup> = Vec::new();
        let mut of_stop = HashMap::new();
        for (&stop, of_it) in &calls {
            let station = station(stop, stops, &ranks);
            let group = *stations.entry(station).or_insert(groups.len());
            if group == groups.len() {
                let head = ranks.get(station).copied().unwrap_or(stop);
                groups.push(StopGroup { head, others: Vec::new(), calls: Vec::new() });
            }
            of_stop.insert(stop, group);
            if groups[group].head != stop {
                groups[group].others.push(stop);
            }
            groups[group].calls.extend(of_it);
        }
        let heads: HashSet<usize> = groups.iter().map(|group| group.head).collect();
        let is_in_a_place = |rank: &usize| calls.contains_key(rank) || heads.contains(rank);
        let uncalled = (0..stops.len()).filter(|rank| !is_in_a_place(rank));
        let aside = uncalled.map(|rank| aside(rank, stops, &ranks)).collect();
        Self { groups, of_stop, aside }
    }
}

/// The identifier of the outermost station of a stop; its own identifier when it is in no
/// station, or when the references form a cycle.
fn station<'feed>(
    stop: usize,
    stops: &'feed [StopRecord],
    ranks: &HashMap<&str, usize>,
) -> &'feed str {
    let own = stops[stop].id.as_str();
    let mut station = own;
    for _ in 0..DEEPEST {
        match ranks.get(station).map_or("", |rank| stops[*rank].parent.as_str()) {
            "" => return station,
            parent => station = parent,
        }
    }
    own
}

/// The issue of a row without any call.
fn aside(rank: usize, stops: &[StopRecord], ranks: &HashMap<&str, usize>) -> Issue {
    let stop = &stops[rank];
    let is_twice = !stop.id.is_empty() && ranks.get(stop.id.as_str()) != Some(&rank);
    let trouble = match stop.location_type.as_str() {
        _ if is_twice => Trouble::SameIdentifier,
        "" | "0" | "1" => Trouble::StopWithoutCall,
        _ => Trouble::NotAStop,
    };
    let named = [stop.name.as_str(), &stop.id].into_iter().filter(|text| !text.is_empty());
    let value = named.collect::<Vec<_>>().join(", ");
    Issue::row(stop.line, Fate::SetAside, trouble, value)
}

/// The record of a place served by these tours.
fn record(group: &StopGroup, served: &[&OfRoute], feed: &Feed) -> PlaceRecord {
    let stops = &feed.stops.records;
    let head = &stops[group.head];
    let rows = || std::iter::once(group.head).chain(group.others.iter().copied());
    let rows = || rows().map(|rank| &stops[rank]);
    // A station may have a position only in its platforms.
    let is_located = |stop: &&StopRecord| !stop.latitude.is_empty() && !stop.longitude.is_empty();
    let located = rows().find(is_located).unwrap_or(head);
    let name = rows().map(|stop| &stop.name).find(|name| !name.is_empty());
    let names: Vec<&str> = served.iter().map(|tour| tour.record.name.as_str()).collect();
    let timetable = presence::timetable(&group.calls, feed);
    let days = timetable.iter().flat_map(|recurrence| &recurrence.rules);
    let days = days.flat_map(|rule| match rule {
        Rule::Dates { dates, .. } => dates.as_slice(),
        Rule::Hours { .. } => &[],
    });
    let (first, last) = (days.clone().min(), days.max());
    let other = |stop: &StopRecord| OtherRow {
        line: stop.line,
        id: stop.id.clone(),
        name: stop.name.clone(),
    };
    PlaceRecord {
        line: head.line,
        id: head.id.clone(),
        name: name.cloned().unwrap_or_default(),
        kind: Kind::Itinerant,
        has_label: false,
        itinerance: Itinerance::Stated,
        stop: Some(Box::new(Stop {
            tour: names.join(" | "),
            valid_from: first.map(ToString::to_string).unwrap_or_default(),
            valid_to: last.map(ToString::to_string).unwrap_or_default(),
            ..Stop::default()
        })),
        timetable,
        latitude: located.latitude.clone(),
        longitude: located.longitude.clone(),
        crs: Crs::WGS84,
        point: None,
        whereabouts: Whereabouts::default(),
        geocoding: Geocoding::default(),
        closed: None,
        unknown_format: None,
        details: details(head, served),
        others: group.others.iter().map(|rank| other(&stops[*rank])).collect(),
    }
}

/// The comment of the stop, and the transit agencies of its routes.
fn details(stop: &StopRecord, served: &[&OfRoute]) -> Details {
    let mut agencies: Vec<&str> = Vec::new();
    for tour in served {
        if !tour.agency.is_empty() && !agencies.contains(&tour.agency.as_str()) {
            agencies.push(&tour.agency);
        }
    }
    let details = [
        (Field::ParentStructure.name(), agencies.join("|")),
        (Field::Comment.name(), stop.comment.clone()),
    ];
    details.into_iter().filter(|(_, text)| !text.is_empty()).collect()
}
