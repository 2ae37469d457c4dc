//! The inventory of places: cleaned lists without any measure.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use crate::{
    Error, Result,
    area::Area,
    clean::{
        self, IdentityOptions,
        identity::{self, Evidence, Resolved},
    },
    france::BuiltIn,
    gazetteer::Gazetteer,
    input::{FileStep, InputFiles},
    ledger::{Ledger, LedgerBuilder, Trouble},
    lists::{self, Cleaned, KnownCommunes, Supply},
    load::ground,
    recognition::{self, Assigned, GeographyFiles, InputField, Inputs},
    supply::{self, InTime},
};
use maillage_core::{
    index::ContourIndex,
    model::{Commune, FileId, Line, Place, PlaceId, Tour},
    offer::{OfferFound, OfferOptions, Verdict},
    presence::{PeriodOptions, Timetable},
    tours::{self, Course},
};
use maillage_tables::MaxInputSize;

/// The files of an inventory.
#[derive(Debug, Clone, Default)]
pub struct CatalogueInputs {
    /// Files whose kind is found out; each is then read as if given in the field of its kind.
    pub files: Vec<PathBuf>,
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
    /// kilometres. 0 by default.
    pub buffer_km: f64,
    /// Options to merge duplicates.
    pub identity: IdentityOptions,
    /// Options of the period over which supply is counted.
    pub period: PeriodOptions,
    /// What is asked of places: those that are not known to offer it are left out.
    pub offer: OfferOptions,
}

impl CatalogueInputs {
    /// Every file of the inventory.
    pub fn paths(&self) -> Vec<&Path> {
        let tables = self.communes.iter().chain(&self.passage).chain(&self.cog).chain(&self.files);
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
    /// What was asked of the places of the territory, and how many of them offer it; `None` when
    /// nothing was asked.
    pub offer: Option<OfferFound>,
}

impl Inputs for CatalogueInputs {
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
        let [communes, passage] = [&self.communes, &self.passage].map(Option::as_deref);
        GeographyFiles { communes, passage, cog: &self.cog }
    }

    fn field(&mut self, name: &str) -> Option<InputField<'_>> {
        Some(match name {
            "sources.communes" => InputField::One(&mut self.communes),
            "sources.passage" => InputField::One(&mut self.passage),
            "sources.cog" => InputField::Several(&mut self.cog),
            _ => return self.supply.field(name),
        })
    }
}

/// Reads and cleans the lists. `progress` is called with each file before it is read, and
/// with what each of [`CatalogueInputs::files`] was found to be, from any thread.
///
/// # Errors
///
/// - [`Error::Option`] when an option is out of range.
/// - When a file cannot be read, is of another kind or of none that can be told.
/// - [`Error::NoLists`] without any list; [`Error::NoPlaces`] when no place remains.
/// - [`Error::NoContours`] for a study area without contours to cut it out of;
///   [`Error::UnknownTerritory`] when it contains no commune.
pub fn catalogue(
    inputs: &CatalogueInputs,
    progress: impl Fn(FileStep) + Sync,
) -> Result<Catalogue> {
    inputs.identity.check()?;
    inputs.offer.check()?;
    let Assigned { inputs, known, decoded } = recognition::assign(inputs, &progress)?;
    if inputs.supply.is_empty() {
        return Err(Error::NoLists);
    }
    let reading = |path: &Path| progress(FileStep::Reading(path));
    let files = InputFiles::with(decoded, &reading);
    let known = known.map_or_else(|| KnownCommunes::read(inputs.geography(), &files), Ok)?;
    let KnownCommunes { contours, mut history } = known;
    let mut ledger = LedgerBuilder::default();
    let (given, account) = contours.unzip();
    account.map(|account| ledger.open(account));
    let given = given.unwrap_or_default();
    history.open_accounts(&mut ledger);
    let lists = lists::read_lists(&inputs.supply, &files)?;
    let gazetteer = Gazetteer::in_france(&given, &history.former);
    let Cleaned { resolved, tours: given_tours } =
        lists::clean_lists(lists, &gazetteer, &inputs.identity, &mut ledger)?;
    let Resolved { mut places, mut evidence } = resolved;
    let holidays = supply::holidays(&inputs.period, &inputs.supply, &mut ledger, &files)?;
    let in_time =
        supply::in_time(&mut places, &given_tours, &holidays, &inputs.period, None, &mut ledger);
    let brought_along = BuiltIn::get().filter(|_| inputs.communes.is_none());
    let within = match brought_along {
        Some(_) => ground::drawn(&inputs.within)?,
        None => inputs.within.clone(),
    };
    let communes = match brought_along {
        Some(france) => ground::communes_of_places(france, &within, &places, &gazetteer),
        None => given,
    };
    // Tours are measured whole, including outside the study area.
    let index = (!communes.is_empty()).then(|| ContourIndex::new(&communes));
    let InTime { tours, timetable } = &in_time;
    let courses = tours::courses(tours, &places, timetable, index.as_ref());
    let near = near(&places, &communes, &within, &inputs, &mut ledger)?;
    let (kept, offer) = offering(&places, near, &inputs.offer, &mut ledger)?;
    let (places, InTime { timetable, tours }) = in_time.keep(places, &kept);
    let stops_there = |(tour, _): &(Tour, Course)| !tour.stops.is_empty();
    let (tours, courses) = tours.into_iter().zip(courses).filter(stops_there).unzip();
    if !inputs.within.is_empty() || offer.is_some() {
        evidence = identity::evidence_of(&places, evidence);
    }
    if places.is_empty() {
        return Err(Error::NoPlaces);
    }
    clean::count_kept(&places, &given_tours, &mut ledger);
    let (identity, period) = (inputs.identity, inputs.period.clone());
    let ledger = ledger.finish().with_lists_first();
    Ok(Catalogue { places, timetable, tours, courses, evidence, ledger, identity, period, offer })
}

/// The places in the study area and its buffer.
fn near(
    places: &[Place],
    communes: &[Commune],
    within: &[Area],
    inputs: &CatalogueInputs,
    ledger: &mut LedgerBuilder,
) -> Result<Vec<PlaceId>> {
    if within.is_empty() {
        return Ok((0..places.len()).map(PlaceId::new).collect());
    }
    if communes.is_empty() {
        return Err(Error::NoContours);
    }
    let codes = clean::restrict(communes, within, inputs.communes.as_deref())?;
    let chosen: Vec<&Commune> =
        communes.iter().filter(|commune| codes.contains(&commune.code)).collect();
    Ok(clean::keep_near(places, inputs.buffer_km, &chosen, ledger))
}

/// The places among `near` that offer what is asked. The others are set aside in the account of
/// their file.
fn offering(
    places: &[Place],
    near: Vec<PlaceId>,
    options: &OfferOptions,
    ledger: &mut LedgerBuilder,
) -> Result<(Vec<PlaceId>, Option<OfferFound>)> {
    let wanted = options.among(near.iter().map(|id| &places[id.index()]))?;
    let verdicts: Vec<Verdict> =
        near.iter().map(|id| wanted.verdict(&places[id.index()])).collect();
    let serve: Vec<bool> = verdicts.iter().map(|verdict| wanted.lets_serve(*verdict)).collect();
    let found = wanted.found(verdicts.iter().copied())?;
    for (left_out, trouble) in
        [(Verdict::DoesNotOffer, Trouble::NotOffered), (Verdict::Untold, Trouble::OfferUntold)]
    {
        let mut files: BTreeMap<FileId, BTreeMap<Line, String>> = BTreeMap::new();
        for ((id, verdict), serves) in near.iter().zip(&verdicts).zip(&serve) {
            if *verdict == left_out && !serves {
                let Place { source, id, .. } = &places[id.index()];
                files.entry(source.file).or_default().insert(source.line, id.clone());
            }
        }
        for (file, rows) in &files {
            ledger.set_rows_aside(*file, rows, trouble);
        }
    }
    let kept = near.into_iter().zip(serve).filter_map(|(id, serves)| serves.then_some(id));
    Ok((kept.collect(), found))
}
