//! Supply in time: when each place is open over a period.
//!
//! Capacity is minutes of presence a week, averaged over the period: a weekly half-day is
//! 180 to 240, « premier mardi du mois, 3 h » about 41. O(distinct recurrences × days).

mod options;

use std::{collections::HashMap, sync::Arc};

use rayon::prelude::*;

pub use options::{HoursOptions, PeriodOptions, UnknownHours};

use crate::model::{CommuneCode, Place, PlaceId};
use maillage_hours::{DaysOff, Holidays, Period, Recurrence, Slot, intersection, slots, union};

/// When places are open over a period.
#[derive(Debug, Clone)]
pub struct Timetable {
    /// What it is counted over.
    pub period: Period,
    /// By rank of the places; `None` where hours are unknown.
    pub places: Vec<Option<Presence>>,
}

/// When one place is open.
#[derive(Debug, Clone, PartialEq)]
pub struct Presence {
    /// Minutes a week, averaged over the period.
    pub minutes_per_week: f64,
    /// Each time without break, in order; shared by places of the same hours.
    pub slots: Arc<[Slot]>,
}

impl Timetable {
    /// When each of `places` is open over `period`. Like hours are evaluated once, and what is
    /// open at the same times shares its slots.
    pub fn new(places: &[Place], period: Period, holidays: &Holidays) -> Self {
        let mut ranks: HashMap<(&[Arc<Recurrence>], usize), usize> = HashMap::new();
        let mut distinct: Vec<(&[Arc<Recurrence>], &DaysOff)> = Vec::new();
        let mut rank_of = |place| {
            let (hours, off) = hours(place, holidays)?;
            let rank = *ranks.entry((hours, off.zone())).or_insert(distinct.len());
            if rank == distinct.len() {
                distinct.push((hours, off));
            }
            Some(rank)
        };
        let of_places: Vec<Option<usize>> = places.iter().map(&mut rank_of).collect();
        let evaluate = |(hours, off): &(&[Arc<Recurrence>], &DaysOff)| {
            union(hours.iter().flat_map(|hours| slots(hours, period, off)).collect())
        };
        let evaluated: Vec<Vec<Slot>> = distinct.par_iter().map(evaluate).collect();
        let mut known: HashMap<Vec<Slot>, Presence> = HashMap::new();
        let mut shared = |slots: Vec<Slot>| {
            let presence = known.entry(slots);
            presence.or_insert_with_key(|slots| Presence::of(slots, period)).clone()
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
    pub fn of(&self, place: PlaceId) -> Option<&Presence> {
        self.places[place.index()].as_ref()
    }

    /// What of it lies within `window`, slots over the same period. Of places of the same
    /// hours it is worked out once.
    pub fn within(&self, window: &[Slot]) -> Self {
        let mut clipped: HashMap<*const Slot, Presence> = HashMap::new();
        let mut clip = |presence: &Presence| {
            let shared = clipped.entry(presence.slots.as_ptr()).or_insert_with(|| {
                Presence::of(&intersection(&presence.slots, window), self.period)
            });
            shared.clone()
        };
        let places = self.places.iter().map(|place| place.as_ref().map(&mut clip)).collect();
        Self { period: self.period, places }
    }

    /// How many places' hours are known.
    pub fn known(&self) -> usize {
        self.places.iter().flatten().count()
    }
}

/// The days and hours of a place, and the holidays where it is.
fn hours<'run>(
    place: &'run Place,
    holidays: &'run Holidays,
) -> Option<(&'run [Arc<Recurrence>], &'run DaysOff)> {
    let hours = &*place.schedule.as_ref()?.recurrences;
    let departement = place.commune.as_ref().map(CommuneCode::departement);
    Some((hours, holidays.of(departement)))
}

impl Presence {
    fn of(slots: &[Slot], period: Period) -> Self {
        let minutes: u32 = slots.iter().map(|slot| slot.minutes()).sum();
        Self { minutes_per_week: f64::from(minutes) / period.weeks(), slots: slots.into() }
    }

    /// Whether it is open in this minute of the period.
    pub fn is_open_at(&self, minute: u32) -> bool {
        let after = self.slots.partition_point(|slot| slot.end <= minute);
        self.slots.get(after).is_some_and(|slot| slot.start <= minute)
    }
}
