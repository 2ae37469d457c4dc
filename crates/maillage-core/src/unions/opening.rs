//! When places are open, by weekday and hour.

use std::collections::HashMap;

use chrono::Datelike;

use crate::{model::PlaceId, presence::Timetable};
use maillage_hours::{Slot, SlotSeries};

/// Minutes in an hour, and hours in a day.
const HOUR: u32 = 60;
const HOURS: usize = 24;

/// The number of places open in each hour of the week, averaged over a period.
#[derive(Debug, Clone, PartialEq)]
pub struct Week {
    /// Places open, by weekday from Monday and by hour from midnight. A place that is open during
    /// half an hour, or on every second of these days, counts one half. `None` for a weekday that
    /// the period does not hold.
    pub open: [Option<[f64; HOURS]>; 7],
    /// Places whose hours are known.
    pub known: usize,
    /// All places.
    pub places: usize,
}

/// The week of `places`. O(slots).
pub fn week(timetable: &Timetable, places: &[PlaceId]) -> Week {
    let mut by_hours: HashMap<usize, (f64, &SlotSeries)> = HashMap::new();
    let mut order = Vec::new();
    let presences = places.iter().filter_map(|place| timetable.of(*place));
    let mut known = 0;
    for presence in presences {
        known += 1;
        let shared = by_hours.entry(presence.slots.address()).or_insert_with(|| {
            order.push(presence.slots.address());
            (0.0, &presence.slots)
        });
        shared.0 += 1.0;
    }
    let mut open = [[0.0; HOURS]; 7];
    for (places, slots) in order.iter().map(|shared| by_hours[shared]) {
        for slot in slots.iter() {
            add(&mut open, timetable, slot, places);
        }
    }
    let mut days = [0_u32; 7];
    for date in timetable.period.dates() {
        days[date.weekday().num_days_from_monday() as usize] += 1;
    }
    let mut averages = [None; 7];
    for ((average, minutes), days) in averages.iter_mut().zip(open).zip(days) {
        *average = (days > 0).then(|| minutes.map(|of| of / f64::from(HOUR * days)));
    }
    Week { open: averages, known, places: places.len() }
}

/// Adds the minutes of `slot` to its hours.
fn add(open: &mut [[f64; HOURS]; 7], timetable: &Timetable, slot: Slot, places: f64) {
    let first = timetable.period.first().weekday().num_days_from_monday();
    let mut from = slot.start;
    while from < slot.end {
        let hour = from / HOUR;
        let until = slot.end.min((hour + 1) * HOUR);
        let day = (first as usize + hour as usize / HOURS) % 7;
        open[day][hour as usize % HOURS] += places * f64::from(until - from);
        from = until;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::presence::Presence;

    #[test]
    fn an_hour_open_every_second_tuesday_counts_one_half() {
        // From Monday 2 November 2026, two weeks: Tuesday from 9:30 to 11:00, once.
        let start = 1_440 + 9 * 60 + 30;
        let slots = SlotSeries::new(vec![Slot { start, end: start + 90 }]);
        let period = "2026-11-02..2026-11-15".parse().expect("a period");
        let presence = Presence::of(slots, SlotSeries::default(), period);
        let timetable = Timetable { period, places: vec![Some(presence), None] };
        let week = week(&timetable, &[PlaceId(0), PlaceId(1)]);
        assert_eq!((week.known, week.places), (1, 2));
        let tuesday = week.open[1].expect("two Tuesdays");
        assert_eq!((tuesday[9], tuesday[10], tuesday[11]), (0.25, 0.5, 0.0));
        let hours: f64 = week.open.iter().flatten().flatten().sum();
        assert_eq!(hours * 60.0, 45.0);
    }
}
