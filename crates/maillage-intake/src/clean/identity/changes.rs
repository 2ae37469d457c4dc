//! The places of two catalogues, matched as rows of two lists are: which appeared, vanished, moved.

use std::collections::BTreeMap;

use maillage_core::{
    geodesy::geodesic_metres,
    model::{FileId, Kind, Line, Place, Precision, SourceRow},
};

use super::{IdentityOptions, resolve};
use crate::ledger::{Account, LedgerBuilder};

/// Distance from which a place has moved, in metres: positions of one address differ by less from
/// one geocoder to another.
const MOVED: f64 = 100.0;

/// A place of two catalogues, or of one of them.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangedPlace {
    /// In the first catalogue; `None` when it has appeared since.
    pub before: Option<Place>,
    /// In the second; `None` when it has vanished.
    pub after: Option<Place>,
    /// Geodesic metres between the two; `None` unless both know it, and its position.
    pub metres: Option<f64>,
}

/// What became of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceOutcome {
    /// The second catalogue has it, the first has not.
    Appeared,
    /// The first catalogue has it, the second has not.
    Vanished,
    /// Both have it: an itinerant service in one, a fixed place in the other. What is won or lost
    /// around it may be no more than that.
    ItineranceChanged,
    /// Both have it, in other places.
    Moved,
    /// Both have it.
    Same,
}

impl PlaceOutcome {
    /// All outcomes.
    pub const ALL: [Self; 5] =
        [Self::Appeared, Self::Vanished, Self::ItineranceChanged, Self::Moved, Self::Same];

    /// The value in the output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Appeared => "apparu",
            Self::Vanished => "disparu",
            Self::ItineranceChanged => "itinerance_changee",
            Self::Moved => "deplace",
            Self::Same => "inchange",
        }
    }
}

impl ChangedPlace {
    /// The place, as the second catalogue has it if it does.
    pub fn place(&self) -> &Place {
        self.after.as_ref().or(self.before.as_ref()).expect("one of the catalogues has it")
    }

    /// What became of it.
    pub fn outcome(&self) -> PlaceOutcome {
        match (&self.before, &self.after) {
            (None, _) => PlaceOutcome::Appeared,
            (_, None) => PlaceOutcome::Vanished,
            (Some(before), Some(after)) if is_itinerant(before) != is_itinerant(after) => {
                PlaceOutcome::ItineranceChanged
            }
            _ if self.metres.is_some_and(|metres| metres > MOVED) => PlaceOutcome::Moved,
            _ => PlaceOutcome::Same,
        }
    }
}

/// The places of both catalogues, those that are one matched, by identifier. A catalogue with rows
/// that are one place counts them as one.
pub fn changed_places(
    before: &[Place],
    after: &[Place],
    options: &IdentityOptions,
) -> Vec<ChangedPlace> {
    let mut ledger = LedgerBuilder::default();
    let sides: [&[Place]; 2] = [before, after];
    let files: Vec<FileId> = ["avant", "apres"]
        .map(|name| ledger.open(Account { file: name.to_owned(), ..Account::default() }))
        .to_vec();
    let mut rows: BTreeMap<SourceRow, &Place> = BTreeMap::new();
    let mut all = Vec::new();
    for (file, places) in files.iter().zip(sides) {
        for (rank, place) in places.iter().enumerate() {
            let source = SourceRow { file: *file, line: Line { number: rank + 1, rank } };
            rows.insert(source, place);
            all.push(Place { source, twins: Vec::new(), ..place.clone() });
        }
    }
    let resolved = resolve(all, &mut ledger, options);
    let changed = |place: Place| {
        let sources: Vec<SourceRow> = place.sources().collect();
        let first = |file: FileId| {
            let own = sources.iter().filter(|source| source.file == file).min();
            own.map(|source| (*rows[source]).clone())
        };
        let (before, after) = (first(files[0]), first(files[1]));
        let both = before.as_ref().zip(after.as_ref());
        let metres = both.and_then(|(one, other)| metres_between(one, other));
        ChangedPlace { before, after, metres }
    };
    joined(resolved.places.into_iter().map(changed).collect())
}

fn is_itinerant(place: &Place) -> bool {
    place.kind == Kind::Itinerant
}

/// Joins an itinerant service of one catalogue and a fixed place of the other that are one by their
/// identifier and their position: identity keeps the two kinds apart. O(places log places).
fn joined(places: Vec<ChangedPlace>) -> Vec<ChangedPlace> {
    let mut vanished: BTreeMap<String, Vec<Place>> = BTreeMap::new();
    let mut rest = Vec::with_capacity(places.len());
    for place in places {
        match place {
            ChangedPlace { before: Some(before), after: None, .. } => {
                vanished.entry(before.id.clone()).or_default().push(before);
            }
            other => rest.push(other),
        }
    }
    for place in rest.iter_mut().filter(|place| place.before.is_none()) {
        let Some(after) = &place.after else { continue };
        let Some(gone) = vanished.get_mut(&after.id) else { continue };
        let is_it = |before: &Place| {
            is_itinerant(before) != is_itinerant(after)
                && geodesic_metres(before.position, after.position) <= MOVED
        };
        if let Some(rank) = gone.iter().position(is_it) {
            let before = gone.remove(rank);
            place.metres = metres_between(&before, after);
            place.before = Some(before);
        }
    }
    let gone = vanished.into_values().flatten();
    rest.extend(gone.map(|before| ChangedPlace {
        before: Some(before),
        after: None,
        metres: None,
    }));
    rest.sort_by(|one, other| one.place().id.cmp(&other.place().id));
    rest
}

/// Geodesic metres between two places; `None` unless both positions are known.
fn metres_between(one: &Place, other: &Place) -> Option<f64> {
    let is_known = |place: &Place| place.precision == Precision::Position;
    (is_known(one) && is_known(other)).then(|| geodesic_metres(one.position, other.position))
}

#[cfg(test)]
mod tests {
    use maillage_core::geodesy::Position;

    use super::*;

    fn place(id: &str, kind: Kind, longitude: f64) -> Place {
        let position = Position::new(45.0, longitude).expect("a position");
        Place { name: format!("Lieu {id}"), ..Place::new(id, kind, position) }
    }

    fn outcomes(before: &[Place], after: &[Place]) -> Vec<PlaceOutcome> {
        let changed = changed_places(before, after, &IdentityOptions::default());
        changed.iter().map(ChangedPlace::outcome).collect()
    }

    #[test]
    fn a_service_that_became_fixed_at_its_address_is_one_place() {
        let [bus, fixed] =
            [Kind::Itinerant, Kind::FranceServices].map(|kind| place("a", kind, 0.1));
        let (bus, fixed) = (&[bus][..], &[fixed][..]);
        assert_eq!(outcomes(bus, fixed), [PlaceOutcome::ItineranceChanged]);
        assert_eq!(outcomes(fixed, bus), [PlaceOutcome::ItineranceChanged]);
        let elsewhere = place("a", Kind::FranceServices, 0.2);
        let mut apart = outcomes(bus, &[elsewhere]);
        apart.sort();
        assert_eq!(apart, [PlaceOutcome::Appeared, PlaceOutcome::Vanished]);
    }
}
