//! What the options do, one by one.

use maillage::{
    CoverageOptions, Error, LoadOptions, MeasureOptions, Sources,
    core::{competition::Decay, measure::CompetitionOptions},
    coverage,
    intake::load::OriginChoice,
};

use crate::{
    handmade::{Folder, loading, measuring, mediation, run, run_with, squares},
    island::Island,
    layer::Layer,
};

#[test]
fn a_detour_multiplies_every_distance() {
    let island = Island::demo();
    let options = measuring(MeasureOptions { detour: 1.3, ..MeasureOptions::default() });
    let straight = Layer::of(&run(&island.inputs()));
    let winding = Layer::of(&run_with(&island.inputs(), &options));
    let mut compared = 0;
    for (one, other) in straight.rows().zip(winding.rows()) {
        for (column, value) in one.iter().filter(|(column, _)| column.ends_with("_km")) {
            let (Some(short), Some(long)) = (value.as_f64(), other[column].as_f64()) else {
                assert_eq!(value, &other[column]);
                continue;
            };
            // Both are rounded to the metre, and a gain is a difference of two.
            assert!((1.3 * short - long).abs() < 0.002_2, "{column}: {short} {long}");
            compared += 1;
        }
        assert_eq!(one["lieu_id"], other["lieu_id"]);
    }
    assert!(compared > 2_000);
}

#[test]
fn with_a_detour_thresholds_are_of_the_way_there_not_of_the_straight_line() {
    let island = Island::demo();
    let with = |thresholds_km: Vec<f64>, detour| {
        let measure = MeasureOptions { thresholds_km, detour, ..MeasureOptions::default() };
        Layer::of(&run_with(&island.inputs(), &measuring(measure)))
    };
    let (straight, winding) = (with(vec![8.0], 1.0), with(vec![10.0], 1.25));
    for (one, other) in straight.rows().zip(winding.rows()) {
        assert_eq!(one["lieux_8km"], other["lieux_10km"]);
        assert_eq!(one["couverture_8km_pct"], other["couverture_10km_pct"]);
    }
}

/// 1.3 × 1,538.462 m is 2,000.001 m, and 1.3 × 1,538.461 m is 1,999.999 m.
#[test]
fn counts_and_coverage_agree_to_the_millimetre_with_a_detour() {
    use geographiclib_rs::{DirectGeodesic, Geodesic};

    for (metres, within) in [(1_538.461, 1.0), (1_538.462, 0.0)] {
        let (latitude, longitude): (f64, f64) = Geodesic::wgs84().direct(45.05, 0.05, 0.0, metres);
        let folder = Folder::new();
        let hall = "code_insee,latitude,longitude\n99001,45.05,0.05\n";
        let mut inputs = Sources {
            communes: Some(folder.write("c.geojson", squares(&["99001"]))),
            chefs_lieux: Some(folder.write("h.csv", hall)),
            ..Default::default()
        };
        let list = mediation(&[("a", latitude, longitude)]);
        inputs.supply.mediation = vec![folder.write("m.csv", list)];
        let options = CoverageOptions {
            load: LoadOptions { origin: OriginChoice::ChefLieu, ..LoadOptions::default() },
            measure: MeasureOptions {
                thresholds_km: vec![2.0],
                detour: 1.3,
                ..MeasureOptions::default()
            },
            ..CoverageOptions::default()
        };
        let layer = Layer::of(&run_with(&inputs, &options));
        assert_eq!(layer.number("99001", "lieux_2km"), Some(within), "{metres} m");
        assert_eq!(layer.number("99001", "couverture_2km_pct"), Some(100.0 * within), "{metres} m");
    }
}

/// The town hall stands on the place; the centroid is 3.9 km away.
#[test]
fn the_town_hall_is_the_origin_when_it_is_asked_for() {
    let folder = Folder::new();
    let mut inputs = Sources {
        communes: Some(folder.write("c.geojson", squares(&["99001", "99002"]))),
        chefs_lieux: Some(
            folder.write("h.csv", "code_insee,latitude,longitude\n99001,45.05,0.1\n"),
        ),
        ..Default::default()
    };
    inputs.supply.mediation = vec![folder.write("m.csv", mediation(&[("a", 45.05, 0.1)]))];
    let options = loading(LoadOptions { origin: OriginChoice::ChefLieu, ..LoadOptions::default() });
    let layer = Layer::of(&run_with(&inputs, &options));
    assert_eq!(layer.number("99001", "distance_km"), Some(0.0));
    assert!(layer.number("99002", "distance_km").is_some_and(|km| (km - 3.94).abs() < 0.01));
    assert_eq!(layer.metadata["origines"]["chef_lieu"], 1);
    assert_eq!(layer.metadata["origines"]["centroide"], 1);
}

#[test]
fn an_option_out_of_range_is_refused_before_anything_is_read() {
    let nothing = Sources::default();
    let (load, measure) = (LoadOptions::default, MeasureOptions::default);
    let wrong = [
        (
            "options.competition",
            measuring(MeasureOptions {
                competition: CompetitionOptions {
                    catchment: Some(5.0),
                    ..CompetitionOptions::NONE
                },
                ..measure()
            }),
        ),
        (
            "options.decay",
            measuring(MeasureOptions {
                competition: CompetitionOptions {
                    decay: Some(Decay::Binary(f64::NAN)),
                    ..CompetitionOptions::default()
                },
                ..measure()
            }),
        ),
        ("options.detour", measuring(MeasureOptions { detour: 0.9, ..measure() })),
        ("options.detour", measuring(MeasureOptions { detour: f64::NAN, ..measure() })),
        ("options.reach_km", measuring(MeasureOptions { reach_km: -1.0, ..measure() })),
        ("options.buffer_km", loading(LoadOptions { buffer_km: f64::INFINITY, ..load() })),
        (
            "options.thresholds_km",
            measuring(MeasureOptions { thresholds_km: vec![5.0, 5.0], ..measure() }),
        ),
        (
            "options.main_threshold_km",
            measuring(MeasureOptions { main_threshold_km: f64::NAN, ..measure() }),
        ),
    ];
    for (expected, options) in wrong {
        match coverage(&nothing, &options, &|_| {}) {
            Err(Error::Option(bad)) => assert_eq!(bad.field, expected),
            other => panic!("{expected}: {other:?}"),
        }
    }
}

#[test]
fn no_place_at_all_is_an_error_and_not_a_map_of_emptiness() {
    let folder = Folder::new();
    let mut inputs = Sources {
        communes: Some(folder.write("c.geojson", squares(&["99001"]))),
        ..Default::default()
    };
    inputs.supply.mediation = vec![folder.write("m.csv", mediation(&[("a", 0.0, 0.0)]))];
    let outcome = coverage(&inputs, &CoverageOptions::default(), &|_| {});
    assert!(matches!(outcome, Err(Error::NoPlaces)), "{outcome:?}");
}
