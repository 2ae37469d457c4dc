//! The bus of Charente over one autumn, and across a year of 53 weeks.

use maillage::{
    Supply,
    core::presence::PeriodOptions,
    intake::{
        catalogue::{Catalogue, CatalogueInputs, catalogue},
        ledger::Trouble,
    },
};

use super::folder;

/// By identifier: how many times each stop is served from 1 September to 31 December 2026,
/// and for how many minutes. Counted by hand from the weekday and the parity; 11 November is
/// a Wednesday of an even week, 25 December a Friday of an even one.
const AUTUMN: [(&str, u32, u32); 12] = [
    ("1", 9, 300),
    ("2", 9, 330),
    ("3", 9, 330),
    ("4", 9, 180),
    ("5", 8, 210),
    ("6", 8, 180),
    ("7", 9, 150),
    ("8", 9, 180),
    ("9", 8, 300),
    ("10", 9, 210),
    ("11", 9, 180),
    ("12", 8, 210),
];

fn bus(period: &str) -> Catalogue {
    let data = folder();
    let inputs = CatalogueInputs {
        supply: Supply {
            itinerant: vec![data.join("rounds/bus-france-services-charente.json")],
            ..Supply::default()
        },
        communes: Some(data.join("communes/communes-16-charente.geojson")),
        period: PeriodOptions {
            period: Some(period.parse().expect("a period")),
            ..PeriodOptions::default()
        },
        ..CatalogueInputs::default()
    };
    catalogue(&inputs, |_| ()).expect("the bus and its communes")
}

#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn every_stop_of_the_bus_is_served_as_often_as_counted_by_hand() {
    let bus = bus("2026-09-01..2026-12-31");
    for (id, times, minutes) in AUTUMN {
        let rank = bus.places.iter().position(|place| place.id == id).expect("a stop");
        let presence = bus.timetable.places[rank].as_ref().expect("its hours are known");
        let total: u32 = presence.slots.iter().map(|slot| slot.minutes()).sum();
        assert_eq!(total, times * minutes, "stop {id}");
        // 122 days are 17 weeks and three days.
        let per_week = f64::from(total) / (122.0 / 7.0);
        assert!((presence.minutes_per_week - per_week).abs() < 1e-9, "stop {id}");
    }
}

#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn the_fortnight_of_the_bus_goes_on_across_the_turn_of_2026() {
    let bus = bus("2026-12-14..2027-01-31");
    let rank = bus.places.iter().position(|place| place.id == "1").expect("a stop");
    let slots = &bus.timetable.places[rank].as_ref().expect("its hours are known").slots;
    let days = slots.iter().map(|slot| bus.timetable.period.moment(slot.start).date().to_string());
    let mut days: Vec<String> = days.collect();
    days.dedup();
    // Week 53 is odd, and so is week 1 after it: the bus does not come twice in a row.
    assert_eq!(days, ["2026-12-14", "2026-12-28", "2027-01-11", "2027-01-25"]);
    let notes = bus.ledger.accounts[0].notes().map(|note| note.trouble);
    assert!(notes.into_iter().any(|trouble| trouble == Trouble::FortnightAcrossWeek53));
}

#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn the_twelve_stops_are_one_tour_of_one_vehicle_that_nothing_contradicts() {
    let bus = bus("2026-09-01..2026-12-31");
    let [tour] = bus.tours.as_slice() else { panic!("{} tours", bus.tours.len()) };
    assert_eq!(tour.stops.len(), 12);
    let crossing = bus.courses[0].crossing.as_ref().expect("contours were given");
    assert!(crossing.without_stop.len() < crossing.met.len());
    let told: Vec<Trouble> =
        bus.ledger.accounts[0].issues.iter().map(|told| told.trouble).collect();
    assert_eq!(told, [Trouble::PositionDistrusted]);
}
