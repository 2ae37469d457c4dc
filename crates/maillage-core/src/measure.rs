//! Measure: access, need, and the gap between them.
//!
//! A pure function: a territory and a way of travelling in, one row for each commune out.
//! To answer "what if", measure twice.

mod choice;
mod competition;
mod homes;
mod options;
mod ranked;
mod results;

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use rayon::prelude::*;

pub use choice::Choice;
pub use competition::{
    Competition, CompetitionMethod, CompetitionOptions, Demand, Given, NoCompetition,
};
pub use homes::{HomeCosts, Measured};
pub use options::{MeasureOptions, ToursWithoutStops, check_distance};
pub(crate) use ranked::Ranked;
pub use results::{CommuneResult, NeedQuality, Results, Totals};

use crate::{
    Result,
    access::{self, Access, Gaps, Homes, Openings, Pool},
    borders::OpenBorders,
    certainty::{self, Certainty},
    gap::{self, FixedClasses},
    model::{Commune, CommuneId, PlaceId},
    need::{Confidence, Drawn, Draws},
    presence::Timetable,
    sites::Sites,
    territory::Territory,
    tours::Vehicles,
    travel::{CostTable, CostUnit, CrowFlies, Limits, OnTable, PairCounts, Travel, TravelOrigin},
};

/// How people travel. See [`measure`] for an example.
#[derive(Debug, Clone, Copy)]
pub enum Way<'run> {
    /// In a straight line.
    Crow,
    /// With the costs of a table.
    Table(&'run CostTable),
}

/// Measures the study area of `territory`. `progress` receives the number of communes done
/// and their total; it may be called from any thread.
///
/// With a table of durations, straight-line distances are measured too, and the durations
/// decide classes and ranks. On all cores. In a straight line O(log places + places within the
/// largest threshold) for each home.
///
/// # Errors
///
/// Those of [`Sites::new`], and [`Error::Option`](crate::Error::Option) for an option that does not
/// pass [`MeasureOptions::check`] or does not fit `territory`: limits of classes of another unit or
/// need, hours outside the period, or a competition that cannot be computed.
///
/// # Examples
///
/// ```
/// use maillage_core::{
///     geodesy::Position,
///     measure::{MeasureOptions, Way, measure},
///     model::{Commune, Kind, Place},
///     territory::{Parts, Territory},
/// };
///
/// let at = |longitude| Position::new(45.0, longitude).expect("a position on the globe");
/// let commune = Commune::new("16015".parse()?, "Angoulême", at(0.1));
/// let place = Place::new("lieu-1", Kind::Mediation, at(0.2));
/// let territory =
///     Territory::new(Parts { communes: vec![commune], places: vec![place], ..Parts::default() });
///
/// let results = measure(&territory, Way::Crow, &MeasureOptions::default(), &|_, _| ())?;
/// let distance = results.communes[0].distance.distances.mean.expect("a place is within reach");
/// // A tenth of a degree of longitude, at 45° north.
/// assert!((distance.length().km() - 7.885).abs() < 0.005);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn measure(
    territory: &Territory,
    way: Way<'_>,
    options: &MeasureOptions,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Results> {
    Ok(run(territory, way, options, progress, Keep::Nothing)?.results)
}

/// Measures as [`measure`] does, and keeps the costs from every home, so that communes can be
/// measured together: see [`unions`](crate::unions).
///
/// # Errors
///
/// Those of [`measure`].
pub fn measure_homes(
    territory: &Territory,
    way: Way<'_>,
    options: &MeasureOptions,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Measured> {
    run(territory, way, options, progress, Keep::Homes)
}

/// What is kept of a measure beside its results.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keep {
    Nothing,
    Homes,
}

fn run(
    territory: &Territory,
    way: Way<'_>,
    options: &MeasureOptions,
    progress: &(dyn Fn(usize, usize) + Sync),
    keep: Keep,
) -> Result<Measured> {
    options.check(way)?;
    let unit = match way {
        Way::Table(table) => table.unit,
        Way::Crow => CostUnit::Length,
    };
    let fixed = options.classes.fixed(unit, options.main_threshold(unit), territory.subject())?;
    options.hours.check(territory.timetable().period)?;
    let timetable = options.hours.cut(territory.timetable());
    let sites = Sites::new(territory, &timetable, options)?;
    let vehicles = Vehicles::new(territory.tours(), territory.places());
    let openings = Openings::new(&timetable);
    let supply = RunSupply { timetable: &timetable, vehicles: &vehicles, openings: &openings };
    let all = |travel: &dyn Travel, progress: &(dyn Fn(usize, usize) + Sync)| {
        all(territory, travel, &supply, options, progress, keep)
    };
    let crow = || CrowFlies::new(&sites, options.detour);
    // What is asked of the way of travelling that decides, beside access.
    let beside = |travel: &dyn Travel| -> Result<_> {
        let choices = options.choice.then(|| choice::choices(territory, travel, &sites, options));
        Ok((competition::competition(territory, travel, &sites, &supply, options)?, choices))
    };
    let (distances, durations, pairs, (competition, choices)) = match way {
        Way::Crow => {
            let travel = crow();
            (all(&travel, progress), None, None, beside(&travel)?)
        }
        Way::Table(table) => {
            let travel = OnTable::new(table, territory, &sites, options.own_commune());
            let measured = all(&travel, progress);
            let unknown = territory.study().iter().zip(&measured.access);
            let unknown = unknown.filter(|(_, access)| access.is_unknown).map(|(id, _)| *id);
            let pairs = Some(travel.pairs(territory.study(), unknown));
            match table.unit {
                CostUnit::Length => (measured, None, pairs, beside(&travel)?),
                CostUnit::Duration => {
                    (all(&crow(), &|_, _| ()), Some(measured), pairs, beside(&travel)?)
                }
            }
        }
    };
    let (durations, of_durations) =
        durations.map(|measured| (measured.access, measured.homes)).unzip();
    let measured = (distances.access, durations);
    let mut results =
        assemble_results(territory, options, sites, timetable, pairs, measured, fixed);
    (results.competition, results.choices) = (competition, choices);
    let by_length = HomeCosts::new(CostUnit::Length, distances.homes, options);
    let by_duration = of_durations.map(|homes| HomeCosts::new(CostUnit::Duration, homes, options));
    Ok(Measured { results, vehicles, openings, by_length, by_duration })
}

/// The supply of one run.
#[derive(Clone, Copy)]
struct RunSupply<'run> {
    timetable: &'run Timetable,
    vehicles: &'run Vehicles,
    openings: &'run Openings,
}

/// The access of every commune of the study area. Each stands apart, so that it is not moved into the
/// row that will hold it: rows and accesses together would take twice as much.
type AccessByRow = Vec<Box<Access>>;

/// The access of every commune of the study area, and their homes where they are kept.
struct AllAccess {
    access: AccessByRow,
    homes: Vec<Homes>,
}

/// The access of every commune of the study area, on all cores.
fn all(
    territory: &Territory,
    travel: &dyn Travel,
    supply: &RunSupply,
    options: &MeasureOptions,
    progress: &(dyn Fn(usize, usize) + Sync),
    keep: Keep,
) -> AllAccess {
    let limits = options.limits(travel.unit());
    let done = AtomicUsize::new(0);
    let total = territory.study().len();
    let gaps = || Gaps::new(supply.openings);
    let measured = |gaps: &mut Gaps, id: &CommuneId| {
        let homes = reached_by(territory, *id, travel, options, &limits);
        let pool = Pool::of_one(&limits, &homes);
        let access = supply.access(&pool, gaps, territory.commune(*id).is_empty());
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        if done.is_multiple_of(500) || done == total {
            progress(done, total);
        }
        (Box::new(access), (keep == Keep::Homes).then_some(homes))
    };
    let (access, homes): (Vec<_>, Vec<_>) =
        territory.study().par_iter().map_init(gaps, measured).unzip();
    AllAccess { access, homes: homes.into_iter().flatten().collect() }
}

impl RunSupply<'_> {
    /// The access of `pool`. `gaps` are those of these openings.
    fn access(&self, pool: &Pool, gaps: &mut Gaps, is_empty: bool) -> Access {
        let minutes = |near: &[PlaceId]| self.vehicles.minutes_together(near, self.timetable);
        pool.access(is_empty, gaps, minutes)
    }
}

/// The costs from the homes of one commune.
fn reached_by(
    territory: &Territory,
    id: CommuneId,
    travel: &dyn Travel,
    options: &MeasureOptions,
    limits: &Limits,
) -> Homes {
    let commune = territory.commune(id);
    let homes = territory.origins(id);
    let weight = options.residents_weight.for_homes(&homes);
    let mut reached = Homes::default();
    travel.reach(TravelOrigin { id, commune, homes: &homes }, limits, &mut |home, reach| {
        reached.add(home, &homes[home], weight, reach);
    });
    reached
}

/// The results of all communes, with their gaps and certainties.
fn assemble_results(
    territory: &Territory,
    options: &MeasureOptions,
    sites: Sites,
    timetable: Arc<Timetable>,
    pairs: Option<PairCounts>,
    (distances, durations): (AccessByRow, Option<AccessByRow>),
    fixed: FixedClasses,
) -> Results {
    let communes: Vec<&Commune> = territory.studied().collect();
    let unit = if durations.is_some() { CostUnit::Duration } else { CostUnit::Length };
    let deciding = durations.as_ref().unwrap_or(&distances);
    let [by_distance, access] =
        [&distances, deciding].map(|rows| rows.iter().map(|of| &**of).collect::<Vec<&Access>>());
    let crosses = |(id, distance): (&CommuneId, &&Access)| {
        distance.nearest.is_some_and(|to| territory.crosses_water(*id, to.place))
    };
    let borders = OpenBorders::of(territory, &sites);
    let uncertain = borders.uncertain(territory, &by_distance, options.detour, options.reach_km);
    let across_water: Vec<bool> =
        territory.study().par_iter().zip(&by_distance).map(crosses).collect();
    // A duration is that of a way that exists: the straight line is no reason then.
    let reasons: Vec<bool> =
        across_water.iter().map(|crosses| *crosses && unit == CostUnit::Length).collect();
    let is_need_given = territory.is_need_given();
    let gaps = gap::classify(&communes, &access, unit, &reasons, is_need_given, fixed);
    let draws = draws(territory);
    let certainties = certainty::certainties(
        &communes,
        &access,
        &gaps,
        &draws,
        fixed.need,
        territory.confidence(),
    );
    drop((communes, access, by_distance));
    let certainty_of = |rank: usize| -> Option<Certainty> {
        certainties.as_ref().and_then(|all| all.communes[rank])
    };
    let promises = access::promises(territory, options.reach(), options.detour);
    let mut durations = durations.map(Vec::into_iter);
    let rows = territory.study().iter().zip(distances).zip(promises).enumerate();
    let rows = rows.map(|(rank, ((id, distance), promise))| CommuneResult {
        commune: *id,
        distance,
        duration: durations.as_mut().and_then(Iterator::next),
        promise,
        gap: gaps.communes[rank],
        certainty: certainty_of(rank),
        crosses_water: across_water[rank],
        border_uncertain: uncertain.communes[rank],
    });
    Results {
        communes: rows.collect(),
        unit,
        access_limits: gaps.access_limits,
        need_limits: gaps.need_limits,
        fixed_classes: fixed,
        counts_residents: gaps.counts_residents,
        has_certainty: certainties.is_some(),
        sites,
        timetable,
        pairs,
        borders: borders.borders,
        unlisted: borders.inside,
        lists_end_in: uncertain.beyond,
        competition: Err(NoCompetition::NotWanted),
        choices: None,
        options: options.clone(),
    }
}

/// The draws of the need of the communes of the study area.
pub(crate) fn draws(territory: &Territory) -> Draws<'_> {
    let is_estimated = territory.estimates().is_some();
    let communes = territory.studied().map(|commune| drawn(commune, is_estimated));
    Draws::new(territory.estimates(), communes.collect())
}

/// The parameters for drawing the need of a commune.
fn drawn(commune: &Commune, is_estimated: bool) -> Drawn {
    let Some(need) = commune.need else { return Drawn::Unknown };
    if is_estimated {
        return Drawn::Estimated(commune.code);
    }
    let Some(people) = need.people else { return Drawn::Unknown };
    // The bounds of a table are taken as a 90 % interval. Without bounds the variance of
    // need is unknown.
    let bounds = need.low.zip(need.high).filter(|_| people > 0.0);
    let relative_error =
        bounds.map(|(low, high)| (high - low) / 2.0 / Confidence::Ninety.reach() / people);
    Drawn::Given { people, relative_error }
}
