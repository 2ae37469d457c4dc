//! The diagnosis: what a run says of territories, of gaps and of places.

use std::path::PathBuf;

use maillage_core::{
    BadOption,
    gap_area::gap_areas,
    measure::{measure, measure_homes},
    model::{PlaceId, StudyRow},
    travel::{CostUnit, Limit},
    unions::{contours, measure_unions, topology, week},
};
use maillage_intake::{
    ledger::Role,
    load::{Sources, UnionsAsked},
    saved::Reference,
};
use maillage_output::{Diagnosis, Served};

use crate::{
    CoverageOptions, Result, Step,
    comparison::planned,
    coverage::{run, take_in, way},
    plan::{Plan, ReadLists},
    sentences,
};

/// Options of a diagnosis.
#[derive(Debug, Clone, PartialEq)]
pub struct DiagnosisOptions {
    /// Those of the main job.
    pub coverage: CoverageOptions,
    /// People in need whom one conseiller accompanies during a contract, more than zero. 800 is the
    /// figure that the State planned with in 2021.
    pub people_per_conseiller: f64,
    /// The title of the diagnosis, which its outputs state; may be empty.
    pub title: String,
    /// What is planned: the change against the present is measured. An empty plan has no change.
    pub plan: Plan,
    /// Lists of places of other networks, which could join to mend a gap.
    pub candidates: Vec<PathBuf>,
    /// The layer or the table of territories that a wider diagnosis wrote, for the figures of
    /// parents that this one does not cover. `None` leaves these figures unknown.
    pub reference: Option<PathBuf>,
}

impl Default for DiagnosisOptions {
    fn default() -> Self {
        Self {
            coverage: CoverageOptions::default(),
            people_per_conseiller: 800.0,
            title: String::new(),
            plan: Plan::default(),
            candidates: Vec::new(),
            reference: None,
        }
    }
}

/// Runs the main job, and measures territories, gaps and places with it. `progress` is called from
/// any thread.
///
/// Unions of communes are measured whatever the options of [`LoadOptions`](crate::LoadOptions) say
/// of them. The main threshold is added to the thresholds within which people are counted.
///
/// # Errors
///
/// - Those of [`coverage`](crate::coverage()).
/// - [`Error::Option`](crate::Error::Option) when
///   [`people_per_conseiller`](DiagnosisOptions::people_per_conseiller) is not a number above zero;
///   when a place to close is no place, several places, or a place that serves nobody; when a place
///   to open is far from the study area.
/// - [`Error::NotALayer`](crate::Error::NotALayer) when the reference holds no territories of a
///   diagnosis, or those of another threshold.
/// - When a list of the plan, or of candidates, cannot be read or has no place left.
///
/// # Examples
///
/// ```
/// use maillage::{
///     DiagnosisOptions, Kind, Plan, Planned, Position, Sources, Supply, core::compare::Sums,
///     diagnose,
/// };
///
/// # let folder = tempfile::tempdir()?;
/// # let path = |name: &str| folder.path().join(name);
/// # for file in maillage_synth::territory(&maillage_synth::SynthOptions::default()).files {
/// #     std::fs::write(path(file.name), file.contents)?;
/// # }
/// let sources = Sources {
///     communes: Some(path("communes.geojson")),
///     supply: Supply { mediation: vec![path("mediation.csv")], ..Supply::default() },
///     population: Some(path("population.csv")),
///     membership: Some(path("membership.csv")),
///     ..Sources::default()
/// };
/// // Near the town hall of a commune of the island.
/// let position = Position::new(45.590, -3.832).ok_or("degrees on the globe")?;
/// let place = Planned::At { position, kind: Kind::FranceServices, name: String::new() };
/// let plan = Plan { add: vec![place], remove: Vec::new() };
/// let options = DiagnosisOptions { plan, ..DiagnosisOptions::default() };
///
/// let diagnosis = diagnose(&sources, &options, &|_| ())?;
/// assert!(!diagnosis.territories.is_empty());
/// // No resident loses a place by it.
/// let change = diagnosis.change.ok_or("something is planned")?;
/// assert_eq!(Sums::of(&change.changes).residents_lost, 0.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn diagnose(
    sources: &Sources,
    options: &DiagnosisOptions,
    progress: &(dyn Fn(Step) + Sync),
) -> Result<Diagnosis> {
    let people_per_conseiller = options.people_per_conseiller;
    if !(people_per_conseiller.is_finite() && people_per_conseiller > 0.0) {
        return Err(BadOption {
            field: "options.people_per_conseiller",
            value: people_per_conseiller.to_string(),
            expected: sentences::no_number_of_people(),
        }
        .into());
    }
    let options = &of_diagnosis(options);
    let (territory, mut ledger, assigned) = take_in(sources, &options.coverage, progress)?;
    let unit = territory.travel_table().map_or(CostUnit::Length, |table| table.unit);
    let main = Limit { shown: options.coverage.measure.main_threshold(unit), unit };
    let reference = options.reference.as_ref().map(|path| Reference::read(path, main));
    let reference = reference.transpose()?;
    let measured =
        measure_homes(&territory, way(&territory), &options.coverage.measure, &|done, of| {
            progress(Step::Measured(done, of));
        })?;
    let territories = measure_unions(&territory, &measured);
    let topology = topology(&territory);
    let mut contours_of = contours(&topology, territories.iter().map(|union| &*union.rows));
    for (contour, union) in contours_of.iter_mut().zip(territory.unions()) {
        if let Some(own) = &union.contour {
            *contour = (**own).clone();
        }
    }
    // Of all hours, even where the run asks for some.
    let timetable = territory.timetable();
    let weeks = territories.iter().map(|union| week(timetable, &union.supply.places)).collect();
    let progress_of_lists = |step: Step<'_>| progress(step);
    let lists = ReadLists {
        sources,
        options: &options.coverage,
        ledger: &ledger,
        progress: &progress_of_lists,
    };
    let period = territory.timetable().period;
    let (mut listed, mut accounts) = (Vec::new(), Vec::new());
    for path in &options.candidates {
        let (places, of_list) = lists.read(path, period, Role::CANDIDATES)?;
        listed.extend(places.into_iter().map(|(place, _)| place));
        accounts.extend(of_list);
    }
    let gaps = gap_areas(&territory, way(&territory), &measured, &topology, &listed)?;
    let mut change = None;
    if !options.plan.is_empty() {
        let sites = &measured.results.sites;
        let (after, of_lists) = options.plan.carried_out(&territory, sites, &lists)?;
        accounts.extend(of_lists);
        let after = measure(&after, way(&after), &options.coverage.measure, &|_, _| ())?;
        let plan = options.plan.provenance();
        change = Some(planned(&territory, &measured.results, &after, plan));
    }
    ledger.accounts.extend(accounts);
    let gap_contours = contours(&topology, gaps.iter().map(|gap| &*gap.rows));
    let all: Vec<StudyRow> = (0..territory.study().len()).map(StudyRow::new).collect();
    let pool = measured.deciding().pool(&territory, &all);
    let (nearest, alone) = (pool.by_nearest(), pool.depending());
    let of_place = |place: PlaceId| Served {
        nearest: nearest.get(&place).copied().unwrap_or_default(),
        alone: alone.get(&place).copied().unwrap_or_default(),
    };
    let served = (0..territory.places().len()).map(PlaceId::new).map(of_place).collect();
    Ok(Diagnosis {
        coverage: run(measured.results, territory, (ledger, assigned), &options.coverage)?,
        territories,
        contours: contours_of,
        weeks,
        gaps,
        gap_contours,
        served,
        reference,
        change,
        people_per_conseiller,
        title: options.title.clone(),
    })
}

/// The options with the unions of communes, and with the main threshold among those within which
/// people are counted: the layers of a diagnosis are drawn by it.
fn of_diagnosis(options: &DiagnosisOptions) -> DiagnosisOptions {
    let mut options = options.clone();
    options.coverage.load.unions = UnionsAsked::All;
    let measure = &mut options.coverage.measure;
    let add = |thresholds: &mut Vec<f64>, main: f64| {
        if !thresholds.contains(&main) {
            thresholds.push(main);
            thresholds.sort_by(f64::total_cmp);
        }
    };
    add(&mut measure.thresholds_km, measure.main_threshold_km);
    add(&mut measure.thresholds_min, measure.main_threshold_min);
    options
}
