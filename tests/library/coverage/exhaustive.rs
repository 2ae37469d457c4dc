//! What the layer says of every commune, against geodesics computed one by one.

use maillage::{
    Coverage, Lang, LoadOptions, MeasureOptions, Position, Sources, Voice,
    core::{geodesy::Length, measure::ToursWithoutStops},
    intake::load::OriginChoice,
    output::{Detail, write_coverage_report},
};
use maillage_synth::{SynthCommune, SynthPlace};
use serde_json::{Map, Value};

use crate::{
    handmade::{loading, measuring, run_with},
    island::Island,
    layer::Layer,
};

const KINDS: [(&str, &str); 3] = [
    ("mediation.csv", "mediation"),
    ("france-services.csv", "france_services"),
    ("rounds.csv", "itinerant"),
];

/// The clean island measured from its town halls, so that everything but the geodesics is
/// known beforehand.
fn from_town_halls() -> (&'static Island, Layer) {
    let island = Island::clean();
    let inputs = Sources { chefs_lieux: Some(island.path("chefs-lieux.csv")), ..island.inputs() };
    let options = loading(LoadOptions { origin: OriginChoice::ChefLieu, ..LoadOptions::default() });
    let layer = Layer::of(&run_with(&inputs, &options));
    (island, layer)
}

/// The places that serve: all, but the two buses that France Services list at an office.
fn serving(island: &Island) -> Vec<&SynthPlace> {
    let list = island.territory.file("france-services.csv").expect("always written");
    let text = String::from_utf8_lossy(list);
    let is_bus = |place: &SynthPlace| {
        let row = text.lines().find(|line| line.starts_with(&format!("{},", place.id)));
        row.is_some_and(|row| row.contains("Bus_équivalent") || row.contains("Itinérante"))
    };
    let places: Vec<_> = island.territory.places.iter().filter(|place| !is_bus(place)).collect();
    assert_eq!(island.territory.places.len() - places.len(), 2);
    places
}

fn length(from: &SynthCommune, to: &SynthPlace) -> Length {
    let at = |latitude, longitude| Position::new(latitude, longitude).expect("on the globe");
    Length::between(at(from.latitude, from.longitude), at(to.latitude, to.longitude))
}

/// Kilometres to the metre, as the layer writes them.
fn km(length: Length) -> f64 {
    // Up to the metre, so that a limit and a distance never contradict each other.
    length.metres().ceil() / 1_000.0
}

fn assert_km(row: &Map<String, Value>, column: &str, expected: Option<Length>) {
    assert_eq!(row[column].as_f64(), expected.map(km), "{} {column}", row["code_insee"]);
}

#[test]
fn every_distance_and_count_of_the_island_is_that_of_an_exhaustive_search() {
    let (island, layer) = from_town_halls();
    let places = serving(island);
    for commune in island.territory.communes.iter().filter(|commune| commune.population > 0) {
        let row = layer.commune(&commune.code_insee);
        let nearest = |files: &[&str]| {
            let of_files = places.iter().filter(|place| files.contains(&place.file));
            of_files.map(|place| length(commune, place)).min()
        };
        for (file, kind) in KINDS {
            assert_km(row, &format!("distance_{kind}_km"), nearest(&[file]));
        }
        let fixed = nearest(&["mediation.csv", "france-services.csv"]);
        let any = nearest(&KINDS.map(|(file, _)| file));
        assert_km(row, "distance_fixe_km", fixed);
        for column in ["distance_km", "distance_mediane_km", "distance_p90_km", "distance_max_km"] {
            assert_km(row, column, any);
        }
        for threshold in [2, 5, 10, 15, 20] {
            let limit = Length::from_metres(f64::from(threshold) * 1_000.0);
            let within = places.iter().filter(|place| length(commune, place) <= limit).count();
            assert_eq!(row[&format!("lieux_{threshold}km")], within, "{}", commune.nom);
            let covered = if within > 0 { 100.0 } else { 0.0 };
            assert_eq!(row[&format!("couverture_{threshold}km_pct")], covered, "{}", commune.nom);
        }
    }
}

#[test]
fn the_nearest_place_is_named_and_of_the_kind_of_its_file() {
    let (island, layer) = from_town_halls();
    let places = serving(island);
    for commune in island.territory.communes.iter().filter(|commune| commune.population > 0) {
        let row = layer.commune(&commune.code_insee);
        let id = row["lieu_id"].as_str().expect("everything is within reach");
        let named = places.iter().find(|place| place.id == id).expect("a place that serves");
        let shortest = places.iter().map(|place| length(commune, place)).min();
        assert_eq!(Some(length(commune, named)), shortest, "{}", commune.nom);
        let kind = KINDS.iter().find(|(file, _)| *file == named.file).expect("of a list").1;
        assert_eq!(row["lieu_type"], kind, "{}", commune.nom);
    }
}

/// Each bus is listed at an office in the city, with hours that look like any other's.
#[test]
fn an_itinerant_france_services_never_serves_a_fixed_distance() {
    let island = Island::demo();
    let options = |tours_without_stops| {
        measuring(MeasureOptions { tours_without_stops, ..MeasureOptions::default() })
    };
    let inputs = Sources {
        supply: maillage::Supply {
            france_services: vec![island.path("france-services.csv")],
            ..Default::default()
        },
        ..island.inputs()
    };
    let ignored = run_with(&inputs, &options(ToursWithoutStops::Ignore));
    let at_address = run_with(&inputs, &options(ToursWithoutStops::AtAddress));
    // Only services that are left out are said, with those that open as fixed places do.
    let said = |run: &Coverage| {
        let mut said = Vec::new();
        write_coverage_report(&mut said, run, Detail::Brief, Voice::of(Lang::En)).expect("memory");
        let said = String::from_utf8(said).expect("text");
        said.lines().find(|line| line.contains("Itinerant services whose stops")).map(str::to_owned)
    };
    let line = said(&ignored).expect("two are left out");
    assert!(line.contains("which count in no distance: 2."), "{line}");
    assert_eq!(said(&at_address), None);
    let (ignored, at_address) = (Layer::of(&ignored), Layer::of(&at_address));
    for (one, other) in ignored.rows().zip(at_address.rows()) {
        assert_eq!(one["distance_fixe_km"], other["distance_fixe_km"]);
        assert_eq!(one["distance_france_services_km"], other["distance_france_services_km"]);
        assert_eq!(one["distance_itinerant_km"], Value::Null);
        assert!(other["distance_itinerant_km"].is_f64() || other["motif"] == "sans_habitant");
        assert_ne!(one["lieu_type"], "itinerant");
    }
    assert_eq!(ignored.metadata["tournees_sans_arrets"], 2);
    assert_eq!(ignored.metadata["lieux_par_type"]["itinerant"], 0);
    assert_eq!(at_address.metadata["lieux_par_type"]["itinerant"], 2);
}

#[test]
fn what_tours_gain_is_the_difference_that_they_make() {
    let (_, layer) = from_town_halls();
    let number = |row: &Map<String, Value>, column: &str| row[column].as_f64();
    let mut helped = 0;
    for row in layer.rows() {
        let Some(gain) = number(row, "gain_itinerant_km") else {
            assert_eq!(row["motif"], "sans_habitant");
            continue;
        };
        let fixed = number(row, "distance_fixe_km").expect("a distance");
        let any = number(row, "distance_km").expect("a distance");
        assert!((gain - (fixed - any)).abs() < 0.001_1, "{row:?}");
        assert_eq!(gain > 0.0, row["lieu_type"] == "itinerant", "{row:?}");
        helped += usize::from(gain > 0.0);
    }
    assert!(helped > 10, "{helped} communes are nearer to a bus");
}

/// People beyond the main threshold, ranked: most first, then by code.
#[test]
fn ranks_count_down_the_people_who_are_not_covered() {
    let (_, layer) = from_town_halls();
    let mut ranked: Vec<_> = layer.rows().filter(|row| !row["rang"].is_null()).collect();
    ranked.sort_by_key(|row| row["rang"].as_u64());
    // Who is covered has no rank: there is nothing to compare.
    let covered = layer.rows().filter(|row| row["couverture_10km_pct"] == 100.0);
    let covered = covered.inspect(|row| {
        assert!(row["rang"].is_null() && row["personnes_non_couvertes"] == 0, "{row:?}");
    });
    assert_eq!(covered.count() + ranked.len(), 299);
    assert!(ranked.len() > 3, "{}", ranked.len());
    for (rank, row) in ranked.iter().enumerate() {
        assert_eq!(row["rang"], rank + 1);
        assert_eq!(row["personnes_non_couvertes"], row["illectronisme"]);
    }
    let people = |row: &&Map<String, Value>| row["personnes_non_couvertes"].as_u64();
    assert!(ranked.is_sorted_by(|one, other| people(one) >= people(other)));
}

#[test]
fn reasons_follow_from_the_distances() {
    let (_, layer) = from_town_halls();
    let mut seen = std::collections::BTreeSet::new();
    for row in layer.rows() {
        let reason = row["motif"].as_str().expect("always said");
        let km = |column: &str| row[column].as_f64().unwrap_or(f64::INFINITY);
        seen.insert(reason.to_owned());
        let expected = match reason {
            "couvert" => km("distance_fixe_km") <= 10.0,
            "itinerant_seulement" => km("distance_fixe_km") > 10.0 && km("distance_km") <= 10.0,
            "trop_loin" => km("distance_km") > 10.0,
            "sans_habitant" => row["population"] == 0,
            "traversee_maritime" => true,
            _ => false,
        };
        assert!(expected, "{row:?}");
    }
    assert!(seen.len() >= 4, "{seen:?}");
}
