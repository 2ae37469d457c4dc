//! Results of a measure: one row for each commune, and totals.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use rayon::prelude::*;

use super::{Choice, Competition, MeasureOptions, NoCompetition};
use crate::{
    access::{Access, Promise},
    borders::Unlisted,
    certainty::Certainty,
    gap::{FixedClasses, Gap, Tertiles},
    geodesy::Length,
    model::{Commune, CommuneCode, CommuneId, PlaceId, Precision},
    need::{Confidence, Estimates, Interval, total_with_interval},
    presence::Timetable,
    sites::Sites,
    territory::Territory,
    travel::{CostUnit, Limit, PairCounts},
};

/// Number of estimated people below which the figure of a commune is not published. It is
/// the statistical confidentiality threshold for households.
const TOO_FEW: f64 = 11.0;

/// The result of one commune.
#[derive(Debug, Clone, PartialEq)]
pub struct CommuneResult {
    /// The commune.
    pub commune: CommuneId,
    /// Access by distance, in kilometres.
    pub distance: Box<Access>,
    /// Access by duration, in minutes. `None` when durations are unknown. When known, it
    /// decides classes and ranks.
    pub duration: Option<Box<Access>>,
    /// Tours that pass near the commune.
    pub promise: Promise,
    /// The gap between access and need.
    pub gap: Gap,
    /// Certainty of the gap. `None` where the commune has no class, and where the variance
    /// of need is unknown.
    pub certainty: Option<Certainty>,
    /// Whether the straight line to the nearest place by distance crosses water.
    pub crosses_water: bool,
    /// Whether the distance may be too long because the lists end nearby: see
    /// [`OpenBorders`](crate::borders::OpenBorders). `None` where it cannot be judged.
    pub border_uncertain: Option<bool>,
}

/// The results of a territory. See [`measure`](crate::measure::measure) for an example.
#[derive(Debug, Clone)]
pub struct Results {
    /// One row for each commune of the study area, by code.
    pub communes: Vec<CommuneResult>,
    /// Unit of the costs that decide classes and ranks.
    pub unit: CostUnit,
    /// Limits of the access classes, in kilometres or minutes; `None` without any cost.
    pub access_limits: Option<Tertiles>,
    /// Limits of the need classes, in per cent or as scores; `None` without any need.
    pub need_limits: Option<Tertiles>,
    /// The limits that do not depend on the run.
    pub fixed_classes: FixedClasses,
    /// Whether uncovered people are residents, because no need is known.
    pub counts_residents: bool,
    /// Whether the variance of need is known.
    pub has_certainty: bool,
    /// The role of each place in this run.
    pub sites: Sites,
    /// Opening hours of the places, within the requested window. Without a window, those of the
    /// territory, shared.
    pub timetable: Arc<Timetable>,
    /// Numbers of needed and missing pairs of the travel table; `None` without a table.
    pub pairs: Option<PairCounts>,
    /// The borders beyond which the lists hold no places to speak of.
    pub borders: Vec<Unlisted>,
    /// The départements of the study area that the lists do not cover.
    pub unlisted: Vec<Unlisted>,
    /// The départements, beyond the borders or inside, that are nearer to communes than their
    /// place, and of which the lists hold next to none.
    pub lists_end_in: BTreeSet<String>,
    /// What people get of the places that they share; or why it was not computed.
    pub competition: std::result::Result<Competition, NoCompetition>,
    /// What people have beside their nearest place, by row; `None` when it was not asked for.
    pub choices: Option<Vec<Choice>>,
    /// The options of the run.
    pub options: MeasureOptions,
}

/// Quality of the need figure of one commune.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NeedQuality {
    /// Estimated, with an interval.
    Estimated,
    /// Estimated, for too few people to publish: the figure only enters sums.
    TooFew,
    /// Given by a table.
    Given,
    /// Outside the population that the survey of the rates covers.
    OutsideRates,
}

impl NeedQuality {
    /// The value in the output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Estimated => "estimation",
            Self::TooFew => "petit_effectif",
            Self::Given => "donnee",
            Self::OutsideRates => "hors_champ",
        }
    }

    /// The quality of the need of `commune`; `None` when need is unknown or nobody lives
    /// there.
    pub fn of(territory: &Territory, commune: &Commune) -> Option<Self> {
        if commune.is_empty() {
            return None;
        }
        let Some(estimates) = territory.estimates() else {
            return commune.need.map(|_| Self::Given);
        };
        if !estimates.table.covers_departement(commune.code.departement()) {
            return Some(Self::OutsideRates);
        }
        let people = commune.need?.people?;
        Some(if people < TOO_FEW { Self::TooFew } else { Self::Estimated })
    }
}

/// Estimated people in need in a group of communes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Totals {
    /// All people in need.
    pub need: Interval,
    /// People in need beyond the main threshold, in the communes whose travel is known.
    pub uncovered: Interval,
}

impl CommuneResult {
    /// The access that decides: by duration where durations are known, otherwise by
    /// distance.
    pub fn access(&self) -> &Access {
        self.duration.as_ref().unwrap_or(&self.distance)
    }
}

impl Results {
    /// The main threshold, in the unit of the costs that decide.
    pub fn main_threshold(&self) -> Limit {
        Limit { shown: self.options.main_threshold(self.unit), unit: self.unit }
    }

    /// The thresholds of a unit, in the order of the columns.
    pub fn thresholds(&self, unit: CostUnit) -> impl Iterator<Item = Limit> + '_ {
        let thresholds = self.options.thresholds(unit).iter();
        thresholds.map(move |shown| Limit { shown: *shown, unit })
    }

    /// Residents within the main threshold thanks to tours only, and the number of their
    /// communes. The residents are `None` when there is no such commune, and when they are unknown
    /// in all of them.
    pub fn gained(&self, territory: &Territory) -> (Option<f64>, usize) {
        let gained = self.communes.iter().filter_map(|row| {
            let share = row.access().gained.filter(|share| *share > 0.0)?;
            let population = territory.commune(row.commune).population;
            Some(population.map(|population| share * population as f64))
        });
        gained.fold((None, 0), |(people, communes), more| {
            let people = people.map_or(more, |people| Some(people + more.unwrap_or(0.0)));
            (people, communes + 1)
        })
    }

    /// Number of uncovered communes with a place of unknown hours within the main
    /// threshold.
    pub fn perhaps_covered(&self) -> usize {
        let perhaps = |row: &&CommuneResult| {
            let access = row.access();
            access.covered_main == Some(0.0) && access.in_time.unknown > 0
        };
        self.communes.iter().filter(perhaps).count()
    }

    /// People in need in the communes where need is known; `None` where no commune has a
    /// known need.
    pub fn people_in_need(&self, territory: &Territory) -> Option<f64> {
        let needs = territory.studied().filter_map(|commune| commune.need?.people);
        needs.reduce(|sum, people| sum + people)
    }

    /// People in need in the communes whose travel is unknown: they are neither covered nor
    /// uncovered. `None` where there is no such commune, and where their need is unknown.
    pub fn people_of_unknown_travel(&self, territory: &Territory) -> Option<f64> {
        let unknown = self.communes.iter().filter(|row| row.access().is_unknown);
        let needs = unknown.filter_map(|row| territory.commune(row.commune).need?.people);
        needs.reduce(|sum, people| sum + people)
    }

    /// Communes whose nearest place has an approximate position: only its commune is known.
    pub fn roughly_measured<'run>(
        &'run self,
        territory: &'run Territory,
    ) -> impl Iterator<Item = CommuneId> + 'run {
        let is_rough = |place: PlaceId| territory.place(place).precision == Precision::Commune;
        let roughly = move |row: &&CommuneResult| {
            row.distance.nearest.is_some_and(|nearest| is_rough(nearest.place))
        };
        self.communes.iter().filter(roughly).map(|row| row.commune)
    }

    /// Number of communes with a home whose nearest place by distance is farther than `buffer`, or
    /// out of reach. A nearer place may exist outside the buffer.
    pub fn beyond(&self, buffer: Length) -> usize {
        let beyond = |row: &&CommuneResult| match row.distance.distances.longest {
            Some(longest) => longest.length() > buffer,
            None => row.distance.covered.is_some(),
        };
        self.communes.iter().filter(beyond).count()
    }

    /// The largest distance within which places are counted, in kilometres, when it exceeds
    /// `buffer_km`. Counts near the border then miss places outside the buffer.
    pub fn counted_beyond(&self, buffer_km: f64) -> Option<f64> {
        let counted = self.options.thresholds_km.iter().copied();
        let counted = counted.chain([self.options.main_threshold_km]);
        Some(counted.fold(0.0, f64::max)).filter(|km| *km > buffer_km)
    }

    /// The totals of the communes for which `of` is true; `None` when their need is not
    /// estimated, and when `of` is true of no commune of known need.
    pub fn totals(&self, territory: &Territory, of: impl Fn(&Commune) -> bool) -> Option<Totals> {
        let estimates = territory.estimates()?;
        let chosen = self.uncovered_parts(territory).filter(|(commune, _)| of(commune));
        let chosen: Vec<_> = chosen.map(|(commune, part)| (commune.code, part)).collect();
        (!chosen.is_empty()).then(|| totals(estimates, territory.confidence(), &chosen))
    }

    /// The totals of each département, by code. Départements without any are left out.
    pub fn totals_by_departement(&self, territory: &Territory) -> BTreeMap<String, Totals> {
        let Some(estimates) = territory.estimates() else { return BTreeMap::new() };
        let mut departements: BTreeMap<&str, Vec<(CommuneCode, f64)>> = BTreeMap::new();
        for (commune, part) in self.uncovered_parts(territory) {
            let departement = departements.entry(commune.code.departement()).or_default();
            departement.push((commune.code, part));
        }
        let of = |(code, chosen): (&str, Vec<_>)| {
            (code.to_owned(), totals(estimates, territory.confidence(), &chosen))
        };
        departements.into_par_iter().map(of).collect()
    }

    /// The communes of known need, in the order of the rows, each with the share of its people in
    /// need beyond the main threshold: 0 where unknown.
    fn uncovered_parts<'run>(
        &'run self,
        territory: &'run Territory,
    ) -> impl Iterator<Item = (&'run Commune, f64)> {
        let rows = self.communes.iter().map(|row| (territory.commune(row.commune), row.access()));
        let known = rows.filter(|(commune, _)| commune.need.is_some());
        known.map(|(commune, access)| (commune, 1.0 - access.covered_need.unwrap_or(1.0)))
    }

    /// Bounds of the people in need beyond the main threshold in one commune; `None` when
    /// unknown.
    pub fn uncovered_bounds(
        &self,
        territory: &Territory,
        row: &CommuneResult,
    ) -> Option<(f64, f64)> {
        let commune = territory.commune(row.commune);
        let (need, part) = (commune.need?, 1.0 - row.access().covered_need?);
        match territory.estimates() {
            Some(estimates) => {
                let alone = std::iter::once((commune.code, part));
                let of = total_with_interval(estimates, alone, territory.confidence());
                Some((of.low, of.high))
            }
            None => Some((need.low? * part, need.high? * part)),
        }
    }

    /// Compares this run with `after`, another measure of the same study area. Returns the
    /// communes where more people are within the main threshold in `after`, with the number
    /// of people gained. The number is `None` where residents are unknown and only the
    /// share has increased. A commune whose access is unknown in either run is left out.
    pub fn gains(&self, territory: &Territory, after: &Self) -> Vec<(CommuneId, Option<f64>)> {
        let after: BTreeMap<CommuneId, &CommuneResult> =
            after.communes.iter().map(|row| (row.commune, row)).collect();
        let gains = self.communes.iter().filter_map(|before| {
            let after = after.get(&before.commune)?.access();
            let share = after.covered_main? - before.access().covered_main?;
            let population = territory.commune(before.commune).population;
            let people = population.map(|population| share * population as f64);
            (share > 0.0).then_some((before.commune, people))
        });
        gains.collect()
    }
}

/// The totals of communes, each with the share of its people in need who are uncovered.
fn totals(estimates: &Estimates, confidence: Confidence, chosen: &[(CommuneCode, f64)]) -> Totals {
    let all = chosen.iter().map(|(code, _)| (*code, 1.0));
    Totals {
        need: total_with_interval(estimates, all, confidence),
        uncovered: total_with_interval(estimates, chosen.iter().copied(), confidence),
    }
}
