//! One place counted once, as far as it is certain.
//!
//! Two rows are the same place when they carry one identifier, one name and stand within
//! a hundred metres of each other; or when name, address and position are all the same.
//! Whatever takes judgement (one place under two names in two lists) is left apart here.

use std::{cmp::Reverse, collections::HashMap};

use crate::{
    geodesy::geodesic_metres,
    ledger::{Account, Fate, Issue, Trouble},
    model::{Kind, Place},
    spelling::fold,
};

/// Rows of one identifier within this distance are one place, in metres.
const SAME_WITHIN: f64 = 100.0;

/// `places` with each one once, in order of identifier. What is merged is told in the
/// account of the file it came from; `accounts` are indexed by [`SourceRow::file`].
///
/// Of two rows the one with the later `date_maj` is kept, else that of the lower
/// identifier, else the first.
///
/// [`SourceRow::file`]: crate::model::SourceRow::file
pub fn merge_duplicates(mut places: Vec<Place>, accounts: &mut [Account]) -> Vec<Place> {
    // The first seen is the one kept.
    places.sort_by_cached_key(|place| {
        let date = place.details.get("date_maj").cloned().unwrap_or_default();
        (Reverse(date), place.kind, place.id.clone(), place.source)
    });
    let mut kept: Vec<Place> = Vec::with_capacity(places.len());
    let mut by_id: HashMap<(Kind, String), Vec<usize>> = HashMap::new();
    let mut by_look: HashMap<(Kind, String), usize> = HashMap::new();
    for place in places {
        let namesakes = by_id.entry((place.kind, place.id.clone())).or_default();
        let same_id = namesakes.iter().find(|rank| is_same(&kept[**rank], &place));
        let look = look(&place);
        let twin = same_id.or_else(|| by_look.get(look.as_ref()?)).map(|rank| &kept[*rank]);
        let line = place.source.line;
        let issues = &mut accounts[place.source.file].issues;
        if let Some(twin) = twin {
            let told = format!("{}, {}, ligne {}", twin.name, twin.id, twin.source.line.number);
            issues.push(Issue::row(line, Fate::Merged, Trouble::SamePlace, told));
            continue;
        }
        // Identifiers are those of one list: another list may use them for other places.
        if namesakes.iter().any(|rank| kept[*rank].source.file == place.source.file) {
            issues.push(Issue::row(line, Fate::Kept, Trouble::SameIdentifier, &place.id));
        }
        namesakes.push(kept.len());
        if let Some(look) = look {
            by_look.insert(look, kept.len());
        }
        kept.push(place);
    }
    kept.sort_by(|one, other| (&one.id, one.source).cmp(&(&other.id, other.source)));
    kept
}

/// Whether two rows of one identifier are one place.
fn is_same(one: &Place, other: &Place) -> bool {
    one.stop == other.stop
        && fold(&one.name) == fold(&other.name)
        && geodesic_metres(one.position, other.position) <= SAME_WITHIN
}

/// What a fixed place looks like: name, address and position to the metre. `None` for
/// an itinerant one, whose rows may well differ only in their days, and for a place
/// without a name.
fn look(place: &Place) -> Option<(Kind, String)> {
    if place.kind == Kind::Itinerant || place.name.is_empty() {
        return None;
    }
    let address = place.details.get("adresse").map(|text| fold(text)).unwrap_or_default();
    let (latitude, longitude) = (place.position.latitude(), place.position.longitude());
    let look = format!("{}|{address}|{latitude:.5}|{longitude:.5}", fold(&place.name));
    Some((place.kind, look))
}
