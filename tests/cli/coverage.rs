//! `maillage coverage`.

use std::fs;

use maillage::{CoverageOptions, LoadOptions, MeasureOptions};
use serde_json::json;

use crate::folder::{Folder, Layer};

const INPUTS: [&str; 8] = [
    "communes.geojson",
    "mediation.csv",
    "france-services.csv",
    "stops.csv",
    "population.csv",
    "illectronism.csv",
    "membership.csv",
    "hubs.toml",
];
const EVERYTHING: &str = "coverage --communes communes.geojson --mediation mediation.csv \
    --france-services france-services.csv --itinerant stops.csv --population population.csv \
    --illectronism illectronism.csv --membership membership.csv";
const PLAIN: &str = "coverage --communes communes.geojson --mediation mediation.csv";

fn mapped(options: &str) -> Layer {
    let folder = Folder::with(&INPUTS);
    folder.done(&format!("{PLAIN} --out map.geojson {options}"));
    folder.layer("map.geojson")
}

#[test]
fn a_layer_has_the_columns_of_the_contract_in_their_order() {
    let folder = Folder::with(&INPUTS);
    folder.done(&format!("{EVERYTHING} --out map.geojson"));
    let columns = "code_insee nom code_departement code_epci population illectronisme \
        illectronisme_bas illectronisme_haut illectronisme_pct distance_km distance_mediane_km \
        distance_p90_km distance_max_km lieu_id lieu_nom lieu_type distance_mediation_km \
        distance_france_services_km distance_itinerant_km distance_fixe_km lieux_2km lieux_5km \
        lieux_10km lieux_15km lieux_20km couverture_2km_pct couverture_5km_pct \
        couverture_10km_pct couverture_15km_pct couverture_20km_pct gain_itinerant_km \
        classe_acces classe_besoin classe personnes_non_couvertes rang motif lieu_precision \
        minutes_semaine_10km horaires_inconnus_10km attente_moyenne_jours attente_p95_jours \
        attente_max_jours sans_aide_7_jours_pct habitants_gagnes_itinerant distance_tournee_km \
        tournees_traversantes population_15_plus besoin_qualite proba_pire_classe verdict \
        rang_min rang_max personnes_non_couvertes_bas personnes_non_couvertes_haut \
        bord_incertain deux_lieux_10km_pct minutes_par_personne_semaine \
        places_accessibles_e2sfca";
    let columns: Vec<&str> = columns.split_whitespace().collect();
    assert_eq!(folder.layer("map.geojson").columns(), columns);
}

#[test]
fn the_columns_stay_when_nothing_is_known_but_places() {
    let layer = mapped("");
    let contract = mapped("--population population.csv --illectronism illectronism.csv").columns();
    assert_eq!(layer.columns(), contract);
    assert!(layer.column("population").iter().all(|value| value.is_null()));
    assert_eq!(layer.column("motif"), ["trop_loin", "couvert", "couvert", "trop_loin"]);
}

#[test]
fn communes_come_by_code_with_the_distance_to_the_place_nearest_to_them() {
    let layer = mapped("");
    assert_eq!(layer.column("code_insee"), ["96001", "99001", "99002", "99003"]);
    assert_eq!(layer.column("lieu_id"), ["m1"; 4]);
    // A degree of longitude is 77.9 km long at 45.65° N: 0.3, 0, 0.1 and 0.2 of it.
    for (distance, expected) in layer.column("distance_km").iter().zip([23.4, 0.0, 7.8, 15.6]) {
        let distance = distance.as_f64().expect("a place is within reach of each");
        assert!((distance - expected).abs() < 0.05, "{distance} is not {expected}");
    }
    assert_eq!(layer.column("lieux_10km"), [0, 1, 1, 0]);
}

#[test]
fn every_kind_of_supply_has_its_own_distance() {
    let folder = Folder::with(&INPUTS);
    folder.done(&format!("{EVERYTHING} --out map.geojson"));
    let layer = folder.layer("map.geojson");
    let nearest = layer.column("lieu_type");
    assert_eq!(nearest, ["itinerant", "mediation", "france_services", "itinerant"]);
    assert_eq!(layer.column("distance_mediation_km")[1], 0.0);
    assert_eq!(layer.column("distance_france_services_km")[2], 0.0);
    assert_eq!(layer.column("distance_itinerant_km")[3], 0.0);
    // The bus stops in 99003, whose nearest fixed place is one square away.
    assert_eq!(layer.column("gain_itinerant_km")[3], layer.column("distance_fixe_km")[3]);
    assert_eq!(layer.column("code_epci")[0], "299000003");
    assert_eq!(layer.column("illectronisme"), [100, 150, 40, 75]);
}

#[test]
fn without_flags_the_options_are_the_defaults_of_the_library() {
    let told = mapped("").0["metadata"]["options"].clone();
    let defaults = CoverageOptions::default();
    let LoadOptions { buffer_km, identity, .. } = defaults.load;
    let MeasureOptions { thresholds_km, main_threshold_km, reach_km, detour, .. } =
        defaults.measure;
    let expected = json!({
        "seuils_km": thresholds_km,
        "seuil_principal_km": main_threshold_km,
        "rayon_km": reach_km,
        "marge_km": buffer_km,
        "detour": detour,
        "origine": "chef_lieu",
        "tournees_sans_arrets": "sans_effet_sur_les_distances",
        "identite": {
            "meme_lieu_jusqu_a_m": identity.same_within_m,
            "meme_lieu_des": identity.same_above,
            "doute_des": identity.doubtful_above,
        },
        "perimetre": [],
    });
    assert_eq!(told, expected);
}

#[test]
fn the_options_given_are_the_options_told() {
    let told = mapped(
        "--thresholds-km 1,3 --main-threshold-km 3 --buffer-km 7 --reach-km 90 --detour 1.3 \
         --rounds-without-stops at-address --same-within-m 200 --same-above 0.8 \
         --doubtful-above 0.6 --within 99",
    );
    let expected = json!({
        "seuils_km": [1.0, 3.0],
        "seuil_principal_km": 3.0,
        "rayon_km": 90.0,
        "marge_km": 7.0,
        "detour": 1.3,
        "origine": "chef_lieu",
        "tournees_sans_arrets": "comptees_a_leur_adresse",
        "identite": { "meme_lieu_jusqu_a_m": 200.0, "meme_lieu_des": 0.8, "doute_des": 0.6 },
        "perimetre": ["dep:99"],
    });
    assert_eq!(told.0["metadata"]["options"], expected);
}

#[test]
fn a_threshold_with_decimals_makes_a_plain_column_name() {
    let columns = mapped("--thresholds-km 2.5,10").columns();
    let counted: Vec<_> = columns
        .iter()
        .filter(|name| name.starts_with("lieux_") || name.starts_with("couverture_"))
        .collect();
    assert_eq!(
        counted,
        ["lieux_2_5km", "lieux_10km", "couverture_2_5km_pct", "couverture_10km_pct"]
    );
}

#[test]
fn a_territory_is_cut_out_by_departement_commune_and_epci() {
    let codes = |within: &str| mapped(within).column("code_insee");
    assert_eq!(codes("--within 99"), ["99001", "99002", "99003"]);
    assert_eq!(codes("--within dep:96,99002"), ["96001", "99002"]);
    let by_epci = "--membership membership.csv --within 299000001";
    assert_eq!(codes(by_epci), ["99001", "99002"]);
}

#[test]
fn a_hub_of_the_config_is_a_territory() {
    let layer = mapped("--config hubs.toml --within les-deux");
    assert_eq!(layer.column("code_insee"), ["96001", "99001"]);
    assert_eq!(layer.0["metadata"]["options"]["perimetre"], json!(["99001", "dep:96"]));
}

#[test]
fn a_place_beyond_the_border_serves_within_the_buffer_only() {
    let folder = Folder::with(&["communes.geojson", "three-places.csv"]);
    let nearest = |buffer: &str| {
        // The place of 96001 stands 3.9 km beyond the border of 99003.
        folder.done(&format!(
            "coverage --communes communes.geojson --mediation three-places.csv --within 99003 \
             --thresholds-km 20 --buffer-km {buffer} --out map.geojson"
        ));
        (folder.layer("map.geojson").column("lieux_20km")[0].clone(), folder.text("map.ledger.csv"))
    };
    let (within, ledger) = nearest("5");
    assert_eq!(within, 2);
    assert!(!ledger.contains("three-places.csv,4,"), "{ledger}");
    let (within, ledger) = nearest("2");
    assert_eq!(within, 1);
    assert!(ledger.contains("three-places.csv,4,4,ecarte,hors_perimetre,m3"), "{ledger}");
}

#[test]
fn the_layer_alone_goes_to_standard_output_when_asked() {
    let folder = Folder::with(&INPUTS);
    let before = folder.names();
    let ran = folder.done(&format!("{PLAIN} --out -"));
    assert_eq!(folder.names(), before);
    assert_eq!(Layer::parse(&ran.stdout).features().len(), 4);
    assert!(ran.stderr.contains("4 communes"), "{}", ran.stderr);
    folder.done(&format!("{PLAIN} --out map.geojson"));
    // But for the files beside it, of which there are none.
    let file = folder.layer("map.geojson").without_files();
    assert!(file == Layer::parse(&ran.stdout).without_files());
}

/// As when `head` has had enough.
#[test]
fn a_reader_of_standard_output_may_leave_without_a_word() {
    let folder = Folder::island();
    for line in [
        "coverage --communes communes.geojson --mediation mediation.csv --out - -q",
        "catalogue --mediation mediation.csv --out - -q",
        "check --json mediation.csv rounds.csv",
        "check mediation.csv rounds.csv",
    ] {
        let ran = folder.unheard(line);
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "maillage {line}");
    }
}

#[test]
fn a_style_and_a_ledger_lie_beside_the_layer() {
    let folder = Folder::with(&INPUTS);
    let ran = folder.done(&format!("{PLAIN} --out map.geojson"));
    for name in ["map.geojson", "map.qml", "map.ledger.csv"] {
        assert!(folder.path(name).is_file(), "{name}");
        assert!(ran.stderr.contains(name), "{name} is not told: {}", ran.stderr);
    }
    assert!(folder.text("map.qml").contains("<qgis "));
    let ledger = folder.text("map.ledger.csv");
    assert!(ledger.contains("communes.geojson,,,total,total,,4 = 4 + 0 + 0,4,4,0,0"), "{ledger}");
    assert!(ledger.contains("mediation.csv,,,total,total,,1 = 1 + 0 + 0,1,1,0,0"), "{ledger}");
}

#[test]
fn the_same_files_give_the_same_bytes_on_one_thread_and_on_four() {
    let folder = Folder::island();
    let island = "coverage --communes communes.geojson --mediation mediation.csv \
        --france-services france-services.csv --itinerant rounds.csv --population population.csv \
        --illectronism illectronisme.csv --membership membership.csv -q";
    folder.done(&format!("{island} --threads 1 --out one.geojson"));
    folder.done(&format!("{island} --threads 4 --out four.geojson"));
    for suffix in ["geojson", "qml", "ledger.csv"] {
        let of = |name: &str| folder.text(&format!("{name}.{suffix}"));
        assert!(of("one") == of("four"), "{suffix}");
    }
}

#[cfg(unix)]
#[test]
fn outputs_may_be_read_by_whoever_may_read_any_new_file() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::with(&INPUTS);
    folder.done(&format!("{PLAIN} --out map.geojson"));
    folder.put("any-new-file", "");
    let mode = |name: &str| {
        let about = fs::metadata(folder.path(name)).expect("it exists");
        about.permissions().mode() & 0o777
    };
    for name in ["map.geojson", "map.qml", "map.ledger.csv"] {
        assert_eq!(mode(name), mode("any-new-file"), "{name}");
    }
}

#[test]
fn an_output_may_lie_in_another_folder_and_replaces_an_older_one() {
    let folder = Folder::with(&INPUTS);
    fs::create_dir(folder.path("maps")).expect("the folder takes folders");
    folder.put("maps/map.geojson", "older");
    folder.done(&format!("{PLAIN} --out maps/map.geojson"));
    assert_eq!(folder.layer("maps/map.geojson").features().len(), 4);
    assert!(!folder.names().iter().any(|name| name.contains(".maillage-")));
}

#[test]
fn a_quiet_run_says_nothing_and_a_verbose_one_tells_each_row() {
    let folder = Folder::with(&["communes.geojson", "latitude-nan.csv"]);
    let run = "coverage --communes communes.geojson --mediation latitude-nan.csv \
        --out map.geojson";
    assert_eq!(folder.done(&format!("{run} -q")).stderr, "");
    let row = "latitude-nan.csv,3,3,retenu,situe_a_la_commune";
    assert!(!folder.done(run).stderr.contains(row));
    assert!(folder.done(&format!("{run} -v")).stderr.contains(row));
}

#[test]
fn hot_spots_are_columns_and_a_style() {
    let folder = Folder::island();
    let run = "coverage --communes communes.geojson --mediation mediation.csv \
        --population population.csv --out x.geojson";
    let before = folder.names();
    let ran = folder.done(&format!(
        "{run} --hot-spots distance_km --neighbours 15 --style hot-spots --lang en"
    ));
    assert!(ran.stderr.contains("Hot spots of distance_km:"), "{}", ran.stderr);
    let written: Vec<String> =
        folder.names().into_iter().filter(|name| !before.contains(name)).collect();
    assert_eq!(written, ["x.geojson", "x.ledger.csv", "x.qml"]);
    assert!(folder.text("x.qml").contains("chaud_99"));
    let layer = folder.layer("x.geojson");
    assert!(layer.columns().contains(&"moran_local".to_owned()));
    let words = ["`nom`", "no column of numbers", "distance_km"];
    folder.refused(&format!("{run} --hot-spots nom").replace("x.geojson", "y.geojson"), &words);
}
