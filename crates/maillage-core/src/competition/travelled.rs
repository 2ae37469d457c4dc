//! Pairs of homes and places, from a way of travelling.
//!
//! Every pass asks the way of travelling again, on all cores: costs are never kept. Exact sums make
//! the result the same on any number of threads. Memory grows with homes and places, never with
//! pairs.

use std::{
    borrow::Cow,
    convert::Infallible,
    ops::Range,
    sync::{Mutex, PoisonError},
};

use rayon::prelude::*;

use super::{Catchment, Pair, Pairs};
use crate::{
    exact_sum::ExactSum,
    model::{CommuneId, Home, PlaceId},
    territory::Territory,
    travel::{Cost, Travel, TravelOrigin},
};

/// Homes and the places around them.
///
/// The origins are the homes of the communes of the study area, and the point of departure of each
/// other commune of the territory: those beside the study area use its places too. Ranks of places
/// are those of the territory. Costs are in kilometres or minutes.
pub struct TravelledPairs<'run> {
    territory: &'run Territory,
    travel: &'run dyn Travel,
    /// Which places count.
    places: Vec<bool>,
    /// The cost beyond which no pair is visited.
    end: Cost,
    /// The rank of the first origin of each commune; and at the end, their number.
    starts: Vec<usize>,
    /// Whether each commune is of the study area.
    studied: Vec<bool>,
}

impl<'run> TravelledPairs<'run> {
    /// The pairs of the homes of `territory` and the places for which `counts` is true, by
    /// `travel`, up to the cost `end`.
    pub fn new(
        territory: &'run Territory,
        travel: &'run dyn Travel,
        counts: impl Fn(PlaceId) -> bool,
        end: Cost,
    ) -> Self {
        let mut studied = vec![false; territory.communes().len()];
        territory.study().iter().for_each(|id| studied[id.index()] = true);
        let mut starts = vec![0];
        for (rank, is_studied) in studied.iter().enumerate() {
            let homes = if *is_studied { territory.homes(CommuneId::new(rank)).len() } else { 1 };
            starts.push(starts[rank] + homes.max(1));
        }
        let places = (0..territory.places().len()).map(|rank| counts(PlaceId::new(rank)));
        Self { territory, travel, places: places.collect(), end, starts, studied }
    }

    /// Number of origins.
    pub fn origins(&self) -> usize {
        self.starts[self.studied.len()]
    }

    /// The ranks of the origins of a commune.
    pub fn of(&self, commune: CommuneId) -> Range<usize> {
        self.starts[commune.index()]..self.starts[commune.index() + 1]
    }

    /// Whether a commune is of the study area.
    pub fn is_studied(&self, commune: CommuneId) -> bool {
        self.studied[commune.index()]
    }

    /// The homes of a commune, one for each of its origins: its point of departure with one person
    /// where no home is known.
    pub fn homes(&self, commune: CommuneId) -> Cow<'_, [Home]> {
        match self.is_studied(commune) {
            true => self.territory.origins(commune),
            false => Cow::Owned(vec![self.territory.departure(commune)]),
        }
    }

    /// Number of places of positive weight in `catchment`, by origin.
    pub fn places_around(&self, catchment: &Catchment) -> Vec<u32> {
        let counts = |pair: Pair| [f64::from(u8::from(catchment.weight(pair.cost) > 0.0))];
        let Ok(counts) = self.by_origin(counts);
        counts.into_iter().map(|[count]| count as u32).collect()
    }

    /// Visits every pair of the homes of a commune.
    pub(super) fn visit(&self, id: CommuneId, mut visit: impl FnMut(Pair)) {
        let first = self.starts[id.index()];
        let homes = self.homes(id);
        let origin = TravelOrigin { id, commune: self.territory.commune(id), homes: &homes };
        let unit = self.travel.unit();
        self.travel.costs(origin, self.end, &mut |home, place, cost| {
            if self.places[place.index()] {
                let (origin, place) = (first + home, place.index());
                visit(Pair { origin, place, cost: cost.shown(unit) });
            }
        });
    }

    /// Computes `of` of each commune, on all cores, and has `take` take them in their order.
    pub(super) fn in_order<Part: Send>(
        &self,
        of: impl Fn(CommuneId) -> Part + Sync,
        mut take: impl FnMut(Part),
    ) {
        // By groups of communes, so that few parts are in memory at once.
        for group in 0..self.studied.len().div_ceil(GROUP) {
            let communes = group * GROUP..((group + 1) * GROUP).min(self.studied.len());
            let parts = communes.into_par_iter().map(|rank| of(CommuneId::new(rank)));
            parts.collect::<Vec<_>>().into_iter().for_each(&mut take);
        }
    }

    fn communes(&self) -> impl IndexedParallelIterator<Item = CommuneId> {
        (0..self.studied.len()).into_par_iter().map(CommuneId::new)
    }
}

impl Pairs for TravelledPairs<'_> {
    type Error = Infallible;

    fn by_origin<const N: usize>(
        &self,
        of: impl Fn(Pair) -> [f64; N] + Sync,
    ) -> Result<Vec<[f64; N]>, Infallible> {
        let sums_of = |id: CommuneId| {
            let origins = self.of(id);
            let mut sums = vec![[ExactSum::ZERO; N]; origins.len()];
            self.visit(id, |pair| add(&mut sums[pair.origin - origins.start], of(pair)));
            sums.into_iter().map(|sums| sums.map(|sum| sum.value())).collect::<Vec<_>>()
        };
        let mut all = Vec::with_capacity(self.origins());
        self.in_order(sums_of, |sums| all.extend(sums));
        Ok(all)
    }

    fn by_place<const N: usize>(
        &self,
        of: impl Fn(Pair) -> [f64; N] + Sync,
    ) -> Result<Vec<[f64; N]>, Infallible> {
        // Sums lie here while nobody adds to them, so that there are no more than cores.
        let resting: Mutex<Vec<Vec<[ExactSum; N]>>> = Mutex::default();
        let at_rest = || resting.lock().unwrap_or_else(PoisonError::into_inner);
        let part = self.studied.len().div_ceil(PARTS).max(1);
        self.communes().chunks(part).for_each(|communes| {
            let taken = at_rest().pop();
            let mut sums = taken.unwrap_or_else(|| vec![[ExactSum::ZERO; N]; self.places.len()]);
            for id in communes {
                self.visit(id, |pair| add(&mut sums[pair.place], of(pair)));
            }
            at_rest().push(sums);
        });
        let parts = resting.into_inner().unwrap_or_else(PoisonError::into_inner);
        let values = (0..self.places.len()).map(|place| {
            std::array::from_fn(|rank| {
                let mut sum = ExactSum::ZERO;
                parts.iter().for_each(|part| sum.add_sum(&part[place][rank]));
                sum.value()
            })
        });
        Ok(values.collect())
    }
}

/// Communes whose parts are in memory at once.
const GROUP: usize = 1_000;
/// Most parts into which the communes are divided for sums by place.
const PARTS: usize = 64;

fn add<const N: usize>(sums: &mut [ExactSum; N], terms: [f64; N]) {
    sums.iter_mut().zip(terms).for_each(|(sum, term)| sum.add(term));
}
