//! How much of the days and hours of real lists is read.

use maillage::{
    Place, Supply,
    hours::reading::SURE,
    intake::catalogue::{CatalogueInputs, catalogue},
};

use super::folder;

/// List; least share of the places with hours that are read at all, and surely.
const SHARES: [(&str, f64, f64); 4] = [
    ("20230711-charente-lieux-de-mediation-numeriques-nouvelle-aquitaine.json", 1.0, 1.0),
    // The name of a bus says on which Tuesdays it comes, for 23 stops; hours are unknown then.
    ("cnfs-2022-12.json", 0.99, 0.989),
    ("liste-fs-20240801.csv", 1.0, 1.0),
    // Four open at night by their list, which is a doubt.
    ("liste-fs-20221201.csv", 0.999, 0.998),
];

/// The places of one list that say when they are open, each row its own.
fn with_hours(data: &std::path::Path, list: &str) -> Vec<Place> {
    let path = vec![data.join("places").join(list)];
    let supply = if list.starts_with("liste-fs") {
        Supply { france_services: path, ..Supply::default() }
    } else {
        Supply { mediation: path, ..Supply::default() }
    };
    let inputs = CatalogueInputs { supply, ..CatalogueInputs::default() };
    let places = catalogue(&inputs, |_| ()).expect("the list is read").places;
    let tells = |place: &Place| place.details.get("horaires").is_some_and(|text| !text.is_empty());
    places.into_iter().filter(|place| tells(place) && !place.is_tour_without_stops()).collect()
}

#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn next_to_all_hours_are_read() {
    let data = folder();
    for (list, least_read, least_sure) in SHARES {
        let places = with_hours(&data, list);
        let confidences = places.iter().filter_map(|place| place.schedule.as_ref());
        let confidences: Vec<f64> = confidences.map(|schedule| schedule.confidence).collect();
        let sure = confidences.iter().filter(|confidence| **confidence >= SURE).count();
        let share = |count: usize| count as f64 / places.len() as f64;
        assert!(share(confidences.len()) >= least_read, "{list}: {}", confidences.len());
        assert!(share(sure) >= least_sure, "{list}: {sure} of {}", places.len());
    }
}

#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn every_stop_of_the_bus_of_charente_is_read_with_certainty() {
    let data = folder();
    let bus = data.join("rounds/bus-france-services-charente.json");
    let supply = Supply { itinerant: vec![bus], ..Supply::default() };
    let inputs = CatalogueInputs { supply, ..CatalogueInputs::default() };
    let stops = catalogue(&inputs, |_| ()).expect("the list is read").places;
    let certain = |stop: &Place| stop.schedule.as_ref().is_some_and(|read| read.confidence == 1.0);
    assert!(stops.len() == 12 && stops.iter().all(certain));
}
