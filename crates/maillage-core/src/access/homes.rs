//! Aggregation of the homes of one commune into its access.

use std::collections::BTreeMap;

use super::{Access, Distances, HelpInTime, MostlyNearest, help_in_time};
use crate::{
    model::{Home, Kind, PlaceId},
    presence::Timetable,
    travel::{Cost, NearestSite, Reach, Unknown},
};

/// Costs from the homes of one commune, weighted by their residents.
///
/// O(homes log homes) in time, O(homes × thresholds) in memory.
#[derive(Debug, Clone)]
pub struct Homes<'run> {
    thresholds: &'run [Cost],
    main: Cost,
    homes: Vec<Reached>,
    /// Number of places within each threshold, for each home in turn.
    counts: Vec<u32>,
    /// Each distinct set of places within the main threshold, with the total weight of the
    /// homes that have exactly this set.
    near: BTreeMap<Vec<PlaceId>, f64>,
}

/// Costs from one home.
#[derive(Debug, Clone, Copy)]
struct Reached {
    people: f64,
    weight: f64,
    need: f64,
    nearest: Option<NearestSite>,
    by_kind: [Option<Cost>; 3],
    /// The nearest fixed place. Where it is unknown, the nearest whose cost is known.
    fixed: Option<Cost>,
    /// Places within the main threshold that are excluded only because their hours are
    /// unknown.
    hours_unknown: u32,
    unknown: Unknown,
}

/// The weight of each home in distances and shares.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Weight {
    /// Its residents.
    #[default]
    Residents,
    /// Its residents estimated to be illectronic.
    Need,
}

impl Weight {
    /// The weight of `home`.
    fn of(self, home: &Home) -> f64 {
        match self {
            Self::Residents => home.people,
            Self::Need => home.need,
        }
    }

    /// This weight; residents when all `homes` have weight zero.
    pub fn for_homes(self, homes: &[Home]) -> Self {
        if homes.iter().any(|home| self.of(home) > 0.0) { self } else { Self::Residents }
    }
}

impl<'run> Homes<'run> {
    /// An aggregate without any home. Places are counted within each of `thresholds`.
    /// `main` is the threshold beyond which residents are not covered.
    pub fn new(thresholds: &'run [Cost], main: Cost) -> Self {
        let (homes, counts, near) = (Vec::new(), Vec::new(), BTreeMap::new());
        Self { thresholds, main, homes, counts, near }
    }

    /// Adds a home and its reach.
    pub fn add(&mut self, home: &Home, weight: Weight, reach: &Reach) {
        let [mediation, france_services, itinerant] = reach.nearest;
        let fixed = nearer(mediation, france_services);
        let weight = weight.of(home);
        self.homes.push(Reached {
            people: home.people,
            weight,
            need: home.need,
            nearest: nearer(fixed, itinerant).filter(|_| !reach.unknown.any),
            by_kind: Kind::ALL.map(|kind| {
                cost(reach.nearest[kind as usize]).filter(|_| !reach.unknown.kinds[kind as usize])
            }),
            fixed: cost(fixed),
            hours_unknown: reach.hours_unknown,
            unknown: reach.unknown,
        });
        self.counts.extend(&reach.within);
        match self.near.get_mut(&reach.near) {
            Some(sum) => *sum += weight,
            None => {
                self.near.insert(reach.near.clone(), weight);
            }
        }
    }

    /// The access of these homes. `minutes` sums the weekly minutes of a set of places.
    ///
    /// A commune without residents has no distance: neither zero nor the maximum. Its
    /// counts of places are still given, from its only home.
    pub fn access(
        &self,
        is_empty: bool,
        timetable: &Timetable,
        minutes: impl Fn(&[PlaceId]) -> f64,
    ) -> Access {
        let within = (0..self.thresholds.len()).map(|at| self.median_count(at)).collect();
        let in_time = self.in_time(timetable, minutes);
        if is_empty || self.homes.is_empty() {
            return Access {
                nearest: None,
                distances: Distances::default(),
                by_kind: [None; 3],
                fixed: None,
                within,
                covered: None,
                covered_main: None,
                covered_need: None,
                covered_fixed: None,
                gained: None,
                in_time,
                is_unknown: false,
            };
        }
        if self.homes.iter().any(|home| home.unknown.any) {
            return Access::unknown(self.thresholds.len());
        }
        let is_fixed_unknown = self.homes.iter().any(|home| home.unknown.fixed);
        let any = |home: &Reached| cost(home.nearest);
        let fixed = |home: &Reached| home.fixed;
        let covered_main = self.share(any, self.main, |home| home.weight);
        let covered_fixed = self.share(fixed, self.main, |home| home.weight);
        // A nearer fixed place changes nothing where the known ones cover as many people as
        // all places do.
        let is_coverage_known = !is_fixed_unknown || covered_fixed == covered_main;
        Access {
            nearest: self.nearest_to_most(),
            distances: self.distances(),
            by_kind: Kind::ALL.map(|kind| self.mean(|home| home.by_kind[kind as usize])),
            fixed: self.mean(fixed).filter(|_| !is_fixed_unknown),
            within,
            covered: Some(
                self.thresholds
                    .iter()
                    .map(|limit| self.share(any, *limit, |home| home.weight))
                    .collect(),
            ),
            covered_main: Some(covered_main),
            covered_need: Some(self.share_of_need(any).unwrap_or(covered_main)),
            covered_fixed: is_coverage_known.then_some(covered_fixed),
            gained: is_coverage_known.then(|| {
                self.share(any, self.main, |home| home.people)
                    - self.share(fixed, self.main, |home| home.people)
            }),
            in_time,
            is_unknown: false,
        }
    }

    fn nearest_to_most(&self) -> Option<MostlyNearest> {
        let mut places: BTreeMap<PlaceId, (f64, bool)> = BTreeMap::new();
        for home in &self.homes {
            let Some(nearest) = home.nearest else { continue };
            let (weight, tied) = places.entry(nearest.place).or_default();
            *weight += home.weight;
            *tied |= nearest.tied;
        }
        // Of equal weights the lower rank wins.
        let most =
            places.into_iter().reduce(|best, next| if next.1.0 > best.1.0 { next } else { best });
        most.map(|(place, (_, tied))| MostlyNearest { place, tied })
    }

    fn distances(&self) -> Distances {
        let mut sorted: Vec<(Option<Cost>, f64)> =
            self.homes.iter().map(|home| (cost(home.nearest), home.weight)).collect();
        // Out of reach sorts last.
        sorted.sort_by_key(|(cost, _)| (cost.is_none(), *cost));
        let at = |share: f64| quantile(&sorted, share).copied().flatten();
        Distances {
            mean: self.mean(|home| cost(home.nearest)),
            median: at(0.5),
            p90: at(0.9),
            longest: sorted.last().and_then(|(cost, _)| *cost),
        }
    }

    /// The mean over all residents; `None` when the cost is out of reach for some.
    fn mean(&self, of: impl Fn(&Reached) -> Option<Cost>) -> Option<Cost> {
        let (mut sum, mut weight) = (0.0, 0.0);
        for home in &self.homes {
            sum += home.weight * of(home)?.base();
            weight += home.weight;
        }
        (weight > 0.0).then(|| Cost::from_base(sum / weight))
    }

    /// The share of residents, weighted by `weight`, whose cost is at most `limit`.
    fn share(
        &self,
        of: impl Fn(&Reached) -> Option<Cost>,
        limit: Cost,
        weight: impl Fn(&Reached) -> f64,
    ) -> f64 {
        let (mut inside, mut all) = (0.0, 0.0);
        for home in &self.homes {
            let weight = weight(home);
            all += weight;
            if of(home).is_some_and(|cost| cost <= limit) {
                inside += weight;
            }
        }
        // Both sums add in the same order, so that they are equal when nobody is excluded.
        if all > 0.0 { inside / all } else { 0.0 }
    }

    /// The share of people in need within the main threshold; `None` when nobody is in
    /// need.
    fn share_of_need(&self, of: impl Fn(&Reached) -> Option<Cost>) -> Option<f64> {
        let needy = self.homes.iter().any(|home| home.need > 0.0);
        needy.then(|| self.share(of, self.main, |home| home.need))
    }

    /// Weighted median of the number of places within the threshold of this rank.
    fn median_count(&self, threshold: usize) -> u32 {
        let step = self.thresholds.len();
        let counts = self.counts.iter().skip(threshold).step_by(step);
        let mut sorted: Vec<(u32, f64)> =
            counts.copied().zip(self.homes.iter().map(|home| home.weight)).collect();
        sorted.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        quantile(&sorted, 0.5).copied().unwrap_or(0)
    }

    fn in_time(&self, timetable: &Timetable, minutes: impl Fn(&[PlaceId]) -> f64) -> HelpInTime {
        let excluded = self.homes.iter().map(|home| (home.hours_unknown, home.weight)).collect();
        help_in_time(&self.near, excluded, timetable, minutes)
    }
}

/// Weighted quantile: the first of the sorted values at which the cumulated weight reaches
/// `share` of the total.
pub(super) fn quantile<T>(sorted: &[(T, f64)], share: f64) -> Option<&T> {
    let all: f64 = sorted.iter().map(|(_, weight)| weight).sum();
    let mut reached = 0.0;
    for (value, weight) in sorted {
        reached += weight;
        // The tolerance absorbs the rounding error of the sum.
        if reached >= share * all * (1.0 - 1e-12) {
            return Some(value);
        }
    }
    sorted.last().map(|(value, _)| value)
}

fn cost(nearest: Option<NearestSite>) -> Option<Cost> {
    nearest.map(|nearest| nearest.cost)
}

fn nearer(one: Option<NearestSite>, other: Option<NearestSite>) -> Option<NearestSite> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.or(other)),
        (one, other) => one.or(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{geodesy::Position, travel::CostUnit};

    const LIMITS: [Cost; 0] = [];

    fn home(people: f64, need: f64) -> Home {
        let position = Position::new(45.0, 0.0).expect("degrees");
        Home { position, people, need }
    }

    fn reach(metres: Option<f64>, place: usize, kind: Kind) -> Reach {
        let place = PlaceId::new(place);
        let mut nearest = [None; 3];
        nearest[kind as usize] =
            metres.map(|metres| NearestSite { place, cost: Cost::from_base(metres), tied: false });
        Reach { nearest, ..Reach::default() }
    }

    fn access(homes: &[(Home, Reach)], weight: Weight) -> Access {
        let mut all = Homes::new(&LIMITS, Cost::from_base(2_000.0));
        for (home, reach) in homes {
            all.add(home, weight, reach);
        }
        let timetable = Timetable {
            period: "2026-11-02..2026-11-08".parse().expect("a period"),
            places: Vec::new(),
        };
        all.access(false, &timetable, |_| 0.0)
    }

    #[test]
    fn distances_are_those_of_residents_and_coverage_is_a_share_of_them() {
        let homes = [
            (home(50.0, 10.0), reach(Some(1_000.0), 1, Kind::Mediation)),
            (home(30.0, 10.0), reach(Some(2_000.0), 0, Kind::Itinerant)),
            (home(20.0, 20.0), reach(Some(7_000.0), 0, Kind::Mediation)),
        ];
        let of = access(&homes, Weight::Residents);
        let km = |length: Option<Cost>| length.map(|length| length.shown(CostUnit::Length));
        // (50 × 1 + 30 × 2 + 20 × 7) / 100; half within 1 km; place 0 is also nearest to those 50.
        let nearest = of.nearest.map(|to| to.place);
        assert_eq!((nearest, km(of.distances.mean)), (Some(PlaceId(0)), Some(2.5)));
        assert_eq!(km(of.distances.median), Some(1.0));
        assert_eq!((km(of.distances.p90), km(of.distances.longest)), (Some(7.0), Some(7.0)));
        assert_eq!((of.covered_main, of.covered_fixed), (Some(0.8), Some(0.5)));
        assert_eq!(of.covered_need, Some(0.5));
        assert!((of.gained.expect("people") - 0.3).abs() < 1e-12);
        let by_need = access(&homes, Weight::Need);
        assert_eq!(km(by_need.distances.mean), Some(4.25));
        assert_eq!(by_need.covered_main, Some(0.5));
    }

    #[test]
    fn what_some_cannot_reach_has_no_mean_but_may_have_a_median() {
        let homes = [
            (home(6.0, 1.0), reach(Some(1_000.0), 0, Kind::Mediation)),
            (home(4.0, 1.0), reach(None, 0, Kind::Mediation)),
        ];
        let of = access(&homes, Weight::Residents);
        let Distances { mean, p90, longest, .. } = of.distances;
        assert_eq!((mean, p90, longest), (None, None, None));
        assert_eq!(of.nearest.map(|to| to.place), Some(PlaceId(0)));
        assert_eq!(of.distances.median, Some(Cost::from_km(1.0)));
        assert_eq!(of.covered_main, Some(0.6));
    }
}
