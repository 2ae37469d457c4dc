//! The options of the main job, with their defaults written once.

use super::CoverageInputs;
use crate::{Error, Result, clean::IdentityOptions, source::tables::NeedUnit};
use maillage_core::BadOption;
use maillage_core::{
    access::Weight,
    geodesy::Length,
    model::{Kind, Place},
    need::{NeedOptions, SplitBands},
    presence::{HoursOptions, PeriodOptions, Timetable},
    travel::Limits,
};

/// Options of the main job.
#[derive(Debug, Clone, PartialEq)]
pub struct CoverageOptions {
    /// The distances within which places and residents are counted, in kilometres.
    pub thresholds_km: Vec<f64>,
    /// The distance beyond which people are not covered, in kilometres.
    pub main_threshold_km: f64,
    /// How far beyond the territory of [`CoverageInputs::within`] places still serve, in
    /// kilometres. Of no effect when the whole of the contours is mapped.
    pub buffer_km: f64,
    /// The distance beyond which nothing is within reach, in kilometres: a distance that is
    /// longer is empty.
    pub reach_km: f64,
    /// The factor by which every distance is multiplied, since roads are longer than straight
    /// lines; at least 1.
    pub detour: f64,
    /// The point of a commune that distances start from.
    pub origin: OriginChoice,
    /// What the distances and shares of residents are weighted by, where grids tell in which
    /// cells they live ([`CoverageInputs::residents`]).
    pub residents_weight: Weight,
    /// The column of [`CoverageInputs::illectronism`] to read, whatever need it tells of, such
    /// as a score or the people over 75; `None` reads the columns of illectronism.
    pub need_column: Option<String>,
    /// What the figures of [`need_column`](Self::need_column) are; `None` where its name tells.
    pub need_unit: Option<NeedUnit>,
    /// What an itinerant service whose stops are unknown counts for.
    pub rounds_without_stops: RoundsWithoutStops,
    /// How need is estimated.
    pub need: NeedOptions,
    /// Over which time supply is counted.
    pub period: PeriodOptions,
    /// The hours at which places are to be open.
    pub hours: HoursOptions,
    /// When two rows are one place.
    pub identity: IdentityOptions,
}

/// The point of a commune that distances start from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OriginChoice {
    /// The centroid of its contour, or a point inside when that falls outside.
    Centroid,
    /// Its town hall, from [`CoverageInputs::chefs_lieux`]; else as for the centroid.
    ChefLieu,
}

/// What an itinerant service whose stops are unknown counts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoundsWithoutStops {
    /// It is listed and counted, and serves no distance: its office is not where it stops.
    Ignore,
    /// It serves from the address that its list gives, as an itinerant place.
    AtAddress,
}

impl Default for CoverageOptions {
    fn default() -> Self {
        Self {
            thresholds_km: vec![2.0, 5.0, 10.0, 15.0, 20.0],
            main_threshold_km: 10.0,
            buffer_km: 30.0,
            reach_km: 200.0,
            detour: 1.0,
            origin: OriginChoice::Centroid,
            residents_weight: Weight::Residents,
            need_column: None,
            need_unit: None,
            rounds_without_stops: RoundsWithoutStops::Ignore,
            need: NeedOptions::default(),
            period: PeriodOptions::default(),
            hours: HoursOptions::default(),
            identity: IdentityOptions::default(),
        }
    }
}

impl CoverageOptions {
    /// The thresholds as lengths, in the order given.
    pub fn thresholds(&self) -> Vec<Length> {
        self.thresholds_km.iter().map(|km| Length::from_metres(km * 1_000.0)).collect()
    }

    /// The largest distance that is counted, in kilometres, when the buffer is smaller: near
    /// the border such counts miss places.
    pub fn counted_beyond_buffer(&self) -> Option<f64> {
        let counted = self.thresholds_km.iter().copied().chain([self.main_threshold_km]);
        Some(counted.fold(0.0, f64::max)).filter(|km| *km > self.buffer_km)
    }

    /// The main threshold as a length.
    pub fn main_threshold(&self) -> Length {
        Length::from_metres(self.main_threshold_km * 1_000.0)
    }

    /// The distance beyond which nothing is within reach.
    pub fn reach(&self) -> Length {
        Length::from_metres(self.reach_km * 1_000.0)
    }

    /// How far is looked from where people live.
    pub fn limits(&self) -> Limits {
        Limits {
            thresholds: self.thresholds(),
            main: self.main_threshold(),
            furthest: self.reach(),
            detour: self.detour,
        }
    }

    /// The kinds as which `place` serves; none when it serves no distance.
    pub fn serves(&self, place: &Place) -> impl Iterator<Item = Kind> + use<> {
        let ignored = self.rounds_without_stops == RoundsWithoutStops::Ignore;
        let serves = !(ignored && place.is_round_without_stops());
        std::iter::once(place.kind).chain(place.also).filter(move |_| serves)
    }

    /// The same, of the place of this rank in `timetable`: none as well when it is not open
    /// when it is asked for.
    pub fn serves_in_time(
        &self,
        place: &Place,
        rank: usize,
        timetable: &Timetable,
    ) -> impl Iterator<Item = Kind> + use<> {
        let open = self.hours.serves(timetable.places[rank].as_ref(), timetable.period);
        self.serves(place).filter(move |_| open)
    }

    /// Whether every option is in its range and has the file it needs.
    pub(super) fn check(&self, inputs: &CoverageInputs) -> Result<()> {
        let distance = |option, km: f64| {
            let sound = km.is_finite() && (0.0..=20_000.0).contains(&km);
            let expected = "is no distance; give kilometres, such as 10 or 2.5";
            if sound {
                Ok(())
            } else {
                Err(Error::Option(BadOption { field: option, value: km.to_string(), expected }))
            }
        };
        for km in &self.thresholds_km {
            // A threshold names two columns, so that neither 0 nor -0 will do.
            if *km == 0.0 {
                let (value, expected) =
                    (km.to_string(), "is no distance; give kilometres, such as 10 or 2.5");
                return Err(Error::Option(BadOption {
                    field: "options.thresholds_km",
                    value,
                    expected,
                }));
            }
            distance("options.thresholds_km", *km)?;
        }
        let mut sorted = self.thresholds();
        sorted.sort_unstable();
        if let Some(pair) = sorted.windows(2).find(|pair| pair[0] == pair[1]) {
            let (value, expected) =
                (pair[0].km().to_string(), "stands twice; give each threshold once");
            return Err(Error::Option(BadOption {
                field: "options.thresholds_km",
                value,
                expected,
            }));
        }
        self.identity.check()?;
        self.check_need(inputs)?;
        distance("options.main_threshold_km", self.main_threshold_km)?;
        distance("options.buffer_km", self.buffer_km)?;
        distance("options.reach_km", self.reach_km)?;
        if let Some(km) = self.thresholds_km.iter().find(|km| **km > self.reach_km) {
            let (value, expected) =
                (km.to_string(), "is beyond `options.reach_km`; raise that one");
            return Err(Error::Option(BadOption {
                field: "options.thresholds_km",
                value,
                expected,
            }));
        }
        if !(1.0..=10.0).contains(&self.detour) {
            let (value, expected) =
                (self.detour.to_string(), "is no detour; give a factor from 1 to 10, such as 1.3");
            return Err(Error::Option(BadOption { field: "options.detour", value, expected }));
        }
        let (value, expected) = match (self.origin, &inputs.chefs_lieux) {
            (OriginChoice::ChefLieu, None) => {
                ("chef-lieu", "needs a table of town halls; give it with `sources.chefs_lieux`")
            }
            (OriginChoice::Centroid, Some(_)) => (
                "centroid",
                "makes no use of `sources.chefs_lieux`; add `options.origin chef-lieu`",
            ),
            _ if inputs.supply.lists().next().is_none() => return Err(Error::NoLists),
            _ => return Ok(()),
        };
        Err(Error::Option(BadOption { field: "options.origin", value: value.to_owned(), expected }))
    }

    /// Whether need is told in one way, with all that it takes.
    fn check_need(&self, inputs: &CoverageInputs) -> Result<()> {
        let refused = |option, value: &str, expected| {
            Err(Error::Option(BadOption { field: option, value: value.to_owned(), expected }))
        };
        let ages = inputs.ages.as_deref().map(|path| path.display().to_string());
        match (&inputs.rates, ages) {
            (Some(rates), _) if inputs.illectronism.is_some() => refused(
                "sources.rates",
                rates,
                "and `sources.illectronism` both tell the need; give one of them",
            ),
            (Some(rates), None) if inputs.residents.is_empty() => refused(
                "sources.rates",
                rates,
                "are rates by age, and nothing tells the ages; add `sources.ages` with people by age and commune, or `sources.residents` with a grid of them",
            ),
            (None, Some(ages)) => refused(
                "sources.ages",
                &ages,
                "makes no use of ages without rates; add `sources.rates insee-2021`, or a table of your own",
            ),
            (None, _) if inputs.margins.is_some() => {
                let margins = inputs.margins.as_deref().map(|path| path.display().to_string());
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
            _ if self.residents_weight == Weight::Need
                && (inputs.rates.is_none() || inputs.residents.is_empty()) =>
            {
                refused(
                    "options.residents_weight",
                    "need",
                    "weighs the cells of a grid by their estimated need; add `sources.residents` and `sources.rates`",
                )
            }
            _ if self.need_column.is_some() && inputs.illectronism.is_none() => refused(
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
