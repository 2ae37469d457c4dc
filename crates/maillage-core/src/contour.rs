//! Distance from a position to the contour of a commune.

use geo::{
    Area, BoundingRect, Contains, Coord, Distance, Euclidean, Line, MultiPolygon, Point, Rect,
};

use crate::geodesy::{Position, geodesic_metres};

/// Distance from `position` to the nearest point of `contour`, in geodesic metres. Zero when
/// `position` is inside.
///
/// The nearest point is searched on the plane tangent at `position`, and the geodesic to that point
/// is measured. The error is a few metres within 100 km and about one per cent beyond. `None` for a
/// contour without points. O(vertices).
pub fn metres_to_contour(position: Position, contour: &MultiPolygon<f64>) -> Option<f64> {
    let here = Point::new(position.longitude(), position.latitude());
    if contour.contains(&here) {
        return Some(0.0);
    }
    // Length of one degree of longitude, in degrees of latitude.
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

/// Whether `position` can be within `metres` of a shape whose bounding box is `bounds`, in degrees.
///
/// A `false` is certain. A `true` still has to be checked against the shape.
pub fn may_be_within(position: Position, metres: f64, bounds: Rect<f64>) -> bool {
    let [across, reach] = degrees_of(metres, position.latitude());
    (bounds.min().x - across..=bounds.max().x + across).contains(&position.longitude())
        && (bounds.min().y - reach..=bounds.max().y + reach).contains(&position.latitude())
}

/// `bounds`, in degrees, with `metres` more on every side, or a little more than that.
pub fn widened(bounds: Rect<f64>, metres: f64) -> Rect<f64> {
    let furthest = bounds.min().y.abs().max(bounds.max().y.abs());
    let [across, reach] = degrees_of(metres, furthest);
    let more = Coord { x: across, y: reach };
    Rect::new(bounds.min() - more, bounds.max() + more)
}

/// Degrees of longitude and of latitude that are no shorter than `metres` within `metres` of a
/// latitude.
fn degrees_of(metres: f64, latitude: f64) -> [f64; 2] {
    // A degree of latitude is never shorter than 110.5 km.
    let reach = metres / 110_500.0;
    let furthest = (latitude.abs() + reach).min(89.0);
    [reach / furthest.to_radians().cos(), reach]
}

/// Approximate mean distance between the points of `contour` and its centre, in metres.
///
/// The contour is replaced by a disc of the same area, whose mean distance is two thirds of its
/// radius. The error is one or two per cent for the shape of a commune. Zero for an empty contour.
pub fn mean_metres_from_middle(contour: &MultiPolygon<f64>) -> f64 {
    2.0 / 3.0 * (square_metres(contour) / std::f64::consts::PI).sqrt()
}

/// Approximate area of `contour`, in square metres. Zero for an empty contour.
pub fn square_metres(contour: &MultiPolygon<f64>) -> f64 {
    // One degree of latitude is 111.2 km long. One degree of longitude is shorter by the cosine of
    // the latitude.
    let north = contour.bounding_rect().map_or(0.0, |bounds| bounds.center().y);
    let square_degree = 111_200.0_f64.powi(2) * north.to_radians().cos();
    contour.unsigned_area() * square_degree
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
    fn a_commune_of_a_hundred_square_kilometres_is_3_76_km_from_its_middle() {
        // At 60° north, one degree of longitude is half as long as one of latitude: 0.18° by 0.09°
        // is a square of 10 km.
        let square = MultiPolygon::new(vec![polygon![
            (x: 0.0, y: 60.0), (x: 0.18, y: 60.0), (x: 0.18, y: 60.09), (x: 0.0, y: 60.09),
        ]]);
        assert!((mean_metres_from_middle(&square) - 3_761.0).abs() < 30.0);
    }

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
