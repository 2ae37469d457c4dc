//! Builds tours from their stops.
//!
//! Stops of one list whose tours have the same folded name form one tour. A source that describes
//! tours can add the line of a tour, the order of its stops, or both. O(stops log stops).

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use geo::{Coord, LineString, MultiLineString};

use crate::{
    model::{FileId, GivenTour, Place, PlaceId, Tour},
    presence::Timetable,
};
use maillage_spelling::fold;

/// The stops of each tour, by file and folded name of the tour.
type Groups = BTreeMap<(FileId, String), Vec<PlaceId>>;

/// The tours of the stops among `places`, sorted by name.
///
/// `names` are the names of the lists, by [`FileId`]. The name of the list is used when its
/// stops do not name a tour.
///
/// Order of the stops: that of a tour in `given`; else that of
/// [`Stop::order`](crate::model::Stop::order), when every stop has one; else that of the first time
/// they are served, followed by the stops of unknown hours by name. The line passes through the
/// stops whose turn is known: the order of the rows of a list tells nothing.
///
/// Vehicle of a tour: the one that its stops name, or none when they name several. When they name
/// none, that of the tour in `given`, which may use several vehicles at once. Otherwise a tour
/// that its stops name has a vehicle of the same name.
///
/// A tour in `given` applies to the tour of the same name in its own list. When its own list has
/// no such tour, it applies to that name in all lists.
///
/// # Panics
///
/// When `names` lacks the list of a stop.
pub fn assemble(
    places: &[Place],
    given: &[GivenTour],
    timetable: &Timetable,
    names: &[String],
) -> Vec<Tour> {
    let ids = identifiers(places);
    let groups = groups(places, given, &ids, names);
    let mut by_name: HashMap<String, Vec<&GivenTour>> = HashMap::new();
    for given in given {
        by_name.entry(fold(&given.name)).or_default().push(given);
    }
    let mut tours: Vec<(&str, Tour)> = groups
        .iter()
        .map(|(key @ (file, folded), members)| {
            let of_name = by_name.get(folded).map_or(&[][..], Vec::as_slice);
            let given = applying(of_name, key, &groups);
            let name = members.iter().map(|stop| name_of(&places[stop.index()], names));
            let name = name.chain(given.iter().map(|given| given.name.as_str())).next();
            // Two routes of one name form one tour with the stops of both.
            let ids_of = given.iter().flat_map(|given| &given.stops);
            let listed = ids_of.filter_map(|id| ids.get(&(*file, id)).copied());
            let (in_turn, others) = in_order(members, places, timetable);
            let visits: Vec<PlaceId> = listed.chain(in_turn).collect();
            let tour = tour(name.unwrap_or_default(), visits, others, &given, places);
            (&*names[file.index()], tour)
        })
        .collect();
    tours.sort_by(|(list, one), (other_list, other)| {
        (&one.name, list, &one.stops).cmp(&(&other.name, other_list, &other.stops))
    });
    tours.into_iter().map(|(_, tour)| tour).collect()
}

/// The given tours that apply to the tour `(file, folded)`. Those of the same list come first,
/// then those of lists without a tour of that name.
fn applying<'given>(
    of_name: &[&'given GivenTour],
    (file, folded): &(FileId, String),
    groups: &Groups,
) -> Vec<&'given GivenTour> {
    let applies = |given: &&&GivenTour| {
        given.file == *file || !groups.contains_key(&(given.file, folded.clone()))
    };
    let mut given: Vec<&GivenTour> = of_name.iter().filter(applies).copied().collect();
    given.sort_by_key(|given| given.file != *file);
    given
}

/// Each stop by list and identifier, including the identifiers of merged rows.
fn identifiers(places: &[Place]) -> HashMap<(FileId, &str), PlaceId> {
    let mut ids = HashMap::new();
    for (rank, place) in places.iter().enumerate().filter(|(_, place)| place.stop.is_some()) {
        let stop = PlaceId::new(rank);
        ids.entry((place.source.file, place.id.as_str())).or_insert(stop);
        for twin in &place.twins {
            ids.entry((twin.source.file, twin.id.as_str())).or_insert(stop);
        }
    }
    ids
}

/// The stops of each tour, by name. A tour whose stops only a given tour lists has an empty entry.
fn groups(
    places: &[Place],
    given: &[GivenTour],
    ids: &HashMap<(FileId, &str), PlaceId>,
    names: &[String],
) -> Groups {
    let mut groups = Groups::new();
    let mut listed: HashSet<PlaceId> = HashSet::new();
    for given in given {
        listed.extend(given.stops.iter().filter_map(|id| ids.get(&(given.file, id))));
    }
    for (rank, place) in places.iter().enumerate() {
        let stop = PlaceId::new(rank);
        // A stop of a timetable belongs to the routes that list it.
        if place.stop.is_some() && !listed.contains(&stop) {
            let key = (place.source.file, fold(name_of(place, names)));
            groups.entry(key).or_default().push(stop);
        }
    }
    for members in groups.values_mut() {
        members.sort_by_cached_key(|stop| (fold(&places[stop.index()].name), *stop));
    }
    for given in given {
        if given.stops.iter().any(|id| ids.contains_key(&(given.file, id))) {
            groups.entry((given.file, fold(&given.name))).or_default();
        }
    }
    groups
}

/// Name of the tour of a stop, or else of its list.
fn name_of<'run>(place: &'run Place, names: &'run [String]) -> &'run str {
    let stated = place.stop.as_ref().map_or("", |stop| stop.tour.as_str());
    if fold(stated).is_empty() { &names[place.source.file.index()] } else { stated }
}

/// The stops whose turn is known, in their order, and the others.
fn in_order(
    members: &[PlaceId],
    places: &[Place],
    timetable: &Timetable,
) -> (Vec<PlaceId>, Vec<PlaceId>) {
    let order = |stop: &PlaceId| places[stop.index()].stop.as_ref().and_then(|stop| stop.order);
    let first = |stop: &PlaceId| timetable.of(*stop)?.slots.first_start();
    if members.iter().all(|stop| order(stop).is_some()) {
        let mut sorted = members.to_vec();
        sorted.sort_by_key(|stop| (order(stop), first(stop).is_none(), first(stop)));
        return (sorted, Vec::new());
    }
    let (mut served, others): (Vec<PlaceId>, Vec<PlaceId>) =
        members.iter().partition(|stop| first(stop).is_some());
    served.sort_by_key(first);
    (served, others)
}

/// The tour that makes `visits`, and stops at `others` at times unknown. A stop may be visited
/// several times.
fn tour(
    name: &str,
    visits: Vec<PlaceId>,
    others: Vec<PlaceId>,
    given: &[&GivenTour],
    places: &[Place],
) -> Tour {
    let drawn = |given: &&&GivenTour| given.line.as_ref().is_some_and(|line| !line.0.is_empty());
    let line = given.iter().find(drawn).and_then(|given| given.line.clone());
    let is_given = line.is_some();
    // Between two stops there is one line, whichever comes first.
    let are_two = visits.len() + others.len() == 2;
    let in_turn = if are_two { [&visits[..], &others].concat() } else { visits.clone() };
    let line = line.unwrap_or_else(|| through(&in_turn, places));
    let mut known = HashSet::new();
    let stops = visits.into_iter().chain(others);
    let stops: Vec<PlaceId> = stops.filter(|stop| known.insert(*stop)).collect();
    let vehicle = vehicle(name, &stops, given, places);
    Tour { name: name.to_owned(), vehicle, stops, beyond: Vec::new(), line, is_given }
}

fn vehicle(
    name: &str,
    stops: &[PlaceId],
    given: &[&GivenTour],
    places: &[Place],
) -> Option<String> {
    let named = stops.iter().filter_map(|stop| places[stop.index()].stop.as_ref());
    let named: Vec<&str> =
        named.map(|stop| stop.vehicle.as_str()).filter(|vehicle| !vehicle.is_empty()).collect();
    let spellings: BTreeSet<String> = named.iter().map(|vehicle| fold(vehicle)).collect();
    match (spellings.len(), named.first()) {
        (1, Some(vehicle)) => Some((*vehicle).to_owned()),
        (0, _) => {
            let of_given = given.iter().find_map(|given| given.vehicle.clone());
            // A route that lists its stops without a vehicle may use several vehicles at once. So
            // may a list that names no tour.
            let is_route = given.iter().any(|given| !given.stops.is_empty());
            let is_named = stops.iter().any(|stop| {
                places[stop.index()].stop.as_ref().is_some_and(|stop| !fold(&stop.tour).is_empty())
            });
            of_given.or_else(|| (!is_route && is_named).then(|| name.to_owned()))
        }
        _ => None,
    }
}

/// Straight lines from stop to stop, in degrees.
fn through(visits: &[PlaceId], places: &[Place]) -> MultiLineString<f64> {
    let positions = visits.iter().map(|stop| places[stop.index()].position);
    let mut points: Vec<Coord<f64>> = positions
        .map(|position| Coord { x: position.longitude(), y: position.latitude() })
        .collect();
    points.dedup();
    let line = (points.len() > 1).then(|| LineString::new(points));
    MultiLineString::new(line.into_iter().collect())
}
