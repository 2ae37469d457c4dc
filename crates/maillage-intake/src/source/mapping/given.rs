//! A `mapping.toml`: the columns of files, as given by the user. Those of contours and of tables
//! by commune are in [`columns`](super::columns); of a list:
//!
//! ```toml
//! [[liste]]
//! fichier = "lieux.csv"          # all lists, if absent
//! genre = "mediation"            # or france_services, itinerant
//! feuille = "Lieux"              # of a spreadsheet
//! systeme = "EPSG:2154"          # of the coordinates, if they are not degrees
//! date = "2024-06-30"            # of the rows that have none of their own
//! [liste.colonnes]
//! nom = "Intitulé"
//! latitude = "Coord. X"
//! longitude = 12                 # a column by its rank, where its name is not unique
//! horaires = ["Matin", "Soir"]   # of several, the first that a row fills is read
//! labels = ""                    # no column at all
//! ```

use std::{collections::BTreeMap, path::Path};

use maillage_core::model::Kind;
use maillage_hours::reading::read_date;
use maillage_spelling::fold;
use maillage_tables::{MaxInputSize, ReadOptions, Sheet, crs::Crs};
use maillage_words::Words;
use serde::Deserialize;

use super::columns::GivenColumns;
use crate::{Error, Result, sentences, source::Field};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MappingFile {
    #[serde(default)]
    liste: Vec<GivenMapping>,
    #[serde(default)]
    contours: Vec<GivenColumns>,
    #[serde(default)]
    table: Vec<GivenColumns>,
}

/// The content of a `mapping.toml`; empty without one.
#[derive(Debug, Clone, Default)]
pub struct Mappings {
    lists: Vec<GivenMapping>,
    columns: Vec<GivenColumns>,
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
    date: Option<String>,
    #[serde(default)]
    colonnes: BTreeMap<String, Columns>,
    /// The `mapping.toml` that it was read from, for messages.
    #[serde(skip)]
    origin: std::path::PathBuf,
}

/// The columns given for one meaning.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum Columns {
    One(Column),
    Several(Vec<Column>),
}

/// A column by its rank from 1, or by its name.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum Column {
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
pub fn read_mappings(path: &Path) -> Result<Mappings> {
    let text = maillage_tables::read_settings(path)?;
    let broken = |reason: Words| Error::Config { path: path.to_owned(), reason };
    let file: MappingFile =
        toml::from_str(&text).map_err(|error| broken(Words::same(&error.to_string())))?;
    for list in &file.liste {
        if let Some(name) = list.colonnes.keys().find(|name| Field::of_name(name).is_none()) {
            let known: Vec<&str> = Field::ALL.iter().map(|field| field.name()).collect();
            let reason = sentences::no_field(name, &known.join(", "));
            return Err(broken(reason));
        }
        if let Some(genre) = list.genre.as_ref().filter(|_| list.kind().is_none()) {
            let known = Kind::ALL.map(Kind::name).join(", ");
            return Err(broken(sentences::bad_genre(&known, genre)));
        }
        if let Some(systeme) = list.systeme.as_ref().filter(|name| Crs::from_name(name).is_none()) {
            let reason = sentences::bad_systeme(systeme);
            return Err(broken(reason));
        }
        if let Some(ordre) = list.ordre.as_ref().filter(|ordre| latitude_first(ordre).is_none()) {
            return Err(broken(sentences::bad_ordre(ordre)));
        }
        if let Some(date) = list.date.as_ref().filter(|date| read_date(date).is_none()) {
            return Err(broken(sentences::bad_date(date)));
        }
        if list.has_column("latitude") != list.has_column("longitude") {
            return Err(broken(sentences::half_a_position()));
        }
    }
    let lists = file.liste.into_iter();
    let lists = lists.map(|list| GivenMapping { origin: path.to_owned(), ..list }).collect();
    let of_here = |is_of_contours| move |of: GivenColumns| of.read_from(path, is_of_contours);
    let contours = file.contours.into_iter().map(of_here(true));
    let columns: Vec<_> = contours.chain(file.table.into_iter().map(of_here(false))).collect();
    if let Some(reason) = columns.iter().find_map(GivenColumns::refusal) {
        return Err(broken(reason));
    }
    let mappings = Mappings { lists, columns };
    if let Some(name) = mappings.twice() {
        return Err(broken(sentences::file_twice(name)));
    }
    Ok(mappings)
}

impl Mappings {
    /// The mapping of the list at `path`: the first that applies to it. `None` for contours and
    /// tables.
    pub(crate) fn list(&self, path: &Path) -> Option<&GivenMapping> {
        if self.columns(path).is_some() {
            return None;
        }
        self.lists
            .iter()
            .find(|list| list.fichier.as_ref().is_none_or(|file| is_called(path, file)))
    }

    /// The columns of the contours or the table at `path`.
    pub(crate) fn columns(&self, path: &Path) -> Option<&GivenColumns> {
        self.columns.iter().find(|of| is_called(path, &of.fichier))
    }

    /// Whether the mapping is of lists only.
    pub(crate) fn is_of_lists(&self) -> bool {
        self.columns.is_empty()
    }

    /// Whether the mapping is of one of these files.
    pub(crate) fn concerns<'path>(&self, paths: impl IntoIterator<Item = &'path Path>) -> bool {
        paths.into_iter().any(|path| self.columns(path).is_some() || self.list(path).is_some())
    }

    /// The decoding options of the file at `path`.
    pub(crate) fn read_options(&self, path: &Path, max_input_size: MaxInputSize) -> ReadOptions {
        if let Some(columns) = self.columns(path) {
            return columns.read_options(max_input_size);
        }
        let worksheet = self.list(path).and_then(|list| list.feuille.clone());
        ReadOptions { worksheet, max_input_size, ..ReadOptions::default() }
    }

    /// A file that is given as contours or a table, and again.
    fn twice(&self) -> Option<&str> {
        let mut named = self.columns.iter().enumerate();
        let twice = named.find(|(rank, of)| {
            let again = |other: &GivenColumns| other.fichier == of.fichier;
            let as_list = |list: &GivenMapping| list.fichier.as_ref() == Some(&of.fichier);
            self.columns[rank + 1..].iter().any(again) || self.lists.iter().any(as_list)
        });
        twice.map(|(_, of)| of.fichier.as_str())
    }
}

/// Whether the file at `path` is the one that a mapping calls `name`: by its path, or its name
/// alone.
fn is_called(path: &Path, name: &str) -> bool {
    path == Path::new(name) || path.file_name().is_some_and(|of| of == name)
}

impl Columns {
    /// The columns; empty when none is declared.
    pub(super) fn all(&self) -> &[Column] {
        match self {
            Self::One(Column::Name(name)) if name.is_empty() => &[],
            Self::One(column) => std::slice::from_ref(column),
            Self::Several(columns) => columns,
        }
    }

    pub(super) fn is_none(&self) -> bool {
        self.all().is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.all().len()
    }
}

impl Column {
    /// Its rank among `columns`. `None` when it is not there.
    pub(super) fn rank(&self, columns: &maillage_tables::Columns) -> Option<usize> {
        let names = columns.names();
        match self {
            Self::Rank(rank) => rank.checked_sub(1).filter(|rank| *rank < names.len()),
            Self::Name(name) => {
                let exact = names.iter().position(|known| known == name);
                let wanted = fold(name);
                let alike = |known: &String| !wanted.is_empty() && fold(known) == wanted;
                exact.or_else(|| names.iter().position(alike))
            }
        }
    }

    /// As the mapping writes it.
    pub(super) fn written(&self) -> String {
        match self {
            Self::Rank(rank) => rank.to_string(),
            Self::Name(name) => name.clone(),
        }
    }
}

impl GivenMapping {
    /// The kind of supply given for the list.
    pub fn kind(&self) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| self.genre.as_deref() == Some(kind.name()))
    }

    /// The date given for the rows of the list that have none, as `2024-06-30`.
    pub fn date(&self) -> Option<String> {
        Some(read_date(self.date.as_ref()?)?.to_string())
    }

    /// Whether the mapping gives a column for the field with this name.
    fn has_column(&self, field: &str) -> bool {
        self.colonnes.get(field).is_some_and(|columns| !columns.is_none())
    }

    /// The ranks of the columns given.
    pub(super) fn resolve(&self, sheet: &Sheet) -> Result<ResolvedMapping> {
        let mut columns = BTreeMap::new();
        for (name, named) in &self.colonnes {
            let field = Field::of_name(name).expect("checked when the mapping was read");
            let ranks = named.all().iter().map(|column| self.rank(column, sheet));
            columns.insert(field, ranks.collect::<Result<Vec<usize>>>()?);
        }
        let latitude_first = self.ordre.as_deref().and_then(latitude_first);
        let crs = self.systeme.as_deref().and_then(Crs::from_name);
        Ok(ResolvedMapping { columns, crs, latitude_first })
    }

    fn rank(&self, column: &Column, sheet: &Sheet) -> Result<usize> {
        column.rank(&sheet.columns).ok_or_else(|| Error::Config {
            path: self.origin.clone(),
            reason: sentences::no_such_column(
                &sheet.file_name(),
                &column.written(),
                &sheet.columns.listed(),
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
