//! A position that is not in the commune its row states: which of the two to trust.
//!
//! The row's other words are counted. For the commune speak: its name beside its code, the
//! postal code, a geocoder that was unsure or found another commune, a list that is about
//! its département. For the position: a postal code of where it is, a geocoder that was
//! sure of the house, a list about the département it falls in. More words win. Within
//! [`UNLIKELY_BEYOND`] of the commune a position is trusted unless two words more speak
//! against it: contours are simplified, and the next commune's hall may be the right one.

use crate::{
    atlas::same_name,
    geodesy::Position,
    model::{Commune, Departement},
    source::places::PlaceRecord,
};

/// Beyond this distance outside the commune it states, a position is likelier that of
/// something else, in metres: no one lists a place under a commune so far away.
pub(super) const UNLIKELY_BEYOND: f64 = 30_000.0;
/// The share of a list's rows in one département that makes it a list of it.
const MAIN_SHARE: f64 = 0.8;

/// What to trust.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    Position,
    Commune,
    /// As much speaks for the one as for the other.
    Neither,
}

/// The département that a list is about; `None` when it is about several.
pub(super) fn main_departement(records: &[PlaceRecord]) -> Option<Departement> {
    let stated: Vec<Departement> = records
        .iter()
        .filter_map(|record| match record.whereabouts.departements()[..] {
            [only] => Some(only),
            _ => None,
        })
        .collect();
    let count = |one: &Departement| stated.iter().filter(|other| *other == one).count();
    let mut seen: Vec<Departement> = Vec::new();
    for one in &stated {
        if !seen.contains(one) {
            seen.push(*one);
        }
    }
    let main = seen.into_iter().max_by_key(|one| (count(one), std::cmp::Reverse(one.code)))?;
    (count(&main) as f64 >= MAIN_SHARE * stated.len() as f64).then_some(main)
}

/// Which to trust of `record`, whose `position` is `metres` outside `stated`.
pub(super) fn trust(
    record: &PlaceRecord,
    position: Position,
    stated: &Commune,
    metres: f64,
    about: Option<Departement>,
) -> Trust {
    let whereabouts = &record.whereabouts;
    let of_stated = |one: &Departement| one.code == stated.code.departement();
    let of_position = |one: &Departement| one.may_hold(position);
    let postal = Departement::of_postal_code(&whereabouts.postal);
    let geocoding = &record.geocoding;

    let for_commune = [
        !whereabouts.code.is_empty() && same_name(&whereabouts.name, &stated.name),
        postal.iter().any(of_stated) && !postal.iter().any(of_position),
        geocoding.score.is_some_and(|score| score < 0.5),
        geocoding.is_of_another(stated),
        about.as_ref().is_some_and(|about| of_stated(about) && !of_position(about)),
    ];
    let exact = ["housenumber", "street"].contains(&geocoding.found.as_str());
    let for_position = [
        postal.iter().any(of_position) && !postal.iter().any(of_stated),
        geocoding.score.is_some_and(|score| score >= 0.8)
            && exact
            && !geocoding.is_of_another(stated),
        about.as_ref().is_some_and(|about| of_position(about) && !of_stated(about)),
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
