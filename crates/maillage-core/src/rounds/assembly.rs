//! Builds rounds from their stops.
//!
//! Stops of one list whose rounds have the same folded name form one round. A source that describes
//! rounds can add the line of a round, the order of its stops, or both. O(stops log stops).

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use geo::{Coord, LineString, MultiLineString};

use crate::{
    model::{FileId, GivenRound, Place, PlaceId, Round},
    presence::Timetable,
};
use maillage_spelling::fold;

/// The stops of each round, by file and folded name of the round.
type Groups = BTreeMap<(FileId, String), Vec<PlaceId>>;

/// The rounds of the stops among `places`, sorted by name.
///
/// `names` are the names of the lists, by [`FileId`]. The name of the list is used when its
/// stops do not name a round.
///
/// Order of the stops: that of a round in `given`; else that of
/// [`Stop::order`](crate::model::Stop::order), when every stop has one; else that of the first time
/// they are served, followed by the stops of unknown hours in the order of the list.
///
/// Vehicle of a round: the one that its stops name, or none when they name several. When they name
/// none, that of the round in `given`, which may use several vehicles at once. Otherwise a round
/// that its stops name has a vehicle of the same name.
///
/// A round in `given` applies to the round of the same name in its own list. When its own list has
/// no such round, it applies to that name in all lists.
pub fn assemble(
    places: &[Place],
    given: &[GivenRound],
    timetable: &Timetable,
    names: &[String],
) -> Vec<Round> {
    let ids = identifiers(places);
    let groups = groups(places, given, &ids, names);
    let mut by_name: HashMap<String, Vec<&GivenRound>> = HashMap::new();
    for given in given {
        by_name.entry(fold(&given.name)).or_default().push(given);
    }
    let mut rounds: Vec<(&str, Round)> = groups
        .iter()
        .map(|(key @ (file, folded), members)| {
            let of_name = by_name.get(folded).map_or(&[][..], Vec::as_slice);
            let given = applying(of_name, key, &groups);
            let name = members.iter().map(|stop| name_of(&places[stop.index()], names));
            let name = name.chain(given.iter().map(|given| given.name.as_str())).next();
            // Two routes of one name form one round with the stops of both.
            let ids_of = given.iter().flat_map(|given| &given.stops);
            let listed = ids_of.filter_map(|id| ids.get(&(*file, id)).copied());
            let rest = in_order(members, places, timetable);
            let visits: Vec<PlaceId> = listed.chain(rest).collect();
            (&*names[file.index()], round(name.unwrap_or_default(), visits, &given, places))
        })
        .collect();
    rounds.sort_by(|(list, one), (other_list, other)| {
        (&one.name, list, &one.stops).cmp(&(&other.name, other_list, &other.stops))
    });
    rounds.into_iter().map(|(_, round)| round).collect()
}

/// The given rounds that apply to the round `(file, folded)`. Those of the same list come first,
/// then those of lists without a round of that name.
fn applying<'given>(
    of_name: &[&'given GivenRound],
    (file, folded): &(FileId, String),
    groups: &Groups,
) -> Vec<&'given GivenRound> {
    let applies = |given: &&&GivenRound| {
        given.file == *file || !groups.contains_key(&(given.file, folded.clone()))
    };
    let mut given: Vec<&GivenRound> = of_name.iter().filter(applies).copied().collect();
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

/// The stops of each round, in the order of their list. A round whose stops only a given round
/// lists has an empty entry.
fn groups(
    places: &[Place],
    given: &[GivenRound],
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
        members.sort_by_key(|stop| places[stop.index()].source.line.rank);
    }
    for given in given {
        if given.stops.iter().any(|id| ids.contains_key(&(given.file, id))) {
            groups.entry((given.file, fold(&given.name))).or_default();
        }
    }
    groups
}

/// Name of the round of a stop, or else of its list.
fn name_of<'run>(place: &'run Place, names: &'run [String]) -> &'run str {
    let stated = place.stop.as_ref().map_or("", |stop| stop.round.as_str());
    if fold(stated).is_empty() { &names[place.source.file.index()] } else { stated }
}

fn in_order(members: &[PlaceId], places: &[Place], timetable: &Timetable) -> Vec<PlaceId> {
    let order = |stop: &PlaceId| places[stop.index()].stop.as_ref().and_then(|stop| stop.order);
    let mut sorted = members.to_vec();
    if members.iter().all(|stop| order(stop).is_some()) {
        sorted.sort_by_key(order);
    } else {
        let first = |stop: &PlaceId| Some(timetable.of(*stop)?.slots.first()?.start);
        sorted.sort_by_key(|stop| (first(stop).is_none(), first(stop)));
    }
    sorted
}

/// The round that makes `visits`. A stop may be visited several times.
fn round(name: &str, visits: Vec<PlaceId>, given: &[&GivenRound], places: &[Place]) -> Round {
    let drawn = |given: &&&GivenRound| given.line.as_ref().is_some_and(|line| !line.0.is_empty());
    let line = given.iter().find(drawn).and_then(|given| given.line.clone());
    let is_given = line.is_some();
    let line = line.unwrap_or_else(|| through(&visits, places));
    let mut known = HashSet::new();
    let stops: Vec<PlaceId> = visits.into_iter().filter(|stop| known.insert(*stop)).collect();
    let vehicle = vehicle(name, &stops, given, places);
    Round { name: name.to_owned(), vehicle, stops, line, is_given }
}

fn vehicle(
    name: &str,
    stops: &[PlaceId],
    given: &[&GivenRound],
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
            // may a list that names no round.
            let is_route = given.iter().any(|given| !given.stops.is_empty());
            let is_named = stops.iter().any(|stop| {
                places[stop.index()].stop.as_ref().is_some_and(|stop| !fold(&stop.round).is_empty())
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
