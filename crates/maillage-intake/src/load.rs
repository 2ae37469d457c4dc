//! Loading: from files to a complete territory, with the account of every row.

mod demand;
mod need;
mod options;

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    path::{Path, PathBuf},
};

use maillage_core::{
    model::{Commune, CommuneCode, CommuneId, FileId, GivenTour, Line, Origin, Place, PlaceId},
    territory::{GridFacts, Parts, Territory},
    travel::CostTable,
};
use maillage_hours::Holidays;

pub use options::{LoadOptions, OriginChoice};

use crate::{
    Result,
    clean::{self, Area},
    gazetteer::Gazetteer,
    kinds::{self, grid::GridPeople, passage::Passage, travel::Destinations},
    ledger::{Ledger, LedgerBuilder, Trouble},
    lists::{self, History, Supply},
    supply::{self, InTime},
};
use demand::Demand;

/// The files of a run, and its study area.
#[derive(Debug, Clone, Default)]
pub struct Sources {
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
    /// The rates by age: the name of a built-in table, or a file.
    pub rates: Option<String>,
    /// Population by commune and by another variable such as diploma, in the columns that
    /// the margins of the rates name.
    pub margins: Option<PathBuf>,
    /// Population grids.
    pub residents: Vec<PathBuf>,
    /// EPCI by commune.
    pub membership: Option<PathBuf>,
    /// Town halls by commune.
    pub chefs_lieux: Option<PathBuf>,
    /// Passage table between two vintages of codes.
    pub passage: Option<PathBuf>,
    /// Tables of the Code officiel géographique, for lists with former communes.
    pub cog: Vec<PathBuf>,
    /// Travel costs from a commune to a place or a commune.
    pub travel_table: Option<PathBuf>,
    /// The study area; all communes if empty.
    pub within: Vec<Area>,
}

impl Sources {
    /// Every file of the run, except the companions of a Shapefile. The name of a built-in
    /// table of rates is included: a file may have that name.
    pub fn paths(&self) -> Vec<&Path> {
        let optional = [
            &self.population,
            &self.illectronism,
            &self.ages,
            &self.margins,
            &self.membership,
            &self.chefs_lieux,
            &self.passage,
            &self.travel_table,
        ];
        let tables = optional.into_iter().flatten().chain(&self.cog).chain(&self.residents);
        let tables = tables.map(PathBuf::as_path).chain(self.rates.as_deref().map(Path::new));
        std::iter::once(self.communes.as_path()).chain(tables).chain(self.supply.paths()).collect()
    }
}

/// Reads the files of a run, cleans them and joins them into a territory. `reading` is
/// called with each file before it is read, from any thread.
///
/// # Errors
///
/// When a file cannot be read or is of another kind, when the study area contains no
/// commune, or when an option is out of range.
pub fn load(
    sources: &Sources,
    options: &LoadOptions,
    reading: &(dyn Fn(&Path) + Sync),
) -> Result<(Territory, Ledger)> {
    options.check(sources)?;
    let Files { communes, demand, places, given, holidays, contours, mut ledger } =
        take_in(sources, options, reading)?;
    let study = demand::study(&communes, sources)?;
    let moment = options.moment;
    let in_time = supply::in_time(&places, &given, &holidays, &options.period, moment, &mut ledger);
    let kept = near(&places, &communes, &study, sources, options, &mut ledger);
    let (places, InTime { timetable, tours }) = in_time.keep(places, &kept);
    clean::count_kept(&places, &given, &mut ledger);
    sources.travel_table.as_deref().into_iter().for_each(reading);
    let travel = travel_table(sources, options, &communes, &places, &mut ledger)?;
    let beyond = rows_beyond(&communes, &study);
    ledger.set_rows_aside(contours, &beyond, Trouble::OutsidePerimeter);
    ledger.set_kept(contours, study.len());
    let Demand { subject, estimates, grid, .. } = demand;
    let (estimates, rates) = estimates.unzip();
    let mut parts = Parts {
        communes,
        study: (!sources.within.is_empty()).then(Vec::new),
        places,
        tours,
        timetable: Some(timetable),
        subject,
        estimates,
        confidence: options.need.confidence,
        travel_table: travel,
        ..Parts::default()
    };
    if let Some(grid) = grid {
        assign_homes(grid, &study, &mut parts);
    }
    if let Some(codes) = &mut parts.study {
        codes.extend(study.iter().map(|id| parts.communes[id.index()].code));
    }
    Ok((Territory::new(parts), Ledger { rates, ..ledger.finish() }))
}

/// The cleaned content of the files of a run.
struct Files {
    communes: Vec<Commune>,
    demand: Demand,
    places: Vec<Place>,
    given: Vec<GivenTour>,
    holidays: Holidays,
    /// The file of the contours.
    contours: FileId,
    /// The accounts, in this order: contours, tables, lists.
    ledger: LedgerBuilder,
}

/// What every table of a run is joined with: the other files, the options, and the codes of
/// the contours.
#[derive(Clone, Copy)]
struct Tables<'run> {
    sources: &'run Sources,
    options: &'run LoadOptions,
    /// The codes of the contours.
    known: &'run BTreeSet<CommuneCode>,
    passage: Option<&'run Passage>,
    /// Called with each file before it is read.
    reading: &'run dyn Fn(&Path),
}

fn take_in(
    sources: &Sources,
    options: &LoadOptions,
    reading: &(dyn Fn(&Path) + Sync),
) -> Result<Files> {
    // The lists are decoded in parallel with the contours; cleaning them requires the
    // communes.
    let (contours, lists) = rayon::join(
        || {
            reading(&sources.communes);
            kinds::communes::read(&sources.communes)
        },
        || lists::read_lists(&sources.supply, reading),
    );
    let (mut communes, contours) = contours?;
    let lists = lists?;
    let mut ledger = LedgerBuilder::default();
    let contours = ledger.open(contours);
    let history = History::read(sources.passage.as_deref(), &sources.cog, &mut ledger, reading)?;
    let known = communes.iter().map(|commune| commune.code).collect();
    let passage = history.passage.as_ref();
    let tables = Tables { sources, options, known: &known, passage, reading };
    let demand = demand::join_tables(tables, &mut communes, &mut ledger)?;
    let holidays = supply::holidays(&options.period, &sources.supply, &mut ledger, reading)?;
    let gazetteer = Gazetteer::new(&communes, &history.former);
    let cleaned = lists::clean_lists(lists, &gazetteer, &options.identity, &mut ledger)?;
    let (places, given) = (cleaned.resolved.places, cleaned.tours);
    Ok(Files { communes, demand, places, given, holidays, contours, ledger })
}

/// The travel costs of the travel table between the communes and the places of the run;
/// `None` without one.
fn travel_table(
    sources: &Sources,
    options: &LoadOptions,
    communes: &[Commune],
    places: &[Place],
    ledger: &mut LedgerBuilder,
) -> Result<Option<CostTable>> {
    let Some(path) = &sources.travel_table else { return Ok(None) };
    let contours: BTreeSet<CommuneCode> = communes.iter().map(|commune| commune.code).collect();
    let destinations =
        Destinations::new(&contours, places, |file| ledger.account(file).file.as_str());
    let unit = options.travel_unit;
    let (table, account) = kinds::travel::travel_table(path, unit, &contours, &destinations)?;
    ledger.open(account);
    Ok(Some(table))
}

/// The places that may serve the study area.
fn near(
    places: &[Place],
    communes: &[Commune],
    study: &[CommuneId],
    sources: &Sources,
    options: &LoadOptions,
    ledger: &mut LedgerBuilder,
) -> Vec<PlaceId> {
    if sources.within.is_empty() {
        return (0..places.len()).map(PlaceId::new).collect();
    }
    let study: Vec<&Commune> = study.iter().map(|id| &communes[id.index()]).collect();
    clean::keep_near(places, options.buffer_km, &study, ledger)
}

/// The rows of the contours outside the study area, each with the code of its commune.
fn rows_beyond(communes: &[Commune], study: &[CommuneId]) -> BTreeMap<Line, String> {
    let study: HashSet<usize> = study.iter().map(|id| id.index()).collect();
    let beyond = communes.iter().enumerate().filter(|(rank, _)| !study.contains(rank));
    let rows = beyond.flat_map(|(_, commune)| {
        commune.lines.iter().map(|line| (*line, commune.code.to_string()))
    });
    rows.collect()
}

/// Assigns the homes of the grids to the communes of the study area, and drops the other
/// homes.
fn assign_homes(grid: GridPeople, study: &[CommuneId], parts: &mut Parts) {
    let GridPeople { residents, cells_by_commune, in_part, .. } = grid;
    let facts = if parts.study.is_none() {
        GridFacts {
            cells: grid.cells,
            imputed_cells: grid.imputed_cells,
            imputed_people: grid.imputed_people,
            in_part,
        }
    } else {
        let studied: HashSet<_> = study.iter().map(|id| parts.communes[id.index()].code).collect();
        let counts = || study.iter().map(|id| cells_by_commune[id.index()]);
        GridFacts {
            cells: counts().map(|of| of.cells).sum(),
            imputed_cells: counts().map(|of| of.imputed).sum(),
            imputed_people: counts().map(|of| of.imputed_people).sum(),
            in_part: in_part.into_iter().filter(|code| studied.contains(code)).collect(),
        }
    };
    let (homes, ranges) = residents.cut_out(study);
    for (id, range) in study.iter().zip(ranges) {
        let commune = &mut parts.communes[id.index()];
        if !range.is_empty() {
            commune.origin = Origin::Cells;
        }
        commune.homes = range;
    }
    parts.homes = homes;
    parts.grid = Some(facts);
}
