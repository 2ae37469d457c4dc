//! The options of a measure, with their defaults written once.

use super::Way;
use crate::{
    BadOption,
    access::Weight,
    geodesy::Length,
    model::{Kind, Place},
    presence::HoursOptions,
    travel::{Cost, CostUnit, Limits},
};

/// Options of a measure.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasureOptions {
    /// Places and residents within each of these distances are counted, in kilometres.
    pub thresholds_km: Vec<f64>,
    /// Beyond this distance people are not covered, in kilometres.
    pub main_threshold_km: f64,
    /// Beyond this distance nothing is within reach: the distance is empty, in kilometres.
    pub reach_km: f64,
    /// Roads are longer than straight lines: every straight line is multiplied by this factor.
    pub detour: f64,
    /// With durations: places and residents within each of these are counted, in minutes.
    pub thresholds_min: Vec<f64>,
    /// With durations: beyond this people are not covered, in minutes.
    pub main_threshold_min: f64,
    /// With durations: what the way to a place in one's own commune takes where the table does
    /// not say, in minutes; unknown without it.
    pub own_commune_min: Option<f64>,
    /// What the distances and shares of residents are weighted by.
    pub residents_weight: Weight,
    /// An itinerant service whose stops are unknown.
    pub rounds_without_stops: RoundsWithoutStops,
    /// What of supply in time is asked for.
    pub hours: HoursOptions,
}

/// What an itinerant service whose stops are unknown counts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoundsWithoutStops {
    /// It is listed and counted, and serves no distance: its office is not where it stops.
    Ignore,
    /// It serves from the address that its list gives, as an itinerant place.
    AtAddress,
}

impl Default for MeasureOptions {
    fn default() -> Self {
        Self {
            thresholds_km: vec![2.0, 5.0, 10.0, 15.0, 20.0],
            main_threshold_km: 10.0,
            reach_km: 200.0,
            detour: 1.0,
            thresholds_min: vec![5.0, 10.0, 15.0, 20.0, 30.0],
            main_threshold_min: 20.0,
            own_commune_min: None,
            residents_weight: Weight::Residents,
            rounds_without_stops: RoundsWithoutStops::Ignore,
            hours: HoursOptions::default(),
        }
    }
}

impl MeasureOptions {
    /// The distance beyond which nothing is within reach.
    pub fn reach(&self) -> Length {
        Length::from_metres(self.reach_km * 1_000.0)
    }

    /// The cost of the way to a place in one's own commune where a table does not say.
    pub fn own_commune(&self) -> Option<Cost> {
        self.own_commune_min.map(Cost::from_minutes)
    }

    /// The thresholds, in kilometres or minutes.
    pub fn thresholds(&self, unit: CostUnit) -> &[f64] {
        match unit {
            CostUnit::Length => &self.thresholds_km,
            CostUnit::Duration => &self.thresholds_min,
        }
    }

    /// The main threshold, in kilometres or minutes.
    pub fn main_threshold(&self, unit: CostUnit) -> f64 {
        match unit {
            CostUnit::Length => self.main_threshold_km,
            CostUnit::Duration => self.main_threshold_min,
        }
    }

    /// How far is looked from where people live.
    pub fn limits(&self, unit: CostUnit) -> Limits {
        let cost = |shown: f64| match unit {
            CostUnit::Length => Cost::from_km(shown),
            CostUnit::Duration => Cost::from_minutes(shown),
        };
        Limits {
            thresholds: self.thresholds(unit).iter().copied().map(cost).collect(),
            main: cost(self.main_threshold(unit)),
            furthest: match unit {
                CostUnit::Length => Length::from_metres(self.reach_km * 1_000.0).into(),
                // A table is as long as it is: every pair of it is within reach.
                CostUnit::Duration => Cost::from_base(f64::MAX),
            },
        }
    }

    /// The kinds as which `place` serves, the second one if it has two; `None` when it serves
    /// no distance.
    pub fn kinds_of(&self, place: &Place) -> Option<(Kind, Option<Kind>)> {
        let is_ignored = self.rounds_without_stops == RoundsWithoutStops::Ignore
            && place.is_round_without_stops();
        (!is_ignored).then_some((place.kind, place.also))
    }

    /// Whether every option is in its range and goes with this way of travelling.
    ///
    /// # Errors
    ///
    /// [`BadOption`] for the first that is not.
    pub fn check(&self, way: Way<'_>) -> Result<(), BadOption> {
        self.check_ranges()?;
        self.check_way(way)
    }

    /// Whether every option is in its range.
    ///
    /// # Errors
    ///
    /// [`BadOption`] for the first that is not.
    pub fn check_ranges(&self) -> Result<(), BadOption> {
        check_thresholds("options.thresholds_km", &self.thresholds_km, KILOMETRES)?;
        check_distance("options.main_threshold_km", self.main_threshold_km)?;
        check_distance("options.reach_km", self.reach_km)?;
        if let Some(km) = self.thresholds_km.iter().find(|km| **km > self.reach_km) {
            let expected = "is beyond `options.reach_km`; raise that one";
            return refuse("options.thresholds_km", km, expected);
        }
        if !(1.0..=10.0).contains(&self.detour) {
            let expected = "is no detour; give a factor from 1 to 10, such as 1.3";
            return refuse("options.detour", self.detour, expected);
        }
        check_thresholds("options.thresholds_min", &self.thresholds_min, MINUTES)?;
        check_minutes("options.main_threshold_min", self.main_threshold_min)?;
        if let Some(minutes) = self.own_commune_min {
            check_minutes("options.own_commune_min", minutes)?;
        }
        Ok(())
    }

    /// Whether the options go with this way of travelling.
    fn check_way(&self, way: Way<'_>) -> Result<(), BadOption> {
        match way {
            Way::Table(_) if self.detour != 1.0 => {
                let expected = "lengthens straight lines, and a travel table says what ways cost; \
                                leave one of them out";
                refuse("options.detour", self.detour, expected)
            }
            Way::Table(table) if table.unit == CostUnit::Length => {
                self.refuse_minutes("is in minutes, and the travel table in kilometres; leave it out")
            }
            Way::Crow => self.refuse_minutes("is in minutes, and nothing tells how long ways take; add `sources.travel_table` with minutes"),
            Way::Table(_) => Ok(()),
        }
    }

    /// Refuses options in minutes where no durations are known.
    fn refuse_minutes(&self, expected: &'static str) -> Result<(), BadOption> {
        let default = Self::default();
        if self.thresholds_min != default.thresholds_min {
            let listed: Vec<String> = self.thresholds_min.iter().map(f64::to_string).collect();
            return refuse("options.thresholds_min", listed.join(","), expected);
        }
        if self.main_threshold_min != default.main_threshold_min {
            return refuse("options.main_threshold_min", self.main_threshold_min, expected);
        }
        match self.own_commune_min {
            Some(minutes) => refuse("options.own_commune_min", minutes, expected),
            None => Ok(()),
        }
    }
}

const KILOMETRES: &str = "is no distance; give kilometres, such as 10 or 2.5";
const MINUTES: &str = "is no duration; give minutes, such as 20 or 7.5";

fn refuse<T>(
    field: &'static str,
    value: impl ToString,
    expected: &'static str,
) -> Result<T, BadOption> {
    Err(BadOption { field, value: value.to_string(), expected })
}

/// Whether `km` is a distance on earth.
pub fn check_distance(field: &'static str, km: f64) -> Result<(), BadOption> {
    let is_sound = km.is_finite() && (0.0..=20_000.0).contains(&km);
    if is_sound { Ok(()) } else { refuse(field, km, KILOMETRES) }
}

fn check_minutes(field: &'static str, minutes: f64) -> Result<(), BadOption> {
    let is_sound = minutes.is_finite() && minutes > 0.0 && minutes <= 1_440.0;
    if is_sound { Ok(()) } else { refuse(field, minutes, MINUTES) }
}

/// Whether thresholds are positive, and none is given twice.
fn check_thresholds(
    field: &'static str,
    thresholds: &[f64],
    expected: &'static str,
) -> Result<(), BadOption> {
    for threshold in thresholds {
        // A threshold names two columns, so that neither 0 nor -0 will do.
        if *threshold == 0.0 {
            return refuse(field, threshold, expected);
        }
        if expected == KILOMETRES {
            check_distance(field, *threshold)?;
        } else {
            check_minutes(field, *threshold)?;
        }
    }
    let mut sorted: Vec<Cost> = thresholds.iter().copied().map(Cost::from_km).collect();
    sorted.sort_unstable();
    match sorted.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => {
            refuse(field, pair[0].shown(CostUnit::Length), "stands twice; give each threshold once")
        }
        None => Ok(()),
    }
}
