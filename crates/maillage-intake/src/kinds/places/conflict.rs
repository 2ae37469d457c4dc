//! Conflict between a position and the stated commune: which of the two to trust.
//!
//! The decision is a vote of the other fields of the row. Votes for the commune: its name,
//! when it agrees with the code; the postal code; a geocoder with a low score or with a
//! match in another commune; other places of the list in the commune but not near the
//! position. Votes for the position: a postal code that matches it; a geocoder that found
//! the house; other places of the list near it. The majority wins.
//!
//! Where code, name and postal code of the row agree on the commune, the commune wins at any
//! distance, unless the row says that it means the commune around the position: its own name or
//! its address names it (« Mairie de Latresne »), or the geocoder found it.
//!
//! Otherwise, within [`UNLIKELY_BEYOND`] of the commune, the position is trusted unless it
//! loses by two votes: contours are simplified, and a town hall of the neighbouring commune
//! may be the right place.

use super::PlaceRecord;
use crate::{
    gazetteer::{Gazetteer, bare, same_name},
    source::Field,
};
use maillage_core::{
    geodesy::Position,
    index::PlaceIndex,
    model::{Commune, CommuneCode, Departement, Kind},
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

/// The decision for `record`, whose `position` in the commune `around` is `metres` outside
/// `stated`.
pub(super) fn trust(
    record: &PlaceRecord,
    position: Position,
    stated: &Commune,
    around: Option<&Commune>,
    metres: f64,
    neighbours: &Neighbours,
    gazetteer: &Gazetteer,
) -> Trust {
    let whereabouts = &record.whereabouts;
    let means_around = around.is_some_and(|around| means(record, around, stated));
    if !means_around && agrees_on(record, stated, gazetteer) {
        return Trust::Commune;
    }
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

/// Whether code, name and postal code of a row say this commune.
fn agrees_on(record: &PlaceRecord, stated: &Commune, gazetteer: &Gazetteer) -> bool {
    let whereabouts = &record.whereabouts;
    let of_code = whereabouts.commune_code().and_then(|code| gazetteer.of(code));
    of_code.is_some_and(|commune| commune.code == stated.code)
        && same_name(&whereabouts.name, &stated.name)
        && gazetteer.serves(&whereabouts.postal, stated.code)
}

/// Words before the name of a commune that make it that of a street.
const WAYS: [&str; 12] = [
    "rue",
    "route",
    "rte",
    "avenue",
    "av",
    "boulevard",
    "bd",
    "chemin",
    "che",
    "allee",
    "place",
    "impasse",
];

/// Whether a row names the commune `around` its position in its name or its address, or its
/// geocoder found it.
fn means(record: &PlaceRecord, around: &Commune, stated: &Commune) -> bool {
    let found = record.geocoding.code.parse::<CommuneCode>().ok();
    if found.is_some_and(|code| code == around.code) {
        return true;
    }
    let name = bare(&around.name);
    // « Saint-Germain » in « Saint-Germain-Lespinasse » is the other commune.
    let is_of_stated = bare(&stated.name).contains(&name);
    let address = record.details.text(Field::Address.name());
    let names = |text: &str| format!(" {} ", bare(text)).contains(&format!(" {name} "));
    // « 12 route de Latresne » leads there from elsewhere.
    let leads_there = |text: &str| {
        let before = bare(text);
        let before = before.find(&name).map_or("", |at| before[..at].trim_end());
        let last = before.split(' ').rev().find(|word| !matches!(*word, "de" | "d" | "du" | "des"));
        last.is_some_and(|word| WAYS.contains(&word))
    };
    !name.is_empty()
        && !is_of_stated
        && (names(&record.name) || (names(address) && !leads_there(address)))
}
