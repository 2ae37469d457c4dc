//! Loading: from files to a complete territory, with the account of every row.

mod demand;
mod elsewhere;
pub(crate) mod ground;
mod need;
mod options;
mod unions;
mod zones;

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    path::{Path, PathBuf},
};

use maillage_core::{
    model::{
        Commune, CommuneCode, CommuneId, FileId, GivenTour, Line, Origin, Place, PlaceId, Precision,
    },
    territory::{GridFacts, Parts, Territory},
    travel::CostTable,
};
use maillage_hours::Holidays;
use maillage_tables::MaxInputSize;

pub use options::{LoadOptions, OriginChoice, UnionsAsked};
pub use unions::Hub;
pub use zones::Zones;

use crate::{
    Error, Result,
    area::Area,
    clean,
    france::BuiltIn,
    gazetteer::Gazetteer,
    input::{FileStep, InputFiles},
    kinds::{self, communes, crosswalk::CodeCrosswalk, grid::GridPeople, travel::Destinations},
    ledger::{Brought, Ground, Ledger, LedgerBuilder, Trouble},
    lists::{self, KnownCommunes, Supply},
    recognition::{self, Assigned, GeographyFiles, InputField, Inputs},
    supply::{self, InTime},
};
use demand::Demand;

/// The files of a run, and its study area.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// Files whose kind is found out; each is then read as if given in the field of its kind.
    pub files: Vec<PathBuf>,
    /// Contours; those of France brought along when `None`.
    pub communes: Option<PathBuf>,
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
    /// Hubs territoriaux whose results are given too.
    pub hubs: Vec<Hub>,
    /// Zones of schemes whose results are given too.
    pub zones: Vec<Zones>,
    /// The study area. When empty, the départements where the places of the lists lie: all
    /// communes for national lists, and for contours that reach no further.
    pub within: Vec<Area>,
}

impl Sources {
    /// Every file of the run, except the companions of a Shapefile. The name of a built-in
    /// table of rates is included: a file may have that name.
    pub fn paths(&self) -> Vec<&Path> {
        let optional = [
            &self.communes,
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
        let tables = tables.chain(self.files.iter().map(PathBuf::as_path));
        let tables = tables.chain(self.zones.iter().map(|zones| &*zones.path));
        tables.chain(self.supply.paths()).collect()
    }
}

impl Inputs for Sources {
    fn files_without_kind(&mut self) -> &mut Vec<PathBuf> {
        &mut self.files
    }

    fn paths(&self) -> Vec<&Path> {
        self.paths()
    }

    fn mapping(&self) -> Option<&Path> {
        self.supply.mapping.as_deref()
    }

    fn max_input_size(&self) -> MaxInputSize {
        self.supply.max_input_size
    }

    fn geography(&self) -> GeographyFiles<'_> {
        let (communes, passage) = (self.communes.as_deref(), self.passage.as_deref());
        GeographyFiles { communes, passage, cog: &self.cog }
    }

    fn field(&mut self, name: &str) -> Option<InputField<'_>> {
        Some(match name {
            "sources.communes" => InputField::One(&mut self.communes),
            "sources.population" => InputField::One(&mut self.population),
            "sources.illectronism" => InputField::One(&mut self.illectronism),
            "sources.ages" => InputField::One(&mut self.ages),
            "sources.residents" => InputField::Several(&mut self.residents),
            "sources.membership" => InputField::One(&mut self.membership),
            "sources.chefs_lieux" => InputField::One(&mut self.chefs_lieux),
            "sources.passage" => InputField::One(&mut self.passage),
            "sources.cog" => InputField::Several(&mut self.cog),
            "sources.travel_table" => InputField::One(&mut self.travel_table),
            _ => return self.supply.field(name),
        })
    }
}

/// Reads the files of a run, cleans them and joins them into a territory. `progress` is
/// called with each file before it is read, and with what each of [`Sources::files`] was
/// found to be, from any thread.
///
/// # Errors
///
/// - [`Error::Option`] when an option is out of range or lacks a file, and [`Error::NoLists`].
/// - [`Error::Tables`] when a file cannot be decoded.
/// - Those of [`assign`] for [`Sources::files`], and [`Error::WrongSchema`] for a file in the field
///   of another kind.
/// - [`Error::MissingColumn`] or [`Error::ListNotUnderstood`] when a column is missing, and those
///   of the [kinds] of files.
/// - [`Error::NoPlaces`] when no row of a list is a place; [`Error::NoPlaceInFrance`] without
///   contours, when no place is in France.
/// - [`Error::UnknownTerritory`] when the study area contains no commune.
/// - [`Error::NoCommuneContours`] without contours, in a build without France.
///
/// # Examples
///
/// ```
/// use maillage_intake::{
///     lists::Supply,
///     load::{LoadOptions, Sources, load},
/// };
///
/// # let folder = tempfile::tempdir()?;
/// # let path = |name: &str| folder.path().join(name);
/// # let square = |code: &str, west: &str, east: &str| {
/// #     let (south, north) = ("45.0", "45.1");
/// #     let ring = [[west, south], [east, south], [east, north], [west, north], [west, south]];
/// #     let ring = ring.map(|at| format!("[{}]", at.join(","))).join(",");
/// #     let properties = format!("{{\"code\":\"{code}\",\"nom\":\"Carré {code}\"}}");
/// #     let geometry = format!("{{\"type\":\"Polygon\",\"coordinates\":[[{ring}]]}}");
/// #     format!("{{\"type\":\"Feature\",\"properties\":{properties},\"geometry\":{geometry}}}")
/// # };
/// # let squares = [square("99001", "0.0", "0.1"), square("99002", "0.1", "0.2")].join(",\n");
/// # let contours = format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{squares}\n]}}\n");
/// # std::fs::write(path("communes.geojson"), contours)?;
/// # let header = "id,nom,adresse,latitude,longitude,services";
/// # let rows = format!("{header}\na,Lieu a,Rue inventée,45.05,0.05,Aide\n");
/// # std::fs::write(path("mediation.csv"), rows)?;
/// let sources = Sources {
///     communes: Some(path("communes.geojson")),
///     supply: Supply { mediation: vec![path("mediation.csv")], ..Supply::default() },
///     ..Sources::default()
/// };
/// let (territory, ledger) = load(&sources, &LoadOptions::default(), &|_| ())?;
/// assert_eq!(territory.communes().len(), 2);
/// assert_eq!(territory.places().len(), 1);
/// assert!(ledger.accounts.iter().all(|account| account.balances()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn load(
    sources: &Sources,
    options: &LoadOptions,
    progress: &(dyn Fn(FileStep) + Sync),
) -> Result<(Territory, Ledger)> {
    options.check_ranges()?;
    load_assigned(assign(sources, progress)?, options, progress)
}

/// Puts each of [`Sources::files`] in the field of its kind: the first half of [`load`], for
/// callers whose options depend on what is given.
///
/// # Errors
///
/// When a file cannot be read; [`Error::KindUnknown`] when its kind cannot be told;
/// [`Error::FieldAbsent`] when a run does not read that kind; [`Error::FieldTaken`] when two files
/// are of a kind of which a run takes one.
pub fn assign(
    sources: &Sources,
    progress: &(dyn Fn(FileStep) + Sync),
) -> Result<Assigned<Sources>> {
    recognition::assign(sources, progress)
}

/// Puts the places of which only the commune is known where its distances start from. When lists are
/// read, that is not known yet: they were put in the middle of the contour given, or at the chef-lieu
/// brought along.
fn put_at_departures(places: &mut [Place], communes: &[Commune]) {
    for place in places.iter_mut().filter(|place| place.precision == Precision::Commune) {
        let found = place.commune.and_then(|code| Commune::find(communes, code));
        let commune = found.map(|id| &communes[id.index()]);
        let stood = |commune: &&Commune| {
            let (middle, _) = communes::home_of(&commune.contour);
            let chef_lieu = BuiltIn::get().and_then(|built_in| {
                built_in.france().commune(commune.code).and_then(|official| official.chef_lieu)
            });
            commune.origin != Origin::Cells
                && [Some(middle), chef_lieu].contains(&Some(place.position))
        };
        let moved = commune.filter(stood).map(|commune| commune.home);
        place.position = moved.unwrap_or(place.position);
    }
}

/// The second half of [`load`].
///
/// # Errors
///
/// Those of [`load`].
pub fn load_assigned(
    assigned: Assigned<Sources>,
    options: &LoadOptions,
    progress: &(dyn Fn(FileStep) + Sync),
) -> Result<(Territory, Ledger)> {
    let Assigned { inputs, known, decoded } = assigned;
    let sources = &inputs;
    options.check(sources)?;
    let reading = |path: &Path| progress(FileStep::Reading(path));
    let files = InputFiles::with(decoded, &reading);
    let Files { communes, mut ground, demand, mut places, given, holidays, contours, mut ledger } =
        take_in(sources, known, options, &files)?;
    put_at_departures(&mut places, &communes);
    let study = demand::study(&communes, &ground.within, sources.communes.as_deref())?;
    let moment = options.moment;
    let in_time =
        supply::in_time(&mut places, &given, &holidays, &options.period, moment, &mut ledger);
    let studied: Vec<&Commune> = study.iter().map(|id| &communes[id.index()]).collect();
    ground.lists_elsewhere = elsewhere::lists_elsewhere(&places, &studied, ledger.accounts());
    let kept = near(&places, &studied, &ground, options, &mut ledger);
    let (places, InTime { timetable, tours }) = in_time.keep(places, &kept);
    clean::count_kept(&places, &given, &mut ledger);
    let travel = travel_table(sources, &files, options, &communes, &places, &mut ledger)?;
    if let Some(contours) = contours {
        let beyond = rows_beyond(&communes, &study);
        ledger.set_rows_aside(contours, &beyond, Trouble::OutsidePerimeter);
        ledger.set_kept(contours, study.len());
    }
    let Demand { subject, estimates, grid, memberships, .. } = demand;
    let (estimates, rates) = estimates.unzip();
    let mut parts = Parts {
        communes,
        study: (!ground.within.is_empty()).then(Vec::new),
        buffer_km: options.buffer_km,
        places,
        tours,
        timetable: Some(timetable),
        subject,
        is_country: ground.is_country,
        is_need_given: sources.rates.is_some() || sources.illectronism.is_some(),
        estimates,
        confidence: options.need.confidence,
        travel_table: travel,
        ..Parts::default()
    };
    match grid {
        Some(grid) => assign_homes(grid, &study, &mut parts),
        None if sources.chefs_lieux.is_some() => {}
        None => {
            let assigned = ground::assign_homes(options.origin, &study, &mut parts);
            ground.brought.chefs_lieux |= assigned;
        }
    }
    let studied = || study.iter().map(|id| parts.communes[id.index()].code);
    if let Some(built_in) = BuiltIn::get().filter(|_| ground.brought.contours) {
        ground.drawn_together = ground::drawn_together(built_in, studied());
    }
    if let Some(built_in) = BuiltIn::get().filter(|_| ground.brought.merged_since > 0) {
        let studied = study.iter().map(|id| &parts.communes[id.index()]);
        ground.brought.merged_since = ground::merged_since(built_in, studied);
    }
    if parts.study.is_some() {
        parts.study = Some(studied().collect());
    }
    if options.unions == UnionsAsked::All {
        let hubs = &sources.hubs;
        parts.unions = unions::of_study(&parts.communes, &study, &ground, hubs, &memberships)?;
        let mut schemes: Vec<&Zones> = sources.zones.iter().collect();
        schemes.sort_by(|one, other| one.name.cmp(&other.name));
        for of_scheme in schemes {
            progress(FileStep::Reading(&of_scheme.path));
            let (zones, account) =
                zones::of_scheme(of_scheme, &parts.communes, &study, &sources.supply)?;
            ledger.open(account);
            parts.unions.extend(zones);
        }
    }
    let ledger = ledger.finish().in_order_of_reading();
    Ok((Territory::new(parts), Ledger { rates, ground, ..ledger }))
}

/// The cleaned content of the files of a run.
struct Files {
    communes: Vec<Commune>,
    ground: Ground,
    demand: Demand,
    places: Vec<Place>,
    given: Vec<GivenTour>,
    holidays: Holidays,
    /// The file of the contours; `None` for those brought along.
    contours: Option<FileId>,
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
    crosswalk: CodeCrosswalk<'run>,
    files: &'run InputFiles<'run>,
}

/// `known` are the communes, if they are read already.
fn take_in(
    sources: &Sources,
    known: Option<KnownCommunes>,
    options: &LoadOptions,
    files: &InputFiles,
) -> Result<Files> {
    // The lists are decoded in parallel with the contours; cleaning them requires the
    // communes.
    let (known, lists) = rayon::join(
        || known.map_or_else(|| KnownCommunes::read(sources.geography(), files), Ok),
        || lists::read_lists(&sources.supply, files),
    );
    let KnownCommunes { contours, mut history } = known?;
    let (given_communes, contours) = contours.unzip();
    let lists = lists?;
    let built_in = BuiltIn::get();
    if given_communes.is_none() && built_in.is_none() {
        return Err(Error::NoCommuneContours);
    }
    let mut ledger = LedgerBuilder::default();
    let contours = contours.map(|account| ledger.open(account));
    history.open_accounts(&mut ledger);
    let of_france = match &given_communes {
        Some(communes) => built_in.filter(|france| france.is_of(communes)),
        None => built_in,
    };
    let given = given_communes.as_deref().unwrap_or_default();
    let complete_given = || {
        let france = of_france.filter(|_| !given.is_empty())?;
        Some(ground::completions(given, france, sources, options))
    };
    let clean_lists = || {
        let gazetteer = Gazetteer::in_france(given, &history.former);
        let cleaned = lists::clean_lists(lists, &gazetteer, &options.identity, &mut ledger)?;
        if cleaned.resolved.places.is_empty() {
            return Err(Error::NoPlaces);
        }
        let ground = ground::study_area(sources, &cleaned.resolved.places, &gazetteer, given)?;
        Ok((cleaned, ground))
    };
    let (cleaned, completions) = rayon::join(clean_lists, complete_given);
    let (cleaned, mut ground) = cleaned?;
    let mut communes = match (given_communes, built_in) {
        (Some(mut communes), _) => {
            if let Some(completions) = completions {
                ground.brought = ground::complete(&mut communes, completions);
            }
            communes
        }
        (None, Some(france)) => {
            ground.brought = Brought {
                contours: true,
                population: sources.population.is_none(),
                membership: sources.membership.is_none(),
                chefs_lieux: sources.chefs_lieux.is_none()
                    && options.origin == OriginChoice::ChefLieu,
                ..Brought::default()
            };
            ground::communes(france, &ground, options, needs_all(sources))
        }
        (None, None) => Vec::new(),
    };
    ground.brought.history = of_france.is_some() && sources.passage.is_none();
    let known = match of_france.filter(|_| ground.brought.contours) {
        Some(france) => france.drawn_codes(),
        None => communes.iter().map(|commune| commune.code).collect(),
    };
    let crosswalk = CodeCrosswalk { passage: history.passage.as_ref(), france: of_france };
    let tables = Tables { sources, options, known: &known, crosswalk, files };
    let demand = demand::join_tables(tables, &mut communes, &mut ledger)?;
    if ground.brought.contours {
        ground.brought.complete(demand.kept);
    }
    let holidays = supply::holidays(&options.period, &sources.supply, &mut ledger, files)?;
    let (places, given) = (cleaned.resolved.places, cleaned.tours);
    Ok(Files { communes, ground, demand, places, given, holidays, contours, ledger })
}

/// Whether a run has to know all communes of France: estimates are calibrated to the totals of
/// all, the cells of a grid look for their communes everywhere, and a table of EPCI may move
/// communes of any département into the study area.
fn needs_all(sources: &Sources) -> bool {
    let is_of_epci = sources.within.iter().any(|area| matches!(area, Area::Epci(_)));
    let moves_communes = sources.membership.is_some() && is_of_epci;
    let needs_totals = sources.rates.is_some() || sources.illectronism.is_some();
    needs_totals || moves_communes || !sources.residents.is_empty()
}

/// The travel costs of the travel table between the communes and the places of the run;
/// `None` without one.
fn travel_table(
    sources: &Sources,
    files: &InputFiles,
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
    let table = files.open(path);
    let (table, account) = kinds::travel::travel_table(table, unit, &contours, &destinations)?;
    ledger.open(account);
    Ok(Some(table))
}

/// The places that may serve the study area.
fn near(
    places: &[Place],
    study: &[&Commune],
    ground: &Ground,
    options: &LoadOptions,
    ledger: &mut LedgerBuilder,
) -> Vec<PlaceId> {
    if ground.within.is_empty() {
        return (0..places.len()).map(PlaceId::new).collect();
    }
    clean::keep_near(places, options.buffer_km, study, ledger)
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

#[cfg(test)]
mod tests {
    use geo::polygon;
    use maillage_core::{geodesy::Position, model::Kind};

    use super::*;

    #[test]
    fn a_place_known_by_its_commune_stands_where_distances_start() {
        let at = |latitude, longitude| Position::new(latitude, longitude).expect("on the globe");
        let contour =
            polygon![(x: 0.0, y: 45.0), (x: 0.1, y: 45.0), (x: 0.1, y: 45.1), (x: 0.0, y: 45.1)];
        let code: CommuneCode = "16001".parse().expect("a code");
        let chef_lieu = at(45.02, 0.03);
        let commune = |origin| Commune {
            contour: geo::MultiPolygon::new(vec![contour.clone()]).into(),
            origin,
            ..Commune::new(code, "Carré", chef_lieu)
        };
        let (middle, _) = communes::home_of(&commune(Origin::ChefLieu).contour);
        let stands = |position, precision, origin| {
            let place = Place {
                precision,
                commune: Some(code),
                ..Place::new("a", Kind::Mediation, position)
            };
            let mut places = [place];
            put_at_departures(&mut places, &[commune(origin)]);
            places[0].position
        };
        assert_eq!(stands(middle, Precision::Commune, Origin::ChefLieu), chef_lieu);
        // Where a geocoder put it, where a list states it, and where homes are cells, it stays.
        let geocoded = at(45.07, 0.08);
        assert_eq!(stands(geocoded, Precision::Commune, Origin::ChefLieu), geocoded);
        assert_eq!(stands(middle, Precision::Position, Origin::ChefLieu), middle);
        assert_eq!(stands(middle, Precision::Commune, Origin::Cells), middle);
    }
}
