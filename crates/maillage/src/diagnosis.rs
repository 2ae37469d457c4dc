//! The diagnosis: what a run says of territories, of gaps and of places.

use std::path::PathBuf;

use maillage_core::{
    BadOption,
    gap_area::gap_areas,
    measure::{measure, measure_homes},
    model::{PlaceId, StudyRow},
    unions::{contours, measure_unions, week},
};
use maillage_intake::load::Sources;
use maillage_output::{Diagnosis, Served};

use crate::{
    CoverageOptions, Result, Step,
    comparison::planned,
    coverage::{run, take_in, way},
    plan::{Plan, places_of_list},
};

/// Options of a diagnosis.
#[derive(Debug, Clone, PartialEq)]
pub struct DiagnosisOptions {
    /// Those of the main job.
    pub coverage: CoverageOptions,
    /// People in need whom one conseiller accompanies during a contract. 800 is the figure that the
    /// State planned with in 2021.
    pub people_per_conseiller: f64,
    /// What is planned: the change against the present is measured.
    pub plan: Plan,
    /// Lists of places of other networks, which could join to mend a gap.
    pub candidates: Vec<PathBuf>,
}

impl Default for DiagnosisOptions {
    fn default() -> Self {
        Self {
            coverage: CoverageOptions::default(),
            people_per_conseiller: 800.0,
            plan: Plan::default(),
            candidates: Vec::new(),
        }
    }
}

/// Runs the main job, and measures territories, gaps and places with it. `progress` is called from
/// any thread.
///
/// # Errors
///
/// Those of [`coverage`](crate::coverage()).
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
            expected: "is no number of people; give one such as 800",
        }
        .into());
    }
    let (territory, ledger, assigned) = take_in(sources, &options.coverage, progress)?;
    let measured =
        measure_homes(&territory, way(&territory), &options.coverage.measure, &|done, of| {
            progress(Step::Measured(done, of));
        })?;
    let territories = measure_unions(&territory, &measured);
    let mut contours_of = contours(&territory, territories.iter().map(|union| &*union.rows));
    for (contour, union) in contours_of.iter_mut().zip(territory.unions()) {
        if let Some(own) = &union.contour {
            *contour = (**own).clone();
        }
    }
    let timetable = &measured.results.timetable;
    let weeks = territories.iter().map(|union| week(timetable, &union.supply.places)).collect();
    let mut listed = Vec::new();
    for path in &options.candidates {
        let places = places_of_list(path, sources, territory.timetable().period, progress)?;
        listed.extend(places.into_iter().map(|(place, _)| place));
    }
    let gaps = gap_areas(&territory, way(&territory), &measured, &listed)?;
    let change = match options.plan.is_empty() {
        true => None,
        false => {
            let after = options.plan.carried_out(&territory, &ledger, sources, progress)?;
            let options_of = &options.coverage.measure;
            let after = measure(&after, way(&after), options_of, &|_, _| ())?;
            Some(planned(&territory, &measured.results, &after, options.plan.provenance()))
        }
    };
    let gap_contours = contours(&territory, gaps.iter().map(|gap| &*gap.rows));
    let all: Vec<StudyRow> = (0..territory.study().len()).map(StudyRow::new).collect();
    let pool = measured.deciding().pool(&territory, &all);
    let (nearest, alone) = (pool.by_nearest(), pool.depending());
    let of_place = |place: PlaceId| Served {
        nearest: nearest.get(&place).copied().unwrap_or_default(),
        alone: alone.get(&place).copied().unwrap_or_default(),
    };
    let served = (0..territory.places().len()).map(PlaceId::new).map(of_place).collect();
    Ok(Diagnosis {
        coverage: run(measured.results, territory, (ledger, assigned), &options.coverage),
        territories,
        contours: contours_of,
        weeks,
        gaps,
        gap_contours,
        served,
        change,
        people_per_conseiller,
    })
}
