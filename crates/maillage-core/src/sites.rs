//! Sites: the places that serve a run, and those whose hours leave it open.

use crate::{
    error::{Error, Result},
    geodesy::{Length, Position},
    measure::MeasureOptions,
    model::{Kind, Place, PlaceId},
    presence::Timetable,
    territory::Territory,
};

/// What a place is to a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Service {
    /// It serves as this kind, and perhaps as a second one.
    Serves(Kind, Option<Kind>),
    /// It would serve if its hours, which are asked for, were known.
    HoursUnknown(Kind, Option<Kind>),
    /// It serves no distance.
    No,
}

/// The places of a territory as one run takes them, in the order of the territory.
#[derive(Debug, Clone)]
pub struct Sites {
    services: Vec<Service>,
    positions: Vec<Position>,
    uncertainties: Vec<Length>,
}

impl Sites {
    /// The sites of `territory` under `options`, whose hours are those of `timetable`.
    ///
    /// # Errors
    ///
    /// [`Error::NoPlaces`], [`Error::NoPlacesNear`] or [`Error::NoneOpen`] when no place
    /// serves, unless hours are asked for and known of some: that nobody has help then is an
    /// answer.
    pub fn new(
        territory: &Territory,
        timetable: &Timetable,
        options: &MeasureOptions,
    ) -> Result<Self> {
        let service = |(rank, place): (usize, &Place)| {
            let kinds = options.kinds_of(place);
            let presence = timetable.places[rank].as_ref();
            match kinds {
                None => Service::No,
                Some((kind, also)) if options.hours.serves(presence, timetable.period) => {
                    Service::Serves(kind, also)
                }
                Some((kind, also)) if presence.is_none() => Service::HoursUnknown(kind, also),
                Some(_) => Service::No,
            }
        };
        let places = territory.places();
        let sites = Self {
            services: places.iter().enumerate().map(service).collect(),
            positions: places.iter().map(|place| place.position).collect(),
            uncertainties: places.iter().map(|place| place.position_uncertainty).collect(),
        };
        let serve = sites.services.iter().any(|service| matches!(service, Service::Serves(..)));
        // That nobody has help at these hours is worth a map, if hours are known at all.
        let asked = options.hours.is_asked() && timetable.known() > 0;
        if serve || asked {
            return Ok(sites);
        }
        let never_open = options.hours.is_asked() || timetable.known() > 0;
        Err(match (never_open, territory.is_cut_out()) {
            (true, _) => Error::NoneOpen {
                known: timetable.known(),
                places: places.len(),
                period: timetable.period.to_string(),
            },
            (false, false) => Error::NoPlaces,
            (false, true) => Error::NoPlacesNear,
        })
    }

    /// How many places there are, whether or not they serve.
    pub fn len(&self) -> usize {
        self.services.len()
    }

    /// Whether there is no place.
    pub fn is_empty(&self) -> bool {
        self.services.is_empty()
    }

    /// The ids of all places.
    pub fn ids(&self) -> impl Iterator<Item = PlaceId> + use<> {
        (0..self.services.len()).map(PlaceId::new)
    }

    /// Whether a place serves.
    pub fn serves(&self, place: PlaceId) -> bool {
        matches!(self.services[place.index()], Service::Serves(..))
    }

    /// The kind as which a place serves first; `None` when it serves no distance.
    pub fn serves_as(&self, place: PlaceId) -> Option<Kind> {
        match self.services[place.index()] {
            Service::Serves(kind, _) => Some(kind),
            _ => None,
        }
    }

    /// Whether a place does not serve only because its hours are unknown.
    pub fn has_unknown_hours(&self, place: PlaceId) -> bool {
        matches!(self.services[place.index()], Service::HoursUnknown(..))
    }

    /// The kinds as which a place serves, or would serve if its hours were known.
    pub fn kinds(&self, place: PlaceId) -> impl Iterator<Item = Kind> + use<> {
        let (kind, also) = match self.services[place.index()] {
            Service::Serves(kind, also) | Service::HoursUnknown(kind, also) => (Some(kind), also),
            Service::No => (None, None),
        };
        kind.into_iter().chain(also)
    }

    /// How many places serve.
    pub fn serving(&self) -> usize {
        self.ids().filter(|place| self.serves(*place)).count()
    }

    /// Where a place is.
    pub fn position(&self, place: PlaceId) -> Position {
        self.positions[place.index()]
    }

    /// Lower bound on any distance to a place: zero where its position is known.
    pub fn uncertainty(&self, place: PlaceId) -> Length {
        self.uncertainties[place.index()]
    }
}
