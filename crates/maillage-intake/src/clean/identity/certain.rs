//! Certain duplicates.
//!
//! Rows are certainly one place when they have the same identifier and name and are within
//! a hundred metres, or at one address when the position is that of the commune. They are
//! also when name, address and position are all equal. Stops must also have the same tour
//! and vehicle; rows for different days or seasons are then one stop, with the days of all.

use std::collections::HashMap;

use super::clusters::Clusters;
use crate::clean::alike::alike;
use maillage_core::{
    geodesy::geodesic_metres,
    model::{CommuneCode, Kind, Place, Precision, Stop},
};
use maillage_spelling::fold;

/// Maximum distance between rows with the same identifier, in metres.
const SAME_WITHIN: f64 = 100.0;
/// Maximum number of rows of the same name, from south to north, that one row is compared
/// with.
const MOST: usize = 64;

/// Groups of `places` that are certainly the same.
pub(super) fn groups(places: &[Place]) -> Clusters {
    let mut groups = Clusters::new(places.len());
    let identifier = |rank: u32| Some((places[rank as usize].kind, &*places[rank as usize].id));
    for ranks in alike(places.len(), identifier) {
        let name = |rank: &u32| {
            let place = &places[*rank as usize];
            (fold(&place.name), stop_of(place))
        };
        let mut namesakes: HashMap<_, Vec<usize>> = HashMap::new();
        for rank in &ranks {
            namesakes.entry(name(rank)).or_default().push(*rank as usize);
        }
        for ranks in namesakes.into_values() {
            join_neighbours(places, ranks, &mut groups);
        }
    }
    for ranks in alike(places.len(), |rank| exact_key(&places[rank as usize])) {
        for rank in &ranks[1..] {
            groups.join(ranks[0] as usize, *rank as usize);
        }
    }
    groups
}

/// Joins rows of one identifier and name that are near each other, in any order.
fn join_neighbours(places: &[Place], mut ranks: Vec<usize>, groups: &mut Clusters) {
    let degrees = |rank: &usize| {
        let position = places[*rank].position;
        [position.latitude(), position.longitude()].map(f64::to_bits)
    };
    let latitude = |rank: &usize| places[*rank].position.latitude();
    ranks.sort_by(|one, other| {
        let by_latitude = latitude(one).total_cmp(&latitude(other));
        by_latitude.then_with(|| degrees(one).cmp(&degrees(other))).then(one.cmp(other))
    });
    for (at, rank) in ranks.iter().enumerate() {
        for other in ranks[at + 1..].iter().take(MOST) {
            if is_near(&places[*rank], &places[*other]) {
                groups.join(*rank, *other);
            }
        }
    }
}

fn is_near(one: &Place, other: &Place) -> bool {
    let has_position = |place: &Place| place.precision == Precision::Position;
    if has_position(one) && has_position(other) {
        return geodesic_metres(one.position, other.position) <= SAME_WITHIN;
    }
    let commune = |place: &Place| place.commune.map(|code| code.whole());
    commune(one) == commune(other) && address(one).is_some() && address(one) == address(other)
}

/// The fields that the rows of one stop share besides name and position. The days may
/// differ.
fn stop_of(place: &Place) -> Option<String> {
    let Stop { tour, vehicle, .. } = place.stop.as_deref()?;
    Some(format!("{}\n{}", fold(tour), fold(vehicle)))
}

fn address(place: &Place) -> Option<String> {
    Some(fold(place.details.text("adresse"))).filter(|text| !text.is_empty())
}

type ExactKey = (Kind, String, Option<String>, Option<CommuneCode>, String, Option<String>);

/// Key of exact duplicates: name, address and position to the metre, and the tour of a
/// stop. `None` for an itinerant service without stops, for a place without a name, and for
/// a place with neither position nor address. A stop needs neither: its name in its commune is
/// that of one stop of the tour.
fn exact_key(place: &Place) -> Option<ExactKey> {
    if place.is_tour_without_stops() || place.name.is_empty() {
        return None;
    }
    let (commune, position) = match place.precision {
        Precision::Position => {
            let (latitude, longitude) = (place.position.latitude(), place.position.longitude());
            (None, format!("{latitude:.5}|{longitude:.5}"))
        }
        Precision::Commune => (Some(place.commune?.whole()), String::new()),
    };
    let address = address(place);
    if place.precision == Precision::Commune && address.is_none() && place.stop.is_none() {
        return None;
    }
    Some((place.kind, fold(&place.name), address, commune, position, stop_of(place)))
}
