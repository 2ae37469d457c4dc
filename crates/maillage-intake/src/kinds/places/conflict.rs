//! Conflict between a position and the stated commune: which of the two to trust.
//!
//! The decision is a vote of the other fields of the row. Votes for the commune: its name,
//! when it agrees with the code; the postal code; a geocoder with a low score or with a
//! match in another commune; other places of the list in the commune but not near the
//! position. Votes for the position: a postal code that matches it; a geocoder that found
//! the house; other places of the list near it. The majority wins.
//!
//! Within [`UNLIKELY_BEYOND`] of the commune, the position is trusted unless it loses by
//! two votes: contours are simplified, and a town hall of the neighbouring commune may be
//! the right place.

use super::PlaceRecord;
use crate::gazetteer::same_name;
use maillage_core::{
    geodesy::Position,
    index::PlaceIndex,
    model::{Commune, Departement, Kind},
};

/// Distance outside the stated commune above which a position is probably wrong, in metres.
pub(super) const UNLIKELY_BEYOND: f64 = 30_000.0;
/// Maximum distance to another place of the list for a place near the others, in
/// kilometres.
const AMONG_WITHIN: f64 = 30.0;
/// Minimum distance to all other places of the list for an isolated place, in kilometres.
const ALONE_BEYOND: f64 = 100.0;

/// Which of the two to trust.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    Position,
    Commune,
    /// Equal votes.
    Neither,
}

/// The places of a list whose position agrees with their stated commune.
pub(super) struct Neighbours(PlaceIndex);

impl Neighbours {
    /// Builds the index of these positions.
    pub(super) fn new(positions: Vec<Position>) -> Self {
        let supply = positions.into_iter().map(|position| (Some(Kind::Mediation), position));
        Self(PlaceIndex::new(supply))
    }

    /// Whether there are neighbours near `here` and none near `there`.
    fn are_at(&self, here: Position, there: Position) -> bool {
        let nearest = |from| Some(self.0.nearest(Kind::Mediation, from)?.length.km());
        nearest(here).is_some_and(|km| km <= AMONG_WITHIN)
            && nearest(there).is_some_and(|km| km > ALONE_BEYOND)
    }
}

/// The decision for `record`, whose `position` is `metres` outside `stated`.
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
