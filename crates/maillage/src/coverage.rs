//! The main job: from files to the gap of every commune.

use std::{path::Path, sync::OnceLock};

use maillage_core::{
    BadOption,
    access::Weight,
    geodesy::{Length, Position},
    hot_spots::{HotSpotOptions, Neighbours, hot_spots},
    measure::{MeasureOptions, Results, Way, check_distance, measure},
    territory::Territory,
    unions::topology,
};
use maillage_intake::{
    input::FileStep,
    ledger::Ledger,
    load::{LoadOptions, Sources, assign, load_assigned},
    recognition::Recognised,
};
use maillage_output::{Coverage, FoundHotSpots, numbers_of};

use crate::{Result, sentences};

/// Options of the main job.
///
/// # Examples
///
/// ```
/// use maillage::CoverageOptions;
///
/// let mut options = CoverageOptions::default();
/// assert_eq!(options.measure.main_threshold_km, 10.0);
/// assert_eq!(options.load.buffer_km, 30.0);
/// assert!(options.hot_spots.is_none());
///
/// // Residents farther than 5 km are not covered.
/// options.measure.main_threshold_km = 5.0;
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CoverageOptions {
    /// How the files are taken in.
    pub load: LoadOptions,
    /// What is measured.
    pub measure: MeasureOptions,
    /// The column of which hot and cold spots are looked for; `None` looks for none.
    pub hot_spots: Option<HotSpotsAsked>,
}

/// The column of which hot and cold spots are looked for.
#[derive(Debug, Clone, PartialEq)]
pub struct HotSpotsAsked {
    /// Name of a column of numbers of the layer of communes, such as `distance_km`.
    pub column: String,
    /// Kilometres between points of departure within which communes are neighbours; those with a
    /// common border when `None`.
    pub within_km: Option<f64>,
}

/// Where a run stands, for a progress bar.
#[derive(Debug, Clone, Copy)]
pub enum Step<'run> {
    /// A file is being read.
    Reading(&'run Path),
    /// The kind of a file that was given without one was found out.
    Recognised(&'run Recognised),
    /// Number of communes that are measured, and number of all that will be.
    Measured(usize, usize),
}

/// Runs the main job: load, measure, and keep both for the writers. `progress` is called from
/// any thread.
///
/// The results have one row for each commune of the study area, by code. People travel by the
/// travel table of `sources`, or in a straight line without one.
///
/// # Errors
///
/// - [`Error::Option`](crate::Error::Option) when an option is out of range, or asks for something
///   that the files do not give; ranges are checked before any file is read.
/// - Those of [`load`](crate::load): a file that cannot be read, is not of the kind of its field,
///   or is of no kind that can be told; a study area without communes; no list, or no place left.
/// - Those of [`measure`](crate::measure): no place near the study area, no place that offers what
///   is asked, or hours that are asked where no place has known hours.
///
/// # Examples
///
/// ```
/// use maillage::{CoverageOptions, Sources, Supply, coverage};
///
/// # let folder = tempfile::tempdir()?;
/// # let path = |name: &str| folder.path().join(name);
/// # for file in maillage_synth::territory(&maillage_synth::SynthOptions::default()).files {
/// #     std::fs::write(path(file.name), file.contents)?;
/// # }
/// // The kind of files in `files` is found out.
/// let sources = Sources {
///     communes: Some(path("communes.geojson")),
///     supply: Supply { mediation: vec![path("mediation.csv")], ..Supply::default() },
///     files: vec![path("population.csv")],
///     ..Sources::default()
/// };
/// let island = coverage(&sources, &CoverageOptions::default(), &|_| ())?;
/// assert_eq!(island.len(), 300);
/// assert_eq!(island.sources.population, Some(path("population.csv")));
///
/// let residents: u64 = island.communes().filter_map(|commune| commune.population).sum();
/// assert!(residents > 0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn coverage(
    sources: &Sources,
    options: &CoverageOptions,
    progress: &(dyn Fn(Step) + Sync),
) -> Result<Coverage> {
    let (territory, ledger, sources) = take_in(sources, options, progress)?;
    let results = measure(&territory, way(&territory), &options.measure, &|done, of| {
        progress(Step::Measured(done, of));
    })?;
    run(results, territory, (ledger, sources), options)
}

/// Loads the files of a run, once its options are known to fit them; and returns the sources, each
/// file in the field of its kind.
pub(crate) fn take_in(
    sources: &Sources,
    options: &CoverageOptions,
    progress: &(dyn Fn(Step) + Sync),
) -> Result<(Territory, Ledger, Sources)> {
    options.check_ranges()?;
    let of_files = |step: FileStep| progress(step.into());
    let assigned = assign(sources, &of_files)?;
    options.check(&assigned.inputs)?;
    let sources = assigned.inputs.clone();
    let (territory, ledger) = load_assigned(assigned, &options.load_for_moment(), &of_files)?;
    Ok((territory, ledger, sources))
}

/// How people travel: by the table of `territory`, if it has one.
pub(crate) fn way(territory: &Territory) -> Way<'_> {
    territory.travel_table().map_or(Way::Crow, Way::Table)
}

/// A finished run.
pub(crate) fn run(
    results: Results,
    territory: Territory,
    (ledger, sources): (Ledger, Sources),
    options: &CoverageOptions,
) -> Result<Coverage> {
    let within = ledger.ground.within.clone();
    let load = options.load.clone();
    let mut coverage = Coverage {
        results,
        territory,
        ledger,
        load,
        sources,
        within,
        hot_spots: None,
        courses: OnceLock::new(),
        borders: OnceLock::new(),
    };
    coverage.hot_spots =
        options.hot_spots.as_ref().map(|asked| found(&coverage, asked)).transpose()?;
    Ok(coverage)
}

/// The hot and cold spots of a column.
fn found(coverage: &Coverage, asked: &HotSpotsAsked) -> Result<FoundHotSpots> {
    let values = numbers_of(coverage, &asked.column).ok_or_else(|| BadOption {
        field: "options.hot_spots",
        value: asked.column.clone(),
        expected: sentences::no_column_of_numbers(),
    })?;
    let neighbours = match asked.within_km {
        Some(km) => {
            check_distance("options.neighbours", km)?;
            let positions: Vec<Position> =
                coverage.territory.studied().map(|commune| commune.home).collect();
            Neighbours::within(Length::from_metres(km * 1_000.0), &positions)
        }
        None => {
            let pairs = topology(&coverage.territory).neighbours();
            let pairs = pairs.into_iter().map(|(one, other)| (one.index(), other.index()));
            Neighbours::of_pairs(values.len(), pairs)
        }
    };
    let options = HotSpotOptions::for_units(values.len());
    Ok(FoundHotSpots {
        column: asked.column.clone(),
        within_km: asked.within_km,
        alone: (0..values.len()).filter(|row| neighbours.of(*row).len() == 0).count(),
        permutations: options.permutations,
        spots: hot_spots(&values, &neighbours, &options),
    })
}

impl<'run> From<FileStep<'run>> for Step<'run> {
    fn from(step: FileStep<'run>) -> Self {
        match step {
            FileStep::Reading(path) => Self::Reading(path),
            FileStep::Recognised(recognised) => Self::Recognised(recognised),
        }
    }
}

impl CoverageOptions {
    /// How the files are taken in: over a period that holds the moment that is asked for.
    fn load_for_moment(&self) -> LoadOptions {
        LoadOptions { moment: self.measure.hours.at, ..self.load.clone() }
    }

    /// Whether the options are in range, before any file is read.
    fn check_ranges(&self) -> Result<()> {
        self.measure.check_ranges()?;
        self.load.check_ranges()
    }

    /// Whether the options fit the files.
    fn check(&self, sources: &Sources) -> Result<()> {
        self.load.check(sources)?;
        let is_weighted = self.measure.residents_weight == Weight::Need;
        if is_weighted && (sources.rates.is_none() || sources.residents.is_empty()) {
            let expected = sentences::weighs_by_need();
            let value = "need".to_owned();
            return Err(BadOption { field: "options.residents_weight", value, expected }.into());
        }
        if sources.travel_table.is_some() {
            return Ok(());
        }
        Ok(self.measure.check(Way::Crow)?)
    }
}
