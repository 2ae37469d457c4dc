//! What was measured: one row a commune, and totals over them.

use std::collections::{BTreeMap, BTreeSet};

use super::MeasureOptions;
use crate::{
    access::{Access, Promise},
    certainty::Certainty,
    gap::{Gap, Tertiles},
    geodesy::Length,
    model::{Commune, CommuneCode, CommuneId, PlaceId, Precision},
    need::{Interval, total_with_interval},
    presence::Timetable,
    sites::Sites,
    territory::Territory,
    travel::{CostUnit, Limit, PairCounts},
};

/// So few estimated people are too few to be shown of one commune: the limit under which
/// statistics of households are kept secret.
const TOO_FEW: f64 = 11.0;

/// What was measured of one commune.
#[derive(Debug, Clone, PartialEq)]
pub struct CommuneResult {
    /// The commune.
    pub commune: CommuneId,
    /// Access by distance, in kilometres.
    pub distance: Access,
    /// Access by duration, in minutes; `None` when no durations are known. It decides then.
    pub duration: Option<Access>,
    /// What rounds bring beyond their stops.
    pub promise: Promise,
    /// The gap between access and need.
    pub gap: Gap,
    /// How sure the gap is; `None` where it has no class, and where nothing tells how need
    /// varies.
    pub certainty: Option<Certainty>,
    /// Whether the straight way to its nearest place by distance crosses water.
    pub crosses_water: bool,
}

/// What was measured of a territory.
#[derive(Debug, Clone)]
pub struct Results {
    /// One row a commune of the study area, by code.
    pub communes: Vec<CommuneResult>,
    /// The unit of the costs that decide.
    pub unit: CostUnit,
    /// Limits of the access classes, in kilometres or minutes; `None` without any cost.
    pub access_limits: Option<Tertiles>,
    /// Limits of the need classes, in per cent or as scores; `None` without any need.
    pub need_limits: Option<Tertiles>,
    /// Whether it is known how need varies.
    pub has_certainty: bool,
    /// The places as this run took them.
    pub sites: Sites,
    /// When places are open, within the window that was asked for.
    pub timetable: Timetable,
    /// The pairs of the travel table that were needed and missing; `None` without a table.
    pub pairs: Option<PairCounts>,
    /// The options that were measured with.
    pub options: MeasureOptions,
}

/// What the need of one commune is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NeedQuality {
    /// Estimated, with an interval.
    Estimated,
    /// Estimated, of so few people that it counts in sums only.
    TooFew,
    /// As a table gives it.
    Given,
    /// The survey of the rates does not cover it.
    OutsideRates,
}

impl NeedQuality {
    /// Its value in the output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Estimated => "estimation",
            Self::TooFew => "petit_effectif",
            Self::Given => "donnee",
            Self::OutsideRates => "hors_champ",
        }
    }

    /// What the need of `commune` is worth; `None` when it is unknown or nobody lives there.
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

/// Estimated people of some communes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Totals {
    /// All of them.
    pub need: Interval,
    /// Those beyond the main threshold.
    pub uncovered: Interval,
}

impl CommuneResult {
    /// The access that decides: by duration where durations are known, else by distance.
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

    /// Residents, and their communes, whom rounds alone bring within the main threshold; the
    /// residents are `None` where those of none of these communes are known.
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

    /// Communes that nothing covers, and within whose main threshold is a place of unknown
    /// hours.
    pub fn perhaps_covered(&self) -> usize {
        let perhaps = |row: &&CommuneResult| {
            let access = row.access();
            access.covered_main == Some(0.0) && access.in_time.unknown > 0
        };
        self.communes.iter().filter(perhaps).count()
    }

    /// People concerned in the communes where need is known; `None` where it is nowhere.
    pub fn people_in_need(&self, territory: &Territory) -> Option<f64> {
        let needs = territory.studied().filter_map(|commune| commune.need?.people);
        needs.reduce(|sum, people| sum + people)
    }

    /// Communes whose nearest place is known by its commune only, so that the distance to it
    /// is no better than that.
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

    /// Communes whose nearest place is further than `buffer`, so that a nearer one may have
    /// been left out beyond it.
    pub fn beyond(&self, buffer: Length) -> usize {
        let beyond = |row: &&CommuneResult| match row.distance.distances.longest {
            Some(longest) => longest.length() > buffer,
            None => row.distance.covered.is_some(),
        };
        self.communes.iter().filter(beyond).count()
    }

    /// The largest distance that is counted, in kilometres, when `buffer_km` is smaller: near
    /// the border such counts miss places.
    pub fn counted_beyond(&self, buffer_km: f64) -> Option<f64> {
        let counted = self.options.thresholds_km.iter().copied();
        let counted = counted.chain([self.options.main_threshold_km]);
        Some(counted.fold(0.0, f64::max)).filter(|km| *km > buffer_km)
    }

    /// The totals of the communes that `of` chooses; `None` when need is not estimated there.
    pub fn totals(&self, territory: &Territory, of: impl Fn(&Commune) -> bool) -> Option<Totals> {
        let estimates = territory.estimates()?;
        let confidence = territory.confidence();
        let chosen: Vec<(CommuneCode, f64)> = self
            .communes
            .iter()
            .map(|row| (territory.commune(row.commune), row.access()))
            .filter(|(commune, _)| of(commune) && commune.need.is_some())
            .map(|(commune, access)| (commune.code, 1.0 - access.covered_need.unwrap_or(1.0)))
            .collect();
        if chosen.is_empty() {
            return None;
        }
        let all = chosen.iter().map(|(code, _)| (*code, 1.0));
        Some(Totals {
            need: total_with_interval(estimates, all, confidence),
            uncovered: total_with_interval(estimates, chosen.iter().copied(), confidence),
        })
    }

    /// The totals of each département, by code.
    pub fn totals_by_departement(&self, territory: &Territory) -> BTreeMap<String, Totals> {
        let codes = territory.studied().map(|commune| commune.code.departement());
        let codes: BTreeSet<&str> = codes.collect();
        let totals = codes.into_iter().filter_map(|code| {
            let totals = self.totals(territory, |commune| commune.code.departement() == code)?;
            Some((code.to_owned(), totals))
        });
        totals.collect()
    }

    /// Bounds of the people concerned beyond the main threshold in one commune; `None` when
    /// they are unknown.
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

    /// The communes that gain people within the main threshold from this run to `after`,
    /// another measure of the same study area, with how many people they gain: `None` where
    /// residents are unknown, the gain then being a share of them above nought.
    pub fn gains(&self, territory: &Territory, after: &Self) -> Vec<(CommuneId, Option<f64>)> {
        let pairs = self.communes.iter().zip(&after.communes);
        let gains = pairs.filter_map(|(before, after)| {
            let share = after.access().covered_main? - before.access().covered_main.unwrap_or(0.0);
            let population = territory.commune(before.commune).population;
            let people = population.map(|population| share * population as f64);
            (share > 0.0).then_some((before.commune, people))
        });
        gains.collect()
    }
}
