//! Competition in a run: what the people of each commune get of the places that they share.
//!
//! Demand is the people in need: those of a commune are divided among its homes as the grid says.
//! Where need is unknown for a commune, its residents at the mean share of the others stand for it;
//! where no need is counted in people, residents compete. Communes around the study area compete
//! with all their people at their point of departure; with a travel table, those whose ways it has.
//!
//! Capacity is given in three ways: each serving place counts as one, each place of known hours has
//! its minutes of presence a week, and each of which its list says so the people who help there.
//! Stops that one vehicle serves at the same time share its minutes. Places of unknown hours have no
//! minutes: they are counted beside, and so are those of unknown staff.

mod given;

use std::ops::Range;

pub use given::Given;

use super::{MeasureOptions, Ranked, RunSupply};
use crate::{
    BadOption,
    competition::{Capacity, Catchment, Decay, Method, Travelled, TravelledPairs, hand_out},
    equity::Equity,
    exact_sum::ExactSum,
    model::{Commune, CommuneId, Home, Place, PlaceId, StudyRow},
    sentences,
    sites::Sites,
    territory::Territory,
    travel::{Cost, CostUnit, Travel},
};

/// People who help at one place, at most: more is an identifier or a slip.
const MOST_STAFF: f64 = 1e6;

/// Options of the competition.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CompetitionOptions {
    /// The method.
    pub method: CompetitionMethod,
    /// The decay, in kilometres or minutes; see [`Method::catchment`] for what stands for it when
    /// `None`.
    pub decay: Option<Decay>,
    /// Kilometres or minutes beyond which no place serves; see [`end`](Self::end) for what stands
    /// for it when `None`.
    pub catchment: Option<f64>,
}

/// Which method is computed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CompetitionMethod {
    /// E2SFCA, if the hours of a place, or the people who help there, and the people of a commune
    /// are known.
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
    /// People who help, where lists count them; `None` when none does.
    pub staff: Option<Given>,
    /// Places, each as one.
    pub places: Given,
    /// Serving places of which no list says how many people help there; 0 when no list says it of
    /// any.
    pub unknown_staff: usize,
    /// Places of unknown hours, which have no minutes: those that serve, and those that would if
    /// their hours were known.
    pub unknown_hours: usize,
    /// How unequally people get of the [`main`](Self::main) capacity, over the whole study area.
    /// Groups are EPCI.
    pub equity: Equity,
}

/// Why no competition was computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoCompetition {
    /// None was wanted.
    NotWanted,
    /// Neither the hours of a place nor the people who help there are known.
    CapacityUnknown,
    /// Nothing tells how many people live in any commune.
    PeopleUnknown,
}

impl NoCompetition {
    /// The value in the output.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotWanted => "non_demande",
            Self::CapacityUnknown => "horaires_inconnus",
            Self::PeopleUnknown => "habitants_inconnus",
        }
    }
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
    /// Communes of the study area whose need is unknown, and estimated by the mean share of the
    /// others.
    pub of_mean_need: usize,
    /// Communes of the study area whose people are unknown: they compete for nothing.
    pub without_people: usize,
    /// Communes from which a cost that decides is missing: what they get is unknown.
    pub unknown_travel: usize,
    /// Communes around the study area that have a place in their catchment, and compete too.
    pub around: usize,
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
            let expected = sentences::no_catchment();
            let value = catchment.to_string();
            return Err(BadOption { field: "options.catchment", value, expected });
        }
        self.decay.as_ref().map_or(Ok(()), Decay::check)?;
        if self.wanted().is_none() && (self.decay.is_some() || self.catchment.is_some()) {
            let expected = sentences::no_competition();
            let value = "none".to_owned();
            return Err(BadOption { field: "options.competition", value, expected });
        }
        if let Some(decay) = self.decay.as_ref().filter(|decay| !decay.is_bounded_at(0.0)) {
            let expected = sentences::unbounded_decay();
            let value = decay.to_string();
            return Err(BadOption { field: "options.decay", value, expected });
        }
        Ok(())
    }

    /// The method that is computed where capacities are known; `None` when none is wanted.
    pub fn wanted(&self) -> Option<Method> {
        match self.method {
            CompetitionMethod::WhereKnown => Some(Method::Enhanced),
            CompetitionMethod::Chosen(method) => Some(method),
            CompetitionMethod::None => None,
        }
    }

    /// The cost beyond which no place serves: the catchment that is given, else the end of the
    /// decay that is given, else the main threshold `main`, in its unit.
    pub fn end(&self, main: f64) -> f64 {
        let of_decay = || self.decay.as_ref().and_then(Decay::end);
        self.catchment.or_else(of_decay).unwrap_or(main)
    }
}

/// The competition of a run; or why there is none.
///
/// # Errors
///
/// [`BadOption`] when the method cannot be computed as it is asked for.
pub(super) fn competition(
    territory: &Territory,
    travel: &dyn Travel,
    sites: &Sites,
    RunSupply { timetable, vehicles, .. }: &RunSupply,
    options: &MeasureOptions,
) -> Result<Result<Competition, NoCompetition>, BadOption> {
    let unit = travel.unit();
    let asked = &options.competition;
    let Some(method) = asked.wanted() else { return Ok(Err(NoCompetition::NotWanted)) };
    let by_name = asked.method != CompetitionMethod::WhereKnown;
    let serving: Vec<PlaceId> = sites.ids().filter(|place| sites.serves(*place)).collect();
    let minutes = vehicles.minutes_apart(timetable, |place| sites.serves(place));
    let staff: Vec<Option<f64>> = territory.places().iter().map(people_there).collect();
    let is_told =
        |known: &[Option<f64>]| serving.iter().any(|place| known[place.index()].is_some());
    let (are_hours_known, is_staff_known) = (is_told(&minutes), is_told(&staff));
    if !(by_name || are_hours_known || is_staff_known) {
        return Ok(Err(NoCompetition::CapacityUnknown));
    }
    let main = asked.end(options.main_threshold(unit));
    let catchment = method.catchment(asked.decay.clone(), Some(main))?;
    let end = Cost::from_shown(catchment.end().unwrap_or(main), unit);
    let travelled = Travelled { territory, travel, end };
    let all = travelled.pairs(|place| sites.serves(place));
    let mut demand = Demand::new(territory, &all);
    if method.competes() && demand.people.iter().all(|people| *people == 0.0) {
        if !by_name {
            return Ok(Err(NoCompetition::PeopleUnknown));
        }
        return Err(BadOption {
            field: "options.competition",
            value: method.name().to_owned(),
            expected: sentences::people_unknown(),
        });
    }
    let is_unknown: Vec<bool> =
        territory.study().iter().map(|id| travel.unknown(*id).any).collect();
    demand.unknown_travel = is_unknown.iter().filter(|is| **is).count();
    let without = |known: &[Option<f64>]| -> Vec<PlaceId> {
        let without = serving.iter().filter(|place| known[place.index()].is_none());
        without.copied().collect()
    };
    let unknown_staff = if is_staff_known { without(&staff) } else { Vec::new() };
    // Where only certain hours count, places of unknown hours do not serve, and might.
    let mut unknown_hours = without(&minutes);
    unknown_hours.extend(sites.ids().filter(|place| sites.has_unknown_hours(*place)));
    let ones = vec![Some(1.0); territory.places().len()];
    let capacities = [
        are_hours_known.then(|| capacity(&serving, &minutes, &unknown_hours)),
        is_staff_known.then(|| capacity(&serving, &staff, &unknown_staff)),
        Some(capacity(&serving, &ones, &[])),
    ];
    let capacities: Vec<Capacity> = capacities.into_iter().flatten().collect();
    let handouts = hand_out(method, travelled, &demand.people, &capacities, &catchment);
    let around = &handouts.last().expect("places are handed out, each as one").around;
    let is_near = |rank: &usize| all.of(CommuneId::new(*rank)).any(|origin| around[origin] > 0);
    let near = (0..territory.communes().len()).filter(is_near).count();
    let studied_near = territory.study().iter().filter(|id| is_near(&id.index())).count();
    demand.around = near - studied_near;
    let given = handouts.into_iter().zip(&capacities);
    let given: Vec<Given> =
        given.map(|(handout, of)| Given::new(&demand, handout, of, &is_unknown)).collect();
    let mut given = given.into_iter();
    let by_minutes = are_hours_known.then(|| given.next()).flatten();
    let by_staff = is_staff_known.then(|| given.next()).flatten();
    let places = given.next().expect("places are handed out, each as one");
    let rows: Vec<StudyRow> = (0..territory.study().len()).map(StudyRow::new).collect();
    let main = by_minutes.as_ref().unwrap_or(&places);
    let equity = main.equity(&demand, &Ranked::of(territory), &rows);
    Ok(Ok(Competition {
        method,
        catchment,
        unit,
        demand,
        minutes: by_minutes,
        staff: by_staff,
        places,
        unknown_staff: unknown_staff.len(),
        unknown_hours: unknown_hours.len(),
        equity,
    }))
}

/// The capacity of the `serving` places of which it is `known`. The others take no part, nor do
/// those that `might`, which are counted.
fn capacity(serving: &[PlaceId], known: &[Option<f64>], might: &[PlaceId]) -> Capacity {
    let nothing = vec![false; known.len()];
    let mut of =
        Capacity { supply: vec![0.0; known.len()], counts: nothing.clone(), might: nothing };
    for place in serving.iter().map(|place| place.index()) {
        if let Some(capacity) = known[place] {
            (of.supply[place], of.counts[place]) = (capacity, true);
        }
    }
    might.iter().for_each(|place| of.might[place.index()] = true);
    of
}

/// How many people help at a place, as its list says; `None` when it does not say it in a number, or
/// in one that is absurd.
fn people_there(place: &Place) -> Option<f64> {
    let text = place.details.get("effectif")?.trim().replace(',', ".");
    text.parse().ok().filter(|people| (0.0..=MOST_STAFF).contains(people))
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
        let of_residents = need == 0.0 || territory.subject().is_score();
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
                    let lives = commune.population.is_some_and(|one| one > 0);
                    of_mean_need += usize::from(lives && pairs.is_studied(CommuneId::new(rank)));
                    by_residents.map(|residents| residents * share)
                }
            };
            let is_studied = pairs.is_studied(CommuneId::new(rank));
            without_people += usize::from(all.is_none() && is_studied);
            let needy: f64 = homes.iter().map(|home| home.need).sum();
            let by_need = !of_residents && needy > 0.0;
            let weight = |home: &Home| if by_need { home.need } else { home.people };
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
            unknown_travel: 0,
        }
    }

    /// People of the commune of this row.
    pub fn of(&self, row: StudyRow) -> f64 {
        self.people[self.rows[row.index()].clone()].iter().copied().collect::<ExactSum>().value()
    }
}

impl Competition {
    /// Access over the people of several communes. People for whom it is unknown are left out; `None`
    /// without people, and where it is unknown for half of them or more.
    pub fn mean(&self, given: &Given, rows: &[StudyRow]) -> Option<f64> {
        given.mean(&self.demand, rows)
    }

    /// People of these communes for whom access is unknown.
    pub fn people_left_out(&self, given: &Given, rows: &[StudyRow]) -> f64 {
        let left_out =
            rows.iter().flat_map(|row| [self.demand.of(*row), -given.people[row.index()]]);
        left_out.collect::<ExactSum>().value().max(0.0)
    }

    /// Serving places in the catchment of a commune: of its homes, that which has most.
    pub fn places_around(&self, row: StudyRow) -> usize {
        self.places.around[row.index()] as usize
    }

    /// Whether places of unknown hours are in the catchment of a commune, so that its minutes may
    /// be more than are known.
    pub fn may_be_more(&self, row: StudyRow) -> bool {
        self.minutes.as_ref().is_some_and(|minutes| minutes.may_be_more[row.index()])
    }

    /// The capacity that tells most: minutes where hours are known, places otherwise.
    pub fn main(&self) -> &Given {
        self.minutes.as_ref().unwrap_or(&self.places)
    }

    /// How unequally people get of the [`main`](Self::main) capacity, over these communes.
    pub(crate) fn inequality(&self, ranked: &Ranked, rows: &[StudyRow]) -> Equity {
        self.main().equity(&self.demand, ranked, rows)
    }

    /// Access and people of each home of a commune whose access is known.
    pub fn homes<'run>(
        &'run self,
        given: &'run Given,
        row: StudyRow,
    ) -> impl Iterator<Item = (f64, f64)> + use<'run> {
        given.at_homes(&self.demand, row)
    }
}
