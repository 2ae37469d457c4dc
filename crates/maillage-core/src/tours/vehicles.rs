//! Vehicles, each of which is in one place at a time.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::{
    model::{FileId, Place, PlaceId, Tour},
    presence::Timetable,
};
use maillage_hours::{Slot, union};
use maillage_spelling::fold;

/// Assigns stops to vehicles.
///
/// Within one list, names that fold alike are one vehicle. The « bus 1 » of another list is another
/// vehicle.
#[derive(Debug, Clone)]
pub struct Vehicles {
    /// Rank of the vehicle by place. `None` without a known vehicle.
    of_places: Vec<Option<usize>>,
    count: usize,
}

impl Vehicles {
    /// The vehicles of `tours`. A stop of several vehicles, or of an unknown one, has no vehicle.
    pub fn new(tours: &[Tour], places: &[Place]) -> Self {
        let mut ranks: HashMap<(FileId, String), usize> = HashMap::new();
        let mut of_places: Vec<Option<usize>> = vec![None; places.len()];
        let mut several: HashSet<PlaceId> = HashSet::new();
        let mut seen = HashSet::new();
        for tour in tours {
            for stop in &tour.stops {
                let place = &places[stop.index()];
                let name = place.stop.as_ref().map(|stop| stop.vehicle.as_str());
                let name = name.filter(|name| !name.is_empty()).or(tour.vehicle.as_deref());
                let vehicle = name.map(|name| {
                    let next = ranks.len();
                    *ranks.entry((place.source.file, fold(name))).or_insert(next)
                });
                if !seen.insert(*stop) && of_places[stop.index()] != vehicle {
                    several.insert(*stop);
                }
                of_places[stop.index()] = vehicle;
            }
        }
        for stop in several {
            of_places[stop.index()] = None;
        }
        Self { of_places, count: ranks.len() }
    }

    /// Minutes per week that the places offer together.
    ///
    /// Each place counts once and unknown hours count as zero. Stops that one vehicle serves at the
    /// same time count once; the minutes of other places add up.
    pub fn minutes_together(&self, places: &[PlaceId], timetable: &Timetable) -> f64 {
        let mut alone = 0.0;
        let mut by_vehicle: BTreeMap<usize, Vec<Slot>> = BTreeMap::new();
        // Sets of places are in order: none of them is there twice then.
        let is_set = places.is_sorted_by(|one, next| one < next);
        let mut seen = HashSet::new();
        for place in places.iter().filter(|place| is_set || seen.insert(**place)) {
            let Some(presence) = timetable.of(*place) else {
                continue;
            };
            match self.of_places[place.index()] {
                Some(vehicle) => {
                    by_vehicle.entry(vehicle).or_default().extend(presence.slots.iter())
                }
                None => alone += presence.minutes_per_week,
            }
        }
        let together: u64 = by_vehicle.into_values().map(|slots| minutes(&union(slots))).sum();
        alone + together as f64 / timetable.period.weeks()
    }

    /// Minutes per week that each place offers beside the others that `counts` is true of; `None`
    /// when its hours are unknown.
    ///
    /// At a time when one vehicle is said to be at several of them, each has its part of that time,
    /// so that the minutes of all sum to those that they offer
    /// [together](Self::minutes_together).
    pub fn minutes_apart(
        &self,
        timetable: &Timetable,
        counts: impl Fn(PlaceId) -> bool,
    ) -> Vec<Option<f64>> {
        let ids = || (0..self.of_places.len()).map(PlaceId::new);
        let mut minutes: Vec<Option<f64>> =
            ids().map(|place| Some(timetable.of(place)?.minutes_per_week)).collect();
        let mut by_vehicle: Vec<Vec<(Slot, PlaceId)>> = vec![Vec::new(); self.count];
        for place in ids().filter(|place| counts(*place)) {
            let vehicle = self.of_places[place.index()];
            if let (Some(vehicle), Some(presence)) = (vehicle, timetable.of(place)) {
                by_vehicle[vehicle].extend(presence.slots.iter().map(|slot| (slot, place)));
                minutes[place.index()] = Some(0.0);
            }
        }
        for slots in by_vehicle {
            let mut bounds: Vec<u32> =
                slots.iter().flat_map(|(slot, _)| [slot.start, slot.end]).collect();
            bounds.sort_unstable();
            bounds.dedup();
            let mut there: Vec<Vec<PlaceId>> = vec![Vec::new(); bounds.len()];
            for (slot, place) in slots {
                let at = |minute: u32| bounds.partition_point(|bound| *bound < minute);
                there[at(slot.start)..at(slot.end)].iter_mut().for_each(|of| of.push(place));
            }
            for (stretch, there) in bounds.windows(2).zip(there) {
                let shared = f64::from(stretch[1] - stretch[0]) / there.len().max(1) as f64;
                for place in there {
                    let own = minutes[place.index()].get_or_insert(0.0);
                    *own += shared / timetable.period.weeks();
                }
            }
        }
        minutes
    }

    /// Slots of each vehicle in order of time, with the place.
    pub(super) fn slots(&self, timetable: &Timetable) -> Vec<Vec<(Slot, PlaceId)>> {
        let mut slots = vec![Vec::new(); self.count];
        for (rank, vehicle) in self.of_places.iter().enumerate() {
            let place = PlaceId::new(rank);
            if let (Some(vehicle), Some(presence)) = (vehicle, timetable.of(place)) {
                slots[*vehicle].extend(presence.slots.iter().map(|slot| (slot, place)));
            }
        }
        for of_vehicle in &mut slots {
            of_vehicle.sort_unstable();
        }
        slots
    }
}

fn minutes(slots: &[Slot]) -> u64 {
    slots.iter().map(|slot| u64::from(slot.minutes())).sum()
}

#[cfg(test)]
mod tests {
    use maillage_hours::SlotSeries;

    use super::*;
    use crate::{
        geodesy::Position,
        model::Kind,
        presence::{Presence, Timetable},
    };

    /// Three stops of one bus and a library, over a week: the bus is said to be at `a` and `b` from
    /// 100 to 160, and at `c` alone from 200 to 260.
    fn week() -> (Vehicles, Timetable) {
        let place = |id: &str| {
            Place::new(id, Kind::Itinerant, Position::new(45.0, 0.0).expect("on the globe"))
        };
        let places: Vec<Place> = ["a", "b", "c", "library"].map(place).into();
        let stops = (0..3).map(PlaceId::new).collect();
        let tour = Tour {
            name: "round".to_owned(),
            vehicle: Some("bus".to_owned()),
            stops,
            beyond: Vec::new(),
            line: geo::MultiLineString::new(Vec::new()),
            is_given: false,
        };
        let period = "2026-01-05..2026-01-11".parse().expect("a week");
        let mut timetable = Timetable::unknown(4);
        timetable.period = period;
        for (place, start) in [100, 100, 200, 100].into_iter().enumerate() {
            let slots = SlotSeries::new(vec![Slot { start, end: start + 60 }]);
            timetable.places[place] = Some(Presence::of(slots, SlotSeries::default(), period));
        }
        (Vehicles::new(&[tour], &places), timetable)
    }

    #[test]
    fn stops_at_one_time_share_it_and_others_keep_theirs() {
        let (vehicles, timetable) = week();
        let apart = vehicles.minutes_apart(&timetable, |_| true);
        assert_eq!(apart, [30.0, 30.0, 60.0, 60.0].map(Some));
        let all: Vec<PlaceId> = (0..4).map(PlaceId::new).collect();
        let sum: f64 = apart.into_iter().flatten().sum();
        assert_eq!(sum, vehicles.minutes_together(&all, &timetable));
        // A stop that does not serve takes nothing.
        let apart = vehicles.minutes_apart(&timetable, |place| place.index() != 0);
        assert_eq!(apart[1], Some(60.0));
    }
}
