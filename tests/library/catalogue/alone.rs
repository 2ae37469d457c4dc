//! Without its lists the catalogue is the list.

use maillage::{
    Kind, Sources, Supply,
    core::model::Precision,
    intake::{
        catalogue::CatalogueInputs,
        ledger::{Fate, Trouble},
    },
};
use serde_json::{Value, json};

use super::{Lists, cleaned, features, hours, place, row, told};
use crate::{
    handmade::{Folder, run},
    island::Island,
    layer::Layer,
    readers::bound::xlsx_table,
};

/// The cells of features in rows, under their names, with a column of WKT in front.
fn table(features: &[Value], cell: impl Fn(&str, &Value) -> String) -> Vec<Vec<String>> {
    let names: Vec<String> =
        features[0]["properties"].as_object().expect("a row").keys().cloned().collect();
    let mut rows = vec![[vec!["WKT".to_owned()], names.clone()].concat()];
    for feature in features {
        let [x, y] = [0, 1].map(|rank| feature["geometry"]["coordinates"][rank].to_string());
        let cells = names.iter().map(|name| cell(name, &feature["properties"][name]));
        rows.push(std::iter::once(format!("POINT ({x} {y})")).chain(cells).collect());
    }
    rows
}

fn csv(rows: &[Vec<String>], separator: &str) -> String {
    let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    let line =
        |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(separator) + "\r\n";
    rows.iter().map(line).collect()
}

/// A value as a file has it.
fn plain(_: &str, value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A value as LibreOffice shows it in French: decimal commas, codes without their zeros, dates
/// from day to year.
fn in_french(name: &str, value: &Value) -> String {
    let text = plain(name, value);
    match (name, value) {
        (_, Value::Number(_)) => text.replace('.', ","),
        ("code_postal" | "code_insee", _) => text.trim_start_matches('0').to_owned(),
        ("date_maj", _) if text.len() >= 10 => {
            format!("{}/{}/{}", &text[8..10], &text[5..7], &text[..4])
        }
        _ => text,
    }
}

fn without_geometry(rows: &[Vec<String>]) -> Vec<Vec<String>> {
    rows.iter().map(|row| row[1..].to_vec()).collect()
}

#[test]
fn the_figures_are_those_of_the_lists_however_the_catalogue_was_saved() {
    let island = Island::small();
    let inputs = island.inputs();
    let features = features(&cleaned(&CatalogueInputs {
        communes: inputs.communes.clone(),
        supply: inputs.supply.clone(),
        ..CatalogueInputs::default()
    }));
    let (written, shown) = (table(&features, plain), table(&features, in_french));
    let bare = without_geometry(&written);
    let cells: Vec<Vec<&str>> =
        bare.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = cells.iter().map(Vec::as_slice).collect();
    let figures = Layer::of(island.run()).features;
    let folder = Folder::new();
    for (name, contents) in [
        ("lieux.geojson", super::geojson(&features).into_bytes()),
        ("points.csv", csv(&written, ",").into_bytes()),
        ("tableur.csv", csv(&without_geometry(&shown), ";").into_bytes()),
        ("tableur.xlsx", xlsx_table(&rows)),
    ] {
        let catalogue = vec![folder.write(name, contents)];
        let supply = Supply { catalogue, ..Supply::default() };
        let alone = run(&Sources { supply, ..island.inputs() });
        assert!(alone.ledger.accounts.iter().all(|account| account.balances()), "{name}");
        assert!(Layer::of(&alone).features == figures, "{name}");
    }
}

#[test]
fn every_row_is_a_place_with_all_that_it_was() {
    let lists = Lists::new();
    let before = lists.cleaned(lists.supply());
    let after = lists.alone(&features(&before));
    assert_eq!(told(&after), []);
    assert_eq!(after.places.len(), 6);
    for (one, other) in before.places.iter().zip(&after.places) {
        assert_eq!(
            (&one.id, &one.name, one.kind, one.also),
            (&other.id, &other.name, other.kind, other.also)
        );
        assert_eq!(
            (one.position, one.precision, one.commune),
            (other.position, other.precision, other.commune)
        );
        assert_eq!(one.position_uncertainty, other.position_uncertainty, "{}", one.id);
        assert_eq!((&one.stop, &one.details), (&other.stop, &other.details));
        assert_eq!(hours(one), hours(other));
    }
    let amont = place(&after, "f1");
    assert_eq!((amont.kind, amont.also), (Kind::FranceServices, Some(Kind::Mediation)));
    assert_eq!(amont.twins.iter().map(|twin| twin.id.as_str()).collect::<Vec<_>>(), ["m1"]);
    assert_eq!(place(&after, "m2").precision, Precision::Commune);
}

#[test]
fn a_catalogue_of_a_catalogue_is_the_same() {
    let lists = Lists::new();
    let once = lists.alone(&lists.features());
    let said = |features: Vec<Value>| -> Vec<Value> {
        let columns = ["id", "types", "horaires_texte", "minutes_semaine", "est_arret", "vehicule"];
        let of =
            |feature: &Value| json!(columns.map(|column| feature["properties"][column].clone()));
        features.iter().map(of).collect()
    };
    assert_eq!(said(features(&lists.alone(&features(&once)))), said(features(&once)));
}

#[test]
fn a_point_that_was_moved_counts_and_the_columns_are_told() {
    let lists = Lists::new();
    let mut features = lists.features();
    let moved = features.iter_mut().find(|feature| feature["properties"]["id"] == "m2");
    moved.expect("a place")["geometry"]["coordinates"] = json!([0.14, 45.06]);
    let catalogue = lists.alone(&features);
    let aval = place(&catalogue, "m2");
    assert_eq!((aval.position.longitude(), aval.position.latitude()), (0.14, 45.06));
    assert_eq!(aval.precision, Precision::Position);
    let [(Fate::Kept, Trouble::CellsDisagree, value)] = told(&catalogue)[..] else {
        panic!("{:?}", told(&catalogue));
    };
    assert!(value.starts_with("Mairie d'Aval, m2, 45.060000 0.140000, "), "{value}");
}

#[test]
fn hours_that_are_not_understood_are_unknown() {
    let lists = Lists::new();
    let mut features = lists.features();
    row(&mut features, "f2")["horaires_texte"] = json!("le mardi quand il fait beau");
    let catalogue = lists.alone(&features);
    assert_eq!(place(&catalogue, "f2").schedule, None);
    let value = "France Services du Pont, f2, le mardi quand il fait beau";
    assert_eq!(told(&catalogue), [(Fate::Kept, Trouble::RecurrenceUnknown, value)]);
}

#[test]
fn words_count_before_the_text_of_the_list_which_is_told() {
    let lists = Lists::new();
    let mut features = lists.features();
    row(&mut features, "f2")["horaires_texte"] = json!("le jeudi de 14h à 17h");
    let catalogue = lists.alone(&features);
    assert_eq!(hours(place(&catalogue, "f2")).as_deref(), Some("le jeudi de 14h à 17h"));
    assert_eq!(told(&catalogue)[0].1, Trouble::CellsDisagree);
}

#[test]
fn an_apostrophe_that_kept_a_text_from_being_a_formula_is_no_part_of_it() {
    let lists = Lists::new();
    let mut features = lists.features();
    row(&mut features, "f2")["adresse"] = json!("9 quai Neuf\n- porte B");
    row(&mut features, "m3")["nom"] = json!("+ de lien");
    let guarded = |name: &str, value: &Value| match value {
        Value::String(text) => maillage::tables::cell_of_text(text).into_owned(),
        other => plain(name, other),
    };
    let file = lists.folder.write("garde.csv", csv(&table(&features, guarded), ","));
    let alone = lists.cleaned(Supply { catalogue: vec![file], ..Supply::default() });
    let as_written = lists.alone(&features);
    assert_eq!(place(&alone, "f2").details, place(&as_written, "f2").details);
    assert_eq!(place(&alone, "m3").name, "+ de lien");
    // Beside the lists, the rows that nobody touched correct nothing.
    let adresse = "\"3 rue Creuse\n- sur cour\"";
    lists.folder.write("mediation.csv", super::MEDIATION.replace("3 rue Creuse", adresse));
    let untouched = table(&lists.features(), guarded);
    let file = lists.folder.write("garde.csv", csv(&untouched, ","));
    let beside = lists.cleaned(Supply { catalogue: vec![file], ..lists.supply() });
    assert_eq!(told(&beside), []);
}

#[test]
fn a_row_that_stands_twice_counts_once_and_a_shared_identifier_is_told() {
    let lists = Lists::new();
    let mut features = lists.features();
    let of = |features: &[Value], id: &str| {
        features.iter().find(|feature| feature["properties"]["id"] == id).expect("a place").clone()
    };
    features.push(of(&features, "f2"));
    row(&mut features, "m3")["id"] = json!("m2");
    let catalogue = lists.alone(&features);
    assert_eq!(catalogue.places.len(), 6);
    let told = told(&catalogue);
    let aside = (Fate::SetAside, Trouble::CatalogueTwice, "France Services du Pont, f2");
    assert!(told.contains(&aside), "{told:?}");
    assert!(told.iter().any(|(_, trouble, _)| *trouble == Trouble::SameIdentifier), "{told:?}");
}

#[test]
fn cells_that_are_not_understood_are_told() {
    let lists = Lists::new();
    let mut features = lists.features();
    row(&mut features, "f2")["latitude"] = json!("46.05 N");
    row(&mut features, "m3")["type"] = json!("Médiathèque");
    let catalogue = lists.alone(&features);
    let unread: Vec<&str> = told(&catalogue)
        .into_iter()
        .filter(|(fate, trouble, _)| (*fate, *trouble) == (Fate::Kept, Trouble::CellUnread))
        .map(|(_, _, value)| value)
        .collect();
    assert_eq!(unread.len(), 2, "{unread:?}");
    assert!(unread.iter().any(|value| value.contains("46.05 N")), "{unread:?}");
    assert!(unread.iter().any(|value| value.contains("Médiathèque")), "{unread:?}");
}

#[test]
fn a_row_that_does_not_say_what_it_is_is_set_aside() {
    let lists = Lists::new();
    let mut features = lists.features();
    for column in ["type", "types"] {
        row(&mut features, "f2")[column] = Value::Null;
    }
    row(&mut features, "m3")["type"] = json!("Médiation");
    let catalogue = lists.alone(&features);
    assert_eq!(
        told(&catalogue),
        [(Fate::SetAside, Trouble::KindMissing, "France Services du Pont, f2")]
    );
    assert_eq!(place(&catalogue, "m3").kind, Kind::Mediation);
    assert_eq!(catalogue.places.len(), 5);
}
