//! The estimate: people of each age times the rate of their age, with its interval.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    CompleteRates, Crosswalk, Group, NeedOptions, Scope,
    calibrate::{fills, groups},
    complete,
    variance::{self, Interval},
};
use crate::{
    Error, Result,
    model::{AgeBand, CommuneCode, ModelError, Pyramid, RateTable, region_of},
};

/// The people of one commune, as rates see them, before any calibration.
#[derive(Debug, Clone, PartialEq)]
pub struct Peopled {
    /// People that the rates are of: 15 years and older.
    pub adults: f64,
    /// The same by band of rates, times what margins say.
    pub by_band: Vec<f64>,
    /// Illectronic people that the rates make expect.
    pub expected: f64,
}

/// What is estimated of one commune.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    /// The people it is made of.
    pub peopled: Peopled,
    /// The rank of the group it was calibrated with.
    pub group: Option<usize>,
    /// Illectronic people, and the interval.
    pub interval: Interval,
}

/// The estimates of a run, with what they were made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimates {
    /// The table of rates.
    pub table: RateTable,
    /// The same, complete.
    pub rates: CompleteRates,
    /// From the ages of the people to those of the rates.
    pub crosswalk: Crosswalk,
    /// How far areas are from what their ages make expect.
    pub error: ModelError,
    /// The communes that were scaled to totals.
    pub groups: Vec<Group>,
    /// By commune. A commune that the rates do not cover is not in it.
    pub communes: BTreeMap<CommuneCode, Estimate>,
    /// The communes of the table of ages in their own codes, also beyond the contours; before
    /// calibration.
    pub all: BTreeMap<CommuneCode, Peopled>,
}

/// The people of some communes: by code, by band of age, and by how much margins multiply them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AgedPeople {
    /// People by band of age.
    pub people: BTreeMap<CommuneCode, Vec<f64>>,
    /// What margins multiply estimates by; 1 where there is none.
    pub margins: BTreeMap<CommuneCode, f64>,
}

impl Estimates {
    /// The rates, ready for people counted by `bands` in what errors call `people`. Nobody is
    /// estimated yet.
    ///
    /// # Errors
    ///
    /// When the table is not complete, tells no errors, or its bands cannot be met.
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
            reason: "it has no [erreur_modele], and ages alone do not tell how sure an estimate is; add it with `region` and `commune`, as `maillage rates insee-2021` shows".to_owned(),
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

    /// Illectronic people of `communes`, calibrated to the totals of `options` over `all`.
    /// `contours` are all communes there are: areas must not lack them.
    ///
    /// # Errors
    ///
    /// Those of totals that cannot be met.
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

    /// Whether all of an area is in the table of ages.
    pub fn fill(&self, scope: &Scope) -> bool {
        fills(scope, &self.all, &self.table)
    }
}

/// Estimates of `communes` by rates, calibrated over `all`: the whole of it in one call.
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
