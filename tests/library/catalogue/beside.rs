//! Beside its lists the catalogue corrects them.

use maillage::{
    Kind, Supply,
    core::model::Precision,
    intake::ledger::{Fate, Trouble},
};
use serde_json::{Value, json};

use super::{Lists, account, drawn, features, hours, place, row, told};
use crate::{handmade::run, layer::Layer};

#[test]
fn rows_without_change_change_nothing_and_count_with_their_places() {
    let lists = Lists::new();
    let catalogue = lists.beside(&lists.features());
    assert_eq!(told(&catalogue), []);
    let account = account(&catalogue);
    assert_eq!((account.read, account.kept, account.merged()), (6, 0, 6));
    let before = lists.features();
    assert_eq!(features(&catalogue), before);
    let figures = |supply: Supply| Layer::of(&run(&lists.sources(supply))).features;
    let given_back = vec![lists.path("lieux.geojson")];
    let beside = Supply { catalogue: given_back, ..lists.supply() };
    assert!(figures(beside) == figures(lists.supply()));
}

#[test]
fn degrees_that_are_no_position_are_told_and_move_nothing() {
    let lists = Lists::new();
    for (latitude, longitude) in [("91.5", "0.16"), ("abc", "0.16"), ("0.16", "45.08")] {
        let mut features = lists.features();
        row(&mut features, "f2")["latitude"] = json!(latitude);
        row(&mut features, "f2")["longitude"] = json!(longitude);
        let catalogue = lists.beside(&features);
        let told = told(&catalogue);
        assert!(
            matches!(told[..], [(Fate::Kept, Trouble::CellUnread, value)] if value.contains(latitude)),
            "{told:?}"
        );
        assert_eq!(place(&catalogue, "f2").position.latitude(), 45.08);
    }
}

#[test]
fn only_the_cells_that_differ_correct_their_place() {
    let lists = Lists::new();
    let mut features = lists.features();
    row(&mut features, "f2")["nom"] = json!("France Services du Port");
    row(&mut features, "f2")["horaires_texte"] = json!("le jeudi de 14h à 17h");
    row(&mut features, "m3")["types"] = json!("mediation|france_services");
    row(&mut features, "m3")["adresse"] = Value::Null;
    row(&mut features, "m2")["code_insee"] = json!("99001");
    row(&mut features, "Bus du lac/2")["recurrence"] = json!("jeudi 9h-12h");
    row(&mut features, "Bus du lac/1")["valide_au"] = json!("2026-06-30");
    let catalogue = lists.beside(&features);

    let pont = place(&catalogue, "f2");
    assert_eq!(pont.name, "France Services du Port");
    assert_eq!(hours(pont).as_deref(), Some("le jeudi de 14h à 17h"));
    assert_eq!(&pont.details["adresse"], "9 quai Neuf");
    let epicerie = place(&catalogue, "m3");
    assert_eq!((epicerie.kind, epicerie.also), (Kind::Mediation, Some(Kind::FranceServices)));
    assert!(!epicerie.details.contains("adresse"));
    let aval = place(&catalogue, "m2");
    assert_eq!((aval.precision, aval.position.longitude()), (Precision::Commune, 0.05));
    let stop = |id: &str| hours(place(&catalogue, id)).expect("known hours");
    assert_eq!(stop("Bus du lac/2"), "le jeudi de 9h à 12h, du 5 janvier 2026 au 18 décembre 2026");
    assert!(stop("Bus du lac/1").ends_with(", du 5 janvier 2026 au 30 juin 2026"));

    let of_pont = "France Services du Pont, f2, \
        horaires_texte : « le mardi de 14h à 17h » → « le jeudi de 14h à 17h » ; \
        nom : « France Services du Pont » → « France Services du Port »";
    let told = told(&catalogue);
    assert!(told.contains(&(Fate::Merged, Trouble::CatalogueCorrected, of_pont)), "{told:?}");
    assert_eq!(told.len(), 5, "{told:?}");
    assert_eq!(account(&catalogue).merged(), 6);
}

#[test]
fn a_moved_point_is_where_the_place_is() {
    let lists = Lists::new();
    let mut features = lists.features();
    let mut point = |id: &str, longitude: f64, latitude: f64| {
        let mut of_id = features.iter_mut().filter(|feature| feature["properties"]["id"] == id);
        let feature = of_id.next().expect("a place");
        feature["geometry"]["coordinates"] = json!([longitude, latitude]);
    };
    point("m2", 0.14, 45.06);
    // Within the six decimals of the file.
    point("f2", 0.160_000_4, 45.08);
    let catalogue = lists.beside(&features);
    let aval = place(&catalogue, "m2");
    assert_eq!((aval.position.longitude(), aval.precision), (0.14, Precision::Position));
    assert_eq!(aval.position_uncertainty.metres(), 0.0);
    assert_eq!(place(&catalogue, "f2").position.longitude(), 0.16);
    assert_eq!(told(&catalogue).len(), 1);
}

#[test]
fn absent_rows_delete_nothing_and_new_identifiers_are_new_places() {
    let lists = Lists::new();
    let mut features = lists.features();
    features.retain(|feature| feature["properties"]["id"] != "m3");
    // A copy of a row, with an identifier of its own.
    let mut copy = features.iter().find(|it| it["properties"]["id"] == "f2").expect("f2").clone();
    copy["properties"]["id"] = json!("f2-bis");
    features.push(copy);
    let by_hand = json!({"id": "main-1", "nom": "Fait main", "type": "mediation", "horaires": "lundi 9h-12h"});
    features.push(drawn(by_hand, 0.25, 45.05));
    let catalogue = lists.beside(&features);
    let ids: Vec<&str> = catalogue.places.iter().map(|place| place.id.as_str()).collect();
    assert_eq!(ids, ["Bus du lac/1", "Bus du lac/2", "f1", "f2", "f2-bis", "m2", "m3", "main-1"]);
    assert_eq!(
        told(&catalogue),
        [
            (Fate::Kept, Trouble::CatalogueNew, "France Services du Pont, f2-bis"),
            (Fate::Kept, Trouble::CatalogueNew, "Fait main, main-1"),
        ]
    );
    let account = account(&catalogue);
    assert_eq!((account.read, account.kept, account.merged()), (7, 2, 5));
    assert_eq!(hours(place(&catalogue, "main-1")).as_deref(), Some("le lundi de 9h à 12h"));
}

#[test]
fn a_second_row_of_one_identifier_is_set_aside() {
    let lists = Lists::new();
    let mut features = lists.features();
    features.push(features[3].clone());
    let catalogue = lists.beside(&features);
    assert_eq!(catalogue.places.len(), 6);
    assert_eq!(told(&catalogue)[0].1, Trouble::CatalogueTwice);
    assert_eq!(account(&catalogue).set_aside(), 1);
}

#[test]
fn a_corrected_identifier_is_found_by_the_rows_that_the_place_was_made_of() {
    let lists = Lists::new();
    let mut features = lists.features();
    row(&mut features, "f2")["id"] = json!("pont");
    let catalogue = lists.beside(&features);
    assert_eq!(catalogue.places.len(), 6);
    let pont = place(&catalogue, "pont");
    assert_eq!(pont.twins.iter().map(|twin| twin.id.as_str()).collect::<Vec<_>>(), ["f2"]);
}

#[test]
fn cells_that_are_not_understood_are_told_and_hours_are_then_unknown() {
    let lists = Lists::new();
    let mut features = lists.features();
    row(&mut features, "f2")["horaires_texte"] = json!("le mardi quand il fait beau");
    row(&mut features, "m3")["types"] = json!("boulangerie");
    let catalogue = lists.beside(&features);
    assert_eq!(place(&catalogue, "f2").schedule, None);
    assert_eq!(place(&catalogue, "m3").kind, Kind::Mediation);
    let unread = |of: &&(Fate, Trouble, &str)| of.1 == Trouble::CellUnread;
    let told = told(&catalogue);
    let values: Vec<&str> = told.iter().filter(unread).map(|told| told.2).collect();
    assert_eq!(
        values,
        [
            "France Services du Pont, f2, horaires_texte : « le mardi quand il fait beau »",
            "Épicerie, m3, types : « boulangerie »",
        ]
    );
}

#[test]
fn beside_other_lists_only_its_rows_are_those_of_a_list_like_any_other() {
    let lists = Lists::new();
    let features = lists.features();
    let other = "id,nom,adresse,code_insee,latitude,longitude,services\n\
                 x1,Épicerie,3 rue Creuse,99003,45.02,0.27,Aide\n\
                 x2,Salle neuve,8 rue Neuve,99003,45.09,0.29,Aide\n";
    let mediation = vec![lists.folder.write("autre.csv", other)];
    let catalogue = vec![lists.folder.write("lieux.geojson", super::geojson(&features))];
    let cleaned = lists.cleaned(Supply { mediation, catalogue, ..Supply::default() });
    // The grocery is in both lists, and counts once.
    assert_eq!(cleaned.places.len(), 7);
    assert!(told(&cleaned).iter().all(|told| told.1 == Trouble::SamePlace));
}
