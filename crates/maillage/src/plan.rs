//! What is planned: places that would open, and places that would close.

use std::path::PathBuf;

use maillage_core::{
    BadOption,
    geodesy::Position,
    model::{Kind, Place, PlaceId, Stop},
    presence::{PeriodOptions, Presence},
    territory::Territory,
};
use maillage_hours::Period;
use maillage_intake::{
    catalogue::{CatalogueInputs, catalogue},
    ledger::Ledger,
    load::Sources,
};
use serde_json::{Value, json};

use crate::{Result, Step};

/// What is planned.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    /// Places that would open.
    pub add: Vec<Planned>,
    /// Places that would close, each by its identifier; or by the name of its list, a colon and its
    /// identifier, where lists share it.
    pub remove: Vec<String>,
}

/// Places that would open.
#[derive(Debug, Clone, PartialEq)]
pub enum Planned {
    /// One place.
    At {
        /// Where.
        position: Position,
        /// Its kind.
        kind: Kind,
        /// Its name; may be empty.
        name: String,
    },
    /// The places of a list.
    List(PathBuf),
}

impl Plan {
    /// Whether nothing is planned.
    pub fn is_empty(&self) -> bool {
        self.add.is_empty() && self.remove.is_empty()
    }

    /// The lists of the plan.
    pub fn lists(&self) -> impl Iterator<Item = &PathBuf> {
        self.add.iter().filter_map(|planned| match planned {
            Planned::List(path) => Some(path),
            Planned::At { .. } => None,
        })
    }

    /// What the plan says, for the provenance of its outputs.
    pub(crate) fn provenance(&self) -> Value {
        let added = self.add.iter().map(|planned| match planned {
            Planned::At { position, kind, name } => json!({
                "longitude": position.longitude(),
                "latitude": position.latitude(),
                "type": kind.name(),
                "nom": name,
            }),
            Planned::List(path) => {
                json!({ "fichier": path.file_name().unwrap_or_default().to_string_lossy() })
            }
        });
        json!({
            "ajouts": added.collect::<Vec<_>>(),
            "retraits": self.remove,
            "horaires": "un lieu ajouté sans horaire compte comme ouvert en permanence",
        })
    }

    /// `territory` as it would be.
    ///
    /// # Errors
    ///
    /// When a list cannot be read; [`Error::Option`](crate::Error::Option) for a place to close that
    /// is of no place, or of several.
    pub(crate) fn carried_out(
        &self,
        territory: &Territory,
        ledger: &Ledger,
        sources: &Sources,
        progress: &(dyn Fn(Step) + Sync),
    ) -> Result<Territory> {
        let closed: Vec<PlaceId> =
            self.remove.iter().map(|id| place_of(id, territory, ledger)).collect::<Result<_>>()?;
        let period = territory.timetable().period;
        let mut opened = Vec::new();
        for planned in &self.add {
            match planned {
                Planned::At { position, kind, name } => {
                    let id = format!("ajout-{}", opened.len() + 1);
                    let place = Place {
                        name: name.clone(),
                        stop: (*kind == Kind::Itinerant).then(Stop::default),
                        ..Place::new(id, *kind, *position)
                    };
                    opened.push((place, Some(Presence::always(period))));
                }
                Planned::List(path) => {
                    opened.extend(places_of_list(path, sources, period, progress)?);
                }
            }
        }
        Ok(territory.without_places(closed).with_places(opened))
    }
}

/// The places of a list with their opening times; those without hours as always open.
pub(crate) fn places_of_list(
    path: &std::path::Path,
    sources: &Sources,
    period: Period,
    progress: &(dyn Fn(Step) + Sync),
) -> Result<Vec<(Place, Option<Presence>)>> {
    let inputs = CatalogueInputs {
        files: vec![path.to_owned()],
        communes: sources.communes.clone(),
        passage: sources.passage.clone(),
        cog: sources.cog.clone(),
        period: PeriodOptions { period: Some(period), ..PeriodOptions::default() },
        ..CatalogueInputs::default()
    };
    let listed = catalogue(&inputs, |step| progress(step.into()))?;
    let presences = listed.timetable.places.into_iter();
    let always = || Presence::always(period);
    let places = listed.places.into_iter().zip(presences);
    Ok(places.map(|(place, open)| (place, Some(open.unwrap_or_else(always)))).collect())
}

/// The place with this identifier.
fn place_of(id: &str, territory: &Territory, ledger: &Ledger) -> Result<PlaceId> {
    let named = |place: &Place| format!("{}:{}", ledger.account(place.source.file).file, place.id);
    let is_meant = |place: &Place| {
        place.id == id || named(place) == id || place.twins.iter().any(|twin| twin.id == id)
    };
    let places = territory.places().iter().enumerate();
    let found: Vec<(usize, &Place)> = places.filter(|(_, place)| is_meant(place)).collect();
    match &found[..] {
        [(rank, _)] => Ok(PlaceId::new(*rank)),
        [] => Err(BadOption {
            field: "options.remove",
            value: id.to_owned(),
            expected: "is the identifier of no place of the territory; the layer of places has \
                       them in its column `id`",
        }
        .into()),
        several => {
            let names: Vec<String> = several.iter().map(|(_, place)| named(place)).collect();
            Err(BadOption {
                field: "options.remove",
                value: format!("{id}` (`{})", names.join("`, `")),
                expected: "is the identifier of several places; give one with the name of its list",
            }
            .into())
        }
    }
}
