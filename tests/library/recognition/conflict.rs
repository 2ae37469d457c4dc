//! A position and a commune that contradict each other: each thing that speaks for the one or
//! for the other, alone.
//!
//! The row states 16001, at 45.5° N, and stands at 47.55° N, 0.95° E, some 230 km away, in
//! département 37 or 41.

use maillage::{
    Supply,
    core::model::Precision,
    intake::{
        catalogue::CatalogueInputs,
        ledger::{Fate, Trouble},
    },
};

use super::listed;
use crate::handmade::{Folder, contours, square, told};

const HEADER: &str = "nom,adresse,code_insee,commune,code_postal,latitude,longitude,result_score,result_type,result_citycode\n";

/// What becomes of the row on line 2, and the precision of its place.
fn decided(row: &str, others: &[&str]) -> (Vec<(Fate, Trouble)>, Option<Precision>) {
    let folder = Folder::new();
    let list = format!("{HEADER}{row}\n{}\n", others.join("\n"));
    let squares =
        [square("16001", 45.5, 0.1), square("16002", 46.0, 0.1), square("37001", 47.3, 0.9)];
    let inputs = CatalogueInputs {
        supply: Supply { mediation: vec![folder.write("l.csv", list)], ..Supply::default() },
        communes: Some(folder.write("c.geojson", contours(&squares))),
        ..CatalogueInputs::default()
    };
    let (places, account) = listed(&inputs);
    let place = places.iter().find(|place| place.name == "Le Clic");
    (told(&account, 2), place.map(|place| place.precision))
}

/// Sound rows, without which no place would be left: one in 16001 and one in 37001, which
/// speak for both sides alike.
const SOUND: [&str; 2] =
    ["Le Fil,4 rue du Four,16001,,,45.55,0.15,,,", "Le Pli,6 rue du Four,37001,,,47.35,0.95,,,"];

#[test]
fn where_nothing_speaks_for_either_the_row_is_set_aside() {
    let row = "Le Clic,2 rue du Four,16001,,,47.55,0.95,,,";
    assert_eq!(decided(row, &SOUND), (vec![(Fate::SetAside, Trouble::ContradictsCommune)], None));
}

#[test]
fn each_word_for_the_commune_puts_the_row_there() {
    for (word, row) in [
        ("its name", "Le Clic,2 rue du Four,16001,Carré 16001,,47.55,0.95,,,"),
        ("its postal code", "Le Clic,2 rue du Four,16001,,16100,47.55,0.95,,,"),
        ("a geocoder unsure", "Le Clic,2 rue du Four,16001,,,47.55,0.95,0.31,,"),
        ("a geocoder elsewhere", "Le Clic,2 rue du Four,16001,,,47.55,0.95,,,37001"),
    ] {
        let (told, precision) = decided(row, &SOUND);
        assert_eq!(told, [(Fate::Kept, Trouble::PositionDistrusted)], "{word}");
        assert_eq!(precision, Some(Precision::Commune), "{word}");
    }
    let (told, _) = decided("Le Clic,2 rue du Four,16001,,,47.55,0.95,,,", &SOUND[..1]);
    assert_eq!(told, [(Fate::Kept, Trouble::PositionDistrusted)], "its neighbours");
}

#[test]
fn each_word_for_the_position_leaves_the_row_there() {
    for (word, row) in [
        ("a postal code there", "Le Clic,2 rue du Four,16001,,37100,47.55,0.95,,,"),
        ("a geocoder sure", "Le Clic,2 rue du Four,16001,,,47.55,0.95,0.92,housenumber,"),
    ] {
        let (told, precision) = decided(row, &SOUND);
        assert_eq!(told, [(Fate::Kept, Trouble::CommuneDistrusted)], "{word}");
        assert_eq!(precision, Some(Precision::Position), "{word}");
    }
    let (told, _) = decided("Le Clic,2 rue du Four,16001,,,47.55,0.95,,,", &SOUND[1..]);
    assert_eq!(told, [(Fate::Kept, Trouble::CommuneDistrusted)], "its neighbours");
}

#[test]
fn words_for_both_cancel_out() {
    let row = "Le Clic,2 rue du Four,16001,Carré 16001,37100,47.55,0.95,,,";
    assert_eq!(decided(row, &SOUND), (vec![(Fate::SetAside, Trouble::ContradictsCommune)], None));
}

/// At 46.25° N the row is some 17 km north of 16002, out of département 16.
#[test]
fn near_its_commune_a_position_yields_to_two_words_only() {
    let row = "Le Clic,2 rue du Four,16002,Carré 16002,,46.25,0.15,,,";
    let (told, precision) = decided(row, &SOUND);
    assert_eq!(told, [(Fate::Kept, Trouble::FarFromCommune)]);
    assert_eq!(precision, Some(Precision::Position));
    let row = "Le Clic,2 rue du Four,16002,Carré 16002,16200,46.25,0.15,,,";
    let (told, precision) = decided(row, &SOUND);
    assert_eq!(told, [(Fate::Kept, Trouble::PositionDistrusted)]);
    assert_eq!(precision, Some(Precision::Commune));
}

/// The name is that of the commune around the position: two against one.
#[test]
fn a_code_that_the_name_and_the_position_contradict_is_corrected() {
    let row = "Le Clic,2 rue du Four,16001,Carré 37001,,47.36,0.96,,,";
    let (told, precision) = decided(row, &SOUND);
    assert_eq!(told, [(Fate::Kept, Trouble::CodeCorrected)]);
    assert_eq!(precision, Some(Precision::Position));
}
