//! A real feed of timetables: regional trains around Charente, early in 2025.
//!
//! The numbers are those of a reading of the same tables in another language, line by line
//! as they stand in the zip.

use maillage::{
    Place, Supply,
    core::presence::Timetable,
    hours::{Holidays, HolidaysOff, Period, Rule},
    intake::{
        clean::IdentityOptions,
        gazetteer::Gazetteer,
        input::InputFiles,
        ledger::{Ledger, LedgerBuilder},
        lists::{Cleaned, clean_lists, read_lists},
    },
};

use super::folder;

const FEED: &str = "gtfs/sncf-ter-2025-01-charente-subset.zip";

fn cleaned() -> (Cleaned, Ledger) {
    let supply = Supply { itinerant: vec![folder().join(FEED)], ..Supply::default() };
    let lists = read_lists(&supply, &InputFiles::new(&|_| {})).expect("the feed");
    let (gazetteer, options) = (Gazetteer::new(&[], &[]), IdentityOptions::default());
    let mut ledger = LedgerBuilder::default();
    let cleaned = clean_lists(lists, &gazetteer, &options, &mut ledger);
    (cleaned.expect("a feed with a calendar"), ledger.finish())
}

/// Calls at a place on all days, and their minutes; none where no train waits at all.
fn calls(place: &Place) -> (usize, usize) {
    let recurrences = place.schedule.iter().flat_map(|schedule| &schedule.recurrences);
    let rules = recurrences.flat_map(|recurrence| &recurrence.rules).map(|rule| {
        let Rule::Dates { dates, spans } = rule else { panic!("{rule:?}") };
        let minutes: u32 = spans.iter().map(|(arrival, departure)| departure - arrival).sum();
        (dates.len() * spans.len(), dates.len() * minutes as usize)
    });
    rules.fold((0, 0), |sum, of_rule| (sum.0 + of_rule.0, sum.1 + of_rule.1))
}

#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn every_platform_of_the_feed_is_part_of_a_station() {
    let (_, ledger) = cleaned();
    let account = &ledger.accounts[0];
    assert!(account.balances());
    let counts = (account.read, account.kept, account.merged(), account.set_aside());
    assert_eq!(counts, (135, 52, 83, 0));
    // Nothing but what was read, on the whole file.
    assert_eq!(account.notes().count(), 1);
}

#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn calls_and_their_minutes_are_those_of_another_reading() {
    let (cleaned, _) = cleaned();
    let places = &cleaned.resolved.places;
    let total = places.iter().map(calls).fold((0, 0), |sum, it| (sum.0 + it.0, sum.1 + it.1));
    // Of 46,193 calls those are left out where no train ever waits, such as Angoulême: how
    // long help would be there is not known.
    assert_eq!(total.1, 46_790);
    let silent: Vec<&str> = places
        .iter()
        .filter(|place| place.schedule.is_none())
        .map(|place| place.name.as_str())
        .collect();
    assert!(silent.contains(&"Angoulême") && silent.len() == 7, "{silent:?}");
}

/// Trains that wait side by side are there once.
#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn presence_over_the_days_of_the_feed_is_that_of_another_reading() {
    let (cleaned, _) = cleaned();
    let over: Period = "2025-01-22..2025-04-23".parse().expect("its 91 days and a night");
    let places = &cleaned.resolved.places;
    let timetable = Timetable::new(places, over, &Holidays::new(HolidaysOff::Local));
    let minutes = timetable.places.iter().map(|presence| {
        let slots = presence.iter().flat_map(|presence| presence.slots.iter());
        slots.map(|slot| slot.minutes()).sum::<u32>()
    });
    let minutes: Vec<u32> = minutes.collect();
    assert_eq!(minutes.iter().sum::<u32>(), 45_677);
    let (longest, place) = minutes.iter().zip(places).max_by_key(|(it, _)| **it).expect("places");
    assert_eq!((place.name.as_str(), *longest), ("Saintes", 6_847));
}

#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn each_of_its_five_routes_is_a_tour_of_several_vehicles() {
    let (cleaned, _) = cleaned();
    let stops: Vec<(&str, usize)> = cleaned
        .tours
        .iter()
        .map(|tour| (tour.name.split(' ').next().unwrap_or_default(), tour.stops.len()))
        .collect();
    assert_eq!(stops, [("L13", 11), ("L12+", 18), ("L18", 7), ("L16", 18), ("L12", 9)]);
    assert!(cleaned.tours.iter().all(|tour| tour.vehicle.is_none() && tour.line.is_none()));
}
