//! Vehicles, each in one place at a time.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::{
    model::{FileId, Place, Round},
    presence::Timetable,
};
use maillage_hours::{Slot, union};
use maillage_spelling::fold;

/// Which vehicle serves which stop.
///
/// Two names are one vehicle when they are spelled alike in one list: the « bus 1 » of
/// another list is another bus.
#[derive(Debug, Clone)]
pub struct Vehicles {
    /// By rank of the places, the rank of the vehicle.
    of_places: Vec<Option<usize>>,
    count: usize,
}

impl Vehicles {
    /// The vehicles of `rounds`. A stop that several of them serve, or nobody knows which, is
    /// of none.
    pub fn new(rounds: &[Round], places: &[Place]) -> Self {
        let mut ranks: HashMap<(FileId, String), usize> = HashMap::new();
        let mut of_places: Vec<Option<usize>> = vec![None; places.len()];
        let mut several = HashSet::new();
        let mut seen = HashSet::new();
        for round in rounds {
            for stop in &round.stops {
                let place = &places[*stop];
                let told = place.stop.as_ref().map(|stop| stop.vehicle.as_str());
                let told = told.filter(|told| !told.is_empty()).or(round.vehicle.as_deref());
                let vehicle = told.map(|told| {
                    let next = ranks.len();
                    *ranks.entry((place.source.file, fold(told))).or_insert(next)
                });
                if !seen.insert(*stop) && of_places[*stop] != vehicle {
                    several.insert(*stop);
                }
                of_places[*stop] = vehicle;
            }
        }
        for stop in several {
            of_places[stop] = None;
        }
        Self { of_places, count: ranks.len() }
    }

    /// Minutes a week that these places offer together, each rank once; of unknown hours
    /// none. Stops of one vehicle at one time count once, other places add up.
    pub fn minutes_together(&self, ranks: &[usize], timetable: &Timetable) -> f64 {
        let mut alone = 0.0;
        let mut by_vehicle: BTreeMap<usize, Vec<Slot>> = BTreeMap::new();
        let mut seen = HashSet::new();
        for rank in ranks.iter().filter(|rank| seen.insert(**rank)) {
            let Some(presence) = &timetable.places[*rank] else {
                continue;
            };
            match self.of_places[*rank] {
                Some(vehicle) => by_vehicle.entry(vehicle).or_default().extend(&*presence.slots),
                None => alone += presence.minutes_per_week,
            }
        }
        let together: u64 = by_vehicle.into_values().map(|slots| minutes(&union(slots))).sum();
        alone + together as f64 / timetable.period.weeks()
    }

    /// The slots of each vehicle with the rank of their stop, in order.
    pub(super) fn slots(&self, timetable: &Timetable) -> Vec<Vec<(Slot, usize)>> {
        let mut slots = vec![Vec::new(); self.count];
        for (place, vehicle) in self.of_places.iter().enumerate() {
            if let (Some(vehicle), Some(presence)) = (vehicle, &timetable.places[place]) {
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
