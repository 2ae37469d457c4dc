//! One capacity, given out to the people of each commune.

use std::ops::Range;

use super::Demand;
use crate::{
    competition::{Capacity, Handout, PlaceShare},
    equity::{Counts, Equity, Observation, equity_of_all},
    exact_sum::ExactSum,
    measure::Ranked,
    model::{PlaceId, StudyRow},
};

/// Stands for an access that is unknown: one that is known is not negative.
const UNKNOWN: f64 = -1.0;

/// One capacity, as it is given out.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    /// Access of each commune of the study area, in capacity a person; in capacity for the methods
    /// without competition. It is the mean over its people who reach a place of known capacity or
    /// none at all, by study row. `None` without people, where they are half or fewer of them, and
    /// where travel is unknown.
    pub communes: Vec<Option<f64>>,
    /// The people of each commune who reach a place of known capacity or none at all, by study row;
    /// none where travel is unknown.
    pub(super) people: Vec<f64>,
    /// Access × people, summed over these people, by study row.
    access_times_people: Vec<f64>,
    /// Access at each origin; [`UNKNOWN`] where it is not known. Of millions of cells nothing else is
    /// kept.
    homes: Vec<f64>,
    /// Places in the catchment of each commune, of the origin that has most, by study row.
    pub(super) around: Vec<u32>,
    /// Whether some of unknown capacity are in the catchment of an origin, by study row.
    pub(super) may_be_more: Vec<bool>,
    /// The places that count, with their capacity and what they give out; without shares for
    /// methods without competition.
    pub places: Vec<(PlaceId, f64, Option<PlaceShare>)>,
    /// Capacity of the places that serve somebody.
    pub allocated: f64,
    /// Access × demand, over all who compete.
    pub received: f64,
}

impl Given {
    /// What `handout` gives of this `capacity` to each commune. `is_unknown` says of which study
    /// rows travel is unknown.
    pub(super) fn new(
        demand: &Demand,
        handout: Handout,
        capacity: &Capacity,
        is_unknown: &[bool],
    ) -> Self {
        let Handout { mut access, around, unknown, places } = handout;
        let gets = access.iter().zip(&demand.people).map(|(access, people)| access * people);
        let received = gets.collect::<ExactSum>().value();
        // A home that reaches only places of unknown capacity is not known to have nothing.
        let is_known = |origin: usize| around[origin] > 0 || unknown[origin] == 0;
        let commune = |(row, is_unknown): (&Range<usize>, &bool)| {
            let (mut sum, mut known, mut all) = (ExactSum::ZERO, ExactSum::ZERO, ExactSum::ZERO);
            for origin in row.clone() {
                let people = demand.people[origin];
                all.add(people);
                if is_known(origin) {
                    sum.add(people * access[origin]);
                    known.add(people);
                }
            }
            let (sum, known) = if *is_unknown { (0.0, 0.0) } else { (sum.value(), known.value()) };
            (sum, known, (known > all.value() / 2.0).then(|| sum / known))
        };
        let communes: Vec<(f64, f64, Option<f64>)> =
            demand.rows.iter().zip(is_unknown).map(commune).collect();
        let unknown_access = access.iter_mut().enumerate().filter(|(origin, _)| !is_known(*origin));
        unknown_access.for_each(|(_, access)| *access = UNKNOWN);
        let of_rows = |row: &Range<usize>| {
            let might = unknown[row.clone()].iter().any(|count| *count > 0);
            (around[row.clone()].iter().copied().max().unwrap_or(0), might)
        };
        let (most_around, may_be_more) = demand.rows.iter().map(of_rows).unzip();
        let share = |place: usize| {
            (PlaceId::new(place), capacity.supply[place], places.get(place).copied())
        };
        let counting = || (0..capacity.counts.len()).filter(|place| capacity.counts[*place]);
        let mut places = Vec::with_capacity(counting().count());
        places.extend(counting().map(share));
        let serves = |share: &Option<PlaceShare>| share.is_none_or(|share| share.ratio.is_some());
        let allocated = places.iter().filter(|(_, _, share)| serves(share));
        Self {
            allocated: allocated.map(|(_, capacity, _)| *capacity).collect::<ExactSum>().value(),
            received,
            access_times_people: communes.iter().map(|(sum, ..)| *sum).collect(),
            people: communes.iter().map(|(_, people, _)| *people).collect(),
            communes: communes.into_iter().map(|(.., access)| access).collect(),
            homes: access,
            around: most_around,
            may_be_more,
            places,
        }
    }

    /// Access and people of each home of a commune whose access is known.
    pub(super) fn at_homes<'run>(
        &'run self,
        demand: &'run Demand,
        row: StudyRow,
    ) -> impl Iterator<Item = (f64, f64)> + use<'run> {
        let is_known = self.people[row.index()] > 0.0;
        let origins = if is_known { demand.rows[row.index()].clone() } else { 0..0 };
        let known = origins.filter(|origin| self.homes[*origin] >= 0.0);
        known.map(|origin| (self.homes[origin], demand.people[origin]))
    }

    /// See [`Competition::mean`].
    pub(super) fn mean(&self, demand: &Demand, rows: &[StudyRow]) -> Option<f64> {
        if let [row] = rows {
            return self.communes[row.index()];
        }
        let known = self.known(demand, rows)?;
        let all = rows.iter().map(|row| self.access_times_people[row.index()]);
        Some(all.collect::<ExactSum>().value() / known)
    }

    /// The people of several communes for whom access is known; `None` where they are half of all or
    /// fewer, so that they do not stand for all.
    fn known(&self, demand: &Demand, rows: &[StudyRow]) -> Option<f64> {
        let known = rows.iter().map(|row| self.people[row.index()]).collect::<ExactSum>().value();
        let all = rows.iter().map(|row| demand.of(*row)).collect::<ExactSum>().value();
        Some(known).filter(|known| *known > all / 2.0)
    }

    /// How unequally the people of these communes get of it, as far as is known; of nobody where there
    /// is no mean.
    pub(super) fn equity(&self, demand: &Demand, ranked: &Ranked, rows: &[StudyRow]) -> Equity {
        let told = |row: &StudyRow| Observation {
            rank_by: ranked.need(*row),
            group: ranked.group(*row),
            ..Observation::new(0.0, 0.0)
        };
        let told: Vec<Observation> = rows.iter().map(told).collect();
        if self.known(demand, rows).is_none() {
            return equity_of_all(Vec::new(), &told);
        }
        let origins = |row: &StudyRow| demand.rows[row.index()].len();
        let mut people = Vec::with_capacity(rows.iter().map(origins).sum());
        for (row, of) in rows.iter().zip(0..) {
            let homes = self.at_homes(demand, *row);
            let counts = |(value, people)| Counts { people, value, is_reached: true, of };
            people.extend(homes.map(counts));
        }
        equity_of_all(people, &told)
    }

    /// The places that serve nobody, with their capacity.
    pub fn unallocated(&self) -> impl Iterator<Item = (PlaceId, f64)> + '_ {
        let alone = self
            .places
            .iter()
            .filter(|(_, _, share)| share.is_some_and(|share| share.ratio.is_none()));
        alone.map(|(place, capacity, _)| (*place, *capacity))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_who_reach_known_hours_count_in_a_territory_though_their_commune_has_no_figure() {
        // Two homes a commune; from the second of the first commune no known hours are reached.
        let demand = Demand {
            people: vec![40.0, 60.0, 50.0, 50.0],
            rows: vec![0..2, 2..4, 4..4],
            of_residents: true,
            of_mean_need: 0,
            without_people: 0,
            unknown_travel: 0,
            around: 0,
        };
        let handout = Handout {
            access: vec![3.0, 0.0, 1.0, 0.0],
            around: vec![1, 0, 1, 0],
            unknown: vec![0, 1, 0, 0],
            places: Vec::new(),
        };
        let capacity = Capacity { supply: Vec::new(), counts: Vec::new(), might: Vec::new() };
        let of = |unknown: [bool; 3]| Given::new(&demand, handout.clone(), &capacity, &unknown);
        let rows = [0, 1, 2].map(StudyRow::new);
        let given = of([false; 3]);
        assert_eq!(given.communes, [None, Some(0.5), None]);
        assert_eq!(given.mean(&demand, &rows), Some((3.0 * 40.0 + 50.0) / 140.0));
        assert_eq!(given.mean(&demand, &rows[..1]), None);
        let homes = |given: &Given| -> Vec<(f64, f64)> {
            rows.iter().flat_map(|row| given.at_homes(&demand, *row)).collect()
        };
        assert_eq!(homes(&given), [(3.0, 40.0), (1.0, 50.0), (0.0, 50.0)]);
        // Where travel is unknown nobody counts, and they are too many for a mean of the others.
        let unknown = of([false, true, false]);
        assert_eq!(homes(&unknown), [(3.0, 40.0)]);
        assert_eq!(unknown.mean(&demand, &rows), None);
    }
}
