//! The inventory of places: cleaned lists without any measure.

use std::path::{Path, PathBuf};

use crate::{
    Error, Result,
    clean::{
        self, Area, IdentityOptions,
        identity::{self, Evidence, Resolved},
    },
    gazetteer::Gazetteer,
    kinds,
    ledger::{Ledger, LedgerBuilder},
    lists::{self, Cleaned, History, Supply},
    supply::{self, InTime},
};
use maillage_core::{
    index::ContourIndex,
    model::{Commune, Place, PlaceId, Tour},
    presence::{PeriodOptions, Timetable},
    tours::{self, Course},
};

/// The files of an inventory.
#[derive(Debug, Clone, Default)]
pub struct CatalogueInputs {
    /// Lists of places.
    pub supply: Supply,
    /// Contours, to check positions against the communes that rows state.
    pub communes: Option<PathBuf>,
    /// Passage table between two vintages of codes.
    pub passage: Option<PathBuf>,
    /// Tables of the Code officiel géographique, for lists with former communes.
    pub cog: Vec<PathBuf>,
    /// The study area, cut out of the contours; everywhere if empty.
    pub within: Vec<Area>,
    /// Width of the buffer around the study area in which places are also kept, in
    /// kilometres.
    pub buffer_km: f64,
    /// Options to merge duplicates.
    pub identity: IdentityOptions,
    /// Options of the period over which supply is counted.
    pub period: PeriodOptions,
}

impl CatalogueInputs {
    /// Every file of the inventory.
    pub fn paths(&self) -> Vec<&Path> {
        let tables = self.communes.iter().chain(&self.passage).chain(&self.cog);
        tables.map(PathBuf::as_path).chain(self.supply.paths()).collect()
    }
}

/// The cleaned places of some lists.
#[derive(Debug)]
pub struct Catalogue {
    /// By identifier.
    pub places: Vec<Place>,
    /// Their opening hours.
    pub timetable: Timetable,
    /// The tours of the stops, by name.
    pub tours: Vec<Tour>,
    /// The itinerary of each tour.
    pub courses: Vec<Course>,
    /// The pairs of rows found to be duplicates or possible duplicates.
    pub evidence: Vec<Evidence>,
    /// The fate of every row, lists first.
    pub ledger: Ledger,
    /// The options used to merge duplicates.
    pub identity: IdentityOptions,
    /// The options of the period used.
    pub period: PeriodOptions,
}

/// Reads and cleans the lists. `reading` is called with each file before it is read.
///
/// # Errors
///
/// When a file cannot be read or is of another kind, or when no place remains.
pub fn catalogue(inputs: &CatalogueInputs, reading: impl Fn(&Path)) -> Result<Catalogue> {
    inputs.identity.check()?;
    if inputs.supply.lists().next().is_none() {
        return Err(Error::NoLists);
    }
    let contours = inputs.communes.as_deref().map(|path| {
        reading(path);
        kinds::communes::read(path)
    });
    let mut ledger = LedgerBuilder::default();
    let communes = match contours.transpose()? {
        Some((communes, account)) => {
            ledger.open(account);
            communes
        }
        None => Vec::new(),
    };
    let history = History::read(inputs.passage.as_deref(), &inputs.cog, &mut ledger, &reading)?;
    let lists = lists::read_lists(&inputs.supply, &reading)?;
    let gazetteer = Gazetteer::new(&communes, &history.former);
    let Cleaned { resolved, tours: given } =
        lists::clean_lists(lists, &gazetteer, &inputs.identity, &mut ledger)?;
    let Resolved { places, mut evidence } = resolved;
    let holidays = supply::holidays(&inputs.period, &inputs.supply, &mut ledger, &reading)?;
    let in_time = supply::in_time(&places, &given, &holidays, &inputs.period, None, &mut ledger);
    // Tours are measured whole, including outside the study area.
    let index = (!communes.is_empty()).then(|| ContourIndex::new(&communes));
    let InTime { tours, timetable } = &in_time;
    let courses = tours::courses(tours, &places, timetable, index.as_ref());
    let kept = near(&places, &communes, inputs, &mut ledger)?;
    let (places, InTime { timetable, tours }) = in_time.keep(places, &kept);
    let stops_there = |(tour, _): &(Tour, Course)| !tour.stops.is_empty();
    let (tours, courses) = tours.into_iter().zip(courses).filter(stops_there).unzip();
    if !inputs.within.is_empty() {
        evidence = identity::evidence_of(&places, evidence);
    }
    if places.is_empty() {
        return Err(Error::NoPlaces);
    }
    clean::count_kept(&places, &given, &mut ledger);
    let (identity, period) = (inputs.identity, inputs.period.clone());
    let ledger = ledger.finish().with_lists_first();
    Ok(Catalogue { places, timetable, tours, courses, evidence, ledger, identity, period })
}

/// The places in the study area and its buffer.
fn near(
    places: &[Place],
    communes: &[Commune],
    inputs: &CatalogueInputs,
    ledger: &mut LedgerBuilder,
) -> Result<Vec<PlaceId>> {
    if inputs.within.is_empty() {
        return Ok((0..places.len()).map(PlaceId::new).collect());
    }
    let path = inputs.communes.clone().ok_or(Error::NoContours)?;
    let codes = clean::restrict(communes, &inputs.within, &path)?;
    let chosen: Vec<&Commune> =
        communes.iter().filter(|commune| codes.contains(&commune.code)).collect();
    Ok(clean::keep_near(places, inputs.buffer_km, &chosen, ledger))
}
