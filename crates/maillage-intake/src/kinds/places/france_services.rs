//! The national list of France Services, in its formats of 2021, 2022 and 2024.
//!
//! A bus has one row, at its administrative address. It is never a fixed place, and its
//! hours are those of the office, not of its stops.

use maillage_core::model::Kind;
use maillage_spelling::fold;

use super::{Itinerance, ListFormat, PlaceRecord, Text, is_named_as_a_bus};
use crate::{
    kinds::{Recognition, TableKind},
    sentences,
    source::Field,
};

/// Folded prefixes of the fixed formats, and of the itinerant ones.
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

/// Columns that the list has had since 2024.
const RECENT: [&str; 3] = ["type_fs", "groupe_fs", "labellisation_fs"];

/// The columns that are read, of all formats. Those of hours are told by the mapping.
const COLUMNS: [&str; 11] = [
    "adresse",
    "complement_adresse",
    "insee_com",
    "code_postal",
    "lib_com",
    "latitude",
    "longitude",
    "commentaire",
    "itinerance",
    "format_fs",
    "prise_rdv",
];

/// The columns that tell buses from fixed places.
const BUSES: [&str; 2] = ["format_fs", "itinerance"];
const BUSES_OF_2021: [&str; 3] = ["format_fs", "itinerance", "categorie"];

/// The France Services list as of 2021.
pub(crate) static OF_2021: TableKind = TableKind::of_places(
    "france-services-2021",
    sentences::a_france_services_list,
    Kind::FranceServices,
    ListFormat {
        finish: place,
        has_national_typologies: false,
        columns: &COLUMNS,
        tells_buses: &BUSES_OF_2021,
    },
    |sheet, _| Recognition::sure(sheet.columns.has(&["lib_france_services", "matricule"])),
);

/// The France Services list as of 2022.
pub(crate) static OF_2022: TableKind = TableKind::of_places(
    "france-services-2022",
    sentences::a_france_services_list,
    Kind::FranceServices,
    ListFormat {
        finish: place,
        has_national_typologies: false,
        columns: &COLUMNS,
        tells_buses: &BUSES,
    },
    |sheet, _| Recognition::sure(sheet.columns.has(&["lib_fs", "id_fs"])),
);

/// The France Services list as of 2024.
pub(crate) static OF_2024: TableKind = TableKind::of_places(
    "france-services-2024",
    sentences::a_france_services_list,
    Kind::FranceServices,
    ListFormat {
        finish: place,
        has_national_typologies: false,
        columns: &COLUMNS,
        tells_buses: &BUSES,
    },
    |sheet, _| {
        Recognition::sure(sheet.columns.has(&["lib_fs", "id_fs"]) && sheet.columns.has(&RECENT))
    },
);

/// Whether a schema is that of a national list of France Services, which names all of them.
pub(crate) fn is_national(schema: &str) -> bool {
    [&OF_2021, &OF_2022, &OF_2024].iter().any(|kind| kind.name == schema)
}

fn place(place: &mut PlaceRecord, text: &Text) {
    place.details.insert(Field::Labels.name(), "France Services");
    // The 2021 list marks its buses with a category that is not a typologie.
    let category = place.details.remove(Field::Typologie.name()).unwrap_or_default();
    let category = fold(&category).contains("itinerant");

    let format = fold(text(Field::Format));
    let starts = |known: &[&str]| known.iter().any(|start| format.starts_with(start));
    let flagged = fold(text(Field::Itinerance)) == "oui";
    let moves = format.split(' ').any(|word| MOVING.iter().any(|known| word.starts_with(known)));
    place.itinerance = if flagged || category || moves {
        Itinerance::Stated
    } else if is_named_as_a_bus(&place.name) {
        if format.is_empty() { Itinerance::ByName } else { Itinerance::FixedButNamed }
    } else {
        Itinerance::Fixed
    };
    if !format.is_empty() && !starts(&FIXED) && !moves {
        place.unknown_format = Some(text(Field::Format).to_owned());
    }
}
