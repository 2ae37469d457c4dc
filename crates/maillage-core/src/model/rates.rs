//! Published rates of illectronism by age, with their sources and errors.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::model::AgeBand;

/// A rate table, as given in its file. Rates are shares of people, 0 to 1.
///
/// A table read from a file has passed the checks of `maillage_intake::source::rates`:
/// the bands follow one another without gap or overlap, the last band has no upper limit,
/// and every rate is between 0 and 1.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateTable {
    /// Identifier used in outputs.
    pub id: String,
    /// Title, on one line.
    #[serde(rename = "titre")]
    pub title: String,
    /// The year of the survey.
    #[serde(rename = "annee")]
    pub year: u16,
    /// The population that the survey covers.
    #[serde(rename = "population")]
    pub covers: String,
    /// Codes of the départements that the survey does not cover.
    #[serde(rename = "hors_champ", default)]
    pub excluded: Vec<String>,
    /// Definition of illectronism in this survey.
    pub definition: String,
    /// Where the table was published.
    pub source: String,
    /// Rounding step of the rates: 0.01 for whole per cents. Zero when they are not
    /// rounded.
    #[serde(rename = "arrondi", default)]
    pub rounding: f64,
    /// The sample that standard errors are computed from when none were published.
    #[serde(rename = "echantillon")]
    pub sample: Option<Sample>,
    /// The rate over all ages.
    pub total: Option<Figure>,
    /// The rates by age, from the youngest.
    pub ages: Vec<BandRate>,
    /// Rates by variables other than age.
    #[serde(rename = "marges", default)]
    pub margins: Vec<Margin>,
    /// Deviation of areas from the rate expected from their ages alone.
    #[serde(rename = "erreur_modele")]
    pub model_error: Option<ModelError>,
    /// Published rates of areas, to compare the estimates with.
    #[serde(rename = "territoires", default)]
    pub areas: Vec<AreaRate>,
}

impl RateTable {
    /// Whether the survey covers the département with this code.
    pub fn covers_departement(&self, code: &str) -> bool {
        !self.excluded.iter().any(|out| out == code)
    }
}

/// One published figure.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// The share, 0 to 1.
    #[serde(rename = "taux")]
    pub rate: f64,
    /// Rounding step: 0.001 for tenths of per cents.
    #[serde(rename = "arrondi", default)]
    pub rounding: f64,
    /// Whether somebody checked the figure in the publication itself.
    #[serde(rename = "verifie", default)]
    pub verified: bool,
    /// The publication.
    pub source: String,
}

/// The rate of one band of age.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BandRate {
    /// The band of age.
    #[serde(rename = "tranche")]
    pub band: AgeBand,
    /// The share, 0 to 1; `None` when unknown.
    #[serde(rename = "taux")]
    pub rate: Option<f64>,
    /// Standard error, where published.
    #[serde(rename = "ecart_type")]
    pub standard_error: Option<f64>,
    /// People of these ages that the survey covers. They serve to calibrate the table on
    /// its total.
    #[serde(rename = "personnes")]
    pub people: Option<f64>,
    /// Whether somebody checked the rate in the publication itself.
    #[serde(rename = "verifie", default)]
    pub verified: bool,
    /// The publication.
    #[serde(default)]
    pub source: String,
}

/// The sample of a survey whose standard errors were not published. The standard error of a
/// share t of n people is √(`design_effect` × t (1 − t) / n).
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sample {
    /// Respondents.
    #[serde(rename = "personnes")]
    pub people: f64,
    /// Design effect: the variance of the survey divided by that of a simple random sample.
    #[serde(rename = "effet_plan")]
    pub design_effect: f64,
    /// Whether somebody checked both values in a publication.
    #[serde(rename = "verifie", default)]
    pub verified: bool,
    /// The source of both values.
    pub source: String,
}

/// Relative standard deviations of areas around the rate expected from their ages.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelError {
    /// Component common to the communes of one région.
    pub region: f64,
    /// Component of each commune.
    pub commune: f64,
    /// How both values were estimated.
    pub source: String,
}

/// The published rate of an area.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreaRate {
    /// Code of the area: `reg:11`, `dep:16`.
    pub code: String,
    /// The share, 0 to 1.
    #[serde(rename = "taux")]
    pub rate: f64,
    /// The rate of France in the same publication.
    #[serde(rename = "taux_france")]
    pub national: f64,
    /// Rounding step.
    #[serde(rename = "arrondi", default)]
    pub rounding: f64,
    /// The year of the rate.
    #[serde(rename = "annee")]
    pub year: u16,
    /// Whether somebody checked the rate in the publication itself.
    #[serde(rename = "verifie", default)]
    pub verified: bool,
    /// The publication.
    pub source: String,
}

/// Rates by a variable other than age: diploma, standard of living.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Margin {
    /// Name of the variable.
    #[serde(rename = "nom")]
    pub name: String,
    /// Weight of the margin, 0 to 1. Below 1 when the variable is correlated with age,
    /// whose effect is already counted.
    #[serde(rename = "poids", default = "whole")]
    pub weight: f64,
    /// The categories of the variable.
    #[serde(rename = "modalites")]
    pub categories: Vec<Category>,
}

/// One category of a margin.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Its name.
    #[serde(rename = "nom")]
    pub name: String,
    /// Columns of a local table that count the people of this category; they are added up.
    /// The year in a column name is ignored: `p_nscol15p_diplmin` also matches
    /// `P21_NSCOL15P_DIPLMIN`.
    #[serde(rename = "colonnes")]
    pub columns: Vec<String>,
    /// Share of this category in the population that the survey covers, 0 to 1.
    #[serde(rename = "part")]
    pub share: Option<f64>,
    /// Illectronic share of the category, 0 to 1; `None` when unknown.
    #[serde(rename = "taux")]
    pub rate: Option<f64>,
    /// Whether somebody checked the rate in the publication itself.
    #[serde(rename = "verifie", default)]
    pub verified: bool,
    /// The publication.
    #[serde(default)]
    pub source: String,
}

fn whole() -> f64 {
    1.0
}

/// People by age in a reference population. It serves to split bands of age.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pyramid {
    /// Identifier used in outputs.
    pub id: String,
    /// The year of the figures.
    #[serde(rename = "annee")]
    pub year: u16,
    /// The reference population.
    #[serde(rename = "population")]
    pub covers: String,
    /// The publication.
    pub source: String,
    /// Whether somebody checked the figures in the publication itself.
    #[serde(rename = "verifie", default)]
    pub verified: bool,
    /// People by band, `0-4 = 3600000`, from the youngest. The last band has no upper
    /// limit.
    #[serde(rename = "personnes", deserialize_with = "bands")]
    pub people: Vec<(AgeBand, f64)>,
}

impl Pyramid {
    /// People of these ages. Within a band of the pyramid, ages are assumed uniformly
    /// distributed. `None` when `ages` would split the last band, which has no upper limit.
    pub fn people_aged(&self, ages: AgeBand) -> Option<f64> {
        let part = |(band, people): &(AgeBand, f64)| match band.and(ages) {
            None => Some(0.0),
            Some(shared) if shared == *band => Some(*people),
            Some(shared) => Some(people * f64::from(shared.years()?) / f64::from(band.years()?)),
        };
        self.people.iter().map(part).sum()
    }
}

fn bands<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<(AgeBand, f64)>, D::Error> {
    let people = BTreeMap::<String, f64>::deserialize(from)?;
    let band = |(text, people): (String, f64)| {
        let band = text.parse().map_err(|_| {
            serde::de::Error::custom(format!("`{text}` is no band of age; write 15-24 or 75+"))
        })?;
        Ok((band, people))
    };
    let mut bands = people.into_iter().map(band).collect::<Result<Vec<_>, D::Error>>()?;
    bands.sort_by_key(|(band, _)| *band);
    Ok(bands)
}
