//! The national list of France Services, in its forms of 2021, 2022 and 2024.
//!
//! A bus is one row at its administrative address: its hours there are not on-site hours,
//! and it is never a fixed place.

use super::{Itinerance, PlaceRecord, record, tells_of_a_bus};
use crate::{
    model::Kind,
    source::{Row, Sheet},
    spelling::fold,
};

const DETAILS: [(&str, &[&str]); 10] = [
    ("commune", &["lib_com"]),
    ("code_postal", &["code_postal"]),
    ("adresse", &["adresse"]),
    ("complement_adresse", &["complement_adresse", "complement_d_adresse"]),
    ("commentaire", &["commentaire", "commentaire_horaires"]),
    ("format_fs", &["format_fs"]),
    ("itinerance", &["itinerance"]),
    ("structure_parente", &["groupe_fs", "groupe"]),
    ("source", &["source"]),
    ("date_maj", &["date_maj"]),
];

/// Opening hours by weekday: the list's column and the day in OSM's notation.
const HOURS: [(&str, &str); 6] = [
    ("h_lundi", "Mo"),
    ("h_mardi", "Tu"),
    ("h_mercredi", "We"),
    ("h_jeudi", "Th"),
    ("h_vendredi", "Fr"),
    ("h_samedi", "Sa"),
];

/// Folded beginnings of the formats that stay in place, and of those that move.
const FIXED: [&str; 8] = [
    "fixe",
    "multisite",
    "site principal",
    "antenne",
    "espace labellise",
    "principal",
    "site",
    "fs",
];
const MOVING: [&str; 4] = ["itinerant", "bus", "mobile", "camion"];

pub(super) fn place(sheet: &Sheet, row: &Row) -> PlaceRecord {
    let mut place = record(sheet, row, Kind::FranceServices, &DETAILS);
    place.id = sheet.text(row, &["id_fs", "matricule"]).to_owned();
    place.name = sheet.text(row, &["lib_fs", "lib_france_services"]).to_owned();
    place.details.insert("labels", "France Services".to_owned());
    let hours = hours(sheet, row);
    if !hours.is_empty() {
        place.details.insert("horaires", hours);
    }

    let format = fold(sheet.text(row, &["format_fs"]));
    let starts = |known: &[&str]| known.iter().any(|start| format.starts_with(start));
    let flagged = fold(sheet.text(row, &["itinerance"])) == "oui";
    let category = fold(sheet.text(row, &["categorie"])).contains("itinerant");
    let moves = format.split(' ').any(|word| MOVING.iter().any(|known| word.starts_with(known)));
    place.itinerance = if flagged || category || moves {
        Itinerance::Stated
    } else if tells_of_a_bus(&place.name) {
        if format.is_empty() { Itinerance::ByName } else { Itinerance::FixedButNamed }
    } else {
        Itinerance::Fixed
    };
    if !format.is_empty() && !starts(&FIXED) && !moves {
        place.unknown_format = Some(sheet.text(row, &["format_fs"]).to_owned());
    }
    place
}

/// The week's hours in one line, `Mo 09:00 - 12:30 / 14:00 - 17:30; Tu …`, as published.
fn hours(sheet: &Sheet, row: &Row) -> String {
    let days = HOURS.iter().filter_map(|(column, day)| {
        let hours = sheet.text(row, &[column]);
        hours.starts_with(|letter: char| letter.is_ascii_digit()).then(|| format!("{day} {hours}"))
    });
    days.collect::<Vec<_>>().join("; ")
}
