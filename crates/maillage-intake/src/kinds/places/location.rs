//! Coordinates of a row, and their plausibility.

use super::PlaceRecord;
use crate::{ledger::Trouble, source::parse_number};
use maillage_core::{
    contour::mean_metres_from_middle,
    geodesy::{Length, Position},
    model::{Commune, Envelope},
};
use maillage_tables::crs::{Crs, CrsSearch, Reprojection};

/// The position of a row, or the reason why it has none.
pub(in crate::kinds) enum Location {
    /// A position, with an issue if it was repaired.
    At(Position, Option<(Trouble, String)>),
    /// No position, with the reason and the value.
    Nowhere(Trouble, String),
}

/// Position uncertainty of a place of which only the commune is known: the mean distance of its
/// points from its middle.
pub(in crate::kinds) fn uncertainty_within(commune: &Commune) -> Length {
    Length::from_metres(mean_metres_from_middle(&commune.contour))
}

/// Parser of the coordinates of one list, all in the same reference system.
pub(in crate::kinds) struct Locator {
    crs: Crs,
    way: Option<Reprojection>,
    search: CrsSearch,
}

impl Locator {
    /// A parser of coordinates in `crs`.
    pub(in crate::kinds) fn new(crs: Crs) -> Self {
        let way = if crs == Crs::WGS84 { None } else { Reprojection::new(crs) };
        Self { crs, way, search: CrsSearch::new() }
    }

    /// The position stated in `record`, repaired where only one interpretation is possible.
    ///
    /// `expected` is the territory of the stated commune, if known.
    pub(in crate::kinds) fn locate(
        &self,
        record: &PlaceRecord,
        expected: Option<Envelope>,
    ) -> Location {
        if let Some(point) = record.point {
            let written = format!("{} {}", point.latitude(), point.longitude());
            let at = self.at(point, &written, expected);
            return at.unwrap_or(Location::Nowhere(Trouble::OutsideFrance, written));
        }
        self.written(&record.latitude, &record.longitude, expected)
    }

    /// The position of a latitude and a longitude as written, or of a northing and an
    /// easting.
    pub(in crate::kinds) fn written(
        &self,
        latitude: &str,
        longitude: &str,
        expected: Option<Envelope>,
    ) -> Location {
        let written = format!("{latitude} {longitude}").trim().to_owned();
        let (y, x) = (number(latitude), number(longitude));
        let (Some(y), Some(x)) = (y, x) else {
            // An unreadable point in a single cell is in the first text.
            let missing = written.is_empty() || parse_number(&written).is_some();
            let trouble =
                if missing { Trouble::PositionMissing } else { Trouble::PositionUnreadable };
            return Location::Nowhere(trouble, written);
        };
        if x == 0.0 && y == 0.0 {
            return Location::Nowhere(Trouble::PositionZero, written);
        }
        let by_list = self.way.as_ref().and_then(|way| way.position(x, y)).filter(is_inside);
        if let Some(position) = by_list {
            return Location::At(position, None);
        }
        let upright = self.at_degrees(y, x, &written, expected);
        upright
            .or_else(|| self.projected(x, y, &written, expected))
            .unwrap_or(Location::Nowhere(Trouble::OutsideFrance, written))
    }

    fn at_degrees(
        &self,
        y: f64,
        x: f64,
        written: &str,
        expected: Option<Envelope>,
    ) -> Option<Location> {
        // Exchanged degrees may be out of range in this order.
        let position = Position::new(y, x);
        let upright = position.and_then(|position| self.at(position, written, expected));
        upright.or_else(|| exchanged(Position::new(x, y)?, written, expected))
    }

    /// The position of degrees in the given order or exchanged; `None` outside France.
    fn at(
        &self,
        position: Position,
        written: &str,
        expected: Option<Envelope>,
    ) -> Option<Location> {
        if is_inside(&position) {
            // Degrees in a list with projected coordinates: the row has its own system.
            let is_other_system = self.crs != Crs::WGS84;
            let note = || (Trouble::Reprojected, format!("{written}, {}", Crs::WGS84));
            return Some(Location::At(position, is_other_system.then(note)));
        }
        exchanged(Position::new(position.longitude(), position.latitude())?, written, expected)
    }

    /// The position of projected coordinates, when exactly one French reference system puts
    /// them in the expected territory.
    fn projected(
        &self,
        x: f64,
        y: f64,
        written: &str,
        expected: Option<Envelope>,
    ) -> Option<Location> {
        let upright = self.search.fitting(x, y, expected);
        let exchanged = self.search.fitting(y, x, expected);
        let readings: Vec<_> =
            upright.into_iter().chain(exchanged).filter(|(crs, _)| *crs != Crs::WGS84).collect();
        let [(crs, position)] = readings[..] else {
            return None;
        };
        Some(Location::At(position, Some((Trouble::Reprojected, format!("{written}, {crs}")))))
    }
}

/// The position with exchanged axes, if it is in the expected territory.
fn exchanged(position: Position, written: &str, expected: Option<Envelope>) -> Option<Location> {
    let fits = match expected {
        Some(envelope) => envelope.contains(position),
        None => is_inside(&position),
    };
    fits.then(|| Location::At(position, Some((Trouble::AxesExchanged, written.to_owned()))))
}

/// The number of a coordinate. A stray letter or sign at its end is ignored: `45.65N`,
/// `2.35°`.
fn number(text: &str) -> Option<f64> {
    let bare = text.trim_end_matches(['°', 'N', 'E', 'n', 'e', '\'', '"', ';', ',', '.', ' ']);
    parse_number(text).or_else(|| parse_number(bare))
}

fn is_inside(position: &Position) -> bool {
    Envelope::of(*position).is_some()
}
