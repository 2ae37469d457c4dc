//! Where a row says it is, and whether that can be.

use geo::{Contains, Coord, Distance, Euclidean, Line, MultiPolygon, Point, Rect};

use crate::{
    crs::{Crs, Reprojection},
    geodesy::{Position, geodesic_metres},
    ledger::Trouble,
    model::Envelope,
    source::{parse_number, places::PlaceRecord},
};

/// What a row's coordinates come to.
pub(super) enum Location {
    /// A position, perhaps after a repair to tell.
    At(Position, Option<(Trouble, String)>),
    /// No position, and why.
    Nowhere(Trouble, String),
}

/// The position that `record` states, put right where only one reading is possible.
///
/// `expected` is the territory of the row's own commune code, if it has one.
pub(super) fn locate(record: &PlaceRecord, expected: Option<Envelope>) -> Location {
    if let Some(point) = record.point.filter(is_inside) {
        return Location::At(point, None);
    }
    let (latitude, longitude) = (&record.latitude, &record.longitude);
    let written = format!("{latitude} {longitude}");
    if let (Some(_), true) = (record.point, latitude.is_empty() || longitude.is_empty()) {
        return Location::Nowhere(Trouble::OutsideFrance, written.trim().to_owned());
    }
    locate_written(latitude, longitude, expected)
}

/// The same of a latitude and a longitude as written.
pub(super) fn locate_written(
    latitude: &str,
    longitude: &str,
    expected: Option<Envelope>,
) -> Location {
    let written = format!("{latitude} {longitude}");
    if latitude.is_empty() || longitude.is_empty() {
        return Location::Nowhere(Trouble::PositionMissing, written.trim().to_owned());
    }
    let (Some(y), Some(x)) = (parse_number(latitude), parse_number(longitude)) else {
        return Location::Nowhere(Trouble::PositionUnreadable, written);
    };
    if x == 0.0 && y == 0.0 {
        return Location::Nowhere(Trouble::PositionZero, written);
    }
    if let Some(position) = Position::new(y, x).filter(is_inside) {
        return Location::At(position, None);
    }
    if let Some(position) = Position::new(x, y).filter(is_inside) {
        return Location::At(position, Some((Trouble::AxesExchanged, written)));
    }
    match projected(x, y, expected) {
        Some((position, crs)) => {
            Location::At(position, Some((Trouble::Reprojected, format!("{written}, {crs}"))))
        }
        None => Location::Nowhere(Trouble::OutsideFrance, written),
    }
}

fn is_inside(position: &Position) -> bool {
    Envelope::of(*position).is_some()
}

/// The position of projected coordinates, when exactly one French system places them
/// where they are expected.
fn projected(x: f64, y: f64, expected: Option<Envelope>) -> Option<(Position, Crs)> {
    let upright = Crs::candidates(x, y, expected).into_iter().map(|crs| (crs, x, y));
    let exchanged = Crs::candidates(y, x, expected).into_iter().map(|crs| (crs, y, x));
    let readings: Vec<_> = upright.chain(exchanged).collect();
    let [(crs, x, y)] = readings[..] else {
        return None;
    };
    Some((Reprojection::new(crs)?.position(x, y)?, crs))
}

/// Metres from `position` to the nearest point of `contour`; zero inside it.
///
/// The nearest point is found on a plane tangent at `position`, then the geodesic to it
/// is measured: right to a few metres within 100 km, and to a per cent beyond. `None`
/// for a contour without points.
pub(super) fn metres_to_contour(position: Position, contour: &MultiPolygon<f64>) -> Option<f64> {
    let here = Point::new(position.longitude(), position.latitude());
    if contour.contains(&here) {
        return Some(0.0);
    }
    // One degree of longitude is this many degrees of latitude long.
    let shrink = position.latitude().to_radians().cos();
    let flat = |point: Coord<f64>| Coord { x: point.x * shrink, y: point.y };
    let from = Point::from(flat(here.0));
    let rings = contour
        .iter()
        .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
    let segments = rings.flat_map(|ring| ring.lines());
    let nearest = segments
        .map(|segment| Line::new(flat(segment.start), flat(segment.end)))
        .map(|segment| (Euclidean.distance(&from, &segment), segment))
        .min_by(|one, other| one.0.total_cmp(&other.0))?;
    let point = foot(from, nearest.1);
    let there = Position::new(point.y, point.x / shrink)?;
    Some(geodesic_metres(position, there))
}

/// Whether `position` may be within `metres` of what `bounds` hold: never says no wrongly.
pub(super) fn may_be_within(position: Position, metres: f64, bounds: Rect<f64>) -> bool {
    // A degree of latitude is never shorter than 110.5 km.
    let reach = metres / 110_500.0;
    let furthest = (position.latitude().abs() + reach).min(89.0);
    let across = reach / furthest.to_radians().cos();
    (bounds.min().x - across..=bounds.max().x + across).contains(&position.longitude())
        && (bounds.min().y - reach..=bounds.max().y + reach).contains(&position.latitude())
}

/// The point of `segment` nearest to `from`.
fn foot(from: Point<f64>, segment: Line<f64>) -> Coord<f64> {
    let along = segment.delta();
    let length2 = along.x * along.x + along.y * along.y;
    let start = segment.start;
    let dot = (from.x() - start.x) * along.x + (from.y() - start.y) * along.y;
    let share = if length2 > 0.0 { (dot / length2).clamp(0.0, 1.0) } else { 0.0 };
    Coord { x: start.x + share * along.x, y: start.y + share * along.y }
}

#[cfg(test)]
mod tests {
    use geo::polygon;

    use super::*;

    #[test]
    fn the_distance_to_a_contour_is_that_to_its_nearest_border() {
        let square = MultiPolygon::new(vec![polygon![
            (x: 0.0, y: 45.0), (x: 1.0, y: 45.0), (x: 1.0, y: 46.0), (x: 0.0, y: 46.0),
        ]]);
        let at = |latitude, longitude| Position::new(latitude, longitude).expect("degrees");
        assert_eq!(metres_to_contour(at(45.5, 0.5), &square), Some(0.0));
        let south = metres_to_contour(at(44.9, 0.5), &square).expect("a contour");
        let expected = geodesic_metres(at(44.9, 0.5), at(45.0, 0.5));
        assert!((south - expected).abs() < 1.0);
        let bounds = Rect::new((0.0, 45.0), (1.0, 46.0));
        assert!(may_be_within(at(44.9, 0.5), 11_200.0, bounds));
        assert!(!may_be_within(at(44.9, 0.5), 9_000.0, bounds));
    }
}
