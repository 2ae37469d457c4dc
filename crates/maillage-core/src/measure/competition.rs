//! Competition in a run: what the people of each commune get of the places that they share.
//!
//! Demand is the people in need: those of a commune are divided among its homes as the grid says.
//! Where need is unknown for a commune, its residents at the mean share of the others stand for it;
//! where no need is counted in people, residents compete. Communes around the study area compete
//! with all their people at their point of departure.
//!
//! Capacity is given in two ways: each serving place counts as one, and each place of known hours
//! has its minutes of presence a week. Stops that one vehicle serves at the same time share its
//! minutes. Places of unknown hours have no minutes: they are counted beside.

use std::ops::Range;

use super::MeasureOptions;
use crate::{
    BadOption,
    competition::{Catchment, Decay, Method, PlaceShare, Shared, TravelledPairs},
    exact_sum::ExactSum,
    model::{Commune, CommuneId, PlaceId, StudyRow},
    presence::Timetable,
    sites::Sites,
    territory::Territory,
    tours::Vehicles,
    travel::{Cost, CostUnit, Travel},
};

/// Options of the competition.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CompetitionOptions {
    /// The method.
    pub method: CompetitionMethod,
    /// The decay, in kilometres or minutes; see [`Method::catchment`] for what stands for it when
    /// `None`.
    pub decay: Option<Decay>,
    /// Kilometres or minutes beyond which no place serves; the main threshold when `None`.
    pub catchment: Option<f64>,
}

/// Which method is computed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CompetitionMethod {
    /// E2SFCA, if the hours of a place and the people of a commune are known.
    #[default]
    WhereKnown,
    /// None.
    None,
    /// This one.
    Chosen(Method),
}

/// What the people of a run get of the places that they share.
#[derive(Debug, Clone, PartialEq)]
pub struct Competition {
    /// The method.
    pub method: Method,
    /// The catchment of each place, in `unit`.
    pub catchment: Catchment,
    /// Unit of the catchment.
    pub unit: CostUnit,
    /// Who competes.
    pub demand: Demand,
    /// Minutes of presence a week. `None` when no hours are known.
    pub minutes: Option<Given>,
    /// Places, each as one.
    pub places: Given,
    /// Serving places of unknown hours: they have no minutes.
    pub unknown_hours: Vec<PlaceId>,
}

/// Who competes for the places.
#[derive(Debug, Clone, PartialEq)]
pub struct Demand {
    /// People at each origin: the homes of the study area and the points of departure around it.
    people: Vec<f64>,
    /// The origins of the commune of each study row.
    rows: Vec<Range<usize>>,
    /// Whether residents compete, because no need is counted in people.
    pub of_residents: bool,
    /// Communes whose need is unknown, and estimated by the mean share of the others.
    pub of_mean_need: usize,
    /// Communes whose people are unknown: they compete for nothing.
    pub without_people: usize,
    /// Communes around the study area that have a place in their catchment, and compete too.
    pub around: usize,
}

/// One capacity, as it is given out.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    /// Access of each commune of the study area: the mean over its people, by study row. `None`
    /// without people, and where only places of unknown hours are in the catchment.
    pub communes: Vec<Option<f64>>,
    /// Access at each origin.
    homes: Vec<f64>,
    /// Places in the catchment of each origin.
    around: Vec<u32>,
    /// The places that count, with their capacity and what they give out; without shares for
    /// methods without competition.
    pub places: Vec<(PlaceId, f64, Option<PlaceShare>)>,
    /// Capacity of the places that serve somebody.
    pub allocated: f64,
    /// Access × demand, over all who compete.
    pub received: f64,
}

impl CompetitionOptions {
    /// No competition.
    pub const NONE: Self = Self { method: CompetitionMethod::None, decay: None, catchment: None };

    /// Checks the range of every option.
    ///
    /// # Errors
    ///
    /// [`BadOption`] for the first option that fails.
    pub(super) fn check(&self) -> Result<(), BadOption> {
        if let Some(catchment) = self.catchment
            && !(catchment.is_finite() && catchment > 0.0 && catchment <= 20_000.0)
        {
            let expected = "is no catchment; give kilometres, or minutes with a travel table in \
                            minutes, such as 10";
            let value = catchment.to_string();
            return Err(BadOption { field: "options.catchment", value, expected });
        }
        if let Some(decay) = self.decay.as_ref().filter(|decay| !decay.is_bounded_at(0.0)) {
            let expected = "makes no number of a place next door; give the least cost that \
                            counts, such as power:1,min=0.5";
            let value = decay.to_string();
            return Err(BadOption { field: "options.decay", value, expected });
        }
        Ok(())
    }

    /// The method and its catchment; `None` when none is asked for.
    fn chosen(
        &self,
        most: f64,
        are_hours_known: bool,
    ) -> Result<Option<(Method, Catchment)>, BadOption> {
        let method = match self.method {
            CompetitionMethod::Chosen(method) => method,
            CompetitionMethod::WhereKnown if are_hours_known => Method::Enhanced,
            _ => return Ok(None),
        };
        let catchment =
            method.catchment(self.decay.clone(), Some(self.catchment.unwrap_or(most)))?;
        Ok(Some((method, catchment)))
    }
}

/// The places of a run, with their hours.
pub(super) struct Supply<'run> {
    pub(super) sites: &'run Sites,
    pub(super) timetable: &'run Timetable,
    pub(super) vehicles: &'run Vehicles,
}

/// The competition of a run; `None` when it is not asked for, or when neither hours nor people are
/// known and it was not asked for by name.
///
/// # Errors
///
/// [`BadOption`] when the method cannot be computed as it is asked for.
pub(super) fn competition(
    territory: &Territory,
    travel: &dyn Travel,
    supply: &Supply,
    options: &MeasureOptions,
) -> Result<Option<Competition>, BadOption> {
    let unit = travel.unit();
    let Supply { sites, timetable, vehicles } = supply;
    let serving: Vec<PlaceId> = sites.ids().filter(|place| sites.serves(*place)).collect();
    let minutes = vehicles.minutes_apart(timetable);
    let unknown_hours: Vec<PlaceId> =
        serving.iter().copied().filter(|place| minutes[place.index()].is_none()).collect();
    let are_hours_known = unknown_hours.len() < serving.len();
    let asked = options.competition.chosen(options.main_threshold(unit), are_hours_known)?;
    let Some((method, catchment)) = asked else { return Ok(None) };
    let end = catchment.end().unwrap_or(f64::MAX);
    let end = match unit {
        CostUnit::Length => Cost::from_km(end),
        CostUnit::Duration => Cost::from_minutes(end),
    };
    let all = TravelledPairs::new(territory, travel, |place| sites.serves(place), end);
    let mut demand = Demand::new(territory, &all);
    if demand.people.iter().all(|people| *people == 0.0) && method.competes() {
        return match options.competition.method {
            CompetitionMethod::Chosen(method) => Err(BadOption {
                field: "options.competition",
                value: method.name().to_owned(),
                expected: "shares places among people, and nothing tells how many they are; add \
                           `sources.population`",
            }),
            _ => Ok(None),
        };
    }
    let shares = |demand: &Demand, pairs: &TravelledPairs, capacity: &[f64]| {
        let Ok(shared) = method.access(pairs, &demand.people, capacity, &catchment);
        shared
    };
    let ones = vec![1.0; territory.places().len()];
    let by_places = shares(&demand, &all, &ones);
    let is_near = |rank: &usize| {
        all.of(CommuneId::new(*rank)).any(|origin| by_places.origins[origin].places > 0)
    };
    let near = (0..territory.communes().len()).filter(is_near).count();
    let studied_near = territory.study().iter().filter(|id| is_near(&id.index())).count();
    demand.around = near - studied_near;
    let by_minutes = are_hours_known.then(|| {
        let is_known = |place: PlaceId| sites.serves(place) && minutes[place.index()].is_some();
        let capacity: Vec<f64> = minutes.iter().map(|minutes| minutes.unwrap_or(0.0)).collect();
        let pairs = TravelledPairs::new(territory, travel, is_known, end);
        let shared = shares(&demand, &pairs, &capacity);
        let places = serving.iter().copied().filter(|place| is_known(*place));
        Given::new(&demand, shared, &capacity, places.collect(), Some(&by_places))
    });
    let places = Given::new(&demand, by_places, &ones, serving, None);
    Ok(Some(Competition {
        method,
        catchment,
        unit,
        demand,
        minutes: by_minutes,
        places,
        unknown_hours,
    }))
}

impl Demand {
    fn new(territory: &Territory, pairs: &TravelledPairs) -> Self {
        let communes = territory.communes();
        let known = |commune: &Commune| {
            let (residents, need) = (commune.population?, commune.need?.people?);
            (residents > 0).then_some((residents as f64, need))
        };
        let [residents, need] = [0, 1].map(|of| {
            let known = communes.iter().filter_map(known);
            known.map(|known| if of == 0 { known.0 } else { known.1 }).collect::<ExactSum>().value()
        });
        let of_residents = need == 0.0;
        let share = need / residents;
        let (mut of_mean_need, mut without_people) = (0, 0);
        let mut people = Vec::with_capacity(pairs.origins());
        for (rank, commune) in communes.iter().enumerate() {
            let homes = pairs.homes(CommuneId::new(rank));
            let by_residents = commune.population.map(|residents| residents as f64);
            let all = match commune.need.and_then(|need| need.people) {
                _ if of_residents => by_residents,
                Some(need) => Some(need),
                None => {
                    of_mean_need += usize::from(commune.population.is_some_and(|one| one > 0));
                    by_residents.map(|residents| residents * share)
                }
            };
            without_people += usize::from(all.is_none());
            let needy: f64 = homes.iter().map(|home| home.need).sum();
            let by_need = !of_residents && needy > 0.0;
            let weight = |home: &crate::model::Home| if by_need { home.need } else { home.people };
            let weights: f64 = homes.iter().map(weight).sum();
            let all = all.unwrap_or(0.0);
            people.extend(homes.iter().map(|home| match weights > 0.0 {
                true => all * (weight(home) / weights),
                false => all / homes.len() as f64,
            }));
        }
        Self {
            people,
            rows: territory.study().iter().map(|id| pairs.of(*id)).collect(),
            of_residents,
            of_mean_need,
            without_people,
            around: 0,
        }
    }

    /// People of the commune of this row.
    pub fn of(&self, row: StudyRow) -> f64 {
        self.people[self.rows[row.index()].clone()].iter().copied().collect::<ExactSum>().value()
    }
}

impl Given {
    /// What `shared` gives of this `capacity` to each commune. `all` counts all places of the
    /// catchment, where some have no known capacity.
    fn new(
        demand: &Demand,
        shared: Shared,
        capacity: &[f64],
        places: Vec<PlaceId>,
        all: Option<&Shared>,
    ) -> Self {
        let received = shared.received(&demand.people);
        let commune = |row: &Range<usize>| {
            let (mut sum, mut weight) = (ExactSum::ZERO, ExactSum::ZERO);
            for origin in row.clone() {
                let people = demand.people[origin];
                sum.add(people * shared.origins[origin].access);
                weight.add(people);
            }
            let has = |shared: &Shared| row.clone().any(|origin| shared.origins[origin].places > 0);
            let is_known = has(&shared) || !all.is_some_and(has);
            let weight = weight.value();
            (weight > 0.0 && is_known).then(|| sum.value() / weight)
        };
        let communes = demand.rows.iter().map(commune).collect();
        let share = |place: PlaceId| {
            let of = shared.places.get(place.index()).copied();
            (place, capacity[place.index()], of)
        };
        let places: Vec<_> = places.into_iter().map(share).collect();
        let serves = |share: &Option<PlaceShare>| share.is_none_or(|share| share.ratio.is_some());
        let allocated = places.iter().filter(|(_, _, share)| serves(share));
        Self {
            allocated: allocated.map(|(_, capacity, _)| *capacity).collect::<ExactSum>().value(),
            received,
            homes: shared.origins.iter().map(|origin| origin.access).collect(),
            around: shared.origins.iter().map(|origin| origin.places as u32).collect(),
            communes,
            places,
        }
    }

    /// The places that serve nobody, with their capacity.
    pub fn unallocated(&self) -> impl Iterator<Item = (PlaceId, f64)> + '_ {
        let alone = self
            .places
            .iter()
            .filter(|(_, _, share)| share.is_some_and(|share| share.ratio.is_none()));
        alone.map(|(place, capacity, _)| (*place, *capacity))
    }
}

impl Competition {
    /// Access over the people of several communes; `None` without people, and where it is unknown
    /// for all. A commune where it is unknown is left out.
    pub fn mean(&self, given: &Given, rows: &[StudyRow]) -> Option<f64> {
        if let [row] = rows {
            return given.communes[row.index()];
        }
        let (mut sum, mut weight) = (ExactSum::ZERO, ExactSum::ZERO);
        for row in rows {
            if let Some(access) = given.communes[row.index()] {
                let people = self.demand.of(*row);
                sum.add(people * access);
                weight.add(people);
            }
        }
        let weight = weight.value();
        (weight > 0.0).then(|| sum.value() / weight)
    }

    /// Serving places in the catchment of a commune: of its homes, that which has most.
    pub fn places_around(&self, row: StudyRow) -> usize {
        let counts = &self.places.around[self.demand.rows[row.index()].clone()];
        counts.iter().copied().max().unwrap_or(0) as usize
    }

    /// Whether places of unknown hours are in the catchment of a commune, so that its minutes may be
    /// more than are known.
    pub fn may_be_more(&self, row: StudyRow) -> bool {
        let Some(minutes) = &self.minutes else { return false };
        let mut origins = self.demand.rows[row.index()].clone();
        origins.any(|origin| self.places.around[origin] > minutes.around[origin])
    }

    /// Access and people of each home of a commune; nothing where its access is unknown.
    pub fn homes<'run>(
        &'run self,
        given: &'run Given,
        row: StudyRow,
    ) -> impl Iterator<Item = (f64, f64)> + use<'run> {
        let is_known = given.communes[row.index()].is_some();
        let origins = if is_known { self.demand.rows[row.index()].clone() } else { 0..0 };
        origins.map(|origin| (given.homes[origin], self.demand.people[origin]))
    }
}
