//! What a sheet is, told by its columns and geometries, never by the file's name.

use geo::Geometry;

use crate::{
    source::{Sheet, places, tables},
    spelling::fold,
};

/// The schemas that are understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Schema {
    /// Contours with a code.
    Communes,
    /// Places of the national standard, first generation (values parted by `;`).
    MednumV0,
    /// Places of the national standard, v1 (values parted by `|`).
    MednumV1,
    /// The France Services list as of 2021.
    FranceServices2021,
    /// The France Services list as of 2022.
    FranceServices2022,
    /// The France Services list as of 2024.
    FranceServices2024,
    /// Our own table of stops.
    Stops,
    /// Places of the standard, one row a stop, with the weeks in a column of their own.
    StopsAsPlaces,
    /// Codes of one vintage against those of another.
    Passage,
    /// Illectronism by commune.
    Illectronism,
    /// Residents by commune.
    Population,
    /// EPCI by commune.
    Membership,
    /// Town halls by commune.
    ChefsLieux,
}

impl Schema {
    /// Its name in ledgers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Communes => "communes",
            Self::MednumV0 => "mediation-numerique-v0",
            Self::MednumV1 => "mediation-numerique-v1",
            Self::FranceServices2021 => "france-services-2021",
            Self::FranceServices2022 => "france-services-2022",
            Self::FranceServices2024 => "france-services-2024",
            Self::Stops => "arrets",
            Self::StopsAsPlaces => "arrets-mediation-numerique",
            Self::Passage => "passage",
            Self::Illectronism => "illectronisme",
            Self::Population => "population",
            Self::Membership => "appartenance",
            Self::ChefsLieux => "chefs-lieux",
        }
    }

    /// What it is, for an error message.
    pub fn description(self) -> &'static str {
        match self {
            Self::Communes => "commune contours",
            Self::MednumV0 | Self::MednumV1 => "a list of médiation places",
            Self::FranceServices2021 | Self::FranceServices2022 | Self::FranceServices2024 => {
                "a France Services list"
            }
            Self::Stops | Self::StopsAsPlaces => "a list of the stops of itinerant rounds",
            Self::Passage => "a passage table between two vintages of commune codes",
            Self::Illectronism => "a table of illectronism by commune",
            Self::Population => "a table of residents by commune",
            Self::Membership => "a table of EPCI by commune",
            Self::ChefsLieux => "a table of town halls",
        }
    }

    /// The option of `maillage coverage` that takes it.
    pub fn option(self) -> &'static str {
        match self {
            Self::Communes => "--communes",
            Self::MednumV0 | Self::MednumV1 => "--mediation",
            Self::FranceServices2021 | Self::FranceServices2022 | Self::FranceServices2024 => {
                "--france-services"
            }
            Self::Stops | Self::StopsAsPlaces => "--itinerant",
            Self::Passage => "--passage",
            Self::Illectronism => "--illectronism",
            Self::Population => "--population",
            Self::Membership => "--membership",
            Self::ChefsLieux => "--chefs-lieux",
        }
    }

    /// Whether its rows are places of help.
    pub fn is_supply(self) -> bool {
        matches!(self.option(), "--mediation" | "--france-services" | "--itinerant")
    }
}

/// The schema of `sheet`; `None` when its columns fit none.
///
/// The order matters: a France Services list also has a name and a position, and a list
/// of stops may be written in the national standard.
pub fn recognise(sheet: &Sheet) -> Option<Schema> {
    let columns = &sheet.columns;
    let coded = columns.has(&tables::CODE);
    let positioned = places::has_position(sheet);
    if has_contours(sheet) {
        // Priority areas carry the code of the commune around them and are no communes.
        let is_zoning = columns.has(&["code_qp", "code_qpv", "code_iris"]);
        return (coded && !is_zoning).then_some(Schema::Communes);
    }
    if columns.has(&["lib_france_services", "matricule"]) {
        return Some(Schema::FranceServices2021);
    }
    if columns.has(&["lib_fs", "id_fs"]) {
        let recent = columns.has(&["type_fs", "groupe_fs", "labellisation_fs"]);
        return Some(if recent { Schema::FranceServices2024 } else { Schema::FranceServices2022 });
    }
    if columns.has(&places::RECURRENCE) && positioned {
        return Some(Schema::Stops);
    }
    let by_weeks = |row| fold(sheet.text(row, &["ouverture"])).contains("semaine");
    if columns.has(&["horaires"]) && positioned && sheet.rows.iter().any(by_weeks) {
        return Some(Schema::StopsAsPlaces);
    }
    if tables::passage_columns(sheet).is_some() {
        return Some(Schema::Passage);
    }
    if columns.has(&places::NAME) && positioned && columns.has(&places::TELLS_A_PLACE) {
        let v1 =
            columns.has(&["dispositif_programmes_nationaux", "frais_a_charge", "modalites_acces"]);
        return Some(if v1 { Schema::MednumV1 } else { Schema::MednumV0 });
    }
    if !coded {
        return None;
    }
    if tables::need_columns(sheet).is_some() {
        return Some(Schema::Illectronism);
    }
    if tables::population_column(sheet).is_some() {
        return Some(Schema::Population);
    }
    if columns.has(&tables::EPCI) {
        return Some(Schema::Membership);
    }
    positioned.then_some(Schema::ChefsLieux)
}

/// Whether the rows of a list that is said to be one of places can be read as such: they
/// have names and positions.
pub fn reads_as_places(sheet: &Sheet) -> bool {
    sheet.columns.has(&places::NAME) && places::has_position(sheet) && !has_contours(sheet)
}

fn has_contours(sheet: &Sheet) -> bool {
    let geometries = sheet.rows.iter().filter_map(|row| row.geometry.as_ref());
    geometries
        .take(50)
        .any(|geometry| matches!(geometry, Geometry::Polygon(_) | Geometry::MultiPolygon(_)))
}
