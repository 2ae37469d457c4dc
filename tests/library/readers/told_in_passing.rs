//! What columns under other names than those of the standard tell of a place: that it moves, that it is
//! France Services as well, that it is not open.

use maillage::{Kind, Place, intake::ledger::Account};

use super::mediation;
use crate::handmade::Folder;

/// A list of one place for each of these values of a column.
fn with(column: &str, values: &[&str]) -> (Vec<Place>, Account) {
    let mut list = format!("nom,adresse,code_postal,commune,latitude,longitude,{column}\n");
    for (at, value) in values.iter().enumerate() {
        list.push_str(&format!("Lieu {at},{at} rue A,99010,Carré,45.0{at},0.05,{value}\n"));
    }
    let (mut places, account) = mediation(Folder::new().write("liste.csv", list));
    places.sort_by(|one, other| one.name.cmp(&other.name));
    (places, account)
}

#[test]
fn a_type_on_wheels_is_an_itinerant_service() {
    let types = ["Bus numérique", "Permanence mobile", "Lieu itinérant", "ENM", "Mairie", "Poste"];
    let (places, _) = with("Type de lieu", &types);
    let moves: Vec<bool> = places.iter().map(|place| place.is(Kind::Itinerant)).collect();
    assert_eq!(moves, [true, true, true, true, false, false]);
}

#[test]
fn a_yes_under_the_name_of_the_label_is_the_label() {
    for column in ["France Services", "FS", "Labellisé France services (O/N)"] {
        let (places, _) = with(column, &["oui", "X", "non", "en cours", ""]);
        let both: Vec<bool> = places.iter().map(|place| place.is(Kind::FranceServices)).collect();
        assert_eq!(both, [true, true, false, false, false], "{column}");
    }
}

#[test]
fn a_place_that_is_planned_or_not_open_is_set_aside() {
    for (column, values, open) in [
        ("Etat", ["Ouvert", "Projet", "Délabellisé", "Ouvert", "Ouvert"], 3),
        ("Ouvert au public", ["Oui", "Non", "Oui", "Oui", "Non"], 3),
        (
            "Modalité",
            [
                "Présentiel",
                "À distance",
                "Téléphone uniquement",
                "À distance et en présentiel",
                "Présentiel",
            ],
            3,
        ),
    ] {
        let (places, account) = with(column, &values);
        assert_eq!((places.len(), account.read), (open, 5), "{column}");
    }
}

#[test]
fn a_number_that_counts_the_rows_is_no_house_number() {
    let addresses = |column: &str, cells: [&str; 4]| {
        let mut list = format!("{column},nom,adresse,code_postal,commune,latitude,longitude\n");
        for (at, cell) in cells.iter().enumerate() {
            list.push_str(&format!("{cell},Lieu {at},rue Haute,99010,Carré,45.0{at},0.05\n"));
        }
        let (mut places, _) = mediation(Folder::new().write("liste.csv", list));
        places.sort_by(|one, other| one.name.cmp(&other.name));
        places.into_iter().map(|place| place.details["adresse"].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(addresses("N°", ["1", "2", "3", "4"]), ["rue Haute"; 4]);
    assert_eq!(addresses("N°", ["12", "7", "7", "3"])[0], "12 rue Haute");
}
