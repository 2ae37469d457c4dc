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
use crate::{Error, Result, clean::IdentityOptions};

/// Options of loading.
#[derive(Debug, Clone, PartialEq)]
pub struct LoadOptions {
    /// Width of the buffer around the study area whose places also serve, in kilometres.
    pub buffer_km: f64,
    /// The point of departure of a commune.
    pub origin: OriginChoice,
    /// The column of need to read, whatever need it measures.
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
    /// [`Error::Option`] for the first that fails;
    /// [`Error::NoLists`].
    pub fn check(&self, sources: &Sources) -> Result<()> {
        self.check_ranges()?;
        self.check_need(sources)?;
        if sources.travel_table.is_some() && !sources.residents.is_empty() {
            let value = sources.residents[0].display().to_string();
            let expected = "makes ways start from cells, and a travel table is of communes; leave one of them out";
            return Err(BadOption { field: "sources.residents", value, expected }.into());
        }
        if let (Some(unit), None) = (self.travel_unit, &sources.travel_table) {
            let value = unit.name().to_owned();
            let expected = "is of no table; give it with `sources.travel_table`";
            return Err(BadOption { field: "options.travel_unit", value, expected }.into());
        }
        let (value, expected) = match (self.origin, &sources.chefs_lieux) {
            (OriginChoice::Centroid, Some(_)) => {
                ("centroid", "makes no use of `sources.chefs_lieux`; leave one of them out")
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
            (Some(rates), _) if sources.illectronism.is_some() => refused(
                "sources.rates",
                rates,
                "and `sources.illectronism` both tell the need; give one of them",
            ),
            (Some(rates), None) if sources.residents.is_empty() => refused(
                "sources.rates",
                rates,
                "are rates by age, and nothing tells the ages; add `sources.ages` with people by age and commune, or `sources.residents` with a grid of them",
            ),
            (None, Some(ages)) => refused(
                "sources.ages",
                &ages,
                "makes no use of ages without rates; add `sources.rates insee-2021`, or a table of your own",
            ),
            (None, _) if sources.margins.is_some() => {
                let margins = sources.margins.as_deref().map(|path| path.display().to_string());
                refused(
                    "sources.margins",
                    &margins.unwrap_or_default(),
                    "makes no use of margins without rates; add `sources.rates`",
                )
            }
            (None, _) if !self.need.calibrate.is_empty() => refused(
                "options.calibrate",
                &self.need.calibrate[0].scope.to_string(),
                "scales estimates, and there are none; add `sources.rates`",
            ),
            (None, _) if self.need.close_to_total => {
                refused("options.close_to_total", "", "closes a rate table; add `sources.rates`")
            }
            (None, _) if self.need.split_bands != SplitBands::Refuse => refused(
                "options.split_bands",
                "",
                "splits bands of age for rates; add `sources.rates`",
            ),
            (None, _) if self.need.pyramid != NeedOptions::default().pyramid => refused(
                "options.pyramid",
                &self.need.pyramid,
                "splits bands of age for rates; add `sources.rates`",
            ),
            _ if self.need_column.is_some() && sources.illectronism.is_none() => refused(
                "options.need_column",
                self.need_column.as_deref().unwrap_or_default(),
                "is of no table; give it with `sources.illectronism`",
            ),
            _ if self.need_unit.is_some() && self.need_column.is_none() => {
                let unit = self.need_unit.map_or("", NeedUnit::name);
                refused(
                    "options.need_unit",
                    unit,
                    "is of no column; name it with `options.need_column`",
                )
            }
            _ => Ok(()),
        }
    }
}
