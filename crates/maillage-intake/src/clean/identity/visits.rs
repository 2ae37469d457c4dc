//! Sites that may be no more than the visits of a bus.
//!
//! A list often names the town hall of a village as a site because the bus stops in front of it.
//! Counted as a place that is always there, it hides what the bus brings and what is missing on the
//! other days. The row is kept, and said.

use std::collections::BTreeMap;

use maillage_core::model::{CommuneCode, Kind, Place, SourceRow};

use super::{address::Address, evidence::metres_between};
use crate::ledger::{Fate, Issue, LedgerBuilder, Trouble};

/// Distance from a stop up to which a site in the same commune may be its visits, in metres: the
/// middle of a village.
const IN_THE_VILLAGE: f64 = 500.0;
/// Likeness of addresses from which they stand for a position that is missing.
const ADDRESSES_AGREE: f64 = 0.75;

/// Says of each fixed place without known hours that it stands where an itinerant service stops,
/// in the same commune.
pub(super) fn say(places: &[Place], ledger: &mut LedgerBuilder) {
    let mut stops: BTreeMap<CommuneCode, Vec<&Place>> = BTreeMap::new();
    for place in places.iter().filter(|place| place.stop.is_some()) {
        if let Some(code) = place.commune {
            stops.entry(code.whole()).or_default().push(place);
        }
    }
    let may_be_visits = |place: &&Place| {
        place.kind == Kind::Mediation && place.stop.is_none() && place.schedule.is_none()
    };
    for place in places.iter().filter(may_be_visits) {
        let here = place.commune.and_then(|code| stops.get(&code.whole()));
        let near = here.into_iter().flatten().filter_map(|stop| {
            Some((metres_between(place, stop).or_else(|| at_one_address(place, stop))?, stop))
        });
        let nearest = near.min_by(|one, other| one.0.total_cmp(&other.0));
        if let Some((metres, stop)) = nearest.filter(|(metres, _)| *metres <= IN_THE_VILLAGE) {
            let SourceRow { file, line } = place.source;
            let value = format!("{} ~ {}, {metres:.0} m", place.name, stop.name);
            ledger.add(file, Issue::row(line, Fate::Kept, Trouble::PerhapsVisits, value));
        }
    }
}

/// No distance, where only the commune of either is known and their addresses agree.
fn at_one_address(place: &Place, stop: &Place) -> Option<f64> {
    let [one, other] = [place, stop].map(|place| place.details.get("adresse"));
    let agree = Address::likeness_of(one?, other?)? >= ADDRESSES_AGREE;
    agree.then_some(0.0)
}
