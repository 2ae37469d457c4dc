//! Gaps between the openings of sets of places.
//!
//! Most weeks of a period are alike: a place opens at the same hours every week, except in weeks of
//! holidays, of dates and of fortnights. [`Openings`] numbers the distinct weeks of all places. The
//! union of a set of places is then laid out once for each distinct week of the set, and its gaps are
//! counted. [`Gaps`] remembers the sets counted last, since neighbouring homes often have places of the
//! same hours within reach.
//!
//! Gaps are whole minutes, so that the counts are exact. O(weeks × distinct weeks × places + distinct
//! weeks × slots of a week) for a set.

mod open_weeks;

use std::{cmp::Reverse, collections::HashMap, sync::Arc};

use self::open_weeks::OpenWeeks;
use crate::{model::PlaceId, presence::Timetable};
use maillage_hours::{Period, Slot, SlotSeries, WEEK};

/// Maximum number of sets whose gaps are remembered: some megabytes where each has hundreds of
/// places.
const REMEMBERED: usize = 4_096;

/// The openings of all places of a timetable, week by week from its first day.
#[derive(Debug, Clone)]
pub struct Openings {
    period: Period,
    /// Number of the openings of each place; `None` where its hours are unknown.
    of_places: Vec<Option<u32>>,
    /// Number of the week in `distinct`, for each week of the first openings, then of the second.
    weeks: Vec<u32>,
    /// The distinct weeks. First a week without slots.
    distinct: OpenWeeks,
}

/// Gaps of one length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// Length in minutes, above zero.
    pub minutes: u32,
    /// Number of gaps of this length in the period.
    pub count: u32,
}

/// Counts the gaps of sets of places, and remembers the sets counted last.
#[derive(Debug)]
pub struct Gaps<'run> {
    openings: &'run Openings,
    /// By the distinct numbers of the openings of a set, in order.
    known: HashMap<Vec<u32>, Option<Vec<Gap>>>,
    /// The numbers of the set that is asked for.
    set: Vec<u32>,
}

impl Openings {
    /// The openings of the places of `timetable`.
    pub fn new(timetable: &Timetable) -> Self {
        let mut all = Self {
            period: timetable.period,
            of_places: Vec::with_capacity(timetable.places.len()),
            weeks: Vec::new(),
            distinct: OpenWeeks::default(),
        };
        let mut distinct = vec![[].into()];
        let mut numbers = HashMap::new();
        // Places of the same hours share their slots.
        let mut openings = HashMap::new();
        for place in &timetable.places {
            let number = place.as_ref().map(|presence| {
                let next = u32::try_from(openings.len()).expect("fewer than all places");
                *openings.entry(presence.slots.address()).or_insert_with(|| {
                    all.add(&presence.slots, &mut distinct, &mut numbers);
                    next
                })
            });
            all.of_places.push(number);
        }
        all.distinct = OpenWeeks::new(&distinct);
        all
    }

    /// The period of the timetable.
    pub fn period(&self) -> Period {
        self.period
    }

    /// Whether the hours of a place are known.
    ///
    /// # Panics
    ///
    /// When the timetable has no such place.
    pub fn is_known(&self, place: PlaceId) -> bool {
        self.of_places[place.index()].is_some()
    }

    /// Adds the weeks of one series of slots, each with its number among the distinct weeks, which are
    /// added to `distinct`.
    fn add(
        &mut self,
        slots: &SlotSeries,
        distinct: &mut Vec<Arc<[Slot]>>,
        numbers: &mut HashMap<Arc<[Slot]>, u32>,
    ) {
        let of_series = self.weeks.len();
        self.weeks.resize(of_series + self.weeks_of_period(), 0);
        for alike in slots.weeks() {
            let next = u32::try_from(distinct.len()).expect("fewer than weeks of places");
            let number = *numbers.entry(Arc::clone(&alike.slots)).or_insert(next);
            if number == next {
                distinct.push(Arc::clone(&alike.slots));
            }
            // What lies beyond the period is not of it.
            let weeks = self.weeks[of_series..].iter_mut().skip(alike.first as usize);
            weeks.take(alike.count as usize).for_each(|week| *week = number);
        }
    }

    /// Number of weeks that the period has begun.
    fn weeks_of_period(&self) -> usize {
        self.period.minutes().div_ceil(WEEK) as usize
    }

    /// The distinct weeks of the openings of this number, week by week of the period.
    fn weeks_of(&self, opening: u32) -> &[u32] {
        let weeks = self.weeks_of_period();
        &self.weeks[opening as usize * weeks..][..weeks]
    }

    /// The gaps of the union of these openings over the period, which is treated as cyclic, from the
    /// longest. `None` when none of them ever opens.
    fn gaps(&self, set: &[u32]) -> Option<Vec<Gap>> {
        let weeks: Vec<&[u32]> = set.iter().map(|opening| self.weeks_of(*opening)).collect();
        // Most sets have some ten distinct weeks, of some ten gaps each.
        let mut alike: Vec<WeekGaps> = Vec::with_capacity(16);
        let mut open = Vec::new();
        let mut gaps: Vec<Gap> = Vec::with_capacity(256);
        let mut whole: Option<(u32, u32)> = None;
        for week in 0..weeks.first()?.len() {
            let is_same = |of: &&mut WeekGaps| weeks.iter().all(|own| own[week] == own[of.first]);
            let bounds = match alike.iter_mut().find(is_same) {
                Some(alike) => {
                    alike.count += 1;
                    alike.bounds
                }
                None => {
                    self.distinct.unite(weeks.iter().map(|own| own[week]), &mut open);
                    alike.push(WeekGaps::new(week, self.distinct.slots(&open)));
                    alike[alike.len() - 1].bounds
                }
            };
            let Some((start, end)) = bounds else { continue };
            let monday = week as u32 * WEEK;
            let (first, last) = whole.unwrap_or((monday + start, monday + start));
            let minutes = monday + start - last;
            match gaps.last_mut().filter(|gap| gap.minutes == minutes) {
                Some(same) => same.count += 1,
                None => gaps.push(Gap { minutes, count: 1 }),
            }
            whole = Some((first, monday + end));
        }
        let (first, last) = whole?;
        gaps.push(Gap { minutes: first + (self.period.minutes() - last), count: 1 });
        for of in &alike {
            gaps.extend(of.inner.iter().map(|minutes| Gap { minutes: *minutes, count: of.count }));
        }
        Some(counted(gaps))
    }
}

impl<'run> Gaps<'run> {
    /// Remembers nothing yet.
    pub fn new(openings: &'run Openings) -> Self {
        Self { openings, known: HashMap::new(), set: Vec::new() }
    }

    /// The openings of which gaps are counted.
    pub fn openings(&self) -> &'run Openings {
        self.openings
    }

    /// The gaps between the openings of `places` over the period, which is treated as cyclic, from
    /// the longest. Places of unknown hours do not count. `None` when none of the others ever opens.
    ///
    /// # Panics
    ///
    /// When the timetable has no such place.
    pub fn of(&mut self, places: &[PlaceId]) -> Option<&[Gap]> {
        self.set.clear();
        let numbers = places.iter().filter_map(|place| self.openings.of_places[place.index()]);
        self.set.extend(numbers);
        self.set.sort_unstable();
        self.set.dedup();
        if !self.known.contains_key(&self.set) {
            if self.known.len() == REMEMBERED {
                self.known.clear();
            }
            self.known.insert(self.set.clone(), self.openings.gaps(&self.set));
        }
        self.known[&self.set].as_deref()
    }
}

/// Weeks in which a set of places opens alike.
struct WeekGaps {
    /// Rank of the first of them.
    first: usize,
    count: u32,
    /// Start of the first opening and end of the last, in minutes after the start of the week.
    /// `None` when nothing opens.
    bounds: Option<(u32, u32)>,
    /// Length of each gap between them, in minutes.
    inner: Vec<u32>,
}

impl WeekGaps {
    /// The week of rank `first` with these slots, one after the other.
    fn new(first: usize, slots: impl Iterator<Item = Slot>) -> Self {
        let mut inner = Vec::with_capacity(16);
        let mut bounds: Option<(u32, u32)> = None;
        for Slot { start, end } in slots {
            inner.extend(bounds.map(|(_, last)| start - last));
            bounds = Some((bounds.map_or(start, |(first, _)| first), end));
        }
        Self { first, count: 1, bounds, inner }
    }
}

/// The same gaps from the longest, those of one length together, without those of no length. They
/// take no more memory than they need, since they are remembered.
fn counted(mut gaps: Vec<Gap>) -> Vec<Gap> {
    gaps.retain(|gap| gap.minutes > 0);
    gaps.sort_unstable_by_key(|gap| Reverse(gap.minutes));
    gaps.dedup_by(|next, kept| {
        let is_same = next.minutes == kept.minutes;
        kept.count += if is_same { next.count } else { 0 };
        is_same
    });
    gaps.shrink_to_fit();
    gaps
}

#[cfg(test)]
mod tests {
    use maillage_hours::{DAY, SlotSeries};
    use proptest::prelude::*;

    use super::*;
    use crate::{
        access::in_time::{gaps, open_slots},
        presence::Presence,
    };

    /// A place that opens at the same times in each week, and at some other times.
    fn presence(
        period: Period,
        weekly: &[(u32, u32)],
        other: &[(u32, u32)],
        closed: u32,
    ) -> Presence {
        let weeks = (0..period.minutes().div_ceil(WEEK)).filter(|week| *week != closed);
        let weekly = weeks
            .flat_map(|week| weekly.iter().map(move |(start, long)| (week * WEEK + start, *long)));
        let cut = |minute: u32| minute.min(period.minutes());
        let slot = |(start, long): (u32, u32)| Slot { start: cut(start), end: cut(start + long) };
        let slots = weekly.chain(other.iter().copied()).map(slot).collect();
        Presence::of(SlotSeries::new(slots), SlotSeries::default(), period)
    }

    fn slots(within: u32, number: usize) -> impl Strategy<Value = Vec<(u32, u32)>> {
        let long = prop_oneof![3 => 1_u32..300, 1 => 1_000_u32..15_000];
        prop::collection::vec((0..within, long), 0..number)
    }

    proptest! {
        #[test]
        fn gaps_are_those_of_the_union_over_the_period(
            days in 1_u32..40,
            places in prop::collection::vec(
                prop::option::weighted(0.9, (slots(WEEK, 5), slots(40 * DAY, 3), 0_u32..9)), 1..7,
            ),
            sets in prop::collection::vec(prop::collection::vec(any::<prop::sample::Index>(), 0..5), 1..8),
        ) {
            let first = "2026-01-07".parse::<chrono::NaiveDate>().expect("a day");
            let last = first + chrono::TimeDelta::days(i64::from(days) - 1);
            let period = Period::new(first, last).expect("a period");
            let presence = |(weekly, other, closed): (Vec<_>, Vec<_>, u32)| {
                presence(period, &weekly, &other, closed)
            };
            let places: Vec<Option<Presence>> =
                places.into_iter().map(|place| place.map(presence)).collect();
            let timetable = Timetable { period, places };
            let openings = Openings::new(&timetable);
            let mut counted = Gaps::new(&openings);
            for set in sets {
                let ranks = set.iter().map(|at| at.index(timetable.places.len()));
                let set: Vec<PlaceId> = ranks.map(PlaceId::new).collect();
                let known = set.iter().filter_map(|place| timetable.of(*place));
                let expected = gaps(&open_slots(known), period).map(|mut gaps| {
                    gaps.sort_unstable_by_key(|gap| Reverse(*gap));
                    gaps
                });
                let listed = |gaps: &[Gap]| -> Vec<u32> {
                    let gaps = gaps.iter();
                    gaps.flat_map(|gap| vec![gap.minutes; gap.count as usize]).collect()
                };
                // Counted, then remembered.
                prop_assert_eq!(counted.of(&set).map(listed), expected.clone());
                prop_assert_eq!(counted.of(&set).map(listed), expected);
            }
        }
    }
}
