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
        let mut seen = HashSet::new();
        for place in places.iter().filter(|place| seen.insert(**place)) {
            let Some(presence) = timetable.of(*place) else {
                continue;
            };
            match self.of_places[place.index()] {
                Some(vehicle) => by_vehicle.entry(vehicle).or_default().extend(&*presence.slots),
                None => alone += presence.minutes_per_week,
            }
        }
        let together: u64 = by_vehicle.into_values().map(|slots| minutes(&union(slots))).sum();
        alone + together as f64 / timetable.period.weeks()
    }

    /// Minutes per week that each place offers; `None` when its hours are unknown.
    ///
    /// Stops that one vehicle serves at the same time share its minutes in proportion to their own,
    /// so that the minutes of all places sum to those that they offer
    /// [together](Self::minutes_together).
    pub fn minutes_apart(&self, timetable: &Timetable) -> Vec<Option<f64>> {
        let presence = |place: usize| timetable.of(PlaceId::new(place));
        let mut by_vehicle = vec![(0, Vec::new()); self.count];
        for (place, vehicle) in self.of_places.iter().enumerate() {
            if let (Some(vehicle), Some(presence)) = (vehicle, presence(place)) {
                let (sum, slots) = &mut by_vehicle[*vehicle];
                *sum += minutes(&presence.slots);
                slots.extend_from_slice(&presence.slots);
            }
        }
        let shares: Vec<f64> = by_vehicle
            .into_iter()
            .map(
                |(sum, slots)| {
                    if sum > 0 { minutes(&union(slots)) as f64 / sum as f64 } else { 1.0 }
                },
            )
            .collect();
        let minutes_of = |(place, vehicle): (usize, &Option<usize>)| {
            let share = vehicle.map_or(1.0, |vehicle| shares[vehicle]);
            Some(presence(place)?.minutes_per_week * share)
        };
        self.of_places.iter().enumerate().map(minutes_of).collect()
    }

    /// Slots of each vehicle in order of time, with the place.
    pub(super) fn slots(&self, timetable: &Timetable) -> Vec<Vec<(Slot, PlaceId)>> {
        let mut slots = vec![Vec::new(); self.count];
        for (rank, vehicle) in self.of_places.iter().enumerate() {
            let place = PlaceId::new(rank);
            if let (Some(vehicle), Some(presence)) = (vehicle, timetable.of(place)) {
                slots[*vehicle].extend(presence.slots.iter().map(|slot| (*slot, place)));
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
