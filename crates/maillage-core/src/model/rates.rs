//! Published rates: how common illectronism is among people of each age, and how that is
//! known.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::model::AgeBand;

/// A table of rates, as its file tells it. Rates are shares of people, 0 to 1.
///
/// A table that was read has passed [`source::rates`](maillage_intake::source::rates): its bands
/// follow one another without hole or overlap, the last is open, every rate is a share.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateTable {
    /// What outputs call it.
    pub id: String,
    /// What it is about, in a line.
    #[serde(rename = "titre")]
    pub title: String,
    /// The year of the survey.
    #[serde(rename = "annee")]
    pub year: u16,
    /// Whom the survey covers.
    #[serde(rename = "population")]
    pub covers: String,
    /// Codes of départements that it does not cover.
    #[serde(rename = "hors_champ", default)]
    pub excluded: Vec<String>,
    /// What is counted.
    pub definition: String,
    /// Where the table was published.
    pub source: String,
    /// To what the rates are rounded: 0.01 for whole per cents. Zero when they are not.
    #[serde(rename = "arrondi", default)]
    pub rounding: f64,
    /// What stands for standard errors that were not published.
    #[serde(rename = "echantillon")]
    pub sample: Option<Sample>,
    /// The rate of all together.
    pub total: Option<Figure>,
    /// The rates by age, from the youngest.
    pub ages: Vec<BandRate>,
    /// Rates by something else than age.
    #[serde(rename = "marges", default)]
    pub margins: Vec<Margin>,
    /// How far areas are from what their ages alone make expect.
    #[serde(rename = "erreur_modele")]
    pub model_error: Option<ModelError>,
    /// Rates that were published of areas, to compare with.
    #[serde(rename = "territoires", default)]
    pub areas: Vec<AreaRate>,
}

impl RateTable {
    /// Whether the survey covers the département of this code.
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
    /// To what it is rounded: 0.001 for tenths of per cents.
    #[serde(rename = "arrondi", default)]
    pub rounding: f64,
    /// Whether it was seen in the publication itself.
    #[serde(rename = "verifie", default)]
    pub verified: bool,
    /// Where it was seen.
    pub source: String,
}

/// The rate of one band of age.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BandRate {
    /// The ages.
    #[serde(rename = "tranche")]
    pub band: AgeBand,
    /// The share, 0 to 1; `None` when it is not known.
    #[serde(rename = "taux")]
    pub rate: Option<f64>,
    /// Its standard error, where it was published.
    #[serde(rename = "ecart_type")]
    pub standard_error: Option<f64>,
    /// People of these ages that the survey covers, to close the table to its total.
    #[serde(rename = "personnes")]
    pub people: Option<f64>,
    /// Whether the rate was seen in the publication itself.
    #[serde(rename = "verifie", default)]
    pub verified: bool,
    /// Where it was seen.
    #[serde(default)]
    pub source: String,
}

/// The sample behind rates whose standard errors were not published: the error of a share t
/// of n people is √(`design_effect` × t (1 − t) / n).
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sample {
    /// People who answered.
    #[serde(rename = "personnes")]
    pub people: f64,
    /// By how much the survey's design widens the variance of a simple random sample.
    #[serde(rename = "effet_plan")]
    pub design_effect: f64,
    /// Whether both were seen in a publication.
    #[serde(rename = "verifie", default)]
    pub verified: bool,
    /// Where they are from.
    pub source: String,
}

/// How far areas are from what their ages make expect, as relative standard deviations.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelError {
    /// Shared by the communes of one région.
    pub region: f64,
    /// Of each commune on its own.
    pub commune: f64,
    /// How they were found.
    pub source: String,
}

/// A rate that was published of an area.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AreaRate {
    /// `reg:11`, `dep:16`.
    pub code: String,
    /// The share, 0 to 1.
    #[serde(rename = "taux")]
    pub rate: f64,
    /// That of France in the same publication.
    #[serde(rename = "taux_france")]
    pub national: f64,
    /// To what it is rounded.
    #[serde(rename = "arrondi", default)]
    pub rounding: f64,
    /// The year it is of.
    #[serde(rename = "annee")]
    pub year: u16,
    /// Whether it was seen in the publication itself.
    #[serde(rename = "verifie", default)]
    pub verified: bool,
    /// Where it was seen.
    pub source: String,
}

/// Rates by something else than age: diploma, standard of living.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Margin {
    /// What it is by.
    #[serde(rename = "nom")]
    pub name: String,
    /// How much of what it says is believed, 0 to 1: it may say again what age says already.
    #[serde(rename = "poids", default = "whole")]
    pub weight: f64,
    /// Its categories.
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
    /// Columns of a local table that count its people: they are added up. A year in a name is
    /// left out: `p_nscol15p_diplmin` is also that of `P21_NSCOL15P_DIPLMIN`.
    #[serde(rename = "colonnes")]
    pub columns: Vec<String>,
    /// Its share of the people that the survey covers, 0 to 1.
    #[serde(rename = "part")]
    pub share: Option<f64>,
    /// The share that is illectronic, 0 to 1; `None` when it is not known.
    #[serde(rename = "taux")]
    pub rate: Option<f64>,
    /// Whether the rate was seen in the publication itself.
    #[serde(rename = "verifie", default)]
    pub verified: bool,
    /// Where it was seen.
    #[serde(default)]
    pub source: String,
}

fn whole() -> f64 {
    1.0
}

/// How many people of each age there are in a reference population, to split bands of age by.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pyramid {
    /// What outputs call it.
    pub id: String,
    /// The year it is of.
    #[serde(rename = "annee")]
    pub year: u16,
    /// Whom it counts.
    #[serde(rename = "population")]
    pub covers: String,
    /// Where it is from.
    pub source: String,
    /// Whether its figures were seen in the publication itself.
    #[serde(rename = "verifie", default)]
    pub verified: bool,
    /// People by band, `0-4 = 3600000`, from the youngest; the last is open.
    #[serde(rename = "personnes", deserialize_with = "bands")]
    pub people: Vec<(AgeBand, f64)>,
}

impl Pyramid {
    /// People of these ages: within a band of the pyramid ages are taken to be spread evenly.
    /// `None` when that would cut its last band, which is open.
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
