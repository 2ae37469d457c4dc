//! Options of a measure, with their defaults.

use maillage_words::Words;

use super::{CompetitionOptions, Way};
use crate::{
    BadOption,
    access::Weight,
    gap::{Classes, Tertiles},
    geodesy::Length,
    model::{Kind, Place},
    offer::OfferOptions,
    presence::HoursOptions,
    sentences,
    travel::{Cost, CostUnit, Limits},
};

/// Options of a measure.
///
/// # Examples
///
/// ```
/// use maillage_core::measure::{MeasureOptions, Way};
///
/// let options = MeasureOptions { main_threshold_km: 5.0, ..MeasureOptions::default() };
/// assert!(options.check(Way::Crow).is_ok());
/// // A road is never shorter than the straight line.
/// let refused = MeasureOptions { detour: 0.5, ..MeasureOptions::default() };
/// assert!(refused.check(Way::Crow).is_err());
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct MeasureOptions {
    /// Thresholds within which places and residents are counted, in kilometres.
    pub thresholds_km: Vec<f64>,
    /// Distance above which residents are not covered, in kilometres.
    pub main_threshold_km: f64,
    /// Distance above which a place is out of reach, in kilometres. The distance is then `None`.
    pub reach_km: f64,
    /// Detour factor: ratio of road distance to straight-line distance. It multiplies every
    /// distance.
    pub detour: f64,
    /// With durations: thresholds within which places and residents are counted, in
    /// minutes.
    pub thresholds_min: Vec<f64>,
    /// With durations: duration above which residents are not covered, in minutes.
    pub main_threshold_min: f64,
    /// With durations: travel time to a place in the same commune where the table has none,
    /// in minutes. `None` leaves that time unknown.
    pub own_commune_min: Option<f64>,
    /// The weight of residents in distances and shares.
    pub residents_weight: Weight,
    /// Treatment of an itinerant service whose stops are unknown.
    pub tours_without_stops: ToursWithoutStops,
    /// Restriction of supply to certain hours.
    pub hours: HoursOptions,
    /// Restriction of supply to places that offer something.
    pub offer: OfferOptions,
    /// Limits of the classes of access and need; thirds of the communes of the run by default.
    pub classes: Classes,
    /// Competition for the places.
    pub competition: CompetitionOptions,
    /// Whether the second and third nearest places, and places by kind and service, are measured.
    pub choice: bool,
}

/// Treatment of an itinerant service whose stops are unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToursWithoutStops {
    /// The service is listed and counted but enters no distance: it does not stop at its
    /// office.
    Ignore,
    /// The service counts as an itinerant place at the address of its list.
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
            tours_without_stops: ToursWithoutStops::Ignore,
            hours: HoursOptions::default(),
            offer: OfferOptions::default(),
            classes: Classes::default(),
            competition: CompetitionOptions::default(),
            choice: false,
        }
    }
}

impl MeasureOptions {
    /// The distance above which a place is out of reach.
    pub fn reach(&self) -> Length {
        Length::from_metres(self.reach_km * 1_000.0)
    }

    /// The cost of travel within a commune where the table has none; `None` when it is unknown.
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

    /// The cost limits of a run.
    pub fn limits(&self, unit: CostUnit) -> Limits {
        let cost = |shown: f64| Cost::from_shown(shown, unit);
        Limits {
            thresholds: self.thresholds(unit).iter().copied().map(cost).collect(),
            main: cost(self.main_threshold(unit)),
            furthest: match unit {
                CostUnit::Length => Length::from_metres(self.reach_km * 1_000.0).into(),
                // A table has no furthest limit: all its pairs are within reach.
                CostUnit::Duration => Cost::from_base(f64::MAX),
            },
        }
    }

    /// The kinds as which `place` serves, main kind first, if it offers what is asked and is open
    /// when it is asked. `None` when the place enters no distance.
    pub fn kinds_of(&self, place: &Place) -> Option<(Kind, Option<Kind>)> {
        let is_ignored =
            self.tours_without_stops == ToursWithoutStops::Ignore && place.is_tour_without_stops();
        (!is_ignored).then_some((place.kind, place.also))
    }

    /// Checks the range of every option, and that the options fit the way of travelling.
    ///
    /// # Errors
    ///
    /// [`BadOption`] for the first option that fails.
    pub fn check(&self, way: Way<'_>) -> Result<(), BadOption> {
        self.check_ranges()?;
        self.check_way(way)
    }

    /// Checks the range of every option.
    ///
    /// # Errors
    ///
    /// [`BadOption`] for the first option that fails.
    pub fn check_ranges(&self) -> Result<(), BadOption> {
        self.offer.check()?;
        self.competition.check()?;
        check_thresholds("options.thresholds_km", &self.thresholds_km, CostUnit::Length)?;
        check_distance("options.main_threshold_km", self.main_threshold_km)?;
        check_distance("options.reach_km", self.reach_km)?;
        if let Some(km) = self.thresholds_km.iter().find(|km| **km > self.reach_km) {
            let expected = sentences::beyond_reach();
            return refuse("options.thresholds_km", km, expected);
        }
        if !(1.0..=10.0).contains(&self.detour) {
            let expected = sentences::no_detour();
            return refuse("options.detour", self.detour, expected);
        }
        check_thresholds("options.thresholds_min", &self.thresholds_min, CostUnit::Duration)?;
        check_minutes("options.main_threshold_min", self.main_threshold_min)?;
        if let Some(minutes) = self.own_commune_min {
            check_minutes("options.own_commune_min", minutes)?;
        }
        if let Classes::Given { access, need } = &self.classes {
            let access = access.iter().map(|(limits, _)| (*limits, 0.0));
            let need = need.iter().map(|(limits, _)| (*limits, f64::MIN));
            for (Tertiles(low, high), least) in access.chain(need) {
                if !(low.is_finite() && high.is_finite() && least <= low && low < high) {
                    let expected = sentences::no_class_limits();
                    return refuse("options.classes", format!("{low},{high}"), expected);
                }
            }
        }
        Ok(())
    }

    /// Checks that the options fit the way of travelling.
    fn check_way(&self, way: Way<'_>) -> Result<(), BadOption> {
        match way {
            Way::Table(_) if self.detour != 1.0 => {
                let expected = sentences::detour_beside_table();
                refuse("options.detour", self.detour, expected)
            }
            Way::Table(table) if table.unit == CostUnit::Length => {
                self.refuse_minutes(&sentences::minutes_beside_kilometres())
            }
            Way::Crow => self.refuse_minutes(&sentences::minutes_without_table()),
            Way::Table(_) if self.main_threshold_km != Self::default().main_threshold_km => {
                let expected = sentences::kilometres_beside_minutes();
                refuse("options.main_threshold_km", self.main_threshold_km, expected)
            }
            Way::Table(_) => Ok(()),
        }
    }

    /// Rejects options in minutes when the way of travelling gives no durations.
    fn refuse_minutes(&self, expected: &Words) -> Result<(), BadOption> {
        let default = Self::default();
        if self.thresholds_min != default.thresholds_min {
            let listed: Vec<String> = self.thresholds_min.iter().map(f64::to_string).collect();
            return refuse("options.thresholds_min", listed.join(","), expected.clone());
        }
        if self.main_threshold_min != default.main_threshold_min {
            return refuse("options.main_threshold_min", self.main_threshold_min, expected.clone());
        }
        match self.own_commune_min {
            Some(minutes) => refuse("options.own_commune_min", minutes, expected.clone()),
            None => Ok(()),
        }
    }
}

fn refuse<T>(field: &'static str, value: impl ToString, expected: Words) -> Result<T, BadOption> {
    Err(BadOption { field, value: value.to_string(), expected })
}

/// Checks that `km` is a distance on earth: 0 to 20,000 kilometres.
///
/// # Errors
///
/// [`BadOption`] for the option `field` when it is not.
pub fn check_distance(field: &'static str, km: f64) -> Result<(), BadOption> {
    let is_sound = km.is_finite() && (0.0..=20_000.0).contains(&km);
    // Debug writes 1e300 where Display writes all its digits.
    if is_sound { Ok(()) } else { refuse(field, format!("{km:?}"), sentences::no_distance()) }
}

fn check_minutes(field: &'static str, minutes: f64) -> Result<(), BadOption> {
    let is_sound = minutes.is_finite() && minutes > 0.0 && minutes <= 1_440.0;
    if is_sound { Ok(()) } else { refuse(field, minutes, sentences::no_duration()) }
}

/// Checks that the thresholds are positive and distinct.
fn check_thresholds(
    field: &'static str,
    thresholds: &[f64],
    unit: CostUnit,
) -> Result<(), BadOption> {
    for threshold in thresholds {
        match unit {
            CostUnit::Length => check_distance(field, *threshold)?,
            CostUnit::Duration => check_minutes(field, *threshold)?,
        }
        // Each threshold names two columns: 0 and -0 would give them the same name. One below half
        // a millimetre is nought too.
        if Cost::from_shown(*threshold, unit) == Cost::ZERO {
            return refuse(field, threshold, sentences::no_threshold(unit));
        }
    }
    let cost = |threshold: &f64| Cost::from_shown(*threshold, unit);
    let mut sorted: Vec<Cost> = thresholds.iter().map(cost).collect();
    sorted.sort_unstable();
    match sorted.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => refuse(field, pair[0].shown(unit), sentences::threshold_twice()),
        None => Ok(()),
    }
}
