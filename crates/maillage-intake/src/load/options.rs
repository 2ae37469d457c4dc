//! The options of loading, with their defaults.

use maillage_core::{
    BadOption,
    measure::check_distance,
    need::{NeedOptions, NeedUnit, SplitBands},
    presence::PeriodOptions,
    travel::CostUnit,
};
use maillage_hours::Moment;

use super::Sources;
use crate::{Error, Result, clean::IdentityOptions, sentences};

/// Options of loading.
#[derive(Debug, Clone, PartialEq)]
pub struct LoadOptions {
    /// Width of the buffer around the study area whose places also serve, in kilometres. 30 by
    /// default.
    pub buffer_km: f64,
    /// The point of departure of a commune.
    pub origin: OriginChoice,
    /// The column of need to read, whatever need it measures; `None` reads illectronism.
    pub need_column: Option<String>,
    /// Unit of that column, when its name does not give it.
    pub need_unit: Option<NeedUnit>,
    /// Options of the estimate of need.
    pub need: NeedOptions,
    /// Options of the period over which supply is counted.
    pub period: PeriodOptions,
    /// A moment that the period must contain, when the period is not given.
    pub moment: Option<Moment>,
    /// Options to merge duplicates.
    pub identity: IdentityOptions,
    /// Unit of a square travel table, when the table does not give it.
    pub travel_unit: Option<CostUnit>,
    /// Whether the territory holds the unions of its communes, which results are given for.
    pub unions: UnionsAsked,
}

/// Which unions of communes a territory holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum UnionsAsked {
    /// None: results are of communes.
    #[default]
    None,
    /// All that are known.
    All,
}

/// The point of departure of a commune.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OriginChoice {
    /// The centroid of the contour, or an interior point when the centroid falls outside.
    Centroid,
    /// The town hall, from the table of town halls or from France brought along; where
    /// missing, as for [`Self::Centroid`].
    ChefLieu,
}

impl Default for LoadOptions {
    fn default() -> Self {
        Self {
            buffer_km: 30.0,
            origin: OriginChoice::ChefLieu,
            need_column: None,
            need_unit: None,
            need: NeedOptions::default(),
            period: PeriodOptions::default(),
            moment: None,
            identity: IdentityOptions::default(),
            travel_unit: None,
            unions: UnionsAsked::None,
        }
    }
}

impl LoadOptions {
    /// Checks that every option is in its range, whatever the files.
    ///
    /// # Errors
    ///
    /// [`Error::Option`] for the first that fails.
    pub fn check_ranges(&self) -> Result<()> {
        self.identity.check()?;
        Ok(check_distance("options.buffer_km", self.buffer_km)?)
    }

    /// Checks that every option is in its range and has the files that it requires.
    ///
    /// # Errors
    ///
    /// [`Error::Option`] for the first option or source that fails; [`Error::NoLists`] without any
    /// list of places.
    pub fn check(&self, sources: &Sources) -> Result<()> {
        self.check_ranges()?;
        self.check_need(sources)?;
        if sources.travel_table.is_some() && !sources.residents.is_empty() {
            let value = sources.residents[0].display().to_string();
            let expected = sentences::cells_beside_table();
            return Err(BadOption { field: "sources.residents", value, expected }.into());
        }
        if let (Some(unit), None) = (self.travel_unit, &sources.travel_table) {
            let value = unit.name().to_owned();
            let expected = sentences::unit_of_no_table();
            return Err(BadOption { field: "options.travel_unit", value, expected }.into());
        }
        let (value, expected) = match (self.origin, &sources.chefs_lieux) {
            (OriginChoice::Centroid, Some(_)) => {
                ("centroid", sentences::centroid_beside_town_halls())
            }
            _ if sources.supply.is_empty() => return Err(Error::NoLists),
            _ => return Ok(()),
        };
        Err(BadOption { field: "options.origin", value: value.to_owned(), expected }.into())
    }

    /// Checks that need comes from exactly one source, with all the files that it requires.
    fn check_need(&self, sources: &Sources) -> Result<()> {
        let refused = |option, value: &str, expected| {
            Err(Error::Option(BadOption { field: option, value: value.to_owned(), expected }))
        };
        let ages = sources.ages.as_deref().map(|path| path.display().to_string());
        match (&sources.rates, ages) {
            (Some(rates), _) if sources.illectronism.is_some() => {
                refused("sources.rates", rates, sentences::need_twice())
            }
            (Some(rates), None) if sources.residents.is_empty() => {
                refused("sources.rates", rates, sentences::ages_needed())
            }
            (None, Some(ages)) => refused("sources.ages", &ages, sentences::ages_without_rates()),
            (None, _) if sources.margins.is_some() => {
                let margins = sources.margins.as_deref().map(|path| path.display().to_string());
                refused(
                    "sources.margins",
                    &margins.unwrap_or_default(),
                    sentences::margins_without_rates(),
                )
            }
            (None, _) if !self.need.calibrate.is_empty() => refused(
                "options.calibrate",
                &self.need.calibrate[0].scope.to_string(),
                sentences::no_estimates(),
            ),
            (None, _) if self.need.close_to_total => {
                refused("options.close_to_total", "", sentences::closes_rates())
            }
            (None, _) if self.need.split_bands != SplitBands::Refuse => {
                refused("options.split_bands", "", sentences::splits_bands())
            }
            (None, _) if self.need.pyramid != NeedOptions::default().pyramid => {
                refused("options.pyramid", &self.need.pyramid, sentences::splits_bands())
            }
            _ if self.need_column.is_some() && sources.illectronism.is_none() => refused(
                "options.need_column",
                self.need_column.as_deref().unwrap_or_default(),
                sentences::column_of_no_table(),
            ),
            _ if self.need_unit.is_some() && self.need_column.is_none() => {
                let unit = self.need_unit.map_or("", NeedUnit::name);
                refused("options.need_unit", unit, sentences::unit_of_no_column())
            }
            _ => Ok(()),
        }
    }
}
