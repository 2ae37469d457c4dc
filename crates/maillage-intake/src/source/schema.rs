//! What a sheet is, told by its columns and geometries, never by the file's name.

use geo::Geometry;

use crate::{
    gazetteer::same_name,
    source::{
        Field, Mapping, ages, cog, grid, lines,
        mapping::{Evidence, USED},
        school, tables, travel,
    },
};
use maillage_core::model::Kind;
use maillage_spelling::fold;
use maillage_tables::{Format, Sheet};

/// The schemas that are understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Schema {
    /// Contours with a code.
    Communes,
    /// Places of the national standard, first generation (values parted by `;`).
    MednumV0,
    /// Places of the national standard, v1 (values parted by `|`).
    MednumV1,
    /// Places under columns of the list's own.
    Places,
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
    /// Stops and times of a feed of timetables.
    Gtfs,
    /// Lines that are the ways of rounds.
    Lines,
    /// Codes of one vintage against those of another.
    Passage,
    /// Codes and names of the Code officiel géographique, or their movements.
    Cog,
    /// Illectronism by commune.
    Illectronism,
    /// Residents by commune.
    Population,
    /// People by age and commune.
    Ages,
    /// People by diploma, standard of living or the like, and commune.
    Margins,
    /// EPCI by commune.
    Membership,
    /// Town halls by commune.
    ChefsLieux,
    /// School holidays by zone.
    SchoolHolidays,
    /// Residents by cell of a grid.
    Grid,
    /// What ways cost, from commune to place or commune.
    TravelTable,
}

impl Schema {
    /// Its name in ledgers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Communes => "communes",
            Self::MednumV0 => "mediation-numerique-v0",
            Self::MednumV1 => "mediation-numerique-v1",
            Self::Places => "liste-de-lieux",
            Self::FranceServices2021 => "france-services-2021",
            Self::FranceServices2022 => "france-services-2022",
            Self::FranceServices2024 => "france-services-2024",
            Self::Stops => "arrets",
            Self::StopsAsPlaces => "arrets-mediation-numerique",
            Self::Gtfs => "gtfs",
            Self::Lines => "traces-de-tournees",
            Self::Passage => "passage",
            Self::Cog => "cog",
            Self::Illectronism => "illectronisme",
            Self::Population => "population",
            Self::Ages => "ages",
            Self::Margins => "marges",
            Self::Membership => "appartenance",
            Self::ChefsLieux => "chefs-lieux",
            Self::SchoolHolidays => "vacances-scolaires",
            Self::Grid => "carreaux",
            Self::TravelTable => "table-de-trajets",
        }
    }

    /// What it is, for an error message.
    pub fn description(self) -> &'static str {
        match self {
            Self::Communes => "commune contours",
            Self::MednumV0 | Self::MednumV1 => "a list of médiation places",
            Self::Places => "a list of places",
            Self::FranceServices2021 | Self::FranceServices2022 | Self::FranceServices2024 => {
                "a France Services list"
            }
            Self::Stops | Self::StopsAsPlaces => "a list of the stops of itinerant rounds",
            Self::Gtfs => "a timetable of itinerant rounds (GTFS)",
            Self::Lines => "the lines of itinerant rounds",
            Self::Passage => "a passage table between two vintages of commune codes",
            Self::Cog => "a table of the Code officiel géographique",
            Self::Illectronism => "a table of illectronism by commune",
            Self::Population => "a table of residents by commune",
            Self::Ages => "a table of people by age and commune",
            Self::Margins => "a table of people by diploma or the like and commune",
            Self::Membership => "a table of EPCI by commune",
            Self::ChefsLieux => "a table of town halls",
            Self::SchoolHolidays => "a calendar of school holidays",
            Self::Grid => "a grid of residents",
            Self::TravelTable => "a travel table",
        }
    }

    /// The option of `maillage coverage` that takes it.
    pub fn option(self) -> &'static str {
        match self {
            Self::Communes => "--communes",
            Self::Passage => "--passage",
            Self::Cog => "--cog",
            Self::Illectronism => "--illectronism",
            Self::Population => "--population",
            Self::Ages => "--ages",
            Self::Margins => "--margins",
            Self::Membership => "--membership",
            Self::ChefsLieux => "--chefs-lieux",
            Self::SchoolHolidays => "--school-holidays",
            Self::Grid => "--residents",
            Self::TravelTable => "--travel-matrix",
            supply => match supply.kind() {
                Some(Kind::FranceServices) => "--france-services",
                Some(Kind::Itinerant) => "--itinerant",
                _ => "--mediation",
            },
        }
    }

    /// The kind of supply that its rows are, unless the list is said to be of another;
    /// `None` when they are no places of help.
    pub fn kind(self) -> Option<Kind> {
        match self {
            Self::MednumV0 | Self::MednumV1 | Self::Places => Some(Kind::Mediation),
            Self::FranceServices2021 | Self::FranceServices2022 | Self::FranceServices2024 => {
                Some(Kind::FranceServices)
            }
            Self::Stops | Self::StopsAsPlaces | Self::Gtfs | Self::Lines => Some(Kind::Itinerant),
            _ => None,
        }
    }

    /// The same of a list that is said to be of this kind: stops may also be written in the
    /// plain standard.
    pub fn given_as(self, kind: Kind) -> Self {
        match (kind, self) {
            (Kind::Itinerant, Self::MednumV0 | Self::MednumV1 | Self::Places) => {
                Self::StopsAsPlaces
            }
            (_, schema) => schema,
        }
    }

    /// Whether its rows are places under columns whose meaning is found out.
    pub fn is_of_places(self) -> bool {
        self.is_supply() && !matches!(self, Self::Gtfs | Self::Lines)
    }

    /// Whether its rows are supply: places of help, or the ways of rounds.
    pub fn is_supply(self) -> bool {
        self.kind().is_some()
    }
}

/// The schema of `sheet`, whose columns `mapping` has read as those of places; `None` when
/// they fit none.
///
/// The order matters: a France Services list also has a name and a position, and a list
/// of stops may be written in the national standard.
pub fn recognise(sheet: &Sheet, mapping: &Mapping) -> Option<Schema> {
    if sheet.format == Format::Gtfs {
        return Some(Schema::Gtfs);
    }
    let columns = &sheet.columns;
    let coded = columns.has(&tables::CODE);
    // Cells may come as polygons with the code of their commune.
    if grid::has_cells(columns) {
        return Some(Schema::Grid);
    }
    if travel::is_long(columns) {
        return Some(Schema::TravelTable);
    }
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
    if cog::is_cog(sheet) {
        return Some(Schema::Cog);
    }
    if school::is_school(sheet) {
        return Some(Schema::SchoolHolidays);
    }
    if !mapping.is_positioned() && lines::has_lines(sheet) {
        return Some(Schema::Lines);
    }
    if tables::passage_columns(sheet).is_some() {
        return Some(Schema::Passage);
    }
    if mapping.reads_as_places() && (mapping.tells_of_places() || tells_of_stops(mapping)) {
        return Some(of_places(sheet, mapping));
    }
    if !coded {
        return None;
    }
    if tables::need_columns(sheet).is_some() {
        return Some(Schema::Illectronism);
    }
    if ages::is_ages(sheet) {
        return Some(Schema::Ages);
    }
    if tables::population_column(columns).is_some() {
        return Some(Schema::Population);
    }
    if columns.has(&tables::EPCI) {
        return Some(Schema::Membership);
    }
    if !mapping.is_positioned() {
        return None;
    }
    let of_communes = !mapping.reads_as_places() || !names_more_than_communes(sheet, mapping);
    Some(if of_communes { Schema::ChefsLieux } else { of_places(sheet, mapping) })
}

/// Which kind of list of places a sheet is, known to be one.
pub fn of_places(sheet: &Sheet, mapping: &Mapping) -> Schema {
    let columns = &sheet.columns;
    if tells_of_stops(mapping) {
        return Schema::Stops;
    }
    if names_stops(sheet, mapping) {
        return Schema::StopsAsPlaces;
    }
    let by_weeks = |row| fold(mapping.text(row, Field::Weeks)).contains("semaine");
    if sheet.rows.iter().any(by_weeks) {
        return Schema::StopsAsPlaces;
    }
    let of_standard = columns.has(&["nom"]) && columns.has(&["latitude"]);
    if of_standard
        && columns.has(&["dispositif_programmes_nationaux", "frais_a_charge", "modalites_acces"])
    {
        return Schema::MednumV1;
    }
    let telling = ["labels_nationaux", "conditions_acces", "cle_ban", "services", "typologie"];
    if of_standard && columns.has(&telling) { Schema::MednumV0 } else { Schema::Places }
}

/// Whether the days of a round stand in a column of their own, by its name.
fn tells_of_stops(mapping: &Mapping) -> bool {
    mapping.fields.get(&Field::Recurrence).is_some_and(|found| found.confidence > USED)
}

/// Whether each row is called a stop, by the name of the column.
fn names_stops(sheet: &Sheet, mapping: &Mapping) -> bool {
    let Some(found) = mapping.fields.get(&Field::Name) else { return false };
    let name = fold(&sheet.columns.names()[found.columns[0]]);
    ["arret", "nom arret", "nom de l arret", "stop", "stop name"].contains(&name.as_str())
}

/// Whether rows have names beside that of their commune: those of town halls have not. Where
/// nothing names the commune, names that speak of institutions tell.
fn names_more_than_communes(sheet: &Sheet, mapping: &Mapping) -> bool {
    const INSTITUTIONS: f64 = 0.8;
    let (mut compared, mut others, mut named) = (0, 0, 0);
    for row in sheet.rows.iter().take(200) {
        let (name, commune) = (mapping.text(row, Field::Name), mapping.text(row, Field::Commune));
        let folded = fold(name);
        let of_town = ["mairie", "hotel de ville", "commune"].map(|word| folded.starts_with(word));
        let is_other = !name.is_empty() && !of_town.contains(&true);
        named += usize::from(is_other);
        if !name.is_empty() && !commune.is_empty() {
            compared += 1;
            others += usize::from(is_other && !same_name(name, commune));
        }
    }
    if compared > 0 {
        return 2 * others > compared;
    }
    let evidence = mapping.fields.get(&Field::Name).map(|found| found.evidence);
    let titles = matches!(evidence, Some(Evidence::Found { values: Some(share), .. }) if share > INSTITUTIONS);
    named > 0 && titles
}

fn has_contours(sheet: &Sheet) -> bool {
    let geometries = sheet.rows.iter().filter_map(|row| row.geometry.as_ref());
    geometries
        .take(50)
        .any(|geometry| matches!(geometry, Geometry::Polygon(_) | Geometry::MultiPolygon(_)))
}
