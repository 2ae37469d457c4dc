//! Results of unions of communes: EPCI, départements, régions, hubs.
//!
//! A union is measured as one commune would be. The homes of its communes are put together, those
//! of each scaled to its residents, so that means, medians and quantiles are over people, and never
//! means of means. A union of one commune has the figures of that commune. Sums of people are the
//! sums of the communes. A commune that belongs to several members of a union counts once.
//!
//! A zone with a contour of its own, such as a quarter, is measured from the cells of a population
//! grid inside it; without a grid nothing is measured of it but its places. Those within
//! [`NEAR_ZONE`] of it count as its own.
//!
//! Need is summed with the errors that communes share: see
//! [`total_with_interval`]. O(homes log homes) for each union.

mod contours;
mod inequality;
mod opening;
mod ranks;

use std::collections::{BTreeMap, HashSet};

use geo::{BoundingRect, MultiPolygon, Rect};
use rayon::prelude::*;

pub use contours::{contours, topology};
pub use inequality::Inequality;
pub use opening::{Week, week};

use crate::{
    access::{Access, People, Pool},
    contour::{may_be_within, metres_to_contour},
    gap::Reason,
    geodesy::Position,
    measure::{CommuneResult, HomeCosts, Measured, Ranked},
    model::{CommuneId, Kind, Level, PlaceId, StudyRow, Union},
    need::total_with_interval,
    territory::Territory,
};

/// Distance from a zone with a contour of its own up to which places count as in it, in metres.
pub const NEAR_ZONE: f64 = 500.0;

/// The result of one union.
#[derive(Debug, Clone, PartialEq)]
pub struct UnionResult {
    /// Rank of the union in [`Territory::unions`].
    pub union: usize,
    /// Its communes among the results.
    pub rows: Vec<StudyRow>,
    /// The smallest union that holds it: its rank. `None` for the study area.
    pub parent: Option<usize>,
    /// Residents of the communes whose residents are known; `None` when they are of none.
    pub population: Option<f64>,
    /// Residents whom the distances and shares are of: those whose number is known, and from whose
    /// commune no cost that decides is missing. `None` when there are none such.
    pub measured: Option<f64>,
    /// Communes with residents whose need is unknown, where that of others is known: sums of need
    /// leave them out.
    pub without_need: usize,
    /// Communes whose distance may be too long because the lists end nearby.
    pub border_uncertain: usize,
    /// Need, and people in need beyond the main threshold.
    pub need: UnionNeed,
    /// Access by distance.
    pub distance: Access,
    /// Access by duration; `None` when durations are unknown.
    pub duration: Option<Access>,
    /// People who have exactly one place within the main threshold; `None` when nobody is measured.
    pub fragile: Option<People>,
    /// Share of the people who have a place within reach whose nearest place lies outside the
    /// union, 0 to 1; `None` when nobody has one.
    pub served_from_outside: Option<f64>,
    /// The places in the union.
    pub supply: UnionSupply,
    /// How unequally its people are served.
    pub inequality: Inequality,
    /// Rank among the unions of its level in its parent, by uncovered people; 1 is the most.
    /// `None` where nobody is uncovered, and for a part of a union.
    pub rank: Option<usize>,
    /// Between which ranks it is, at the confidence of the run; `None` when the variance of need
    /// is unknown.
    pub rank_interval: Option<(usize, usize)>,
}

/// Need of a union.
#[derive(Debug, Clone, PartialEq)]
pub struct UnionNeed {
    /// People in need in the communes whose need is known; `None` when it is of none.
    pub people: Option<f64>,
    /// Bounds of `people`. Of estimates, those of their sum. Of a table with bounds, the sums of
    /// the bounds: the widest, as if all communes erred together. `None` when unknown.
    pub bounds: Option<(f64, f64)>,
    /// The level: people in need in per cent of those of 15 and over when estimated, of residents
    /// when given by a table; of a score, the mean over residents. `None` when unknown.
    pub level: Option<f64>,
    /// Residents of 15 and over whom the estimate is made of; `None` without an estimate.
    pub adults: Option<f64>,
    /// People in need beyond the main threshold; residents where no need is known.
    pub uncovered: Option<f64>,
    /// Bounds of `uncovered`; `None` when unknown.
    pub uncovered_bounds: Option<(f64, f64)>,
    /// Uncovered people by the reason of their commune.
    pub uncovered_by_reason: BTreeMap<Reason, f64>,
}

/// The places in a union.
#[derive(Debug, Clone, PartialEq)]
pub struct UnionSupply {
    /// The places that serve and lie in the union, in order.
    pub places: Vec<PlaceId>,
    /// Number of them by kind, in the order of [`Kind::ALL`]. A place of two kinds counts in both.
    pub by_kind: [usize; 3],
    /// Number of them whose hours are unknown.
    pub unknown_hours: usize,
    /// Minutes a week that they offer, averaged over the period; the minutes of one vehicle at one
    /// time count once. At least so many where some hours are unknown.
    pub minutes: f64,
}

impl UnionResult {
    /// The access that decides.
    pub fn access(&self) -> &Access {
        self.duration.as_ref().unwrap_or(&self.distance)
    }
}

/// The results of the unions of `territory`, in their order.
pub fn measure_unions(territory: &Territory, measured: &Measured) -> Vec<UnionResult> {
    let located = places_by_row(territory, measured);
    let rows: Vec<Vec<StudyRow>> =
        territory.unions().iter().map(|union| territory.rows_of(&union.communes)).collect();
    let parents = parents(territory.unions());
    let ranked = Ranked::of(territory);
    let one = |(union, rows): (usize, Vec<StudyRow>)| {
        let ranks = (union, parents[union]);
        match &territory.unions()[union].contour {
            Some(contour) => of_zone(territory, measured, contour, ranks),
            None => of_union(territory, measured, (&located, &ranked), rows, ranks),
        }
    };
    let mut results: Vec<UnionResult> = rows.into_par_iter().enumerate().map(one).collect();
    ranks::rank(territory, measured, &mut results);
    results
}

/// The places that serve, by the row of the commune in which they lie.
fn places_by_row(territory: &Territory, measured: &Measured) -> BTreeMap<StudyRow, Vec<PlaceId>> {
    let rows: BTreeMap<CommuneId, StudyRow> =
        territory.study().iter().enumerate().map(|(row, id)| (*id, StudyRow::new(row))).collect();
    let mut located: BTreeMap<StudyRow, Vec<PlaceId>> = BTreeMap::new();
    for (place, commune) in territory.communes_of_places().into_iter().enumerate() {
        let place = PlaceId::new(place);
        let row = commune.and_then(|commune| rows.get(&commune));
        if let Some(row) = row.filter(|_| measured.results.sites.serves(place)) {
            located.entry(*row).or_default().push(place);
        }
    }
    located
}

/// The smallest union that holds each of `unions`: of the first of [`Level::parents`] of which one
/// union holds all its communes. `None` for the study area.
fn parents(unions: &[Union]) -> Vec<Option<usize>> {
    let mut of_communes: BTreeMap<(Level, _), usize> = BTreeMap::new();
    for (rank, union) in unions.iter().enumerate() {
        for code in &union.communes {
            of_communes.insert((union.level, *code), rank);
        }
    }
    let parent = |union: &Union| {
        // A zone with a contour of its own lies in the study area.
        if union.contour.is_some() {
            return unions.iter().position(|union| union.level == Level::StudyArea);
        }
        union.level.parents().iter().find_map(|level| {
            let mut holders = union.communes.iter().map(|code| of_communes.get(&(*level, *code)));
            let first = holders.next()??;
            holders.all(|holder| holder == Some(first)).then_some(*first)
        })
    };
    unions.iter().map(parent).collect()
}

fn of_union(
    territory: &Territory,
    measured: &Measured,
    (located, ranked): (&BTreeMap<StudyRow, Vec<PlaceId>>, &Ranked),
    rows: Vec<StudyRow>,
    (union, parent): (usize, Option<usize>),
) -> UnionResult {
    let commune = |row: &StudyRow| territory.commune(territory.study()[row.index()]);
    let is_empty = rows.iter().all(|row| commune(row).is_empty());
    let access = |costs: &HomeCosts| {
        let pool = costs.as_one(territory, &rows);
        if pool.is_void() {
            return Access::unknown(costs.limits().thresholds.len());
        }
        measured.access(&pool, is_empty)
    };
    let lengths = measured.lengths();
    let deciding = measured.deciding();
    let pool = deciding.pool(territory, &rows);
    let is_inhabited = !is_empty && !pool.is_void();
    let supply = supply(territory, measured, located, &rows);
    let inside: HashSet<PlaceId> = supply.places.iter().copied().collect();
    let population = |counts: &dyn Fn(&StudyRow) -> bool| {
        let known = rows.iter().filter(|row| counts(row));
        let known = known.filter_map(|row| Some(commune(row).population? as f64));
        known.reduce(|sum, people| sum + people)
    };
    UnionResult {
        union,
        parent,
        population: population(&|_| true),
        measured: population(&|row| deciding.counts(territory, *row)).filter(|of| *of > 0.0),
        without_need: without_need(territory, &rows),
        border_uncertain: rows
            .iter()
            .filter(|row| measured.results.communes[row.index()].border_uncertain == Some(true))
            .count(),
        need: need(territory, measured, &rows),
        distance: access(lengths),
        duration: measured.durations().map(access),
        fragile: is_inhabited.then(|| fragile(&pool)),
        served_from_outside: from_outside(&pool, &inside).filter(|_| is_inhabited),
        supply,
        inequality: inequality::inequality(territory, measured, ranked, &rows),
        rank: None,
        rank_interval: None,
        rows,
    }
}

/// The result of a zone with a contour of its own.
fn of_zone(
    territory: &Territory,
    measured: &Measured,
    contour: &MultiPolygon<f64>,
    (union, parent): (usize, Option<usize>),
) -> UnionResult {
    let bounds = contour.bounding_rect();
    let places: Vec<PlaceId> = (0..territory.places().len())
        .map(PlaceId::new)
        .filter(|place| measured.results.sites.serves(*place))
        .filter(|place| {
            let position = territory.place(*place).position;
            bounds.is_some_and(|bounds| is_near(position, contour, bounds))
        })
        .collect();
    let of_pool = |costs: &HomeCosts, pool: &Pool| {
        if pool.is_void() {
            return Access::unknown(costs.limits().thresholds.len());
        }
        measured.access(pool, false)
    };
    let access = |costs: &HomeCosts| of_pool(costs, &costs.inside(territory, contour));
    let pool = measured.deciding().inside(territory, contour);
    let people = pool.people();
    let is_measured = !pool.is_void();
    let served_here: HashSet<PlaceId> = places.iter().copied().collect();
    let distance = access(measured.lengths());
    let duration = measured.durations().map(access);
    let deciding = duration.as_ref().unwrap_or(&distance);
    let need = Some(people.need).filter(|_| {
        is_measured && !measured.results.counts_residents && !territory.subject().is_score()
    });
    let beyond = deciding.covered_need.filter(|_| is_measured).map(|share| 1.0 - share);
    UnionResult {
        union,
        rows: Vec::new(),
        parent,
        population: is_measured.then_some(people.residents),
        measured: is_measured.then_some(people.residents),
        without_need: 0,
        border_uncertain: 0,
        need: UnionNeed {
            people: need,
            bounds: None,
            level: None,
            adults: None,
            uncovered: beyond.map(|share| share * people.need),
            uncovered_bounds: None,
            uncovered_by_reason: BTreeMap::new(),
        },
        fragile: is_measured.then(|| fragile(&pool)),
        served_from_outside: from_outside(&pool, &served_here),
        supply: supply_of(territory, measured, places),
        inequality: inequality::inequality_of_zone(measured, &pool),
        distance,
        duration,
        rank: None,
        rank_interval: None,
    }
}

/// People who have exactly one place within the main threshold.
fn fragile(pool: &Pool) -> People {
    pool.depending().into_values().fold(People::default(), People::plus)
}

/// The communes of `rows` with residents whose need is unknown; none where no need is given.
fn without_need(territory: &Territory, rows: &[StudyRow]) -> usize {
    let communes = rows.iter().map(|row| territory.commune(territory.study()[row.index()]));
    let lacking = communes.filter(|commune| !commune.is_empty() && commune.need.is_none());
    if territory.is_need_given() { lacking.count() } else { 0 }
}

/// Whether a position is in a contour of these bounds, or within [`NEAR_ZONE`] of it.
fn is_near(position: Position, contour: &MultiPolygon<f64>, bounds: Rect<f64>) -> bool {
    may_be_within(position, NEAR_ZONE, bounds)
        && metres_to_contour(position, contour).is_some_and(|metres| metres <= NEAR_ZONE)
}

/// The share of the people of `pool` who have a place within reach whose nearest is not among
/// `inside`; `None` when nobody has one.
fn from_outside(pool: &Pool, inside: &HashSet<PlaceId>) -> Option<f64> {
    let (mut here, mut all) = (0.0, 0.0);
    for (place, people) in pool.by_nearest() {
        all += people.weight;
        here += if inside.contains(&place) { people.weight } else { 0.0 };
    }
    (all > 0.0).then(|| (all - here) / all)
}

fn need(territory: &Territory, measured: &Measured, rows: &[StudyRow]) -> UnionNeed {
    let result = |row: &StudyRow| &measured.results.communes[row.index()];
    let commune = |row: &StudyRow| territory.commune(result(row).commune);
    let needs = || rows.iter().filter_map(|row| commune(row).need);
    let sum = |all: &mut dyn Iterator<Item = f64>| all.reduce(|sum, people| sum + people);
    let people = sum(&mut needs().filter_map(|need| need.people))
        .filter(|_| !territory.subject().is_score());
    let uncovered = sum(&mut rows.iter().filter_map(|row| result(row).gap.uncovered));
    let mut uncovered_by_reason: BTreeMap<Reason, f64> = BTreeMap::new();
    for CommuneResult { gap, .. } in rows.iter().map(result) {
        if let Some(people) = gap.uncovered {
            *uncovered_by_reason.entry(gap.reason).or_default() += people;
        }
    }
    let residents = sum(&mut rows.iter().filter_map(|row| {
        commune(row).need.and(commune(row).population).map(|residents| residents as f64)
    }));
    // The people of a rate are in the communes whose residents are known.
    let both_known = sum(&mut rows.iter().filter_map(|row| {
        commune(row).population.and(commune(row).need.and_then(|need| need.people))
    }));
    let Some(estimates) = territory.estimates() else {
        let both = |bounds: &dyn Fn(&StudyRow) -> Option<(f64, f64)>| {
            let known = rows.iter().filter(|row| commune(row).need.is_some());
            known.map(bounds).try_fold((0.0, 0.0), |(low, high), bounds| {
                let (lower, higher) = bounds?;
                Some((low + lower, high + higher))
            })
        };
        let bounds = both(&|row| commune(row).need.and_then(|need| need.low.zip(need.high)));
        let of_uncovered = both(&|row| measured.results.uncovered_bounds(territory, result(row)));
        let level = if territory.subject().is_score() {
            mean_level(rows.iter().map(|row| {
                let commune = commune(row);
                Some((commune.need?.level?, commune.population? as f64))
            }))
        } else {
            both_known
                .zip(residents)
                .filter(|(_, all)| *all > 0.0)
                .map(|(some, all)| 100.0 * some / all)
        };
        return UnionNeed {
            people,
            bounds: bounds.filter(|_| people.is_some()),
            level,
            adults: None,
            uncovered,
            uncovered_bounds: of_uncovered.filter(|_| people.is_some()),
            uncovered_by_reason,
        };
    };
    let estimated: Vec<_> = rows
        .iter()
        .filter_map(|row| {
            Some((commune(row).code, estimates.communes.get(&commune(row).code)?, row))
        })
        .collect();
    let confidence = territory.confidence();
    let all = estimated.iter().map(|(code, ..)| (*code, 1.0));
    let total = total_with_interval(estimates, all, confidence);
    let beyond = estimated
        .iter()
        .filter_map(|(code, _, row)| Some((*code, 1.0 - result(row).access().covered_need?)));
    let beyond = total_with_interval(estimates, beyond, confidence);
    let adults = sum(&mut estimated.iter().map(|(_, estimate, _)| estimate.peopled.adults));
    let rate = |adults: f64| 100.0 * total.people / adults;
    UnionNeed {
        people,
        bounds: people.map(|_| (total.low, total.high)),
        level: adults.filter(|adults| *adults > 0.0).map(rate),
        adults,
        uncovered,
        uncovered_bounds: uncovered.map(|_| (beyond.low, beyond.high)),
        uncovered_by_reason,
    }
}

/// The mean of levels, weighted by the residents beside them; `None` without any.
fn mean_level(levels: impl Iterator<Item = Option<(f64, f64)>>) -> Option<f64> {
    let (sum, weight) = levels.flatten().fold((0.0, 0.0), |(sum, weight), (level, residents)| {
        (sum + level * residents, weight + residents)
    });
    (weight > 0.0).then(|| sum / weight)
}

fn supply(
    territory: &Territory,
    measured: &Measured,
    located: &BTreeMap<StudyRow, Vec<PlaceId>>,
    rows: &[StudyRow],
) -> UnionSupply {
    let mut places: Vec<PlaceId> =
        rows.iter().filter_map(|row| located.get(row)).flatten().copied().collect();
    places.sort_unstable();
    supply_of(territory, measured, places)
}

/// What these places offer together.
fn supply_of(territory: &Territory, measured: &Measured, places: Vec<PlaceId>) -> UnionSupply {
    let of_kind = |kind| places.iter().filter(|place| territory.place(**place).is(kind)).count();
    let timetable = &measured.results.timetable;
    UnionSupply {
        by_kind: Kind::ALL.map(of_kind),
        unknown_hours: places.iter().filter(|place| timetable.of(**place).is_none()).count(),
        minutes: measured.minutes_together(&places),
        places,
    }
}
