//! The costs from every home of a run, kept to measure communes together.

use std::collections::BTreeSet;

use geo::{BoundingRect, Contains, MultiPolygon, Point};

use super::{MeasureOptions, Results, RunSupply};
use crate::{
    access::{Access, Gaps, Homes, Openings, Part, People, Pool, Weight},
    contour::widened,
    model::{CommuneId, Home, PlaceId, StudyRow},
    territory::Territory,
    tours::Vehicles,
    travel::{CostUnit, Limits},
};

/// The side of the largest cell of a population grid, in metres.
const CELL_METRES: f64 = 1_000.0;

/// The results of a measure, with the costs from every home.
#[derive(Debug, Clone)]
pub struct Measured {
    /// The results.
    pub results: Results,
    pub(super) vehicles: Vehicles,
    pub(super) openings: Openings,
    pub(super) by_length: HomeCosts,
    pub(super) by_duration: Option<HomeCosts>,
}

/// The costs from every home, in one unit.
#[derive(Debug, Clone)]
pub struct HomeCosts {
    limits: Limits,
    weight: Weight,
    /// By row of the results.
    homes: Vec<Homes>,
}

impl Measured {
    /// The costs in length.
    pub fn lengths(&self) -> &HomeCosts {
        &self.by_length
    }

    /// The costs in duration; `None` when durations are unknown.
    pub fn durations(&self) -> Option<&HomeCosts> {
        self.by_duration.as_ref()
    }

    /// The costs that decide.
    pub fn deciding(&self) -> &HomeCosts {
        self.by_duration.as_ref().unwrap_or(&self.by_length)
    }

    /// The access of `pool`, measured as one commune; `is_empty` when nobody lives there.
    pub fn access(&self, pool: &Pool, is_empty: bool) -> Access {
        let Self { results: Results { timetable, .. }, vehicles, openings, .. } = self;
        let supply = RunSupply { timetable, vehicles, openings };
        supply.access(pool, &mut Gaps::new(openings), is_empty)
    }

    /// Minutes a week that the places offer together: see [`Vehicles::minutes_together`].
    pub fn minutes_together(&self, places: &[PlaceId]) -> f64 {
        self.vehicles.minutes_together(places, &self.results.timetable)
    }
}

impl HomeCosts {
    pub(super) fn new(unit: CostUnit, homes: Vec<Homes>, options: &MeasureOptions) -> Self {
        Self { limits: options.limits(unit), weight: options.residents_weight, homes }
    }

    /// The limits of the run.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The homes of the commune of this row.
    pub fn homes(&self, row: StudyRow) -> &Homes {
        &self.homes[row.index()]
    }

    /// The homes of the communes of these rows, the people of each commune scaled to its residents
    /// and its people in need.
    ///
    /// Communes without residents count in nothing, unless nobody lives in any. Those whose residents
    /// are unknown, or from which a cost that decides is missing, are left out: see
    /// [`Self::counts`].
    pub fn pool(&self, territory: &Territory, rows: &[StudyRow]) -> Pool<'_> {
        let commune = |row: &StudyRow| territory.commune(territory.study()[row.index()]);
        let is_empty = rows.iter().all(|row| commune(row).is_empty());
        let part = |row: &StudyRow| {
            let factor = match is_empty {
                true => People::SAME,
                false => self.factor(territory, *row)?,
            };
            Some(Part::all(self.homes(*row), factor))
        };
        Pool::new(&self.limits, rows.iter().filter_map(part))
    }

    /// The homes of the communes of these rows, to measure their access as that of one commune: of
    /// one row that commune as it is, even if its residents are unknown; of several their
    /// [`pool`](Self::pool).
    pub fn as_one(&self, territory: &Territory, rows: &[StudyRow]) -> Pool<'_> {
        match rows {
            [row] => Pool::of_one(&self.limits, self.homes(*row)),
            rows => self.pool(territory, rows),
        }
    }

    /// The homes inside `contour`: of a population grid the cells whose centres are there, scaled as
    /// in [`Self::pool`]. Void where no grid tells where people live.
    pub fn inside(&self, territory: &Territory, contour: &MultiPolygon<f64>) -> Pool<'_> {
        let Some(bounds) = contour.bounding_rect() else { return Pool::new(&self.limits, []) };
        if territory.grid().is_none() {
            return Pool::new(&self.limits, []);
        }
        let contours = territory.contours();
        // Cells of the border may have their centre just outside their commune.
        let near: BTreeSet<CommuneId> =
            contours.touching(widened(bounds, CELL_METRES)).into_iter().collect();
        let part = |(row, id): (usize, &CommuneId)| {
            let cells = territory.homes(*id);
            if cells.is_empty() || !near.contains(id) {
                return None;
            }
            let is_inside = |home: &Home| {
                let at = home.position;
                contour.contains(&Point::new(at.longitude(), at.latitude()))
            };
            let chosen: Vec<bool> = cells.iter().map(is_inside).collect();
            chosen.contains(&true).then_some(())?;
            let row = StudyRow::new(row);
            let factor = self.factor(territory, row)?;
            Some(Part { homes: self.homes(row), factor, chosen: Some(chosen) })
        };
        Pool::new(&self.limits, territory.study().iter().enumerate().filter_map(part))
    }

    /// Whether the commune of this row counts among several.
    pub fn counts(&self, territory: &Territory, row: StudyRow) -> bool {
        self.factor(territory, row).is_some()
    }

    /// What the people of the homes of a commune are multiplied by, so that their sums are its
    /// residents and its people in need. Without any source of need, its residents stand for it.
    ///
    /// `None` when its residents are unknown or a cost that decides is missing.
    pub fn factor(&self, territory: &Territory, row: StudyRow) -> Option<People> {
        let commune = territory.commune(territory.study()[row.index()]);
        let homes = self.homes(row);
        let residents = commune.population.filter(|_| !homes.is_unknown())? as f64;
        let without = if territory.is_need_given() { 0.0 } else { residents };
        let need = commune.need.and_then(|need| need.people).unwrap_or(without);
        let people = homes.people();
        let ratio = |of: f64, over: f64| if over > 0.0 { of / over } else { 0.0 };
        let weighed = match self.weight {
            Weight::Residents => residents,
            Weight::Need => need,
        };
        Some(People {
            residents: ratio(residents, people.residents),
            need: ratio(need, people.need),
            weight: ratio(weighed, people.weight),
        })
    }
}
