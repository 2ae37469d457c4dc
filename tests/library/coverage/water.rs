//! A straight line across the sea is flagged.

use maillage::Sources;
use maillage_synth::SynthCommune;

use crate::{
    handmade::{Folder, contours, mediation, run, square, squares},
    island::Island,
    layer::Layer,
};

/// Three squares side by side and one a hundred kilometres out at sea.
fn archipelago(places: &[(&str, f64, f64)]) -> Layer {
    let folder = Folder::new();
    let mut features: Vec<String> =
        (0..3).map(|rank| square(&format!("9900{}", rank + 1), 45.0, rank as f64 / 10.0)).collect();
    features.push(square("99004", 45.0, 1.5));
    let need = "code_insee,illectronisme\n99001,1\n99002,1\n99003,1\n99004,1\n";
    let mut inputs = Sources {
        communes: Some(folder.write("c.geojson", contours(&features))),
        illectronism: Some(folder.write("i.csv", need)),
        ..Default::default()
    };
    inputs.supply.mediation = vec![folder.write("m.csv", mediation(places))];
    Layer::of(&run(&inputs))
}

#[test]
fn an_island_whose_nearest_place_is_on_the_mainland_says_so() {
    let layer = archipelago(&[("mainland", 45.05, 0.05)]);
    assert_eq!(layer.text("99004", "motif"), Some("traversee_maritime"));
    assert_eq!(layer.text("99003", "motif"), Some("trop_loin"));
    assert_eq!(layer.metadata["traversees_maritimes"], serde_json::json!(["99004"]));
}

#[test]
fn an_island_with_a_place_of_its_own_crosses_nothing() {
    let layer = archipelago(&[("mainland", 45.05, 0.05), ("island", 45.05, 1.55)]);
    assert_eq!(layer.text("99004", "motif"), Some("couvert"));
    assert_eq!(layer.metadata["traversees_maritimes"], serde_json::json!([]));
}

#[test]
fn the_mainland_says_so_when_its_only_place_is_on_an_island() {
    let layer = archipelago(&[("island", 45.05, 1.55)]);
    let across = serde_json::json!(["99001", "99002", "99003"]);
    assert_eq!(layer.metadata["traversees_maritimes"], across);
}

/// Each contour drawn on its own tells nothing of land: no flag is better than a false one.
#[test]
fn contours_that_share_no_vertex_tell_nothing_of_water() {
    let folder = Folder::new();
    let features: Vec<String> =
        (0..4).map(|rank| square(&format!("9900{}", rank + 1), 45.0, rank as f64 / 5.0)).collect();
    let mut inputs = Sources {
        communes: Some(folder.write("c.geojson", contours(&features))),
        ..Default::default()
    };
    inputs.supply.mediation = vec![folder.write("m.csv", mediation(&[("a", 45.05, 0.05)]))];
    let layer = Layer::of(&run(&inputs));
    assert!(layer.metadata["traversees_maritimes"].is_null());
}

#[test]
fn squares_side_by_side_are_one_land() {
    let folder = Folder::new();
    let codes = ["99001", "99002", "99003", "99004", "99005"];
    let mut inputs = Sources {
        communes: Some(folder.write("c.geojson", squares(&codes))),
        ..Default::default()
    };
    inputs.supply.mediation = vec![folder.write("m.csv", mediation(&[("a", 45.05, 0.05)]))];
    let layer = Layer::of(&run(&inputs));
    assert_eq!(layer.metadata["traversees_maritimes"], serde_json::json!([]));
}

/// The synthetic island has one islet, written as a commune without EPCI.
#[test]
fn only_the_islet_of_the_demo_is_across_water() {
    let island = Island::demo();
    let layer = Layer::of(island.run());
    let alone = layer.rows().filter(|row| row["code_epci"].is_null());
    let islets: Vec<_> = alone.map(|row| row["code_insee"].clone()).collect();
    assert!(!islets.is_empty());
    assert_eq!(layer.metadata["traversees_maritimes"], serde_json::Value::from(islets.clone()));
    let known: Vec<&SynthCommune> = island.territory.communes.iter().collect();
    for islet in &islets {
        assert!(known.iter().any(|commune| *islet == commune.code_insee));
    }
}
