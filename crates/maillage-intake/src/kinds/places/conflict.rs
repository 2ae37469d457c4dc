//! A position that is not in the commune its row states: which of the two to trust.
//!
//! The row's other words are counted. For the commune speak: its name beside its code, the
//! postal code, a geocoder that was unsure or found another commune, the other places of its
//! list that are there and not where it is said to be. For the position: a postal code of
//! where it is, a geocoder that was sure of the house, the other places. More win. Within
//! [`UNLIKELY_BEYOND`] of the commune a position is trusted unless two words more speak
//! against it: contours are simplified, and the next commune's hall may be the right one.

use super::PlaceRecord;
use crate::gazetteer::same_name;
use maillage_core::{
    geodesy::Position,
    index::PlaceIndex,
    model::{Commune, Departement, Kind},
};

/// Beyond this distance outside the commune it states, a position is likelier that of
/// something else, in metres: no one lists a place under a commune so far away.
pub(super) const UNLIKELY_BEYOND: f64 = 30_000.0;
/// Within this distance of another place of its list a place is among them, in kilometres.
const AMONG_WITHIN: f64 = 30.0;
/// Beyond this distance of all other places of its list a place is alone, in kilometres.
const ALONE_BEYOND: f64 = 100.0;

/// What to trust.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    Position,
    Commune,
    /// As much speaks for the one as for the other.
    Neither,
}

/// The places of a list whose position is where their row says.
pub(super) struct Neighbours(PlaceIndex);

impl Neighbours {
    /// The neighbours at these positions.
    pub(super) fn new(positions: Vec<Position>) -> Self {
        let supply = positions.into_iter().map(|position| (Some(Kind::Mediation), position));
        Self(PlaceIndex::new(supply))
    }

    /// Whether there are some around `here` and none anywhere near `there`.
    fn are_at(&self, here: Position, there: Position) -> bool {
        let nearest = |from| Some(self.0.nearest(Kind::Mediation, from)?.length.km());
        nearest(here).is_some_and(|km| km <= AMONG_WITHIN)
            && nearest(there).is_some_and(|km| km > ALONE_BEYOND)
    }
}

/// Which to trust of `record`, whose `position` is `metres` outside `stated`.
pub(super) fn trust(
    record: &PlaceRecord,
    position: Position,
    stated: &Commune,
    metres: f64,
    neighbours: &Neighbours,
) -> Trust {
    let whereabouts = &record.whereabouts;
    let of_stated = |one: &Departement| one.code == stated.code.departement();
    let of_position = |one: &Departement| one.may_hold(position);
    let postal = Departement::of_postal_code(&whereabouts.postal);
    let geocoding = &record.geocoding;
    let exact = ["housenumber", "street"].contains(&geocoding.found.as_str());
    let sure = exact && geocoding.score.is_some_and(|score| score >= 0.8);

    let for_commune = [
        !whereabouts.code.is_empty() && same_name(&whereabouts.name, &stated.name),
        postal.iter().any(of_stated) && !postal.iter().any(of_position),
        geocoding.score.is_some_and(|score| score < 0.5),
        geocoding.is_of_another(stated) && !sure,
        neighbours.are_at(stated.home, position),
    ];
    let for_position = [
        postal.iter().any(of_position) && !postal.iter().any(of_stated),
        sure,
        neighbours.are_at(position, stated.home),
    ];
    let count = |words: &[bool]| words.iter().filter(|word| **word).count();
    let (commune, position) = (count(&for_commune), count(&for_position));
    if metres <= UNLIKELY_BEYOND {
        return if commune >= position + 2 { Trust::Commune } else { Trust::Position };
    }
    match commune.cmp(&position) {
        std::cmp::Ordering::Greater => Trust::Commune,
        std::cmp::Ordering::Less => Trust::Position,
        std::cmp::Ordering::Equal => Trust::Neither,
    }
}
