//! The options of the main job, with their defaults written once.

use super::CoverageInputs;
use crate::{
    clean::IdentityOptions,
    error::{Error, Result},
    geodesy::Length,
    model::{Kind, Place},
    presence::{HoursOptions, PeriodOptions, Timetable},
};

/// Options of the main job.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(feature = "clap", derive(clap::Args))]
pub struct CoverageOptions {
    /// Places and residents within each of these distances are counted, in kilometres
    #[cfg_attr(feature = "clap", arg(
        long, value_delimiter = ',', value_name = "KM", allow_negative_numbers = true, default_values_t = Self::default().thresholds_km,
    ))]
    pub thresholds_km: Vec<f64>,
    /// Beyond this distance people are not covered, in kilometres
    #[cfg_attr(feature = "clap", arg(
        long, value_name = "KM", allow_negative_numbers = true, default_value_t = Self::default().main_threshold_km,
    ))]
    pub main_threshold_km: f64,
    /// With --within: places up to this far beyond the territory still serve, in kilometres
    #[cfg_attr(feature = "clap", arg(
        long, value_name = "KM", allow_negative_numbers = true, default_value_t = Self::default().buffer_km,
    ))]
    pub buffer_km: f64,
    /// Beyond this distance nothing is within reach: the distance is empty, in kilometres
    #[cfg_attr(feature = "clap", arg(
        long, value_name = "KM", allow_negative_numbers = true, default_value_t = Self::default().reach_km,
    ))]
    pub reach_km: f64,
    /// Roads are longer than straight lines: every distance is multiplied by this factor
    #[cfg_attr(feature = "clap", arg(
        long, value_name = "FACTOR", allow_negative_numbers = true, default_value_t = Self::default().detour,
    ))]
    pub detour: f64,
    /// The point of a commune that distances start from
    #[cfg_attr(feature = "clap", arg(long, value_enum, default_value_t = Self::default().origin))]
    pub origin: OriginChoice,
    /// An itinerant service whose stops are unknown
    #[cfg_attr(feature = "clap", arg(
        long, value_enum, default_value_t = Self::default().rounds_without_stops,
    ))]
    pub rounds_without_stops: RoundsWithoutStops,
    /// Over which time supply is counted
    #[cfg_attr(feature = "clap", command(flatten))]
    pub period: PeriodOptions,
    /// What of supply in time is asked for
    #[cfg_attr(feature = "clap", command(flatten))]
    pub hours: HoursOptions,
    /// When two rows are one place
    #[cfg_attr(feature = "clap", command(flatten))]
    pub identity: IdentityOptions,
}

/// The point of a commune that distances start from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum OriginChoice {
    /// The centroid of its contour, or a point inside when that falls outside
    Centroid,
    /// Its town hall, from the table of --chefs-lieux; else as for centroid
    ChefLieu,
}

/// What an itinerant service whose stops are unknown counts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum RoundsWithoutStops {
    /// It is listed and counted, and serves no distance: its office is not where it stops
    Ignore,
    /// It serves from the address that its list gives, as an itinerant place
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
            rounds_without_stops: RoundsWithoutStops::Ignore,
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
                Err(Error::Option { option, value: km.to_string(), expected })
            }
        };
        for km in &self.thresholds_km {
            // A threshold names two columns, so that neither 0 nor -0 will do.
            if *km == 0.0 {
                let (value, expected) =
                    (km.to_string(), "is no distance; give kilometres, such as 10 or 2.5");
                return Err(Error::Option { option: "--thresholds-km", value, expected });
            }
            distance("--thresholds-km", *km)?;
        }
        let mut sorted = self.thresholds();
        sorted.sort_unstable();
        if let Some(pair) = sorted.windows(2).find(|pair| pair[0] == pair[1]) {
            let (value, expected) =
                (pair[0].km().to_string(), "stands twice; give each threshold once");
            return Err(Error::Option { option: "--thresholds-km", value, expected });
        }
        self.identity.check()?;
        distance("--main-threshold-km", self.main_threshold_km)?;
        distance("--buffer-km", self.buffer_km)?;
        distance("--reach-km", self.reach_km)?;
        if let Some(km) = self.thresholds_km.iter().find(|km| **km > self.reach_km) {
            let (value, expected) = (km.to_string(), "is beyond `--reach-km`; raise that one");
            return Err(Error::Option { option: "--thresholds-km", value, expected });
        }
        if !(1.0..=10.0).contains(&self.detour) {
            let (value, expected) =
                (self.detour.to_string(), "is no detour; give a factor from 1 to 10, such as 1.3");
            return Err(Error::Option { option: "--detour", value, expected });
        }
        let (value, expected) = match (self.origin, &inputs.chefs_lieux) {
            (OriginChoice::ChefLieu, None) => {
                ("chef-lieu", "needs a table of town halls; give it with `--chefs-lieux`")
            }
            (OriginChoice::Centroid, Some(_)) => {
                ("centroid", "makes no use of `--chefs-lieux`; add `--origin chef-lieu`")
            }
            _ if inputs.supply.lists().next().is_none() => return Err(Error::NoLists),
            _ => return Ok(()),
        };
        Err(Error::Option { option: "--origin", value: value.to_owned(), expected })
    }
}
