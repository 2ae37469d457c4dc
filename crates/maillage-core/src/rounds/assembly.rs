//! Rounds put together from their stops.
//!
//! Stops of one list whose round is spelled alike are one round. A source that tells of
//! rounds themselves gives the round of that name its line, the order of its stops, or both.
//! O(stops log stops).

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use geo::{Coord, LineString, MultiLineString};

use crate::{
    model::{FileId, GivenRound, Place, Round},
    presence::Timetable,
};
use maillage_spelling::fold;

/// The stops of each round, by list and by folded name.
type Groups = BTreeMap<(FileId, String), Vec<usize>>;

/// The rounds that the stops among `places` belong to, by name.
///
/// `names` are those of the files, by [`FileId`]: a round that its list does not name
/// takes that. Stops are in the order that a given round tells; or else in that of
/// [`Stop::order`](crate::model::Stop::order), where all have one; or else in that in which they are first served,
/// those of unknown hours last, as their list has them.
///
/// The vehicle is the one that the stops tell; none if they tell several. Where they tell
/// none it is that of the given round, which may serve with several at once; or else a round
/// that its stops name has one of its own, named as it is. A given round applies to that of its name in its
/// own list, or in all lists when its own has none.
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
            let name = members.iter().map(|rank| name_of(&places[*rank], names));
            let name = name.chain(given.iter().map(|given| given.name.as_str())).next();
            // Two routes of one name are one round, with the stops of both.
            let ids_of = given.iter().flat_map(|given| &given.stops);
            let listed = ids_of.filter_map(|id| ids.get(&(*file, id)).copied());
            let rest = in_order(members, places, timetable);
            let visits: Vec<usize> = listed.chain(rest).collect();
            (&*names[file.index()], round(name.unwrap_or_default(), visits, &given, places))
        })
        .collect();
    rounds.sort_by(|(list, one), (other_list, other)| {
        (&one.name, list, &one.stops).cmp(&(&other.name, other_list, &other.stops))
    });
    rounds.into_iter().map(|(_, round)| round).collect()
}

/// Those of the given rounds of one name that tell of the round of this list: its own first,
/// then those of lists that have no round of that name.
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

/// The stops by list and identifier, those of merged rows too.
fn identifiers(places: &[Place]) -> HashMap<(FileId, &str), usize> {
    let mut ids = HashMap::new();
    for (rank, place) in places.iter().enumerate().filter(|(_, place)| place.stop.is_some()) {
        ids.entry((place.source.file, place.id.as_str())).or_insert(rank);
        for twin in &place.twins {
            ids.entry((twin.source.file, twin.id.as_str())).or_insert(rank);
        }
    }
    ids
}

/// The stops of each round in the order of their list, and no stop of those rounds that only
/// a given round tells of.
fn groups(
    places: &[Place],
    given: &[GivenRound],
    ids: &HashMap<(FileId, &str), usize>,
    names: &[String],
) -> Groups {
    let mut groups = Groups::new();
    let mut listed: HashSet<usize> = HashSet::new();
    for given in given {
        listed.extend(given.stops.iter().filter_map(|id| ids.get(&(given.file, id))));
    }
    for (rank, place) in places.iter().enumerate() {
        // A stop of a timetable belongs to the routes that list it.
        if place.stop.is_some() && !listed.contains(&rank) {
            let key = (place.source.file, fold(name_of(place, names)));
            groups.entry(key).or_default().push(rank);
        }
    }
    for members in groups.values_mut() {
        members.sort_by_key(|rank| places[*rank].source.line.rank);
    }
    for given in given {
        if given.stops.iter().any(|id| ids.contains_key(&(given.file, id))) {
            groups.entry((given.file, fold(&given.name))).or_default();
        }
    }
    groups
}

/// The round of a stop, or else the list it stands in.
fn name_of<'run>(place: &'run Place, names: &'run [String]) -> &'run str {
    let stated = place.stop.as_ref().map_or("", |stop| stop.round.as_str());
    if fold(stated).is_empty() { &names[place.source.file.index()] } else { stated }
}

fn in_order(members: &[usize], places: &[Place], timetable: &Timetable) -> Vec<usize> {
    let order = |rank: &usize| places[*rank].stop.as_ref().and_then(|stop| stop.order);
    let mut sorted = members.to_vec();
    if members.iter().all(|rank| order(rank).is_some()) {
        sorted.sort_by_key(order);
    } else {
        let first = |rank: &usize| Some(timetable.places[*rank].as_ref()?.slots.first()?.start);
        sorted.sort_by_key(|rank| (first(rank).is_none(), first(rank)));
    }
    sorted
}

/// The round of these `visits`, in which a stop may come back.
fn round(name: &str, visits: Vec<usize>, given: &[&GivenRound], places: &[Place]) -> Round {
    let drawn = |given: &&&GivenRound| given.line.as_ref().is_some_and(|line| !line.0.is_empty());
    let line = given.iter().find(drawn).and_then(|given| given.line.clone());
    let is_given = line.is_some();
    let line = line.unwrap_or_else(|| through(&visits, places));
    let mut known = HashSet::new();
    let stops: Vec<usize> = visits.into_iter().filter(|rank| known.insert(*rank)).collect();
    let vehicle = vehicle(name, &stops, given, places);
    Round { name: name.to_owned(), vehicle, stops, line, is_given }
}

fn vehicle(name: &str, stops: &[usize], given: &[&GivenRound], places: &[Place]) -> Option<String> {
    let told = stops.iter().filter_map(|rank| places[*rank].stop.as_ref());
    let told: Vec<&str> =
        told.map(|stop| stop.vehicle.as_str()).filter(|vehicle| !vehicle.is_empty()).collect();
    let spellings: BTreeSet<String> = told.iter().map(|vehicle| fold(vehicle)).collect();
    match (spellings.len(), told.first()) {
        (1, Some(vehicle)) => Some((*vehicle).to_owned()),
        (0, _) => {
            let of_given = given.iter().find_map(|given| given.vehicle.clone());
            // A route that lists its stops and no vehicle may be served by several at once, and
            // so may a list that names no round.
            let is_route = given.iter().any(|given| !given.stops.is_empty());
            let is_named = stops.iter().any(|rank| {
                places[*rank].stop.as_ref().is_some_and(|stop| !fold(&stop.round).is_empty())
            });
            of_given.or_else(|| (!is_route && is_named).then(|| name.to_owned()))
        }
        _ => None,
    }
}

/// Straight from stop to stop, in degrees.
fn through(visits: &[usize], places: &[Place]) -> MultiLineString<f64> {
    let positions = visits.iter().map(|rank| places[*rank].position);
    let mut points: Vec<Coord<f64>> = positions
        .map(|position| Coord { x: position.longitude(), y: position.latitude() })
        .collect();
    points.dedup();
    let line = (points.len() > 1).then(|| LineString::new(points));
    MultiLineString::new(line.into_iter().collect())
}
