//! Real lists, many of them without identifiers, with their rows shuffled and on several threads.

use std::{fs, path::Path};

use maillage::{Sources, Supply};
use rayon::ThreadPoolBuilder;
use serde_json::Value;

use super::folder;
use crate::{
    handmade::{Folder, run},
    layer::geojson,
    shuffled::{shuffled, with_records_shuffled},
};

const MEDIATION: [&str; 6] = [
    "places/cnfs-2022-12.json",
    "places/gironde.json",
    "places/maine-et-loire.json",
    "places/fibre-64.json",
    "places/wfs-grandlyon.json",
    "places/ultra-num.geocoded.csv",
];
const FRANCE_SERVICES: &str = "places/liste-fs-20240801.csv";
const BUS: &str = "rounds/bus-france-services-charente.json";
const POPULATION: &str = "territory/population_communes_2016_geo2018.csv";

/// The file with its rows in the order that `seed` tells, under its own name.
fn copied(data: &Path, name: &str, folder: &Folder, seed: u64) -> std::path::PathBuf {
    let text = fs::read_to_string(data.join(name)).expect("the folder of real data holds it");
    let text = text.trim_start_matches('\u{feff}');
    let own = name.rsplit_once('/').map_or(name, |(_, own)| own);
    if !name.ends_with(".csv") {
        return folder.write(own, with_records_shuffled(text, seed));
    }
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let mut rows: Vec<csv::StringRecord> =
        reader.records().collect::<Result<_, _>>().expect("a table");
    let header = rows.remove(0);
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in std::iter::once(header).chain(shuffled(rows, seed)) {
        writer.write_record(&row).expect("memory takes everything");
    }
    folder.write(own, writer.into_inner().expect("memory takes everything"))
}

/// The features of the map of France, as they are written.
fn features(data: &Path, seed: u64, threads: usize) -> Vec<String> {
    let folder = Folder::new();
    let copied = |name: &str| copied(data, name, &folder, seed);
    let sources = Sources {
        supply: Supply {
            mediation: shuffled(MEDIATION.to_vec(), seed).into_iter().map(copied).collect(),
            france_services: vec![copied(FRANCE_SERVICES)],
            itinerant: vec![copied(BUS)],
            ..Supply::default()
        },
        population: Some(copied(POPULATION)),
        ..Sources::default()
    };
    let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("some threads");
    let layer = pool.install(|| geojson(&run(&sources)));
    let mut layer: Value = serde_json::from_slice(&layer).expect("a layer is JSON");
    let features = layer["features"].take();
    features.as_array().expect("features").iter().map(Value::to_string).collect()
}

#[test]
#[ignore = "needs the real files: MAILLAGE_DATA"]
fn the_map_of_france_is_the_same_with_the_rows_of_its_lists_in_any_order() {
    let data = folder();
    let before = features(&data, 1, 1);
    assert!(before.len() > 30_000);
    for (seed, threads) in [(2, 2), (3, 8)] {
        let after = features(&data, seed, threads);
        assert_eq!(before.len(), after.len());
        let differ = before.iter().zip(&after).filter(|(one, other)| one != other);
        let differ: Vec<_> = differ.collect();
        assert!(differ.is_empty(), "{} differ, the first: {:#?}", differ.len(), differ[0]);
    }
}
