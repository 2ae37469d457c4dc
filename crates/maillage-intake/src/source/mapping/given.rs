//! A `mapping.toml`: the columns of a list, as given by the user.
//!
//! ```toml
//! [[liste]]
//! fichier = "lieux.csv"          # all lists, if absent
//! genre = "mediation"            # or france_services, itinerant
//! feuille = "Lieux"              # of a spreadsheet
//! systeme = "EPSG:2154"          # of the coordinates, if they are not degrees
//! [liste.colonnes]
//! nom = "Intitulé"
//! latitude = "Coord. X"
//! longitude = 12                 # a column by its rank, where its name is not unique
//! horaires = ["Matin", "Soir"]   # of several, the first that a row fills is read
//! labels = ""                    # no column at all
//! ```

use std::{collections::BTreeMap, fs, path::Path};

use serde::Deserialize;

use crate::{Error, Result, source::Field};
use maillage_core::model::Kind;
use maillage_spelling::fold;
use maillage_tables::{ReadOptions, Sheet, crs::Crs};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MappingFile {
    liste: Vec<GivenMapping>,
}

/// The mapping of one list, as given by the user.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GivenMapping {
    fichier: Option<String>,
    genre: Option<String>,
    feuille: Option<String>,
    systeme: Option<String>,
    ordre: Option<String>,
    #[serde(default)]
    colonnes: BTreeMap<String, Columns>,
    /// The `mapping.toml` that it was read from, for messages.
    #[serde(skip)]
    origin: std::path::PathBuf,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum Columns {
    One(Column),
    Several(Vec<Column>),
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum Column {
    Rank(usize),
    Name(String),
}

/// A given mapping, resolved to the columns of a sheet.
#[derive(Debug, Default)]
pub(super) struct ResolvedMapping {
    /// Ranks by field; empty for a field declared to have no column.
    pub(super) columns: BTreeMap<Field, Vec<usize>>,
    pub(super) crs: Option<Crs>,
    pub(super) latitude_first: Option<bool>,
}

/// The mappings in the file at `path`.
///
/// # Errors
///
/// When the file cannot be read, is not valid TOML of this form, or contains an unknown
/// field or kind.
pub fn read_mappings(path: &Path) -> Result<Vec<GivenMapping>> {
    let text = fs::read_to_string(path).map_err(|cause| match cause.kind() {
        std::io::ErrorKind::NotFound => {
            Error::from(maillage_tables::Error::NotFound { path: path.to_owned() })
        }
        _ => Error::from(maillage_tables::Error::Read { path: path.to_owned(), cause }),
    })?;
    let broken = |reason: String| Error::Config { path: path.to_owned(), reason };
    let file: MappingFile = toml::from_str(&text).map_err(|error| broken(error.to_string()))?;
    for list in &file.liste {
        if let Some(name) = list.colonnes.keys().find(|name| Field::of_name(name).is_none()) {
            let known: Vec<&str> = Field::ALL.iter().map(|field| field.name()).collect();
            let reason = format!("no field is called `{name}`; there are {}", known.join(", "));
            return Err(broken(reason));
        }
        if let Some(genre) = list.genre.as_ref().filter(|_| list.kind().is_none()) {
            let known = Kind::ALL.map(Kind::name).join(", ");
            return Err(broken(format!("`genre` is one of {known}, not `{genre}`")));
        }
        if let Some(systeme) = list.systeme.as_ref().filter(|name| Crs::from_name(name).is_none()) {
            let reason = format!("`systeme` is written EPSG:2154, not `{systeme}`");
            return Err(broken(reason));
        }
        if let Some(ordre) = list.ordre.as_ref().filter(|ordre| latitude_first(ordre).is_none()) {
            return Err(broken(format!("`ordre` is lat,lon or lon,lat, not `{ordre}`")));
        }
        if list.has_column("latitude") != list.has_column("longitude") {
            let reason =
                "`latitude` and `longitude` go together; for one column with both there is `point`";
            return Err(broken(reason.to_owned()));
        }
    }
    let of_here = |list| GivenMapping { origin: path.to_owned(), ..list };
    Ok(file.liste.into_iter().map(of_here).collect())
}

impl GivenMapping {
    /// The first of `lists` that applies to the file at `path`.
    pub fn of<'lists>(lists: &'lists [Self], path: &Path) -> Option<&'lists Self> {
        lists.iter().find(|list| list.is_of(path))
    }

    fn is_of(&self, path: &Path) -> bool {
        let Some(file) = &self.fichier else { return true };
        path == Path::new(file) || path.file_name().is_some_and(|name| name == file.as_str())
    }

    /// The kind of supply given for the list.
    pub fn kind(&self) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| self.genre.as_deref() == Some(kind.name()))
    }

    /// The decoding options of the file at `path`, from the first of `lists` that applies
    /// to it.
    pub fn read_options(lists: &[Self], path: &Path) -> ReadOptions {
        ReadOptions { worksheet: Self::of(lists, path).and_then(|list| list.feuille.clone()) }
    }

    /// Whether the mapping gives a column for the field with this name.
    fn has_column(&self, field: &str) -> bool {
        let none = |columns: &Columns| matches!(columns, Columns::One(Column::Name(name)) if name.is_empty());
        self.colonnes.get(field).is_some_and(|columns| !none(columns))
    }

    /// The ranks of the columns given.
    pub(super) fn resolve(&self, sheet: &Sheet) -> Result<ResolvedMapping> {
        let mut columns = BTreeMap::new();
        for (name, named) in &self.colonnes {
            let field = Field::of_name(name).expect("checked when the mapping was read");
            let named = match named {
                Columns::One(Column::Name(name)) if name.is_empty() => &[][..],
                Columns::One(column) => std::slice::from_ref(column),
                Columns::Several(columns) => columns,
            };
            let ranks = named.iter().map(|column| self.rank(column, sheet));
            columns.insert(field, ranks.collect::<Result<Vec<usize>>>()?);
        }
        let latitude_first = self.ordre.as_deref().and_then(latitude_first);
        let crs = self.systeme.as_deref().and_then(Crs::from_name);
        Ok(ResolvedMapping { columns, crs, latitude_first })
    }

    fn rank(&self, column: &Column, sheet: &Sheet) -> Result<usize> {
        let names = sheet.columns.names();
        let (rank, written) = match column {
            Column::Rank(rank) => {
                (rank.checked_sub(1).filter(|rank| *rank < names.len()), rank.to_string())
            }
            Column::Name(name) => {
                let exact = names.iter().position(|known| known == name);
                let wanted = fold(name);
                let alike = |known: &String| !wanted.is_empty() && fold(known) == wanted;
                (exact.or_else(|| names.iter().position(alike)), name.clone())
            }
        };
        rank.ok_or_else(|| Error::Config {
            path: self.origin.clone(),
            reason: format!(
                "{} has no column `{written}`; it has {}",
                sheet.file_name(),
                sheet.columns.listing()
            ),
        })
    }
}

/// Whether an axis order, `lat,lon`, starts with the latitude; `None` when it is not an
/// axis order.
fn latitude_first(order: &str) -> Option<bool> {
    let order: String = order.chars().filter(|letter| !letter.is_whitespace()).collect();
    match order.as_str() {
        "lat,lon" => Some(true),
        "lon,lat" => Some(false),
        _ => None,
    }
}

impl ResolvedMapping {
    /// Whether the mapping declares that the list has no position.
    pub(super) fn refuses_position(&self) -> bool {
        let fields = [Field::Latitude, Field::Longitude, Field::Point];
        fields.iter().any(|field| self.columns.get(field).is_some_and(Vec::is_empty))
    }
}
