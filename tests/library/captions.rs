//! What is said around a map: territory, answer, months of the lists, how ways are measured.

use maillage::{
    Lang, Voice,
    france::Official,
    output::{Caption, Column, Geometry, GeometryType, Layer, Unit, Words},
};
use serde_json::{Value as Json, json};

/// The communes of these codes, each with a share of residents within 10 km.
fn communes(codes: Vec<(&'static str, f64)>, facts: Json) -> Layer<'static> {
    let (of_code, of_departement, of_epci) = (codes.clone(), codes.clone(), codes.clone());
    let rows = codes.len();
    let official = |code: &str| {
        let code = code.parse().expect("a code");
        maillage_france::france().and_then(|france| france.commune(code)).expect("it is official")
    };
    Layer {
        name: "couverture",
        title: Words::same("Communes"),
        about: Words::same("Communes"),
        columns: vec![
            Column::text("code_insee", Words::same(""), move |row| Some(of_code[row].0)),
            Column::text("nom", Words::same(""), move |_| Some("Ici")),
            Column::text("code_departement", Words::same(""), move |row| {
                Some(of_departement[row].0[..2].to_owned())
            }),
            Column::text("code_epci", Words::same(""), move |row| official(of_epci[row].0).epci),
            Column::integer("population", Unit::None, Words::same(""), |_| Some(1_000)),
            Column::decimal("couverture_10km_pct", Unit::None, 2, Words::same(""), move |row| {
                Some(codes[row].1)
            }),
        ],
        rows,
        geometry_type: GeometryType::None,
        geometry: Box::new(|_| Geometry::None),
        metadata: Box::new(move || Ok(facts.clone())),
        execution: None,
    }
}

fn all_of(is_wanted: impl Fn(&Official) -> bool) -> Vec<(&'static str, f64)> {
    let france = maillage_france::france().expect("it is brought along");
    let wanted = france.communes().iter().filter(|commune| is_wanted(commune));
    wanted.map(|commune| (&*commune.code.to_string().leak(), 100.0)).collect()
}

fn facts() -> Json {
    json!({ "options": { "seuil_principal_km": 10.0 }, "origines": { "chef_lieu": 2 } })
}

fn caption(layer: &Layer) -> Caption {
    Caption::of(layer, Voice::of(Lang::Fr))
}

#[test]
fn a_territory_has_its_name_only_where_its_communes_are_there() {
    let whole = communes(all_of(|commune| commune.code.departement() == "16"), facts());
    assert_eq!(caption(&whole).territory, "Charente");
    let two = communes(vec![("16015", 100.0), ("16102", 100.0)], facts());
    assert_eq!(caption(&two).territory, "Charente (partie)");
    let epci = communes(all_of(|commune| commune.epci == Some("200071827")), facts());
    assert_eq!(caption(&epci).territory, "CA du Grand Angoulême");
    let part = communes(vec![("16015", 100.0), ("16374", 100.0)], facts());
    assert_eq!(caption(&part).territory, "CA du Grand Angoulême (partie)");
    let of_region = ["16", "17", "24", "33"];
    let four = communes(all_of(|of| of_region.contains(&of.code.departement())), facts());
    assert_eq!(caption(&four).territory, "4 départements");
    let bretagne = ["22", "29", "35", "56"];
    let region = communes(all_of(|of| bretagne.contains(&of.code.departement())), facts());
    assert_eq!(caption(&region).territory, "Bretagne");
}

#[test]
fn distances_from_one_point_a_commune_tell_of_communes_and_others_of_residents() {
    let two = communes(vec![("16015", 100.0), ("16102", 0.0)], facts());
    assert_eq!(
        caption(&two).headline,
        "Une commune (1\u{202f}000 hab.) a son chef-lieu à plus de 10\u{a0}km d'un lieu d'aide numérique"
    );
    let none = communes(vec![("16015", 100.0), ("16102", 100.0)], facts());
    assert!(caption(&none).headline.starts_with("Aucune commune"));
    let mut of_cells = facts();
    of_cells["residents"] = json!({ "ponderation": "habitants" });
    let cells = communes(vec![("16015", 97.54), ("16102", 100.0)], of_cells);
    let said = caption(&cells).headline;
    assert!(said.starts_with("Environ 25 habitants (1,2\u{a0}%)"), "{said}");
}

#[test]
fn a_map_of_travel_times_does_not_speak_of_crows() {
    let mut by_road = facts();
    by_road["trajets"] = json!({ "seuil_principal_min": 20.0 });
    by_road["entrees"] = json!([{ "fichier": "temps.csv", "role": "trajets" }]);
    let said = caption(&communes(vec![("16015", 1.0)], by_road)).sources.join(" ");
    assert!(said.contains("temps.csv") && !said.contains("vol d'oiseau"), "{said}");
    let said = caption(&communes(vec![("16015", 1.0)], facts())).sources.join(" ");
    assert!(said.contains("vol d'oiseau depuis un point par commune"), "{said}");
}

#[test]
fn the_months_of_the_lists_are_told_where_each_list_tells_its_own() {
    let list = |name: &str, vintage: Option<&str>| json!({ "fichier": name, "role": "mediation", "millesime": vintage });
    let said = |lists: &[Json]| {
        let mut of = facts();
        of["entrees"] = json!(lists);
        caption(&communes(vec![("16015", 1.0)], of)).subtitle
    };
    let one = list("a.csv", Some("2022-12-01"));
    assert_eq!(
        said(&[one.clone(), list("liste-fs-20240801.csv", None)]),
        "Listes de décembre 2022 et d'août 2024"
    );
    let undated = said(&[one, list("lieux.csv", None)]);
    assert_eq!(undated, "Listes de décembre 2022 (sans date\u{a0}: lieux.csv)");
    assert_eq!(said(&[list("lieux.csv", None)]), "");
}
