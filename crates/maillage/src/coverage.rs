//! The main job: from files to the gap of every commune.

mod options;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
};

use rayon::prelude::*;

pub use options::{CoverageOptions, OriginChoice, RoundsWithoutStops};

use crate::{
    access::{self, Access},
    atlas::Atlas,
    clean::{self, Area, Passage},
    error::{Error, Result},
    gap::{self, Gaps},
    geodesy::Length,
    index::PlaceIndex,
    intake::{self, History, Supply},
    ledger::{Account, Ledger, Trouble},
    model::{Commune, CommuneCode, Kind, Origin, Precision, Territory},
    travel::{self, Landmasses},
};

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
            &self.membership,
            &self.chefs_lieux,
            &self.passage,
        ];
        let tables = optional.into_iter().flatten().chain(&self.cog).map(PathBuf::as_path);
        std::iter::once(self.communes.as_path()).chain(tables).chain(self.supply.paths()).collect()
    }
}

/// What a run found.
#[derive(Debug)]
pub struct Coverage {
    /// The communes and places that were measured.
    pub territory: Territory,
    /// One a commune, in their order.
    pub access: Vec<Access>,
    /// Gaps and the limits of their classes.
    pub gaps: Gaps,
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
    let mut accounts = vec![contours];
    let history = History::read(inputs.passage.as_deref(), &inputs.cog, reading)?;
    accounts.extend(history.accounts);
    let passage = history.passage.as_ref();
    accounts.extend(join_tables(inputs, passage, &mut communes, &reading)?);
    let tables = accounts.len();
    let atlas = Atlas::new(&communes, &history.former);
    let (resolved, of_lists) = intake::clean_lists(lists, &atlas, &options.identity)?;
    let places = resolved.places;
    accounts.extend(of_lists);

    // Land is told by all contours, also those beyond the territory asked for.
    let landmasses = Landmasses::new(&communes);
    let chosen = chosen_ranks(&communes, inputs)?;
    let places = if inputs.within.is_empty() {
        places
    } else {
        let chosen: Vec<&Commune> = chosen.iter().map(|rank| &communes[*rank]).collect();
        clean::keep_near(places, options.buffer_km, &chosen, &mut accounts[tables..])
    };
    set_aside_beyond(&communes, &chosen, &mut accounts[0]);
    clean::count_kept(&places, &mut accounts[tables..]);

    let index = PlaceIndex::new(places.iter().map(|place| (options.serves(place), place.position)));
    let rough = places.iter().enumerate().filter(|(_, place)| place.leeway > Length::ZERO);
    let index = index.with_leeways(rough.map(|(rank, place)| (rank, place.leeway)));
    if Kind::ALL.iter().all(|kind| index.count(*kind) == 0) {
        let none_near = !inputs.within.is_empty();
        return Err(if none_near { Error::NoPlacesNear } else { Error::NoPlaces });
    }
    let access = measure(&communes, &chosen, &index, options, progress);
    let across_water = landmasses.map(|landmasses| {
        let crosses = |(rank, access): (&usize, &Access)| {
            access.nearest.is_some_and(|to| landmasses.crosses_water(*rank, &places[to.place]))
        };
        chosen.par_iter().zip(&access).map(crosses).collect::<Vec<bool>>()
    });

    let communes = keep_ranks(communes, &chosen);
    let unflagged = vec![false; communes.len()];
    let gaps = gap::classify(&communes, &access, across_water.as_ref().unwrap_or(&unflagged));
    for account in &mut accounts {
        account.sort();
    }
    Ok(Coverage {
        territory: Territory { communes, places, rounds: Vec::new() },
        access,
        gaps,
        across_water,
        ledger: Ledger { accounts },
        options: options.clone(),
        within: inputs.within.clone(),
    })
}

/// Gives the communes their residents, need, EPCI and town halls; an account a table.
fn join_tables(
    inputs: &CoverageInputs,
    passage: Option<&Passage>,
    communes: &mut [Commune],
    reading: &impl Fn(&Path),
) -> Result<Vec<Account>> {
    let known: BTreeSet<CommuneCode> = communes.iter().map(|commune| commune.code).collect();
    let mut accounts = Vec::new();
    let mut residents_of_table = BTreeMap::new();
    if let Some(path) = &inputs.population {
        reading(path);
        let joined = clean::join_population(intake::population(path)?, &known, passage);
        for commune in communes.iter_mut() {
            commune.population = joined.values.get(&commune.code).copied();
        }
        residents_of_table = joined.own;
        accounts.push(joined.account);
    }
    if let Some(path) = &inputs.illectronism {
        reading(path);
        let residents: HashMap<CommuneCode, u64> = communes
            .iter()
            .filter_map(|commune| Some((commune.code, commune.population?)))
            .collect();
        let table = intake::illectronism(path)?;
        let joined = clean::join_need(table, &known, passage, &residents, &residents_of_table);
        for commune in communes.iter_mut() {
            commune.need = joined.values.get(&commune.code).copied();
        }
        accounts.push(joined.account);
    }
    if let Some(path) = &inputs.membership {
        reading(path);
        let joined = clean::join_membership(intake::membership(path)?, &known, passage);
        for commune in communes.iter_mut() {
            if let Some((epci, region)) = joined.values.get(&commune.code) {
                commune.epci = epci.clone();
                commune.region = region.clone().or(commune.region.take());
            }
        }
        accounts.push(joined.account);
    }
    if let Some(path) = &inputs.chefs_lieux {
        reading(path);
        let joined = clean::join_chefs_lieux(intake::chefs_lieux(path)?, &known, passage);
        for commune in communes.iter_mut() {
            if let Some(home) = joined.values.get(&commune.code) {
                (commune.home, commune.origin) = (*home, Origin::ChefLieu);
            }
        }
        accounts.push(joined.account);
    }
    Ok(accounts)
}

/// The ranks of the communes of the territory asked for.
fn chosen_ranks(communes: &[Commune], inputs: &CoverageInputs) -> Result<Vec<usize>> {
    if inputs.within.is_empty() {
        return Ok((0..communes.len()).collect());
    }
    let codes = clean::restrict(communes, &inputs.within, &inputs.communes)?;
    Ok((0..communes.len()).filter(|rank| codes.contains(&communes[*rank].code)).collect())
}

/// Tells which rows of the contours are beyond the territory asked for.
fn set_aside_beyond(communes: &[Commune], chosen: &[usize], account: &mut Account) {
    let chosen: HashSet<usize> = chosen.iter().copied().collect();
    let beyond = communes.iter().enumerate().filter(|(rank, _)| !chosen.contains(rank));
    let rows = beyond.flat_map(|(_, commune)| {
        commune.lines.iter().map(|line| (*line, commune.code.to_string()))
    });
    account.set_rows_aside(&rows.collect(), Trouble::OutsidePerimeter);
    account.kept = chosen.len();
}

/// The access of every chosen commune, on all cores.
fn measure(
    communes: &[Commune],
    chosen: &[usize],
    index: &PlaceIndex,
    options: &CoverageOptions,
    progress: &(dyn Fn(Step) + Sync),
) -> Vec<Access> {
    let thresholds = options.thresholds();
    let main = options.main_threshold();
    let furthest = Length::from_metres(options.reach_km * 1_000.0);
    let done = AtomicUsize::new(0);
    let total = chosen.len();
    chosen
        .par_iter()
        .map(|rank| {
            let commune = &communes[*rank];
            let reach = travel::reach(index, commune.home, &thresholds, furthest, options.detour);
            let done = done.fetch_add(1, Ordering::Relaxed) + 1;
            if done.is_multiple_of(500) || done == total {
                progress(Step::Measured(done, total));
            }
            access::access(commune, &reach, &thresholds, main)
        })
        .collect()
}

fn keep_ranks(communes: Vec<Commune>, chosen: &[usize]) -> Vec<Commune> {
    if chosen.len() == communes.len() {
        return communes;
    }
    let mut chosen = chosen.iter().peekable();
    let keep = |(rank, commune)| chosen.next_if_eq(&&rank).map(|_| commune);
    communes.into_iter().enumerate().filter_map(keep).collect()
}

impl Coverage {
    /// Illectronic people of the communes where need is known; `None` where it is nowhere.
    pub fn people_in_need(&self) -> Option<f64> {
        let needs = self.territory.communes.iter().filter_map(|commune| commune.need);
        needs.map(|need| need.people).reduce(|sum, people| sum + people)
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
        let beyond = |access: &&Access| match access.nearest {
            Some(nearest) => nearest.length > buffer,
            None => access.covered.is_some(),
        };
        Some(self.access.iter().filter(beyond).count())
    }
}
