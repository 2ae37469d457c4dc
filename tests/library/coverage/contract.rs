//! The columns of the output contract, the README's table of columns: on every feature, in its
//! order and its types.

use std::{fs, path::Path};

use serde_json::Value;

use maillage::MeasureOptions;

use crate::{
    handmade::{Folder, contours, measuring, mediation, run, run_with, square, squares},
    island::Island,
    layer::{Layer, geojson},
};

/// The columns of the manual's table under "What each column means", in its order: a row that
/// ends in "…" stands for a column of each default threshold.
fn columns() -> Vec<String> {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/en/columns.md");
    let readme = fs::read_to_string(readme).expect("the manual is in the repository");
    let (_, table) = readme.split_once("## What each column means").expect("it has this section");
    let rows = table.lines().skip_while(|line| !line.starts_with('|')).skip(2);
    let cells = rows.map_while(|row| row.strip_prefix('|')?.split('|').next());
    let mut columns = Vec::new();
    for cell in cells {
        let names = cell.split('`').skip(1).step_by(2);
        if cell.trim_end().ends_with('…') {
            let thresholds = MeasureOptions::default().thresholds_km;
            let of_all = names.flat_map(|name| {
                thresholds.iter().map(move |km| name.replace("_2km", &format!("_{km}km")))
            });
            columns.extend(of_all);
        } else {
            columns.extend(names.map(str::to_owned));
        }
    }
    columns
}

/// The one type of a column: by its unit, as the contract has it.
fn is_of_its_type(column: &str, value: &Value) -> bool {
    let text = ["code_insee", "nom", "code_departement", "code_epci", "lieu_id", "lieu_nom"];
    match column {
        _ if value.is_null() => !["code_insee", "code_departement", "motif"].contains(&column),
        "lieu_type"
        | "classe"
        | "motif"
        | "lieu_precision"
        | "tournees_traversantes"
        | "besoin_qualite"
        | "verdict" => value.is_string(),
        "proba_pire_classe" | "places_accessibles_e2sfca" => value.is_f64(),
        _ if text.contains(&column) => value.is_string(),
        _ if column.starts_with("minutes_") || column.ends_with("_jours") => value.is_f64(),
        _ if column.ends_with("_km") || column.ends_with("_pct") => value.is_f64(),
        _ => value.is_u64(),
    }
}

#[test]
fn every_feature_has_the_columns_of_the_contract_in_its_order() {
    let layer = Layer::of(Island::demo().run_estimated());
    let columns = columns();
    assert_eq!(layer.features.len(), 300);
    assert_eq!(columns.len(), 59);
    for row in layer.rows() {
        assert!(row.keys().eq(&columns), "{:?}", row.keys().collect::<Vec<_>>());
    }
}

#[test]
fn a_column_has_one_type_on_every_feature() {
    let layer = Layer::of(Island::demo().run_estimated());
    for row in layer.rows() {
        for (column, value) in row {
            assert!(is_of_its_type(column, value), "{column}: {value}");
        }
    }
}

/// A column of nulls alone would satisfy any type.
#[test]
fn every_column_is_filled_somewhere_on_the_island() {
    let layer = Layer::of(Island::demo().run_estimated());
    for column in columns() {
        assert!(layer.rows().any(|row| !row[&column].is_null()), "{column}");
    }
}

#[test]
fn the_columns_are_the_same_whatever_tells_of_need() {
    let layer = Layer::of(Island::small().run());
    let columns = columns();
    assert!(layer.rows().all(|row| row.keys().eq(&columns)));
}

#[test]
fn thresholds_are_columns_in_the_order_in_which_they_are_given() {
    let options =
        measuring(MeasureOptions { thresholds_km: vec![12.0, 2.5], ..MeasureOptions::default() });
    let layer = Layer::of(&run_with(&Island::small().inputs(), &options));
    let row = layer.rows().next().expect("sixty communes");
    let of_thresholds: Vec<&String> = row
        .keys()
        .filter(|key| key.starts_with("lieux_") || key.starts_with("couverture_"))
        .collect();
    let expected = ["lieux_12km", "lieux_2_5km", "couverture_12km_pct", "couverture_2_5km_pct"];
    assert_eq!(of_thresholds, expected);
}

#[test]
fn every_commune_in_is_a_feature_out_in_order_of_code() {
    for island in [Island::demo(), Island::small()] {
        let layer = Layer::of(island.run());
        let codes = layer.rows().map(|row| row["code_insee"].as_str().expect("a code"));
        let expected = island.territory.communes.iter().map(|commune| commune.code_insee.as_str());
        assert!(codes.eq(expected));
    }
}

#[test]
fn population_and_need_are_those_of_the_tables() {
    let island = Island::demo();
    let layer = Layer::of(island.run());
    for commune in &island.territory.communes {
        let population = layer.number(&commune.code_insee, "population");
        assert_eq!(population, Some(f64::from(commune.population)), "{}", commune.code_insee);
        let share = layer.number(&commune.code_insee, "illectronisme_pct");
        let people = layer.number(&commune.code_insee, "illectronisme");
        let expected = share.map(|share| (share / 100.0 * f64::from(commune.population)).round());
        assert_eq!(people, expected, "{}", commune.code_insee);
    }
}

#[test]
fn a_text_of_numbers_has_neither_nan_nor_negative_zero() {
    assert_plain_numbers(Island::demo().run());
}

/// A ten-millionth of a degree west of Greenwich is rounded to zero.
#[test]
fn what_rounds_to_zero_is_written_without_a_sign() {
    let folder = Folder::new();
    let west_of_greenwich = squares(&["99001", "99002"]).replace("[0.0,", "[-0.0000001,");
    let mut inputs = maillage::Sources {
        communes: Some(folder.write("c.geojson", west_of_greenwich)),
        population: Some(folder.write("p.csv", "CODGEO,PMUN\n99001,100\n99002,200\n")),
        illectronism: Some(folder.write(
            "i.csv",
            "code_insee,taux_illectronisme_pct,taux_bas_pct,taux_haut_pct\n\
             99001,-0,-0,-0\n99002,-0,-0,-0\n",
        )),
        ..Default::default()
    };
    inputs.supply.mediation = vec![folder.write("m.csv", mediation(&[("a", 45.05, 0.05)]))];
    let coverage = run(&inputs);
    assert_plain_numbers(&coverage);
    let layer = Layer::of(&coverage);
    assert_eq!(layer.features[0]["geometry"]["coordinates"][0][0][0][0].to_string(), "0.0");
    assert_eq!(layer.commune("99001")["illectronisme_pct"].to_string(), "0.0");
}

fn assert_plain_numbers(coverage: &maillage::Coverage) {
    let text = String::from_utf8(geojson(coverage)).expect("UTF-8");
    assert!(!text.contains("NaN") && !text.contains("inf,"));
    for end in [',', ']', '}', '\n'] {
        assert!(!text.contains(&format!("-0.0{end}")), "a negative zero");
        assert!(!text.contains(&format!("-0{end}")), "a negative zero");
    }
}

/// Half a degree of longitude is 39.4 km at 45°: everything there is out of a 20 km reach.
#[test]
fn out_of_reach_is_null_with_a_reason_and_the_worst_class() {
    let folder = Folder::new();
    let mut inputs = maillage::Sources {
        communes: Some(folder.write("c.geojson", squares(&["99001", "99002", "99003"]))),
        illectronism: Some(folder.write("i.csv", "code_insee,illectronisme\n99003,12\n")),
        ..Default::default()
    };
    inputs.supply.mediation = vec![folder.write("m.csv", mediation(&[("a", 45.05, -0.5)]))];
    let options = measuring(MeasureOptions { reach_km: 20.0, ..MeasureOptions::default() });
    let layer = Layer::of(&run_with(&inputs, &options));
    let row = layer.commune("99003");
    for column in ["distance_km", "distance_mediation_km", "lieu_id", "gain_itinerant_km"] {
        assert!(row[column].is_null(), "{column}");
    }
    assert_eq!(row["motif"], "hors_rayon");
    assert_eq!(row["classe_acces"], 3);
    assert_eq!(row["couverture_20km_pct"], 0.0);
    assert_eq!(row["personnes_non_couvertes"], 12);
}

#[test]
fn a_commune_without_residents_has_no_distance_rather_than_zero() {
    let folder = Folder::new();
    let mut inputs = maillage::Sources {
        communes: Some(folder.write("c.geojson", squares(&["99001", "99002"]))),
        population: Some(folder.write("p.csv", "CODGEO,PMUN\n99001,0\n99002,50\n")),
        ..Default::default()
    };
    inputs.supply.mediation = vec![folder.write("m.csv", mediation(&[("a", 45.05, 0.05)]))];
    let layer = Layer::of(&run(&inputs));
    assert_eq!(layer.text("99001", "motif"), Some("sans_habitant"));
    assert_eq!(layer.number("99001", "population"), Some(0.0));
    let empty = layer.commune("99001");
    for (column, value) in empty {
        let measured = column.starts_with("distance_") || column.starts_with("couverture_");
        assert!(!measured || value.is_null(), "{column}: {value}");
    }
    assert!(empty["lieu_id"].is_null() && empty["classe_acces"].is_null());
    assert!(layer.number("99002", "distance_km").is_some_and(|km| km > 7.0));
}

/// The island's own empty commune, whose rate the table gives all the same.
#[test]
fn the_empty_commune_of_the_island_has_nobody_to_cover() {
    let island = Island::demo();
    let layer = Layer::of(island.run());
    let empty = island.territory.communes.iter().find(|commune| commune.population == 0);
    let code = &empty.expect("the island has one").code_insee;
    assert_eq!(layer.text(code, "motif"), Some("sans_habitant"));
    assert_eq!(layer.number(code, "distance_km"), None);
    assert_eq!(layer.number(code, "personnes_non_couvertes"), None);
}

/// The middle of a square is its centroid: 45.05° north, 0.05° east.
#[test]
fn distances_start_from_the_centroid_of_the_contour() {
    let folder = Folder::new();
    let mut inputs = maillage::Sources {
        communes: Some(folder.write("c.geojson", contours(&[square("99001", 45.0, 0.0)]))),
        ..Default::default()
    };
    inputs.supply.mediation = vec![folder.write("m.csv", mediation(&[("a", 45.05, 0.05)]))];
    let layer = Layer::of(&run(&inputs));
    assert_eq!(layer.number("99001", "distance_km"), Some(0.0));
    assert_eq!(layer.metadata["origines"]["centroide"], 1);
}
