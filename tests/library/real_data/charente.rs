//! A département from start to finish: Charente, its list, its bus.

use std::{
    fs,
    path::Path,
    sync::{Mutex, MutexGuard, OnceLock},
};

use maillage::{
    Coverage, Position, Sources, Supply,
    intake::ledger::{Fate, Trouble},
};

use super::{
    fixed_france_services, folder, labelled_france_services, nearest_km, unconfirmed_labels,
};
use crate::{
    handmade::{account, run, told},
    layer::Layer,
};

const LIST: &str = "20230711-charente-lieux-de-mediation-numeriques-nouvelle-aquitaine.json";
const BUS: &str = "bus-france-services-charente.json";

fn charente(data: &Path) -> Coverage {
    run(&Sources {
        communes: Some(data.join("communes/communes-16-charente.geojson")),
        supply: Supply {
            mediation: vec![data.join("places").join(LIST)],
            france_services: vec![data.join("places/liste-fs-20240801.csv")],
            itinerant: vec![data.join("rounds").join(BUS)],
            ..Supply::default()
        },
        population: Some(data.join("territory/population_communes_2016_geo2018.csv")),
        ..Sources::default()
    })
}

/// The run, made once for all the tests of this page.
fn measured() -> MutexGuard<'static, Coverage> {
    static CHARENTE: OnceLock<Mutex<Coverage>> = OnceLock::new();
    let data = folder();
    let coverage = CHARENTE.get_or_init(|| Mutex::new(charente(&data)));
    coverage.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn every_row_of_charente_is_accounted_for() {
    let coverage = measured();
    for account in &coverage.ledger.accounts {
        assert!(account.balances(), "{}: {:?}", account.file, account.tally());
    }
    assert_eq!(account(&coverage, LIST).read, 188);
    assert_eq!(account(&coverage, "liste-fs-20240801.csv").read, 2_845);
    assert_eq!(account(&coverage, BUS).read, 12);
}

#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn the_stop_of_valence_stands_in_valence() {
    let (data, coverage) = (folder(), measured());
    let text = fs::read_to_string(data.join("rounds").join(BUS)).expect("the bus");
    // Records open a line before their identifier.
    let line = text.lines().position(|line| line == "\"id\":4,").expect("the fourth stop");
    let account = account(&coverage, BUS);
    // It was geocoded 483 km away; name, postal code and code say Valence.
    assert_eq!(told(account, line), [(Fate::Kept, Trouble::PositionDistrusted)]);
    assert_eq!((account.kept, account.set_aside()), (12, 0));
}

#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn distances_of_charente_to_france_services_are_those_of_an_exhaustive_search() {
    let (data, coverage) = (folder(), measured());
    let france_services = fixed_france_services(&data);
    assert_eq!(france_services.len(), 2_682);
    let labelled = labelled_france_services(&data.join("places").join(LIST));
    assert_eq!(labelled.len(), 94);
    let (unconfirmed, at_offices) = unconfirmed_labels(&coverage, LIST, &labelled);
    assert_eq!(unconfirmed + at_offices.len(), 62);
    let france_services = [france_services, at_offices].concat();
    let layer = Layer::of(&coverage);
    for commune in coverage.communes() {
        let found = layer.number(commune.code.as_str(), "distance_france_services_km");
        let expected = nearest_km(commune.home, &france_services);
        let off = (found.expect("within reach") - expected).abs();
        assert!(off <= 0.001, "{}: {off} km", commune.name);
    }
}

#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn distances_of_charente_to_the_bus_are_those_to_its_twelve_stops() {
    let coverage = measured();
    let stops = coverage.territory.places().iter().filter(|place| place.stop.is_some());
    let stops: Vec<_> =
        stops.map(|place| (place.position, place.position_uncertainty.km())).collect();
    // Valence, and Tusson, of which the geocoder found the commune only.
    assert_eq!(stops.iter().filter(|(_, uncertainty_km)| *uncertainty_km > 0.0).count(), 2);
    assert_eq!(stops.len(), 12);
    let layer = Layer::of(&coverage);
    for commune in coverage.communes() {
        let found = layer.number(commune.code.as_str(), "distance_itinerant_km");
        let to = |(stop, uncertainty_km): &(Position, f64)| {
            nearest_km(commune.home, std::slice::from_ref(stop)).max(*uncertainty_km)
        };
        let expected = stops.iter().map(to).fold(f64::INFINITY, f64::min);
        let off = (found.expect("within reach") - expected).abs();
        assert!(off <= 0.001, "{}: {off} km", commune.name);
    }
}
