//! Sites: the places that serve a run, and those excluded because their hours are unknown. A place
//! that is not known to offer what the run asks is neither.

use crate::{
    error::{Error, Result},
    geodesy::{Length, Position},
    measure::MeasureOptions,
    model::{Kind, Place, PlaceId},
    offer::{OfferFound, Verdict},
    presence::Timetable,
    territory::Territory,
};

/// The role of a place in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Service {
    /// The place serves as this kind, and as a second kind if any.
    Serves(Kind, Option<Kind>),
    /// The place would serve if its hours were known: the run restricts supply to certain
    /// hours.
    HoursUnknown(Kind, Option<Kind>),
    /// The place does not enter any distance.
    No,
}

/// The role of each place in one run, in the order of the territory. Methods panic for the id of a
/// place that the territory does not have.
#[derive(Debug, Clone)]
pub struct Sites {
    services: Vec<Service>,
    positions: Vec<Position>,
    uncertainties: Vec<Length>,
    offer: Option<OfferFound>,
}

impl Sites {
    /// The sites of `territory` under `options`, with the hours of `timetable`.
    ///
    /// # Errors
    ///
    /// [`Error::NoPlaces`], [`Error::NoPlacesNear`], [`Error::OnlyTours`], [`Error::NoneOffers`] or
    /// [`Error::NoneOpen`] when no place serves; [`Error::NotOffered`] for a word that no place
    /// says, and [`Error::Option`] for one without letters or digits. A run restricted to certain
    /// hours may have no place, provided that the hours of some place are known.
    pub fn new(
        territory: &Territory,
        timetable: &Timetable,
        options: &MeasureOptions,
    ) -> Result<Self> {
        let places = territory.places();
        let wanted = options.offer.among(places.iter())?;
        let verdicts: Vec<Verdict> = places.iter().map(|place| wanted.verdict(place)).collect();
        let service = |(rank, place): (usize, &Place)| {
            let id = PlaceId::new(rank);
            // What is planned is planned to offer what is asked.
            let is_wanted = territory.is_planned(id) || wanted.lets_serve(verdicts[rank]);
            let kinds = options.kinds_of(place);
            let kinds = kinds.filter(|_| is_wanted && !territory.is_closed(id));
            let presence = timetable.of(PlaceId::new(rank));
            match kinds {
                None => Service::No,
                Some((kind, also)) if options.hours.serves(presence, timetable.period) => {
                    Service::Serves(kind, also)
                }
                Some((kind, also))
                    if options.hours.is_open(presence, timetable.period).is_none() =>
                {
                    Service::HoursUnknown(kind, also)
                }
                Some(_) => Service::No,
            }
        };
        let services = places.iter().enumerate().map(service).collect();
        let usable = places.iter().zip(&verdicts);
        let usable = usable.filter(|(place, _)| options.kinds_of(place).is_some());
        let offer = wanted.found(usable.map(|(_, verdict)| *verdict))?;
        let sites = Self {
            services,
            positions: places.iter().map(|place| place.position).collect(),
            uncertainties: places.iter().map(|place| place.position_uncertainty).collect(),
            offer,
        };
        let serve = sites.services.iter().any(|service| matches!(service, Service::Serves(..)));
        // No place open at the requested hours is a valid result if some hours are known.
        let hours_are_restricted = options.hours.is_asked() && timetable.known() > 0;
        if serve || hours_are_restricted {
            return Ok(sites);
        }
        let is_tour = |place: &Place| place.kind == Kind::Itinerant && place.stop.is_none();
        if !places.is_empty() && places.iter().all(is_tour) {
            return Err(Error::OnlyTours { places: places.len() });
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

    /// Number of places, whether or not they serve.
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

    /// The main kind as which a place serves; `None` when the place enters no distance.
    pub fn serves_as(&self, place: PlaceId) -> Option<Kind> {
        match self.services[place.index()] {
            Service::Serves(kind, _) => Some(kind),
            _ => None,
        }
    }

    /// Whether a place is excluded only because its hours are unknown.
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

    /// What is asked of places and how many offer it, among those that enter distances otherwise;
    /// `None` when nothing is asked.
    pub fn offer(&self) -> Option<&OfferFound> {
        self.offer.as_ref()
    }

    /// Number of places that serve.
    pub fn serving(&self) -> usize {
        self.ids().filter(|place| self.serves(*place)).count()
    }

    /// The position of a place.
    pub fn position(&self, place: PlaceId) -> Position {
        self.positions[place.index()]
    }

    /// Lower bound on any distance to a place: zero where its position is known.
    pub fn uncertainty(&self, place: PlaceId) -> Length {
        self.uncertainties[place.index()]
    }
}
