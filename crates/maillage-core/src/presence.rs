//! Opening times of the places over a period.
//!
//! The capacity of a place is its minutes of presence per week, averaged over the period. A weekly
//! half-day is 180 to 240 minutes; « premier mardi du mois, 3 h » is about 41. O(distinct
//! recurrences × days).

mod options;
mod plausible;

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use rayon::prelude::*;

pub use options::{
    DEFAULT_FIRST_DAY, HoursOptions, PeriodOptions, UnknownHours, unlikely_validities,
};
pub use plausible::PlausibleDays;

use crate::model::{CommuneCode, Place, PlaceId};
use maillage_hours::{
    Days, DaysOff, Holidays, Period, Recurrence, Slot, Slots, intersection, union,
};

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
    /// Intervals without interruption, in order of time. Places of the same hours share them.
    pub slots: Arc<[Slot]>,
    /// Intervals of which the list does not tell whether the place is open, in order of time.
    pub unknown: Arc<[Slot]>,
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
        let evaluate = |(hours, zone): &(&[Arc<Recurrence>], usize)| {
            let Slots { open, unknown } = together(hours, &zones[zone]);
            Presence::of(&open, &unknown, period)
        };
        let evaluated: Vec<Presence> = distinct.par_iter().map(evaluate).collect();
        let mut known = HashMap::with_capacity(evaluated.len());
        let mut shared = |presence: Presence| {
            let slots = (Arc::clone(&presence.slots), Arc::clone(&presence.unknown));
            known.entry(slots).or_insert(presence).clone()
        };
        let presences: Vec<Presence> = evaluated.into_iter().map(&mut shared).collect();
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
        let mut clipped: HashMap<*const Slot, Presence> = HashMap::new();
        let mut clip = |presence: &Presence| {
            let shared = clipped.entry(presence.slots.as_ptr()).or_insert_with(|| {
                let cut = |slots: &[Slot]| intersection(slots, window);
                Presence::of(&cut(&presence.slots), &cut(&presence.unknown), self.period)
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

/// The slots of several recurrences of one place.
fn together(hours: &[Arc<Recurrence>], days: &Days) -> Slots {
    if let [only] = hours {
        return days.slots(only);
    }
    let (mut open, mut unknown) = (Vec::new(), Vec::new());
    for slots in hours.iter().map(|hours| days.slots(hours)) {
        open.extend(slots.open);
        unknown.extend(slots.unknown);
    }
    Slots { open: union(open), unknown: union(unknown) }
}

impl Presence {
    fn of(slots: &[Slot], unknown: &[Slot], period: Period) -> Self {
        let minutes: u32 = slots.iter().map(|slot| slot.minutes()).sum();
        let minutes_per_week = f64::from(minutes) / period.weeks();
        Self { minutes_per_week, slots: slots.into(), unknown: unknown.into() }
    }

    /// Open at every moment of `period`.
    pub fn always(period: Period) -> Self {
        Self::of(&[Slot { start: 0, end: period.minutes() }], &[], period)
    }

    /// Whether the place is open in this minute of the period. O(log slots).
    pub fn is_open_at(&self, minute: u32) -> bool {
        holds(&self.slots, minute)
    }

    /// Whether it is not told if the place is open in this minute of the period.
    pub fn is_unknown_at(&self, minute: u32) -> bool {
        holds(&self.unknown, minute)
    }
}

/// Whether one of `slots`, in order of time, holds this minute.
fn holds(slots: &[Slot], minute: u32) -> bool {
    let after = slots.partition_point(|slot| slot.end <= minute);
    slots.get(after).is_some_and(|slot| slot.start <= minute)
}
