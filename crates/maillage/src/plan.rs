//! What is planned: places that would open, and places that would close.

use std::path::{Path, PathBuf};

use geo::BoundingRect;
use maillage_core::{
    BadOption,
    contour::{may_be_within, metres_to_contour},
    geodesy::Position,
    model::{Kind, Place, PlaceId},
    presence::{PeriodOptions, Presence},
    sites::Sites,
    territory::Territory,
};
use maillage_hours::Period;
use maillage_intake::{
    catalogue::{CatalogueInputs, catalogue},
    ledger::{Account, Ledger, Role},
    lists::Supply,
    load::Sources,
};
use maillage_words::Words;
use serde_json::{Value, json};

use crate::{CoverageOptions, Result, Step, sentences};

/// What is planned.
///
/// A plan is carried out by [`diagnose`](crate::diagnose()), which measures the change. A place to
/// open whose hours are unknown counts as open at all times.
///
/// # Examples
///
/// ```
/// use maillage::{Kind, Plan, Planned, Position};
///
/// let position = Position::new(46.0134, 0.6726).ok_or("degrees on the globe")?;
/// let plan = Plan {
///     add: vec![
///         Planned::At { position, kind: Kind::Mediation, name: "Médiathèque".to_owned() },
///         Planned::List("france-services-2027.csv".into()),
///     ],
///     remove: vec!["mediation.csv:a-12".to_owned()],
/// };
/// assert!(!plan.is_empty());
/// assert_eq!(plan.lists().count(), 1);
/// assert!(Plan::default().is_empty());
/// # Ok::<(), &str>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    /// Places that would open.
    pub add: Vec<Planned>,
    /// Places that would close, each by its identifier; or by the file name of its list, a colon
    /// and its identifier, where lists share it: `mediation.csv:a-12`.
    pub remove: Vec<String>,
}

/// Places that would open.
#[derive(Debug, Clone, PartialEq)]
pub enum Planned {
    /// One place.
    At {
        /// Where, in WGS84 degrees.
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

    /// The lists of places that would open; none when only single places are planned.
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
            "horaires": "un lieu ajouté sans horaires est considéré comme ouvert en permanence",
        })
    }

    /// `territory` as it would be, and the accounts of the lists that were read.
    ///
    /// # Errors
    ///
    /// When a list cannot be read; [`Error::Option`](crate::Error::Option) for a place to close that
    /// is of no place, of several, or of one that serves nobody, and for a place to open where it
    /// would serve nobody.
    pub(crate) fn carried_out(
        &self,
        territory: &Territory,
        sites: &Sites,
        lists: &ReadLists<'_>,
    ) -> Result<(Territory, Vec<Account>)> {
        let mut closed = Vec::new();
        for id in &self.remove {
            let place = place_of(id, territory, lists.ledger)?;
            if !sites.serves(place) {
                let expected = sentences::serves_nobody();
                return refused("options.remove", id, expected);
            }
            closed.push(place);
        }
        let period = territory.timetable().period;
        let reach_km = territory.buffer_km().max(lists.options.measure.main_threshold_km);
        let is_near = |position: Position| is_near(position, territory, reach_km);
        let (mut opened, mut accounts) = (Vec::new(), Vec::new());
        for planned in &self.add {
            match planned {
                Planned::At { position, kind, name } => {
                    let [latitude, longitude] = [position.latitude(), position.longitude()];
                    let swapped = Position::new(longitude, latitude);
                    let at = format!("{longitude},{latitude}");
                    if !is_near(*position) && swapped.is_some_and(is_near) {
                        let expected = sentences::swapped();
                        return refused("options.add", &at, expected);
                    }
                    if !is_near(*position) {
                        let expected = sentences::far();
                        return refused("options.add", &at, expected);
                    }
                    let id = format!("ajout-{}", opened.len() + 1);
                    let place = Place {
                        name: name.clone(),
                        stop: (*kind == Kind::Itinerant).then(Box::default),
                        ..Place::new(id, *kind, *position)
                    };
                    opened.push((place, Some(Presence::always(period))));
                }
                Planned::List(path) => {
                    let (places, of_list) = lists.read(path, period, Role::PLANNED)?;
                    if !places.iter().any(|(place, _)| is_near(place.position)) {
                        let expected = sentences::list_far();
                        return refused("options.add", &path.display().to_string(), expected);
                    }
                    opened.extend(places);
                    accounts.extend(of_list);
                }
            }
        }
        Ok((territory.without_places(closed).with_places(opened), accounts))
    }
}

/// How the lists of a plan are read: as those of the run.
pub(crate) struct ReadLists<'run> {
    pub(crate) sources: &'run Sources,
    pub(crate) options: &'run CoverageOptions,
    pub(crate) ledger: &'run Ledger,
    pub(crate) progress: &'run (dyn Fn(Step) + Sync),
}

/// Places with their opening times.
pub(crate) type OpenPlaces = Vec<(Place, Option<Presence>)>;

impl ReadLists<'_> {
    /// The places of a list with their opening times, those without hours as always open; and the
    /// accounts of its rows, as of this role.
    pub(crate) fn read(
        &self,
        path: &Path,
        period: Period,
        role: Role,
    ) -> Result<(OpenPlaces, Vec<Account>)> {
        let (sources, load) = (self.sources, &self.options.load);
        let supply = Supply {
            mediation: Vec::new(),
            france_services: Vec::new(),
            itinerant: Vec::new(),
            catalogue: Vec::new(),
            ..sources.supply.clone()
        };
        let inputs = CatalogueInputs {
            files: vec![path.to_owned()],
            supply,
            communes: sources.communes.clone(),
            passage: sources.passage.clone(),
            cog: sources.cog.clone(),
            identity: load.identity,
            period: PeriodOptions { period: Some(period), ..load.period.clone() },
            ..CatalogueInputs::default()
        };
        let listed = catalogue(&inputs, |step| (self.progress)(step.into()))?;
        let always = || Presence::always(period);
        let presences = listed.timetable.places.into_iter();
        let places = listed.places.into_iter().zip(presences);
        let places = places.map(|(place, open)| (place, Some(open.unwrap_or_else(always))));
        // Of the files that the run reads too, such as contours, it has the account.
        let is_of_list = |account: &Account| account.role.is_list();
        let accounts = listed.ledger.accounts.into_iter().filter(is_of_list);
        let accounts = accounts.map(|account| Account { id: None, role, ..account });
        Ok((places.collect(), accounts.collect()))
    }
}

fn refused<T>(field: &'static str, value: &str, expected: Words) -> Result<T> {
    Err(BadOption { field, value: value.to_owned(), expected }.into())
}

/// Whether a place here may serve the study area: it is in it, or within `km` of it.
fn is_near(position: Position, territory: &Territory, km: f64) -> bool {
    let metres = km * 1_000.0;
    territory.studied().any(|commune| {
        let bounds = commune.contour.bounding_rect();
        bounds.is_some_and(|bounds| may_be_within(position, metres, bounds))
            && metres_to_contour(position, &commune.contour).is_some_and(|of| of <= metres)
    })
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
            expected: sentences::no_such_place(),
        }
        .into()),
        several => {
            let names: Vec<String> = several.iter().map(|(_, place)| named(place)).collect();
            Err(BadOption {
                field: "options.remove",
                value: format!("{id}` (`{})", names.join("`, `")),
                expected: sentences::several_places(),
            }
            .into())
        }
    }
}
