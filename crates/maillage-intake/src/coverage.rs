//! The main job: from files to the gap of every commune.

mod demand;
mod need;
mod options;
mod totals;

use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
};

use rayon::prelude::*;

pub use need::{NeedSubject, Sources};
pub use options::{CoverageOptions, OriginChoice, RoundsWithoutStops};
pub use totals::{NeedQuality, Totals};

use crate::{
    Error, Result,
    clean::{self, Area, GridPeople},
    gazetteer::Gazetteer,
    intake::{self, History, Supply},
    ledger::{Ledger, LedgerBuilder, Trouble},
    supply::{self, InTime},
};
use demand::Demand;
use maillage_core::{
    access::{self, Access, Homes, Promise},
    certainty::{self, Certainties},
    gap::{self, Gaps},
    geodesy::Length,
    index::{Blocks, PlaceIndex},
    model::{Commune, FileId, GivenRound, Home, Kind, Place, Precision, Residents, Territory},
    need::{Draws, Estimates},
    presence::Timetable,
    rounds::Vehicles,
    travel::{self, Landmasses, Limits},
};
use maillage_hours::Holidays;

/// The files of a run.
#[derive(Debug, Clone, Default)]
pub struct CoverageInputs {
    /// Contours.
    pub communes: PathBuf,
    /// Lists of places.
    pub supply: Supply,
    /// Residents by commune.
    pub population: Option<PathBuf>,
    /// Illectronism by commune.
    pub illectronism: Option<PathBuf>,
    /// People by age and commune.
    pub ages: Option<PathBuf>,
    /// The rates by age: the name of a table that comes with the program, or a file.
    pub rates: Option<String>,
    /// People by diploma or the like and commune, as the margins of the rates name them.
    pub margins: Option<PathBuf>,
    /// Population grids.
    pub residents: Vec<PathBuf>,
    /// EPCI by commune.
    pub membership: Option<PathBuf>,
    /// Town halls by commune.
    pub chefs_lieux: Option<PathBuf>,
    /// Passage table between two vintages of codes.
    pub passage: Option<PathBuf>,
    /// Tables of the Code officiel géographique, for lists that name former communes.
    pub cog: Vec<PathBuf>,
    /// The territory asked for; all communes if empty.
    pub within: Vec<Area>,
}

impl CoverageInputs {
    /// Every file of the run, but for the companions of a Shapefile.
    pub fn paths(&self) -> Vec<&Path> {
        let optional = [
            &self.population,
            &self.illectronism,
            &self.ages,
            &self.margins,
            &self.membership,
            &self.chefs_lieux,
            &self.passage,
        ];
        let tables = optional.into_iter().flatten().chain(&self.cog).chain(&self.residents);
        let tables = tables.map(PathBuf::as_path).chain(self.rates.as_deref().map(Path::new));
        std::iter::once(self.communes.as_path()).chain(tables).chain(self.supply.paths()).collect()
    }
}

/// What a run found.
#[derive(Debug)]
pub struct Coverage {
    /// The communes and places that were measured.
    pub territory: Territory,
    /// When its places are open, within the window that was asked for.
    pub timetable: Timetable,
    /// One a commune, in their order.
    pub access: Vec<Access>,
    /// What rounds promise beyond their stops, one a commune.
    pub promises: Vec<Promise>,
    /// Gaps and the limits of their classes.
    pub gaps: Gaps,
    /// What need is of.
    pub subject: NeedSubject,
    /// The estimates of need; `None` when it was given or is unknown.
    pub estimates: Option<Estimates>,
    /// What they are made of.
    pub sources: Option<Sources>,
    /// How sure the gaps are; `None` when nothing tells how need varies.
    pub certainties: Option<Certainties>,
    /// Where people live, by the grid; `None` without one. Its homes are those of all contours.
    pub grid: Option<GridPeople>,
    /// Whether the way to the nearest place crosses water, by commune; `None` when the
    /// contours do not tell.
    pub across_water: Option<Vec<bool>>,
    /// What became of every row.
    pub ledger: Ledger,
    /// The options of the run.
    pub options: CoverageOptions,
    /// The territory asked for.
    pub within: Vec<Area>,
}

/// Where a run stands, for a progress bar.
#[derive(Debug, Clone, Copy)]
pub enum Step<'run> {
    /// A file is being read.
    Reading(&'run Path),
    /// So many communes of so many are measured.
    Measured(usize, usize),
}

/// Runs the main job. `progress` is told where it stands, from any thread.
///
/// # Errors
///
/// When a file cannot be read or is not what it was given for, when the territory selects
/// nothing, when no place is left, when an option is out of range.
pub fn coverage(
    inputs: &CoverageInputs,
    options: &CoverageOptions,
    progress: &(dyn Fn(Step) + Sync),
) -> Result<Coverage> {
    options.check(inputs)?;
    let Files { communes, demand, places, given, holidays, contours, mut ledger } =
        take_in(inputs, options, progress)?;

    // Land is told by all contours, also those beyond the territory asked for.
    let landmasses = Landmasses::new(&communes);
    let chosen = demand::chosen_ranks(&communes, inputs)?;
    let at = options.hours.at;
    let in_time = supply::in_time(&places, &given, &holidays, &options.period, at, &mut ledger);
    options.hours.check(in_time.timetable.period)?;
    // A round comes from beyond the territory asked for, and goes there.
    let promises = access::promises(
        &communes,
        &chosen,
        (&places, &in_time.rounds, &in_time.timetable),
        options.reach(),
        options.detour,
    );
    let kept = near(&places, &communes, &chosen, inputs, options, &mut ledger);
    let (places, InTime { timetable, rounds }) = in_time.keep(places, &kept);
    let timetable = options.hours.cut(timetable);
    clean::count_kept(&places, &given, &mut ledger);
    let beyond = demand::rows_beyond(&communes, &chosen);
    ledger.set_rows_aside(contours, &beyond, Trouble::OutsidePerimeter);
    ledger.set_kept(contours, chosen.len());

    let supply = IndexedSupply {
        places: index(&places, &timetable, inputs, options)?,
        unasked: unasked(&places, &timetable, options),
        vehicles: Vehicles::new(&rounds, &places),
        timetable: &timetable,
    };
    let homes = demand.grid.as_ref().map(|grid| &grid.residents);
    let access = measure(&communes, &chosen, homes, &supply, options, progress);
    let across_water = landmasses.map(|landmasses| {
        let crosses = |(rank, access): (&usize, &Access)| {
            access.nearest.is_some_and(|to| landmasses.crosses_water(*rank, &places[to.place]))
        };
        chosen.par_iter().zip(&access).map(crosses).collect::<Vec<bool>>()
    });

    let communes = demand::keep_ranks(communes, &chosen);
    let unflagged = vec![false; communes.len()];
    let gaps = gap::classify(&communes, &access, across_water.as_ref().unwrap_or(&unflagged));
    let (estimates, sources) = demand.estimates.unzip();
    let confidence = options.need.confidence;
    let drawn = communes.iter().map(|commune| need::drawn(commune, estimates.as_ref()));
    let draws = Draws::new(estimates.as_ref(), drawn.collect());
    let certainties = certainty::certainties(&communes, &access, &gaps, &draws, confidence);
    Ok(Coverage {
        territory: Territory { communes, places, rounds },
        timetable,
        access,
        promises,
        gaps,
        subject: demand.subject,
        estimates,
        sources,
        certainties,
        grid: demand.grid,
        across_water,
        ledger: ledger.finish(),
        options: options.clone(),
        within: inputs.within.clone(),
    })
}

/// What the files of a run hold, cleaned.
struct Files {
    communes: Vec<Commune>,
    demand: Demand,
    places: Vec<Place>,
    given: Vec<GivenRound>,
    holidays: Holidays,
    /// The file of the contours.
    contours: FileId,
    /// The accounts of the contours, of the tables, then of the lists.
    ledger: LedgerBuilder,
}

fn take_in(
    inputs: &CoverageInputs,
    options: &CoverageOptions,
    progress: &(dyn Fn(Step) + Sync),
) -> Result<Files> {
    let reading = |path: &Path| progress(Step::Reading(path));

    // The lists are decoded beside the contours; to be cleaned they need the communes.
    let (contours, lists) = rayon::join(
        || {
            reading(&inputs.communes);
            intake::communes(&inputs.communes)
        },
        || intake::read_lists(&inputs.supply, reading),
    );
    let (mut communes, contours) = contours?;
    let lists = lists?;
    let mut ledger = LedgerBuilder::default();
    let contours = ledger.open(contours);
    let history = History::read(inputs.passage.as_deref(), &inputs.cog, reading)?;
    let passage = history.passage.as_ref();
    let mut demand = demand::join_tables(inputs, options, passage, &mut communes, &reading)?;
    let (holidays, school) = supply::holidays(&options.period, &inputs.supply, reading)?;
    let tables = std::mem::take(&mut demand.accounts);
    for account in history.accounts.into_iter().chain(tables).chain(school) {
        ledger.open(account);
    }
    let gazetteer = Gazetteer::new(&communes, &history.former);
    let cleaned = intake::clean_lists(lists, &gazetteer, &options.identity, &mut ledger)?;
    let (places, given) = (cleaned.resolved.places, cleaned.rounds);
    Ok(Files { communes, demand, places, given, holidays, contours, ledger })
}

/// The ranks of the places that may serve the territory asked for.
fn near(
    places: &[Place],
    communes: &[Commune],
    chosen: &[usize],
    inputs: &CoverageInputs,
    options: &CoverageOptions,
    ledger: &mut LedgerBuilder,
) -> Vec<usize> {
    if inputs.within.is_empty() {
        return (0..places.len()).collect();
    }
    let chosen: Vec<&Commune> = chosen.iter().map(|rank| &communes[*rank]).collect();
    clean::keep_near(places, options.buffer_km, &chosen, ledger)
}

/// Supply, ready to be asked from any commune.
struct IndexedSupply<'run> {
    /// The places that serve.
    places: PlaceIndex,
    /// Those that do not, only because their hours are unknown.
    unasked: PlaceIndex,
    vehicles: Vehicles,
    timetable: &'run Timetable,
}

/// The index of the places that do not serve because hours are asked for and theirs are
/// unknown.
fn unasked(places: &[Place], timetable: &Timetable, options: &CoverageOptions) -> PlaceIndex {
    let kinds = |(rank, place): (usize, &Place)| {
        let unknown = timetable.places[rank].is_none();
        let serves = options.serves_in_time(place, rank, timetable).next().is_some();
        (options.serves(place).filter(move |_| unknown && !serves), place.position)
    };
    PlaceIndex::new(places.iter().enumerate().map(kinds))
}

/// The index of the places that serve.
fn index(
    places: &[Place],
    timetable: &Timetable,
    inputs: &CoverageInputs,
    options: &CoverageOptions,
) -> Result<PlaceIndex> {
    let serving = places
        .iter()
        .enumerate()
        .map(|(rank, place)| (options.serves_in_time(place, rank, timetable), place.position));
    let rough = places.iter().enumerate().filter(|(_, place)| place.leeway > Length::ZERO);
    let index =
        PlaceIndex::new(serving).with_leeways(rough.map(|(rank, place)| (rank, place.leeway)));
    let serve = Kind::ALL.iter().any(|kind| index.count(*kind) > 0);
    // That nobody has help at these hours is worth a map, if hours are known at all.
    let asked = options.hours.is_asked() && timetable.known() > 0;
    if serve || asked {
        return Ok(index);
    }
    let never_open = options.hours.is_asked() || timetable.known() > 0;
    Err(match (never_open, inputs.within.is_empty()) {
        (true, _) => Error::NoneOpen {
            known: timetable.known(),
            places: places.len(),
            period: timetable.period.to_string(),
        },
        (false, true) => Error::NoPlaces,
        (false, false) => Error::NoPlacesNear,
    })
}

/// The access of every chosen commune, on all cores.
fn measure(
    communes: &[Commune],
    chosen: &[usize],
    residents: Option<&Residents>,
    supply: &IndexedSupply,
    options: &CoverageOptions,
    progress: &(dyn Fn(Step) + Sync),
) -> Vec<Access> {
    let limits = options.limits();
    let done = AtomicUsize::new(0);
    let total = chosen.len();
    chosen
        .par_iter()
        .map(|rank| {
            let commune = &communes[*rank];
            let cells = residents.map_or(&[][..], |residents| residents.of(*rank));
            let alone = [Home { position: commune.home, people: 1.0, need: 1.0 }];
            let access = of_commune(
                commune,
                if cells.is_empty() { &alone } else { cells },
                supply,
                options,
                &limits,
            );
            let done = done.fetch_add(1, Ordering::Relaxed) + 1;
            if done.is_multiple_of(500) || done == total {
                progress(Step::Measured(done, total));
            }
            access
        })
        .collect()
}

/// The access of the people of one commune, who live at `homes`.
fn of_commune(
    commune: &Commune,
    homes: &[Home],
    supply: &IndexedSupply,
    options: &CoverageOptions,
    limits: &Limits,
) -> Access {
    let mut reached = Homes::new(&limits.thresholds, limits.main);
    let near = limits.straight_main();
    let weight = options.residents_weight.for_homes(homes);
    let blocks = Blocks::new(homes.iter().map(|home| home.position));
    let mut unasked = vec![0; homes.len()];
    supply.unasked.counts_from(&blocks, &[near], |rank, counts| unasked[rank] = counts[0]);
    travel::reach_from(&supply.places, &blocks, limits, |rank, reach| {
        reached.add(&homes[rank], weight, reach, unasked[rank]);
    });
    let timetable = supply.timetable;
    reached.access(commune.is_empty(), timetable, |near| {
        supply.vehicles.minutes_together(near, timetable)
    })
}

impl Coverage {
    /// The kind as which the place of this rank serves first; `None` when it serves no
    /// distance: its stops are unknown, or it is not open when it was asked for.
    pub fn serves_as(&self, rank: usize) -> Option<Kind> {
        let place = &self.territory.places[rank];
        self.options.serves_in_time(place, rank, &self.timetable).next()
    }

    /// How many places serve.
    pub fn serving(&self) -> usize {
        (0..self.territory.places.len()).filter(|rank| self.serves_as(*rank).is_some()).count()
    }

    /// Residents, and their communes, whom rounds alone bring within the main threshold; the
    /// residents are `None` where those of none of these communes are known.
    pub fn gained(&self) -> (Option<f64>, usize) {
        let communes = self.territory.communes.iter().zip(&self.access);
        let gained = communes.filter_map(|(commune, access)| {
            let share = access.gained.filter(|share| *share > 0.0)?;
            Some(commune.population.map(|population| share * population as f64))
        });
        gained.fold((None, 0), |(people, communes), more| {
            let people = people.map_or(more, |people| Some(people + more.unwrap_or(0.0)));
            (people, communes + 1)
        })
    }

    /// Communes that nothing covers, and within whose reach is a place of unknown hours.
    pub fn perhaps_covered(&self) -> usize {
        let perhaps =
            |access: &&Access| access.covered_main == Some(0.0) && access.in_time.unknown > 0;
        self.access.iter().filter(perhaps).count()
    }

    /// People concerned in the communes where need is known; `None` where it is nowhere.
    pub fn people_in_need(&self) -> Option<f64> {
        let needs = self.territory.communes.iter().filter_map(|commune| commune.need?.people);
        needs.reduce(|sum, people| sum + people)
    }

    /// Communes whose nearest place is known by its commune only, so that the distance to it
    /// is no better than that: by rank.
    pub fn roughly_measured(&self) -> Vec<usize> {
        let roughly = |rank: &usize| {
            let nearest = self.access[*rank].nearest;
            nearest
                .is_some_and(|to| self.territory.places[to.place].precision == Precision::Commune)
        };
        (0..self.access.len()).filter(roughly).collect()
    }

    /// Communes whose nearest place is further than the buffer, so that a nearer one may
    /// have been left out beyond it; `None` when no territory was chosen.
    pub fn beyond_buffer(&self) -> Option<usize> {
        if self.within.is_empty() {
            return None;
        }
        let buffer = Length::from_metres(self.options.buffer_km * 1_000.0);
        let beyond = |access: &&Access| match access.distances.longest {
            Some(longest) => longest > buffer,
            None => access.covered.is_some(),
        };
        Some(self.access.iter().filter(beyond).count())
    }
}
