//! The columns of contours and of tables by commune, as a `mapping.toml` gives them.
//!
//! ```toml
//! [[contours]]
//! fichier = "communes.geojson"
//! [contours.colonnes]
//! code = "ref:INSEE"
//! nom = "name"
//!
//! [[table]]
//! fichier = "habitants.csv"
//! [table.colonnes]
//! code = "Commune (code)"
//! population = "Hab. 2022"
//!
//! [[table]]
//! fichier = "ages.csv"
//! [table.colonnes]
//! code = "Commune (code)"
//! [table.tranches]               # people by age
//! "0-14" = "Jeunes"
//! "75+" = ["H75", "F75"]         # of several, the sum
//! ```
//!
//! The columns are stated in the sheet, where the readers of each kind of table find them before
//! any name. What a table is follows from its figures: `population`, `illectronisme`, `epci`, ages.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use maillage_core::{model::AgeBand, need::NeedUnit};
use maillage_tables::{Columns, MaxInputSize, ReadOptions};
use maillage_words::Words;
use serde::Deserialize;

use super::given::{Column, Columns as Given};
use crate::{Error, Result, sentences};

/// The columns of contours that can be given.
const OF_CONTOURS: [&str; 5] = ["code", "nom", "epci", "region", "population"];
/// The columns of a table by commune that can be given: the commune, the year and the type of a
/// row, then the figures.
const OF_TABLES: [&str; 12] = [
    "code",
    "annee",
    "type",
    "population",
    "illectronisme",
    "illectronisme_bas",
    "illectronisme_haut",
    "epci",
    "region",
    "age",
    "effectif",
    "sexe",
];
/// The columns that tell what a table is.
const FIGURES: [&str; 4] = ["population", "illectronisme", "epci", "age"];
/// The units of `illectronisme`, as they are written.
const UNITS: [(&str, NeedUnit); 3] =
    [("personnes", NeedUnit::People), ("%", NeedUnit::PerCent), ("0-1", NeedUnit::Fraction)];

/// The columns of one file, contours or a table by commune.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GivenColumns {
    pub(super) fichier: String,
    feuille: Option<String>,
    unite: Option<String>,
    #[serde(default)]
    colonnes: BTreeMap<String, Given>,
    #[serde(default)]
    tranches: BTreeMap<String, Given>,
    /// The `mapping.toml` that it was read from, for messages.
    #[serde(skip)]
    origin: PathBuf,
    #[serde(skip)]
    is_of_contours: bool,
}

impl GivenColumns {
    /// The same, read from the `mapping.toml` at `origin`, under `[[contours]]` or `[[table]]`.
    pub(super) fn read_from(self, origin: &Path, is_of_contours: bool) -> Self {
        Self { origin: origin.to_owned(), is_of_contours, ..self }
    }

    /// The reason why the mapping cannot be meant; `None` for a sound one.
    pub(super) fn refusal(&self) -> Option<Words> {
        let (section, known): (_, &[&str]) =
            if self.is_of_contours { ("contours", &OF_CONTOURS) } else { ("table", &OF_TABLES) };
        let of = &sentences::section_of(section, &self.fichier);
        if let Some(name) = self.colonnes.keys().find(|name| !known.contains(&name.as_str())) {
            return Some(sentences::no_column_called(of, name, &known.join(", ")));
        }
        if self.is_of_contours {
            let is_more = self.unite.is_some() || !self.tranches.is_empty();
            return is_more.then(|| sentences::of_a_table(of));
        }
        let has = |name: &str| self.colonnes.get(name).is_some_and(|of| !of.is_none());
        let several = self.colonnes.iter().find(|(name, of)| *name != "code" && of.len() > 1);
        if let Some((name, _)) = several {
            return Some(sentences::one_column(of, name));
        }
        if let Some(band) = self.tranches.keys().find(|band| band.parse::<AgeBand>().is_err()) {
            return Some(sentences::bad_tranche(&self.fichier, band));
        }
        if has("illectronisme") && self.unit().is_none() {
            let units = UNITS.map(|(name, _)| format!("`unite = \"{name}\"`"));
            return Some(sentences::unit_unsaid(&self.fichier, &units.join(", ")));
        }
        if has("age") != has("effectif") || has("age") && !self.tranches.is_empty() {
            return Some(sentences::half_of_ages(of));
        }
        let tells =
            self.tranches.is_empty() && !FIGURES.iter().any(|name| has(name)) && !has("code");
        tells.then(|| sentences::no_figure(of, &FIGURES.join(", ")))
    }

    /// Whether the file is a table of people by age, which may exceed memory.
    pub(crate) fn is_of_ages(&self) -> bool {
        !self.tranches.is_empty() || self.colonnes.contains_key("age")
    }

    fn unit(&self) -> Option<NeedUnit> {
        let given = self.unite.as_deref()?;
        UNITS.iter().find(|(name, _)| *name == given).map(|(_, unit)| *unit)
    }

    /// The decoding options of the file.
    pub(crate) fn read_options(&self, max_input_size: MaxInputSize) -> ReadOptions {
        ReadOptions { worksheet: self.feuille.clone(), max_input_size, ..ReadOptions::default() }
    }

    /// States the columns given in those of the file.
    ///
    /// # Errors
    ///
    /// When the file lacks a column that is given.
    pub(crate) fn state(&self, columns: &mut Columns) -> Result<()> {
        let mut stated: Vec<(String, Vec<usize>)> = Vec::new();
        let bands = self.tranches.iter().map(|(band, given)| (format!("{BAND}{band}"), given));
        let named = self.colonnes.iter().map(|(name, given)| (name.clone(), given));
        for (meaning, given) in named.chain(bands) {
            let rank = |column: &Column| {
                column.rank(columns).ok_or_else(|| self.lacks(&meaning, column, columns))
            };
            let ranks = given.all().iter().map(rank).collect::<Result<Vec<usize>>>()?;
            stated.push((meaning, ranks));
        }
        if self.is_of_contours {
            stated.push((CONTOURS.to_owned(), Vec::new()));
        }
        stated.extend(self.unit().map(|unit| (format!("{UNIT}{}", unit.name()), Vec::new())));
        for (meaning, ranks) in stated {
            columns.state(&meaning, ranks);
        }
        Ok(())
    }

    fn lacks(&self, meaning: &str, column: &Column, columns: &Columns) -> Error {
        let name = meaning.strip_prefix(BAND).unwrap_or(meaning);
        Error::Config {
            path: self.origin.clone(),
            reason: sentences::no_column_named(
                &self.fichier,
                &column.written(),
                name,
                &columns.listed(),
            ),
        }
    }
}

/// What is stated of contours, and before the ages of a column and the unit of a need.
const CONTOURS: &str = "contours";
const BAND: &str = "tranche ";
const UNIT: &str = "unite ";

/// What the columns given of a sheet say that it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stated {
    Contours,
    Need,
    Ages,
    Population,
    Membership,
}

impl Stated {
    /// What a sheet is by its columns given; `None` where only its code is given, or nothing.
    pub(crate) fn of(columns: &Columns) -> Option<Self> {
        let has = |meaning: &str| columns.stated(meaning).is_some_and(|ranks| !ranks.is_empty());
        if columns.stated(CONTOURS).is_some() {
            Some(Self::Contours)
        } else if has("illectronisme") {
            Some(Self::Need)
        } else if has("age") || !bands(columns).is_empty() {
            Some(Self::Ages)
        } else if has("population") {
            Some(Self::Population)
        } else if has("epci") {
            Some(Self::Membership)
        } else {
            None
        }
    }
}

/// The bands of age given, with their columns, from the youngest.
pub(crate) fn bands(columns: &Columns) -> Vec<(AgeBand, Vec<usize>)> {
    let band = |meaning: &str| {
        let ages = meaning.strip_prefix(BAND)?.parse().ok()?;
        Some((ages, columns.stated(meaning)?.to_vec()))
    };
    let mut bands: Vec<(AgeBand, Vec<usize>)> = columns.meanings().filter_map(band).collect();
    bands.sort_by_key(|(band, _)| *band);
    bands
}

/// The unit given of the need.
pub(crate) fn unit(columns: &Columns) -> Option<NeedUnit> {
    let named = |unit: &NeedUnit| columns.stated(&format!("{UNIT}{}", unit.name())).is_some();
    UNITS.into_iter().map(|(_, unit)| unit).find(named)
}

/// How the unit of a need is written in a mapping; `None` for a score.
pub fn unit_name(unit: NeedUnit) -> Option<&'static str> {
    UNITS.iter().find(|(_, known)| *known == unit).map(|(name, _)| *name)
}

/// The first column given for `meaning`, or else found by `names`.
pub(crate) fn given_or(columns: &Columns, meaning: &str, names: &[&str]) -> Option<usize> {
    match columns.stated(meaning) {
        Some(ranks) => ranks.first().copied(),
        None => columns.find(names),
    }
}
