//! The point of a contour from which distances start.

use geo::{Area, Centroid, Contains, CoordsIter, InteriorPoint, MultiPolygon, Point, Polygon};
use maillage_core::{geodesy::Position, model::Origin};

/// The centroid, or an interior point of the largest part when the centroid falls outside.
pub(crate) fn home_of(contour: &MultiPolygon<f64>) -> (Position, Origin) {
    let centroid = contour.centroid().filter(|centroid| contour.contains(centroid));
    let area = |polygon: &&Polygon<f64>| polygon.unsigned_area();
    let largest = contour.iter().max_by(|one, other| area(one).total_cmp(&area(other)));
    let inside = || {
        let polygon = largest?;
        polygon.interior_point().or_else(|| polygon.exterior().points().next())
    };
    let position = |point: Point<f64>| Position::new(point.y(), point.x());
    if let Some(home) = centroid.and_then(position) {
        return (home, Origin::Centroid);
    }
    // A surface without an area may have no point inside that can be computed.
    let vertex = || contour.exterior_coords_iter().next().map(Point::from).and_then(position);
    let home = inside().and_then(position).or_else(vertex);
    (home.expect("a surface is made of positions on the globe"), Origin::InteriorPoint)
}

#[cfg(test)]
mod tests {
    use geo::polygon;

    use super::*;

    #[test]
    fn a_centroid_outside_is_replaced_by_a_point_inside() {
        // A horseshoe whose centroid falls in the gap.
        let horseshoe = polygon![
            (x: 0.0, y: 0.0), (x: 10.0, y: 0.0), (x: 10.0, y: 10.0), (x: 9.0, y: 10.0),
            (x: 9.0, y: 1.0), (x: 1.0, y: 1.0), (x: 1.0, y: 10.0), (x: 0.0, y: 10.0),
        ];
        let contour = MultiPolygon::new(vec![horseshoe]);
        let (home, origin) = home_of(&contour);
        assert_eq!(origin, Origin::InteriorPoint);
        assert!(contour.contains(&Point::new(home.longitude(), home.latitude())));
    }

    #[test]
    fn the_point_inside_is_in_the_largest_part() {
        let large =
            polygon![(x: 0.0, y: 45.0), (x: 0.1, y: 45.0), (x: 0.1, y: 46.0), (x: 0.0, y: 46.0)];
        let small =
            polygon![(x: 1.0, y: 45.0), (x: 1.3, y: 45.0), (x: 1.3, y: 45.1), (x: 1.0, y: 45.1)];
        let (home, origin) = home_of(&MultiPolygon::new(vec![large, small]));
        assert_eq!(origin, Origin::InteriorPoint);
        assert!(home.longitude() < 0.1);
    }
}
