//! The estimate of need: people by age times rates by age, with an interval.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    CompleteRates, Crosswalk, Group, NeedOptions, Scope,
    calibrate::{covers, groups},
    complete,
    variance::{self, Interval},
};
use crate::{
    Error, Result,
    model::{AgeBand, CommuneCode, ModelError, Pyramid, RateTable, region_of},
    sentences,
};

/// People of one commune by band of rates, and the need that the rates predict, before calibration.
#[derive(Debug, Clone, PartialEq)]
pub struct Peopled {
    /// People that the rates cover: those aged 15 or older.
    pub adults: f64,
    /// The same people by band of rates, multiplied by the factor of the margins.
    pub by_band: Vec<f64>,
    /// Number of illectronic people that the rates predict.
    pub expected: f64,
}

/// The estimate of one commune.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    /// The people behind the estimate.
    pub peopled: Peopled,
    /// Rank of the group that it was calibrated with. `None` without calibration.
    pub group: Option<usize>,
    /// Number of illectronic people, with its interval.
    pub interval: Interval,
}

/// All estimates of a run, with their inputs.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimates {
    /// The rate table.
    pub table: RateTable,
    /// The rates of that table with missing values filled in, and their covariance.
    pub rates: CompleteRates,
    /// Crosswalk from the age bands of the people to those of the rates.
    pub crosswalk: Crosswalk,
    /// Relative standard deviations of the model: how far areas differ from what their ages
    /// predict.
    pub error: ModelError,
    /// The groups of communes that were scaled to totals.
    pub groups: Vec<Group>,
    /// Estimates by commune, without the communes that the rates do not cover.
    pub communes: BTreeMap<CommuneCode, Estimate>,
    /// All communes of the table of ages before calibration, in the codes of that table, including
    /// those outside the contours.
    pub all: BTreeMap<CommuneCode, Peopled>,
}

/// People by commune and band of age, with the factor of the margins.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AgedPeople {
    /// People by band of age.
    pub people: BTreeMap<CommuneCode, Vec<f64>>,
    /// Factor of the margins. A commune that is absent has a factor of 1.
    pub margins: BTreeMap<CommuneCode, f64>,
}

impl Estimates {
    /// Prepares the rates for people counted by the age bands `bands`. No commune is estimated yet.
    /// Errors call the table of people `people`.
    ///
    /// # Errors
    ///
    /// [`Error::Rates`] when the rate table lacks rates, standard errors or model errors.
    /// [`Error::Bands`] when its bands do not fit those of the people.
    pub fn prepare(
        table: &RateTable,
        people: &str,
        bands: &[AgeBand],
        pyramid: &Pyramid,
        options: &NeedOptions,
    ) -> Result<Self> {
        let rates = complete(table, options.close_to_total)?;
        let crosswalk = Crosswalk::new(people, bands, &rates.bands, options.split_bands, pyramid)?;
        let error = table.model_error.clone().ok_or_else(|| Error::Rates {
            name: table.id.clone(),
            reason: sentences::no_model_error(),
        })?;
        Ok(Self {
            table: table.clone(),
            rates,
            crosswalk,
            error,
            groups: Vec::new(),
            communes: BTreeMap::new(),
            all: BTreeMap::new(),
        })
    }

    /// Estimates `communes`, calibrated to the totals of `options` over `all`.
    ///
    /// `contours` are the codes of all communes: the area of a total must not miss any.
    ///
    /// # Errors
    ///
    /// [`Error::Option`] when a total of `options` cannot be used: it is given twice, the ages of
    /// its area are incomplete, or it leaves an implausible number for its communes.
    pub fn of(
        mut self,
        communes: &AgedPeople,
        all: &AgedPeople,
        contours: &BTreeSet<CommuneCode>,
        options: &NeedOptions,
    ) -> Result<Self> {
        self.all = self.people(all);
        let here = self.people(communes);
        let targets = &options.calibrate;
        self.groups = groups(targets, &self.all, &here, contours, &self.table)?;
        let estimates = here.into_iter().map(|(code, peopled)| {
            let group = self.groups.iter().position(|group| group.scope.holds(code));
            let interval = variance::of_commune(&self, code, &peopled, group, options.confidence);
            (code, Estimate { peopled, group, interval })
        });
        let estimates: BTreeMap<CommuneCode, Estimate> = estimates.collect();
        Ok(Self { communes: estimates, ..self })
    }

    fn people(&self, of: &AgedPeople) -> BTreeMap<CommuneCode, Peopled> {
        let covered = |code: &CommuneCode| self.table.covers_departement(code.departement());
        let peopled = |(code, people): (&CommuneCode, &Vec<f64>)| {
            let mut by_band = self.crosswalk.people_by_rate_band(people);
            let adults = by_band.iter().sum();
            let margin = of.margins.get(code).copied().unwrap_or(1.0);
            by_band.iter_mut().for_each(|people| *people *= margin);
            let expected = dot(&by_band, &self.rates.rates);
            (*code, Peopled { adults, by_band, expected })
        };
        of.people.iter().filter(|(code, _)| covered(code)).map(peopled).collect()
    }

    /// Whether the table of ages covers the whole area.
    pub fn covers(&self, scope: &Scope) -> bool {
        covers(scope, &self.all, &self.table)
    }
}

/// Prepares and estimates in one call: the need of `communes`, calibrated over these same communes.
///
/// # Errors
///
/// Those of [`Estimates::prepare`] and [`Estimates::of`].
pub fn estimate(
    table: &RateTable,
    bands: &[AgeBand],
    pyramid: &Pyramid,
    communes: &AgedPeople,
    options: &NeedOptions,
) -> Result<Estimates> {
    let codes = communes.people.keys().copied().collect();
    Estimates::prepare(table, "ages", bands, pyramid, options)?
        .of(communes, communes, &codes, options)
}

pub(super) fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

pub(super) fn region(code: CommuneCode) -> &'static str {
    region_of(code.departement()).unwrap_or_default()
}
