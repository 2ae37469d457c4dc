//! The national list of France Services, in its forms of 2021, 2022 and 2024.
//!
//! A bus is one row at its administrative address: its hours there are not on-site hours,
//! and it is never a fixed place.

use super::{Itinerance, PlaceRecord, Text, tells_of_a_bus};
use crate::source::Field;
use maillage_spelling::fold;

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

pub(super) fn place(place: &mut PlaceRecord, text: &Text) {
    place.details.insert(Field::Labels.name(), "France Services".to_owned());
    // The list of 2021 tells its buses by a category that is no typologie.
    let category = place.details.remove(Field::Typologie.name()).unwrap_or_default();
    let category = fold(&category).contains("itinerant");

    let format = fold(text(Field::Format));
    let starts = |known: &[&str]| known.iter().any(|start| format.starts_with(start));
    let flagged = fold(text(Field::Itinerance)) == "oui";
    let moves = format.split(' ').any(|word| MOVING.iter().any(|known| word.starts_with(known)));
    place.itinerance = if flagged || category || moves {
        Itinerance::Stated
    } else if tells_of_a_bus(&place.name) {
        if format.is_empty() { Itinerance::ByName } else { Itinerance::FixedButNamed }
    } else {
        Itinerance::Fixed
    };
    if !format.is_empty() && !starts(&FIXED) && !moves {
        place.unknown_format = Some(text(Field::Format).to_owned());
    }
}
