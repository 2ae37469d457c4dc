//! What places offer together: a vehicle's minutes are never counted twice.

use std::collections::BTreeSet;

use maillage::{
    Place,
    core::{
        model::PlaceId,
        presence::Timetable,
        tours::{Vehicles, assemble},
    },
};
use proptest::{collection::vec, prelude::*};

use super::{fortnight, lists, of_tour, stop};

/// Stops of three vehicles, each open once or twice on a day of the week; one in five at
/// hours unknown.
fn stops() -> impl Strategy<Value = Vec<Place>> {
    let one = (0..3_usize, 0..5_usize, 8..18_u32, 1..4_u32, 0..5_u32);
    vec(one, 1..9).prop_map(|stops| {
        let place = |(rank, (bus, day, hour, long, known)): (usize, (_, usize, u32, u32, u32))| {
            let day = ["Mo", "Tu", "We", "Th", "Fr"][day];
            let hours = format!("{day} {hour:02}:00-{:02}:30", hour + long);
            let hours = if known == 0 { "" } else { &hours };
            of_tour(stop(rank, 0.01 * rank as f64, hours), &format!("Bus {bus}"))
        };
        stops.into_iter().enumerate().map(place).collect()
    })
}

/// The slow obvious answer: each minute of each vehicle once, of other places each.
fn minute_by_minute(places: &[Place], timetable: &Timetable, on_foot: bool) -> f64 {
    let mut minutes = BTreeSet::new();
    for (rank, place) in places.iter().enumerate() {
        let tour = place.stop.as_ref().map(|stop| stop.tour.clone()).expect("a stop");
        let who = if on_foot { format!("{rank}") } else { tour };
        let slots = timetable.places[rank].iter().flat_map(|presence| presence.slots.iter());
        for slot in slots {
            minutes.extend((slot.start..slot.end).map(|minute| (who.clone(), minute)));
        }
    }
    minutes.len() as f64 / timetable.period.weeks()
}

proptest! {
    #[test]
    fn minutes_together_are_those_counted_one_by_one(places in stops()) {
        let timetable = fortnight(&places);
        let ids: Vec<PlaceId> = (0..places.len()).map(PlaceId::new).collect();
        let tours = assemble(&places, &[], &timetable, &lists());
        let together = Vehicles::new(&tours, &places).minutes_together(&ids, &timetable);
        let expected = minute_by_minute(&places, &timetable, false);
        prop_assert!((together - expected).abs() < 1e-9, "{together} {expected}");

        let known = timetable.places.iter().flatten();
        let sum: f64 = known.map(|presence| presence.minutes_per_week).sum();
        prop_assert!(together < sum + 1e-9);
        // Without vehicles they add up.
        let apart = Vehicles::new(&[], &places).minutes_together(&ids, &timetable);
        prop_assert!((apart - sum).abs() < 1e-9);
        prop_assert!((apart - minute_by_minute(&places, &timetable, true)).abs() < 1e-9);
    }
}

#[test]
fn a_bus_at_two_stops_from_9_to_12_and_from_11_to_13_gives_four_hours() {
    let places = [stop(0, 0.0, "Tu 09:00-12:00"), stop(1, 0.1, "Tu 11:00-13:00")];
    let timetable = fortnight(&places);
    let tours = assemble(&places, &[], &timetable, &lists());
    let vehicles = Vehicles::new(&tours, &places);
    assert_eq!(vehicles.minutes_together(&[PlaceId(0), PlaceId(1)], &timetable), 240.0);
    assert_eq!(vehicles.minutes_together(&[PlaceId(1), PlaceId(1)], &timetable), 120.0);
    assert_eq!(vehicles.minutes_together(&[], &timetable), 0.0);
}
