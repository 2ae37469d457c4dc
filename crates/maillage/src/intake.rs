//! Taking files in: read, recognise, check that each is what it was given for, clean.

use std::path::{Path, PathBuf};

use crate::{
    clean::{self, Atlas, Passage},
    error::{Error, Result},
    ledger::Account,
    model::{Commune, Kind, Place},
    source::{
        self, Loaded, Schema, Sheet, format,
        places::PlaceRecord,
        tables::{NeedUnit, TableRecord},
    },
};

/// The lists of supply of a run.
#[derive(Debug, Clone, Default)]
pub struct Supply {
    /// Lists of médiation places.
    pub mediation: Vec<PathBuf>,
    /// France Services lists.
    pub france_services: Vec<PathBuf>,
    /// Lists of stops of itinerant rounds.
    pub itinerant: Vec<PathBuf>,
}

impl Supply {
    /// The lists with the kind each was given as, in a fixed order.
    pub fn lists(&self) -> impl Iterator<Item = (Kind, &Path)> {
        let lists = [
            (Kind::Mediation, &self.mediation),
            (Kind::FranceServices, &self.france_services),
            (Kind::Itinerant, &self.itinerant),
        ];
        lists
            .into_iter()
            .flat_map(|(kind, paths)| paths.iter().map(move |path| (kind, path.as_path())))
    }
}

/// The communes of a file of contours.
pub fn communes(path: &Path) -> Result<(Vec<Commune>, Account)> {
    let sheet = format::read(path)?;
    match source::recognise(&sheet) {
        Some(Schema::Communes) => {
            let (communes, account) = clean::communes(source::communes::communes(sheet))?;
            if communes.is_empty() {
                return Err(Error::NoCommunes { path: path.to_owned() });
            }
            Ok((communes, account))
        }
        Some(other) => Err(wrong(path, other, "commune contours")),
        None => Err(Error::MissingColumn {
            path: path.to_owned(),
            wanted: "commune contours (polygons with a `code` or `code_insee`)".to_owned(),
            found: sheet.columns.listing(),
        }),
    }
}

/// A list of places that was read and recognised, and is not yet cleaned.
pub struct PlaceList {
    records: Loaded<PlaceRecord>,
    schema: Schema,
}

/// Reads all lists, in the order of [`Supply::lists`]. `reading` is told each file before.
///
/// # Errors
///
/// When a file cannot be read or is no list of the kind it was given as.
pub fn read_lists(supply: &Supply, reading: impl Fn(&Path)) -> Result<Vec<PlaceList>> {
    let read = |(kind, path)| {
        reading(path);
        place_list(path, kind)
    };
    supply.lists().map(read).collect()
}

/// The places of all lists, each once, by identifier; and an account a list, in their
/// order.
pub fn clean_lists(lists: Vec<PlaceList>, atlas: &Atlas) -> (Vec<Place>, Vec<Account>) {
    let mut places = Vec::new();
    let mut accounts = Vec::new();
    for list in lists {
        let (of_list, account) = clean::places(list.records, list.schema, accounts.len(), atlas);
        places.extend(of_list);
        accounts.push(account);
    }
    let places = clean::merge_duplicates(places, &mut accounts);
    (places, accounts)
}

fn place_list(path: &Path, kind: Kind) -> Result<PlaceList> {
    let (option, expected) = match kind {
        Kind::Mediation => ("--mediation", "a list of médiation places"),
        Kind::FranceServices => ("--france-services", "a France Services list"),
        Kind::Itinerant => ("--itinerant", "a list of the stops of itinerant rounds"),
    };
    let sheet = format::read(path)?;
    let schema = match source::recognise(&sheet) {
        Some(Schema::ChefsLieux) | None if source::reads_as_places(&sheet) => Schema::MednumV0,
        Some(schema) => schema,
        None => return Err(not_a_list(&sheet, expected)),
    };
    // Stops may also be written in the plain standard: the option says that they are.
    let as_stops = kind == Kind::Itinerant && schema.option() == "--mediation";
    let schema = if as_stops { Schema::StopsAsPlaces } else { schema };
    if schema.option() != option {
        return Err(wrong(path, schema, expected));
    }
    Ok(PlaceList { records: source::places::places(sheet, schema), schema })
}

/// Residents by commune.
pub fn population(path: &Path) -> Result<Loaded<TableRecord>> {
    source::tables::population(format::read(path)?)
}

/// Illectronism by commune.
pub fn illectronism(path: &Path) -> Result<(Loaded<TableRecord>, NeedUnit)> {
    source::tables::need(format::read(path)?)
}

/// EPCI by commune.
pub fn membership(path: &Path) -> Result<Loaded<TableRecord>> {
    source::tables::membership(format::read(path)?)
}

/// Town halls by commune.
pub fn chefs_lieux(path: &Path) -> Result<Loaded<TableRecord>> {
    source::tables::chefs_lieux(format::read(path)?)
}

/// A passage table between two vintages of codes.
pub fn passage(path: &Path) -> Result<(Passage, Account)> {
    let sheet = format::read(path)?;
    let found = sheet.columns.listing();
    match source::passage::passage(sheet) {
        Some(loaded) => Ok(Passage::new(loaded)),
        None => Err(Error::MissingColumn {
            path: path.to_owned(),
            wanted: "two vintages of codes (`code_2018` and `code_2024`)".to_owned(),
            found,
        }),
    }
}

fn wrong(path: &Path, found: Schema, expected: &'static str) -> Error {
    Error::WrongSchema {
        path: path.to_owned(),
        found: found.description(),
        expected,
        remedy: format!("give it with `{}`", found.option()),
    }
}

fn not_a_list(sheet: &Sheet, expected: &str) -> Error {
    Error::MissingColumn {
        path: sheet.path.clone(),
        wanted: format!(
            "{expected} (`nom`, `latitude` and `longitude` in degrees; rename the columns that hold them)"
        ),
        found: sheet.columns.listing(),
    }
}
