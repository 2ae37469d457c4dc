//! Opening times of the places over a period.
//!
//! The capacity of a place is its minutes of presence per week, averaged over the period. A weekly
//! half-day is 180 to 240 minutes; « premier mardi du mois, 3 h » is about 41. O(distinct
//! recurrences × days).

mod options;
mod plausible;

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

use rayon::prelude::*;

pub use options::{
    DEFAULT_FIRST_DAY, HoursOptions, PeriodOptions, UnknownHours, unlikely_validities,
};
pub use plausible::PlausibleDays;

use crate::model::{CommuneCode, Place, PlaceId};
use maillage_hours::{
    Days, DaysOff, Holidays, Period, Recurrence, Slot, SlotSeries, Slots, intersection,
};

/// Number of distinct hours that are evaluated before their weeks are shared with those before.
const AT_ONCE: usize = 4_096;

/// Opening times of all places over one period.
#[derive(Debug, Clone)]
pub struct Timetable {
    /// The period over which presence is averaged.
    pub period: Period,
    /// Presence by place: see [`of`](Self::of). `None` where its hours are unknown.
    pub places: Vec<Option<Presence>>,
}

/// Opening times of one place.
///
/// # Examples
///
/// ```
/// use maillage_core::presence::Presence;
/// use maillage_hours::Period;
///
/// let week: Period = "2026-01-05..2026-01-11".parse()?;
/// let always = Presence::always(week);
/// assert_eq!(always.minutes_per_week, 10_080.0);
/// assert!(always.is_open_at(0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Presence {
    /// Minutes of presence per week, averaged over the period.
    pub minutes_per_week: f64,
    /// Intervals without interruption. Places of the same hours share them.
    pub slots: SlotSeries,
    /// Intervals of which the list does not tell whether the place is open.
    pub unknown: SlotSeries,
}

impl Timetable {
    /// Evaluates the hours of `places` over `period`.
    ///
    /// Identical recurrences are evaluated once. Places that are open at the same times share their
    /// slots.
    pub fn new(places: &[Place], period: Period, holidays: &Holidays) -> Self {
        let mut zones: BTreeMap<usize, Days> = BTreeMap::new();
        let mut ranks: HashMap<(&[Arc<Recurrence>], usize), usize> =
            HashMap::with_capacity(places.len());
        let mut distinct: Vec<(&[Arc<Recurrence>], usize)> = Vec::new();
        let mut rank_of = |place| {
            let (hours, off) = hours(place, holidays)?;
            let of = (hours, off.zone());
            let rank = *ranks.entry(of).or_insert(distinct.len());
            if rank == distinct.len() {
                distinct.push(of);
                zones.entry(off.zone()).or_insert_with(|| Days::new(period, off));
            }
            Some(rank)
        };
        let of_places: Vec<Option<usize>> = places.iter().map(&mut rank_of).collect();
        let evaluate = |(hours, zone): &(&[Arc<Recurrence>], usize)| zones[zone].series(hours);
        let mut weeks = HashSet::new();
        let mut known = HashMap::with_capacity(distinct.len());
        let mut presences = Vec::with_capacity(distinct.len());
        for distinct in distinct.chunks(AT_ONCE) {
            let evaluated: Vec<Slots<SlotSeries>> = distinct.par_iter().map(evaluate).collect();
            for Slots { open, unknown } in evaluated {
                let [open, unknown] = [open, unknown].map(|of| of.shared(&mut weeks));
                let of = (open.clone(), unknown.clone());
                let shared = || Presence::of(open, unknown, period);
                presences.push(known.entry(of).or_insert_with(shared).clone());
            }
        }
        let presence = |rank: Option<usize>| Some(presences[rank?].clone());
        Self { period, places: of_places.into_iter().map(presence).collect() }
    }

    /// The timetable of so many places of which no hours are known.
    pub fn unknown(places: usize) -> Self {
        let period = PeriodOptions::default().period(&[], None, None);
        Self { period, places: vec![None; places] }
    }

    /// When a place is open; `None` where its hours are unknown.
    ///
    /// # Panics
    ///
    /// When the timetable has no such place.
    pub fn of(&self, place: PlaceId) -> Option<&Presence> {
        self.places[place.index()].as_ref()
    }

    /// Clips all slots to `window`, which must be slots of the same period. Shared slots are
    /// clipped once.
    pub fn within(&self, window: &[Slot]) -> Self {
        let mut clipped: HashMap<[usize; 2], Presence> = HashMap::new();
        let mut weeks = HashSet::new();
        let mut clip = |presence: &Presence| {
            let of = [presence.slots.address(), presence.unknown.address()];
            let shared = clipped.entry(of).or_insert_with(|| {
                let [open, unknown] = [&presence.slots, &presence.unknown].map(|slots| {
                    let slots: Vec<Slot> = slots.iter().collect();
                    SlotSeries::new(intersection(&slots, window)).shared(&mut weeks)
                });
                Presence::of(open, unknown, self.period)
            });
            shared.clone()
        };
        let places = self.places.iter().map(|place| place.as_ref().map(&mut clip)).collect();
        Self { period: self.period, places }
    }

    /// Number of places whose hours are known.
    pub fn known(&self) -> usize {
        self.places.iter().flatten().count()
    }
}

/// The recurrences of a place and the days off where it is. `None` when its hours are unknown.
fn hours<'run>(
    place: &'run Place,
    holidays: &'run Holidays,
) -> Option<(&'run [Arc<Recurrence>], &'run DaysOff)> {
    let hours = &*place.schedule.as_ref()?.recurrences;
    let departement = place.commune.as_ref().map(CommuneCode::departement);
    Some((hours, holidays.of(departement)))
}

impl Presence {
    /// Open during `slots` of `period`. During `unknown`, the list does not tell.
    pub fn of(slots: SlotSeries, unknown: SlotSeries, period: Period) -> Self {
        let minutes_per_week = f64::from(slots.minutes()) / period.weeks();
        Self { minutes_per_week, slots, unknown }
    }

    /// Open at every moment of `period`.
    pub fn always(period: Period) -> Self {
        let always = vec![Slot { start: 0, end: period.minutes() }];
        Self::of(SlotSeries::new(always), SlotSeries::default(), period)
    }

    /// Whether the place is open in this minute of the period. O(log slots).
    pub fn is_open_at(&self, minute: u32) -> bool {
        self.slots.holds(minute)
    }

    /// Whether it is not told if the place is open in this minute of the period.
    pub fn is_unknown_at(&self, minute: u32) -> bool {
        self.unknown.holds(minute)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        geodesy::Position,
        model::{Kind, Schedule},
    };
    use maillage_hours::HolidaysOff;

    fn place(hours: &str) -> Place {
        let recurrence = Recurrence::weekly(hours.parse().expect("an expression"));
        let at = Position::new(45.0, 0.0).expect("on the globe");
        let schedule = Schedule { recurrences: vec![Arc::new(recurrence)], confidence: 1.0 };
        Place { schedule: Some(schedule), ..Place::new("", Kind::Mediation, at) }
    }

    #[test]
    fn places_open_at_the_same_times_share_their_slots() {
        let hours = ["Mo 09:00-12:00", "Mo 09:00-10:00,10:00-12:00", "Mo 09:00-12:00, Tu unknown"];
        let places = hours.map(place);
        let period = "2026-01-05..2026-03-31".parse().expect("a period");
        let timetable = Timetable::new(&places, period, &Holidays::new(HolidaysOff::None));
        let clipped = timetable.within(&[Slot { start: 0, end: 20_000 }]);
        for timetable in [timetable, clipped] {
            let presences: Vec<&Presence> = timetable.places.iter().flatten().collect();
            let [one, other, doubtful] = presences[..] else { panic!("all hours are known") };
            assert_eq!(one.slots.address(), other.slots.address());
            assert_eq!(one.slots, doubtful.slots);
            assert!(one.unknown.is_empty() && !doubtful.unknown.is_empty());
        }
    }
}
