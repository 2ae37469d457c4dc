//! Supply in time: when each place is open over a period.
//!
//! Capacity is minutes of presence a week, averaged over the period: a weekly half-day is
//! 180 to 240, « premier mardi du mois, 3 h » about 41. O(distinct recurrences × days).

use std::{collections::HashMap, sync::Arc};

use rayon::prelude::*;

use crate::{
    model::{CommuneCode, Place},
    schedule::{DaysOff, Holidays, Period, Recurrence, Slot, slots},
};

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
    /// When each of `places` is open over `period`. Like hours are evaluated once.
    pub fn new(places: &[Place], period: Period, holidays: &Holidays) -> Self {
        let mut ranks: HashMap<(&Recurrence, usize), usize> = HashMap::new();
        let mut distinct: Vec<(&Recurrence, &DaysOff)> = Vec::new();
        let mut rank_of = |place| {
            let (recurrence, off) = hours(place, holidays)?;
            let rank = *ranks.entry((recurrence, off.zone())).or_insert(distinct.len());
            if rank == distinct.len() {
                distinct.push((recurrence, off));
            }
            Some(rank)
        };
        let of_places: Vec<Option<usize>> = places.iter().map(&mut rank_of).collect();
        let presences: Vec<Presence> = distinct
            .par_iter()
            .map(|(recurrence, off)| Presence::of(slots(recurrence, period, off), period))
            .collect();
        let presence = |rank: Option<usize>| Some(presences[rank?].clone());
        Self { period, places: of_places.into_iter().map(presence).collect() }
    }
}

/// The days and hours of a place, and the holidays where it is.
fn hours<'run>(
    place: &'run Place,
    holidays: &'run Holidays,
) -> Option<(&'run Recurrence, &'run DaysOff)> {
    let recurrence = &*place.schedule.as_ref()?.recurrence;
    let departement = place.commune.as_ref().map(CommuneCode::departement);
    Some((recurrence, holidays.of(departement)))
}

impl Presence {
    fn of(slots: Vec<Slot>, period: Period) -> Self {
        let minutes: u32 = slots.iter().map(|slot| slot.minutes()).sum();
        Self { minutes_per_week: f64::from(minutes) / period.weeks(), slots: slots.into() }
    }
}
