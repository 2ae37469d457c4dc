//! Aggregation of homes into an access: those of one commune, or of several measured as one.

use std::collections::BTreeMap;

use super::{Access, Distances, Gaps, HelpInTime, MostlyNearest, help_in_time};
use crate::{
    model::{Home, Kind, PlaceId},
    travel::{Cost, Limits, NearestSite, Reach, Unknown},
};

/// Costs from the homes of one commune, weighted by their residents.
///
/// In memory O(homes × thresholds), and the distinct sets of places within the main threshold. A
/// [`Pool`] makes an access of them.
#[derive(Debug, Clone, Default)]
pub struct Homes {
    homes: Vec<Reached>,
    /// Number of places within each threshold, for each home in turn.
    counts: Vec<u32>,
    /// Each distinct set of places within the main threshold, with its number.
    near: BTreeMap<Vec<PlaceId>, u32>,
}

/// Costs from one home.
#[derive(Debug, Clone, Copy)]
struct Reached {
    people: People,
    /// Its rank among the homes of the commune: homes are reached in another order.
    rank: u32,
    /// Number of the set of places within the main threshold.
    near: u32,
    nearest: Option<NearestSite>,
    by_kind: [Option<Cost>; 3],
    /// The nearest fixed place. Where it is unknown, the nearest whose cost is known.
    fixed: Option<Cost>,
    /// Places within the main threshold that are excluded only because their hours are
    /// unknown.
    hours_unknown: u32,
    unknown: Unknown,
}

/// People at one home, or at several; also the factors that they are multiplied by.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct People {
    /// Residents.
    pub residents: f64,
    /// People in need.
    pub need: f64,
    /// The weight in distances and shares: see [`Weight`].
    pub weight: f64,
}

impl People {
    /// Factors that leave people as they are.
    pub const SAME: Self = Self { residents: 1.0, need: 1.0, weight: 1.0 };

    /// These people and `more`.
    pub fn plus(mut self, more: Self) -> Self {
        self.add(more);
        self
    }

    fn add(&mut self, more: Self) {
        self.residents += more.residents;
        self.need += more.need;
        self.weight += more.weight;
    }

    /// These people, each figure multiplied by that of `factor`.
    pub fn times(self, factor: Self) -> Self {
        Self {
            residents: self.residents * factor.residents,
            need: self.need * factor.need,
            weight: self.weight * factor.weight,
        }
    }
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
    pub fn of(self, home: &Home) -> f64 {
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

impl Homes {
    /// Adds the home of this rank among those of its commune, and its reach.
    pub fn add(&mut self, rank: usize, home: &Home, weight: Weight, reach: &Reach) {
        let [mediation, france_services, itinerant] = reach.nearest;
        let fixed = nearer(mediation, france_services);
        let people = People { residents: home.people, need: home.need, weight: weight.of(home) };
        let next = u32::try_from(self.near.len()).expect("fewer sets than four thousand millions");
        let near = match self.near.get(&reach.near) {
            Some(number) => *number,
            None => *self.near.entry(reach.near.clone()).or_insert(next),
        };
        self.homes.push(Reached {
            people,
            rank: u32::try_from(rank).expect("a commune has fewer homes than that"),
            near,
            nearest: nearer(fixed, itinerant).filter(|_| !reach.unknown.any),
            by_kind: Kind::ALL.map(|kind| {
                cost(reach.nearest[kind as usize]).filter(|_| !reach.unknown.kinds[kind as usize])
            }),
            fixed: cost(fixed),
            hours_unknown: reach.hours_unknown,
            unknown: reach.unknown,
        });
        self.counts.extend(&reach.within);
    }

    /// All people of the homes.
    pub fn people(&self) -> People {
        self.homes.iter().map(|home| home.people).fold(People::default(), People::plus)
    }

    /// Whether a cost that decides is missing.
    pub fn is_unknown(&self) -> bool {
        self.homes.iter().any(|home| home.unknown.any)
    }

    /// Each home by its rank: its people, and whether they have a place, and a fixed place, within
    /// `main`.
    pub fn within(&self, main: Cost) -> Vec<(People, bool, bool)> {
        let is_near = |cost: Option<Cost>| cost.is_some_and(|cost| cost <= main);
        let mut within = vec![(People::default(), false, false); self.homes.len()];
        for home in &self.homes {
            within[home.rank as usize] =
                (home.people, is_near(cost(home.nearest)), is_near(home.fixed));
        }
        within
    }
}

/// The homes of one commune, or of several that are measured as one.
#[derive(Debug, Clone)]
pub struct Pool<'run> {
    limits: &'run Limits,
    parts: Vec<Part<'run>>,
}

/// The homes of one commune, or some of them, with what their people are multiplied by.
#[derive(Debug, Clone)]
pub struct Part<'run> {
    /// The homes.
    pub homes: &'run Homes,
    /// What their people are multiplied by. Homes whose factors are all zero count in nothing.
    pub factor: People,
    /// Which of them are meant, by their ranks in the commune; all when `None`.
    pub chosen: Option<Vec<bool>>,
}

impl<'run> Part<'run> {
    /// All of `homes`.
    pub fn all(homes: &'run Homes, factor: People) -> Self {
        Self { homes, factor, chosen: None }
    }

    fn ranks(&self) -> impl Iterator<Item = usize> + '_ {
        let is_chosen = |at: &usize| {
            let rank = self.homes.homes[*at].rank as usize;
            self.chosen.as_ref().is_none_or(|chosen| chosen[rank])
        };
        (0..self.homes.homes.len()).filter(is_chosen)
    }
}

impl<'run> Pool<'run> {
    /// The homes of `parts`.
    pub fn new(limits: &'run Limits, parts: impl IntoIterator<Item = Part<'run>>) -> Self {
        let parts = parts.into_iter().filter(|part| part.factor != People::default());
        Self { limits, parts: parts.collect() }
    }

    /// Whether there is no home at all.
    pub fn is_void(&self) -> bool {
        self.homes().next().is_none()
    }

    /// The homes of one commune.
    pub fn of_one(limits: &'run Limits, homes: &'run Homes) -> Self {
        Self::new(limits, [Part::all(homes, People::SAME)])
    }

    /// The access of these homes. `gaps` counts the gaps between the openings of a set of places,
    /// and `minutes` sums their weekly minutes.
    ///
    /// Without residents there is no distance: neither zero nor the maximum. The counts of
    /// places are still given, from the homes. O(homes log homes).
    pub fn access(
        &self,
        is_empty: bool,
        gaps: &mut Gaps,
        minutes: impl Fn(&[PlaceId]) -> f64,
    ) -> Access {
        let within = (0..self.limits.thresholds.len()).map(|at| self.median_count(at)).collect();
        let in_time = self.in_time(gaps, minutes);
        if is_empty || self.is_void() {
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
                two_or_more: None,
                in_time,
                is_unknown: false,
            };
        }
        if self.homes().any(|home| home.unknown.any) {
            return Access::unknown(self.limits.thresholds.len());
        }
        let is_fixed_unknown = self.homes().any(|home| home.unknown.fixed);
        let main = self.limits.main;
        let any = |home: &Reached| cost(home.nearest);
        let fixed = |home: &Reached| home.fixed;
        let covered_main = self.share(any, main, |people| people.weight);
        let covered_fixed = self.share(fixed, main, |people| people.weight);
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
                self.limits
                    .thresholds
                    .iter()
                    .map(|limit| self.share(any, *limit, |people| people.weight))
                    .collect(),
            ),
            covered_main: Some(covered_main),
            covered_need: Some(self.share_of_need(any).unwrap_or(covered_main)),
            covered_fixed: is_coverage_known.then_some(covered_fixed),
            gained: is_coverage_known.then(|| {
                self.share(any, main, |people| people.residents)
                    - self.share(fixed, main, |people| people.residents)
            }),
            two_or_more: Some(self.share_with_two()),
            in_time,
            is_unknown: false,
        }
    }

    /// The share of residents with two places or more within the main threshold.
    fn share_with_two(&self) -> f64 {
        let (mut with_two, mut all) = (0.0, 0.0);
        for (places, people) in self.near() {
            all += people.weight;
            with_two += if places.len() > 1 { people.weight } else { 0.0 };
        }
        if all > 0.0 { with_two / all } else { 0.0 }
    }

    /// The people who have exactly one place within the main threshold, by that place.
    pub fn depending(&self) -> BTreeMap<PlaceId, People> {
        let mut depending: BTreeMap<PlaceId, People> = BTreeMap::new();
        for (places, people) in self.near() {
            if let [place] = places {
                depending.entry(*place).or_default().add(people);
            }
        }
        depending
    }

    /// The people whose nearest place is each of the places, by that place. Of places at the same
    /// cost, the one of the lower id.
    pub fn by_nearest(&self) -> BTreeMap<PlaceId, People> {
        let mut by_nearest: BTreeMap<PlaceId, People> = BTreeMap::new();
        for home in self.homes() {
            if let Some(nearest) = home.nearest {
                by_nearest.entry(nearest.place).or_default().add(home.people);
            }
        }
        by_nearest
    }

    /// The people of each home and the cost of the way to their nearest place, `None` beyond reach.
    pub fn costs(&self) -> impl Iterator<Item = (People, Option<Cost>)> + '_ {
        self.homes().map(|home| (home.people, cost(home.nearest)))
    }

    fn homes(&self) -> impl Iterator<Item = Reached> + '_ {
        self.parts.iter().flat_map(|part| {
            part.ranks().map(|rank| {
                let home = part.homes.homes[rank];
                Reached { people: home.people.times(part.factor), ..home }
            })
        })
    }

    /// All people of the homes.
    pub fn people(&self) -> People {
        self.homes().map(|home| home.people).fold(People::default(), People::plus)
    }

    /// Each distinct set of places within the main threshold, with the people who have exactly
    /// this set, in the order of the sets.
    fn near(&self) -> BTreeMap<&'run [PlaceId], People> {
        let mut near: BTreeMap<&[PlaceId], People> = BTreeMap::new();
        for part in &self.parts {
            let mut people: Vec<Option<People>> = vec![None; part.homes.near.len()];
            for rank in part.ranks() {
                let home = &part.homes.homes[rank];
                let sum = people[home.near as usize].get_or_insert_default();
                sum.add(home.people.times(part.factor));
            }
            for (places, number) in &part.homes.near {
                if let Some(people) = people[*number as usize] {
                    near.entry(places).or_default().add(people);
                }
            }
        }
        near
    }

    fn nearest_to_most(&self) -> Option<MostlyNearest> {
        let mut places: BTreeMap<PlaceId, (f64, bool)> = BTreeMap::new();
        for home in self.homes() {
            let Some(nearest) = home.nearest else { continue };
            let (weight, tied) = places.entry(nearest.place).or_default();
            *weight += home.people.weight;
            *tied |= nearest.tied;
        }
        // Of equal weights the lower rank wins.
        let most =
            places.into_iter().reduce(|best, next| if next.1.0 > best.1.0 { next } else { best });
        most.map(|(place, (_, tied))| MostlyNearest { place, tied })
    }

    fn distances(&self) -> Distances {
        let mut sorted: Vec<(Option<Cost>, f64)> =
            self.homes().map(|home| (cost(home.nearest), home.people.weight)).collect();
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
        for home in self.homes() {
            sum += home.people.weight * of(&home)?.base();
            weight += home.people.weight;
        }
        (weight > 0.0).then(|| Cost::from_base(sum / weight))
    }

    /// The share of residents, weighted by `weight`, whose cost is at most `limit`.
    fn share(
        &self,
        of: impl Fn(&Reached) -> Option<Cost>,
        limit: Cost,
        weight: impl Fn(People) -> f64,
    ) -> f64 {
        let (mut inside, mut all) = (0.0, 0.0);
        for home in self.homes() {
            let weight = weight(home.people);
            all += weight;
            if of(&home).is_some_and(|cost| cost <= limit) {
                inside += weight;
            }
        }
        // Both sums add in the same order, so that they are equal when nobody is excluded.
        if all > 0.0 { inside / all } else { 0.0 }
    }

    /// The share of people in need within the main threshold; `None` when nobody is in
    /// need.
    fn share_of_need(&self, of: impl Fn(&Reached) -> Option<Cost>) -> Option<f64> {
        let needy = self.homes().any(|home| home.people.need > 0.0);
        needy.then(|| self.share(of, self.limits.main, |people| people.need))
    }

    /// Weighted median of the number of places within the threshold of this rank.
    fn median_count(&self, threshold: usize) -> u32 {
        let step = self.limits.thresholds.len();
        let counts = self.parts.iter().flat_map(|part| {
            part.ranks().map(move |rank| part.homes.counts[rank * step + threshold])
        });
        let mut sorted: Vec<(u32, f64)> =
            counts.zip(self.homes().map(|home| home.people.weight)).collect();
        sorted.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        quantile(&sorted, 0.5).copied().unwrap_or(0)
    }

    fn in_time(&self, gaps: &mut Gaps, minutes: impl Fn(&[PlaceId]) -> f64) -> HelpInTime {
        let excluded = self.homes().map(|home| (home.hours_unknown, home.people.weight)).collect();
        let near = self.near().into_iter().map(|(places, people)| (places, people.weight));
        help_in_time(&near.collect::<Vec<_>>(), excluded, gaps, minutes)
    }
}

/// Weighted quantile: the first of the sorted values at which the cumulated weight reaches
/// `share` of the total.
pub(crate) fn quantile<T>(sorted: &[(T, f64)], share: f64) -> Option<&T> {
    quantile_of(sorted.iter().map(|(value, weight)| (value, *weight)), share)
}

/// [`quantile`] of values that are not in memory together.
pub(crate) fn quantile_of<T>(
    sorted: impl Iterator<Item = (T, f64)> + Clone,
    share: f64,
) -> Option<T> {
    let all: f64 = sorted.clone().map(|(_, weight)| weight).sum();
    let (mut reached, mut last) = (0.0, None);
    for (value, weight) in sorted {
        reached += weight;
        last = Some(value);
        // The tolerance absorbs the rounding error of the sum.
        if reached >= share * all * (1.0 - 1e-12) {
            break;
        }
    }
    last
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
    use crate::{access::Openings, geodesy::Position, presence::Timetable, travel::CostUnit};

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
        let limits = Limits {
            thresholds: Vec::new(),
            main: Cost::from_base(2_000.0),
            furthest: Cost::from_km(200.0),
        };
        let mut all = Homes::default();
        for (rank, (home, reach)) in homes.iter().enumerate() {
            all.add(rank, home, weight, reach);
        }
        let timetable = Timetable {
            period: "2026-11-02..2026-11-08".parse().expect("a period"),
            places: Vec::new(),
        };
        let openings = Openings::new(&timetable);
        Pool::of_one(&limits, &all).access(false, &mut Gaps::new(&openings), |_| 0.0)
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
